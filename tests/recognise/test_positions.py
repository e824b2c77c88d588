"""The position where its name is no known occupation, where only the text tells it, and where a title tells another."""

import pytest

from recognise.samples import event, finding


@pytest.mark.parametrize(
    ("title", "notes", "role"),
    [
        (
            "Interview Acme",
            "We would like to talk about the position of Second Galley Hand with you.",
            "Second Galley Hand",
        ),
        ("Vorstellungsgespräch Acme", "Danke für Ihre Bewerbung auf die Stelle als Erste Hausdame.", "Erste Hausdame"),
        ("Entretien Acme", "Nous vous recevons pour le poste de Premier de rang.", "Premier de rang"),
        ("Entrevista Acme", "Te esperamos para el puesto de Oficial de segunda.", "Oficial de segunda"),
        ("Colloquio Acme", "La aspettiamo per la posizione di Secondo di cucina.", "Secondo di cucina"),
        ("Entrevista Acme", "Fica marcada a entrevista para a vaga de Segundo de cozinha.", "Segundo de cozinha"),
        ("Sollicitatiegesprek Acme", "We spreken je graag over de functie van Tweede stuurman.", "Tweede stuurman"),
        ("Interview Acme", "Thanks for your interest in the position of trust.", None),
        ("Interview Acme", "Nous recherchons pour le poste de Lyon.", None),
    ],
)
def test_a_noun_for_positions_introduces_what_is_no_known_occupation(title: str, notes: str, role: str | None) -> None:
    assert finding(event(title, notes)).role == role


@pytest.mark.parametrize(
    ("notes", "role"),
    [
        ("Job: 2026-1148 Deck Rigger II", "Deck Rigger II"),
        ("Job: 88213 - Deck Rigger II\nInterviewers: Dana Okafor", "Deck Rigger II"),
        ("Position: (77-1204) Deck Rigger", "Deck Rigger"),
        ("Job: 2026-1148", None),
    ],
)
def test_the_number_of_a_requisition_is_no_part_of_the_position(notes: str, role: str | None) -> None:
    assert finding(event("Acme - Interview Confirmation", notes)).role == role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Telefonat Frau Grün (Nordwind) wg. Stelle Einkauf", "Einkauf"),
        ("Vorstellungsgespräch Nordwind: Position Compliance", "Compliance"),
        ("Vorstellungsgespräch Nordwind, Stelle Lohn und Gehalt", "Lohn und Gehalt"),
        ("Vorstellungsgespräch Stelle Nordwind", None),
    ],
)
def test_a_field_behind_the_noun_is_the_position(title: str, role: str | None) -> None:
    assert finding(event(title, "Ich bringe die Unterlagen für das Gespräch mit.")).role == role


@pytest.mark.parametrize(
    ("title", "notes", "role"),
    [
        ("Interview Acme", "Ask for Dana. finish carpenter. bring boots", "finish carpenter"),
        ("Interview Acme", "Dana Okafor. Staff engineer", None),
        ("Interview Acme", "Through an old friend. EMEA Account Manager role", "EMEA Account Manager"),
        ("Interview Acme", "Sam found the role. It is a great role", None),
    ],
)
def test_a_clause_of_its_own_is_the_position(title: str, notes: str, role: str | None) -> None:
    assert finding(event(title, notes)).role == role


@pytest.mark.parametrize(
    "title",
    [
        "Acme interview - chat w VP Sales",
        "Interview Acme, meet Dana + the owner",
        "Interview Acme (HR + engineering manager)",
        "Vorstellungsgespräch Acme mit Teamleiter",
        "Entretien Acme (RRH + chef exécutif)",
        "Entretien Acme avec Directrice générale",
        "Entrevista Acme (RRHH + jefa de ventas)",
        "Entrevista Acme con Directora de ventas",
        "Colloquio Acme con Titolare",
        "Colloquio Acme (HR + responsabile vendite)",
        "Sollicitatiegesprek Acme met Directeur",
        "Entrevista Acme com Diretora comercial",
    ],
)
def test_whom_the_user_meets_is_not_the_position(title: str) -> None:
    assert finding(event(title)).role is None
