"""Calendars on real servers do what every store does."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urljoin

import pytest

from dav.liars import Garbles
from dav.proxy import proxy
from dav.servers import XANDIKOS_WARNS, Server
from followup_cal.stores.caldav.collection import Collection
from followup_cal.stores.caldav.session import Session
from followup_cal.stores.caldav.store import CalDavCalendar
from followup_cal.stores.protocol import Store
from stores.contract import StoreContract

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)


class TestContract(StoreContract):
    """With what an earlier run remembered, as in every run but the first."""

    remembers = True

    @pytest.fixture(autouse=True)
    def on_a_server(self, server: Server) -> Iterator[None]:
        self.real = server
        self.urls: dict[str, str] = {}
        self.forbidden: set[str] = set()
        with ExitStack() as self.open:
            yield

    def make_store(self, tmp_path: Path, objects: list[bytes]) -> Store:  # noqa: ARG002 - servers have their own
        url = self.real.make_calendar()
        for number, data in enumerate(objects):
            self.real.put(f"{url}theirs-{number}.ics", data)
        self.urls[url] = url
        return CalDavCalendar(self.session(), url, url)

    def session(self) -> Session:
        return self.open.enter_context(self.real.session())

    def reopened(self, store: Store) -> Store:
        assert isinstance(store, CalDavCalendar)
        return CalDavCalendar(
            self.session(),
            self.urls[store.name],
            store.name,
            read_only=store.name in self.forbidden,
            memory=store.memory if self.remembers else None,
        )

    def everything(self, store: Store) -> dict[str, bytes]:
        collection = Collection(self.session(), store.name)
        members = collection.fetch(collection.listing()).members
        return {path: members[path].data or b"" for path in sorted(members)}

    def foreign_bytes(self, store: Store) -> bytes:
        found = self.everything(store)
        return repr({path: data for path, data in found.items() if b"@followup-cal" not in data}).encode()

    def rename_behind_its_back(self, store: Store, old: str, new: str) -> None:
        for path, data in self.everything(store).items():
            changed = data.replace(f"SUMMARY:{old}".encode(), f"SUMMARY:{new}".encode())
            if changed != data:
                self.real.put(urljoin(store.name, path), changed)

    def spoil(self, store: Store) -> None:
        spoiled = self.open.enter_context(proxy(self.real, [Garbles("/theirs-1.ics")]))
        self.urls[store.name] = spoiled.moved(store.name)

    def forbid(self, store: Store) -> None:
        self.forbidden.add(store.name)


class TestContractWithoutMemory(TestContract):
    """With the memory lost, as on another machine."""

    remembers = False

    @pytest.fixture
    def server(self, radicale_server: Server) -> Server:
        return radicale_server
