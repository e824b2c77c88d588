"""Findings -> applications: which interviews belong to one employer and one position.

What this module must not know: the cadence, the clock.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from followup_cal.cadence.names import employer_words, is_short_for, mail_domain, role_words, same_role, slug, words
from followup_cal.cadence.rounds import in_order, make_rounds
from followup_cal.model import Application, Finding

STANDING = "own_interview"


@dataclass(frozen=True, slots=True)
class Case:
    """The interviews of one application while they are being sorted, in the order they take place."""

    findings: tuple[Finding, ...]

    @property
    def company(self) -> str | None:
        """The employer as the earliest interview that names one does."""
        return next((item.company for item in self.findings if item.company), None)

    @property
    def role(self) -> str | None:
        """The position as the earliest interview that names one does."""
        return next((item.role for item in self.findings if item.role), None)

    @property
    def key(self) -> str:
        """Readable; two cases may share it."""
        name = slug(employer_words(self.company) if self.company else words(self.findings[0].event.summary))
        return f"{name}/{slug(words(self.role))}" if self.role else name


def group(findings: Sequence[Finding]) -> tuple[Application, ...]:
    """Puts standing interviews into applications (rules N1, S5, S12).

    Args:
        findings: whatever was recognised; what is no interview, cancelled or declined is left out. Interviews whose
            outcome is known are kept, since some steps answer an outcome.

    Returns:
        Applications in the order of their first interviews, each with a key of its own.
    """
    standing = in_order([item for item in findings if item.is_interview and item.kind == STANDING])
    cases = [case for employer in _by_employer(standing) for case in _by_role(employer)]
    cases.sort(key=lambda case: (case.findings[0].event.begins, case.key))
    applications: dict[str, Application] = {}
    for case in cases:
        key = _free(case, applications)
        applications[key] = _application(key, case)
    return tuple(applications.values())


def _application(key: str, case: Case) -> Application:
    rounds = make_rounds(case.findings)
    # A new round revives what an earlier one ended (rule S5).
    outcomes = [item.outcome for item in rounds[-1].interviews if item.outcome]
    return Application(key, case.company, case.role, rounds, outcomes[-1] if outcomes else None)


def _by_employer(findings: Sequence[Finding]) -> list[list[Finding]]:
    """By name; without one by the mail domain of the interviewers; without both each on its own."""
    full = _full_names(findings)
    owners = _domain_owners(findings, full)
    employers: dict[object, list[Finding]] = {}
    for finding in findings:
        name: object = full.get(finding.company or "")
        domain = next((item for item in map(mail_domain, finding.interviewers) if item), None)
        employers.setdefault(name or owners.get(domain, domain) or ("event", finding.event.key), []).append(finding)
    return list(employers.values())


def _full_names(findings: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """Every employer as it is written -> the words of its longest name, where a short one can mean one only."""
    written = {item.company: employer_words(item.company) for item in findings if item.company}
    names = set(written.values())
    full: dict[str, tuple[str, ...]] = {}
    for company, short in written.items():
        longer = [name for name in names if is_short_for(short, name)]
        longest = max(longer, key=lambda name: (len(name), name), default=short)
        is_one = all(name == longest or is_short_for(name, longest) for name in longer)
        full[company] = longest if is_one else short
    return full


def _domain_owners(findings: Sequence[Finding], full: Mapping[str, tuple[str, ...]]) -> dict[str | None, object]:
    """Mail domains of interviewers that belong to one named employer only."""
    owners: dict[str | None, set[tuple[str, ...]]] = {}
    for finding in findings:
        for domain in filter(None, map(mail_domain, finding.interviewers if finding.company else ())):
            owners.setdefault(domain, set()).add(full[finding.company or ""])
    return {domain: names.pop() for domain, names in owners.items() if len(names) == 1}


def _by_role(findings: Sequence[Finding]) -> list[Case]:
    """Positions of one employer; an interview that names none belongs to the one that was talked about last."""
    if not any(item.role for item in findings):
        return [Case(tuple(findings))]
    cases: list[Case] = []
    for finding in (item for item in findings if item.role):
        found = _case_of(finding.role or "", cases)
        if found is None:
            cases.append(Case((finding,)))
        else:
            cases[found] = Case((*cases[found].findings, finding))
    named = tuple(cases)
    for finding in (item for item in findings if not item.role):
        number = _last_before(finding, named)
        cases[number] = replace(cases[number], findings=in_order((*cases[number].findings, finding)))
    return cases


def _case_of(role: str, cases: Sequence[Case]) -> int | None:
    """The case of a position: the one of the very same title, else the latest of a compatible one."""
    exact = [number for number, case in enumerate(cases) if role_words(case.role or "") == role_words(role)]
    close = [number for number, case in enumerate(cases) if same_role(case.role or "", role)]
    return exact[-1] if exact else close[-1] if close else None


def _last_before(finding: Finding, cases: Sequence[Case]) -> int:
    """The case with the latest interview up to a given one, else the first case."""
    began = [
        (item.event.begins, number)
        for number, case in enumerate(cases)
        for item in case.findings
        if item.event.begins <= finding.event.begins
    ]
    return max(began)[1] if began else 0


def _free(case: Case, taken: Container[str]) -> str:
    """The key of a case; with the day of its first interview, and then a number, where another one has it."""
    if case.key not in taken:
        return case.key
    dated = f"{case.key}-{case.findings[0].event.begins.date().isoformat()}"
    numbered = (f"{dated}-{number}" for number in count(2))
    return next(key for key in chain((dated,), numbered) if key not in taken)
