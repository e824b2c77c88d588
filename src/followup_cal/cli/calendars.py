"""`followup-cal calendars`: what calendars an account has and what they accept.

With --json one line for each calendar: `account`, `calendar` (its name), `source` (how to name it on the command line),
`url`, `components[]` (VEVENT, VTODO, ...), `read_only`, `foreign` (somebody else's, or shared), `read` (whether `sync`
reads it when only the account is named).
"""

from __future__ import annotations

import os

import click

from followup_cal.accounts import Account
from followup_cal.cli import completing
from followup_cal.cli.asking import Meant, confirm, meant
from followup_cal.cli.options import Choices, common, examples
from followup_cal.credentials import find_password
from followup_cal.errors import Unreachable
from followup_cal.report.as_json import as_json
from followup_cal.report.wording import plain
from followup_cal.stores.caldav.discovery import discover
from followup_cal.stores.caldav.home import Calendar, Home, choose
from followup_cal.stores.caldav.login import open_session
from followup_cal.stores.caldav.providers import Provider, place_of

KINDS = {"VEVENT": "events", "VTODO": "tasks"}


EXAMPLES = examples(
    ("calendars", "what all accounts have"),
    ("calendars work --json", "one account, for programs"),
)


@click.command("calendars", epilog=EXAMPLES)
@click.argument("account", required=False, shell_complete=completing.accounts)
@common
def command(account: str | None, *, choices: Choices) -> int:
    """List the calendars of ACCOUNT, or of all accounts, and what they accept."""
    those = meant(choices, account)
    failures: list[Unreachable] = []
    for one, provider in those.accounts:
        try:
            home = _home(one, provider, those)
        except Unreachable as problem:
            failures.append(problem)
            if len(those.accounts) > 1:
                click.echo(f"{one.name}: {plain(problem.problem)}", err=True)
            continue
        _show(one, provider, home, choices)
    if failures and len(failures) == len(those.accounts):
        raise failures[0]
    return 1 if failures else 0


def _home(account: Account, provider: Provider, those: Meant) -> Home:
    with open_session(account, find_password(account, os.environ)) as session:
        return discover(session, account, provider, those.presets, confirm=confirm)


def _show(account: Account, provider: Provider, home: Home, choices: Choices) -> None:
    chosen = choose(home.calendars, account.calendars).calendars
    if choices.json:
        for item in home.calendars:
            click.echo(as_json(_record(account, item, read=item in chosen)))
        return
    if choices.quiet:
        return
    click.echo(f"{account.name}: {account.user} at {plain(place_of(account, provider))}")
    names = [plain(item.name) for item in home.calendars]
    width = max((len(name) for name in names), default=0)
    for name, item in zip(names, home.calendars, strict=True):
        mark = "*" if item in chosen else " "
        click.echo(f"  {mark} {account.name}/{name:<{width}}  {accepts(item)}")
    click.echo("  No calendars." if not names else "  * is read when only the account is named.")


def accepts(item: Calendar) -> str:
    """What a calendar takes, in a few words."""
    kinds = [word for kind, word in KINDS.items() if kind in item.components]
    notes = [" and ".join(kinds) or "neither events nor tasks"]
    if item.read_only:
        notes.append("read-only")
    if item.foreign:
        notes.append("shared")
    return ", ".join(notes)


def _record(account: Account, item: Calendar, *, read: bool) -> dict[str, object]:
    return {
        "account": account.name,
        "calendar": item.name,
        "source": f"{account.name}/{item.name}",
        "url": item.url,
        "components": sorted(item.components),
        "read_only": item.read_only,
        "foreign": item.foreign,
        "read": read,
    }
