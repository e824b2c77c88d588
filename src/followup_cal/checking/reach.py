"""Whether a server can be reached at all, looked at below HTTP: its name, its port, its certificate."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

from followup_cal.checking.steps import Result, Step, TlsFault, Verdict, no_connection, no_such_name, ok

_SECONDS = 10.0
_PORTS = {"http": 80, "https": 443}
# X509_V_ERR_* in OpenSSL's x509_vfy.h.
_VERIFY_CODES = {
    9: TlsFault.NOT_YET_VALID,
    10: TlsFault.EXPIRED,
    18: TlsFault.SELF_SIGNED,
    19: TlsFault.UNKNOWN_ISSUER,
    20: TlsFault.UNKNOWN_ISSUER,
    21: TlsFault.UNKNOWN_ISSUER,
    62: TlsFault.OTHER_NAME,
    64: TlsFault.OTHER_NAME,
}
_PLAIN_TEXT = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG"})
# A server that waits for the client to speak in plain text never answers a TLS greeting.
_SILENT = {ConnectionResetError: TlsFault.CLOSED, TimeoutError: TlsFault.PLAIN_TEXT}


def reach(url: str) -> Iterator[Result]:
    """Looks up the server of an address and connects to it; behind a proxy that is the proxy's business."""
    parts = urlsplit(url)
    host, port = host_and_port(url)
    if _has_proxy(parts):
        yield Result(Step.CONNECTION, Verdict.NOTE, f"{host} is asked through the proxy that this machine is set to.")
        return
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        yield no_such_name(host)
        return
    yield ok(Step.NAME, f"{host} has the address {found[0][4][0]}.")
    yield _connection(host, port)


def tls_fault(url: str, ca_file: str | None) -> TlsFault:
    """Finds out why no encrypted connection comes about, by trying once more without HTTP."""
    host, port = host_and_port(url)
    try:
        context = ssl.create_default_context(cafile=ca_file)
        with socket.create_connection((host, port), _SECONDS) as plain:
            context.wrap_socket(plain, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        return _VERIFY_CODES.get(error.verify_code, TlsFault.UNKNOWN_ISSUER)
    except ssl.SSLEOFError:
        return TlsFault.CLOSED
    except ssl.SSLError as error:
        return TlsFault.PLAIN_TEXT if error.reason in _PLAIN_TEXT else TlsFault.OTHER
    except OSError as error:
        return _SILENT.get(type(error), TlsFault.OTHER)
    return TlsFault.OTHER


def host_and_port(url: str) -> tuple[str, int]:
    """The server of an address."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443)


def _connection(host: str, port: int) -> Result:
    try:
        socket.create_connection((host, port), _SECONDS).close()
    except ConnectionRefusedError:
        return no_connection(host, port, refused=True)
    except OSError:
        return no_connection(host, port, refused=False)
    return ok(Step.CONNECTION, f"{host} answers on port {port}.")


def _has_proxy(parts: SplitResult) -> bool:
    return bool(getproxies().get(parts.scheme)) and not proxy_bypass(parts.netloc)
