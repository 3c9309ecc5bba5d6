@dataclass(frozen=True, slots=True)
class Options: timeout: float = 60.0
@functools.lru_cache(maxsize=128)
@deprecated("use another_function_instead, this one is going to be removed in the next major version of this")
def f(): pass
@property
def g(self): return 1
class A:
    @classmethod
    async def make(cls) -> A: return cls()
    @staticmethod
    def helper(): ...
