self._connections["a-key-in-brackets"] = "a long string that does not fit on the line with its target, for sure it does not"
self._attribute_of_the_object.nested = "a long string that does not fit on the line with its target, for sure it does not"
first_name, second_name, third_name_that_is_longer = self._split_the_thing_into_three_parts(the_thing_to_be_split, 3)
a = b = c = None
self._handlers[event_type_with_a_long_name][another_index_with_a_long_name] = handler_function_with_a_long_name(argument)
counter[key] += some_function_with_a_long_name(argument_number_one, argument_number_two) + another_function_call(three)
x = not some_function_with_a_long_name(argument_number_one, argument_number_two, argument_number_three_is_longest)
x = (1,)
some_tuple = "first element of the tuple", "second element of the tuple", "third element of the tuple", "fourth one"
value = yield
__slots__ = ("_client", "_options")
