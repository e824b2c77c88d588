"""Phrases that stand for several: `[hr|phone] [call|chat]`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import Any

CHOICE = re.compile(r"\[([^\[\]]*)\]")


def spelt_out(phrase: str) -> tuple[str, ...]:
    """Every phrase that one with choices stands for, in the order of the choices.

    Args:
        phrase: with choices in square brackets, divided by bars; an empty one leaves the place out.
    """
    if "[" not in phrase:
        return (phrase,)
    parts = [part.split("|") if place % 2 else [part] for place, part in enumerate(CHOICE.split(phrase))]
    return tuple(" ".join("".join(chosen).split()) for chosen in product(*parts))


def with_choices_made(table: Mapping[str, Any]) -> dict[str, Any]:
    """A word list with every phrase spelt out, however deep its tables are."""
    return {name: _spelt(entry) for name, entry in table.items()}


def _spelt(entry: Any) -> Any:
    if isinstance(entry, Mapping):
        return with_choices_made(entry)
    if isinstance(entry, list):
        return [one for item in entry for one in (spelt_out(item) if isinstance(item, str) else (item,))]
    return entry
