"""Prints, for each new package, what griffe holds for a breaking change of its public modules: one JSON list a line."""

from __future__ import annotations

import json
import logging
import sys

import griffe


def main(package: str, old: str, *news: str) -> None:
    logging.disable(logging.CRITICAL)
    before = griffe.load(package, search_paths=[old], allow_inspection=False)
    for new in news:
        after = griffe.load(package, search_paths=[new], allow_inspection=False)
        found = [
            {
                "kind": each.kind.name,
                "path": each.obj.path,
                "parameter": parameter(each),
            }
            for each in griffe.find_breaking_changes(before, after)
        ]
        print(json.dumps(found))


def parameter(breakage: griffe.Breakage) -> str | None:
    for value in (breakage.old_value, breakage.new_value):
        if isinstance(value, griffe.Parameter):
            return value.name
    return None


main(*sys.argv[1:])
