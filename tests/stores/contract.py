"""What every store must do (`followup_cal.stores.protocol`); a store's own test is a subclass of a few lines.

Servers reorder and fold what they are given, so only facts are compared: which UIDs there are and what they say.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from followup_cal.errors import Unreachable
from followup_cal.scan import Selection
from followup_cal.stores.protocol import Create, Delete, Resource, Store, Update

YEAR = Selection(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC), words=("interview",))
LATER = Selection(datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 12, 31, tzinfo=UTC), words=("interview",))

ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Vienna\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def wrapped(*components: str) -> bytes:
    """A complete iCalendar object."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{''.join(components)}END:VCALENDAR\r\n".encode()


def entry(uid: str, title: str = "Thank Dana", *, name: str = "VTODO", zone: str = "") -> bytes:
    """An entry as our writer hands it to a store, in UTC or in Vienna's time."""
    when = f";TZID={zone}:20260506T093000" if zone else ":20260506T073000Z"
    end = f"{'DUE' if name == 'VTODO' else 'DTEND'}{when.replace('0930', '1730').replace('0730', '1530')}"
    lines = [f"UID:{uid}", "DTSTAMP:20260501T000000Z", f"DTSTART{when}", end, f"SUMMARY:{title}"]
    text = "".join(f"{line}\r\n" for line in [f"BEGIN:{name}", *lines, f"END:{name}"])
    return wrapped(ZONE if zone else "", text)


def event(uid: str, title: str, day: str = "20260505", more: str = "") -> str:
    """Somebody else's event."""
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260501T000000Z\r\nDTSTART;TZID=Europe/Vienna:{day}T100000\r\n"
        f"DTEND;TZID=Europe/Vienna:{day}T110000\r\nSUMMARY:{title}\r\n{more}END:VEVENT\r\n"
    )


INTERVIEW = wrapped(ZONE, event("talk@x", "Interview at Globex"))
DENTIST = wrapped(ZONE, event("teeth@x", "Dentist"))
LONG_AGO = wrapped(ZONE, event("old@x", "Interview at Initech", "20200505"))
SERIES = wrapped(
    ZONE,
    event("gym@x", "Gym", "20260504", "RRULE:FREQ=WEEKLY;COUNT=9\r\n"),
    event("gym@x", "Interview", "20260511", "RECURRENCE-ID;TZID=Europe/Vienna:20260511T100000\r\n"),
)
OURS = ("1@followup-cal", "2@followup-cal", "3@followup-cal")


def titles(resource: Resource) -> list[str]:
    """The titles of all components in a resource."""
    text = re.sub(r"\r?\n[ \t]", "", resource.data.decode())
    return re.findall(r"(?m)^SUMMARY:([^\r\n]*)", text)


def uid_of(resource: Resource) -> str:
    """The UID of a resource."""
    return resource.data.decode().split("\nUID:", 1)[1].splitlines()[0]


class StoreContract:
    """The behaviour of all stores.

    A subclass says how to set one up, with nothing but these methods.
    """

    def make_store(self, tmp_path: Path, objects: list[bytes]) -> Store:
        """A store with these objects in it, each a complete VCALENDAR with one UID."""
        raise NotImplementedError

    def reopened(self, store: Store) -> Store:
        """A second store on the same place, as another run would open it."""
        raise NotImplementedError

    def foreign_bytes(self, store: Store) -> bytes:
        """Everything in the place that is not ours, so that two readings can be compared."""
        raise NotImplementedError

    def rename_behind_its_back(self, store: Store, old: str, new: str) -> None:
        """Another program replaces a title, of whatever entry it is."""
        raise NotImplementedError

    def spoil(self, store: Store) -> None:
        """Puts something broken among the objects."""
        raise NotImplementedError

    def forbid(self, store: Store) -> None:
        """Takes away the right to write."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        """A calendar with an interview, something else, and something long ago."""
        return self.make_store(tmp_path, [INTERVIEW, DENTIST, LONG_AGO])

    def find(self, store: Store, uid: str) -> Resource:
        """The one resource of ours with this UID."""
        (resource,) = self.reopened(store).lookup([uid])
        return resource

    def make(self, store: Store, uid: str, title: str = "Thank Dana") -> Resource:
        """Creates an entry."""
        (outcome,) = store.write([Create(uid, entry(uid, title))])
        assert outcome.error is None
        return self.find(store, uid)

    def test_reads_what_is_selected_and_nothing_else(self, store: Store) -> None:
        contents = store.read(YEAR)
        assert [uid_of(resource) for resource in contents.resources] == ["talk@x"]
        assert (contents.problems, contents.complete) == ((), True)

    def test_a_resource_is_a_complete_calendar_with_its_zone(self, store: Store) -> None:
        data = store.read(YEAR).resources[0].data.decode()
        assert data.startswith("BEGIN:VCALENDAR")
        assert data.rstrip().endswith("END:VCALENDAR")
        assert (data.count("BEGIN:VTIMEZONE"), data.count("BEGIN:VEVENT")) == (1, 1)
        assert "TZID:Europe/Vienna" in data

    def test_a_series_comes_as_one_resource(self, tmp_path: Path) -> None:
        contents = self.make_store(tmp_path, [DENTIST, SERIES]).read(YEAR)
        assert [sorted(titles(resource)) for resource in contents.resources] == [["Gym", "Interview"]]

    def test_reading_twice_gives_the_same(self, store: Store) -> None:
        self.make(store, OURS[0])
        first = store.read(YEAR)
        assert len(first.resources) == 2
        assert store.read(YEAR) == first
        assert self.reopened(store).read(YEAR) == first

    def test_what_is_created_is_there(self, store: Store) -> None:
        outcomes = store.write([Create(OURS[0], entry(OURS[0], "Thank Dana")), Create(OURS[1], entry(OURS[1], "Call"))])
        assert [(outcome.uid, outcome.error) for outcome in outcomes] == [(OURS[0], None), (OURS[1], None)]
        assert titles(self.find(store, OURS[0])) == ["Thank Dana"]
        assert titles(self.find(store, OURS[1])) == ["Call"]
        uids = [uid_of(resource) for resource in self.reopened(store).read(YEAR).resources]
        assert sorted(uids) == ["1@followup-cal", "2@followup-cal", "talk@x"]

    def test_our_own_entries_are_read_and_found_outside_of_the_window(self, store: Store) -> None:
        self.make(store, OURS[0])
        assert [uid_of(resource) for resource in store.read(LATER).resources] == [OURS[0]]

    def test_looking_up_finds_what_is_there(self, store: Store) -> None:
        made = self.make(store, OURS[0])
        assert store.lookup([OURS[0], OURS[1]]) == (made,)
        assert store.lookup([OURS[1]]) == ()
        assert store.lookup([]) == ()

    def test_an_update_replaces_in_place(self, store: Store) -> None:
        made = self.make(store, OURS[0])
        (outcome,) = store.write([Update(OURS[0], made.href, made.etag, entry(OURS[0], "Thank Dana Okafor"))])
        after = self.find(store, OURS[0])
        assert (outcome.error, titles(after), after.href) == (None, ["Thank Dana Okafor"], made.href)
        assert after.etag != made.etag

    def test_a_deleted_entry_is_gone(self, store: Store) -> None:
        made = self.make(store, OURS[0])
        (outcome,) = store.write([Delete(OURS[0], made.href, made.etag)])
        assert outcome.error is None
        assert self.reopened(store).lookup([OURS[0]]) == ()

    def test_what_changed_since_it_was_read_is_left_alone(self, store: Store) -> None:
        made = self.make(store, OURS[0], "Thank Dana")
        self.rename_behind_its_back(store, "Thank Dana", "Thanked already")
        writes: list[Create | Update | Delete] = [
            Update(OURS[0], made.href, made.etag, entry(OURS[0], "x")),
            Delete(OURS[0], made.href, made.etag),
        ]
        outcomes = store.write(writes)
        assert [(outcome.conflict, bool(outcome.error)) for outcome in outcomes] == [(True, True), (True, True)]
        assert titles(self.find(store, OURS[0])) == ["Thanked already"]

    def test_what_is_gone_cannot_be_updated_or_deleted(self, store: Store) -> None:
        made = self.make(store, OURS[0])
        store.write([Delete(OURS[0], made.href, made.etag)])
        writes: list[Create | Update | Delete] = [
            Update(OURS[0], made.href, made.etag, entry(OURS[0])),
            Delete(OURS[0], made.href, made.etag),
        ]
        assert [outcome.conflict for outcome in store.write(writes)] == [True, True]
        assert store.lookup([OURS[0]]) == ()

    def test_a_uid_is_created_once(self, store: Store) -> None:
        self.make(store, OURS[0], "first")
        (outcome,) = self.reopened(store).write([Create(OURS[0], entry(OURS[0], "second"))])
        assert (outcome.conflict, titles(self.find(store, OURS[0]))) == (True, ["first"])

    def test_a_uid_is_created_once_in_one_batch(self, store: Store) -> None:
        outcomes = store.write([Create(OURS[0], entry(OURS[0], "first")), Create(OURS[0], entry(OURS[0], "second"))])
        assert [outcome.conflict for outcome in outcomes] == [False, True]
        assert titles(self.find(store, OURS[0])) == ["first"]

    def test_one_failure_does_not_stop_the_rest_and_outcomes_keep_their_order(self, store: Store) -> None:
        old, other = self.make(store, OURS[0], "old"), self.make(store, OURS[1], "other")
        outcomes = store.write([
            Delete(OURS[1], other.href, other.etag),
            Update(OURS[0], old.href, "stale", entry(OURS[0], "never")),
            Create(OURS[0], entry(OURS[0], "never")),
            Create(OURS[2], entry(OURS[2], "new")),
            Update(OURS[0], old.href, old.etag, entry(OURS[0], "better")),
        ])  # fmt: skip
        assert [outcome.uid for outcome in outcomes] == [OURS[1], OURS[0], OURS[0], OURS[2], OURS[0]]
        assert [outcome.conflict for outcome in outcomes] == [False, True, True, False, False]
        assert sorted(titles(found) for found in self.reopened(store).lookup(OURS)) == [["better"], ["new"]]

    def test_nothing_of_others_changes(self, store: Store) -> None:
        before = self.foreign_bytes(store)
        made = [self.make(store, uid) for uid in OURS]
        assert self.foreign_bytes(store) == before
        store.write([Update(item, old.href, old.etag, entry(item, "x")) for item, old in zip(OURS, made, strict=True)])
        assert self.foreign_bytes(store) == before
        store.write([Delete(uid_of(item), item.href, item.etag) for item in self.reopened(store).lookup(OURS)])
        assert self.foreign_bytes(store) == before

    def test_what_is_not_ours_is_never_written(self, store: Store) -> None:
        before = self.foreign_bytes(store)
        talk = store.read(YEAR).resources[0]
        outcomes = store.write([
            Update("talk@x", talk.href, talk.etag, INTERVIEW.replace(b"Globex", b"Initech")),
            Delete("talk@x", talk.href, talk.etag),
            Delete(OURS[0], talk.href, talk.etag),
            Create("new@x", entry("new@x")),
        ])  # fmt: skip
        assert [bool(outcome.error) for outcome in outcomes] == [True, True, True, True]
        assert self.foreign_bytes(store) == before

    def test_events_and_tasks_are_kept_as_such(self, store: Store) -> None:
        for uid, name in zip(OURS, sorted(store.components), strict=False):
            store.write([Create(uid, entry(uid, name=name))])
            assert f"BEGIN:{name}".encode() in self.find(store, uid).data

    def test_a_zone_travels_with_the_entry(self, store: Store) -> None:
        store.write([Create(OURS[0], entry(OURS[0], zone="Europe/Vienna"))])
        assert b"TZID:Europe/Vienna" in self.find(store, OURS[0]).data

    def test_a_broken_object_is_reported_and_the_rest_is_read(self, store: Store) -> None:
        self.spoil(store)
        contents = self.reopened(store).read(YEAR)
        assert [uid_of(resource) for resource in contents.resources] == ["talk@x"]
        assert (len(contents.problems), contents.complete) == (1, False)

    def test_no_writes_change_nothing(self, store: Store) -> None:
        before = self.foreign_bytes(store)
        assert store.write([]) == ()
        assert self.foreign_bytes(store) == before

    def test_a_read_only_store_says_so_and_is_not_written(self, store: Store) -> None:
        assert store.refusal is None
        self.forbid(store)
        again, before = self.reopened(store), self.foreign_bytes(store)
        assert "read-only" in (again.refusal or "")
        assert [uid_of(resource) for resource in again.read(YEAR).resources] == ["talk@x"]
        with pytest.raises(Unreachable, match="read-only"):
            again.write([Create(OURS[0], entry(OURS[0]))])
        assert self.foreign_bytes(store) == before
