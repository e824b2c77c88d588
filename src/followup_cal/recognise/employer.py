"""The prospective employer of an interview. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from followup_cal.model import Person
from followup_cal.recognise.alternation import unspaced
from followup_cal.recognise.folding import fold, squash
from followup_cal.recognise.hosts import SHORTEST_LABEL, domains, labels_of, spells, spells_whole
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import is_name, one_line
from followup_cal.recognise.position import INSIDE, is_position
from followup_cal.recognise.reading import Me, Reading, everyday, is_everyday, name_words
from followup_cal.recognise.segments import LEGAL, Segment, is_in_name, stripped
from followup_cal.recognise.vouching import recruits

AFFIX = re.compile(
    r"\s+(?:recruiting|people|folks|careers|candidate calendar|talent.*|hr|drh|rh|rrhh|team)$", re.IGNORECASE
)
LONGEST_WORDS = 7
# What goes on in small letters, or with a time.
NOTED = re.compile(r"[\s,]+((?:[a-zà-ÿ]|(\d{1,2}(?:[:.h]\d\d)? ?(?:[Uu]hr|am|pm|h)\b)).*)$")
OF_NAME = re.compile(r"(?:[a-zà-ÿ]{1,3} )?[A-ZÀ-Þ]")
# Practices and firms are called after them.
DOCTORS = frozenset(("dr.", "prof."))
CAPITAL = r"[A-ZÀ-Þ][\w&.'’-]*"
RUN = rf"{CAPITAL}(?:(?: (?:&|and|und|et|y|e|de))? {CAPITAL}){{0,3}}"


def employer(
    reading: Reading,
    parts: tuple[Segment, ...],
    people: Sequence[Person],
    me: Me,
    lexicon: Lexicon,
    *,
    known: frozenset[str],
) -> str | None:
    """The employer as written in this event: from a key line, the title, or who invites.

    Args:
        reading: the event.
        parts: of its title.
        people: the others, whose names and domains tell.
        me: the user.
        lexicon: the words.
        known: folded names of employers found in other events of the same calendar.
    """
    typed = reading.notes.get("company")
    if typed:
        return one_line(typed)
    client = _client(reading, lexicon)
    if client:
        return client
    labels = domains(reading, lexicon)
    inviter = (reading.organizer,) if reading.organizer and _owns(reading.organizer, lexicon) else ()
    names = [person.name for person in (*people, *inviter) if person.name]
    addressed = [part.text for part in parts if _addresses(part.text, reading, lexicon)]
    candidates = [
        (_weight(part, labels, reading, lexicon, first=index == 0, known=known), -index, part.text)
        for index, part in enumerate(parts)
        if _possible(part, names, labels, me, lexicon) and part.text not in addressed
    ]
    if candidates:
        weight, _, text = max(candidates)
        if weight > 0:
            behind = _of_officer(reading, lexicon)
            text = behind if behind and text.endswith(behind) else text
            return _tidy(AFFIX.sub("", _completed(_cut(text, known, lexicon), reading.title, labels)))
    agencies = [run for run in re.findall(RUN, reading.body) if is_agency(run, lexicon)]
    labels = tuple(
        label
        for label in labels
        if not is_agency(label.replace("-", " "), lexicon) and not any(spells(run, label) for run in agencies)
    )
    return (
        _of_officer(reading, lexicon)
        or _inviter(reading, labels, lexicon)
        or _in_body(reading, labels, me, lexicon)
        or _spelt(labels)
    )


def _owns(person: Person, lexicon: Lexicon) -> bool:
    """Whether an address is a person's: `dana@` is Dana Okafor's; `jobs@globex.example` is not that of Globex Jobs."""
    words, (local, _, host) = name_words(person.name or ""), (person.email or "").partition("@")
    spelt = any(spells(word, label) for word in words for label in labels_of((host,), lexicon))
    return len(words) > 1 and not words.isdisjoint(re.split(r"[._+-]", local)) and not spelt


def called(company: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What an employer may be called elsewhere, folded: the whole name, and the first word only it has.

    `Hotel Larch & Finch` is `larch`, too, but no other hotel.
    """
    name = fold(company)
    common = lexicon.of("company.kinds")
    words = (word for word in re.findall(r"\w+", name) if len(word) > SHORTEST_LABEL and not common.fills(word))
    own = next((word for word in words if not is_everyday(word, lexicon.languages, lexicon)), None)
    return (name, own) if own else (name,)


def is_agency(text: str, lexicon: Lexicon) -> bool:
    """Whether a name says that it is an agency's, which is never the employer."""
    return lexicon.of("company.agency").search(fold(text)) is not None


def _client(reading: Reading, lexicon: Lexicon) -> str | None:
    """The name behind `our client`, with which an agency introduces the employer."""
    text = f"{reading.title}\n{reading.body}"
    for match in lexicon.of("company.client").pattern.finditer(f"{reading.folded_title}\n{reading.folded_body}"):
        found = re.match(rf"[ ,:(]{{1,3}}({RUN})", text[match.end() :])
        if found and not is_agency(found[1], lexicon) and not is_position(found[1], lexicon):
            return _tidy(found[1])
    return None


def _cut(text: str, known: frozenset[str], lexicon: Lexicon) -> str:
    """A name without what the user noted behind it: `Globex` of `Globex offer?? call if nothing`."""
    name = _known_part(text, known)
    for match in NOTED.finditer(name):
        words = {fold(word) for word in re.findall(r"[^\W\d_]+", match[1]) if word[0].islower()}
        lead, _, rest = match[1].partition(" ")
        if OF_NAME.match(rest) and is_in_name(name[: match.start()], lead, rest, lexicon):
            continue
        is_note = "?" in match[1] or "!" in match[1] or words & _everyday(lexicon) - INSIDE
        if match[2] or is_note:
            return name[: match.start()]
    return name


def _everyday(lexicon: Lexicon) -> frozenset[str]:
    return frozenset().union(*(everyday(lexicon, language) for language in lexicon.languages))


def _known_part(text: str, known: frozenset[str]) -> str:
    """The known name in a text that goes on in small letters or with a number: `Globex` of `Globex again`."""
    folded = fold(text)
    words = [match.span() for match in re.finditer(r"\w+\.?", folded)]
    runs = [slice(start, end) for first, (start, _) in enumerate(words) for _, end in words[first:]]
    found = [run for run in runs if folded[run].rstrip(".") in known or folded[run] in known]
    if not found:
        return text
    name = max(found, key=lambda run: run.stop - run.start)
    around = f"{text[: name.start]} {text[name.stop :]}"
    others = [word for word in re.findall(r"\w+", around) if not word[0].isupper()]
    return text[name] if set(map(fold, others)) - INSIDE else text


def _completed(text: str, title: str, labels: Sequence[str]) -> str:
    """A name with the words behind it in the title where only so a host name spells it: `Rowan` `Tech`."""
    rest = title.partition(text)[2].split()[:2]
    longer = [" ".join((text, *rest[:count])) for count in range(len(rest), 0, -1)]
    if any(spells_whole(text, label) for label in labels):
        return text
    return next((name for name in longer if any(spells_whole(name, label) for label in labels)), text)


def is_anchored(company: str | None, reading: Reading, parts: Sequence[Segment], lexicon: Lexicon) -> bool:
    """Whether a name can only be an organisation's: by domain, legal form, key line, or as in `Interview Hotel X`."""
    if company is None:
        return False
    spelt = any(spells(company, label) for label in domains(reading, lexicon))
    kind = lexicon.of("company.kinds").pattern.match(fold(company))
    named = kind is not None and company[kind.end() :].lstrip()[:1].isupper()
    told = named and any(part.text == company for part in parts)
    return spelt or told or LEGAL.search(company) is not None or reading.notes.get("company") is not None


def _possible(part: Segment, names: Sequence[str], labels: Sequence[str], me: Me, lexicon: Lexicon) -> bool:
    text = part.text
    if (
        not text
        or part.gendered
        or len(text.split()) > LONGEST_WORDS
        or not re.search(r"[^\W\d_]", text)
        or me.is_called(text)
        or lexicon.of("interview.context").fills(fold(text))
        or (part.bracketed and lexicon.of("title.distant").search(fold(text)))
    ):
        return False
    if any(name_words(text) <= name_words(name) for name in names):
        return False
    is_spelt = any(spells_whole(text, label) for label in labels)
    return is_spelt or not is_position(text, lexicon) or LEGAL.search(text) is not None


def _addresses(text: str, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a text speaks of a person (`Frau Grün`, `Dana Okafor (headhunter)`) or says nothing."""
    bracket = re.search(rf"{re.escape(text)} \(([^\W\d_][^()]*)\)", reading.title) if text else None
    if bracket and is_name(text, lexicon) and recruits(text, bracket[1], lexicon):
        return True
    polite = lexicon.spoken("people.honorifics", reading.languages).found(fold(text))
    first = fold(text.partition(" ")[0])
    shortened = first.endswith(".") and first not in DOCTORS and first.strip(".") in polite
    written = len(first) == SHORTEST_LABEL and first in polite and not text[:SHORTEST_LABEL].isupper()
    named = (shortened or written) and " " in text
    long = any(len(word) > SHORTEST_LABEL for word in polite)
    return named or long or is_everyday(text, reading.languages, lexicon)


def _weight(
    part: Segment, labels: Sequence[str], reading: Reading, lexicon: Lexicon, *, first: bool, known: frozenset[str]
) -> int:
    text, folded = part.text, fold(part.text)
    weight = 3 if text[0].isupper() or text[0].isdigit() or unspaced(text[0]) else 0
    weight += 6 * any(spells(text, label) for label in labels)
    weight += 4 * (folded in known or not known.isdisjoint(folded.split()))
    weight += 3 * (LEGAL.search(text) is not None)
    weight += 3 * bool(part.lead and lexicon.of("company.at").search(part.lead))
    is_named = lexicon.of("interview.strong").search(reading.folded_title) is not None
    beside = bool(part.lead and lexicon.of("company.with").search(part.lead))
    weight += beside - (3 if is_named else 4) * (beside and " " not in text and squash(text) not in known)
    weight += 2 * fold(reading.event.location).startswith(folded)
    weight += 4 * bool(reading.organizer and reading.organizer.name and fold(reading.organizer.name) == folded)
    weight += (" " in text) + 2 * (part.told and not part.bracketed)
    weight -= 2 * part.bracketed
    weight -= 2 * (part.lead in {"for", "re", "as"})
    # `Call Dana (HR Globex)`
    weight -= 3 * (part.trimmed and part.named and not (part.told or part.bracketed or " " in text))
    weight -= 8 * is_agency(text, lexicon)
    return weight + first - 6 * (beside and part.named and is_name(text, lexicon))


def _tidy(text: str) -> str | None:
    bare = stripped(one_line(re.sub(r"^(?:the|die|der|das)\s+", "", text)))
    return bare or None


def _of_officer(reading: Reading, lexicon: Lexicon) -> str | None:
    """The name behind somebody's function in the title: `coffee with VP Eng of Globex`."""
    for match in re.finditer(rf"((?:\w+ ){{1,3}})(?:of|at|from|von|bei|de|chez|di|da|van|bij) ({RUN})", reading.title):
        if lexicon.of("people.titles").search(fold(match[1])) and not is_position(match[2], lexicon):
            return _tidy(match[2])
    return None


def _inviter(reading: Reading, labels: Sequence[str], lexicon: Lexicon) -> str | None:
    """The name in which a tool or a shared mailbox invites."""
    inviter = reading.organizer
    if inviter is None or not inviter.name or not inviter.email:
        return None
    pieces = [*inviter.name.split(", "), inviter.name]
    named = next((piece for piece in pieces if any(spells(piece, label) for label in labels)), None)
    guests = (guest.person.name for guest in reading.others)
    is_guest = any(name_words(inviter.name) == name_words(guest or "") for guest in guests)
    sent_by_tool = lexicon.is_host("hosts", inviter.email.rpartition("@")[2]) and not is_guest
    name = named or (inviter.name if sent_by_tool else None)
    return _tidy(AFFIX.sub("", name)) if name else None


def _in_body(reading: Reading, labels: Sequence[str], me: Me, lexicon: Lexicon) -> str | None:
    """A name in the text that a domain spells, or one behind `at`."""
    phrases = re.findall(rf"{CAPITAL}(?: (?:&|and|und|et|y|e|de|of|van) {CAPITAL}| {CAPITAL}){{0,4}}", reading.body)
    for phrase in phrases:
        words = phrase.split()
        pieces = [" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1)]
        for piece in pieces:
            if any(spells_whole(piece, label) for label in labels) and not me.is_called(piece):
                whole = AFFIX.sub("", phrase.partition(". ")[0])
                kind = lexicon.of("company.kinds").search(fold(whole))
                signed = re.search(rf"^{re.escape(whole)}$", reading.body, re.MULTILINE)
                goes_on = whole.startswith(piece) and (kind or LEGAL.search(whole) or signed)
                is_whole = goes_on or (kind and kind.start() == 0 and whole.endswith(piece))
                return _tidy(whole if is_whole else piece)
    for match in lexicon.spoken("company.at", reading.languages).pattern.finditer(reading.folded_body):
        found = re.match(rf"\s*({RUN})", reading.body[match.end() :])
        if found and match.group().strip() in {"at", "@", "bei", "chez", "presso"}:
            return _tidy(found[1])
    return None


def _spelt(labels: Sequence[str]) -> str | None:
    return labels[0].replace("-", " ").title() if labels else None
