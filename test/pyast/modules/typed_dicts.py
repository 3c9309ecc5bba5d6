from typing_extensions import NotRequired, Required, TypedDict
class TicketFields(TypedDict, total=False):
    """What a ticket may be made from."""
    ticket_type: Required[Literal["event", "general"]]
    event_id: NotRequired[str]
    """Only for events."""
    visitors: Sequence[VisitorFields] | Iterable[VisitorFields] | SomeOtherVeryLongTypeName[VisitorFields] | None
Dynamic = TypedDict("Dynamic", {"not-an-identifier": str, "class": int, "another-key-with-dashes": NotRequired[bool]})
class LongBases(FirstBaseClassWithALongName, SecondBaseClassWithALongName, Generic[T], metaclass=SomeMetaClass): x: int
