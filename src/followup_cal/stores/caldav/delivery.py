"""Gets one object to the server, once: after a fault behind which it may have arrived, the next thing is a look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from followup_cal.stores.caldav.address import canonical, path_of
from followup_cal.stores.caldav.collection import Collection, Member, same_etag
from followup_cal.stores.caldav.exchange import Answer
from followup_cal.stores.caldav.faults import Failure, NoAnswer
from followup_cal.stores.caldav.judging import is_what_was_sent
from followup_cal.stores.caldav.patience import ATTEMPTS
from followup_cal.stores.caldav.refusals import Meaning, Refusal, status_of, understand

_SUCCESS = 2


@dataclass(frozen=True, slots=True)
class Delivered:
    """How it ended: at a path, or refused, or overtaken by somebody else's change.

    Attributes:
        path: where it stands now.
        refusal: why the server does not take it.
        other: what stands there in its place; None with neither path nor refusal: nothing does any more.
    """

    path: str | None = None
    refusal: Refusal | None = None
    other: Member | None = None


class Delivery:
    """Puts objects into a collection.

    Args:
        collection: where to.
        wait: waits before an attempt, the first of them 0.
    """

    def __init__(self, collection: Collection, wait: Callable[[int], None]) -> None:
        self._collection = collection
        self._wait = wait

    def put(self, path: str, data: bytes, etag: str | None) -> Delivered:
        """Sends an object until it is known what became of it.

        Args:
            path: where it belongs.
            data: the object.
            etag: the state it replaces; None where there must be nothing.

        Raises:
            NoAnswer: three attempts, or the looks after them, did not succeed.
            Unreachable: as `Session.request`.
        """
        trouble = self._attempt(path, data, etag)
        for attempt in range(ATTEMPTS - 1):
            if isinstance(trouble, Delivered):
                return trouble
            self._wait(attempt)
            there = self.look([path]).get(path)
            if there is not None and is_what_was_sent(there.data or b"", data):
                return Delivered(path)
            if not _is_as_before(there, etag):
                return Delivered(other=there)
            trouble = self._attempt(path, data, etag)
        if isinstance(trouble, Delivered):
            return trouble
        raise trouble

    def look(self, paths: Iterable[str]) -> dict[str, Member]:
        """What stands at some paths.

        Raises:
            NoAnswer: it is not to be seen.
        """
        fetched = self._collection.fetch(paths)
        for why in fetched.failed.values():
            raise NoAnswer(Failure.SERVER, f"it is not known whether it was written: {why}", maybe_taken=True)
        return fetched.members

    def _attempt(self, path: str, data: bytes, etag: str | None) -> Delivered | NoAnswer:
        """Sends it once; a fault behind which it may have arrived is returned, any other raised."""
        try:
            answer = self._collection.put(path, data, etag=etag)
        except NoAnswer as failure:
            if not failure.maybe_taken:
                raise
            return failure
        if status_of(answer) // 100 == _SUCCESS:
            return Delivered(_location(answer) or path)
        refusal = understand(answer)
        if refusal.meaning is Meaning.FAULT:
            return NoAnswer(Failure.SERVER, refusal.sentence, maybe_taken=True)
        return Delivered(refusal=refusal)


def _is_as_before(there: Member | None, etag: str | None) -> bool:
    if there is None or etag is None:
        return there is None and etag is None
    return same_etag(there.etag, etag)


def _location(answer: Answer) -> str | None:
    """The path that a server gives to what it has stored (RFC 9110, 10.2.2)."""
    try:
        return path_of(canonical(answer.headers["location"], answer.url))
    except (KeyError, ValueError):
        return None
