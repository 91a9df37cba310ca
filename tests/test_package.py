"""What is built and installed: sdist, wheel, entry points, types."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import spacy

ROOT = Path(__file__).parents[1]


def hatch(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "hatchling", "build", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module", name="wheel")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that is built from the sdist, as an installer does that finds no wheel."""
    folder = tmp_path_factory.mktemp("dist")
    hatch(ROOT, "-t", "sdist", "-d", str(folder))
    [sdist] = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "sdist", filter="data")
    [source] = (folder / "sdist").iterdir()
    assert (source / "tests" / "gold").is_dir()
    assert (source / "Makefile").is_file()
    hatch(source, "-t", "wheel", "-d", str(folder))
    [wheel] = folder.glob("*.whl")
    return wheel


def test_wheel_is_small_and_whole(wheel: Path) -> None:
    assert wheel.stat().st_size < 60_000_000
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"bn_entities/py.typed", "bn_entities/models/fast/weights.npz"} <= names
    tables = {f"bn_entities/data/gazetteers/{file.name}" for file in (ROOT / "data" / "gazetteers").iterdir()}
    assert tables <= names


def test_installed_wheel_runs_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import bn_entities; print(bn_entities.__file__);"
        "print([m.name for m in bn_entities.load()('তেহরানে শোইগুর সঙ্গে বৈঠক।').mentions])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    place, names = done.stdout.decode().splitlines()
    assert place.startswith(str(tmp_path))
    assert names == "['তেহরান', 'শোইগু']"


def test_installation_without_gazetteers_says_so(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    for file in (tmp_path / "site" / "bn_entities" / "data" / "gazetteers").iterdir():
        file.unlink()
    done = subprocess.run(
        [sys.executable, "-c", "import bn_entities; bn_entities.load()"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        check=False,
    )
    assert b"BnEntitiesError: no gazetteer files" in done.stderr


def test_components_work_in_any_spacy_pipeline() -> None:
    nlp = spacy.blank("bn")
    for name in ("bn_morphology", "bn_gazetteer", "bn_tagger", "bn_values", "bn_resolver"):
        nlp.add_pipe(name)
    doc = nlp("তেহরানে ১০ কোটি ডলার দেন শোইগু ।")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("তেহরানে", "LOCATION"),
        ("১০ কোটি ডলার", "MONEY"),
        ("শোইগু", "PERSON"),
    ]
