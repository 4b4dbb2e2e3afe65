"""The number formats that this CPU supports in hardware, beside float32."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cpu:
    """The instruction sets that decide which precision is fast.

    Attributes:
        avx512_vnni: dot products of four bytes, 64 bytes wide.
        avx_vnni: the same, 32 bytes wide (Intel Core from the 12th generation on, AMD's Zen 5).
        amx_int8: int8 tiles (Intel Xeon from the 4th generation on).
        bf16: bfloat16 by AVX-512 or AMX.
    """

    avx512_vnni: bool = False
    avx_vnni: bool = False
    amx_int8: bool = False
    bf16: bool = False

    @property
    def int8(self) -> bool:
        """Whether int8 products are faster than float32, and summed without overflow."""
        return self.avx512_vnni or self.avx_vnni or self.amx_int8


def cpu_of(capabilities: Mapping[str, Any]) -> Cpu:
    """Make a Cpu from capabilities named as by `torch.cpu.get_capabilities`."""

    def has(name: str) -> bool:
        return bool(capabilities.get(name, False))

    return Cpu(
        avx512_vnni=has("avx512_vnni"),
        avx_vnni=has("avx_vnni"),
        amx_int8=has("amx_int8"),
        bf16=has("avx512_bf16") or has("amx_bf16"),
    )


def this_cpu() -> Cpu:
    """Return this computer's CPU."""
    import torch

    return cpu_of(torch.cpu.get_capabilities())
