"""What a run costs on a wire: connections, bytes, requests."""

import sys
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import pytest
from wire import wire

from conftest import Tool
from dav.account import RUN, Account, counts
from dav.servers import PASSWORD, XANDIKOS_WARNS, Server
from dav.test_sync import STEPS
from followup_cal.stores.caldav.store import CalDavCalendar
from followup_cal.stores.protocol import Create

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
ENTRY = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//Calendar 1.0//EN\r
BEGIN:VTODO\r
UID:{uid}\r
DTSTAMP:20261101T120000Z\r
SUMMARY:Thank Dana\r
END:VTODO\r
END:VCALENDAR\r
"""


def port(server: Server) -> int:
    found = urlsplit(server.url).port
    assert found is not None
    return found


@pytest.fixture
def account(any_server: Server, tool: Tool, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    return Account(any_server, tool, machine)


def test_an_unchanged_calendar_costs_one_request_on_one_connection_and_hardly_a_byte(account: Account) -> None:
    name, _ = account.calendar("costs")
    with wire(port(account.server)) as laid:
        account.configure([name], url=f"http://127.0.0.1:{laid.port}/")
        assert counts(account.sync()) == (STEPS, 0, 0, 0)
        laid.forget()
        report = account.sync()
        assert (counts(report), report["requests"]) == ((0, 0, 0, STEPS), 1)
        assert laid.connections == 1
        assert laid.size <= 2000


def test_it_is_asked_for_its_token_alone_until_another_client_changes_it(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, url = account.calendar("token")
    account.configure([name])
    for _ in range(3):
        account.tool("sync", *RUN)
        sleep(0.25)
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "followup_cal.cli.syncing", None)  # importing it fails
        told = account.tool("sync", *RUN)
        assert (told.code, f"nothing to do, {STEPS} follow-ups up to date" in told.out) == (0, True)
    monkeypatch.setenv("DAV_PASSWORD", "wrong")
    refused = account.tool("sync", *RUN)
    assert (refused.code, "does not accept the user name or the password" in refused.err) == (3, True)
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    account.remove(url, account.ours(url)["Thank Dana"])
    assert counts(account.sync()) == (0, 0, 0, STEPS - 1)


def test_thirty_new_entries_take_one_request_each_and_a_look_before_and_after(xandikos_server: Server) -> None:
    uids = [f"{number:08x}-0000-5000-8000-000000000000@followup-cal" for number in range(30)]
    writes = [Create(uid, ENTRY.format(uid=uid).encode()) for uid in uids]
    url = xandikos_server.make_calendar()
    with wire(port(xandikos_server)) as laid, xandikos_server.session() as session:
        store = CalDavCalendar(session, f"http://127.0.0.1:{laid.port}{urlsplit(url).path}", "costs")
        assert [outcome.error for outcome in store.write(writes)] == [None] * 30
        assert session.requests <= 30 + 4
        assert laid.connections <= 8
