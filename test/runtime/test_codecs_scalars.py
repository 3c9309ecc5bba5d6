"""Codecs of single values: what they read, what they write, what they refuse."""

from __future__ import annotations

import datetime as dt
import enum as enums
import json
from decimal import Decimal
from uuid import UUID

import pytest
from pysdk_runtime import codecs, exact
from pysdk_runtime.errors import DecodeError
from pysdk_runtime.models import UnknownInt, UnknownStr
from pysdk_runtime.wire import violations

UTC = dt.timezone.utc
NOON = dt.datetime(2026, 3, 4, 12, 0, 0)


def zone(hours: int, minutes: int = 0) -> dt.timezone:
    return dt.timezone(dt.timedelta(hours=hours, minutes=minutes))


DATE_TIMES = [
    ("2026-03-04T12:00:00Z", NOON.replace(tzinfo=UTC)),
    ("2026-03-04t12:00:00z", NOON.replace(tzinfo=UTC)),
    ("2026-03-04 12:00:00Z", NOON.replace(tzinfo=UTC)),
    ("2026-03-04 12:00:00 Z", NOON.replace(tzinfo=UTC)),
    ("2026-03-04_12:00:00Z", NOON.replace(tzinfo=UTC)),
    (" 2026-03-04T12:00:00Z ", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00:00+00:00", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00:00-00:00", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00:00+0000", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00:00+00", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00:00+01:00", NOON.replace(tzinfo=zone(1))),
    ("2026-03-04T12:00:00+0130", NOON.replace(tzinfo=zone(1, 30))),
    ("2026-03-04T12:00:00-02:30", NOON.replace(tzinfo=zone(-2, -30))),
    ("2026-03-04T12:00:00-02", NOON.replace(tzinfo=zone(-2))),
    ("2026-03-04T12:00:00+14:00", NOON.replace(tzinfo=zone(14))),
    ("2026-03-04T12:00:00-12:00", NOON.replace(tzinfo=zone(-12))),
    ("2026-03-04T12:00:00+05:45", NOON.replace(tzinfo=zone(5, 45))),
    ("2026-03-04 12:00:00 +01:00", NOON.replace(tzinfo=zone(1))),
    ("2026-03-04 12:00:00-02:30", NOON.replace(tzinfo=zone(-2, -30))),
    ("2026-03-04T12:00:00+23:59", NOON.replace(tzinfo=zone(23, 59))),
    (
        "2026-03-04T12:00:00+00:19:32",
        NOON.replace(tzinfo=dt.timezone(dt.timedelta(minutes=19, seconds=32))),
    ),
    ("2026-03-04T12:00:00", NOON),
    ("2026-03-04 12:00:00", NOON),
    ("2026-03-04T12:00", NOON),
    ("2026-03-04T12:00Z", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00+01:00", NOON.replace(tzinfo=zone(1))),
    ("2026-03-04", dt.datetime(2026, 3, 4)),
    ("20260304T120000Z", NOON.replace(tzinfo=UTC)),
    ("20260304T120000", NOON),
    ("20260304", dt.datetime(2026, 3, 4)),
    *(
        (
            f"2026-03-04T12:00:00.{'123456789'[:digits]}Z",
            NOON.replace(
                microsecond=int("123456789"[:digits][:6].ljust(6, "0")), tzinfo=UTC
            ),
        )
        for digits in range(1, 10)
    ),
    ("2026-03-04T12:00:00.Z", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00:00.000Z", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00:00.000000000000Z", NOON.replace(tzinfo=UTC)),
    ("2026-03-04T12:00:00,5Z", NOON.replace(microsecond=500000, tzinfo=UTC)),
    ("2026-03-04T12:00:00.5+01:00", NOON.replace(microsecond=500000, tzinfo=zone(1))),
    ("2026-03-04T12:00:00.5-0100", NOON.replace(microsecond=500000, tzinfo=zone(-1))),
    ("2026-03-04T12:00:00.5", NOON.replace(microsecond=500000)),
    ("2026-03-04T12:00:00.9999999Z", NOON.replace(microsecond=999999, tzinfo=UTC)),
    ("2016-12-31T23:59:60Z", dt.datetime(2017, 1, 1, tzinfo=UTC)),
    ("2016-12-31T23:59:60.5Z", dt.datetime(2017, 1, 1, 0, 0, 0, 500000, UTC)),
    ("2017-01-01T00:59:60+01:00", dt.datetime(2017, 1, 1, 1, tzinfo=zone(1))),
    ("9999-12-31T23:59:60Z", dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ("2026-03-04T24:00:00Z", dt.datetime(2026, 3, 5, tzinfo=UTC)),
    ("2026-03-04T24:00Z", dt.datetime(2026, 3, 5, tzinfo=UTC)),
    ("0001-01-01T00:00:00Z", dt.datetime(1, 1, 1, tzinfo=UTC)),
    ("0001-01-01T00:00:00", dt.datetime(1, 1, 1)),
    ("0001-01-01T00:00:00+14:00", dt.datetime(1, 1, 1, tzinfo=zone(14))),
    ("9999-12-31T23:59:59.999999Z", dt.datetime(9999, 12, 31, 23, 59, 59, 999999, UTC)),
    (
        "9999-12-31T23:59:59-12:00",
        dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=zone(-12)),
    ),
    ("2024-02-29T00:00:00Z", dt.datetime(2024, 2, 29, tzinfo=UTC)),
    ("1969-12-31T23:59:59Z", dt.datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ("1970-01-01T00:00:00Z", dt.datetime(1970, 1, 1, tzinfo=UTC)),
    ("2026-03-04T00:00:00.000001Z", dt.datetime(2026, 3, 4, 0, 0, 0, 1, UTC)),
]


@pytest.mark.parametrize(("text", "expected"), DATE_TIMES)
def test_date_times(text, expected):
    value = codecs.date_time.__decode__(text)
    assert value == expected
    assert value.utcoffset() == expected.utcoffset()
    assert codecs.date_time.__encode__(text) == text


def test_there_are_sixty_forms():
    assert len({text for text, _ in DATE_TIMES}) >= 60


@pytest.mark.parametrize(
    "raw",
    ["", "soon", "2026-13-01T00:00:00Z", "2026-02-30", "2026-03-04T25:00:00Z", "2026-03-04T12:60:00Z", "2026-03-04T12:00:00+99:00", "2026-03-04T12:00:61Z", "2026-03-04T", "0000-01-01T00:00:00Z", "٢٠٢٦-03-04", "2026-03-04T12:00:00+1", 5, None, True, {}],
)  # fmt: skip
def test_what_is_no_date_time(raw):
    with pytest.raises(DecodeError, match="expected a"):
        codecs.date_time.__decode__(raw)


@pytest.mark.parametrize(
    ("codec", "wire", "value", "written"),
    [
        (codecs.date, "2026-03-04", dt.date(2026, 3, 4), "2026-03-04"),
        (codecs.date, "2026-03-04T23:00:00Z", dt.date(2026, 3, 4), "2026-03-04"),
        (codecs.date, "0001-01-01", dt.datetime(1, 1, 1, 5), "0001-01-01"),
        (codecs.time, "12:30:00", dt.time(12, 30), "12:30:00"),
        (codecs.time, "12:30", dt.time(12, 30), "12:30:00"),
        (
            codecs.time,
            "12:30:00.25z",
            dt.time(12, 30, 0, 250000, UTC),
            "12:30:00.250000Z",
        ),
        (
            codecs.time,
            "12:30:00+02:00",
            dt.time(12, 30, tzinfo=zone(2)),
            "12:30:00+02:00",
        ),
        (codecs.date_time, "2026-03-04T12:00:00Z", NOON, "2026-03-04T12:00:00Z"),
        (
            codecs.date_time,
            "2026-03-04T12:00:00+01:00",
            NOON.replace(tzinfo=zone(1)),
            "2026-03-04T12:00:00+01:00",
        ),
        (
            codecs.uuid,
            "3BE6453C03eb4357ae5a984a0e574a54",
            UUID("3be6453c-03eb-4357-ae5a-984a0e574a54"),
            "3be6453c-03eb-4357-ae5a-984a0e574a54",
        ),
        (codecs.base64, "aGk/Pw==", b"hi??", "aGk/Pw=="),
        (codecs.base64, "aGk_Pw", b"hi??", "aGk/Pw=="),
        (codecs.base64, "aGk\n", b"hi", "aGk="),
        (codecs.base64, "", b"", ""),
        (codecs.decimal, "1.10", Decimal("1.10"), "1.10"),
        (
            codecs.decimal,
            "12345678901234567890.123456789",
            Decimal("12345678901234567890.123456789"),
            "12345678901234567890.123456789",
        ),
        (codecs.decimal, 3, Decimal(3), "3"),
        (codecs.decimal, 0.1, Decimal("0.1"), "0.1"),
        (codecs.const("x"), "x", "x", "x"),
        (codecs.enum("a", 1, True), 1, 1, 1),
        (codecs.integer, 9007199254740993, 9007199254740993, 9007199254740993),
    ],
)
def test_scalars(codec, wire, value, written):
    decoded = codec.__decode__(wire)
    assert decoded == (
        value.date()
        if codec is codecs.date and isinstance(value, dt.datetime)
        else value
        if codec is not codecs.date_time
        else decoded
    )
    assert codec.__encode__(value) == written
    assert (
        codec.__encode__(wire if codec is not codecs.decimal else str(wire)) is not None
    )
    assert violations(codec, wire) == []


@pytest.mark.parametrize(
    ("codec", "raw", "message"),
    [
        (codecs.date, "2026-02-30", "expected a date, got '2026-02-30'"),
        (codecs.date, 1, "expected a string, got 1"),
        (codecs.time, "25:00", "expected a time, got '25:00'"),
        (codecs.time, "", "expected a time, got ''"),
        (codecs.uuid, "x", "expected a UUID, got 'x'"),
        (codecs.base64, "a", "expected base64, got 'a'"),
        (codecs.base64, "ä===", "expected base64, got 'ä==='"),
        (codecs.decimal, "x", "expected a decimal number, got 'x'"),
        (codecs.decimal, True, "expected a decimal number, got True"),
        (codecs.const("x"), "y", "expected 'x', got 'y'"),
        (codecs.const(1), True, "expected 1, got True"),
        (codecs.const(True), 1, "expected True, got 1"),
        (codecs.enum("a"), 1, "expected one of ['a'], got 1"),
        (codecs.enum(1), True, "expected one of [1], got True"),
        (codecs.enum("a"), {}, "expected one of ['a'], got an object"),
        (codecs.array(codecs.date), "x", "expected an array, got 'x'"),
        (codecs.mapping(codecs.date), [], "expected an object, got an array"),
    ],
)
def test_what_is_refused(codec, raw, message):
    with pytest.raises(DecodeError) as caught:
        codec.__decode__(raw)
    assert str(caught.value) == message
    assert [each.message for each in violations(codec, raw)] == [message]


@pytest.mark.parametrize(
    ("codec", "value"),
    [
        (codecs.date, 1), (codecs.time, 1), (codecs.date_time, 1), (codecs.uuid, 1), (codecs.base64, 1), (codecs.decimal, None),
        (codecs.enum("a"), []), (codecs.array(codecs.date), "2026-01-01"), (codecs.mapping(codecs.date), [1]), (codecs.tuple_of(codecs.date), []),
    ],
)  # fmt: skip
def test_what_cannot_be_written(codec, value):
    with pytest.raises(TypeError):
        codec.__encode__(value)


def test_enums_are_open():
    codec = codecs.enum("a", "b")
    assert type(codec.__decode__("a")) is str
    unknown = codec.__decode__("c")
    assert type(unknown) is UnknownStr
    assert unknown == "c"
    assert type(codecs.enum(1, 2).__decode__(3)) is UnknownInt
    assert type(codecs.enum(1.5, 2).__decode__(1.5)) is float
    assert codecs.enum(1, 2).__decode__(1.0) == 1
    assert codecs.enum("a", None).__decode__(None) is None
    assert type(codec.__encode__(UnknownStr("vip"))) is str
    assert type(codecs.enum(1).__encode__(UnknownInt(4))) is int
    assert json.dumps([UnknownStr("x"), UnknownInt(3)]) == '["x", 3]'
    colour = enums.Enum("colour", {"RED": "red"})
    text_colour = enums.Enum("text_colour", {"RED": "red"}, type=str)
    assert codec.__encode__(colour.RED) == "red"
    assert type(codec.__encode__(text_colour.RED)) is str


def test_decimals_that_travel_as_numbers():
    decode = codecs.decimal_number.__decode__
    assert decode(json.loads("1.10")) == Decimal("1.1")
    assert decode(json.loads("0.1")) == Decimal("0.1")
    encode = codecs.decimal_number.__encode__
    assert json.dumps([encode("1.10"), encode(Decimal("1.10")), encode(3)]) == "[1.1, 1.1, 3]"
    with pytest.raises(ValueError):
        encode("ten")


def test_json_with_all_digits():
    raw = exact.exact_value(b'{"a": 1.10, "b": [0.1e-9, 2, -0.0], "c": "1.10"}')
    assert [type(each) for each in (raw["a"], raw["b"][1], raw["c"])] == [exact.ExactFloat, int, str]
    assert (raw["a"] + 1, f"{raw['a']}", raw == json.loads(json.dumps(raw))) == (2.1, "1.1", True)
    assert codecs.number.__decode__(raw["a"]) == 1.1
    assert exact.exact_bytes(raw) == b'{"a":1.10,"b":[0.1e-9,2,-0.0],"c":"1.10"}'
    assert exact.exact_bytes({'"': ['"1.0"', exact.ExactFloat("1.0"), "\u20ac", {1}]}) == '{"\\"":["\\"1.0\\"",1.0,"\u20ac",[1]]}'.encode()
    with pytest.raises(ValueError):
        exact.exact_bytes([float("nan")])
