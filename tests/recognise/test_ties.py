"""Entries without any word for an interview: what ties them to an application, and what does not."""

import pytest

from followup_cal.model import Attendee, Person
from followup_cal.recognise.reading import myself, read
from followup_cal.recognise.ties import Ties, ties
from recognise.samples import DANA, LEXICON, ME, ROBIN, event, finding


def found(title: str, notes: str = "", *people: Attendee) -> Ties:
    one = event(title, notes, *people)
    me = myself(ROBIN, (one,), LEXICON)
    return ties(read(one, me, LEXICON), me, LEXICON)


def test_kinds_of_ties() -> None:
    tied = found("Call Globex HR", "about that vacancy, cook. Dana, director")
    assert (tied.talk, tied.desk, tied.typed) == ("call", "hr", True)
    assert tied.words == {"told": ("hr", "vacancy"), "role": ("cook", "director")}
    assert tied.specific == ("hr", "vacancy")


def test_no_word_counts_twice_and_none_within_another() -> None:
    assert found("Call Globex", "hiring manager, hiring manager").words == {"told": ("hiring manager",)}


def test_what_strangers_write_counts_beside_a_talk_only() -> None:
    text = "Our recruiter needs your CV and a cover letter for the vacancy."
    assert found("Globex", text, ME, DANA).words == {}
    assert found("Call Globex", text, ME, DANA).promising
    assert found("Globex", text).promising


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("Globex (Hafen) 10 Uhr", "Stelle als Disponent, erst Personal, dann Frau Abel (Leitung)"),
        ("Atelier Nord 14h", "pour le poste de vendeuse, d'abord avec la RH puis la gérante"),
        ("Solaria mañana", "vacante de cocinera, llevar el currículum"),
        ("Riva, via Verdi 4", "posizione di contabile, portare il curriculum, decidono entro venerdì"),
        ("Bakkerij Jansen", "vacature verkoopster, motivatiebrief meenemen"),
        ("Agency about Globex job", "shift manager, then they send my CV"),
    ],
)
def test_notes_of_an_application_are_enough(title: str, notes: str) -> None:
    assert finding(event(title, notes)).is_interview


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("Globex (Hafen) 10 Uhr", "Angebot besprechen, Frau Abel (Leitung)"),
        ("Call Northwind", "Sam Lee (CFO), Ana Ruiz, account manager; they decide by Friday"),
        ("Garage", "le mécanicien rappelle demain"),
        ("Solaria", "llevar los contratos, hablar con el director"),
        ("Gas man", "engineer comes between 8 and 12, manager will call back by Friday"),
    ],
)
def test_positions_and_functions_alone_are_not(title: str, notes: str) -> None:
    assert not finding(event(title, notes)).is_interview


def test_notes_of_an_application_in_a_strangers_invitation_are_not() -> None:
    host = Person("Kim Berg", "kim@northwind.example")
    talk = finding(event("Northwind roadmap", "hiring, open position, recruiting budget", ME, organizer=host))
    assert not talk.is_interview


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("Robin and Kim", "We look at your interviews so far."),
        ("Kim", "interview"),
    ],
)
def test_what_only_the_text_says_is_never_sure(title: str, notes: str) -> None:
    assert finding(event(title, notes, ME, DANA)).kind == "unsure"


@pytest.mark.parametrize(
    "title",
    [
        "Interview: landlord flat viewing",
        "Globex - wait for call",
        "Entrevista de ciudadanía",
        "Colloquio di cittadinanza",
    ],
)
def test_other_interviews_and_waiting_are_not(title: str) -> None:
    assert not finding(event(title)).is_interview


@pytest.mark.parametrize(
    ("title", "location", "stage"),
    [
        ("Interview Globex", "14 Harbour Road, Bristol", "onsite"),
        ("Interview Globex", "Microsoft Teams", "unknown"),
        ("Interview Globex", "https://globex.example/j/1", "unknown"),
        ("Interview Globex", "+49 30 1234567", "unknown"),
        ("Llamada RRHH Solaria", "", "recruiter_screen"),
    ],
)
def test_where_and_with_whom_tells_the_stage(title: str, location: str, stage: str) -> None:
    assert finding(event(title, location=location)).stage == stage
