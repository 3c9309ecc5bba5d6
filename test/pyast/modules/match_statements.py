match value:
    case {"type": "special", "name": str(name), **rest}: pass
    case Event(id=identifier, kind="special" | "regular" | "members-only" | "private-function" | "school-visit" | "x"): pass
    case [first, *_] if first is not None: pass
    case None | True | -1: pass
    case SomeVeryLongClassNameNumberOne() | SomeVeryLongClassNameNumberTwo() | SomeVeryLongClassNameNumberThree(): pass
    case (1 | 2) as number: pass
    case _: raise AssertionError(value)
