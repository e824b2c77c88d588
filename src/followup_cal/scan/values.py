"""What is asked of a scan and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What a run needs from a calendar; equal to itself only, since it is a big value that is asked for often.

    Attributes:
        start: aware; events that end before it are left out, one day of slack included.
        end: aware; events that begin after it are left out, one day of slack included.
        words: a component without any of these is left out; lower case, accents folded; with a blank at both ends they
            are looked for as whole words, here and below. Our own entries always pass.
        title_words: it is not left out with one of these in its title,
        booking_words: or, where one of these stands in it, anywhere;
        talk_words: or with one of these in its title and
        topic_words: one of these anywhere; it is not left out either with two of them and without guests.
        everything: leave nothing out for its words (`interviews --all`, `--no-scan`).
    """

    start: datetime
    end: datetime
    words: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    booking_words: tuple[str, ...] = ()
    talk_words: tuple[str, ...] = ()
    topic_words: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """A VEVENT, VTODO or VTIMEZONE as it stands in the stream.

    Attributes:
        calendar: which VCALENDAR of the stream holds it, from 0.
        name: VEVENT, VTODO or VTIMEZONE.
        key: the UID, of a VTIMEZONE the TZID; None where it has none.
        offset: of its BEGIN line in the stream.
        length: up to and with the line end of its END line.
        raw: these bytes; of one that is longer than 64 KiB and not ours, without what nobody reads.
    """

    calendar: int
    name: str
    key: str | None
    offset: int
    length: int
    raw: bytes = field(repr=False)

    @property
    def end(self) -> int:
        """The offset of the first byte behind it."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Calendar:
    """One VCALENDAR of the stream.

    Attributes:
        header: its own property lines, folded as they are, without BEGIN and END.
        method: METHOD in upper case, empty when absent.
        end: the offset of its END line, None where the stream is cut off before.
        timezones: its VTIMEZONEs.
    """

    header: bytes
    method: str
    end: int | None
    timezones: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Damage:
    """A place that does not hold together; `line` counts from 1, 0 is not known yet.

    Attributes:
        lost: something was left out for it; otherwise it could be read all the same.
    """

    offset: int
    line: int
    what: str
    lost: bool = True


@dataclass(frozen=True, slots=True)
class Scan:
    """What a stream holds of a selection.

    Attributes:
        components: the kept VEVENTs and VTODOs, in the order they stand.
        rest: components that belong to a kept series but were gone when that showed; their `raw` is empty until
            `complete` has looked at the stream again.
        count: how many sound components there are, kept or not, VTIMEZONEs aside.
        encoding: `utf-8`, or what the stream was translated from; offsets hold for the translation.
        newline: how the first line ends.
        size: length of the stream in bytes.
    """

    calendars: tuple[Calendar, ...]
    components: tuple[Component, ...]
    damages: tuple[Damage, ...]
    rest: tuple[Component, ...]
    count: int
    encoding: str
    newline: bytes
    size: int

    @property
    def unfinished(self) -> bool:
        """Whether `complete` has something to add."""
        return bool(self.rest or any(item.line == 0 for item in self.damages))
