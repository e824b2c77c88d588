"""The failures a person can do something about: one sentence, a hint, an exit code.

Each error carries its own words, so that the command line only has to print them.
"""

from collections.abc import Iterable


def nearest(typed: str, names: Iterable[str]) -> str:
    """A question that begins a hint: the name that was probably meant; empty where none is near."""
    from difflib import get_close_matches

    close = get_close_matches(typed.casefold(), list(names), n=1)
    return f"Did you mean {close[0]}? " if close else ""


class FollowupError(Exception):
    """Base of every foreseen failure.

    Args:
        problem: one sentence that says where and what.
        hint: one sentence that says what to do; empty when the problem says it already.
    """

    exit_code = 1

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


class UsageProblem(FollowupError):
    """An option or argument that cannot be meant (exit code 2)."""

    exit_code = 2


class ConfigProblem(FollowupError):
    """One or more mistakes in a file the user wrote, all of them reported at once (exit code 2)."""

    exit_code = 2

    def __init__(self, problems: tuple[str, ...], hint: str = "") -> None:
        super().__init__("\n".join(problems), hint)
        self.problems = problems


class Unreachable(FollowupError):
    """A source or target that is missing, unreadable or refuses the login (exit code 3)."""

    exit_code = 3


class Unsafe(FollowupError):
    """A set of changes that looks like an accident; needs --force (exit code 4)."""

    exit_code = 4


class Locked(FollowupError):
    """Another run is at work on the same state (exit code 5)."""

    exit_code = 5
