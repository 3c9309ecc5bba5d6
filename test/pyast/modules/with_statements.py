with open(path) as file: data = file.read()
with self._client.stream("GET", url, headers=headers, params=parameters, timeout=timeout_in_seconds) as response: pass
with first_context_manager(argument) as first, second_context_manager(argument) as second, third_context_manager() as third: pass
async def f():
    async with httpx.AsyncClient(transport=transport) as client, anyio.create_task_group() as group: await client.get("/")
    async with self._lock: pass
with pytest.raises(SomeRatherLongErrorName, match="a regular expression that is rather long indeed"): call()
with (yield): pass
