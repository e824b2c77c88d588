"""What is read out of calendars that the rules were not made from stays as right as it must be."""

from pathlib import Path

import pytest

from recognise.samples import LEXICON
from recognise.scoring import Scores, score

CALENDARS = Path(__file__).parents[1] / "calendars"
USUAL = {
    "recognition precision": 0.97,
    "recognition recall": 0.95,
    "company": 0.92,
    "role": 0.90,
    "stage": 0.92,
    "language": 0.98,
    "interviewers": 0.95,
    "decision": 0.90,
    "precision": 0.93,
}
# Two of the four users of the fourth set have never been learnt from.
HALF_UNSEEN = USUAL | {
    "recognition recall": 0.92,
    "company": 0.91,
    "role": 0.82,
    "stage": 0.89,
    "interviewers": 0.85,
    "decision": 0.86,
    "precision": 0.90,
}
# Nor four of the eight of the fifth, whose words for interviews the lists were completed without.
MOST_UNSEEN = USUAL | {
    "recognition recall": 0.82,
    "company": 0.83,
    "role": 0.70,
    "stage": 0.78,
    "language": 0.95,
    "interviewers": 0.72,
    "decision": 0.70,
    "precision": 0.75,
}
# The sixth and the seventh have more that is typed in two words, and the seventh was not looked at for long.
TERSE = USUAL | {
    "recognition recall": 0.92,
    "company": 0.83,
    "role": 0.90,
    "stage": 0.88,
    "language": 0.97,
    "interviewers": 0.90,
    "decision": 0.83,
    "precision": 0.85,
}
# Nor were the mistakes in the half of the eighth that was held back looked at, but for three.
HALF_HELD_BACK = USUAL | {
    "recognition recall": 0.90,
    "role": 0.89,
    "stage": 0.97,
    "decision": 0.92,
    "precision": 0.80,
}
LEAST = {
    "second": USUAL,
    "third": USUAL,
    "fourth": HALF_UNSEEN,
    "fifth": MOST_UNSEEN,
    "sixth": TERSE,
    "seventh": TERSE,
    "eighth": HALF_HELD_BACK,
}
MOST_UNDUE = {"second": 0, "third": 1, "fourth": 0, "fifth": 0, "sixth": 0, "seventh": 1, "eighth": 1}


@pytest.fixture(scope="module", params=LEAST)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def scores(name: str) -> Scores:
    return score(CALENDARS / name, LEXICON)


def test_interviews_are_recognised(name: str, scores: Scores) -> None:
    assert scores.recognition.precision >= LEAST[name]["recognition precision"], scores.mistakes
    assert scores.recognition.recall >= LEAST[name]["recognition recall"], scores.mistakes


def test_what_is_over_or_off_gets_no_followups(name: str, scores: Scores) -> None:
    assert scores.undue <= MOST_UNDUE[name], scores.mistakes


@pytest.mark.parametrize("fact", ["company", "role", "stage", "language"])
def test_facts_are_right(name: str, scores: Scores, fact: str) -> None:
    assert getattr(scores, fact).value >= LEAST[name][fact], scores.mistakes


@pytest.mark.parametrize("fact", ["interviewers", "decision"])
def test_people_and_promises_are_right(name: str, scores: Scores, fact: str) -> None:
    assert getattr(scores, fact).f1 >= LEAST[name][fact], scores.mistakes


@pytest.mark.parametrize("fact", ["interviewers", "decision", "outcome"])
def test_nothing_is_made_up(name: str, scores: Scores, fact: str) -> None:
    assert getattr(scores, fact).precision >= LEAST[name]["precision"], scores.mistakes


# With all calendars of a user at once; the sets before lose and gain nothing by it.
TOGETHER = {"fifth": 0.87, "sixth": 0.98, "seventh": 0.97, "eighth": 0.91}


@pytest.mark.parametrize(("name", "recall"), TOGETHER.items())
def test_calendars_of_one_user_help_each_other(name: str, recall: float) -> None:
    found = score(CALENDARS / name, LEXICON, together=True)
    assert found.recognition.precision >= USUAL["recognition precision"], found.mistakes
    assert found.recognition.recall >= recall, found.mistakes
    assert found.undue <= MOST_UNDUE[name], found.mistakes
