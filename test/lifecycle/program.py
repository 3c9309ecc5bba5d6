"""A user's program: what it reaches is loaded lazily, from a folder, a zip or a frozen program."""

import asyncio
import pickle
import sys

from gallery import AsyncGallery, Gallery, NotFoundError, models
from gallery.testing import Server

server = Server()
client = Gallery(api_key="a", http_client=server.transport())
works = client.works.list()
server.reply("works.get", status=404, once=True)
try:
    client.works.get("4b0e9a6e-58a1-4d8c-9f3f-3c5b4b9f3a10")
except NotFoundError as error:
    print(error.status)
assert isinstance(works, list)
assert dict(client.artists.list())
assert models.Work.__module__ == "gallery.models.work"
print(pickle.loads(pickle.dumps(client.status.get())).open)


async def main() -> None:
    async with AsyncGallery(api_key="a", http_client=server.transport()) as other:
        print((await other.status.get()).open)


asyncio.run(main())
print(getattr(sys, "frozen", False), "gallery" in sys.modules)
