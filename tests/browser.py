"""Chromium without a window, driven through the pipe of its DevTools protocol."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from tests.conftest import PATIENCE_MS
from tests.processes import end

PROGRAM = shutil.which("chromium") or shutil.which("google-chrome")
# It reads commands from the file of number 3, and writes answers to that of number 4.
LAUNCHER = """
import fcntl, os, sys
both = [fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3]]
os.dup2(both[0], 3)
os.dup2(both[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--remote-debugging-pipe", "--mute-audio", "--autoplay-policy=no-user-gesture-required"),
)


class Browser:
    """One page of a browser."""

    def __init__(self, commands: BinaryIO, answers: BinaryIO) -> None:
        self._commands = commands
        self._answers = answers
        self._number = 0
        self._session: dict[str, str] = {}
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}

    def call(self, method: str, **params: object) -> Any:
        """Call a method of the protocol, and wait for its answer."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": params, **self._session}
        self._commands.write(json.dumps(command).encode() + b"\0")
        self._commands.flush()
        while (answer := self._answer()).get("id") != self._number:
            pass
        assert "result" in answer, answer
        return answer["result"]

    def _answer(self) -> dict[str, Any]:
        read = bytearray()
        while (one := self._answers.read(1)) != b"\0":
            assert one, "the browser has ended"
            read += one
        return dict(json.loads(read))

    def open(self, page: Path, place: str = "") -> None:
        """Go to a file, and to a place in it, such as `#s1`."""
        self.call("Page.navigate", url=page.as_uri() + place)
        self.until(f"document.readyState === 'complete' && location.hash === '{place}'")

    def value(self, expression: str) -> Any:
        """The value of an expression in the page; of a promise what it promises."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def until(self, condition: str) -> None:
        """Wait until a condition holds in the page; fail with it after a while."""
        in_vain = json.dumps(f"waited in vain for {condition}")
        self.value(
            "new Promise((done, fail) => {"
            f"setTimeout(() => fail(Error({in_vain})), {PATIENCE_MS});"
            f"const look = () => ({condition}) ? done() : setTimeout(look, 10); look(); }})"
        )

    def click(self, selector: str) -> None:
        """Click on the beginning of an element, as a mouse does."""
        x, y = self.value(
            f"(() => {{ const element = document.querySelector({json.dumps(selector)});"
            "element.scrollIntoView({ block: 'center' });"
            "const { x, y, height } = element.getClientRects()[0];"
            "return [x + 2, y + height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start a browser with a profile of its own, and end it."""
    theirs_to_read, commands = os.pipe()
    answers, theirs_to_write = os.pipe()
    theirs = theirs_to_read, theirs_to_write
    launcher = (sys.executable, "-c", LAUNCHER, *map(str, theirs))
    command = [*launcher, str(PROGRAM), *OPTIONS, f"--user-data-dir={profile}"]
    process = subprocess.Popen(command, pass_fds=theirs, stderr=subprocess.DEVNULL)
    for one in theirs:
        os.close(one)
    with os.fdopen(answers, "rb") as reader, os.fdopen(commands, "wb") as writer:
        try:
            yield Browser(writer, reader)
        finally:
            end(process)
