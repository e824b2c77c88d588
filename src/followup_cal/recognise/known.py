"""What the interviews of a user tell about each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from followup_cal.model import Event, Finding, Person
from followup_cal.recognise.employer import called
from followup_cal.recognise.folding import fold
from followup_cal.recognise.hosts import SHORTEST_LABEL, labels_of
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.look_alikes import trades
from followup_cal.recognise.reading import is_everyday, name_words

FEW = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What other interviews of the same calendars tell.

    Attributes:
        companies: what employers are called, folded -> the words of all the names of those called so.
        alone: event, a series being one -> the employers that no other event names.
        ended: what an employer is called -> since when an application there has ended.
        people: folded parts of the names of those met.
        trades: look-alikes that are the field the user works in.
        recruiters: the employer's own word, as `called` tells it, a recruiter, and the event that names them.
    """

    companies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    alone: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ended: Mapping[str, datetime] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    recruiters: tuple[tuple[str, Person, str], ...] = ()

    def elsewhere(self, event: Event) -> frozenset[str]:
        """What the employers are called that another event names."""
        return frozenset(self.companies) - self.alone.get(owner(event), frozenset())

    def words(self, names: Sequence[str], event: Event) -> frozenset[str]:
        """The words of an employer's names, unless the application there has ended before an event."""
        if any(name in self.ended and self.ended[name] < event.begins for name in names):
            return frozenset()
        return frozenset().union(*(self.companies[name] for name in names))

    def ending(self, told: Iterable[tuple[Iterable[str], datetime]]) -> Self:
        """With more ends of applications: what the employer is called, and when it was told."""
        ended = dict(self.ended)
        for names, moment in told:
            ended |= {name: min(ended.get(name, moment), moment) for name in names}
        return replace(self, ended=ended)


def within(company: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What an employer may be called elsewhere: `Hotel Larch Hill` is what `Larch` and `Hill` are elsewhere."""
    kinds = lexicon.of("company.kinds")
    words = (word for word in name_words(company) if len(word) > SHORTEST_LABEL and not kinds.fills(word))
    return (*called(company, lexicon), *words)


def owner(event: Event) -> str:
    """What all instances of a series have in common."""
    return event.ref.uid or event.key


def learnt(findings: Iterable[Finding], lexicon: Lexicon) -> Known:
    """Gathers what interviews tell; whatever else is among the findings tells nothing."""
    interviews = [item for item in findings if item.is_interview]
    companies: dict[str, set[str]] = {}
    owners: dict[str, set[str]] = {}
    ended: list[tuple[Iterable[str], datetime]] = []
    recruiters: list[tuple[str, Person, str]] = []
    people: set[str] = set()
    for item in interviews:
        met = (*item.interviewers, *([item.recruiter] if item.recruiter else []))
        people |= {word for person in met for word in _parts(person) if len(word) > FEW}
        names = called(item.company, lexicon) if item.company else ()
        for name in (every := _also(names, item.event, lexicon)):
            companies.setdefault(name, set()).update(re.findall(r"\w+", names[0]))
            owners.setdefault(name, set()).add(owner(item.event))
        if item.outcome:
            ended.append((every, item.event.begins))
        # Who only tells of a client recruits for others, too.
        if names and item.recruiter and (item.event.organizer or names[-1] in fold(item.event.summary)):
            recruiters.append((names[-1], item.recruiter, owner(item.event)))
    alone: dict[str, set[str]] = {}
    for name, named in owners.items():
        if len(named) == 1:
            alone.setdefault(next(iter(named)), set()).add(name)
    return Known(
        {name: frozenset(words) for name, words in companies.items()},
        {event: frozenset(names) for event, names in alone.items()},
        people=frozenset(people),
        trades=trades("\n".join({item.role or "" for item in interviews}), lexicon),
        recruiters=tuple(recruiters),
    ).ending(ended)


def _parts(person: Person) -> frozenset[str]:
    return name_words(person.name) if person.name and " " in person.name else frozenset()


def _also(names: Sequence[str], event: Event, lexicon: Lexicon) -> frozenset[str]:
    """All that an employer is called: its first word, `M&S` of `M&S Food`, and the one its host name has, included."""
    persons = (event.organizer, *(attendee.person for attendee in event.attendees))
    hosts = (person.email.rpartition("@")[2] for person in persons if person and person.email)
    spelt = {part for label in labels_of(hosts, lexicon) for part in label.split("-") if len(part) > SHORTEST_LABEL}
    firsts = {name.split()[0] for name in names[:1]}
    words = firsts | {word for name in names[:1] for word in re.findall(r"\w+", name) if word in spelt}
    return frozenset((*names, *(word for word in words if not is_everyday(word, lexicon.languages, lexicon))))
