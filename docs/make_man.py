"""Writes the man pages: python docs/make_man.py share/man/man1."""

import sys
from pathlib import Path

import click
from click_man.core import write_man_pages

from followup_cal.cli import COMMANDS, group

NAME = "followup-cal"
# Pages that are made on another day are the same ones.
DATE = "2026"


def make(folder: Path) -> None:
    """Writes all of them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = click.Group(NAME, help=group.help, params=group.params, short_help="write the follow-ups of interviews")
    for name in sorted(COMMANDS):
        command = group.get_command(click.Context(group), name)
        assert command is not None  # noqa: S101 - each has a module
        command.short_help = COMMANDS[name]
        for inner in getattr(command, "commands", {}).values():
            inner.short_help = inner.help.partition(".")[0] + "."
        whole.add_command(command, name)
    write_man_pages(NAME, whole, version="", target_dir=str(folder), date=DATE)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
