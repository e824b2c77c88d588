"""The command line: parse, call, print, exit code. Every command is a module of its own, imported when it is run."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING

import click

from followup_cal import __version__
from followup_cal.errors import FollowupError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

NAME = "followup-cal"
COMMANDS = {
    "cadence": "List, show, copy and check cadences.",
    "calendars": "The calendars of your accounts, and what they accept.",
    "check": "Whether an account works; what is wrong, and what to do.",
    "init": "Set everything up, in a few questions.",
    "interviews": "What was recognised in your calendars.",
    "mark": "Note what an employer answered.",
    "plan": "What sync would write, with dates and reasons.",
    "remove": "Delete every follow-up this tool wrote.",
    "schedule": "Let sync run by itself.",
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command that was typed; names the nearest one where there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offers the commands without loading them, and the options."""
        from click.shell_completion import CompletionItem

        names = (name for name in sorted(COMMANDS) if name.startswith(incomplete))
        return [
            *(CompletionItem(name, help=COMMANDS[name]) for name in names),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Lists the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


EXAMPLES = """\b
Examples:
  followup-cal plan export.ics
      what would be written, and why
  followup-cal sync export.ics
      write it to followups.ics, to be imported
  followup-cal sync ~/calendars/personal
      write it back to a folder of .ics files
  followup-cal status
      where every application stands
More examples: followup-cal sync --help
"""


@click.group(cls=Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=NAME)
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
    _spell_what_can_be_spelled()
    try:
        code = group.main(words, prog_name=NAME, standalone_mode=False)
        sys.stdout.flush()
    except FollowupError as error:
        code = fail(error)
        if _wants_trace(words):
            _diagnose(error)
        return code
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        return _misused(error)
    except BrokenPipeError:
        # The reader of our output has seen enough; Python must not complain while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the boundary: whatever comes here is a bug, and people get one line
        return _bug(error, words)
    return code if isinstance(code, int) else 0


def _spell_what_can_be_spelled() -> None:
    """Names of people are no reason to fail where the output has an old encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def _complain(problem: str, hint: str) -> None:
    from followup_cal.cli.terminal import complain

    complain(problem, hint)


def fail(error: FollowupError) -> int:
    """Tells of a failure.

    Returns:
        The exit code.
    """
    _complain(error.problem, error.hint)
    return error.exit_code


def _misused(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
    else:
        context = error.ctx if isinstance(error, click.UsageError) else None
        _complain(error.format_message(), f"`{context.command_path if context else NAME} --help` shows what there is.")
    return error.exit_code


def _bug(error: Exception, words: list[str]) -> int:
    """Tells of a bug: in full to the user, or so that it can be shown to anybody."""
    from followup_cal.report.wording import plain

    if not _wants_trace(words):
        hint = "That is a bug in followup-cal. Run it again with -vv and report what it prints."
        _complain(f"{type(error).__name__}: {plain(str(error))}", hint)
        return BUG
    _complain(type(error).__name__, "")
    _diagnose(error)
    return BUG


def _diagnose(error: Exception) -> None:
    from followup_cal.cli import diagnosis

    diagnosis.say(diagnosis.trace(error))


def _wants_trace(words: list[str]) -> bool:
    """Whether -v was given twice, in whatever spelling."""
    short = "".join(word[1:] for word in words if word[:1] == "-" != word[1:2])
    return short.count("v") + words.count("--verbose") > 1
