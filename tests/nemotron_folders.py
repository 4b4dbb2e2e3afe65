"""Random Nemotron diarizers: folders of files as the hub has them, made by transformers itself.

Tiny ones for tests, and one in the size of the released model (99 million, 397 MB) for
measurements. What they hear is noise, but it changes with the sound, and goes the way of the real
one: front end, chunks, memory of speakers.
"""

from pathlib import Path
from typing import Any

from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.engine.speakers.nemotron import import_library

SPEC = ModelSpec("tiny-nemotron", "Tiny Nemotron", ModelKind.NEMOTRON_DIARIZER, "")

# Configurations, as transformers takes them. A chunk of `chunk_length` is 80 ms times that.
TINY: dict[str, dict[str, Any]] = {
    # Short chunks, so that half a minute fills the memory of speakers and more.
    "short": {
        "audio_config": {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
                         "num_attention_heads": 2},
        "head_config": {"hidden_size": 16, "audio_hidden_size": 32},
        "streaming_config": {"speaker_cache_length": 24},
        "chunk_length": 20, "chunk_right_context": 4, "fifo_length": 6,
        "speaker_cache_update_period": 12,
    },
    # Other numbers everywhere, and sound from before the chunk.
    "looks-back": {
        "audio_config": {"hidden_size": 48, "intermediate_size": 80, "num_hidden_layers": 3,
                         "num_attention_heads": 4, "num_mel_bins": 80, "subsampling_factor": 4,
                         "rope_parameters": {"rope_theta": 5000.0, "rope_type": "default",
                                             "partial_rotary_factor": 0.5}},
        "head_config": {"hidden_size": 24, "audio_hidden_size": 48, "num_speakers": 3,
                        "subsampling_factor": 4},
        "streaming_config": {"speaker_cache_length": 30, "num_speakers": 3,
                             "subsampling_factor": 4},
        "chunk_length": 33, "chunk_right_context": 7, "chunk_left_context": 5, "fifo_length": 0,
        "speaker_cache_update_period": 33,
    },
    # The released model's chunks and memory, only narrow.
    "long": {
        "audio_config": {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1,
                         "num_attention_heads": 2},
        "head_config": {"hidden_size": 16, "audio_hidden_size": 32},
    },
}  # fmt: skip


def make(folder: Path, shape: dict[str, Any], seed: int = 0) -> Path:
    """Write a random diarizer of that configuration into a new folder; {} is the real size."""
    import torch
    from transformers import Nemotron3DiarizationProcessor
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    library = import_library()
    config = library.Config(**shape)
    generator = torch.Generator().manual_seed(seed)
    model = library.Model(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if weights.dim() > 1:
                width = weights[0].numel()
                # The last layer is let loose, so that speakers come and go.
                loud = 6.0 if name.startswith("classifier") else 1.5
                weights.normal_(0, loud / width**0.5, generator=generator)
        model.silence_embeds.normal_(0, 0.1, generator=generator)
    model.save_pretrained(folder)
    features = library.Features(feature_size=config.audio_config.num_mel_bins)
    factor = config.audio_config.subsampling_factor
    processor = Nemotron3DiarizationProcessor(features, factor)
    processor.save_pretrained(folder)
    return folder
