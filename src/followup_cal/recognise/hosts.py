"""Which organisations the addresses of an event belong to, and whether a name is spelt by a host name. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from followup_cal.recognise.folding import squash
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.reading import Reading

SHORTEST_LABEL = 3
HOSTS = re.compile(r"@([\w.-]+)")
NO_EMPLOYER = ("hosts", "schedulers", "freemail", "resources")
AND = re.compile(r"\s*&\s*|\s+(?:and|und|et|y|e|en)\s+")


def spells_whole(text: str, label: str) -> bool:
    """Whether a host's label is a name written without blanks, an "and" in it in words, as a sign, or left out."""
    target = squash(label)
    return target in {
        squash(text),
        *(squash(AND.sub(word, text)) for word in (" ", "and", "und", "et", "y", "e", "en")),
    }


def domains(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """What identifies the organisations behind the addresses of an event: `globex` of `mail.globex.example`."""
    people = [*(attendee.person for attendee in reading.others), *([reading.organizer] if reading.organizer else [])]
    hosts = [person.email.rpartition("@")[2] for person in people if person.email]
    hosts += [match[1] for match in HOSTS.finditer(reading.body)]
    return labels_of(hosts, lexicon)


def labels_of(hosts: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """What identifies the organisations behind some hosts, those of tools and private mail left out."""
    outside = [host for host in hosts if host and not any(lexicon.is_host(kind, host) for kind in NO_EMPLOYER)]
    return tuple(dict.fromkeys(label for host in outside if (label := _label(host))))


@cache
def _extract() -> Callable[[str], str]:
    import tldextract

    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

    def label(host: str) -> str:
        parts = extract(host)
        if parts.suffix:
            return parts.domain.lower()
        return (host.lower().split(".") or [""])[-2:][0]

    return label


def _label(host: str) -> str:
    first, _, rest = host.lower().partition(".")
    return _extract()(host) if "." in rest else first


def spells(text: str, label: str) -> bool:
    """Whether a host's label is made of the words of a name, in order, some left out or cut: `castlewater`, `ccwd`."""
    target, words = squash(label), [squash(word) for word in re.findall(r"[\w&]+", text)]
    words = [word for word in words if word]
    whole = "".join(words)
    if not target or not words:
        return False
    if target == whole or (len(words[0]) > SHORTEST_LABEL and target.startswith(words[0])):
        return True
    if len(target) >= SHORTEST_LABEL and target == "".join(word[0] for word in words):
        return True
    return len(target) > SHORTEST_LABEL and whole.startswith(target)
