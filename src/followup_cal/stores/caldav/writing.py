"""How entries are created, updated and deleted: each only if what it meets is what the caller has read.

No server's promise is taken for granted: SOGo overwrites in spite of If-None-Match and deletes in spite of If-Match,
sabre takes a UID twice. So every batch begins with a look at where it goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from followup_cal.errors import Unreachable
from followup_cal.identity import is_ours
from followup_cal.stores.caldav.address import canonical, path_of
from followup_cal.stores.caldav.collection import Collection, Member, same_etag
from followup_cal.stores.caldav.delivery import Delivery
from followup_cal.stores.caldav.faults import Failure, NoAnswer, Refused
from followup_cal.stores.caldav.judging import component_of, is_what_was_sent, our_uids
from followup_cal.stores.caldav.naming import forced_name, member_name
from followup_cal.stores.caldav.refusals import CHANGED, GONE, Meaning, Refusal, status_of, understand
from followup_cal.stores.protocol import Create, Delete, Outcome, Update

Write = Create | Update | Delete

_ALREADY_THERE = "it is already there"
_NO_LONGER_THERE = "it is no longer there"
_HAS_CHANGED = "it has changed since it was read"
_NOT_OURS = "this is not one of our own entries"
_UID_KEPT = "the server keeps the place of an entry that is gone"
_LASTING = frozenset({Failure.NAME, Failure.REFUSED, Failure.CERTIFICATE, Failure.TLS, Failure.ADDRESS})
_SUCCESS = 2


class Hitch(Enum):
    """Why a write came to nothing that may succeed another time.

    Attributes:
        LOCKED: another write was in the way, perhaps one of our own.
        FAULT: the server had an error of its own, perhaps for the same reason.
        SILENCE: no answer arrived.
    """

    LOCKED = "locked"
    FAULT = "fault"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a write.

    Attributes:
        path: where it stands now, or stood; None where nothing has changed.
        stop: why no other write can succeed either.
    """

    outcome: Outcome
    path: str | None = None
    stop: Unreachable | None = None
    hitch: Hitch | None = None


class Writer:
    """One batch of writes; `carry_out` may be called from several threads, each with other UIDs.

    Args:
        collection: where to.
        delivery: how to.
        homes: UID -> paths at which entries of ours are known to stand.
    """

    def __init__(self, collection: Collection, delivery: Delivery, homes: Mapping[str, frozenset[str]]) -> None:
        self._collection = collection
        self._delivery = delivery
        self._homes = homes
        self._before: dict[str, Member] = {}

    def look(self, writes: Sequence[Write]) -> None:
        """Looks at all places where the batch goes: one request for fifty of them.

        Raises:
            Unreachable: they are not to be seen, so nothing may be written.
        """
        paths = frozenset().union(*(self._paths(write) for write in writes))
        there = self._delivery.look(sorted(paths))
        for path in paths - there.keys():
            self._before.pop(path, None)
        self._before.update(there)

    def carry_out(self, write: Write) -> Done:
        """Does one write. What stops it is in the answer, so that the others go on."""
        if not is_ours(write.uid):
            return Done(Outcome(write.uid, _NOT_OURS))
        try:
            if isinstance(write, Create):
                return self._create(write)
            return self._change(write)
        except Unreachable as error:
            failure = error.failure if isinstance(error, NoAnswer) else None
            if failure is None or failure in _LASTING:
                return Done(Outcome(write.uid, error.problem), stop=error)
            hitch = Hitch.FAULT if failure is Failure.SERVER else Hitch.SILENCE
            return Done(Outcome(write.uid, error.problem), hitch=hitch)

    def ask_for(self, uid: str, component: str) -> Member | None:
        """Asks the server for a UID; that it finds nothing proves nothing."""
        try:
            found = self._collection.with_uid(component, uid)
        except (Refused, NoAnswer):
            return None
        return next((item for item in found if _holds(item, uid)), None)

    def _paths(self, write: Write) -> frozenset[str]:
        if isinstance(write, Create):
            return self._homes.get(write.uid, frozenset()) | {self._collection.place(member_name(write.uid))}
        return frozenset({self._path(write.href)})

    def _path(self, href: str) -> str:
        return path_of(canonical(href, self._collection.url))

    def _create(self, write: Create) -> Done:
        if any(_holds(self._before.get(path), write.uid) for path in self._paths(write)):
            return Done(Outcome(write.uid, _ALREADY_THERE, conflict=True))
        path = self._collection.place(member_name(write.uid))
        if path in self._before:
            return Done(Outcome(write.uid, f"something else stands at its place, {path}"))
        delivered = self._delivery.put(path, write.data, None)
        if delivered.refusal is not None:
            return self._not_created(write, path, delivered.refusal)
        if delivered.path is None:
            return Done(Outcome(write.uid, _ALREADY_THERE, conflict=True))
        return Done(Outcome(write.uid), delivered.path)

    def _not_created(self, write: Create, path: str, refusal: Refusal) -> Done:
        """Looks again: the UID may be taken by what is there, or by what is not."""
        if refusal.meaning not in {Meaning.TAKEN, Meaning.PERHAPS_TAKEN}:
            return _refused(write.uid, refusal)
        there = self._find(write, path, refusal)
        if there is None and refusal.meaning is Meaning.TAKEN:
            return Done(Outcome(write.uid, f"{_UID_KEPT} ({refusal.status})", blocked=True))
        if there is None:
            return _refused(write.uid, refusal)
        if is_what_was_sent(there.data or b"", write.data):
            return Done(Outcome(write.uid), there.path)
        return Done(Outcome(write.uid, _ALREADY_THERE, conflict=True), there.path)

    def _find(self, write: Create, path: str, refusal: Refusal) -> Member | None:
        """Where the server points, under the names it may have, then by asking for it."""
        pointed = [self._path(href) for href in refusal.hrefs if href.startswith(("/", "http"))]
        paths = [item for item in pointed if item.startswith(self._collection.path)]
        paths += [path, self._collection.place(forced_name(write.uid))]
        there = [item for item in self._delivery.look(paths).values() if _holds(item, write.uid)]
        return there[0] if there else self.ask_for(write.uid, component_of(write.data))

    def _change(self, write: Update | Delete) -> Done:
        path = self._path(write.href)
        there = self._before.get(path)
        if there is None:
            return Done(Outcome(write.uid, _NO_LONGER_THERE, conflict=True))
        if not _holds(there, write.uid):
            return Done(Outcome(write.uid, _NOT_OURS))
        if not same_etag(there.etag, write.etag):
            return Done(Outcome(write.uid, _HAS_CHANGED, conflict=True))
        return self._delete(write, path) if isinstance(write, Delete) else self._update(write, path)

    def _update(self, write: Update, path: str) -> Done:
        delivered = self._delivery.put(path, write.data, write.etag)
        if delivered.refusal is not None:
            return _not_changed(write.uid, delivered.refusal)
        if delivered.path is None:
            reason = _HAS_CHANGED if delivered.other else _NO_LONGER_THERE
            return Done(Outcome(write.uid, reason, conflict=True))
        return Done(Outcome(write.uid), delivered.path)

    def _delete(self, write: Delete, path: str) -> Done:
        answer = self._collection.delete(path, write.etag)
        status = status_of(answer)
        if status // 100 == _SUCCESS or status in GONE:
            return Done(Outcome(write.uid), path)
        return _not_changed(write.uid, understand(answer))


def _holds(member: Member | None, uid: str) -> bool:
    return member is not None and uid in our_uids(member.data or b"")


def _not_changed(uid: str, refusal: Refusal) -> Done:
    if refusal.status in GONE:
        return Done(Outcome(uid, _NO_LONGER_THERE, conflict=True))
    if refusal.status in CHANGED:
        return Done(Outcome(uid, _HAS_CHANGED, conflict=True))
    return _refused(uid, refusal)


def _refused(uid: str, refusal: Refusal) -> Done:
    stop = Unreachable(refusal.sentence) if refusal.ends_the_run else None
    hitch = Hitch.LOCKED if refusal.meaning is Meaning.LOCKED else None
    return Done(Outcome(uid, refusal.sentence), stop=stop, hitch=hitch)
