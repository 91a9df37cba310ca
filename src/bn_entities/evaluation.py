"""Evaluation: how well mentions and names agree with annotations."""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import regex

from bn_entities.bengali.spelling import normalize
from bn_entities.errors import BnEntitiesError
from bn_entities.records import LABELS, Article


@dataclass(frozen=True, slots=True)
class GoldText:
    """An annotated text.

    Attributes:
        text: The text.
        spans: Start, end, label and name of each mention; the name is empty where it is not annotated.
        id: Its id in the corpus; empty if it has none.
    """

    text: str
    spans: tuple[tuple[int, int, str, str], ...]
    id: str = ""


@dataclass(slots=True)
class Score:
    """Counts of one label.

    Attributes:
        right: Mentions found with exact span and label.
        overlapping: Mentions found with the label and at least one common code point.
        found: Mentions found.
        there: Mentions annotated.
        names_right: Mentions found exactly whose name is the annotated one.
        names_there: Mentions found exactly whose name is annotated.
    """

    right: int = 0
    overlapping: int = 0
    found: int = 0
    there: int = 0
    names_right: int = 0
    names_there: int = 0

    def add(self, other: Score) -> None:
        """Add the counts of another score.

        Args:
            other: The other score.
        """
        for field in self.__slots__:
            setattr(self, field, getattr(self, field) + getattr(other, field))

    @property
    def precision(self) -> float:
        """Share of the mentions found that are right; 0 if none is found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the mentions annotated that are found; 0 if none is annotated."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, exact span and label."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 0.0

    @property
    def overlap_f1(self) -> float:
        """The same, where a common code point is enough."""
        return 2 * self.overlapping / (self.found + self.there) if self.found + self.there else 0.0

    @property
    def names(self) -> float:
        """Share of the names that are right among exact mentions with an annotated name; 0 if there are none."""
        return self.names_right / self.names_there if self.names_there else 0.0


_MARK = regex.compile(r"\[([^\[\]|]+)\|([A-Z]+)(?:\|([^\[\]|]+))?\]")


def marked_text(marked: str) -> GoldText:
    """Return the annotated text of an article whose mentions are marked in it.

    Args:
        marked: Text with each mention as ``[surface|LABEL]`` or, where the surface carries an ending,
            ``[surface|LABEL|name]``.

    Raises:
        ValueError: A label is unknown, or a bracket is left over.
    """
    pieces: list[str] = []
    spans: list[tuple[int, int, str, str]] = []
    at = length = 0
    for mark in _MARK.finditer(marked):
        before, surface = marked[at : mark.start()], mark[1]
        pieces += (before, surface)
        start = length + len(before)
        length = start + len(surface)
        if mark[2] not in LABELS:
            raise ValueError(f"the label {mark[2]!r} is none of {' '.join(LABELS)}")
        spans.append((start, length, mark[2], mark[3] or surface))
        at = mark.end()
    text = "".join((*pieces, marked[at:]))
    if "[" in text or "]" in text:
        raise ValueError(f"a bracket is left over at offset {max(text.find('['), text.find(']'))}")
    return GoldText(text, tuple(spans))


def read_gold(path: Path) -> Iterator[GoldText]:
    """Yield the annotated texts of a file.

    A ``.txt`` file holds articles with their mentions marked in them, parted by
    empty lines, see ``marked_text``; their ids are the file's name and their number. Any other file has JSON lines ``{"text": ..., "entities":
    [{"start", "end", "label", "name"?}]}``, offsets in code points.

    Args:
        path: The file, UTF-8; one that ends in ``.xz`` is unpacked.

    Raises:
        BnEntitiesError: The file cannot be read, or a line is not of this form; the message tells which.
    """
    try:
        packed = path.read_bytes()
        lines = (lzma.decompress(packed) if path.suffix == ".xz" else packed).decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise BnEntitiesError(f"cannot read {path}: {error}") from error
    if path.suffix == ".txt":
        articles = [article.strip("\n") for article in "\n".join(lines).split("\n\n")]
        for number, article in enumerate(filter(None, articles), 1):
            try:
                yield replace(marked_text(article), id=f"{path.stem}-{number}")
            except ValueError as error:
                raise BnEntitiesError(f"{path}, article {number}: {error}") from error
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _gold_text(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise BnEntitiesError(
                    f'{path}:{number}: not {{"text", "entities": [{{"start", "end", "label"}}]}}: {error!r}'
                ) from error


def _gold_text(row: dict[str, Any]) -> GoldText:
    spans = []
    for entity in row["entities"]:
        start, end, label = int(entity["start"]), int(entity["end"]), str(entity["label"])
        if not 0 <= start < end <= len(row["text"]):
            raise ValueError(f"the span {start}:{end} is outside of the text")
        if label not in LABELS:
            raise ValueError(f"the label {label!r} is none of {' '.join(LABELS)}")
        spans.append((start, end, label, str(entity.get("name", ""))))
    if not isinstance(row["text"], str):
        raise TypeError("the text is no string")
    return GoldText(row["text"], tuple(spans), str(row.get("id", "")))


def evaluate(gold: Sequence[GoldText], articles: Iterable[Article]) -> dict[str, Score]:
    """Return the score of each label.

    Args:
        gold: The annotated texts.
        articles: What the pipeline made of them, in the same order.

    Returns:
        Scores by label; only labels that were annotated or found.
    """
    scores: defaultdict[str, Score] = defaultdict(Score)
    for truth, article in zip(gold, articles, strict=True):
        expected = {(start, end, label): name for start, end, label, name in truth.spans}
        for start, end, label, _ in truth.spans:
            scores[label].there += 1
            scores[label].overlapping += any(
                m.label == label and m.start < end and start < m.end for m in article.mentions
            )
        for mention in article.mentions:
            score = scores[mention.label]
            score.found += 1
            name = expected.get((mention.start, mention.end, mention.label))
            if name is not None:
                score.right += 1
                if name:
                    score.names_there += 1
                    score.names_right += normalize(name) == mention.name
    return dict(scores)


def total(scores: dict[str, Score], labels: Iterable[str] = LABELS) -> Score:
    """Return the sum of the scores of labels.

    Args:
        scores: Scores by label.
        labels: The labels to sum.
    """
    summed = Score()
    for label in labels:
        summed.add(scores.get(label, Score()))
    return summed


def table(scores: dict[str, Score]) -> str:
    """Return scores as a Markdown table: a line a label, then PERSON + LOCATION + ORGANIZATION, then all.

    Args:
        scores: Scores by label.
    """
    rows: list[tuple[str, Score]] = [(label, scores[label]) for label in LABELS if label in scores]
    rows.append(("PERSON+LOCATION+ORGANIZATION", total(scores, ("PERSON", "LOCATION", "ORGANIZATION"))))
    rows.append(("all", total(scores)))
    lines = [
        "| label | mentions | precision | recall | F1 | F1 overlap | names |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for label, score in rows:
        names = f"{score.names:.2f}" if score.names_there else "-"
        figures = f"{score.precision:.2f} | {score.recall:.2f} | {score.f1:.2f} | {score.overlap_f1:.2f}"
        lines.append(f"| {label} | {score.there} | {figures} | {names} |")
    return "\n".join(lines)
