"""Drafts as they will stand in the calendar, for people to read before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from followup_cal.draft import Templates
from followup_cal.draft.entry_text import entry_text
from followup_cal.report.story import OPEN, clock
from followup_cal.report.wording import plain
from followup_cal.run import Decision

RULE = "-" * 72


def draft_lines(decision: Decision, templates: Templates, zone: tzinfo) -> Iterator[str]:
    """The entries of all follow-ups that are open: when, title, description.

    Args:
        decision: with the follow-ups to show.
        templates: they were drafted with.
        zone: the user's.
    """
    shown = [item for item in decision.followups if item.state in OPEN]
    for number, item in enumerate(sorted(shown, key=lambda item: item.at)):
        written = decision.drafts[item.uid]
        if number:
            yield RULE
        yield f"{clock(item.at, zone)}  {plain(written.summary)}"
        for section in entry_text(written, item, templates.notices(written.language)):
            yield ""
            yield from map(plain, section.splitlines())
    if not shown:
        yield "No draft of this step is open: each is done, skipped or superseded."
