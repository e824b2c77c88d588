"""`mark`, `remove` and the guard on every kind of calendar; what could not be read never costs an entry."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from dav.servers import XANDIKOS_WARNS
from hands import edits
from hands.conftest import PLACES
from hands.machine import call, interview
from hands.places import FolderPlace, entries, others
from hands.story import PLAN, QUESTIONS, ZONE, Story
from lanes import quickly

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=ZONE)


def mark(story: Story, outcome: str) -> dict[str, str]:
    """Says it on the command line: what stands afterwards."""
    strangers = others(story.place)
    words = ("mark", "globex", outcome, *story.place.arguments)
    code, _, err = call(*words, state=story.state, now=story.now)
    assert (code, err) == (0, "")
    assert story.run() == []
    assert others(story.place) == strangers
    return story.standing()


@pytest.mark.parametrize("place", quickly(["file", "xandikos"], PLACES), indirect=True)
def test_every_answer_can_be_marked_and_taken_back(story: Story) -> None:
    story.now = FRIDAY
    before = {step: PLAN[step] for step in ("ask-next-steps", "take-notes", "thank-you")}
    assert mark(story, "replied") == before
    assert mark(story, "rejected") == {"rejection-reply": "11-23 09:30"}
    assert mark(story, "offer") == {}
    assert mark(story, "withdrawn") == {"withdrawal": "11-23 09:30"}
    assert mark(story, "still-deciding")["status-email"] == "12-02 09:30"
    assert {step: moment for step, moment in mark(story, "reopen").items() if step in QUESTIONS} == {
        step: PLAN[step] for step in QUESTIONS
    }


@pytest.mark.parametrize("place", quickly(["folder", "radicale"], PLACES), indirect=True)
def test_remove_leaves_nothing_of_ours_and_everything_else(story: Story) -> None:
    strangers, texts = others(story.place), story.place.texts()
    story.does("Thank", edits.tick(story.now))
    story.does("Call", edits.retitle("Ring Dana"))
    story.does("Ask Dana", edits.type_first("#replied"))
    story.sync()
    assert story.tell("remove", "--yes") == (0, "5 follow-ups deleted.\n", "")
    assert entries(story.place) == {}
    assert others(story.place) == strangers
    assert {name: text for name, text in texts.items() if "@followup-cal" not in text} == (
        {} if len(texts) == 1 else story.place.texts()
    )
    # The questions would be open again: the answer went with its entry.
    assert story.run() == []
    code, out, _ = story.tell("sync", "--json", "--again")
    assert (code, json.loads(out)["created"]) == (0, 7)
    assert story.sync() == []


def test_many_interviews_gone_at_once_are_refused(story: Story) -> None:
    story.meets(edits.delete)
    texts = story.place.texts()
    code, out, err = story.tell("sync")
    assert (code, out) == (4, "")
    assert err == (
        "Error: The interviews of 7 of 7 follow-ups are no longer in the calendar; nothing was changed.\n"
        "Hint:  If that is right, run it again with --force.\n"
    )
    assert story.place.texts() == texts
    assert [action for action, _ in story.run()] == ["delete"] * 7


@pytest.mark.parametrize("place", ["memory"], indirect=True)
def test_more_than_a_thousand_writes_are_refused(story: Story) -> None:
    for number in range(143):
        start = datetime(2026, 11, 18, 8, tzinfo=ZONE) + timedelta(days=number // 8, hours=number % 8)
        story.place.add(f"many-{number}", interview(f"many-{number}@calendar.example", f"Employer{number}", start))
    texts = story.place.texts()
    code, out, err = story.tell("sync")
    assert (code, out) == (4, "")
    assert err == (
        "Error: 1001 entries would be written in one run; nothing was changed.\n"
        "Hint:  Look at them with `followup-cal plan`; if they are right, run it again with --force.\n"
    )
    assert story.place.texts() == texts


@pytest.mark.parametrize("place", ["file", "folder"], indirect=True)
def test_what_could_not_be_read_costs_no_entry(story: Story) -> None:
    before = entries(story.place)
    name = "one.ics" if isinstance(story.place, FolderPlace) else ""
    text = story.place.texts()[name]
    story.place.write(name, text.replace("DTSTART:20261117T190000Z", "DTSTART:yesterday"))
    code, out, err = story.tell("sync", "--json", "--force")
    assert (code, json.loads(out)["changes"]) == (1, [])
    assert "yesterday" in err
    assert entries(story.place) == before
    story.place.write(name, text)
    assert story.sync() == []
    assert story.standing() == PLAN


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_an_interview_that_is_gone_while_another_file_is_broken_costs_no_entry(story: Story) -> None:
    story.place.write("broken.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n\x00")
    story.meets(edits.delete)
    code, out, _ = story.tell("sync", "--json", "--force")
    assert (code, json.loads(out)["deleted"]) == (1, 0)
    story.place.write("broken.ics", None)
    assert [action for action, _ in story.sync()] == ["delete"] * 7
