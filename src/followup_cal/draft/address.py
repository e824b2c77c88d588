"""How to greet a person whose name is known.

What this module must not know: the greeting's own words, which belong to the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nameparser import HumanName

REMARK = re.compile(r"\s*[(\[{].*?[)\]}]")
INITIAL = re.compile(r"\w\.?")
FORMS_OF_ADDRESS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "mister",
        "herr",
        "frau",
        "m",
        "mme",
        "monsieur",
        "madame",
        "sr",
        "sra",
        "dhr",
        "mevr",
    }
)


@lru_cache(maxsize=4096)
def greeted(name: str) -> str:
    """The part of a name that follows "Dear".

    The first name where there is one; a title with the surname where somebody bears one (`Dr. Okafor`); the whole name
    where the first is only an initial, or in a script that has no first names in our sense.

    Args:
        name: as the person writes it, first name first.
    """
    return _addressed(name, lambda parts: "" if INITIAL.fullmatch(parts.first) else parts.first)


@lru_cache(maxsize=4096)
def greeted_in_full(name: str) -> str:
    """The part of a name that follows a greeting where first names are too familiar.

    A title with the surname where somebody bears one, else first name and surname: nothing is guessed about gender.

    Args:
        name: as the person writes it, first name first.
    """
    return _addressed(name, lambda parts: " ".join(filter(None, (parts.first, parts.middle, parts.last))))


def _addressed(name: str, untitled: Callable[[HumanName], str]) -> str:
    """A name by its title and surname, else by the parts that are wanted, else as it is."""
    plain = " ".join(REMARK.sub("", name).split()) or name
    if not _latin(plain):
        return plain
    from nameparser import HumanName

    parts = HumanName(plain)
    if parts.title and parts.last and parts.title.strip(".").lower() not in FORMS_OF_ADDRESS:
        return f"{parts.title} {parts.last}"
    return untitled(parts) or plain


def _latin(text: str) -> bool:
    """Whether all letters are Latin or Cyrillic or Greek: scripts in which the first name stands apart."""
    known = ("LATIN", "CYRILLIC", "GREEK")
    return all(unicodedata.name(letter, "").startswith(known) for letter in text if letter.isalpha())
