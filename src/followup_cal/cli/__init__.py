"""The command line: parse, call, print, exit code. Every command is a module of its own, imported when it is run."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from followup_cal import __version__
from followup_cal.errors import FollowupError

COMMANDS = {
    "cadence": "List, show, copy and check cadences.",
    "calendars": "The calendars of your accounts, and what they accept.",
    "check": "Whether an account works; what is wrong, and what to do.",
    "interviews": "What was recognised in your calendars.",
    "mark": "Note what an employer answered.",
    "plan": "What sync would write, with dates and reasons.",
    "remove": "Delete every follow-up this tool wrote.",
    "status": "Where every application stands.",
    "sync": "Write the follow-ups of your interviews.",
    "template": "Show, copy and check the templates of the drafts.",
}
BUG = 70
INTERRUPTED = 130


class Commands(click.Group):
    """Loads a command's module only when that command is run, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Loads one command; None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"followup_cal.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Lists the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="followup-cal")
def group() -> None:
    """Reads the interviews in your calendar and writes the follow-ups back to it.

    Nothing is ever sent: the drafts stand in the entries, and your calendar app does the reminding.
    """


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns:
        The exit code: 0 done, 1 some of it failed, 2 usage or configuration, 3 a source or target cannot be reached,
        4 refused as unsafe, 5 another run is at work, 70 a bug, 130 interrupted.
    """
    words = sys.argv[1:] if arguments is None else arguments
    try:
        code = group.main(words, prog_name="followup-cal", standalone_mode=False)
        sys.stdout.flush()
    except FollowupError as error:
        return fail(error)
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has seen enough; Python must not complain while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the boundary: whatever comes here is a bug, and people get one line
        return _bug(error, words)
    return code if isinstance(code, int) else 0


def fail(error: FollowupError) -> int:
    """Tells of a failure.

    Returns:
        The exit code.
    """
    first, *more = error.problem.splitlines() or [""]
    click.echo("\n".join([f"Error: {first}", *(f"       {line}" for line in more)]), err=True)
    if error.hint:
        click.echo(f"Hint:  {error.hint}", err=True)
    return error.exit_code


def _bug(error: Exception, words: list[str]) -> int:
    click.echo(f"Error: {type(error).__name__}: {error}", err=True)
    if "-vv" in words:
        import traceback

        traceback.print_exception(error)
    else:
        click.echo("Hint:  That is a bug in followup-cal. Run it again with -vv and report what it prints.", err=True)
    return BUG
