"""Every template in every language: complete, clean, different for everybody, and never an answer of the user."""

from dataclasses import replace
from datetime import date
from itertools import combinations, product
from urllib.parse import parse_qs, unquote

import pytest

from draft.situations import (
    ALL,
    BARE,
    DANA,
    FOLDER,
    FULL,
    LANGUAGES,
    MEDIA,
    NOTES,
    PANEL,
    ROBIN,
    RULES_OF,
    STEPS,
    TEMPLATES,
    follow_up,
    interview,
)
from followup_cal.data import Shelf
from followup_cal.draft import draft
from followup_cal.draft.entry_text import entry_text
from followup_cal.draft.inspection import TO_EACH
from followup_cal.draft.lint import lint, overlap, shared_sentences
from followup_cal.draft.mailto import STYLES
from followup_cal.ical.description import FOOTER_LABELS, foreign_lines
from followup_cal.model import Draft, Person, Profile, Stage
from followup_cal.recognise import Lexicon
from followup_cal.recognise.notes import parse_notes
from lanes import diagonal

FOUR = (Person(email="x@globex.example"), Person("Dr. Tom Hale"), Person("長谷部 花子"), Person("Sam"))
SIX = PANEL[:6]
REGISTERS = (None, "formal", "informal")


def known(language: str) -> tuple[str, ...]:
    november = TEMPLATES.calendar(language, "months")[10]
    return ("Globex", "Data Engineer", november, *(person.name or "-" for person in (*PANEL, ROBIN)))


def me(profile: Profile, language: str, register: str | None = None) -> Profile:
    return replace(profile, language=language, register=register)


def test_there_are_seven_languages_and_each_has_all_templates() -> None:
    assert LANGUAGES == ("de", "en", "es", "fr", "it", "nl", "pt")
    around = "ask-next-steps take-notes thank-you thank-you-card status-email phone-call final-note close"
    ended = "rejection-reply keep-in-touch linkedin still-interested withdrawal"
    cases = "other-offer no-show take-home references verbal-offer holiday-card interest-note"
    others = "letter call-or-mail status-again"
    agency = "agent-report agent-status agent-call agent-again agent-final agent-close agent-rejection"
    names = f"{around} {ended} {cases} {others} {agency}".split()
    files = {"common.txt", "lint.toml", *(f"{name}.txt" for name in names)}
    for language in LANGUAGES:
        more = set() if language == "en" else {"reasons.toml"}
        assert {path.name for path in (FOLDER / language).iterdir()} == files | more


@pytest.mark.parametrize(("step_and_language", "register"), diagonal(product(STEPS, LANGUAGES), (None, "informal")))
def test_every_template_is_clean(step_and_language: tuple[str, str], register: str | None) -> None:
    step, language = step_and_language
    # Only what is written right away, and what is asked beforehand, depends on the stage.
    stages = tuple(Stage) if step in {*TO_EACH, "ask-next-steps"} else (Stage.UNKNOWN, Stage.INFORMAL)
    lates = (0, 60) if step in TO_EACH else (0,)
    for person, stage, profile, late in product(FOUR, stages, (BARE, FULL), lates):
        talk = interview([person], stage=stage, topics=NOTES if profile is FULL else ())
        followup = follow_up(step, talk, to=[person], late_hours=late, key=f"{person} {stage} {late}")
        written = draft(followup, me(profile, language, register), TEMPLATES)
        assert lint(written, step, RULES_OF[language], known=known(language)) == ()
        assert written.language == language


@pytest.mark.parametrize(
    ("step_and_language", "little"),
    diagonal(product(STEPS, LANGUAGES), [(None, None), ("Globex", None), (None, "Data Engineer")]),
)
def test_every_template_is_clean_when_little_is_known(
    step_and_language: tuple[str, str], little: tuple[str | None, str | None]
) -> None:
    (step, language), (company, role) = step_and_language, little
    for to, days, number in product([(), (ROBIN,), (DANA, ROBIN)], (2, 20), range(4)):
        talk = interview(company=company, role=role, decide_by=date(2026, 12, 1), phones=["+49 30 5550100"])
        for template in {step, "status-email"} if step == "phone-call" else {step}:
            followup = follow_up(step, talk, to=to, template=template, days_later=days, key=str(number))
            written = draft(followup, me(BARE, language), TEMPLATES)
            assert lint(written, template, RULES_OF[language], known=known(language)) == ()
            assert bool(written.subject) is (template not in MEDIA)
            assert len(written.summary) <= 80


@pytest.mark.parametrize(
    ("step_and_language", "moment"),
    diagonal(product(TO_EACH, LANGUAGES), product((Stage.UNKNOWN, Stage.TECHNICAL, Stage.PANEL, Stage.FINAL), (0, 60))),
)
def test_a_panel_of_six_gets_six_letters(step_and_language: tuple[str, str], moment: tuple[Stage, int]) -> None:
    (step, language), (stage, late) = step_and_language, moment
    for topics, profile, register, key in product(((), NOTES), (BARE, FULL), (None, "informal"), ("a",)):
        talk = interview(SIX, topics=topics, stage=stage)
        followups = [follow_up(step, talk, to=[person], key=key, late_hours=late) for person in SIX]
        bodies = [draft(followup, me(profile, language, register), TEMPLATES).body for followup in followups]
        if step == "thank-you-card":  # below which stands how to send it
            bodies = [body.rpartition("\n\n")[0] for body in bodies]
        for one, other in combinations(bodies, 2):
            assert shared_sentences(one, other) == ()
            assert overlap(one, other, [*known(language), "Taylor Reyes"]) <= 0.25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_nothing_of_ours_reads_as_an_answer_in_any_language(language: str, step: str, lexicon: Lexicon) -> None:
    for profile, register in product((BARE, FULL), REGISTERS):
        followup = follow_up(step, interview(topics=NOTES), to=[DANA], also=[ROBIN])
        written = draft(followup, me(profile, language, register), TEMPLATES)
        for part in entry_text(written, followup, TEMPLATES.notices(language)):
            notes = parse_notes(part, lexicon)
            assert not notes.tags
            assert not notes.values


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_to_answer_with_are_understood(language: str, lexicon: Lexicon) -> None:
    words = TEMPLATES.notices(language)["news"].replace(",", "").removesuffix(".").split()[-7:]
    answers = [parse_notes(f"#{word}", lexicon).tags for word in (*words[:5], words[6])]
    assert answers == [{"replied"}, {"rejected"}, {"offer"}, {"withdrawn"}, {"still-deciding"}, {"done"}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_below_a_draft_are_known_as_ours(language: str) -> None:
    notices = TEMPLATES.notices(language)
    for name in ("write_label", "to_label", "or_label", "call_label", "why_label"):
        assert notices[name] in FOOTER_LABELS
    followup = follow_up("phone-call", interview(phones=["+49 30 5550100"]), to=[DANA], also=[ROBIN])
    for step in (followup, follow_up("status-email", to=[DANA], also=[ROBIN])):
        _, footer = entry_text(draft(step, me(FULL, language), TEMPLATES), step, notices)
        assert foreign_lines(footer) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", [step for step in STEPS if step not in MEDIA])
@pytest.mark.parametrize("compose", STYLES)
def test_every_link_says_what_the_draft_says(language: str, step: str, compose: str) -> None:
    for profile, people in product((BARE, FULL), ([DANA], [DANA, ROBIN])):
        followup = follow_up(step, interview(topics=NOTES), to=people)
        written = draft(followup, me(profile, language), TEMPLATES, compose)
        assert written.mailto is not None
        address, _, query = written.mailto.partition("?")
        fields = parse_qs(query, strict_parsing=True)
        to = fields.pop("to", [unquote(address.removeprefix("mailto:"))])
        body, subject = (fields.pop(key)[0] for key in ("body", "su" if compose == "gmail" else "subject"))
        assert to == [",".join(person.email or "" for person in people)]
        assert subject == written.subject
        whole = written.body.replace("\n", "\r\n")
        cut = body.removesuffix(TEMPLATES.notices(language)["rest"]).rstrip()
        assert body == whole or (cut != body and whole.startswith(cut))
        assert fields == ({"view": ["cm"], "fs": ["1"]} if compose == "gmail" else {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_stand_where_the_personal_thing_belongs(language: str) -> None:
    body = draft(follow_up("thank-you", to=[DANA]), me(BARE, language), TEMPLATES).body
    assert body.count("[") == 2
    assert (
        "[" not in draft(follow_up("thank-you", interview(topics=NOTES), to=[DANA]), me(FULL, language), TEMPLATES).body
    )


@pytest.mark.parametrize(
    ("language", "register", "address", "greeting"),
    [
        ("en", None, None, "Dear Dana,"),
        ("en", "informal", None, "Hi Dana,"),
        ("en", "formal", "last", "Dear Dana Okafor,"),
        ("de", None, None, "Guten Tag Dana Okafor,"),
        ("de", "formal", "first", "Guten Tag Dana,"),
        ("de", "informal", None, "Hallo Dana,"),
        ("fr", None, None, "Bonjour Dana Okafor,"),
        ("fr", "informal", None, "Bonjour Dana,"),
        ("es", None, None, "Buenos días, Dana:"),
        ("es", "informal", None, "Hola, Dana:"),
        ("es", None, "last", "Buenos días, Dana Okafor:"),
        ("pt", None, None, "Bom dia, Dana,"),
        ("pt", "informal", None, "Olá, Dana,"),
        ("nl", None, None, "Beste Dana Okafor,"),
        ("nl", "informal", None, "Hoi Dana,"),
        ("it", None, None, "Gentile Dana Okafor,"),
        ("it", "informal", None, "Buongiorno Dana,"),
    ],
)
def test_salutations(language: str, register: str | None, address: str | None, greeting: str) -> None:
    profile = replace(BARE, language=language, register=register, address=address)
    assert draft(follow_up("thank-you", to=[DANA]), profile, TEMPLATES).body.splitlines()[0] == greeting


def test_everybody_addressed_is_greeted() -> None:
    def greeting(language: str, *people: Person) -> str:
        return draft(follow_up("status-email", to=people), me(BARE, language), TEMPLATES).body.splitlines()[0]

    assert greeting("en", DANA, ROBIN) == "Dear Dana and Robin,"
    assert greeting("de", DANA, ROBIN, PANEL[2]) == "Guten Tag Dana Okafor, Robin Vale und Dr. Hale,"
    assert greeting("en", DANA, Person(email="x@globex.example")) == "Dear Dana and [name],"


def test_the_first_of_a_month_and_a_role_with_a_vowel() -> None:
    talk = interview(role="Analyste", day=1, decide_by=date(2026, 12, 1))
    body = draft(follow_up("status-email", talk, to=[DANA], days_later=60), me(BARE, "fr"), TEMPLATES).body
    assert "1er novembre" in body
    assert "1er décembre" in body
    assert "le poste d'Analyste chez Globex" in body


def test_informal_german_and_dutch_are_never_formal() -> None:
    formal = {"de": ("Sie ", "Ihnen", "Ihre"), "nl": (" u ", " uw ")}
    for language, step, key in product(formal, STEPS, range(8)):
        followup = follow_up(step, interview(SIX), to=[DANA], key=str(key))
        body = draft(followup, me(FULL, language, "informal"), TEMPLATES).body
        assert not any(word in body for word in formal[language])


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    shelf = Shelf()
    words = {sheet.name.split("/")[-1].removesuffix(".toml"): sheet.text for sheet in shelf.sheets("words", ".toml")}
    return Lexicon.parse(words, shelf.sheet("ats.toml").text)


PLANTED = {
    "de": {
        "X1: says `gehalt`": "Wie hoch ist das Gehalt?",
        "X2: says `meine miete`": "Ich kann sonst meine Miete nicht zahlen.",
        "X3: says `so schnell wie möglich`": "Bitte antworten Sie so schnell wie möglich.",
        "X6: says `jedoch`": "Das sehe ich jedoch anders.",
        "stock phrase: `zögern sie nicht`": "Zögern Sie nicht, mich anzurufen.",
    },
    "fr": {
        "X1: says `rémunération`": "Quelle est la rémunération ?",
        "X2: says `mon divorce`": "Depuis mon divorce, tout est difficile.",
        "X3: says `dès que possible`": "Répondez dès que possible.",
        "X6: says `cependant`": "Je pense cependant autrement.",
        "stock phrase: `n'hésitez pas`": "N’hésitez pas à appeler.",
    },
    "es": {
        "X1: says `sueldo`": "¿Cuál es el sueldo?",
        "X2: says `mi alquiler`": "No puedo pagar mi alquiler.",
        "X3: says `lo antes posible`": "Contésteme lo antes posible.",
        "X6: says `sin embargo`": "Sin embargo, no lo veo así.",
        "stock phrase: `no dude en`": "No dude en llamarme.",
    },
    "pt": {
        "X1: says `salário`": "Qual é o salário?",
        "X2: says `minha doença`": "Por causa da minha doença, é difícil.",
        "X3: says `o quanto antes`": "Responda o quanto antes.",
        "X6: says `porém`": "Eu, porém, penso de outra forma.",
        "stock phrase: `fico no aguardo`": "Fico no aguardo.",
    },
    "nl": {
        "X1: says `salaris`": "Wat is het salaris?",
        "X2: says `mijn scheiding`": "Sinds mijn scheiding is het lastig.",
        "X3: says `zo snel mogelijk`": "Antwoord zo snel mogelijk.",
        "X6: says `echter`": "Dat zie ik echter anders.",
        "stock phrase: `alvast bedankt`": "Alvast bedankt!",
    },
    "it": {
        "X1: says `stipendio`": "Qual è lo stipendio?",
        "X2: says `il mio affitto`": "Non riesco a pagare il mio affitto.",
        "X3: says `il prima possibile`": "Risponda il prima possibile.",
        "X6: says `tuttavia`": "Tuttavia la vedo diversamente.",
        "stock phrase: `non esiti a`": "Non esiti a chiamarmi.",
    },
    "en": {
        "X1: says `salary`": "What is the salary?",
        "X2: says `my rent`": "I can't pay my rent.",
        "X3: says `as soon as possible`": "Answer as soon as possible.",
        "X6: says `however`": "However, I see it differently.",
        "stock phrase: `don't hesitate`": "Don’t hesitate to call.",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_planted_faults_are_found_in_every_language(language: str) -> None:
    rules, facts = RULES_OF[language], known(language)
    for complaint, bad in PLANTED[language].items():
        assert complaint in lint(Draft("x", "Globex", bad), "rejection-reply", rules, known=facts)
    assert any("X5" in fault for fault in lint(Draft("x", "x", "x"), "thank-you", rules, known=facts))
    assert "X7: `{role}` was not filled in" in lint(Draft("x", "{role}", "x"), "thank-you", rules, known=facts)
    assert "a long dash: write two sentences" in lint(Draft("x", "x", "a \u2014 b"), "thank-you", rules, known=facts)
    for kind, limit in rules.limits:
        assert f"D12: {limit + 1} words, {limit} at most" in lint(Draft("x", "x", "a " * (limit + 1)), kind, rules)
    twin = draft(follow_up("thank-you", to=[DANA]), me(FULL, language), TEMPLATES)
    assert any("X4" in fault for fault in lint(twin, "thank-you", rules, known=facts, others=[twin.body]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_for_the_machine_is_measured(language: str) -> None:
    rules = RULES_OF[language]
    body = draft(follow_up("phone-call", to=[DANA]), me(BARE, language), TEMPLATES).body
    assert rules.voicemail_heading in body
    longer = body.replace(rules.voicemail_heading, f"{rules.voicemail_heading}\n\n{'word ' * 61}")
    assert any("for the machine" in fault for fault in lint(Draft("x", "", longer), "phone-call", rules))


def test_no_template_holds_a_tag_or_a_long_dash() -> None:
    for name, text in ALL.items():
        lines = [line for line in text.splitlines() if not line.startswith("# ")]
        assert not any("#" in line or "\u2014" in line or "\u2013" in line for line in lines), name
