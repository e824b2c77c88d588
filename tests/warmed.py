"""What has loaded the tool and read its data once: importing this does it; see `warm`."""

import os
import pkgutil
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from followup_cal import cli, stores
from followup_cal.cli import main

SAMPLE = Path(__file__).parents[1] / "sample_calendars" / "apple-icloud.ics"

for package in (cli, stores):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
with TemporaryDirectory() as home, redirect_stdout(StringIO()):
    os.environ |= {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
    code = main(["sync", str(SAMPLE), f"--to={home}/followups.ics", "--me=robin@adeyemi.example"])
    if code:
        raise SystemExit(code)
