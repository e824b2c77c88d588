"""What a word on the command line may become when Tab is pressed: names that are on this machine; no server is asked.

Whatever cannot be read offers nothing: this is no place for complaints. The options of all commands are completed from
here, so what is needed of them is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from click import Context, Parameter

from followup_cal.errors import FollowupError
from followup_cal.folders import state_path

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from followup_cal.config import Config
    from followup_cal.data import Shelf

    Completion = Callable[[Context, Parameter, str], list[CompletionItem]]
FILE = "file"


def _offering(find: Callable[[Context], Iterable[str]], *, files: bool = False) -> Completion:
    """Offers the names that begin as the word does, and files where they are meant, too."""

    def complete(context: Context, parameter: Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
        from click.shell_completion import CompletionItem

        try:
            names = sorted(set(find(context)))
        except (FollowupError, OSError, ValueError):
            names = []
        fitting = [CompletionItem(name) for name in names if name.startswith(incomplete)]
        return [CompletionItem(incomplete, type=FILE), *fitting] if files else fitting

    return complete


def _accounts(context: Context) -> Iterable[str]:
    return (account.name for account in _config(context).accounts)


def _sources(context: Context) -> Iterable[str]:
    """Accounts, and their calendars as an earlier run found them; by their address where a name needs quotes."""
    from followup_cal import cache
    from followup_cal.session import CACHE
    from followup_cal.stores.caldav.home import home_key, load

    remembered = cache.load(state_path().with_name(CACHE))
    for account in _config(context).accounts:
        yield account.name
        home = load(remembered.get(home_key(account)))
        for calendar in home.calendars if home else ():
            plain = calendar.name.isprintable() and not set(calendar.name) & set(" \"'\\$`&;|<>()*?!#~")
            yield f"{account.name}/{calendar.name if plain else calendar.segment}"


def _applications(context: Context) -> Iterable[str]:  # noqa: ARG001 - as the others
    from followup_cal.session import remembered_applications

    return remembered_applications(state_path())


def _cadences(context: Context) -> Iterable[str]:
    return (
        sheet.name.rpartition("/")[2].removesuffix(".toml") for sheet in _shelf(context).sheets("cadences", ".toml")
    )


def _templates(context: Context) -> Iterable[str]:
    return ("page", *(name.removesuffix(".txt") for name in _shelf(context).tree("templates", ".txt")))


def _shelf(context: Context) -> Shelf:
    from followup_cal.cli.options import configure_folder
    from followup_cal.data import Shelf

    return Shelf(configure_folder(context.params.get("config")))


def _config(context: Context) -> Config:
    from followup_cal.config import load_config

    typed = context.params.get("config")
    return load_config(Path(typed).expanduser() if typed else None)


accounts = _offering(_accounts)
sources = _offering(_sources, files=True)
applications = _offering(_applications)
cadences = _offering(_cadences)
templates = _offering(_templates)
