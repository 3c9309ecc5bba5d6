"""Names that are imported when they are first used (PEP 562); imports nothing heavy."""

from __future__ import annotations

import sys


class Loader:
    """A package's `__getattr__`: imports the module that holds a name, then keeps it."""

    def __init__(self, package: str, names: dict[str, str]) -> None:
        self.package = package
        self.names = names

    def __call__(self, name: str) -> object:
        where = self.names.get(name)
        if where is None:
            raise AttributeError(f"module {self.package!r} has no attribute {name!r}")
        from importlib import import_module

        module: object = import_module(where, self.package)
        if where == "." + name and not hasattr(module, name):
            value = module
        else:
            value = getattr(module, name)
        home = sys.modules.get(self.package)
        if home is not None:
            vars(home)[name] = value
        return value

    def directory(self) -> list[str]:
        """What `dir()` of the package lists: the names to come are there already."""
        home = sys.modules.get(self.package)
        present = {} if home is None else vars(home)
        return sorted({*present, *self.names})


def loader(package: str, names: dict[str, str]) -> Loader:
    """Return the `__getattr__` of `package`, and give the package its `__dir__`.

    `names` maps each public name to the relative module that defines it; a name that
    equals its module's (`"models": ".models"`) is the module itself. Importing is safe
    under threads, since the import system locks each module.
    """
    made = Loader(package, names)
    home = sys.modules.get(package)
    if home is not None:
        vars(home).setdefault("__dir__", made.directory)
    return made
