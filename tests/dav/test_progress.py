"""Whoever waits for a server is told what for, at a terminal and nowhere else."""

import re
from pathlib import Path

import pytest

from conftest import Tool
from dav.account import RUN, Account
from dav.servers import PASSWORD, Server
from screen import at_a_terminal


@pytest.fixture
def account(radicale_server: Server, tool: Tool, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    return Account(radicale_server, tool, machine)


def on_the_screen(shown: str) -> list[str]:
    """What is left when every line has been written over."""
    return [re.sub(r".*\r", "", line).rstrip() for line in shown.split("\n")[:-1]]


def test_a_terminal_tells_what_is_being_done_and_forgets_it(account: Account) -> None:
    name, _ = account.calendar("progress")
    account.configure([name])
    shown = at_a_terminal("sync", *RUN, no_color="1")
    told = [part.rstrip() for part in shown.replace("\n", "\r").split("\r")]
    assert f"Reading work/{name} (0 requests)" in told
    assert [part for part in told if part.startswith(f"Writing 7 follow-ups to work/{name} (")] != []
    left = on_the_screen(shown)
    assert left[0] == "Globex, Data Engineer: round 1 on Tue 17 Nov (today)"
    assert left[-1] == f"1 interview in 1 application: follow-ups 7 written (work/{name})."
    assert [line for line in left if "Reading" in line or "Writing" in line] == []


def test_nothing_of_it_elsewhere(account: Account) -> None:
    name, _ = account.calendar("silence")
    account.configure([name])
    assert at_a_terminal("sync", *RUN, "-q") == ""
    said = account.tool("sync", *RUN)
    assert (said.code, said.err) == (0, "")
    assert "Reading" not in said.out
