"""One word with a capital is a name only where something says so: whoever is taken for a person gets a thank-you."""

import pytest

from followup_cal.model import Finding
from followup_cal.recognise import recognise
from recognise.samples import LEXICON, ROBIN, event, finding


def names(found: Finding) -> list[str | None]:
    return [person.name for person in found.interviewers]


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("Interview Globex (Porto)", ""),
        ("Interview Globex - Porto", ""),
        ("Entrevista Globex (Lisboa)", ""),
        ("Vorstellungsgespräch Globex – Hannover", ""),
        ("Telefoninterview Globex – Hannover", ""),
        ("Interview Globex", "Porto"),
        ("Interview Globex", "Passport + Laptop"),
        ("Interview Globex", "Parking, then reception"),
        ("Entretien Globex", "Badge, Parking, Accueil"),
        ("Colloquio Globex", "Curriculum, Diploma"),
        ("Vorstellungsgespräch Globex", "Mathe, Logik, Konzentration"),
        ("Vorstellungsgespräch Globex", "Zeugnis + Passfoto mitbringen"),
        ("Vorstellungsgespräch Globex", "mit Rundgang"),
        ("Vorstellungsgespräch Globex", "Eingang B, Parkplatz"),
        ("Interview Globex", "with Early Careers"),
        ("Interview Globex", "with Selection Secretariat, room 4"),
        ("Interview Globex", "Ask for Reception"),
        ("Interview Globex", "Contact: Early Careers Desk"),
    ],
)
def test_a_capital_alone_makes_no_name(title: str, notes: str) -> None:
    assert names(finding(event(title, notes))) == []


@pytest.mark.parametrize(
    ("title", "notes", "people"),
    [
        ("Interview Globex", "Dana (CTO)", ["Dana"]),
        ("Interview Globex", "Dana, head of data", ["Dana"]),
        ("Interview Globex", "Dana, re the role. She rings", ["Dana"]),
        ("Interview Globex", "Dana, 0117 496 0023", ["Dana"]),
        ("Interview Globex", "Dana will call", ["Dana"]),
        ("Interview Globex", "Dana + a colleague", ["Dana"]),
        ("Interview Globex", "Dana + site lead (Sam Lee)", ["Dana", "Sam Lee"]),
        ("Interview Globex", "Dana and Sam Lee", ["Dana", "Sam Lee"]),
        ("Interview Globex", "w/ Dana, Sam", ["Dana", "Sam"]),
        ("Entretien Globex", "avec Sophie et Marc", ["Sophie", "Marc"]),
        ("Llamada Globex (Begoña, RR.HH.)", "proceso de selección", ["Begoña"]),
        ("Globex hiring manager interview - hiring manager - Amit", "", ["Amit"]),
        ("Phone screen Globex - Dana", "", ["Dana"]),
        ("Vorstellungsgespräch Globex", "mit Timo (Teamleiter)", ["Timo"]),
        ("Vorstellungsgespräch Globex", "Ansprechpartner Timo", ["Timo"]),
        ("Vorstellungsgespräch Globex", "Claasen + Kollegin", ["Claasen"]),
        ("Vorstellungsgespräch Globex", "mit Frau Grün", ["Grün"]),
    ],
)
def test_what_stands_beside_it_makes_it_a_name(title: str, notes: str, people: list[str]) -> None:
    assert names(finding(event(title, notes))) == people


def test_a_lone_word_behind_full_names_tells_where_they_work() -> None:
    notes = "You will meet: Dana Okafor, Sam Lee, Finance"
    assert names(finding(event("Interview Globex", notes))) == ["Dana Okafor", "Sam Lee"]


def test_a_first_name_is_known_from_another_interview() -> None:
    first = event("Interview Globex", "with Dana Okafor", uid="first@example.com", day=12)
    for title, notes in (("Interview Globex (Dana + Sam)", ""), ("Interview Globex", "Dana and Sam")):
        found = recognise([first, event(title, notes)], ROBIN, LEXICON)[1]
        assert names(found) == ["Dana", "Sam"]
