"""Puts the runtime on the path, as it is before it is embedded."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src" / "runtime"))
