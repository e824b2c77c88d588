"""The scan against a slow and simple reading of the same calendars (`scan_oracle`)."""

from datetime import UTC, datetime
from random import Random

from hypothesis import strategies as st

from followup_cal.scan import Selection
from lanes import holds_for
from scan_cases import look
from scan_oracle import kept, parts

FIRST, LAST = "20260227", "20260602"
WORDS = ("interview", "gespräch", "phone call", "面接")
WINDOW = Selection(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 31, tzinfo=UTC), WORDS)

TITLES = (
    "Interview", "INTERVIEWS", "Gespräch", "gesprach", "GESPRA\u0308CH", "Phone call", "phone\\ncall",
    "phone \u00a0call", "phonecall", "一次面接", "面 接", "Dentist", "x" * 80, "", "a;b:c", '"BEGIN:VEVENT"', "ä" * 40,
)  # fmt: skip
DAYS = ("20260401", "20260227", "20260226", "20260602", "20260603", "20200101", "20990101", "", "x")
FORMS = ("DTSTART:{}T100000Z", "DTSTART;VALUE=DATE:{}", 'DTSTART;TZID="A:B":{}T100000', "dtstart;tzid=A/B:{}T1000")
UIDS = ("a@x", "b@google.com", "1@followup-cal", "c", "d@e@followup-cal", "@followup-cal.org", "")
EXTRA = (
    "DTEND:20260401T100000Z", "DTEND:20200102T100000Z", "dtend:20260301", "RRULE:FREQ=WEEKLY", "rdate:20260401",
    "RECURRENCE-ID;VALUE=DATE:20260401", "RELATED-TO:x", "RESOURCES:interview", "EXDATE:20200101", "URL:http://x",
    "UIDS:x", "STATUS:CONFIRMED", "BEGIN:VALARM\nUID:1@followup-cal\nDTSTART:20200101\nEND:VALARM",
    "BEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM", "begin:x-a\nEND:X-A", "END:VALARM", "no colon", ": no name",
    "X-NUL:\x00",
)  # fmt: skip


@st.composite
def component(draw: st.DrawFn) -> list[str]:
    name = draw(st.sampled_from(["VEVENT"] * 6 + ["VTODO", "VJOURNAL", "vevent", "VTIMEZONE", "X-OTHER"]))
    day = draw(st.sampled_from(DAYS))
    body = [f"UID:{draw(st.sampled_from(UIDS))}", f"SUMMARY:{draw(st.sampled_from(TITLES))}"]
    body += [draw(st.sampled_from(FORMS)).format(day)] if day else []
    body += draw(st.lists(st.sampled_from(EXTRA), max_size=4))
    lines = [line for item in draw(st.permutations(body)) for line in item.split("\n")]
    return [f"BEGIN:{name}", *lines, *([f"END:{name}"] if draw(st.integers(0, 9)) else [])]


@st.composite
def calendars(draw: st.DrawFn) -> bytes:
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 2))):
        lines += ["BEGIN:VCALENDAR", "VERSION:2.0"]
        lines += [line for part in draw(st.lists(component(), max_size=6)) for line in part]
        lines += ["END:VCALENDAR"] if draw(st.integers(0, 5)) else []
    breaks = draw(st.sampled_from([[b"\r\n"], [b"\n"], [b"\r\n", b"\n"]]))
    width = draw(st.sampled_from([0, 75, 9, 3]))
    random = draw(st.randoms(use_true_random=False))
    data = b"".join(folded(line.encode(), breaks, width, random) + random.choice(breaks) for line in lines)
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 5)) == 0 else data


def folded(line: bytes, breaks: list[bytes], width: int, random: Random) -> bytes:
    """A line folded about every `width` bytes, anywhere but in front of the first one."""
    pieces = []
    while width and len(line) > 1:
        cut = random.randint(1, 2 * width)
        pieces.append(line[:cut])
        line = line[cut:]
        if line:
            blank_lines = random.choice(breaks) if random.random() < 0.02 else b""
            pieces.append(random.choice(breaks) + blank_lines + random.choice([b" ", b"\t"]))
    return b"".join([*pieces, line])


@holds_for(calendars(), st.sampled_from([1, 7, 64, 1000, 100_000]), few=50, many=150)
def test_the_scan_keeps_what_a_whole_reading_keeps(data: bytes, size: int) -> None:
    found = look(data, WINDOW, size)
    assert [(item.name, item.key) for item in found.components] == kept(data, WORDS, FIRST, LAST)
    assert found.count == len([part for part in parts(data) if part.name != "VTIMEZONE"])
    assert found.size == len(data)
    for item in found.components:
        assert data.startswith(item.raw.rstrip(), item.offset)


@holds_for(calendars(), few=30, many=60)
def test_the_size_of_the_chunks_makes_no_difference(data: bytes) -> None:
    assert look(data, WINDOW, 1) == look(data, WINDOW, 50) == look(data, WINDOW, 100_000)


SCRAPS = (
    b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"\r\n", b"\n", b"\r", b" ", b"\t", b"UID:a",
    b"BEGIN:", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"DTSTART:20260401", b"RRULE:", b"interview", b"END:VALARM",
    b'"', b";",
)  # fmt: skip


@holds_for(st.lists(st.sampled_from(SCRAPS)).map(b"".join), st.sampled_from([1, 3, 1000]), few=150, many=600)
def test_nothing_breaks_the_scan(data: bytes, size: int) -> None:
    assert look(data, WINDOW, size) == look(data, WINDOW, 10_000)
