"""`followup-cal sync`: the main job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import click

from followup_cal.apply import carry_out
from followup_cal.cli.asking import agreed
from followup_cal.cli.keeping import keep
from followup_cal.cli.options import Choices, common, config_path, configure
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import start
from followup_cal.errors import Unreachable, UsageProblem
from followup_cal.report.as_json import as_json
from followup_cal.report.records import sync_record
from followup_cal.report.story import sync_lines
from followup_cal.stores.opening import Opened
from followup_cal.sync import decide


@click.command("sync")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--to", metavar="TARGET", help="Where the follow-ups go; by default followups.ics for .ics files.")
@click.option("--in-place", is_flag=True, help="Write into the .ics files that were read.")
@click.option("--dry-run", is_flag=True, help="Decide, but write nothing.")
@click.option("--again", is_flag=True, help="Write what was removed or deleted, too.")
@common
def command(
    sources: tuple[str, ...], to: str | None, *, in_place: bool, dry_run: bool, again: bool, choices: Choices
) -> int:
    """Write the follow-ups of the interviews in SOURCE.

    A folder of .ics files gets them back; a single .ics file is not changed, its follow-ups go to followups.ics, unless
    --in-place or --to says otherwise. Running it again changes nothing.
    """
    return synchronise(choices, sources, to=to, in_place=in_place, dry_run=dry_run, again=again)


def synchronise(
    choices: Choices,
    sources: Sequence[str] = (),
    *,
    to: str | None = None,
    in_place: bool = False,
    dry_run: bool = False,
    again: bool = False,
) -> int:
    """Does what the command says, and returns its exit code."""
    with start(choices, sources, to=to, in_place=in_place, writes=not dry_run) as session:
        run = replace(session.run, again=again)
        refuse_unwritable = permit(choices)
        if not dry_run:
            refuse_unwritable([place for place in run.places.targets if place.location not in run.places.sources])
        decision, failed = (decide(run), {}) if dry_run else carry_out(run, refuse_unwritable)
        session.keep_memories()
    if choices.json:
        record = sync_record(decision, failed, requests=session.connections.requests, dry_run=dry_run)
        click.echo(as_json(record))
    elif not choices.quiet:
        for line in sync_lines(
            decision, failed, [place.store.name for place in run.places.targets], run.zone, dry_run=dry_run
        ):
            click.echo(line)
    damaged = show_problems(decision.gathered)
    return 1 if failed or damaged else 0


def permit(choices: Choices) -> Callable[[Sequence[Opened]], None]:
    """Sees to it that places may be written to; a yes of the user is noted in the configuration.

    Returns:
        A function that raises Unreachable where one of its places is read-only, and UsageProblem where one is shared or
        an employer's and nobody agreed to write to it.
    """
    asked: set[str] = set()

    def refuse_unwritable(places: Sequence[Opened]) -> None:
        for place in places:
            name = place.store.name
            if place.store.refusal:
                raise Unreachable(f"{place.store.refusal.rstrip('.')}.", "Name another target with --to.")
            if not place.caution or name in asked:
                continue
            if not agreed(f"{name} {place.caution}. Write to it?"):
                raise UsageProblem(
                    f"{name} {place.caution}; nothing was written.",
                    "Name another target with --to, or say yes at a terminal: that is remembered.",
                )
            asked.add(name)
            _remember(choices, name)

    return refuse_unwritable


def _remember(choices: Choices, place: str) -> None:
    account, _, calendar = place.partition("/")
    config, _ = configure(choices)
    before = next((item.may_write for item in config.accounts if item.name == account), ())
    keep(config_path(choices.config), {f"accounts.{account}.may_write": (*before, calendar)})
