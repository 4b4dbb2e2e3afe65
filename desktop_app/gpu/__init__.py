"""Downloaded builds of torch for NVIDIA GPUs."""
