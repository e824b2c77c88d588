"""A draft as it stands in the calendar: to whom it goes, the draft, the link, the reason, how to answer.

Nothing here may read as an answer of the user: tags are named without their sign, and no line of ours looks like a
filled-in `key: value` of the notes vocabulary (design, section 5). The reference line is added by whoever writes.
What this module must not know: iCalendar, templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from followup_cal.draft.harmless import harmless
from followup_cal.model import Draft, FollowUp, Medium, Person

SEPARATOR = "· · ·"
LONGEST_REASON = 600
NOTICES = frozenset(
    {
        "subject_label",
        "write_label",
        "to_label",
        "or_label",
        "call_label",
        "why_label",
        "news",  # how to answer: the tags without their sign
        "ready",  # what to do with a draft that has blanks
        "complete",  # and with one that has none
        "before_calling",
        "closing_advice",
        "rejection_advice",
        "rest",  # ends a compose link that had to be shortened
    }
)
ADVICE = {"close": "closing_advice", "rejection-reply": "rejection_advice"}


def entry_text(draft: Draft, followup: FollowUp, notices: Mapping[str, str]) -> tuple[str, str]:
    """Lays out the description of an entry.

    Args:
        draft: the words.
        followup: what they are for.
        notices: the fixed lines in the language of the draft, by the names in `NOTICES`.

    Returns:
        the draft section, and the footer below it. Both are plain text without leading blanks.
    """
    return "\n".join(_flush(_text(draft, followup, notices))), "\n".join(_flush(_footer(draft, followup, notices)))


def _text(draft: Draft, followup: FollowUp, notices: Mapping[str, str]) -> list[str]:
    blanks = "[" in draft.subject + draft.body
    # Thunderbird scrolls to the first link it finds, down and to the right: let that be the address, at the very top.
    head = [_people(notices["to_label"], followup.to)] if _is_addressed(draft, followup) and followup.to else []
    if not draft.subject:
        calling = blanks and followup.medium is Medium.PHONE
        return [*head, draft.body, *(["", notices["before_calling"]] if calling else [])]
    last = notices["ready" if blanks else "complete"]
    advice = [notices[ADVICE[followup.step]]] if followup.step in ADVICE else []
    return [*head, f"{notices['subject_label']} {draft.subject}", draft.body, "", last, *advice]


def _footer(draft: Draft, followup: FollowUp, notices: Mapping[str, str]) -> list[str]:
    lines = [SEPARATOR]
    if draft.mailto:
        lines.append(f"{notices['write_label']} {draft.mailto}")
    if followup.also and _is_addressed(draft, followup):
        lines.append(_people(notices["or_label"], followup.also))
    if followup.phones and followup.medium is Medium.PHONE:
        lines.append(f"{notices['call_label']} {', '.join(map(harmless, followup.phones))}")
    lines.append(f"{notices['why_label']} {harmless(draft.why, LONGEST_REASON)}")
    return [*lines, notices["news"]]


def _is_addressed(draft: Draft, followup: FollowUp) -> bool:
    """Whether it goes to somebody: notes to oneself do not."""
    return bool(draft.subject) or followup.medium is Medium.PHONE


def _people(label: str, people: Sequence[Person]) -> str:
    return f"{label} {'; '.join(map(_named, people))}"


def _named(person: Person) -> str:
    name, address = harmless(person.name or ""), harmless(person.email or "")
    return f"{address} ({name})" if name and address else address or name


def _flush(lines: list[str]) -> list[str]:
    return [line.strip() for block in lines for line in block.split("\n")]
