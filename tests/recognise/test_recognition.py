"""Which events are the user's own interviews, and what the others are instead."""

from dataclasses import replace

import pytest

from followup_cal.model import Attendee, Person, Profile, Ref
from followup_cal.recognise import recognise
from recognise.samples import DANA, LEXICON, ME, ROBIN, SAM, event, finding

OWN = [
    "Interview with Acme Corp - Senior Developer",
    "Phone Screen — Acme, Inc. (Senior Engineer)",
    "Acme 2nd round",
    "Hooli live coding",
    "Orbital virtual onsite",
    "Job interview St. Mary's Hospital, Registered Nurse",
    "Interview: Training Coordinator (Acme)",
    "Vorstellungsgespräch: Projektleiter (Nordwind GmbH)",
    "Telefoninterview Nordwind",
    "Zweitgespräch Nordwind",
    "Entretien – Chef de projet chez Atelier Nord",
    "Entretien d'embauche Atelier Nord",
    "Entrevista de trabajo Solaria",
    "Entrevista técnica – Nuvem (vaga de Analista de Dados)",
    "Sollicitatiegesprek Bakkerij Jansen",
    "Colloquio di lavoro presso Officine Riva",
    "Videocolloquio Officine Riva",
    "一次面接 株式会社青空",
]
NOT_OWN = [
    ("User interviews - checkout flow", "user_research"),
    ("Interview prep with Sam", "prep"),
    ("Mock interview", "prep"),
    ("Visa interview US embassy", "other_interview"),
    ("Exit interview", "exit_interview"),
    ("Reference call re Jones", "candidate_interview"),
    ("How to interview fairly", "training"),
    ("Podcast interview recording", "media"),
    ("Train to Hamburg for interview", "travel"),
    ("Write thank-you mails Acme", "reminder"),
    ("Deadline to apply: Acme", "reminder"),
    ("Take-home due: Acme", "reminder"),
    ("Career fair downtown", "career_fair"),
    ("Dentist", "medical"),
    ("Zahnarzt Dr. Meier", "medical"),
    ("Mitarbeitergespräch mit Petra", "hr_meeting"),
    ("Elterngespräch", "school"),
    ("Kundengespräch Firma Huber", "work_meeting"),
    ("Entretien annuel avec mon manager", "hr_meeting"),
    ("Entretien chaudière", "other_interview"),
    ("Simulation d'entretien", "prep"),
    ("Entrevista para la visa", "other_interview"),
    ("Entrevista de desligamento", "exit_interview"),
    ("Functioneringsgesprek", "hr_meeting"),
    ("Colloquio con gli insegnanti", "school"),
    ("保護者面談", "school"),
    ("Interview candidates for barista job", "candidate_interview"),
    ("Interview: Noor H., candidate for Backend Engineer", "candidate_interview"),
    ("Print CV for interview", "reminder"),
    ("Phone screen repair", "personal"),
    ("Call with mom", "other"),
    ("Project final review", "work_meeting"),
    ("Onsite at the lake", "other"),
]


@pytest.mark.parametrize("title", OWN)
def test_own_interview(title: str) -> None:
    found = finding(event(title))
    assert (found.is_interview, found.kind, found.followups) == (True, "own_interview", True)


@pytest.mark.parametrize(("title", "kind"), NOT_OWN)
def test_something_else(title: str, kind: str) -> None:
    found = finding(event(title))
    assert not found.is_interview
    if kind != "work_meeting":
        assert found.kind == kind


def test_reasons_name_the_words_and_their_weight() -> None:
    found = finding(event("Interview with Acme"))
    assert found.reasons == ("“interview” in the title (+5)", "as long as an interview (+1)")
    assert found.score == 6


def test_invitation_of_a_tracking_system_needs_no_word() -> None:
    found = finding(event("Talk", "", ME, organizer=Person("Globex", "no-reply@ashbyhq.com"), uid="a@ashbyhq.com"))
    assert found.is_interview
    assert not finding(event("Talk", "", ME, uid="a@notashbyhq.com")).is_interview


def test_colleagues_at_the_table_make_it_somebody_elses_interview() -> None:
    profile = Profile(names=("Robin Vega",), addresses=("robin@corp.example",))
    boss = Attendee(Person("Kim Boss", "kim@corp.example"))
    found = finding(event("Interview: Help Desk Technician - R. Jones", "", boss), profile=profile)
    assert (found.is_interview, found.kind) == (False, "candidate_interview")


def test_employer_of_the_profile_counts_as_colleagues() -> None:
    profile = Profile(names=("Robin Vega",), addresses=("robin.vega@gmail.com",), employers=("globex.example",))
    assert not finding(event("Interview: Technician", "", ME, DANA), profile=profile).is_interview


def test_interviewers_on_the_users_mail_provider_are_no_colleagues() -> None:
    owner = Attendee(Person("Ann Smith", "ann.smith@gmail.com"))
    assert finding(event("Interview Smith Bakery", "", ME, owner)).is_interview


@pytest.mark.parametrize("tag", ["#interview", "#Interview", "#Vorstellungsgespräch", "#entretien"])
def test_tag_makes_any_event_an_interview(tag: str) -> None:
    assert finding(event("Lunch with Dana", tag)).kind == "own_interview"


@pytest.mark.parametrize("tag", ["#not-an-interview", "#kein-interview", "#pas-un-entretien"])
def test_tag_takes_any_event_out(tag: str) -> None:
    assert not finding(event(f"Job interview Acme {tag}")).is_interview


def test_cancelled_by_status_method_or_title() -> None:
    kinds = [
        finding(event("Interview Acme", status="CANCELLED")),
        finding(event("Interview Acme", method="CANCEL")),
        finding(event("Canceled: Interview Acme")),
        finding(event("Abgesagt: Vorstellungsgespräch Nordwind")),
    ]
    assert [(found.is_interview, found.kind, found.followups) for found in kinds] == [
        (True, "cancelled_interview", False)
    ] * 4


def test_declined_by_the_user() -> None:
    me = Attendee(Person("Robin Vega", "robin.vega@gmail.com"), partstat="DECLINED")
    found = finding(event("Interview Acme", "", me, DANA))
    assert (found.is_interview, found.kind, found.followups) == (True, "declined_interview", False)


def test_little_evidence_is_unsure() -> None:
    assert finding(event("Kim", "interview", ME, DANA)).kind == "unsure"
    assert finding(event("Kim", "interview for the analyst role", ME, DANA)).kind == "own_interview"


def test_known_employer_makes_an_ambiguous_title_an_interview() -> None:
    vague = event("3pm Globex final!", uid="2@example.com")
    assert not finding(vague).is_interview
    assert finding(vague, event("Interview Globex")).is_interview


def test_one_finding_for_every_event_in_order() -> None:
    events = [event("Dentist", uid="1"), event("Interview Acme", uid="2"), event("Gym", uid="3")]
    assert [found.event.ref.uid for found in recognise(events, ROBIN, LEXICON)] == ["1", "2", "3"]
    assert recognise((), ROBIN, LEXICON) == ()


def test_who_told_no_address_is_the_one_that_other_organisations_invite() -> None:
    me = Attendee(Person("Robin Vega", "robin@vega.example"))
    at_work = Attendee(Person("Robin Vega", "r.vega@acme.example"))
    mate = Attendee(Person("Lou Ferrer", "lou@acme.example"))
    boss, host = Person("Kim Ito", "kim@acme.example"), DANA.person
    daily = [event("Stand-up", "", at_work, mate, organizer=boss, uid=f"{n}@acme.example") for n in range(9)]
    talks = [event("Interview", "", me, SAM, organizer=host, uid=f"{n}@globex.example") for n in range(2)]
    hiring = event("Interview: Help Desk", "", at_work, mate, organizer=boss, uid="h@acme.example")
    found = recognise((*talks, hiring, *daily), Profile(timezone="Europe/Berlin"), LEXICON)
    assert [person.name for person in found[0].interviewers] == ["Sam Lee"]
    assert (found[2].is_interview, found[2].kind) == (False, "candidate_interview")


def test_a_daily_meeting_does_not_make_a_colleague_the_user() -> None:
    me, mate = Attendee(Person("Robin Vega", "robin@vega.example")), Attendee(Person("Lou Ferrer", "lou@acme.example"))
    daily = event("Stand-up", "", mate, organizer=Person("Kim Ito", "kim@acme.example"), uid="daily@acme.example")
    days = [replace(daily, ref=Ref("daily@acme.example", f"202611{day:02}T100000Z")) for day in range(1, 10)]
    talks = [event("Interview", "", me, SAM, organizer=SAM.person, uid=f"{n}@globex.example") for n in range(2)]
    found = recognise((*talks, *days), Profile(timezone="Europe/Berlin"), LEXICON)
    assert [[person.name for person in item.interviewers] for item in found[:2]] == [["Sam Lee"], ["Sam Lee"]]


@pytest.mark.parametrize(
    "title", ["Uber p/ Acme (entrevista)", "Taxi zum Vorstellungsgespräch Acme", "taxi entretien Acme"]
)
def test_the_way_there_is_no_interview(title: str) -> None:
    assert (finding(event(title)).is_interview, finding(event(title)).kind) == (False, "travel")


def test_a_german_preposition_is_no_taxi() -> None:
    assert finding(event("Vorstellungsgespräch Bellmann (über Ardena)")).kind == "own_interview"
