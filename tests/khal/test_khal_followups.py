"""`khal followups`: khal loads the plug-in by itself and runs it on the calendars of its own configuration."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import conftest

pytestmark = pytest.mark.slow
KHAL = Path(sys.executable).parent / "khal"
NOW = "--now=2026-11-17T08:00"
RUN = (NOW, "--country=US", "--name=Robin Adeyemi")
# The invitation writes the name otherwise, so that only the address in khal's configuration tells who the user is.
INTERVIEW = conftest.INTERVIEW.replace("CN=Robin Adeyemi", "CN=R. Adeyemi").encode()
CONFIG = """\
[calendars]
{calendars}
[locale]
local_timezone = America/New_York
default_timezone = America/New_York
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
[default]
{default}
"""
TITLES = [
    "Ask about the next steps (Globex, Data Engineer)",
    "Interview with Globex: Data Engineer",
    "Note what was said (Globex, Data Engineer)",
    "Thank Dana Okafor (Globex, Data Engineer)",
]


@dataclass(frozen=True)
class Done:
    """What khal did."""

    code: int
    out: str
    err: str


Khal = Callable[..., Done]


@pytest.fixture
def personal(tmp_path: Path) -> Path:
    """A calendar with an interview in it."""
    folder = tmp_path / "calendars" / "personal"
    folder.mkdir(parents=True)
    (folder / "one.ics").write_bytes(INTERVIEW)
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A calendar with an event that is none."""
    folder = tmp_path / "calendars" / "other"
    folder.mkdir(parents=True)
    dentist = INTERVIEW.replace(b"Interview with Globex: Data Engineer", b"Dentist").replace(b"one@", b"two@")
    (folder / "dentist.ics").write_bytes(dentist)
    return folder


def configured(tmp_path: Path, calendars: str, default: str = "") -> Khal:
    """khal with a configuration, run as people run it."""
    config = tmp_path / "khal.conf"
    config.write_text(CONFIG.format(calendars=calendars, folder=tmp_path, default=default))

    def call(*words: str) -> Done:
        done = subprocess.run([KHAL, "-c", config, *words], capture_output=True, text=True, check=False, cwd=tmp_path)
        return Done(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def khal(tmp_path: Path, personal: Path, other: Path) -> Khal:
    """khal with two calendars, which knows its user's address."""
    return configured(
        tmp_path,
        f"[[personal]]\npath = {personal}\naddresses = robin@adeyemi.example\n[[other]]\npath = {other}\n",
    )


def test_khal_offers_the_command(khal: Khal) -> None:
    shown = khal("--help")
    assert "followups" in shown.out
    assert "plan" in khal("followups", "--help").out


def test_plan_sync_and_list(khal: Khal, personal: Path) -> None:
    planned = khal("followups", "plan", *RUN)
    assert (planned.code, planned.err) == (0, "")
    assert "Thank Dana Okafor" in planned.out
    assert "Adeyemi" not in planned.out
    assert [path.name for path in personal.iterdir()] == ["one.ics"]
    written = khal("followups", "sync", *RUN)
    assert (written.code, written.err) == (0, "")
    assert "7 written" in written.out
    listed = khal("list", "-a", "personal", "2026-11-17", "1d", "--format", "{title}", "--day-format", "")
    assert sorted(filter(None, listed.out.splitlines())) == TITLES
    call = khal("list", "2026-12-02", "1d", "--format", "{start-time} {end-time} {title}", "--day-format", "")
    assert call.out.strip() == "10:00 10:30 Call Dana Okafor (Globex, Data Engineer)"
    assert "nothing to do, 7 follow-ups up to date." in khal("followups", "sync", *RUN).out
    assert (personal / "one.ics").read_bytes() == INTERVIEW


def test_tasks_for_those_who_see_them(khal: Khal, personal: Path) -> None:
    assert khal("followups", "sync", "--entries=auto", *RUN).code == 0
    texts = [path.read_bytes() for path in personal.iterdir()]
    assert sum(b"BEGIN:VTODO" in text for text in texts) == 5


def test_calendars_are_chosen_by_their_names_in_khal(khal: Khal, personal: Path, other: Path) -> None:
    assert "0 interviews" in khal("followups", "sync", "-a", "other", *RUN).out
    assert "0 interviews" in khal("followups", "sync", "-d", "personal", *RUN).out
    unknown = khal("followups", "sync", "-a", "nobody", *RUN)
    assert (unknown.code, "Unknown calendar nobody" in unknown.err) == (2, True)
    nowhere = khal("followups", "sync", "--to", "nobody", *RUN)
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "There is no calendar 'nobody' in khal." in nowhere.err
    assert khal("followups", "sync", "--to", "other", *RUN).code == 0
    assert (len(list(personal.iterdir())), len(list(other.iterdir()))) == (1, 8)


def test_what_is_read_only_in_khal_is_not_written_to(tmp_path: Path, personal: Path, other: Path) -> None:
    calendars = f"[[personal]]\npath = {personal}\nreadonly = True\n[[other]]\npath = {other}\n"
    khal = configured(tmp_path, calendars, "default_calendar = other")
    assert khal("followups", "sync", "--me=robin@adeyemi.example", *RUN).code == 0
    assert [path.name for path in personal.iterdir()] == ["one.ics"]
    assert len(list(other.iterdir())) == 8
    refused = khal("followups", "sync", "--to=personal", *RUN)
    assert refused.code == 3
    assert "is not to be written to" in refused.err
    nowhere = configured(tmp_path, calendars)("followups", "sync", *RUN)
    assert nowhere.code == 2
    assert "personal is read-only in khal" in nowhere.err
    assert "default_calendar" in nowhere.err


def test_entries_that_stand_in_a_calendar_made_read_only_later_stay(tmp_path: Path, khal: Khal, personal: Path) -> None:
    assert khal("followups", "sync", *RUN).code == 0
    before = {path.name: path.read_bytes() for path in personal.iterdir()}
    moved = INTERVIEW.replace(b"20261117T190000Z", b"20261118T190000Z").replace(
        b"20261117T200000Z", b"20261118T200000Z"
    )
    (personal / "one.ics").write_bytes(moved)
    calendars = (
        f"[[personal]]\npath = {personal}\nreadonly = True\n[[other]]\npath = {tmp_path / 'calendars' / 'other'}\n"
    )
    later = configured(tmp_path, calendars, "default_calendar = other")("followups", "sync", *RUN)
    assert later.code == 3
    assert {path.name: path.read_bytes() for path in personal.iterdir()} == before | {"one.ics": moved}


def test_calendars_that_khal_discovers_count_too(tmp_path: Path, personal: Path) -> None:
    khal = configured(tmp_path, f"[[all]]\npath = {personal.parent}/*\ntype = discover\n")
    assert khal("followups", "sync", "--me=robin@adeyemi.example", *RUN).code == 0
    assert len(list(personal.iterdir())) == 8
