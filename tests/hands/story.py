"""A calendar with one interview and its follow-ups, told as a story: the person does something, then a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hands import edits
from hands.machine import DENTIST, call, interview
from hands.places import MemoryPlace, Place, change, entries, others, titled
from stores.memory import Memory

ZONE = ZoneInfo("America/New_York")
TUESDAY = datetime(2026, 11, 17, 8, tzinfo=ZONE)
UID = "one@calendar.example"
# Where everything stands when nobody does anything.
PLAN = {
    "ask-next-steps": "11-17 13:30",
    "take-notes": "11-17 15:05",
    "thank-you": "11-17 17:00",
    "status-email": "11-24 09:30",
    "phone-call": "12-02 10:00",
    "final-note": "12-16 09:30",
    "close": "01-06 09:30",
}
# The same where the interview was moved by two days.
TWO_DAYS_LATER = {
    "ask-next-steps": "11-19 13:30",
    "take-notes": "11-19 15:05",
    "thank-you": "11-19 17:00",
    "status-email": "11-27 09:30",
    "phone-call": "12-04 10:00",
    "final-note": "12-18 09:30",
    "close": "01-06 09:30",
}
# The objects and the files of the state, once there are any.
_beginning: list[tuple[dict[str, bytes], dict[str, bytes]]] = []
QUESTIONS = ("status-email", "phone-call", "final-note", "close")


class Story:
    """A calendar with one interview and its follow-ups, and a person who does something to them."""

    def __init__(self, place: Place, state: Path) -> None:
        self.place, self.state, self.now = place, state, TUESDAY
        state.mkdir()
        if isinstance(place, MemoryPlace):
            self.begin_in_memory(place.memory)
        else:
            self.begin()

    def begin(self) -> None:
        self.place.add("dentist", DENTIST)
        self.place.add("one", interview(UID, "Globex", datetime(2026, 11, 17, 14, tzinfo=ZONE)))
        self.run()

    def begin_in_memory(self, memory: Memory) -> None:
        """Nothing about a calendar in memory is another one's own: its beginning is told once and then remembered."""
        if not _beginning:
            self.begin()
            _beginning.append((dict(memory.objects), {path.name: path.read_bytes() for path in self.state.iterdir()}))
        objects, files = _beginning[0]
        memory.objects |= objects
        for name, data in files.items():
            (self.state / name).write_bytes(data)

    def does(self, title: str, *hands: edits.Hand) -> None:
        """The person does something to an entry."""
        uid = titled(self.place, title)
        for hand in hands:
            change(self.place, uid, hand)

    def meets(self, hand: edits.Hand) -> None:
        """The person does something to the interview."""
        change(self.place, UID, hand)

    def sync(self) -> list[tuple[str, str]]:
        """A run, and a second one, which finds nothing to do."""
        before = others(self.place)
        first = self.run()
        assert self.run() == []
        assert others(self.place) == before
        return first

    @contextmanager
    def on_another_computer(self) -> Iterator[None]:
        """What follows happens on a second computer, which has a state file of its own."""
        mine, self.state = self.state, self.state.with_name("another")
        self.state.mkdir(exist_ok=True)
        try:
            yield
        finally:
            self.state = mine

    def lose_state(self) -> None:
        """The files beside which this computer keeps its memory are gone."""
        for path in self.state.iterdir():
            path.unlink()

    def tell(self, command: str, *options: str) -> tuple[int, str, str]:
        """A command: exit code, stdout, stderr."""
        return call(command, *self.place.arguments, *options, state=self.state, now=self.now)

    def run(self) -> list[tuple[str, str]]:
        code, out, err = self.tell("sync", "--json", "--force")
        assert (code, err) == (0, "")
        return [(change["action"], change["summary"]) for change in json.loads(out)["changes"]]

    def plan(self) -> dict[str, tuple[str, str]]:
        """Step -> its state and its moment."""
        code, out, err = self.tell("plan", "--json")
        assert (code, err) == (0, "")
        lines = [json.loads(line) for line in out.splitlines()]
        return {line["step"]: (line["state"], f"{line['at'][5:10]} {line['at'][11:16]}") for line in lines}

    def standing(self, state: str = "written") -> dict[str, str]:
        """Step -> its moment, of those in a state."""
        return {step: moment for step, (found, moment) in self.plan().items() if found == state}

    def block(self, title: str) -> str:
        return entries(self.place)[titled(self.place, title)]

    def titles(self) -> list[str]:
        """The titles of all entries."""
        lines = "\n".join(entries(self.place).values()).splitlines()
        return [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]
