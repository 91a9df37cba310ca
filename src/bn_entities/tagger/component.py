"""A tagger as a spaCy component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from bn_entities.gazetteer.component import SPANS as GAZETTEER_SPANS
from bn_entities.tagger import cnn, encoder
from bn_entities.tagger.cnn import CnnTagger
from bn_entities.tagger.encoder import EncoderTagger
from bn_entities.tagger.folder import kind_of
from bn_entities.tagger.interface import TaggedSpan, Tagger, TokenTagger

SPANS = "tagger"
"""The key of the tagged spans in ``doc.spans``."""

MODELS = Path(__file__).parent.parent / "models"
"""The folder of the packaged models."""

PACKAGED_MODEL = MODELS / "fast"
"""The folder of the model that is used where none is named."""

PACKAGED_NAMES = ("fast", "accurate")
"""The names of the packaged models: the convolutional tagger and the encoder."""


FOLDERS: dict[str, tuple[int, tuple[str, ...]]] = {
    cnn.KIND: (cnn.FORMAT, cnn.FILES),
    encoder.KIND: (encoder.FORMAT, encoder.FILES),
}
"""Format and files of a model's folder by the kind of tagger."""


@lru_cache(maxsize=2)
def packaged_tagger(name: str = "fast") -> Tagger:
    """Return a packaged tagger, read once.

    Args:
        name: One of ``PACKAGED_NAMES``.
    """
    return read_tagger(MODELS / name)


def named_tagger(model: str) -> Tagger:
    """Return a packaged tagger, or the one of a folder.

    Args:
        model: One of ``PACKAGED_NAMES``, or a folder.

    Raises:
        BnEntitiesError: The model is missing, damaged, or of another version.
    """
    return packaged_tagger(model) if model in PACKAGED_NAMES else read_tagger(Path(model))


def read_tagger(folder: Path) -> Tagger:
    """Return the tagger of a folder, of whatever kind.

    Args:
        folder: The folder.

    Raises:
        BnEntitiesError: The model is missing, damaged, or of another version.
    """
    return EncoderTagger.from_disk(folder) if kind_of(folder) == encoder.KIND else CnnTagger.from_disk(folder)


class TaggerComponent:
    """Writes what a tagger finds to ``doc.spans["tagger"]``, with ``attrs["scores"]`` beside the spans.

    ``attrs["of_gazetteer"]`` holds how sure the tagger is of each span of ``doc.spans["gazetteer"]``, if it can tell.
    """

    def __init__(self, tagger: Tagger, least: float = 0.5) -> None:
        """Take a tagger.

        Args:
            tagger: The tagger to run.
            least: How likely a span should be at least: less than a half finds more of them.
        """
        self.tagger = tagger
        self.least = least

    def __call__(self, doc: Doc) -> Doc:
        """Write the spans of a document.

        Args:
            doc: The document; it is changed.
        """
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Write the spans of a stream of documents, in batches.

        Args:
            docs: The documents; they are changed.
            batch_size: How many are tagged at once.
        """
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            if isinstance(self.tagger, TokenTagger):
                for doc, table in zip(batch, self.tagger.log_probs(batch), strict=True):
                    known = [
                        self.tagger.score(table, span.start, span.end, span.label_)
                        for span in doc.spans.get(GAZETTEER_SPANS, ())
                    ]
                    yield _write(doc, self.tagger.spans(table, self.least), known)
            else:
                for doc, spans in zip(batch, self.tagger.tag(batch, self.least), strict=True):
                    yield _write(doc, spans, None)


def _write(doc: Doc, tagged: list[TaggedSpan], known: list[float] | None) -> Doc:
    spans = [Span(doc, span.start, span.end, label=span.label) for span in tagged]
    attrs = {"scores": [span.score for span in tagged]}
    if known is not None:
        attrs["of_gazetteer"] = known
    doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=spans, attrs=attrs)
    return doc


@Language.factory(
    "bn_tagger",
    assigns=["doc.spans"],
    requires=["token.norm", "token.lemma"],
    default_config={"model": None, "bnlp_model": None, "least": 0.5},
)
def create_tagger(nlp: Language, name: str, model: str | None, bnlp_model: str | None, least: float) -> TaggerComponent:
    """Return the component with the packaged tagger, another one, or a CRF trained with bnlp-toolkit.

    Args:
        nlp: The pipeline.
        name: Name of the component in it.
        model: ``"fast"`` or ``"accurate"`` for a packaged one, or the folder that a training wrote; ``"fast"`` if None.
        bnlp_model: Path of a CRF's model file, used instead of a tagger of the library.
        least: How likely a span should be at least: less than a half finds more of them.

    Raises:
        BnEntitiesError: The model is missing, damaged, or of another version.
    """
    del nlp, name
    if bnlp_model is not None:
        from bn_entities.bnlp import BnlpTagger

        return TaggerComponent(BnlpTagger(bnlp_model), least)
    return TaggerComponent(named_tagger(PACKAGED_NAMES[0] if model is None else model), least)
