a = 'single'
b = "it's"
c = 'say "hi"'
d = "both ' and \""
e = b"bytes\x00\xff"
f = "tab\t newline\n nul\x00 nbsp\xa0 é 漢字 🎉"
g = r"raw\d+"
h = "a very long string that does not fit on the line and cannot be broken by any formatter, so that it stays as it is"
call("a very long string that does not fit on the line and cannot be broken by any formatter, so that it stays", x)
t = "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", other_value
