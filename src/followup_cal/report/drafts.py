"""Drafts as they will stand in the calendar, for people to read before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from followup_cal.draft import Templates
from followup_cal.draft.entry_text import entry_text
from followup_cal.report.layout import Line, Span, Tone
from followup_cal.report.story import OPEN
from followup_cal.report.when import View
from followup_cal.report.wording import plain
from followup_cal.run import Decision


def draft_lines(decision: Decision, templates: Templates, view: View) -> Iterator[Line]:
    """The entries of all follow-ups that are open: when, title, description as it is, in lines of any length.

    Args:
        decision: with the follow-ups to show.
        templates: they were drafted with.
        view: from where it is seen.
    """
    shown = [item for item in decision.followups if item.state in OPEN]
    for number, item in enumerate(sorted(shown, key=lambda item: item.at)):
        written = decision.drafts[item.uid]
        if number:
            yield (Span("-" * min(view.width, 72), Tone.FAINT),)
        yield (Span(f"{view.day(item.at)} {view.time(item.at)}  {plain(written.summary)}", Tone.HEADING),)
        for section in entry_text(written, item, templates.notices(written.language)):
            yield ()
            yield from ((Span(plain(line)),) for line in section.splitlines())
    if not shown:
        yield (Span("No draft of this step is open: each is done, skipped or superseded."),)
