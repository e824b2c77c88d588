"""The words by which a scan leaves events out lose no interview, and leave out almost everything else."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_cal.recognise.lexicon import STARTING, TITLING, TOPICS, TYING
from followup_cal.scan import Selection
from followup_cal.scan.folding import unfold
from followup_cal.scan.judge import Judge
from lanes import quickly
from recognise.samples import LEXICON, event, finding
from recognise.scoring import BEGINNING, ENDING, findings, users

ROOT = Path(__file__).parents[1]
SETS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
# Only who reads everything learns of a talk whose title says nothing but at whose.
UNTITLED = re.compile("one more talk at")
COMPONENT = re.compile(rb"BEGIN:VEVENT\r?\n.*?END:VEVENT\r?\n", re.DOTALL)
UNSURE = 3
SPOKEN = (*STARTING, *TITLING, *TOPICS, *TYING, "interview.talk")
ORDINARY = """
Team sync|Weekly status, blockers, who is on holiday. Agenda in the wiki.
Dentist|Bring the insurance card
Lunch with Kim|
Budget review Q4|We go through the numbers of last quarter and the open purchase orders.
Gym|
Parents' evening|Room 12, talk about the school trip
Release planning|Scope of 4.2, risks, freeze date. Please update your tickets before.
Birthday Oma|
Car service|Winter tyres
Standup|
Sprint review|Demo of the search feature, then retro
1:1 with Priya|Goals, workload, training budget
Yoga|
Flight LH 1234|Gate opens 40 minutes before
Hotel checkout|
All hands|Results of the year; questions to the board
Dinner with Mia and Tom|Table for four at eight
Pick up kids|
Haircut|
Vet: cat vaccination|
Town hall|
Architecture board|Decision about the message broker
Customer call Northwind|Renewal, open tickets, roadmap
Board game night|
Choir practice|
Tax return|
Plumber|Between 8 and 12
Concert: string quartet|Doors open at seven
Football training|
Webinar: new features of the mail program|Join with the link
Zahnarzt|
Abteilungsrunde|Urlaubsplanung, neue Kollegen, Umzug
Elternabend|Klassenzimmer 4b
Geburtstag Jonas|
Müllabfuhr|
Werkstatt|Ölwechsel
Steuerberater|Unterlagen mitbringen
Sommerfest|
Arzttermin|
Physiotherapie|
Kundentermin Halden|Angebot besprechen, Vertrag verlängern
Jour fixe Vertrieb|
Réunion d'équipe|Ordre du jour : congés, budget, déménagement
Dentiste|
Anniversaire de Léa|
Cours de danse|
Déjeuner avec Paul|
Comité de pilotage|Avancement du projet, points ouverts
Médecin|
Reunión de equipo|Objetivos del trimestre y vacaciones
Cena con Marta|
Clase de inglés|
Revisión del coche|
Comida familiar|
Reunião de equipe|Metas do trimestre
Aniversário da Ana|
Aula de violão|
Teamoverleg|Planning en vakanties
Tandarts|
Verjaardag Sanne|
Zwemles|
Riunione settimanale|Ferie, bilancio, varie
Cena da Luca|
Palestra|
Compleanno di Giulia|
Revisione auto|
定例会議|進捗の確認
歯医者|
飲み会|
誕生日|
Water plants|
Pay rent|
Book club|Chapters nine to twelve
Moving day|
Wedding of Sam and Alex|
School holidays|
Marathon|
Theatre|
Swimming|
Delivery window|
""".strip().splitlines()


def judge(*names: str) -> Judge:
    titles = LEXICON.titles_of(names)
    bookings, talks, topics = LEXICON.booking_words, LEXICON.talk_words, LEXICON.topic_words
    return Judge(Selection(BEGINNING, ENDING, LEXICON.scan_words, titles, bookings, talks, topics))


JUDGE = judge("Robin Vega")


def has_word(raw: bytes, judge: Judge = JUDGE) -> bool:
    return judge.has_word(unfold(raw))


@pytest.mark.parametrize("name", quickly(("second", "eighth"), SETS))
def test_no_interview_is_left_out(name: str) -> None:
    folder = ROOT / "calendars" / name
    for user in users(folder):
        found = dict(findings(folder, user, LEXICON))
        wanted = {
            key[:2]
            for key, finding in found.items()
            if (finding.is_interview or finding.score >= UNSURE)
            and not any(UNTITLED.match(reason) for reason in finding.reasons)
        }
        mine = judge(*user["names"])
        for file in user["files"]:
            for raw in COMPONENT.findall((folder / file).read_bytes()):
                match = re.search(rb"\nUID:(.*)", unfold(raw))
                uid = match[1].decode().strip() if match else None
                assert (file, uid) not in wanted or has_word(raw, mine), uid


def test_the_users_own_name_in_a_title_is_looked_for() -> None:
    titled = b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Globex <> Robin\r\nEND:VEVENT\r\n"
    noted = b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Lunch\r\nDESCRIPTION:with Robin\r\nEND:VEVENT\r\n"
    assert has_word(titled)
    assert not has_word(noted)


@pytest.mark.parametrize("path", sorted((ROOT.parent / "sample_calendars").glob("*.ics")), ids=lambda path: path.stem)
def test_what_is_read_in_full_is_read_by_the_scan(path: Path) -> None:
    parts = COMPONENT.findall(path.read_bytes())
    assert all(has_word(raw) for raw in parts if re.search(rb"(?i)\binterview\b|vorstellungsgespr", unfold(raw)))


def test_ordinary_events_are_left_out() -> None:
    bodies = (line.replace("|", "\nDESCRIPTION:") for line in ORDINARY)
    events = [f"BEGIN:VEVENT\nUID:1\nSUMMARY:{body}\nEND:VEVENT\n" for body in bodies]
    passed = [line for line, text in zip(ORDINARY, events, strict=True) if has_word(text.encode())]
    assert len(passed) < 0.05 * len(ORDINARY), passed


WORDS = st.sampled_from(
    [*sorted({phrase.strip("*") for path in SPOKEN for phrase in LEXICON.of(path).phrases}), "Globex", "Robin", "Dana"]
)
SIGNS = st.sampled_from((" ", ", ", "-", "; ", " (", ") ", ": ", "\n", "2", "_", "'"))


@given(st.lists(st.tuples(WORDS, SIGNS), max_size=3), st.lists(st.tuples(WORDS, SIGNS), max_size=5))
def test_whatever_words_are_put_together_the_scan_hides_no_interview(
    title: list[tuple[str, str]], notes: list[tuple[str, str]]
) -> None:
    summary = " ".join("".join(map("".join, title)).split())
    text = "".join(map("".join, notes))
    found = finding(event(summary, text))
    if found.score >= UNSURE and not any(UNTITLED.match(reason) for reason in found.reasons):
        escaped = re.sub(r"([,;])", r"\\\1", text).replace("\n", "\\n")
        raw = f"BEGIN:VEVENT\nUID:1\nSUMMARY:{summary}\nDESCRIPTION:{escaped}\nEND:VEVENT\n"
        assert has_word(raw.encode()), found.reasons
