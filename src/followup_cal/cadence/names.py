"""When two names mean the same employer, role or person, and how a name reads in a key.

What this module must not know: events, dates. All comparisons ignore case, accents and punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

from followup_cal.identity import person_key
from followup_cal.model import Person

ACRONYM_DOT = re.compile(r"(?<=\b\w)\.(?=\s?\w\b)")
WORD = re.compile(r"\w+")
# Letters that are not a plain letter with an accent.
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
SLUG_WIDTH = 40
HASH_WIDTH = 8

LEGAL_FORMS = frozenset(
    WORD.findall(
        """
        ab ag aps as asa bv bvba co company corp corporation cv dac eg ev gbr gesmbh ggmbh gmbh inc incorporated kft kg
        kgaa kk lda limited limitada llc llp lp ltd ltda mbh nv ohg oy oyj plc pte pty pvt rl sa sarl sas sasu se sl slu
        spa spzoo srl srls sro ug vof
        """
    )
)
# What may stand before or between legal forms: "GmbH & Co. KG", "S.A. de C.V.".
LINKS = frozenset({"and", "de"})
# What many names begin with, and people leave out.
FORE = frozenset(
    WORD.findall(
        """
        agentur banca banco bank bodegas buro bureau cabinet de den der die editorial edizioni estudio firma grupo
        group groupe gruppe gruppo het hotel kanzlei klinik la le museum officina officine stichting studio the verlag
        ville
        """
    )
)
# Legal forms of a script without blanks.
JAPANESE_FORMS = re.compile("株式会社|有限会社|合同会社")
# Words of a job title that do not make it another position.
ROLE_NOISE = re.compile(r"\([^)]*\)|\b[mwfdxh](?:\s?[/|]\s?[mwfdxh])+\b", re.IGNORECASE)

FREEMAIL = frozenset(
    re.findall(
        r"\S+",
        """
        aol.com free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com
        hotmail.fr hotmail.it icloud.com laposte.net libero.it live.com mac.com mail.com mail.ru mailbox.org me.com
        msn.com orange.fr outlook.com outlook.de outlook.fr pm.me posteo.de proton.me protonmail.com qq.com
        rocketmail.com t-online.de tutanota.com uol.com.br web.de yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.fr
        yandex.ru ymail.com
        """,
    )
)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", ACRONYM_DOT.sub("", text.replace("&", " and ")))
    bare = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’")
    return tuple(WORD.findall(bare.casefold().translate(LETTERS)))


def employer_words(company: str) -> tuple[str, ...]:
    """What makes an employer's name its own: `The Marlowe Freight, Inc.` is `marlowe freight`."""
    full = words(JAPANESE_FORMS.sub(" ", company)) or words(company)
    core = full[1:] if full[:1] == ("the",) else full
    while core and core[-1] in LEGAL_FORMS | LINKS:
        core = core[:-1]
    return core or full


def is_short_for(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one employer's words are how people shorten another's: `Marlowe` for `Marlowe Freight`.

    What is left out stands behind, or is a word in front that many names begin with: `Alcorán` for `Grupo Alcorán`.
    """
    length = len(one)
    if not 0 < length < len(other):
        return False
    front = other[: len(other) - length]
    return tuple(other[:length]) == tuple(one) or (other[-length:] == one and FORE.issuperset(front))


def role_words(role: str) -> frozenset[str]:
    """What makes a position its own: `Data Analyst (m/f/d)` is `data analyst`."""
    return frozenset(words(ROLE_NOISE.sub(" ", role)) or words(role))


def same_role(one: str, other: str) -> bool:
    """Whether two titles may mean one position: one of them says no more than the other leaves out."""
    first, second = role_words(one), role_words(other)
    return first <= second or second <= first


def slug(text: Sequence[str]) -> str:
    """Words as they stand in a key: ASCII, joined by hyphens; a short hash where no letter is ASCII."""
    ascii_words = [word.encode("ascii", "ignore").decode() for word in text]
    readable = "-".join(word for word in ascii_words if word)
    if not readable:
        return "x" + sha256(" ".join(text).encode()).hexdigest()[:HASH_WIDTH]
    return (
        readable if len(readable) <= SLUG_WIDTH else readable[:SLUG_WIDTH].rpartition("-")[0] or readable[:SLUG_WIDTH]
    )


def mail_domain(person: Person) -> str | None:
    """The domain of an address at an employer; None for free mail and without an address."""
    domain = (person.email or "").rpartition("@")[2].strip().lower()
    return domain if domain and domain not in FREEMAIL else None


def same_person(one: Person, other: Person) -> bool:
    """Whether two entries mean one person: the same address, or where one is missing the same name or first name."""
    if one.email and other.email:
        return person_key(one) == person_key(other)
    first, second = words(one.name or ""), words(other.name or "")
    if 1 in (len(first), len(second)):
        return first[:1] == second[:1]
    return first == second and first != ()


def distinct(people: Sequence[Person]) -> tuple[Person, ...]:
    """Each person once, where they were first named, with the address if any entry has it."""
    met: list[Person] = []
    for person in people:
        known = next((number for number, other in enumerate(met) if same_person(person, other)), None)
        if known is None:
            met.append(person)
        elif person.email and not met[known].email:
            met[known] = person
    return tuple(met)
