"""People mentioned in text that somebody typed: titles and notes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from followup_cal.model import Person
from followup_cal.recognise.chains import LAST_FIRST, chained, past_function, trimmed
from followup_cal.recognise.folding import fold
from followup_cal.recognise.itinerary import itinerary
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import FULL, NAME, PARTICLE, WORD, is_name, merged, presentable
from followup_cal.recognise.reading import Me, Reading, name_words
from followup_cal.recognise.segments import Segment
from followup_cal.recognise.vouching import (
    FUNCTIONS,
    has_telling_capitals,
    is_distant,
    is_introduced,
    is_vouched,
    names_function,
    recruits,
)

JAPANESE_PERSON = re.compile(r"([\u3400-\u9fff]{1,4}(?:[ 　][\u3400-\u9fff]{1,4})?)(?:さん|様|氏)")
RECRUITING = ("people.recruiter",)
MET = ("people.with", "people.manager", "people.titles")
BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
# `prof FLE` is a subject.
LONGEST_ACRONYM = 3
# What is behind a label and goes on in small letters is no name alone: `our meeting: Applied for it`.
READS_ON = re.compile(rf"{WORD} (?!(?:and|und|et|y|e|en|ed|plus|at|from|of|von|vom|bei|de|da|di|van)\b)[a-zà-ÿ]")
EQUATED = re.compile(r"(?:^|[,;.] )([^\n,;.=]{1,40})= ?([^\n;=]{1,60})", re.MULTILINE)
FUNCTION = re.compile(r"((?:[\w&.-]{1,20} ){1,4})\((?=[^\W\d_a-z])")
# What somebody heads: `chair of governors`, `head of the data team`.
TEAM = r"(?: (?:of|for|de|du|des|der|del|della|di|van|da|do)(?: [a-zà-ÿ]{2,20}){1,3})?"
# `director técnico`, `directrice générale`
FIELD = r" [a-zà-ÿ]{2,20}(?:ic[oa]|ale?|iv[oae]|ari[oa]|ique|ent[ea])"
HEADED = re.compile(rf"(?:{TEAM},?| [a-zà-ÿ]{{3,20}},|{FIELD})\s+(?={FULL})")
# What one person says of himself or herself.
REPORTED = re.compile(
    r"(?:said|says|told me|thinks|meint|meinte|sagt|sagte|zei|zegt),? (?:that |dass |dat )?(?:he|she|er|hij)\b"
)
# `phone, Dana HR`
OF_DESK = re.compile(rf"[,;+(/] ?({WORD}) (?=[^\W\d_])")
COPULA = re.compile(r"(?:is|ist|est|es|e)\s(.{1,40})")
# Somebody and where they work: `Call Dana (Globex)`.
CALLED = re.compile(rf"(?<=\s)({NAME}) \(([^\W\d_][^()]*)\)")
CLAUSE = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+|\n+|\s[–—-]\s")


def mentioned(
    reading: Reading,
    parts: Sequence[Segment],
    me: Me,
    company: str | None,
    lexicon: Lexicon,
    *,
    known: frozenset[str] = frozenset(),
) -> tuple[Person, ...]:
    """The people named in title and notes, each once; neither the user nor the employer.

    Args:
        reading: the event.
        parts: of its title.
        me: the user.
        company: the employer.
        lexicon: the words.
        known: folded parts of the names of people met in other interviews.
    """
    body = reading.body
    scheduled = [Person(name) for name in itinerary(body, lexicon) if _is_other(name, me, company)]
    if scheduled:
        return merged(scheduled)
    names = chain(
        labelled(reading, lexicon, known=known),
        _equated(body, lexicon),
        _leading(reading, known, lexicon),
        _in_title(reading, parts, known, lexicon),
    )
    found = [Person(name) for name in names if _is_other(name, me, company)]
    last = chain(
        labelled(reading, lexicon, RECRUITING),
        _received(reading, known, lexicon),
        _at_the_end(reading, known, lexicon),
        _met_before(reading.title, known),
        _reported(reading, lexicon),
    )
    found = found or [Person(name) for name in last if _is_other(name, me, company)]
    addressed = [Person(name) for name in _addressed(f"{reading.title}\n{body}", lexicon) if not me.is_called(name)]
    return merged((*found, *addressed))


def _is_other(name: str, me: Me, company: str | None) -> bool:
    """Whether a name is neither the user's nor a shorter or longer form of the employer's."""
    words, taken = name_words(name), name_words(company or "")
    return not me.is_called(name) and not words <= taken and not (len(taken) > 1 and taken <= words)


def certain(people: Sequence[Person], reading: Reading, lexicon: Lexicon) -> str:
    """The first name that can only be somebody's; empty where there is none.

    Where all nouns have capitals only a form of address, or a word that introduces people, makes sure.
    """
    names = [person.name for person in people if person.name]
    if not has_telling_capitals(reading, lexicon):
        sure = {*_addressed(f"{reading.title}\n{reading.body}", lexicon), *labelled(reading, lexicon)}
        names = [name for name in names if name in sure]
    return next(iter(names), "")


def labelled(
    reading: Reading, lexicon: Lexicon, paths: Sequence[str] = MET, known: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Names behind a word that introduces people: `with`, `who:`, `HR manager:`."""
    body, folded = reading.body, fold(reading.body)
    for path in paths:
        for match in lexicon.of(path).pattern.finditer(folded):
            rest = body[match.end() : match.end() + 120].partition("\n")[0]
            mark = re.match(r"\s*(?:\(\w{1,3}\)\s*)?[:：]\s*", rest)
            if mark and not rest[mark.end() :]:
                yield from _bulleted(body[match.end() :].partition("\n")[2].lstrip("\n"), lexicon)
            elif mark and LAST_FIRST.match(rest[mark.end() :]) and not match.group().endswith("s"):
                name = trimmed(rest[mark.end() :].partition("(")[0], lexicon)
                yield from [name] if name else ()
            elif mark:
                yield from chained(rest[mark.end() :], lexicon, least=2 if READS_ON.match(rest, mark.end()) else 1)
            elif path == "people.with":
                yield from _introduced(match.group(), _behind_function(rest.lstrip(), lexicon), reading, known, lexicon)
            elif path == "people.titles" and (named := HEADED.match(rest)):
                yield from chained(rest[named.end() :], lexicon, least=2)


def _introduced(word: str, text: str, reading: Reading, known: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    """The names that follow a word which introduces people."""
    text = past_function(text, lexicon)
    names = list(chained(text, lexicon, least=1))
    if is_introduced(word, reading, lexicon) or is_vouched(names, text, known, lexicon):
        yield from names


def _received(reading: Reading, known: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    """Who meets the user at the door: `ask for Dana`."""
    for match in lexicon.of("people.reception").pattern.finditer(fold(reading.body)):
        text = reading.body[match.end() :].lstrip()
        names = list(chained(text, lexicon, least=1))
        if has_telling_capitals(reading, lexicon) or is_vouched(names, text, known, lexicon):
            yield from names


def _equated(body: str, lexicon: Lexicon) -> Iterator[str]:
    """`CEO = Dana Okafor`, `Dana = head of data`."""
    for before, after in EQUATED.findall(body):
        names = list(chained(after.lstrip(), lexicon, least=2))
        if names:
            yield names[0]
        elif lexicon.of("people.titles").search(fold(after)):
            yield from chained(before.strip(), lexicon, least=1)


def _behind_function(text: str, lexicon: Lexicon) -> str:
    """`the MD (Cordelia Strang) and …`: a text from the name on that stands behind somebody's function."""
    match = FUNCTION.match(text)
    if match is None or lexicon.of("people.titles").search(fold(match[1])) is None:
        return text
    return text[match.end() :]


def _bulleted(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The names at the beginning of the lines of a list, up to the first line without one."""
    for line in text.split("\n"):
        names = list(chained(line.strip(" \t-*•·"), lexicon, least=1))
        if not names:
            return
        yield names[0]


def _leading(reading: Reading, known: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    """Names with which a clause of the notes begins: `Ronan Achebe`, `Keisha, re the job`, `Mees + someone`."""
    for clause in map(str.strip, CLAUSE.split(reading.body)):
        recruiting = lexicon.of("people.recruiter").pattern.match(fold(clause))
        if recruiting:
            yield from _caller(clause[recruiting.end() :].lstrip(), lexicon, introduced=True)
            continue
        if re.match(rf"{NAME}\s*(?:[,(&+]|$|\.$|\b(?:and|und|et|y|e|en)\b)", clause) is None:
            yield from _caller(clause, lexicon)
            continue
        if lexicon.of("topics.labels").pattern.match(fold(clause)):
            continue
        names = list(chained(clause, lexicon, least=1))
        lone = clause == reading.body.strip() and is_distant(reading, lexicon)
        if lone or is_vouched(names, clause, known, lexicon):
            yield from names


def _caller(clause: str, lexicon: Lexicon, *, introduced: bool = False) -> Iterator[str]:
    """`Yvette will ring me`, but not `Globex calls 10:30`, unless it is introduced as a person."""
    match = re.match(NAME, clause)
    rest = clause[match.end() :].lstrip() if match else ""
    said = (
        lexicon.of("people.calling").pattern.match(fold(rest)) or _is_officer(rest, lexicon) or _of_desk(rest, lexicon)
    )
    if match is None or said is None or match.group().isupper():
        return
    if introduced or not re.match(r"\s*\d", rest[said.end() :]):
        yield from chained(match.group(), lexicon, least=1)


def _of_desk(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """`from HR rings me`, behind a name."""
    at = lexicon.of("company.at").pattern.match(folded := fold(text))
    return lexicon.of("people.recruiter").pattern.match(folded[at.end() :].lstrip()) if at else None


def _reported(reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """Who is quoted where nobody else is named: `Dana said she'd call`."""
    for clause in map(str.strip, CLAUSE.split(reading.body)):
        match = re.match(NAME, clause)
        if match and REPORTED.match(fold(clause[match.end() :].lstrip())):
            yield from chained(match.group(), lexicon, least=1)


def _is_officer(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """`is shift lead there`: somebody's function behind a verb."""
    match = COPULA.match(fold(text))
    named = match and any(lexicon.of(path).search(match[1]) for path in ("people.titles", "people.manager"))
    return match if named else None


def _addressed(body: str, lexicon: Lexicon) -> Iterator[str]:
    """Names behind a form of address: `Frau Grün`, `d.ssa Rossi`, `長谷川さん`."""
    honorifics = lexicon.of("people.honorifics")
    for match in honorifics.pattern.finditer(fold(body)):
        rest = re.match(rf"\.?\s+((?:{PARTICLE} )?{NAME})", body[match.end() : match.end() + 60])
        # "HR" is a department, "Hr." a man.
        if rest and (len(match.group()) > 1) != body[slice(*match.span())].isupper():
            name = presentable(rest[1], lexicon)
            acronym = rest[1].isupper() and len(rest[1]) <= LONGEST_ACRONYM
            # `Frau Mag. Okafor`
            if name and is_name(name, lexicon, addressed=True) and not acronym and not honorifics.fills(fold(name)):
                yield name
    for match in JAPANESE_PERSON.finditer(body):
        yield re.sub(r"^(?:人事|部長|採用|担当)", "", match[1])


def _in_title(reading: Reading, parts: Sequence[Segment], known: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    title, with_words = reading.title, lexicon.of("people.with")
    beside = [
        name
        for match in with_words.pattern.finditer(fold(title))
        for name in _introduced(match.group(), title[match.end() :].lstrip(), reading, known, lexicon)
    ]
    led = (part for part in parts if part.lead and with_words.search(part.lead) and is_name(part.text, lexicon))
    beside += [name for part in led for name in _introduced(part.lead, part.text, reading, known, lexicon)]
    at = re.match(rf"{NAME}(?= @ )", title)
    beside += chained(at.group(), lexicon, least=1) if at and has_telling_capitals(reading, lexicon) else ()
    yield from beside
    if beside:
        return
    for match in CALLED.finditer(title):
        talk = lexicon.of("interview.talk").pattern.ending(fold(title[: match.start()]).rstrip())
        if talk and (recruits(match[1], match[2], lexicon) or not names_function(match[2], lexicon)):
            yield from chained(match[1], lexicon, least=1)
    for match in OF_DESK.finditer(title) if is_distant(reading, lexicon) else ():
        if lexicon.of("people.recruiter").fills(fold(title[match.end() :])):
            yield from chained(match[1], lexicon, least=1)
    for match in BRACKETS.finditer(title):
        names = [name for name in chained(match[1], lexicon, least=1) if " " not in name]
        desk = lexicon.of("people.recruiter").search(fold(title[: match.start()]))
        if desk or is_vouched(names, match[1], known, lexicon):
            yield from names


def _at_the_end(reading: Reading, known: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    """`Phone screen Globex - Dana`."""
    tail = re.search(rf"\s[-–—]\s({NAME})$", reading.title)
    if tail and " " not in tail[1] and is_name(tail[1], lexicon):
        before = fold(reading.title[: tail.start()])
        told = any(lexicon.of(path).pattern.ending(before) for path in FUNCTIONS)
        yield from (tail[1],) if told or is_distant(reading, lexicon) or fold(tail[1]) in known else ()


def _met_before(title: str, known: frozenset[str]) -> Iterator[str]:
    """`Globex 3pm Dana`, where Dana is known."""
    pieces = re.findall(rf"{WORD}|\w+|[^\w\s]", title)
    for is_known, run in groupby(pieces, lambda piece: piece[0].isupper() and name_words(piece) <= known):
        yield from (" ".join(run),) if is_known else ()
