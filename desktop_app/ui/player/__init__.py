"""The bar under the page, the waveform, and the video."""
