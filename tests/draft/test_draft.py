from dataclasses import replace
from datetime import date

import pytest

from draft.situations import (
    BARE,
    DANA,
    FULL,
    LANGUAGES,
    NOTES,
    PANEL,
    ROBIN,
    STEPS,
    STRENGTHS,
    TEMPLATES,
    follow_up,
    interview,
)
from followup_cal.draft import draft
from followup_cal.model import Decision, Finding, FollowUp, Person, Profile, Stage, Topic


def thank(person: Person, *interviews: Finding, profile: Profile = BARE, late_hours: int = 0) -> str:
    return draft(follow_up("thank-you", *interviews, to=(person,), late_hours=late_hours), profile, TEMPLATES).body


def summary(followup: FollowUp) -> str:
    return draft(followup, BARE, TEMPLATES).summary


def test_a_letter_with_notes_and_profile_has_no_blank() -> None:
    notes = interview(topics=[Topic("the incident in March", person="Dana")], decide_by=date(2026, 12, 4))
    written = draft(follow_up("thank-you", notes, to=[DANA]), FULL, TEMPLATES)
    assert written.summary == "Thank Dana Okafor (Globex, Data Engineer)"
    assert written.subject.endswith(": Data Engineer at Globex")
    assert "the incident in March" in written.body
    assert STRENGTHS[0] in written.body
    assert written.body.startswith("Dear Dana,\n\n")
    assert written.body.endswith("\nTaylor Reyes\n+1 555 0100")
    assert "[" not in written.body


def test_a_letter_without_notes_and_profile_has_two_blanks() -> None:
    body = thank(DANA)
    assert body.count("[") == 2
    assert "[what you talked about with Dana]" in body


def test_only_an_address_is_known() -> None:
    nameless = Person(email="d.okafor@globex.example")
    written = draft(follow_up("thank-you", interview([nameless]), to=[nameless]), BARE, TEMPLATES)
    assert written.summary == "Thank d.okafor@globex.example (Globex, Data Engineer)"
    assert written.body.startswith("Dear [name],")
    assert "[what you talked about with them]" in written.body


def test_nobody_is_known() -> None:
    written = draft(follow_up("thank-you", interview([])), BARE, TEMPLATES)
    assert written.summary == "Thank your interviewers (Globex)"
    assert written.mailto is not None
    assert written.mailto.startswith("mailto:?subject=")


def test_neither_company_nor_role_is_known() -> None:
    bare = interview(company=None, role=None)
    written = draft(follow_up("thank-you", bare, to=[DANA]), BARE, TEMPLATES)
    assert written.summary == "Thank Dana Okafor"
    assert written.subject.endswith(" on 17 November")
    assert "the role" in written.body
    assert "[role]" not in written.body


def test_only_the_company_or_only_the_role_is_known() -> None:
    assert summary(follow_up("thank-you", interview(role=None), to=[DANA])) == "Thank Dana Okafor (Globex)"
    assert summary(follow_up("thank-you", interview(company=None), to=[DANA])) == "Thank Dana Okafor (Data Engineer)"


def test_a_long_summary_gives_up_the_role() -> None:
    wordy = interview(role="Senior Director of Cross-Functional Data Engineering Enablement")
    assert summary(follow_up("thank-you", wordy, to=[DANA])) == "Thank Dana Okafor (Globex)"


@pytest.mark.parametrize("step", STEPS)
def test_titles_are_short_single_lines(step: str) -> None:
    hostile = interview([Person("A" * 300)], company="Glo\r\nBcc: x@evil.example\u2028bex " * 9, role="R\n" * 90)
    written = draft(follow_up(step, hostile, to=hostile.interviewers), BARE, TEMPLATES)
    assert len(written.summary) <= 80
    assert len(written.subject) <= 90
    assert len(written.summary.splitlines()) == 1
    assert len(written.subject.splitlines()) <= 1


def test_late_thanks_say_so() -> None:
    assert "late" not in summary(follow_up("thank-you", to=[DANA], late_hours=23))
    assert (
        summary(follow_up("thank-you", to=[DANA], late_hours=24)) == "Thank Dana Okafor, late (Globex, Data Engineer)"
    )
    on_time, late = thank(DANA, late_hours=48), thank(DANA, late_hours=49)
    assert len(late.split("\n\n")[1].split(". ")) == len(on_time.split("\n\n")[1].split(". ")) + 1
    assert "Tuesday" not in late


def test_a_known_date_is_not_asked_for() -> None:
    unknown = thank(DANA).split("\n\n")[3]
    known = thank(DANA, interview(decide_by=date(2026, 12, 4))).split("\n\n")[3]
    assert unknown.startswith(f"{known} ")


def test_words_depend_on_the_stage() -> None:
    assert "anel" in thank(DANA, interview(stage=Stage.PANEL))
    assert thank(DANA, interview(stage=Stage.INFORMAL)).startswith("Hi Dana,")


def test_each_gets_the_day_and_stage_of_their_own_interview() -> None:
    body = thank(ROBIN, interview([DANA], stage=Stage.INFORMAL), interview([ROBIN], stage=Stage.FINAL, day=18))
    assert "on Wednesday" in body
    assert body.startswith("Dear Robin,")


def test_the_second_round_reads_differently() -> None:
    first = draft(follow_up("thank-you", to=[DANA]), FULL, TEMPLATES).body
    second = draft(follow_up("thank-you", to=[DANA], number=2), FULL, TEMPLATES).body
    assert not set(first.split("\n\n")[1:4]) & set(second.split("\n\n")[1:4])


def test_the_same_facts_give_the_same_words() -> None:
    followup = follow_up("thank-you", interview(PANEL, topics=NOTES), to=[DANA])
    assert draft(followup, FULL, TEMPLATES) == draft(followup, FULL, TEMPLATES)


def test_the_status_question_names_a_date_that_has_passed() -> None:
    decided = interview(decide_by=date(2026, 11, 30))
    after = draft(follow_up("status-email", decided, to=[ROBIN], days_later=14), BARE, TEMPLATES)
    assert "30 November" in after.body
    before = draft(follow_up("status-email", decided, to=[ROBIN], days_later=2), BARE, TEMPLATES)
    assert "30 November" not in before.body
    assert after.summary == "Ask Robin Vale where things stand (Globex, Data Engineer)"
    assert after.subject == "Data Engineer at Globex: how do things stand?"


def test_after_the_holidays_is_no_date() -> None:
    told = replace(interview(), decision=Decision("after the holidays", date(2027, 1, 8), after_holidays=True))
    body = draft(follow_up("status-email", told, to=[ROBIN], days_later=60), BARE, TEMPLATES).body
    assert "after the holidays" in body
    assert "8 January" not in body


def test_the_recruiter_was_not_in_the_interview() -> None:
    met = draft(follow_up("status-email", to=[DANA], days_later=7), BARE, TEMPLATES).body
    asked = draft(follow_up("status-email", to=[ROBIN], days_later=7), BARE, TEMPLATES).body
    assert "our conversation" in met
    assert "our conversation" not in asked
    assert "On 17 November I met Dana Okafor for an interview about the Data Engineer role at Globex." in asked


def test_an_email_in_place_of_the_call_is_not_the_first_one_again() -> None:
    first = draft(follow_up("status-email", to=[DANA], days_later=7), BARE, TEMPLATES).body
    second = draft(follow_up("phone-call", template="status-email", to=[DANA], days_later=14), BARE, TEMPLATES).body
    assert "Some time has passed" in second
    assert not set(first.split("\n\n")[1:-1]) & set(second.split("\n\n")[1:-1])


def test_the_call_begins_with_name_and_position_and_lists_the_numbers() -> None:
    known = interview(phones=["+49 30 5550100", "+49 30 5550199"])
    written = draft(follow_up("phone-call", known, to=[ROBIN], also=[DANA], days_later=14), FULL, TEMPLATES)
    assert written.summary == "Call Robin Vale (Globex, Data Engineer)"
    assert written.subject == ""
    assert written.mailto is None
    assert written.body.startswith(
        "Ring +49 30 5550100, +49 30 5550199 and ask for Robin Vale.\nNot there? Try Dana Okafor.\n\n"
    )
    assert (
        "\n\nHello Robin, this is Taylor Reyes. I interviewed for the Data Engineer role at Globex on 17 November."
        in written.body
    )


def test_the_questions_to_ask() -> None:
    written = draft(follow_up("ask-next-steps"), BARE, TEMPLATES)
    assert written.summary == "Ask about the next steps (Globex, Data Engineer)"
    assert [line[:2] for line in written.body.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]


def test_the_notes_to_take_are_empty_key_lines() -> None:
    written = draft(follow_up("take-notes"), BARE, TEMPLATES)
    assert "\n\ntalked about:\ninterviewers:\ndecision:\n\n" in written.body


def test_an_unknown_language_falls_back_to_english() -> None:
    followup = follow_up("thank-you", replace(interview(), language="ja"), to=[DANA])
    assert draft(followup, BARE, TEMPLATES) == draft(followup, replace(BARE, language="ko-KR"), TEMPLATES)


def test_nobody_signs_yet() -> None:
    assert draft(follow_up("thank-you", to=[DANA]), Profile(), TEMPLATES).body.endswith("\n[your name]")


def test_the_link_follows_the_choice_of_mail_app() -> None:
    link = draft(follow_up("thank-you", to=[DANA]), BARE, TEMPLATES, "gmail").mailto
    assert link is not None
    assert link.startswith("https://mail.google.com/mail/?view=cm&fs=1&to=dana@globex.example&su=")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "by 1 December."),
        ("de", "bis zum 1. Dezember"),
        ("fr", "d'ici au 1er décembre."),
        ("es", "a más tardar el 1 de diciembre."),
        ("pt", "até 1 de dezembro."),
        ("nl", "uiterlijk 1 december"),
        ("it", "entro martedì 1º dicembre."),
    ],
)
def test_the_day_of_the_other_offer_is_named(language: str, words: str) -> None:
    talk = replace(interview(), answer_by=date(2026, 12, 1))
    written = draft(follow_up("other-offer", talk, to=[DANA]), replace(BARE, language=language), TEMPLATES)
    assert words in written.body
    assert "[" not in written.body


@pytest.mark.parametrize("day", [None, date(2026, 11, 16)])
def test_without_a_day_ahead_the_other_offer_has_a_blank(day: date | None) -> None:
    talk = replace(interview(), answer_by=day)
    assert "by [the day they gave you]." in draft(follow_up("other-offer", talk, to=[DANA]), BARE, TEMPLATES).body


def test_what_you_do_is_named_where_it_helps_them_to_think_of_you() -> None:
    def bodies(field: str | None) -> set[str]:
        me = replace(BARE, field=field)
        steps = [follow_up("agent-close", to=[DANA], key=str(number)) for number in range(8)]
        return {draft(step, me, TEMPLATES).body for step in steps}

    assert all("data engineering" in body for body in bodies("data engineering"))
    assert not any("[" in body for body in bodies(None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_for_linkedin_fits(language: str) -> None:
    long = Person("Maximiliane Wolfeschlegelstein", "m@globex.example")
    for key in range(4):
        followup = follow_up("linkedin", interview(role="Senior Data Platform Engineer"), to=[long], key=str(key))
        assert len(draft(followup, replace(FULL, language=language), TEMPLATES).body) <= 300


def test_the_agent_hears_what_the_interview_was_about() -> None:
    agent = Person("Kim Park", "kim@agency.example")
    told = draft(follow_up("agent-report", interview(topics=NOTES), to=[agent]), BARE, TEMPLATES).body
    assert "moving the warehouse to streaming and how you test pipelines." in told
    assert "[what the interview was about]" in draft(follow_up("agent-report", to=[agent]), BARE, TEMPLATES).body


def test_the_first_question_is_never_one_more() -> None:
    first = replace(follow_up("call-or-mail", template="status-email", to=[DANA], days_later=7), first=True)
    body = draft(first, BARE, TEMPLATES).body
    assert "once more" not in body
    assert "17 November" in body


def test_a_thank_you_card_is_short_and_says_how_to_send_it() -> None:
    cards = []
    for number, person in enumerate(PANEL[:6]):
        followup = follow_up("thank-you-card", interview(PANEL[:6], topics=NOTES), to=[person], key=str(number))
        card = draft(followup, FULL, TEMPLATES)
        assert (card.subject, card.mailto) == ("", None)
        assert card.summary == f"Write {person.name} a thank-you card (Globex, Data Engineer)"
        text, advice = card.body.rsplit("\n\n", 1)
        assert len(text.split()) <= 60
        assert advice.startswith("By hand is warmer, typed is easier to read.")
        cards.append(text)
    assert len(set(cards)) == 6


def test_the_informal_tone() -> None:
    plain, relaxed = (thank(DANA, profile=replace(FULL, register=tone)) for tone in (None, "informal"))
    assert (plain.splitlines()[0], relaxed.splitlines()[0]) == ("Dear Dana,", "Hi Dana,")
    assert relaxed.splitlines()[-3] in {"Best,", "All the best,", "Cheers,"}
    assert plain.splitlines()[-3] not in {"Best,", "All the best,", "Cheers,"}


def test_the_notes_remind_of_what_was_forgotten_and_of_the_recruiter() -> None:
    forgotten = "Something you forgot to say? One line about it makes a good ending for the thank-you."
    alone = draft(follow_up("take-notes"), BARE, TEMPLATES).body
    with_recruiter = draft(follow_up("take-notes", replace(interview(), recruiter=ROBIN)), BARE, TEMPLATES).body
    assert alone.splitlines()[-1] == forgotten
    assert with_recruiter.splitlines()[-1] == (
        f"{forgotten} Robin Vale will hear from you as well; the thank-you may say so."
    )
