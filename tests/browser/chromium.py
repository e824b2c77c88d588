"""A real browser without a window, spoken to in its own protocol over a pipe."""

import base64
import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)


@dataclass
class Tab:
    """One page, and everything the browser said about it."""

    commands: int
    answers: int
    session: str = ""
    seen: list[dict[str, Any]] = field(default_factory=list)
    last: int = 0
    rest: bytes = b""

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Sends a command and waits for its answer."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        to = {"sessionId": self.session} if self.session else {}
        os.write(self.commands, json.dumps(message | to).encode() + b"\0")
        while (said := self._message()).get("id") != self.last:
            self.seen.append(said)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    def wait(self, event: str) -> None:
        """Waits until something happens."""
        while event not in {said.get("method") for said in self.seen}:
            self.seen.append(self._message())

    def events(self, method: str) -> list[dict[str, Any]]:
        """What the browser told of its own accord."""
        return [said["params"] for said in self.seen if said.get("method") == method]

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript is in the page."""
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def show(self, page: Path, *, width: int, height: int = 900, scheme: str = "light") -> None:
        """Opens a page as a screen of this size would."""
        self.seen.clear()
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        for domain in ("Page", "Network", "Log", "Runtime", "Audits"):
            self.ask(f"{domain}.enable")
        self.ask("Page.navigate", url=page.as_uri())
        self.wait("Page.loadEventFired")

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """Takes a screenshot."""
        data = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            chunk = os.read(self.answers, 1 << 16)
            assert chunk, "the browser is gone"
            self.rest += chunk
        text, _, self.rest = self.rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message


@contextmanager
def chromium(profile: Path) -> Iterator[Tab]:
    """Starts a browser with an empty profile and opens a tab."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "chromium is not installed"
    commands, ours_out = os.pipe()
    ours_in, answers = os.pipe()
    # The browser reads commands from 3 and answers on 4.
    process = os.posix_spawn(
        program,
        [program, *FLAGS, f"--user-data-dir={profile}"],
        {"PATH": os.environ["PATH"], "HOME": str(profile), "LANG": "C.UTF-8"},
        file_actions=[
            *((os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)),
            (os.POSIX_SPAWN_DUP2, answers, 100),
            (os.POSIX_SPAWN_DUP2, commands, 3),
            (os.POSIX_SPAWN_DUP2, 100, 4),
            (os.POSIX_SPAWN_CLOSE, 100),
        ],
    )
    os.close(commands)
    os.close(answers)
    tab = Tab(ours_out, ours_in)
    try:
        target = tab.ask("Target.createTarget", url="about:blank")["targetId"]
        tab.session = tab.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        yield tab
    finally:
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
        os.close(ours_out)
        os.close(ours_in)
