for attempt in range(max_retries + 1): await sleep(delay)
for key, value in sorted(self._some_long_attribute_name.items(), key=lambda pair: (pair[1], pair[0]), reverse=True): pass
async def f():
    async for page in self.pages():
        for item in page.items: yield item
    else:
        return
for first_variable_name, (second_variable_name, third_variable_name) in enumerate(zip(first_sequence, second_sequence)): pass
while True:
    if done: break
    elif almost: continue
    else: pass
