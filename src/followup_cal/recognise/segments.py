"""A title cut into its parts, each without the words that only say "interview". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from followup_cal.model import Stage
from followup_cal.recognise.alternation import alternation
from followup_cal.recognise.finder import Finder
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.lexicon import Key, Lexicon
from followup_cal.recognise.reading import Me

CUT = re.compile(
    r"\s+[-–—|•·~]+\s+|\s*[:：|•]\s+|：|\s*<-?>\s*|\s*[↔→⇄⇔×✕]\s*|\s+/+\s+|\s+x\s+|\s*//\s*"
    r"|,\s+(?!(?:inc|llc|ltd|plc|gmbh|corp|s\.a|s\.l|s\.r\.l|b\.v)\b)|;\s+|\s+\+\s+|\s+(?=@)"
    r"|(?<=\w)[-–—]\s+(?!und\b|oder\b|and\b|u\.|en\b|y\b)|[「」【】\[\]]",
    re.IGNORECASE,
)
LEGAL = re.compile(
    r"& (?:co|cie|partners?|sons|söhne)\b|\b(?:inc|llc|ltd|plc|gmbh|ag|se|kg|ohg|s\.?a\.?s?|sarl|s\.?l\.?u?"
    r"|s\.?p\.?a|s\.?r\.?l|b\.?v|n\.?v|oy|ab|lda|ltda|corp)\b\.?|株式会社|有限会社|合同会社",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]?")
HOUR = r"\d{1,2}(?:[:.h]\d{0,2})?\s?(?:am|pm|uhr|h)?"
FIRST_HOUR = re.compile(rf"(?:{HOUR}|\d{{1,2}}[./]\d{{1,2}}\.?)(?=\W|$)")
LAST_HOUR = re.compile(rf"(?<!\w)(?:(?:ore|alle|um|om|at|à|às|a las) )?(?:{HOUR}|\d{{1,2}}[./]\d{{1,2}}\.?)$")
# Stands for a sign of gender that was taken out.
GENDERED = "\ue000"
ABBREVIATED = re.compile(r"\b(?:inc|ltd|corp|s\.a|s\.l|s\.r\.l|s\.p\.a|b\.v|n\.v)$", re.IGNORECASE)
# Names in capitals beside an occupation in small letters.
NAME_FIRST = re.compile(r"((?![A-Z]{2,3} [a-z])(?:[A-ZÀ-Þ][\w&.'-]* )+)([a-zà-ÿ][^A-ZÀ-Þ]*)")
NAME_LAST = re.compile(r"([a-zà-ÿ][^A-ZÀ-Þ]* )((?:[A-ZÀ-Þ][\w&.'-]* ?)+)")
AND = re.compile(r"\s+(?:and|und|et|y|e|en|&)\s+")
TRIM = " \t.,;:!?-–—|*…\"'“”„«»~+&/"
TELLING = ("interview.certain", "interview.strong", "interview.medium", "interview.round", "interview.weak")
VOCABULARY = (*TELLING, "title.filler", "state.cancelled", "state.prefixes", "company.client")
REFERENCE = re.compile(
    r"\b(?:JR|REQ|R)[-_ ]?\d{3,}\w*\b|#\d+\b|\b[A-Z]{1,5}/\d[\d/]*\b"
    r"|\b(?i:ref|réf|rif|kennziffer|job|req|id|nr)\b[.:]?(?i: ?(?:no|nr|id|n[°º])\b)?[.:]? ?[A-Z]{0,4}[-/_]?\d[\w/-]+"
)
GENDERS = re.compile(
    r"\s*[(\[（]\s*(?:[mwfdxhia]|divers|all genders|gn)(?:\s*[/|,*]\s*(?:[mwfdxhia]|divers|all genders))*\s*[)\]）]"
    r"|\s+\b[mwfh]/[mwfdh](?:/[dx])?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a title.

    Attributes:
        text: as written, without vocabulary at its ends; empty where it was nothing else.
        lead: folded word before it (`at`, `with`, `for`), empty where there is none.
        bracketed: it stands in brackets.
            trimmed: vocabulary was taken off.
        named: brackets with a capital follow in the title, so that this may be a person and they the employer.
        told: what was taken off speaks of an interview.
        gendered: a sign such as (m/f/d) stood in it, which only positions have.
    """

    text: str
    lead: str = ""
    bracketed: bool = False
    trimmed: bool = False
    named: bool = False
    told: bool = False
    gendered: bool = False


def bare_title(title: str, lexicon: Lexicon) -> str:
    """The title without state words in front (`Canceled:`), numbers of requisitions; signs of gender become marks."""
    text = GENDERS.sub(GENDERED, REFERENCE.sub(" ", title)).strip()
    prefix = _prefix(Key(lexicon))
    while match := prefix.match(fold(text)):
        text = text[match.end() :].strip()
    return text


def segments(title: str, languages: tuple[str, ...], me: Me, lexicon: Lexicon) -> tuple[Segment, ...]:
    """Cuts a title at its signs, at words that introduce something, and between the user and whom the user meets."""
    text = _parted(bare_title(title, lexicon), me)
    found = [_trimmed(part, "", lexicon, bracketed=True) for part in BRACKETS.findall(text)]
    outer = BRACKETS.sub(" | ", text)
    parts = [segment for part in CUT.split(outer) for segment in _led(part, languages, lexicon)]
    parts = [piece for part in parts for half in _around(part, lexicon) for piece in _apart(half, lexicon)]
    in_brackets = any(part.text[:1].isupper() for part in found)
    return tuple([replace(part, named=in_brackets) for part in _introduced(parts, outer, lexicon)] + found)


def _introduced(parts: list[Segment], title: str, lexicon: Lexicon) -> list[Segment]:
    """`Coffee chat: Dana` introduces a person like `Coffee chat with Dana`."""
    talk = lexicon.of("interview.talk").search(fold(title).partition(":")[0])
    is_plain_talk = talk is not None and lexicon.of("interview.strong").search(fold(title)) is None
    if is_plain_talk and ":" in title and len(parts) > 1 and not parts[0].text:
        return [parts[0], replace(parts[1], lead=parts[1].lead or "with"), *parts[2:]]
    return parts


def _around(part: Segment, lexicon: Lexicon) -> list[Segment]:
    """`Acme second interview incl. case`: what stands before a word for an interview, and what behind it."""
    found = (lexicon.of(path).search(fold(part.text)) for path in TELLING[:2])
    match = next((match for match in found if match and match.start()), None)
    if match is None or not part.text[0].isupper():
        return [part]
    before, behind = part.text[: match.start()], part.text[match.end() :]
    return [replace(_trimmed(before, part.lead, lexicon), told=True), _trimmed(behind, "", lexicon)]


def _apart(part: Segment, lexicon: Lexicon) -> list[Segment]:
    """`Acme data scientist` and `postdoc Acme` name employer and position; the small letters are the position."""
    for pattern, role in ((NAME_FIRST, 2), (NAME_LAST, 1)):
        match = pattern.fullmatch(part.text)
        nouns = lexicon.of("role.nouns")
        if match and nouns.search(fold(match[role])) and not nouns.search(fold(match[3 - role])):
            return [replace(part, text=match[1].strip()), replace(part, text=match[2].strip(), trimmed=False)]
    return [part]


def _parted(text: str, me: Me) -> str:
    """A title with a cut instead of the "and" beside the user's name."""
    for match in AND.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if me.is_called(" ".join(before.split()[-2:])) or me.is_called(" ".join(after.split()[:2])):
            return f"{before} | {_parted(after, me)}"
    return text


@lru_cache(maxsize=4)
def _prefix(key: Key) -> re.Pattern[str]:
    paths = ("state.prefixes", "state.cancelled", "state.declined")
    phrases = [phrase for path in paths for phrase in key.lexicon.of(path).phrases]
    either = alternation(map(fold, phrases))
    return re.compile(rf"[\W_]*{either}\s*(?:[:：]|\s-\s|\s?\|)\s*|(?:hold|tentative)\s+")


@lru_cache(maxsize=64)
def _leads(key: Key, languages: tuple[str, ...]) -> Finder:
    paths = ("company.at", "company.with", "role.before")
    phrases = [phrase for path in paths for phrase in key.lexicon.spoken(path, languages).phrases]
    return Phrases.of(phrases).pattern


@lru_cache(maxsize=4)
def _vocabulary(key: Key) -> Finder:
    paths = (*VOCABULARY, *(f"stages.{stage}" for stage in Stage))
    return Phrases.of(phrase for path in paths for phrase in key.lexicon.of(path).phrases).pattern


def _led(part: str, languages: tuple[str, ...], lexicon: Lexicon) -> Iterator[Segment]:
    """Cuts a part at the words that introduce something, where a capital follows."""
    lead, start = "", 0
    for match in _leads(Key(lexicon), languages).finditer(fold(part)):
        rest = part[match.end() :].lstrip()
        if match.start() < start or not rest or not (rest[0].isupper() or rest[0].isdigit() or rest[0] > "\u2e80"):
            continue
        if is_in_name(part[start : match.start()], match.group(), rest, lexicon):
            continue
        yield _trimmed(part[start : match.start()], lead, lexicon)
        lead, start = match.group().strip(), match.end()
    yield _trimmed(part[start:], lead, lexicon)


def is_in_name(before: str, lead: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether `for` stands inside the name of an organisation: `Institute for Maps`."""
    kind = lexicon.of("company.kinds").pattern.ending(fold(before).rstrip())
    purpose = lexicon.of("role.before").fills(fold(lead)) and not lexicon.of("company.at").fills(fold(lead))
    return kind is not None and purpose and lexicon.of("role.nouns").search(fold(rest)) is None


def _trimmed(part: str, lead: str, lexicon: Lexicon, *, bracketed: bool = False) -> Segment:
    text = before = stripped(part.replace(GENDERED, " "))
    vocabulary = _vocabulary(Key(lexicon))
    changed, told = True, False
    while changed and text:
        changed = False
        folded = fold(text)
        match = vocabulary.match(folded) or FIRST_HOUR.match(folded)
        if match and match.end() and match.start() == 0:
            told = told or _tells(match.group(), lexicon)
            text, changed = stripped(text[match.end() :]), True
            continue
        match = vocabulary.ending(folded) or LAST_HOUR.search(folded)
        if match and match.group():
            told = told or _tells(match.group(), lexicon)
            text, changed = stripped(text[: match.start()]), True
    return Segment(text, lead, bracketed, trimmed=text != before, told=told, gendered=GENDERED in part)


def stripped(text: str) -> str:
    """Without punctuation at the ends, except for the full stop of a legal form."""
    bare = text.strip(TRIM)
    return f"{bare}." if ABBREVIATED.search(bare) and f"{bare}." in text else bare


def _tells(folded: str, lexicon: Lexicon) -> bool:
    return any(lexicon.of(path).search(folded) for path in TELLING)
