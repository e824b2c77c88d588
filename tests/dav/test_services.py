"""What the DNS says about servers (RFC 6764); a made-up DNS answers."""

from dataclasses import dataclass

import dns.resolver
import pytest
from dns.exception import Timeout
from dns.resolver import NXDOMAIN, NoResolverConfiguration

from followup_cal.stores.caldav.services import Service, ask_dns

NAME = "_caldavs._tcp.example.org"


@dataclass(frozen=True)
class Srv:
    priority: int
    weight: int
    port: int
    target: str


@dataclass(frozen=True)
class Txt:
    strings: tuple[bytes, ...]


Records = dict[tuple[str, str], list[object] | type[Exception]]


def says(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    class Made:
        lifetime = 60.0

        def resolve(self, name: str, kind: str) -> list[object]:
            assert self.lifetime <= 5
            found = records.get((name, kind), NXDOMAIN)
            if isinstance(found, type):
                raise found
            return found

    monkeypatch.setattr(dns.resolver, "Resolver", Made)


def test_servers_come_in_the_order_of_priority_then_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    srv: list[object] = [
        Srv(20, 0, 443, "last.example.org."),
        Srv(10, 1, 443, "second.example.org."),
        Srv(10, 5, 8443, "First.Example.org."),
    ]
    says({(NAME, "SRV"): srv, (NAME, "TXT"): [Txt((b"path=", b"/dav/"))]}, monkeypatch)
    assert ask_dns("example.org") == (
        Service("first.example.org", 8443, "/dav/"),
        Service("second.example.org", 443, "/dav/"),
        Service("last.example.org", 443, "/dav/"),
    )


def test_without_a_path_the_well_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    says({(NAME, "SRV"): [Srv(0, 0, 443, "dav.example.org.")]}, monkeypatch)
    (service,) = ask_dns("example.org")
    assert service.url == "https://dav.example.org/.well-known/caldav"


def test_no_such_service(monkeypatch: pytest.MonkeyPatch) -> None:
    says({(NAME, "SRV"): [Srv(0, 0, 0, ".")]}, monkeypatch)
    assert ask_dns("example.org") == ()


@pytest.mark.parametrize("error", [NXDOMAIN, Timeout, OSError])
def test_a_dns_that_does_not_know_is_done_without(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    says({(NAME, "SRV"): error}, monkeypatch)
    assert ask_dns("example.org") == ()


def test_a_machine_without_dns(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise NoResolverConfiguration

    monkeypatch.setattr(dns.resolver, "Resolver", fail)
    assert ask_dns("example.org") == ()
