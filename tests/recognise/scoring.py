"""Measures recognition and extraction on a folder of labelled calendars.

A folder holds calendars, `labels.json` and `profile.json`; `tests/calendars/second/README.md` tells their fields.
Run as a script with a folder: prints the scores and every mistake. Every calendar is recognised by itself, with
`--together` all those of a user at once, as the tool does.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from followup_cal.data import Shelf
from followup_cal.ical.read import events
from followup_cal.model import Event, Finding, Person, Profile
from followup_cal.recognise import Lexicon, recognise
from followup_cal.recognise.folding import fold

BEGINNING, ENDING = datetime(2020, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
CALLED_OFF = {"cancelled_interview", "declined_interview"}
LEGAL = "inc|llc|ltd|limited|plc|corp|co|gmbh|ag|se|kg|sa|sas|sarl|sl|spa|srl|bv|nv|ltda"
Label = dict[str, Any]


@dataclass
class Tally:
    """Right, wrong and overlooked."""

    right: int = 0
    wrong: int = 0
    overlooked: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.overlooked, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.overlooked, 1)

    def count(self, wanted: object, found: object, *, same: bool) -> None:
        """Counts one answer that may be missing on either side."""
        self.right += bool(wanted) and same
        self.wrong += bool(found) and not same
        self.overlooked += bool(wanted) and not same

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} ({self.right}/{self.wrong}/{self.overlooked})"
        )


@dataclass
class Share:
    """How many of some answers are right."""

    right: int = 0
    all: int = 0

    @property
    def value(self) -> float:
        return self.right / max(self.all, 1)

    def count(self, *, same: bool) -> None:
        self.right += same
        self.all += 1

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.right} of {self.all})"


@dataclass
class Scores:
    """Everything that is measured; `mistakes` in words."""

    recognition: Tally = field(default_factory=Tally)
    company: Share = field(default_factory=Share)
    role: Share = field(default_factory=Share)
    stage: Share = field(default_factory=Share)
    interviewers: Tally = field(default_factory=Tally)
    recruiter: Tally = field(default_factory=Tally)
    decision: Tally = field(default_factory=Tally)
    outcome: Tally = field(default_factory=Tally)
    topics: Share = field(default_factory=Share)
    language: Share = field(default_factory=Share)
    undue: int = 0
    mistakes: list[str] = field(default_factory=list)


def score(folder: Path, lexicon: Lexicon, *, together: bool = False) -> Scores:
    """Recognises every calendar of a folder, or all of a user at once, and compares with its labels."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["events"]
    runs = [
        run
        for user in users(folder)
        for run in ([user] if together else [{**user, "files": [file]} for file in user["files"]])
    ]
    found = {key: finding for run in runs for key, finding in findings(folder, run, lexicon)}
    scores = Scores()
    for label in labels:
        if not label.get("damaged"):
            _compare(label, found.get((label["file"], label["uid"], label["recurrence_id"])), scores)
    return scores


def users(folder: Path) -> list[dict[str, Any]]:
    """Whose calendars a folder holds."""
    return list(json.loads((folder / "profile.json").read_text(encoding="utf-8"))["users"])


def findings(folder: Path, user: Mapping[str, Any], lexicon: Lexicon) -> Iterator[tuple[tuple[str, ...], Finding]]:
    """What is recognised in a user's calendars, read at once, by file, UID and RECURRENCE-ID."""
    profile = Profile(names=tuple(user["names"]), addresses=tuple(user["addresses"]), timezone=user["timezone"])
    inner = folder / "calendars"
    read: list[Event] = []
    for file in user["files"]:
        data = ((inner if inner.is_dir() else folder) / file).read_bytes()
        read += events(data, file, file, user["timezone"], BEGINNING, ENDING)[0]
    for finding in recognise(read, profile, lexicon):
        event = finding.event
        yield (event.source, event.ref.uid, event.ref.recurrence_id), finding  # type: ignore[misc]


def _compare(label: Label, finding: Finding | None, scores: Scores) -> None:
    def say(what: str, wanted: object, got: object) -> None:
        scores.mistakes.append(f"{what:12} {label['file']} | {label['summary'][:60]} | want {wanted} | got {got}")

    follows = finding is not None and finding.followups
    if follows and not label["should_get_followups"]:
        scores.undue += 1
        say("UNDUE", label["kind"], finding and finding.kind)
    if label["kind"] in CALLED_OFF:
        if finding is None or finding.kind != label["kind"]:
            say("called off", label["kind"], finding and finding.kind)
        return
    yes, wanted = finding is not None and finding.is_interview, label["is_interview"]
    if not label.get("debatable"):
        scores.recognition.count(wanted, yes, same=wanted and yes)
    if yes != wanted:
        say("FALSE ALARM" if yes else "MISSED", label["kind"], finding and (finding.kind, finding.reasons))
    if finding is not None and yes and wanted:
        _facts(label, finding, scores, say)


def _facts(label: Label, finding: Finding, scores: Scores, say: Callable[[str, object, object], None]) -> None:
    for name, normal in (("company", _company), ("role", _role), ("stage", str)):
        wanted = {normal(item) for item in (label[name], *label.get(f"{name}_also", ()))}
        got = normal(getattr(finding, name))
        getattr(scores, name).count(same=got in wanted)
        if got not in wanted:
            say(name, label[name], getattr(finding, name))
    _people(label, finding, scores, say)
    promise = label["stated_decision"] or {}
    day = promise.get("by") or promise.get("not_before")
    heard = finding.decision and (finding.decision.by or finding.decision.not_before)
    pairs = (
        ("decision", day, heard and heard.isoformat()),
        ("outcome", label["outcome"], finding.outcome and finding.outcome.value),
    )
    for name, said, read in pairs:
        getattr(scores, name).count(said, read, same=said == read)
        if said != read:
            say(name, said, read)
    topics = {fold(topic.text) for topic in finding.topics}
    scores.topics.count(same=topics == {fold(topic) for topic in label["topics"]})
    if topics != {fold(topic) for topic in label["topics"]}:
        say("topics", label["topics"], topics)
    scores.language.count(same=finding.language == label["language"])
    if finding.language != label["language"]:
        say("language", label["language"], finding.language)


def _people(label: Label, finding: Finding, scores: Scores, say: Callable[[str, object, object], None]) -> None:
    left = [Person(item["name"], item["email"]) for item in label["interviewers"]]
    wanted, strangers = tuple(left), []
    for person in finding.interviewers:
        known = next((item for item in left if _same(item, person)), None)
        scores.interviewers.count(known, person, same=known is not None)
        if known is None:
            strangers.append(person)
        else:
            left.remove(known)
    scores.interviewers.overlooked += len(left)
    if left or strangers:
        say("interviewers", _shown(wanted), _shown(finding.interviewers))
    told = label["recruiter"] and Person(label["recruiter"]["name"], label["recruiter"]["email"])
    same = bool(told and finding.recruiter and _same(told, finding.recruiter))
    scores.recruiter.count(told, finding.recruiter, same=same)
    if bool(told) != bool(finding.recruiter) or (told and not same):
        say("recruiter", told and _shown([told]), finding.recruiter and _shown([finding.recruiter]))


def _shown(people: Iterable[Person]) -> list[str]:
    return [person.name or person.email or "?" for person in people]


def _same(one: Person, other: Person) -> bool:
    if one.email and other.email:
        return one.email.lower() == other.email.lower()
    mine, theirs = _words(one.name), _words(other.name)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _words(name: str | None) -> set[str]:
    bare = re.sub(r"\(.*?\)|(?:さん|様)$", "", fold(name or ""))
    titles = {"dr", "prof", "herr", "frau", "mme", "sig", "dott", "ssa"}
    return {word for word in re.findall(r"\w+", bare) if word not in titles}


def _company(name: str | None) -> str:
    bare = re.sub(r"株式会社|有限会社", "", fold(name or "")).replace("&", " and ")
    bare = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", bare)
    words = re.findall(r"\w+", re.sub(rf"\b(?:{LEGAL})\b\.?", " ", bare))
    return " ".join(words).removeprefix("the ")


def _role(name: str | None) -> str:
    bare = re.sub(r"\((?:[mwfdxh][/|]?)+\)", " ", fold(name or ""))
    return " ".join({"sr": "senior", "jr": "junior", "eng": "engineer"}.get(w, w) for w in re.findall(r"\w+", bare))


def packaged() -> Lexicon:
    """The words of the package."""
    shelf = Shelf()
    words = {sheet.name.split("/")[-1].removesuffix(".toml"): sheet.text for sheet in shelf.sheets("words", ".toml")}
    return Lexicon.parse(words, shelf.sheet("ats.toml").text)


if __name__ == "__main__":
    result = score(Path(sys.argv[1]), packaged(), together="--together" in sys.argv)
    print(*(f"{name:12} {value}" for name, value in vars(result).items() if name != "mistakes"), sep="\n")  # noqa: T201
    print(*sorted(result.mistakes), sep="\n")  # noqa: T201
