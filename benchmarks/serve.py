"""Runs one of the servers of the tests in a process of its own, until its input ends: `serve.py xandikos FOLDER`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from dav.servers import radicale, xandikos

KINDS = {"xandikos": xandikos, "radicale": radicale}

with KINDS[sys.argv[1]](Path(sys.argv[2])) as server:
    print(json.dumps({**asdict(server), "folder": str(server.folder)}), flush=True)
    sys.stdin.read()
