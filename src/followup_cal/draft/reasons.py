"""The sentences on why an entry stands on its date, in other languages: a table of English forms and what they become.

What this module must not know: where files stand, which sentences there are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from string import Formatter


def read_reasons(file: str, text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Reads the table of one language.

    Args:
        file: its path, for messages.
        text: what it holds.

    Returns:
        English form -> the same in that language; and what is wrong, each with the file.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, (f"{file}: {error}",)
    return table, tuple(f"{file}: {problem}" for form, words in table.items() for problem in _mistakes(form, words))


def _mistakes(form: str, words: object) -> Iterator[str]:
    if not isinstance(words, str):
        yield f"`{form}` stands for something that is no text"
    elif _names(words) != _names(form):
        yield f"`{form}` and `{words}` need the same names in braces"


def _names(form: str) -> set[str] | None:
    """The names in braces; None where the braces cannot be read."""
    try:
        return {name for _, name, _, _ in Formatter().parse(form) if name is not None}
    except ValueError:
        return None
