url = f"{base}/pets/{quote(id)}"
message = f"expected {expected!r}, got {actual!r} at position {index + 1:>3}"
raise ValueError(f"a very long message that names {thing!r} and {other_thing!r} and does not fit on one line at all: {error}")
log = f'{name} said "{text}"'
key = f"{data['key']}" + f"{x}"
braces = f"{{{value}}}" + f"{ {1: 2}[1] }"
header = f"{a_long_name_number_one}{a_long_name_number_two}{a_long_name_number_three}{a_long_name_number_four}"
f"{x}"
