"""Which build fits which computer."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.request import DeviceChoice
from desktop_app.gpu import builds as torch_builds
from desktop_app.gpu.builds import INDEX, Obstacle, TorchBuild, known_builds, outlook
from desktop_app.system.hardware import Gpu
from tests.torch_index import FILE

NEW = TorchBuild("cu130", "CUDA 13.0", DeviceChoice.CUDA, "580", (7, 5), "new.whl", "0" * 64, 9)
OLD = TorchBuild("cu126", "CUDA 12.6", DeviceChoice.CUDA, "528.33", (5, 0), "old.whl", "1" * 64, 9)


def gpu(driver: str, capability: tuple[int, int] | None) -> Gpu:
    return Gpu("a card", 8 * 10**9, driver, capability)


@pytest.mark.parametrize(
    ("driver", "capability", "build", "obstacle"),
    [
        ("581.15", (8, 6), NEW, Obstacle.NONE),
        ("580.00", (7, 5), NEW, Obstacle.NONE),
        ("572.16", (8, 6), OLD, Obstacle.NONE),
        ("581.15", (6, 1), OLD, Obstacle.NONE),
        ("581.15", None, NEW, Obstacle.NONE),
        ("528.2", (6, 1), OLD, Obstacle.OLD_DRIVER),
        ("581.15", (3, 5), None, Obstacle.OLD_GPU),
    ],
)
def test_the_best_that_fits(
    driver: str, capability: tuple[int, int] | None, build: TorchBuild, obstacle: Obstacle
) -> None:
    found = outlook([gpu(driver, capability)], [NEW, OLD])
    assert (found.build, found.obstacle) == (build, obstacle)


def test_no_gpu_or_no_driver() -> None:
    assert outlook([], [NEW]).obstacle is Obstacle.NO_GPU


def test_the_newest_of_several_cards_is_meant() -> None:
    cards = [gpu("581.15", (6, 1)), gpu("581.15", (8, 9))]
    assert outlook(cards, [NEW, OLD]).gpu == cards[1]


def test_what_is_not_pinned_is_not_fetched() -> None:
    found = outlook([gpu("581.15", (8, 6))], [replace(NEW, file=""), replace(OLD, file="")])
    assert found.obstacle is Obstacle.NO_WHEEL


def test_an_older_variant_that_is_pinned_comes_before_none() -> None:
    assert outlook([gpu("581.15", (8, 6))], [replace(NEW, file=""), OLD]).build == OLD


def test_only_wheels_for_this_python_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = json.loads(torch_builds.BUILDS_FILE.read_text(encoding="utf-8"))
    listed["wheels"] = [
        {"variant": "cu126", "file": FILE.replace("cp3", "cp2"), "sha256": "2" * 64, "bytes": 1},
        {"variant": "cu130", "file": FILE, "sha256": "3" * 64, "bytes": 2},
    ]
    path = tmp_path / "builds.json"
    path.write_text(json.dumps(listed), encoding="utf-8")
    monkeypatch.setattr(torch_builds, "BUILDS_FILE", path)
    assert [(build.variant, build.bytes) for build in known_builds()] == [
        ("cu130", 2),
        ("cu126", 0),
    ]


def test_the_list_is_for_the_torch_that_is_required() -> None:
    listed = json.loads(torch_builds.BUILDS_FILE.read_text(encoding="utf-8"))
    project = (torch_builds.BUILDS_FILE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"torch=={listed["torch"].rpartition(".")[0]}.*"' in project


def test_the_address_of_a_wheel() -> None:
    build = replace(NEW, file="torch-2.13.0+cu130-cp311-cp311-win_amd64.whl")
    wheel = "cu130/torch-2.13.0%2Bcu130-cp311-cp311-win_amd64.whl"
    assert build.url("") == f"{INDEX}/{wheel}"
    assert build.url("http://mirror/whl/") == f"http://mirror/whl/{wheel}"
