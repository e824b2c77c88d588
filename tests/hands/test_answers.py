"""The notes vocabulary, wherever it is typed and in whichever language: each tag does what it means."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files

import pytest

from dav.servers import XANDIKOS_WARNS
from followup_cal.recognise.notes import parse_notes
from hands import edits
from hands.conftest import PLACES
from hands.machine import interview
from hands.places import change
from hands.story import PLAN, ZONE, Story
from lanes import diagonal
from recognise.samples import LEXICON

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
in_memory = pytest.mark.parametrize("place", ["memory"], indirect=True)
WORDS = {
    path.name.removesuffix(".toml"): tomllib.loads(path.read_text(encoding="utf-8"))
    for path in files("followup_cal").joinpath("data/words").iterdir()
    if path.name.endswith(".toml")
}
# The whole vocabulary, as the documentation gives it.
TAGS = {
    *("interview", "not-an-interview", "replied", "rejected", "offer", "withdrawn", "accepted", "reopened", "done"),
    *("still-deciding", "they-will-call", "ok-to-follow-up", "references", "take-home-sent", "verbal-offer"),
    *("other-offer", "no-show", "no-followup"),
}
KEYS = {
    *("company", "role", "stage", "interviewers", "recruiter", "via", "decision", "followup", "talked about"),
    *("cadence", "pace", "prefers", "phone", "industry"),
}
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=ZONE)


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_the_whole_vocabulary(language: str) -> None:
    assert set(WORDS[language]["tags"]) == TAGS
    assert set(WORDS[language]["keys"]) == KEYS


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(("table", "form"), [("tags", "#{}"), ("keys", "{}: x")])
def test_every_word_means_one_thing(language: str, table: str, form: str) -> None:
    words = {word: name for name, found in WORDS[language][table].items() for word in (name, *found)}
    parsed = {word: parse_notes(form.format(word), LEXICON) for word in words}
    read = {word: list(notes.tags) or [key for key, _ in notes.values] for word, notes in parsed.items()}
    assert read == {word: [name] for word, name in words.items()}


ENDED = {"status-email": "", "phone-call": "", "final-note": "", "close": ""}
# Of the thank-you and what comes before it nothing is left three days after the interview.
OVER = {**ENDED, "ask-next-steps": "", "take-notes": "", "thank-you": ""}
# What becomes of the plan where the tag is typed on the Friday after the interview: moments, or nothing for what ends.
MEANINGS = {
    "replied": ENDED,
    "rejected": {**OVER, "rejection-reply": "11-23 09:30"},
    "offer": OVER,
    "accepted": OVER,
    "withdrawn": {**OVER, "withdrawal": "11-23 09:30"},
    "reopened": {},
    "done": {"status-email": ""},
    "no-followup": OVER,
    "not-an-interview": OVER,
    # One interval more (rule T21), and everything after it.
    "still-deciding": {
        "status-email": "12-02 09:30",
        "phone-call": "12-09 10:00",
        "final-note": "01-06 09:30",
        "close": "01-13 09:30",
    },
    # Twenty business days (rule S15).
    "they-will-call": {
        "status-email": "12-16 09:30",
        "phone-call": "01-06 10:00",
        "final-note": "01-21 09:30",
        "close": "01-28 09:30",
    },
    # It shortens only what is kept apart (rule N7), and nothing is.
    "ok-to-follow-up": {},
    # A wait of five business days in the place of all others (rule T27).
    "references": {**ENDED, "references": "11-30 09:30"},
    "take-home-sent": {**ENDED, "take-home": "11-30 09:30"},
    "verbal-offer": {**ENDED, "verbal-offer": "11-30 09:30"},
    # On the next morning (rule S16); the questions keep their distance from it.
    "other-offer": {
        "other-offer": "11-23 09:30",
        "status-email": "11-25 09:30",
        "phone-call": "12-03 10:00",
        "final-note": "12-17 09:30",
    },
    "no-show": {**OVER, "no-show": "11-23 09:30"},
}


@in_memory
@pytest.mark.parametrize(("tag", "language"), diagonal(MEANINGS, WORDS))
def test_a_tag_means_the_same_in_every_language(story: Story, tag: str, language: str) -> None:
    story.now = FRIDAY
    found = {}
    for word in (tag, *WORDS[language]["tags"].get(tag, ())):
        line = f"#{word}: 2026-12-11" if tag == "other-offer" else f"#{word}"
        story.does("Ask Dana", edits.type_first(line))
        found[word] = planned(story)
        story.does("Ask Dana", edits.erase(line))
    expected = {step: moment for step, moment in (PLAN | MEANINGS[tag]).items() if moment}
    assert {key: plan for key, plan in found.items() if plan != expected} == {}
    assert planned(story) == PLAN


def test_every_tag_has_its_meaning() -> None:
    assert set(MEANINGS) == TAGS - {"interview"}


def planned(story: Story) -> dict[str, str]:
    return {step: moment for step, (state, moment) in story.plan().items() if state in {"planned", "written"}}


def into_title(words: str) -> edits.Hand:
    return lambda block: block.replace("\nSUMMARY:", f"\nSUMMARY:{words} ")


def into_categories(words: str) -> edits.Hand:
    return edits.with_lines(f"CATEGORIES:{words.removeprefix('#')}")


def into_marked_categories(words: str) -> edits.Hand:
    return edits.with_lines(f"CATEGORIES:Private,{words}")


@in_memory
@pytest.mark.parametrize("into", [into_title, edits.type_first, into_categories, into_marked_categories])
def test_an_answer_in_the_interview(story: Story, into: Callable[[str], edits.Hand]) -> None:
    story.meets(into("#they-will-call"))
    story.sync()
    assert story.standing() == PLAN | MEANINGS["they-will-call"]


@pytest.mark.parametrize(
    ("place", "into"),
    diagonal(PLACES, [into_title, edits.type_first, into_marked_categories]),
    indirect=["place"],
)
def test_an_answer_in_an_entry(story: Story, into: Callable[[str], edits.Hand]) -> None:
    story.does("Call", into("#they-will-call"))
    story.sync()
    assert story.standing() == PLAN | MEANINGS["they-will-call"]
    story.does("Call" if into is not into_title else "#they-will-call Call", into("#replied"))
    story.sync()
    assert {title.removeprefix("#replied #they-will-call ").split()[0] for title in story.titles()} == {
        "Ask",
        "Call",
        "Note",
        "Thank",
    }
    story.lose_state()
    assert story.sync() == []


@in_memory
def test_the_employer_among_the_categories_is_no_answer(story: Story) -> None:
    story.meets(edits.describe("company: Offer\\nrole: Data Engineer\\ninterviewers: Dana Okafor"))
    story.does("Ask Dana", edits.with_lines("CATEGORIES:Replied,Offer,rejected"))
    story.sync()
    assert story.standing() == PLAN


@in_memory
def test_a_meeting_is_made_an_interview_and_that_is_remembered(story: Story) -> None:
    story.sync()
    chat = interview("chat@calendar.example", "Initech", datetime(2026, 11, 18, 14, tzinfo=ZONE))
    coffee = edits.describe("at the corner")(chat.replace("Interview with Initech: Data Engineer", "Coffee with Kim"))
    assert coffee
    story.place.add("chat", coffee)
    assert story.sync() == []
    change(story.place, "chat@calendar.example", edits.type_first("#interview"))
    created = [action for action, _ in story.sync()]
    assert created == ["create"] * len(created)
    assert len(created) >= 6
    change(story.place, "chat@calendar.example", edits.move(days=1))
    assert {action for action, _ in story.sync()} == {"update"}
    story.lose_state()
    assert story.sync() == []


@in_memory
def test_an_interview_that_is_none_stays_none(story: Story) -> None:
    story.meets(edits.type_first("#not-an-interview"))
    assert [action for action, _ in story.sync()] == ["delete"] * 7
    story.meets(edits.move(days=1))
    assert story.sync() == []
    story.lose_state()
    assert story.sync() == []
    story.meets(edits.erase("#not-an-interview"))
    assert [action for action, _ in story.sync()] == ["create"] * 7
