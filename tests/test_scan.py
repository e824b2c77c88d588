"""What the scan keeps, what it leaves out, and what it makes of damage (RFC 5545, 3.1 and 3.6)."""

from dataclasses import replace

import pytest

from followup_cal.scan import Component
from scan_cases import SPRING, calendar, event, look, uids


def test_an_event_is_kept_byte_for_byte_with_its_place() -> None:
    text = event()
    data = calendar(event(title="Dentist", uid="b@x"), text)
    at = data.index(text.encode())
    assert look(data).components == (Component(0, "VEVENT", "a@x", at, len(text), text.encode()),)


def test_what_stands_around_the_events() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    data = calendar(zone, event(), header="METHOD:publish\r\nX-WR-TIMEZONE:Europe/Be\r\n rlin\r\n")
    found = look(data).calendars[0]
    assert (found.header, found.method) == (b"METHOD:publish\r\nX-WR-TIMEZONE:Europe/Be\r\n rlin\r\n", "PUBLISH")
    assert [(item.key, item.raw) for item in found.timezones] == [("Europe/Berlin", zone.encode())]
    assert found.end == data.index(b"END:VCALENDAR")


@pytest.mark.parametrize(
    ("start", "kept"),
    [
        ("20260401T100000Z", True),
        ("20260228", True),
        ("20260601", True),
        ("20260220", False),
        ("20260225", False),
        ("20260226", True),
        ("20260602", True),
        ("20260603", False),
        ("20260610", False),
        ("20250401T100000", False),
        ("20270401T100000", False),
        (" 20270401T100000", False),
        ("someday", True),
        ("", True),
    ],
)
def test_the_window_has_a_day_of_slack_and_keeps_what_cannot_be_dated(start: str, kept: bool) -> None:
    assert bool(uids(calendar(event(start=start)))) is kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("DTEND:20260401T100000Z", True),
        ("DURATION:P90D", True),
        ("DURATION:P7W", False),
        ("DURATION:P1D", False),
        ("DURATION:soon", True),
        ("DTEND:20260110T100000Z", False),
        ("RRULE:FREQ=WEEKLY", True),
        ("rdate:20260401T100000Z", True),
        ("RECURRENCE-ID:20260401T100000Z", True),
        ("RR\r\n ULE:FREQ=WEEKLY", True),
    ],
)
def test_an_event_from_before_the_window_may_reach_into_it(line: str, kept: bool) -> None:
    assert bool(uids(calendar(event(line, start="20260101T100000Z")))) is kept


def test_the_end_may_stand_before_the_start() -> None:
    text = event(start="20260101T100000Z").replace("UID", "DTEND:20260401T100000Z\r\nUID")
    assert uids(calendar(text)) == ["a@x"]
    assert uids(calendar(text.replace("20260401", "20260201"))) == []


@pytest.mark.parametrize(
    "title",
    [
        "INTERVIEW",
        "Inter\r\n view",
        "Inter\r\n\tview",
        "Inter\n view",
        "Inter\r\n\r\n view",
        "preinterviewing",
        "Ínterviéw",
        "\uff29\uff4e\uff54\uff45\uff52\uff56\uff49\uff45\uff57",
        "inter\u00adview",
    ],
)
def test_a_word_is_found_in_any_disguise(title: str) -> None:
    assert uids(calendar(event(title=title))) == ["a@x"]


@pytest.mark.parametrize("gap", [" ", "  ", "\u00a0", "\\n", "\\N", "-", "\u2011", "\u2009", " \r\n  ", "&nbsp;", ", "])
def test_words_in_a_row_may_have_anything_but_letters_between_them(gap: str) -> None:
    selection = replace(SPRING, words=("phone call",))
    assert uids(calendar(event(title=f"A Phone{gap}Call")), selection) == ["a@x"]
    assert uids(calendar(event(title=f"A Phone{gap}or{gap}Call")), selection) == []


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("gesprach", "Vorstellungsgespräch"),
        ("gespräch", "VORSTELLUNGSGESPRÄCH"),
        ("gesprach", "Vorstellungsgespra\u0308ch"),
        ("grosse", "Große Runde"),
        ("面接", "一次面接のご案内"),
        ("面談", "カジュアル面談"),
        ("グループ", "グループディスカッション"),
        ("собеседование", "СОБЕСЕДОВАНИЕ"),
    ],
)
def test_case_and_accents_do_not_matter_in_any_script(word: str, title: str) -> None:
    assert uids(calendar(event(title=title)), replace(SPRING, words=(word,))) == ["a@x"]


def test_a_fold_inside_a_character() -> None:
    data = calendar(event(title="Vorstellungsgespräch")).replace(b"\xc3\xa4", b"\xc3\r\n \xa4")
    assert uids(data, replace(SPRING, words=("gesprach",))) == ["a@x"]


def test_latin_1_is_understood() -> None:
    data = calendar(event(title="Vorstellungsgespräch")).decode().encode("latin-1")
    assert uids(data, replace(SPRING, words=("gespräch",))) == ["a@x"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_translated(encoding: str) -> None:
    data = calendar(event(title="Interview für Zoë 😀"))
    found = look(data.decode().encode(encoding))
    assert (found.encoding[:6], [item.key for item in found.components]) == ("utf-16", ["a@x"])
    assert "SUMMARY:Interview für Zoë 😀".encode() in found.components[0].raw
    assert found.size == len(data)


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_line_ends(newline: str) -> None:
    data = calendar(event(title="Inter\r\n view"), event(uid="b@x", title="Dentist")).replace(b"\r\n", newline.encode())
    found = look(data)
    assert ([item.key for item in found.components], found.newline) == (["a@x"], newline.encode())
    span = found.components[0]
    assert data[span.offset : span.end].startswith(b"BEGIN:VEVENT")
    assert data[span.offset : span.end].endswith(b"END:VEVENT" + newline.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + calendar(event()),
        b"HTTP/1.1 200 OK\r\nBEGIN:NOTHING\r\n\r\n" + calendar(event()),
        calendar(event()).replace(b"BEGIN", b"begin").replace(b"END", b"End"),
        calendar(event()).replace(b"BEGIN:VEVENT", b"BEG\r\n IN:VEV\r\n\tENT"),
        calendar(event()).replace(b"END:VEVENT", b"END:VE\r\n VENT  "),
        calendar(event()).replace(b"UID:", b"u\r\n ID:"),
        calendar(event()).replace(b"DTSTART:", b"DTS\r\n TART:"),
        calendar(event()).replace(b"\r\n", b"\r\n\r\n"),
        calendar(event()).replace(b"SUMMARY:", b"X-NUL:\x00\x00\r\nSUMMARY:"),
        calendar(event('ATTENDEE;CN="BEGIN:VEVENT\r\n END:VEVENT:":mailto:x@x')),
        calendar(event("DESCRIPTION:x\r\n BEGIN:VEVENT\r\n END:VEVENT")),
        calendar(event("BEGIN:VALARM\r\nUID:other\r\nDTSTART:20200101\r\nEND:VALARM")),
        calendar(event("BEGIN:X-MORE\r\nBEGIN:X-MORE\r\nEND:X-MORE\r\nUID:other\r\nEND:X-MORE")),
        calendar(event()).removesuffix(b"\r\n"),
        calendar() + b"\xef\xbb\xbf" + calendar(event()),
    ],
)
def test_odd_but_sound_calendars(data: bytes) -> None:
    found = look(data)
    assert ([item.key for item in found.components], found.damages) == (["a@x"], ())


def test_a_start_inside_an_alarm_is_not_the_events() -> None:
    alarm = "BEGIN:VALARM\r\nDTSTART:20200101T000000\r\nDTEND:20200101T000000\r\nEND:VALARM\r\n"
    text = f"BEGIN:VEVENT\r\n{alarm}UID:a\r\nDTSTART:20260401T100000Z\r\nSUMMARY:interview\r\nEND:VEVENT\r\n"
    assert uids(calendar(text)) == ["a"]


def test_what_stands_in_components_of_an_event_is_not_the_events_however_deep() -> None:
    inner = "BEGIN:X-IN\r\nBEGIN:X-IN\r\nEND:X-IN\r\nUID:other\r\nDTSTART:20200101\r\nEND:X-IN\r\n"
    text = f"BEGIN:VEVENT\r\n{inner}UID:a\r\nDTSTART:20260401T100000Z\r\nSUMMARY:interview\r\nEND:VEVENT\r\n"
    assert uids(calendar(text)) == ["a"]


def test_events_leave_nothing_in_the_header() -> None:
    dull = event(title="Dentist"), event(start="20200101"), event(start="20990101")
    found = look(calendar(*dull, event(), *dull), size=10_000).calendars[0]
    assert found.header == b"VERSION:2.0\r\nPRODID:-//x//EN\r\n"


def test_a_quoted_zone_with_a_colon() -> None:
    text = event(start="").replace("SUMMARY", 'DTSTART;TZID="A:20200101":20260401T100000\r\nSUMMARY')
    assert uids(calendar(text)) == ["a@x"]


def test_our_own_entries_are_kept_wherever_they_are() -> None:
    ours = [
        event(uid="1@followup-cal", start="20200101", title="x"),
        event(uid="2@foll\r\n owup-cal", start="20200101", title="x"),
        event(uid="", start="20200101", title="x").replace("DTSTART", "UID;X-A=b:3@followup-cal\r\nDTSTART"),
        event(uid="4@followup-cal", start="20200101", title="x").replace("VEVENT", "VTODO"),
    ]
    others = [
        event(uid="5", start="20200101", title="see 6@followup-cal"),
        event("BEGIN:VALARM\r\nUID:7@followup-cal\r\nEND:VALARM", uid="8", start="20200101", title="x"),
        event(uid="9").replace("VEVENT", "VTODO"),
    ]
    wanted = ["1@followup-cal", "2@followup-cal", "3@followup-cal", "4@followup-cal"]
    assert uids(calendar(*others, *ours, *others), replace(SPRING, words=())) == wanted


def test_everything_skips_the_words_and_keeps_the_window() -> None:
    data = calendar(event(title="Dentist"), event(title="Dentist", uid="b@x", start="20200101"))
    assert uids(data, replace(SPRING, words=(), everything=True)) == ["a@x"]


def test_one_component_of_a_series_brings_all_of_it() -> None:
    series = [
        event("RRULE:FREQ=WEEKLY", title="Gym", start="20200101T070000Z"),
        event(title="Dentist", uid="b@x"),
        event("RECURRENCE-ID:20260408T070000Z", title="No gym: interview", start="20260408T080000Z"),
        event("RECURRENCE-ID:20260415T070000Z", title="Gym later", start="20260415T080000Z"),
        event("RRULE:FREQ=WEEKLY", title="Choir", uid="c@x"),
    ]
    data = calendar(*series)
    wanted = [series[number].encode() for number in (0, 2, 3)]
    assert [item.raw for item in look(data).components] == wanted
    assert [item.raw for item in look(data, size=10_000).components] == wanted


def test_dates_of_their_own_make_a_series_too() -> None:
    series = [
        event("RDATE:20260408T070000Z", title="Gym"),
        event("RECURRENCE-ID:20260408T070000Z", title="No gym: interview"),
    ]
    assert [item.raw for item in look(calendar(*series)).components] == [text.encode() for text in series]


@pytest.mark.parametrize("line", ["", "UID:\r\n", "UID: \r\n"])
def test_an_event_may_have_no_uid(line: str) -> None:
    assert uids(calendar(event().replace("UID:a@x\r\n", line))) == [None]


def test_several_calendars_in_one_file() -> None:
    found = look(calendar(event(), header="METHOD:REQUEST\r\n") + calendar(event(uid="b@x")))
    assert [(item.calendar, item.key) for item in found.components] == [(0, "a@x"), (1, "b@x")]
    assert [item.method for item in found.calendars] == ["REQUEST", ""]


def test_all_sound_components_are_counted() -> None:
    data = calendar(event(), event(title="Dentist"), event(start="20200101"), event().replace("VEVENT", "VJOURNAL"))
    assert look(data).count == 4


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("HR", True),
        ("Talk\\nHR", True),
        ("HR-Runde", True),
        ("HR2", True),
        ("10 Uhr", False),
        ("Three", False),
        ("Phone a call", False),
        ("Telephone calls", False),
        ("the phone-call", True),
    ],
)
def test_a_word_with_blanks_around_it_is_looked_for_as_a_whole(title: str, kept: bool) -> None:
    found = uids(calendar(event(title=title)), replace(SPRING, words=(" hr ", " phone call ")))
    assert bool(found) is kept


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("DESCRIPTION:the vacancy and my cv", True),
        ("DESCRIPTION:the vacancy", False),
        ("DESCRIPTION:vacancy\\, vacancy", True),
        ("DESCRIPTION:the vacancy and my cv\r\nATTENDEE:mailto:a@example.com", False),
        ("DESCRIPTION:the vacancy and my cv\r\norganizer;CN=A:mailto:a@example.com", False),
        ("DESCRIPTION:応募書類と面談", True),
        ("DESCRIPTION:the cover letter and my cv", True),
        ("DESCRIPTION:cover letter\\, cover letter", True),
        ("DESCRIPTION:the cover letter", False),
    ],
)
def test_two_words_of_the_topic_are_enough_where_nobody_is_invited(lines: str, kept: bool) -> None:
    selection = replace(
        SPRING, words=("zzz",), title_words=("zzzz",), topic_words=(" vacancy ", " cv ", "cover letter", "応募")
    )
    assert bool(uids(calendar(event(lines, title="Globex")), selection)) is kept


@pytest.mark.parametrize(
    ("title", "lines", "kept"),
    [
        ("Globex: call", "STATUS:CONFIRMED", True),
        ("Globex", "CATEGORIES:Call,Work", True),
        ("Globex", "DESCRIPTION:This is a call", False),
        ("Globex", "DESCRIPTION:This call was booked by hand", True),
        ("Globex", "DESCRIPTION:booked by hand", False),
        ("Globex: chat", "DESCRIPTION:your career", True),
        ("Globex: chat", "DESCRIPTION:this and that", False),
        ("Globex", "DESCRIPTION:a chat on your career", False),
    ],
)
def test_a_weak_word_counts_in_the_title_or_beside_another_one(title: str, lines: str, kept: bool) -> None:
    selection = replace(
        SPRING,
        words=("zzz",),
        title_words=("call",),
        booking_words=("booked",),
        talk_words=("chat",),
        topic_words=("career",),
    )
    invited = f"{lines}\r\nATTENDEE:mailto:a@example.com"
    assert bool(uids(calendar(event(invited, title=title)), selection)) is kept


@pytest.mark.parametrize("fold", ["", "\r\n ", "\n "])
@pytest.mark.parametrize("parameters", ["ENCODING=BASE64;VALUE=BINARY", "VALUE=BINARY;X-NAME=a-cv\r\n .pdf"])
def test_no_word_is_looked_for_in_an_attached_file(parameters: str, fold: str) -> None:
    attached = f"ATTACH;{parameters}:{fold.join(['interview' + 'QUJD' * 15] * 1000)}"
    dull = event(attached, "DESCRIPTION:Bring the card", uid="dull", title="Dentist")
    bright = event(attached, "DESCRIPTION:An interview", uid="bright", title="Talk")
    last = event("DESCRIPTION:An interview", attached, uid="last", title="Talk")
    assert uids(calendar(dull, bright, last)) == ["bright", "last"]
    assert uids(calendar(dull, bright, last), replace(SPRING, words=(" interview ",))) == ["bright", "last"]
    kept = look(calendar(dull, bright)).components[0]
    assert kept.raw == event("DESCRIPTION:An interview", uid="bright", title="Talk").encode()
