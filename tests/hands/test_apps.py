"""What Thunderbird and DAVx5 write back: their own doings are no edit, and what the person did in them is understood.

Observed on Thunderbird 153 with Radicale, and read in the sources of DAVx5 and its synctools.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from hands import edits, noise
from hands.edits import with_lines, without_lines
from hands.places import change, entries, titled
from hands.story import PLAN, TWO_DAYS_LATER, ZONE, Story
from lanes import quickly

pytestmark = pytest.mark.parametrize("place", quickly(["memory"], ["memory", "radicale"]), indirect=True)
RENDERED = "data:text/html,%3Cbody%3EGood%20morning%3C%2Fbody%3E"


def saved(block: str) -> str:
    """Saved by Thunderbird: new stamps, a generation counted, split categories, another order."""
    return re.sub(r"(?m)^SEQUENCE:\d+$", "SEQUENCE:4", noise.thunderbird(block))


def thunderbird_types(words: str) -> edits.Hand:
    """Types a line on top in Thunderbird, which puts a rendering of the whole text beside it."""

    def hand(block: str) -> str:
        return saved(re.sub(r"(?m)^DESCRIPTION:", f'DESCRIPTION;ALTREP="{RENDERED}":{words}\\\\n', block))

    return hand


def both(*hands: edits.Hand) -> edits.Hand:
    def hand(block: str) -> str:
        for item in hands:
            block = item(block) or ""
        return block

    return hand


@pytest.mark.parametrize(
    "doing",
    [
        noise.thunderbird,
        noise.snoozed,
        both(noise.snoozed, with_lines("X-MOZ-SEND-INVITATIONS:FALSE")),
        both(noise.thunderbird, noise.absolute_alarms),
        noise.rendered,
        with_lines("X-ALT-DESC;FMTTYPE=text/html:<html><body>Hello</body></html>"),
        noise.davx5,
        both(noise.davx5, noise.in_utc, without_lines("CLASS")),
        noise.acknowledged,
        noise.tasks_org,
    ],
)
def test_what_an_app_does_by_itself_is_no_edit(story: Story, doing: Callable[[str], str]) -> None:
    for uid in entries(story.place):
        change(story.place, uid, doing)
    assert story.sync() == []
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing() == TWO_DAYS_LATER


def test_a_reminder_that_was_dismissed_or_snoozed_stays_so_when_the_entry_moves(story: Story) -> None:
    story.does("Ask Dana", noise.snoozed)
    story.meets(edits.move(days=2))
    story.sync()
    block = story.block("Ask Dana").replace("\r", "")
    assert "\nX-MOZ-LASTACK:20261117T200000Z\n" in block
    assert "\nX-MOZ-SNOOZE-TIME:20261117T200500Z\n" in block
    assert "DTSTART;TZID=America/New_York:20261127T093000\n" in block


def test_thunderbird_ticks_a_task(story: Story) -> None:
    done = ("STATUS:COMPLETED", "COMPLETED:20261117T223000Z", "PERCENT-COMPLETE:100")
    story.does("Thank", both(without_lines("STATUS"), with_lines(*done), saved))
    assert story.sync() == []
    assert story.standing("done") == {"thank-you": "11-17 17:00"}


def test_thunderbird_types_an_answer(story: Story) -> None:
    story.does("Thank", thunderbird_types("#replied"))
    story.sync()
    assert set(story.standing()) == {"ask-next-steps", "take-notes", "thank-you"}


def test_thunderbird_edits_a_text(story: Story) -> None:
    story.does("Ask Dana", thunderbird_types("Good morning"))
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing()["status-email"] == "11-27 09:30"
    description = re.search(r"(?m)^DESCRIPTION.*$", story.block("Ask Dana"))
    assert description is not None
    # The rendering shows the footer of before: it has to go with it.
    assert description[0].startswith("DESCRIPTION:Good morning\\nTo: Dana Okafor\\nSubject: ")


def test_a_rendering_stays_where_nothing_is_written(story: Story) -> None:
    story.does("Ask Dana", thunderbird_types("Good morning"))
    story.does("Call", edits.move(days=1))
    story.sync()
    assert f'DESCRIPTION;ALTREP="{RENDERED}":Good morning' in story.block("Ask Dana")


def test_a_rendering_of_another_kind_goes_with_the_text_it_shows(story: Story) -> None:
    story.does("Ask Dana", with_lines("X-ALT-DESC;FMTTYPE=text/html:<html><body>Hello</body></html>"))
    story.meets(edits.move(days=2))
    story.sync()
    assert "X-ALT-DESC" not in story.block("Ask Dana")


def test_thunderbird_drags_a_call(story: Story) -> None:
    story.does("Call", both(edits.move(days=1, minutes=120), saved))
    story.sync()
    assert (story.standing()["phone-call"], story.standing()["final-note"]) == ("12-03 12:00", "12-17 09:30")


def test_thunderbird_gives_a_task_another_due_date(story: Story) -> None:
    story.does("Ask Dana", both(edits.lengthen(3 * 24 * 60), saved))
    assert story.sync() == []
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing()["status-email"] == PLAN["status-email"]
    assert "DUE;TZID=America/New_York:20261127T173000" in story.block("Ask Dana")


def test_a_task_that_lost_its_start_stays_on_the_day_it_is_due(story: Story) -> None:
    story.does("Ask Dana", both(without_lines("DTSTART"), saved))
    assert story.sync() == []
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing()["status-email"] == "11-24 17:30"
    assert "DTSTART" not in story.block("Ask Dana")


def test_a_title_changed_on_the_phone_is_one_edit_whatever_becomes_of_the_alarms(story: Story) -> None:
    story.does("Ask Dana", both(edits.retitle("Ask her"), noise.davx5))
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing()["status-email"] == "11-27 09:30"
    block = story.block("Ask her").replace("\r", "")
    assert block.count("BEGIN:VALARM") == 1
    assert "\nTRIGGER:PT0S\n" in block


def test_an_alarm_set_on_the_phone_stays_as_it_is(story: Story) -> None:
    story.does("Ask Dana", edits.ring_before(45))
    story.meets(edits.move(days=2))
    story.sync()
    assert "\nTRIGGER:-PT45M\n" in story.block("Ask Dana").replace("\r", "")
    assert story.block("Ask Dana").count("BEGIN:VALARM") == 1


def test_a_call_is_ticked_off_by_its_title_on_the_phone(story: Story) -> None:
    story.now = datetime(2026, 12, 4, 12, tzinfo=ZONE)
    uid = titled(story.place, "Call")
    story.does("Call", both(edits.retitle("✔ Call Dana"), noise.davx5))
    story.sync()
    assert story.standing("done") == {"phone-call": "12-02 10:00"}
    assert "\nSUMMARY:✔ Call Dana" in entries(story.place)[uid].replace("\r", "")
