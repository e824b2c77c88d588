"""What counts as an edit, and what is only the noise of apps and servers."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followup_cal.imprint import Imprint, of_alarms, of_text, of_times, parse

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 17, 17, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "noisy",
    [
        "Dear Dana,\r\n\r\nthank you.\r\n",
        "Dear Dana,  \n\n\nthank you.",
        "  Dear   Dana,\n\nthank you.\n\n",
        "Dear Dana,\u00a0\n\nthank you.",
    ],
)
def test_blanks_and_line_ends_are_no_edit(noisy: str) -> None:
    assert of_text(noisy) == of_text("Dear Dana,\n\nthank you.")


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    assert of_text("M\u00fcller") == of_text("Mu\u0308ller")


def test_another_word_is_an_edit() -> None:
    assert of_text("Dear Dana, thank you!") != of_text("Dear Dana, thank you.")


def test_a_time_spelled_in_another_zone_is_the_same_time() -> None:
    end = START + timedelta(hours=1)
    assert of_times(START, end) == of_times(START.astimezone(UTC), end.astimezone(UTC))


def test_a_moved_end_is_an_edit() -> None:
    assert of_times(START, START + timedelta(hours=1)) != of_times(START, START + timedelta(hours=2))


def test_alarms_that_move_with_their_entry_are_untouched() -> None:
    later = START + timedelta(days=1)
    assert of_alarms([START], START) == of_alarms([later], later)


def test_alarms_given_twice_or_in_another_order_are_untouched() -> None:
    morning = START + timedelta(hours=15)
    assert of_alarms([START, morning], START) == of_alarms([morning, START, START], START)


def test_a_removed_alarm_is_an_edit() -> None:
    assert of_alarms([], START) != of_alarms([START], START)


def test_the_line_is_read_back() -> None:
    imprint = Imprint("aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", ("222", "333"))
    assert str(imprint) == "aaaabbbbccccddddeeeeffff.222333"
    assert parse("aaaabbbbccccddddeeeeffff.222333") == imprint


def test_the_short_line_fits_sixty_characters() -> None:
    imprint = Imprint("aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", tuple(["abc"] * 30))
    assert imprint.short == "aaaabbbbccccddddeeeeffff." + "abc" * 10
    assert len("ref: " + imprint.short) == 60


@pytest.mark.parametrize(
    "line",
    [None, "", "aaaa", "aaaabbbbccccddddeeeeffff", "aaaabbbbccccddddeeeeffff.ab", "A" * 24 + ".", "ä" * 24 + "."],
)
def test_what_is_no_imprint_is_never_taken_for_one(line: str | None) -> None:
    assert parse(line) is None
