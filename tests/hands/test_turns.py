"""Computers that take turns at one calendar: each knows what the others did, and none undoes it."""

from __future__ import annotations

from datetime import datetime

import pytest

from dav.servers import XANDIKOS_WARNS
from hands import edits
from hands.conftest import PLACES
from hands.machine import failing, interview
from hands.places import change, entries
from hands.story import PLAN, ZONE, Story
from hands.test_what_you_do import ROWS
from lanes import quickly

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
in_memory = pytest.mark.parametrize("place", ["memory"], indirect=True)
SECOND = "two@calendar.example"


def add_second_round(story: Story) -> None:
    story.place.add("two", interview(SECOND, "Globex", datetime(2026, 11, 20, 14, tzinfo=ZONE)))


def takes_turns(story: Story, times: int) -> None:
    """Nothing has changed since the last run: nobody writes, whoever's turn it is, and whoever lost the state."""
    texts = story.place.texts()
    for _ in range(times):
        with story.on_another_computer():
            assert story.run() == []
        assert story.run() == []
    for _ in range(2 if entries(story.place) else 0):
        story.lose_state()
        assert story.run() == []
    assert story.place.texts() == texts


@in_memory
@pytest.mark.parametrize("words", ROWS)
def test_what_you_do_is_written_once(story: Story, words: str) -> None:
    with story.on_another_computer():
        assert story.run() == []
    ROWS[words](story)
    story.sync()
    takes_turns(story, 2)


@pytest.mark.parametrize("place", quickly(["file", "xandikos"], PLACES), indirect=True)
def test_a_long_story_is_written_once_everywhere(story: Story) -> None:
    with story.on_another_computer():
        assert story.run() == []
    story.does("Thank", edits.tick(story.now))
    story.does("Call", edits.retitle("Ring Dana"))
    story.does("Write Dana", edits.move(days=3))
    story.does("Close", edits.delete)
    add_second_round(story)
    assert len(story.sync()) == 13
    takes_turns(story, 3)
    change(story.place, SECOND, edits.type_first("#rejected"))
    story.now = datetime(2026, 11, 21, 9, tzinfo=ZONE)
    assert ("create", "Reply to the rejection (Globex, Data Engineer)") in story.sync()
    takes_turns(story, 3)


@in_memory
def test_what_the_other_computer_took_away_comes_back_when_it_is_wanted_again(story: Story) -> None:
    add_second_round(story)
    with story.on_another_computer():
        story.sync()
    assert story.sync() == []
    change(story.place, SECOND, edits.delete)
    story.sync()
    assert story.standing() == PLAN


@in_memory
def test_a_cancellation_that_the_other_computer_saw_first_can_be_taken_back(story: Story) -> None:
    story.does("Thank", edits.tick(story.now))
    story.meets(edits.with_lines("STATUS:CANCELLED"))
    with story.on_another_computer():
        story.sync()
    assert story.sync() == []
    story.meets(edits.without_lines("STATUS"))
    story.sync()
    assert story.standing() | story.standing("done") == PLAN


@in_memory
def test_what_was_deleted_stays_deleted_on_both_when_the_other_computer_took_the_rest_away(story: Story) -> None:
    with story.on_another_computer():
        story.sync()
    story.does("Call", edits.delete)
    add_second_round(story)
    with story.on_another_computer():
        story.sync()
    assert story.sync() == []
    change(story.place, SECOND, edits.delete)
    story.sync()
    assert set(story.standing("deleted-by-user")) == {"phone-call"}
    with story.on_another_computer():
        assert story.sync() == []


@in_memory
def test_what_was_kept_for_an_edit_and_deleted_later_stays_deleted(story: Story) -> None:
    story.does("Call", edits.retitle("Ring Dana"))
    add_second_round(story)
    story.sync()
    story.does("Ring Dana", edits.delete)
    story.sync()
    change(story.place, SECOND, edits.delete)
    story.sync()
    assert set(story.standing("deleted-by-user")) == {"phone-call"}


@in_memory
def test_what_one_computer_failed_to_write_is_not_taken_for_deleted_for_ever(story: Story) -> None:
    with story.on_another_computer():
        story.sync()
    add_second_round(story)
    with failing("full"):
        story.tell("sync")
    with story.on_another_computer():
        story.sync()
    third = interview("three@calendar.example", "Globex", datetime(2026, 11, 24, 14, tzinfo=ZONE))
    story.place.add("three", third)
    story.sync()
    with story.on_another_computer():
        assert story.run() == []
    takes_turns(story, 2)


@in_memory
def test_where_nothing_is_left_a_cancellation_that_the_other_computer_saw_first_can_be_taken_back(story: Story) -> None:
    story.meets(edits.with_lines("STATUS:CANCELLED"))
    with story.on_another_computer():
        story.sync()
    assert entries(story.place) == {}
    assert story.sync() == []
    story.meets(edits.without_lines("STATUS"))
    story.sync()
    assert story.standing() == PLAN
