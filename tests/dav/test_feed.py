"""Published calendars: read politely, never written, their secret addresses never shown."""

import json
import re
import traceback
from datetime import UTC, datetime, timedelta

import pytest

from dav.loopback import Reply, Request, Site, routed, web
from followup_cal.errors import Unreachable, UsageProblem
from followup_cal.scan import Selection
from followup_cal.stores.caldav.session import Session
from followup_cal.stores.feed import Feed, feed_address
from followup_cal.stores.protocol import Contents, Create

SECRET = "private-3f2a91"  # noqa: S105 - part of an address that exists in tests only
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
SELECTION = Selection(NOW - timedelta(days=60), NOW + timedelta(days=180), ("interview",))
OURS = "2b6f1d0e-0000-5000-8000-000000000001@followup-cal"


def event(uid: str, summary: str, day: str = "20261120") -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{day}T100000Z\r\nDTEND:{day}T110000Z\r\n"
        f"SUMMARY:{summary}\r\nEND:VEVENT\r\n"
    )


def calendar(*events: str) -> bytes:
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


CALENDAR = calendar(event("a", "Interview with Globex"), event("b", "Dentist"), event(OURS, "Thank Dana"))


class Publisher:
    """Answers as a web server does that knows what has changed."""

    def __init__(self, body: bytes = CALENDAR, headers: dict[str, str] | None = None) -> None:
        self.body = body
        self.headers = headers or {"ETag": '"1"', "Last-Modified": "Wed, 18 Nov 2026 10:00:00 GMT"}

    def __call__(self, request: Request) -> Reply:
        tag, changed = self.headers.get("ETag", ""), self.headers.get("Last-Modified", "")
        known = (
            request.headers.get("if-none-match") == tag if tag else request.headers.get("if-modified-since") == changed
        )
        if known and (tag or changed):
            return Reply(304)
        return Reply(200, {"Content-Type": "text/calendar", **self.headers}, self.body)


def feed(site: Site, **given: object) -> Feed:
    session = Session(timeout=10, sleep=lambda _: None)
    return Feed(f"{site.url}ical/{SECRET}/basic.ics?token={SECRET}", session=session, **given)  # type: ignore[arg-type]  # a memory


def uids(contents: Contents) -> list[str]:
    return [resource.href for resource in contents.resources]


def test_what_matters_is_read() -> None:
    with web(Publisher()) as site:
        store = feed(site)
        contents = store.read(SELECTION)
    assert uids(contents) == ["a", OURS]
    assert contents.complete
    assert contents.problems == ()
    assert contents.resources[0].data == calendar(event("a", "Interview with Globex"))
    assert store.requests == 1
    assert "authorization" not in site.log[0].headers


@pytest.mark.parametrize(
    ("headers", "condition"),
    [
        ({"ETag": '"1"'}, "if-none-match"),
        ({"Last-Modified": "Wed, 18 Nov 2026 10:00:00 GMT"}, "if-modified-since"),
    ],
)
def test_an_unchanged_feed_is_not_sent_again(headers: dict[str, str], condition: str) -> None:
    with web(Publisher(headers=headers)) as site:
        first = feed(site)
        before = first.read(SELECTION)
        memory = json.loads(json.dumps(first.memory))
        again = feed(site, memory=memory)
        assert again.read(SELECTION) == before
    assert [condition in request.headers for request in site.log] == [False, True]
    assert again.memory == memory


def test_a_changed_feed_is_read_anew() -> None:
    publisher = Publisher()
    with web(publisher) as site:
        first = feed(site)
        first.read(SELECTION)
        publisher.body = calendar(event("c", "Interview with Initech"))
        publisher.headers = {"ETag": '"2"'}
        assert uids(feed(site, memory=first.memory).read(SELECTION)) == ["c"]


def test_what_comes_nearer_day_by_day_is_remembered() -> None:
    with web(Publisher(calendar(event("a", "Interview", "20270820")))) as site:
        first = feed(site)
        first.read(SELECTION)
        later = Selection(SELECTION.start + timedelta(days=20), SELECTION.end + timedelta(days=20), SELECTION.words)
        assert uids(feed(site, memory=first.memory).read(later)) == ["a"]
    assert "if-none-match" in site.log[1].headers


@pytest.mark.parametrize(
    "other",
    [
        Selection(SELECTION.start, SELECTION.end, ("gespräch",)),
        Selection(SELECTION.start - timedelta(days=1), SELECTION.end, SELECTION.words),
        Selection(SELECTION.start, SELECTION.end, SELECTION.words, everything=True),
    ],
)
def test_another_question_is_not_answered_from_memory(other: Selection) -> None:
    with web(Publisher()) as site:
        first = feed(site)
        first.read(SELECTION)
        feed(site, memory=first.memory).read(other)
    assert "if-none-match" not in site.log[1].headers


def test_what_is_no_interview_is_not_remembered() -> None:
    with web(Publisher()) as site:
        store = feed(site)
        store.read(SELECTION)
        assert "Dentist" not in json.dumps(store.memory)
        everything = feed(site)
        everything.read(Selection(SELECTION.start, SELECTION.end, everything=True))
        assert everything.memory is None


def test_a_damaged_memory_counts_as_none() -> None:
    with web(Publisher()) as site:
        assert uids(feed(site, memory={"version": 1, "asked": 3}).read(SELECTION)) == ["a", OURS]


def test_our_own_entries_are_found_before_and_after_reading() -> None:
    with web(Publisher()) as site:
        store = feed(site)
        assert [item.href for item in store.lookup([OURS, "a"])] == [OURS]
        store.read(SELECTION)
        assert [item.href for item in store.lookup([OURS, "a"])] == [OURS]
        assert store.requests == 2


def test_it_is_never_written() -> None:
    with web(Publisher()) as site:
        store = feed(site)
        assert store.refusal == "127.0.0.1/… is a published calendar, which can only be read"
        with pytest.raises(Unreachable) as caught:
            store.write([Create("x", b"")])
        assert caught.value.hint == "Name another target with --to."
        assert store.write([]) == ()
    assert site.log == []


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(404), "has no calendar at this address"),
        (Reply(410), "has no calendar at this address"),
        (Reply(401), "wants a login"),
        (Reply(403), "does not give it out"),
        (Reply(304), "answers 304"),
        (Reply(418), "answers 418"),
        (Reply(200, {}, b"<html>Sign in</html>"), "sent something that is no calendar"),
        (Reply(200), "sent something that is no calendar"),
        (Reply(500), "has an error of its own"),
        (Reply(503, {"Retry-After": "3600"}), "asks to wait"),
        (Reply(200, {}, CALENDAR, cut=10), "broke off"),
        (Reply(301, {"Location": "/again"}), "redirects in a circle"),
        (Reply(301, {"Location": "ftp://example.org/"}), "redirects to what is no address"),
    ],
)
def test_what_cannot_be_used_says_so_without_the_address(reply: Reply, words: str) -> None:
    with web(lambda _: reply) as site, pytest.raises(Unreachable, match=words) as caught:
        feed(site).read(SELECTION)
    assert SECRET not in "".join(traceback.format_exception(caught.value)) + caught.value.hint
    assert caught.value.exit_code == 3


def test_a_calendar_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    with web(Publisher(CALENDAR[:-40])) as site:
        store = feed(site)
        contents = store.read(SELECTION)
    assert uids(contents) == ["a"]
    assert not contents.complete
    assert contents.problems[0].where.startswith("127.0.0.1/…, line ")
    assert store.memory is None


def test_redirects_are_followed() -> None:
    with (
        web(Publisher(), name="localhost") as other,
        web(lambda _: Reply(302, {"Location": f"{other.url}moved.ics"})) as site,
    ):
        assert uids(feed(site).read(SELECTION)) == ["a", OURS]
    assert other.asked == ["GET /moved.ics"]


def test_more_than_50_mb_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("followup_cal.stores.caldav.exchange.LONGEST_BODY", 100)
    with web(Publisher()) as site, pytest.raises(Unreachable, match="more than 50 MB"):
        feed(site).read(SELECTION)


def test_an_answer_that_drips_in_is_given_up() -> None:
    hurried = Session(timeout=0.2, sleep=lambda _: None)
    with (
        web(lambda _: Reply(200, {}, CALENDAR, drip=0.1)) as site,
        pytest.raises(Unreachable, match=r"127\.0\.0\.1 takes too long over its answer"),
    ):
        Feed(site.url, session=hurried).read(SELECTION)


@pytest.mark.parametrize(
    ("typed", "fetched"),
    [
        ("webcal://example.org/a.ics", "https://example.org/a.ics"),
        ("WEBCAL://Example.org:8443/a.ics?x=1#top", "https://Example.org:8443/a.ics?x=1"),
        ("https://example.org", "https://example.org/"),
        ("http://localhost:8080/a.ics", "http://localhost:8080/a.ics"),
        ("http://127.0.0.1/a.ics", "http://127.0.0.1/a.ics"),
    ],
)
def test_addresses(typed: str, fetched: str) -> None:
    assert feed_address(typed) == fetched


@pytest.mark.parametrize(
    "typed",
    [
        f"http://example.org/{SECRET}.ics",
        f"https://dana:{SECRET}@example.org/a.ics",
        f"https:///{SECRET}.ics",
        f"https://[::1/{SECRET}.ics",
        f"https://example.org:99999/{SECRET}.ics",
        f"ftp://example.org/{SECRET}.ics",
    ],
)
def test_addresses_that_are_refused_are_not_repeated(typed: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        feed_address(typed)
    assert SECRET not in "".join(traceback.format_exception(caught.value)) + caught.value.hint
    assert caught.value.exit_code == 2


def test_plain_http_where_it_is_allowed() -> None:
    assert feed_address("http://example.org/a.ics", allow_http=True) == "http://example.org/a.ics"


def test_the_secret_address_shows_nowhere() -> None:
    with web(routed({}, Publisher())) as site:
        store = feed(site)
        contents = store.read(SELECTION)
        shown = [store.name, store.location, store.refusal, repr(store), repr(contents), json.dumps(store.memory)]
    assert store.name == "127.0.0.1/…"
    assert re.fullmatch(r"feed:[0-9a-f]{32}", store.location)
    assert not any(SECRET in text for text in shown)


def test_every_spelling_of_an_address_is_the_same_place() -> None:
    spellings = ("webcal://example.org/a%40b.ics", "https://EXAMPLE.org:443/a@b.ics", "https://example.org//a%40b.ics")
    assert len({Feed(typed).location for typed in spellings}) == 1
    assert Feed("https://example.org/c.ics").location != Feed(spellings[0]).location
