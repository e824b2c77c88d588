"""What an interview tells: employer, position, stage, people, outcome, topics, telephone numbers."""

from datetime import date

import pytest

from followup_cal.model import Attendee, Outcome, Person, Stage, Topic
from recognise.samples import DANA, ME, SAM, event, finding


@pytest.mark.parametrize(
    ("title", "company", "role"),
    [
        ("Interview with Acme Corp - Senior Developer", "Acme Corp", "Senior Developer"),
        ("Phone Screen — Acme, Inc. (Senior Engineer)", "Acme, Inc.", "Senior Engineer"),
        ("Ramp / Recruiter screen", "Ramp", None),
        ("Interview: ML Engineer @ Zenith Labs", "Zenith Labs", "ML Engineer"),
        ("Entretien RH – Conceptrice pédagogique (CDI) – Lumière", "Lumière", "Conceptrice pédagogique"),
        ("Interview: HR Business Partner at Zenith Labs", "Zenith Labs", "HR Business Partner"),
        ("Colloquio Autotrasporti Rossi ore 18", "Autotrasporti Rossi", None),
        ("Entrevista inicial - Web Developer (Lisboa/remoto)", None, "Web Developer"),
        ("Fwd: Updated: Interview – Platform Engineer (m/w/d) – Nordwind", "Nordwind", "Platform Engineer"),
        ("Interview: Robin Vega for Network Administrator", None, "Network Administrator"),
        ("2nd interview: Acme Public Library (Systems Librarian)", "Acme Public Library", "Systems Librarian"),
        ("Vorstellungsgespräch als Redakteurin beim Verlag Kästner", "Verlag Kästner", "Redakteurin"),
        ("Entretien technique – Ingénieur qualité (H/F) – Atelier Nord", "Atelier Nord", "Ingénieur qualité"),
        ("Vorstellungsgespräch Datenplattform (m/w/d) – Stadtwerke Aalen", "Stadtwerke Aalen", "Datenplattform"),
        ("Telefoninterview Softwareentwicklung, Fabel Verlag", "Fabel Verlag", "Softwareentwicklung"),
        ("Entrevista Solaria - Contable", "Solaria", "Contable"),
        ("Colloquio di lavoro presso Officine Riva", "Officine Riva", None),
        ("面談：青空精機（オンライン）", "青空精機", None),
        ("Acme Works interview 2pm - Backend Developer", "Acme Works", "Backend Developer"),
        ("Acme data scientist interview", "Acme", "data scientist"),
        ("Acme job interview (barista)", "Acme", "barista"),
        ("Call w/ Dana Okafor (TechHire) recruiter", "TechHire", None),
        ("Interview Acme offer?? call Dana if nothing", "Acme", None),
        ("Probearbeiten Bäckerei Onken 3 Uhr nachts", "Bäckerei Onken", None),
        ("Visio Acme DRH", "Acme", None),
        ("Vorstellungsgespräch Fr. Kastner", None, None),
        ("Vorstellungsgespräch Dr. Kastner", "Dr. Kastner", None),
        ("Interview Acme: Data Engineer TA/2026/14", "Acme", "Data Engineer"),
        ("Interview Acme: Data Engineer conversations", "Acme", "Data Engineer"),
    ],
)
def test_employer_and_position_in_the_title(title: str, company: str | None, role: str | None) -> None:
    found = finding(event(title))
    assert (found.company, found.role) == (company, role)


@pytest.mark.parametrize(
    ("notes", "role"),
    [
        ("Thanks for applying to the Site Reliability Engineer II role.", "Site Reliability Engineer II"),
        ("applying for Infra Engineer (EU hours ok)", "Infra Engineer"),
        ("Campus visit for the position of Director of Studies.", "Director of Studies"),
        ("sysadmin II, on site 3 days", "sysadmin II"),
        ("puesto: responsable de marketing. Me llaman el lunes", "responsable de marketing"),
        ("Stelle: Produktmanagement Kinderbuch", "Produktmanagement Kinderbuch"),
        ("品質保証のポジション。", "品質保証"),
        ("Votre échange pour le poste Éditrice scolaire H/F est confirmé.", "Éditrice scolaire"),
        ("Functie: grafisch ontwerper 28u. Reiskosten declareren", "grafisch ontwerper"),
        ("they wrote re: PM role at Acme", "PM"),
        ("Hat Stelle Data Analyst bei Acme", "Data Analyst"),
        ("Kim Lee, engineer", None),
        ("Directrice : Mme Roux", None),
        ("Directora general, Concha Vega. Deciden el martes", None),
        ("Vacante técnica de formación", "técnica de formación"),
        ("vaga dev front-end pleno, remoto", "dev front-end pleno"),
        (
            "Hallo Robin, danke für deine Bewerbung als Physiotherapeut:in Sport bei der Klinik!",
            "Physiotherapeut:in Sport",
        ),
        ("posizione: coordinatrice logistica per Molino Rosso, Parma", "coordinatrice logistica"),
        ("puesto: selección técnico de laboratorio", "técnico de laboratorio"),
        ("Functie: grafisch ontwerper 28u.", "grafisch ontwerper"),
        ("poste : formatrice FLE à Orléans", "formatrice FLE"),
        ("Tischler ab August", "Tischler"),
        ("Panel: Maria Lee, Tom Baker", None),
        ("Frau Weber und Herr Koch", None),
    ],
)
def test_position_in_the_notes(notes: str, role: str | None) -> None:
    assert finding(event("Interview Acme", notes)).role == role


def test_domain_tells_the_employer_where_the_title_does_not() -> None:
    found = finding(event("Interview with Robin Vega", "", ME, DANA))
    assert found.company == "Globex"


def test_name_in_the_text_that_the_domain_spells() -> None:
    orla = Attendee(Person("Orla Finch", "orla.finch@tarnandfell.example"))
    found = finding(event("Interview with Orla Finch", "about the Data Engineer role at Tarn & Fell.", ME, orla))
    assert (found.company, found.role) == ("Tarn & Fell", "Data Engineer")


def test_employer_with_an_occupation_in_its_name() -> None:
    guest = Attendee(Person("Paul Ziegler", "paul.ziegler@harbour-consultant.example"))
    found = finding(event("Interview – Data Analyst – Harbour Consultant", "", ME, guest))
    assert (found.company, found.role) == ("Harbour Consultant", "Data Analyst")


def test_tool_that_invites_in_the_name_of_the_employer() -> None:
    found = finding(event("Interview", "", ME, organizer=Person("Hollis Supply", "notifications@app.bamboohr.com")))
    assert found.company == "Hollis Supply"
    assert found.interviewers == ()


def test_name_of_the_employer_is_not_taken_for_something_else() -> None:
    insurer = Attendee(Person("Lee Chan", "lee.chan@oakinsurance.example"))
    found = finding(event("Interview: Oak Insurance (Claims Analyst)", "", ME, insurer))
    assert (found.is_interview, found.company) == (True, "Oak Insurance")


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Acme phone screen", Stage.PHONE_SCREEN),
        ("Interview Acme w/ HR", Stage.RECRUITER_SCREEN),
        ("Acme technical interview", Stage.TECHNICAL),
        ("Acme take-home", Stage.TAKE_HOME),
        ("Take-home review interview: Acme", Stage.TECHNICAL),
        ("Interview Acme (hiring mgr)", Stage.HIRING_MANAGER),
        ("Panel interview Acme", Stage.PANEL),
        ("Acme onsite interview", Stage.ONSITE),
        ("Final interview Acme", Stage.FINAL),
        ("Acme 2nd round", Stage.UNKNOWN),
        ("Interview Acme", Stage.UNKNOWN),
        ("Technisches Interview Nordwind", Stage.TECHNICAL),
        ("Telefoninterview Nordwind", Stage.PHONE_SCREEN),
        ("Entretien final Atelier Nord", Stage.FINAL),
        ("Prova tecnica Officine Riva", Stage.TECHNICAL),
        ("最終面接 株式会社青空", Stage.FINAL),
    ],
)
def test_stage_in_the_title(title: str, stage: Stage) -> None:
    assert finding(event(title)).stage is stage


@pytest.mark.parametrize(
    ("title", "interviewers", "stage"),
    [
        ("Interview Globex", (), Stage.UNKNOWN),
        ("Recruiter screen: Globex", (Person("Ann Lee"),), Stage.RECRUITER_SCREEN),
    ],
)
def test_who_is_noted_as_the_recruiter_was_there_only_where_the_title_says_so(
    title: str, interviewers: tuple[Person, ...], stage: Stage
) -> None:
    found = finding(event(title, notes="prefers: e-mail\nrecruiter: Ann Lee"))
    assert (found.interviewers, found.stage, found.recruiter) == (interviewers, stage, Person("Ann Lee"))
    assert found.language == "en"


def test_stage_follows_from_who_takes_part() -> None:
    assert finding(event("Interview Globex", "", ME, DANA, SAM)).stage is Stage.PANEL
    assert finding(event("Interview Globex", "Dana leads the data team", ME, DANA)).stage is Stage.HIRING_MANAGER
    assert finding(event("Interview Globex", "Dana Okafor\nRecruiter", ME, DANA)).stage is Stage.RECRUITER_SCREEN


def test_interviewers_are_the_others_without_rooms_mailboxes_and_tools() -> None:
    people = (
        ME,
        DANA,
        SAM,
        Attendee(Person("Board Room 4", "c_1@resource.calendar.google.com"), cutype="RESOURCE"),
        Attendee(Person("Globex Recruiting", "recruiting@globex.example")),
        Attendee(Person(None, "globex@hire.lever.co")),
        Attendee(Person("Otter.ai Notetaker", "bot@otter.ai")),
        Attendee(Person("Gone Person", "gone@globex.example"), partstat="DECLINED"),
    )
    assert finding(event("Interview Globex", "", *people)).interviewers == (
        Person("Dana Okafor", "dana.okafor@globex.example"),
        Person("Sam Lee", "sam@globex.example"),
    )


def test_organizer_alone_is_the_interviewer() -> None:
    found = finding(event("Interview Globex", "", ME, organizer=DANA.person))
    assert found.interviewers == (DANA.person,)


def test_organizer_who_only_invites_is_the_recruiter() -> None:
    found = finding(event("Interview Globex", "", ME, SAM, organizer=DANA.person))
    assert (found.recruiter, [person.name for person in found.interviewers]) == (DANA.person, ["Sam Lee"])


def test_who_invites_and_is_named_among_those_who_take_part_is_no_recruiter() -> None:
    host = Person("Dana Okafor", "dana.okafor@globex.example")
    found = finding(event("Interview Globex", "You will meet Dana Okafor and Sam Lee.", ME, SAM, organizer=host))
    assert sorted(person.name or "" for person in found.interviewers) == ["Dana Okafor", "Sam Lee"]
    assert found.recruiter is None


def test_a_recruiter_named_among_those_who_take_part_is_an_interviewer_too() -> None:
    found = finding(
        event("Interview Globex", "Interviewers: Dana Okafor (Talent Partner) and Sam Lee (Lead)", ME, DANA, SAM)
    )
    assert sorted(person.name or "" for person in found.interviewers) == ["Dana Okafor", "Sam Lee"]
    assert found.recruiter is not None
    assert found.recruiter.name == "Dana Okafor"


def test_a_firm_that_invites_without_reading_answers_is_nobody() -> None:
    firm = Person("Éditions Parvenche", "no-reply@parvenche.example")
    notes = "Qui : Clothilde Aubin, Talent Acquisition"
    found = finding(event("Entretien avec Éditions Parvenche", notes, ME, organizer=firm))
    assert found.company == "Éditions Parvenche"
    assert [person.name for person in found.interviewers] == ["Clothilde Aubin"]


def test_who_invites_is_not_the_employer() -> None:
    host = Person("Kofi Mensah", "kofi@tesselhouse.example")
    found = finding(event("Interview - Brand Designer between Kofi Mensah and Robin Vega", "", ME, organizer=host))
    assert found.company == "Tesselhouse"


def test_schedule_of_a_recruiter_names_the_interviewers() -> None:
    notes = "8:00 AM - 8:45 AM  System design\nTom Hill, Staff Engineer\n\n8:45 AM - 9:30 AM  Data\nIda Berg, Manager"
    host = Person("Ann Poe (Recruiting)", "ann.poe@globex.example")
    found = finding(event("Virtual onsite interview Globex", notes, ME, organizer=host))
    assert [person.name for person in found.interviewers] == ["Tom Hill", "Ida Berg"]
    assert found.recruiter == Person("Ann Poe", "ann.poe@globex.example")


def test_recruiter_is_known_from_the_signature() -> None:
    notes = "See you soon.\n\nDana Okafor\nTalent Acquisition"
    found = finding(event("Interview Globex", notes, ME, DANA, SAM))
    assert (found.recruiter, [person.name for person in found.interviewers]) == (DANA.person, ["Sam Lee"])


def test_recruiter_known_from_another_interview() -> None:
    first = event("Recruiter call Globex", "Dana Okafor\nRecruiter", ME, DANA, uid="1")
    second = event("Interview Globex", "", ME, DANA, SAM, uid="2")
    found = finding(second, first)
    assert (found.recruiter, [person.name for person in found.interviewers]) == (DANA.person, ["Sam Lee"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Okafor, Dana", "Dana Okafor"),
        ("Mag. Grün, Dorothea", "Dorothea Grün"),
        ("Dana Okafor (she/her)", "Dana Okafor"),
        ("Dana Okafor | Globex", "Dana Okafor"),
        ("OKAFOR Dana", "Dana Okafor"),
        (None, "Dana Okafor"),
        ("Dana\u202e\n Okafor", "Dana Okafor"),
    ],
)
def test_names_are_made_presentable(name: str | None, shown: str) -> None:
    person = Attendee(Person(name, "dana.okafor@globex.example"))
    assert [one.name for one in finding(event("Interview Globex", "", ME, person)).interviewers] == [shown]


@pytest.mark.parametrize(
    ("title", "notes", "names"),
    [
        ("Acme phone screen - Jess", "", ["Jess"]),
        ("Call Gemma (Ridley Frost) - principal engineer role", "", ["Gemma"]),
        ("Entrevista Acme", "Falar com a Luciana", ["Luciana"]),
        ("Entrevista Acme", "Com a Mafalda (People) e o Nuno Tavira, head of engineering.", ["Mafalda", "Nuno Tavira"]),
        ("Colloquio Acme", "con l’amministratore delegato, Ettore Rossi", ["Ettore Rossi"]),
        ("Colloquio Acme", "direttore di filiale Maurizio Zorzan", ["Maurizio Zorzan"]),
        ("Entrevista Acme", "Directora general, Concha Vega.", ["Concha Vega"]),
        ("Entrevista Acme", "Director técnico Ximo Ferrer", ["Ximo Ferrer"]),
        ("Entrevista Acme", "con la titular, Amparo Ruiz. C/ Mayor 3", ["Amparo Ruiz"]),
        ("Vorstellungsgespräch Acme, Frau Kern", "Fragen zu CAD-Erfahrung, Lohn", ["Kern"]),
        ("Vorstellungsgespräch Acme", "Wer: Clemens Fasching, Recruiting", ["Clemens Fasching"]),
        ("Interview Acme", "Ronan Adler\nbring laptop", ["Ronan Adler"]),
        ("Interview Acme", "w/ Ondine Farr & one more", ["Ondine Farr"]),
        ("Interview Acme", "Interviewers:\n- Raj Patel\n- Lin Wu, CTO\n\nSee you", ["Raj Patel", "Lin Wu"]),
        ("Interview Acme", "3 ppl: Ileana, Greg, someone from IT", ["Ileana", "Greg"]),
        ("Interview Acme", "10:00–10:45 Jane Doe, Staff Engineer\n10:45 - 11:30 Paul Roe", ["Jane Doe", "Paul Roe"]),
        ("Vorstellungsgespräch Nordwind", "bei Fr. Mühl, Vertriebsleitung", ["Mühl"]),
        ("Colloquio Riva", "con il titolare sig. Riva e la d.ssa Bianchi (selezione)", ["Riva", "Bianchi"]),
        ("Sollicitatiegesprek Jansen", "met mevrouw de Vries", ["de Vries"]),
        ("Tweede ronde Jansen", "Mees + Floor + iemand van sales", ["Mees", "Floor"]),
        ("Interview Acme", "Hi Robin,\n\nPlease bring your CV.\n\nThanks", []),
        ("Interview Acme", "Interviewer: Dana Okafor, VP Product", ["Dana Okafor"]),
        ("Interview Acme", "Recruiter Dana will call", ["Dana"]),
        ("Interview Acme", "Anna Becker, HR. Laptop mitbringen", ["Anna Becker"]),
        ("Interview Acme", "Recruiter Dana will call 303-555-0142", ["Dana"]),
        ("Interview Acme", "Lunchbox calls 10:30", []),
        ("Entretien Acme", "avec Béatrice Roux", ["Béatrice Roux"]),
        ("Interview Acme", "with John Smith and Ruth Baker", ["John Smith", "Ruth Baker"]),
        ("Interview Acme", "Staff Engineer, then Pastry Cook", []),
        ("Vorstellungsgespräch Acme", "mit Frau Koch und Eva Zimmermann", ["Koch", "Eva Zimmermann"]),
        ("Interview Acme", "About the meeting: Applied for it", []),
        ("Entretien Acme", "rdv avec M. Castagné (prof FLE)", ["Castagné"]),
        ("Entretien Acme", "échange avec Mme Lacaze et le coordinateur (Idriss)", ["Lacaze", "Idriss"]),
        ("2° colloquio Riva", "con il titolare, Sig. Ruggero Assandri, e la figlia", ["Ruggero Assandri"]),
        ("Sollicitatiegesprek Jansen", "Commissie: Floor Janzen, Ruud Kisman", ["Floor Janzen", "Ruud Kisman"]),
        ("Call met recruiter Sterre (Talentvijver)", "company: Acme\nvacature ontwerper", ["Sterre"]),
    ],
)
def test_people_in_hand_typed_notes(title: str, notes: str, names: list[str]) -> None:
    assert sorted(person.name or "" for person in finding(event(title, notes)).interviewers) == sorted(names)


def test_typed_lines_win_over_everything_else() -> None:
    notes = (
        "company: Initech\nrole: Analyst\nstage: final\ninterviewers: Kim Poe <kim@initech.example>; Max Roe (CTO)\n"
        "recruiter: Ann Poe\nvia: TechHire\nphone: +43 1 234 5678"
    )
    found = finding(event("Technical interview Globex - Engineer", notes, ME, DANA))
    assert (found.company, found.role, found.stage, found.via) == ("Initech", "Analyst", Stage.FINAL, "TechHire")
    assert found.interviewers == (Person("Kim Poe", "kim@initech.example"), Person("Max Roe"))
    assert found.recruiter == Person("Ann Poe")
    assert found.phones[0] == "+43 1 234 5678"


@pytest.mark.parametrize(
    ("notes", "outcome"),
    [
        ("#rejected 2/24", Outcome.REJECTED),
        ("#absage", Outcome.REJECTED),
        ("mail: non mi prendono", Outcome.REJECTED),
        ("pulled out, the commute is too long", Outcome.WITHDRAWN),
        ("Zusage bekommen!!", Outcome.OFFER),
        ("OFFER on 4/20", Outcome.OFFER),
        ("#accepted", Outcome.ACCEPTED),
        ("offer or no offer before June", None),
        ("ask what happens if rejected", None),
        ("#rejected #reopened", None),
    ],
)
def test_outcome(notes: str, outcome: Outcome | None) -> None:
    found = finding(event("Interview Acme", notes))
    assert found.outcome == outcome
    assert found.followups == (outcome is None)


@pytest.mark.parametrize(
    ("notes", "topics"),
    [
        ("covered: rate limiter, on-call", (Topic("rate limiter"), Topic("on-call"))),
        ("talked about: Dana: scaling; hiring", (Topic("scaling", "Dana"), Topic("hiring", "Dana"))),
        ("besprochen: Budget, Team", (Topic("Budget"), Topic("Team"))),
        (
            "talked about: Dana: how they deploy, and who is on call; hiring",
            (Topic("how they deploy, and who is on call", "Dana"), Topic("hiring", "Dana")),
        ),
        (
            "Discussed: dbt and Airflow, on-call and pay. They decide on Friday.",
            (
                Topic("dbt and Airflow"),
                Topic("on-call"),
                Topic("pay"),
            ),
        ),
        ("Gefragt: SQL, Dashboards. Feedback kommt nächste Woche", (Topic("SQL"), Topic("Dashboards"))),
        ("we met at noon", ()),
    ],
)
def test_topics(notes: str, topics: tuple[Topic, ...]) -> None:
    assert finding(event("Interview Acme", notes)).topics == topics


def test_phone_numbers_without_dial_in_lines() -> None:
    zoom = "Join Zoom Meeting\nOne tap mobile: +16699006833,,123#\nMeeting ID: 972 2399 2369"
    notes = f"Dana will call (802) 555-0176.\n{zoom}"
    assert finding(event("Phone interview Acme", notes)).phones == ("(802) 555-0176",)


@pytest.mark.parametrize(
    ("title", "notes", "language"),
    [
        ("Interview Acme", "", "en"),
        ("Interview – Brand Manager – Nordwind", "Hallo Robin, wir freuen uns auf das Gespräch mit dir", "de"),
        ("Entretien Atelier Nord", "avec la directrice", "fr"),
        ("Entrevista Solaria", "con el equipo de datos", "es"),
        ("Entrevista Nuvem", "conversa com a equipe, vaga de analista", "pt"),
        ("Sollicitatiegesprek Jansen", "met het team", "nl"),
        ("Colloquio Riva", "con il direttore", "it"),
        ("RDV Acme RH", "", "fr"),
        ("Visio Acme DRH", "", "fr"),
        ("面接 株式会社青空", "", "ja"),
        ("Llamada Marta Gil (headhunter) - in-house Grupo Solaria", "", "es"),
        ("2ª entrevista Solaria", "18/9 me llaman: han elegido a otra candidata", "es"),
    ],
)
def test_language(title: str, notes: str, language: str) -> None:
    assert finding(event(title, notes)).language == language


def test_what_strangers_write_comes_out_short_and_on_one_line() -> None:
    found = finding(event("Interview: Engineer @ Evil\u202e\nCorp " + "x" * 500, "company: " + "y" * 500))
    assert found.company is not None
    assert len(found.company) <= 100
    assert "\n" not in (found.company + (found.role or ""))


@pytest.mark.parametrize(
    "sign", ["A", "a-", "(", "12 3 ", "Dana Okafor, ", "with ", "面", "interview ", "gespräch", ":job"]
)
def test_long_texts_end_soon(sign: str) -> None:
    from time import perf_counter

    finding(event("Interview Acme", sign))
    begun = perf_counter()
    finding(event("Interview " + sign * 5000, sign * 20000))
    assert perf_counter() - begun < 5


def test_another_offer_may_name_the_day_by_which_it_has_to_be_answered() -> None:
    assert finding(event("Interview with Acme", notes="#other-offer: 2026-12-04")).answer_by == date(2026, 12, 4)
    assert finding(event("Interview with Acme", notes="#other-offer")).answer_by is None
    assert finding(event("Interview with Acme", notes="#other-offer: soon")).answer_by is None


@pytest.mark.parametrize(
    ("notes", "day"),
    [
        # The interview is on Thu 19 Nov 2026.
        ("Dana said: follow up after 3 days if you hear nothing.", date(2026, 11, 22)),
        ("I may ask again in two weeks", date(2026, 12, 3)),
        ("Nach 5 Tagen? Nein: nachfragen in 5 Tagen.", date(2026, 11, 24)),
        ("relancer dans 10 jours", date(2026, 11, 29)),
        ("volver a escribir en una semana", date(2026, 11, 26)),
        ("followup: in 3 Tagen", date(2026, 11, 22)),
        ("Follow-up interview with Dana, they decide within 3 days", None),
        ("You will hear within 3 days", None),
    ],
)
def test_when_they_want_to_hear_again(notes: str, day: date | None) -> None:
    found = finding(event("Interview with Acme Corp", notes))
    assert (found.ask_again, found.decision is None) == (day, day is not None)


def test_an_inviter_who_introduces_others_does_not_take_part() -> None:
    notes = "wir freuen uns auf das Gespräch mit Dr. Gregor Thal und Ulli Brand (Leitung).\nLG Dana"
    found = finding(event("Zweitgespräch Globex", notes, ME, DANA, organizer=DANA.person))
    assert [person.name for person in found.interviewers] == ["Gregor Thal", "Ulli Brand"]
    assert found.recruiter == DANA.person


def test_an_inviter_who_introduces_some_of_the_guests_does_not_take_part() -> None:
    notes = "A chat with Sam from our team.\nDana"
    found = finding(event("Globex interview", notes, ME, DANA, SAM, organizer=DANA.person))
    assert [person.name for person in found.interviewers] == ["Sam Lee"]


def test_an_inviter_who_says_so_takes_part() -> None:
    found = finding(event("Globex interview", "Meet with Sam and me.\nDana", ME, DANA, SAM, organizer=DANA.person))
    assert {person.name for person in found.interviewers} == {"Sam Lee", "Dana Okafor"}


@pytest.mark.parametrize(
    ("notes", "company"),
    [
        ("Willkommen bei der Globex Seilbahnen AG in Chur", "Globex Seilbahnen AG"),
        ("Best,\nDana\n\nGlobex Leasing", "Globex Leasing"),
        ("la vacante en Laboratorios Globex", "Laboratorios Globex"),
        ("ask for Dana at the desk of Globex. See you", "Globex"),
    ],
)
def test_the_name_that_a_domain_spells_is_taken_whole(notes: str, company: str) -> None:
    assert finding(event("Interview: Data Analyst", notes, ME, DANA)).company == company


def test_an_inviter_is_no_employer() -> None:
    notes = "Vue contractor position at Fable Works"
    found = finding(event("First interview between Dana Okafor and Robin Vega", notes, ME, organizer=DANA.person))
    assert found.company != "Dana Okafor"


def test_a_mailbox_named_after_the_employer_is_its_name() -> None:
    sender = Person("Globex Scheduling", "scheduling@globex.example")
    assert finding(event("Globex - Architecture interview", "", ME, SAM, organizer=sender)).company == "Globex"


def test_a_mailbox_of_many_under_the_employers_name_is_nobody() -> None:
    sender = Person("Sportplein Rietveld", "jobs@sportpleinrietveld.example")
    found = finding(event("Sollicitatiegesprek met Sportplein Rietveld", "Met: Eline Goethaert", ME, organizer=sender))
    assert [person.name for person in found.interviewers] == ["Eline Goethaert"]


def test_a_list_below_an_empty_line_names_the_interviewers() -> None:
    recruiter = Attendee(Person("Grün, Dorothea", "d.gruen@globex.example"))
    notes = "You will meet:\n\n•  Dorothea Grün, HR Business Partner\n•  Sam Lee, Operations Manager\n\nKind regards"
    found = finding(event("Interview Globex", notes, ME, recruiter, SAM))
    assert [person.name for person in found.interviewers] == ["Dorothea Grün", "Sam Lee"]


def test_a_function_after_a_name_is_neither_a_person_nor_the_position() -> None:
    found = finding(event("Globex 2nd interview", "Dorothea Grün + Operations manager"))
    assert ([person.name for person in found.interviewers], found.role) == (["Dorothea Grün"], None)


@pytest.mark.parametrize(
    ("notes", "outcome"),
    [
        ("Proposta veio na sexta 23/10!! negociar", Outcome.OFFER),
        ("mi hanno fatto un'offerta", Outcome.OFFER),
        ("told them no thanks, too far", Outcome.WITHDRAWN),
    ],
)
def test_more_ways_to_tell_how_it_ended(notes: str, outcome: Outcome) -> None:
    assert finding(event("Interview Acme", notes)).outcome is outcome
