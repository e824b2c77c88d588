"""The templates in force: sheets of all languages, checked as a whole.

What this module must not know: where files stand, what a follow-up is, how a sheet becomes text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from followup_cal.draft.entry_text import NOTICES
from followup_cal.draft.facts import Terms
from followup_cal.draft.proof import COMMON, mistakes
from followup_cal.draft.sheet import Block, Sheet, read_sheet
from followup_cal.errors import ConfigProblem

FALLBACK = "en"
HINT = "`template show thank-you` prints a sound one; `template lint` checks yours."


@dataclass(frozen=True, slots=True)
class Templates:
    """All template sheets, free of mistakes."""

    sheets: tuple[Sheet, ...]

    @classmethod
    def parse(cls, sheets: Mapping[str, str], *, proven: bool = False) -> Templates:
        """Builds the templates from the texts of their files.

        Args:
            sheets: text by path, e.g. `en/thank-you.txt`; the last folder of a path is the language.
            proven: they are those of the package, which its tests have looked through.

        Raises:
            ConfigProblem: every mistake in any of them, with file and line.
        """
        read = [read_sheet(file, text) for file, text in sorted(sheets.items())]
        found = cls(tuple(sheet for sheet, _ in read))
        problems = [problem for _, mistakes in read for problem in mistakes]
        for sheet in () if proven else found.sheets:
            problems += mistakes(sheet, found.common(sheet.language))
        if problems:
            raise ConfigProblem(tuple(problems), HINT)
        return found

    def find(self, name: str, language: str) -> Sheet:
        """The sheet of a template in a language (`de-AT` means `de`), in English where it has none.

        Raises:
            ConfigProblem: there is no such template in either.
        """
        for wanted in (language.lower(), language.lower().partition("-")[0], FALLBACK):
            for sheet in self.sheets:
                if (sheet.name, sheet.language) == (name, wanted):
                    return sheet
        raise ConfigProblem((f"There is no template `{name}` in `{language}` or `{FALLBACK}`.",), HINT)

    def common(self, language: str) -> tuple[Block, ...]:
        """The phrases that all templates of a language share."""
        return next((s.blocks for s in self.sheets if (s.name, s.language) == (COMMON, language)), ())

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

    def calendar(self, language: str, name: str) -> tuple[str, ...]:
        """A list that stands in the common phrases of a language, such as `months`."""
        return next((tuple(p.text for p in b.phrases) for b in self.common(language) if b.name == name), ())
