"""What `sync` does where there may be something to do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import click

from followup_cal.apply import carry_out
from followup_cal.cli.asking import agreed
from followup_cal.cli.options import Choices
from followup_cal.cli.output import show_problems
from followup_cal.cli.resting import leave_receipt
from followup_cal.cli.session import start
from followup_cal.errors import Unreachable, UsageProblem
from followup_cal.report.records import sync_record
from followup_cal.report.story import sync_lines
from followup_cal.stores.opening import Opened
from followup_cal.sync import decide


def synchronise(
    choices: Choices,
    sources: Sequence[str],
    *,
    to: str | None = None,
    in_place: bool = False,
    dry_run: bool = False,
    again: bool = False,
) -> int:
    """Does what the command says, and returns its exit code."""
    with start(choices, sources, to=to, in_place=in_place) as session:
        run = replace(session.run, again=again)
        if not dry_run:
            refuse_unwritable([place for place in run.places.targets if place.location not in run.places.sources])
        decision, failed = (decide(run), {}) if dry_run else carry_out(run, refuse_unwritable)
        session.keep_memories()
    if not (dry_run or again):
        leave_receipt(choices, sources, decision, run, to=to, in_place=in_place)
    if choices.json:
        record = sync_record(decision, failed, requests=session.connections.requests, dry_run=dry_run)
        click.echo(json.dumps(record, ensure_ascii=False))
    elif not choices.quiet:
        for line in sync_lines(
            decision, failed, [place.store.name for place in run.places.targets], run.zone, dry_run=dry_run
        ):
            click.echo(line)
    damaged = show_problems(decision.gathered)
    return 1 if failed or damaged else 0


def refuse_unwritable(places: Sequence[Opened]) -> None:
    """Sees to it that places may be written to.

    Raises:
        Unreachable: one of them is read-only.
        UsageProblem: one is shared or somebody else's, and nobody agreed to write to it.
    """
    for place in places:
        if place.store.refusal:
            raise Unreachable(f"{place.store.refusal.rstrip('.')}.", "Name another target with --to.")
        if place.foreign and not agreed(f"{place.store.name} is shared or belongs to somebody else. Write to it?"):
            raise UsageProblem(
                f"{place.store.name} is shared or belongs to somebody else; nothing was written.",
                "Name another target with --to, or say yes at a terminal.",
            )
