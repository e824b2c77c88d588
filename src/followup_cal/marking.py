"""An answer given on the command line -> a tag in one of our entries, where the next run reads it (`mark`). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from followup_cal.changes import Reason, Update
from followup_cal.errors import UsageProblem, nearest
from followup_cal.model import Application, Existing, FollowUp, Medium
from followup_cal.reconcile import Reader, as_it_stands, base_of

OUTCOMES = ("replied", "rejected", "offer", "withdrawn", "still-deciding", "reopen")
# What an earlier answer may have been: a new one takes its place.
TAGS = frozenset({"replied", "rejected", "offer", "withdrawn", "still-deciding", "reopened", "accepted"})


def meant(named: str, applications: Sequence[Application]) -> Application:
    """The application of a name: its key, the beginning of it, or the employer.

    Raises:
        UsageProblem: there is none, or more than one.
    """
    wanted = named.strip().casefold()
    exact = [item for item in applications if item.key == wanted]
    loose = [item for item in applications if item.key.startswith(wanted) or (item.company or "").casefold() == wanted]
    found = exact or loose
    if len(found) == 1:
        return found[0]
    keys = ", ".join(item.key for item in found or applications) or "none"
    if found:
        raise UsageProblem(f"{named!r} may be several applications.", f"Name one of them: {keys}.")
    names = [name for item in applications for name in (item.key, (item.company or "").casefold())]
    raise UsageProblem(f"There is no application {named!r}.", f"{nearest(named, names)}The applications are: {keys}.")


def mark(
    followups: Sequence[FollowUp],
    existing: Sequence[Existing],
    outcome: str,
    day: date | None,
    *,
    remembered: Mapping[str, str],
    reader: Reader,
) -> tuple[Update, ...]:
    """Writes an answer into an entry of an application's last round and takes earlier answers out of all of them.

    The entry with the answer stays when its step ends, so one is taken that asks for nothing any more: a note to
    oneself, if there is one, that is done or over first.

    Args:
        followups: those of the application.
        existing: our entries in the calendars read.
        outcome: one of OUTCOMES.
        day: when it was heard, if not today.
        remembered: UID -> imprint from the state file.
        reader: tells answers from the rest of a text.

    Raises:
        UsageProblem: none of our entries stands for the application.
    """
    mine = {item.uid: item for item in followups}
    standing = [item for item in existing if item.uid in mine and base_of(item, remembered)]
    if not standing:
        raise UsageProblem(
            "No follow-up of this application stands in the calendar.",
            f"Type #{outcome.replace('reopen', 'reopened')} into the notes of the interview instead.",
        )
    carrier = min(standing, key=lambda item: (*_rank(mine[item.uid]), not item.done, item.start))
    tag = "#reopened" if outcome == "reopen" else f"#{outcome}"
    line = f"{tag} ({day.isoformat()})" if day else tag
    updates = []
    for item in standing:
        text = "\n".join(line for line in item.text.splitlines() if not _is_earlier(line, reader)).strip()
        text = f"{text}\n\n{line}" if item is carrier else text
        base = base_of(item, remembered)
        if text != item.text and base:
            updates.append(
                Update(item, replace(as_it_stands(item), text=text), base, frozenset({"text"}), Reason.MARKED)
            )
    return tuple(updates)


def _rank(followup: FollowUp) -> tuple[int, bool]:
    return -followup.round.number, followup.medium is not Medium.NOTE


def _is_earlier(line: str, reader: Reader) -> bool:
    return line.lstrip().startswith("#") and bool(reader.notes(line).tags & TAGS)
