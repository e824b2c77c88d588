"""Where an entry of ours stands in a collection: the same name on every machine, from its UID alone. Pure."""

from __future__ import annotations

import re
from urllib.parse import quote

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


def member_name(uid: str) -> str:
    """The name under which an entry is created: the UID up to its @, of characters that no server trips over."""
    return (_UNSAFE.sub("-", uid.partition("@")[0]).lstrip(".") or "entry") + ".ics"


def forced_name(uid: str) -> str:
    """The name that Google and Zoho give it, whatever it was created as: the whole UID."""
    return quote(uid, safe="") + ".ics"
