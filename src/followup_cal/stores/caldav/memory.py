"""What is remembered of a calendar between two runs, so that an unchanged one costs one request.

Of objects that matter (our own entries and those that hold the words) everything is kept; of the others at most a keyed
hash of the path, with the etag, where changes can only be found by comparing etags.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from followup_cal.scan import Selection
from followup_cal.stores.caldav.collection import Member

VERSION = 1
EXPIRY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Memory:
    """A calendar as it was.

    Attributes:
        asked: fingerprint of the words that were looked for.
        start: of the window that is covered.
        end: of the window that is covered.
        read: when everything was read anew, by the start of the selection then.
        token: sync token of this state; None where there is none, or none that can be believed.
        ctag: the same for servers without tokens.
        objects: path -> member, with data, of what matters.
        others: keyed hash of a path -> etag, of what doesn't; empty where a token tells the changes.
        key: of these hashes.
    """

    asked: str
    start: datetime
    end: datetime
    read: datetime
    token: str | None = None
    ctag: str | None = None
    objects: Mapping[str, Member] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    key: str = field(default_factory=lambda: secrets.token_hex(16))

    def answers(self, selection: Selection) -> bool:
        """Whether a selection asks for nothing that was left out, and soon enough."""
        covered = self.start <= selection.start and selection.end <= self.end
        return covered and self.asked == fingerprint(selection) and selection.start - self.read <= EXPIRY

    def known(self, path: str) -> str | None:
        """The etag of a member as it was; None for one that was not there, or was not noted."""
        held = self.objects.get(path)
        return held.etag if held else self.others.get(self.mask(path))

    def mask(self, path: str) -> str:
        """A path as only this memory can recognise it."""
        return hmac.new(bytes.fromhex(self.key), path.encode(), sha256).hexdigest()[:32]


def fingerprint(selection: Selection) -> str:
    """Stands for what is looked for, apart from the window."""
    lists = (
        selection.words, selection.title_words, selection.booking_words, selection.talk_words, selection.topic_words,
    )  # fmt: skip
    text = json.dumps([*map(sorted, lists), selection.everything])
    return sha256(text.encode()).hexdigest()[:32]


def dump(memory: Memory) -> dict[str, Any]:
    """A memory as JSON."""
    return {
        "version": VERSION,
        "asked": memory.asked,
        "window": [memory.start.isoformat(), memory.end.isoformat()],
        "read": memory.read.isoformat(),
        "token": memory.token,
        "ctag": memory.ctag,
        "objects": {path: [item.etag, _decoded(item.data), item.damage] for path, item in memory.objects.items()},
        "others": dict(memory.others),
        "key": memory.key,
    }


def load(data: Mapping[str, Any] | None) -> Memory | None:
    """A memory from JSON; one that is missing, damaged or of another version counts as lost."""
    try:
        if data is None or data["version"] != VERSION:
            return None
        start, end = (_moment(text) for text in data["window"])
        bytes.fromhex(data["key"])
        return Memory(
            asked=_text(data["asked"]),
            start=start,
            end=end,
            read=_moment(data["read"]),
            token=data["token"] and _text(data["token"]),
            ctag=data["ctag"] and _text(data["ctag"]),
            objects={path: _member(path, *held) for path, held in data["objects"].items()},
            others={mask: _text(etag) for mask, etag in data["others"].items()},
            key=data["key"],
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _decoded(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")


def _member(path: str, etag: object, data: object, damage: object) -> Member:
    return Member(
        path,
        _text(etag),
        None if data is None else _text(data).encode(),
        None if damage is None else _text(damage),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without zone")
    return moment
