# A module without a docstring.
import os
# Why this import is here.
import sys
# Before a constant.
LIMIT = 10
# Before a class.
@decorated
class A:
    # Before a field.
    x: int
    # Before a method.
    def f(self):
        # First in a body.
        y = 1
        # Two
        # lines.
        return y
if LIMIT:
    # First in a block.
    def g(): pass
# Before an if.
elif sys:
    pass
#: A marked one.
z = 1
def h(): ...
# Between stubs.
def i(): ...
