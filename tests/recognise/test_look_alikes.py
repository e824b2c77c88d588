"""What speaks for something else, and where it does not count."""

import pytest

from followup_cal.model import Attendee, Person
from recognise.samples import DANA, ME, event, finding


def test_words_of_the_users_own_trade_are_no_look_alikes() -> None:
    talk = event("Thermenhotel Nord – Kennenlerngespräch", "mit der Leitung Therapie. Melden sich in 14 Tagen")
    applied = event("Vorstellungsgespräch: Physiotherapeutin bei Klinik Sonne", uid="2@example.com")
    assert [sign for sign in finding(talk).reasons if "medical" in sign] == [
        "“therapie” speaks of something else: medical (-2)"
    ]
    assert not [sign for sign in finding(talk, applied).reasons if "medical" in sign]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Citizenship interview", "other_interview"),
        ("Entrevista de desvinculación", "exit_interview"),
        ("Entretien avec un candidat", "candidate_interview"),
        ("Rollenspiel Vorstellungsgespräch", "prep"),
        ("Interview met een journalist van de krant", "media"),
        ("Colloquio con la maestra", "school"),
        ("面接練習", "prep"),
        ("Interview practice", "prep"),
        ("Practice for Globex interview", "prep"),
        ("Entretien PPCR – rendez-vous de carrière", "hr_meeting"),
    ],
)
def test_other_talks_of_every_language(title: str, kind: str) -> None:
    found = finding(event(title))
    assert (found.is_interview, found.kind) == (False, kind)


@pytest.mark.parametrize(
    "title",
    ["Vorstellungsgespräch Zahnarzt Dr. Abel", "Bewerbungsgespräch Kita Sonnenhof", "Job interview at the vet clinic"],
)
def test_an_express_word_outweighs_where_people_work(title: str) -> None:
    assert finding(event(title)).is_interview


def test_a_matter_of_life_outweighs_a_plain_word() -> None:
    assert not finding(event("Dentist, then interview about the bill")).is_interview


def test_a_school_is_an_employer_where_a_position_is_told() -> None:
    assert finding(event("Entretien école Les Tilleuls", "Poste prof de français, contrat 18h")).is_interview
    assert not finding(event("Entretien école Les Tilleuls", "pour Léo, carnet de santé")).is_interview


def test_the_employers_name_in_the_text_is_no_other_matter_either() -> None:
    notes = "We look forward to the interview for Claims Manager at Granite Peak Insurance."
    guest = Attendee(Person("Dana Okafor", "dana@granitepeak.example"))
    assert finding(event("Interview - Robin Vega - Granite Peak Insurance", notes, ME, guest)).is_interview


@pytest.mark.parametrize(
    "notes", ["prepare for system design, print the map", "Zug nach Halle 8:12, Anzug", "lunch after"]
)
def test_what_the_user_notes_down_for_an_interview_says_nothing_against_it(notes: str) -> None:
    assert finding(event("Globex second round", notes)).is_interview
    assert finding(event("Globex onsite", f"{notes}\nAbout the vacancy")).is_interview


def test_a_stranger_who_writes_of_preparation_offers_it() -> None:
    assert not finding(event("Robin and Dana", "We prepare for your interviews.", ME, DANA)).is_interview


@pytest.mark.parametrize(
    "title",
    [
        "Hotel Adler – Vorstellungsgespräch als Koch",
        "Globex: lunch with the team, final round",
        "Interview Larchmoor dental practice",
        "Interview at Dr Miller's practice",
        "Interview medical practice nurse",
    ],
)
def test_employers_and_meals_are_no_other_matter(title: str) -> None:
    assert finding(event(title)).is_interview


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("Acme HackerRank test - link expires today", ""),
        ("Codility Acme: last day to start", ""),
        ("HackerRank-Test Acme, läuft heute ab", "Bitte nicht vergessen, die Aufgaben sind für die Stelle"),
        ("test HackerRank Acme, le lien expire ce soir", "pour le poste, ne pas oublier"),
        ("prueba HackerRank Acme: caduca hoy", "para el puesto, no olvidar"),
        ("test HackerRank Acme: il link scade stasera", "per la posizione, non dimenticare"),
        ("HackerRank Acme, link verloopt vandaag", "voor de functie, niet vergeten"),
        ("teste HackerRank Acme: o link expira hoje", "para a vaga, não esquecer"),
    ],
)
def test_the_last_day_of_a_test_is_a_reminder(title: str, notes: str) -> None:
    found = finding(event(title, notes))
    assert (found.is_interview, found.kind) == (False, "reminder")


def test_a_link_that_expires_is_part_of_many_invitations() -> None:
    assert finding(event("Interview Acme", "The link expires on 3 December.")).is_interview
