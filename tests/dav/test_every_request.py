"""A fault at every request of a run, one after the other: whatever happens, the next run makes good."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from conftest import Tool
from dav.account import RUN, Account, Shown, interview
from dav.proxy import DroppedError, Proxy, Quirk, Reply, Request, proxy
from dav.quirks import Closes, Fails
from dav.servers import PASSWORD, XANDIKOS_WARNS, Server
from followup_cal.stores.caldav.collection import Collection
from followup_cal.stores.caldav.session import Session

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
SHORT = "--cadence=quiet"
LATER = (*RUN[1:], SHORT, "--now=2026-11-18T08:00:00-05:00")
PATIENCE = 1.0
# Requests of a run where nothing is refused; Xandikos refuses some of several writes at once, so its runs are longer.
SHORTEST = 21


@dataclass
class From(Quirk):
    """Lets a quirk at some requests only: at one by its number, counted from 1, or at that and all later ones."""

    number: int
    quirk: Quirk
    on: bool = False
    seen: int = 0
    chosen: list[Request] = field(default_factory=list)

    def before(self, request: Request) -> Reply | None:
        self.seen += 1
        if self.seen != self.number and not (self.on and self.seen > self.number):
            return None
        self.chosen.append(request)
        return self.quirk.before(request)

    def after(self, reply: Reply) -> Reply:
        return self.quirk.after(reply) if any(reply.request is item for item in self.chosen) else reply


class Hangs(Quirk):
    """Takes the request, and says so too late."""

    def after(self, reply: Reply) -> Reply:
        time.sleep(PATIENCE * 1.5)
        return reply


class Dawdles(Quirk):
    """Is slow, but not too slow."""

    def after(self, reply: Reply) -> Reply:
        time.sleep(0.1)
        return reply


class Repeats(Quirk):
    """A network that delivers a request twice."""

    def before(self, request: Request) -> None:
        request.upstream.send(request)


class Cuts(Quirk):
    """Half an answer arrives."""

    def after(self, reply: Reply) -> Reply:
        return Reply(reply.status, reply.headers, reply.body, cut=(len(reply.body) + 1) // 2)


@dataclass
class Kills(Quirk):
    """Kills the process that asks, before or after the server has taken the request."""

    after_taking: bool
    begun: Event = field(default_factory=Event)
    process: subprocess.Popen[bytes] | None = None

    def before(self, request: Request) -> None:
        if self.after_taking:
            request.upstream.send(request)
        assert self.begun.wait(60)
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        raise DroppedError


FAULTS: dict[str, Callable[[int], From]] = {
    "drops before": lambda number: From(number, Closes("ANY")),
    "drops after": lambda number: From(number, Closes("ANY", after_taking=True)),
    "500": lambda number: From(number, Fails("ANY", Reply(500))),
    "503": lambda number: From(number, Fails("ANY", Reply(503, {"Retry-After": "3"}))),
    "429": lambda number: From(number, Fails("ANY", Reply(429))),
    "times out": lambda number: From(number, Hangs()),
    "truncates": lambda number: From(number, Cuts()),
    "delays": lambda number: From(number, Dawdles()),
    "duplicates": lambda number: From(number, Repeats()),
    "is gone from here on": lambda number: From(number, Closes("ANY", times=10**9), on=True),
    "takes all and answers nothing from here on": lambda number: From(
        number, Closes("ANY", after_taking=True, times=10**9), on=True
    ),
    "is broken from here on": lambda number: From(number, Fails("ANY", Reply(500), times=10**9), on=True),
}


@dataclass
class Stage:
    """A calendar that was synchronised yesterday and has changed since: a run updates, deletes and creates."""

    account: Account
    url: str
    front: Proxy
    states: Path
    before: dict[str, str]

    def reset(self) -> None:
        """Everything is as it was before the run."""
        now = self.objects()
        for name in now.keys() - self.before.keys():
            self.account.remove(self.url, Shown(name, ""))
        for name, text in self.before.items() - now.items():
            self.account.server.put(self.url + name, text.encode())
        shutil.rmtree(self.account.home / "state")
        shutil.copytree(self.states, self.account.home / "state")

    def objects(self) -> dict[str, str]:
        """What stands in the calendar: name -> text."""
        with self.account.server.session() as session:
            collection = Collection(session, self.url)
            members = collection.fetch(collection.listing()).members
        return {path.rpartition("/")[2]: (item.data or b"").decode() for path, item in members.items()}

    def later(self, *quirks: Quirk) -> tuple[int, str]:
        """A run on the next day; exit code and what it complains of."""
        self.front.quirks[:] = quirks
        result = self.account.tool("sync", *LATER)
        self.front.quirks.clear()
        assert "Traceback" not in result.err
        return result.code, result.err

    def killed(self, number: int, *, after_taking: bool) -> int:
        """A run on the next day in a process of its own, killed as it sends a request; 0 where it sends fewer."""
        kills = Kills(after_taking)
        self.front.quirks[:] = [From(number, kills)]
        kills.process = subprocess.Popen(
            [sys.executable, "-m", "followup_cal", "sync", *LATER],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        kills.begun.set()
        code = kills.process.wait()
        self.front.quirks.clear()
        assert code in {0, -signal.SIGKILL}, number
        return code


@pytest.fixture
def stage(
    server: Server, tool: Tool, machine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Stage]:
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    account = Account(server, tool, machine)
    then = [interview("globex"), interview("initech", day="20261116", company="Initech")]
    name, url = account.calendar("stage", of=then)
    with proxy(server) as front:
        account.configure([name], url=front.server.url)
        account.sync(SHORT)
        server.put(f"{url}theirs-1.ics", interview("globex", day="20261118"))
        server.put(f"{url}theirs-2.ics", interview("initech", day="20261116", company="Initech", status="CANCELLED"))
        server.put(f"{url}theirs-3.ics", interview("hooli", day="20261118", company="Hooli"))
        shutil.copytree(machine / "state", tmp_path / "states")
        front.log.clear()
        made = Stage(account, url, front, tmp_path / "states", {})
        yield replace(made, before=made.objects())


DEFAULTS = Session.__init__.__kwdefaults__ or {}


def undisturbed(stage: Stage) -> tuple[dict[str, str], int]:
    """The calendar as a run leaves it that nothing disturbs, and how many requests it takes."""
    counter = From(0, Quirk())
    assert stage.later(counter) == (0, "")
    expected = stage.objects()
    assert len(expected) == 3 + 4 + 4
    return expected, counter.seen


def check(stage: Stage, fault: str, number: int, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A run with a fault at one request, and the one or two that follow."""
    waits: list[float] = []
    stage.reset()
    with monkeypatch.context() as patched:
        # What the tool would wait it need not wait here.
        patched.setitem(DEFAULTS, "sleep", waits.append)
        if fault == "times out":
            # Only where it is tried: on a busy machine an honest answer takes longer.
            patched.setitem(DEFAULTS, "timeout", PATIENCE)
        runs = [stage.later(FAULTS[fault](number))]
    assert sum(waits) <= 180, (number, runs)
    runs.append(stage.later())
    if stage.objects() != expected or runs[-1] != (0, ""):
        runs.append(stage.later())
    assert stage.objects() == expected, (number, runs)
    assert runs[-1] == (0, ""), (number, runs)


def test_the_next_run_makes_good_whose_answer_is_lost_at_the_first_write(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, _ = undisturbed(stage)
    first = next(number for number, (method, *_) in enumerate(stage.front.log, start=1) if method == "PUT")
    check(stage, "drops after", first, expected, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("server", ["radicale", "xandikos"], indirect=True)
def test_the_next_run_makes_good(stage: Stage, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, requests = undisturbed(stage)
    for number in range(1, requests + 1):
        check(stage, fault, number, expected, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("after_taking", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("server", ["radicale", "xandikos"], indirect=True)
def test_the_next_run_makes_good_what_a_killed_one_left(stage: Stage, *, after_taking: bool) -> None:
    expected, _ = undisturbed(stage)
    for number in count(1):
        stage.reset()
        if stage.killed(number, after_taking=after_taking) == 0:
            break
        assert stage.later() == (0, ""), number
        assert stage.objects() == expected, number
        assert stage.later() == (0, ""), number
        assert stage.objects() == expected, number
    assert number > SHORTEST
