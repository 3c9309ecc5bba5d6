"""A caller of the gallery's SDK: an arrow in a comment is followed by the type that both checkers must reveal, a mistake is marked."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import gallery
from gallery import Gallery, models
from typing_extensions import reveal_type

client = Gallery(api_key="k", base_url="https://gallery.example")
work = client.works.get(uuid4())

reveal_type(work)  # -> Work
reveal_type(work.id)  # -> UUID
reveal_type(work.title)  # -> str
reveal_type(work.acquired_on)  # -> date | None
reveal_type(work.created_at)  # -> datetime
reveal_type(work.price)  # -> float | None
reveal_type(work.size)  # -> Size | None
reveal_type(work.shown_on)  # -> list[date] | None
reveal_type(work.translations)  # -> dict[str, str] | None
reveal_type(work.period)  # -> Literal['antique', 'modern', 'contemporary'] | UnknownStr
reveal_type(client.works.list(period="modern", limit=3))  # -> list[Work]
reveal_type(client.works.set_labels(work.id, body=["a"]))  # -> dict[str, int]
reveal_type(client.artists.get("x"))  # -> Person | Collective | UnknownArtist
reveal_type(client.artists.list(limit=1).artists)  # -> list[Person | Collective | UnknownArtist]
for artist in client.artists.list():
    reveal_type(artist)  # -> Person | Collective | UnknownArtist
    if isinstance(artist, models.Collective):
        reveal_type(artist.members)  # -> list[str]
reveal_type(client.status.get().visitors)  # -> dict[str, int] | None
response = client.with_response(client.works.get, work.id, timeout=3)
reveal_type(response.value)  # -> Work
reveal_type(response.status)  # -> int

client.works.create(title="t", artist_id=uuid4(), period="modern", price=None, acquired_on=date(2020, 1, 1))
client.works.create(**models.WorkFields(title="t", artist_id=uuid4(), period="modern").keywords())
client.works.create(title="t", artist_id=UUID(int=1), period=gallery.UnknownStr("future"))
client.works.update(work.id, price=work.price, timeout=2.5, max_retries=0, extra_headers={"a": "b"})
client.artists.create(body=models.Person(name="n"))
with Gallery() as other:
    other.loans.create(work_id=work.id, starts_on=date.today(), ends_on=date.today(), x_request_source="desk")

client.works.list(limits=3)  # mistake: no such parameter
client.works.list(timeout="x")  # mistake: type of an option
client.works.list("modern")  # mistake: keyword only
client.works.create(title="t")  # mistake: arguments missing
client.works.create(title="t", artist_id=uuid4(), period="modem")  # mistake: no such member
client.with_response(client.works.create, title="t")  # mistake: arguments missing
models.Size(width=1)  # mistake: argument missing
print(work.titel)  # mistake: no such attribute
print(gallery.Typo)  # mistake: no such name
