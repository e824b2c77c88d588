"""What the commands about accounts share: which accounts are meant, and the question about a foreign server."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from followup_cal.accounts import Account
from followup_cal.cli.options import Choices, configure
from followup_cal.data import Shelf
from followup_cal.errors import UsageProblem
from followup_cal.report.wording import plain

if TYPE_CHECKING:
    from followup_cal.stores.caldav.discovery import Question
    from followup_cal.stores.caldav.providers import Provider


@dataclass(frozen=True, slots=True)
class Meant:
    """The accounts that a command is about.

    Attributes:
        accounts: each with its provider.
        presets: all known providers.
    """

    accounts: tuple[tuple[Account, Provider], ...]
    presets: tuple[Provider, ...]
    timezone: str


def meant(choices: Choices, name: str | None) -> Meant:
    """Reads the configuration and picks the account of a name, or all.

    Raises:
        ConfigProblem: with everything that is wrong in it.
        UsageProblem: there is no such account, or none at all.
    """
    from followup_cal.stores.caldav.providers import parse_providers, provider_of

    config, folder = configure(choices)
    sheet = Shelf(folder).sheet("providers.toml")
    presets = parse_providers(sheet.text, sheet.origin)
    accounts = _named(config.accounts, name) if name else config.accounts
    if not accounts:
        raise UsageProblem("No account is set up.", "Add one to the configuration: [accounts.work], with `email`.")
    with_providers = tuple((account, provider_of(account, presets)) for account in accounts)
    return Meant(with_providers, presets, config.profile.timezone)


def confirm(question: Question) -> bool:
    """Asks about a foreign server."""
    return agreed(str(question))


def agreed(question: str) -> bool:
    """Asks the person, where there is one; nobody there means no."""
    return sys.stdin.isatty() and click.confirm(plain(question), err=True)


def _named(accounts: tuple[Account, ...], name: str) -> tuple[Account, ...]:
    found = tuple(account for account in accounts if account.name == name.rstrip("/"))
    if found:
        return found
    from difflib import get_close_matches

    names = [account.name for account in accounts]
    close = get_close_matches(name, names, n=1)
    guess = f"; did you mean {close[0]}?" if close else "."
    hint = f"The accounts are: {', '.join(names)}." if names else "No account is set up in the configuration."
    raise UsageProblem(f"There is no account {plain(name)!r}{guess}", hint)
