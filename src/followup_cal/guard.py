"""Refuses what looks like an accident (design, section 7). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from followup_cal.changes import Change, Create, Delete, Keep, Reason
from followup_cal.errors import Unsafe

MAX_WRITES = 1000
MIN_VANISHED = 5
MAX_VANISHED_SHARE = 0.3
# Of what stands for an interview that was read.
_READ = frozenset({Reason.NEW, Reason.SAME, Reason.FACTS, Reason.MOVED})


def guard(changes: Sequence[Change], *, force: bool) -> tuple[Change, ...]:
    """Lets changes pass that look right.

    Only deletions that follow from absence count: a tag, a cancellation or a later round is the user's own word. That
    one interview is gone while another one stands is their doing, too.

    Returns:
        The changes, unchanged.

    Raises:
        Unsafe: more than 30 % and at least five entries would go because their interviews, or the only one, vanished,
            or more than 1,000 entries would be written in one run; never with `force`.
    """
    if force:
        return tuple(changes)
    standing = sum(not isinstance(change, Create) for change in changes)
    vanished = [change for change in changes if isinstance(change, Delete) and change.reason is Reason.VANISHED]
    gone, interviews = len(vanished), {change.existing.interview or change.uid for change in vanished}
    deleted = len(interviews) == 1 and any(change.reason in _READ for change in changes)
    if gone >= MIN_VANISHED and gone > MAX_VANISHED_SHARE * standing and not deleted:
        raise Unsafe(
            f"The interviews of {gone} of {standing} follow-ups are no longer in the calendar; nothing was changed.",
            "If that is right, run it again with --force.",
        )
    writes = sum(not isinstance(change, Keep) for change in changes)
    if writes > MAX_WRITES:
        raise Unsafe(
            f"{writes} entries would be written in one run; nothing was changed.",
            "Look at them with `followup-cal plan`; if they are right, run it again with --force.",
        )
    return tuple(changes)
