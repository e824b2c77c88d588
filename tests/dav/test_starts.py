"""Where CalDAV is looked for, in which order; nothing is asked but an injected DNS."""

import pytest

from followup_cal.accounts import Account
from followup_cal.data import Shelf
from followup_cal.stores.caldav.providers import Provider, parse_providers, provider_of
from followup_cal.stores.caldav.services import Service, path_of
from followup_cal.stores.caldav.starts import Start, starts

SHEET = Shelf().sheet("providers.toml")
PRESETS = parse_providers(SHEET.text, SHEET.origin)


def no_dns(domain: str) -> tuple[Service, ...]:
    raise AssertionError(f"the DNS was asked for {domain}")


def silent_dns(domain: str) -> tuple[Service, ...]:  # noqa: ARG001 - it never knows
    return ()


def provider(account: Account) -> Provider:
    return provider_of(account, PRESETS)


def urls(account: Account, **given: object) -> list[str]:
    resolver = given.get("resolver", no_dns)
    assert callable(resolver)
    return [start.url for start in starts(account, provider(account), PRESETS, resolver)]


def test_an_address_is_tried_first_then_its_server() -> None:
    assert urls(Account("a", url="https://dav.example.org/some/path/", username="dana"))[:3] == [
        "https://dav.example.org/some/path/",
        "https://dav.example.org/.well-known/caldav",
        "https://dav.example.org/",
    ]


def test_of_a_bare_host_the_well_known_address_then_the_root_then_common_paths() -> None:
    assert urls(Account("a", host="dav.example.org", username="dana")) == [
        "https://dav.example.org/.well-known/caldav",
        "https://dav.example.org/",
        "https://dav.example.org/remote.php/dav/",
        "https://dav.example.org/dav/",
        "https://dav.example.org/SOGo/dav/dana/",
        "https://dav.example.org/dav.php/",
    ]


def test_a_named_provider_gives_the_path() -> None:
    assert urls(Account("a", host="cloud.example.org:8443", username="dana", provider="nextcloud")) == [
        "https://cloud.example.org:8443/remote.php/dav/",
        "https://cloud.example.org:8443/.well-known/caldav",
        "https://cloud.example.org:8443/",
    ]


@pytest.mark.parametrize(
    ("host", "first"),
    [
        ("nas.example.org", "https://nas.example.org:5001/caldav/"),
        ("nas.example.org:443", "https://nas.example.org:443/caldav/"),
        ("[2001:db8::1]", "https://[2001:db8::1]:5001/caldav/"),
        ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443/caldav/"),
    ],
)
def test_a_port_that_was_typed_wins_over_the_preset(host: str, first: str) -> None:
    assert urls(Account("a", host=host, username="dana", provider="synology"))[0] == first


def test_the_host_that_was_typed_wins_over_the_preset() -> None:
    assert urls(Account("a", host="calendar.zoho.eu", username="dana"))[0] == "https://calendar.zoho.eu/"


@pytest.mark.parametrize(
    ("email", "first"),
    [
        ("dana@icloud.com", "https://caldav.icloud.com/"),
        ("dana@FastMail.com", "https://caldav.fastmail.com/dav/"),
        ("dana@mailbox.org", "https://dav.mailbox.org/"),
        ("dana@posteo.net", "https://posteo.de:8443/"),
        ("dana@gmx.de", "https://caldav.gmx.net/begenda/dav/dana@gmx.de/"),
        ("dana@web.de", "https://caldav.web.de/begenda/dav/dana@web.de/"),
        ("dana@yahoo.com", "https://caldav.calendar.yahoo.com/"),
    ],
)
def test_a_known_domain_needs_no_dns(email: str, first: str) -> None:
    found = starts(Account("a", email=email), provider(Account("a", email=email)), PRESETS, no_dns)
    assert found[0] == Start(first)
    assert all(not start.foreign_to for start in found)


def test_an_email_address_asks_the_dns() -> None:
    asked = []

    def dns(domain: str) -> tuple[Service, ...]:
        asked.append(domain)
        return (
            Service("dav.example.org", 8443, "/calendars"),
            Service("dav.example.org"),
            Service("dav.hoster.example", 443),
        )

    account = Account("a", email="dana@example.org")
    found = starts(account, provider(account), PRESETS, dns)
    assert asked == ["example.org"]
    assert found[:5] == (
        Start("https://dav.example.org:8443/calendars"),
        Start("https://dav.example.org/.well-known/caldav"),
        Start("https://dav.hoster.example/.well-known/caldav", foreign_to="example.org"),
        Start("https://example.org/.well-known/caldav"),
        Start("https://example.org/"),
    )


def test_without_an_answer_of_the_dns_the_domain_itself_is_asked() -> None:
    found = urls(Account("a", email="dana@example.org"), resolver=silent_dns)
    assert found[:2] == ["https://example.org/.well-known/caldav", "https://example.org/"]


def test_plain_http_only_where_it_is_allowed_and_on_this_machine() -> None:
    assert urls(Account("a", host="127.0.0.1:5232", username="d", allow_http=True))[1] == "http://127.0.0.1:5232/"
    assert urls(Account("a", host="127.0.0.1:5232", username="d"))[1] == "https://127.0.0.1:5232/"
    assert urls(Account("a", host="dav.example.org", username="d", allow_http=True))[1] == "https://dav.example.org/"
    davmail = Account("a", provider="davmail", username="dana@example.org", allow_http=True)
    assert urls(davmail)[0] == "http://localhost:1080/users/dana@example.org/calendar/"


def test_nothing_is_known_without_an_address() -> None:
    assert urls(Account("a", username="dana", provider="nextcloud")) == []


@pytest.mark.parametrize(
    ("texts", "path"),
    [
        ([b"path=/dav/"], "/dav/"),
        ([b"v=1", b"PATH=/x"], "/x"),
        ([b"path=dav"], ""),
        ([b"path=/a b"], ""),
        ([b"path=/a\r\n"], ""),
        ([], ""),
    ],
)
def test_the_path_of_a_txt_record(texts: list[bytes], path: str) -> None:
    assert path_of(texts) == path
