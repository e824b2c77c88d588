"""Calendars on which reading has failed or dawdled before, and as many fresh ones as there is time for."""

import time
from pathlib import Path

import pytest
from fuzz_reading import attacked, attempt, pieces

from recognise.samples import LEXICON

KEPT = sorted((Path(__file__).parents[1] / "calendars" / "hostile").glob("*.ics"))
SLOWEST = 5.0


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_what_once_failed_is_read_in_time(path: Path) -> None:
    begin = time.process_time()
    attempt(path.read_bytes(), LEXICON)
    assert time.process_time() - begin < SLOWEST


def test_a_few_mutations_are_survived() -> None:
    parts = pieces()
    wrong = [attacked(number, 5, parts, LEXICON, SLOWEST) for number in range(60)]
    assert [outcome.what for outcome in wrong if outcome.what] == []


@pytest.mark.slow
def test_many_mutations_are_survived() -> None:
    parts = pieces()
    wrong = [attacked(number, 6, parts, LEXICON, SLOWEST) for number in range(5_000)]
    assert [outcome.what for outcome in wrong if outcome.what] == []
