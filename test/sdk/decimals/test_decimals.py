"""Decimals that travel as numbers: exact in and out, and floats beside them."""

from __future__ import annotations

import copy
import importlib
import json
import os
import pickle
from decimal import Decimal
from typing import Any

import httpx2
import pytest

TEXT = b'{"price":12345678901234567890.10,"weight":1.50,"steps":[0.1,1e400,3,1.000],"either":2.50,"size":1.5,"note":"1.10"}'
STEPS = [Decimal("0.1"), Decimal("1e400"), Decimal(3), Decimal("1.000")]


class Market:
    """A package, and what its client sent."""

    def __init__(self, name: str) -> None:
        self.sent: list[bytes] = []
        self.package = importlib.import_module(name)
        kind: Any = getattr(self.package, name.title().replace("_", ""))
        self.client = kind(http_client=httpx2.MockTransport(self.answer))
        self.pydantic = name.endswith("pydantic")

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request.content)
        return httpx2.Response(200, content=TEXT, headers={"Content-Type": "application/json"})

    def swap(self, **members: Any) -> Any:
        return self.client.offers.swap(**members)


@pytest.fixture(params=os.environ["DECIMALS"].split())
def market(request: pytest.FixtureRequest) -> Market:
    return Market(request.param)


def test_what_comes_is_exact(market: Market) -> None:
    offer = market.swap(price=1)
    assert (str(offer.price), str(offer.either)) == ("12345678901234567890.10", "2.50")
    assert [str(each) for each in offer.steps] == [str(each) for each in STEPS]
    assert isinstance(offer.weight, float)
    assert (offer.weight, repr(offer.weight), offer.size) == (1.5, "1.5", 1.5)


def test_what_goes_is_exact(market: Market) -> None:
    """As decimals, as their texts, within lists and unions; texts stay texts, whatever they look like."""
    market.swap(price=Decimal("0.10"), steps=[Decimal("1E+2"), "1.50", 2, 0.5], either=Decimal("9.90"), weight=0.5, note="1.10", about=["0.10", 1.25])
    assert market.sent[-1] == b'{"price":0.10,"weight":0.5,"steps":[1E+2,1.50,2,0.5],"either":9.90,"note":"1.10","about":["0.10",1.25]}'


def test_what_is_untouched_goes_as_it_came(market: Market) -> None:
    """Copies and pickles too; pydantic keeps no more of a float than its value."""
    offer = market.swap(price=1)
    for each in (offer, copy.deepcopy(offer), pickle.loads(pickle.dumps(offer))):
        market.swap(**each.keywords())
        known = TEXT.replace(b"1e400", b"1E+400").replace(b"1.50,", b"1.5,") if market.pydantic else TEXT
        assert market.sent[-1] == known
    offer.price = Decimal("5.50")
    market.swap(**offer.keywords())
    assert market.sent[-1].startswith(b'{"price":5.50,')
    offer.steps = None
    assert json.loads(json.dumps(offer.to_dict()))["price"] == 5.5


def test_what_is_no_number_is_refused(market: Market) -> None:
    """Nothing is sent of it."""
    for wrong in ("abc", Decimal("NaN"), Decimal("-Infinity")):
        with pytest.raises(ValueError):
            market.swap(price=wrong)
    assert market.sent == []
