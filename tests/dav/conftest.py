"""The servers start once for all tests of a process; each test makes calendars of its own."""

from collections.abc import Iterator

import pytest

from dav.servers import Server, radicale, xandikos

pytest.register_assert_rewrite("stores.contract")


@pytest.fixture(scope="session")
def radicale_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with xandikos(tmp_path_factory.mktemp("xandikos")) as server:
        yield server


@pytest.fixture(params=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers."""
    found: Server = request.getfixturevalue(f"{request.param}_server")
    return found
