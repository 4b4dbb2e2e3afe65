"""Archives that follow the released models, held against NeMo's own `restore_from`.

They are small, but every field of the configuration and every file is as in the real ones, as far
as public sources tell. `python -m tools.real_models check --real` does the same in real size.
"""

import pytest

from desktop_app.core.model import ModelKind
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.catalog import CANARY_1B_LANGUAGES, CATALOG
from tests.real_models.archives import Size, build
from tests.real_models.comparing import Compared, asked, compare
from tests.real_models.counting import counts
from tests.real_models.described import NAMES, described

pytestmark = [pytest.mark.real_model, pytest.mark.usefixtures("nemo")]
OFFERED = {spec.id: spec for spec in CATALOG}


@pytest.fixture(scope="module", params=NAMES)
def compared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Compared:
    folder = tmp_path_factory.mktemp(request.param)
    nemo_file = build(request.param, folder / f"{request.param}.nemo", Size.SMALL)
    return compare(nemo_file, folder / "unpacked")


def test_it_is_known_for_what_it_is(compared: Compared) -> None:
    spec = compared.spec
    offered = OFFERED.get(spec.title)
    if offered is not None:
        assert spec.kind is offered.kind
        assert set(spec.languages) == set(offered.languages)
        assert spec.timestamps == offered.timestamps
    elif spec.kind.is_prompted:
        assert spec.kind is ModelKind.CANARY2
        assert set(spec.languages) == set(CANARY_1B_LANGUAGES)
        assert spec.timestamps == (TimestampMode.NONE,)


def test_it_has_the_weights_that_nemo_loads(compared: Compared) -> None:
    assert compared.ours.weights == compared.theirs.weights
    assert compared.ours.parameters == compared.theirs.parameters


def test_it_writes_what_nemo_writes(compared: Compared) -> None:
    """With each prompt of a Canary, which NeMo is asked for in its own words."""
    assert compared.ours.prompts == compared.theirs.prompts
    assert compared.ours.texts == compared.theirs.texts
    assert all(text for texts in compared.ours.texts for text in texts)
    if compared.spec.kind.is_prompted:
        assert len({tuple(prompt) for prompt in compared.ours.prompts}) == len(asked(compared.spec))


def test_its_words_have_nemos_times(compared: Compared) -> None:
    assert compared.ours.words == compared.theirs.words
    has_times = compared.spec.best_timestamps is TimestampMode.WORD
    assert bool(compared.ours.words) is has_times
    assert all(0 <= start < end for _, start, end in compared.ours.words)


def test_the_layers_for_a_cpu_compute_the_same(compared: Compared) -> None:
    assert compared.encoder_error < 1e-5


def test_bytes_are_nearly_as_good(compared: Compared) -> None:
    assert compared.int8_error < 0.03
    assert all(compared.int8_texts)


@pytest.mark.parametrize("name", ["parakeet-tdt-0.6b-v2", "canary-180m-flash"])
def test_the_described_model_has_the_tensors_of_the_real_one(name: str) -> None:
    """All the others too: `python -m tools.real_models count`."""
    compared = counts(described(name))
    assert compared
    assert [ours for _, ours, _ in compared] == [real for _, _, real in compared]
