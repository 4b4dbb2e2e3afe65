"""What Windows reports about antivirus products, with a fake Windows."""

import json
import os
from pathlib import PureWindowsPath

import pytest

from desktop_app.system.antivirus.products import DEFENDER, OTHER, PRODUCTS, product_named
from desktop_app.system.antivirus.state import (
    DEFENDER_KEYS,
    Listed,
    Scanning,
    antivirus_state,
    decode,
    listed_exclusion,
    windows_system,
)
from desktop_app.system.locks.known_programs import KNOWN
from tests.fake_windows import MODELS, OFF, ON, FakeWindows, answer

POLICY, SETTING = DEFENDER_KEYS


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (397568, (Scanning.ON, True)),
        (397584, (Scanning.ON, False)),
        (266240, (Scanning.ON, True)),
        (393472, (Scanning.OFF, True)),
        (0x42000, (Scanning.SNOOZED, True)),
        (0x43010, (Scanning.EXPIRED, False)),
        (0x4F000, (Scanning.UNKNOWN, True)),
    ],
)
def test_product_states(state: int, expected: tuple[Scanning, bool]) -> None:
    assert decode(state) == expected


def test_products_and_defender_are_asked_with_one_bounded_call() -> None:
    windows = FakeWindows(answer({"Norton 360": ON, "Windows Defender": OFF}, defender=False))
    state = antivirus_state(windows.system)
    assert [(p.name, p.scanning) for p in state.products] == [
        ("Norton 360", Scanning.ON),
        ("Windows Defender", Scanning.OFF),
    ]
    assert state.defender is Scanning.OFF
    [command] = windows.ran
    assert command[0] == r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"
    assert command[1:4] == ["-NoProfile", "-NonInteractive", "-Command"]


@pytest.mark.parametrize(
    "products",
    [
        {"displayName": "ESET Security", "productState": ON},
        [{"displayName": "ESET Security", "productState": ON}],
        {"value": [{"displayName": "ESET Security", "productState": ON}], "Count": 1},
    ],
)
def test_each_way_powershell_writes_a_list(products: object) -> None:
    written = json.dumps({"products": products, "defender": None})
    [product] = antivirus_state(FakeWindows(written).system).products
    assert product.name == "ESET Security" and product.scanning is Scanning.ON


@pytest.mark.parametrize("written", [None, "", "Access denied.", "[1]", '{"products": 5}', "{}"])
def test_no_answer_is_no_error(written: str | None) -> None:
    state = antivirus_state(FakeWindows(written).system)
    assert state.products == () and state.defender is Scanning.UNKNOWN


def test_a_product_without_a_state_is_still_named() -> None:
    written = json.dumps({"products": [{"displayName": "X"}, {"productState": "?"}]})
    first, second = antivirus_state(FakeWindows(written).system).products
    assert (first.name, first.scanning) == ("X", Scanning.UNKNOWN)
    assert second.name == "?"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (POLICY, "DisableAntiSpyware"),
        (SETTING, "DisableAntiVirus"),
        (rf"{POLICY}\Real-Time Protection", "DisableRealtimeMonitoring"),
        (rf"{SETTING}\Real-Time Protection", "DisableRealtimeMonitoring"),
    ],
)
def test_the_registry_tells_when_powershell_does_not(key: str, name: str) -> None:
    windows = FakeWindows(None, {key: {name: 1}})
    assert antivirus_state(windows.system).defender is Scanning.OFF
    windows.keys[key] = {name: 0}
    assert antivirus_state(windows.system).defender is Scanning.UNKNOWN


@pytest.mark.parametrize(
    ("excluded", "expected"),
    [
        ([], Listed.HIDDEN),
        ([str(MODELS)], Listed.YES),
        ([str(MODELS).upper()], Listed.YES),
        ([str(MODELS.parent) + "\\"], Listed.YES),
        ([str(MODELS / "one")], Listed.NO),
        ([str(MODELS) + " old"], Listed.NO),
    ],
)
@pytest.mark.parametrize("key", DEFENDER_KEYS)
def test_exclusions_that_are_visible(excluded: list[str], expected: Listed, key: str) -> None:
    windows = FakeWindows(keys={rf"{key}\Exclusions\Paths": dict.fromkeys(excluded, 0)})
    assert listed_exclusion(MODELS, windows.system.registry) is expected


def test_a_longer_drive_name_is_another_folder() -> None:
    windows = FakeWindows(keys={rf"{SETTING}\Exclusions\Paths": {"D:\\": 0}})
    assert listed_exclusion(MODELS, windows.system.registry) is Listed.NO
    assert listed_exclusion(PureWindowsPath("D:\\m"), windows.system.registry) is Listed.YES


@pytest.mark.parametrize(
    ("registered", "name"),
    [
        ("Windows Defender", "Microsoft Defender"),
        ("Microsoft Defender Antivirus", "Microsoft Defender"),
        ("Norton 360", "Norton"),
        ("Trellix Endpoint Security", "McAfee"),
        ("Bitdefender Antivirus", "Bitdefender"),
        ("Kaspersky", "Kaspersky"),
        ("ESET Security", "ESET"),
        ("AVG Antivirus", "Avast or AVG"),
        ("Avast Antivirus", "Avast or AVG"),
        ("Avira Security", "Avira"),
        ("Sophos Home", "Sophos"),
        ("Trend Micro Maximum Security", "Trend Micro"),
        ("Malwarebytes", "Malwarebytes"),
        ("F-Secure SAFE", "F-Secure"),
        ("Somebody's Shield", ""),
    ],
)
def test_registered_names_find_their_steps(registered: str, name: str) -> None:
    assert product_named(registered).name == name


def test_the_table_is_whole() -> None:
    known = {holder.name for holder in KNOWN}
    assert PRODUCTS[0] is DEFENDER and len(PRODUCTS) >= 11
    for product in (*PRODUCTS, OTHER):
        assert product is OTHER or product.name in known
        assert product is OTHER or product.help_page.startswith("https://")
        assert " " not in product.help_page
        assert len(product.steps) >= 3 and all(step.endswith(".") for step in product.steps)


@pytest.mark.skipif(os.name == "nt", reason="Windows has antivirus products")
def test_elsewhere_there_is_nothing_to_set_up() -> None:
    assert windows_system() is None
