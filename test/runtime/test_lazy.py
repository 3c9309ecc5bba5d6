"""Packages whose names are imported when they are first used."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "src" / "runtime" / "pysdk_runtime"


@pytest.fixture
def package(tmp_path, monkeypatch):
    root = tmp_path / "zoo"
    (root / "models").mkdir(parents=True)
    (root / "lazy.py").write_text((RUNTIME / "lazy.py").read_text())
    (root / "__init__.py").write_text(
        "from .lazy import loader\n"
        "__getattr__ = loader(__name__, {'Cat': '.cat', 'models': '.models', 'broken': '.broken'})\n"
        "__all__ = ['Cat', 'models']\n"
    )
    (root / "cat.py").write_text(
        "import time\ntime.sleep(0.05)\nclass Cat:\n    pass\n"
    )
    (root / "broken.py").write_text("import nothing_of_that_name\n")
    (root / "models" / "__init__.py").write_text(
        "from ..lazy import loader\n__getattr__ = loader(__name__, {'Dog': '.dog'})\n"
    )
    (root / "models" / "dog.py").write_text("class Dog:\n    pass\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.split(".")[0] == "zoo"]:
        del sys.modules[name]


def test_names_are_loaded_at_first_use(package):
    import zoo

    assert "zoo.cat" not in sys.modules
    assert "Cat" in dir(zoo)
    assert "models" in dir(zoo)
    assert "zoo.cat" not in sys.modules
    assert zoo.Cat.__name__ == "Cat"
    assert zoo.Cat is vars(zoo)["Cat"]
    assert zoo.models is sys.modules["zoo.models"]
    assert zoo.models.Dog.__name__ == "Dog"
    assert isinstance(pickle.loads(pickle.dumps(zoo.models.Dog())), zoo.models.Dog)
    with pytest.raises(AttributeError, match="module 'zoo' has no attribute 'Typo'"):
        _ = zoo.Typo
    with pytest.raises(ImportError, match="nothing_of_that_name"):
        _ = zoo.broken
    names: dict[str, object] = {}
    exec("from zoo import *", names)
    assert names["Cat"] is zoo.Cat


def test_threads_get_one_class(package):
    import zoo

    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(zoo.Cat)) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert set(found) == {zoo.Cat}


def test_from_a_zip_and_without_heavy_imports(package):
    archive = package / "zoo.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in (package / "zoo").rglob("*.py"):
            made.write(path, path.relative_to(package))
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r}); before = set(sys.modules); import zoo; "
        "new = {n for n in sys.modules if n not in before}; print(sorted(new)); print(zoo.models.Dog.__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True
    )
    first, second = done.stdout.splitlines()
    assert second == "Dog"
    assert "'typing'" not in first
    assert "'importlib.abc'" not in first
    assert "'zoo.lazy'" in first
    assert "'zoo.models'" not in first
