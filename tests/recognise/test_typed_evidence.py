"""What somebody typed is an interview where an application, who is met, and how it is decided come together."""

import pytest

from followup_cal.model import Stage
from followup_cal.recognise import recognise
from recognise.samples import LEXICON, ROBIN, event

TALKS = [
    ("Vorstellen Kanzlei Lindenhof", "Frau Mag. Pohl, Sachbearbeiterin. Gibt mir bis Montag Bescheid"),
    ("Hotel Seeblick – Kennenlerngespräch", "mit Herrn Amsler, Direktor. Melden sich in den nächsten 14 Tagen"),
    ("Diakonie Rabenau, Hr. Tillmann", "Vorstellung, Erzieher 20h. Zeugnisse mitnehmen"),
    ("Farmacia Olmedal – prueba de mostrador", "con Jesús Portillo, el adjunto. me llaman esta semana si encajo"),
    ("Brasserie Valmont, suite avec le patron", "M. Guérin. réponse d'ici vendredi"),
    ("Aldonça, segunda conversa", "com o Rui Tavares, diretor. vaga de analista. respondem até sexta"),
    ("Officina Berton prova pratica", "con il sig. Zanin, mi dicono entro venerdì"),
    ("Kaasmakerij Van Loon proefdraaien", "met Joris Bakker. hoor het voor vrijdag"),
    (
        "Lunch w/ Fergus Dunmore, MD at Wexcombe",
        "the associate director job. he decides in December",
    ),
    ("Almoço com o Tiago, CTO da Corvelinha", "sobre a vaga de tech lead. diz que me liga para a semana"),
    ("Hartwell brewery phone call", "maintenance tech, shifts. Bev from HR rings me"),
]
OTHERS = [
    ("Teams Globex (Frau Sala)", "Einkaufsleiterin. Angebot Wartung, entscheidet bis 20.11."),
    ("Call Kowalski", "Elektriker. meldet sich bis Freitag wegen Angebot"),
    ("Kennenlerngespräch Kita Regenbogen", "Frau Huber, Leitung. Bescheid bis Freitag"),
    ("Kennenlerngespräch Coaching Blickwinkel", "mit Frau Huber, meldet sich bis Montag"),
    ("Kennenlerngespräch WG Südstadt", "Lena und Tom, geben bis Sonntag Bescheid"),
    ("Vorstellen neuer Hausarzt Dr. Pohl", "Befunde mitnehmen, meldet sich bis Freitag"),
    ("Kennenlerngespräch Hundeschule Pfote", "mit Frau Arndt, Platz bis Montag zugesagt oder nicht"),
    ("Kennenlerngespräch Hebamme Frau Lang", "gibt bis Freitag Bescheid"),
    ("Call HR about payroll", "Bev Stone from HR, payslip"),
    ("Teams Personalabteilung", "Frau Kern wegen Elternzeit, Antwort bis Freitag"),
    ("Flat viewing Larch Road", "with Sam Lee, they decide by Friday"),
    ("Mortgage meeting Northbank", "with Sam Lee, adviser. decision by Friday"),
    ("Meeting Oakfield nursery", "with Mrs Bell, they let us know by Friday about the place"),
    ("Parents meeting St Brannock", "Mr Cole, head. offers a place by Friday"),
    ("Visita piso calle Mayor", "con el dueño, Iñaki Sanz. decide antes del viernes"),
    ("Prueba de alergia", "Dra. Molina, resultados en dos semanas"),
    ("Prueba de vestuario", "con Marta Gil, boda"),
    ("Visite appartement Lyon", "Mme Guérin, réponse avant vendredi"),
    ("Rencontre assistante maternelle", "Mme Roche, réponse d'ici vendredi"),
    ("RDV banque, prêt", "M. Guérin, conseiller. réponse sous quinzaine"),
    ("Visita appartamento via Roma", "sig. Zanin, fa sapere entro lunedì"),
    ("Prova abito Atelier Bianco", "con Marta Gilli, pronto entro venerdì"),
    ("Assicuratore in ufficio", "dott. Zanin, risposta entro venerdì"),
    ("Kennismaking kinderdagverblijf De Eik", "mevr. Bos, hoor het voor vrijdag"),
    ("Kennismaking huisarts", "dr. Bos, belt voor vrijdag"),
    ("Bezichtiging flat", "dhr. Bos, makelaar. besluit voor vrijdag"),
    ("Reunião condomínio", "com o Rui Tavares, administrador. decidem até sexta"),
    ("Reunião com a diretora da escola", "D. Ana Melo, turma da Bia, respondem até sexta"),
    ("CV überarbeiten", "Lebenslauf, Anschreiben Nordwind, Zeugnisse"),
    ("Bewerbung Nordwind schreiben", "Ansprechpartnerin Frau Abel, Stelle bis Freitag"),
    ("Onsite Globex", "with Dana Okafor, install printers. lets me know by Friday"),
    ("Panel Rotary Club", "with Dana Okafor, decide by Friday"),
    ("Step 2 Driving School Larch", "with Sam Lee, result by Friday"),
    ("Next steps Globex", "with Sam Lee, solicitor. answer by Friday"),
    ("Kennenlerngespräch Chor Cantabile", "Frau Lang, Vorsingen, Bescheid bis Freitag"),
    ("Kennenlerngespräch Verein Nordlicht", "mit Herrn Lang, Ehrenamt, meldet sich bis Montag"),
    ("Vorstellung Theater Nord", "Frau Lang hat Karten, Bescheid bis Freitag"),
    ("Ring agency re timesheets", "Stacey Poole, they pay by Friday"),
]


@pytest.mark.parametrize(("title", "notes"), TALKS)
def test_weak_evidence_of_several_kinds_is_enough(title: str, notes: str) -> None:
    assert recognise([event(title, notes)], ROBIN, LEXICON)[0].is_interview


@pytest.mark.parametrize(("title", "notes"), OTHERS)
def test_people_and_promises_alone_are_not(title: str, notes: str) -> None:
    assert not recognise([event(title, notes)], ROBIN, LEXICON)[0].is_interview


def test_who_is_met_is_named_behind_two_forms_of_address_and_no_article() -> None:
    polite = recognise([event("Vorstellen Praxis Lindenhof", "Frau Mag. Pohl. Bescheid bis Montag")], ROBIN, LEXICON)[0]
    assert [person.name for person in polite.interviewers] == ["Pohl"]
    officer = recognise([event("Café com o Tiago, CTO da Corvelinha", "sobre a vaga de analista")], ROBIN, LEXICON)[0]
    assert officer.company == "Corvelinha"
    assert [person.name for person in officer.interviewers] == ["Tiago"]


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Telefonat Nordwind", Stage.PHONE_SCREEN),
        ("Llamada Nordwind", Stage.PHONE_SCREEN),
        ("Phone Nordwind", Stage.PHONE_SCREEN),
        ("2nd call Nordwind", Stage.UNKNOWN),
        ("Zoom call Nordwind", Stage.UNKNOWN),
    ],
)
def test_a_first_talk_by_telephone_is_a_screen(title: str, stage: Stage) -> None:
    assert recognise([event(title, "they told me about the role, my application")], ROBIN, LEXICON)[0].stage is stage


def test_an_agency_tells_of_a_client_whose_recruiter_it_is_not() -> None:
    first = event("Kirsty @ Voltline Recruitment", "site manager job, client is Axholme Power. cv", uid="first", day=5)
    later = event("Axholme interview", "Kirsty says two people", uid="later")
    found = recognise([first, later], ROBIN, LEXICON)
    assert [item.company for item in found] == ["Axholme Power", "Axholme"]
    assert [person.name for person in found[0].interviewers] == ["Kirsty"]
    assert found[1].recruiter is None


def test_a_client_told_by_an_agency_is_known() -> None:
    first = event("Kirsty @ Voltline Recruitment", "site manager job, client is Axholme Power. cv", uid="first", day=5)
    assert recognise([first, event("Axholme teams 3pm")], ROBIN, LEXICON)[1].is_interview


def test_somebody_of_the_staff_office_is_met() -> None:
    found = recognise([event("Interview Nordwind", "bring papers. Bev from HR rings me")], ROBIN, LEXICON)[0]
    assert [person.name for person in found.interviewers] == ["Bev"]
