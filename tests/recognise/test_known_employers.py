"""What one interview tells about an employer helps to understand the other events of the calendar."""

import pytest

from followup_cal.model import Attendee, Finding, Person
from followup_cal.recognise import decision, recognise
from followup_cal.recognise.folding import fold
from recognise.samples import DANA, LEXICON, ME, ROBIN, event

FIRST = event("Interview Globex – Data Engineer", uid="first@example.com", day=12)


def beside_an_interview(title: str, *people: Attendee, notes: str = "") -> Finding:
    later = event(
        title, notes, *people, organizer=Person("Dana Okafor", "dana.okafor@globex.example") if people else None
    )
    return recognise([FIRST, later], ROBIN, LEXICON)[1]


@pytest.mark.parametrize(
    "title", ["Zoom call - Globex / Robin", "Globex <> Robin: SQL + data modelling", "Globex: coffee with the team"]
)
def test_another_talk_at_an_employer_is_an_interview(title: str) -> None:
    found = beside_an_interview(title)
    assert found.is_interview
    assert found.company == "Globex"


@pytest.mark.parametrize(
    "title", ["Zoom call - Initech / Robin", "Initech: coffee with the team", "Coffee with the team"]
)
def test_the_same_talk_elsewhere_is_none(title: str) -> None:
    assert not beside_an_interview(title).is_interview


@pytest.mark.parametrize("title", ["Globex", "Globex product demo", "Train to Globex", "Thank-you note Globex"])
def test_an_employers_name_alone_makes_no_interview(title: str) -> None:
    assert not beside_an_interview(title).is_interview


@pytest.mark.parametrize(
    "title",
    [
        "Globex again",
        "Globex again (with Dana)",
        "Back to Globex",
        "Globex 2",
        "Globex 2nd, with the GM",
        "Globex w/ manager",
        "Globex otra vez (con el gerente)",
        "Globex con la directora",
        "Globex nochmal",
        "Globex zum zweiten Mal",
        "Globex de nouveau",
    ],
)
def test_a_title_may_say_only_that_it_goes_on(title: str) -> None:
    found = beside_an_interview(title)
    assert found.is_interview
    assert found.company == "Globex"


@pytest.mark.parametrize(
    "title",
    [
        "Dinner at Globex",
        "Pay Globex bill",
        "Globex bill again",
        "Globex again: pay invoice",
        "Email Globex again",
        "Send Globex manager the slides",
        "Globex tasting with the manager",
        "Globex 2 pm",
        "Globex 2.30",
        "Globex Concert 2",
        "Buy Globex 2 for 1",
    ],
)
def test_what_says_more_is_something_else(title: str) -> None:
    assert not beside_an_interview(title).is_interview


def test_an_employer_is_known_by_the_word_that_only_it_has() -> None:
    first = event("Interview Bäckerei Larchmoor", uid="first@example.com", day=12)
    titles = ("Larchmoor again", "Bäckerei Quarn again")
    found = recognise([first, *(event(title, uid=title) for title in titles)], ROBIN, LEXICON)[1:]
    assert [finding.is_interview for finding in found] == [True, False]


def test_a_known_name_is_found_within_a_sentence() -> None:
    found = beside_an_interview("Stacey agency about Globex job, interview")
    assert found.company == "Globex"


def test_people_of_the_employer_count_like_a_talk() -> None:
    assert beside_an_interview("Globex values", ME, DANA).is_interview


def test_the_instances_of_a_series_do_not_vouch_for_each_other() -> None:
    weeks = [event("Zoom Globex", uid="weekly@example.com", day=day) for day in (5, 12, 19)]
    assert [found.is_interview for found in recognise(weeks, ROBIN, LEXICON)] == [False, False, False]


def test_a_date_in_a_series_counts_from_each_instance() -> None:
    weeks = [event("Interview Globex", "They decide tomorrow", uid="weekly@example.com", day=day) for day in (5, 12)]
    found = [finding.decision and finding.decision.by for finding in recognise(weeks, ROBIN, LEXICON)]
    assert [str(day) for day in found] == ["2026-11-06", "2026-11-13"]


def test_the_text_of_a_series_is_searched_for_dates_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weeks = [
        event("Interview Globex", "They decide on Friday about the long series", uid="long@example.com", day=day)
        for day in range(1, 29)
    ]
    searched = []

    def noted(text: str) -> str:
        searched.append(text)
        return fold(text)

    monkeypatch.setattr(decision, "fold", noted)
    recognise(weeks[:1], ROBIN, LEXICON)
    once = len(searched)
    assert once
    found = [finding.decision and finding.decision.by for finding in recognise(weeks, ROBIN, LEXICON)]
    assert [str(day) for day in found[:7]] == [*["2026-11-06"] * 5, *["2026-11-13"] * 2]
    assert len(searched) == once
