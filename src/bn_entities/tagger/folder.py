"""The folder of a model: ``meta.json`` with the kind, the format and checksums, and the files that it names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bn_entities.calibration import Calibration
from bn_entities.errors import BnEntitiesError
from bn_entities.records import Label

META = "meta.json"
"""The name of the file that describes a model."""


class Meta(BaseModel):
    """What ``meta.json`` says of a model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = Field(description="The kind of tagger.")
    format: int = Field(description="Version of the folder's format for this kind.")
    labels: tuple[Label, ...] = Field(min_length=1, description="The labels, in the order of the tags.")
    architecture: dict[str, Any] = Field(default={}, description="Sizes of the network, if the kind has a choice.")
    calibration: Calibration | None = Field(default=None, description="What the resolver's odds are worth.")
    sha256: dict[str, str] = Field(description="Checksum of each file, in hexadecimal digits.")


def kind_of(folder: Path) -> str:
    """Return the kind of a model.

    Args:
        folder: The folder.

    Raises:
        BnEntitiesError: There is no model, or it is damaged.
    """
    return _read(folder).kind


def read_meta(folder: Path, kind: str, format_: int, files: Sequence[str]) -> Meta:
    """Return what is said of a model, once its files are as they were written.

    Args:
        folder: The folder.
        kind: The kind that it must be of.
        format_: The format that it must have.
        files: The files that it must have.

    Raises:
        BnEntitiesError: A file is missing or damaged, or kind or format are others.
    """
    meta = _read(folder)
    if (meta.kind, meta.format) != (kind, format_):
        raise BnEntitiesError(
            f"the tagger in {folder} is of kind {meta.kind} and format {meta.format}, where this version of the library "
            f"reads kind {kind} in format {format_}: train it again with this version, or install the version that wrote it"
        )
    for name in files:
        path = folder / name
        if not path.is_file():
            raise BnEntitiesError(f"{path} is missing: install or train the model again")
        if _digest(path) != meta.sha256.get(name):
            raise BnEntitiesError(f"{path} is damaged, its checksum is not that of {META}: install or train it again")
    return meta


def write_meta(folder: Path, meta: Meta, files: Sequence[str]) -> None:
    """Write ``meta.json`` with the checksums of files that are there.

    Args:
        folder: The folder.
        meta: What to say; its checksums are made anew.
        files: The files.
    """
    digests = {name: _digest(folder / name) for name in files}
    said = meta.model_copy(update={"sha256": digests}).model_dump(mode="json", exclude_defaults=True)
    (folder / META).write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def _read(folder: Path) -> Meta:
    try:
        return Meta.model_validate_json((folder / META).read_text(encoding="utf-8"))
    except OSError as error:
        raise BnEntitiesError(
            f"cannot read the tagger in {folder}: {error.strerror or error}; name fast, accurate, or the folder of a model"
        ) from error
    except (ValidationError, UnicodeDecodeError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        at = ".".join(map(str, first["loc"]))
        raise BnEntitiesError(
            f"{folder / META} does not describe a tagger of this version of the library ({at and at + ': '}{first['msg']}): "
            "train it again with this version"
        ) from error


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
