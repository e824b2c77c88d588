"""Keeps every test on this machine: what would connect, send or look up elsewhere is refused and noted."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest


def is_here(address: Any) -> bool:
    """Whether an address of a socket, or a host, is of this machine."""
    if not isinstance(address, tuple):
        return True  # a socket in the file system
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return found.is_loopback or found.is_unspecified


def stay_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refuses what would leave the machine.

    Returns:
        where it was tried to go; filled as it happens.
    """
    tried: list[str] = []
    look_up = socket.getaddrinfo

    def refused(kind: str) -> Any:
        original = getattr(socket.socket, kind)

        def call(self: socket.socket, *arguments: Any) -> Any:
            address = arguments[-1]
            if is_here(address):
                return original(self, *arguments)
            tried.append(str(address[0]))
            raise ConnectionRefusedError(111, "No test leaves this machine")

        return call

    def looked_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is None or is_here((host,)):
            return look_up(host, *arguments, **options)
        tried.append(str(host))
        raise socket.gaierror(socket.EAI_NONAME, "No test leaves this machine")

    for kind in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, kind, refused(kind))
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    return tried
