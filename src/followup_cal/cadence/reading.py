"""Reading values out of a TOML table, collecting every mistake instead of stopping at the first.

Readers turn one raw value into one of ours and raise ValueError with what is allowed instead. This module knows nothing
of cadences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Table:
    """One table of a file; notes which keys were asked for and what is wrong with the others.

    Args:
        values: the table as TOML gives it.
        where: key -> file and place, the beginning of every sentence about it.
        problems: where the sentences are collected.
    """

    def __init__(self, values: Mapping[str, Any], where: Callable[[str], str], problems: list[str]) -> None:
        self._values = values
        self._where = where
        self._problems = problems
        self._asked: set[str] = set()

    def take(self, key: str, read: Callable[[Any], T], default: T) -> T:
        """Reads a value; the default where it is absent or wrong."""
        self._asked.add(key)
        if key not in self._values:
            return default
        value = self._values[key]
        try:
            return read(value)
        except ValueError as allowed:
            self._problems.append(f"{self._where(key)}: `{key}` must be {allowed}, not {value!r}.")
            return default

    def need(self, key: str, read: Callable[[Any], T], default: T) -> T:
        """Reads a value that has to be there; the default stands in for it after a mistake."""
        if key not in self._values:
            self._problems.append(f"{self._where(key)}: `{key}` is missing.")
        return self.take(key, read, default)

    def finish(self) -> None:
        """Reports the keys nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                allowed = ", ".join(sorted(self._asked))
                self._problems.append(f"{self._where(key)}: `{key}` is not known; allowed are {allowed}.")


def table_row(value: Any) -> Mapping[str, Any]:
    """Reads one of several tables of the same name."""
    if not isinstance(value, dict):
        raise ValueError("tables, each headed by its name in double brackets")  # noqa: TRY004 - a mistake in a file
    return value


def slug(value: Any) -> str:
    """Reads a name of small letters, digits and hyphens."""
    if (
        not isinstance(value, str)
        or not value.isascii()
        or not value.replace("-", "").isalnum()
        or value != value.lower()
    ):
        raise ValueError('a name of small letters, digits and hyphens such as "status-email"')
    return value


def sentence(value: Any) -> str:
    """Reads a text of one line."""
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise ValueError("a text of one line")
    return value.strip()


def whole(value: Any) -> int:
    """Reads a number from 0 to 99."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 99:  # noqa: PLR2004 - the sentence says it
        raise ValueError("a whole number from 0 to 99")
    return value


def flag(value: Any) -> bool:
    """Reads true or false."""
    if not isinstance(value, bool):
        raise ValueError("true or false")  # noqa: TRY004 - a mistake in a file
    return value


def hour(value: Any) -> time:
    """Reads a time of day."""
    if not isinstance(value, time):
        raise ValueError("a time of day such as 18:30:00")  # noqa: TRY004 - a mistake in a file
    return value


def notation(read: Callable[[str], T]) -> Callable[[Any], T]:
    """Makes a reader of what is written as a text in a notation of its own."""
    return lambda value: read(value if isinstance(value, str) else "")


def one_of(*allowed: E) -> Callable[[Any], E]:
    """Makes a reader of one of some words."""

    def read(value: Any) -> E:
        found = next((item for item in allowed if item == value), None)
        if found is None:
            raise ValueError("one of " + ", ".join(allowed))
        return found

    return read


def several(read: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """Makes a reader of a list."""

    def read_all(value: Any) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ValueError("a list")  # noqa: TRY004 - a mistake in a file
        return tuple(read(item) for item in value)

    return read_all
