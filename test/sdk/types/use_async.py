"""A caller of the gallery's SDK: an arrow in a comment is followed by the type that both checkers must reveal, a mistake is marked."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import gallery
from gallery import AsyncGallery, models
from typing_extensions import reveal_type


async def main() -> None:
    client = AsyncGallery(api_key="k", base_url="https://gallery.example")
    work = await client.works.get(uuid4())

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
    reveal_type(await client.works.list(period="modern", limit=3))  # -> list[Work]
    reveal_type(await client.works.set_labels(work.id, body=["a"]))  # -> dict[str, int]
    reveal_type(await client.artists.get("x"))  # -> Person | Collective | UnknownArtist
    reveal_type((await client.artists.list(limit=1)).artists)  # -> list[Person | Collective | UnknownArtist]
    async for artist in client.artists.list():
        reveal_type(artist)  # -> Person | Collective | UnknownArtist
        if isinstance(artist, models.Collective):
            reveal_type(artist.members)  # -> list[str]
    reveal_type((await client.status.get()).visitors)  # -> dict[str, int] | None
    response = await client.with_response(client.works.get, work.id, timeout=3)
    reveal_type(response.value)  # -> Work
    reveal_type(response.status)  # -> int

    await client.works.create(title="t", artist_id=uuid4(), period="modern", price=None, acquired_on=date(2020, 1, 1))
    await client.works.create(**models.WorkFields(title="t", artist_id=uuid4(), period="modern").keywords())
    await client.works.create(title="t", artist_id=UUID(int=1), period=gallery.UnknownStr("future"))
    await client.works.update(work.id, price=work.price, timeout=2.5, max_retries=0, extra_headers={"a": "b"})
    await client.artists.create(body=models.Person(name="n"))
    async with AsyncGallery() as other:
        await other.loans.create(work_id=work.id, starts_on=date.today(), ends_on=date.today(), x_request_source="desk")

    await client.works.list(limits=3)  # mistake: no such parameter
    await client.works.list(timeout="x")  # mistake: type of an option
    await client.works.list("modern")  # mistake: keyword only
    await client.works.create(title="t")  # mistake: arguments missing
    await client.works.create(title="t", artist_id=uuid4(), period="modem")  # mistake: no such member
    await client.with_response(client.works.create, title="t")  # mistake: arguments missing
    models.Size(width=1)  # mistake: argument missing
    print(work.titel)  # mistake: no such attribute
    print(gallery.Typo)  # mistake: no such name
