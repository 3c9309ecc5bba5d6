"""Blank lines."""
import os
x = 1
def f():
    import sys
    x = 1
    def g(): pass
    return g
for a in b:
    def h(): pass
y = 2
try:
    class C: ...
except E:
    pass
z = 3
with a:
    import b
    c = 1
class D:
    x = 1
    class E: ...
    class F: ...
    y = 2
    def m(self): ...
    def n(self): ...
    z = 3
if x:
    class G: pass
else:
    def i(): pass
w = 4
class H: pass
def j(): ...
def k(): ...
v = 5
