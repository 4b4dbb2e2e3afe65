"""The catalogue of models, with the sources of their facts."""

from desktop_app.core.model import ModelFacts, ModelKind, ModelSpec
from desktop_app.core.sentences import marked
from desktop_app.core.transcript import TimestampMode

STARTER_ID = "aviary-starter"

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

# In order of preference: the first installed one is the default.
CATALOG: tuple[ModelSpec, ...] = (
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
