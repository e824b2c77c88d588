"""Where the platform keeps what is the user's: the configuration and the state. Every unchanged run loads this."""

from __future__ import annotations

import os
from pathlib import Path

APP = "followup-cal"
STATE = "FOLLOWUP_CAL_STATE"


def config_folder() -> Path:
    """The folder of the user's configuration: the platform's, e.g. ~/.config/followup-cal."""
    from platformdirs import user_config_path

    return user_config_path(APP)


def state_path() -> Path:
    """Where the state file is: FOLLOWUP_CAL_STATE, else the platform's folder for such things."""
    from platformdirs import user_state_path

    return Path(os.environ.get(STATE) or user_state_path(APP) / "state.json")
