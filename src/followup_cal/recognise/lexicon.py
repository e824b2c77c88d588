"""The words of all languages and the hosts of all tools as one value. Pure: parses texts, reads no files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Self

from followup_cal.recognise.choices import with_choices_made
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.stems import stems

# What an event must contain to be scored as an interview or as unsure.
STARTING = ("interview.certain", "interview.strong", "interview.medium")
# What is enough in a title only.
TITLING = ("interview.round", "interview.weak", "interview.context", "interview.again")
# What makes a talk in a title one about a position, where it stands in the text.
TOPICS = ("interview.context", "interview.round", "company.agency")
# What ties a talk to an application besides: how it ended, who takes part, what for.
ENDINGS = ("outcome.rejected", "outcome.offer", "outcome.withdrawn", "outcome.accepted")
OFFICERS = ("people.manager", "people.titles")
TYING = ("people.recruiter", "role.nouns", *OFFICERS, *ENDINGS)
# Words of one language are words of something else in another: these are never mixed.
LOOK_ALIKES = ("hard", "soft", "mild", "titled")
NOTHING = Phrases.of(())
# Listed hosts have no more, however many a stranger's address has.
MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words, phrases, hosts.

    Attributes:
        languages: language -> its word list as parsed, for what depends on one language (dates).
        phrases: dotted path -> the phrases of all languages, e.g. `interview.strong`.
        look_alikes: language -> group -> kind -> the phrases that tell of something else.
        tags: folded tag in any language -> the canonical one.
        keys: folded key in any language -> the canonical one.
        hosts: kind -> host names, e.g. `hosts` for applicant tracking systems, `freemail`.
        scan_words: lower case, accents folded: an event without any of them is neither interview nor unsure,
        title_words: unless one of these stands in its title,
        booking_words: or anywhere in an event with one of these, which says what was booked;
        talk_words: or one of these stands in its title and
        topic_words: one of these anywhere, or two where nobody is invited.
    """

    languages: Mapping[str, Mapping[str, Any]]
    phrases: Mapping[str, Phrases]
    look_alikes: Mapping[str, Mapping[str, Mapping[str, Phrases]]]
    tags: Mapping[str, str]
    keys: Mapping[str, str]
    hosts: Mapping[str, tuple[str, ...]]
    scan_words: tuple[str, ...]
    title_words: tuple[str, ...]
    booking_words: tuple[str, ...]
    talk_words: tuple[str, ...]
    topic_words: tuple[str, ...]

    @classmethod
    def parse(cls, words: Mapping[str, str], ats: str) -> Self:
        """Builds the lexicon.

        Args:
            words: language -> TOML text of its word list.
            ats: TOML text of the hosts.

        Raises:
            tomllib.TOMLDecodeError: one of the texts is not TOML.
        """
        languages = {language: with_choices_made(tomllib.loads(text)) for language, text in words.items()}
        lists = _merged(languages.values())
        hosts = {kind: tuple(names) for kind, names in tomllib.loads(ats).items()}
        tags = _names(languages.values(), "tags")
        keys = _names(languages.values(), "keys")
        starting = [phrase for path in STARTING for phrase in lists.get(path, ())]
        marks = (*hosts.get("hosts", ()), *(f"#{tag}" for tag, name in tags.items() if name == "interview"))
        return cls(
            languages=languages,
            phrases={path: Phrases.of(phrases) for path, phrases in lists.items()},
            look_alikes={language: _look_alikes(table) for language, table in languages.items()},
            tags=tags,
            keys=keys,
            hosts=hosts,
            scan_words=stems(starting, marks),
            title_words=stems(phrase for path in TITLING for phrase in lists.get(path, ())),
            booking_words=stems(lists.get("title.booked", ()), hosts.get("schedulers", ())),
            talk_words=stems(lists.get("interview.talk", ())),
            topic_words=stems(phrase for path in (*TOPICS, *TYING) for phrase in lists.get(path, ())),
        )

    def titles_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The title words, and the parts of the user's names: whoever invites writes them into titles."""
        parts = [re.findall(r"[^\W\d_]+", fold(name)) for name in names]
        initials = ["".join(part[0] for part in name) for name in parts if len(name) > 1]
        named = (f" {part} " for part in (*chain(*parts), *initials) if len(part) > 1)
        return tuple(dict.fromkeys((*self.title_words, *named)))

    def of(self, path: str) -> Phrases:
        """The phrases of all languages under a dotted path; none where no word list has it."""
        return self.phrases.get(path, NOTHING)

    def spoken(self, path: str, languages: Iterable[str]) -> Phrases:
        """The phrases of some languages: for short words, which mean something else in other languages."""
        return _spoken(Key(self, " ".join(languages)), path)

    def is_host(self, kind: str, host: str) -> bool:
        """Whether a host name, or a domain above it, is listed under a kind (on the border of labels, RFC 1034)."""
        labels = host.lower().rsplit(".", MOST_LABELS)[-MOST_LABELS:]
        tails = {".".join(labels[start:]) for start in range(len(labels))}
        return not tails.isdisjoint(self.hosts.get(kind, ()))


def _look_alikes(language: Mapping[str, Any]) -> dict[str, dict[str, Phrases]]:
    return {
        group: {kind: Phrases.of(phrases) for kind, phrases in language.get(group, {}).items()} for group in LOOK_ALIKES
    }


def _merged(languages: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for language in languages:
        for table, entries in language.items():
            if table in {"tags", "keys", "dates", *LOOK_ALIKES}:
                continue
            for name, phrases in entries.items():
                if isinstance(phrases, list):
                    lists.setdefault(f"{table}.{name}", []).extend(phrases)
    return lists


def _names(languages: Iterable[Mapping[str, Any]], table: str) -> dict[str, str]:
    return {
        fold(name): canonical
        for language in languages
        for canonical, names in language.get(table, {}).items()
        for name in (canonical, *names)
    }


class Key:
    """A lexicon as the key of a cache: equal to itself only, since it is a big value that is built once."""

    __slots__ = ("language", "lexicon")

    def __init__(self, lexicon: Lexicon, language: str = "") -> None:
        self.lexicon = lexicon
        self.language = language

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self.lexicon is other.lexicon and self.language == other.language

    def __hash__(self) -> int:
        return hash((id(self.lexicon), self.language))


@lru_cache(maxsize=512)
def _spoken(key: Key, path: str) -> Phrases:
    table, _, name = path.partition(".")
    languages = (key.lexicon.languages.get(language, {}) for language in key.language.split())
    return Phrases.of(phrase for language in languages for phrase in language.get(table, {}).get(name, ()))
