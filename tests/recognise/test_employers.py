"""Which of several names is the employer's."""

import pytest

from followup_cal.model import Person
from recognise.samples import DANA, ME, event, finding


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("Vorstellungsgespräch Landesamt für Kartografie", "Landesamt für Kartografie"),
        ("Interview Institute for Maps", "Institute for Maps"),
        ("Entretien Fondation pour la Mer", "Fondation pour la Mer"),
        ("Entrevista Instituto para Mapas", "Instituto para Mapas"),
        ("Colloquio Istituto per Mappe", "Istituto per Mappe"),
        ("Interview Hotel Larch for Head Chef", "Hotel Larch"),
    ],
)
def test_what_an_organisation_is_for_belongs_to_its_name(title: str, company: str) -> None:
    assert finding(event(title)).company == company


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("Vorstellungsgespräch Vega / Ahlers (Kunde: Versorgungskasse Nord)", "Versorgungskasse Nord"),
        ("Interview Okafor Search (client: Globex Works)", "Globex Works"),
        ("Entretien Roux Conseil (client : Lumière)", "Lumière"),
        ("Entrevista Gil Talento (cliente: Solaria)", "Solaria"),
        ("Sollicitatiegesprek Kamp Werving (opdrachtgever: Waterland)", "Waterland"),
    ],
)
def test_the_client_of_an_agency_is_the_employer(title: str, company: str) -> None:
    assert finding(event(title)).company == company


def test_a_guest_in_whose_name_a_tool_invites_is_not_the_employer() -> None:
    tool = Person("Dana Okafor", "globex@inbound.workable.com")
    found = finding(event("Video interview with Robin Vega: Legal Counsel", "Thanks!", ME, DANA, organizer=tool))
    assert (found.company, found.role) == ("Globex", "Legal Counsel")


def test_the_last_talks_are_no_part_of_the_name() -> None:
    assert finding(event("Acme Final Conversations - Robin Vega", "Your interview schedule")).company == "Acme"
