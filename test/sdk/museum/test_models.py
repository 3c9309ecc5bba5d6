"""Models are views on the wire JSON: every door sees one state."""

from __future__ import annotations

import copy
import json
import os
import pickle
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from conftest import work_of
from gallery_server import WORK, WORK_ID

pytestmark = [pytest.mark.filterwarnings("error"), pytest.mark.skipif(os.environ["GALLERY_MODELS"] != "views", reason="pydantic has tests of its own")]


def test_untouched_is_unchanged(gallery: Any) -> None:
    """What came in goes out, unknown keys and odd dates included, also after everything was read."""
    work = work_of(gallery)
    assert work.to_dict() == WORK
    assert (work.id, work.created_at.year, work.shown_on[0]) == (UUID(WORK_ID), 2024, date(2021, 1, 2))
    assert json.dumps(work.to_dict()) == json.dumps(WORK)
    assert work["curatorNote"] == {"seen": 3}


def test_unset_is_not_null(gallery: Any) -> None:
    """Absent reads as None, and `in` tells the difference."""
    work = work_of(gallery)
    assert work.price is None
    assert "price" in work
    del work.price
    assert work.price is None
    assert "price" not in work
    assert "price" not in work.to_dict()
    work.price = None
    assert work.to_dict()["price"] is None
    work.acquired_on = None
    assert "acquiredOn" not in work.to_dict()
    work.price = gallery.sdk.UNSET
    assert "price" not in work.to_dict()


def test_every_door_sees_one_state(gallery: Any) -> None:
    """Attribute, item, nested view, list and raw dict are the same thing."""
    work = work_of(gallery)
    size, shown = work.size, work.shown_on
    work.acquired_on = date(2030, 1, 2)
    assert work["acquiredOn"] == "2030-01-02"
    work["acquiredOn"] = "2031-01-02"
    assert work.acquired_on == date(2031, 1, 2)
    size.width = 7
    assert work["size"]["width"] == 7
    work["size"]["height"] = 8
    assert (work.size.height, size.height) == (8, 8)
    shown.append(date(2023, 5, 6))
    assert work["shownOn"][-1] == "2023-05-06"
    work["shownOn"].insert(0, "2019-01-01")
    assert shown[0] == date(2019, 1, 1)
    del shown[0]
    assert work.to_dict()["shownOn"] == ["2021-01-02", "2022-03-04", "2023-05-06"]
    assert dict(work)["size"] == {"width": 7, "height": 8, "frame": "oak"}


def test_open_enum(gallery: Any) -> None:
    """A value that the document does not list is kept, and tells so by its type."""
    assert type(work_of(gallery).period) is str
    strange = work_of(gallery, period="future").period
    assert strange == "future"
    assert isinstance(strange, gallery.sdk.UnknownStr)


def test_constructor(gallery: Any) -> None:
    """Keyword-only, typed values become their wire form, required ones are required."""
    size = gallery.models.Size(width=1, height=2)
    assert size.to_dict() == {"width": 1, "height": 2}
    fields = gallery.models.WorkFields(
        title="T", artist_id=UUID(WORK_ID), period="modern", size=size, shown_on=[date(2020, 1, 1)]
    )
    assert fields.to_dict() == {
        "title": "T",
        "artistId": WORK_ID,
        "period": "modern",
        "size": {"width": 1, "height": 2},
        "shownOn": ["2020-01-01"],
    }
    with pytest.raises(TypeError, match="height"):
        gallery.models.Size(width=1)
    with pytest.raises(TypeError):
        gallery.models.Size(1, 2)
    with pytest.raises(TypeError, match="depth"):
        gallery.models.Size(width=1, height=2, depth=3)


def test_assigned_view_is_a_copy(gallery: Any) -> None:
    """A view that is put into another object does not tie the two together."""
    one, other = work_of(gallery), work_of(gallery)
    other.size = one.size
    other.size.width = 99
    assert one.size.width == 40.5


def test_behaves_like_a_value(gallery: Any) -> None:
    """Equality, repr, copy, deepcopy, pickle and match."""
    work = work_of(gallery)
    assert work == work_of(gallery)
    assert work != work_of(gallery, title="Other")
    assert "Untitled (Blue)" in repr(work)
    for twin in (copy.copy(work), copy.deepcopy(work), pickle.loads(pickle.dumps(work))):
        assert type(twin) is type(work)
        assert twin == work
        twin.title = "Changed"
        assert work.title == "Untitled (Blue)"
    assert json.loads(json.dumps(work, default=dict)) == WORK


def test_validate_lists_everything(gallery: Any) -> None:
    """All violations at once, each with its path."""
    assert work_of(gallery).validate() == []
    broken = work_of(gallery, acquiredOn="soon", size={"width": "wide", "height": 1})
    assert [violation.path for violation in broken.validate()] == ["$.acquiredOn", "$.size.width"]
    missing = gallery.models.Size.from_dict({"width": 1}).validate()
    assert len(missing) == 1
    assert "height" in str(missing[0])
