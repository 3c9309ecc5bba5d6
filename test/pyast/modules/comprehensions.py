names = [event.name for event in events]
long = [transform_the_item(item, with_option=True) for item in collection_of_items if item.is_valid and item.is_active]
pairs = {key.lower(): value.strip() for key, value in (line.split(":", 1) for line in header_lines if ":" in line)}
unique = {normalize(each.identifier) for group in groups_of_identifiers for each in group.members if each is not None}
flat = list(itertools.chain.from_iterable(page.items async for page in self._pages_of_the_collection(start, end, limit)))
any(isinstance(argument, forbidden_type) for argument in arguments)
