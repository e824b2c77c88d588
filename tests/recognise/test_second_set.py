"""What is read out of calendars that the rules were not made from stays as right as it must be."""

from pathlib import Path

import pytest

from recognise.samples import LEXICON
from recognise.scoring import Scores, score

SECOND = Path(__file__).parents[1] / "calendars" / "second"


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score(SECOND, LEXICON)


def test_interviews_are_recognised(scores: Scores) -> None:
    assert scores.recognition.precision >= 0.97, scores.mistakes
    assert scores.recognition.recall >= 0.95, scores.mistakes


def test_what_is_over_or_off_gets_no_followups(scores: Scores) -> None:
    assert scores.undue == 0


@pytest.mark.parametrize(("name", "least"), [("company", 0.92), ("role", 0.88), ("stage", 0.88), ("language", 0.95)])
def test_facts_are_right(scores: Scores, name: str, least: float) -> None:
    assert getattr(scores, name).value >= least, scores.mistakes


@pytest.mark.parametrize(("name", "least"), [("interviewers", 0.93), ("decision", 0.90), ("outcome", 1.0)])
def test_people_and_promises_are_right(scores: Scores, name: str, least: float) -> None:
    assert getattr(scores, name).f1 >= least, scores.mistakes
