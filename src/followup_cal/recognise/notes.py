"""Tags and `key: value` lines in any language -> canonical English (design, sections 5 and 7). Pure."""

from __future__ import annotations

import re

from followup_cal.model import Notes
from followup_cal.recognise.folding import fold
from followup_cal.recognise.lexicon import Lexicon

TAG = re.compile(r"(?<![\w#&/])#([^\W_][\w-]*)(?:[ \t]*:[ \t]*([^\n#]+))?")
KEY = re.compile(r"^[ \t>*•-]{0,6}([^\W\d_][\w'’ -]{1,24}?)[ \t]*[:：][ \t]*(\S.*?)[ \t]*$", re.MULTILINE)


def parse_notes(text: str, lexicon: Lexicon) -> Notes:
    """Reads the tags and key lines of a text; what is neither is left alone.

    A tag may carry a value (`#other-offer: 12 June`): it is then also among the values.
    """
    tags, values = [], []
    for match in TAG.finditer(text):
        name = _tag(match[1], lexicon)
        if name is not None:
            tags.append(name)
            if match[2]:
                values.append((name, match[2].strip()))
    for match in KEY.finditer(text):
        key = _key(match[1], lexicon)
        if key is not None:
            values.append((key, match[2]))
    return Notes(frozenset(tags), tuple(values))


def strip_notes(text: str, lexicon: Lexicon) -> str:
    """The text without its tags and key lines, and without the empty lines they leave.

    A line that begins with a tag is a note as a whole: what stands behind the tag is said about it.
    """
    without = KEY.sub(lambda match: match[0] if _key(match[1], lexicon) is None else "\x00", text)
    without = TAG.sub(lambda match: match[0] if _tag(match[1], lexicon) is None else "\x00", without)
    lines = [line for line in without.split("\n") if not line.lstrip().startswith("\x00")]
    kept = "\n".join(re.sub(r"[ \t]*\x00[ \t]*", " ", line).strip() if "\x00" in line else line for line in lines)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def without_tags(text: str, lexicon: Lexicon) -> str:
    """The text without its tags; key lines stay, since they are sentences too."""
    return TAG.sub(lambda match: match[0] if _tag(match[1], lexicon) is None else " ", text).strip()


def _tag(name: str, lexicon: Lexicon) -> str | None:
    folded = fold(name).strip("-")
    return lexicon.tags.get(folded) or lexicon.tags.get(folded.replace("_", "-"))


def _key(name: str, lexicon: Lexicon) -> str | None:
    return lexicon.keys.get(" ".join(fold(name).split()))
