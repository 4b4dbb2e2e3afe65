"""What is removed from text before it is sent."""

import json
from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from desktop_app.system.logs import without_names

LINUX = PurePosixPath("/home/josé")
WINDOWS = PureWindowsPath("C:\\Users\\José 日")


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        (LINUX, "read /home/josé/a.wav", "read ~/a.wav"),
        (LINUX, "at /home/josé", "at ~"),
        (LINUX, "/home/joséphine/a", "/home/joséphine/a"),
        (LINUX, "file:///home/jos%C3%A9/a", "file://~/a"),
        (LINUX, "/run/user/josé/x", "/run/user/(user)/x"),
        (LINUX, json.dumps({"p": "/home/josé/x"}), '{"p": "~/x"}'),
        (WINDOWS, "C:\\Users\\José 日\\x", "~\\x"),
        (WINDOWS, "c:/users/josé 日/x", "~/x"),
        (WINDOWS, json.dumps("C:\\Users\\José 日\\x", ensure_ascii=False), '"~\\\\x"'),
        (WINDOWS, repr("C:\\Users\\José 日\\x"), "'~\\\\x'"),
        (WINDOWS, "D:\\Backup\\José 日\\x", "D:\\Backup\\(user)\\x"),
        (LINUX, "proxy http://me:secret@proxy:80", "proxy http://proxy:80"),
        (LINUX, "Authorization: Bearer hf_AbC123", "Authorization: Bearer (hidden)"),
        (LINUX, "at https://m.example/x?sig=abc", "at https://m.example/x?(hidden)"),
        (LINUX, "asks ada@mail.example.org", "asks mail.example.org"),
        (LINUX, "nothing of José's", "nothing of José's"),
    ],
)
def test_names_go(home: PurePath, text: str, expected: str) -> None:
    assert without_names(text, home) == expected
