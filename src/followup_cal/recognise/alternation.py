"""Many phrases as one regular expression that stays fast: a tree of their letters instead of a list. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The open end of a compound; bounded, so that no text makes the search slow.
REST = r"\w{0,30}"
GAP = r"[\s-]{1,3}"
FIRST_UNSPACED = 0x2E80

Tree = dict[str, "Tree"]


def unspaced(sign: str) -> bool:
    """Whether a character belongs to a script that puts no blanks between words."""
    return ord(sign) >= FIRST_UNSPACED


def alternation(phrases: Iterable[str]) -> str:
    """The expression that matches any of some folded phrases, the longest where several match.

    A blank or hyphen matches blanks and hyphens, an asterisk at an end lets the word go on there. Phrases match at the
    borders of words, except in scripts without blanks and where they begin or end with a sign.
    """
    trees: dict[str, Tree] = {r"(?<!\w)": {}, "": {}, rf"(?<!\w){REST}": {}}
    for phrase in phrases:
        core = phrase.strip().strip("*")
        if core:
            opening = rf"(?<!\w){REST}" if phrase.startswith("*") else r"(?<!\w)" if _joins(core[0]) else ""
            closing = REST if phrase.endswith("*") else r"(?!\w)" if _joins(core[-1]) else ""
            _plant(trees[opening], core, closing)
    return (
        "(?:" + "|".join(opening + _written(tree) for opening, tree in trees.items() if tree) + ")"
        if any(trees.values())
        else r"(?!)"
    )


def _joins(sign: str) -> bool:
    return (sign.isalnum() or sign == "_") and not unspaced(sign)


def _plant(tree: Tree, core: str, closing: str) -> None:
    for part in re.findall(r"[\s-]+|.", core):
        tree = tree.setdefault(GAP if re.fullmatch(r"[\s-]+", part) else re.escape(part), {})
    tree.setdefault("", {})[closing] = {}


def _written(tree: Tree) -> str:
    """The branches that go on first, so that the longest phrase is preferred; then the ends."""
    branches = [part + _written(below) for part, below in tree.items() if part]
    ends = sorted(tree.get("", {}), key=len, reverse=True)
    every = branches + ends
    return every[0] if len(every) == 1 else "(?:" + "|".join(every) + ")"
