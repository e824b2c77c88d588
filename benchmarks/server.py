"""What is measured on servers: unchanged calendars, writing, several calendars, objects that do not matter."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from disk import AT, TOOL, program
from generate import END, HEAD, NOW, events, objects
from icalendar import Calendar
from measure import Bench, Cost, Row, at_most
from wire import Wire, wire

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from dav.account import fill  # noqa: E402 - the tests are found only now
from dav.servers import PASSWORD, USER, Server  # noqa: E402
from followup_cal.data import Shelf  # noqa: E402
from followup_cal.library import load_library  # noqa: E402
from followup_cal.scan import Selection  # noqa: E402
from followup_cal.stores.caldav import batch  # noqa: E402
from followup_cal.stores.caldav.judging import judge  # noqa: E402
from followup_cal.stores.caldav.store import CalDavCalendar  # noqa: E402
from followup_cal.stores.protocol import Create  # noqa: E402

ENTRIES = 30
ROUND_TRIP = 0.1
ENTRY = (
    "BEGIN:VTODO\r\nUID:{n:08x}-0000-5000-8000-000000000000@followup-cal\r\nDTSTAMP:20261118T080000Z\r\n"
    "DTSTART:20261120T090000Z\r\nDUE:20261120T170000Z\r\nSUMMARY:Thank Dana\r\nEND:VTODO\r\n"
)
PAIR = """[general]
status_path = "{folder}/status/"
[pair calendar]
a = "here"
b = "there"
collections = ["{name}"]
[storage here]
type = "filesystem"
path = "{folder}/vdirs/"
fileext = ".ics"
[storage there]
type = "caldav"
url = "{home}"
username = "{user}"
password = "{password}"
"""


@contextmanager
def running(kind: str, folder: Path) -> Iterator[Server]:
    """A server in a process of its own."""
    folder.mkdir()
    command: list[str | Path] = [sys.executable, ROOT / "benchmarks" / "serve.py", kind, folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        yield Server(said["name"], said["url"], Path(said["folder"]), said["home"])
        process.stdin.close()


def rows(bench: Bench) -> Iterator[Row]:
    """All rows about servers."""
    with running("xandikos", bench.folder / "xandikos") as server:
        for number, limit in ((1_000, 0.8), (10_000, 0.25)):
            yield from _unchanged(bench, server, number, limit)
        yield from _creating(server, counted=True)
    yield irrelevant()
    with running("radicale", bench.folder / "radicale") as server:
        yield from _creating(server, counted=False)


def _unchanged(bench: Bench, server: Server, number: int, limit: float) -> Iterator[Row]:
    name = f"life-{number}"
    url = server.make_calendar(name=name)
    fill(server, url, list(objects(events(number))))
    with wire(urlsplit(server.url).port or 80) as laid:
        sync = _configured(bench, name, laid)
        for _ in range(2):
            bench.run(sync)
        laid.forget()
        bench.run(sync)
        counted = f"connections: {laid.connections}, bytes: {laid.size}"
        yield Row(f"unchanged calendar of {number} events (Xandikos)", counted, "1, at most 2000 bytes",
                  laid.connections == 1 and laid.size <= 2000)  # fmt: skip
    sync = _configured(bench, name, Wire(urlsplit(server.url).port or 80, 0))
    bench.run(sync)
    _configure_vdirsyncer(bench, server, name)
    theirs: list[str | Path] = [program("vdirsyncer"), "-c", bench.folder / "vdirsyncer.conf", "sync"]
    discover = " ".join(map(str, theirs[:-1]))
    bench.run(["sh", "-c", f"yes | {discover} discover calendar"])
    bench.run(theirs)
    costs = bench.compare({"ours": sync, "vdirsyncer": theirs}, rounds=4)
    yield at_most(f"the same, of `vdirsyncer sync` of {number} events", _wall(costs), limit)


def _wall(costs: dict[str, Cost]) -> float:
    return costs["ours"].wall / costs["vdirsyncer"].wall


def _configured(bench: Bench, calendar: str, laid: Wire) -> list[str | Path]:
    folder = bench.folder / "config" / "followup-cal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(
        f'[accounts.work]\nurl = "http://127.0.0.1:{laid.port}/"\nusername = "{USER}"\n'
        f'password_env = "DAV_PASSWORD"\nallow_http = true\ncalendars = ["{calendar}"]\n'
    )
    return [*TOOL, "sync", AT]


def _configure_vdirsyncer(bench: Bench, server: Server, name: str) -> None:
    home = server.url + server.home
    text = PAIR.format(folder=bench.folder, name=name, home=home, user=USER, password=PASSWORD)
    (bench.folder / "vdirsyncer.conf").write_text(text)
    (bench.folder / "vdirs" / name).mkdir(parents=True, exist_ok=True)


def _creating(server: Server, *, counted: bool) -> Iterator[Row]:
    """Thirty entries at once, over a wire as long as to another country."""
    writes = [
        Create(f"{n:08x}-0000-5000-8000-000000000000@followup-cal", f"{HEAD}{ENTRY.format(n=n)}{END}".encode())
        for n in range(ENTRIES)
    ]
    times = {}
    with wire(urlsplit(server.url).port or 80, ROUND_TRIP / 2) as laid:
        for threads in (1, batch.THREADS):
            url = urlsplit(server.make_calendar())
            usual, batch.THREADS = batch.THREADS, threads
            laid.forget()
            with server.session() as session:
                store = CalDavCalendar(session, f"http://127.0.0.1:{laid.port}{url.path}", "bench")
                begin = time.perf_counter()
                outcomes = store.write(writes)
                times[threads] = time.perf_counter() - begin
                assert not any(outcome.error for outcome in outcomes), outcomes
                requests = session.requests
            batch.THREADS = usual
    if counted:
        limit = ENTRIES + 4
        yield Row(
            f"requests for {ENTRIES} new entries ({server.name})", str(requests), f"at most {limit}", requests <= limit
        )
        few = laid.connections <= 8
        yield Row(f"connections for them ({server.name})", str(laid.connections), "at most 8", few)
    sequential = f"{ENTRIES} new entries at 100 ms, of one by one ({server.name})"
    yield at_most(sequential, times[batch.THREADS] / times[1], 0.3)


def irrelevant() -> Row:
    """What is fetched on a first run and turns out not to matter, against parsing all of it."""
    words = load_library(Shelf(), "balanced").lexicon
    now = datetime.fromisoformat(NOW)
    selection = Selection(
        now - timedelta(days=60), now + timedelta(days=180), words.scan_words, words.title_words, words.booking_words
    )
    fetched = [data for data in objects(events(40_000)) if b"SUMMARY:Interview" not in data][-3_000:]
    times = []
    for look in (lambda data: judge(data, selection), Calendar.from_ical):
        begin = time.process_time()
        for data in fetched:
            look(data)
        times.append(time.process_time() - begin)
    return at_most("fetched but irrelevant objects, of parsing them", times[0] / times[1], 0.2)
