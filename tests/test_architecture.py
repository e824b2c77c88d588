"""The rules of the code's shape that a machine can check (design, section 4)."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import followup_cal

ROOT = Path(followup_cal.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

# From the bottom up: whatever stands in a line may import from its own line and from those above it.
LAYERS = (
    ("errors", "settings"),
    ("model",),
    ("identity", "imprint"),
    ("scan", "ical"),
    ("recognise",),
    ("cadence",),
    ("draft",),
    ("entries", "changes"),
    ("reconcile", "guard"),
    ("private", "locking", "folders"),
    ("data", "config", "accounts", "credentials", "google", "state", "cache", "receipts"),
    ("stores",),
    ("places", "connecting", "checking", "glance", "library", "setting_up", "scheduling"),
    ("gather", "answers", "standing", "succession", "marking"),
    ("run",),
    ("apply", "report", "session", "watching", "lasting"),
    ("api",),
    ("cli",),
    ("khal",),
)
PURE = {
    "errors",
    "settings",
    "model",
    "identity",
    "imprint",
    "scan",
    "ical",
    "recognise",
    "cadence",
    "draft",
    "entries",
    "changes",
    "reconcile",
    "guard",
    "answers",
    "standing",
    "succession",
    "marking",
    "report",
    "setting_up",
    "scheduling",
    "lasting",
}
IMPURE = {
    "click",
    "caldav",
    "os",
    "pathlib",
    "sqlite3",
    "logging",
    "tempfile",
    "shutil",
    "socket",
    "subprocess",
    "random",
}
LONGEST = 300


def part(module: Path) -> str:
    """The module or package right below the root that a file belongs to."""
    return module.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """Every module a file imports, also inside functions."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "followup_cal":
                yield from (f"followup_cal.{alias.name}" for alias in node.names)
            yield node.module or "."


def own(module: Path) -> set[str]:
    """The parts of the package a file imports."""
    names = (name.split(".") for name in imports(module))
    return {name[1] for name in names if name[0] == "followup_cal" and len(name) > 1} - {"__version__"}


def rank(name: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


def inner() -> list[Path]:
    return [module for module in MODULES if part(module) not in {"__init__", "__main__"}]


@pytest.mark.parametrize("module", inner(), ids=lambda module: str(module.relative_to(ROOT)))
def test_dependencies_run_downwards_only(module: Path) -> None:
    upwards = {name for name in own(module) if rank(name) > rank(part(module))}
    assert upwards == set()


@pytest.mark.parametrize(
    "module", [module for module in inner() if part(module) in PURE], ids=lambda module: str(module.relative_to(ROOT))
)
def test_what_decides_does_no_input_or_output(module: Path) -> None:
    assert {name.split(".")[0] for name in imports(module)} & IMPURE == set()


def clock_reads(module: Path) -> list[str]:
    """Calls that ask what time it is."""
    calls = (node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    names = (node.func for node in calls if isinstance(node.func, ast.Attribute))
    return [name.attr for name in names if name.attr in {"now", "today", "utcnow", "time_ns"}]


def test_the_clock_is_read_once() -> None:
    found = {str(module.relative_to(ROOT)): clock_reads(module) for module in MODULES}
    assert {name: calls for name, calls in found.items() if calls} == {"cli/options.py": ["now"]}


def test_the_rules_would_notice_a_breach(tmp_path: Path) -> None:
    breach = tmp_path / "breach.py"
    breach.write_text("def f():\n    from followup_cal.cli import main\n    import os\n    datetime.now()\n")
    assert own(breach) == {"cli"}
    assert "os" in set(imports(breach))
    assert clock_reads(breach) == ["now"]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_no_module_grows_beyond_what_one_can_read(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


POSSESSIVE = re.compile(r"[\])}][*+?]\+|\(\?>")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_no_pattern_is_possessive(module: Path) -> None:
    # CPython 3.11.2, which Debian 12 ships, matches possessive quantifiers in look-aheads wrongly.
    strings = (
        node.value for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    )
    patterns = (
        value.decode("latin-1") if isinstance(value, bytes) else value
        for value in strings
        if isinstance(value, bytes | str)
    )
    assert [pattern for pattern in patterns if POSSESSIVE.search(pattern)] == []


def test_every_library_that_is_imported_is_declared_and_every_declared_one_is_used() -> None:
    project = tomllib.loads((ROOT.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    declared = {re.split(r"[<>=]", name)[0] for name in (*project["dependencies"], *extras)}
    modules = {name.split(".")[0] for module in MODULES for name in imports(module)}
    foreign = modules - set(sys.stdlib_module_names) - {"followup_cal", ".", ""}
    spelled = {"dns": "dnspython", "dateutil": "python-dateutil", "recurring_ical_events": "recurring-ical-events"}
    # The extra brings these along: the login itself, its errors, and the requests it makes.
    foreign = {"google_auth_oauthlib" if name in {"google", "oauthlib", "requests"} else name for name in foreign}
    spelled["google_auth_oauthlib"] = "google-auth-oauthlib"
    # tzdata is read through zoneinfo and importlib, by name only.
    assert {spelled.get(name, name) for name in foreign} | {"tzdata"} == declared
