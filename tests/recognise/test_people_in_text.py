"""Names in rows and in schedules."""

import pytest

from followup_cal.recognise.chains import chained, trimmed
from followup_cal.recognise.itinerary import itinerary
from recognise.samples import LEXICON


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dana Okafor, Sam Lee and Ruth Grün", ["Dana Okafor", "Sam Lee", "Ruth Grün"]),
        ("Dana Okafor (CTO), Sam Lee", ["Dana Okafor", "Sam Lee"]),
        ("Dr. Dana Okafor & Herr Lee, then lunch", ["Dana Okafor", "Lee"]),
        ("Dana Okafor, Funding Manager, and Sam Lee", ["Dana Okafor", "Sam Lee"]),
        ("Mónica e Zé", ["Mónica", "Zé"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("the whole team", []),
        ("Monday at ten", []),
    ],
)
def test_names_in_a_row(text: str, names: list[str]) -> None:
    assert list(chained(text, LEXICON, least=1)) == names


def test_only_full_names_where_they_are_asked_for() -> None:
    assert list(chained("Dana Okafor, Sam", LEXICON, least=2)) == ["Dana Okafor"]


@pytest.mark.parametrize(
    ("text", "name"), [("OKAFOR Dana", "Dana Okafor"), ("Dana von Globex", "Dana von Globex"), ("Interview", None)]
)
def test_a_name_is_made_presentable(text: str, name: str | None) -> None:
    assert trimmed(text, LEXICON) == name


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("10:00-10:45 Dana Okafor, Staff Engineer\n11:00 Manager talk - Sam Lee", ["Dana Okafor", "Sam Lee"]),
        ("9:00 AM - 9:45 AM\nInterview with Dana Okafor (Lead)\n\n10:00 AM\nLunch", ["Dana Okafor"]),
        ("11:15 Interview with Dana Okafor (Planner) and Sam Lee (Buyer)", ["Dana Okafor", "Sam Lee"]),
        ("10:45–11:30 Values — Dana Okafor, Customer Success", ["Dana Okafor"]),
        ("12:00 Lunch with the team\n13:00 break", []),
        ("We start at 10:00 with Dana Okafor", []),
    ],
)
def test_the_people_of_a_schedule(body: str, names: list[str]) -> None:
    assert list(itinerary(body, LEXICON)) == names
