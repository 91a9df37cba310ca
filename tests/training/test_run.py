"""Training, from annotated files to a pipeline with the new model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from bn_entities import load
from bn_entities.cli import app
from bn_entities.evaluation import marked_text, read_gold
from bn_entities.tagger.component import MODELS
from bn_entities.tagger.network import Architecture
from bn_entities.training.cnn import TAGS, gradient
from bn_entities.training.config import CnnSettings, DataFiles
from bn_entities.training.data import TrainingTexts
from bn_entities.training.progress import Progress
from bn_entities.training.run import train

GOLD = Path(__file__).parents[1] / "gold"
SMALL = CnnSettings(
    epochs=12,
    learning_rate=0.01,
    tokens_per_batch=200,
    evaluate_every=10,
    gold_repeats=1,
    warmup_steps=2,
    silver_labels=("PERSON", "LOCATION"),
    architecture=Architecture(width=32),
)
SILVER = marked_text("রহিম [ঢাকায়|LOCATION] যান।")


def test_trained_model_is_loaded(tmp_path: Path) -> None:
    progress: list[Progress] = []
    texts = TrainingTexts.of(
        list(read_gold(GOLD / "politics.txt")), [SILVER], dev=list(read_gold(GOLD / "economy.txt"))
    )
    [run] = train(texts, DataFiles(), SMALL, tmp_path, progress.append)
    assert [at.step for at in progress] == sorted({at.step for at in progress})
    assert progress[-1].step == progress[-1].steps
    assert any(at.kept for at in progress)
    assert progress[-1].loss < progress[0].loss
    assert run.kept
    assert run.dev == run.held_out
    [gold] = read_gold(GOLD / "politics.txt")
    mentions = load(tmp_path)(gold.text).mentions
    found = {(mention.start, mention.end, mention.label) for mention in mentions if "tagger" in mention.sources}
    # It learnt this very text.
    assert len(found & {span[:3] for span in gold.spans}) > len(gold.spans) / 2
    assert json.loads((tmp_path / "meta.json").read_text())["calibration"]["curves"]["any"]["slope"] > 0


def test_two_trainings_with_one_seed_are_the_same(tmp_path: Path) -> None:
    texts = TrainingTexts.of(list(read_gold(GOLD / "crime.txt")), dev=list(read_gold(GOLD / "economy.txt")))
    settings = SMALL.model_copy(update={"epochs": 2})
    for name in "ab":
        train(texts, DataFiles(), settings, tmp_path / name)
    with np.load(tmp_path / "a" / "weights.npz") as a, np.load(tmp_path / "b" / "weights.npz") as b:
        assert all((a[name] == b[name]).all() for name in a.files)


def test_a_teacher_labels_the_silver_texts(tmp_path: Path) -> None:
    teacher = str(MODELS / "accurate")
    silver = [marked_text(text.text) for name in ("politics", "world") for text in read_gold(GOLD / f"{name}.txt")]
    texts = TrainingTexts.of([], silver, dev=list(read_gold(GOLD / "economy.txt")))
    scores = []
    for soft in (True, False):
        settings = SMALL.model_copy(update={"soft_targets": soft, "silver_labels": ()})
        train(texts, DataFiles(teacher=teacher), settings, tmp_path)
        [gold] = read_gold(GOLD / "politics.txt")
        found = {m.label for m in load(tmp_path)(gold.text).mentions if "tagger" in m.sources}
        scores.append(len(found))
    # None of the texts told a mention: what it found it has of the teacher.
    assert all(labels >= 2 for labels in scores)


def test_gradient_is_that_of_the_loss() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(size=(3, TAGS)).astype(np.float32)
    targets = np.zeros((3, TAGS), dtype=np.float32)
    targets[0, 4] = 1
    targets[1] = rng.dirichlet(np.ones(TAGS))
    # Any of three tags may be right.
    targets[2, :3] = 1
    slope, cost = gradient(logits, targets)
    assert cost > 0
    for token, tag in ((0, 4), (0, 7), (1, 3), (2, 1), (2, 9)):
        moved = logits.astype(np.float64)
        moved[token, tag] += 1e-4
        _, up = gradient(moved.astype(np.float64), targets)  # type: ignore[arg-type]
        moved[token, tag] -= 2e-4
        _, down = gradient(moved, targets)  # type: ignore[arg-type]
        assert (up - down) / 2e-4 == pytest.approx(slope[token, tag], abs=1e-3)


def test_command_trains_by_a_config(tmp_path: Path) -> None:
    config = tmp_path / "small.cfg"
    config.write_text(
        f'[data]\ngold = ["{GOLD / "politics.txt"}"]\n'
        "[training]\nepochs = 2\ntokens_per_batch = 200\nwarmup_steps = 2\nseeds = [3, 4]\n"
        "[training.architecture]\nwidth = 32\n",
        encoding="utf-8",
    )
    out = tmp_path / "model"
    result = CliRunner().invoke(app, ["train", str(out), "--config", str(config), "--dev", str(GOLD / "economy.txt")])
    assert result.exit_code == 0, result.output
    assert [line.split(":")[0] for line in result.output.splitlines()[-2:]] == ["seed 3", "seed 4"]
    assert load(out)("ঢাকায় বৈঠক।").mentions


def test_command_tells_what_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["train", str(tmp_path), "--gold", str(GOLD / "politics.txt")])
    assert result.exit_code != 0
    assert "give held-out or dev texts" in result.output + result.stderr
