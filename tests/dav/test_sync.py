"""The main job against calendars on real servers, through the command line: the same tests on every server."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tool
from dav.account import RUN, Account, Afterwards, Meanwhile, ReadOnly, Shown, counts, fill, interview
from dav.conftest import EVERYWHERE, STARTS, running
from dav.proxy import Quirk, Request, proxy
from dav.servers import PASSWORD, XANDIKOS_WARNS, Server
from lanes import quickly

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
everywhere = pytest.mark.parametrize("any_server", EVERYWHERE, indirect=True)
STEPS = 7
TOMORROW = "--now=2026-11-18T08:00:00-05:00"
# Requests: who is logged in and which calendars there are; what is in one; looks before and after writing.
DISCOVERY, READING, LOOKING = 5, 3, 3


@pytest.fixture(params=quickly(["radicale"], list(STARTS)))
def any_server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers; how they differ is looked at quickly in the tests of reading, writing and the contract."""
    return running(request, request.param)


@pytest.fixture
def account(any_server: Server, tool: Tool, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    return Account(any_server, tool, machine)


@pytest.fixture
def own_account(own_server: Server, tool: Tool, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account without any calendar."""
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    account = Account(own_server, tool, machine)
    account.configure([])
    with own_server.session() as session:
        for item in listed(account):
            assert session.request("DELETE", item["url"], safe=False).ok
    return account


def listed(account: Account) -> list[dict[str, str]]:
    result = account.tool("calendars", "--json")
    assert (result.code, result.err) == (0, "")
    return [json.loads(line) for line in result.out.splitlines()]


def writing(account: Account) -> int:
    """Requests that writing all entries takes; of two writes at once Xandikos refuses one, which is repeated."""
    return STEPS * 2 if account.server.name == "xandikos" else STEPS


def test_discovery_begins_anywhere(account: Account) -> None:
    both, both_url = account.calendar("both")
    events, events_url = account.calendar("events", "VEVENT")
    tasks, tasks_url = account.calendar("tasks", "VTODO", of=[])
    home = account.server.url + account.server.home
    for start in (account.server.url, home, both_url):
        account.configure([], url=start)
        found = {item["calendar"]: (item["url"], set(item["components"])) for item in listed(account)}
        assert found[both][0] == both_url
        assert found[both][1] >= {"VEVENT", "VTODO"}
        assert found[events] == (events_url, {"VEVENT"})
        assert found[tasks] == (tasks_url, {"VTODO"})
    assert account.tool("check").code == 0


def test_interviews_are_read_in_every_form(account: Account) -> None:
    all_day = interview("all-day").replace(b"T190000Z", b"").replace(b"DTSTART", b"DTSTART;VALUE=DATE")
    all_day = b"".join(line for line in all_day.splitlines(keepends=True) if not line.startswith(b"DTEND"))
    series = interview("series", day="20261102").replace(b"STATUS:", b"RRULE:FREQ=WEEKLY;COUNT=4\r\nSTATUS:")
    name, _ = account.calendar("forms", of=[interview("timed"), all_day, series])
    account.configure([name])
    result = account.tool("interviews", "--json", *RUN)
    found = {json.loads(line)["uid"]: json.loads(line) for line in result.out.splitlines()}
    assert (result.code, result.err) == (0, "")
    assert {uid.partition("@")[0] for uid in found} == {"timed", "all-day", "series"}
    assert {item["company"] for item in found.values()} == {"Globex"}


@everywhere
def test_the_follow_ups_go_back_to_the_calendar_and_the_next_run_asks_once(account: Account) -> None:
    name, url = account.calendar("story")
    account.configure([name])
    first = account.sync()
    assert counts(first) == (STEPS, 0, 0, 0)
    assert first["requests"] <= writing(account) + DISCOVERY + READING + LOOKING
    assert len(account.inside(url)) == STEPS + 1
    second = account.sync()
    assert (counts(second), second["requests"]) == ((0, 0, 0, STEPS), 1)


@everywhere
def test_with_the_state_lost_nothing_is_written_twice(account: Account) -> None:
    name, url = account.calendar("lost")
    account.configure([name])
    account.sync()
    for path in (account.home / "state").rglob("*.json"):
        path.unlink()
    assert counts(account.sync()) == (0, 0, 0, STEPS)
    assert len(account.inside(url)) == STEPS + 1


def test_a_moved_interview_takes_its_follow_ups_along(account: Account) -> None:
    name, url = account.calendar("moved")
    account.configure([name])
    account.sync()
    before = account.ours(url)
    account.server.put(f"{url}theirs-1.ics", interview(name, day="20261118"))
    report = account.sync()
    assert counts(report) == (0, STEPS, 0, 0)
    assert report["requests"] <= writing(account) + READING + LOOKING
    after = account.ours(url)
    assert {key: item.name for key, item in after.items()} == {key: item.name for key, item in before.items()}
    assert (before["Thank Dana"].value("DTSTART"), after["Thank Dana"].value("DTSTART")) == (
        "20261117T170000",
        "20261118T170000",
    )
    assert counts(account.sync()) == (0, 0, 0, STEPS)


def test_changed_facts_change_the_words(account: Account) -> None:
    name, url = account.calendar("facts")
    account.configure([name])
    account.sync()
    account.server.put(f"{url}theirs-1.ics", interview(name, role="Head of Data"))
    assert counts(account.sync())[:3] == (0, STEPS, 0)
    assert all("Head of Data" in item.text for item in account.ours(url).values())
    last = account.sync()
    assert (counts(last), last["requests"]) == ((0, 0, 0, STEPS), 1)


def test_a_cancelled_interview_takes_its_follow_ups_away(account: Account) -> None:
    name, url = account.calendar("cancelled")
    account.configure([name])
    account.sync()
    account.server.put(f"{url}theirs-1.ics", interview(name, status="CANCELLED"))
    assert counts(account.sync()) == (0, 0, STEPS, 0)
    assert len(account.inside(url)) == 1
    assert counts(account.sync()) == (0, 0, 0, 0)


def test_an_interview_that_is_on_again_gets_its_follow_ups_back(account: Account) -> None:
    name, url = account.calendar("again")
    account.configure([name])
    account.sync()
    account.server.put(f"{url}theirs-1.ics", interview(name, status="CANCELLED"))
    account.sync()
    account.server.put(f"{url}theirs-1.ics", interview(name))
    assert counts(account.sync()) == (STEPS, 0, 0, 0)
    assert len(account.inside(url)) == STEPS + 1


def test_what_another_client_deletes_stays_deleted(account: Account) -> None:
    name, url = account.calendar("deleted")
    account.configure([name])
    account.sync()
    account.remove(url, account.ours(url)["Thank Dana"])
    assert counts(account.sync()) == (0, 0, 0, STEPS - 1)
    assert counts(account.sync("--no-cache")) == (0, 0, 0, STEPS - 1)


RETITLED = ("SUMMARY:.*", "SUMMARY:Write to Dana\r")


def meanwhile(account: Account, entry: Shown, act: Callable[[], None]) -> Meanwhile:
    return Meanwhile(entry.name, act, early=account.server.name == "xandikos")


@everywhere
def test_an_entry_that_is_edited_between_reading_and_writing_keeps_the_edit(account: Account) -> None:
    name, url = account.calendar("edited")
    with proxy(account.server) as front:
        account.configure([name], url=front.server.url)
        account.sync()
        entry = account.ours(url)["Ask Dana"]
        front.quirks.append(meanwhile(account, entry, lambda: account.edit(url, entry, RETITLED)))
        account.server.put(f"{url}theirs-1.ics", interview(name, day="20261118"))
        assert counts(account.sync()) == (0, STEPS, 0, 0)
        edited = account.ours(url)["Write to"]
        assert (edited.name, edited.value("DTSTART")) == (entry.name, "20261125T093000")
        assert counts(account.sync()) == (0, 0, 0, STEPS)


def test_an_entry_that_is_ticked_off_between_reading_and_writing_stays_ticked_off(account: Account) -> None:
    name, url = account.calendar("ticked")
    with proxy(account.server) as front:
        account.configure([name], url=front.server.url)
        account.sync()
        entry = account.ours(url)["Ask Dana"]
        front.quirks.append(meanwhile(account, entry, lambda: account.tick_off(url, entry)))
        account.server.put(f"{url}theirs-1.ics", interview(name, day="20261118"))
        assert counts(account.sync())[0] == 0
        assert account.ours(url)["Ask Dana"].value("STATUS") == "COMPLETED"
        assert counts(account.sync()) == (0, 0, 0, STEPS)


def test_an_entry_that_is_deleted_between_reading_and_writing_stays_deleted(account: Account) -> None:
    name, url = account.calendar("gone")
    with proxy(account.server) as front:
        account.configure([name], url=front.server.url)
        account.sync()
        entry = account.ours(url)["Ask Dana"]
        front.quirks.append(meanwhile(account, entry, lambda: account.remove(url, entry)))
        account.server.put(f"{url}theirs-1.ics", interview(name, day="20261118"))
        assert counts(account.sync())[0] == 0
        assert "Ask Dana" not in account.ours(url)
        assert counts(account.sync()) == (0, 0, 0, STEPS - 1)


def test_an_entry_that_is_deleted_right_after_it_was_written_stays_deleted(account: Account) -> None:
    """The server took the change, and then the person took the entry away: nothing has failed."""
    name, url = account.calendar("taken")
    with proxy(account.server) as front:
        account.configure([name], url=front.server.url)
        account.sync()
        entry = account.ours(url)["Ask Dana"]
        front.quirks.append(Afterwards(entry.name, lambda _: account.remove(url, entry)))
        account.server.put(f"{url}theirs-1.ics", interview(name, day="20261118"))
        assert counts(account.sync())[0] == 0
        assert "Ask Dana" not in account.ours(url)
        assert counts(account.sync()) == (0, 0, 0, STEPS - 1)


def test_a_new_entry_that_is_not_there_after_it_was_written_is_reported_and_written_again(account: Account) -> None:
    """Whether the server lost it or a person was that quick cannot be told, and a follow-up must not get lost."""
    name, url = account.calendar("lost")
    with proxy(account.server) as front:
        account.configure([name], url=front.server.url)
        front.quirks.append(Afterwards(None, lambda gone: account.remove(url, Shown(gone, ""))))
        result = account.tool("sync", *RUN, "--json")
        report = json.loads(result.out)
        assert (result.code, report["created"]) == (1, STEPS - 1)
        assert [item["error"] for item in report["failed"]] == ["the server accepted it, but it is not there"]
        assert counts(account.sync()) == (1, 0, 0, STEPS - 1)


def test_an_edited_entry_is_not_deleted_with_its_interview(account: Account) -> None:
    name, url = account.calendar("kept")
    with proxy(account.server) as front:
        account.configure([name], url=front.server.url)
        account.sync()
        entry = account.ours(url)["Ask Dana"]
        front.quirks.append(meanwhile(account, entry, lambda: account.edit(url, entry, RETITLED)))
        account.server.put(f"{url}theirs-1.ics", interview(name, status="CANCELLED"))
        account.sync()
        assert list(account.ours(url)) == ["Write to"]
        assert counts(account.sync()) == (0, 0, 0, 1)


def test_events_where_no_calendar_takes_tasks(own_account: Account) -> None:
    name, url = own_account.calendar("meetings", "VEVENT")
    own_account.configure([name])
    assert counts(own_account.sync()) == (STEPS, 0, 0, 0)
    assert {"BEGIN:VTODO" in item.text for item in own_account.ours(url).values()} == {False}
    second = own_account.sync()
    assert (counts(second), second["requests"]) == ((0, 0, 0, STEPS), 1)


def test_tasks_go_to_the_one_list_that_takes_them(own_account: Account) -> None:
    name, url = own_account.calendar("meetings", "VEVENT")
    _, tasks = own_account.calendar("tasks", "VTODO", of=[])
    own_account.configure([name])
    assert counts(own_account.sync()) == (STEPS, 0, 0, 0)
    assert (len(own_account.ours(url)), len(own_account.ours(tasks))) == (2, 5)
    second = own_account.sync()
    assert (counts(second), second["requests"]) == ((0, 0, 0, STEPS), 2)


def test_tasks_go_to_the_list_that_is_named(account: Account) -> None:
    name, url = account.calendar("meetings", "VEVENT")
    tasks, other = account.calendar("tasks", "VTODO", of=[])
    account.configure([name], tasks_to=tasks)
    assert counts(account.sync()) == (STEPS, 0, 0, 0)
    assert (len(account.ours(url)), len(account.ours(other))) == (2, 5)
    account.tick_off(other, account.ours(other)["Thank Dana"])
    assert counts(account.sync()) == (0, 0, 0, STEPS)
    account.server.put(f"{url}theirs-1.ics", interview(name, status="CANCELLED"))
    assert counts(account.sync())[2] == STEPS - 1


def test_events_only_where_that_is_wanted(account: Account) -> None:
    name, url = account.calendar("events-only")
    account.configure([name])
    assert account.sync("work/" + name, "--entries=events")["created"] == STEPS
    assert {"BEGIN:VTODO" in item.text for item in account.ours(url).values()} == {False}
    assert counts(account.sync("work/" + name, "--entries=events")) == (0, 0, 0, STEPS)


def test_a_read_only_calendar_is_refused_with_what_to_do(account: Account) -> None:
    name, url = account.calendar("read-only")
    with proxy(account.server, [ReadOnly(url)]) as front:
        account.configure([name], url=front.server.url)
        result = account.tool("sync", *RUN)
        assert (result.code, result.out) == (3, "")
        assert result.err.splitlines() == [
            f"Error: work/{name} is read-only: you may look at it but not change it.",
            "Hint:  Name another target with --to.",
        ]
        planned = account.tool("plan", *RUN, "--json")
        assert (planned.code, len(planned.out.splitlines())) == (0, STEPS)
        assert account.ours(url) == {}


def test_interviews_of_a_read_only_calendar_go_to_another(account: Account) -> None:
    name, url = account.calendar("look-only")
    target, other = account.calendar("own", of=[])
    with proxy(account.server, [ReadOnly(url)]) as front:
        account.configure([name], url=front.server.url)
        assert counts(account.sync(f"--to=work/{target}")) == (STEPS, 0, 0, 0)
        assert (len(account.ours(url)), len(account.ours(other))) == (0, STEPS)
        second = account.sync(f"--to=work/{target}")
        assert (counts(second), second["requests"]) == ((0, 0, 0, STEPS), 2)


@everywhere
def test_several_calendars_cost_one_request_each(account: Account) -> None:
    companies = ("Globex", "Initech", "Hooli", "Umbrella")
    made = [account.calendar("many", of=[interview(company, company=company)]) for company in companies]
    account.configure([name for name, _ in made])
    assert counts(account.sync()) == (STEPS * len(made), 0, 0, 0)
    assert [len(account.ours(url)) for _, url in made] == [STEPS] * len(made)
    second = account.sync()
    assert (counts(second), second["requests"]) == ((0, 0, 0, STEPS * len(made)), len(made))


def test_all_calendars_are_read_where_none_is_named(own_account: Account) -> None:
    own_account.calendar("one")
    own_account.sync()
    own_account.calendar("two", of=[interview("two", company="Initech")])
    assert counts(own_account.sync()) == (0, 0, 0, STEPS)
    assert own_account.sync(TOMORROW)["interviews"] == 2


def test_a_calendar_that_is_made_later_is_found(account: Account) -> None:
    name, _ = account.calendar("earlier")
    account.configure([name])
    account.sync()
    later, _ = account.calendar("later", of=[interview("later", company="Initech")])
    account.configure([name, later])
    assert counts(account.sync()) == (STEPS, 0, 0, STEPS)


def test_a_calendar_that_only_the_holidays_stand_in_is_in_nobodys_way(own_account: Account) -> None:
    _, url = own_account.calendar("own")
    _, holidays = own_account.calendar("holidays", of=[interview("x").replace(b"Interview with", b"Day off at")])
    with proxy(own_account.server, [ReadOnly(holidays)]) as front:
        own_account.configure([], url=front.server.url)
        assert counts(own_account.sync()) == (STEPS, 0, 0, 0)
        assert len(own_account.ours(url)) == STEPS


def test_interviews_of_a_file_go_to_a_calendar(account: Account, tmp_path: Path) -> None:
    name, url = account.calendar("target", of=[])
    account.configure([name])
    (tmp_path / "export.ics").write_bytes(interview(name))
    assert counts(account.sync("export.ics", f"--to=work/{name}")) == (STEPS, 0, 0, 0)
    assert len(account.ours(url)) == STEPS
    assert counts(account.sync("export.ics", f"--to=work/{name}")) == (0, 0, 0, STEPS)


@pytest.mark.slow
def test_a_calendar_with_five_thousand_other_events(account: Account) -> None:
    name, url = account.calendar("full")
    fill(account.server, url, [gym(number) for number in range(5000)])
    account.configure([name])
    first = account.sync()
    assert counts(first) == (STEPS, 0, 0, 0)
    assert first["requests"] <= writing(account) + DISCOVERY + READING + LOOKING
    second = account.sync()
    assert (counts(second), second["requests"]) == ((0, 0, 0, STEPS), 1)
    account.server.put(f"{url}theirs-1.ics", interview(name, day="20261118"))
    third = account.sync()
    assert counts(third) == (0, STEPS, 0, 0)
    assert third["requests"] <= writing(account) + READING + LOOKING
    state = b"".join(path.read_bytes() for path in account.home.rglob("*.json"))
    assert b"Gym" not in state


def gym(number: int) -> bytes:
    """Something else, on some day between 2023 and 2028."""
    day = f"{2023 + number % 6}{1 + number % 12:02}{1 + number % 28:02}"
    lines = (
        interview(f"gym-{number}", day=day).decode().replace("Interview with Globex: Data Engineer", f"Gym {number}")
    )
    return "".join(line for line in lines.splitlines(keepends=True) if not line.startswith("DESCRIPTION")).encode()


def test_a_calendar_that_is_not_there(account: Account) -> None:
    account.configure([])
    result = account.tool("sync", "work/Nowhere", *RUN)
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
    name, _ = account.calendar("secret")
    account.configure([name])
    result = account.tool("sync", *RUN, "-vvv")
    written = b"".join(path.read_bytes() for path in account.home.rglob("*") if path.is_file())
    assert (result.code, PASSWORD in result.out + result.err, PASSWORD.encode() in written) == (0, False, False)


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="shows no process list here")
def test_the_password_is_not_in_the_process_list(account: Account, tmp_path: Path) -> None:
    """Neither while it is asked for nor while it is used."""
    name, _ = account.calendar("listed")
    (tmp_path / "secret").write_text(PASSWORD)
    (tmp_path / "ask").write_text(f"cat /proc/*/cmdline > {tmp_path}/while-asking 2> /dev/null; cat {tmp_path}/secret")
    watcher = Watcher()
    with proxy(account.server, [watcher]) as front:
        account.configure([name], url=front.server.url)
        command = f'password_command = ["sh", "{tmp_path}/ask"]'
        config = account.home / "config" / "followup-cal" / "config.toml"
        config.write_text(config.read_text().replace('password_env = "DAV_PASSWORD"', command))
        done = subprocess.run(
            [sys.executable, "-m", "followup_cal", "sync", *RUN, "-vvv"], capture_output=True, check=False
        )
    seen = [(tmp_path / "while-asking").read_bytes(), *watcher.seen]
    assert (done.returncode, len(seen) > STEPS) == (0, True), done.stderr
    assert all(b"followup_cal\0sync" in item for item in seen)
    assert not any(PASSWORD.encode() in item for item in (*seen, done.stdout, done.stderr))


class Watcher(Quirk):
    """Looks at the command lines of all processes at every request."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def before(self, request: Request) -> None:
        del request
        self.seen.append(b"".join(command_line(path) for path in Path("/proc").glob("[0-9]*/cmdline")))


def command_line(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def test_an_account_that_fails_does_not_stop_the_others(account: Account) -> None:
    name, _ = account.calendar("alone")
    account.configure([name])
    config = account.home / "config" / "followup-cal" / "config.toml"
    other = '[accounts.away]\nurl = "http://127.0.0.1:9/"\nusername = "dana"\npassword_env = "DAV_PASSWORD"\n'
    config.write_text(config.read_text() + other + "allow_http = true\n")
    result = account.tool("sync", *RUN, "--json")
    report = json.loads(result.out)
    assert (result.code, report["created"]) == (1, STEPS)
    assert [item["where"] for item in report["skipped"]] == ["away"]
    assert account.tool("sync", "away", *RUN).code == 3
