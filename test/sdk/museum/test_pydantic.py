"""Models as classes of pydantic: what they share with views, and what is pydantic's."""

from __future__ import annotations

import copy
import json
import os
import pickle
import sys
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from conftest import work_of
from gallery_server import WORK, WORK_ID

pytestmark = [pytest.mark.filterwarnings("error"), pytest.mark.skipif(os.environ["GALLERY_MODELS"] != "pydantic", reason="of pydantic's models")]


def test_goes_out_as_it_came(gallery: Any) -> None:
    """Keys that nobody knows are kept, absent ones stay absent, null stays null."""
    work = work_of(gallery)
    assert work.to_dict() == WORK
    assert work.curatorNote == {"seen": 3}
    assert (work.id, work.shown_on[0]) == (UUID(WORK_ID), date(2021, 1, 2))
    page = gallery.models.ArtistPage.from_dict({"artists": [], "nextCursor": None})
    assert page.to_dict() == {"artists": [], "nextCursor": None}
    assert "next_cursor" in page.model_fields_set
    assert gallery.models.ArtistPage.from_dict({"artists": []}).to_dict() == {"artists": []}


def test_null_is_sent_where_it_is_a_value(gallery: Any) -> None:
    """None is left out of what is sent where the document has no null, and UNSET always."""
    changes = gallery.models.WorkChanges(title=None, price=None)
    assert changes.__wire__ == {"price": None}
    unset = gallery.sdk.UNSET
    assert gallery.models.WorkChanges.from_keywords(title=None, price=unset, notes=None).to_dict() == {"notes": None}


def test_enums_are_classes_and_open(gallery: Any) -> None:
    """A listed value is a member; another one is kept, and tells so by its type."""
    period = gallery.models.Period
    assert work_of(gallery).period is period.MODERN
    strange = work_of(gallery, period="future").period
    assert (type(strange), strange) == (gallery.sdk.UnknownStr, "future")
    assert work_of(gallery, period="future").to_dict()["period"] == "future"
    assert (str(period.MODERN), f"{period.MODERN}", json.dumps(period.MODERN)) == ("modern", "modern", '"modern"')


def test_unions_keep_what_they_do_not_know(gallery: Any) -> None:
    """By the tag; whatever has none that is listed is an unknown one, whose tag may be anything."""
    raw = {"artists": [{"kind": "person", "name": "A"}, {"kind": "loom", "model": 7}, {"name": "B"}, {"kind": 5}], "nextCursor": "n"}
    page = gallery.models.ArtistPage.from_dict(raw)
    assert [type(one).__name__ for one in page.artists] == ["Person", "UnknownArtist", "UnknownArtist", "UnknownArtist"]
    assert page.artists[3].kind == 5
    assert page.to_dict() == raw


def test_constructor(gallery: Any) -> None:
    """Python names, wire forms accepted, a constant sent although nobody gave it."""
    fields = gallery.models.WorkFields(title="T", artist_id=WORK_ID, period="modern", size={"width": 1, "height": 2}, shown_on=[date(2020, 1, 1)])
    assert fields.to_dict() == {"title": "T", "artistId": WORK_ID, "period": "modern", "size": {"width": 1, "height": 2}, "shownOn": ["2020-01-01"]}
    assert gallery.models.WorkFields.from_keywords(**fields.keywords()) == fields
    assert gallery.models.Person(name="A").to_dict() == {"kind": "person", "name": "A"}
    with pytest.raises(ValueError, match="height"):
        gallery.models.Size(width=1)
    with pytest.raises(TypeError, match="depth"):
        gallery.models.Size.from_keywords(width=1, height=2, depth=3)


def test_undecodable_says_where(gallery: Any) -> None:
    """Our error with the JSON path, not pydantic's with the members of a union in it."""
    with pytest.raises(gallery.sdk.DecodeError, match="and 1 more") as caught:
        gallery.models.ArtistPage.from_dict({"artists": [{"kind": "person"}, {"kind": "collective", "name": "c", "members": [3]}]})
    assert caught.value.path == "$.artists[0].name"


def test_behaves_as_pydantic_does(gallery: Any) -> None:
    """Copies, pickles, a heir in another module, a field of a model elsewhere, JSON Schema."""
    from pydantic import BaseModel

    work = work_of(gallery)
    for twin in (work.model_copy(), copy.deepcopy(work), pickle.loads(pickle.dumps(work))):
        assert twin == work
    heir = type("Heir", (gallery.models.Work,), {"__module__": __name__, "__annotations__": {"shelf": int}})
    assert heir.model_validate({**WORK, "shelf": 3}).period is gallery.models.Period.MODERN
    outer = type("Outer", (BaseModel,), {"__annotations__": {"works": list[gallery.models.Work], "artist": gallery.models.Artist}})
    made = outer.model_validate({"works": [WORK], "artist": {"kind": "loom"}})
    assert type(made.artist).__name__ == "UnknownArtist"
    assert made.model_dump(mode="json", by_alias=True, exclude_unset=True)["works"][0]["artistId"] == WORK["artistId"]
    assert outer.model_json_schema()["$defs"]["Period"]["enum"] == ["antique", "modern", "contemporary"]


def test_views_are_gone(gallery: Any) -> None:
    """The runtime has nothing of the other kind of models."""
    runtime = gallery.sdk if gallery.models is gallery.sdk else sys.modules["gallery._runtime.models"]
    assert not {"Model", "ModelField", "ListView", "shape_of"} & set(vars(runtime))
