"""What an event is judged by: signs, and the facts read before. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from followup_cal.model import Outcome
from followup_cal.recognise.folding import fold
from followup_cal.recognise.reading import Reading

TELLING = ("interview.certain", "interview.strong", "interview.medium", "interview.round", "interview.weak")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for or against."""

    weight: int
    reason: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read out of an event before it is judged.

    Attributes:
        known: the folded words of what another interview calls this employer; empty where none is with it.
        people: folded parts of the names of those met in other interviews, and of those this event names.
        met: a name that can only be somebody's whom the user meets; empty where nothing makes sure of one.
        subject: what else its title is about.
        trades: look-alikes that are the user's own field.
    """

    role: str | None
    company: str | None
    sure_company: bool
    known: frozenset[str]
    people: frozenset[str]
    outcome: Outcome | None
    decides: bool
    met: str = ""
    subject: str = ""
    trades: frozenset[str] = frozenset()

    @property
    def known_company(self) -> bool:
        """Whether another interview is with the same employer."""
        return bool(self.known)


NO_FACTS = Facts(
    role=None, company=None, sure_company=False, known=frozenset(), people=frozenset(), outcome=None, decides=False
)


def titles(reading: Reading) -> str:
    """The title, and the name under which a booking page offers the appointment."""
    return f"{reading.folded_title}\n{fold(reading.booked_as)}"
