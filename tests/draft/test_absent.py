"""Most messages go to the recruiter, who need not have been in the interview: none says that they were."""

import re
from dataclasses import replace
from itertools import product

import pytest

from draft.situations import DANA, FULL, NOTES, PANEL, ROBIN, STEPS, TEMPLATES, follow_up, interview
from followup_cal.draft import draft
from followup_cal.draft.inspection import TO_EACH

# An agent is told what "we" spoke about with the employer.
TO_RECRUITER = [
    step for step in STEPS if step not in {*TO_EACH, "take-notes", "ask-next-steps"} and not step.startswith("agent")
]


@pytest.mark.parametrize(
    ("language", "ours"),
    [
        (
            "en",
            r"\bour (?:conv|talk|inter|meet)|\bwe (?:had|never|missed|spoke)|meeting you|you gave me|met you",
        ),
        ("de", r"\bunser\w* (?:Gespräch|Treffen)|\bwir (?:ges|bes)|\bwollten wir|\bhaben uns|Kennenlernen am"),
        ("fr", r"\bnotre |\bnous (?:avions|nous|avons)|vous rencontrer|m'avez accord"),
        ("es", r"\bnuestra |\bteníamos|\bllegamos|\bhablamos|me dedicó|conocerle"),
        ("pt", r"\bnossa |\btínhamos|\bdesencontrado|\bfalámos|me dedicou|conhecê-l"),
        ("nl", r"\bons gesprek|\bzouden we|\belkaar (?:zijn|niet)|we (?:be)?spraken|ontmoet"),
        ("it", r"\bnostro |malinteso|abbiamo parlato|mi ha dedicato|conoscerLa"),
    ],
)
@pytest.mark.parametrize("step", TO_RECRUITER)
def test_who_was_not_there_is_not_told_that_they_were(language: str, ours: str, step: str) -> None:
    talk = interview([DANA, PANEL[1]], topics=NOTES)
    for key, number in product("ab", (1, 2)):
        followup = follow_up(step, talk, to=[ROBIN], key=key, number=number, days_later=7)
        told = draft(followup, replace(FULL, language=language), TEMPLATES)
        assert not re.search(ours, f"{told.subject}\n{told.body}", re.IGNORECASE)
