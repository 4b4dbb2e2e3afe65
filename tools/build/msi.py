"""A Windows Installer package for roll-out: per user, with a Start menu entry, by wixl (msitools).

`msiexec /i Aviary-….msi /qn` installs it without a question and without administrator rights.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path

from desktop_app import APP_NAME, __version__
from tools.build.release import release_file
from tools.build.targets import BuildError, told

PROGRAM = "wixl"
SCHEMA = "http://schemas.microsoft.com/wix/2006/wi"
# Never change it: a later version finds the one it replaces by this.
UPGRADE_CODE = uuid.UUID("5f0b6c1e-6e0e-4f0a-9d0f-5c3c7a7f4b1d")
START_PROGRAM = f"{APP_NAME}.exe"
NEWER_IS_THERE = "A newer version of Aviary is installed already."
# Files in a user's folder must not be installed or repaired with system rights.
FOR_EVERYBODY = (
    "This package installs Aviary for one user. For everybody, use the setup with /ALLUSERS."
)


class MsiError(BuildError):
    """The package cannot be made; the message says why."""


def step(tree: Path, dist: Path, platform: str) -> Path | None:
    """Pack a Windows tree; None for another platform.

    Windows has no wixl: what is built there is packed on Linux afterwards, by this step alone.

    Args:
        tree: the frozen program's folder.
        dist: where the package goes.
        platform: "windows" or "linux".

    Returns:
        The package, or None if there is none.

    Raises:
        MsiError: wixl is missing or failed.
    """
    if platform != "windows":
        return None
    if sys.platform == "win32" and shutil.which(PROGRAM) is None:
        told([f"no .msi: Windows has no {PROGRAM}; `one_step msi` makes it of this tree on Linux"])
        return None
    dist.mkdir(parents=True, exist_ok=True)
    return pack(tree, release_file(dist, platform, ".msi"))


def pack(tree: Path, file: Path) -> Path:
    """Make the package of a tree.

    Raises:
        MsiError: wixl is missing or refuses.
    """
    wixl = shutil.which(PROGRAM)
    if wixl is None:
        raise MsiError(f"{PROGRAM} is not installed (Debian: {PROGRAM}).")
    named = [path.name for path in tree.rglob("*") if not path.name.isascii()]
    if named:
        raise MsiError(f"{PROGRAM} cannot write names that are not ASCII: {', '.join(named)}")
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        source = Path(folder) / "aviary.wxs"
        described = describe(tree)
        for entry in described.iter("File"):  # wixl takes relative paths only, from its input file
            entry.set("Source", os.path.relpath(entry.attrib["Source"], folder))
        described.write(source, encoding="utf-8", xml_declaration=True)
        command = [wixl, "--arch", "x64", "--output", str(file), str(source)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise MsiError(f"{PROGRAM} made no package ({done.returncode}): {done.stdout}{done.stderr}")
    return file


def describe(tree: Path) -> "ET.ElementTree[ET.Element]":
    """Build the WiX document: a component for each folder of the tree."""
    wix = ET.Element("Wix", xmlns=SCHEMA)
    product = ET.SubElement(
        wix,
        "Product",
        Id="*",
        Name=APP_NAME,
        Version=__version__,
        Manufacturer=APP_NAME,
        Language="1033",
        UpgradeCode=f"{{{UPGRADE_CODE}}}",
    )
    ET.SubElement(
        product,
        "Package",
        InstallerVersion="500",  # the first to install per user without administrator rights
        Compressed="yes",
        InstallScope="perUser",
        Description=f"{APP_NAME} {__version__}",
    )
    ET.SubElement(
        product,
        "MajorUpgrade",
        DowngradeErrorMessage=NEWER_IS_THERE,
        AllowSameVersionUpgrades="yes",
    )
    condition = ET.SubElement(product, "Condition", Message=FOR_EVERYBODY)
    condition.text = "NOT ALLUSERS"
    ET.SubElement(product, "Media", Id="1", Cabinet="aviary.cab", EmbedCab="yes")
    ET.SubElement(product, "Property", Id="ARPNOMODIFY", Value="1")
    root = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    local = ET.SubElement(root, "Directory", Id="LocalAppDataFolder")
    programs = ET.SubElement(local, "Directory", Id="UserPrograms", Name="Programs")
    target = ET.SubElement(programs, "Directory", Id="INSTALLFOLDER", Name=APP_NAME)
    menu = ET.SubElement(root, "Directory", Id="ProgramMenuFolder")
    ids = [_add_folder(target, tree, tree), *_add_folders(target, tree, tree)]
    ids.append(_add_shortcut(menu))
    feature = ET.SubElement(product, "Feature", Id="Main", Title=APP_NAME, Level="1")
    for name in filter(None, ids):
        ET.SubElement(feature, "ComponentRef", Id=name)
    return ET.ElementTree(wix)


def _add_folders(parent: ET.Element, tree: Path, folder: Path) -> list[str]:
    ids = []
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        node = ET.SubElement(
            parent, "Directory", Id=_name("D", inner.relative_to(tree)), Name=inner.name
        )
        ids += [_add_folder(node, tree, inner), *_add_folders(node, tree, inner)]
    return ids


def _add_folder(parent: ET.Element, tree: Path, folder: Path) -> str:
    """Add the folder's own files as one component; return its name, or "" without files."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    if not files:
        return ""
    place = folder.relative_to(tree)
    name = _name("C", place)
    component = ET.SubElement(parent, "Component", Id=name, Guid=_guid(place), Win64="yes")
    for number, file in enumerate(files):
        entry = ET.SubElement(
            component,
            "File",
            Id=_name("F", file.relative_to(tree)),
            Name=file.name,
            Source=str(file),
        )
        if number == 0:
            entry.set("KeyPath", "yes")
    return name


def _add_shortcut(menu: ET.Element) -> str:
    name = "C_StartMenu"
    component = ET.SubElement(menu, "Component", Id=name, Guid=_guid(Path(name)), Win64="yes")
    ET.SubElement(
        component,
        "Shortcut",
        Id="StartMenuShortcut",
        Name=APP_NAME,
        Target=f"[INSTALLFOLDER]{START_PROGRAM}",
        WorkingDirectory="INSTALLFOLDER",
    )
    ET.SubElement(
        component,
        "RegistryValue",
        Root="HKCU",
        Key=rf"Software\{APP_NAME}\Msi",
        Name="StartMenu",
        Type="integer",
        Value="1",
        KeyPath="yes",
    )
    return name


def _name(kind: str, place: Path) -> str:
    """Return a Windows Installer identifier: letters, digits and underscores, at most 72."""
    return f"{kind}_{uuid.uuid5(UPGRADE_CODE, f'{kind} {place.as_posix()}').hex}"


def _guid(place: Path) -> str:
    return f"{{{str(uuid.uuid5(UPGRADE_CODE, place.as_posix())).upper()}}}"
