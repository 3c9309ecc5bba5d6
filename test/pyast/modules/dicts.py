STATUS = {"a": 1}
ERRORS: dict[int, type[Error]] = {400: BadRequestError, 401: AuthenticationError, 403: PermissionError_, 404: NotFound}
nested = {"name": {"first": "Ada", "last": "Lovelace"}, "langs": ["python", "typescript", "haskell"], **defaults, "x": {}}
long_value = {"key": some_function_with_a_long_name(argument_one, argument_two) if condition_holds else other_value_here}
operators = {"key": first_operand_of_the_sum + second_operand_of_the_sum + third_operand_of_the_sum + fourth, "b": not x}
one = {"a_single_key_that_is_long": "a single value that is long enough to break the line it stands on, really"}
