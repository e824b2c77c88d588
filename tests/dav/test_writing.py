"""Entries on servers that go wrong: whatever happens, each stands there once, as it was last meant."""

import logging
from copy import deepcopy
from threading import Barrier, Semaphore

import pytest

from dav.liars import HasNoEtags, HidesMissing, SpoilsMultiget
from dav.proxy import Quirk, Reply, Request
from dav.quirks import (
    ChangesEtagOnPut,
    Closes,
    CutsAnswers,
    DropsXProperties,
    Fails,
    ForcesNames,
    IgnoresIfMatchOnDelete,
    IgnoresIfNoneMatch,
    KeepsDeletedUids,
    RefusesEventsWithoutEnd,
    RefusesOnce,
    RefusesTasks,
    TakesUidsTwice,
    refused,
)
from dav.servers import PASSWORD, XANDIKOS_WARNS, Server
from dav.story import Scene, create, errors, scene, uids
from followup_cal.errors import Unreachable
from followup_cal.stores.caldav.faults import Busy, LoginRefused
from followup_cal.stores.protocol import Create, Delete, Update
from stores.contract import DENTIST, INTERVIEW, OURS, YEAR, entry, titles

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)

FOREIGN = {"theirs-0.ics": "Interview at Globex", "theirs-1.ics": "Dentist", "theirs-2.ics": "Interview at Initech"}
FIRST = OURS[0]


def assert_all_there(story: Scene) -> None:
    """Creates, updates and deletes in three runs, then looks at the result from outside."""
    calendar = story.calendar()
    calendar.read(YEAR)
    assert errors(calendar.write([create(uid) for uid in OURS])) == [None, None, None]
    calendar = story.again(calendar)
    assert uids(calendar.read(YEAR)) == [*OURS, "talk@x"]
    one, two, _ = sorted(calendar.lookup(OURS), key=lambda item: item.data.split(b"UID:")[1])
    better = Update(OURS[0], one.href, one.etag, entry(OURS[0], "Thank Dana Okafor"))
    assert errors(calendar.write([better, Delete(OURS[1], two.href, two.etag)])) == [None, None]
    calendar = story.again(calendar)
    assert uids(calendar.read(YEAR)) == [OURS[0], OURS[2], "talk@x"]
    assert sorted(story.ours().values()) == ["Thank Dana", "Thank Dana Okafor"]
    assert FOREIGN.items() <= story.inside().items()


QUIRKS = [
    Quirk(),
    DropsXProperties(),
    IgnoresIfNoneMatch(),
    IgnoresIfMatchOnDelete(),
    ChangesEtagOnPut(),
    ChangesEtagOnPut(weak=True),
    HasNoEtags(),
    HidesMissing(),
    ForcesNames(),
    SpoilsMultiget("404"),
    SpoilsMultiget("nameless"),
    SpoilsMultiget("dataless"),
    Closes("PUT"),
    Closes("PUT", after_taking=True),
    Closes("PUT", times=2),
    Closes("DELETE", after_taking=True),
    Closes("REPORT", times=2),
    Fails("PUT", Reply(500)),
    Fails("PUT", Reply(502), times=2),
    Fails("PUT", Reply(423), times=2),
    Fails("PUT", Reply(503, {"Retry-After": "7"}), times=4),
    Fails("DELETE", Reply(429, {"Retry-After": "7"})),
    Fails("REPORT", Reply(504)),
    CutsAnswers("REPORT"),
    CutsAnswers("PUT"),
]


def described(quirk: Quirk) -> str:
    return " ".join(
        [type(quirk).__name__, *(str(getattr(item, "status", item)) for item in vars(quirk).values() if item)]
    )


@pytest.mark.parametrize("quirk", QUIRKS, ids=described)
def test_what_is_written_is_there_once(radicale_server: Server, quirk: Quirk) -> None:
    with scene(radicale_server, deepcopy(quirk)) as story:
        assert_all_there(story)


@pytest.mark.parametrize(
    "quirk",
    [Quirk(), ForcesNames(), HidesMissing(), Closes("PUT", after_taking=True), SpoilsMultiget("404")],
    ids=described,
)
def test_what_is_written_is_there_once_on_another_server(xandikos_server: Server, quirk: Quirk) -> None:
    with scene(xandikos_server, quirk) as story:
        assert_all_there(story)


def test_tasks_are_refused_in_words_and_events_are_taken(radicale_server: Server) -> None:
    with scene(radicale_server, RefusesTasks()) as story:
        outcomes = story.calendar().write([create(OURS[0]), create(OURS[1], name="VEVENT")])
        assert errors(outcomes) == ["this calendar does not take entries of this kind", None]
        assert [item.blocked or item.conflict for item in outcomes] == [False, False]
        assert list(story.ours()) == ["2.ics"]


def test_a_calendar_for_events_only_is_not_asked_for_tasks(xandikos_server: Server) -> None:
    with scene(xandikos_server) as story:
        story.url = xandikos_server.make_calendar(["VEVENT"])
        calendar = story.calendar(components=frozenset({"VEVENT"}))
        with story.counted() as count:
            assert calendar.read(YEAR).complete
        assert count == [2]
        outcomes = calendar.write([create(OURS[0]), create(OURS[1], name="VEVENT")])
        assert errors(outcomes) == ["this calendar does not take entries of this kind", None]
        assert list(story.ours()) == ["2.ics"]


@pytest.mark.parametrize(
    "answer",
    [
        refused(400, text="Deleted calendar object with uid already exists in this calendar collection."),
        refused(403, text="UID already exists"),
        refused(403, "unique-scheduling-object-resource"),
        refused(409, "no-uid-conflict"),
        Reply(409),
        Reply(410),
        Reply(412),
    ],
    ids=lambda answer: f"{answer.status} {len(answer.body)}",
)
def test_a_uid_that_the_server_keeps_is_blocked_and_the_next_one_works(server: Server, answer: Reply) -> None:
    with scene(server, KeepsDeletedUids(answer)) as story:
        calendar = story.calendar()
        calendar.write([create(FIRST)])
        (there,) = calendar.lookup([FIRST])
        calendar.write([Delete(FIRST, there.href, there.etag)])
        (outcome,) = calendar.write([create(FIRST)])
        assert (outcome.blocked, outcome.conflict, bool(outcome.error)) == (True, False, True)
        assert errors(calendar.write([create(OURS[1])])) == [None]
        assert list(story.ours()) == ["2.ics"]


@pytest.mark.parametrize("status", [400, 403, 422])
def test_a_refusal_that_speaks_of_no_uid_is_an_error(radicale_server: Server, status: int) -> None:
    with scene(radicale_server, RefusesOnce(lambda _: Reply(status, {}, b"<html><b>No\x07pe"))) as story:
        (outcome,) = story.calendar().write([create(FIRST)])
        assert outcome.error == f"the server refused it ({status}: No pe)"
        assert (outcome.blocked, outcome.conflict) == (False, False)


@pytest.mark.parametrize("status", [400, 403, 409, 412])
def test_somebody_faster_is_a_conflict(server: Server, status: int) -> None:
    def sneak_in(request: Request) -> Reply:
        body = request.body.replace(b"Thank Dana", b"Theirs")
        request.upstream.send(Request("PUT", request.path + "-other.ics", request.headers, body, request.upstream))
        return Reply(status)

    with scene(server, RefusesOnce(sneak_in)) as story:
        (outcome,) = story.calendar().write([create(FIRST)])
        assert (outcome.conflict, outcome.blocked) == (True, False)
        assert list(story.ours().values()) == ["Theirs"]


def test_the_conflict_is_found_where_the_server_points(radicale_server: Server) -> None:
    def point(request: Request) -> Reply:
        path = request.path.replace("1.ics", "elsewhere.ics")
        body = request.body.replace(b"Thank Dana", b"Theirs")
        request.upstream.send(Request("PUT", path, request.headers, body, request.upstream))
        return refused(409, "no-uid-conflict", more=f'<x:href xmlns:x="DAV:">{path}</x:href>')

    with scene(radicale_server, RefusesOnce(point)) as story:
        (outcome,) = story.calendar().write([create(FIRST)])
        assert outcome.conflict
        assert not any(b"text-match" in line.encode() for line in map(str, story.front.log))
        assert story.ours() == {"elsewhere.ics": "Theirs"}


def test_an_entry_that_stands_elsewhere_is_not_created_twice(radicale_server: Server) -> None:
    """sabre would store it a second time; what was read before tells that it is there."""
    with scene(radicale_server, TakesUidsTwice(radicale_server.folder)) as story:
        story.put("moved.ics", entry(FIRST, "Moved here"))
        calendar = story.calendar()
        calendar.read(YEAR)
        (outcome,) = calendar.write([create(FIRST)])
        assert outcome.conflict
        assert story.ours() == {"moved.ics": "Moved here"}


def test_an_entry_that_two_clients_write_at_once_is_not_overwritten(radicale_server: Server) -> None:
    with scene(radicale_server, IgnoresIfNoneMatch()) as story:
        story.put("1.ics", entry(FIRST, "Theirs"))
        (outcome,) = story.calendar().write([create(FIRST)])
        assert outcome.conflict
        assert story.ours() == {"1.ics": "Theirs"}


def test_what_has_changed_is_not_deleted_even_where_the_server_would(radicale_server: Server) -> None:
    with scene(radicale_server, IgnoresIfMatchOnDelete()) as story:
        calendar = story.calendar()
        calendar.write([create(FIRST)])
        (there,) = calendar.lookup([FIRST])
        story.put("1.ics", entry(FIRST, "Edited"))
        (outcome,) = calendar.write([Delete(FIRST, there.href, there.etag)])
        assert outcome.conflict
        assert story.ours() == {"1.ics": "Edited"}


def test_an_event_without_end_is_an_error_of_its_own(radicale_server: Server) -> None:
    with scene(radicale_server, RefusesEventsWithoutEnd()) as story:
        endless = entry(OURS[0], name="VEVENT").replace(b"DTEND:20260506T153000Z\r\n", b"")
        outcomes = story.calendar().write([Create(OURS[0], endless), create(OURS[1], name="VEVENT")])
        assert errors(outcomes) == ["the server refused it (404)", None]
        assert list(story.ours()) == ["2.ics"]


def test_an_update_that_arrived_before_the_connection_broke_is_done(server: Server) -> None:
    with scene(server) as story:
        calendar = story.calendar()
        calendar.write([create(FIRST)])
        (there,) = calendar.lookup([FIRST])
        story.front.quirks = [Closes("PUT", after_taking=True)]
        (outcome,) = calendar.write([Update(FIRST, there.href, there.etag, entry(FIRST, "Better"))])
        assert outcome.error is None
        assert [status for method, _, status in story.front.log if method == "PUT"] == [201, 0]
        assert story.ours() == {"1.ics": "Better"}


def test_an_update_that_somebody_overtook_while_the_connection_broke_is_a_conflict(radicale_server: Server) -> None:
    class Overtakes(Quirk):
        def before(self, request: Request) -> Reply | None:
            if request.method == "PUT":
                headers = {name: value for name, value in request.headers.items() if name != "if-match"}
                body = request.body.replace(b"Mine", b"Theirs")
                request.upstream.send(Request("PUT", request.path, headers, body, request.upstream))
                return Reply(502)
            return None

    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.write([create(FIRST)])
        (there,) = calendar.lookup([FIRST])
        story.front.quirks = [Overtakes()]
        (outcome,) = calendar.write([Update(FIRST, there.href, there.etag, entry(FIRST, "Mine"))])
        assert outcome.conflict
        assert story.ours() == {"1.ics": "Theirs"}


def test_a_server_that_never_answers_is_given_up(radicale_server: Server) -> None:
    with scene(radicale_server, Closes("PUT", times=99)) as story:
        outcomes = story.calendar().write([create(FIRST)])
        assert errors(outcomes) == ["127.0.0.1 closed the connection without an answer"]
        assert story.waits == [1.0, 2.0]
        assert story.ours() == {}


def test_writes_run_side_by_side_on_connections_that_stay_open(radicale_server: Server) -> None:
    class Meets(Quirk):
        """Lets a PUT through when eight of them are there."""

        eight = Barrier(8, timeout=30)

        def before(self, request: Request) -> None:
            if request.method == "PUT":
                self.eight.wait()

    with scene(radicale_server, Meets()) as story:
        entries = [create(f"{number}@followup-cal") for number in range(16)]
        assert errors(story.calendar().write(entries)) == [None] * 16
        assert len(story.ours()) == 16
        assert story.front.connections <= 8


def test_what_is_left_when_the_account_is_full_is_not_tried(radicale_server: Server) -> None:
    class Fills(Quirk):
        left = Semaphore(5)

        def before(self, request: Request) -> Reply | None:
            full = request.method == "PUT" and not self.left.acquire(blocking=False)
            return Reply(507) if full else None

    with scene(radicale_server, Fills()) as story:
        found = errors(story.calendar().write([create(f"{number}@followup-cal") for number in range(40)]))
        assert found.count(None) == 5 == len(story.ours())
        assert found.count("not tried: there is no room left in the account") >= 30
        assert len([method for method, *_ in story.front.log if method == "PUT"]) <= 13


@pytest.mark.parametrize(
    ("reply", "error", "conflict"),
    [
        (Reply(403, {}, b"no"), "the server refused it (403: no)", False),
        (Reply(404), "it is no longer there", True),
        (Reply(412), "it has changed since it was read", True),
        (Reply(409), "it has changed since it was read", True),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_refused_changes(radicale_server: Server, method: str, reply: Reply, error: str | None, conflict: bool) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        calendar.write([create(FIRST)])
        (there,) = calendar.lookup([FIRST])
        story.front.quirks = [Fails(method, reply)]
        if method == "PUT":
            (outcome,) = calendar.write([Update(FIRST, there.href, there.etag, entry(FIRST, "Better"))])
        else:
            (outcome,) = calendar.write([Delete(FIRST, there.href, there.etag)])
        # What a DELETE does not find is what was wanted.
        gone = method == "DELETE" and reply.status == 404
        assert (outcome.error, outcome.conflict) == ((None, False) if gone else (error, conflict))
        assert story.ours() == {"1.ics": "Thank Dana"}


ALWAYS = 10**9


@pytest.mark.parametrize(
    ("quirk", "problem"),
    [
        (Fails("PUT", Reply(500), ALWAYS), "the server has an error of its own (500)"),
        (Closes("PUT", times=ALWAYS), "127.0.0.1 closed the connection without an answer"),
        (Closes("PUT", after_taking=True, times=ALWAYS), ""),
        (Fails("PUT", Reply(423), ALWAYS), "another program is writing to this calendar"),
    ],
    ids=["fails", "hangs up", "takes it and hangs up", "is locked"],
)
def test_a_server_that_answers_no_write_is_not_asked_for_ever(
    radicale_server: Server, quirk: Quirk, problem: str
) -> None:
    writes = [create(f"{number}@followup-cal") for number in range(60)]
    with scene(radicale_server, quirk) as story:
        if problem:
            with pytest.raises(Unreachable) as caught:
                story.calendar().write(writes)
            assert caught.value.problem == problem
            assert [method for method, _, _ in story.front.log].count("PUT") <= 80
        else:
            assert errors(story.calendar().write(writes)) == [None] * 60
        assert sum(story.waits) <= 180


def test_a_calendar_that_stays_locked_is_given_up(radicale_server: Server) -> None:
    with scene(radicale_server, Fails("PUT", Reply(423), times=99)) as story:
        found = errors(story.calendar().write([create(uid) for uid in OURS]))
        assert found == ["another program is writing to this calendar"] * 3
        assert story.waits == [1.0, 2.0]


@pytest.mark.parametrize(
    "reply",
    [Reply(507), Reply(403, {}, b'<error xmlns="DAV:"><quota-not-exceeded/></error>')],
)
def test_a_full_account_is_said_plainly_and_ends_the_run(radicale_server: Server, reply: Reply) -> None:
    with (
        scene(radicale_server, Fails("PUT", reply, times=99)) as story,
        pytest.raises(Unreachable, match="no room left"),
    ):
        story.calendar().write([create(f"{number}@followup-cal") for number in range(40)])
    assert len([method for method, _, _ in story.front.log if method == "PUT"]) <= 8


def test_an_entry_that_is_too_large_does_not_stop_the_others(radicale_server: Server) -> None:
    with scene(radicale_server, RefusesOnce(lambda _: Reply(413))) as story:
        found = errors(story.calendar().write([create(OURS[0]), create(OURS[1])]))
        assert sorted(found, key=str) == [None, "the server finds this entry too large"]


def test_a_refused_login_ends_the_run_at_once(radicale_server: Server) -> None:
    with scene(radicale_server, Fails("PUT", Reply(401), times=99)) as story, pytest.raises(LoginRefused):
        story.calendar().write([create(f"{number}@followup-cal") for number in range(40)])
    assert len([method for method, _, _ in story.front.log if method == "PUT"]) <= 8


def test_a_server_that_asks_for_more_patience_than_there_is(radicale_server: Server) -> None:
    with (
        scene(radicale_server, Fails("PUT", Reply(429, {"Retry-After": "3600"}), times=99)) as story,
        pytest.raises(Busy, match="wait for 3600 seconds"),
    ):
        story.calendar().write([create(FIRST)])
    assert story.waits == []


def test_what_the_server_loses_is_reported(radicale_server: Server) -> None:
    """SOGo answered 201 and stored the text "(null)"."""

    class Loses(Quirk):
        def before(self, request: Request) -> Reply | None:
            return Reply(201, {"ETag": '"gone"'}) if request.method == "PUT" and b"UID:1@" in request.body else None

    with scene(radicale_server, Loses()) as story:
        outcomes = story.calendar().write([create(OURS[0]), create(OURS[1])])
        assert errors(outcomes) == ["the server accepted it, but it is not there", None]


def test_a_read_only_calendar_is_read_and_not_written(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar(read_only=True)
        assert uids(calendar.read(YEAR)) == ["talk@x"]
        with pytest.raises(Unreachable, match="read-only"):
            calendar.write([create(FIRST)])


def test_a_calendar_that_forbids_writing_ends_the_run(radicale_server: Server) -> None:
    reply = Reply(403, {}, b'<error xmlns="DAV:"><need-privileges/></error>')
    with (
        scene(radicale_server, Fails("PUT", reply, times=99)) as story,
        pytest.raises(Unreachable, match="not be written"),
    ):
        story.calendar().write([create(FIRST), create(OURS[1])])


def test_an_entry_of_somebody_else_at_our_place_stays(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        story.put("1.ics", DENTIST.replace(b"teeth@x", b"other@x"))
        (outcome,) = story.calendar().write([create(FIRST)])
        assert "something else stands at its place" in (outcome.error or "")
        assert story.ours() == {"1.ics": "Dentist"}


def test_no_write_leaves_the_calendar_and_no_uid_is_taken_for_ours(radicale_server: Server) -> None:
    with scene(radicale_server) as story:
        calendar = story.calendar()
        (talk,) = calendar.read(YEAR).resources
        outcomes = calendar.write([
            Delete("talk@x", talk.href, talk.etag),
            Update(FIRST, talk.href, talk.etag, INTERVIEW),
            Delete(FIRST, talk.href, talk.etag),
        ])  # fmt: skip
        assert [item.error for item in outcomes] == ["this is not one of our own entries"] * 3
        assert story.inside() == FOREIGN


def test_the_entry_as_the_server_holds_it_is_what_is_read(server: Server) -> None:
    """Both servers reorder lines; the next run must not see that as somebody's edit."""
    with scene(server) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        calendar.write([create(FIRST)])
        remembered = [item for item in story.again(calendar).read(YEAR).resources if titles(item) == ["Thank Dana"]]
        assert remembered == list(story.calendar().lookup([FIRST]))


def test_the_password_appears_nowhere(radicale_server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with scene(radicale_server, Fails("PUT", Reply(401), times=9)) as story:
        calendar = story.calendar()
        calendar.read(YEAR)
        with pytest.raises(LoginRefused) as caught:
            calendar.write([create(FIRST)])
        assert_secret(repr(calendar.memory), caplog.text, repr(caught.value), str(vars(caught.value)))
        assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def assert_secret(*texts: str) -> None:
    for text in texts:
        assert PASSWORD not in text
        assert "Authorization" not in text
        assert "Basic " not in text
