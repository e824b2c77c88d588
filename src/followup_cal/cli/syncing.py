"""What `sync` does where there may be something to do."""

from __future__ import annotations

from collections.abc import Sequence

import click

from followup_cal import api
from followup_cal.cli.options import Choices
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.resting import leave_receipt
from followup_cal.cli.session import request
from followup_cal.cli.terminal import show
from followup_cal.report.as_json import as_json
from followup_cal.report.outcomes import Result
from followup_cal.report.records import sync_record
from followup_cal.report.story import sync_lines


def synchronise(
    choices: Choices,
    sources: Sequence[str],
    *,
    to: str | None = None,
    in_place: bool = False,
    dry_run: bool = False,
    again: bool = False,
    refresh: bool = False,
) -> int:
    """Does what the command says, and returns its exit code."""
    asked = request(choices, sources, to=to, in_place=in_place, again=again, refresh=refresh)
    result = api.sync(asked, dry_run=dry_run)
    if not (dry_run or again or refresh):
        leave_receipt(choices, sources, result, to=to, in_place=in_place)
    return show_result(result, choices)


def show_result(result: Result, choices: Choices) -> int:
    """Prints what was done.

    Returns:
        The exit code.
    """
    if choices.json:
        click.echo(as_json(sync_record(result)))
    elif not choices.quiet:
        run = result.run
        targets = [place.store.name for place in run.places.targets]
        show(sync_lines(result.decision, result.errors, targets, view(run), dry_run=result.dry_run))
    damaged = show_problems(result.decision.gathered, choices)
    return 1 if result.failed or damaged else 0
