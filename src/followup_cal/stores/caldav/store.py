"""A calendar on a CalDAV server as a store.

An unchanged calendar costs one request, a first run with n new entries n and a small constant: one look before, one
after, and what reading takes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from followup_cal.errors import Unreachable
from followup_cal.scan import Selection
from followup_cal.stores.caldav.address import last_segment
from followup_cal.stores.caldav.batch import carry_out
from followup_cal.stores.caldav.collection import Collection, Fetched, Member
from followup_cal.stores.caldav.delivery import Delivery
from followup_cal.stores.caldav.judging import component_of, judge, our_uids
from followup_cal.stores.caldav.memory import dump, load
from followup_cal.stores.caldav.naming import forced_name, member_name
from followup_cal.stores.caldav.reading import Reader, Reading
from followup_cal.stores.caldav.session import Session
from followup_cal.stores.caldav.writing import Done, Write, Writer
from followup_cal.stores.protocol import Contents, Delete, Outcome, Problem, Resource, Update

_NOT_THERE = "the server accepted it, but it is not there"


class CalDavCalendar:
    """One calendar collection.

    Args:
        session: a login that can reach it.
        url: of the collection.
        name: how the user calls it, account/calendar.
        components: the component types it accepts; empty where the server doesn't say, which means all.
        read_only: nothing may be written to it.
        memory: what the `memory` of an earlier run was; None to read everything anew.
        tokens: its sync tokens may be believed. SOGo's are seen through; of other liars the provider data tell.
    """

    def __init__(
        self,
        session: Session,
        url: str,
        name: str,
        *,
        components: frozenset[str] = frozenset({"VEVENT", "VTODO"}),
        read_only: bool = False,
        memory: Mapping[str, Any] | None = None,
        tokens: bool = True,
    ) -> None:
        self._session = session
        self._collection = Collection(session, url)
        self._reader = Reader(self._collection, components, tokens=tokens)
        self._delivery = Delivery(self._collection, session.wait)
        self._name = name
        self._components = components
        self._read_only = read_only
        self._lasting = self._memory = load(memory)
        self._selection: Selection | None = None
        self._ours: dict[str, frozenset[str]] = {}
        if self._memory is not None:
            self._note(self._memory.objects.values())

    @property
    def name(self) -> str:
        """How the user calls it."""
        return self._name

    @property
    def components(self) -> frozenset[str]:
        """The component types it accepts."""
        return self._components

    @property
    def refusal(self) -> str | None:
        """Why it cannot be written to, as a sentence; None where it can."""
        return f"{self._name} is read-only: you may look at it but not change it" if self._read_only else None

    @property
    def token(self) -> str | None:
        """The sync token of what was read, where there is one that can be believed."""
        return self._lasting.token if self._lasting else None

    @property
    def memory(self) -> dict[str, Any] | None:
        """What to hand to the next run, as JSON; None where there is nothing worth keeping."""
        return dump(self._lasting) if self._lasting else None

    def read(self, selection: Selection) -> Contents:
        """Reads what the selection asks for; an object that cannot be read is a problem and does not stop the others.

        Raises:
            Unreachable: the calendar cannot be read at all.
        """
        reading = self._reader.read(selection, self._memory, sorted(frozenset().union(*self._ours.values())))
        self._keep(reading, selection)
        resources = []
        problems = [Problem(self._where(path), why) for path, why in reading.failed.items()]
        for path, member in sorted(reading.memory.objects.items()):
            judgement = judge(member.data or b"", selection)
            damage = member.damage or judgement.damage
            if damage is not None:
                problems.append(Problem(self._where(path), damage))
            if judgement.matters:
                resources.append(_resource(member))
        return Contents(tuple(resources), tuple(problems), complete=not problems)

    def lookup(self, uids: Sequence[str]) -> tuple[Resource, ...]:
        """Looks for entries of our own where we would have put them, and where they stood the last time.

        Raises:
            Unreachable: it cannot be told whether they are there.
        """
        paths = [self._collection.place(name(uid)) for name in (member_name, forced_name) for uid in uids]
        paths += [path for uid in uids for path in self._ours.get(uid, ())]
        found = self._delivery.look(paths).values() if paths else ()
        wanted = frozenset(uids)
        here = [item for item in found if wanted & our_uids(item.data or b"")]
        self._note(here)
        return tuple(_resource(item) for item in here)

    def write(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        """Carries out the writes, eight at a time.

        Raises:
            Unreachable: nothing at all could be written.
        """
        if not writes:
            return ()
        if self.refusal is not None:
            raise Unreachable(self.refusal, "Write to another calendar with --to.")
        writer = Writer(self._collection, self._delivery, self._ours)
        writer.look(writes)
        done = carry_out(writer, writes, self._session.wait)
        stop = next((item.stop for item in done if item.stop), None)
        if stop is not None and all(item.outcome.error for item in done):
            raise stop
        return self._read_back(writer, writes, done)

    def _read_back(self, writer: Writer, writes: Sequence[Write], done: Sequence[Done]) -> tuple[Outcome, ...]:
        """Looks at what has become of what was written: servers rename it, rewrite it, and now and then lose it."""
        written: dict[str, int] = {}
        removed = set()
        for number, item in enumerate(done):
            if item.path is not None and item.outcome.error is None:
                written.pop(item.path, None)
                if isinstance(writes[number], Delete):
                    removed.add(item.path)
                else:
                    written[item.path] = number
        outcomes = [item.outcome for item in done]
        if not written and not removed:
            return tuple(outcomes)
        try:
            fetched = self._state_after(written, removed)
        except Unreachable:
            # It was taken; the next run will look.
            return tuple(outcomes)
        self._note(fetched.members.values(), removed)
        for path, number in written.items():
            if path not in fetched.failed and not self._arrived(writer, writes[number], fetched):
                # What stood there before and is gone was deleted by somebody; of what is new, nobody can tell.
                was_there = isinstance(writes[number], Update)
                outcomes[number] = Outcome(writes[number].uid, _NOT_THERE, conflict=was_there)
        return tuple(outcomes)

    def _state_after(self, written: Iterable[str], removed: Iterable[str]) -> Fetched:
        if self._memory is None or self._selection is None:
            return self._collection.fetch(written)
        reading = self._reader.after_writing(self._memory, self._selection, written, removed)
        self._keep(reading, self._selection)
        return Fetched(dict(reading.memory.objects), reading.failed)

    def _arrived(self, writer: Writer, write: Write, fetched: Fetched) -> bool:
        if isinstance(write, Delete) or any(
            write.uid in our_uids(item.data or b"") for item in fetched.members.values()
        ):
            return True
        found = writer.ask_for(write.uid, component_of(write.data))
        self._note([found] if found else [])
        return found is not None

    def _keep(self, reading: Reading, selection: Selection) -> None:
        """Takes over a state for this run and, unless it is everything the calendar holds, for the next one."""
        self._note(reading.memory.objects.values())
        if not reading.failed:
            self._memory, self._selection = reading.memory, selection
            if not selection.everything:
                self._lasting = reading.memory

    def _note(self, members: Iterable[Member], removed: Container[str] = ()) -> None:
        """Notes where entries of ours stand."""
        self._ours = {
            uid: frozenset(path for path in paths if path not in removed) for uid, paths in self._ours.items()
        }
        for item in members:
            for uid in our_uids(item.data or b""):
                self._ours[uid] = self._ours.get(uid, frozenset()) | {item.path}

    def _where(self, path: str) -> str:
        return f"{self._name}: {unquote(last_segment(path)) or path}"


def _resource(member: Member) -> Resource:
    return Resource(member.path, member.etag, member.data or b"")
