"""Names of people: made presentable, found in text, compared. Pure.

Names come from strangers' invitations: they end up on one line, without anything that cannot be seen, and short.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from followup_cal.model import Person
from followup_cal.recognise.folding import fold
from followup_cal.recognise.lexicon import Key, Lexicon
from followup_cal.recognise.reading import name_words
from followup_cal.recognise.segments import LEGAL

LONGEST = 100
LONGEST_WORDS = 5
SHORT = 3
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĽŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽΑ-ΩА-Я"
WORD = rf"(?:[{UPPER}]\.|[{UPPER}][\w'’]*(?:-[{UPPER}][\w'’]*)*)"
PARTICLE = (
    r"(?:van der|van den|van de|von der|de la|de los|van|von|zu|ter|ten|de|del|della|di|da|dos|das|du|le|la|el|al|bin"
    r"|ibn|y|e)"
)
NAME = rf"{WORD}(?: (?:{PARTICLE} )?{WORD}){{0,3}}"
FULL = rf"{WORD}(?: (?:{PARTICLE} )?{WORD}){{1,3}}"
IDEOGRAPHS = r"[\u3040-\u30ff\u3400-\u9fff]"
EASTERN = re.compile(rf"{IDEOGRAPHS}{{1,6}}(?: {IDEOGRAPHS}{{1,6}})?")
TRADE = (
    "interview.strong",
    "interview.medium",
    "interview.round",
    "interview.weak",
    "title.filler",
    "company.kinds",
    "role.nouns",
    "people.recruiter",
    "people.titles",
    "outcome.offer",
    "outcome.rejected",
)
UNSEEN = frozenset(("Cc", "Cf", "Cs"))
INITIALS = 2
# RFC 5321, section 4.5.3.1: a local part has at most 64 octets.
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")


def one_line(text: str) -> str:
    """At most 100 characters on one line, without control and format characters."""
    # Whoever hides the first hundred behind more than nine hundred others has nothing to say.
    start = text[: 10 * LONGEST]
    seen = (
        " " if sign.isspace() else sign for sign in start if sign.isspace() or unicodedata.category(sign) not in UNSEEN
    )
    return " ".join("".join(seen).split())[:LONGEST].strip()


def presentable(name: str, lexicon: Lexicon) -> str | None:
    """A name as one would write it to its bearer: `Okafor, Dr. Dana (she/her)` becomes `Dana Okafor`."""
    return _presentable(name, Key(lexicon))


@lru_cache(maxsize=4096)
def _presentable(name: str, key: Key) -> str | None:
    lexicon = key.lexicon
    text = re.sub(r"[(\[（][^)\]）]*[)\]）]?", " ", one_line(name)).strip(" \"'")
    text = re.split(r"\s[|–—/-]\s|;|\s@\s", text)[0]
    if "@" in text:
        return None
    if text.count(",") == 1:
        last, first = (without_honorifics(part, lexicon) for part in text.split(","))
        text = f"{first} {last}" if first and not lexicon.of("people.titles").search(fold(first)) else last
    text = without_honorifics(text.partition(",")[0], lexicon)
    return _in_order(text.split()).strip(" .,;:-") or None


def _in_order(words: list[str]) -> str:
    """First name first, no word in capitals: `OKAFOR Dana` becomes `Dana Okafor`."""
    loud = [len(word) > INITIALS and word.isupper() and word.isascii() for word in words]
    quiet = [word.capitalize() if is_loud else word for word, is_loud in zip(words, loud, strict=True)]
    if loud[:1] == [True] and not all(loud):
        quiet = [*quiet[1:], quiet[0]]
    return " ".join(quiet)


def without_honorifics(text: str, lexicon: Lexicon) -> str:
    """A name without forms of address and academic degrees in front of it."""
    honorifics = _honorifics(Key(lexicon))
    words = text.strip().split()
    while len(words) > 1 and re.sub(r"\W", "", fold(words[0])) in honorifics:
        words = words[1:]
    return re.sub(r"\s*(?:さん|様|氏)$", "", " ".join(words))


@lru_cache(maxsize=4)
def _honorifics(key: Key) -> frozenset[str]:
    return frozenset(re.sub(r"\W", "", fold(word)) for word in key.lexicon.of("people.honorifics").phrases)


def is_name(text: str, lexicon: Lexicon, *, addressed: bool = False) -> bool:
    """Whether a text looks like the name of one person: few capitalised words, none of them a word of the trade.

    Family names that are occupations, too, count behind another name.

    Args:
        text: as written.
        lexicon: the words.
        addressed: a form of address stands before it, so that these count alone, too: `Frau Koch`.
    """
    return _is_name(text, Key(lexicon), addressed=addressed)


@lru_cache(maxsize=4096)
def _is_name(text: str, key: Key, *, addressed: bool) -> bool:
    lexicon = key.lexicon
    words = text.split()
    if not words or len(words) > LONGEST_WORDS or re.search(r"[\d@#:/&+]|['’]s$", text):
        return False
    if re.fullmatch(rf"(?:{PARTICLE} )?{NAME}", text) is None and not EASTERN.fullmatch(text):
        return False
    if (len(words) == 1 and len(text) > INITIALS and text.isupper() and text.isascii()) or _is_firm(text):
        return False
    core = [word for word in words if not re.fullmatch(PARTICLE, word)] or words
    folded = fold(" ".join(core))
    if fold(core[0]) in _opening_words(Key(lexicon)):
        return False
    if lexicon.of("people.recruiter").search(fold(text)) or not _shared(key).isdisjoint(folded.split()):
        return False
    return not _is_of_trade(folded, lexicon, addressed=addressed) and not is_date_word(folded, lexicon)


def _is_of_trade(folded: str, lexicon: Lexicon, *, addressed: bool) -> bool:
    before, _, last = folded.rpartition(" ")
    is_surname = (before or addressed) and lexicon.of("people.surnames").fills(last)
    return any(lexicon.of(path).search(before if is_surname else folded) for path in TRADE)


@lru_cache(maxsize=4)
def _shared(key: Key) -> frozenset[str]:
    """Words for a desk, as the names of mailboxes are: `Early Careers`, `Reception`."""
    return frozenset(map(fold, key.lexicon.hosts.get("mailboxes", ())))


def _is_firm(text: str) -> bool:
    """Whether a legal form ends a text; `Ag` and `Sa` are parts of names, `AG` and `SA` are not."""
    legal = LEGAL.search(text)
    return legal is not None and legal.end() == len(text) and (len(legal.group()) > INITIALS or legal.group().isupper())


@lru_cache(maxsize=4)
def _opening_words(key: Key) -> frozenset[str]:
    """Words that open a sentence or a letter, and so have a capital without being a name."""
    common = (word for table in key.lexicon.languages.values() for word in table.get("language", {}).get("words", ()))
    phrases = (word for path in ("people.greetings", "people.with") for word in key.lexicon.of(path).phrases)
    return frozenset(fold(word) for word in (*common, *phrases))


def is_date_word(folded: str, lexicon: Lexicon) -> bool:
    """Whether a folded text contains the name of a month or a day of the week."""
    return not _date_words(Key(lexicon)).isdisjoint(re.findall(r"\w+", folded))


@lru_cache(maxsize=4)
def _date_words(key: Key) -> frozenset[str]:
    return frozenset(
        fold(name)
        for table in key.lexicon.languages.values()
        for part in ("months", "weekdays")
        for group in table["dates"][part]
        for name in group
        if len(name) > SHORT
    )


def is_full(name: str) -> bool:
    """Whether a name has at least two words; a letter is none, since so do `Room B` and `Entrance C`."""
    return sum(len(word.strip(".")) > 1 for word in name.split()) > 1


def same(one: Person, other: Person) -> bool:
    """Whether two mentions can be of one person: the same address, or one name within the other."""
    if one.email and other.email:
        return one.email == other.email
    first, second = (name_words(item.name or (item.email or "").partition("@")[0]) for item in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def merged(people: Iterable[Person]) -> tuple[Person, ...]:
    """Each person once, with the longest name and the address of any mention."""
    found: list[Person] = []
    for person in people:
        twin = next((index for index, known in enumerate(found) if same(known, person)), None)
        if twin is None:
            found.append(person)
        else:
            known = found[twin]
            longer = max((known.name or "", person.name or ""), key=len)
            found[twin] = Person(longer or None, known.email or person.email)
    return tuple(found)


def from_address(email: str) -> str | None:
    """The name an address like `dana.okafor@` spells out; None for any other."""
    match = re.fullmatch(r"([a-zà-ÿ]{2,})\.([a-zà-ÿ-]{2,})", email.partition("@")[0].lower())
    return f"{match[1].capitalize()} {match[2].title()}" if match else None
