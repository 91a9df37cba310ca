"""The values as a spaCy component."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from bn_entities.bengali.names import name_of
from bn_entities.docs import text_before, words_of
from bn_entities.gazetteer.component import SPANS as GAZETTEER_SPANS
from bn_entities.gazetteer.rows import load_rows, packaged_gazetteers
from bn_entities.records import DateValue, MoneyValue, PercentValue, QuantityValue, TimeValue
from bn_entities.values.finder import INDIAN_TAKA, TAKA, ValueFinder

SPANS = "values"
"""The key of the values in ``doc.spans``."""

_INDIAN = ("iso:IN", "norp:indian", "place:kolkata", "place:delhi", "place:new-delhi")
_BANGLADESHI = ("iso:BD", "norp:bangladeshi", "place:dhaka")

_RECORDS: dict[str, type[BaseModel]] = {
    "DATE": DateValue,
    "TIME": TimeValue,
    "MONEY": MoneyValue,
    "PERCENT": PercentValue,
    "QUANTITY": QuantityValue,
}


@lru_cache(maxsize=1)
def packaged_finder() -> ValueFinder:
    """Return the finder with the currencies of the packaged gazetteers, made once."""
    rows = load_rows(file for file in packaged_gazetteers() if file.name == "currencies.tsv")
    return ValueFinder({surface: row.id.partition(":")[2] for row in rows for surface in row.surfaces})


class ValueComponent:
    """Writes values to ``doc.spans["values"]``, with ``attrs["names"]`` and ``attrs["values"]`` beside the spans."""

    def __init__(self, finder: ValueFinder) -> None:
        """Take a finder.

        Args:
            finder: The finder to run.
        """
        self.finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Write the values of a document.

        Args:
            doc: The document; it is changed.
        """
        words, places = words_of(doc)
        spans: list[Span] = []
        names: list[str] = []
        values: list[dict[str, Any] | None] = []
        for match in self.finder.find(words, _taka(doc)):
            first, last = places[match.start], places[match.end - 1]
            spans.append(Span(doc, first, last + 1, label=match.label))
            names.append(name_of(text_before(doc, first, last), match.stem))
            try:
                values.append(_RECORDS[match.label].model_validate(match.value).model_dump(exclude_none=True))
            except ValidationError:
                # The words are a value in form only (২৫:৯০): a mention without one.
                values.append(None)
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=spans, attrs={"names": names, "values": values})
        return doc


def _taka(doc: Doc) -> str:
    """Return the currency that ``টাকা`` is where the text plays: in India if it speaks more of India than Bangladesh."""
    ids = [span.id_ for span in doc.spans.get(GAZETTEER_SPANS, ())]
    indian = sum(id_.startswith(_INDIAN) for id_ in ids)
    return INDIAN_TAKA if indian > sum(id_.startswith(_BANGLADESHI) for id_ in ids) else TAKA


@Language.factory("bn_values", assigns=["doc.spans"], requires=["token.norm"])
def create_value_finder(nlp: Language, name: str) -> ValueComponent:
    """Return the component with the packaged currencies."""
    del nlp, name
    return ValueComponent(packaged_finder())
