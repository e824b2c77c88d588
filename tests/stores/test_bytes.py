"""Every byte that is not ours stays what and where it was; a file is replaced as a whole or not at all."""

import errno
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_cal.errors import Unreachable
from followup_cal.stores import atomic
from followup_cal.stores.ics_file import IcsFile
from followup_cal.stores.protocol import Create, Delete, Update
from stores.contract import INTERVIEW, OURS, YEAR, ZONE, entry, event, titles, uid_of, wrapped

UIDS = tuple(f"{number}@followup-cal" for number in range(6))
ZONES = ("", "Europe/Vienna", "Europe/Rome", 'Europe/"Odd"')


def create(file: Path, uids: Sequence[str], zone: str = "") -> None:
    outcomes = IcsFile(file).write([Create(uid, placed(uid, zone)) for uid in uids])
    assert [outcome.error for outcome in outcomes] == [None] * len(uids)


def delete(file: Path, uids: Sequence[str]) -> None:
    store = IcsFile(file)
    outcomes = store.write([Delete(uid_of(item), item.href, item.etag) for item in store.lookup(uids)])
    assert [outcome.error for outcome in outcomes] == [None] * len(uids)


def placed(uid: str, zone: str) -> bytes:
    """An entry in one of several zones."""
    return entry(uid, "Thank Zoë", zone="Europe/Vienna").replace(b"Vienna", zone.encode()) if zone else entry(uid)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Sound calendars in every shape we know of."""
    other = event("x@y", "Dentist ä", more="X-LONG:" + "x" * 70 + "\r\n  y\r\n\tz\r\nX-EMPTY:\r\n")
    parts = draw(st.lists(st.sampled_from([ZONE, other, other.replace("VEVENT", "VJOURNAL"), "\r\n"]), max_size=4))
    data = wrapped(*parts).decode()
    if draw(st.booleans()):
        data += draw(st.sampled_from(["", "\r\n\r\n", "# junk\r\n"])) + wrapped(*parts[:1]).decode()
    if draw(st.booleans()):
        data = data.removesuffix("\r\n")
    style = draw(st.sampled_from(["\r\n", "\n", "\r", "mixed"]))
    if style == "mixed":
        lines = data.split("\r\n")
        breaks = draw(st.lists(st.sampled_from(["\r\n", "\n"]), min_size=len(lines), max_size=len(lines)))
        data = "".join(line + end for line, end in zip(lines, [*breaks[1:], ""], strict=True))
    else:
        data = data.replace("\r\n", style)
    encoded = data.encode(draw(st.sampled_from(["utf-8", "latin-1"])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf", b"\r\n" if style == "mixed" else b""])) + encoded


@settings(max_examples=60, deadline=None)
@given(data=files(), order=st.permutations(UIDS), zones=st.lists(st.sampled_from(ZONES), min_size=6, max_size=6))
def test_what_is_created_and_deleted_again_leaves_no_trace(data: bytes, order: list[str], zones: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.ics")
        file.write_bytes(data)
        for uid, zone in zip(UIDS, zones, strict=True):
            create(file, [uid], zone)
        assert {uid_of(item) for item in IcsFile(file).read(YEAR).resources} == set(UIDS)
        delete(file, order[:2])
        delete(file, order[2:])
        assert file.read_bytes() == data


@settings(max_examples=30, deadline=None)
@given(data=files())
def test_entries_take_on_the_line_ends_of_the_file(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.ics")
        file.write_bytes(data)
        create(file, UIDS)
        text = file.read_bytes()
        newline = re.search(rb"\r\n|\n|\r", data)
        assert newline is not None
        ours = b"".join(entry(uid).split(b"EN\r\n", 1)[1].removesuffix(b"END:VCALENDAR\r\n") for uid in UIDS)
        at = text.index(b"BEGIN:VTODO")
        assert text[at:].startswith(ours.replace(b"\r\n", newline[0]) + b"END:VCALENDAR")
        assert text[:at] + text[at + len(ours.replace(b"\r\n", newline[0])) :] == data


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_ten_thousand_events_stay_as_they_are(tmp_path: Path, newline: str) -> None:
    file = tmp_path / "a.ics"
    events = (
        event(f"{number}@x", f"Dentist {number}", more="DESCRIPTION:" + "long " * 30 + "\r\n")
        for number in range(10_000)
    )
    data = wrapped(ZONE, *events).decode().replace("\r\n", newline).encode()
    file.write_bytes(data)
    create(file, UIDS, "Europe/Rome")
    store = IcsFile(file)
    found = store.lookup(UIDS[:3])
    store.write([Update(uid_of(item), item.href, item.etag, entry(uid_of(item), "longer" * 9)) for item in found])
    delete(file, UIDS)
    assert file.read_bytes() == data


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.ics"
    path.write_bytes(INTERVIEW)
    return path


def test_a_link_stays_and_its_target_is_replaced(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.ics"
    link.symlink_to(file)
    create(link, OURS)
    assert link.is_symlink()
    assert uid_of(IcsFile(file).lookup(OURS[:1])[0]) == OURS[0]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    create(file, OURS)
    assert file.stat().st_mode & 0o7777 == mode


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full, nothing was changed."),
        (errno.EROFS, "this is on a read-only disk."),
        (errno.EACCES, "this may not be written."),
        (errno.EIO, "this cannot be written (input/output error)."),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "open", "replace"])
def test_a_fault_leaves_everything_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, step: str
) -> None:
    failing(monkeypatch, step, OSError(number, os.strerror(number)))
    with pytest.raises(Unreachable, match=re.escape(words)):
        IcsFile(file).write([Create(OURS[0], entry(OURS[0]))])
    monkeypatch.undo()
    assert file.read_bytes() == INTERVIEW
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interruption_leaves_everything_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    failing(monkeypatch, step, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        IcsFile(file).write([Create(OURS[0], entry(OURS[0]))])
    monkeypatch.undo()
    assert file.read_bytes() == INTERVIEW
    assert list(file.parent.iterdir()) == [file]


def failing(monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException) -> None:
    """Lets one step of a replacement fail."""
    opened = Path.open

    def fail(*_: object) -> None:
        raise error

    def fail_to_draft(self: Path, mode: str = "r", buffering: int = -1) -> object:
        if mode == "xb":
            raise error
        return opened(self, mode, buffering)

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, step, fail_to_draft if step == "open" else fail)


def meanwhile(monkeypatch: pytest.MonkeyPatch, times: int, change: Callable[[], object]) -> None:
    """Another program changes the file right before it is replaced."""
    replace_file, left = atomic.replace_file, [None] * times

    def late(path: Path, parts: object, expected: atomic.Identity | None) -> bool:
        drafted = list(parts)  # type: ignore[call-overload]
        if left:
            left.pop()
            change()
        return replace_file(path, drafted, expected)

    monkeypatch.setattr(atomic, "replace_file", late)


def test_what_another_program_adds_meanwhile_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added = wrapped(ZONE, event("new@x", "Interview 2"), event("talk@x", "Interview at Globex"))
    meanwhile(monkeypatch, 1, lambda: file.write_bytes(added))
    create(file, OURS[:1])
    assert [uid_of(item) for item in IcsFile(file).read(YEAR).resources] == ["new@x", "talk@x", OURS[0]]


def test_only_entries_that_changed_meanwhile_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create(file, OURS)
    store = IcsFile(file)
    first, second, third = store.lookup(OURS)
    edited = file.read_bytes().replace(b"UID:2@followup-cal", b"UID:2@followup-cal\r\nX-EDITED:1")
    meanwhile(monkeypatch, 1, lambda: file.write_bytes(edited))
    outcomes = store.write([
        Update(OURS[0], first.href, first.etag, entry(OURS[0], "new")),
        Delete(OURS[1], second.href, second.etag),
        Delete(OURS[2], third.href, third.etag),
    ])  # fmt: skip
    assert [(outcome.error, outcome.conflict) for outcome in outcomes] == [
        (None, False),
        ("it has changed since it was read", True),
        (None, False),
    ]
    assert [titles(item) for item in IcsFile(file).lookup(OURS)] == [["new"], ["Thank Dana"]]
    assert b"X-EDITED:1" in file.read_bytes()


def test_a_file_that_never_rests_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, 9, lambda: file.write_bytes(file.read_bytes() + b"\r\n"))
    with pytest.raises(Unreachable, match="changes all the time"):
        IcsFile(file).write([Create(OURS[0], entry(OURS[0]))])
    assert file.read_bytes().startswith(INTERVIEW + b"\r\n")
    assert b"@followup-cal" not in file.read_bytes()


def test_a_target_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "followups.ics"
    meanwhile(monkeypatch, 1, lambda: file.write_bytes(INTERVIEW))
    assert IcsFile(file, missing_ok=True).write([Create(OURS[0], entry(OURS[0]))])[0].error is None
    assert [uid_of(item) for item in IcsFile(file).read(YEAR).resources] == ["talk@x", OURS[0]]
