"""Training, from annotated files to a pipeline with the new model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bn_entities import BnEntitiesError, load
from bn_entities.evaluation import GoldText, read_gold
from bn_entities.tagger.training import PACKAGED_CONFIG, HeldOut, read_config, train

GOLD = Path(__file__).parents[1] / "gold"
SMALL = {
    "epochs": 12,
    "learning_rate": 0.01,
    "tokens_per_batch": 200,
    "evaluate_every": 10,
    "gold_repeats": 1,
    "warmup_steps": 2,
}


def small_config(folder: Path) -> Path:
    lines = PACKAGED_CONFIG.read_text(encoding="utf-8").splitlines()
    names = {line.partition(" =")[0]: at for at, line in enumerate(lines)}
    for name, value in SMALL.items():
        lines[names[name]] = f"{name} = {value}"
    lines[names["width"]] = "width = 32"
    path = folder / "config.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_trained_model_is_loaded(tmp_path: Path) -> None:
    silver = tmp_path / "silver.jsonl"
    row = {"id": "1", "text": "রহিম ঢাকায় যান।", "entities": [{"start": 5, "end": 10, "label": "LOCATION"}]}
    silver.write_text(json.dumps(row), encoding="utf-8")
    out = tmp_path / "model"
    config = read_config(small_config(tmp_path))
    progress = list(train([GOLD / "politics.txt"], [silver], [GOLD / "economy.txt"], out, config))
    assert [at.step for at in progress] == sorted({at.step for at in progress})
    assert progress[-1].step == progress[-1].steps
    assert any(at.kept for at in progress)
    assert progress[-1].loss < progress[0].loss
    [gold] = read_gold(GOLD / "politics.txt")
    mentions = load(out)(gold.text).mentions
    found = {(mention.start, mention.end, mention.label) for mention in mentions if "tagger" in mention.sources}
    # It learnt this very text.
    assert len(found & {span[:3] for span in gold.spans}) > len(gold.spans) / 2


def test_development_texts_are_not_trained_on(tmp_path: Path) -> None:
    config = read_config(small_config(tmp_path))
    with pytest.raises(BnEntitiesError, match="no text to train on"):
        list(train([GOLD / "economy.txt"], [], [GOLD / "economy.txt"], tmp_path, config))


def test_texts_much_like_a_held_out_one_are_held_out() -> None:
    held_out = HeldOut([GoldText("গতকাল রোববার ঢাকায় তিনি সাংবাদিকদের এ কথা বলেন।", (), "x-1"), GoldText("ঢাকা", ())])
    assert GoldText("গতকাল রোববার ঢাকায় তিনি সাংবাদিকদের এ কথা জানান", ()) in held_out
    assert GoldText("যা হোক, গতকাল রোববার ঢাকায় তিনি সাংবাদিকদের এ কথা বলেন, আর কিছু নয়", ()) in held_out
    assert GoldText("আজ সোমবার খুলনায় তিনি সাংবাদিকদের এ কথা বলেন না", (), "") not in held_out
    assert GoldText("কিছু", (), "x-1") in held_out
    assert GoldText("ঢাকা", (), "y") in held_out


def test_bad_config(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("seed = 1\nepochs = 0\nspeed = 3\n", encoding="utf-8")
    with pytest.raises(BnEntitiesError, match=r"epochs: .*speed: "):
        read_config(path)
    path.write_text("seed =", encoding="utf-8")
    with pytest.raises(BnEntitiesError, match=r"cannot read .*config\.toml"):
        read_config(path)


def test_no_mentions_to_choose_by(tmp_path: Path) -> None:
    dev = tmp_path / "dev.jsonl"
    dev.write_text('{"text": "কথা", "entities": []}\n', encoding="utf-8")
    with pytest.raises(BnEntitiesError, match="no mentions"):
        list(train([GOLD / "economy.txt"], [], [dev], tmp_path, read_config()))


@pytest.mark.parametrize("fault", ["missing", "version", "damaged"])
def test_bad_models(tmp_path: Path, fault: str) -> None:
    from bn_entities.tagger.component import PACKAGED_MODEL

    for file in PACKAGED_MODEL.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    meta = tmp_path / "meta.json"
    if fault == "missing":
        meta.unlink()
    elif fault == "version":
        meta.write_text(json.dumps({**json.loads(meta.read_text()), "format": 999}), encoding="utf-8")
    else:
        (tmp_path / "weights.npz").write_bytes(b"nonsense")
    with pytest.raises(BnEntitiesError, match=r"train|install"):
        load(model=tmp_path)
