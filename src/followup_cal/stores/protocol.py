"""What a store is. Every store passes the same contract tests (tests/stores/contract.py).

Words:
    resource   one iCalendar object as a CalDAV server would hold it (RFC 4791, 4.1): one UID, with its overrides and
               the VTIMEZONEs it needs, wrapped in a VCALENDAR of its own.
    href       how a store names a resource. It is given out by the store, kept by the caller, and never guessed from a
               UID: two resources may carry the same UID, and one may carry none.
    etag       changes whenever the resource changes; the only way to say "the one I have read".

A store decides nothing: it neither knows what an interview is nor which change is right. It never changes a resource it
was not told to change, and a resource that is no longer the one read is refused, not overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from followup_cal.scan import Selection


@dataclass(frozen=True, slots=True)
class Resource:
    """One iCalendar object: a complete VCALENDAR with a single UID (or none)."""

    href: str
    etag: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was passed over while the rest was read: where it stands and what is wrong with it.

    Attributes:
        damaged: something that should have been read could not be; false where there simply was nothing.
    """

    where: str
    what: str
    damaged: bool = True


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds of the selection.

    Attributes:
        complete: nothing that was selected is missing because of a problem; only then does absence mean anything.
    """

    resources: tuple[Resource, ...]
    problems: tuple[Problem, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Create:
    """Add a resource. Refused if the store already holds this UID."""

    uid: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """Replace the resource at an href, if it still has this etag."""

    uid: str
    href: str
    etag: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove the resource at an href, if it still has this etag."""

    uid: str
    href: str
    etag: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one write.

    Attributes:
        error: a sentence for people, None on success.
        conflict: the store holds something else than the write was meant for; reading again shows what.
        blocked: the store refuses this UID for good, though there is nothing with it to be found (a trash bin, or a
            server that never lets go of one); the next UID of the series may be tried.
    """

    uid: str
    error: str | None = None
    conflict: bool = False
    blocked: bool = False


class Store(Protocol):
    """A calendar that can be read and, where `refusal` is None, written."""

    @property
    def name(self) -> str:
        """How the user calls it: a path, or account/calendar."""

    @property
    def components(self) -> frozenset[str]:
        """The component types it accepts (RFC 4791, 5.2.3)."""

    @property
    def refusal(self) -> str | None:
        """Why it cannot be written to, as a sentence; None where it can."""

    def read(self, selection: Selection) -> Contents:
        """Reads what the selection asks for.

        Raises:
            Unreachable: the store is missing or cannot be read at all.
        """

    def lookup(self, uids: Sequence[str]) -> tuple[Resource, ...]:
        """Looks directly for resources of our own by UID: only what this does not find is absent.

        They come in no particular order; a UID may stand in several.
        """

    def write(self, writes: Sequence[Create | Update | Delete]) -> tuple[Outcome, ...]:
        """Carries out the writes; one that fails does not stop the others.

        A UID without our mark is refused, whatever is asked for.

        Returns one outcome for each write, in the same order. Afterwards every write has been carried out completely
        or not at all, also if the process is killed meanwhile.

        Raises:
            Unreachable: nothing at all could be written.
        """
