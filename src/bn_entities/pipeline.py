"""The pipeline: texts in, articles out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import spacy
from pydantic import TypeAdapter

from bn_entities.bengali.titles import title_after, title_before
from bn_entities.errors import BnEntitiesError
from bn_entities.gazetteer.component import GazetteerMatcher, make_matcher
from bn_entities.gazetteer.matcher import Matcher
from bn_entities.gazetteer.names import Reading, readings
from bn_entities.gazetteer.rows import GazetteerRow, RowSource
from bn_entities.link import Linkable, link
from bn_entities.records import DEFAULT_MIN_SCORE, NAME_LABELS, Article, Entity, Label, Mention
from bn_entities.tokenizer import BengaliTokenizer, check_text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_ENTITY: TypeAdapter[Entity] = TypeAdapter(Entity)
_BATCH = 64
# Making spaCy's entry of a word costs more than reading the word, so the first words of a pipeline are kept:
# they are those that most texts are made of. What comes later is dropped after each batch.
_MOST_WORDS_KEPT = 30_000
_MOST_LETTERS_KEPT = 500_000

TokenizerName = Literal["default", "bnlp"]
"""The tokenizers that ``load`` knows."""

TaggerName = Literal["default", "bnlp", "none"]
"""The taggers that ``load`` knows."""


class Pipeline:
    """Turns texts into articles with typed entities. Made by ``bn_entities.load``."""

    def __init__(self, nlp: Language) -> None:
        """Take a spaCy pipeline whose last stage is ``bn_resolver``.

        Args:
            nlp: The spaCy pipeline, for those who want the documents themselves.
        """
        self.nlp = nlp
        matchers = (pipe.matcher for _, pipe in nlp.pipeline if isinstance(pipe, GazetteerMatcher))
        self._matcher = next(matchers, None) or Matcher()

    @property
    def gazetteer(self) -> Matcher:
        """The names that this pipeline knows: ``add`` rows to them and ``drop`` rows at any time between texts."""
        return self._matcher

    def names(self, surface: str, label: Label | None = None) -> tuple[Reading, ...]:
        """Return the names that may stand behind a surface, for callers who have spans of their own.

        Args:
            surface: A name as a text writes it, in any inflected form: ``ইরানকেও``.
            label: What it is, if that is known.

        Returns:
            The readings, most likely first, never none for a surface with a letter or a digit: those that
            the gazetteers know, else the one that the endings and the counts of words support.

        Raises:
            BnEntitiesError: The surface is no string, or holds a lone surrogate, or the label is unknown.
        """
        if label is not None and label not in NAME_LABELS:
            raise BnEntitiesError(f"no names have the label {label!r}: choose one of {' '.join(NAME_LABELS)}, or None")
        return readings(self._matcher, check_text(surface), label)

    def __call__(self, text: str) -> Article:
        """Return the article of a text.

        Args:
            text: A text of any length, also an empty one.

        Raises:
            BnEntitiesError: It is no string, or holds a lone surrogate.
        """
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str]) -> Iterator[Article]:
        """Yield the article of each text, in order; the memory needed does not grow with the stream.

        Args:
            texts: The texts.

        Raises:
            BnEntitiesError: One of them is no string, or holds a lone surrogate; the articles before it are yielded.
        """
        if isinstance(texts, (str, bytes)):
            raise BnEntitiesError("pipe takes many texts, not one: call the pipeline itself with a single text")
        stream = iter(texts)
        while batch := list(islice(stream, _BATCH)):
            fault: BnEntitiesError | None = None
            good: list[str] = []
            try:
                for text in batch:
                    good.append(check_text(text))
            except BnEntitiesError as error:
                fault = error
            with self._memory(good):
                docs = [self.nlp.make_doc(text) for text in good]
                articles = [self._article(doc, text) for doc, text in zip(self.nlp.pipe(docs), good, strict=True)]
            yield from articles
            if fault is not None:
                raise fault

    def _memory(self, batch: Sequence[str]) -> AbstractContextManager[object]:
        """Return the context in which a batch is read: what spaCy then remembers of words stays bounded."""
        if len(self.nlp.vocab) < _MOST_WORDS_KEPT and sum(map(len, batch)) < _MOST_LETTERS_KEPT:
            return nullcontext()
        return self.nlp.memory_zone()

    def _article(self, doc: Doc, text: str) -> Article:
        group = doc.spans["mentions"]
        attrs = group.attrs
        items: list[Linkable] = []
        values = attrs["values"]
        titles: list[list[str]] = []
        for span, score, sources, name, value in zip(
            group, attrs["scores"], attrs["sources"], attrs["names"], values, strict=True
        ):
            mention = Mention(
                text=text[span.start_char : span.end_char],
                start=span.start_char,
                end=span.end_char,
                name=name,
                label=span.label_,
                score=score,
                sources=frozenset(sources),
            )
            items.append(Linkable(mention, span.id_, repr(value) if value else ""))
            titles.append(_titles(doc, span.start, span.end) if span.label_ == "PERSON" else [])
        entities = []
        for members in link(items, text):
            record: dict[str, object] = {
                "label": items[members[0]].mention.label,
                "mentions": tuple(items[index].mention for index in members),
                **self._identity([items[index] for index in members]),
            }
            if record["label"] == "PERSON":
                record["titles"] = tuple(dict.fromkeys(title for index in members for title in titles[index]))
            value = values[members[0]]
            if value is not None:
                record["value"] = value
            entities.append(_ENTITY.validate_python(record))
        return Article(text=text, entities=tuple(entities))

    def _identity(self, members: list[Linkable]) -> dict[str, object]:
        """Return name, id, kind and Latin name of an entity."""
        fullest = max(members, key=lambda item: (len(item.mention.name.split()), len(item.mention.name)))
        ids = {item.id for item in members if item.id}
        row: GazetteerRow | None = None
        # The fullest name decides: another bearer of a known surname is not the known one.
        if len(ids) == 1 and (fullest.id or fullest.mention.label != "PERSON"):
            row = self._matcher.by_id(ids.pop())
        if row is None:
            return {"name": fullest.mention.name}
        return {"name": fullest.mention.name, "id": row.id, "kind": row.kind, "latin": row.latin}


def _titles(doc: Doc, start: int, end: int) -> list[str]:
    before = [token.norm_ for token in doc[max(0, start - 6) : start]]
    after = [token.norm_ for token in doc[end : end + 1]]
    count = title_before(before)
    found = [" ".join(before[len(before) - count :])] if count else []
    return found + after[: title_after(after)]


def load(
    model: str | Path | None = None,
    *,
    tokenizer: TokenizerName = "default",
    tagger: TaggerName = "default",
    gazetteers: Sequence[RowSource] = (),
    min_score: float = DEFAULT_MIN_SCORE,
) -> Pipeline:
    """Return a pipeline with a packaged model; nothing is downloaded.

    Args:
        model: ``"fast"`` (what is used if None) or ``"accurate"`` for a packaged model, or the folder of another one.
            With ``tagger="bnlp"`` the file of the CRF, and needed: bnlp-toolkit writes it as a pickle, which runs code when it is
            read, so give only files that you trust.
        tokenizer: ``"default"`` for the library's own, ``"bnlp"`` for the one of bnlp-toolkit.
        tagger: ``"default"`` for the packaged one, ``"bnlp"`` for a CRF trained with bnlp-toolkit, ``"none"`` for
            gazetteers and values alone.
        gazetteers: Names of your own beside the packaged ones: paths of TSV files or of compiled ones, dataframes,
            iterables of ``GazetteerRow`` or of mappings. A row of yours beats a packaged one, and a later
            gazetteer those before it.
        min_score: The least score of a mention, above 0 and below 1: more finds fewer mentions that are surer, less finds
            more of them. With the default F1 is best.

    Returns:
        The pipeline.

    Raises:
        BnEntitiesError: A name is unknown, a number out of range, the model is missing or cannot be read, or rows of a gazetteer are bad.
    """
    if tokenizer not in ("default", "bnlp"):
        raise BnEntitiesError(f"no tokenizer {tokenizer!r}: choose 'default' or 'bnlp'")
    if tagger not in ("default", "bnlp", "none"):
        raise BnEntitiesError(f"no tagger {tagger!r}: choose 'default', 'bnlp' or 'none'")
    if isinstance(gazetteers, (str, Path, bytes)) or not isinstance(gazetteers, Sequence):
        raise BnEntitiesError("gazetteers takes a list of gazetteers: put a single one into a list")
    if tagger == "bnlp" and model is None:
        raise BnEntitiesError("tagger='bnlp' needs model, the path of a CRF that bnlp-toolkit trained")
    if not 0 < min_score < 1:
        raise BnEntitiesError(f"min_score is {min_score!r}: give a number above 0 and below 1")
    nlp = spacy.blank("bn")
    # The tokenizer bounds what a stage sees, so that no length is too long.
    nlp.max_length = 10**12
    if tokenizer == "bnlp":
        from bn_entities.bnlp import BnlpTokenizer

        nlp.tokenizer = BnlpTokenizer(nlp.vocab)
    else:
        nlp.tokenizer = BengaliTokenizer(nlp.vocab)
    nlp.add_pipe("bn_morphology")
    component = nlp.add_pipe("bn_gazetteer")
    if gazetteers:
        cast("GazetteerMatcher", component).matcher = make_matcher(gazetteers)
    if tagger != "none":
        source = "bnlp_model" if tagger == "bnlp" else "model"
        nlp.add_pipe("bn_tagger", config={source: model and str(model), "least": min_score})
    nlp.add_pipe("bn_values")
    nlp.add_pipe("bn_resolver", config={"min_score": min_score})
    return Pipeline(nlp)
