"""The software bill of materials of a frozen tree, as CycloneDX JSON (https://cyclonedx.org)."""

import uuid
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion

from desktop_app import APP_NAME, __version__
from tools.build.contents import read_contents
from tools.build.parts import OURS, Part, parts_of, site_packages
from tools.build.release import release_file, release_time

SCHEMA = SchemaVersion.V1_6  # the newest that common readers support
OUR_LICENCE = "Apache-2.0"


def step(tree: Path, dist: Path, platform: str) -> Path:
    """Write the bill of materials of a tree.

    Args:
        tree: the frozen program's folder.
        dist: where the file goes.
        platform: "windows" or "linux".

    Returns:
        The file.
    """
    parts = parts_of(read_contents(tree), site_packages(platform)).known
    return write(parts, release_file(dist, platform, ".cdx.json"))


def write(parts: tuple[Part, ...], file: Path) -> Path:
    """Write a bill of these parts; reproducible."""
    bom = Bom()
    ours = Component(
        name=APP_NAME,
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref=OURS,
        licenses=[LicenseFactory().make_with_id(OUR_LICENCE)],
    )
    bom.metadata.component = ours
    bom.metadata.timestamp = release_time()
    components = [_component(part) for part in parts]
    bom.components.update(components)
    bom.register_dependency(ours, components)
    names = "\n".join(str(part.purl) for part in parts)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, f"{ours.name} {ours.version}\n{names}")
    text = make_outputter(bom, OutputFormat.JSON, SCHEMA).output_as_string(indent=1)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def _component(part: Part) -> Component:
    about = part.component
    references = []
    if about.home:
        references.append(
            ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(about.home))
        )
    return Component(
        name=about.name,
        version=about.version or None,
        type=ComponentType.MACHINE_LEARNING_MODEL if part.is_model else ComponentType.LIBRARY,
        bom_ref=str(part.purl),
        purl=part.purl,
        licenses=[LicenseFactory().make_from_string(about.licence)],
        external_references=references,
    )
