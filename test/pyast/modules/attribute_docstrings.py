class Event(Model):
    """An event.

    It happens once.
    """
    id: str
    """The identifier."""
    name: str = field(default="", metadata={"json": "eventName", "description": "a rather long description"})
    """The name.

    Shown to visitors.
    """
    tags: list[str] = []
    _cache: ClassVar[dict[str, Event]] = {}
class Empty(Model):
    """Nothing here."""
class Stub: ...
class Other(Stub): x: int
