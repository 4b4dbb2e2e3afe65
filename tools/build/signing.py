"""Sign Windows programs, installers and MSI files, if there is a certificate.

One setting: AVIARY_SIGNING names a PKCS#12 file with the certificate and its key. Its password is
in the file that AVIARY_SIGNING_PASSWORD_FILE names, or in AVIARY_SIGNING_PASSWORD;
AVIARY_SIGNING_TIMESTAMP may give the address of a time stamping service (RFC 3161), without which a
signature expires with its certificate. Without settings nothing is signed, which is reported.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_app import APP_NAME
from tools.build.targets import BuildError

SETTING = "AVIARY_SIGNING"
PROGRAM = "osslsigncode"
PROGRAMS = (".exe", ".com")


class SigningError(BuildError):
    """A file could not be signed; the message says why."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The signing settings.

    Attributes:
        certificate: a PKCS#12 file.
        password: a file with its password, or None.
        timestamp: the address of a time stamping service, or "".
    """

    certificate: Path
    password: Path | None = None
    timestamp: str = ""

    def sign(self, file: Path) -> None:
        """Sign a file in place, replacing an existing signature.

        Raises:
            SigningError: it could not be signed, and is unchanged.
        """
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            signed = Path(folder) / file.name
            command = [program(), "sign", "-pkcs12", str(self.certificate)]
            if self.password is not None:
                command += ["-readpass", str(self.password)]
            if self.timestamp:
                command += ["-ts", self.timestamp]
            command += ["-h", "sha256", "-n", APP_NAME, "-in", str(file), "-out", str(signed)]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            if done.returncode != 0:
                raise SigningError(f"{file.name} could not be signed: {done.stdout}{done.stderr}")
            shutil.copymode(file, signed)
            signed.replace(file)


def step(tree: Path, dist: Path, platform: str) -> list[Path]:  # noqa: ARG001 - a build step
    """Sign the programs of a tree, before it is packed.

    Args:
        tree: the frozen program's folder.
        dist: not used.
        platform: "windows" or "linux"; nothing is signed for Linux.

    Returns:
        The signed files.

    Raises:
        SigningError: something could not be signed.
    """
    if platform != "windows":
        return []
    return sign(file for file in sorted(tree.iterdir()) if file.suffix.casefold() in PROGRAMS)


def sign(files: Iterable[Path]) -> list[Path]:
    """Sign files with the environment's settings; return the signed ones.

    Raises:
        SigningError: something could not be signed.
    """
    files = list(files)
    with signer(os.environ) as found:
        if found is None:
            names = ", ".join(file.name for file in files)
            sys.stderr.write(f"Not signed, as {SETTING} names no certificate: {names}\n")
            return []
        for file in files:
            found.sign(file)
    return files


@contextmanager
def signer(environment: Mapping[str, str]) -> Iterator[Signer | None]:
    """Read the signing settings from the environment; None without any.

    Raises:
        SigningError: a file that it names is missing.
    """
    certificate = environment.get(SETTING, "")
    if not certificate:
        yield None
        return
    if not Path(certificate).is_file():
        raise SigningError(f"{SETTING} names “{certificate}”, and there is no such file.")
    timestamp = environment.get(f"{SETTING}_TIMESTAMP", "")
    file = environment.get(f"{SETTING}_PASSWORD_FILE", "")
    password = environment.get(f"{SETTING}_PASSWORD", "")
    if file or not password:
        yield Signer(Path(certificate), Path(file) if file else None, timestamp)
        return
    # In a file that only we can read: program arguments are public.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as written:
        written.write(password)
        written.flush()
        yield Signer(Path(certificate), Path(written.name), timestamp)


def program() -> str:
    """Return the path of the signing program.

    Raises:
        SigningError: it is not installed.
    """
    found = shutil.which(PROGRAM)
    if found is None:
        raise SigningError(f"{PROGRAM} is not installed (Debian: {PROGRAM}).")
    return found


def main() -> int:
    """Sign files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    options = parser.parse_args()
    try:
        signed = sign(options.files)
    except SigningError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for file in signed:
        sys.stdout.write(f"signed {file.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
