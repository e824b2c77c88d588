"""Addresses and XML as servers spell them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_cal.stores.caldav.address import canonical, is_loopback, last_segment, path_of, same_site
from followup_cal.stores.caldav.exchange import Answer
from followup_cal.stores.caldav.faults import one_line
from followup_cal.stores.caldav.judging import is_what_was_sent, judge, our_uids
from followup_cal.stores.caldav.multistatus import conditions, multistatus, words
from followup_cal.stores.caldav.names import CALENDAR_HOME_SET, DISPLAY_NAME, ETAG, RESOURCE_TYPE
from followup_cal.stores.caldav.naming import forced_name, member_name
from followup_cal.stores.caldav.patience import pause, retry_after
from followup_cal.stores.caldav.refusals import Meaning, understand
from stores.contract import DENTIST, INTERVIEW, OURS, YEAR, entry

BASE = "https://cal.example.org/dav/dana/home/"


@pytest.mark.parametrize(
    "href",
    [
        "/dav/dana/home/a%40b.ics",
        "/dav/dana/home/a@b.ics",
        "/dav//dana/home//a%40b.ics",
        "/dav/dana/home/a%2540b.ics",
        "a%40b.ics",
        " https://cal.example.org/dav/dana/home/a@b.ics\n",
        "HTTPS://Cal.Example.org:443/dav/dana/home/a%40b.ics",
        "https://dana:secret@cal.example.org/dav/dana/home/a@b.ics#x",
    ],
)
def test_one_resource_has_one_spelling(href: str) -> None:
    assert canonical(href, BASE) == BASE + "a%40b.ics"


def test_an_encoded_slash_is_no_slash() -> None:
    assert path_of(canonical("/a%2Fb/c.ics", BASE)) == "/a%2Fb/c.ics"
    assert last_segment("https://x.example/a%2Fb/c%20d/") == "c%20d"


@given(st.text(min_size=1, max_size=20).filter(lambda text: not set(text) & set("\t\n\r") and text.isprintable()))
def test_spelling_twice_changes_nothing(name: str) -> None:
    once = canonical("/x/" + name.replace("?", "").replace("#", ""), BASE)
    assert canonical(once) == once


@pytest.mark.parametrize("url", ["", "x", "ftp://x/", "https:///x", "mailto:a@b"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not an http address"):
        canonical(url)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://caldav.icloud.com/", "https://p42-caldav.icloud.com:443/", True),
        ("https://example.co.uk/", "https://cal.example.co.uk/", True),
        ("https://example.co.uk/", "https://evil.co.uk/", False),
        ("https://alice.github.io/", "https://bob.github.io/", False),
        ("https://example.org/", "https://example.org.evil.net/", False),
        ("https://nas/", "https://nas:5001/", True),
        ("https://nas/", "https://router/", False),
        ("http://127.0.0.1/", "http://localhost/", False),
        ("https://192.0.2.1/", "https://192.0.2.2/", False),
    ],
)
def test_who_is_the_same_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


def test_what_is_on_this_machine() -> None:
    assert [is_loopback(f"http://{host}/") for host in ("localhost", "127.3.2.1", "[::1]")] == [True] * 3
    assert [is_loopback(f"http://{host}/") for host in ("localhost.x", "10.0.0.1", "x")] == [False] * 3


ANSWER = b"""<?xml version="1.0"?>
<x:multistatus xmlns:x="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
 <x:response><x:href>/dav/a@b/</x:href>
  <x:propstat><x:prop><x:displayname>Home\x0b &amp; work&#x1;</x:displayname></x:prop>
   <x:status>HTTP/1.1 200 OK</x:status></x:propstat>
  <x:propstat><x:prop><x:getetag/></x:prop><x:status>HTTP/1.1 404 Not Found</x:status></x:propstat>
  <x:propstat><x:prop><x:resourcetype><x:collection/><c:calendar/></x:resourcetype>
   <c:calendar-home-set><x:href>home/</x:href><x:href>https://p1.example.org/h/</x:href><x:href>mailto:a@b</x:href></c:calendar-home-set>
  </x:prop><x:status>HTTP/1.1 200</x:status></x:propstat></x:response>
 <x:response><x:href>/dav/x/</x:href><x:href>/dav/y/</x:href><x:status>HTTP/1.1 404 Not Found</x:status></x:response>
 <x:response><x:href/><x:status>HTTP/1.1 200 OK</x:status></x:response>
 <x:sync-token> t1 </x:sync-token>
</x:multistatus>"""


def test_a_multistatus_is_read_as_servers_write_it() -> None:
    answer = multistatus(ANSWER, BASE)
    first, second, third = answer.found
    assert (answer.sync_token, answer.nameless) == ("t1", 1)
    assert (first.href, first.status, first.etag) == ("https://cal.example.org/dav/a%40b/", 200, "")
    assert first.text(DISPLAY_NAME) == "Home & work"
    assert first.text(ETAG) is None
    assert first.hrefs(CALENDAR_HOME_SET) == ("https://cal.example.org/dav/a%40b/home/", "https://p1.example.org/h/")
    assert first.raw_hrefs(CALENDAR_HOME_SET) == ("home/", "https://p1.example.org/h/", "mailto:a@b")
    assert [item.tag.partition("}")[2] for item in first.children(RESOURCE_TYPE)] == ["collection", "calendar"]
    assert [(item.href[-3:], item.status) for item in (second, third)] == [("/x/", 404), ("/y/", 404)]


def test_preconditions_and_words_are_found() -> None:
    conflict = b'<c:no-uid-conflict xmlns:c="urn:ietf:params:xml:ns:caldav"><d:href>/a</d:href></c:no-uid-conflict>'
    body = b'<d:error xmlns:d="DAV:">' + conflict + b"</d:error>"
    assert conditions(body) == (frozenset({"no-uid-conflict"}), ("/a",))
    assert conditions(b"<html/>") == conditions(b"x") == (frozenset(), ())
    assert words(b"<html><body><h1>No</h1> <p>way</p></body></html>") == "No way"
    assert words(b"No\r\nway\x1b[31m") == "No way [31m"
    assert one_line("<b>\u202ehi\u2028</b>") == "hi"


@pytest.mark.parametrize(
    ("status", "body", "meaning"),
    [
        (507, b"", Meaning.FULL),
        (403, b'<error xmlns="DAV:"><quota-not-exceeded/></error>', Meaning.FULL),
        (413, b"", Meaning.TOO_LARGE),
        (403, b'<error xmlns="DAV:"><max-resource-size/></error>', Meaning.TOO_LARGE),
        (403, b'<error xmlns="DAV:"><supported-calendar-component/></error>', Meaning.COMPONENT),
        (403, b'<error xmlns="DAV:"><need-privileges/></error>', Meaning.READ_ONLY),
        (405, b"", Meaning.READ_ONLY),
        (423, b"", Meaning.LOCKED),
        (403, b'<error xmlns="DAV:"><no-uid-conflict/></error>', Meaning.TAKEN),
        (412, b'<error xmlns="DAV:"><valid-calendar-data/></error>', Meaning.PERHAPS_TAKEN),
        (400, b"Calendar object with uid already exists in this calendar collection.", Meaning.TAKEN),
        (400, b"Bad request", Meaning.PERHAPS_TAKEN),
        (409, b"", Meaning.TAKEN),
        (404, b"", Meaning.OTHER),
        (415, b"", Meaning.OTHER),
        (500, b"", Meaning.FAULT),
        (
            207,
            b'<multistatus xmlns="DAV:"><response><href>/</href><status>X 412 X</status></response></multistatus>',
            Meaning.TAKEN,
        ),
    ],
)
def test_what_a_refusal_means(status: int, body: bytes, meaning: Meaning) -> None:
    assert understand(Answer(status, {}, body, BASE)).meaning is meaning


def test_names_are_harmless() -> None:
    assert member_name("5b-0c@followup-cal") == "5b-0c.ics"
    assert member_name("../a/ü b@followup-cal") == "-a---b.ics"
    assert member_name("@followup-cal") == "entry.ics"
    assert forced_name("5b@followup-cal") == "5b%40followup-cal.ics"


def test_waits_grow() -> None:
    assert [pause(attempt) for attempt in range(3)] == [1.0, 2.0, 4.0]
    assert [retry_after({}, waits) for waits in range(3)] == [5.0, 10.0, 20.0]
    assert retry_after({"retry-after": "9" * 50}, 0) == 999999999.0


def test_objects_are_judged_as_the_scan_does_it() -> None:
    assert (judge(INTERVIEW, YEAR).matters, judge(DENTIST, YEAR).matters) == (True, False)
    assert judge(b"(null)", YEAR).damage == "this is no calendar object: it has no BEGIN:VCALENDAR"
    assert judge(INTERVIEW[:-40], YEAR).damage is not None
    assert our_uids(entry(OURS[0])) == {OURS[0]}
    assert our_uids(INTERVIEW) == frozenset()


def test_a_version_is_known_by_what_servers_leave_alone() -> None:
    sent = entry(OURS[0], "Thank Dana").replace(b"END:VTODO", b"BEGIN:VALARM\r\nUID:x\r\nEND:VALARM\r\nEND:VTODO")
    head, *lines = sent.decode().replace("\r\n", "\n").split("\n")
    stored = "\n".join([head, *lines[:3], *reversed(lines[3:8]), *lines[8:]]).replace("UID:x", "UID:y").encode()
    assert is_what_was_sent(stored, sent)
    assert not is_what_was_sent(entry(OURS[0], "Thank Eve"), sent)
    assert not is_what_was_sent(b"(null)", sent)
    assert not is_what_was_sent(INTERVIEW, INTERVIEW)
