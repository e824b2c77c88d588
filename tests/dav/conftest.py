"""The servers start once for all tests of a process; each test makes calendars of its own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from dav.daemons import Cyrus, cyrus, old_radicale
from dav.servers import Server, radicale, xandikos

pytest.register_assert_rewrite("stores.contract")

Start = Callable[[Path], AbstractContextManager[Server]]
STARTS: dict[str, Start] = {
    "radicale": radicale,
    "xandikos": xandikos,
    "cyrus": cyrus,
    "radicale-3.1.8": old_radicale,
}
EVERYWHERE = [
    "radicale",
    "xandikos",
    pytest.param("cyrus", marks=pytest.mark.slow),
    pytest.param("radicale-3.1.8", marks=pytest.mark.slow),
]


def running(request: pytest.FixtureRequest, name: str) -> Server:
    """The server of this name that runs for all tests."""
    names = {"radicale-3.1.8": "old_radicale"}
    found: Server = request.getfixturevalue(f"{names.get(name, name)}_server")
    return found


@pytest.fixture(scope="session")
def cyrus_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cyrus]:
    with cyrus(tmp_path_factory.mktemp("cyrus")) as server:
        yield server


@pytest.fixture(scope="session")
def old_radicale_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with old_radicale(tmp_path_factory.mktemp("old-radicale")) as server:
        yield server


@pytest.fixture(params=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers that start within this process."""
    return running(request, request.param)


@pytest.fixture(params=EVERYWHERE)
def any_server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers, in the slow lane those that are programs of their own as well."""
    return running(request, request.param)


@pytest.fixture(params=EVERYWHERE)
def own_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Each of the servers, started for one test alone: nobody else has calendars there."""
    with STARTS[request.param](tmp_path_factory.mktemp("own")) as server:
        yield server
