"""Cyrus and an old Radicale as programs of their own, on loopback: the servers of the slow lane.

What is missing on a machine makes the tests fail with what to install: a lane that skips is no lane.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4
from pathlib import Path

import pytest

from dav.servers import PASSWORD, USER, Server

OLD_RADICALE = Path(__file__).parents[2] / "build" / "radicale-3.1.8" / "bin" / "python"
_MASTER, _SASL = "/usr/sbin/cyrmaster", "/usr/sbin/saslpasswd2"
_PACKAGES = "cyrus-imapd cyrus-caldav cyrus-admin sasl2-bin libsasl2-modules libsasl2-modules-db"
_ADMIN = "admin"
_PATIENCE = 30.0

IMAPD_CONF = """\
configdirectory: {folder}/lib
partition-default: {folder}/spool
defaultpartition: default
proc_path: {folder}/proc
mboxname_lockpath: {folder}/lock
sievedir: {folder}/sieve
lmtpsocket: {folder}/sock/lmtp
idlesocket: {folder}/sock/idle
notifysocket: {folder}/sock/notify
altnamespace: no
unixhierarchysep: no
admins: admin
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {folder}/sasldb2
sasl_mech_list: PLAIN
httpmodules: caldav
caldav_realm: cyrus
caldav_allowscheduling: on
caldav_create_default: off
calendar_user_address_set: example.com
virtdomains: off
servername: localhost
defaultdomain: localhost
conversations: no
syslog_prefix: cyrus
"""
CYRUS_CONF = """\
START {{
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -C {folder}/imapd.conf -r"
}}
SERVICES {{
  imap cmd="imapd -C {folder}/imapd.conf -U 30" listen="127.0.0.1:{imap}" prefork=0
  http cmd="httpd -C {folder}/imapd.conf -U 100" listen="127.0.0.1:{http}" prefork=1
}}
EVENTS {{
}}
"""
RADICALE_CONF = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/data
[logging]
level = critical
"""


@dataclass(frozen=True)
class Cyrus(Server):
    """Cyrus, with the port that its administrator uses."""

    imap: int

    def forbid(self, calendar: str) -> None:
        """Leaves the user nothing but the right to read a calendar (RFC 4314)."""
        with IMAP4("127.0.0.1", self.imap) as admin:
            admin.login(_ADMIN, PASSWORD)
            status, said = admin.setacl(f"user.{USER}.#calendars.{calendar}", USER, "lr")
        assert status == "OK", said


@contextmanager
def cyrus(folder: Path) -> Iterator[Cyrus]:  # noqa: ARG001 - Cyrus keeps its data where its own user can get
    """Cyrus 3.6, the engine of Fastmail, as Debian installs it."""
    if not (Path(_MASTER).exists() and Path(_SASL).exists()):
        pytest.fail(f"Cyrus is not installed: apt-get install --no-install-recommends {_PACKAGES}")
    if os.geteuid() != 0:
        pytest.fail("Cyrus changes to a user of its own, which takes root")
    with tempfile.TemporaryDirectory(prefix="cyrus-") as name:
        home = Path(name)
        ports = {"http": _free_port(), "imap": _free_port()}
        _lay_out(home, ports)
        command: list[str | Path] = [
            _MASTER,
            "-C",
            home / "imapd.conf",
            "-M",
            home / "cyrus.conf",
            "-p",
            home / "master.pid",
        ]
        with _running(command, lambda: _answers(ports["http"]) and _add_user(ports["imap"])):
            yield Cyrus(
                "cyrus",
                f"http://127.0.0.1:{ports['http']}/",
                home / "spool",
                f"dav/calendars/user/{USER}/",
                ports["imap"],
            )


@contextmanager
def old_radicale(folder: Path) -> Iterator[Server]:
    """Radicale 3.1.8, which Debian 12 ships: it cannot expand, and fails over some filters."""
    if not OLD_RADICALE.exists():
        pytest.fail("Radicale 3.1.8 is not installed: make build/radicale-3.1.8/.done")
    port = _free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "config").write_text(RADICALE_CONF.format(port=port, folder=folder))
    command: list[str | Path] = [OLD_RADICALE, "-m", "radicale", "--config", folder / "config"]
    with _running(command, lambda: _answers(port)):
        data = folder / "data" / "collection-root"
        yield Server("radicale-3.1.8", f"http://127.0.0.1:{port}/", data, f"{USER}/")


def _lay_out(home: Path, ports: dict[str, int]) -> None:
    for name in ("lib", "spool", "sieve", "proc", "lock", "sock"):
        (home / name).mkdir()
    (home / "imapd.conf").write_text(IMAPD_CONF.format(folder=home))
    (home / "cyrus.conf").write_text(CYRUS_CONF.format(folder=home, **ports))
    for user in (_ADMIN, USER):
        command: list[str | Path] = [_SASL, "-p", "-c", "-f", home / "sasldb2", "-u", "localhost", user]
        subprocess.run(command, input=PASSWORD, text=True, check=True, capture_output=True)
    for path in (home, *home.iterdir()):
        shutil.chown(path, "cyrus", "mail")


def _add_user(port: int) -> bool:
    """Without an INBOX a user gets 500 on everything."""
    with IMAP4("127.0.0.1", port) as admin:
        admin.login(_ADMIN, PASSWORD)
        status, _ = admin.create(f"user.{USER}")
    return status == "OK"


@contextmanager
def _running(command: list[str | Path], is_up: Callable[[], bool]) -> Iterator[None]:
    """Starts a program, waits until it answers, and ends it."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    with (
        tempfile.TemporaryFile() as said,
        # Cyrus ends its whole process group, and with it any other Cyrus of the tests.
        subprocess.Popen(command, stdout=said, stderr=said, env=environ, start_new_session=True) as process,
    ):
        try:
            until = time.monotonic() + _PATIENCE
            while not is_up():
                if process.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    pytest.fail(f"{command[0]} does not start: {said.read().decode(errors='replace')}")
                time.sleep(0.02)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("OPTIONS", "/")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
