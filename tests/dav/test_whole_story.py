"""A whole story on Cyrus, with another client in it: khal writes and shows, vdirsyncer carries it there and back."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Tool
from dav.account import RUN, Account, Shown, counts, interview
from dav.daemons import Cyrus
from dav.servers import PASSWORD, USER

pytestmark = pytest.mark.slow
CLIENTS = Path(__file__).parents[2] / "build" / "clients" / "bin"
NAME = "Interviews"
EVENING, MORNING = "--now=2026-11-17T22:00:00-05:00", "--now=2026-11-18T07:00:00-05:00"

VDIRSYNCER = """\
[general]
status_path = "{folder}/status"
[pair all]
a = "here"
b = "there"
collections = ["{name}"]
[storage here]
type = "filesystem"
path = "{folder}/calendars"
fileext = ".ics"
[storage there]
type = "caldav"
url = "{url}"
username = "{user}"
password = "{password}"
"""
KHAL = """\
[calendars]
[[{name}]]
path = {folder}/calendars/{name}
type = calendar
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
"""


@dataclass
class Client:
    """Somebody's other calendar program, on the same account."""

    folder: Path

    def run(self, program: str, *arguments: str) -> str:
        if not (CLIENTS / program).exists():
            pytest.fail(f"{program} is not installed: make build/clients/.done")
        config = self.folder / f"{program}.conf"
        environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        done = subprocess.run(
            [CLIENTS / program, "-c", config, *arguments],
            input="y\n",
            text=True,
            capture_output=True,
            check=False,
            env={**environ, "HOME": str(self.folder)},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def synchronise(self) -> None:
        self.run("vdirsyncer", "sync")

    def shown(self) -> set[str]:
        listed = self.run("khal", "list", "2026-11-01", "120d", "--format", "{title}", "--day-format", "")
        return {line for line in listed.splitlines() if line}

    def objects(self) -> dict[str, Path]:
        """The first two words of a title -> the object."""
        found = {}
        for path in (self.folder / "calendars" / NAME).glob("*.ics"):
            text = re.sub("\r?\n[ \t]", "", path.read_bytes().decode())
            found[" ".join(Shown(path.name, text).value("SUMMARY").split()[:2])] = path
        return found

    def edit(self, title: str, *changes: tuple[str, str]) -> None:
        path = self.objects()[title]
        text = path.read_bytes().decode()
        for pattern, new in changes:
            text, hits = re.subn(rf"(?m)^{pattern}", new, text)
            assert hits == 1, (pattern, text)
        path.write_bytes(text.encode())


@pytest.fixture
def account(cyrus_server: Cyrus, tool: Tool, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    found = Account(cyrus_server, tool, machine)
    found.configure([NAME])
    return found


@pytest.fixture
def client(account: Account, tmp_path: Path) -> Client:
    account.server.make_calendar(name=NAME)
    facts = {"folder": tmp_path, "name": NAME, "url": account.server.url, "user": USER, "password": PASSWORD}
    (tmp_path / "vdirsyncer.conf").write_text(VDIRSYNCER.format(**facts))
    (tmp_path / "khal.conf").write_text(KHAL.format(**facts))
    found = Client(tmp_path)
    found.run("vdirsyncer", "discover")
    return found


def test_what_is_done_in_another_program_is_understood_on_cyrus(account: Account, client: Client) -> None:
    url = f"{account.server.url}{account.server.home}{NAME}/"
    title = "Interview with Globex: Data Engineer"
    client.run("khal", "new", "-a", NAME, "2026-11-17", "14:00", "15:00", title, "::", "interviewers: Dana Okafor")
    client.synchronise()

    assert counts(account.sync()) == (7, 0, 0, 0)
    client.synchronise()
    call = "Call Dana Okafor (Globex, Data Engineer)"
    assert {title, call, "Ask about the next steps (Globex, Data Engineer)"} <= client.shown()
    assert len(client.objects()) == 8

    client.edit(
        "Thank Dana",
        ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20261117T233000Z\r\nPERCENT-COMPLETE:100"),
    )
    client.edit(
        "Ask Dana", ("DTSTART;([^:]*):20261124", r"DTSTART;\1:20261130"), ("DUE;([^:]*):20261124", r"DUE;\1:20261130")
    )
    client.edit("Write Dana", ("SUMMARY:.*", "SUMMARY:Write Dana about the conference\r"))
    client.objects()["Close Globex,"].unlink()
    client.synchronise()

    before = account.ours(url)
    report = account.sync(EVENING)
    after = account.ours(url)
    assert report["failed"] == []
    assert (report["created"], report["deleted"]) == (0, 0)
    assert after["Thank Dana"] == before["Thank Dana"]
    assert after["Thank Dana"].value("STATUS") == "COMPLETED"
    assert after["Ask Dana"] == before["Ask Dana"]
    assert after["Ask Dana"].value("DTSTART") == "20261130T093000"
    assert before["Call Dana"].value("DTSTART") == "20261202T100000"
    assert after["Call Dana"].value("DTSTART") > "20261203"
    assert after["Write Dana"].value("SUMMARY") == "Write Dana about the conference"
    assert "Close Globex," not in after

    third = account.sync(MORNING)
    assert (counts(third)[:3], third["requests"]) == ((0, 0, 0), 1)
    client.synchronise()
    assert len(client.objects()) == 7
    assert call in client.shown()


def test_a_calendar_without_the_right_to_write_on_cyrus(account: Account, cyrus_server: Cyrus) -> None:
    name, url = account.calendar("locked")
    cyrus_server.forbid(name)
    account.configure([name])
    result = account.tool("sync", *RUN)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"Error: work/{name} is read-only")
    target, other = account.calendar("open", of=[])
    assert counts(account.sync(f"--to=work/{target}")) == (7, 0, 0, 0)
    assert (len(account.ours(url)), len(account.ours(other))) == (0, 7)


def test_the_right_to_write_that_is_lost_meanwhile_on_cyrus(account: Account, cyrus_server: Cyrus) -> None:
    name, url = account.calendar("lost")
    account.configure([name])
    account.sync()
    account.server.put(f"{url}theirs-1.ics", interview(name, day="20261118"))
    cyrus_server.forbid(name)
    before = account.ours(url)
    result = account.tool("sync", *RUN)
    assert result.code == 1
    assert " ".join(result.out.split()).count("the server refused it (403)") == len(before)
    assert account.ours(url) == before
