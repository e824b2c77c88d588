"""What an entry looks like in a calendar, and what is left alone when it is changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from followup_cal.ical.existing import own_entries
from followup_cal.ical.write import compose, patch
from followup_cal.imprint import Imprint
from followup_cal.model import Entry, Existing

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
IMPRINT = Imprint("aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", ("222",))
AT = datetime(2026, 11, 17, 17, 0, tzinfo=BERLIN)
ENTRY = Entry(
    uid="5e8c3a52-0000-5000-8000-000000000001@followup-cal",
    store="",
    component="VTODO",
    summary="Thank Dana Okafor (Globex, Data Engineer)",
    start=AT,
    end=datetime(2026, 11, 18, 15, 0, tzinfo=BERLIN),
    text="Subject: Thank you\n\nDear Dana,\n\nthank you; it was good.",
    footer="· · ·\nWrite: mailto:dana@globex.example?subject=Thank%20you\nWhy: the same day.",
    alarms=(AT, datetime(2026, 11, 18, 8, 30, tzinfo=BERLIN)),
    categories=("Follow-up", "Globex"),
    priority=1,
    step="thank-you",
    application="globex/data-engineer",
    interview="abcdefghij",
    ideal="aaaa",
    facts="bbbb",
    purpose="klmnopqrst",
    siblings=("222",),
)

TASK = """\
BEGIN:VTODO
CATEGORIES:Follow-up,Globex
CLASS:PRIVATE
CREATED:20261117T080000Z
DESCRIPTION:Subject: Thank you\\n\\nDear Dana\\,\\n\\nthank you\\; it was good.
 \\n\\n· · ·\\nWrite: mailto:dana@globex.example?subject=Thank%20you\\nWhy:{blank}
 the same day.\\nref: aaaabbbbccccddddeeeeffff.222
DTSTAMP:20261117T080000Z
DTSTART;TZID=Europe/Berlin:20261117T170000
DUE;TZID=Europe/Berlin:20261118T150000
LAST-MODIFIED:20261117T080000Z
PRIORITY:1
SEQUENCE:0
STATUS:NEEDS-ACTION
SUMMARY:Thank Dana Okafor (Globex\\, Data Engineer)
UID:5e8c3a52-0000-5000-8000-000000000001@followup-cal
X-FOLLOWUP-CAL-INTERVIEW:abcdefghij
X-FOLLOWUP-CAL-PURPOSE:klmnopqrst
X-FOLLOWUP-CAL-REF:aaaabbbbccccddddeeeeffff.222
X-FOLLOWUP-CAL-STEP:thank-you
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Thank Dana Okafor (Globex\\, Data Engineer)
TRIGGER:PT0S
UID:b92f6ff4-6a2e-5a55-9d12-000000000000
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Thank Dana Okafor (Globex\\, Data Engineer)
TRIGGER;VALUE=DATE-TIME:20261118T073000Z
UID:b92f6ff4-6a2e-5a55-9d12-000000000001
END:VALARM
END:VTODO
"""


def component(data: bytes, name: str = "VTODO") -> str:
    """The lines of one component, the alarms' random-looking UIDs put in order."""
    text = data.decode().replace("\r\n", "\n")
    start, end = f"BEGIN:{name}\n", f"END:{name}\n"
    lines = (start + text.partition(start)[2].partition(end)[0] + end).splitlines()
    alarm = iter(range(9))
    inside = False
    for number, line in enumerate(lines):
        inside = line == "BEGIN:VALARM" or (inside and line != "END:VALARM")
        if inside and line.startswith("UID:"):
            lines[number] = f"UID:b92f6ff4-6a2e-5a55-9d12-{next(alarm):012d}"
    return "\n".join(lines) + "\n"


def written(entry: Entry = ENTRY) -> bytes:
    return compose(entry, IMPRINT, NOW)


def read(data: bytes) -> Existing:
    (existing,) = own_entries(data, store="s", href="h", etag="e", timezone="Europe/Berlin")
    return existing


def test_a_task_is_written_as_the_design_says() -> None:
    assert component(written()) == TASK.format(blank=" ")


def test_a_resource_brings_the_zone_it_needs_and_no_method() -> None:
    calendar = Calendar.from_ical(written())
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE", "VTODO"]
    assert str(calendar.subcomponents[0]["TZID"]) == "Europe/Berlin"
    assert "METHOD" not in calendar


def test_an_event_has_an_end_and_is_shown_as_free() -> None:
    lines = component(written(replace(ENTRY, component="VEVENT", alarms=(AT,))), "VEVENT").splitlines()
    assert "DTEND;TZID=Europe/Berlin:20261118T150000" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert "STATUS:CONFIRMED" in lines
    assert "TRIGGER:PT0S" in lines
    assert not [line for line in lines if line.startswith("DUE")]


def test_no_entry_ever_invites_anybody() -> None:
    assert b"ATTENDEE" not in written()
    assert b"ORGANIZER" not in written()


def test_an_alarm_before_the_start_is_relative() -> None:
    lines = component(written(replace(ENTRY, alarms=(AT - timedelta(minutes=30),)))).splitlines()
    assert "TRIGGER:-PT30M" in lines


def test_what_was_written_is_read_back() -> None:
    existing = read(written())
    assert existing.summary == "Thank Dana Okafor (Globex, Data Engineer)"
    assert existing.start == datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
    assert existing.end == datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
    assert existing.alarms == (
        datetime(2026, 11, 17, 16, 0, tzinfo=UTC),
        datetime(2026, 11, 18, 7, 30, tzinfo=UTC),
    )
    assert existing.text == "Subject: Thank you\n\nDear Dana,\n\nthank you; it was good."
    assert existing.footer == "· · ·\nWrite: mailto:dana@globex.example?subject=Thank%20you\nWhy: the same day."
    assert existing.imprint == "aaaabbbbccccddddeeeeffff.222"
    assert (existing.step, existing.interview, existing.done) == ("thank-you", "abcdefghij", False)


def test_the_imprint_survives_a_server_that_drops_x_properties() -> None:
    bare = b"".join(line for line in written().splitlines(keepends=True) if not line.startswith(b"X-FOLLOWUP"))
    assert read(bare).imprint == "aaaabbbbccccddddeeeeffff.222"


@pytest.mark.parametrize(
    "line", ["STATUS:COMPLETED", "STATUS:CANCELLED", "PERCENT-COMPLETE:100", "COMPLETED:20261119T100000Z"]
)
def test_a_ticked_task_is_done(line: str) -> None:
    data = written().replace(b"STATUS:NEEDS-ACTION", line.encode())
    assert read(data).done


def test_the_day_of_ticking_is_known() -> None:
    data = written().replace(b"STATUS:NEEDS-ACTION", b"STATUS:COMPLETED\r\nCOMPLETED:20261119T100000Z")
    assert str(read(data).done_on) == "2026-11-19"


def test_patching_a_date_leaves_everything_else() -> None:
    theirs = written().replace(
        b"SUMMARY:", b"X-MOZ-LASTACK:20261117T170000Z\r\nCOMMENT:mine\r\nLOCATION:at home\r\nSUMMARY:"
    )
    moved = replace(ENTRY, start=AT + timedelta(days=1), end=ENTRY.end + timedelta(days=1))
    patched = component(
        patch(read(theirs), moved, IMPRINT, frozenset({"times"}), NOW + timedelta(hours=1))
    ).splitlines()
    before = component(theirs).splitlines()
    assert [line for line in before if line not in patched] == [
        "DTSTAMP:20261117T080000Z",
        "DTSTART;TZID=Europe/Berlin:20261117T170000",
        "DUE;TZID=Europe/Berlin:20261118T150000",
        "LAST-MODIFIED:20261117T080000Z",
        "SEQUENCE:0",
    ]
    assert [line for line in patched if line not in before] == [
        "DTSTAMP:20261117T090000Z",
        "DTSTART;TZID=Europe/Berlin:20261118T170000",
        "DUE;TZID=Europe/Berlin:20261119T150000",
        "LAST-MODIFIED:20261117T090000Z",
        "SEQUENCE:1",
    ]


def test_a_new_text_drops_the_rendering_an_app_had_made_of_the_old_one() -> None:
    theirs = written().replace(b"DESCRIPTION:Subject", b'DESCRIPTION;ALTREP="data:text/html,old":Subject')
    patched = patch(read(theirs), replace(ENTRY, text="Subject: New\n\nHello."), IMPRINT, frozenset({"text"}), NOW)
    assert b"ALTREP" not in patched
    assert read(patched).text == "Subject: New\n\nHello."


def test_what_the_user_typed_below_the_draft_survives_a_new_footer() -> None:
    theirs = written().replace(b"\\nWhy:", b"\\ncall her before noon\\n#replied\\nWhy:")
    patched = patch(
        read(theirs), replace(ENTRY, footer="· · ·\nWhy: another day."), IMPRINT, frozenset({"footer"}), NOW
    )
    assert read(patched).footer == "· · ·\nWhy: another day.\ncall her before noon\n#replied"
