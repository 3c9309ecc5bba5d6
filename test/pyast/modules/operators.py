is_retryable = status == 408 or status == 409 or status == 429 or (status >= 500 and status != 501 and attempt < max_retries)
size = header_length_in_bytes + body_length_in_bytes * number_of_repetitions - trailer_length_in_bytes % block_size_bytes
if not isinstance(value, (str, bytes, int)) and value is not None and value not in self._known_values_of_the_enumeration: pass
if method == "GET" and self._is_cacheable_response(response) or method == "HEAD" and self._cache_control_allows(response): pass
delay = min(initial * 2**attempt, maximum) * (1 - 0.25 * random()) + x**-1 + (-1) ** n + -(a**b) + f(x) ** 2
mask = ~flags & 0xFF | other_flags_with_a_long_name << 2 ^ some_other_flags_with_a_long_name >> shift_amount
combined = left_operand_call(argument_one, argument_two) + right_operand_call(argument_three, argument_four, five)
text = "a string with a %s placeholder in it, and then some more text to make it long, %s" % (first_value, second)
while not (self._closed and self._queue.empty()) and (deadline is None or time.monotonic() < deadline + tolerance): pass
