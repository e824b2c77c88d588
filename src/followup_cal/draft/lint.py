"""Reads a draft with the eyes of the employer: the don'ts of etiquette (X1 to X7), worn-out phrases, length (D12).

What this module must not know: where drafts come from, in which words their templates say it. The words it looks for
are data (`templates/<language>/lint.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from followup_cal.errors import ConfigProblem
from followup_cal.model import Draft

MOST_ALIKE = 0.25
BLANK = re.compile(r"\[[^\]\n]+\]")
UNRESOLVED = re.compile(r"\{\{|\}\}|\{%|%\}|\{\w+\}|\bNone\b|\bUndefined\b")
LONG_DASHES = re.compile("[\u2014\u2015]")
WORD = re.compile(r"\w+(?:['’]\w+)*")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
SHORT_SENTENCE = 3
LISTS = ("money", "personal", "pressure", "stock", "objections", "feedback")


@dataclass(frozen=True, slots=True)
class Rules:
    """What to look for in one language.

    Attributes:
        money: X1.
        personal: X2.
        pressure: X3.
        stock: phrases that everybody uses.
        objections: X6, for the templates named in `feedback`.
        limits: most words by template name.
        voicemail_heading: the line above the message for the machine.
        voicemail_limit: most words of that message.
    """

    money: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    pressure: tuple[str, ...] = ()
    stock: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    limits: tuple[tuple[str, int], ...] = ()
    voicemail_heading: str = ""
    voicemail_limit: int = 0

    @classmethod
    def parse(cls, text: str, file: str = "lint.toml") -> Rules:
        """Reads `lint.toml`.

        Raises:
            ConfigProblem: it is no TOML, or holds something else than lists of words and limits.
        """
        try:
            found = tomllib.loads(text)
            words = {name: tuple(_strings(found.get(name, []))) for name in LISTS}
            limits = tuple((name, int(limit)) for name, limit in found.get("limits", {}).items())
            machine: Mapping[str, object] = found.get("voicemail", {})
            return cls(
                **words,
                limits=limits,
                voicemail_heading=str(machine.get("heading", "")),
                voicemail_limit=int(str(machine.get("limit", 0))),
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise ConfigProblem((f"{file}: {error}",)) from error


def lint(
    draft: Draft,
    kind: str,
    rules: Rules,
    *,
    known: Sequence[str] = (),
    others: Sequence[str] = (),
    strangers: Sequence[str] = (),
) -> tuple[str, ...]:
    """Names everything in a draft that should not be sent, each with its rule.

    Args:
        draft: what was written.
        kind: the name of its template.
        rules: of its language.
        known: names and facts in the draft (people, company, role, dates, topics): they are not judged as our words,
            they do not count as likeness, and one of them or a blank has to be there.
        others: bodies of the other drafts of the same round.
        strangers: names of people to whom it is not addressed, and who must not be greeted.
    """
    found = [*_words(draft, kind, rules, known), *_length(draft.body, kind, rules)]
    if draft.subject and not _is_specific(draft, known):
        found.append("X5: neither position nor company nor date is named, and no blank asks for one")
    text = f"{draft.summary}\n{draft.subject}\n{draft.body}"
    found += [f"X7: `{match}` was not filled in" for match in dict.fromkeys(UNRESOLVED.findall(text))]
    greeting = f" {' '.join(_plain_words(draft.body.partition(chr(10))[0]))} "
    found += [f"wrong addressee: greets `{name}`" for name in strangers if _greets(greeting, name)]
    for other in others:
        found += _likeness(draft.body, other, known)
    return tuple(found)


def overlap(one: str, other: str, names: Sequence[str] = ()) -> float:
    """How much of the shorter text stands in the other one: shared word trigrams, 0 to 1.

    Args:
        one: a body.
        other: another body.
        names: words that do not count.
    """
    ignored = {word for name in names for word in _plain_words(name)}
    left, right = _trigrams(one, ignored), _trigrams(other, ignored)
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter else 0.0


def shared_sentences(one: str, other: str) -> tuple[str, ...]:
    """Sentences of more than three words that stand in both texts: greetings and closings may."""
    there = set(_sentences(other))
    return tuple(sentence for sentence in _sentences(one) if sentence in there)


def _words(draft: Draft, kind: str, rules: Rules, known: Sequence[str]) -> Iterator[str]:
    text = _without(f"{draft.subject}\n{draft.body}", known)
    yield from (f"X1: says `{word}`" for word in _present(rules.money, text))
    yield from (f"X2: says `{word}`" for word in _present(rules.personal, text))
    yield from (f"X3: says `{word}`" for word in _present(rules.pressure, text))
    yield from (f"stock phrase: `{word}`" for word in _present(rules.stock, text))
    if kind in rules.feedback:
        yield from (f"X6: says `{word}`" for word in _present(rules.objections, text))
    if LONG_DASHES.search(text):
        yield "a long dash: write two sentences"


def _length(body: str, kind: str, rules: Rules) -> Iterator[str]:
    limit = dict(rules.limits).get(kind)
    count = len(body.split())
    if limit is not None and count > limit:
        yield f"D12: {count} words, {limit} at most"
    heading = rules.voicemail_heading
    if heading and heading in body:
        message = body.partition(heading)[2].strip().partition("\n\n")[0]
        spoken = len(message.split())
        if spoken > rules.voicemail_limit:
            yield f"D12: {spoken} words for the machine, {rules.voicemail_limit} at most"


def _likeness(body: str, other: str, known: Sequence[str]) -> Iterator[str]:
    share = overlap(body, other, known)
    if share > MOST_ALIKE:
        yield f"X4: {share:.0%} of it stands in another draft of the round"
    for sentence in shared_sentences(body, other):
        yield f"X4: another draft of the round says the same: `{sentence}`"


def _greets(greeting: str, name: str) -> bool:
    first, *_ = (*_plain_words(name), "")
    return bool(first) and f" {first} " in greeting


def _is_specific(draft: Draft, known: Sequence[str]) -> bool:
    text = f"{draft.subject}\n{draft.body}"
    return BLANK.search(text) is not None or any(fact in text for fact in known if fact)


def _present(phrases: Sequence[str], text: str) -> Iterator[str]:
    plain = f" {' '.join(_plain_words(text))} "
    return (phrase for phrase in phrases if _spaced(phrase) in plain)


@cache
def _spaced(phrase: str) -> str:
    return f" {' '.join(_plain_words(phrase))} "


def _without(text: str, known: Sequence[str]) -> str:
    for fact in sorted(known, key=len, reverse=True):
        text = text.replace(fact, " ") if fact else text
    return text


def _plain_words(text: str) -> list[str]:
    return WORD.findall(text.replace("’", "'").casefold())


def _trigrams(text: str, ignored: set[str]) -> set[tuple[str, ...]]:
    words = [word for word in _plain_words(text) if word not in ignored]
    return {tuple(words[place : place + 3]) for place in range(len(words) - 2)}


def _sentences(text: str) -> list[str]:
    whole = (sentence.strip() for sentence in SENTENCE.split(text))
    return [sentence for sentence in whole if len(sentence.split()) > SHORT_SENTENCE]


def _strings(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError("a list of words is expected")
    return value
