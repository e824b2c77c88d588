"""Lines fit the screen, whatever they say."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width as measured

from followup_cal.report.layout import Line, Row, Span, Tone, columns, spread, table, wrapped
from followup_cal.report.tally import counted
from followup_cal.report.when import View
from followup_cal.report.wording import plain

BERLIN = ZoneInfo("Europe/Berlin")


def text(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in lines]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-18T00:00", "today"),
        ("2026-11-18T23:59", "today"),
        ("2026-11-19T00:00", "tomorrow"),
        ("2026-11-17T23:59", "yesterday"),
        ("2026-11-20T08:00", "in 2 days"),
        ("2026-12-01T08:00", "in 13 days"),
        ("2026-12-02T08:00", "in 2 weeks"),
        ("2026-11-05T08:00", "13 days ago"),
        ("2027-01-19T08:00", "in 8 weeks"),
        ("2027-01-20T08:00", "in 2 months"),
        ("2026-11-11T08:00", "7 days ago"),
    ],
)
def test_distances_go_by_the_dates_of_the_users_own_calendar(moment: str, said: str) -> None:
    # In UTC it is still Tuesday the 17th.
    view = View(datetime.fromisoformat("2026-11-18T00:30+01:00"), BERLIN)
    assert view.distance(at(moment)) == said


def test_a_date_far_away_has_its_year() -> None:
    view = View(at("2026-11-18T08:00"), BERLIN)
    assert view.day(at("2027-01-06T09:30")) == "Wed 6 Jan"
    assert view.aligned(at("2027-01-06T09:30")) == "Wed  6 Jan"
    assert view.day(at("2025-11-18T09:30")) == "Tue 18 Nov 2025"


def test_the_plural() -> None:
    assert [counted(1, "day"), counted(2, "day"), counted(2, "reply")] == ["1 day", "2 days", "2 replies"]


LONG = "山田さんに礼状を書いてから電話をかけて面接の結果を聞く"
ROWS = [
    Row(Span("+", Tone.NEW), (Span("Tue 17 Nov"), Span("today")), Span("Thank Dana Okafor"), (Span("Why not."),)),
    Row(
        Span("~"),
        (Span("Wed  2 Dec"), Span("in 2 weeks")),
        Span(LONG),
    ),
]


def test_a_table_on_a_desk() -> None:
    assert text(list(table(ROWS, 70))) == [
        "  + Tue 17 Nov  today       Thank Dana Okafor",
        "      Why not.",
        "  ~ Wed  2 Dec  in 2 weeks  山田さんに礼状を書いてから電話をかけて面接",
        "                            の結果を聞く",
    ]


def test_a_table_on_a_phone() -> None:
    assert text(list(table(ROWS, 40))) == [
        "  + Tue 17 Nov, today",
        "    Thank Dana Okafor",
        "      Why not.",
        "  ~ Wed 2 Dec, in 2 weeks",
        "    山田さんに礼状を書いてから電話をかけ",
        "    て面接の結果を聞く",
    ]


def test_both_ends_of_a_line() -> None:
    assert text(list(spread(Span("Globex"), Span("globex"), 20))) == ["Globex        globex"]
    assert text(list(spread(Span("Globex, Engineer"), Span("globex/engineer"), 20))) == [
        "Globex, Engineer",
        "  globex/engineer",
    ]


def test_a_combining_mark_takes_no_room() -> None:
    assert [columns("Ko\u0308ln"), columns("東京"), columns("Koeln")] == [4, 4, 5]


@given(st.text(max_size=200), st.integers(30, 100), st.integers(0, 6))
def test_nothing_is_wider_than_the_screen_and_nothing_is_lost(said: str, width: int, indent: int) -> None:
    printable = plain(said)
    lines = text(wrapped(Span(printable), width, indent, indent + 2))
    assert [line for line in lines if measured(line) > width] == []
    assert "".join("".join(lines).split()) == "".join(printable.split())
