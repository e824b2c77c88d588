"""How an application ended, in the words of seven languages."""

import pytest

from followup_cal.model import Outcome
from recognise.samples import event, finding


@pytest.mark.parametrize(
    "notes",
    [
        "25/11 they rang, they hired someone else",
        "Mail: they chose somebody else",
        "Anruf am 25.: haben sich für jemand anderen entschieden",
        "ils ont retenu une autre candidate",
        "mail : ils ont embauché quelqu'un d'autre",
        "25/11 me llaman: han elegido a otra candidata :(",
        "han contratado a otro",
        "hanno scelto un'altra candidata",
        "mail: hanno assunto qualcun altro",
        "escolheram outra candidata",
        "ze hebben een ander gekozen",
    ],
)
def test_somebody_else_was_taken(notes: str) -> None:
    found = finding(event("Interview Acme", notes))
    assert (found.outcome, found.decision) == (Outcome.REJECTED, None)


@pytest.mark.parametrize(
    "notes",
    [
        "si han elegido a otra candidata me avisan",
        "ils ont choisi une autre salle",
        "escolheram outra sala",
        "they chose another room",
    ],
)
def test_another_room_is_no_other_candidate(notes: str) -> None:
    assert finding(event("Interview Acme", notes)).outcome is None


@pytest.mark.parametrize(
    "notes",
    [
        "If you cannot attend, release your slot so that it can be offered to another candidate.",
        "We can then offer the time to another candidate.",
        "Bitte sagen Sie rechtzeitig ab, damit wir einem anderen Kandidaten den Termin geben.",
        "Afin de proposer ce créneau à un autre candidat, prévenez-nous.",
        "Avísenos para que podamos ofrecer la hora a otro candidato.",
        "Ci avvisi per tempo per offrire il posto ad un altro candidato.",
        "Laat het weten zodat we het tijdstip aan een andere kandidaat geven.",
        "Avise para que possamos oferecer o horário a outro candidato.",
    ],
)
def test_a_slot_that_goes_to_another_candidate_is_no_rejection(notes: str) -> None:
    assert finding(event("Interview Acme", notes)).outcome is None


@pytest.mark.parametrize(
    "title",
    [
        "ACME OFFER!! call Dana back",
        "Acme Angebot!! Dana zurückrufen",
        "Acme offre !! rappeler Dana",
        "¡Oferta! Llamada Acme",
        "OFFERTA! chiamata Acme",
        "Acme aanbod!! Dana bellen",
        "Acme proposta!! ligar à Dana",
    ],
)
def test_an_offer_in_the_title_is_no_interview(title: str) -> None:
    other = event("Interview Acme with Dana Okafor", uid="2@example.com", day=12)
    assert not finding(event(title), other).followups
