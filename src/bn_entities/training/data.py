"""The texts of a training, as the taggers see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex
import spacy
from spacy.tokens import Doc

from bn_entities.bengali.spelling import normalize
from bn_entities.corpus.reading import parted, read_corpus
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText, read_gold
from bn_entities.gazetteer.component import SPANS, GazetteerMatcher, make_matcher
from bn_entities.morphology import BengaliMorphology
from bn_entities.records import LABELS, Label
from bn_entities.tagger.interface import Tagger
from bn_entities.tokenizer import BengaliTokenizer
from bn_entities.training.config import DataFiles

NEWS_LABELS: tuple[Label, ...] = ("PERSON", "LOCATION", "ORGANIZATION")
"""The labels that most corpora have."""

LABEL_INDEX: dict[str, int] = {label: index for index, label in enumerate(LABELS)}
"""The index of each label among the tags."""

TAGS = 1 + 4 * len(LABELS)
"""The number of tags."""

_TEXTS_AT_ONCE = 256

TokenSpan = tuple[int, int, str]
"""First token, index after the last one, and label of a mention."""


class HeldOut:
    """Texts that are kept out of a training, with those that are much like them.

    A text is like one of them if it has its id, or half of the groups of four words of the shorter of both.
    """

    def __init__(self, texts: Iterable[GoldText]) -> None:
        """Take the texts.

        Args:
            texts: The texts that are held out.
        """
        self._ids = set()
        self._sizes: list[int] = []
        self._holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            self._ids.add(text.id)
            groups = _groups(text.text)
            self._sizes.append(len(groups))
            for group in groups:
                self._holders[group].append(number)
        self._ids.discard("")

    def __contains__(self, text: GoldText) -> bool:
        """Tell whether a text is one of those held out, or much like one."""
        if text.id in self._ids:
            return True
        groups = _groups(text.text)
        shared = Counter(number for group in groups for number in self._holders.get(group, ()))
        return any(count >= 0.5 * min(len(groups), self._sizes[number]) for number, count in shared.items())


_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def _groups(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(normalize(text).casefold())
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)} or {tuple(words)}


@dataclass(frozen=True, slots=True)
class TrainingTexts:
    """The texts of a training; none of ``gold`` and ``silver`` is among the others, or much like one of them.

    Attributes:
        gold: Texts in which every mention is annotated.
        silver: Texts in which some labels are.
        held_out: Texts to choose the best model and to calibrate by.
        dev: Texts to report on.
    """

    gold: list[GoldText]
    silver: list[GoldText]
    held_out: list[GoldText]
    dev: list[GoldText]

    @classmethod
    def of(
        cls,
        gold: Sequence[GoldText],
        silver: Sequence[GoldText] = (),
        held_out: Sequence[GoldText] = (),
        dev: Sequence[GoldText] = (),
    ) -> TrainingTexts:
        """Return the texts with those left out that may not be trained on.

        Args:
            gold: Texts in which every mention is annotated.
            silver: Texts in which some labels are; one that is among the gold is left out.
            held_out: Texts to choose the best model and to calibrate by; ``dev`` if there are none.
            dev: Texts to report on.

        Raises:
            BnEntitiesError: There is nothing to train on, or nothing to choose by.
        """
        held_out = held_out or dev
        if not any(text.spans for text in held_out):
            raise BnEntitiesError(
                "the texts to choose the best model by have no mentions: give held-out or dev texts that have"
            )
        barred = HeldOut([*held_out, *dev])
        trained = [text for text in gold if text.text.strip() and text not in barred]
        annotated = {text.text for text in trained}
        labelled = [text for text in silver if text.text.strip() and text.text not in annotated and text not in barred]
        if not trained and not labelled:
            raise BnEntitiesError("there is no text to train on, besides those that are held out or development texts")
        return cls(trained, labelled, list(held_out), list(dev))


def read_texts(files: DataFiles) -> TrainingTexts:
    """Return the texts of a training.

    Args:
        files: Where they are.

    Raises:
        BnEntitiesError: A file cannot be read, a row is bad, or there is nothing to train on or to choose by.
    """
    corpus, tenth = parted(read_corpus(files.corpus, files.sources)) if files.corpus else ([], [])
    return TrainingTexts.of(
        [*corpus, *_read(files.gold)], _read(files.silver), [*tenth, *_read(files.held_out)], _read(files.dev)
    )


def _read(paths: Iterable[Path]) -> list[GoldText]:
    return list(chain.from_iterable(map(read_gold, paths)))


class Preparation:
    """Makes documents of texts by the stages that stand left of the tagger."""

    def __init__(self) -> None:
        nlp = spacy.blank("bn")
        self.tokenizer = BengaliTokenizer(nlp.vocab)
        self._morphology = BengaliMorphology()
        self._gazetteer = GazetteerMatcher(make_matcher())

    def doc(self, text: str) -> Doc:
        """Return the document that the tagger would see.

        Args:
            text: The text.
        """
        return self._gazetteer(self._morphology(self.tokenizer(text)))


def token_spans(doc: Doc, text: GoldText) -> list[TokenSpan]:
    """Return the annotated mentions of a text in tokens, in order; one within a token is widened to it.

    Args:
        doc: The document of the text.
        text: The text.
    """
    spans: list[TokenSpan] = []
    end = 0
    for first, last, label, _ in sorted(text.spans):
        span = doc.char_span(first, last, alignment_mode="expand")
        if span is not None and span.start >= end:
            spans.append((span.start, span.end, label))
            end = span.end
    return spans


def partial_spans(doc: Doc, text: GoldText) -> list[TokenSpan]:
    """Return the mentions of a silver text in tokens, with the peoples that older annotations call places as NORP.

    Args:
        doc: The document of the text, with gazetteer matches.
        text: The text.
    """
    group = doc.spans[SPANS]
    peoples = {
        (span.start, span.end)
        for span, weak in zip(group, group.attrs["weak"], strict=True)
        if span.label_ == "NORP" and not weak
    }
    return [
        (start, end, "NORP" if label == "LOCATION" and (start, end) in peoples else label)
        for start, end, label in token_spans(doc, text)
    ]


def open_tags(told: Collection[Label]) -> npt.NDArray[np.bool_]:
    """Return which tags a token outside of every mention may have, (tags,).

    Args:
        told: The labels that the annotations tell.
    """
    return np.array([True, *(label not in told for label in LABELS for _ in range(4))], dtype=np.bool_)


def prepared(texts: Sequence[GoldText], preparation: Preparation) -> Iterator[tuple[Sequence[GoldText], list[Doc]]]:
    """Yield texts and their documents, as many at once as a teacher reads.

    Args:
        texts: The texts.
        preparation: Makes the documents.
    """
    for at in range(0, len(texts), _TEXTS_AT_ONCE):
        batch = texts[at : at + _TEXTS_AT_ONCE]
        yield batch, [preparation.doc(text.text) for text in batch]


def silver_spans(
    texts: Sequence[GoldText], preparation: Preparation, teacher: Tagger | None
) -> Iterator[tuple[Doc, list[TokenSpan]]]:
    """Yield the document of each silver text, and its mentions as a teacher finds them or as the text tells them.

    Args:
        texts: The texts.
        preparation: Makes the documents.
        teacher: Labels the texts anew, if there is one.
    """
    for batch, docs in prepared(texts, preparation):
        if teacher is None:
            yield from ((doc, partial_spans(doc, text)) for doc, text in zip(docs, batch, strict=True))
        else:
            for doc, found in zip(docs, teacher.tag(docs), strict=True):
                yield doc, [(each.start, each.end, each.label) for each in found]


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores taggers on annotated texts.

    Attributes:
        docs: The documents of the texts.
        truth: The mentions of each.
    """

    docs: list[Doc]
    truth: list[list[TokenSpan]]

    @classmethod
    def of(cls, texts: Iterable[GoldText], preparation: Preparation) -> Judge:
        """Return the judge of texts.

        Args:
            texts: The texts.
            preparation: Makes the documents.
        """
        texts = list(texts)
        docs = [preparation.doc(text.text) for text in texts]
        return cls(docs, [token_spans(doc, text) for doc, text in zip(docs, texts, strict=True)])

    def f1(self, tagger: Tagger) -> tuple[float, float]:
        """Return F1, exact span and label, over ``NEWS_LABELS`` and over all labels; 0 if nothing is there to find.

        Args:
            tagger: The tagger, which is scored alone: without gazetteers and values.
        """
        tagged = tagger.tag(self.docs)
        scores = []
        for labels in (NEWS_LABELS, LABELS):
            right = found = there = 0
            for spans, truth in zip(tagged, self.truth, strict=True):
                predicted = {(span.start, span.end, span.label) for span in spans if span.label in labels}
                expected = {span for span in truth if span[2] in labels}
                right += len(predicted & expected)
                found += len(predicted)
                there += len(expected)
            scores.append(2 * right / (found + there) if found + there else 0.0)
        return scores[0], scores[1]
