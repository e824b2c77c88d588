"""What is said and kept while everything is done once: no secret, and nothing of the rest of somebody's life."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from cli.test_unchanged import wait_until_settled
from conftest import Tool
from dav.account import RUN, Account, interview
from dav.conftest import running
from dav.servers import PASSWORD, XANDIKOS_WARNS, Server
from lanes import quickly

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
PRIVATE = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//Calendar 1.0//EN\r
BEGIN:VEVENT\r
UID:zzz-uid-{number}@private.example\r
DTSTAMP:20261101T120000Z\r
DTSTART:202611{day}T{hour}0000Z\r
DTEND:202611{day}T{hour}3000Z\r
SUMMARY:{title}\r
LOCATION:Zzz-place {number}\r
DESCRIPTION:zzz-words {number}\r
ORGANIZER;CN=Zzz-person:mailto:zzz-mail@private.example\r
END:VEVENT\r
END:VCALENDAR\r
"""
TITLES = ("Zzz-dentist", "Zzz-therapy with Dr. Hush", "Zzz-date with Sam", "Zzz-school play", "Zzz-bank")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "work"), ("calendars", "work"), ("interviews",), ("plan",), ("sync",), ("status",), ("sync",),
    ("mark", "globex", "replied"), ("sync", "--no-cache"), ("remove", "--yes"),
)  # fmt: skip
NEEDS_NO_CLOCK = {"check", "calendars"}


@pytest.fixture(params=quickly(["radicale"], ["radicale", "xandikos"]))
def server(request: pytest.FixtureRequest) -> Server:
    """What is said and kept hardly depends on the server."""
    return running(request, request.param)


@pytest.fixture
def account(server: Server, tool: Tool, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account with an interview among private events, and everything done on it once."""
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    made = Account(server, tool, machine)
    private = [
        PRIVATE.format(number=number, day=10 + 3 * number, hour=10 + number, title=title).encode()
        for number, title in enumerate(TITLES)
    ]
    name, url = made.calendar("zzz-others", of=[interview("globex")])
    for number, data in enumerate(private):
        server.put(f"{url}zzz-file-{number}.ics", data)
    made.configure([name])
    return made


def run_everything(account: Account) -> str:
    """What was said meanwhile."""
    said = ""
    for words in COMMANDS:
        result = account.tool(*words, *(() if words[0] in NEEDS_NO_CLOCK else RUN), "-vvv")
        assert result.code == 0, (words, result.err)
        said += result.out + result.err
    return said


def test_neither_the_password_nor_private_events_are_said_or_kept(account: Account) -> None:
    said = run_everything(account).replace("zzz-others", "")
    own = account.home / "state"
    kept = {path.name: path.read_text() for path in own.rglob("*") if path.is_file()}
    assert {"state.json", "cache.json", "names.json", "lock"} <= kept.keys()
    everything = said + "".join(kept.values()).replace("zzz-others", "")
    assert PASSWORD not in everything
    assert "zzz" not in everything.lower()


def test_what_sounds_like_an_interview_and_is_none_is_in_the_cache_alone(account: Account) -> None:
    """It may yet turn out to be one, by what other events tell; nothing else remembers it, and nothing speaks of it."""
    name, url = account.calendar("near", of=[interview("initech", company="Initech")])
    near = PRIVATE.format(number=7, day=17, hour=18, title="Watch the interview with the zzz-singer on TV")
    account.server.put(f"{url}near.ics", near.encode())
    account.configure([name])
    assert '"is_interview":false' in account.tool("interviews", *RUN, "--all", "--json").out.replace(" ", "")
    said = ""
    for words in (("plan",), ("sync",), ("status",), ("sync",)):
        result = account.tool(*words, *RUN, "-vvv")
        assert result.code == 0, (words, result.err)
        said += result.out + result.err
    assert "zzz" not in said.lower()
    files = [path for path in (account.home / "state").rglob("*") if path.is_file()]
    assert {path.name for path in files if "zzz" in path.read_text().lower()} == {"cache.json"}


def test_all_that_is_kept_is_for_its_owner_alone(account: Account) -> None:
    run_everything(account)
    # Only a run that finds everything settled leaves a receipt.
    for _ in range(2):
        wait_until_settled(account.home)
        account.tool("sync", *RUN)
    found = [account.home / "state" / "followup-cal", *(account.home / "state" / "followup-cal").rglob("*")]
    modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in found}
    files = ("state.json", "cache.json", "names.json", "unchanged.json", "lock")
    assert modes == {"followup-cal": "0o700", **dict.fromkeys(files, "0o600")}


def test_a_command_that_gives_a_password_is_told_no_other(account: Account, tmp_path: Path) -> None:
    """The second account's command sees neither in its arguments nor in its environment what the first one gave."""
    config = account.home / "config" / "followup-cal" / "config.toml"
    first = config.read_text().replace('password_env = "DAV_PASSWORD"', f'password_command = ["cat", "{tmp_path}/one"]')
    second = first.replace("[accounts.work]", "[accounts.zweite]").replace(
        f'["cat", "{tmp_path}/one"]', f'["sh", "{tmp_path}/two"]'
    )
    config.write_text(first + second)
    (tmp_path / "one").write_text(PASSWORD)
    (tmp_path / "two").write_text(
        f"env > {tmp_path}/env\ncat /proc/$PPID/cmdline >> {tmp_path}/env\ncat {tmp_path}/one"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DAV_PASSWORD")
        account.tool("plan", *RUN)
    assert "HOME=" in (tmp_path / "env").read_text()
    assert PASSWORD not in (tmp_path / "env").read_text()
