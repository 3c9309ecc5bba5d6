x = items[1:2], items[a + 1 :], items[lo:-n], items[:: n - 1], items[f(x) : g(y) : 2], items[:, None], items[::2]
value = some_mapping_with_a_long_name["some-key-that-is-long"]["another-key-that-is-long"]["a-third-key-that-is-long"]
Alias = dict[tuple[AVeryLongTypeNameNumberOne, AVeryLongTypeNameNumberTwo], list[AVeryLongTypeNameNumberThree | None]]
y = matrix[first_index_with_a_long_name, second_index_with_a_long_name, third_index_with_a_long_name, fourth_index]
