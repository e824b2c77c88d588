"""A folder of .ics files, one object a file."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from followup_cal.errors import Unreachable
from followup_cal.stores.folder import IcsFolder
from followup_cal.stores.protocol import Create, Delete, Problem, Store, Update
from stores.contract import DENTIST, INTERVIEW, LONG_AGO, OURS, YEAR, ZONE, StoreContract, entry, event, uid_of, wrapped


class TestContract(StoreContract):
    def make_store(self, tmp_path: Path, objects: list[bytes]) -> Store:
        folder = tmp_path / "calendar"
        folder.mkdir()
        for number, data in enumerate(objects):
            (folder / f"{number}.ics").write_bytes(data)
        return IcsFolder(folder)

    def reopened(self, store: Store) -> Store:
        return IcsFolder(Path(store.name))

    def foreign_bytes(self, store: Store) -> bytes:
        files = {file.name: file.read_bytes() for file in sorted(Path(store.name).iterdir())}
        return repr({name: data for name, data in files.items() if b"@followup-cal" not in data}).encode()

    def rename_behind_its_back(self, store: Store, old: str, new: str) -> None:
        for file in Path(store.name).iterdir():
            file.write_bytes(file.read_bytes().replace(f"SUMMARY:{old}".encode(), f"SUMMARY:{new}".encode()))

    def spoil(self, store: Store) -> None:
        (Path(store.name) / "broken.ics").write_bytes(INTERVIEW[:-60])

    def forbid(self, store: Store) -> None:
        Path(store.name).chmod(0o555)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_new_object_is_named_after_its_uid(folder: Path) -> None:
    uid = "5a0c/ü b@followup-cal"
    assert IcsFolder(folder).write([Create(uid, entry(uid))])[0].error is None
    assert names(folder) == ["5a0c---b.ics"]
    assert (folder / "5a0c---b.ics").read_bytes() == (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//followup-cal//followup-cal//EN\r\nCALSCALE:GREGORIAN\r\n"
        + entry(uid).split(b"EN\r\n", 1)[1]
    )


def test_another_computer_writes_the_same_meanwhile(folder: Path) -> None:
    uid = "2@followup-cal"

    class Batch(list[Create]):
        """The other one writes when this one is at its second entry."""

        def __iter__(self) -> Iterator[Create]:
            yield self[0]
            IcsFolder(folder).write([Create(uid, entry(uid))])
            yield self[1]

    outcomes = IcsFolder(folder).write(
        Batch([Create("1@followup-cal", entry("1@followup-cal")), Create(uid, entry(uid))])
    )
    assert [(item.error, item.conflict) for item in outcomes] == [(None, False), ("it is already there", True)]
    assert names(folder) == ["1.ics", "2.ics"]


def test_a_name_that_is_taken_is_left_to_its_owner(folder: Path) -> None:
    (folder / "1.ics").write_bytes(DENTIST)
    store = IcsFolder(folder)
    store.write([Create(OURS[0], entry(OURS[0]))])
    assert names(folder) == ["1-2.ics", "1.ics"]
    assert (folder / "1.ics").read_bytes() == DENTIST
    assert [uid_of(found) for found in IcsFolder(folder).lookup([OURS[0]])] == [OURS[0]]


def test_the_file_goes_with_its_last_component(folder: Path) -> None:
    store = IcsFolder(folder)
    store.write([Create(uid, entry(uid, zone="Europe/Vienna")) for uid in OURS])
    store.write([Delete(uid_of(item), item.href, item.etag) for item in store.lookup(OURS[:2])])
    assert names(folder) == ["3.ics"]


def test_only_our_component_of_a_shared_file_is_patched(folder: Path) -> None:
    shared = wrapped(ZONE, event("talk@x", "Interview"), entry(OURS[0]).decode().split("EN\r\n", 1)[1][:-15])
    file = folder / "shared.ics"
    file.write_bytes(shared)
    store = IcsFolder(folder)
    (ours,) = store.lookup([OURS[0]])
    assert store.write([Update(OURS[0], ours.href, ours.etag, entry(OURS[0], "Done"))])[0].error is None
    assert file.read_bytes() == shared.replace(b"Thank Dana", b"Done")
    (ours,) = store.lookup([OURS[0]])
    assert store.write([Delete(OURS[0], ours.href, ours.etag)])[0].error is None
    assert file.read_bytes() == wrapped(ZONE, event("talk@x", "Interview"))


def test_only_calendar_files_are_looked_at(folder: Path) -> None:
    (folder / "a.ICS").write_bytes(INTERVIEW)
    for name in ("notes.txt", ".b.ics", ".a.ics.0123.tmp", "c.ics.tmp", "color", "displayname"):
        (folder / name).write_bytes(INTERVIEW)
    (folder / "sub.ics").mkdir()
    contents = IcsFolder(folder).read(YEAR)
    assert ([item.href for item in contents.resources], contents.problems) == (["a.ICS/talk@x"], ())


def test_broken_files_are_named_with_the_line(folder: Path) -> None:
    (folder / "a.ics").write_bytes(b"\x89PNG\r\n")
    (folder / "b.ics").write_bytes(b"")
    (folder / "c.ics").write_bytes(INTERVIEW.replace(b"END:VEVENT\r\n", b""))
    (folder / "d.ics").write_bytes(INTERVIEW)
    contents = IcsFolder(folder, name="jobs").read(YEAR)
    assert [uid_of(item) for item in contents.resources] == ["talk@x"]
    assert contents.problems == (
        Problem("jobs/a.ics", "this is not a calendar, it has no BEGIN:VCALENDAR"),
        Problem("jobs/b.ics", "the file is empty: nothing to read", damaged=False),
        Problem("jobs/c.ics, line 12", "this VEVENT has no END:VEVENT: left out"),
    )


def test_entries_of_ours_in_broken_files_do_not_hide_the_others(folder: Path) -> None:
    (folder / "1.ics").write_bytes(b"broken")
    (folder / "other name.ics").write_bytes(entry(OURS[0]))
    assert [item.href for item in IcsFolder(folder).lookup(OURS)] == ["other name.ics/1@followup-cal"]


def test_an_object_written_by_another_run_meanwhile_is_seen(folder: Path) -> None:
    store = IcsFolder(folder)
    assert store.lookup(OURS) == ()
    (folder / "from elsewhere.ics").write_bytes(entry(OURS[0]))
    assert store.write([Create(OURS[0], entry(OURS[0]))])[0].conflict is True
    assert names(folder) == ["from elsewhere.ics"]


def test_a_read_only_file_is_left_alone_and_the_rest_is_written(folder: Path) -> None:
    store = IcsFolder(folder)
    store.write([Create(uid, entry(uid)) for uid in OURS])
    (folder / "2.ics").chmod(0o444)
    outcomes = store.write([Delete(uid_of(item), item.href, item.etag) for item in store.lookup(OURS)])
    assert [outcome.error for outcome in outcomes] == [None, f"{folder}/2.ics is read-only.", None]
    assert names(folder) == ["2.ics"]


def test_an_empty_folder_is_a_problem_as_a_source_only(folder: Path) -> None:
    contents = IcsFolder(folder, name="jobs").read(YEAR)
    assert contents.problems == (Problem("jobs", "there are no .ics files in it", damaged=False),)
    assert (contents.resources, contents.complete) == ((), False)
    assert IcsFolder(folder, missing_ok=True).read(YEAR).problems == ()
    assert IcsFolder(folder).refusal is None


def test_calendars_in_sub_folders_are_offered(folder: Path) -> None:
    for place in ("work/a.ics", "home/b.ics", ".hidden/c.ics", "empty/readme.txt"):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_bytes(LONG_AGO)
    (problem,) = IcsFolder(folder, name="X/").read(YEAR).problems
    assert problem == Problem("X/", "there are no .ics files in it; choose one: X/home, X/work", damaged=False)


@pytest.mark.parametrize("method", ["read", "lookup", "write"])
def test_a_missing_folder_is_unreachable(folder: Path, method: str) -> None:
    store = IcsFolder(folder / "nowhere")
    arguments = {"read": YEAR, "lookup": OURS, "write": [Create(OURS[0], entry(OURS[0]))]}
    with pytest.raises(Unreachable, match=re.escape(f"{folder}/nowhere: there is no such file or folder.")):
        getattr(store, method)(arguments[method])
    assert store.refusal == f"{folder}/nowhere: there is no such file or folder."


def test_a_file_is_no_folder(folder: Path) -> None:
    (folder / "a.ics").write_bytes(INTERVIEW)
    with pytest.raises(Unreachable, match="this is a file, not a folder"):
        IcsFolder(folder / "a.ics").read(YEAR)


@pytest.mark.parametrize("href", ["../secret.ics/1@followup-cal", "x/1@followup-cal", "", "/etc/passwd", ".ics/a"])
def test_an_href_never_leaves_the_folder(folder: Path, href: str) -> None:
    (folder / "secret.ics").write_bytes(entry(OURS[0]))
    (folder / "calendar").mkdir()
    outcome = IcsFolder(folder / "calendar").write([Delete(OURS[0], href, "x")])[0]
    assert outcome.conflict is True
    assert (folder / "secret.ics").read_bytes() == entry(OURS[0])
