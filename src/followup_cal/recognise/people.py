"""Whom the user talks with, and who runs the process. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from followup_cal.model import Attendee, Person
from followup_cal.recognise.chains import listed
from followup_cal.recognise.folding import fold, squash
from followup_cal.recognise.hosts import labels_of, spells_whole
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.mentions import labelled, mentioned
from followup_cal.recognise.names import from_address, is_name, merged, one_line, presentable, same
from followup_cal.recognise.reading import Me, Reading, name_words
from followup_cal.recognise.recruiter import find_recruiter
from followup_cal.recognise.segments import Segment

THINGS = frozenset(("RESOURCE", "ROOM", "GROUP"))
PHONE = re.compile(r"(?<![\w/])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,5}(?:[ ./-]?\d{2,5}){1,4}(?!\w)")
# `Dana (HR) and Sam`, `Dana, head of HR, and Sam`, `Dana (HR), Sam`; lines such as `Dana, head of HR`
JOINED = (
    r"(?:(?: ?\([^()\n]*\)[,;]|(?: ?\([^()\n]*\)|, [^,.;\n]{{1,40}})?,? (?:and|und|sowie|et|y|e|en|&|\+)) "
    r"(?:[\w.'’-]+ ){{0,2}}(?:{two})|(?:,| [–—(-])[^\n]{{1,60}}\n(?:[\w.'’-]+ ){{0,2}}(?:{two})(?=,| [–—(-]))"
)
DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
SHORTEST_NAME = 3
FEWEST_DIGITS, MOST_DIGITS = 7, 15


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people of an event.

    Attributes:
        met: whom the user talks with.
        recruiter: who runs the process, where that is told.
        guessed: the recruiter is only known as the one who invites others.
    """

    met: tuple[Person, ...] = ()
    recruiter: Person | None = None
    guessed: bool = False


def invited(reading: Reading, lexicon: Lexicon) -> tuple[Person, ...]:
    """The other people invited: no rooms, machines, mailboxes of many, nobody who declined or only looks on."""
    people = [attendee for attendee in reading.others if is_somebody(attendee, lexicon)]
    needed = [attendee for attendee in people if attendee.role != "OPT-PARTICIPANT"] or people
    return merged(_named(attendee.person, reading, lexicon) for attendee in needed)


def is_somebody(attendee: Attendee, lexicon: Lexicon) -> bool:
    """Whether an attendee is one person who may take part."""
    if attendee.cutype in THINGS or attendee.role == "NON-PARTICIPANT" or attendee.partstat == "DECLINED":
        return False
    return is_single(attendee.person, lexicon)


def is_single(person: Person, lexicon: Lexicon) -> bool:
    """Whether an address and a name belong to one person, not to a team, a tool or a room."""
    name = presentable(person.name or "", lexicon)
    folded = fold(person.name or "")
    if any(bot in f"{folded} {person.email or ''}" for bot in lexicon.hosts.get("bots", ())):
        return False
    shared = set(lexicon.hosts.get("mailboxes", ()))
    if person.email is None:
        return name is not None and is_name(name, lexicon)
    local, _, host = person.email.partition("@")
    if lexicon.is_host("resources", host) or lexicon.is_host("hosts", host):
        return False
    # `Globex Books <no-reply@globex.example>`
    labels = labels_of([host], lexicon) if local in shared else ()
    is_firm = not name_words(name or "").isdisjoint(labels) or any(spells_whole(name or "", label) for label in labels)
    by_name = (
        name is not None and is_name(name, lexicon) and not is_firm and shared.isdisjoint(re.findall(r"[\w-]+", folded))
    )
    titled = not shared.isdisjoint(re.findall(r"[\w-]+", folded)) or lexicon.of("company.kinds").search(folded)
    if name is not None and " " in name and not by_name and titled and from_address(person.email) is None:
        return False
    if by_name and (" " in (name or "") or name_words(name or "") <= set(re.split(r"[._+-]", local))):
        return True
    return shared.isdisjoint({*re.split(r"[._+-]|\d+", local), local})


def crowd(
    reading: Reading,
    parts: Sequence[Segment],
    me: Me,
    company: str | None,
    lexicon: Lexicon,
    *,
    known: frozenset[str] = frozenset(),
) -> Crowd:
    """Sorts out the people of an event: those on the invitation, else those the text names.

    Arguments as in `mentioned`.
    """
    typed = reading.notes.get("interviewers")
    guests = invited(reading, lexicon)
    organizer = reading.organizer if reading.organizer and is_single(reading.organizer, lexicon) else None
    host = _named(organizer, reading, lexicon) if organizer else None
    met = guests or ((host,) if host else mentioned(reading, parts, me, company, lexicon, known=known))
    everybody = merged((*met, *([host] if host else [])))
    recruiter, guessed = find_recruiter(reading, everybody, company, lexicon), False
    if host and recruiter and same(host, recruiter) and all(same(person, recruiter) for person in guests):
        mentions = mentioned(reading, parts, me, company, lexicon, known=known)
        met = tuple(person for person in mentions if not same(person, host)) or met
    announced = _announced(host, guests, reading, lexicon) if host and not typed else ()
    if announced:
        return Crowd(announced, recruiter or host, recruiter is None)
    if recruiter is None and host and guests and not any(same(host, guest) for guest in guests):
        recruiter, guessed = host, True
    if host and not guests and _is_listed(host, reading, lexicon):
        met = merged((host, *mentioned(reading, parts, me, company, lexicon, known=known)))
    if typed:
        met = merged(_invited_as(person, everybody) for person in listed(typed, lexicon))
    elif (
        host
        and guests
        and (_speaks(reading, lexicon) or _is_listed(host, reading, lexicon) or _is_in_a_row(host, guests, reading))
    ):
        met = merged((*guests, host))
        recruiter, guessed = (None if guessed else recruiter), False
    elif recruiter and len(met) > 1 and (guests or _signs(recruiter, reading)):
        listed_too = _is_listed(recruiter, reading, lexicon) or _is_in_a_row(recruiter, met, reading)
        met = met if listed_too else tuple(person for person in met if not same(person, recruiter)) or met
    named = reading.notes.get("recruiter")
    if named:
        found = (_invited_as(person, everybody) for person in listed(named, lexicon))
        recruiter, guessed = next(found, recruiter), False
        if recruiter and not (typed or guests or host or _is_screening(reading, lexicon)):
            # Who is noted as the recruiter need not have been there.
            met = tuple(person for person in met if not same(person, recruiter))
    return Crowd(met, recruiter, guessed)


def _invited_as(person: Person, people: Sequence[Person]) -> Person:
    """Somebody the user noted, with name and address as the event tells them; as noted where that is not clear."""
    found = [known for known in people if same(known, person)]
    return merged((person, *found))[0] if len(found) == 1 else person


def _is_screening(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether the title tells of a talk with a recruiter."""
    return any(
        lexicon.of(f"stages.{item}").search(reading.folded_title) for item in ("recruiter_screen", "phone_screen")
    )


def _speaks(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether the writer of the invitation says to take part: `Dana and I`."""
    return lexicon.of("people.speaker").search(reading.folded_body) is not None


def _announced(host: Person, guests: Sequence[Person], reading: Reading, lexicon: Lexicon) -> tuple[Person, ...]:
    """Whom an inviter introduces who does not take part: `a talk with Dr. Grün and Sam Lee`, signed by Dana."""
    if _speaks(reading, lexicon) or _is_listed(host, reading, lexicon):
        return ()
    named = [Person(name) for name in labelled(reading, lexicon, ("people.with",))]
    if any(_is_meant(person, host) for person in named):
        return ()
    others = [guest for guest in guests if not same(guest, host)]
    if others:
        return tuple(others) if any(_is_meant(person, guest) for person in named for guest in others) else ()
    return merged(person for person in named if " " in (person.name or ""))


def _is_meant(mention: Person, person: Person) -> bool:
    """Whether a name in the text, perhaps the first name alone, is somebody's."""
    return name_words(mention.name or "") <= name_words(person.name or "")


def _is_listed(host: Person, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether the text introduces the host by name, as those who take part."""
    named = (Person(name) for name in labelled(reading, lexicon) if " " in name)
    titled = fold((host.name or "").partition(" ")[0]) in name_words(reading.title)
    return titled or any(same(host, person) for person in named)


def _is_in_a_row(person: Person, people: Sequence[Person], reading: Reading) -> bool:
    """Whether the text joins somebody with others: `Dana Okafor (HR) and Sam Lee (head of data)`, or line by line."""
    others = (other for other in people if not same(other, person))
    pairs = ((_spelt(one), _spelt(two)) for other in others for one, two in ((person, other), (other, person)))
    rows = (rf"(?<!\w)(?:{one})(?: \w+)?{JOINED.format(two=two)}(?!\w)" for one, two in pairs if one and two)
    return any(re.search(row, reading.body) for row in rows)


def _spelt(person: Person) -> str:
    """Any part of a person's name, as an expression."""
    return "|".join(re.escape(word) for word in (person.name or "").split() if len(word) >= SHORTEST_NAME)


def phones(reading: Reading) -> tuple[str, ...]:
    """Telephone numbers in the text; dial-in lines have been cut away before."""
    typed = reading.notes.get("phone")
    found = [match.group().strip() for match in PHONE.finditer(reading.body)]
    fitting = [number for number in found if FEWEST_DIGITS <= len(re.sub(r"\D", "", number)) <= MOST_DIGITS]
    typed_too = [one_line(typed)] if typed else []
    return tuple(dict.fromkeys([*typed_too, *(number for number in fitting if not DATE.fullmatch(number))]))


def _named(person: Person, reading: Reading, lexicon: Lexicon) -> Person:
    """A person with the fullest name the event tells."""
    name = presentable(person.name or "", lexicon)
    spelt = from_address(person.email) if person.email else None
    if name is None or (" " not in name and spelt is None):
        name = _written(name, person.email, reading) or name or spelt
    elif " " not in name:
        name = _written(name, person.email, reading) or name
    return Person(name, person.email)


def _written(name: str | None, email: str | None, reading: Reading) -> str | None:
    """The full name in the text that an address or a family name belongs to."""
    local = squash((email or "").partition("@")[0])
    for match in re.finditer(r"([^\W\d_][\w'’-]+) ([^\W\d_][\w'’-]+)", reading.body):
        first, last = match.groups()
        if not (first[0].isupper() and last[0].isupper()):
            continue
        if name and fold(last) == fold(name) and len(first) >= SHORTEST_NAME:
            return match.group()
        if not name and local and squash(first + last) == local:
            return match.group()
    return None


def _signs(person: Person, reading: Reading) -> bool:
    """Whether a person's name is a line of its own near the end of the text."""
    lines = [line.strip() for line in reading.body.split("\n") if line.strip()]
    return any(person.name and line == person.name for line in lines[-3:])
