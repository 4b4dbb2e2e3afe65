"""The catalogue of models, with the sources of their facts."""

from desktop_app.core.model import ModelFacts, ModelKind, ModelSpec
from desktop_app.core.sentences import marked
from desktop_app.core.transcript import TimestampMode

STARTER_ID = "aviary-starter"
STARTER_DIARIZER_ID = "aviary-starter-diarizer"
# They come with the program, and are for demonstration only.
BUNDLED = frozenset({STARTER_ID, STARTER_DIARIZER_ID})

# https://huggingface.co/nvidia/canary-1b-v2, "Supported languages" (25 European languages)
EUROPEAN_LANGUAGES = (
    "bg", "hr", "cs", "da", "nl", "en", "et", "fi", "fr", "de", "el", "hu", "it",
    "lv", "lt", "mt", "pl", "pt", "ro", "sk", "sl", "es", "sv", "ru", "uk",
)  # fmt: skip

# https://huggingface.co/nvidia/canary-1b
CANARY_1B_LANGUAGES = ("en", "de", "es", "fr")

CC_BY = "https://creativecommons.org/licenses/by/4.0/legalcode"
CC_BY_NC = "https://creativecommons.org/licenses/by-nc/4.0/legalcode"
APACHE = "https://www.apache.org/licenses/LICENSE-2.0"
OPEN_MDW = "https://github.com/OpenMDW/openmdw/blob/main/1.1/LICENSE.OpenMDW-1.1"
NVIDIA_OPEN = (
    "https://www.nvidia.com/en-us/agreements/enterprise-software/nvidia-open-model-license/"
)


def _to_and_from_english(languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs for both Canaries: between English and each other language, no others."""
    others = [language for language in languages if language != "en"]
    return (*(("en", other) for other in others), *((other, "en") for other in others))


NO_CANARY_1B_TIMES = marked(
    "Canary 1B was trained without times; use Canary 1B v2 or Parakeet for times."
)

STARTER = ModelSpec(
    id=STARTER_ID,
    title="Aviary Starter (Demo)",
    kind=ModelKind.TRANSDUCER,
    summary=marked(
        "A tiny built-in model that knows about 330 English words, trained on synthetic voices. "
        "It demonstrates the program; it is not for real recordings."
    ),
    licence="Apache-2.0",
    note=marked("Demonstration only: a small vocabulary, not for real work."),
    facts=ModelFacts(
        source="resources/models/aviary-starter.md",
        parameters=2_870_000,
        download_bytes=6_170_000,
        writes_punctuation=True,
        licence_url=APACHE,
        hears=("en",),
    ),
)

STARTER_DIARIZER = ModelSpec(
    id=STARTER_DIARIZER_ID,
    title="Aviary Starter for Speakers (Demo)",
    kind=ModelKind.SORTFORMER,
    summary=marked(
        "A tiny built-in model that tells two or three speakers apart, trained on synthetic "
        "voices. It demonstrates the program; it is not for real recordings."
    ),
    timestamps=(),
    licence="Apache-2.0",
    note=marked("Demonstration only: trained on synthetic voices, not for real work."),
    facts=ModelFacts(
        source="resources/models/aviary-starter-diarizer.md",
        parameters=2_420_000,
        download_bytes=5_020_000,
        licence_url=APACHE,
    ),
    most_speakers=4,
)

# Both in order of preference: the first installed one is the default.
RECOGNIZERS: tuple[ModelSpec, ...] = (
    ModelSpec(
        id="parakeet-tdt-0.6b-v3",
        title="Parakeet TDT 0.6B v3",
        kind=ModelKind.TRANSDUCER,
        summary=marked(
            "25 European languages, detected automatically, with punctuation and word times. "
            "The best choice for most recordings."
        ),
        repo_id="nvidia/parakeet-tdt-0.6b-v3",
        licence="CC-BY-4.0",
        facts=ModelFacts(
            source="https://huggingface.co/nvidia/parakeet-tdt-0.6b-v3",
            parameters=627_000_000,
            download_bytes=2_510_000_000,
            writes_punctuation=True,
            licence_url=CC_BY,
            hears=EUROPEAN_LANGUAGES,
        ),
    ),
    ModelSpec(
        id="parakeet-tdt-1.1b",
        title="Parakeet TDT 1.1B",
        kind=ModelKind.TRANSDUCER,
        summary=marked("English, lower case, without punctuation, with word times."),
        repo_id="nvidia/parakeet-tdt-1.1b",
        licence="CC-BY-4.0",
        facts=ModelFacts(
            source="https://huggingface.co/nvidia/parakeet-tdt-1.1b",
            parameters=1_070_000_000,
            download_bytes=4_280_000_000,
            writes_punctuation=False,
            licence_url=CC_BY,
            hears=("en",),
        ),
    ),
    ModelSpec(
        id="canary-1b",
        title="Canary 1B",
        kind=ModelKind.CANARY,
        summary=marked(
            "English, German, Spanish and French, and translation between English and the "
            "others, without times."
        ),
        languages=CANARY_1B_LANGUAGES,
        target_languages=CANARY_1B_LANGUAGES,
        timestamps=(TimestampMode.NONE,),
        timestamps_why_not=NO_CANARY_1B_TIMES,
        repo_id="nvidia/canary-1b",
        licence="CC-BY-NC-4.0",
        note=marked("For non-commercial use only (CC-BY-NC-4.0)."),
        facts=ModelFacts(
            source="https://huggingface.co/nvidia/canary-1b",
            parameters=1_020_000_000,
            download_bytes=4_070_000_000,
            writes_punctuation=True,
            licence_url=CC_BY_NC,
            hears=CANARY_1B_LANGUAGES,
            licence_needs_consent=True,
            translation_pairs=_to_and_from_english(CANARY_1B_LANGUAGES),
        ),
    ),
    ModelSpec(
        id="canary-1b-v2",
        title="Canary 1B v2",
        kind=ModelKind.CANARY2,
        summary=marked(
            "25 European languages that you choose, translation to and from English, "
            "punctuation and word times."
        ),
        languages=EUROPEAN_LANGUAGES,
        target_languages=EUROPEAN_LANGUAGES,
        repo_id="nvidia/canary-1b-v2",
        licence="CC-BY-4.0",
        facts=ModelFacts(
            source="https://huggingface.co/nvidia/canary-1b-v2",
            parameters=978_000_000,
            download_bytes=6_360_000_000,
            writes_punctuation=True,
            licence_url=CC_BY,
            hears=EUROPEAN_LANGUAGES,
            translation_pairs=_to_and_from_english(EUROPEAN_LANGUAGES),
        ),
    ),
    STARTER,
)

DIARIZERS: tuple[ModelSpec, ...] = (
    ModelSpec(
        id="nemotron-3-diarization",
        title="Nemotron 3 Diarization",
        kind=ModelKind.NEMOTRON_DIARIZER,
        summary=marked(
            "Tells up to 8 speakers apart, also where they talk at the same time. The best choice "
            "for most conversations."
        ),
        timestamps=(),
        repo_id="nvidia/Nemotron-3-Diarization",
        licence="OpenMDW-1.1",
        facts=ModelFacts(
            source="https://huggingface.co/nvidia/Nemotron-3-Diarization",
            parameters=99_000_000,
            download_bytes=397_000_000,
            licence_url=OPEN_MDW,
        ),
        most_speakers=8,
    ),
    ModelSpec(
        id="diar-streaming-sortformer-4spk-v2",
        title="Streaming Sortformer v2",
        kind=ModelKind.SORTFORMER,
        summary=marked("Tells up to 4 speakers apart, also where they talk at the same time."),
        timestamps=(),
        repo_id="nvidia/diar_streaming_sortformer_4spk-v2",
        licence="CC-BY-4.0",
        facts=ModelFacts(
            source="https://huggingface.co/nvidia/diar_streaming_sortformer_4spk-v2",
            parameters=118_000_000,
            download_bytes=471_000_000,
            licence_url=CC_BY,
            hub_file="diar_streaming_sortformer_4spk-v2.nemo",
        ),
        most_speakers=4,
    ),
    ModelSpec(
        id="diar-streaming-sortformer-4spk-v2.1",
        title="Streaming Sortformer v2.1",
        kind=ModelKind.SORTFORMER,
        summary=marked(
            "Tells up to 4 speakers apart, also where they talk at the same time; better than v2 "
            "in meetings."
        ),
        timestamps=(),
        repo_id="nvidia/diar_streaming_sortformer_4spk-v2.1",
        licence="NVIDIA Open Model License",
        facts=ModelFacts(
            source="https://huggingface.co/nvidia/diar_streaming_sortformer_4spk-v2.1",
            parameters=118_000_000,
            download_bytes=471_000_000,
            licence_url=NVIDIA_OPEN,
            licence_needs_consent=True,
            hub_file="diar_streaming_sortformer_4spk-v2.1.nemo",
        ),
        most_speakers=4,
    ),
    STARTER_DIARIZER,
)

VOICES: tuple[ModelSpec, ...] = (
    ModelSpec(
        id="speakerverification_en_titanet_large",
        title="TitaNet Large",
        kind=ModelKind.TITANET,
        summary=marked(
            "Knows a voice again, so that the speakers you named are named in later recordings "
            "too. Only needed if you switch that on."
        ),
        timestamps=(),
        repo_id="nvidia/speakerverification_en_titanet_large",
        licence="CC-BY-4.0",
        facts=ModelFacts(
            source="https://huggingface.co/nvidia/speakerverification_en_titanet_large",
            parameters=23_500_000,
            download_bytes=101_600_000,
            licence_url=CC_BY,
        ),
    ),
)

CATALOG: tuple[ModelSpec, ...] = (*RECOGNIZERS, *DIARIZERS, *VOICES)
