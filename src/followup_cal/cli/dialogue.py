"""Puts questions to a person: an option answers in advance, Enter takes the guess, a wrong answer is asked again.

Where nobody sits at a terminal nothing is asked: the guesses hold, and what cannot be guessed has to be an option.
"""

from __future__ import annotations

import sys
from textwrap import wrap
from typing import Any

import click

from followup_cal.cli.screen import screen_width
from followup_cal.config import Wrong
from followup_cal.errors import UsageProblem
from followup_cal.report.wording import plain
from followup_cal.setting_up.questions import Question


class Dialogue:
    """One conversation, on stderr.

    Args:
        guesses: take every guess without asking.
    """

    def __init__(self, *, guesses: bool = False) -> None:
        self.is_live = sys.stdin.isatty() and not guesses

    def say(self, words: str = "") -> None:
        """Tells something, in lines that fit the screen; a stranger's words are made plain by the caller."""
        width = screen_width()
        for line in words.splitlines() or [""]:
            # An address that has to be copied stays in one piece.
            click.echo("\n".join(wrap(line, width, break_long_words=False, break_on_hyphens=False)), err=True)

    def ask(
        self, question: Question, given: str | None = None, guess: str | None = None, *, secret: bool = False
    ) -> Any:
        """Asks until the answer can be used.

        Args:
            question: what is asked.
            given: the answer, if it stood on the command line.
            guess: what Enter means; None where there is no guess.
            secret: the answer does not show.

        Raises:
            UsageProblem: the option's value cannot be used, or there is nobody to ask and no guess.
        """
        if given is None and not self.is_live:
            if guess is None:
                problem = f"It is not said: {question.words[:1].lower()}{question.words[1:].rstrip('?')}."
                raise UsageProblem(problem, f"Answer with {question.option}, or run it at a terminal.")
            given = guess
        if given is not None:
            try:
                return question.read(given)
            except Wrong as wrong:
                raise UsageProblem(f"{question.option} must be {wrong}, not {plain(given)!r}.") from None
        if question.hint:
            self.say(question.hint)
        return click.prompt(
            question.words,
            default=guess,
            err=True,
            hide_input=secret,
            prompt_suffix=" " if question.words.endswith("?") and guess is None else ": ",
            value_proc=lambda typed: _read(question, typed),
        )

    def agrees(self, question: Question, *, given: bool | None = None, guess: bool) -> bool:
        """Asks for a yes or a no."""
        word = None if given is None else ("yes" if given else "no")
        return bool(self.ask(question, word, "yes" if guess else "no"))


def _read(question: Question, typed: str) -> Any:
    try:
        return question.read(typed)
    except Wrong as wrong:
        raise click.UsageError(f"That must be {wrong}.") from None
