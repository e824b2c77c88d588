from datetime import date
from itertools import product

import pytest

from draft.situations import (
    BARE,
    DANA,
    FULL,
    MEDIA,
    NOTES,
    PANEL,
    ROBIN,
    RULES,
    STEPS,
    TEMPLATES,
    follow_up,
    interview,
)
from followup_cal.draft import draft
from followup_cal.draft.lint import Rules, lint
from followup_cal.errors import ConfigProblem
from followup_cal.model import Draft, Person, Stage

FOUR = (Person(email="x@globex.example"), Person("Dr. Tom Hale"), Person("長谷部 花子"), Person("Sam"))
KNOWN = ("Globex", "Data Engineer", "17 November", *(person.name or "-" for person in (*PANEL, ROBIN)))


# Quickly those of every language are looked at, in fewer situations each (see `test_languages`).
@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_shipped_templates_are_clean(step: str) -> None:
    for person, stage, profile, late in product(FOUR, Stage, (BARE, FULL), (0, 60)):
        talk = interview([person], stage=stage, topics=NOTES if profile is FULL else ())
        followup = follow_up(step, talk, to=[person], late_hours=late, key=f"{person} {stage} {late}")
        assert lint(draft(followup, profile, TEMPLATES), step, RULES, known=KNOWN) == ()


def test_shipped_panels_are_clean() -> None:
    talk = interview(PANEL, stage=Stage.PANEL, topics=NOTES)
    drafts = [draft(follow_up("thank-you", talk, to=[person]), FULL, TEMPLATES) for person in PANEL]
    for written in drafts:
        others = [other.body for other in drafts if other is not written]
        assert lint(written, "thank-you", RULES, known=KNOWN, others=others) == ()


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("company", "role"), [(None, None), ("Globex", None), (None, "Data Engineer")])
@pytest.mark.parametrize("to", [(), (ROBIN,), (DANA, ROBIN)])
@pytest.mark.parametrize("days", [2, 20])
def test_shipped_templates_are_clean_when_little_is_known(
    step: str, company: str | None, role: str | None, to: tuple[Person, ...], days: int
) -> None:
    talk = interview(company=company, role=role, decide_by=date(2026, 12, 1), phones=["+49 30 5550100"])
    for template in {step, "status-email"} if step == "phone-call" else {step}:
        for number in range(6):
            followup = follow_up(step, talk, to=to, template=template, days_later=days, key=str(number))
            written = draft(followup, BARE, TEMPLATES)
            assert lint(written, template, RULES, known=KNOWN) == ()
            assert written.summary
            assert bool(written.subject) is (template not in MEDIA)


def test_a_job_in_payroll_is_no_word_about_money() -> None:
    followup = follow_up("thank-you", interview(role="Compensation and Benefits Manager"), to=[DANA])
    written = draft(followup, BARE, TEMPLATES)
    assert lint(written, "thank-you", RULES, known=["Compensation and Benefits Manager"]) == ()
    assert len(lint(written, "thank-you", RULES, known=["Globex"])) == 2


def letter(body: str, subject: str = "Data Engineer at Globex") -> Draft:
    return Draft("Thank Dana", subject, body)


@pytest.mark.parametrize(
    ("kind", "bad", "complaint"),
    [
        ("thank-you", "May I ask about the Salary?", "X1: says `salary`"),
        ("thank-you", "Are there stock  options?", "X1: says `stock options`"),
        ("status-email", "Why haven’t you answered?", "X3: says `why haven't you`"),
        ("status-email", "Please answer as soon as\npossible.", "X3: says `as soon as possible`"),
        ("status-email", "I urgently need this.", "X3: says `urgently need`"),
        ("status-email", "I am just checking in.", "stock phrase: `just checking in`"),
        ("status-email", "Touching base on Friday.", "stock phrase: `touching base`"),
        ("status-email", "Hope this finds you well.", "stock phrase: `hope this finds you well`"),
        ("status-email", "Let me circle back.", "stock phrase: `circle back`"),
        ("rejection-reply", "I understand, but I disagree.", "X6: says `but`"),
        ("rejection-reply", "However, tell me more.", "X6: says `however`"),
        ("thank-you", "Dear {{ name }},", "X7: `{{` was not filled in"),
        ("thank-you", "Dear {name},", "X7: `{name}` was not filled in"),
        ("thank-you", "Dear None,", "X7: `None` was not filled in"),
        ("thank-you", "One \u2014 two.", "a long dash: write two sentences"),
        ("thank-you", "word " * 151, "D12: 151 words, 150 at most"),
        ("status-email", "word " * 111, "D12: 111 words, 110 at most"),
        ("final-note", "word " * 81, "D12: 81 words, 80 at most"),
        (
            "phone-call",
            f"If nobody answers, leave this message\n\n{'word ' * 61}\n\n- {'more ' * 99}",
            "D12: 61 words for the machine, 60 at most",
        ),
    ],
)
def test_planted_faults_are_found(kind: str, bad: str, complaint: str) -> None:
    assert complaint in lint(letter(bad), kind, RULES, known=KNOWN)


def test_whole_words_count() -> None:
    assert lint(letter("I raised the wager of the butler."), "rejection-reply", RULES, known=KNOWN) == ()


def test_but_is_fine_elsewhere() -> None:
    assert lint(letter("Late, but sincere."), "thank-you", RULES, known=KNOWN) == ()


def test_vague_letters_are_found() -> None:
    vague = letter("Thank you for the talk.", "Thank you")
    assert lint(vague, "thank-you", RULES, known=KNOWN) == (
        "X5: neither position nor company nor date is named, and no blank asks for one",
    )
    assert lint(letter("Thank you for the talk.", "[position]"), "thank-you", RULES, known=KNOWN) == ()


def test_copied_letters_are_found() -> None:
    one = "Thank you for showing me around. I liked the view from the roof."
    found = lint(letter(one), "thank-you", RULES, known=KNOWN, others=[one.replace("view", "sight")])
    assert found == (
        "X4: 73% of it stands in another draft of the round",
        "X4: another draft of the round says the same: `Thank you for showing me around.`",
    )


@pytest.mark.parametrize(
    "text",
    ["money = 1", "money = [1]", "[limits]\nx = 'y'", "voicemail = 3", "limits = 3", "=", "[voicemail]\nlimit = 'x'"],
)
def test_rules_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ConfigProblem, match=r"^en/lint\.toml: "):
        Rules.parse(text, "en/lint.toml")


def test_no_rules_find_only_what_is_never_right() -> None:
    assert lint(letter("salary, asap, " + "word " * 500), "thank-you", Rules.parse(""), known=KNOWN) == ()


def test_a_letter_that_greets_somebody_else_is_found() -> None:
    body = "Dear Robin,\n\nDana sends her regards."
    assert lint(letter(body), "thank-you", RULES, known=KNOWN, strangers=["Robin Vale"]) == (
        "wrong addressee: greets `Robin Vale`",
    )
    assert lint(letter(body), "thank-you", RULES, known=KNOWN, strangers=["Dana Okafor", ""]) == ()
