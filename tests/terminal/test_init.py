"""The set-up, played through a pseudo terminal."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import SAMPLES, Tool
from dav.loopback import free_port
from dav.proxy import Quirk, Reply, proxy
from dav.servers import PASSWORD, USER
from terminal.account import NOW, Calendars
from terminal.conftest import NO_KEYRING, Play

ME = (("Your name", "Robin Adeyemi"), ("e-mail addresses", "robin@adeyemi.example"), ("employer", ""))
REST = (("Is that right?", "n"), ("time zone", "America/New_York"), ("Country", "US"), ("Language", ""), ("mail?", ""))
ACCOUNT = (("hold interviews?", ""), ("follow-ups go?", ""), ("show tasks", ""))
FOUND = "Found 4 interviews at 3 employers in the last 30 days, 1 to come."


@pytest.fixture(autouse=True)
def variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password for those who name the variable."""
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)


@pytest.fixture
def config(machine: Path) -> Path:
    return machine / "config" / "followup-cal" / "config.toml"


def login(calendars: Calendars, *passwords: str) -> tuple[tuple[str, str], ...]:
    typed = tuple(("Password", password) for password in passwords or (PASSWORD,))
    return (("Where is your calendar?", calendars.server.url), ("User name", USER), *typed)


def counts(tool: Tool, *arguments: str) -> tuple[int, int]:
    result = tool("sync", NOW, "--json", *arguments)
    assert (result.code, result.err) == (0, "")
    report = json.loads(result.out)
    return report["created"], report["kept"]


def test_an_account_with_a_wrong_password_first(play: Play, calendars: Calendars, config: Path, machine: Path) -> None:
    here = play("init", NOW)
    here.answer(*login(calendars, "wrong", PASSWORD), *ME, *REST, *ACCOUNT)
    assert not config.exists()
    here.answer(("Write them now?", "yes"))
    assert here.end() == 0
    assert "127.0.0.1 does not accept the user name or the password." in here.said
    assert FOUND in here.said
    assert "Thank Dana Okafor" in here.said
    assert here.questions == 16
    assert PASSWORD not in here.said
    assert config.read_text() == (
        'country = "US"\n\n[accounts.home]\n'
        f'url = "{calendars.server.url}"\nusername = "dana"\nallow_http = true\n\n'
        '[me]\nnames = ["Robin Adeyemi"]\nemails = ["robin@adeyemi.example"]\ntimezone = "America/New_York"\n'
    )
    assert json.loads((machine / "drawer.json").read_text()) == {"followup-cal home": PASSWORD}
    again = play("sync", NOW)
    assert again.end() == 0
    assert "5 interviews" not in again.said
    assert "nothing to do" in again.said


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="shows no processes here")
def test_a_typed_password_is_in_the_keyring_and_nowhere_else(
    play: Play, calendars: Calendars, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in what is shown, nor in a file, nor in the arguments and the environment of any process."""
    monkeypatch.delenv("DAV_PASSWORD")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    here, seen = play("init", NOW, "-vvv"), b""
    for pair in (*login(calendars, "wrong-and-secret", PASSWORD), *ME, *REST, *ACCOUNT, ("Write them now?", "yes")):
        here.answer(pair)
        seen += processes()
    assert here.end() == 0
    assert b"followup_cal\0init" in seen
    again = play("sync", NOW, "-vvv")
    assert again.end() == 0
    kept = {path for path in (*machine.rglob("*"), *tmp_path.rglob("*")) if path.is_file()} - before
    assert {"config.toml", "state.json", "cache.json", "drawer.json"} <= {path.name for path in kept}
    holding = set()
    for word in (PASSWORD, "wrong-and-secret"):
        assert word not in here.said + again.said
        assert word.encode() not in seen
        holding |= {path.name for path in kept if word.encode() in path.read_bytes()}
    assert holding == {"drawer.json"}


def processes() -> bytes:
    """The arguments and the environment of every process that this one has begun, however far down."""
    family, found = {os.getpid()}, b""
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        with suppress(OSError):  # it has ended meanwhile
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in family:
                family.add(int(folder.name))
                found += (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
    return found


def test_without_a_keyring_a_command_is_set_up(
    play: Play, calendars: Calendars, config: Path, machine: Path, tool: Tool
) -> None:
    (machine / "pw").write_text(PASSWORD + "\n")
    here = play("init", NOW, keyring=NO_KEYRING)
    here.answer(*login(calendars), ("Command that prints it", "cat ~/nothing"), ("Command that prints it", "cat ~/pw"))
    here.answer(*ME, *REST, *ACCOUNT, ("Write them now?", "no"))
    assert here.end() == 0
    assert "No password for the account home: this machine has no keyring." in here.said
    assert "its password_command 'cat' failed with exit code 1." in here.words
    assert f'password_command = ["cat", "{machine}/pw"]' in config.read_text()
    created, kept = counts(tool)
    assert created > 0
    assert kept == 0
    assert counts(tool) == (0, created)


def test_a_file(play: Play, config: Path, tmp_path: Path, tool: Tool) -> None:
    export = tmp_path / "export.ics"
    export.write_bytes((SAMPLES / "google-export.ics").read_bytes())
    here = play("init", NOW)
    here.answer(("Where is your calendar?", "nowhere.ics"), ("Where is your calendar?", "export.ics"))
    here.answer(("follow-ups go?", ""), *ME, *REST, ("show tasks", "no"), ("Write them now?", ""))
    assert here.end() == 0
    assert "That must be a file or folder that exists." in here.said
    assert f"Import {tmp_path}/followups.ics into your calendar." in here.words
    assert "stand in your calendar" not in here.words
    assert export.read_bytes() == (SAMPLES / "google-export.ics").read_bytes()
    written = (tmp_path / "followups.ics").read_text()
    assert ("BEGIN:VEVENT" in written, "BEGIN:VTODO" in written) == (True, False)
    assert config.read_text().startswith(
        f'sources = ["{export}"]\nto = "{tmp_path}/followups.ics"\ncountry = "US"\nentries = "events"\n'
    )
    assert counts(tool)[0] == 0


def test_a_folder(play: Play, config: Path, tmp_path: Path, tool: Tool) -> None:
    folder = tmp_path / "personal"
    folder.mkdir()
    for item in (SAMPLES / "vdir-personal").iterdir():
        (folder / item.name).write_bytes(item.read_bytes())
    here = play("init", NOW)
    here.answer(("Where is your calendar?", str(folder)), *ME, *REST, ("show tasks", ""), ("Write them now?", "y"))
    assert here.end() == 0
    assert f'sources = ["{folder}"]\n' in config.read_text()
    assert "to =" not in config.read_text()
    assert "They stand in your calendar now." in here.words
    assert counts(tool)[0] == 0


def test_running_it_again_proposes_what_stands_there_and_keeps_comments(
    play: Play, calendars: Calendars, config: Path
) -> None:
    config.parent.mkdir(parents=True)
    text = (
        "# all mine\n"
        'past_days = 30  # not longer\n\n[me]\nnames = ["Robin Adeyemi",  # signs\n  "Rob"]\n'
        'emails = ["robin@adeyemi.example"]\ntimezone = "America/New_York"\n# the end\n'
    )
    config.write_text(text)
    for _ in range(2):
        here = play("init", NOW, "--compose=mailto", "--no-write")
        first = ("Where is your calendar?", "" if "accounts" in config.read_text() else calendars.server.url)
        here.answer(first)
        if first[1]:
            here.answer(("User name", USER), ("Password", PASSWORD))
        here.answer(*((words, "") for words, _ in ME), ("Is that right?", ""), *ACCOUNT)
        assert here.end() == 0
        assert config.read_text() == text.replace(
            "# the end\n",
            f'# the end\n\n[accounts.home]\nurl = "{calendars.server.url}"\nusername = "dana"\nallow_http = true\n',
        )
    assert f"{config} stays as it is." in here.words


def test_a_list_for_tasks_that_was_named_by_hand_stays(tool: Tool, calendars: Calendars, config: Path) -> None:
    config.parent.mkdir(parents=True)
    account = (
        f'[accounts.mine]\nurl = "{calendars.server.url}"\nusername = "dana"\npassword_env = "DAV_PASSWORD"\n'
        'allow_http = true\ncalendars = ["Personal"]\ntasks_to = "Job search"\n'
    )
    config.write_text(account)
    result = tool("init", "--account=mine", NOW, *OPTIONS)
    assert result.code == 0
    assert config.read_text().startswith('country = "US"\n\n' + account)


def test_leaving_it_leaves_everything_as_it_was(play: Play, calendars: Calendars, config: Path, machine: Path) -> None:
    here = play("init", NOW)
    here.answer(*login(calendars), *ME)
    here.interrupt("Is that right?")
    assert here.end() == 130
    assert not config.exists()
    assert not (machine / "drawer.json").exists()


def test_a_configuration_with_mistakes_is_not_touched(play: Play, config: Path) -> None:
    config.parent.mkdir(parents=True)
    config.write_text("past_days = -1\n")
    here = play("init", NOW)
    assert here.end() == 2
    assert "`past_days` must be a number of days from 0 to 3650" in here.said
    assert config.read_text() == "past_days = -1\n"


def test_three_wrong_passwords_end_it(play: Play, calendars: Calendars, config: Path) -> None:
    here = play("init", NOW)
    here.answer(*login(calendars, "wrong", "wrong"), ("User name", ""), ("Password", "wrong"))
    assert here.end() == 3
    assert not config.exists()


def test_a_provider_without_caldav_leads_to_the_published_address(play: Play, config: Path) -> None:
    here = play("init", NOW)
    here.answer(("Where is your calendar?", "robin@outlook.com"))
    here.interrupt("Where is your calendar?")
    assert here.end() == 130
    assert "has no CalDAV. Publish the calendar in Outlook's settings" in here.words
    assert not config.exists()


def test_a_server_that_is_not_there_is_asked_for_again(play: Play, calendars: Calendars, config: Path) -> None:
    here = play("init", NOW)
    here.answer(("Where is your calendar?", f"http://127.0.0.1:{free_port()}/"), *login(calendars)[1:])
    here.answer(*login(calendars), *ME)
    here.interrupt("Is that right?")
    assert here.end() == 130
    assert "No server answers at 127.0.0.1 on this port. The address of the server itself may help." in here.words
    assert not config.exists()


class Shared(Quirk):
    """A calendar that is shared with others (calendarserver-sharing)."""

    def after(self, reply: Reply) -> Reply:
        parts = reply.body.split(b"<response>")
        mark = b'<resourcetype><x:shared xmlns:x="http://calendarserver.org/ns/" />'
        marked = [part.replace(b"<resourcetype>", mark) if b"Personal" in part else part for part in parts]
        reply.body = b"<response>".join(marked)
        return reply


@pytest.fixture
def shared(calendars: Calendars) -> Iterator[Calendars]:
    with proxy(calendars.server, [Shared()]) as running:
        yield Calendars(running.server, running.moved(calendars.personal), running.moved(calendars.job_search))


def test_a_shared_calendar_is_written_to_only_after_a_yes_that_is_remembered(
    play: Play, shared: Calendars, config: Path, tool: Tool
) -> None:
    here = play("init", NOW, "--password-env=DAV_PASSWORD")
    here.answer(*login(shared)[:2], *ME, *REST, ("hold interviews?", "Personal"), ("follow-ups go?", ""))
    here.answer(("Write to it all the same?", ""), ("follow-ups go?", "Personal"), ("Write to it all the same?", "yes"))
    here.answer(("show tasks", ""), ("Write them now?", "no"))
    assert here.end() == 0
    assert here.said.count("Personal is shared or belongs to somebody else.") == 2
    assert 'may_write = ["Personal"]\n' in config.read_text()
    assert counts(tool)[0] > 0


def test_a_yes_while_syncing_is_remembered_too(play: Play, shared: Calendars, config: Path, tool: Tool) -> None:
    config.parent.mkdir(parents=True)
    config.write_text(
        f'[accounts.work]\nurl = "{shared.server.url}"\nusername = "dana"\npassword_env = "DAV_PASSWORD"\n'
        'allow_http = true\ncalendars = ["Personal"]  # the one\n'
    )
    refused = tool("sync", NOW, "--entries=events")
    assert refused.code == 2
    assert refused.err.startswith("Error: work/Personal is shared or belongs to somebody else; nothing was written.\n")
    here = play("sync", NOW, "--entries=events")
    here.answer(("work/Personal is shared or belongs to somebody else. Write to it?", "y"))
    assert here.end() == 0
    assert config.read_text().endswith('calendars = ["Personal"]  # the one\nmay_write = ["Personal"]\n')
    assert counts(tool, "--entries=events")[0] == 0


def test_the_present_employers_calendar_is_asked_about(tool: Tool, calendars: Calendars, config: Path) -> None:
    config.parent.mkdir(parents=True)
    config.write_text(
        f'[me]\nemployers = ["globex.example"]\n[accounts.work]\nurl = "{calendars.server.url}"\n'
        'email = "robin@globex.example"\nusername = "dana"\npassword_env = "DAV_PASSWORD"\nallow_http = true\n'
    )
    refused = tool("sync", NOW)
    assert refused.code == 2
    assert "is at your present employer (globex.example), where others may read it; nothing was written" in refused.err


OPTIONS = ("--name=Robin Adeyemi", "--me=robin@adeyemi.example", "--timezone=America/New_York", "--country=US")


def test_every_answer_can_be_an_option(tool: Tool, calendars: Calendars, config: Path) -> None:
    place = (f"--calendar={calendars.server.url}", "--user=dana", "--password-env=DAV_PASSWORD", "--account=mine")
    more = ("--read=Personal", "--to=Job search", "--employer=none", "--entries=auto", "--compose=gmail", "--write")
    result = tool("init", NOW, *place, *OPTIONS, *more, "--language=de")
    assert result.code == 0
    assert result.out.splitlines()[0] == FOUND
    assert config.read_text() == (
        'country = "US"\ncompose = "gmail"\nentries = "auto"\n\n[accounts.mine]\n'
        f'url = "{calendars.server.url}"\nusername = "dana"\npassword_env = "DAV_PASSWORD"\nallow_http = true\n'
        'calendars = ["Personal"]\nevents_to = "Job search"\ntasks_to = "Job search"\n\n'
        '[me]\nnames = ["Robin Adeyemi"]\nemails = ["robin@adeyemi.example"]\n'
        'timezone = "America/New_York"\nlanguage = "de"\n'
    )
    assert counts(tool)[0] == 0


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("--calendar", "It is not said: where is your calendar.\nHint:  Answer with --calendar"),
        ("--name", "It is not said: your name, as it signs messages.\nHint:  Answer with --name"),
        ("--user", "It is not said: user name there.\nHint:  Answer with --user"),
    ],
)
def test_nobody_to_ask(missing: str, words: str, tool: Tool, calendars: Calendars, config: Path) -> None:
    place = (f"--calendar={calendars.server.url}", "--user=dana", "--password-env=DAV_PASSWORD")
    result = tool("init", NOW, *(item for item in (*place, *OPTIONS) if not item.startswith(missing)))
    assert result.code == 2
    assert words in result.err
    assert not config.exists()


@pytest.mark.parametrize("option", ["--calendar=http://dav.example.org/", "--employer=nobody", "--compose=pigeon"])
def test_an_answer_that_cannot_be_used(option: str, tool: Tool, config: Path, tmp_path: Path) -> None:
    (tmp_path / "export.ics").write_bytes((SAMPLES / "calendly.ics").read_bytes())
    result = tool("init", NOW, "--calendar=export.ics", *OPTIONS, option)
    assert result.code == 2
    assert result.err.startswith(f"Error: {option.partition('=')[0]} must be ")
    assert not config.exists()
