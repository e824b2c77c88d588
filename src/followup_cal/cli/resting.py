"""The run that changes nothing: how it is told, what it says, and what the run before it leaves behind for it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from followup_cal import receipts
from followup_cal.cli.options import Choices, config_path, moment
from followup_cal.cli.screen import screen_width
from followup_cal.errors import Unreachable
from followup_cal.folders import state_path
from followup_cal.report.tally import up_to_date

if TYPE_CHECKING:
    from followup_cal.report.outcomes import Result
    from followup_cal.stores.opening import Opened

# Options that change nothing but what is printed, and the time, which a receipt has its own rules for.
NO_MATTER = ("clock", "now", "json", "quiet", "verbose")
# Where the machine says in which zone it is.
MACHINE_ZONE = (Path("/etc/localtime"), Path("/etc/timezone"))


def is_unchanged(choices: Choices, sources: Sequence[str], *, to: str | None, in_place: bool) -> bool:
    """Whether a sync would do nothing, as a few stats and sync tokens can tell; then it is reported as done.

    A program that reads the report, who wants what looks unsafe to be done, and who looks for a fault get a run that
    looks at everything.
    """
    now = moment(choices)
    if choices.no_cache or choices.force or choices.json or choices.verbose or now is None:
        return False
    receipt = receipts.find(_path(), _command(choices, sources, to, in_place=in_place), now)
    if receipt is None or not _still_hold(receipt.marks, choices):
        return False
    if not choices.quiet:
        for line in wrap(up_to_date(receipt.interviews, receipt.applications, receipt.kept), screen_width()):
            click.echo(line)
    return True


def leave_receipt(choices: Choices, sources: Sequence[str], result: Result, *, to: str | None, in_place: bool) -> None:
    """Notes that a run had nothing to do, if files and sync tokens can tell when that is no longer so."""
    from followup_cal.lasting import lasts_until

    run, decision = result.run, result.decision
    places = [place.path for place in run.places.opened.values() if place.path]
    marks = [mark for place in run.places.opened.values() if not place.path and (mark := _mark(place))]
    is_told = len(places) + len(marks) == len(run.places.opened)
    is_clean = not (result.problems or result.changes or result.failed)
    if choices.no_cache or choices.force or not is_clean or not is_told:
        return
    # Looked at after the run: whatever has changed since its beginning is not settled.
    seen = receipts.look(sorted({str(path) for path in [*places, *_other_files(choices)]}))
    if not receipts.is_settled(seen, choices.clock):
        return
    receipt = receipts.Receipt(
        command=_command(choices, sources, to, in_place=in_place),
        seen=seen,
        marks=marks,
        since=run.now,
        until=lasts_until(decision, run.config.planning, run.now.astimezone(run.zone)),
        interviews=decision.interviews,
        applications=result.applications,
        kept=result.kept,
    )
    # Who cannot keep it runs in full the next time.
    with suppress(OSError):
        receipts.keep(_path(), receipt)


def _still_hold(marks: Sequence[Sequence[str]], choices: Choices) -> bool:
    """Whether no server has anything new."""
    if not marks:
        return True
    from followup_cal.cli.options import configure
    from followup_cal.glance import Mark, are_current

    config, _ = configure(choices)
    try:
        return are_current([Mark(*mark) for mark in marks], config.accounts, os.environ)
    except Unreachable:
        # The whole run knows what to say then.
        return False


def _mark(place: Opened) -> tuple[str, str, str] | None:
    from followup_cal.stores.caldav.store import CalDavCalendar
    from followup_cal.watching import unwatched

    store = unwatched(place.store)
    token = store.token if isinstance(store, CalDavCalendar) else None
    return (store.name.partition("/")[0], place.location, token) if token else None


def _other_files(choices: Choices) -> list[Path]:
    """What a run depends on beside the calendars: the configuration, the user's own data, the state, the program."""
    from followup_cal.data import Shelf

    config = config_path(choices.config).absolute()
    return [config, *Shelf(config.parent).places(), state_path().absolute(), *MACHINE_ZONE, Path(__file__)]


def _command(choices: Choices, sources: Sequence[str], to: str | None, *, in_place: bool) -> str:
    options = {name: value for name, value in choices._asdict().items() if name not in NO_MATTER}
    around = {name: os.environ.get(name) for name in ("HOME", "TZ")}
    config = str(config_path(choices.config))
    return json.dumps([__file__, _here(), around, config, sources, to, in_place, options])


def _here() -> str | None:
    """The folder that relative paths start from; None where it was deleted."""
    try:
        return os.getcwd()  # noqa: PTH109 - as text
    except OSError:
        return None


def _path() -> Path:
    return state_path().with_name("unchanged.json")
