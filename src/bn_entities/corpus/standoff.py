"""Annotations without their texts: rows that say where the mentions of a text are, and which text it is.

A row is ``{"id", "sha1", "sentences", "entities": [{"start", "end", "label",
"name_end"}]}``: the SHA-1 is that of the text in UTF-8, offsets count its code
points, ``name_end`` is where the name without its ending ends. Where the name
is no beginning of the surface (``শিলঙের``, ``শিলং``), it stands as ``name`` instead.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bn_entities.bengali.names import name_of
from bn_entities.bengali.spelling import ZWJ, normalize
from bn_entities.bengali.tokens import sentence_starts, tokenize
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText
from bn_entities.records import LABELS

ROW_FIELDS = frozenset({"id", "sha1", "sentences", "entities"})
"""The fields of a row."""

ENTITY_FIELDS = frozenset({"start", "end", "label", "name_end", "name"})
"""The fields of an entity; ``name_end`` or ``name``."""


def sha1(text: str) -> str:
    """Return the SHA-1 of a text in UTF-8, as hexadecimal digits.

    Args:
        text: The text.
    """
    return hashlib.sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest()


def count_sentences(text: str) -> int:
    """Return how many sentences a text has.

    Args:
        text: The text.
    """
    return sum(sentence_starts(text, tokenize(text)))


def standoff_row(gold: GoldText) -> dict[str, Any]:
    """Return the row of an annotated text, without the text.

    Args:
        gold: The text; it has an id, and each span a name.
    """
    entities: list[dict[str, Any]] = []
    for start, end, label, name in gold.spans:
        entity: dict[str, Any] = {"start": start, "end": end, "label": label}
        heads = {at: name_of("", normalize(gold.text[start:at])) for at in range(end, start, -1)}
        wanted = name_of("", normalize(name))
        # A name that was typed without its joiners is the same name.
        same = [at for at, head in heads.items() if head == wanted] + [
            at for at, head in heads.items() if head.replace(ZWJ, "") == wanted.replace(ZWJ, "")
        ]
        if same:
            entity["name_end"] = same[0]
        else:
            entity["name"] = wanted
        entities.append(entity)
    return {"id": gold.id, "sha1": sha1(gold.text), "sentences": count_sentences(gold.text), "entities": entities}


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of annotations.

    Args:
        path: The file, JSON lines in UTF-8.

    Raises:
        BnEntitiesError: The file cannot be read, or a row is not of this form; the message tells which.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BnEntitiesError(f"cannot read the annotations {path}: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            fault = row_fault(row)
        except ValueError as error:
            fault = f"no JSON: {error}"
        if fault:
            raise BnEntitiesError(f"{path}:{number}: {fault}")
        yield row


def row_fault(row: object) -> str:
    """Return what is wrong with the form of a row; empty if nothing is.

    Args:
        row: What JSON gave.
    """
    if not isinstance(row, Mapping) or set(row) != ROW_FIELDS:
        return f"a row has the fields {' '.join(sorted(ROW_FIELDS))}, and no text"
    end = 0
    for entity in row["entities"]:
        if not set(entity) <= ENTITY_FIELDS or ("name" in entity) == ("name_end" in entity):
            return f"an entity has start, end, label and name_end or name: {entity}"
        if entity["label"] not in LABELS:
            return f"the label {entity['label']!r} is none of {' '.join(LABELS)}"
        if not end <= entity["start"] < entity["end"]:
            return f"the mention at {entity['start']} is empty, or overlaps the one before it"
        end = entity["end"]
        if not entity["start"] < entity.get("name_end", end) <= end:
            return f"the name of the mention at {entity['start']} does not end in it"
    return ""


def source_texts(folder: Path) -> dict[str, str]:
    """Return the texts of the corpora that are annotated, by id.

    Args:
        folder: Where ``rifat.jsonl``, ``banglakit.jsonl``, ``neon_headlines.jsonl`` (JSON lines with ``id`` and
            ``text``) and ``raw/news.txt.xz`` (one text a line; the id is ``news-LINE``) lie; those that are missing
            are left out.

    Raises:
        BnEntitiesError: A file cannot be read.
    """
    texts: dict[str, str] = {}
    try:
        for name in ("rifat", "banglakit", "neon_headlines"):
            path = folder / f"{name}.jsonl"
            if path.is_file():
                for line in path.read_text(encoding="utf-8").splitlines():
                    row = json.loads(line)
                    texts[row["id"]] = row["text"]
        news = folder / "raw" / "news.txt.xz"
        if news.is_file():
            lines = lzma.decompress(news.read_bytes()).decode("utf-8").split("\n")
            texts |= {f"news-{number}": line for number, line in enumerate(lines, 1)}
    except (OSError, ValueError, KeyError, lzma.LZMAError) as error:
        raise BnEntitiesError(f"cannot read the texts in {folder}: {error!r}") from error
    return texts


def joined(rows: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> Iterator[GoldText]:
    """Yield annotated texts: the rows with their texts.

    Args:
        rows: Rows of annotations.
        texts: Texts by id.

    Raises:
        BnEntitiesError: A text is missing, or is not the one that was annotated.
    """
    for row in rows:
        text = texts.get(row["id"])
        if text is None:
            raise BnEntitiesError(f"the text {row['id']} is not among the sources: give the folder that holds them all")
        if sha1(text) != row["sha1"]:
            raise BnEntitiesError(f"the text {row['id']} is not the one that was annotated, its SHA-1 differs")
        spans = tuple(
            (
                entity["start"],
                entity["end"],
                entity["label"],
                entity.get("name") or name_of("", normalize(text[entity["start"] : entity["name_end"]])),
            )
            for entity in row["entities"]
        )
        yield GoldText(text, spans, row["id"])
