"""The run that changes nothing: how it is told, what it says, and what the run before it leaves behind for it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from followup_cal import __version__, receipts
from followup_cal.cli.options import Choices, config_path, moment, state_path
from followup_cal.errors import Unreachable
from followup_cal.report.tally import sync_object, up_to_date

if TYPE_CHECKING:
    from followup_cal.stores.opening import Opened
    from followup_cal.sync import Decision, Run

# Options that change nothing but what is printed, and the time, which a receipt has its own rules for.
NO_MATTER = ("clock", "now", "json", "quiet", "verbose")
MACHINE_ZONE = "/etc/localtime"


def is_unchanged(choices: Choices, sources: Sequence[str], *, to: str | None, in_place: bool) -> bool:
    """Whether a sync would do nothing, as a few stats and sync tokens can tell; then it is reported as done.

    Raises:
        Unreachable: the only calendar is on a server that cannot be asked.
    """
    now = moment(choices)
    if choices.no_cache or now is None:
        return False
    receipt = receipts.find(_path(), _command(choices, sources, to, in_place=in_place), now)
    requests = _requests(receipt, choices) if receipt else None
    if receipt is None or requests is None:
        return False
    applications, kept = receipt.applications, receipt.kept
    if choices.json:
        sums = sync_object(interviews=receipt.interviews, applications=applications, kept=kept, requests=requests)
        click.echo(json.dumps(sums))
    elif not choices.quiet:
        click.echo(up_to_date(receipt.followed, applications, kept))
    return True


def leave_receipt(
    choices: Choices, sources: Sequence[str], decision: Decision, run: Run, *, to: str | None, in_place: bool
) -> None:
    """Notes that a run had nothing to do, if files and sync tokens can tell when that is no longer so."""
    from followup_cal.changes import Keep
    from followup_cal.lasting import lasts_until

    places = [place.path for place in run.places.opened.values() if place.path]
    marks = [mark for place in run.places.opened.values() if not place.path and (mark := _mark(place))]
    is_told = len(places) + len(marks) == len(run.places.opened)
    nothing_to_do = all(isinstance(change, Keep) for change in decision.changes)
    if choices.no_cache or decision.gathered.problems or not nothing_to_do or not is_told:
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
        until=lasts_until(decision, run.config.planning, run.now),
        interviews=sum(finding.is_interview for finding in decision.findings),
        followed=sum(finding.followups for finding in decision.findings),
        applications=len(decision.applications),
        kept=len(decision.changes),
    )
    receipts.keep(_path(), receipt)


def _requests(receipt: receipts.Receipt, choices: Choices) -> int | None:
    """How many requests it took to see that no server has anything new; None where one has."""
    if not receipt.marks:
        return 0
    from followup_cal.cli.options import configure
    from followup_cal.glance import Mark, requests_to_see

    config, _ = configure(choices)
    try:
        return requests_to_see([Mark(*mark) for mark in receipt.marks], config.accounts, os.environ)
    except Unreachable:
        if len(receipt.marks) == 1:
            raise
        # Of several calendars one may fail: the whole run knows what to do then.
        return None


def _mark(place: Opened) -> tuple[str, str, str] | None:
    from followup_cal.stores.caldav.store import CalDavCalendar

    token = place.store.token if isinstance(place.store, CalDavCalendar) else None
    return (place.store.name.partition("/")[0], place.location, token) if token else None


def _other_files(choices: Choices) -> list[Path]:
    """What a run depends on beside the calendars: the configuration, the user's own data, the state, the program."""
    from followup_cal.data import Shelf

    config = config_path(choices.config).absolute()
    return [config, *Shelf(config.parent).places(), state_path().absolute(), Path(MACHINE_ZONE), Path(__file__)]


def _command(choices: Choices, sources: Sequence[str], to: str | None, *, in_place: bool) -> str:
    options = {name: value for name, value in choices._asdict().items() if name not in NO_MATTER}
    around = {name: os.environ.get(name) for name in ("HOME", "TZ")}
    config = str(config_path(choices.config))
    return json.dumps([__version__, os.getcwd(), around, config, sources, to, in_place, options])  # noqa: PTH109


def _path() -> Path:
    return state_path().with_name("unchanged.json")
