"""A title that says no more than who is met at an employer of another interview is one more talk there."""

from dataclasses import replace

import pytest

from followup_cal.model import Event, Finding, Person, Profile
from followup_cal.recognise import recognise
from recognise.samples import LEXICON, event

ME = Profile(names=("Robin Lindqvist",), addresses=("robin@example.com",), timezone="Europe/Berlin")
FIRST = {
    "en": event("Interview Larkbeck Mills", "with Tanya Osgood", uid="en", day=5),
    "de": event("Vorstellungsgespräch Sonnmatt Pumpen", "mit Frau Ruth Zellinger", uid="de", day=5),
    "fr": event("Entretien Verdanne Logistique", "avec Hélène Mazurier", uid="fr", day=5),
    "es": event("Entrevista Grupo Altamora", "con Nuria Belinchón", uid="es", day=5),
    "pt": event("Entrevista Corvelinha Software", "com Telma Rebordão", uid="pt", day=5),
    "it": event("Colloquio Valtorre Tessuti", "con Ivo Scarpellone", uid="it", day=5),
    "nl": event("Sollicitatiegesprek Dijkermans Kaas", "met Femke Oudshoorn", uid="nl", day=5),
}


def beside(language: str, later: Event, *more: Event) -> Finding:
    """What is found in an event of a user who has an interview at the employer of a language."""
    return recognise([FIRST[language], later, *more], ME, LEXICON)[1]


TALKS = [
    ("en", "Larkbeck teams 3pm Tanya"),
    ("en", "Larkbeck - Tanya Osgood"),
    ("en", "Larkbeck, 2pm, Osgood again"),
    ("en", "Zoom Larkbeck Mills w/ MD"),
    ("en", "Larkbeck (Tanya + CEO)"),
    ("de", "Sonnmatt: Gespräch Teams (Zellinger)"),
    ("de", "Video Sonnmatt Pumpen, Hr. Gross"),
    ("de", "Sonnmatt Pumpen, Fr. Zellinger 14 Uhr"),
    ("de", "Tel. Sonnmatt"),
    ("de", "Video Fa. Sonnmatt (über Arbora Personal)"),
    ("fr", "Verdanne, suite avec Hélène"),
    ("fr", "Visio Verdanne 15h"),
    ("fr", "Verdanne - Mme Mazurier"),
    ("es", "Altamora Teams 18h (Nuria y Jordi)"),
    ("es", "Altamora otra vez (con el gerente)"),
    ("es", "Videollamada Altamora - Sra. Belinchón"),
    ("pt", "Corvelinha - conversa (Telma + sócia)"),
    ("pt", "Corvelinha com a Telma"),
    ("pt", "Café com Telma, CTO da Corvelinha"),
    ("it", "Valtorre teams"),
    ("it", "Valtorre bis - dott. Scarpellone"),
    ("it", "Valtorre - AD Ing. Lomazzi"),
    ("nl", "Dijkermans Kaas - koffie met Femke"),
    ("nl", "Dijkermans videogesprek 10.30"),
    ("nl", "Dijkermans, mevr. Oudshoorn"),
]
OTHERS = [
    ("en", "Larkbeck"),
    ("en", "Larkbeck application deadline"),
    ("en", "prep Larkbeck"),
    ("en", "drive to Larkbeck"),
    ("en", "read about Larkbeck"),
    ("en", "Larkbeck annual report, chapter 2"),
    ("en", "dinner with Sam (works at Larkbeck)"),
    ("en", "Coffee with Sam (works at Larkbeck)"),
    ("en", "Coffee with Sam, ex Larkbeck"),
    ("en", "Larkbeck first day"),
    ("en", "Larkbeck onboarding call"),
    ("en", "Larkbeck induction, Tanya"),
    ("en", "Larkbeck contract signing w/ Tanya"),
    ("en", "Larkbeck start date call"),
    ("en", "call Larkbeck about start date"),
    ("en", "Larkbeck open evening, meet the team"),
    ("en", "Larkbeck factory shop 2pm"),
    ("en", "Tanya birthday Larkbeck"),
    ("en", "email Tanya Larkbeck"),
    ("en", "Ask Tanya about Larkbeck parking"),
    ("en", "Larkbeck webinar on zoom"),
    ("de", "Sonnmatt Bewerbung abschicken"),
    ("de", "Sonnmatt nachlesen"),
    ("de", "Zug Sonnmatt 8:12"),
    ("de", "Feierabendbier mit Lukas (arbeitet bei Sonnmatt)"),
    ("de", "Kaffee mit Lukas (arbeitet bei Sonnmatt)"),
    ("de", "Sonnmatt erster Arbeitstag"),
    ("de", "Sonnmatt Einarbeitung Frau Zellinger"),
    ("de", "Sonnmatt Betriebsführung Besuch Kinder"),
    ("de", "Anruf Sonnmatt wegen Heizungspumpe"),
    ("fr", "Candidature Verdanne avant minuit"),
    ("fr", "Verdanne: renvoyer le contrat à Hélène"),
    ("fr", "Déménagement Verdanne"),
    ("fr", "Appel Verdanne pour le colis"),
    ("fr", "Verdanne premier jour"),
    ("es", "Plazo Altamora"),
    ("es", "Altamora: firmar contrato con Nuria"),
    ("es", "Cena Hotel Altamora con Nuria"),
    ("es", "Café con Pablo (trabaja en Altamora)"),
    ("es", "Llamar Altamora factura"),
    ("es", "Altamora primer día"),
    ("pt", "Candidatura Corvelinha até hoje"),
    ("pt", "Café com Rúbia (trabalha na Corvelinha)"),
    ("pt", "Corvelinha: entregar documentos à Telma"),
    ("pt", "Reunião Corvelinha fornecedores"),
    ("it", "Valtorre scadenza candidatura"),
    ("it", "Aperitivo con Luca (lavora in Valtorre)"),
    ("it", "Valtorre primo giorno"),
    ("it", "Valtorre saldi 2"),
    ("it", "Treno Valtorre"),
    ("nl", "Dijkermans sollicitatie versturen"),
    ("nl", "Dijkermans bezorging 10.30"),
    ("nl", "Koffie met Bram (werkt bij Dijkermans)"),
    ("nl", "Dijkermans eerste werkdag"),
    ("nl", "bellen Dijkermans over de bestelling"),
]


@pytest.mark.parametrize(("language", "title"), TALKS)
def test_who_is_met_and_how_makes_a_talk(language: str, title: str) -> None:
    assert beside(language, event(title)).is_interview


@pytest.mark.parametrize(("language", "title"), OTHERS)
def test_what_else_a_title_says_makes_it_something_else(language: str, title: str) -> None:
    assert not beside(language, event(title)).is_interview


@pytest.mark.parametrize("title", ["Bank call", "call bank", "bank appointment 3pm"])
def test_a_kind_of_employer_may_be_any(title: str) -> None:
    first = event("Interview Bank of Larkbeck", "with Tanya Osgood", uid="first", day=5)
    assert not recognise([first, event(title)], ME, LEXICON)[1].is_interview


def test_a_kind_with_somebody_known_is_the_one() -> None:
    first = event("Interview Bank of Larkbeck", "with Tanya Osgood", uid="first", day=5)
    assert recognise([first, event("Bank call, Tanya")], ME, LEXICON)[1].is_interview


@pytest.mark.parametrize(
    "notes",
    ["with Tanya Osgood. Said no thanks", "Tanya Osgood: they went with someone else", "I got it! signed contract"],
)
def test_what_follows_the_end_is_no_more_talk(notes: str) -> None:
    ended = event("Interview Larkbeck Mills", notes, uid="ended", day=5)
    before, after = (event("Larkbeck zoom 3pm", uid=str(day), day=day) for day in (2, 19))
    found = recognise([ended, before, after], ME, LEXICON)
    assert [item.is_interview for item in found] == [True, True, False]


def test_an_express_interview_counts_after_the_end() -> None:
    ended = event("Interview Larkbeck Mills", "they went with someone else", uid="ended", day=5)
    assert recognise([ended, event("Larkbeck interview")], ME, LEXICON)[1].is_interview


def test_a_title_may_tell_of_the_end() -> None:
    ended = event("Larkbeck Mills: they went with someone else", uid="ended", day=12)
    assert not beside("en", event("Larkbeck zoom 3pm"), ended).is_interview


def test_a_series_is_no_talk() -> None:
    weekly = replace(event("Larkbeck zoom", uid="weekly"), recurring=True)
    assert not beside("en", weekly).is_interview


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Larkbeck Osgood again", ["Osgood"]),
        ("Larkbeck - Tanya Osgood", ["Tanya Osgood"]),
        ("Larkbeck teams, Tanya + CEO", ["Tanya"]),
        ("Larkbeck zoom", []),
    ],
)
def test_somebody_known_is_met_again(title: str, names: list[str]) -> None:
    assert [person.name for person in beside("en", event(title)).interviewers] == names


def test_the_name_in_the_address_of_those_who_invite_is_enough() -> None:
    host = Person("Ivo Scarpellone", "i.scarpellone@valtorre.example")
    first = event("Colloquio Ceramiche Valtorre", uid="first", organizer=host, day=5)
    found = recognise([first, event("Valtorre zoom")], ME, LEXICON)
    assert found[1].is_interview


def test_a_longer_name_holds_the_known_one() -> None:
    first = event("Zweitgespräch Aldbach", uid="first", day=5)
    found = recognise([first, event("Thermenhotel Aldbach – Kennenlerngespräch")], ME, LEXICON)[1]
    assert found.is_interview
