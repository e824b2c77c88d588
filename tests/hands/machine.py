"""A person, their apps and a second computer at work on one calendar, in any order; then the promises are looked at."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, time, timedelta
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from icalendar import Calendar

from followup_cal import library
from followup_cal.cli import main
from followup_cal.ical.existing import own_entries
from followup_cal.imprint import INTERVIEW_WIDTH, interview_hash
from followup_cal.model import Existing
from followup_cal.stores import protocol
from hands import edits, noise
from hands.places import Place, change, components, entries, others
from stores.memory import MemoryStore

ZONE = ZoneInfo("America/New_York")
WHO = ("--timezone=America/New_York", "--country=US", "--name=Robin Adeyemi", "--me=robin@adeyemi.example")
COMPANIES = ("Globex", "Initech", "Umbrella")
TAGS = (
    *("#replied", "#rejected", "#still-deciding", "#offer", "#withdrawn", "#no-followup", "#not-an-interview"),
    *("#they-will-call", "#ok-to-follow-up", "#references", "#take-home-sent", "#verbal-offer", "#no-show", "#done"),
    *("#other-offer: 2026-12-11", "decision: 4 December", "company: Globex", "role: Analyst", "stage: final"),
    *("interviewers: Kim Sato", "recruiter: Jo March", "via: Hooli Staffing", "talked about: kites", "pace: slow"),
)
TOUCHES = ("status-email", "phone-call", "final-note")
DENTIST = (
    "BEGIN:VEVENT\r\nUID:dentist@calendar.example\r\nDTSTAMP:20261101T120000Z\r\nDTSTART:20261118T150000Z\r\n"
    "DTEND:20261118T160000Z\r\nSUMMARY:Dentist\r\nBEGIN:VALARM\r\nTRIGGER:-PT1H\r\nACTION:AUDIO\r\nEND:VALARM\r\n"
    "END:VEVENT\r\n"
)
INTERVIEW = (
    "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T120000Z\r\nDTSTART:{start:%Y%m%dT%H%M%SZ}\r\n"
    "DTEND:{end:%Y%m%dT%H%M%SZ}\r\nSUMMARY:Interview with {company}: Data Engineer\r\n"
    "DESCRIPTION:company: {company}\\nrole: Data Engineer\\ninterviewers: {people}\r\nEND:VEVENT\r\n"
)

# The data files do not change between two runs, and the same bytes are always the same entries.
load_library = cache(library.load_library)
read_own = cache(own_entries)


def interview(uid: str, company: str, start: datetime, people: str = "Dana Okafor") -> str:
    """An interview of an hour, as typed by hand."""
    begin = start.astimezone(UTC)
    return INTERVIEW.format(uid=uid, company=company, people=people, start=begin, end=begin + timedelta(hours=1))


def call(*arguments: str, state: Path, now: datetime) -> tuple[int, str, str]:
    """The command line: exit code, stdout, stderr."""
    os.environ["FOLLOWUP_CAL_STATE"] = str(state / "state.json")
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*arguments, f"--now={now.isoformat()}", *WHO])
    return code, out.getvalue(), err.getvalue()


@cache
def check_calendar(text: str) -> None:
    """Looks at what RFC 5545 asks of every component of ours, and of what it names; at the same text once."""
    calendar = Calendar.from_ical(text)
    zones = {str(part["TZID"]) for part in calendar.walk("VTIMEZONE")} | set(noise.SAME_CLOCK.values())
    part: Any
    for part in calendar.walk():
        assert part.errors == []
        assert [name for name in part.required if name not in part] == []
        assert [name for name in part.singletons if isinstance(part.get(name), list)] == []
        parameters = [getattr(value, "params", {}) for _, value in part.property_items(recursive=False)]
        assert {item["TZID"] for item in parameters if "TZID" in item} <= zones
        if part.name in {"VEVENT", "VTODO"} and str(part["UID"]).endswith("@followup-cal"):
            end = part["DUE" if part.name == "VTODO" else "DTEND"]
            assert type(part["DTSTART"].dt) is type(end.dt) is datetime
        if part.name == "VALARM":
            assert {"ACTION", "TRIGGER"} <= part.keys()


class Crash(BaseException):
    """The process is killed."""


@contextmanager
def failing(mode: str) -> Iterator[None]:
    """Every other write fails, or the process dies in the middle of them."""
    from followup_cal.stores.caldav.store import CalDavCalendar
    from followup_cal.stores.folder import IcsFolder
    from followup_cal.stores.ics_file import IcsFile

    kinds: tuple[Any, ...] = (MemoryStore, CalDavCalendar, IcsFolder, IcsFile)
    before = [kind.write for kind in kinds]

    def broken(write: Callable[..., Any]) -> Callable[..., Any]:
        def half(store: Any, writes: Any) -> Any:
            done = write(store, tuple(writes)[::2])
            if mode == "crash" and writes:
                raise Crash
            left = iter(done)
            return tuple(
                protocol.Outcome(item.uid, "the disk is full") if number % 2 else next(left)
                for number, item in enumerate(writes)
            )

        return half

    for kind, write in zip(kinds, before, strict=True):
        kind.write = broken(write)
    try:
        yield
    except Crash:
        pass
    finally:
        for kind, write in zip(kinds, before, strict=True):
            kind.write = write


class Model(RuleBasedStateMachine):
    """What the person did is noted; what the runs make of it is compared with that.

    Attributes:
        place: the calendar.
        home: where the two computers keep their state files.
        kept: (UID, field) -> how to see that the person's own value of a field still stands.
        placed: UID -> a location the person gave it: none of our fields, kept as long as the entry stands.
    """

    def __init__(self, place: Place, home: Path) -> None:
        super().__init__()
        self.place, self.home = place, home
        self.now = datetime(2026, 11, 16, 8, tzinfo=ZONE)
        self.numbers = 0
        self.seen: list[set[str]] = [set(), set()]
        self.kept: dict[tuple[str, str], Any] = {}
        self.placed: dict[str, str] = {}
        self.gone: set[str] = set()
        self.done: set[str] = set()
        self.company: dict[str, str] = {}
        self.purposes: dict[str, tuple[str, str]] = {}
        self.tagged: dict[str, str] = {}
        self.well = True
        self.crashed = [False, False]
        place.add("dentist", DENTIST)

    def teardown(self) -> None:
        """Whatever was done last, both computers see it."""
        try:
            if self.well and self.company:
                self.take_turns()
        finally:
            self.place.clear()

    # Interviews.

    @initialize(company=st.sampled_from(COMPANIES), days=st.integers(0, 3))
    def first(self, company: str, days: int) -> None:
        self.add(company, days, 14, "Dana Okafor")
        self.sync(0)

    @rule(
        company=st.sampled_from(COMPANIES),
        days=st.integers(0, 9),
        hour=st.integers(9, 17),
        people=st.sampled_from(["Dana Okafor", "Dana Okafor; Kim Sato", "Kim Sato"]),
    )
    def add(self, company: str, days: int, hour: int, people: str) -> None:
        """An interview, or the next round."""
        self.numbers += 1
        uid = f"interview-{self.numbers}@calendar.example"
        start = (self.now + timedelta(days=days)).replace(hour=hour, minute=0)
        self.company[uid] = company
        self.place.add(uid.partition("@")[0], interview(uid, company, start, people))

    @precondition(lambda self: self.interviews())
    @rule(data=st.data(), days=st.integers(1, 9), hour=st.integers(9, 17))
    def next_round(self, data: st.DataObject, days: int, hour: int) -> None:
        self.add(self.company[self.pick(data, self.interviews())], days, hour, "Kim Sato")

    @precondition(lambda self: self.interviews())
    @rule(data=st.data(), days=st.integers(0, 9), hour=st.integers(9, 17))
    def replace_interview(self, data: st.DataObject, days: int, hour: int) -> None:
        """A new invitation with a UID of its own takes its place."""
        uid = self.pick(data, self.interviews())
        change(self.place, uid, edits.delete)
        self.tagged.pop(uid, None)
        self.add(self.company[uid], days, hour, "Dana Okafor")

    @precondition(lambda self: self.interviews())
    @rule(data=st.data(), days=st.integers(-2, 9))
    def move_interview(self, data: st.DataObject, days: int) -> None:
        change(self.place, self.pick(data, self.interviews()), edits.move(days=days))

    @precondition(lambda self: self.interviews())
    @rule(data=st.data())
    def cancel_interview(self, data: st.DataObject) -> None:
        uid = self.pick(data, self.interviews())
        change(
            self.place,
            uid,
            lambda block: edits.with_lines("STATUS:CANCELLED")(edits.without_lines("STATUS")(block) or ""),
        )

    @precondition(lambda self: self.interviews())
    @rule(data=st.data())
    def delete_interview(self, data: st.DataObject) -> None:
        uid = self.pick(data, self.interviews())
        change(self.place, uid, edits.delete)
        self.tagged.pop(uid, None)

    # Entries.

    @precondition(lambda self: self.own())
    @rule(data=st.data(), field=st.sampled_from(["title", "text", "alarms", "alarm", "description", "end", "place"]))
    def edit(self, data: st.DataObject, field: str) -> None:
        uid = self.pick(data, self.own())
        self.numbers += 1
        words = f"My own words {self.numbers}"
        if field == "alarms":
            change(self.place, uid, edits.silence)
            self.kept[uid, "alarms"] = ()
        elif field == "alarm":
            change(self.place, uid, edits.ring_before(self.numbers))
            self.kept[uid, "alarms"] = tuple(map(int, self.live()[uid].alarm_offsets))
        elif field == "end":
            change(self.place, uid, edits.lengthen(self.numbers))
            self.kept[uid, "start"] = self.live()[uid].start
            self.kept[uid, "end"] = self.live()[uid].end
        elif field == "place":
            change(self.place, uid, edits.without_lines("LOCATION"))
            change(self.place, uid, edits.with_lines(f"LOCATION:{words}"))
            self.placed[uid] = words
        elif field == "title":
            change(self.place, uid, edits.retitle(words))
            self.kept[uid, "title"] = words
            self.done -= {item for item in self.done if item == uid and self.live()[uid].component == "VEVENT"}
        else:
            hand = edits.type_first(words) if field == "text" else edits.describe(words)
            change(self.place, uid, hand)
            self.kept[uid, "text"] = words
            if field == "description":
                self.tagged.pop(uid, None)

    @precondition(lambda self: self.own())
    @rule(data=st.data(), days=st.integers(0, 9))
    def move(self, data: st.DataObject, days: int) -> None:
        uid = self.pick(data, self.own())
        change(self.place, uid, edits.move(days=days, minutes=7))
        self.kept[uid, "start"], self.kept[uid, "end"] = self.live()[uid].start, self.live()[uid].end

    @precondition(lambda self: self.own())
    @rule(data=st.data())
    def tick(self, data: st.DataObject) -> None:
        uid = self.pick(data, self.own())
        change(self.place, uid, edits.tick(self.now))
        if (uid, "title") in self.kept and self.live()[uid].component == "VEVENT":
            self.kept[uid, "title"] = self.live()[uid].summary
        self.done.add(uid)

    @precondition(lambda self: self.done & set(self.own()))
    @rule(data=st.data())
    def untick(self, data: st.DataObject) -> None:
        uid = self.pick(data, sorted(self.done & set(self.own())))
        change(self.place, uid, edits.untick)
        if (uid, "title") in self.kept:
            self.kept[uid, "title"] = self.live()[uid].summary
        self.done.discard(uid)

    @precondition(lambda self: self.own())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        uid = self.pick(data, self.own())
        change(self.place, uid, edits.delete)
        self.forget(uid)
        self.gone.add(uid)

    @precondition(lambda self: self.untagged())
    @rule(data=st.data(), tag=st.sampled_from(TAGS))
    def type_tag(self, data: st.DataObject, tag: str) -> None:
        uid = self.pick(data, self.untagged())
        change(self.place, uid, edits.type_first(tag))
        self.tagged[uid] = tag

    @precondition(lambda self: self.tagged)
    @rule(data=st.data())
    def take_tag_back(self, data: st.DataObject) -> None:
        uid = self.pick(data, sorted(self.tagged))
        tag = self.tagged.pop(uid)
        if uid in components(self.place):
            change(self.place, uid, edits.erase(tag))

    @precondition(lambda self: self.own())
    @rule(data=st.data(), kind=st.sampled_from(sorted(noise.NOISE)), everything=st.booleans())
    def make_noise(self, data: st.DataObject, kind: str, everything: bool) -> None:
        for uid in self.own() if everything else [self.pick(data, self.own())]:
            before = self.live()[uid]
            change(self.place, uid, noise.NOISE[kind])
            after = self.live()[uid]
            assert (before.start, before.end, before.alarms) == (after.start, after.end, after.alarms)

    @precondition(lambda self: self.own())
    @rule(kind=st.sampled_from(sorted(noise.NOISE)), computer=st.integers(0, 1))
    def nothing_but_noise(self, kind: str, computer: int) -> None:
        """Noise alone gives a run nothing to do."""
        self.sync(computer)
        for uid in self.own():
            change(self.place, uid, noise.NOISE[kind])
        texts = self.place.texts()
        assert self.run(computer)["changes"] == []
        assert self.place.texts() == texts

    # Time and machines.

    @rule(hours=st.sampled_from([1, 5, 24, 72, 200]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(computer=st.integers(0, 1))
    def lose_state(self, computer: int) -> None:
        for path in (self.home / str(computer)).glob("*.json"):
            path.unlink()
        self.seen[computer].clear()

    @rule(computer=st.integers(0, 1), mode=st.sampled_from(["full", "crash"]))
    def sync_fails(self, computer: int, mode: str) -> None:
        strangers, before = others(self.place), self.live()
        with failing(mode):
            self.run(computer)
        assert others(self.place) == strangers
        self.learn()
        self.check_gone(self.live(), before, computer)
        self.crashed[computer] = True

    @rule(computer=st.integers(0, 1))
    def sync_now(self, computer: int) -> None:
        self.sync(computer)

    @rule()
    def take_turns(self) -> None:
        """Once each computer has seen what the other one knows none of them writes anything."""
        for computer in (0, 1, 0):
            self.sync(computer)
        texts = self.place.texts()
        for computer in (1, 0):
            assert self.run(computer)["changes"] == []
        assert self.place.texts() == texts

    @rule(hours=st.sampled_from([1, 24, 72]))
    def sync_later(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.sync(0)

    def sync(self, computer: int) -> None:
        """One run, and another one that must have nothing to do."""
        self.well = False
        self.sync_and_look(computer)
        self.well = True

    def sync_and_look(self, computer: int) -> None:
        strangers, before = others(self.place), self.live()
        self.run(computer)
        after = self.live()
        assert others(self.place) == strangers
        self.learn()
        self.check_hand(after)
        self.check_gone(after, before, computer)
        self.check_entries(after, before)
        self.seen[computer] |= after.keys()
        self.crashed[computer] = False
        texts = self.place.texts()
        report = self.run(computer)
        assert report["changes"] == []
        assert self.place.texts() == texts

    # What is looked at.

    def run(self, computer: int) -> dict[str, Any]:
        state = self.home / str(computer)
        state.mkdir(exist_ok=True)
        texts = self.place.texts()
        code, out, err = call("sync", *self.place.arguments, "--json", "-vv", state=state, now=self.now)
        if code == 4:
            assert self.place.texts() == texts
            code, out, err = call("sync", *self.place.arguments, "--json", "--force", "-vv", state=state, now=self.now)
        assert code in {0, 1}, err
        report = json.loads(out)
        assert code == 0 or all(item["error"] == "the disk is full" for item in report["failed"]), (err, report)
        return dict(report)

    def check_hand(self, after: dict[str, Existing]) -> None:
        """What the person wrote, moved, silenced or ticked off is as they left it."""
        texts = entries(self.place)
        for (uid, field), value in self.kept.items():
            item = after[uid]
            match field:
                case "title":
                    assert item.summary == value
                case "text":
                    assert value in item.text + item.footer
                case "alarms":
                    # An entry whose step has ended is silenced.
                    assert item.alarm_offsets in {value, ()}
                case "start":
                    assert item.start == value
                case "end":
                    assert item.end == value
        there = {uid: words for uid, words in self.placed.items() if uid in after}
        assert {uid for uid, words in there.items() if f"LOCATION:{words}" not in texts[uid].splitlines()} == set()
        assert {uid for uid in self.done if not after[uid].done} == set()

    def check_gone(self, after: dict[str, Existing], before: dict[str, Existing], computer: int) -> None:
        """What was deleted stays away from where it could be known."""
        told = {self.purposes[uid][0] for uid in before if uid in self.purposes}
        for uid in self.gone:
            # Of what it was writing when it was stopped, a computer cannot tell what the user deleted meanwhile.
            siblings = uid in self.purposes and self.purposes[uid][0] in told and not self.crashed[computer]
            if uid in self.seen[computer] or siblings:
                assert uid not in after, "it was deleted"
        self.gone -= after.keys()

    def check_entries(self, after: dict[str, Existing], before: dict[str, Existing]) -> None:
        purposes = [self.purposes[uid] for uid in after if uid in self.purposes]
        assert len(purposes) == len(set(purposes)), "two entries for the same thing"
        for uid, item in after.items():
            assert item.start < item.end
            if uid not in before or before[uid].alarms != item.alarms:
                assert all(self.rings_well(moment) for moment in item.alarms), (item.summary, item.alarms)
        for block in entries(self.place).values():
            assert "ATTENDEE" not in block
            assert "ORGANIZER" not in block
        for text in self.place.texts().values():
            check_calendar(text)
        self.check_cap(after)

    def rings_well(self, moment: datetime) -> bool:
        return moment >= self.now and time(8) <= moment.astimezone(ZONE).time() <= time(20, 30)

    def check_cap(self, after: dict[str, Existing]) -> None:
        """Of all that is asked of one employer about interviews that stand, three questions are open at most."""
        standing = {interview_hash(uid) for uid in self.interviews()}
        counts = Counter(
            item.purpose[:INTERVIEW_WIDTH]
            for item in after.values()
            if item.step in TOUCHES and item.alarms and not item.done and item.purpose and item.interview in standing
            if (item.uid, "alarms") not in self.kept and self.tagged.get(item.uid) != "#done"
        )
        if not any(tag.startswith(("role", "company")) for tag in self.tagged.values()):
            assert all(count <= 3 for count in counts.values()), counts

    def learn(self) -> None:
        """Notes which entry is for what, as long as it says so itself."""
        for uid, item in self.live().items():
            if item.purpose and item.interview:
                self.purposes[uid] = (item.interview, item.purpose)
        for uid in {uid for uid, _ in self.kept} | self.done:
            assert uid in self.live(), "the user had a hand in it"

    def forget(self, uid: str) -> None:
        self.kept = {key: value for key, value in self.kept.items() if key[0] != uid}
        self.done.discard(uid)
        self.tagged.pop(uid, None)
        self.placed.pop(uid, None)

    def live(self) -> dict[str, Existing]:
        found = {}
        for name, text in self.place.texts().items():
            for item in read_own(text.encode(), store="", href=name, etag="", timezone=str(ZONE)):
                found[item.uid] = item
        return found

    def own(self) -> list[str]:
        return sorted(entries(self.place))

    def interviews(self) -> list[str]:
        return sorted(uid for uid in others(self.place) if uid.startswith("interview"))

    def untagged(self) -> list[str]:
        return [uid for uid in (*self.own(), *self.interviews()) if uid not in self.tagged]

    def pick(self, data: st.DataObject, uids: list[str]) -> str:
        return data.draw(st.sampled_from(uids))
