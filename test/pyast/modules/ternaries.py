value = first_alternative_with_a_long_name if some_condition_with_a_long_name else second_alternative_with_long_name
x = a if b else c
return_value = call(first if condition_number_one_is_true else second_value_instead, third if condition_two else fourth_value)
y = compute_one(argument) if isinstance(argument, SomeClass) else compute_two(argument) if argument is not None else None
def f():
    return self._value if self._value is not None and not isinstance(self._value, NotGiven) else self._default_value
