"""The configuration of a training."""

from __future__ import annotations

from pathlib import Path

import pytest

from bn_entities import BnEntitiesError
from bn_entities.training.config import (
    PACKAGED_VECTORS,
    CnnSettings,
    DataFiles,
    EncoderSettings,
    TrainingConfig,
    read_config,
    with_options,
)

TRAINING = Path(__file__).parents[2] / "training"


def test_bad_config(tmp_path: Path) -> None:
    path = tmp_path / "config.cfg"
    path.write_text("[training]\nepochs = 0\nspeed = 3\n", encoding="utf-8")
    with pytest.raises(BnEntitiesError, match=r"epochs: .*speed: "):
        read_config(path)
    path.write_text("epochs =", encoding="utf-8")
    with pytest.raises(BnEntitiesError, match=r"cannot read .*config\.cfg"):
        read_config(path)
    with pytest.raises(BnEntitiesError, match=r"cannot read .*none\.cfg"):
        read_config(tmp_path / "none.cfg")


def test_paths_start_at_the_folder_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.cfg"
    path.write_text('[data]\ngold = ["a.jsonl", "/b.jsonl"]\ncorpus = "."\n', encoding="utf-8")
    data = read_config(path).data
    assert data.gold == (tmp_path / "a.jsonl", Path("/b.jsonl"))
    assert data.corpus == tmp_path
    assert data.vectors == PACKAGED_VECTORS


def test_shipped_configurations() -> None:
    fast, accurate = read_config(TRAINING / "default.cfg"), read_config(TRAINING / "accurate.cfg")
    assert isinstance(fast.training, CnnSettings)
    assert isinstance(accurate.training, EncoderSettings)
    assert fast.data.corpus == accurate.data.corpus == TRAINING
    assert len(fast.training.seeds) == len(accurate.training.seeds) == 3


def test_options_beside_a_configuration() -> None:
    config = TrainingConfig(data=DataFiles(gold=(Path("a"),)), training=CnnSettings(epochs=9))
    said = with_options(config, DataFiles(gold=(Path("b"),), teacher="fast"), None, (4,))
    assert said.data.gold == (Path("a"), Path("b"))
    assert said.data.teacher == "fast"
    assert isinstance(said.training, CnnSettings)
    assert (said.training.epochs, said.training.seeds) == (9, (4,))
    assert with_options(config, DataFiles(), "encoder").training == EncoderSettings(kind="encoder")
