"""People mentioned in text that somebody typed: titles and notes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from followup_cal.model import Person
from followup_cal.recognise.chains import chained, trimmed
from followup_cal.recognise.folding import fold
from followup_cal.recognise.itinerary import itinerary
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import ADDRESS, FULL, NAME, PARTICLE, WORD, is_name, merged, presentable
from followup_cal.recognise.reading import Me, Reading, name_words
from followup_cal.recognise.segments import Segment

AND = re.compile(r"\s+(?:and|und|et|y|e|en|ed|&|\+)\s+")
JAPANESE_PERSON = re.compile(r"([\u3400-\u9fff]{1,4}(?:[ 　][\u3400-\u9fff]{1,4})?)(?:さん|様|氏)")
RECRUITING = ("people.recruiter",)
MET = ("people.with", "people.manager", "people.titles")
LAST_FIRST = re.compile(rf"{WORD}, {WORD}\s*\(")
NUMBER = re.compile(r"[+(]?\d[\d /-]{5,}")
EQUATED = re.compile(r"(?:^|[,;.] )([^\n,;.=]{1,40})= ?([^\n;=]{1,60})", re.MULTILINE)
FUNCTION = re.compile(r"((?:[\w&.-]{1,20} ){1,4})\((?=[^\W\d_a-z])")
# What somebody heads: `chair of governors`, `head of the data team`.
TEAM = r"(?: (?:of|for|de|du|des|der|del|della|van|da|do)(?: [a-zà-ÿ]{2,20}){1,3})?"
COPULA = re.compile(r"(?:is|ist|est|es|e)\s(.{1,40})")
CLAUSE = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+|\n+|\s[–—-]\s")


def mentioned(
    reading: Reading, parts: Sequence[Segment], me: Me, company: str | None, lexicon: Lexicon
) -> tuple[Person, ...]:
    """The people named in title and notes, each once; neither the user nor the employer."""
    body = reading.body
    scheduled = [Person(name) for name in itinerary(body, lexicon) if _is_other(name, me, company)]
    if scheduled:
        return merged(scheduled)
    names = chain(
        labelled(body, lexicon),
        _equated(body, lexicon),
        _leading(body, lexicon),
        _in_title(reading.title, parts, lexicon),
    )
    found = [Person(name) for name in names if _is_other(name, me, company)]
    last = chain(labelled(body, lexicon, RECRUITING), _received(body, lexicon), _at_the_end(reading.title, lexicon))
    found = found or [Person(name) for name in last if _is_other(name, me, company)]
    addressed = [Person(name) for name in _addressed(f"{reading.title}\n{body}", lexicon) if not me.is_called(name)]
    return merged((*found, *addressed))


def _is_other(name: str, me: Me, company: str | None) -> bool:
    """Whether a name is neither the user's nor a shorter or longer form of the employer's."""
    words, taken = name_words(name), name_words(company or "")
    return not me.is_called(name) and not words <= taken and not (len(taken) > 1 and taken <= words)


def listed(value: str, lexicon: Lexicon) -> tuple[Person, ...]:
    """The people of a typed list such as `Dana Okafor <dana@example.com>; Sam Lee (CTO)`."""
    people = []
    signs = r"[;；\n]" if re.search("[;；]", value) or LAST_FIRST.match(value) else r"[,、，\n]"
    parts = re.split(signs, value)
    for part in chain.from_iterable(map(_halves, parts)):
        address = ADDRESS.search(part)
        name = presentable(ADDRESS.sub("", part).replace("<", "").replace(">", ""), lexicon)
        if name or address:
            people.append(Person(name, address.group().lower() if address else None))
    return merged(people)


def _halves(text: str) -> list[str]:
    """`Dana and Sam`, `Dana Okafor & Sam Lee` in two; `José Ortega y Gasset` as it is."""
    halves = AND.split(text.strip())
    counts = {len(half.split()) > 1 for half in halves}
    return halves if len(halves) > 1 and len(counts) == 1 else [text]


def labelled(body: str, lexicon: Lexicon, paths: Sequence[str] = MET) -> Iterator[str]:
    """Names behind a word that introduces people: `with`, `who:`, `HR manager:`."""
    folded = fold(body)
    for path in paths:
        for match in lexicon.of(path).pattern.finditer(folded):
            rest = body[match.end() : match.end() + 120].partition("\n")[0]
            mark = re.match(r"\s*(?:\(\w{1,3}\)\s*)?[:：]\s*", rest)
            if mark and not rest[mark.end() :]:
                yield from _bulleted(body[match.end() :].partition("\n")[2], lexicon)
            elif mark and LAST_FIRST.match(rest[mark.end() :]) and not match.group().endswith("s"):
                name = trimmed(rest[mark.end() :].partition("(")[0], lexicon)
                yield from [name] if name else ()
            elif mark:
                yield from chained(rest[mark.end() :], lexicon, least=1)
            elif path == "people.with":
                yield from chained(_behind_function(rest.lstrip(), lexicon), lexicon, least=1)
            elif path == "people.titles" and (named := re.match(rf"{TEAM}\s+(?={FULL})", rest)):
                yield from chained(rest[named.end() :], lexicon, least=2)


def _received(body: str, lexicon: Lexicon) -> Iterator[str]:
    """Who meets the user at the door: `ask for Dana`."""
    for match in lexicon.of("people.reception").pattern.finditer(fold(body)):
        yield from chained(body[match.end() :].lstrip(), lexicon, least=1)


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


def _leading(body: str, lexicon: Lexicon) -> Iterator[str]:
    """Names with which a clause of the notes begins: `Ronan Achebe`, `Keisha, re the job`, `Mees + Floor`."""
    for clause in CLAUSE.split(body):
        if lexicon.of("people.recruiter").pattern.match(fold(clause.strip())):
            continue
        match = re.match(rf"(?P<name>{NAME})(?P<next>\s*(?:[,(&+]|$|\.$|\b(?:and|und|et|y|e|en)\b))", clause.strip())
        if match is None:
            yield from _caller(clause.strip(), lexicon)
            continue
        single = " " not in match["name"]
        alone = match["next"].strip() in {"", "."}
        if single and alone and clause.strip() != body.strip():
            continue
        if single and match["next"].strip() == "," and not _continues(clause.strip(), match.end()):
            continue
        yield from chained(clause.strip(), lexicon, least=1)


def _caller(clause: str, lexicon: Lexicon) -> Iterator[str]:
    """`Yvette will ring me`."""
    match = re.match(NAME, clause)
    rest = clause[match.end() :].lstrip() if match else ""
    said = lexicon.of("people.calling").pattern.match(fold(rest)) or _is_officer(rest, lexicon)
    if match and said and not match.group().isupper() and not re.match(r"\s*\d", rest[said.end() :]):
        yield from chained(match.group(), lexicon, least=1)


def _is_officer(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """`is shift lead there`: somebody's function behind a verb."""
    match = COPULA.match(fold(text))
    named = match and any(lexicon.of(path).search(match[1]) for path in ("people.titles", "people.manager"))
    return match if named else None


def _continues(clause: str, end: int) -> bool:
    rest = clause[end:].strip()
    return bool(rest) and (
        rest[0].islower() or NUMBER.match(rest) is not None or re.match(rf"{NAME}\s*(?:[,&+]|$)", rest) is not None
    )


def _addressed(body: str, lexicon: Lexicon) -> Iterator[str]:
    """Names behind a form of address: `Frau Grün`, `d.ssa Rossi`, `長谷川さん`."""
    for match in lexicon.of("people.honorifics").pattern.finditer(fold(body)):
        rest = re.match(rf"\.?\s+((?:{PARTICLE} )?{NAME})", body[match.end() : match.end() + 60])
        # "HR" is a department, "Hr." a man.
        if rest and (len(match.group()) > 1) != body[slice(*match.span())].isupper():
            name = presentable(rest[1], lexicon)
            if name and is_name(name, lexicon):
                yield name
    for match in JAPANESE_PERSON.finditer(body):
        yield re.sub(r"^(?:人事|部長|採用|担当)", "", match[1])


def _in_title(title: str, parts: Sequence[Segment], lexicon: Lexicon) -> Iterator[str]:
    folded = fold(title)
    with_words = lexicon.of("people.with")
    rests = (title[match.end() :].lstrip() for match in with_words.pattern.finditer(folded))
    beside = [name for rest in rests for name in chained(rest, lexicon, least=1)]
    led = (part.text for part in parts if part.lead and with_words.search(part.lead))
    beside += [text for text in led if is_name(text, lexicon)]
    yield from beside
    if beside:
        return
    for match in re.finditer(r"[(（]([^()（）]*)[)）]", title):
        first = match[1].split(",")[0].strip()
        if trimmed(first, lexicon) and " " not in first:
            yield first


def _at_the_end(title: str, lexicon: Lexicon) -> Iterator[str]:
    """`Phone screen Globex - Dana`."""
    tail = re.search(rf"\s[-–—]\s({NAME})$", title)
    if tail and " " not in tail[1] and is_name(tail[1], lexicon):
        yield tail[1]
