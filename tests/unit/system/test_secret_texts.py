"""What opens doors is taken out of texts, and everything else stays."""

import json
import time
from urllib.parse import quote

import pytest

from desktop_app.system.secret_texts import (
    Secrets,
    host_of,
    secrets_in_address,
    secrets_of_variables,
)

CANARY = "c4nary-V4lue"


@pytest.mark.parametrize(
    "text",
    [
        "http://{}@proxy:80",
        "http://me:{}@proxy:80/x",
        "https://{}:x@m.example/a",
        "socks5://me:a/{}@h:1",
        "http://me:a@{}@h",
        "me:{}@proxy:80",
        "DOMAIN\\me:{}@proxy",
        "https://cdn.example/a/b.nemo?X-Amz-Signature={}&x=1 answered",
        "https://h/a#{}",
        "m.example/a?token={}",
        "Authorization: Bearer {}",
        "{{'authorization': 'Basic {}'}}",
        "HF_TOKEN={}",
        "MY_API_KEY: {}",
        '{{"access_token": "{}"}}',
        '{{\\"password\\": \\"{}\\"}}',
        "hf_{}",
    ],
)
def test_what_looks_like_a_secret_goes(text: str) -> None:
    hidden = CANARY.replace("-", "") if text == "hf_{}" else CANARY
    told = Secrets().without(f"before {text.format(hidden)} after")
    assert hidden not in told and told.startswith("before ") and "after" in told


@pytest.mark.parametrize(
    "text",
    [
        "read /home/ada/a@b/talk 12:30.wav",
        "C:\\recordings\\x@y.wav",
        "https://huggingface.co/nvidia/parakeet/resolve/main/x.nemo",
        "a tokenizer of 1024 tokens; secret sauce",
        "hf_hub_url and hf_xet 1.1",
        "2026-01-01 12:00:00,123 INFO    MainThread desktop_app: at 3:20",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert Secrets().without(text) == text


def test_known_secrets_go_in_every_spelling() -> None:
    secrets = Secrets()
    awkward = 'p"ä ß\\/@?x'
    secrets.learn(awkward, "ab")
    for spelling in (awkward, quote(awkward, safe=""), json.dumps(awkward), repr(awkward)):
        assert secrets.without(f"<{spelling}>").count("(hidden)") == 1
    assert secrets.without("about a cab") == "about a cab", "too short to be looked for everywhere"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("", ""),
        ("proxy:80", "proxy:80"),
        ("http://me:c4nary-V4lue@proxy:80", "http://proxy:80"),
        ("c4nary-V4lue@proxy", "proxy"),
        ("http://[::1]:3128/", "http://[::1]:3128"),
        ("https://m.example/c4nary-V4lue/hf", "https://m.example/(hidden)"),
        ("https://m.example/?t=c4nary-V4lue", "https://m.example/(hidden)"),
        ("http://me:a/c4nary-V4lue@proxy:80", "(hidden)"),
        ("m.example?c4nary-V4lue@x", "(hidden)"),
        ("c4nary-V4lue://x y", "(hidden)"),
    ],
)
def test_of_an_address_the_host_is_reported(address: str, host: str) -> None:
    assert host_of(address) == host
    if CANARY in address and "://x" not in address:
        secrets = Secrets()
        secrets.learn(*secrets_in_address(address))
        assert CANARY not in secrets.without(f"somewhere {CANARY} alone")


def test_variables_tell_their_secrets() -> None:
    variables = {
        "HF_TOKEN": "one-secret",
        "AVIARY_SIGNING_PASSWORD": "two-secret",
        "AWS_SECRET_ACCESS_KEY": "three-secret",
        "HTTPS_PROXY": "http://me:four-secret@proxy",
        "all_proxy": "me:five-secret@proxy",
        "HF_ENDPOINT": "https://m.example/?t=six-secret",
        "PATH": "/usr/bin:/bin",
        "KEYBOARD": "de",
    }
    secrets = Secrets()
    secrets.learn(*secrets_of_variables(variables.items()))
    told = secrets.without(" ".join(variables.values()))
    assert "-secret" not in told and "/usr/bin:/bin" in told and " de" in told


def test_a_long_line_takes_no_time() -> None:
    started = time.process_time()
    for line in ("a:" * 20_000, "://" * 10_000, "?a=" * 10_000, "x_" * 20_000, "token" * 9_000):
        Secrets().without(line)
    assert time.process_time() - started < 5
