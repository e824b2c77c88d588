"""What is read out of calendars that the rules were not made from stays as right as it must be."""

from pathlib import Path

import pytest

from recognise.samples import LEXICON
from recognise.scoring import Scores, score

CALENDARS = Path(__file__).parents[1] / "calendars"
SETS = ("second", "third", "fourth")


@pytest.fixture(scope="module", params=SETS)
def scores(request: pytest.FixtureRequest) -> Scores:
    return score(CALENDARS / request.param, LEXICON)


def test_interviews_are_recognised(scores: Scores) -> None:
    assert scores.recognition.precision >= 0.97, scores.mistakes
    assert scores.recognition.recall >= 0.95, scores.mistakes


def test_what_is_over_or_off_gets_no_followups(scores: Scores) -> None:
    assert scores.undue <= 1, scores.mistakes


@pytest.mark.parametrize(("name", "least"), [("company", 0.92), ("role", 0.90), ("stage", 0.92), ("language", 0.98)])
def test_facts_are_right(scores: Scores, name: str, least: float) -> None:
    assert getattr(scores, name).value >= least, scores.mistakes


@pytest.mark.parametrize(("name", "least"), [("interviewers", 0.95), ("decision", 0.90)])
def test_people_and_promises_are_right(scores: Scores, name: str, least: float) -> None:
    assert getattr(scores, name).f1 >= least, scores.mistakes


@pytest.mark.parametrize("name", ["interviewers", "decision", "outcome"])
def test_nothing_is_made_up(scores: Scores, name: str) -> None:
    assert getattr(scores, name).precision >= 0.93, scores.mistakes
