"""Reading a calendar: what it costs, what is remembered, and that nothing is lost when a server can't be believed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dav.liars import (
    ForgetsTokens,
    Garbles,
    HasNoEtags,
    HasNoTokens,
    HasSecondTokens,
    LeavesDataOut,
    ListsEverything,
    Pages,
    SpellsOddly,
    SpoilsMultiget,
)
from dav.proxy import Quirk, Reply, Request
from dav.quirks import CutsAnswers, Fails
from dav.servers import XANDIKOS_WARNS, Server
from dav.story import Scene, create, errors, later, scene, uids
from followup_cal.scan import Selection
from followup_cal.stores.caldav.faults import Failure, NoAnswer, Refused
from followup_cal.stores.protocol import Delete
from stores.contract import DENTIST, INTERVIEW, OURS, YEAR, ZONE, entry, event, wrapped

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)

FIRST = OURS[0]
ANOTHER = wrapped(ZONE, event("second@x", "Interview at Hooli"))
NEXT_YEAR = wrapped(ZONE, event("next@x", "Interview at Pied Piper", "20270315"))


# Requests


def test_an_unchanged_calendar_costs_one_request(server: Server) -> None:
    with scene(server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        with story.counted() as count:
            contents = story.again(calendar).read(YEAR)
        assert (count, uids(contents)) == ([1], ["talk@x"])


@pytest.mark.parametrize("entries", [1, 3, 40, 60])
def test_a_first_run_costs_a_request_for_each_entry_and_a_few_more(radicale_server: Server, entries: int) -> None:
    with scene(radicale_server) as story:
        with story.counted() as count:
            calendar = story.calendar()
            calendar.read(YEAR)
            calendar.write([create(f"{number}@followup-cal") for number in range(entries)])
        # Token, events, tasks; a look in front of every fifty; changes; what was written, fifty at a time.
        batches = -(-entries // 50)
        assert count == [entries + 3 + batches + 1 + batches]
        with story.counted() as count:
            assert len(story.again(calendar).read(YEAR).resources) == entries + 1
        assert count == [1]


def test_one_changed_interview_costs_three_requests(server: Server) -> None:
    with scene(server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        story.put("theirs-0.ics", INTERVIEW.replace(b"Globex", b"Hooli"))
        with story.counted() as count:
            contents = story.again(calendar).read(YEAR)
        assert count == [3]
        assert b"Hooli" in contents.resources[0].data


def test_a_refused_batch_costs_the_look_only(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.write([create(FIRST)])
        with story.counted() as count:
            calendar.write([create(FIRST)])
        assert count == [1]


def test_no_query_is_open_at_an_end(radicale_server: Server) -> None:
    class Notes(Quirk):
        bodies: list[bytes] = []  # noqa: RUF012 - of one test

        def before(self, request: Request) -> None:
            if request.report == "calendar-query":
                self.bodies.append(request.body)

    with scene(radicale_server, Notes()) as story:
        story.calendar().read(YEAR)
    first, second = Notes.bodies
    assert b'comp-filter name="VEVENT"><C:time-range start="20251231T000000Z" end="20280102T000000Z"/>' in first
    assert b'comp-filter name="VTODO"><C:time-range start="20241126T' in second


def many(story: Scene, count: int) -> None:
    """Fills Radicale's folder with what is no interview."""
    folder = story.server.folder / story.url.removeprefix(story.server.url)
    for number in range(count):
        day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number * 20000 // count)
        data = wrapped(event(f"lunch{number}@x", "Lunch", f"{day:%Y%m%d}").replace(";TZID=Europe/Vienna", ""))
        (folder / f"theirs-lunch-{number}.ics").write_bytes(data)


@pytest.mark.parametrize("count", [300, pytest.param(5000, marks=pytest.mark.slow)])
def test_a_calendar_full_of_other_events(radicale_server: Server, count: int) -> None:
    with scene(radicale_server) as story:
        many(story, count)
        calendar = story.calendar()
        with story.counted() as requests:
            assert uids(calendar.read(YEAR)) == ["talk@x"]
            assert errors(calendar.write([create(uid) for uid in OURS])) == [None, None, None]
        assert requests == [9]
        assert b"lunch" not in repr(calendar.memory).encode()
        with story.counted() as requests:
            assert uids(story.again(calendar).read(YEAR)) == [*OURS, "talk@x"]
        assert requests == [1]


# What changes between two runs


def change_everything(story: Scene) -> None:
    """Another client moves an interview, adds one, deletes ours, and turns the dentist into an interview."""
    story.put("theirs-0.ics", INTERVIEW.replace(b"Globex", b"Hooli"))
    story.put("theirs-1.ics", DENTIST.replace(b"Dentist", b"Interview with the dentist"))
    story.put("theirs-3.ics", ANOTHER)
    story.remove("1.ics")


def assert_nothing_is_lost(story: Scene) -> None:
    """Three runs: before, after everything has changed, and after one more was deleted."""
    calendar = story.calendar()
    calendar.read(YEAR)
    assert errors(calendar.write([create(FIRST), create(OURS[1])])) == [None, None]
    calendar = story.again(calendar)
    assert uids(calendar.read(YEAR)) == [FIRST, OURS[1], "talk@x"]
    change_everything(story)
    calendar = story.again(calendar)
    contents = calendar.read(YEAR)
    assert uids(contents) == [OURS[1], "second@x", "talk@x", "teeth@x"]
    assert contents.complete
    assert b"Hooli" in b"".join(item.data for item in contents.resources)
    story.remove("theirs-0.ics")
    assert uids(story.again(calendar).read(YEAR)) == [OURS[1], "second@x", "teeth@x"]


LIARS = [
    Quirk(),
    ForgetsTokens(403),
    ForgetsTokens(412),
    ForgetsTokens(400),
    ForgetsTokens(409),
    ForgetsTokens(410),
    ForgetsTokens(415),
    ListsEverything(),
    HasSecondTokens(),
    HasNoTokens(),
    HasNoEtags(),
    LeavesDataOut(),
    Pages(1),
    SpellsOddly(),
    SpoilsMultiget("404"),
    SpoilsMultiget("nameless"),
    SpoilsMultiget("dataless"),
]


def described(quirk: Quirk) -> str:
    return " ".join([type(quirk).__name__, *(str(item) for item in vars(quirk).values() if item)])


@pytest.mark.parametrize("quirk", LIARS, ids=described)
def test_nothing_is_lost(radicale_server: Server, quirk: Quirk) -> None:
    with scene(radicale_server, quirk) as story:
        assert_nothing_is_lost(story)


@pytest.mark.parametrize("quirk", [Quirk(), ForgetsTokens(412), HasSecondTokens(), Pages(1)], ids=described)
def test_nothing_is_lost_on_another_server(xandikos_server: Server, quirk: Quirk) -> None:
    with scene(xandikos_server, quirk) as story:
        assert_nothing_is_lost(story)


def test_tokens_that_the_provider_data_distrust_are_not_used(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar(tokens=False)
        calendar.read(YEAR)
        assert (calendar.memory or {})["token"] is None
        story.put("theirs-3.ics", ANOTHER)
        calendar = story.calendar(calendar.memory, tokens=False)
        with story.counted() as count:
            assert uids(calendar.read(YEAR)) == ["second@x", "talk@x"]
        assert count == [2]


@pytest.mark.parametrize("quirk", [HasSecondTokens(), HasNoTokens()], ids=described)
def test_a_server_without_tokens_costs_one_request_as_well(radicale_server: Server, quirk: Quirk) -> None:
    with scene(radicale_server, quirk) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        with story.counted() as count:
            assert uids(story.again(calendar).read(YEAR)) == ["talk@x"]
        assert count == [1]


def test_what_does_not_matter_is_remembered_by_a_keyed_hash_only(radicale_server: Server) -> None:
    with scene(radicale_server, HasNoTokens()) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        memory: dict[str, Any] = calendar.memory or {}
        assert len(memory["others"]) == 2
        assert [path.rpartition("/")[2] for path in memory["objects"]] == ["theirs-0.ics"]
        assert "theirs-1" not in repr(memory)
        assert "Dentist" not in repr(memory)
        other = story.calendar()
        other.read(YEAR)
        assert (other.memory or {})["others"].keys().isdisjoint(memory["others"])


def test_with_a_token_nothing_is_remembered_of_the_others(server: Server) -> None:
    with scene(server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        assert (calendar.memory or {})["others"] == {}


def test_so_many_changes_are_read_as_a_window(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        many(story, 210)
        story.put("theirs-3.ics", ANOTHER)
        with story.counted() as count:
            assert uids(story.again(calendar).read(YEAR)) == ["second@x", "talk@x"]
        assert count == [5]


# The window


def test_what_comes_nearer_day_by_day_is_not_missed(radicale_server: Server) -> None:
    with scene(radicale_server, objects=[INTERVIEW, NEXT_YEAR]) as story:
        calendar = story.calendar()
        assert uids(calendar.read(YEAR)) == ["talk@x"]
        with story.counted() as count:
            assert uids(story.again(calendar).read(later(25))) == ["talk@x"]
        assert count == [1]
        assert uids(story.again(calendar).read(later(100))) == ["next@x", "talk@x"]


def test_a_memory_is_not_believed_for_longer_than_a_month(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        with story.counted() as count:
            story.again(calendar).read(later(31))
        assert count == [3]


@pytest.mark.parametrize(
    "selection",
    [
        replace(YEAR, start=YEAR.start - timedelta(days=2)),
        replace(YEAR, end=YEAR.end + timedelta(days=800)),
        replace(YEAR, words=("dentist",)),
        replace(YEAR, everything=True),
    ],
)
def test_another_question_is_asked_anew(radicale_server: Server, selection: Selection) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        with story.counted() as count:
            contents = story.again(calendar).read(selection)
        assert count == [3]
        assert ("teeth@x" in uids(contents)) == (selection.words != YEAR.words or selection.everything)


def test_a_look_at_everything_leaves_the_memory_alone(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        before = calendar.memory
        assert uids(calendar.read(replace(YEAR, everything=True))) == ["talk@x", "teeth@x"]
        assert calendar.memory == before


def test_our_own_entries_are_read_wherever_the_window_is(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        calendar.write([create(FIRST)])
        far = Selection(datetime(2035, 1, 1, tzinfo=UTC), datetime(2035, 6, 1, tzinfo=UTC), YEAR.words)
        assert uids(story.again(calendar).read(far)) == [FIRST]


@pytest.mark.parametrize(
    "damage", [{}, {"version": 0}, {"token": 5}, {"window": ["2026-01-01", "x"]}, {"objects": {"a": 1}}]
)
def test_a_damaged_memory_counts_as_lost(radicale_server: Server, damage: dict[str, Any]) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        memory = {**(calendar.memory or {}), **damage} if damage else {}
        assert uids(story.calendar(memory).read(YEAR)) == ["talk@x"]


# Trouble


def test_a_broken_object_is_reported_every_time_and_the_rest_is_read(server: Server) -> None:
    with scene(server, Garbles("theirs-1.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Dentist\n")) as story:
        calendar = story.calendar()
        for contents in (calendar.read(YEAR), story.again(calendar).read(YEAR)):
            assert uids(contents) == ["talk@x"]
            assert [item.where for item in contents.problems] == ["home/Interviews: theirs-1.ics"]
            assert not contents.complete
        assert "Dentist" not in repr(calendar.memory)


def test_an_object_that_cannot_be_fetched_is_a_problem_and_is_looked_for_again(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        story.put("theirs-3.ics", ANOTHER)
        story.front.quirks = [SpoilsMultiget("404"), Fails("GET", Reply(403), times=9)]
        calendar = story.again(calendar)
        contents = calendar.read(YEAR)
        assert ([item.where for item in contents.problems], contents.complete) == (
            ["home/Interviews: theirs-3.ics"],
            False,
        )
        story.front.quirks = []
        assert uids(story.again(calendar).read(YEAR)) == ["second@x", "talk@x"]


def test_a_look_that_fails_is_no_absence(radicale_server: Server) -> None:
    with scene(radicale_server, SpoilsMultiget("404"), Fails("GET", Reply(403), times=9)) as story:
        story.put("1.ics", entry(FIRST))
        with pytest.raises(NoAnswer):
            story.calendar().lookup([FIRST])
        with pytest.raises(NoAnswer):
            story.calendar().write([create(FIRST)])


def test_answers_that_break_off_are_asked_for_again(radicale_server: Server) -> None:
    with scene(radicale_server, CutsAnswers("REPORT", times=2)) as story:
        assert uids(story.calendar().read(YEAR)) == ["talk@x"]
        assert story.waits == [1.0, 2.0]


def test_xml_that_just_ends_is_no_calendar_without_events(radicale_server: Server) -> None:
    with scene(radicale_server, CutsAnswers("REPORT", times=9, clean=True)) as story, pytest.raises(NoAnswer) as caught:
        story.calendar().read(YEAR)
    assert caught.value.failure is Failure.GARBLED


def test_events_are_read_where_the_search_for_tasks_fails(radicale_server: Server) -> None:
    class RefusesTaskSearch(Quirk):
        def before(self, request: Request) -> Reply | None:
            return Reply(400) if request.report == "calendar-query" and b"VTODO" in request.body else None

    with scene(radicale_server, RefusesTaskSearch()) as story:
        calendar = story.calendar()
        contents = calendar.read(YEAR)
        assert (uids(contents), len(contents.problems), contents.complete) == (["talk@x"], 1, False)
        assert calendar.memory is None


def test_a_calendar_that_is_gone_says_so(server: Server) -> None:
    with scene(server) as story:
        story.url += "nothing-here/"
        with pytest.raises(Refused) as caught:
            story.calendar().read(YEAR)
        assert caught.value.status == 404


def test_looking_up_goes_to_the_places_not_to_a_search(server: Server) -> None:
    with scene(server) as story:
        story.put("1.ics", entry(FIRST))
        story.put("2%40followup-cal.ics", entry(OURS[1]))
        calendar = story.calendar()
        with story.counted() as count:
            assert len(calendar.lookup(OURS)) == 2
        assert count == [1]
        assert calendar.lookup([]) == ()


def test_a_deleted_entry_does_not_come_back_from_memory(server: Server) -> None:
    with scene(server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        calendar.write([create(FIRST)])
        (there,) = calendar.lookup([FIRST])
        calendar.write([Delete(FIRST, there.href, there.etag)])
        calendar = story.again(calendar)
        with story.counted() as count:
            assert uids(calendar.read(YEAR)) == ["talk@x"]
        assert count == [1]
        assert calendar.lookup([FIRST]) == ()
