"""What the user told us: who they are and when what may happen.

It stands apart from the other central values, since who only asks a server for news needs no more than this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum


class Medium(StrEnum):
    """How a step is carried out; LETTER goes by post, NOTE is something between the user and the user."""

    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Profile:
    """The user, as far as the user told us: who to leave out, who signs, what to mention.

    Attributes:
        names: the user's own names; the first one signs.
        addresses: the user's own addresses, lower case.
        employers: domains of the present employer: interviews organised there are not the user's own.
        timezone: IANA name; floating and all-day times are read in it, quiet hours hold in it.
        language: fixes the language of the drafts; None means that of the interview.
        strengths: what the user would like to be remembered for, each with its proof.
        register: `formal` or `informal`; None for what is usual in the language.
        address: people are greeted by their `first` name or with the `last` one; None for what is usual.
    """

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    timezone: str = "UTC"
    language: str | None = None
    phone: str | None = None
    field: str | None = None
    strengths: tuple[str, ...] = ()
    register: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When what may happen (design, section 7): messages and calls in the employer's zone, quiet in the user's.

    Quiet hours run from the evening over midnight to the morning and win where both cannot hold.
    """

    message: time = time(9, 30)
    calls_from: time = time(10)
    calls_until: time = time(16)
    quiet_from: time = time(20, 30)
    quiet_until: time = time(8)


@dataclass(frozen=True, slots=True)
class Planning:
    """What the user decided about planning.

    Attributes:
        country: the employer's, ISO 3166 (`US`, `DE-BY`); `none` for weekends only; None to infer it.
        quiet_start: (month, day) on which the year-end quiet window begins, inclusive.
        quiet_end: (month, day) on which it ends, inclusive, in the following year.
        past_days: interviews older than this are not considered.
        future_days: interviews further ahead than this are not considered.
        ahead: `all` steps are written at once, or only the `next` one.
        no_phone: calls become e-mails.
        prefer: EMAIL makes e-mails of calls, PHONE a call of the first question, unless the employer prefers otherwise.
        skip: steps the user switched off.
        extra: steps that are off unless the user wants them.
    """

    country: str | None = None
    hours: Hours = field(default_factory=Hours)
    quiet_start: tuple[int, int] = (12, 21)
    quiet_end: tuple[int, int] = (1, 3)
    past_days: int = 60
    future_days: int = 180
    ahead: str = "all"
    no_phone: bool = False
    prefer: Medium | None = None
    skip: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()
