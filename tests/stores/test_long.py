"""Files with something long in them are written to as any others: what is not read is not lost."""

from pathlib import Path

import pytest

from followup_cal.stores.ics_file import IcsFile
from followup_cal.stores.protocol import Create, Delete
from stores.contract import YEAR, entry, wrapped
from stores.contract import event as viennese

ATTACHED = "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "\r\n ".join(["QUJD" * 18] * 40_000) + "\r\n"
UNFOLDED = "X-JUNK:" + "x" * 3_000_000 + "\r\n"
NAMES = "ATTENDEE:mailto:guest@example.com\r\n" * 60_000
BLANK = "\r\n" * 1_000_000
UID = "1@followup-cal"


def event(uid: str, title: str, more: str = "") -> str:
    """Somebody else's event, which needs no time zone."""
    return viennese(uid, title).replace(";TZID=Europe/Vienna", "").replace("END:", f"{more}END:")


def created(file: Path) -> None:
    outcome = IcsFile(file).write([Create(UID, entry(UID, "Thank Zoë", zone="Europe/Vienna"))])[0]
    assert outcome.error is None


def deleted(file: Path) -> None:
    store = IcsFile(file)
    there = store.lookup([UID])[0]
    assert store.write([Delete(UID, there.href, there.etag)])[0].error is None


@pytest.mark.parametrize("long", [ATTACHED, UNFOLDED, NAMES, BLANK])
def test_an_entry_comes_and_goes_and_leaves_every_byte(tmp_path: Path, long: str) -> None:
    file = tmp_path / "calendar.ics"
    data = wrapped(event("x@y", "Interview", more=long), event("z@y", "Dentist", more=long), long)
    file.write_bytes(data)
    created(file)
    written = file.read_bytes()
    assert written.startswith(data.removesuffix(b"END:VCALENDAR\r\n"))
    assert written.count(b"\nUID:" + UID.encode()) == 1
    deleted(file)
    assert file.read_bytes() == data


def test_an_entry_between_long_events_is_deleted_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    before, after = event("x@y", "Interview", more=ATTACHED), event("z@y", "Dentist", more=UNFOLDED)
    file.write_bytes(wrapped(before, event(UID, "Thank Zoë"), after))
    deleted(file)
    assert file.read_bytes() == wrapped(before, after)


@pytest.mark.parametrize("long", [ATTACHED, UNFOLDED, BLANK])
@pytest.mark.parametrize("first", [True, False])
def test_a_time_zone_of_ours_stays_where_a_long_event_needs_it(tmp_path: Path, long: str, first: bool) -> None:
    file = tmp_path / "calendar.ics"
    file.write_bytes(wrapped(event("x@y", "Interview")))
    created(file)
    named = "X-AT;TZID=Europe/Vienna:20260401T100000\r\n"
    other = event("z@y", "Dentist", more=named + long if first else long + named)
    at = file.read_bytes().index(b"BEGIN:VEVENT")
    data = file.read_bytes()
    file.write_bytes(data[:at] + other.encode() + data[at:])
    deleted(file)
    left = file.read_bytes()
    assert b"\nTZID:Europe/Vienna\r\n" in left
    assert UID.encode() not in left
    assert other.encode() in left


def test_an_interview_with_a_long_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    file.write_bytes(wrapped(event("x@y", "Interview", more=ATTACHED * 3)))
    resource = IcsFile(file).read(YEAR).resources[0]
    assert resource.href == "x@y"
    assert b"SUMMARY:Interview" in resource.data
    assert len(resource.data) < 1000
