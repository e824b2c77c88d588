"""What is left out of long components, and that nothing else changes by it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from followup_cal.scan import Scan, scan
from lanes import holds_for
from scan_cases import SPRING, calendar, chunks, event, look

KB = 1 << 10
MB = 1 << 20
SIZES = (100 * MB, 1 << 17, 99_991)


def folded(line: str) -> str:
    return "\r\n ".join(line[at : at + 73] for at in range(0, len(line), 73))


def read(data: bytes) -> Scan:
    """A scan that is the same for chunks of all sizes."""
    found = [look(data, size=size) for size in SIZES]
    assert found[0] == found[1] == found[2]
    return found[0]


def only(*lines: str) -> str:
    """What is kept of an interview with these lines."""
    component = read(calendar(event(*lines))).components[0]
    assert component.length == len(event(*lines).encode())
    return component.raw.decode()


@pytest.mark.parametrize("name", ["ATTACH;ENCODING=BASE64;VALUE=BINARY", "IMAGE", "X-JUNK", "COMMENT", "ATTENDEE"])
@pytest.mark.parametrize("size", [70 * KB, 3 * MB])
@pytest.mark.parametrize("shape", [str, folded])
def test_a_long_line_that_tells_nothing_is_left_out(name: str, size: int, shape: Callable[[str], str]) -> None:
    assert only("LOCATION:Room 1", shape(f"{name}:{'QUJD' * (size // 4)}"), "STATUS:CONFIRMED") == event(
        "LOCATION:Room 1", "STATUS:CONFIRMED"
    )


@pytest.mark.parametrize("size", [70 * KB, 3 * MB])
@pytest.mark.parametrize("shape", [str, folded])
def test_a_long_text_keeps_its_beginning(size: int, shape: Callable[[str], str]) -> None:
    kept = only(shape("DESCRIPTION:" + "0123456789" * (size // 10)), "STATUS:CONFIRMED")
    text = kept.partition("DESCRIPTION:")[2].partition("STATUS:")[0].replace("\r\n ", "")
    assert kept.endswith("\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n")
    assert text == ("0123456789" * 10_000)[: len(text) - 2] + "\r\n"
    assert 60 * KB < len(text) < 64 * KB


def test_no_character_is_cut_in_two() -> None:
    for shift in range(4):
        kept = only("X" * shift + "\r\n", "DESCRIPTION:" + "x" * shift + "Gespräch, " * 200_000)
        assert "Gespräch, Gespr" in kept
        assert "\ufffd" not in kept


def test_short_lines_of_one_kind_are_kept_up_to_a_point() -> None:
    guests = [f"ATTENDEE:mailto:guest{number:06}@example.com" for number in range(60_000)]
    kept = only(*guests, "ORGANIZER:mailto:host@example.com").split("\r\n")
    there = [line for line in kept if line.startswith("ATTENDEE")]
    assert there == guests[: len(there)]
    assert 1000 < len(there) < 2000
    assert "ORGANIZER:mailto:host@example.com" in kept


def test_lines_of_many_kinds_do_not_displace_what_is_read() -> None:
    junk = [f"X-{number}:junk" for number in range(150_000)]
    kept = only(*junk, "DESCRIPTION:An interview", "LOCATION:Room 1").split("\r\n")
    assert [line for line in kept if not line.startswith("X-")] == [
        *event().split("\r\n")[:4],
        "DESCRIPTION:An interview",
        "LOCATION:Room 1",
        "END:VEVENT",
        "",
    ]


@pytest.mark.parametrize("number", [2000, 2200])
def test_exceptions_are_never_cut(number: int) -> None:
    dates = [f"EXDATE:{20_000_000 + day}T100000Z" for day in range(number)]
    assert only("RRULE:FREQ=DAILY", *dates, "X-JUNK:" + "x" * 2 * MB) == event("RRULE:FREQ=DAILY", *dates)


@pytest.mark.parametrize("number", [4000, 50_000])
@pytest.mark.parametrize("line", ["EXDATE:20260401T100000Z", "BEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM"])
def test_what_cannot_be_cut_is_refused_once_and_what_follows_is_read(line: str, number: int) -> None:
    found = read(calendar(*[event(*[line] * number, uid="long")] * 2, event(uid="next")))
    lines = len(event(*[line] * number).splitlines())
    assert [(item.line, item.what, item.lost) for item in found.damages] == [
        (4, "this is too long to be read: left out", True),
        (4 + lines, "this is too long to be read: left out", True),
    ]
    assert [item.key for item in found.components] == ["next"]


def test_what_cannot_be_cut_is_refused_only_where_it_may_matter() -> None:
    dates = ["EXDATE:20260401T100000Z"] * 4000
    dull = event(*dates, uid="dull", title="Dentist")
    ours = event(*dates, uid="1@followup-cal")
    found = read(calendar(dull, ours, event(*dates, "RRULE:FREQ=DAILY", uid="gym", title="Gym")))
    assert [item.raw.decode() for item in found.components] == [ours]
    assert [item.line for item in found.damages] == [4 + len((dull + ours).splitlines())]
    assert found.count == 3


@pytest.mark.parametrize("lines", [["COMMENT:no end"] * 200_000, ["EXDATE:20260401"] * 200_000])
@pytest.mark.parametrize("size", SIZES)
def test_a_long_event_without_end_is_told_of_once(lines: list[str], size: int) -> None:
    broken = event(*lines, uid="broken").removesuffix("END:VEVENT\r\n")
    found = look(calendar(broken, event(uid="next")), size=size)
    assert [(item.line, item.lost) for item in found.damages] == [(4, True)]
    assert [item.key for item in found.components] == ["next"]


def test_a_long_time_zone_is_refused_or_shortened() -> None:
    begin, end = "BEGIN:VTIMEZONE\r\nTZID:Odd\r\n", "END:VTIMEZONE\r\n"
    rule = "BEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\nEND:STANDARD\r\n"
    found = read(calendar(begin + rule * 40_000 + end, begin + f"X-JUNK:{'x' * 2 * MB}\r\n" + rule + end, event()))
    assert [item.line for item in found.damages] == [4]
    assert [item.raw.decode() for item in found.calendars[0].timezones] == [begin + rule + end]
    assert [item.key for item in found.components] == ["a@x"]


def test_the_header_of_a_calendar_keeps_what_is_read() -> None:
    junk = "".join(f"X-{number}:junk\r\n" for number in range(200_000))
    data = calendar(event(), header=f"X-LONG:{'x' * 2 * MB}\r\n{junk}METHOD:REQUEST\r\n")
    found = read(data)
    assert (found.calendars[0].method, found.damages) == ("REQUEST", ())
    assert len(found.calendars[0].header) < 70 * KB
    assert found.calendars[0].end == data.index(b"END:VCALENDAR")
    assert found.components[0].offset == data.index(b"BEGIN:VEVENT")


def test_what_stands_between_events_does_not_add_up() -> None:
    found = read(calendar(*[event(title="Dentist") + "X-JUNK:" + "x" * 99 + "\r\n"] * 15_000, "METHOD:PUBLISH\r\n"))
    assert len(found.calendars[0].header) < 70 * KB
    assert found.calendars[0].method == "PUBLISH"


def test_a_part_of_a_series_comes_back_shortened() -> None:
    attached = folded("ATTACH:" + "QUJD" * MB)
    gym = event(attached, "RRULE:FREQ=WEEKLY", title="Gym")
    found = read(calendar(gym, event("RECURRENCE-ID:20260408T100000Z")))
    assert found.components[0].raw.decode() == event("RRULE:FREQ=WEEKLY", title="Gym")
    assert found.components[0].length == len(gym)
    assert found.components[1].raw.decode() == event("RECURRENCE-ID:20260408T100000Z")


def test_an_entry_of_ours_is_read_as_it_stands_or_not_at_all() -> None:
    short = event("ATTACH:" + "QUJD" * 200_000, uid="1@followup-cal")
    long = event(folded("ATTACH:" + "QUJD" * MB), uid="2@followup-cal")
    found = [look(calendar(short, long, event()), size=size) for size in SIZES[1:]]
    assert found[0] == found[1]
    assert [item.raw.decode() for item in found[0].components] == [short, event()]
    assert [(item.line, item.lost) for item in found[0].damages] == [(4 + len(short.splitlines()), True)]


def test_a_word_is_found_behind_a_long_attachment_and_no_further_than_a_text_is_read() -> None:
    far = event("DESCRIPTION:" + "x " * MB + "interview", uid="far", title="Talk")
    near = event("ATTACH:" + "QUJD" * MB, "DESCRIPTION:An interview", uid="near", title="Talk")
    assert [item.key for item in read(calendar(far, near)).components] == ["near"]


def test_damage_everywhere_is_told_of_to_a_point() -> None:
    found = look(calendar(*["END:VEVENT\r\n"] * 5000, event()), size=1 << 17)
    assert [item.line for item in found.damages] == list(range(4, 1004))
    assert [item.key for item in found.components] == ["a@x"]


LONG = (
    "ATTACH;VALUE=BINARY;ENCODING=BASE64:" + "QUJD" * (MB // 3),
    "X-A:" + "\u00e4" * (MB // 2),
    "DESCRIPTION:" + "words \u9762\u63a5 " * (MB // 8),
    "\r\n".join(["COMMENT:one more"] * (MB // 16)),
    "X-A:1" + "\r\n" * (MB // 2),
    "x-a:" + "\r\n\r\n\t" * (MB // 5),
)


@st.composite
def events(draw: st.DrawFn) -> list[tuple[str, str, bool]]:
    """Events with their UIDs, and whether they are to be kept."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        kept, dull = draw(st.booleans()), draw(st.sampled_from(["Dentist", "x" * 70_000]))
        long = draw(st.lists(st.sampled_from([*LONG, *map(folded, LONG[:3])]), max_size=2))
        lines = draw(st.permutations([*long, "STATUS:CONFIRMED", "LOCATION:Room 1"]))
        text = event(*lines, uid=str(number), title="Interview" if kept else dull)
        found.append((str(number), text, kept))
    return found


@holds_for(events(), st.sampled_from([100 * MB, MB, 1 << 17, 50_021]), st.sampled_from(["", *LONG]), few=6, many=60)
def test_everything_else_stays_where_and_what_it_is(
    given: list[tuple[str, str, bool]], size: int, between: str
) -> None:
    data = calendar(*(text for _, text, _ in given), between + "\r\n" if between else "", "X-END:1\r\n")
    found = look(data, size=size)
    wanted = [(uid, text.encode()) for uid, text, kept in given if kept]
    assert [(item.key, data[item.offset : item.end]) for item in found.components] == wanted
    assert [item.raw for item in found.components if item.length < 60 * KB] == [
        text for _, text in wanted if len(text) < 60 * KB
    ]
    assert all(len(item.raw) < 200 * KB for item in found.components)
    assert (found.count, found.damages, found.size) == (len(given), (), len(data))
    assert found.calendars[0].end == len(data) - len("END:VCALENDAR\r\n")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_long_things_in_utf_16(encoding: str) -> None:
    text = calendar(event(LONG[1], LONG[2]), event(uid="b@x")).decode()
    found = scan(chunks(text.encode(encoding), 1 << 17), SPRING)
    assert replace(found, encoding="utf-8") == scan(chunks(text.encode(), 1 << 17), SPRING)
    assert [item.key for item in found.components] == ["a@x", "b@x"]
