"""Sentences of ours that can be said in several languages.

What this module must not know: any sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Self


class Said(str):
    """A sentence in English, wherever a `str` is wanted, that knows what it is made of.

    Attributes:
        form: the English words, with names in braces; by it other languages find theirs.
        parts: what stands in place of the names: sentences of ours again, or the words of others.
    """

    __slots__ = ("form", "parts")
    form: str
    parts: Mapping[str, str]

    def __new__(cls, form: str, **parts: str) -> Self:
        """Puts the parts in their places."""
        said = super().__new__(cls, form.format(**parts))
        said.form, said.parts = form, parts
        return said


def said_in(phrases: Mapping[str, str], text: str) -> str:
    """A sentence in another language, part by part; what has no translation stays English.

    Args:
        phrases: English form -> the same in that language, with the same names in braces.
        text: a sentence of ours, or any other words, which stay as they are.
    """
    if not isinstance(text, Said):
        return text
    return phrases.get(text.form, text.form).format(
        **{name: said_in(phrases, part) for name, part in text.parts.items()}
    )


def listed(mark: str, items: Iterable[str]) -> str:
    """Items with a mark between them.

    Args:
        mark: such as `, `, or a word with blanks around it.
        items: at least one.
    """
    return reduce(lambda one, other: Said(f"{{one}}{mark}{{other}}", one=one, other=other), items)
