"""A single .ics file, read and patched in place."""

import os
import re
from pathlib import Path

import pytest

from followup_cal.errors import Unreachable
from followup_cal.stores import atomic
from followup_cal.stores.ics_file import IcsFile
from followup_cal.stores.protocol import Create, Delete, Problem, Resource, Store, Update
from stores.contract import DENTIST, INTERVIEW, OURS, YEAR, ZONE, StoreContract, entry, event, titles, uid_of, wrapped

BLOCK = re.compile(rb"BEGIN:(VTODO|VEVENT)\r\nUID:[^\r\n]*@followup-cal\r\n.*?END:\1\r\n", re.DOTALL)
EMPTY = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//followup-cal//followup-cal//EN\r\n"
    b"CALSCALE:GREGORIAN\r\nX-WR-CALNAME:Follow-ups\r\nEND:VCALENDAR\r\n"
)


class TestContract(StoreContract):
    def make_store(self, tmp_path: Path, objects: list[bytes]) -> Store:
        inner = b"".join(data.split(b"EN\r\n", 1)[1].removesuffix(b"END:VCALENDAR\r\n") for data in objects)
        zone = ZONE.encode()
        (tmp_path / "a.ics").write_bytes(wrapped((zone + inner.replace(zone, b"")).decode()))
        return IcsFile(tmp_path / "a.ics")

    def reopened(self, store: Store) -> Store:
        return IcsFile(Path(store.name))

    def foreign_bytes(self, store: Store) -> bytes:
        return BLOCK.sub(b"", Path(store.name).read_bytes())

    def rename_behind_its_back(self, store: Store, old: str, new: str) -> None:
        file = Path(store.name)
        file.write_bytes(file.read_bytes().replace(f"SUMMARY:{old}".encode(), f"SUMMARY:{new}".encode()))

    def spoil(self, store: Store) -> None:
        file = Path(store.name)
        broken = event("torn@x", "Interview").removesuffix("END:VEVENT\r\n").encode()
        file.write_bytes(file.read_bytes().replace(b"BEGIN:VEVENT", broken + b"BEGIN:VEVENT", 1))

    def forbid(self, store: Store) -> None:
        Path(store.name).chmod(0o444)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.ics"
    path.write_bytes(INTERVIEW)
    return path


def create(file: Path, *uids: str, zone: str = "") -> None:
    outcomes = IcsFile(file, missing_ok=True).write([Create(uid, entry(uid, zone=zone)) for uid in uids])
    assert [outcome.error for outcome in outcomes] == [None] * len(uids)


def delete(file: Path, *uids: str) -> None:
    store = IcsFile(file)
    outcomes = store.write([Delete(uid_of(item), item.href, item.etag) for item in store.lookup(uids)])
    assert [outcome.error for outcome in outcomes] == [None] * len(uids)


def read(file: Path) -> tuple[Resource, ...]:
    return IcsFile(file).read(YEAR).resources


def test_a_resource_holds_the_bytes_of_the_file(tmp_path: Path) -> None:
    header = "VERSION:2.0\nPRODID:-//x\n //EN\nX-FOREIGN:1\nX-WR-CALNAME:Job\n s\nx-wr-timezone:Europe/Vienna\n"
    body = event("a", "Inter\r\n view ä").replace("\r\n", "\n")
    other = ZONE.replace("Vienna", "Rome").replace("\r\n", "\n")
    zone = ZONE.replace("\r\n", "\n")
    file = tmp_path / "a.ics"
    file.write_text(f"BEGIN:VCALENDAR\n{header}{other}{zone}{body}END:VCALENDAR\n", encoding="utf-8", newline="")
    kept = header.replace("X-FOREIGN:1\n", "")
    assert [item.data.decode() for item in read(file)] == [f"BEGIN:VCALENDAR\n{kept}{zone}{body}END:VCALENDAR\n"]


def test_events_without_uid_are_resources_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    bare = event("", "Interview").replace("UID:\r\n", "")
    file.write_bytes(wrapped(bare, bare, bare.replace("Interview", "Interview 2")))
    found = read(file)
    assert [titles(item) for item in found] == [["Interview"], ["Interview"], ["Interview 2"]]
    assert len({item.href for item in found}) == 3
    assert read(file) == found


def test_one_uid_in_a_request_and_in_its_cancellation_is_two_resources(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    request = INTERVIEW.replace(b"VERSION", b"METHOD:REQUEST\r\nVERSION")
    file.write_bytes(request + request.replace(b"REQUEST", b"CANCEL"))
    assert [item.data for item in read(file)] == [request, request.replace(b"REQUEST", b"CANCEL")]
    assert len({item.href for item in read(file)}) == 2


def test_a_zone_the_file_has_is_not_added(file: Path) -> None:
    create(file, *OURS, zone="Europe/Vienna")
    assert file.read_bytes().count(b"TZID:Europe/Vienna") == 1
    delete(file, *OURS)
    assert file.read_bytes() == INTERVIEW


def test_a_zone_we_add_is_marked_and_goes_with_its_last_user(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    plain = wrapped(event("x", "Dentist").replace(";TZID=Europe/Vienna", ""))
    file.write_bytes(plain)
    create(file, *OURS[:2], zone="Europe/Vienna")
    marked = ZONE.replace("Vienna\r\n", "Vienna\r\nX-FOLLOWUP-CAL:1\r\n").encode()
    blocks = b"".join(BLOCK.search(entry(uid, zone="Europe/Vienna"))[0] for uid in OURS[:2])  # type: ignore[index]
    assert file.read_bytes() == plain.replace(b"END:VCALENDAR", marked + blocks + b"END:VCALENDAR")
    delete(file, OURS[0])
    assert marked in file.read_bytes()
    delete(file, OURS[1])
    assert file.read_bytes() == plain


def test_a_zone_we_added_stays_while_somebody_else_uses_it(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_bytes(wrapped())
    create(file, OURS[0], zone="Europe/Vienna")
    theirs = event("x", "Dentist").replace("TZID=Europe", "TZID=Eu\r\n rope").encode()
    file.write_bytes(file.read_bytes().replace(b"END:VCALENDAR", theirs + b"END:VCALENDAR"))
    delete(file, OURS[0])
    assert b"X-FOLLOWUP-CAL:1" in file.read_bytes()


def test_the_zone_follows_an_update(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_bytes(wrapped())
    create(file, OURS[0], zone="Europe/Vienna")
    store = IcsFile(file)
    (made,) = store.lookup(OURS)
    rome = entry(OURS[0], zone="Europe/Vienna").replace(b"Vienna", b"Rome")
    assert store.write([Update(OURS[0], made.href, made.etag, rome)])[0].error is None
    assert (file.read_bytes().count(b"TZID:Europe/Rome"), file.read_bytes().count(b"Vienna")) == (1, 0)


def test_new_entries_go_to_the_last_calendar_that_is_no_message(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    message = INTERVIEW.replace(b"VERSION", b"METHOD:CANCEL\r\nVERSION")
    file.write_bytes(DENTIST + message)
    create(file, OURS[0])
    assert file.read_bytes().endswith(message)
    assert file.read_bytes().index(b"@followup-cal") < file.read_bytes().index(b"METHOD")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "reply"])
def test_an_invitation_is_no_place_to_write(file: Path, method: str) -> None:
    file.write_bytes(INTERVIEW.replace(b"VERSION", f"METHOD:{method}\r\nVERSION".encode()))
    why = f"{file} is an invitation (METHOD:{method.upper()}), not a calendar; write to another file with --to."
    assert IcsFile(file).refusal == why
    with pytest.raises(Unreachable, match=re.escape(why)):
        IcsFile(file).write([Create(OURS[0], entry(OURS[0]))])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (INTERVIEW.decode().encode("utf-16"), "is in UTF-16, which is read but not written; write to another"),
        (INTERVIEW.removesuffix(b"END:VCALENDAR\r\n"), "is cut off: its END:VCALENDAR is missing; write to another"),
        (b"", "is empty: it is no calendar that could be added to."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ": this is not a calendar, it has no BEGIN:VCALENDAR."),
    ],
)
def test_what_cannot_be_patched_is_refused(file: Path, data: bytes, why: str) -> None:
    file.write_bytes(data)
    assert why in (IcsFile(file).refusal or "")
    with pytest.raises(Unreachable, match=re.escape(why)):
        IcsFile(file).write([Create(OURS[0], entry(OURS[0]))])
    assert file.read_bytes() == data


def test_utf_16_is_read(file: Path) -> None:
    file.write_bytes(INTERVIEW.decode().encode("utf-16"))
    assert [item.data for item in read(file)] == [INTERVIEW]


def test_an_empty_file_is_a_problem_as_a_source_and_a_new_file_as_a_target(file: Path) -> None:
    file.write_bytes(b"")
    contents = IcsFile(file, name="jobs.ics").read(YEAR)
    assert contents.problems == (Problem("jobs.ics", "the file is empty: nothing to read", damaged=False),)
    assert (contents.resources, contents.complete) == ((), False)
    target = IcsFile(file, missing_ok=True)
    assert (target.read(YEAR).problems, target.refusal) == ((), None)
    create(file, OURS[0])
    assert uid_of(IcsFile(file).lookup(OURS)[0]) == OURS[0]


def test_a_missing_target_is_created_and_stays_as_an_empty_calendar(tmp_path: Path) -> None:
    file = tmp_path / "followups.ics"
    store = IcsFile(file, missing_ok=True)
    assert (store.refusal, store.read(YEAR).resources, store.lookup(OURS)) == (None, (), ())
    assert not file.exists()
    create(file, *OURS, zone="Europe/Vienna")
    assert file.stat().st_mode & 0o777 == 0o666 & ~current_umask()
    delete(file, *OURS)
    assert file.read_bytes() == EMPTY


def current_umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def test_what_is_missing_is_unreachable_as_a_source(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="there is no such file or folder") as raised:
        IcsFile(tmp_path / "no.ics", name="no.ics").read(YEAR)
    assert (raised.value.problem, raised.value.hint) == (
        "no.ics: there is no such file or folder.",
        "Check the path.",
    )
    assert "no such file" in (IcsFile(tmp_path / "a" / "b.ics", missing_ok=True).refusal or "")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="this is a folder, not a file"):
        IcsFile(tmp_path).read(YEAR)


def test_a_read_only_folder_refuses(file: Path) -> None:
    file.parent.chmod(0o555)
    assert IcsFile(file).refusal == f"{file} is in a read-only folder."
    file.parent.chmod(0o755)


def test_problems_name_the_line(file: Path) -> None:
    file.write_bytes(INTERVIEW.replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nUID:torn\r\nBEGIN:VEVENT"))
    contents = IcsFile(file, name="jobs.ics").read(YEAR)
    assert contents.problems == (Problem("jobs.ics, line 12", "this VEVENT has no END:VEVENT: left out"),)


def test_a_file_that_cannot_be_opened(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(Unreachable, match=re.escape(f"{file}: this may not be read.")):
        IcsFile(file).read(YEAR)


def test_the_look_is_not_repeated_while_the_file_is_unchanged(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = IcsFile(file)
    store.read(YEAR)
    monkeypatch.setattr(atomic, "scan_file", None)
    assert (store.lookup(OURS), store.refusal) == ((), None)
