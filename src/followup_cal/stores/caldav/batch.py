"""Carries out many writes at once, those of one UID one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from followup_cal.errors import Unreachable
from followup_cal.stores.caldav.patience import ATTEMPTS
from followup_cal.stores.caldav.writing import Done, Hitch, Write, Writer
from followup_cal.stores.protocol import Outcome

THREADS = 8
# So many writes in a row that came to nothing are enough to see that the next one will, too.
_TRIED_ALONE = 2


def carry_out(writer: Writer, writes: Sequence[Write], wait: Callable[[int], None]) -> tuple[Done, ...]:
    """Does all writes, eight at a time; once it shows that none can succeed, the rest is left.

    Xandikos locks a calendar while it writes, and refuses a second write meanwhile or fails over it. What that hits is
    done afterwards, alone. Where no write is answered, a few are tried, and not hundreds, each with its pauses.

    Args:
        writer: does one.
        writes: all of them.
        wait: waits before an attempt.

    Returns:
        what became of each, in the same order.
    """
    groups: dict[str, list[int]] = {}
    for number, write in enumerate(writes):
        groups.setdefault(write.uid, []).append(number)
    batch = _Batch(writer, writes)
    with ThreadPoolExecutor(min(THREADS, len(groups))) as pool:
        left = list(pool.map(batch.carry_out, groups.values()))
    for attempt in range(ATTEMPTS):
        left = [numbers for numbers in left if numbers]
        if left and attempt:
            wait(attempt - 1)
        batch.in_vain = 0
        left = [batch.carry_out(numbers, alone=True) for numbers in left]
    return tuple(batch.result(number) for number in range(len(writes)))


class _Batch:
    """What the threads share.

    Attributes:
        done: number -> what became of a write; none for those that were not tried.
        in_vain: how many of the last writes came to nothing, one after the other.
    """

    def __init__(self, writer: Writer, writes: Sequence[Write]) -> None:
        self._writer = writer
        self._writes = writes
        self._lock = Lock()
        self._stop: Unreachable | None = None
        self._trouble = ""
        self.done: dict[int, Done] = {}
        self.in_vain = 0

    def carry_out(self, numbers: Sequence[int], *, alone: bool = False) -> Sequence[int]:
        """Does the writes of one UID in their order, each with a fresh look after a change.

        Args:
            numbers: which.
            alone: no other thread writes meanwhile.

        Returns:
            those that are left because another write was in the way, or too many came to nothing.
        """
        if self.in_vain >= (_TRIED_ALONE if alone else THREADS):
            return numbers
        changed = False
        for place, number in enumerate(numbers):
            done = self._one(self._writes[number], changed=changed)
            changed = changed or done.outcome.error is None
            self._note(number, done)
            if done.hitch is Hitch.LOCKED or (done.hitch is Hitch.FAULT and not alone):
                for later in numbers[place + 1 :]:
                    self.done[later] = Done(Outcome(self._writes[later].uid, done.outcome.error))
                return numbers[place:]
        return ()

    def result(self, number: int) -> Done:
        """What became of a write."""
        untried = Outcome(self._writes[number].uid, f"not tried: {self._trouble}")
        return self.done.get(number) or Done(untried, stop=Unreachable(self._trouble))

    def _note(self, number: int, done: Done) -> None:
        with self._lock:
            self.done[number] = done
            self._stop = self._stop or done.stop
            self.in_vain = self.in_vain + 1 if done.hitch else 0
            self._trouble = done.outcome.error or "" if done.hitch else self._trouble

    def _one(self, write: Write, *, changed: bool) -> Done:
        if self._stop is not None:
            return Done(Outcome(write.uid, f"not tried: {self._stop.problem}"))
        if changed:
            try:
                self._writer.look([write])
            except Unreachable as error:
                return Done(Outcome(write.uid, error.problem))
        return self._writer.carry_out(write)
