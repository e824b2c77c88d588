"""A slow and simple reading of calendars that the scan is held against: whole lines, one after the other."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

TOP = ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE")
OURS = "@followup-cal"


@dataclass
class Part:
    name: str
    lines: list[str] = field(default_factory=list)
    open: int = 1

    @property
    def own(self) -> list[tuple[str, str]]:
        """Name and value of each property that is not inside a nested component."""
        depth, found = 0, []
        for line in self.lines:
            name, value = split(line)
            if name == "BEGIN":
                depth += 1
            elif name == "END":
                depth = max(1, depth - 1)
            elif depth == 1:
                found.append((name, value))
        return found

    def first(self, name: str) -> str | None:
        return next((value for other, value in self.own if other == name), None)

    @property
    def uid(self) -> str | None:
        return (self.first("UID") or "").strip() or None

    @property
    def series(self) -> bool:
        return any(name in {"RRULE", "RDATE", "RECURRENCE-ID"} for name, _ in self.own)


def split(line: str) -> tuple[str, str]:
    """A content line's name in upper case and its value, the first colon outside of quotes between them."""
    quoted = False
    for place, sign in enumerate(line):
        quoted ^= sign == '"'
        if sign == ":" and not quoted:
            return re.split("[;:]", line)[0].upper(), line[place + 1 :]
    return "", ""


def parts(data: bytes) -> list[Part]:
    """All sound components that stand directly in a VCALENDAR."""
    text = re.sub(r"(\r?\n)+[ \t]", "", data.decode("latin-1"))
    found: list[Part] = []
    inside = False
    part: Part | None = None
    for line in filter(None, re.split(r"\r?\n", text)):
        name, value = split(line)
        value = value.strip().upper()
        if (name, value) == ("BEGIN", "VCALENDAR"):
            inside, part = True, None
        elif (name, value) == ("END", "VCALENDAR"):
            inside, part = False, None
        elif inside and name == "BEGIN" and (part is None or value in TOP):
            part = Part(value, [line])
        elif part is not None:
            part.lines.append(line)
            part.open += {"BEGIN": 1, "END": -1}.get(name, 0) if value == part.name else 0
            if part.open == 0:
                found.append(part)
                part = None
    return found


def plain(text: str) -> str:
    text = re.sub(r"\\n|\\N|&nbsp;", " ", text)
    apart = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W\d_]+", " ", apart).split())


def day(value: str | None) -> str | None:
    match = re.match(r"\d{8}", value or "")
    return match[0] if match else None


def in_window(part: Part, first: str, last: str) -> bool:
    start = day(part.first("DTSTART"))
    if start is None:
        return True
    if start >= first:
        return start <= last
    if part.first("DTEND") is None:
        return f"{date.fromisoformat(start) + timedelta(days=1):%Y%m%d}" >= first
    end = day(part.first("DTEND"))
    return end is None or end >= first


def kept(data: bytes, words: tuple[str, ...], first: str, last: str) -> list[tuple[str, str | None]]:
    """Name and UID of every component that has to be kept."""
    components = [part for part in parts(data) if part.name in {"VEVENT", "VTODO"}]
    chosen = set()
    for number, part in enumerate(components):
        ours = (part.uid or "").endswith(OURS)
        text = plain("\n".join(part.lines).encode("latin-1").decode("utf-8", "replace"))
        wordy = any(plain(word) in text for word in words)
        if ours or (part.name == "VEVENT" and wordy and (part.series or in_window(part, first, last))):
            chosen.add(number)
    uids = {components[number].uid for number in chosen} - {None}
    return [
        (part.name, part.uid)
        for number, part in enumerate(components)
        if number in chosen or (part.name == "VEVENT" and part.series and part.uid in uids)
    ]
