"""A draft as it stands in the calendar: first the draft itself, then the link, the reason and how to answer.

Nothing here may read as an answer of the user: tags are named without their sign, and no line of ours looks like a
filled-in `key: value` of the notes vocabulary (design, section 5). The reference line is added by whoever writes.
What this module must not know: iCalendar, templates.
"""

from __future__ import annotations

from collections.abc import Sequence

from followup_cal.draft.harmless import harmless
from followup_cal.model import Draft, FollowUp, Medium, Person

SEPARATOR = "· · ·"
LONGEST_REASON = 600
OUTCOMES = ("replied", "rejected", "offer", "withdrawn", "still-deciding", "done")
READY = "Fill in the [...], read it aloud once, send."
BEFORE_CALLING = "Fill in the [...] before you call."
COMPLETE = "Read it aloud once, send."
ADVICE = {
    "close": "No answer so far: mark this as closed and keep the contact. The message is a last word, if you want one. "
    "Now is also the time to connect on LinkedIn, if you like.",
    "rejection-reply": "If they tell you by phone, thank them and ask: What could I have done better? "
    "Once that is said, connecting on LinkedIn keeps the contact.",
}


def entry_text(draft: Draft, followup: FollowUp, outcome_words: Sequence[str] = OUTCOMES) -> tuple[str, str]:
    """Lays out the description of an entry.

    Args:
        draft: the words.
        followup: what they are for.
        outcome_words: the tags that can be typed as an answer, without their sign.

    Returns:
        the draft section, and the footer below it. Both are plain text without leading blanks.
    """
    return "\n".join(_flush(_text(draft, followup))), "\n".join(_flush(_footer(draft, followup, outcome_words)))


def _text(draft: Draft, followup: FollowUp) -> list[str]:
    blanks = "[" in draft.subject + draft.body
    if not draft.subject:
        return [draft.body, "", BEFORE_CALLING] if blanks and followup.medium is Medium.PHONE else [draft.body]
    last = READY if blanks else COMPLETE
    advice = ADVICE.get(followup.step)
    return [f"Subject: {draft.subject}", "", draft.body, "", last, *([advice] if advice else [])]


def _footer(draft: Draft, followup: FollowUp, outcome_words: Sequence[str]) -> list[str]:
    lines = [SEPARATOR]
    if draft.mailto:
        lines.append(f"Write: {draft.mailto}")
    addressed = bool(draft.subject) or followup.medium is Medium.PHONE
    if followup.to and addressed:
        lines.append(f"To: {'; '.join(_named(person) for person in followup.to)}")
    if followup.also and addressed:
        lines.append(f"Or: {'; '.join(_named(person) for person in followup.also)}")
    phones = dict.fromkeys(phone for item in followup.round.interviews for phone in item.phones)
    if phones and followup.medium is Medium.PHONE:
        lines.append(f"Call: {', '.join(map(harmless, phones))}")
    lines.append(f"Why: {harmless(followup.why, LONGEST_REASON)}")
    if outcome_words:
        *words, last = outcome_words
        choice = f"{', '.join(words)} or {last}" if words else last
        lines.append(f"Any news? Type it here: a number sign and, right after it, {choice}.")
    return lines


def _named(person: Person) -> str:
    return ", ".join(harmless(part) for part in (person.name, person.email) if part)


def _flush(lines: list[str]) -> list[str]:
    return [line.strip() for block in lines for line in block.split("\n")]
