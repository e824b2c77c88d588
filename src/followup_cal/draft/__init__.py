"""Follow-ups into words: `draft` fills a template with the facts of one follow-up. Pure, like everything below it."""

from __future__ import annotations

from followup_cal.draft.facts import gather
from followup_cal.draft.mailto import compose_link
from followup_cal.draft.templates import Templates
from followup_cal.draft.writing import Writing
from followup_cal.model import Draft, FollowUp, Profile, said_in

__all__ = ["Templates", "draft"]

SUMMARY_LENGTH = 80
SUBJECT_LENGTH = 90


def draft(followup: FollowUp, profile: Profile, templates: Templates, compose: str = "mailto") -> Draft:
    """Writes the words of a follow-up.

    What is not known is a visible blank in square brackets (rule D1); nobody in a round reads the sentences of another
    (P2). The language is the profile's, else the interview's, else English.

    Args:
        followup: what is to be said, to whom, about which interview.
        profile: who signs.
        templates: the templates in force.
        compose: what the compose link opens, one of `mailto.STYLES`.

    Raises:
        ConfigProblem: there is no such template, or it cannot be filled in.
    """
    sheet = templates.find(followup.template, profile.language or followup.round.language)
    facts = gather(followup, profile, templates.terms(sheet.language))
    writing = Writing(sheet, templates.common(sheet.language), facts)
    subject, body = writing.title("subject", SUBJECT_LENGTH), writing.body()
    addresses = [person.email for person in followup.to if person.email]
    rest = templates.calendar(sheet.language, "rest")[0]
    link = compose_link(compose, addresses, subject, body, rest=rest) if subject else None
    why = said_in(templates.reasons(sheet.language), followup.why)
    return Draft(writing.title("summary", SUMMARY_LENGTH), subject, body, link, sheet.language, why)
