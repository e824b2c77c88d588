"""Turns any stream of calendar bytes into one of UTF-8 whose lines end with a line feed, CR LF or both mixed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Chunks = Iterable[bytes]

_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"B\x00E\x00", "utf-16-le"),
    (b"\x00B\x00E", "utf-16-be"),
)
_LINE_END = re.compile(rb"\r\n|\n|\r(?=[^\n])")
_LONGEST_FIRST_LINE = 1 << 16


@dataclass(frozen=True, slots=True)
class Stream:
    """A translated stream: `encoding` and `newline` are those of the original."""

    encoding: str
    newline: bytes
    chunks: Iterator[bytes]


def translate(chunks: Chunks) -> Stream:
    """Recognises encoding and line ends from the first line and translates where needed.

    UTF-16 becomes UTF-8. The bare CR of old files becomes a line feed, byte for byte, so that offsets stay true. All
    else passes unchanged, including bytes that are not UTF-8.
    """
    source = iter(chunks)
    first = _first_line(source)
    encoding = next((name for mark, name in _WIDE if first.startswith(mark)), "utf-8")
    if encoding != "utf-8":
        source = _decoded(first, source, encoding)
        first = _first_line(source)
    found = _LINE_END.search(first)
    newline = found[0] if found else b"\r\n"
    if newline == b"\r":
        return Stream(encoding, newline, (part.replace(b"\r", b"\n") for part in _chain(first, source)))
    return Stream(encoding, newline, _chain(first, source))


def _first_line(source: Iterator[bytes]) -> bytes:
    """Takes as many chunks as it needs to see how the first line ends."""
    taken = bytearray()
    while len(taken) < _LONGEST_FIRST_LINE and not _LINE_END.search(taken):
        chunk = next(source, None)
        if chunk is None:
            break
        taken += chunk
    return bytes(taken)


def _chain(first: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from source


def _decoded(first: bytes, source: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in _chain(first, source):
        yield decoder.decode(chunk).encode("utf-8", "replace")
