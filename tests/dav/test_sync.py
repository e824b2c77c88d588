"""The main job against calendars on real servers, through the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Result, Tool
from dav.servers import PASSWORD, USER, XANDIKOS_WARNS, Server

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
NOW = "--now=2026-11-17T08:00:00-05:00"
RUN = (NOW, "--timezone=America/New_York", "--country=US", "--name=Robin Adeyemi", "--me=robin@adeyemi.example")

INTERVIEW = b"""\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//Calendar 1.0//EN\r
BEGIN:VEVENT\r
UID:one@calendar.example\r
DTSTAMP:20261101T120000Z\r
DTSTART:20261117T190000Z\r
DTEND:20261117T200000Z\r
SUMMARY:Interview with Globex: Data Engineer\r
DESCRIPTION:company: Globex\\nrole: Data Engineer\\ninterviewers: Dana Okafor\r
END:VEVENT\r
END:VCALENDAR\r
"""


class Account:
    """An account on a running server, and the command line that is set up for it."""

    def __init__(self, server: Server, tool: Tool, home: Path) -> None:
        self.server, self.tool, self.home = server, tool, home

    def configure(self, calendars: list[str], **more: str) -> None:
        """Writes the configuration."""
        options = "".join(f'{key} = "{value}"\n' for key, value in more.items())
        folder = self.home / "config" / "followup-cal"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(
            f'[accounts.work]\nurl = "{self.server.url}"\nusername = "{USER}"\n'
            f'password_env = "DAV_PASSWORD"\nallow_http = true\ncalendars = {json.dumps(calendars)}\n{options}'
        )

    def sync(self, *arguments: str) -> dict[str, Any]:
        result = self.tool("sync", *arguments, *RUN, "--json")
        assert (result.code, result.err) == (0, "")
        report = json.loads(result.out)
        assert isinstance(report, dict)
        return report

    def names(self, url: str) -> list[str]:
        """What stands in a calendar."""
        with self.server.session() as session:
            found = session.propfind(url, ["{DAV:}getetag"], 1)
        return [item.href.rpartition("/")[2] for item in found if item.href.endswith(".ics")]


@pytest.fixture
def account(any_server: Server, tool: Tool, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    return Account(any_server, tool, machine)


def counts(report: dict[str, Any]) -> tuple[int, int, int, int]:
    return report["created"], report["updated"], report["deleted"], report["kept"]


def calendar(account: Account, name: str, *components: str) -> str:
    url = account.server.make_calendar(components or ("VEVENT", "VTODO"), name)
    account.server.put(f"{url}one.ics", interview(name))
    return url


def interview(name: str) -> bytes:
    """An interview of its own for every test, since all of them share the account."""
    return INTERVIEW.replace(b"one@", f"{name}@".encode())


def unique(account: Account, what: str) -> str:
    return f"{what}-{account.server.name}"


def test_the_follow_ups_go_back_to_the_calendar_and_the_next_run_asks_once(account: Account) -> None:
    name = unique(account, "story")
    url = calendar(account, name)
    account.configure([name])
    first = account.sync()
    assert counts(first) == (7, 0, 0, 0)
    assert first["requests"] <= 7 + 14
    assert len(account.names(url)) == 8
    second = account.sync()
    assert (counts(second), second["requests"]) == ((0, 0, 0, 7), 1)


def test_events_only_where_that_is_wanted(account: Account) -> None:
    name = unique(account, "events-only")
    url = calendar(account, name, "VEVENT")
    account.configure([name])
    assert account.sync("work/" + name, "--entries=events")["created"] == 7
    assert len(account.names(url)) == 8
    assert account.sync("work/" + name, "--entries=events")["created"] == 0


def test_tasks_go_to_the_list_for_tasks(account: Account) -> None:
    name, tasks = unique(account, "meetings"), unique(account, "tasks")
    url = calendar(account, name, "VEVENT")
    other = account.server.make_calendar(("VTODO",), tasks)
    account.configure([name], tasks_to=tasks)
    assert counts(account.sync()) == (7, 0, 0, 0)
    assert (len(account.names(url)), len(account.names(other))) == (1 + 2, 5)
    assert counts(account.sync()) == (0, 0, 0, 7)


def test_what_another_client_deletes_stays_deleted(account: Account) -> None:
    name = unique(account, "deleted")
    url = calendar(account, name)
    account.configure([name])
    account.sync()
    victim = next(item for item in account.names(url) if item != "one.ics")
    with account.server.session() as session:
        assert session.request("DELETE", url + victim, safe=False).ok
    assert counts(account.sync()) == (0, 0, 0, 6)
    assert counts(account.sync("--no-cache")) == (0, 0, 0, 6)


def test_a_cancelled_interview_takes_its_follow_ups_away(account: Account) -> None:
    name = unique(account, "cancelled")
    url = calendar(account, name)
    account.configure([name])
    account.sync()
    account.server.put(f"{url}one.ics", interview(name).replace(b"END:VEVENT", b"STATUS:CANCELLED\r\nEND:VEVENT"))
    assert counts(account.sync()) == (0, 0, 7, 0)
    assert account.names(url) == ["one.ics"]


def test_interviews_of_a_file_go_to_a_calendar(account: Account, tmp_path: Path) -> None:
    name = unique(account, "target")
    url = account.server.make_calendar(name=name)
    account.configure([name])
    (tmp_path / "export.ics").write_bytes(interview(name))
    assert counts(account.sync("export.ics", f"--to=work/{name}")) == (7, 0, 0, 0)
    assert len(account.names(url)) == 7
    assert counts(account.sync("export.ics", f"--to=work/{name}")) == (0, 0, 0, 7)


def test_a_calendar_that_is_not_there(account: Account) -> None:
    account.configure([])
    result: Result = account.tool("sync", "work/Nowhere", *RUN)
    assert (result.code, result.out) == (2, "")
    assert "Error: The account work has no calendar 'Nowhere'.\n" in result.err


def test_a_wrong_password(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAV_PASSWORD", "wrong-and-secret")
    account.configure([])
    result = account.tool("sync", *RUN, "-vvv")
    assert (result.code, result.out) == (3, "")
    assert "does not accept the user name or the password" in result.err
    assert "wrong-and-secret" not in result.err


def test_no_trace_of_the_password(account: Account) -> None:
    name = unique(account, "secret")
    calendar(account, name)
    account.configure([name])
    result = account.tool("sync", *RUN, "-vvv")
    written = b"".join(path.read_bytes() for path in account.home.rglob("*") if path.is_file())
    assert (result.code, PASSWORD in result.out + result.err, PASSWORD.encode() in written) == (0, False, False)
