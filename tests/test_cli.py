"""The command line, as a shell runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bn_entities import Article, load
from bn_entities.cli import app

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "article.txt"
RUNNER = CliRunner()


def test_extract_writes_the_article_as_json() -> None:
    result = RUNNER.invoke(app, ["extract", str(EXAMPLE)])
    assert result.exit_code == 0
    article = Article.model_validate_json(result.stdout)
    assert article == load()(EXAMPLE.read_text(encoding="utf-8"))


def test_a_shell_pipe_with_one_article_a_line() -> None:
    texts = ["তেহরানে শোইগু।", "", "ঢাকায় বৃষ্টি।\u2028আবার"]
    done = subprocess.run(
        [sys.executable, "-m", "bn_entities", "extract", "--lines", "-"],
        input="\n".join(texts).encode(),
        capture_output=True,
        check=True,
    )
    articles = [Article.model_validate_json(line) for line in done.stdout.decode().split("\n") if line]
    assert [article.text for article in articles] == [text for text in texts if text]
    assert done.stderr == b""


def test_extract_with_another_model() -> None:
    result = RUNNER.invoke(app, ["extract", "--model", "accurate", str(EXAMPLE)])
    assert Article.model_validate_json(result.stdout) == load("accurate")(EXAMPLE.read_text(encoding="utf-8"))
    result = RUNNER.invoke(app, ["extract", "--model", "none/here", str(EXAMPLE)])
    assert result.exit_code == 1
    assert "cannot read the tagger" in result.stderr


def test_text_for_readers() -> None:
    result = RUNNER.invoke(app, ["extract", "--format", "text", str(EXAMPLE)])
    assert result.exit_code == 0
    row = next(line for line in result.stdout.splitlines() if "person:sergei-shoigu" in line)
    assert "PERSON" in row
    assert "সের্গেই শোইগু" in row


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "cannot read"),
        (b"\xff\xfe", "not UTF-8 at byte 0"),
        ("ক\ud800".encode("utf-8", "surrogatepass"), "UTF-8"),
    ],
)
def test_bad_files(tmp_path: Path, content: bytes | None, fault: str) -> None:
    path = tmp_path / "article.txt"
    if content is not None:
        path.write_bytes(content)
    result = RUNNER.invoke(app, ["extract", str(path)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert fault in result.stderr


def test_evaluate_prints_its_table(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    text = "তেহরানে শোইগুর সঙ্গে বৈঠক।"
    entities = [
        {"start": 0, "end": 7, "label": "LOCATION", "name": "তেহরান"},
        {"start": 8, "end": 14, "label": "PERSON", "name": "শোইগুর"},
    ]
    gold.write_text(json.dumps({"id": "1", "text": text, "entities": entities}), encoding="utf-8")
    result = RUNNER.invoke(app, ["evaluate", str(gold)])
    assert result.exit_code == 0
    rows = {line.split("|")[1].strip(): line for line in result.stdout.splitlines()}
    assert rows["LOCATION"] == "| LOCATION | 1 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 |"
    assert rows["PERSON"] == "| PERSON | 1 | 1.00 | 1.00 | 1.00 | 1.00 | 0.00 |"


def test_evaluate_tells_the_bad_line(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"text": "ক", "entities": []}\n{"text": "ক"}\n', encoding="utf-8")
    result = RUNNER.invoke(app, ["evaluate", str(gold)])
    assert result.exit_code == 1
    assert "gold.jsonl:2" in result.stderr


def test_train_tells_what_is_missing(tmp_path: Path) -> None:
    none = str(tmp_path / "none.jsonl")
    result = RUNNER.invoke(app, ["train", str(tmp_path), "--gold", none, "--dev", none])
    assert result.exit_code == 1
    assert "none.jsonl" in result.stderr


def test_schema() -> None:
    result = RUNNER.invoke(app, ["schema"])
    assert json.loads(result.stdout)["title"] == "Article"
