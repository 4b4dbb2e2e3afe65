"""The number formats that this CPU supports in hardware, beside float32."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cpu:
    """The instruction sets that decide which precision is fast, and how int8 is computed.

    Attributes:
        avx2: instructions for 32 bytes at once: every x86 CPU since about 2015.
        avx512_vnni: dot products of four bytes, 64 bytes wide. CPUs with int8 tiles (AMX) have it;
            Intel's Core processors from the 12th generation on have not.
        bf16: bfloat16 by AVX-512 or AMX.
    """

    avx2: bool = False
    avx512_vnni: bool = False
    bf16: bool = False

    @property
    def int8(self) -> bool:
        """Whether int8 products can be faster than float32."""
        return self.avx2 or self.avx512_vnni


def cpu_of(capabilities: Mapping[str, Any]) -> Cpu:
    """Make a Cpu from capabilities named as by `torch.cpu.get_capabilities`."""

    def has(name: str) -> bool:
        return bool(capabilities.get(name, False))

    return Cpu(
        avx2=has("avx2"),
        avx512_vnni=has("avx512_vnni"),
        bf16=has("avx512_bf16") or has("amx_bf16"),
    )


def this_cpu() -> Cpu:
    """Return this computer's CPU."""
    import torch

    return cpu_of(torch.cpu.get_capabilities())
