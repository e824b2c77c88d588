"""Two computers and a person at work on one calendar at once: nothing of theirs is lost, nothing is written twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from dav.servers import PASSWORD, XANDIKOS_WARNS
from followup_cal import gather, session
from followup_cal.errors import Locked
from hands import edits
from hands.conftest import PLACES, make_place
from hands.machine import DENTIST, interview, load_library, read_own
from hands.places import Place, change, components, entries, others
from hands.turns import NOW, Act, Computer, by_hand, computers
from lanes import quickly

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
YESTERDAY = NOW - timedelta(days=1)
# About how many turns a run takes; what is to happen before a later one happens when it has ended.
TURNS = {"file": 8, "folder": 46, "radicale": 22, "xandikos": 22}


@dataclass
class World:
    """A calendar and two computers that know it since yesterday."""

    place: Place
    first: Computer
    second: Computer

    def begin(self) -> None:
        """Yesterday."""
        self.place.add("dentist", DENTIST)
        for company, start in (("Globex", NOW.replace(hour=14)), ("Initech", YESTERDAY.replace(hour=11))):
            self.place.add(company, interview(f"{company}@calendar.example", company, start))
        self.first.sync(now=YESTERDAY)
        self.second.sync(now=YESTERDAY)

    def go_on(self) -> None:
        """One interview was moved, one called off, one is new: a run updates, deletes and creates."""
        change(self.place, "Globex@calendar.example", edits.move(days=1))
        change(self.place, "Initech@calendar.example", edits.with_lines("STATUS:CANCELLED"))
        self.place.add("Hooli", interview("Hooli@calendar.example", "Hooli", NOW.replace(hour=16)))

    def is_settled(self) -> bool:
        """Whether neither computer has anything to do."""
        results = [computer.sync() for computer in (self.first, self.second)]
        return [(result.changes, result.failed) for result in results] == [((), ())] * 2


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "load_library", load_library)
    monkeypatch.setattr(gather, "own_entries", read_own)
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)


@dataclass
class Worlds:
    """Makes worlds of one kind."""

    kind: str
    request: pytest.FixtureRequest
    folder: Path
    machine: Path
    made: int = 0

    @contextmanager
    def new(self) -> Iterator[World]:
        self.made += 1
        folder = self.folder / str(self.made)
        folder.mkdir()
        patch = pytest.MonkeyPatch()
        place = make_place(self.kind, self.request, folder, self.machine)
        with ExitStack() as stack:
            stack.callback(patch.undo)
            world = World(place, *stack.enter_context(computers(place, folder, 2, patch)))
            world.begin()
            world.go_on()
            yield world


@pytest.fixture(params=PLACES)
def worlds(request: pytest.FixtureRequest, tmp_path: Path, machine: Path) -> Worlds:
    return Worlds(request.param, request, tmp_path, machine)


def twins(place: Place) -> list[str]:
    """What stands there twice: the same step of the same interview for the same person."""
    marks = [re.findall(r"X-FOLLOWUP-CAL-(?:INTERVIEW|PURPOSE):\S+", text) for text in entries(place).values()]
    return [mark for mark, count in Counter(str(sorted(found)) for found in marks).items() if count > 1]


def undisturbed(worlds: Worlds) -> tuple[dict[str, str], int]:
    """The calendar as a run leaves it that nobody disturbs, and how many turns it takes."""
    with worlds.new() as world:
        assert world.first.sync().failed == ()
        return components(world.place), world.first.taken


def check_two_runs(worlds: Worlds, turn: int, expected: dict[str, str]) -> None:
    """The second computer has its whole run before a turn of the first."""
    with worlds.new() as world:
        result = world.first.sync({turn: world.second.sync})
        assert result.failed == (), turn
        assert components(world.place) == expected, turn
        assert world.is_settled(), turn
        assert components(world.place) == expected, turn


@pytest.mark.parametrize("worlds", quickly(["file", "folder", "radicale"], PLACES), indirect=True)
def test_another_computer_is_faster(worlds: Worlds) -> None:
    expected, turns = undisturbed(worlds)
    assert len(expected) == 4 + 4 + 4
    check_two_runs(worlds, turns // 2, expected)


@pytest.mark.slow
def test_another_computer_runs_before_any_turn(worlds: Worlds) -> None:
    expected, turns = undisturbed(worlds)
    for turn in range(1, turns + 1):
        check_two_runs(worlds, turn, expected)


@pytest.mark.parametrize("worlds", quickly(["file", "folder", "xandikos"], PLACES), indirect=True)
def test_a_second_run_on_the_same_computer_does_nothing_at_any_moment(worlds: Worlds) -> None:
    expected, turns = undisturbed(worlds)
    refused = []

    def once_more(world: World) -> None:
        before = components(world.place)
        with pytest.raises(Locked):
            Computer(world.first.config, world.first.sources, world.first.state).sync()
        refused.append(before == components(world.place))

    with worlds.new() as world:
        acts: dict[int, Act] = {turn: lambda: once_more(world) for turn in range(1, turns + 1)}
        world.first.sync(acts)
        assert components(world.place) == expected
    assert refused == [True] * turns


@dataclass
class Person:
    """Does something by hand now and then, and notes it.

    Attributes:
        kept: UID -> the line of an entry that is as the person left it.
        old: UIDs of entries that stood there before: of what a computer is writing while it is deleted, it cannot know.
        gone: UIDs of those that the person deleted.
        strangers: all that is not ours, as the person left it.
    """

    place: Place
    chance: Random
    old: frozenset[str]
    kept: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    strangers: dict[str, str] = field(default_factory=dict)
    number: int = 0
    told: list[str] = field(default_factory=list)

    def act(self) -> None:
        """Something."""
        self.number += 1
        mine = sorted(entries(self.place))
        uid = self.chance.choice(mine)
        what = self.chance.choice(["retitle", "tick", "delete", "call off", "reject", "dentist"])
        self.told.append(f"{what} {uid}")
        match what:
            case "retitle":
                self.kept[uid] = f"SUMMARY:My own {self.number}"
                change(self.place, uid, edits.retitle(f"My own {self.number}"))
            case "tick" if "BEGIN:VTODO" in entries(self.place)[uid]:
                self.kept[uid] = "STATUS:COMPLETED"
                change(self.place, uid, edits.tick(NOW))
            case "delete":
                self.kept.pop(uid, None)
                self.gone |= {uid} & self.old
                change(self.place, uid, edits.delete)
            case "call off":
                change(self.place, "Globex@calendar.example", edits.with_lines("STATUS:CANCELLED"))
            case "reject":
                change(self.place, "Hooli@calendar.example", edits.type_first("#rejected"))
            case _:
                change(self.place, "dentist@calendar.example", edits.move(days=1))
        self.strangers = others(self.place)


def check_any_order(worlds: Worlds, seed: int) -> None:
    """Both computers run at once, and the person does three things meanwhile, each in any moment."""
    chance = Random(seed)  # noqa: S311 - chance, no secret
    with worlds.new() as world:
        person = Person(world.place, chance, frozenset(entries(world.place)), strangers=others(world.place))
        act = by_hand(person.act)
        inner, outer = (chance.sample(range(1, TURNS[worlds.kind]), 2) for _ in range(2))
        theirs = dict.fromkeys(inner, act)
        mine: dict[int, Act] = {outer[0]: act, outer[1]: lambda: world.second.sync(theirs)}
        world.first.sync(mine)
        results = [computer.sync() for computer in (world.first, world.second)]
        at = (seed, person.told)
        assert [result.failed for result in results] == [(), ()], at
        assert world.is_settled(), at
        after = entries(world.place)
        assert others(world.place) == person.strangers, at
        assert twins(world.place) == [], at
        assert person.gone & after.keys() == set(), at
        lost = {uid: line for uid, line in person.kept.items() if line not in after.get(uid, "").splitlines()}
        assert lost == {}, at


@pytest.mark.parametrize("worlds", quickly(["file", "folder", "radicale"], PLACES), indirect=True)
def test_in_some_order(worlds: Worlds) -> None:
    check_any_order(worlds, 0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 50))
def test_in_many_orders(worlds: Worlds, seed: int) -> None:
    check_any_order(worlds, seed)
