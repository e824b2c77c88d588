"""The words of the package, and a way to write events down briefly."""

from datetime import UTC, datetime, timedelta

from followup_cal.data import Shelf
from followup_cal.model import Attendee, Event, Finding, Person, Profile, Ref
from followup_cal.recognise import Lexicon, recognise

SHELF = Shelf()
LEXICON = Lexicon.parse(
    {sheet.name.rpartition("/")[2].removesuffix(".toml"): sheet.text for sheet in SHELF.sheets("words", ".toml")},
    SHELF.sheet("ats.toml").text,
)
ROBIN = Profile(names=("Robin Vega",), addresses=("robin.vega@gmail.com",), timezone="Europe/Berlin")
ME = Attendee(Person("Robin Vega", "robin.vega@gmail.com"), partstat="ACCEPTED")
DANA = Attendee(Person("Dana Okafor", "dana.okafor@globex.example"))
SAM = Attendee(Person("Lee, Sam", "sam@globex.example"))


def event(
    title: str,
    notes: str = "",
    *people: Attendee,
    organizer: Person | None = None,
    minutes: int = 45,
    uid: str = "1@example.com",
    status: str = "",
    method: str = "",
    location: str = "",
    day: int = 19,
) -> Event:
    start = datetime(2026, 11, day, 10, tzinfo=UTC)
    return Event(
        source="home",
        href="1.ics",
        ref=Ref(uid),
        summary=title,
        start=start,
        end=start + timedelta(minutes=minutes),
        timezone="Europe/Berlin",
        description=notes,
        location=location,
        organizer=organizer,
        attendees=people,
        status=status,
        method=method,
    )


def finding(*events: Event, profile: Profile = ROBIN) -> Finding:
    """What is recognised in the first of some events."""
    return recognise(events, profile, LEXICON)[0]
