"""Plain, single-voiced text out of what calendars hold: HTML, entities, control characters. Pure."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

MARKUP = re.compile(
    r"</?(?:html|head|body|div|span|p|br|hr|ul|ol|li|a|b|i|u|s|em|strong|font|table|tbody|tr|td|th|h[1-6]|blockquote|pre)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[mn]dash|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)
# Control characters but for tab and line feed, bidirectional overrides and isolates, invisible spaces, soft hyphens,
# and lone surrogates: none of them belongs into a name, and each can disguise one.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset((*HEADINGS, "p", "div", "li", "tr", "blockquote", "table", "ul", "ol", "hr"))
HIDDEN = frozenset(("style", "script", "title", "head"))


class _Reader(HTMLParser):
    """Collects what a reader of the page would see, a line for each block."""

    def __init__(self, *, folds: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.folds = folds
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.hidden += tag in HIDDEN
        if tag == "br":
            self.pieces.append("\n")
        elif tag in BLOCKS:
            self._block()

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        if tag in BLOCKS:
            self._block()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data) if self.folds else data)

    def _block(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")


def plain(value: str) -> str:
    """Turns HTML, or text with entities, into plain text; text without either stays as it is.

    A line break inside a whole HTML document is white space; in a fragment, as Google writes it, it breaks the line.
    """
    if MARKUP.search(value):
        reader = _Reader(folds=re.search(r"<(?:html|body)\b", value, re.IGNORECASE) is not None)
        reader.feed(value)
        reader.close()
        value = "".join(reader.pieces)
    elif ENTITY.search(value):
        value = unescape(value)
    return tidy(value)


def tidy(value: str) -> str:
    """Drops what cannot be seen, trailing blanks and surplus empty lines; lines end with LF."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    value = INVISIBLE.sub("", value).replace("\u00a0", " ").replace("\u202f", " ")
    value = re.sub(r"(?<![ \t])[ \t]+(?=\n|$)", "", value)
    return re.sub(r"\n{3,}", "\n\n", value).strip()


def line(value: str) -> str:
    """Tidies and puts everything on one line."""
    return " ".join(tidy(value).split())
