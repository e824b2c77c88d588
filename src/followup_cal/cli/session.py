"""What was typed -> a request, and the run that it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from followup_cal import session
from followup_cal.cli.asking import agreed
from followup_cal.cli.keeping import keep
from followup_cal.cli.options import Choices, config_path, configure, read_clock
from followup_cal.cli.progress import progress
from followup_cal.folders import state_path
from followup_cal.session import Request, Session


def request(
    choices: Choices,
    sources: Sequence[str],
    *,
    to: str | None = None,
    in_place: bool = False,
    everything: bool = False,
    again: bool = False,
    refresh: bool = False,
    timezone: str | None = None,
    content: str | None = None,
) -> Request:
    """Says what a run is asked to do.

    Args:
        choices: the common options.
        sources: as typed; none means those of the configuration.
        to: where follow-ups go, as typed.
        in_place: single .ics files may be changed.
        everything: look at every event, whatever words it holds.
        again: write what was deleted, too.
        refresh: write untouched entries as they would be written today.
        timezone: the user's, where nothing else says it; None for that of the machine.
        content: a configuration that has not been written yet.

    Raises:
        ConfigProblem, UsageProblem: with everything that is wrong.
    """
    config, _ = configure(choices, timezone, content)
    return Request(
        now=read_clock(choices, config.profile.timezone),
        sources=tuple(sources),
        config=config,
        to=to,
        in_place=in_place,
        state=None if choices.no_cache else state_path(),
        confirm=agreed,
        remember=partial(_remember, choices),
        force=choices.force,
        again=again,
        refresh=refresh,
        everything=everything or choices.no_scan,
        progress=None if choices.quiet else progress(),
    )


def start(
    choices: Choices,
    sources: Sequence[str],
    *,
    to: str | None = None,
    in_place: bool = False,
    everything: bool = False,
    writes: bool = False,
    content: str | None = None,
) -> Session:
    """Prepares the run of a command; the arguments are those of `request` and `session.start`.

    Raises:
        ConfigProblem, UsageProblem, Unreachable: with everything that is wrong.
        Locked: another run is at work.
    """
    asked = request(choices, sources, to=to, in_place=in_place, everything=everything, content=content)
    return session.start(asked, writes=writes)


def _remember(choices: Choices, place: str) -> None:
    """Notes in the configuration that a calendar may be written to."""
    account, _, calendar = place.partition("/")
    config, _ = configure(choices)
    before = next((item.may_write for item in config.accounts if item.name == account), ())
    keep(config_path(choices.config), {f"accounts.{account}.may_write": (*before, calendar)})
