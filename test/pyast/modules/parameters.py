def get(self, id: str) -> Pet: return self._client.request("GET", f"/pets/{id}")
def list_events(self, *, start: date | None = None, end: date | None = None, page: int = 1, limit: int = 10) -> Page[Event]: return self._page(start, end)
async def update(self, event_id: str, /, body: UpdateEvent, *args: str, timeout: float | Timeout | None | NotGiven = NOT_GIVEN, **extra: Unpack[Extra]) -> Event: ...
def one(self, a_single_parameter_with_a_long_name: dict[str, list[tuple[int, str]]] = {}) -> None: pass
def union(self, filter: AVeryLongTypeNameNumberOne | AVeryLongTypeNameNumberTwo | AVeryLongTypeNameNumberThree = None) -> None: pass
def star(*, only: int, keyword: str = "x") -> int: return only
