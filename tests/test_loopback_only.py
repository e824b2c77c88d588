"""No test leaves the machine, and what is imported does not either."""

import socket
import subprocess
import sys

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7", "2001:db8::1", "calendar.example"])
def test_what_would_leave_the_machine_is_refused_and_noted(address: str, off_this_machine: list[str]) -> None:
    with pytest.raises(OSError, match="No test leaves this machine"):
        socket.create_connection((address, 443), timeout=1)
    assert off_this_machine == [address]
    off_this_machine.clear()


def test_a_datagram_is_refused_too(off_this_machine: list[str]) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        pytest.raises(OSError, match="No test leaves this machine"),
    ):
        sender.sendto(b"x", ("192.0.2.1", 53))
    assert off_this_machine == ["192.0.2.1"]
    off_this_machine.clear()


def test_loopback_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there, socket.create_connection(there.getsockname()) as here:
        assert here.getpeername() == there.getsockname()


IMPORTS = """
import pkgutil, sys

def told(event, arguments):
    if event.startswith("socket."):
        print(event, arguments)

sys.addaudithook(told)
import followup_cal
for module in pkgutil.walk_packages(followup_cal.__path__, "followup_cal."):
    if not module.name.endswith("__main__"):
        __import__(module.name)
print(len([name for name in sys.modules if name.startswith("followup_cal.")]) > 50)
"""


def test_importing_opens_no_socket() -> None:
    done = subprocess.run(  # noqa: S603 - our own code, and no other program
        [sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr
