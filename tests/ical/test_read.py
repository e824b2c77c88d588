"""From bytes to events: times, zones, people, text, and what is passed over."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from followup_cal.ical.lines import unfold, wrappers
from followup_cal.ical.read import events
from followup_cal.model import Attendee, Event, Person, Ref

CALENDARS = Path(__file__).parent.parent / "calendars"
START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2027, 1, 1, tzinfo=UTC)


def wrapped(*lines: str, around: tuple[str, ...] = ()) -> bytes:
    body = ("BEGIN:VCALENDAR", *around, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", "")
    return "\r\n".join(body).encode()


def read(data: bytes, timezone: str = "Europe/Vienna") -> tuple[Event, ...]:
    found, problems = events(data, "home", "a.ics", timezone, START, END)
    assert problems == ()
    return found


def one(*lines: str, around: tuple[str, ...] = ()) -> Event:
    (event,) = read(wrapped(*lines, around=around))
    return event


def test_facts_of_a_plain_event() -> None:
    event = one(
        "UID:1@example.com",
        "DTSTART;TZID=Europe/Rome:20260317T093000",
        "DTEND;TZID=Europe/Rome:20260317T103000",
        "DTSTAMP:20260301T080000Z",
        "LAST-MODIFIED:20260302T080000Z",
        "SUMMARY:Colloquio  Officine Riva",
        "LOCATION:Via Roma 1\\, Pavia",
        "CATEGORIES:Jobs,Follow-up",
        "STATUS:confirmed",
        "TRANSP:TRANSPARENT",
        "SEQUENCE:3",
        around=("METHOD:request",),
    )
    assert (event.source, event.href, event.ref) == ("home", "a.ics", Ref("1@example.com"))
    assert event.summary == "Colloquio Officine Riva"
    assert event.start.isoformat() == "2026-03-17T09:30:00+01:00"
    assert event.timezone == "Europe/Rome"
    assert (event.location, event.categories) == ("Via Roma 1, Pavia", ("Jobs", "Follow-up"))
    assert (event.status, event.method, event.transparent, event.sequence) == ("CONFIRMED", "REQUEST", True, 3)
    assert event.modified == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert not event.recurring


@pytest.mark.parametrize(
    ("start", "around", "zone", "moment"),
    [
        ("DTSTART:20260714T150000", (), "Europe/Vienna", "2026-07-14T15:00:00+02:00"),
        ("DTSTART:20260714T150000Z", (), "Europe/Vienna", "2026-07-14T17:00:00+02:00"),
        (
            "DTSTART:20260714T150000Z",
            ("X-WR-TIMEZONE:America/New_York",),
            "America/New_York",
            "2026-07-14T11:00:00-04:00",
        ),
        ("DTSTART;TZID=Romance Standard Time:20260714T150000", (), "Europe/Paris", "2026-07-14T15:00:00+02:00"),
        ('DTSTART;TZID="Tokyo Standard Time":20260714T150000', (), "Asia/Tokyo", "2026-07-14T15:00:00+09:00"),
        ("DTSTART;TZID=/x.example/2026/Asia/Tokyo:20260714T150000", (), "Asia/Tokyo", "2026-07-14T15:00:00+09:00"),
        ("DTSTART;TZID=Our office:20260714T150000", (), "Europe/Vienna", "2026-07-14T15:00:00+02:00"),
    ],
    ids=["floating", "utc", "calendar-zone", "windows", "quoted", "vendor-path", "unknown"],
)
def test_zone_of_an_event(start: str, around: tuple[str, ...], zone: str, moment: str) -> None:
    event = one("UID:1", start, "SUMMARY:x", around=around)
    assert event.timezone == zone
    assert event.start.isoformat() == moment


def test_zone_is_found_by_the_rules_of_its_definition() -> None:
    (event,) = read((CALENDARS / "own-zone-name.ics").read_bytes())
    assert event.timezone == "America/New_York"
    assert event.start.isoformat() == "2026-09-16T08:00:00-04:00"


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (("DTSTART:20260714T150000Z",), "2026-07-14T18:00:00+02:00"),
        (("DTSTART:20260714T150000Z", "DURATION:PT30M"), "2026-07-14T17:30:00+02:00"),
        (("DTSTART:20260714T150000Z", "DTEND:20260714T140000Z"), "2026-07-14T18:00:00+02:00"),
        (("DTSTART;VALUE=DATE:20260714",), "2026-07-15"),
        (("DTSTART;VALUE=DATE:20260714", "DURATION:P2D"), "2026-07-16"),
        (("DTSTART;VALUE=DATE:20260714", "DTEND;VALUE=DATE:20260714"), "2026-07-15"),
    ],
    ids=["none", "duration", "before-start", "all-day", "all-day-duration", "all-day-empty"],
)
def test_missing_or_impossible_end(lines: tuple[str, ...], end: str) -> None:
    assert one("UID:1", *lines).end.isoformat() == end


def test_people_with_quoted_names_and_names_that_are_addresses() -> None:
    event = one(
        "UID:1",
        "DTSTART:20260714T150000Z",
        'ORGANIZER;CN="Okafor, Dana; HR":MAILTO:Dana@Globex.example',
        "ATTENDEE;CN=sam@globex.example;PARTSTAT=accepted:mailto:sam@globex.example",
        "ATTENDEE;CUTYPE=ROOM;ROLE=NON-PARTICIPANT;CN=Room 4:mailto:room4@globex.example",
    )
    assert event.organizer == Person("Okafor, Dana; HR", "dana@globex.example")
    assert event.attendees == (
        Attendee(Person(None, "sam@globex.example"), partstat="ACCEPTED"),
        Attendee(Person("Room 4", "room4@globex.example"), cutype="ROOM", role="NON-PARTICIPANT"),
    )


def test_an_endless_address_is_nobodys_and_most_of_ten_thousand_categories_are_left_out() -> None:
    event = one(
        "UID:1",
        "DTSTART:20260714T150000Z",
        "CATEGORIES:" + ",".join(f"c{number}" for number in range(10_000)),
        f"ATTENDEE;CN=Dana Okafor:mailto:{'d' * 300}@globex.example",
        f"ATTENDEE:mailto:{'d' * 300}@globex.example",
    )
    assert event.attendees == (Attendee(Person("Dana Okafor")),)
    assert event.categories[-1] == "c99"


def test_fold_inside_a_character_is_undone_before_decoding() -> None:
    data = wrapped("UID:1", "DTSTART:20260714T150000Z", "SUMMARY:Gespräch")
    cut = data.index("ä".encode()) + 1
    (event,) = read(data[:cut] + b"\r\n " + data[cut:])
    assert event.summary == "Gespräch"


def test_latin_1_and_byte_order_mark_and_bare_line_feeds() -> None:
    text = wrapped("UID:1", "DTSTART:20260714T150000Z", "SUMMARY:Vorstellungsgespräch Zöbing").decode()
    (latin,) = read(text.encode("latin-1"))
    (marked,) = read(b"\xef\xbb\xbf" + text.replace("\r\n", "\n").encode())
    assert latin.summary == marked.summary == "Vorstellungsgespräch Zöbing"


def test_raw_line_breaks_in_a_description_are_recovered() -> None:
    first, second = read((CALENDARS / "raw-line-break.ics").read_bytes())
    assert first.description == "Position: Systems Admin, night desk\n\nWe meet at thestation."
    assert second.summary == "Badge photo"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("DESCRIPTION:Hello!<br><br>Talk <i>soon</i> &amp\\; well", "Hello!\n\nTalk soon & well"),
        ("DESCRIPTION:<p>Agenda:</p><ol><li>Dana</li><li>Sam</li></ol>", "Agenda:\nDana\nSam"),
        ("DESCRIPTION:a < b and <https://x.example>", "a < b and <https://x.example>"),
        ("DESCRIPTION:a\x00b\x07c\u202ed", "abcd"),
        ("X-ALT-DESC;FMTTYPE=text/html:<html><style>p{}</style><body><p>Meet\\n Dana</p></body></html>", "Meet Dana"),
    ],
    ids=["fragment", "list", "no-markup", "invisible", "alternative"],
)
def test_description_is_plain_text(line: str, text: str) -> None:
    assert one("UID:1", "DTSTART:20260714T150000Z", line).description == text


def test_event_without_uid_is_read() -> None:
    assert one("DTSTART;VALUE=DATE:20260714", "SUMMARY:Interview").ref == Ref(None)


def test_our_own_entries_are_left_out() -> None:
    assert read(wrapped("UID:1b2@followup-cal", "DTSTART:20260714T150000Z")) == ()


def test_window_excludes_its_end_and_what_ended_before() -> None:
    data = wrapped("UID:1", "DTSTART:20260714T150000Z", "DTEND:20260714T160000Z")
    during = datetime(2026, 7, 14, 15, 30, tzinfo=UTC)
    begins, ends = datetime(2026, 7, 14, 15, tzinfo=UTC), datetime(2026, 7, 14, 16, tzinfo=UTC)
    assert [
        len(events(data, "s", "h", "UTC", *window)[0]) for window in ((during, END), (ends, END), (START, begins))
    ] == [
        1,
        0,
        0,
    ]


def test_one_bad_event_is_named_by_line_and_uid_and_the_others_are_read() -> None:
    bad = wrapped("UID:bad@example.com", "DTSTART:tomorrow", "SUMMARY:secret").decode()
    good = "BEGIN:VEVENT\r\nUID:good\r\nDTSTART:20260714T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"
    found, problems = events(bad.replace("END:VCALENDAR", good).encode(), "s", "h", "UTC", START, END)
    assert [event.ref.uid for event in found] == ["good"]
    assert len(problems) == 1
    assert "line 2" in problems[0]
    assert "bad@example.com" in problems[0]
    assert "secret" not in problems[0]


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n"])
def test_no_bytes_raise(data: bytes) -> None:
    assert events(data, "s", "h", "UTC", START, END)[0] == ()


def test_unfinished_event_is_reported() -> None:
    assert events(b"BEGIN:VEVENT\r\nUID:1\r\n", "s", "h", "UTC", START, END)[1] == (
        "The event that begins in line 1 has no end.",
    )


def test_later_copy_of_an_event_counts() -> None:
    first = wrapped("UID:1", "DTSTART:20260714T150000Z", "SEQUENCE:0", around=("METHOD:REQUEST",))
    second = wrapped("UID:1", "DTSTART:20260714T150000Z", "SEQUENCE:1", "STATUS:CANCELLED", around=("METHOD:CANCEL",))
    (event,) = read(second + first)
    assert (event.method, event.status) == ("CANCEL", "CANCELLED")


def test_all_day_event_keeps_its_dates() -> None:
    event = one("UID:1", "DTSTART;VALUE=DATE:20260910", "DTEND;VALUE=DATE:20260911")
    assert (event.start, event.end, event.all_day) == (date(2026, 9, 10), date(2026, 9, 11), True)


def part(rule: str, start: str, offsets: str = "-0500 -0500", kind: str = "STANDARD") -> tuple[str, ...]:
    before, after = offsets.split()
    lines = (f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", f"RRULE:{rule}")
    return f"BEGIN:{kind}", *lines, f"END:{kind}"


def zone_of(*definition: str) -> str:
    around = ("BEGIN:VTIMEZONE", "TZID:Ours", *definition, "END:VTIMEZONE")
    return one("UID:1", "DTSTART;TZID=Ours:20260714T150000", around=around).timezone


@pytest.mark.parametrize("start", ["00010101T000000", "16010101T000000", "19700101T000000", "20250101T000000"])
def test_a_zone_is_known_by_its_rules_however_long_they_have_held(start: str) -> None:
    """At one offset all year round, written as if that had been decided every year, and thirty times at that."""
    assert zone_of(*part("FREQ=YEARLY", start) * 30) == "America/Cancun"


@pytest.mark.parametrize(
    ("summer", "winter"),
    [
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
        ("FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3;WKST=MO", "FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11"),
        (
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU",
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=SU",
        ),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20300101T000000Z", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
    ],
)
@pytest.mark.parametrize("year", ["0001", "1601", "2007"])
def test_a_zone_with_two_changes_a_year_is_known_by_them(summer: str, winter: str, year: str) -> None:
    changes = (
        part(summer, f"{year}0311T020000", "-0500 -0400", "DAYLIGHT"),
        part(winter, f"{year}1104T020000", "-0400 -0500"),
    )
    assert zone_of(*changes[0], *changes[1]) == "America/New_York"


def test_a_zone_whose_last_change_is_long_ago_is_known_by_it() -> None:
    """Summer time until 1990, and none since."""
    summer = part(
        "FREQ=YEARLY;BYMONTH=5;BYDAY=1SU;UNTIL=19900506T070000Z", "19800504T020000", "-0500 -0400", "DAYLIGHT"
    )
    winter = part("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=19901028T060000Z", "19801026T020000", "-0400 -0500")
    assert zone_of(*summer, *winter) == "America/Cancun"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=HOURLY",
        "FREQ=SECONDLY",
        "FREQ=YEARLY;COUNT=9999999",
        "FREQ=YEARLY;INTERVAL=100",
        "FREQ=YEARLY;BYHOUR=1,2,3,4,5,6,7,8,9;BYMINUTE=1,2,3,4,5,6,7,8,9;BYSECOND=1,2,3,4,5,6,7,8,9",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2",
        "FREQ=YEARLY;BYMONTH=2;BYDAY=9SU",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1;BYDAY=4SU",
        "FREQ=YEARLY;BYYEARDAY=366",
    ],
)
def test_a_zone_with_a_rule_that_no_clock_follows_is_taken_for_the_users(rule: str) -> None:
    assert zone_of(*part(rule, "00010131T000000")) == "Europe/Vienna"


def test_a_zone_of_more_changes_than_there_were_is_taken_for_the_users() -> None:
    once = tuple(line for line in part("", "19700101T000000") if "RRULE" not in line)
    assert zone_of(*once * 10) == "America/Cancun"
    assert zone_of(*once * 10_000) == "Europe/Vienna"


def test_a_line_may_be_folded_and_broken_as_often_as_it_likes() -> None:
    folded = "\r\n ".join(["DESCRIPTION:", *"x" * 300_000])
    broken = "\r\n".join(["SUMMARY:a", *["b"] * 300_000])
    event = one("UID:1", "DTSTART:20260714T150000Z", folded, broken)
    assert event.description == "x" * 300_000
    assert event.summary == " ".join(["a", *["b"] * 300_000])


def test_an_event_has_the_lines_of_what_stands_in_it() -> None:
    inside = ("BEGIN:VALARM", "BEGIN:X-DEEPER", "X-NOTE:1", "END:X-DEEPER", "TRIGGER:-PT5M", "END:VALARM")
    (wrapper,) = wrappers(unfold(wrapped("UID:1", *inside, "SUMMARY:a")))[0][1:]
    assert [item.text for item in wrapper.events[0].lines] == [
        "BEGIN:VEVENT",
        "UID:1",
        *inside,
        "SUMMARY:a",
        "END:VEVENT",
    ]
