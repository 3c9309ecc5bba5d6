"""The package under test, with its facade, against its own server in memory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(os.environ["FACADE_OUTPUT"]) / "shelves"))
