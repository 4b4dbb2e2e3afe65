"""Find the NSIS for the installer: the system's if safe, else Debian's, pinned.

Installers made by an older NSIS let a user of the computer gain the rights of whoever installs for
all users. Debian 12 has 3.08 and Debian 13 has 3.11, so a safe one is taken from Debian's archive,
checked, and unpacked below `build`; nothing is installed.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tools.build.targets import ROOT, BuildError, told

PROGRAM = "makensis"
# What the installers of earlier versions suffer from, by the version that mends it:
# https://nvd.nist.gov/vuln/detail/CVE-2025-43715, https://nvd.nist.gov/vuln/detail/CVE-2026-42171
MENDED = {(3, 11): "CVE-2025-43715", (3, 12): "CVE-2026-42171"}
SAFE = max(MENDED)
HOME = ROOT / "build" / "nsis"
TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class Package:
    """A package of Debian's.

    Attributes:
        path: where it lies in the archive.
        sha256: what it must be, from the index of packages that Debian signs.
    """

    path: str
    sha256: str


PACKAGES = (
    Package(
        "n/nsis/nsis_3.12-1_amd64.deb",
        "7df43fb0dee49146089c4c9cde11621305fe6c978e1654c061c19b7451ffa340",
    ),
    Package(
        "n/nsis/nsis-common_3.12-1_all.deb",
        "03e1944ea80c1f8f833baafffde085c0c68ccd0dca7ada3a0274fa3d239b9274",
    ),
    # The C library that it is linked with: Debian 12's and Ubuntu 22.04's are too old for it.
    Package(
        "g/glibc/libc6_2.41-12+deb13u5_amd64.deb",
        "b59b0625cd1a791375d40dab23a4d5d3d0641e3d0a773501becdc3725b7f99cf",
    ),
)


@dataclass(frozen=True, slots=True)
class Nsis:
    """A makensis that runs.

    Attributes:
        command: what starts it.
        version: major and minor.
        environment: what it needs besides the environment.
    """

    command: tuple[str, ...]
    version: tuple[int, int]
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def is_safe(self) -> bool:
        """Whether its installers may run with an administrator's rights."""
        return self.version >= SAFE

    @property
    def faults(self) -> list[str]:
        """What is known to be wrong with its installers."""
        return [name for version, name in sorted(MENDED.items()) if self.version < version]


def best() -> Nsis:
    """The NSIS to make an installer with; an unsafe one only where no other can be had, and told.

    Raises:
        BuildError: there is none.
    """
    found = present()
    if found is not None and found.is_safe:
        return found
    try:
        _fetch()
        fetched = _unpacked()
    except BuildError as error:
        if found is None:
            raise BuildError(
                f"The installer needs {PROGRAM} (nsis.sourceforge.io). {error}"
            ) from error
        told([f"the installer is made with NSIS {_named(found.version)}. {error}"])
        faults = " and ".join(found.faults)
        told([f"do NOT release it: it has {faults}, which NSIS {_named(SAFE)} mends"])
        return found
    if fetched is None:
        raise BuildError(f"The {PROGRAM} in {HOME} does not run here.")
    return fetched


def present() -> Nsis | None:
    """The safest NSIS that is on this machine already."""
    found = [nsis for nsis in (_checked((PROGRAM,)), _unpacked()) if nsis is not None]
    return max(found, key=lambda nsis: nsis.version, default=None)


def _unpacked() -> Nsis | None:
    """The pinned one, where it has been fetched."""
    libraries = HOME / "usr" / "lib" / "x86_64-linux-gnu"
    # By its own C library's loader, so that what makensis starts in turn has the system's.
    loader = (str(libraries / "ld-linux-x86-64.so.2"), "--library-path", str(libraries))
    environment = {
        "NSISDIR": str(HOME / "usr" / "share" / "nsis"),
        "NSISCONFDIR": str(HOME / "etc"),
    }
    return _checked((*loader, str(HOME / "usr" / "bin" / PROGRAM)), environment)


def _checked(command: tuple[str, ...], environment: dict[str, str] | None = None) -> Nsis | None:
    """The NSIS that a command starts; None where it does not."""
    environment = environment or {}
    if shutil.which(command[0]) is None:
        return None
    said = subprocess.run(
        [*command, "-VERSION"],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return version and Nsis(command, (int(version[1]), int(version[2])), environment)


def _fetch() -> None:
    """Have the pinned packages unpacked in HOME.

    Raises:
        BuildError: not for this machine, or they cannot be had, or are not what they were.
    """
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise BuildError(f"Install NSIS {_named(SAFE)} or later.")
    unpack = shutil.which("dpkg-deb")
    if unpack is None:
        raise BuildError(f"Install NSIS {_named(SAFE)} or later, or dpkg to unpack Debian's.")
    unpacked = HOME.with_suffix(".new")
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir(parents=True)
    for package in PACKAGES:
        file = unpacked / Path(package.path).name
        file.write_bytes(_download(package))
        subprocess.run([unpack, "--extract", str(file), str(unpacked)], check=True)
        file.unlink()
    shutil.rmtree(HOME, ignore_errors=True)
    unpacked.rename(HOME)


def _download(package: Package) -> bytes:
    """A package, checked.

    Raises:
        BuildError: nobody has it, or it is not what it was.
    """
    failed: list[str] = []
    for archive in _archives():
        address = f"{archive}/pool/main/{package.path}"
        told(["fetching", address])
        try:
            with urllib.request.urlopen(address, timeout=TIMEOUT_S) as answer:  # noqa: S310 - https
                data: bytes = answer.read()
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            failed.append(f"{address}: {error}")
            continue
        if hashlib.sha256(data).hexdigest() == package.sha256:
            return data
        failed.append(f"{address} is another file than it was")
    why = "; ".join(failed) or "apt names no archive of Debian's"
    raise BuildError(f"NSIS {_named(SAFE)} cannot be fetched: {why}.")


def _archives() -> list[str]:
    """The addresses of the archives from which this machine gets its packages."""
    apt = shutil.which("apt-get")
    if apt is None:
        return []
    asked = [apt, "indextargets", "--format", "$(REPO_URI)"]
    answer = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False).stdout
    named = (line.rstrip("/") for line in answer.splitlines())
    return [address for address in dict.fromkeys(named) if address.startswith("http")]


def _named(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]:02}"
