from typing import Annotated, Literal, TypeAlias
Color: TypeAlias = Literal["red", "green", "blue"]
EventKind: TypeAlias = Literal["special", "regular", "members-only", "private-function", "school-visit", "other"]
Body: TypeAlias = CreateSpecialEventRequest | CreateRegularEventRequest | CreateMembersOnlyEventRequest | None
Json = Union[dict[str, "Json"], list["Json"], str, int, float, bool, None]
Limited = Annotated[int, Field(ge=1, le=100, description="how many there are at most on one page of results")]
value: dict[str, AVeryLongTypeNameNumberOne | AVeryLongTypeNameNumberTwo] | AVeryLongTypeNameNumberThree | None = None
handlers: dict[str, Callable[[Request, Response], Awaitable[None]]] = defaultdict(lambda: default_handler_for_everything)
field_with_a_long_name: SomeGenericType[WithAParameter, AndAnotherParameter] = Field(default=None, alias="fieldWithALongName")
quoted: "AVeryLongTypeNameNumberOne | AVeryLongTypeNameNumberTwo | AVeryLongTypeNameNumberThree | None" = None
