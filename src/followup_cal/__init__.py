"""Reads the interviews in a job seeker's calendar and writes the follow-ups back to it.

The names in `__all__` are the public API, explained in docs/api.md. They are loaded when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from followup_cal.accounts import Account as Account
    from followup_cal.api import plan as plan
    from followup_cal.api import sync as sync
    from followup_cal.config import Config as Config
    from followup_cal.config import load_config as load_config
    from followup_cal.errors import ConfigProblem as ConfigProblem
    from followup_cal.errors import FollowupError as FollowupError
    from followup_cal.errors import Unreachable as Unreachable
    from followup_cal.errors import Unsafe as Unsafe
    from followup_cal.errors import UsageProblem as UsageProblem
    from followup_cal.model import Hours as Hours
    from followup_cal.model import Medium as Medium
    from followup_cal.model import Person as Person
    from followup_cal.model import Planning as Planning
    from followup_cal.model import PlanState as PlanState
    from followup_cal.model import Profile as Profile
    from followup_cal.model import Ref as Ref
    from followup_cal.report.outcomes import Action as Action
    from followup_cal.report.outcomes import Changed as Changed
    from followup_cal.report.outcomes import Plan as Plan
    from followup_cal.report.outcomes import Planned as Planned
    from followup_cal.report.outcomes import Result as Result
    from followup_cal.session import Request as Request
    from followup_cal.stores.protocol import Problem as Problem

# Written here, for the metadata take longer to load than all of --help.
__version__ = "0.1.0"

_HOMES = {
    "accounts": ("Account",),
    "api": ("plan", "sync"),
    "config": ("Config", "load_config"),
    "errors": ("ConfigProblem", "FollowupError", "Unreachable", "Unsafe", "UsageProblem"),
    "model": ("Hours", "Medium", "Person", "PlanState", "Planning", "Profile", "Ref"),
    "report.outcomes": ("Action", "Changed", "Plan", "Planned", "Result"),
    "session": ("Request",),
    "stores.protocol": ("Problem",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME)  # noqa: PLE0605 - the table above says it once


def __getattr__(name: str) -> Any:
    """Loads a public name from its module (PEP 562): importing the package alone stays cheap."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
