"""`khal followups`: plan and sync inside khal, for the calendars of khal's own configuration.

khal (0.14) loads the entry points of the group `khal.commands` at every start, whatever command it runs, and calls them
with its configuration in the context. So nothing heavy is imported up here, khal included.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from followup_cal.cli import fail
from followup_cal.cli.options import Choices, common
from followup_cal.errors import FollowupError, UsageProblem

if TYPE_CHECKING:
    from followup_cal.session import Request


@click.group("followups")
def followups() -> None:
    """Follow-ups of the interviews in your calendars (followup-cal).

    Who you are, and how often to follow up, is read from the configuration of followup-cal. Follow-ups are written as
    events, since khal shows no tasks: `--entries tasks` is for those who also use todoman.
    """


def _calendars(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds khal's way to name calendars, and where the follow-ups go."""
    options = (
        click.option("--include-calendar", "-a", "include", multiple=True, metavar="CAL", help="Read this calendar."),
        click.option("--exclude-calendar", "-d", "exclude", multiple=True, metavar="CAL", help="Read all but this."),
        click.option("--to", metavar="CAL", help="Write to this calendar; by default to that of the interview."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@followups.command("plan")
@_calendars
@click.option("--show", "step", metavar="STEP", help="The drafts of a step as they will stand in the calendar.")
@common
@click.pass_context
def plan(
    ctx: click.Context,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    to: str | None,
    step: str | None,
    *,
    choices: Choices,
) -> None:
    """Show what sync would write, with dates and reasons, and what it skips and why."""
    from followup_cal import api
    from followup_cal.cli.plan import show_plan

    def run() -> int:
        return show_plan(api.plan(_request(ctx, include, exclude, to, choices)), choices, step=step)

    _finish(ctx, run)


@followups.command("sync")
@_calendars
@click.option("--dry-run", is_flag=True, help="Decide, but write nothing.")
@click.option("--again", is_flag=True, help="Write what was removed or deleted, too.")
@click.option("--refresh", is_flag=True, help="Bring untouched entries up to date with your templates.")
@common
@click.pass_context
def sync(
    ctx: click.Context,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    to: str | None,
    *,
    dry_run: bool,
    again: bool,
    refresh: bool,
    choices: Choices,
) -> None:
    """Write the follow-ups of the interviews into the calendars. Running it again changes nothing."""
    from followup_cal import api
    from followup_cal.cli.syncing import show_result

    def run() -> int:
        request = replace(_request(ctx, include, exclude, to, choices), again=again, refresh=refresh)
        return show_result(api.sync(request, dry_run=dry_run), choices)

    _finish(ctx, run)


def _finish(ctx: click.Context, run: Callable[[], int]) -> None:
    """Ends khal with the exit code of a run; a failure is told as our own command line does."""
    try:
        code = run()
    except FollowupError as error:
        code = fail(error)
    ctx.exit(code)


def _request(
    ctx: click.Context, include: Sequence[str], exclude: Sequence[str], to: str | None, choices: Choices
) -> Request:
    """What khal's configuration and the options of the command amount to.

    Raises:
        ConfigProblem, UsageProblem: with everything that is wrong.
    """
    from khal.cli_utils import multi_calendar_select

    from followup_cal.cli.session import request

    settings = ctx.obj["conf"]
    known = {name: item for name, item in settings["calendars"].items() if item["type"] == "calendar"}
    wanted = multi_calendar_select(ctx, include, exclude) or known
    chosen = {name: item for name, item in known.items() if name in wanted}
    target = _target(known, chosen, to, settings["default"]["default_calendar"])
    asked = request(
        choices,
        [item["path"] for item in chosen.values()],
        to=known[target]["path"] if target else None,
        timezone=str(settings["locale"]["local_timezone"]),
    )
    config, profile = asked.config, asked.config.profile
    own = (address.strip().lower() for item in known.values() for address in item.get("addresses", ()))
    return replace(
        asked,
        read_only=tuple(item["path"] for item in known.values() if item["readonly"]),
        config=replace(
            config,
            # khal shows no tasks: where nobody said otherwise, everything is an event.
            entries="events" if config.entries == "auto" and choices.entries is None else config.entries,
            profile=replace(profile, addresses=tuple(dict.fromkeys((*profile.addresses, *filter(None, own))))),
        ),
    )


def _target(known: Mapping[str, Any], chosen: Mapping[str, Any], to: str | None, default: str | None) -> str | None:
    """The calendar that all follow-ups go to; None where each goes to that of its interview.

    Raises:
        UsageProblem: there is no such calendar, or none that may be written to.
    """
    if to is not None and to not in known:
        raise UsageProblem(f"There is no calendar {to!r} in khal.", f"There are {', '.join(known)}.")
    read_only = [name for name, item in chosen.items() if item["readonly"]]
    if to is None and read_only and default is None:
        raise UsageProblem(
            f"{read_only[0]} is read-only in khal, so its follow-ups have to go elsewhere.",
            "Name a calendar with --to, or set default_calendar in khal's configuration.",
        )
    return to or (default if read_only else None)
