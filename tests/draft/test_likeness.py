"""No two people of one round get the same words (rules P2 and X4)."""

import re
from collections.abc import Sequence
from itertools import combinations

import pytest

from draft.situations import BARE, FULL, NOTES, PANEL, TEMPLATES, follow_up, interview
from followup_cal.draft import draft
from followup_cal.draft.lint import overlap, shared_sentences
from followup_cal.model import Person, Profile, Stage, Topic

LARGE = (*PANEL, *(Person(name) for name in ("Kit Moss", "Ada Finch", "Bo Lund", "Olive Marsh")))
NAMES = ("Globex", "Data Engineer", "Taylor Reyes", *(person.name or "" for person in LARGE))
ONE_TOPIC = (Topic("moving the old warehouse of the shops to streaming"),)
ONE_STRENGTH = Profile(names=("Taylor Reyes",), strengths=("cut the nightly load from six hours to forty minutes",))


def bodies(
    people: Sequence[Person],
    topics: Sequence[Topic],
    profile: Profile,
    key: str,
    *,
    stage: Stage = Stage.PANEL,
    late: int = 0,
) -> list[str]:
    talk = interview(people, topics=topics, stage=stage)
    return [
        draft(follow_up("thank-you", talk, to=[person], key=key, late_hours=late), profile, TEMPLATES).body
        for person in people
    ]


@pytest.mark.parametrize("stage", [Stage.UNKNOWN, Stage.TECHNICAL, Stage.PANEL, Stage.INFORMAL])
@pytest.mark.parametrize("late", [0, 60])
@pytest.mark.parametrize(
    ("topics", "profile"),
    [((), BARE), (NOTES, FULL), (NOTES, BARE), (ONE_TOPIC, FULL), ((), ONE_STRENGTH), (NOTES, ONE_STRENGTH)],
)
def test_drafts_of_a_round_are_different(stage: Stage, late: int, topics: tuple[Topic, ...], profile: Profile) -> None:
    for key in ("globex/data-engineer", "initech/cook"):
        for one, other in combinations(bodies(PANEL, topics, profile, key, stage=stage, late=late), 2):
            assert shared_sentences(one, other) == ()
            assert overlap(one, other, NAMES) <= 0.25


def test_twelve_people_still_read_differently() -> None:
    for one, other in combinations(bodies(LARGE, (), BARE, "a"), 2):
        assert overlap(one, other, NAMES) <= 0.25


def test_beyond_the_last_alternative_the_parts_are_combined_anew() -> None:
    crowd = tuple(Person(f"{chr(65 + number)}nna Stone") for number in range(20))
    written = bodies(crowd, (), BARE, "a")
    assert max(overlap(one, other, [p.name or "" for p in crowd]) for one, other in combinations(written, 2)) < 0.45


def test_one_application_reads_differently_from_the_next() -> None:
    letters = {bodies(PANEL[:1], (), BARE, str(number))[0] for number in range(20)}
    assert len(letters) > 15


def test_likeness_is_measured_on_the_shorter_text() -> None:
    assert overlap("one two three four", "zero one two three four five six seven") == 1.0
    assert overlap("one two three four", "one two three five") == 0.5
    assert overlap("Dear Dana Okafor thank you", "Dear Priya Nair thank you", ["Dana Okafor", "Priya Nair"]) == 1.0
    assert overlap("", "one two three") == 0.0
    assert shared_sentences("A b c d e. Dear Dana,", "Dear Dana,\nA b c d e.") == ("A b c d e.",)


def test_blanks_are_visible_and_few() -> None:
    for body in bodies(PANEL, (), BARE, "a"):
        assert len(re.findall(r"\[[^\]]+\]", body)) == 2
