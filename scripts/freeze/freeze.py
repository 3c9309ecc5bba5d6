"""Prints a package of Python modules as one line of JSON per module, in the shape of pyast/nodes.ts.

Usage: freeze.py PACKAGE_FOLDER. A comment that belongs to no statement is an error, so that none gets lost.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ast_json import CommentError, parse, to_json


def main(folder: Path) -> int:
    failures = 0
    lines = []
    for path in sorted(folder.rglob("*.py"), key=lambda each: each.relative_to(folder.parent).parts):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        try:
            tree = parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, CommentError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            failures += 1
            continue
        module = {
            "path": ".".join(parts[:-1] if is_package else parts),
            "isPackage": is_package,
            "body": to_json(tree),
        }
        lines.append(json.dumps(module, ensure_ascii=False, separators=(",", ":")))
    print('{"modules":[\n' + ",\n".join(lines) + "\n]}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
