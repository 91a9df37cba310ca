"""``bn-entities gazetteer``, as a shell runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bn_entities import load
from bn_entities.cli import app
from bn_entities.gazetteer.compiled import SUFFIX

RUNNER = CliRunner()


@pytest.fixture(name="names")
def _names(tmp_path: Path) -> Path:
    path = tmp_path / "names.tsv"
    path.write_text("name\tlabel\nরহিমপুর সমবায়\tORGANIZATION\nকথা\tWORK\n", encoding="utf-8")
    return path


def test_check_of_the_packaged_gazetteers_is_clean() -> None:
    result = RUNNER.invoke(app, ["gazetteer", "check"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "rows are sound, 0 ask for a look" in result.stderr


def test_check_tells_everyday_words_and_bad_rows(names: Path) -> None:
    result = RUNNER.invoke(app, ["gazetteer", "check", str(names)])
    assert result.exit_code == 0
    assert "work:কথা কথা: stands" in result.stdout
    names.write_text("name\tlabel\nকথা\tWORD\n", encoding="utf-8")
    result = RUNNER.invoke(app, ["gazetteer", "check", str(names)])
    assert result.exit_code == 1
    assert "names.tsv:2: the label 'WORD' is none of" in result.stderr


def test_build_makes_a_file_that_load_takes(names: Path, tmp_path: Path) -> None:
    out = tmp_path / f"names{SUFFIX}"
    result = RUNNER.invoke(app, ["gazetteer", "build", str(names), "--out", str(out)])
    assert result.exit_code == 0
    article = load(gazetteers=[out], tagger="none")("রহিমপুর সমবায়ের সভা।")
    assert [(mention.name, mention.label) for mention in article.mentions] == [("রহিমপুর সমবায়", "ORGANIZATION")]


def test_find_shows_rows(names: Path) -> None:
    result = RUNNER.invoke(app, ["gazetteer", "find", "পুটিন রহিমপুর সমবায়ে", "--gazetteer", str(names)])
    assert result.exit_code == 0
    assert "person:vladimir-putin" in result.stdout
    assert "sound" in result.stdout
    assert "organization:রহিমপুর-সমবায়" in result.stdout


def test_stats_add_up() -> None:
    result = RUNNER.invoke(app, ["gazetteer", "stats"])
    header, *lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert header == ["label", "kind", "source", "rows", "surfaces"]
    for label in {line[0] for line in lines}:
        counts = [int(line[3]) for line in lines if line[0] == label]
        assert sum(counts[:-1]) == counts[-1]


def test_missing_file(tmp_path: Path) -> None:
    for command in (["check"], ["stats"], ["build", "--out", str(tmp_path / "out")]):
        result = RUNNER.invoke(app, ["gazetteer", command[0], str(tmp_path / "none.tsv"), *command[1:]])
        assert result.exit_code == 1
        assert "cannot read the gazetteer" in result.stderr
