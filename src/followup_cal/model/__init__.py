"""The central values: frozen, hashable, standard library only.

What may live here: facts about events, interviews, applications, follow-ups and entries, and what follows
from one value alone. What this module must not know: files, servers, the clock, iCalendar syntax, wording.

All datetimes are aware. A `date` in place of a datetime means an all-day event. Ends are exclusive.
"""

from followup_cal.model.entries import Entry, Existing
from followup_cal.model.events import Attendee, Event, Person, Ref
from followup_cal.model.followups import Draft, FollowUp, Home, Known, PlanState
from followup_cal.model.interviews import Application, Decision, Finding, Notes, Outcome, Round, Stage, Topic
from followup_cal.model.said import Said, listed, said_in
from followup_cal.settings import Hours, Medium, Planning, Profile

__all__ = [
    "Application",
    "Attendee",
    "Decision",
    "Draft",
    "Entry",
    "Event",
    "Existing",
    "Finding",
    "FollowUp",
    "Home",
    "Hours",
    "Known",
    "Medium",
    "Notes",
    "Outcome",
    "Person",
    "PlanState",
    "Planning",
    "Profile",
    "Ref",
    "Round",
    "Said",
    "Stage",
    "Topic",
    "listed",
    "said_in",
]
