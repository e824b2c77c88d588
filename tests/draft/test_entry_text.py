import re
from dataclasses import replace

import pytest

from draft.situations import BARE, DANA, FULL, LANGUAGES, NOTES, ROBIN, STEPS, TEMPLATES, follow_up, interview
from followup_cal.draft import draft
from followup_cal.draft.entry_text import SEPARATOR, entry_text
from followup_cal.model import Draft, Person

KEY = "company|role|stage|interviewers|recruiter|via|decision|followup|talked about|cadence|pace|prefers|phone|industry"
ANSWER = re.compile(rf"^\s*(?:{KEY})\s*:[ \t]*\S", re.MULTILINE | re.IGNORECASE)
NOTICES = TEMPLATES.notices("en")
TAG = re.compile(r"#\w")


def test_a_message() -> None:
    message = Draft(
        "Thank Dana",
        "Thank you",
        "Dear Dana,\n\nthanks.\n\nTaylor",
        "mailto:dana@globex.example?subject=x",
        why="5 business days after Tue 17 Nov.",
    )
    text, footer = entry_text(message, follow_up("thank-you", to=[DANA]), NOTICES)
    assert text == (
        "To: dana@globex.example (Dana Okafor)\n"
        "Subject: Thank you\n"
        "Dear Dana,\n\nthanks.\n\nTaylor\n\nRead it aloud once, send."
    )
    assert footer == (
        "· · ·\n"
        "Write: mailto:dana@globex.example?subject=x\n"
        "Why: 5 business days after Tue 17 Nov.\n"
        "Any news? Type it here: a number sign and, right after it, "
        "replied, rejected, offer, withdrawn, still-deciding or done."
    )


def test_who_has_no_name_or_no_address_is_named_by_the_other() -> None:
    message, people = Draft("Thank", "Hi", "Dear [name],"), [Person(email="x@globex.example"), Person("Ines Duarte")]
    text, _ = entry_text(message, follow_up("thank-you", to=people), NOTICES)
    assert text.startswith("To: x@globex.example; Ines Duarte\nSubject: Hi\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_the_first_lines_of_an_entry_say_what_to_do_and_begin_the_draft(language: str, step: str) -> None:
    profile = replace(FULL, language=language)
    followup = follow_up(step, interview(topics=NOTES, phones=["+49 30 5550100"]), to=[DANA])
    written = draft(followup, profile, TEMPLATES)
    text, _ = entry_text(written, followup, TEMPLATES.notices(language))
    first = text.split("\n")[:5]
    if written.subject:
        assert "dana@globex.example" in first[0]
        assert first[1].endswith(written.subject)
        assert first[2] == written.body.split("\n")[0]
        assert len(first[4]) > len(first[2])
    else:
        assert all(line in "\n".join(first) for line in written.body.split("\n")[:3])
    assert text.split(written.body)[0].count("\n") <= 2


def test_blanks_are_pointed_out() -> None:
    text, _ = entry_text(Draft("Thank", "Hi", "Dear [name],"), follow_up("thank-you", to=[DANA]), NOTICES)
    assert text.endswith("\n\nFill in the [...], read it aloud once, send.")


def test_a_call() -> None:
    followup = follow_up("phone-call", interview(phones=["+49 30 5550100"]), to=[ROBIN], also=[DANA])
    text, footer = entry_text(draft(followup, FULL, TEMPLATES), followup, NOTICES)
    assert text.split("\n")[:3] == [
        "To: robin@globex.example (Robin Vale)",
        "Ring +49 30 5550100 and ask for Robin Vale.",
        "Not there? Try Dana Okafor.",
    ]
    assert footer.split("\n")[1:3] == [
        "Or: dana@globex.example (Dana Okafor)",
        "Call: +49 30 5550100",
    ]
    assert "mailto:" not in footer


def test_a_call_with_blanks() -> None:
    followup = follow_up("phone-call", to=[ROBIN])
    assert entry_text(draft(followup, BARE, TEMPLATES), followup, NOTICES)[0].endswith(
        "\n\nFill in the [...] before you call."
    )


def test_the_end_keeps_the_contact() -> None:
    followup = follow_up("close", to=[DANA])
    text, _ = entry_text(draft(followup, BARE, TEMPLATES), followup, NOTICES)
    assert text.split("\n")[-1].startswith("No answer so far: mark this as closed and keep the contact.")


def test_a_rejection_by_phone() -> None:
    followup = follow_up("rejection-reply", to=[DANA])
    text, _ = entry_text(draft(followup, BARE, TEMPLATES), followup, NOTICES)
    advice = text.split("\n")[-1]
    assert advice.startswith("If they tell you by phone, thank them and ask: What could I have done better?")
    assert "Once that is said, connecting on LinkedIn keeps the contact." in advice
    assert advice.endswith("what did you learn for the next interview?")


def test_notes_to_oneself_have_nobody_to_write_to() -> None:
    followup = follow_up("take-notes", to=[DANA])
    text, footer = entry_text(draft(followup, BARE, TEMPLATES), followup, NOTICES)
    assert text.startswith("Two minutes now")
    assert footer.split("\n")[1:] == [
        "Why: 5 business days after Tue 17 Nov.",
        (
            "Any news? Type it here: a number sign and, right after it, "
            "replied, rejected, offer, withdrawn, still-deciding or done."
        ),
    ]


@pytest.mark.parametrize("step", STEPS)
def test_nothing_of_ours_reads_as_an_answer(step: str) -> None:
    hostile = interview(
        [Person("Dana #rejected\ndecision: today", "dana@globex.example")],
        company="#offer",
        role="x\ndecision: tomorrow #withdrawn",
        topics=NOTES,
    )
    for talk, profile in ((interview(topics=NOTES), FULL), (interview(), BARE), (hostile, FULL)):
        followup = follow_up(step, talk, to=talk.interviewers)
        text, footer = entry_text(draft(followup, profile, TEMPLATES), followup, NOTICES)
        assert not ANSWER.search(text)
        assert not ANSWER.search(footer)
        assert not TAG.search(text + footer)


@pytest.mark.parametrize("step", STEPS)
def test_lines_stand_flush_and_links_alone(step: str) -> None:
    followup = follow_up(step, to=[DANA])
    text, footer = entry_text(draft(followup, BARE, TEMPLATES), followup, NOTICES)
    assert all(line == line.strip() for line in f"{text}\n{footer}".split("\n"))
    assert footer.split("\n")[0] == SEPARATOR
    assert SEPARATOR not in text
    assert not re.search(r"mailto:\S*\.$", footer, re.MULTILINE)
