"""Write the wheels of torch for NVIDIA GPUs, with sizes and hashes, into the list of builds.

    python -m tools.pin_torch_wheels [--index ADDRESS] [--file FILE]

Run it before a release if the version of torch or a variant in `resources/torch_builds.json` has
changed. The hashes are from PyTorch's index (PEP 503); the program accepts no other files.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import httpx2

from desktop_app.gpu.builds import BUILDS_FILE, INDEX

# The frozen programs' Python, on the system where pip installs no CUDA by itself.
TAGS = ("cp311-cp311-win_amd64", "cp312-cp312-win_amd64")
HASH = "sha256="
LIMIT_S = 60.0


class NotPublishedError(Exception):
    """The index lacks a wheel or hash; the message says which."""


class Links(HTMLParser):
    """Return the addresses in an index page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a link's address."""
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def has_pinned_wheels(file: Path = BUILDS_FILE) -> bool:
    """Whether every variant has the wheels of the list's torch version."""
    listed = json.loads(file.read_text(encoding="utf-8"))
    known = {wheel["file"] for wheel in listed["wheels"]}
    return all(
        _file_of(listed["torch"], variant["name"], tag) in known
        for variant in listed["variants"]
        for tag in TAGS
    )


def _file_of(version: str, variant: str, tag: str) -> str:
    return f"torch-{version}+{variant}-{tag}.whl"


def pinned(index: str, version: str, variants: list[str]) -> Iterator[dict[str, str | int]]:
    """Yield the wheels of all variants.

    Args:
        index: the address of PyTorch's index.
        version: of torch, without a variant.
        variants: such as "cu130".

    Raises:
        NotPublishedError: a wheel is missing, or the index gives no hash of it.
        httpx2.HTTPError: the index cannot be read.
    """
    with httpx2.Client(timeout=LIMIT_S, follow_redirects=True) as client:
        for variant in variants:
            page = f"{index.rstrip('/')}/{variant}/torch/"
            links = Links()
            links.feed(client.get(page).raise_for_status().text)
            addresses = [urljoin(page, link) for link in links.found]
            for tag in TAGS:
                file = _file_of(version, variant, tag)
                yield {"variant": variant, **_wheel(client, file, addresses)}


def _wheel(client: httpx2.Client, file: str, addresses: list[str]) -> dict[str, str | int]:
    for address in addresses:
        url, fragment = urldefrag(address)
        if not unquote(url).endswith(f"/{file}"):
            continue
        if not fragment.startswith(HASH):
            raise NotPublishedError(f"The index tells no hash of {file}.")
        size = client.head(url).raise_for_status().headers["Content-Length"]
        return {"file": file, "sha256": fragment.removeprefix(HASH), "bytes": int(size)}
    raise NotPublishedError(f"The index has no {file}.")


def main() -> int:
    """Pin all wheels; return 1 with a message, changing nothing, if one is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", default=INDEX)
    parser.add_argument("--file", type=Path, default=BUILDS_FILE)
    options = parser.parse_args()
    listed = json.loads(options.file.read_text(encoding="utf-8"))
    variants = [variant["name"] for variant in listed["variants"]]
    try:
        wheels = list(pinned(options.index, listed["torch"], variants))
    except (NotPublishedError, httpx2.HTTPError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    lines = ",\n".join(f"    {json.dumps(one)}" for one in wheels)
    heads = ",\n".join(f"    {json.dumps(one)}" for one in listed["variants"])
    text = (
        f'{{\n  "torch": "{listed["torch"]}",\n  "variants": [\n{heads}\n  ],\n'
        f'  "wheels": [\n{lines}\n  ]\n}}\n'
    )
    options.file.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(wheels)} wheels pinned in {options.file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
