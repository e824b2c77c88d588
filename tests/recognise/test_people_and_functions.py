"""Who takes part and who runs the process, told by what stands beside a name."""

import pytest

from followup_cal.model import Person
from recognise.samples import DANA, ME, SAM, event, finding


@pytest.mark.parametrize(
    ("title", "company", "name"),
    [
        ("Call Dana Okafor (headhunter) - Acme job interview", "Acme", "Dana Okafor"),
        ("Telefonat Petra Grün (Personalberaterin) - Vorstellungsgespräch Nordwind", "Nordwind", "Petra Grün"),
        ("Appel Anne Roux (recruteuse) - entretien Lumière", "Lumière", "Anne Roux"),
        ("Llamada Marta Gil (reclutadora) - entrevista Solaria", "Solaria", "Marta Gil"),
        ("Chiamata Luca Riva (selezionatore) - colloquio Arenzano", "Arenzano", "Luca Riva"),
        ("Chamada Rita Melo (recrutadora) - entrevista Marisol", "Marisol", "Rita Melo"),
        ("Bellen met Joost Kamp (recruiter) - sollicitatie Waterland", "Waterland", "Joost Kamp"),
    ],
)
def test_a_recruiter_in_the_title_is_not_the_employer(title: str, company: str, name: str) -> None:
    found = finding(event(title))
    assert found.company == company
    assert found.interviewers == (Person(name),)
    assert found.recruiter == Person(name)


def test_a_department_behind_a_name_does_not_make_it_a_person() -> None:
    found = finding(event("job interview, phone, Brenner Log (human resources)"))
    assert (found.company, found.interviewers) == ("Brenner Log", ())


@pytest.mark.parametrize(
    "title",
    ["interview w Acme Millwork, phone, Dana HR", "Interview Acme Millwork (video call), Dana HR"],
)
def test_a_first_name_beside_her_desk(title: str) -> None:
    found = finding(event(title))
    assert (found.company, found.interviewers, found.recruiter) == ("Acme Millwork", (Person("Dana"),), Person("Dana"))


def test_with_a_slash_is_no_hour() -> None:
    found = finding(event("Acme - phone w/ HR (Dana)"), event("Acme interview with Dana Okafor", uid="2@example.com"))
    assert (found.interviewers, found.recruiter) == ((Person("Dana"),), Person("Dana"))


def test_the_desk_of_a_firm_is_nobody() -> None:
    found = finding(event("Interview, phone, Acme HR"))
    assert (found.company, found.interviewers) == ("Acme", ())


@pytest.mark.parametrize(
    "notes",
    ["Dana called, the job pays 29/hr", "with Dana and someone from HR", "mit Frau Dana und jemand von HR"],
)
def test_an_hour_and_somebody_without_a_name_make_nobody_a_recruiter(notes: str) -> None:
    assert finding(event("Interview Acme", notes)).recruiter is None


@pytest.mark.parametrize(
    "notes",
    [
        "Interviewer: Dana Okafor\nThe Globex Recruiting Team",
        "Questions? Our recruiting team is happy to help.",
    ],
)
def test_a_team_that_signs_does_not_make_the_interviewer_a_recruiter(notes: str) -> None:
    tool = Person("Globex", "noreply@hirevue.com")
    found = finding(event("Interview Globex - Data Engineer", notes, ME, DANA, organizer=tool))
    assert (found.recruiter, [person.name for person in found.interviewers]) == (None, ["Dana Okafor"])


@pytest.mark.parametrize(
    "notes",
    [
        "You will meet Dana Okafor (HR Adviser) and Sam Lee (Head of Data).",
        "Das Gespräch führen Dana Okafor (Personalreferentin) und Sam Lee (Leiter Einkauf).",
        "Vous serez reçu par Sam Lee, directeur, et Dana Okafor (RH).",
        "Te recibirán Dana Okafor (RRHH) y Sam Lee (director de planta).",
        "Il colloquio sarà tenuto da Dana Okafor (risorse umane) e Sam Lee.",
        "Je spreekt Sam Lee (teammanager) en Dana Okafor (HR).",
        "A entrevista será feita por Dana Okafor (RH) e Sam Lee.",
        "Your panel:\nSam Lee, Head of Data\nDana Okafor, HR Adviser\n\nYours sincerely\nDana Okafor",
    ],
)
def test_a_recruiter_in_a_row_with_others_takes_part(notes: str) -> None:
    found = finding(event("Interview Globex", notes, ME, DANA, SAM))
    assert {person.name for person in found.interviewers} == {"Dana Okafor", "Sam Lee"}
    assert found.recruiter is not None
    assert found.recruiter.name == "Dana Okafor"


def test_a_recruiter_who_signs_beside_nobody_does_not_take_part() -> None:
    found = finding(event("Interview Globex", "You will meet Sam Lee.\n\nDana Okafor\nRecruiter", ME, DANA, SAM))
    assert [person.name for person in found.interviewers] == ["Sam Lee"]


def test_a_coordinator_runs_the_process() -> None:
    notes = "10:00 - 10:45 IST: Sam Lee, Chief Revenue Officer EMEA\nYour coordinator is Dana Okafor."
    found = finding(event("Globex interview", notes))
    assert (found.recruiter, found.interviewers) == (Person("Dana Okafor"), (Person("Sam Lee"),))


@pytest.mark.parametrize(
    ("notes", "names"),
    [
        ("Dana said she'd let me know soon", ["Dana"]),
        ("met Sam Lee. Dana said she'd let me know soon", ["Sam Lee"]),
        ("Acme said they'd let me know soon", []),
        ("Frau Dr. Behrens, Hr. Prof. Tappe", ["Behrens", "Tappe"]),
    ],
)
def test_who_is_quoted_and_who_is_addressed(notes: str, names: list[str]) -> None:
    assert [person.name for person in finding(event("Interview Acme", notes)).interviewers] == names
