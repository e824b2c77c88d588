"""The main job, as a user runs it."""

import json
from pathlib import Path

import pytest

from conftest import INTERVIEW, SAMPLES, Tool

NOW = "--now=2026-11-17T08:00:00-05:00"
ZONE = "--timezone=America/New_York"
ME = ("--me=robin@adeyemi.example", "--name=Robin Adeyemi")
RUN = (NOW, ZONE, "--country=US", *ME)

STEPS = ["ask-next-steps", "take-notes", "thank-you", "status-email", "phone-call", "final-note", "close"]


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    path = tmp_path / "calendar.ics"
    path.write_bytes(INTERVIEW.encode())
    return path


def edit(path: Path, old: str, new: str) -> None:
    """What a person does in a calendar app."""
    text = path.read_bytes().decode().replace("\r\n ", "")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def counts(out: str) -> dict[str, int]:
    report = json.loads(out)
    return {key: report[key] for key in ("created", "updated", "deleted", "kept")}


def test_the_follow_ups_go_to_a_file_of_their_own(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    result = tool("sync", calendar, *RUN)
    assert result.code == 0
    assert result.out == (
        "Globex, Data Engineer: round 1 on Tue 17 Nov (today)\n"
        "  + Tue 17 Nov 13:30  today        Ask about the next steps\n"
        "  + Tue 17 Nov 15:05  today        Note what was said\n"
        "  + Tue 17 Nov 17:00  today        Thank Dana Okafor\n"
        "  + Tue 24 Nov 09:30  in 7 days    Ask Dana Okafor where things stand\n"
        "  + Wed  2 Dec 10:00  in 2 weeks   Call Dana Okafor\n"
        "  + Wed 16 Dec 09:30  in 4 weeks   Write Dana Okafor a last note\n"
        "  + Wed  6 Jan 09:30  in 7 weeks   Close Globex, Data Engineer: no answer, keep\n"
        "                                   the contact\n"
        "1 interview in 1 application: follow-ups 7 written (followups.ics).\n"
    )
    assert calendar.read_bytes() == INTERVIEW.encode()
    assert (tmp_path / "followups.ics").read_bytes().count(b"@followup-cal") == 7


def test_running_it_again_changes_nothing(tool: Tool, calendar: Path, tmp_path: Path, machine: Path) -> None:
    tool("sync", calendar, *RUN)
    before = (tmp_path / "followups.ics").read_bytes()
    again = tool("sync", calendar, *RUN)
    assert again.out == "1 interview in 1 application: nothing to do, 7 follow-ups up to date.\n"
    assert (tmp_path / "followups.ics").read_bytes() == before
    (machine / "state" / "followup-cal" / "state.json").unlink()
    later = tool("sync", calendar, "--now=2026-11-26T12:00:00-05:00", *RUN[1:], "--json")
    assert counts(later.out) == {"created": 0, "updated": 0, "deleted": 0, "kept": 7}
    assert (tmp_path / "followups.ics").read_bytes() == before


def test_a_dry_run_writes_nothing(tool: Tool, calendar: Path, tmp_path: Path, machine: Path) -> None:
    result = tool("sync", calendar, *RUN, "--dry-run", "--json")
    assert counts(result.out) == {"created": 7, "updated": 0, "deleted": 0, "kept": 0}
    assert json.loads(result.out)["dry_run"] is True
    assert [path.name for path in tmp_path.iterdir()] == ["calendar.ics"]
    assert list(machine.rglob("state.json")) == []


def test_the_report_for_programs(tool: Tool, calendar: Path) -> None:
    report = json.loads(tool("sync", calendar, *RUN, "--json").out)
    assert (report["interviews"], report["applications"], report["requests"]) == (1, 1, 0)
    assert (report["failed"], report["skipped"], report["dry_run"]) == ([], [], False)
    assert {change["action"] for change in report["changes"]} == {"create"}
    thanks = next(change for change in report["changes"] if change["summary"].startswith("Thank"))
    assert (thanks["due"], thanks["reason"]) == ("2026-11-18T15:00:00-05:00", "new")


def test_a_plan_names_every_step_with_its_reason(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    plan = [json.loads(line) for line in tool("plan", calendar, *RUN, "--json").out.splitlines()]
    assert [item["step"] for item in plan] == STEPS
    thanks = plan[2]
    assert thanks["application"] == "globex/data-engineer"
    assert thanks["interview"] == {"uid": "one@calendar.example", "recurrence_id": None}
    assert (thanks["medium"], thanks["component"], thanks["state"]) == ("email", "VTODO", "planned")
    assert (thanks["at"], thanks["start"]) == ("2026-11-17T17:00:00-05:00", "2026-11-17T17:00:00-05:00")
    assert (thanks["due"], thanks["end"]) == ("2026-11-18T15:00:00-05:00", None)
    assert thanks["alarms"] == ["2026-11-17T17:00:00-05:00", "2026-11-18T08:30:00-05:00"]
    assert thanks["to"] == [{"name": "Dana Okafor", "email": "dana@globex.example"}]
    assert thanks["mailto"].startswith("mailto:dana@globex.example?subject=")
    assert "Dear Dana," in thanks["body"]
    assert thanks["reason"] is None
    call = plan[4]
    assert (call["component"], call["due"], call["end"]) == ("VEVENT", None, "2026-12-02T10:30:00-05:00")
    assert "Thanksgiving" in call["why"]
    assert [path.name for path in tmp_path.iterdir()] == ["calendar.ics"]


def test_in_place_leaves_every_other_byte(tool: Tool, calendar: Path) -> None:
    assert tool("sync", calendar, *RUN, "--in-place").code == 0
    text = calendar.read_bytes()
    assert text.startswith(INTERVIEW.encode().removesuffix(b"END:VCALENDAR\r\n"))
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert text.count(b"@followup-cal") == 7
    assert tool("sync", calendar, *RUN, "--in-place").out.endswith("nothing to do, 7 follow-ups up to date.\n")


def test_a_folder_gets_its_follow_ups_back(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    folder = tmp_path / "personal"
    folder.mkdir()
    calendar.rename(folder / "one.ics")
    assert tool("sync", folder, *RUN).code == 0
    assert (folder / "one.ics").read_bytes() == INTERVIEW.encode()
    assert len(list(folder.glob("*.ics"))) == 8
    assert counts(tool("sync", folder, *RUN, "--json").out)["kept"] == 7


def test_several_sources_may_share_a_target(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ics"
    other.write_bytes(
        INTERVIEW.replace("one@", "two@").replace("Globex", "Initech").replace("globex", "initech").encode()
    )
    assert counts(tool("sync", calendar, *RUN, "--to=all.ics", "--json").out)["created"] == 7
    # The entries of a calendar that is not read this time are nobody's business.
    assert counts(tool("sync", other, *RUN, "--to=all.ics", "--json").out) == {
        "created": 7,
        "updated": 0,
        "deleted": 0,
        "kept": 7,
    }


def test_events_only_where_that_is_wanted(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    tool("sync", calendar, *RUN, "--entries=events")
    written = (tmp_path / "followups.ics").read_bytes()
    assert (written.count(b"BEGIN:VEVENT"), written.count(b"BEGIN:VTODO")) == (7, 0)


def test_what_the_user_deleted_stays_deleted(tool: Tool, calendar: Path, tmp_path: Path, machine: Path) -> None:
    tool("sync", calendar, *RUN)
    followups = tmp_path / "followups.ics"
    text = followups.read_bytes().decode()
    start = text.rindex("BEGIN:VTODO", 0, text.index("SUMMARY:Thank Dana"))
    end = text.index("END:VTODO\r\n", start) + len("END:VTODO\r\n")
    followups.write_bytes((text[:start] + text[end:]).encode())
    again = tool("sync", calendar, *RUN, "--json")
    assert counts(again.out) == {"created": 0, "updated": 0, "deleted": 0, "kept": 6}
    # Also on a machine that has never seen it: its siblings remember.
    (machine / "state" / "followup-cal" / "state.json").unlink()
    plan = [json.loads(line) for line in tool("plan", calendar, *RUN, "--json").out.splitlines()]
    assert [item["step"] for item in plan if item["state"] == "deleted-by-user"] == ["thank-you"]
    assert counts(tool("sync", calendar, *RUN, "--json").out)["created"] == 0


def test_what_the_user_edited_stays_edited(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    tool("sync", calendar, *RUN)
    followups = tmp_path / "followups.ics"
    edit(followups, "SUMMARY:Thank Dana Okafor (Globex", "SUMMARY:Dana! (Globex")
    edit(calendar, "Data Engineer", "Platform Engineer")
    report = json.loads(tool("sync", calendar, *RUN, "--json").out)
    assert report["created"] == 0
    text = followups.read_bytes().decode().replace("\r\n ", "")
    assert "SUMMARY:Dana! (Globex" in text
    assert "SUMMARY:Call Dana Okafor (Globex\\, Platform Engineer)" in text


def test_an_interview_that_moves_takes_its_follow_ups_along(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *RUN)
    edit(calendar, "20261117T190000Z", "20261119T190000Z")
    edit(calendar, "20261117T200000Z", "20261119T200000Z")
    assert counts(tool("sync", calendar, *RUN, "--json").out) == {"created": 0, "updated": 7, "deleted": 0, "kept": 0}
    plan = [json.loads(line) for line in tool("plan", calendar, *RUN, "--json").out.splitlines()]
    assert [item["at"][:16] for item in plan] == [
        "2026-11-19T13:30",
        "2026-11-19T15:05",
        "2026-11-19T17:00",
        "2026-11-27T09:30",
        "2026-12-04T10:00",
        "2026-12-18T09:30",
        "2027-01-06T09:30",
    ]
    assert counts(tool("sync", calendar, *RUN, "--json").out)["kept"] == 7


@pytest.mark.parametrize("line", ["STATUS:CANCELLED", "STATUS:CONFIRMED\r\nCATEGORIES:not-an-interview"])
def test_an_interview_that_is_off_takes_its_follow_ups_away(tool: Tool, calendar: Path, line: str) -> None:
    tool("sync", calendar, *RUN)
    if "CATEGORIES" in line:
        edit(calendar, "SUMMARY:Interview", "SUMMARY:#not-an-interview Interview")
    else:
        edit(calendar, "END:VEVENT", f"{line}\r\nEND:VEVENT")
    assert counts(tool("sync", calendar, *RUN, "--json").out) == {"created": 0, "updated": 0, "deleted": 7, "kept": 0}


def test_a_rejection_ends_the_questions_and_gets_an_answer(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *RUN)
    edit(calendar, "role: Data Engineer", "role: Data Engineer\\n#rejected")
    later = ("--now=2026-11-20T08:00:00-05:00", *RUN[1:])
    report = json.loads(tool("sync", calendar, *later, "--json").out)
    created = [change["summary"] for change in report["changes"] if change["action"] == "create"]
    assert created == ["Reply to the rejection (Globex, Data Engineer)"]
    deleted = {change["summary"].split()[0] for change in report["changes"] if change["action"] == "delete"}
    assert {"Call", "Write", "Close"} <= deleted


def test_one_interview_of_two_may_be_deleted(tool: Tool, tmp_path: Path) -> None:
    folder = tmp_path / "personal"
    folder.mkdir()
    for company in ("Globex", "Initech"):
        text = INTERVIEW.replace("Globex", company).replace("one@", f"{company}@")
        (folder / f"{company}.ics").write_bytes(text.encode())
    tool("sync", folder, *RUN)
    (folder / "Initech.ics").unlink()
    result = tool("sync", folder, *RUN, "--json")
    assert (result.code, counts(result.out)) == (0, {"created": 0, "updated": 0, "deleted": 7, "kept": 7})


def test_many_interviews_gone_at_once_are_refused(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    tool("sync", calendar, *RUN)
    calendar.write_bytes(
        INTERVIEW.replace("Interview with Globex: Data Engineer", "Lunch").replace("role", "x").encode()
    )
    calendar.write_bytes(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nEND:VCALENDAR\r\n")
    before = (tmp_path / "followups.ics").read_bytes()
    refused = tool("sync", calendar, *RUN)
    assert (refused.code, refused.out) == (4, "")
    assert refused.err == (
        "Error: The interviews of 7 of 7 follow-ups are no longer in the calendar; nothing was changed.\n"
        "Hint:  If that is right, run it again with --force.\n"
    )
    assert (tmp_path / "followups.ics").read_bytes() == before
    assert counts(tool("sync", calendar, *RUN, "--force", "--json").out)["deleted"] == 7


def test_a_removed_target_file_starts_anew(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    tool("sync", calendar, *RUN)
    (tmp_path / "followups.ics").unlink()
    assert counts(tool("sync", calendar, *RUN, "--json").out)["created"] == 7


def test_on_a_first_run_an_old_calendar_nags_nobody(tool: Tool, tmp_path: Path) -> None:
    old = INTERVIEW.replace("20261117", "20260925")
    (tmp_path / "old.ics").write_bytes(old.encode())
    assert counts(tool("sync", "old.ics", *RUN, "--json").out)["created"] == 0
    plan = [json.loads(line) for line in tool("plan", "old.ics", *RUN, "--json").out.splitlines()]
    assert {item["state"] for item in plan} == {"skipped"}
    assert [item for item in plan if not item["reason"]] == []


def test_quiet_says_nothing(tool: Tool, calendar: Path) -> None:
    result = tool("sync", calendar, *RUN, "-q")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_every_sample_at_once(tool: Tool) -> None:
    files = sorted(str(path) for path in SAMPLES.glob("*.ics"))
    result = tool("sync", *files, NOW, "--timezone=Europe/Berlin", *ME, "--json")
    assert (result.code, result.err) == (0, "")
    assert tool("sync", *files, NOW, "--timezone=Europe/Berlin", *ME, "--json", "--no-cache").code == 0
    assert [path.name for path in Path().iterdir()] == ["followups.ics"]


TYPED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Calendar 1.0//EN
BEGIN:VEVENT
UID:typed@calendar.example
DTSTAMP:20261101T120000Z
DTSTART:20261117T190000Z
DTEND:20261117T200000Z
SUMMARY:Interview Globex
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_an_invitation_beside_what_was_typed_by_hand_writes_nothing_twice(tool: Tool, tmp_path: Path) -> None:
    folder = tmp_path / "personal"
    folder.mkdir()
    (folder / "typed.ics").write_bytes(TYPED.encode())
    assert counts(tool("sync", folder, *RUN, "--json").out)["created"] == 7
    (folder / "invitation.ics").write_bytes(INTERVIEW.encode())
    report = json.loads(tool("sync", folder, *RUN, "--json").out)
    assert [(change["action"], change["summary"]) for change in report["changes"] if change["action"] != "update"] == [
        ("create", "Thank Dana Okafor (Globex, Data Engineer)"),
        ("delete", "Thank your interviewers (Globex)"),
    ]
    assert (report["applications"], report["updated"]) == (1, 6)
    assert counts(tool("sync", folder, *RUN, "--json").out) == {"created": 0, "updated": 0, "deleted": 0, "kept": 7}


def test_an_interviewer_who_is_replaced_takes_the_draft_along(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *RUN)
    edit(calendar, "Dana Okafor:mailto:dana@", "Kim Sato:mailto:kim@")
    report = json.loads(tool("sync", calendar, *RUN, "--json").out)
    assert [
        (change["action"], change["summary"][:14]) for change in report["changes"] if change["action"] != "update"
    ] == [
        ("create", "Thank Kim Sato"),
        ("delete", "Thank Dana Oka"),
    ]


def test_an_interview_that_comes_back_with_a_new_uid_keeps_its_follow_ups(
    tool: Tool, calendar: Path, tmp_path: Path
) -> None:
    tool("sync", calendar, *RUN)
    edit(tmp_path / "followups.ics", "SUMMARY:Call Dana Okafor (Globex", "SUMMARY:Ring Dana (Globex")
    moved = INTERVIEW.replace("one@", "another@").replace("20261117T", "20261119T")
    calendar.write_bytes(moved.encode())
    assert counts(tool("sync", calendar, *RUN, "--json").out) == {"created": 0, "updated": 7, "deleted": 0, "kept": 0}
    text = (tmp_path / "followups.ics").read_bytes().decode().replace("\r\n ", "")
    assert "SUMMARY:Ring Dana (Globex" in text
    assert "DTSTART;TZID=America/New_York:20261204T100000" in text
    assert counts(tool("sync", calendar, *RUN, "--json").out)["kept"] == 7


def test_what_was_deleted_stays_deleted_when_the_interview_comes_with_a_new_uid(
    tool: Tool, calendar: Path, tmp_path: Path
) -> None:
    tool("sync", calendar, *RUN)
    remove(tmp_path / "followups.ics", "Thank Dana")
    tool("sync", calendar, *RUN)
    calendar.write_bytes(INTERVIEW.replace("one@", "another@").replace("20261117T", "20261119T").encode())
    report = json.loads(tool("sync", calendar, *RUN, "--json").out)
    assert (report["created"], report["deleted"]) == (0, 0)


def test_a_feed_with_new_uids_each_time_duplicates_nothing_even_without_state(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *RUN)
    calendar.write_bytes(INTERVIEW.replace("one@", "two@").encode())
    assert counts(tool("sync", calendar, *RUN, "--json", "--no-cache").out)["created"] == 0
    calendar.write_bytes(INTERVIEW.replace("one@", "three@").encode())
    assert counts(tool("sync", calendar, *RUN, "--json", "--no-cache").out)["created"] == 0


def remove(path: Path, title: str) -> None:
    """Deletes a task, as its app does."""
    text = path.read_bytes().decode()
    start = text.rindex("BEGIN:VTODO", 0, text.index(f"SUMMARY:{title}"))
    end = text.index("END:VTODO\r\n", start) + len("END:VTODO\r\n")
    path.write_bytes((text[:start] + text[end:]).encode())


def test_an_answer_typed_into_an_entry_is_understood(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    tool("sync", calendar, *RUN)
    edit(tmp_path / "followups.ics", "DESCRIPTION:To: ", "DESCRIPTION:#rejected\\nTo: ")
    later = ("--now=2026-11-25T08:00:00-05:00", *RUN[1:])
    report = json.loads(tool("sync", calendar, *later, "--json").out)
    created = [change["summary"] for change in report["changes"] if change["action"] == "create"]
    assert created == ["Reply to the rejection (Globex, Data Engineer)"]
    again = json.loads(tool("sync", calendar, *later, "--json").out)
    assert again["changes"] == []


def test_a_decision_date_typed_into_an_entry_moves_the_rest(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    tool("sync", calendar, *RUN)
    edit(tmp_path / "followups.ics", "SUMMARY:Note what was said (Globex", "SUMMARY:Note what was said (Globex")
    text = (tmp_path / "followups.ics").read_bytes().decode().replace("\r\n ", "")
    assert "decision:" in text
    (tmp_path / "followups.ics").write_bytes(text.replace("decision:", "decision: 4 December", 1).encode())
    tool("sync", calendar, *RUN)
    plan = [json.loads(line) for line in tool("plan", calendar, *RUN, "--json").out.splitlines()]
    assert [item["at"][:10] for item in plan if item["step"] == "status-email"] == ["2026-12-07"]
    assert counts(tool("sync", calendar, *RUN, "--json").out) == {"created": 0, "updated": 0, "deleted": 0, "kept": 7}


def test_done_in_the_title_of_an_event_is_done(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    tool("sync", calendar, *RUN)
    edit(tmp_path / "followups.ics", "SUMMARY:Call Dana", "SUMMARY:#done Call Dana")
    plan = [json.loads(line) for line in tool("plan", calendar, *RUN, "--json").out.splitlines()]
    assert [item["step"] for item in plan if item["state"] == "done"] == ["phone-call"]
    assert counts(tool("sync", calendar, *RUN, "--json").out)["kept"] == 7


def test_again_writes_what_was_deleted_also_when_the_interview_has_a_new_uid(
    tool: Tool, calendar: Path, tmp_path: Path
) -> None:
    tool("sync", calendar, *RUN)
    remove(tmp_path / "followups.ics", "Thank Dana")
    tool("sync", calendar, *RUN)
    calendar.write_bytes(INTERVIEW.replace("one@", "another@").replace("20261117T", "20261119T").encode())
    result = tool("sync", calendar, *RUN, "--again", "--json")
    assert (result.code, result.err) == (0, "")
    assert counts(result.out) == {"created": 1, "updated": 6, "deleted": 0, "kept": 0}


def test_who_is_typed_beside_the_invited_joins_them(tool: Tool, tmp_path: Path) -> None:
    folder = tmp_path / "personal"
    folder.mkdir()
    (folder / "one.ics").write_bytes(INTERVIEW.encode())
    tool("sync", folder, *RUN)
    notes = next(path for path in folder.iterdir() if b"SUMMARY:Note what was said" in path.read_bytes())
    edit(notes, "interviewers:\\n", "interviewers: Dana Okafor; Sam Lee\\n")
    changes = json.loads(tool("sync", folder, *RUN, "--json").out)["changes"]
    thanks = sorted((item["action"], item["summary"]) for item in changes if item["summary"].startswith("Thank"))
    assert thanks == [
        ("create", "Thank Sam Lee (Globex, Data Engineer)"),
        ("update", "Thank Dana Okafor (Globex, Data Engineer)"),
    ]
    plan = map(json.loads, tool("plan", folder, *RUN, "--json").out.splitlines())
    assert [item["to"] for item in plan if item["step"] == "thank-you"] == [
        [{"name": "Dana Okafor", "email": "dana@globex.example"}],
        [{"name": "Sam Lee", "email": None}],
    ]
