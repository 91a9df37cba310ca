"""The compiled form: what goes in comes out, and nothing else is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bn_entities import BnEntitiesError, GazetteerRow
from bn_entities.bengali.tokens import tokenize
from bn_entities.gazetteer import compiled as compiled_module
from bn_entities.gazetteer.compiled import CACHE_VARIABLE, SUFFIX, compiled, compiled_sources
from bn_entities.gazetteer.index import MAGIC, Index, surface_words
from bn_entities.gazetteer.matcher import Matcher
from bn_entities.gazetteer.rows import load_rows

ROWS = load_rows(
    [
        [
            {"name": "শোইগু", "label": "PERSON", "id": "person:shoigu", "aliases": ["সের্গেই শোইগু"]},
            {"name": "আলো", "label": "PERSON", "id": "person:alo", "everyday": ["আলো"]},
            {"name": "টাকা", "label": "MONEY", "id": "iso4217:BDT"},
        ]
    ]
)


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    path = tmp_path / f"names{SUFFIX}"
    Index.build(ROWS).save(path)
    return path


def test_rows_come_out_as_they_went_in(file: Path) -> None:
    index = Index.load(file)
    assert list(index) == ROWS[:2], "currencies name no mentions"
    assert len(index) == 2
    assert index.by_id("person:alo") == ROWS[1]
    assert index.by_id("iso4217:BDT") is None
    assert index.is_person_word("সের্গেই")
    assert not index.is_person_word("টাকা")


def test_no_rows() -> None:
    index = Index.build([])
    assert list(index) == []
    assert Matcher(index).find(["ঢাকা"]) == []


def test_the_same_rows_make_the_same_file(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    Index.build(ROWS).save(again)
    assert again.read_bytes() == file.read_bytes()


def test_two_rows_with_one_id() -> None:
    with pytest.raises(BnEntitiesError, match="two gazetteer rows have the id 'person:alo'"):
        Index.build([*ROWS, ROWS[1]])


def damaged(content: bytes, how: str) -> bytes:
    if how == "is no compiled gazetteer":
        return b"name\tlabel\n"
    if how == "its checksum is wrong":
        return content[:-20] + bytes([content[-20] ^ 1]) + content[-19:]
    if how == "damaged in its header":
        return content[:16] + b"?" + content[17:]
    if how == "has format 99":
        return content.replace(b'"format": 1,', b'"format":99,')
    if how == "by another version of the library":
        return content.replace(b'"code": "', b'"code": "0', 1).replace(b'", "rows"', b'" ,"rows"', 1)[:-1]
    return b""


@pytest.mark.parametrize(
    "how",
    ["is no compiled gazetteer", "its checksum is wrong", "damaged in its header", "has format 99", "cannot read"],
)
def test_bad_files(file: Path, how: str) -> None:
    file.write_bytes(damaged(file.read_bytes(), how))
    with pytest.raises(BnEntitiesError, match=how):
        compiled(file)


def test_a_file_of_another_version(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bn_entities.gazetteer.index.code_digest", lambda: "another")
    with pytest.raises(BnEntitiesError, match="made by another version of the library: build it again"):
        Index.load(file)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(BnEntitiesError, match="cannot read"):
        compiled(tmp_path / f"none{SUFFIX}")
    with pytest.raises(BnEntitiesError, match="cannot write"):
        Index.build(ROWS).save(tmp_path / "none" / "file")


def test_a_file_is_compiled_once_and_again_when_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    builds = []
    build = Index.build
    monkeypatch.setattr(compiled_module.Index, "build", lambda rows: builds.append(1) or build(rows))
    path = tmp_path / "names.tsv"
    for names in (["ঢাকা"], ["ঢাকা"], ["ঢাকা", "খুলনা"]):
        path.write_text("name\tlabel\n" + "".join(f"{name}\tLOCATION\n" for name in names), encoding="utf-8")
        assert [row.name for row in compiled(path)] == names
    assert len(builds) == 2
    # A damaged file of the cache is made again.
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(MAGIC)
    assert len(compiled(path)) == 2
    assert len(builds) == 3


def test_nothing_is_kept_where_it_is_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, "")
    path = tmp_path / "names.tsv"
    path.write_text("name\tlabel\nঢাকা\tLOCATION\n", encoding="utf-8")
    assert len(compiled_sources([path])) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["names.tsv"]


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    path = tmp_path / "names.tsv"
    path.write_text("name\tlabel\nঢাকা\tLOCATION\n", encoding="utf-8")
    assert len(compiled_sources([path])) == 1


@settings(max_examples=300)
@given(st.text(alphabet="কখশেিািাড়য়ঁংঃ্‍অআ -.'৫ab", min_size=1, max_size=25))
def test_words_of_a_surface_are_its_tokens(text: str) -> None:
    try:
        [row] = load_rows([[{"name": text, "label": "WORK"}]])
    except BnEntitiesError:
        return
    tokens = [row.name[start:end] for start, end in tokenize(row.name)]
    assert surface_words(row.name) == [token for token in tokens if token not in ("-", "–")]


@given(st.lists(st.sampled_from(["ঢাকা", "খুলনা মহানগর", "নাগর্নো-কারাবাখ", "র‍্যাব", "জি-৭"]), unique=True))
def test_every_surface_is_found_where_it_stands(names: list[str]) -> None:
    matcher = Matcher.of_rows([GazetteerRow(name, "LOCATION", id=f"x:{at}") for at, name in enumerate(names)])
    for name in names:
        words = [name[start:end] for start, end in tokenize(name)]
        [match] = matcher.find(words)
        assert (match.start, match.end) == (0, len(words))
