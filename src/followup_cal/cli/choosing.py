"""Which calendars of an account are read, and which one is written to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from followup_cal.accounts import Account
from followup_cal.cli.calendars import accepts
from followup_cal.cli.dialogue import Dialogue
from followup_cal.cli.login import Login
from followup_cal.config import Wrong
from followup_cal.connecting import caution
from followup_cal.errors import UsageProblem
from followup_cal.report.wording import plain
from followup_cal.setting_up import questions
from followup_cal.setting_up.questions import Question, picked
from followup_cal.stores.caldav.home import Calendar, choose

SAME = "same"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An account with its calendars chosen.

    Attributes:
        to: another place for the follow-ups, a path; None where they stay in the account.
        takes_tasks: one of its calendars takes tasks.
    """

    account: Account
    to: str | None
    takes_tasks: bool

    @property
    def options(self) -> dict[str, Any]:
        """What has to stand in the configuration; None where the default does."""
        account = self.account
        names = ("url", "host", "email", "username", "provider", "auth", "password_command", "password_env")
        more = ("allow_http", "calendars", "events_to", "tasks_to", "may_write")
        return {name: getattr(account, name) or None for name in (*names, *more)}


def choose_calendars(
    dialogue: Dialogue,
    login: Login,
    employers: Sequence[str],
    *,
    read: str | None,
    to: str | None,
    shared_ok: bool | None,
) -> Chosen:
    """Asks which calendars are read and written; warns where others can read along.

    Args:
        dialogue: how to ask.
        login: the account and its calendars.
        employers: domains of the present employer.
        read: the answer from the command line, as is `to`.
        to: a calendar, a path, or `same`.
        shared_ok: whether calendars that others read may be written to.

    Raises:
        UsageProblem: there is no calendar for this, or an answer is missing.
    """
    account, calendars = login.account, login.home.calendars
    events = [item for item in calendars if "VEVENT" in item.components]
    if not events:
        raise UsageProblem(f"The account {account.name} has no calendar for events.", "Create one, then try again.")
    _list(dialogue, events)
    names = [item.name for item in events]
    if len(events) > 1 or read is not None:
        question = replace(questions.READ, read=lambda answer: picked(answer, names))
        account = replace(account, calendars=dialogue.ask(question, read, _numbers(account, events)))
    sources = choose(events, account.calendars).calendars or tuple(events)
    account, other = _target(dialogue, account, sources, events, employers, to=to, shared_ok=shared_ok)
    takers = [item for item in calendars if "VTODO" in item.components and not item.read_only]
    return Chosen(account, other, bool(takers))


def _list(dialogue: Dialogue, events: Sequence[Calendar]) -> None:
    width = max(len(plain(item.name)) for item in events)
    for number, item in enumerate(events, start=1):
        dialogue.say(f"  {number} {plain(item.name):<{width}}  {accepts(item)}")


def _target(
    dialogue: Dialogue,
    account: Account,
    sources: Sequence[Calendar],
    events: Sequence[Calendar],
    employers: Sequence[str],
    *,
    to: str | None,
    shared_ok: bool | None,
) -> tuple[Account, str | None]:
    """Asks where the follow-ups go until it is a place that the user agrees to write to."""
    writable = [item for item in events if not item.read_only]
    question = Question(questions.TARGET.words, "--to", _reader(events), _hint(writable))
    guess = account.events_to or (SAME if writable else str(Path.home() / "followups.ics"))
    given, asked = to, len(writable) != 1 or to is not None
    while True:
        answer = dialogue.ask(question, given, guess) if asked else SAME
        if isinstance(answer, Path):
            return account, str(answer)
        places = [answer] if isinstance(answer, Calendar) else [item for item in sources if not item.read_only]
        agreed = _agreed(dialogue, account, places or writable[:1], employers, shared_ok=shared_ok)
        if agreed is not None:
            return replace(_aimed(account, answer) if asked else account, may_write=agreed), None
        if not dialogue.is_live:
            raise UsageProblem("Nothing was set up.", "Name another calendar or a path with --to, or use --shared-ok.")
        given, asked, writable = None, True, [item for item in writable if item not in places]
        question = replace(question, hint=_hint(writable))
        guess = writable[0].name if writable else str(Path.home() / "followups.ics")


def _agreed(
    dialogue: Dialogue,
    account: Account,
    places: Sequence[Calendar],
    employers: Sequence[str],
    *,
    shared_ok: bool | None,
) -> tuple[str, ...] | None:
    """The calendars that others read and that may be written to all the same; None where one of them may not."""
    allowed = account.may_write
    for place in places:
        why = caution(replace(account, may_write=allowed), place, employers)
        if why:
            dialogue.say(f"{plain(place.name)} {why}.")
            if not dialogue.agrees(questions.SHARED, given=shared_ok, guess=False):
                return None
            allowed = (*allowed, place.name)
    return allowed


def _reader(events: Sequence[Calendar]) -> Callable[[str], Calendar | Path | str]:
    names = [item.name for item in events]

    def read(answer: str) -> Calendar | Path | str:
        if answer.strip().lower() == SAME:
            return SAME
        path = Path(answer).expanduser()
        if path.suffix == ".ics" and path.absolute().parent.is_dir():
            return path.absolute()
        found = [item for name in picked(answer, names) for item in events if item.name == name]
        if len(found) != 1 or found[0].read_only:
            raise Wrong("one calendar that can be written to, same, or a path that ends in .ics")
        return found[0]

    return read


def _hint(writable: Sequence[Calendar]) -> str:
    if not writable:
        return "None of the calendars can be written to; a path that ends in .ics is a file for you to import."
    return "same: beside each interview. Or the number or name of one calendar for all of them."


def _numbers(account: Account, events: Sequence[Calendar]) -> str:
    """The calendars of an account as they stand in the list."""
    if not account.calendars:
        return "all"
    chosen = choose(events, account.calendars).calendars
    return ", ".join(str(number) for number, item in enumerate(events, start=1) if item in chosen) or "all"


def _aimed(account: Account, answer: Calendar | str) -> Account:
    """The account with its target; a list for tasks alone that the user named stays."""
    tasks = account.tasks_to if account.tasks_to != account.events_to else None
    if not isinstance(answer, Calendar):
        return replace(account, events_to=None, tasks_to=tasks)
    return replace(account, events_to=answer.name, tasks_to=answer.name if "VTODO" in answer.components else tasks)
