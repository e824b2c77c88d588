"""Three versions of an entry meet: what we wrote, what stands there, what we want now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followup_cal.cadence import why
from followup_cal.changes import Change, Create, Delete, Ending, Keep, Reason, Update
from followup_cal.errors import Unsafe
from followup_cal.guard import guard
from followup_cal.ical.existing import own_entries
from followup_cal.ical.write import compose, patch
from followup_cal.model import Entry, Existing, Notes, Outcome, PlanState
from followup_cal.reconcile import Reader, imprint_of, known, reconcile, touched

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
AT = datetime(2026, 11, 24, 9, 30, tzinfo=BERLIN)
UID = "5e8c3a52-0000-5000-8000-000000000001@followup-cal"
ENTRY = Entry(
    uid=UID,
    store="calendar",
    component="VTODO",
    summary="Ask Dana about Globex",
    start=AT,
    end=AT + timedelta(hours=8),
    text="Subject: Status\n\nHello Dana,\n\nis there any news?",
    footer="· · ·\nWhy: five business days.",
    alarms=(AT,),
    categories=("Follow-up",),
    priority=5,
    step="status-email",
    application="globex",
    interview="abcdefghij",
    ideal="aaaa",
    facts="bbbb",
    siblings=("222", "333"),
)


def notes(text: str) -> Notes:
    """The one tag these tests type."""
    return Notes(frozenset({"replied"})) if "#replied" in text else Notes()


GERMAN = {
    "No longer needed: {reason} You changed it, so it stays.": "Vorbei: {reason} Geändert.",
    "They turned you down.": "Es kam eine Absage.",
}
READER = Reader(notes, lambda text: "\n".join(line for line in text.splitlines() if "#replied" not in line))


def standing(entry: Entry = ENTRY, *edits: tuple[str, str]) -> Existing:
    """The entry as we wrote it and as somebody may have edited it since."""
    data = compose(entry, imprint_of(entry, READER), NOW).decode().replace("\r\n ", "")
    for old, new in edits:
        assert old in data
        data = data.replace(old, new)
    (existing,) = own_entries(data.encode(), store="calendar", href="h", etag="e", timezone="Europe/Berlin")
    return existing


def decide(wanted: Entry | None, existing: Existing | None, *, refresh: bool = False, **why: dict[str, str]) -> Change:
    empty: dict[str, str] = {}
    ended = {uid: Ending(reason) for uid, reason in why.get("ended", empty).items()}
    vanished = why.get("vanished", empty)
    (change,) = reconcile(
        [wanted] if wanted else [],
        [existing] if existing else [],
        ended=ended,
        vanished=vanished,
        remembered=why.get("remembered", empty),
        reader=READER,
        refresh=refresh,
    )
    return change


def after(change: Change) -> Existing:
    """The entry as it stands once an update was carried out."""
    assert isinstance(change, Update)
    data = patch(change.existing, change.entry, change.imprint, change.fields, NOW)
    (existing,) = own_entries(data, store="calendar", href="h", etag="f", timezone="Europe/Berlin")
    return existing


TITLE = ("SUMMARY:Ask Dana about Globex", "SUMMARY:Ask Dana!")
MOVED = ("DTSTART;TZID=Europe/Berlin:20261124T093000", "DTSTART;TZID=Europe/Berlin:20261126T093000")
EDITED = ("is there any news?", "has the team decided?")
TAGGED = ("is there any news?", "is there any news?\\n#replied")
TICKED = ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED")
SILENT = ("BEGIN:VALARM", "BEGIN:X-NO-ALARM")
SILENCED = ("END:VALARM", "END:X-NO-ALARM")
BARE = ("X-FOLLOWUP-CAL-REF", "X-OTHER")
NO_REF = ("\\nref: ", "\\nno: ")


def test_an_entry_that_stands_nowhere_is_created() -> None:
    assert decide(ENTRY, None) == Create(ENTRY, imprint_of(ENTRY, READER))


def test_what_stands_as_wanted_is_kept() -> None:
    assert decide(ENTRY, standing()) == Keep(standing(), Reason.SAME)


@pytest.mark.parametrize(
    "noise",
    [
        ("DTSTAMP:20261117T080000Z", "DTSTAMP:20261118T090000Z"),
        ("SEQUENCE:0", "SEQUENCE:7"),
        ("CLASS:PRIVATE", "X-MOZ-GENERATION:3"),
        ("TRIGGER:PT0S", "TRIGGER:P0D"),
        ("TRIGGER:PT0S", "TRIGGER;VALUE=DATE-TIME:20261124T083000Z"),
        ("TRIGGER:PT0S", "TRIGGER:PT0S\r\nACKNOWLEDGED:20261124T090000Z\r\nX-MOZ-LASTACK:20261124T090000Z"),
        ("DTSTART;TZID=Europe/Berlin:20261124T093000", "DTSTART:20261124T083000Z"),
        ("is there any news?", "is there any news?   \\n"),
        ("\\n", "\\r\\n"),
        BARE,
    ],
)
def test_the_doings_of_apps_and_servers_are_no_edit(noise: tuple[str, str]) -> None:
    change = decide(ENTRY, standing(ENTRY, noise))
    assert isinstance(change, Keep)
    assert change.reason is Reason.SAME


@pytest.mark.parametrize(
    ("edits", "field"), [([TITLE], "summary"), ([MOVED], "times"), ([EDITED], "text"), ([SILENT, SILENCED], "alarms")]
)
def test_an_edit_is_seen_in_its_own_field_only(edits: list[tuple[str, str]], field: str) -> None:
    # Moving only the start leaves the relative alarm where it is, seen from the start.
    assert touched(standing(ENTRY, *edits), imprint_of(ENTRY, READER), READER) == {field}


def test_a_tag_typed_into_the_text_is_an_answer_and_no_edit() -> None:
    assert touched(standing(ENTRY, TAGGED), imprint_of(ENTRY, READER), READER) == frozenset()


def test_a_template_that_got_better_rewrites_nothing() -> None:
    better = replace(ENTRY, text="Subject: Hi\n\nMuch better.", footer="· · ·\nWhy: better.")
    assert isinstance(decide(better, standing()), Keep)


def test_a_better_template_comes_in_where_that_is_asked_for() -> None:
    better = replace(ENTRY, summary="Write to Dana", text="Subject: Hi\n\nMuch better.", footer="· · ·\nWhy: better.")
    there = after(decide(better, standing(), refresh=True))
    assert (there.summary, there.text) == ("Write to Dana", "Subject: Hi\n\nMuch better.")
    assert "Why: better." in there.footer
    assert isinstance(decide(better, there, refresh=True), Keep)


def test_what_was_edited_or_ticked_stays_whatever_is_asked_for() -> None:
    better = replace(ENTRY, summary="Write to Dana", text="Subject: Hi\n\nMuch better.")
    there = after(decide(better, standing(ENTRY, EDITED), refresh=True))
    assert there.summary == "Write to Dana"
    assert there.text == "Subject: Status\n\nHello Dana,\n\nhas the team decided?"
    assert isinstance(decide(better, standing(ENTRY, TICKED), refresh=True), Keep)


def test_new_facts_rewrite_the_texts() -> None:
    renamed = replace(ENTRY, facts="cccc", summary="Ask Sam about Globex", text="Subject: Status\n\nHello Sam.")
    there = after(decide(renamed, standing()))
    assert (there.summary, there.text) == ("Ask Sam about Globex", "Subject: Status\n\nHello Sam.")
    assert isinstance(decide(renamed, there), Keep)


def test_new_facts_leave_an_edited_text_alone_for_good() -> None:
    renamed = replace(ENTRY, facts="cccc", summary="Ask Sam about Globex", text="Subject: Status\n\nHello Sam.")
    there = after(decide(renamed, standing(ENTRY, EDITED)))
    assert there.summary == "Ask Sam about Globex"
    assert there.text == "Subject: Status\n\nHello Dana,\n\nhas the team decided?"
    again = replace(renamed, facts="dddd", text="Subject: Status\n\nHello Kim.")
    assert after(decide(again, there)).text == "Subject: Status\n\nHello Dana,\n\nhas the team decided?"


def test_new_facts_keep_the_answers_typed_into_the_text() -> None:
    renamed = replace(ENTRY, facts="cccc", text="Subject: Status\n\nHello Sam.")
    assert after(decide(renamed, standing(ENTRY, TAGGED))).text == "Subject: Status\n\nHello Sam.\n\n#replied"


def test_a_new_date_moves_entry_and_alarm() -> None:
    later = AT + timedelta(days=2)
    moved = replace(ENTRY, start=later, end=later + timedelta(hours=8), alarms=(later,), ideal="cccc")
    there = after(decide(moved, standing()))
    assert (there.start, there.end, there.alarms) == (later, later + timedelta(hours=8), (later,))
    assert isinstance(decide(moved, there), Keep)


def test_an_alarm_that_was_written_at_another_distance_is_no_edit() -> None:
    later = AT + timedelta(days=2)
    moved = replace(ENTRY, start=later, end=later + timedelta(hours=8), alarms=(later - timedelta(hours=1),))
    change = decide(moved, standing())
    assert isinstance(change, Update)
    assert change.reason is Reason.MOVED
    there = after(change)
    assert there.alarms == (later - timedelta(hours=1),)
    assert touched(there, change.imprint, READER) == frozenset()


def test_a_date_the_user_moved_stays() -> None:
    later = AT + timedelta(days=9)
    moved = replace(ENTRY, start=later, end=later + timedelta(hours=8), alarms=(later,), ideal="cccc")
    there = after(decide(moved, standing(ENTRY, MOVED)))
    assert there.start == datetime(2026, 11, 26, 9, 30, tzinfo=BERLIN)


def test_what_was_just_written_is_no_edit() -> None:
    later = AT + timedelta(days=2)
    better = replace(
        ENTRY, summary="Ask Dana about Initech", text="Subject: News\n\nHello Dana", ideal="cccc", facts="dddd"
    )
    wanted = replace(better, start=later, end=later + timedelta(hours=8), alarms=(later,))
    change = decide(wanted, standing())
    assert isinstance(change, Update)
    assert change.fields == {"summary", "times", "alarms", "text", "footer"}
    existing = after(change)
    assert touched(existing, change.imprint, READER) == frozenset()
    assert decide(wanted, existing) == Keep(existing, Reason.SAME)


@pytest.mark.parametrize("done", [False, True])
def test_an_entry_that_another_interview_takes_over_names_it(*, done: bool) -> None:
    ticked = (("STATUS:NEEDS-ACTION", "STATUS:COMPLETED"),) if done else ()
    wanted = replace(ENTRY, interview="zyxwvutsrq")
    change = decide(wanted, standing(ENTRY, *ticked))
    assert isinstance(change, Update)
    assert (change.fields, change.reason) == (frozenset(), Reason.BOOKKEEPING)
    existing = after(change)
    assert (existing.interview, existing.done) == ("zyxwvutsrq", done)
    assert decide(wanted, existing) == Keep(existing, Reason.DONE if done else Reason.SAME)


@pytest.mark.parametrize("edit", [TITLE, ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED")], ids=["edited", "done"])
def test_an_entry_that_stays_when_its_step_has_ended_names_the_interview_that_took_over(edit: tuple[str, str]) -> None:
    def ended(existing: Existing) -> Change:
        over = {UID: Ending("you had a reply", "zyxwvutsrq")}
        (change,) = reconcile([], [existing], ended=over, vanished={}, remembered={}, reader=READER)
        return change

    existing = after(ended(standing(ENTRY, edit)))
    assert (existing.interview, existing.step) == ("zyxwvutsrq", "status-email")
    assert isinstance(ended(existing), Keep)


def test_a_ticked_entry_is_never_rewritten() -> None:
    renamed = replace(ENTRY, facts="cccc", ideal="cccc", summary="Ask Sam about Globex")
    change = decide(renamed, standing(ENTRY, TICKED))
    assert isinstance(change, Keep)
    assert change.reason is Reason.DONE


def test_the_list_of_siblings_follows_what_is_written_with_an_entry() -> None:
    fewer = replace(ENTRY, siblings=("222",))
    change = decide(fewer, standing())
    assert isinstance(change, Update)
    assert (change.fields, change.reason) == (frozenset(), Reason.BOOKKEEPING)
    there = after(change)
    assert there.imprint is not None
    assert there.imprint.endswith(".222")
    assert isinstance(decide(fewer, there), Keep)


def test_without_imprint_and_state_nothing_is_touched() -> None:
    change = decide(replace(ENTRY, facts="cccc"), standing(ENTRY, BARE, NO_REF))
    assert change == Keep(standing(ENTRY, BARE, NO_REF), Reason.UNKNOWN_BASE)


def test_the_state_file_is_enough_where_the_entry_tells_nothing() -> None:
    change = decide(ENTRY, standing(ENTRY, BARE, NO_REF), remembered={UID: str(imprint_of(ENTRY, READER))})
    assert isinstance(change, Keep)
    assert change.reason is Reason.SAME


def test_an_untouched_entry_whose_step_has_ended_is_removed() -> None:
    change = decide(None, standing(), ended={UID: "round 2"})
    assert change == Delete(standing(), Reason.ENDED, "round 2")


def test_an_edited_entry_whose_step_has_ended_stays_without_its_alarms() -> None:
    change = decide(None, standing(ENTRY, EDITED), ended={UID: "round 2"})
    there = after(change)
    assert (there.alarms, there.interview) == ((), "abcdefghij")
    assert there.text == "Subject: Status\n\nHello Dana,\n\nhas the team decided?"
    assert decide(None, there, ended={UID: "round 2"}) == Keep(there, Reason.TOUCHED, "round 2")


def test_an_edited_entry_whose_step_has_ended_says_so_where_its_reason_stood() -> None:
    there = after(decide(None, standing(ENTRY, EDITED), ended={UID: "the interview was cancelled"}))
    assert there.footer == ("· · ·\nWhy: No longer needed: the interview was cancelled. You changed it, so it stays.")


def test_nothing_is_said_in_a_text_that_the_user_replaced_as_a_whole() -> None:
    replaced = after(decide(None, standing(ENTRY, ("· · ·", "Why:")), ended={UID: "round 2"}))
    assert replaced.footer == ""
    assert "o longer needed" not in replaced.text


def test_what_the_user_typed_below_stays_once() -> None:
    typed = ("Why: five business days.", "Why: five business days.\\nask for the budget")
    there = after(decide(None, standing(ENTRY, EDITED, typed), ended={UID: "round 2"}))
    assert there.footer.splitlines()[2:] == ["ask for the budget"]


def test_an_edited_entry_rings_again_once_it_is_wanted_again() -> None:
    ended = after(decide(None, standing(ENTRY, EDITED), ended={UID: "round 2"}))
    back = after(decide(ENTRY, ended))
    assert (back.alarms, back.footer) == ((AT,), "· · ·\nWhy: five business days.")
    assert decide(ENTRY, back) == Keep(back, Reason.SAME)


def test_an_alarm_set_after_the_end_of_a_step_stays() -> None:
    ended = after(decide(None, standing(ENTRY, EDITED), ended={UID: "round 2"}))
    assert decide(None, replace(ended, alarms=(AT,)), ended={UID: "round 2"}) == Keep(
        replace(ended, alarms=(AT,)), Reason.TOUCHED, "round 2"
    )


def test_the_carrier_of_an_answer_is_never_removed_and_says_why() -> None:
    change = decide(None, standing(ENTRY, TAGGED), ended={UID: "They have replied."})
    assert isinstance(change, Update)
    assert change.reason is Reason.NOTED
    there = after(change)
    assert (there.alarms, there.text[-8:]) == ((), "#replied")
    assert there.footer == "· · ·\nWhy: No longer needed: They have replied. It has your note, so it stays."
    assert decide(None, there, ended={UID: "They have replied."}) == Keep(there, Reason.NOTED, "They have replied.")


def test_the_carrier_of_an_answer_that_was_edited_besides_counts_as_edited() -> None:
    change = decide(None, standing(ENTRY, TAGGED, TITLE), ended={UID: "They have replied."})
    assert isinstance(change, Update)
    assert change.reason is Reason.TOUCHED


def test_a_done_entry_stays_as_history() -> None:
    change = decide(None, standing(ENTRY, TICKED), ended={UID: "round 2"})
    assert isinstance(change, Update)
    assert (change.fields, change.imprint.siblings, change.reason) == (frozenset(), (), Reason.BOOKKEEPING)


def test_a_done_entry_names_the_interview_that_took_over_also_long_after_its_step_has_ended() -> None:
    ended = after(decide(None, standing(ENTRY, TICKED), ended={UID: "round 2"}))
    over = {UID: Ending("round 2", "zyxwvutsrq")}
    (change,) = reconcile([], [ended], ended=over, vanished={}, remembered={}, reader=READER)
    assert after(change).interview == "zyxwvutsrq"


def test_an_entry_that_was_silenced_has_no_alarm_to_lose() -> None:
    change = decide(None, standing(ENTRY, SILENT, SILENCED), ended={UID: "round 2"})
    assert isinstance(change, Update)
    assert (change.fields, change.reason) == (frozenset({"footer"}), Reason.TOUCHED)


def test_alarms_follow_the_rules_of_today_only_where_that_is_asked_for() -> None:
    earlier = replace(ENTRY, facts="cccc", alarms=(AT - timedelta(hours=1),))
    kept, renewed = decide(earlier, standing()), decide(earlier, standing(), refresh=True)
    assert isinstance(kept, Update)
    assert isinstance(renewed, Update)
    assert (kept.fields, renewed.fields) == (frozenset({"footer"}), frozenset({"footer", "alarms"}))


def test_an_entry_whose_interview_was_not_read_is_left_alone() -> None:
    assert decide(None, standing()) == Keep(standing(), Reason.OUT_OF_SCOPE)


def test_planning_learns_what_the_user_did() -> None:
    there = known([standing(ENTRY, MOVED, TICKED)], {}, READER)[UID]
    assert (there.moved, there.state, there.ideal) == (True, PlanState.DONE, "aaaa")
    assert there.start == datetime(2026, 11, 26, 9, 30, tzinfo=BERLIN)
    assert not known([standing()], {}, READER)[UID].moved


def test_planning_moves_nothing_of_which_it_is_not_known_what_was_written() -> None:
    there = known([standing(ENTRY, BARE, NO_REF)], {}, READER)[UID]
    assert (there.moved, there.ideal, there.state) == (True, "", PlanState.WRITTEN)


def vanishing(gone: int, of: int, each: int = 1) -> list[Change]:
    """Some of all entries go, so many of each interview."""
    there = [replace(standing(), uid=f"{n}@followup-cal", interview=f"interview{n // each}") for n in range(of)]
    return [Delete(item, Reason.VANISHED) if n < gone else Keep(item, Reason.SAME) for n, item in enumerate(there)]


def test_many_interviews_gone_at_once_look_like_an_accident() -> None:
    with pytest.raises(Unsafe) as refusal:
        guard(vanishing(5, of=16), force=False)
    assert refusal.value.problem == (
        "The interviews of 5 of 16 follow-ups are no longer in the calendar; nothing was changed."
    )
    assert refusal.value.exit_code == 4


@pytest.mark.parametrize(("gone", "of"), [(4, 4), (5, 17), (6, 20)])
def test_a_few_may_go(gone: int, of: int) -> None:
    assert len(guard(vanishing(gone, of), force=False)) == of


def test_one_interview_that_is_gone_is_no_accident_while_another_stands() -> None:
    assert len(guard(vanishing(7, of=14, each=7), force=False)) == 14
    with pytest.raises(Unsafe):
        guard(vanishing(7, of=7, each=7), force=False)
    with pytest.raises(Unsafe):
        guard(vanishing(14, of=21, each=7), force=False)


def test_an_interview_that_was_not_read_is_no_witness() -> None:
    unread = [Keep(change.existing, Reason.OUT_OF_SCOPE) for change in vanishing(0, of=7) if isinstance(change, Keep)]
    with pytest.raises(Unsafe):
        guard([*vanishing(7, of=7, each=7), *unread], force=False)


def test_entries_that_do_not_name_their_interview_may_be_of_several() -> None:
    named = vanishing(7, of=14, each=7)
    nameless = [
        Delete(replace(item.existing, interview=None), item.reason) for item in named[:7] if isinstance(item, Delete)
    ]
    with pytest.raises(Unsafe):
        guard([*nameless, *named[7:]], force=False)


def test_force_lets_them_go() -> None:
    assert len(guard(vanishing(16, of=16), force=True)) == 16


def test_deletions_that_the_user_asked_for_do_not_count() -> None:
    asked = [replace(change, reason=Reason.ENDED) for change in vanishing(16, of=16) if isinstance(change, Delete)]
    assert guard(asked, force=False) == tuple(asked)


def test_more_than_a_thousand_writes_are_refused() -> None:
    creations = [Create(ENTRY, imprint_of(ENTRY, READER))] * 1001
    with pytest.raises(Unsafe, match="1001 entries would be written in one run"):
        guard(creations, force=False)
    assert len(guard(creations[:1000], force=False)) == 1000


def test_why_it_stays_is_said_in_the_language_of_the_entry() -> None:
    german = replace(ENTRY, footer="· · ·\nWarum: fünf Werktage.")
    reader = replace(READER, reasons={"de": GERMAN}.__getitem__)
    (change,) = reconcile(
        [],
        [standing(german, EDITED)],
        ended={UID: Ending(why.OUTCOMES[Outcome.REJECTED])},
        vanished={},
        remembered={},
        reader=reader,
    )
    assert isinstance(change, Update)
    assert change.entry.footer == "· · ·\nWarum: Vorbei: Es kam eine Absage. Geändert."
