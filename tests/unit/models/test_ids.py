"""A file's name becomes an id that any file system takes, and means nothing else there."""

import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.models.catalog import CATALOG
from desktop_app.models.layout import (
    DOWNLOADS,
    MAX_ID_BYTES,
    MAX_ID_LENGTH,
    Scratch,
    StoreLayout,
    id_from_name,
)
from desktop_app.models.store import ModelStore
from tests.nemo_files import model
from tests.unit.storing import add, installed

RESERVED_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?")


@pytest.mark.parametrize(
    ("name", "model_id"),
    [
        ("Parakeet", "parakeet"),
        ("My Model (v2)", "my-model-v2"),
        ("日本語", "日本語"),
        ("x" * 300, "x" * 60),
        ("Größe 2", "grösse-2"),
        ("model.", "model"),
        ("model. ", "model"),
        ("a." * 40, ("a." * 30).rstrip(".")),
        ("...", "model"),
        ("", "model"),
        (" ", "model"),
        ("con", "model-con"),
        ("CON", "model-con"),
        ("nul.tar", "model-nul.tar"),
        ("Aux.2024.v1", "model-aux.2024.v1"),
        ("com1", "model-com1"),
        ("COM¹", "model-com1"),
        ("\uff23\uff2f\uff2e", "model-con"),  # of full width
        ("prn", "model-prn"),
        ("lpt9.x", "model-lpt9.x"),
        ("console", "console"),
        ("com10", "com10"),
        ("my con", "my-con"),
        ("downloads", "model-downloads"),
        ("Temporary", "model-temporary"),
        (".locks", "locks"),
        ("x.nemo", "x-nemo"),
        ("x.nemo.nemo", "x.nemo-nemo"),
        ("x.part", "x-part"),
        ('a<b>c:d"e/f\\g|h?i*j', "a-b-c-d-e-f-g-h-i-j"),
        ("a\x00b\nc\u202ed\u200be", "a-b-c-d-e"),
        ("..\\..\\windows", "windows"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_names_become_ids(name: str, model_id: str) -> None:
    assert id_from_name(name) == model_id


@pytest.mark.parametrize("name", ["é", "Ångström", "한국어", "ﬁne", "ガ", "①"])
def test_names_that_look_the_same_give_one_id(name: str) -> None:
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    assert len({id_from_name(one) for one in (*forms, name.upper(), name.lower())}) == 1


@given(st.text(max_size=90))
@example("İ" * 60)
@example("日" * 90)
@example("a" * 59 + "." + "b" * 20)
@example("a" * 58 + ".nemo")
@example("a" * 55 + ".nemo.tar")
def test_every_name_gives_an_id_that_can_be_used(name: str) -> None:
    model_id = id_from_name(name)
    assert model_id and len(model_id) <= MAX_ID_LENGTH + len("model-")
    assert len(model_id.encode()) <= MAX_ID_BYTES + len("model-")
    assert re.fullmatch(r"[\w.-]+", model_id)
    assert model_id[0] not in ".-_" and model_id[-1] not in ".-_ "
    assert not RESERVED_ON_WINDOWS.fullmatch(model_id)
    assert not model_id.endswith((".nemo", ".part", ".json", ".lock"))
    assert model_id not in (DOWNLOADS, "temporary")
    assert id_from_name(model_id) == model_id, "a pack keeps its id on the next computer"


@pytest.mark.parametrize("letter", ["a", "ж", "日", "\U0001d54f", "𐐷"])
def test_the_longest_id_fits_into_a_file_name_with_all_that_is_put_around_it(
    tmp_path: Path, letter: str
) -> None:
    layout = StoreLayout(tmp_path)
    model_id = f"{id_from_name(letter * 300)}-99"
    for path in (
        layout.folder(model_id),
        layout.archive(model_id),
        layout.partial(model_id),
        layout.sidecar(model_id),
        *(layout.scratch(model_id, kind) for kind in Scratch),
    ):
        assert len(path.name.encode()) <= 143
    with layout.locked(model_id):
        layout.folder(model_id).mkdir()


@pytest.mark.parametrize("stem", ["nul", "Modell.", "x.nemo", "CON.v1", "..."])
@pytest.mark.skipif(os.name == "nt", reason="some of these files cannot be made on Windows")
def test_a_model_of_such_a_name_is_installed_and_found(
    store: ModelStore, tmp_path: Path, stem: str
) -> None:
    spec = add(store, model(tmp_path / f"{stem}.nemo"))
    assert installed(store, spec).folder.name == id_from_name(stem)
    assert store.find(spec.id) == spec
    assert spec in store.available()


def test_the_catalogue_follows_the_rule() -> None:
    assert [id_from_name(spec.id) for spec in CATALOG] == [spec.id for spec in CATALOG]
