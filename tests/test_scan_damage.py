"""What the scan makes of damaged and of boundless streams."""

import tracemalloc
from collections.abc import Iterator

import pytest

from followup_cal.scan import scan
from scan_cases import SPRING, calendar, event, look


@pytest.mark.parametrize(
    ("data", "kept", "damages"),
    [
        (calendar(event(), event(uid="b@x"))[:-40], ["a@x"], [(9, "the file is cut off inside this VEVENT: left out")]),
        (calendar(event())[:-15], ["a@x"], [(9, "the file is cut off: END:VCALENDAR is missing")]),
        (
            calendar(event().removesuffix("END:VEVENT\r\n"), event(uid="b@x")),
            ["b@x"],
            [(4, "this VEVENT has no END:VEVENT: left out")],
        ),
        (
            calendar(event(), event(uid="b@x").removesuffix("END:VEVENT\r\n")),
            ["a@x"],
            [(9, "this VEVENT has no END:VEVENT: left out")],
        ),
        (
            calendar() + event().encode(),
            [],
            [(5, "VEVENT outside of a VCALENDAR: left out"), (9, "END:VEVENT without BEGIN")],
        ),
        (
            calendar(event()).removesuffix(b"END:VCALENDAR\r\n") + calendar(event(uid="b@x")),
            ["a@x", "b@x"],
            [(9, "a VCALENDAR begins before the one above has ended")],
        ),
        (b"\x00\x01\x02 no calendar \xff" * 50, [], []),
        (b"", [], []),
    ],
)
def test_damage_is_reported_with_its_line_and_the_sound_rest_is_read(
    data: bytes, kept: list[str], damages: list[tuple[int, str]]
) -> None:
    found = look(data)
    assert [item.key for item in found.components] == kept
    assert [(item.line, item.what) for item in found.damages] == damages


@pytest.mark.parametrize(
    ("lines", "encoding", "oddities"),
    [
        ("DESCRIPTION:first\r\nsecond line", "utf-8", [(9, "this line is no property: read as part of the one above")]),
        (
            "DESCRIPTION:first\r\nthe second line, which is lo\r\n nger\r\nthe third line",
            "utf-8",
            [(9, "this line is no property: read as part of the one above")],
        ),
        ("DESCRIPTION:Gespräch\r\nLOCATION:Zürich", "latin-1", [(8, "this is not UTF-8: read as Latin-1")]),
        ("DESCRIPTION:Gespräch\r\nLOCATION:Zürich", "utf-8", []),
        ("X-A:1\r\nX-B;Y=1:2\r\nX-C :3\r\nX-D:\r\n \r\n 4", "utf-8", []),
    ],
)
def test_what_is_odd_in_an_event_is_told_with_its_line_and_nothing_is_lost(
    lines: str, encoding: str, oddities: list[tuple[int, str]]
) -> None:
    found = look(calendar(event(lines)).decode().encode(encoding))
    assert [item.key for item in found.components] == ["a@x"]
    assert [(item.line, item.what) for item in found.damages] == oddities
    assert not any(item.lost for item in found.damages)


@pytest.mark.parametrize("start", [b"", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"])
def test_memory_is_bounded_however_long_the_junk(start: bytes) -> None:
    def stream() -> Iterator[bytes]:
        yield start
        for number in range(2000):
            yield b"%d\r\n" % number + b"x" * 100_000
        yield b"\r\n" + calendar(event())

    tracemalloc.start()
    found = scan(stream(), SPRING)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [item.key for item in found.components] == ["a@x"]
    assert found.components[0].offset == found.size - len(event()) - len("END:VCALENDAR\r\n")
    assert peak < 10_000_000


def test_a_series_that_is_passed_over_costs_no_more_than_the_note_where_it_stands() -> None:
    series = event("RRULE:FREQ=WEEKLY", title="Gym").encode()
    tracemalloc.start()
    found = scan([b"BEGIN:VCALENDAR\r\n", *[series * 100] * 100, b"END:VCALENDAR\r\n"], SPRING)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.count, found.components) == (10_000, ())
    assert peak < 10_000 * 50


def test_a_long_attachment_is_no_damage() -> None:
    data = calendar(event("ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "\r\n ".join(["QUJD" * 18] * 50_000)))
    found = look(data, size=1 << 16)
    assert ([item.key for item in found.components], found.damages) == (["a@x"], ())


def test_many_damages_and_series_cost_one_more_look() -> None:
    broken = event(uid="b").removesuffix("END:VEVENT\r\n")
    gym = [event(f"RECURRENCE-ID:2026040{number}", title="Gym", uid="g") for number in range(1, 8)]
    found = look(calendar(*([broken] * 50), *gym, event("RRULE:FREQ=DAILY", uid="g"), *gym), size=1000)
    assert len(found.damages) == 50
    assert [item.line for item in found.damages[:3]] == [4, 8, 12]
    assert [item.raw.decode() for item in found.components] == [*gym, event("RRULE:FREQ=DAILY", uid="g"), *gym]
