"""What people type in a few words: trial days, abbreviations, talks whose notes tell what they are about."""

from datetime import date

import pytest

from followup_cal.recognise import recognise
from followup_cal.scan import Selection
from followup_cal.scan.judge import Judge
from recognise.samples import LEXICON, ROBIN, event, finding
from recognise.scoring import BEGINNING, ENDING


@pytest.mark.parametrize(
    "title",
    [
        "Globex 2nd int",
        "zoom int Globex 4pm",
        "Auswahltag Trainee Vertrieb",
        "Hospitation Haus Linde",
        "Journée d'essai Atelier Nord",
        "Jornada de prueba Solaria",
        "Giornata di prova Trattoria Riva",
        "Proefdienst Bakkerij Jansen",
        "Interview Hotel Adler",
        "sollicitatie gemeente Noordwaard",
    ],
)
def test_short_words_for_interviews(title: str) -> None:
    assert finding(event(title)).is_interview


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("Telefonat Nordwind Personal", "wegen meiner Bewerbung, Frau Abel ruft an"),
        ("Teams w/ Globex (via Brightside) staff nurse", "Kim from the agency sits in, they decide by Friday"),
        ("Appel Atelier Nord", "ma candidature, le poste de vendeuse"),
    ],
)
def test_talk_whose_notes_speak_of_a_position(title: str, notes: str) -> None:
    assert finding(event(title, notes)).is_interview


def test_scan_lets_a_talk_about_a_position_pass() -> None:
    judge = Judge(
        Selection(
            BEGINNING, ENDING, talk_words=LEXICON.talk_words, topic_words=LEXICON.topic_words, title_words=("x1",)
        )
    )
    talk = b"BEGIN:VEVENT\r\nSUMMARY:Telefonat Nordwind\r\nDESCRIPTION:%b\r\nEND:VEVENT\r\n"
    assert judge.has_word(talk % b"wegen meiner Bewerbung")
    assert not judge.has_word(talk % b"wegen der Lieferung")
    assert not judge.has_word(b"BEGIN:VEVENT\r\nSUMMARY:Nordwind\r\nDESCRIPTION:meine Bewerbung\r\nEND:VEVENT\r\n")


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("Mia's interview!!", "fingers crossed for her"),
        ("Nele Probearbeiten bei uns (Bewerberin)", ""),
        ("Vorstellungsgespräche Azubis, bin Beisitzer", "vier Leute, je 30 Minuten"),
        ("Occupational health telephone assessment", "The adviser will ring you."),
        ("Vorstellung Staatstheater", "Karten an der Abendkasse"),
        ("Hotel for interview Globex", ""),
        ("Call with the bank", "about the mortgage"),
        ("Zoom project manager", "status and risks"),
    ],
)
def test_what_only_sounds_like_it(title: str, notes: str) -> None:
    assert not finding(event(title, notes)).is_interview


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("Nordwind Zweitgespräch inkl. Fallstudie", "Nordwind"),
        ("Interview - Community Officer (Ref CO/2231), Globex", "Globex"),
        ("Interview Hotel Adler", "Hotel Adler"),
    ],
)
def test_employer_in_a_short_title(title: str, company: str) -> None:
    assert finding(event(title)).company == company


@pytest.mark.parametrize(
    ("notes", "names"),
    [
        ("panel: Mrs Abel + chair of governors Keith Moor", {"Abel", "Keith Moor"}),
        ("Beginn ist der 1. September", set()),
        ("DBS runs out soon", set()),
        ("Nordwind Handels AG", set()),
    ],
)
def test_people_in_short_notes(notes: str, names: set[str]) -> None:
    assert {person.name for person in finding(event("Interview Globex", notes)).interviewers} == names


@pytest.mark.parametrize(
    ("notes", "day"),
    [
        ("They let everyone know the same evening", date(2026, 11, 19)),
        ("Sie hören noch am selben Tag von uns", date(2026, 11, 19)),
        ("ze belt nog voor het weekend", date(2026, 11, 20)),
        ("Offers will be made by telephone on or before 4 December", date(2026, 12, 4)),
        ("Du hörst in der Woche ab dem 30. November von uns", date(2026, 12, 4)),
    ],
)
def test_decision_told_in_passing(notes: str, day: date) -> None:
    decision = finding(event("Interview Globex", notes)).decision
    assert decision is not None
    assert decision.by == day


def test_another_talk_at_a_known_employer() -> None:
    first = event("Interview Globex Hospice", uid="1@example.com")
    second = event("Globex Hospice - meet the night team", uid="2@example.com", day=26)
    assert recognise([first, second], ROBIN, LEXICON)[1].is_interview
