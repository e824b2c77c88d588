"""The templates in force: sheets of all languages, each read when it is first asked for.

What this module must not know: where files stand, what a follow-up is, how a sheet becomes text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from followup_cal.draft.entry_text import NOTICES
from followup_cal.draft.facts import Terms
from followup_cal.draft.proof import COMMON, mistakes
from followup_cal.draft.reasons import read_reasons
from followup_cal.draft.sheet import Block, Sheet, language_and_name, read_sheet
from followup_cal.errors import ConfigProblem, UsageProblem

FALLBACK = "en"
HINT = "`template show thank-you` prints a sound one; `template lint` checks yours."


@dataclass(frozen=True, slots=True)
class Templates:
    """All template sheets, free of mistakes.

    Attributes:
        files: language and name of a template -> its file and the text of that.
        told: language -> the file of its sentences on why an entry stands on its date, and the text of that.
    """

    files: Mapping[tuple[str, str], tuple[str, str]]
    told: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def parse(
        cls,
        sheets: Mapping[str, str],
        reasons: Mapping[str, str] = MappingProxyType({}),
        *,
        proven: Collection[str] = (),
    ) -> Templates:
        """Builds the templates from the texts of their files.

        Args:
            sheets: text by path, e.g. `en/thank-you.txt`; the last folder of a path is the language.
            reasons: likewise, e.g. `de/reasons.toml`: the sentences on why an entry stands on its date.
            proven: languages all of whose files are those of the package, which its tests have looked through.

        Raises:
            ConfigProblem: every mistake in any of the others, with file and line.
        """
        found = cls(
            {language_and_name(file): (file, sheets[file]) for file in sorted(sheets, reverse=True)},
            {language_and_name(file)[0]: (file, text) for file, text in reasons.items()},
        )
        doubtful = [(file, text) for file, text in sorted(sheets.items()) if language_and_name(file)[0] not in proven]
        problems = [problem for file, text in doubtful for problem in _read(file, text)[1]]
        problems += [
            problem
            for language, named in sorted(found.told.items())
            if language not in proven
            for problem in _read_reasons(*named)[1]
        ]
        for file, text in doubtful:
            sheet, _ = _read(file, text)
            problems += mistakes(sheet, found.common(sheet.language))
        if problems:
            raise ConfigProblem(tuple(problems), HINT)
        return found

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All of them, in the order of their files."""
        return tuple(_read(file, text)[0] for file, text in sorted(self.files.values()))

    def check(self, language: str) -> None:
        """Makes sure that drafts can be written in a language, or for `de-AT` in `de`.

        Raises:
            UsageProblem: there are no templates in it.
        """
        there = sorted({language for language, _ in self.files})
        if not {language.lower(), language.lower().partition("-")[0]} & {*there}:
            raise UsageProblem(f"There are no templates in {language}.", f"There are some in {', '.join(there)}.")

    def find(self, name: str, language: str) -> Sheet:
        """The sheet of a template in a language (`de-AT` means `de`), in English where it has none.

        Raises:
            ConfigProblem: there is no such template in either.
        """
        for wanted in (language.lower(), language.lower().partition("-")[0], FALLBACK):
            if (wanted, name) in self.files:
                return _read(*self.files[wanted, name])[0]
        raise ConfigProblem((f"There is no template `{name}` in `{language}` or `{FALLBACK}`.",), HINT)

    def common(self, language: str) -> tuple[Block, ...]:
        """The phrases that all templates of a language share."""
        found = self.files.get((language, COMMON))
        return _read(*found)[0].blocks if found else ()

    def terms(self, language: str) -> Terms:
        """The words of a language that facts are made of."""
        return Terms(
            months=self.calendar(language, "months"),
            weekdays=self.calendar(language, "weekdays"),
            **{name: text for name in ("first_day", "link", "address") for text in self.calendar(language, name)[:1]},
            nameless=self.calendar(language, "dear")[0],
        )

    def notices(self, language: str) -> dict[str, str]:
        """The fixed lines of an entry in a language (see `entry_text`)."""
        return {name: text for name in NOTICES for text in self.calendar(language, name)[:1]}

    def reasons(self, language: str) -> Mapping[str, str]:
        """What the sentences of `cadence.why` are in a language, by their English forms; none for English."""
        named = self.told.get(language)
        return _read_reasons(*named)[0] if named else {}

    def calendar(self, language: str, name: str) -> tuple[str, ...]:
        """A list that stands in the common phrases of a language, such as `months`."""
        found = self.files.get((language, COMMON))
        return _lists(*found).get(name, ()) if found else ()


@lru_cache(maxsize=1024)
def _read(file: str, text: str) -> tuple[Sheet, tuple[str, ...]]:
    return read_sheet(file, text)


_read_reasons = lru_cache(maxsize=64)(read_reasons)


@lru_cache(maxsize=64)
def _lists(file: str, text: str) -> dict[str, tuple[str, ...]]:
    """The phrases under each heading of a sheet; of several headings of a name those under the first."""
    blocks = _read(file, text)[0].blocks
    return {block.name: tuple(phrase.text for phrase in block.phrases) for block in reversed(blocks)}
