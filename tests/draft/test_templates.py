import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from draft.situations import ALL, BARE, DANA, SHEETS, TEMPLATES, follow_up, interview
from followup_cal.data import Shelf
from followup_cal.draft import Templates, draft
from followup_cal.draft.facts import FACTS, FLAGS
from followup_cal.draft.fill import fill, flaw, is_plain, names
from followup_cal.errors import ConfigProblem
from followup_cal.model import Stage

HEAD = "summary: Thank {{ whom }}\nsubject: Hi\nmedium: email\n---\n"


def problems(text: str, file: str = "en/thank-you.txt") -> tuple[str, ...]:
    with pytest.raises(ConfigProblem) as caught:
        Templates.parse({**SHEETS, file: text})
    return caught.value.problems


def rewritten(text: str, company: str | None = "Globex", role: str | None = "Data Engineer") -> str:
    templates = Templates.parse({**SHEETS, "en/thank-you.txt": text})
    return draft(follow_up("thank-you", interview(company=company, role=role), to=[DANA]), BARE, templates).body


def test_all_mistakes_are_reported_at_once_with_their_lines() -> None:
    text = (
        "sumary: Thank\n"
        "medium: pigeon\n"
        "no colon here\n"
        "subject when cheerful: Hi\n"
        "---\n"
        "{{ greeting }} {{ opening }}\n"
        "== opening if technical\n"
        "* {{ unheard_of }}\n"
        "== Closing!\n"
        "not a sentence with a star\n"
        "== empty\n"
    )
    assert problems(text) == (
        "en/thank-you.txt:1: `sumary` is unknown here; use summary, subject or medium",
        "en/thank-you.txt:2: medium is one of email, phone, letter, note, not `pigeon`",
        "en/thank-you.txt:3: expected `summary:`, `subject:`, `medium:` or `---`, found `no colon here`",
        "en/thank-you.txt:7: expected `when` or `without` before `if`",
        "en/thank-you.txt:9: cannot read the heading `== Closing!`; write `== name` or `== name when fact`",
        "en/thank-you.txt:10: a sentence under a heading begins with `* `",
        "en/thank-you.txt:9: nothing stands under the heading `unreadable`; begin each sentence with `* `",
        "en/thank-you.txt:11: nothing stands under the heading `empty`; begin each sentence with `* `",
        "en/thank-you.txt:6: `greeting` is neither a fact nor a heading of this sheet",
        "en/thank-you.txt:8: `unheard_of` is neither a fact nor a heading of this sheet",
        "en/thank-you.txt:4: nothing is known by the name `cheerful`",
        "en/thank-you.txt:1: the line `summary:` is missing",
    )


def test_mistakes_of_several_files_come_together() -> None:
    with pytest.raises(ConfigProblem) as caught:
        Templates.parse({**SHEETS, "en/close.txt": "x", "en/thank-you.txt": "y"})
    assert {problem.partition(":")[0] for problem in caught.value.problems} == {"en/close.txt", "en/thank-you.txt"}


def test_broken_template_syntax() -> None:
    (unclosed,) = problems(f"{HEAD}Dear\n{{% if role %}}x\n")
    assert unclosed.startswith("en/thank-you.txt:6: Unexpected end of template.")
    assert problems(f"{HEAD}{{{{ role | shout }}}}") == ("en/thank-you.txt:5: No filter named 'shout'.",)


def test_what_an_email_needs() -> None:
    assert problems("") == (
        "en/thank-you.txt:1: the line `medium:` is missing",
        "en/thank-you.txt:1: the line `summary:` is missing",
        "en/thank-you.txt:1: no text stands after `---`",
    )
    assert problems("summary: x\nmedium: email\n---\nx") == ("en/thank-you.txt:1: an e-mail needs the line `subject:`",)


def test_headings_that_contain_themselves() -> None:
    text = f"{HEAD}{{{{ one }}}}\n== one\n* {{{{ two }}}}\n== two\n* {{{{ one }}}}"
    assert problems(text) == (
        "en/thank-you.txt:6: `one` contains itself",
        "en/thank-you.txt:8: `two` contains itself",
    )


def test_the_common_phrases_are_complete() -> None:
    text = SHEETS["en/common.txt"].replace("== role\n* [role]\n", "").replace("* Sunday\n", "")
    assert problems(text, "en/common.txt") == (
        "en/common.txt:1: what stands in place of `role` when it is not known is missing: `== role`",
        "en/common.txt:1: `== weekdays` needs 7 lines",
    )


def test_a_language_needs_its_common_phrases() -> None:
    assert problems(f"{HEAD}Hallo", "de/thank-you.txt") == (
        "de/thank-you.txt:1: the language `de` has no common.txt beside it",
    )


def test_a_language_with_one_template_has_english_for_the_rest() -> None:
    common = SHEETS["en/common.txt"].replace("* November", "* Nebelmonat")
    german = {"de/common.txt": common, "de/thank-you.txt": f"{HEAD}{{{{ date }}}}"}
    templates = Templates.parse(SHEETS | german)
    me = replace(BARE, language="de-AT")
    assert draft(follow_up("thank-you", to=[DANA]), me, templates).body == "17 Nebelmonat"
    assert "17 November" in draft(follow_up("final-note", to=[DANA]), me, templates).body


def test_the_path_may_be_longer() -> None:
    templates = Templates.parse({f"templates/{file}": text for file, text in SHEETS.items()})
    assert templates.find("close", "en").language == "en"


def test_an_unknown_template() -> None:
    with pytest.raises(ConfigProblem, match="There is no template `singing-telegram` in `fr` or `en`"):
        TEMPLATES.find("singing-telegram", "fr")


def test_empty_parts_leave_no_trace() -> None:
    text = f"{HEAD}  one \n\n{{{{ gone }}}}\n\n\n  {{{{ gone }}}}   two\n== gone when role without role\n* x"
    assert rewritten(text) == "one\n\ntwo"


def test_remarks_and_further_lines() -> None:
    text = f"# a remark\n{HEAD}# another\n{{{{ end }}}}\n== end\n# a third\n* one\n  two\n\n* one\n  two\n"
    assert rewritten(text) == "one\ntwo"


def test_a_heading_for_a_closer_situation_comes_first() -> None:
    text = f"{HEAD}{{{{ a }}}}\n== a\n* general\n== a when role and company\n* closest\n== a when role\n* closer"
    assert rewritten(text) == "closest"
    assert rewritten(text, company=None) == "closer"
    assert rewritten(text, role=None) == "general"


def test_logic_is_possible_and_a_blank_counts_as_unknown() -> None:
    text = f"{HEAD}{{% if role %}}as {{{{ role | upper }}}}{{% else %}}{{{{ role }}}}{{% endif %}}"
    assert rewritten(text) == "as DATA ENGINEER"
    assert rewritten(text, role=None) == "[role]"


def test_data_is_never_a_template() -> None:
    evil = "{{ me }}{% for x in range(9) %}{{ x }}{% endfor %}"
    assert evil in rewritten(f"{HEAD}{{{{ role }}}}", role=evil)
    assert evil in rewritten(f"{HEAD}{{{{ role | trim }}}}", role=evil)


@pytest.mark.parametrize(
    "attack", ["{{ role.__class__.__mro__ }}", "{% for x in range(10**9) %}{% endfor %}", "{{ 1 / 0 }}", "{{ role.x }}"]
)
def test_templates_are_sandboxed_and_strict(attack: str) -> None:
    with pytest.raises(ConfigProblem, match=r"^en/thank-you\.txt:5: "):
        rewritten(f"{HEAD}{attack}")


def test_plain_text_is_filled_as_jinja_would() -> None:
    assert fill("a {{ x }} b{{x}}", {"x": "{{ y }}"}) == "a {{ y }} b{{ y }}"
    assert fill("a {{ x }} b{{x}}{# remark #}", {"x": "{{ y }}"}) == "a {{ y }} b{{ y }}"
    assert names("{{ x }} {{ y | upper }}") == {"x", "y"}
    assert is_plain("a { b } {{ c }}")
    assert not is_plain("{{ c | upper }}")
    assert flaw("{{ c }}") is None
    assert flaw("a\n{{ c") == ("unexpected end of template, expected 'end of print statement'.", 2)


def test_the_shipped_templates_need_no_jinja() -> None:
    code = (
        "import sys; from dataclasses import replace\n"
        "from draft.situations import *; from followup_cal.draft import draft\n"
        "[draft(follow_up(s), replace(FULL, language=l), TEMPLATES) for s in STEPS for l in LANGUAGES]\n"
        "sys.exit('jinja2' in sys.modules)"
    )
    path = f"import sys; sys.path[:0] = {[entry for entry in sys.path if entry.endswith('tests')]!r}; "
    assert subprocess.run([sys.executable, "-c", path + code], check=False).returncode == 0  # noqa: S603


def test_the_manual_names_every_fact_and_flag() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    assert {name for name in FACTS | (FLAGS - frozenset(Stage)) if f"`{name}`" not in manual} == set()


def test_what_the_packages_tests_have_looked_through_is_not_looked_through_again() -> None:
    broken = {"fr/close.txt": "sumary: x", "it/close.txt": "sumary: x"}
    with pytest.raises(ConfigProblem) as caught:
        Templates.parse({**ALL, **broken}, proven={"en", "it"})
    assert {problem.partition(":")[0] for problem in caught.value.problems} == {"fr/close.txt"}


def test_one_template_of_the_users_own_has_its_whole_language_looked_through(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.untouched("templates") == {"de", "en", "es", "fr", "it", "nl", "pt"}
    (tmp_path / "templates" / "fr").mkdir(parents=True)
    assert shelf.untouched("templates") == {"de", "en", "es", "it", "nl", "pt"}
