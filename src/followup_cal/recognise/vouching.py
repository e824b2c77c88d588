"""Whether a single word with a capital is somebody's name: something beside it has to say so. Pure.

`Porto`, `Parking` and, in German, every noun have a capital, too; who is taken for a person gets a thank-you.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from followup_cal.recognise.folding import fold
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import is_full
from followup_cal.recognise.reading import Reading

NUMBER = re.compile(r"[+(]?\d[\d /-]{5,}")
BRACKET = re.compile(r"\s?\(([^()]*)\)")
NEXT = re.compile(r"\s*(,|[&+/]|\b(?:and|und|et|y|e|en|ed|plus|sowie)\b)\s*((?:[^,.;+&()\n]|\.(?=\w)){1,60})(\(?)")
# How nouns for people end: `recruiter`, `recruteuse`, `reclutadora`, `selezionatrice`, `Personalreferentin`.
AGENT = re.compile(r"(?:er|or|ora|ore|eur|euse|rice|erent|erin|entin)$")
FUNCTIONS = ("people.titles", "people.manager", "people.recruiter")
MOST_BEFORE, MOST_WORDS = 2, 4


def is_vouched(names: Sequence[str], text: str, known: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether names that stand in a row are those of people.

    A name of several words vouches for the others, as does one that is known, and what stands behind one of them:
    a function (`Dana (CTO)`, `Dana, head of data`), a telephone number, what it is about (`Dana, re the job`), somebody
    without a name (`Dana + a colleague`).

    Args:
        names: as they stand in the text.
        text: what they were read from.
        known: folded parts of the names of people met in other interviews.
        lexicon: the words.
    """
    if any(is_full(name) or fold(name) in known for name in names):
        return True
    behind = (text.partition(name)[2] for name in names)
    return any(_tells(rest, lexicon) for rest in behind)


def is_introduced(word: str, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a word such as `with` or `interviewer` is enough to make the next one a name.

    A preposition is not where all nouns have capitals: `mit Rundgang`.
    """
    joins = (lexicon.spoken(path, (reading.language,)) for path in ("company.with", "company.at"))
    return has_telling_capitals(reading, lexicon) or not any(join.fills(fold(word)) for join in joins)


def has_telling_capitals(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether the language of an event gives capitals to names only."""
    return not lexicon.languages[reading.language]["language"].get("capital_nouns", False)


def is_distant(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a title tells of a talk from afar: a lone name beside it is no place, and nothing to be brought along."""
    distant = any(lexicon.of(path).search(reading.folded_title) for path in ("interview.talk", "title.distant"))
    phone = lexicon.of("stages.phone_screen").search(reading.folded_title) is not None
    return (distant or phone) and has_telling_capitals(reading, lexicon)


def names_function(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names somebody's function or occupation."""
    return any(lexicon.of(path).search(fold(text)) for path in (*FUNCTIONS, "role.nouns"))


def recruits(name: str, bracket: str, lexicon: Lexicon) -> bool:
    """Whether what stands in brackets behind a name makes it a recruiter's: `(headhunter)`, `(HR Globex)`.

    `Globex (Recruiter)` may as well be an employer and the position, `Globex (human resources)` is a department.
    """
    word = lexicon.of("people.recruiter").search(fold(bracket))
    if word is None:
        return False
    firm = bracket[word.end() :].lstrip() if word.start() == 0 else ""
    whose = firm[:1].isupper() and lexicon.of("role.nouns").search(fold(firm)) is None
    return whose or (AGENT.search(word.group()) is not None and (is_full(name) or bracket[0].islower()))


def begins_with_function(text: str, lexicon: Lexicon) -> bool:
    """Whether a text begins with somebody's function: `VP Product`, `Director of Sales`."""
    return _begins_with(fold(text), (*FUNCTIONS, "role.nouns"), lexicon)


def _tells(behind: str, lexicon: Lexicon) -> bool:
    bracket = BRACKET.match(behind)
    if bracket and names_function(bracket[1], lexicon):
        return True
    if NUMBER.match(behind.lstrip(" ,")):
        return True
    following = NEXT.match(behind)
    if following is None:
        return False
    sign, words, opens = following.groups()
    folded = fold(words)
    if sign == ",":
        return _begins_with(folded, FUNCTIONS, lexicon) or lexicon.of("people.about").pattern.match(folded) is not None
    few = len(words.split()) <= MOST_WORDS
    told = bool(opens) and words[0].islower()
    return few and (told or _begins_with(folded, (*FUNCTIONS, "people.unnamed"), lexicon))


def _begins_with(folded: str, paths: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether one of some words stands near the beginning of a text."""
    found = (lexicon.of(path).search(folded) for path in paths)
    return any(match and len(folded[: match.start()].split()) < MOST_BEFORE for match in found)
