"""The gazetteer matcher as a spaCy component."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from bn_entities.bengali.names import name_of
from bn_entities.gazetteer.matcher import Match, Matcher
from bn_entities.gazetteer.rows import load_rows

SPANS = "gazetteer"
"""The key of the matches in ``doc.spans``."""


@lru_cache(maxsize=1)
def packaged_matcher() -> Matcher:
    """Return the matcher over the packaged gazetteers, made once."""
    return Matcher(load_rows())


class GazetteerMatcher:
    """Writes gazetteer names to ``doc.spans["gazetteer"]``.

    Each span has the label of a row and the row's id as ``span.id_``; a surface
    that several rows share with one label has no id. The group's ``attrs`` hold
    lists beside the spans: ``names`` (the surface without its ending), ``exact``
    (False for a spelling variant), ``weak`` (True for an everyday word).
    """

    def __init__(self, matcher: Matcher) -> None:
        """Take a matcher.

        Args:
            matcher: The matcher over the rows to find.
        """
        self.matcher = matcher

    def __call__(self, doc: Doc) -> Doc:
        """Write the matches of a document that has normal forms (``bn_morphology``).

        Args:
            doc: The document; it is changed.
        """
        text = doc.text
        tokens = [token for token in doc if not token.is_space]
        spans: list[Span] = []
        names: list[str] = []
        matches: list[Match] = []
        for match in self.matcher.find([token.norm_ for token in tokens]):
            first, last = tokens[match.start], tokens[match.end - 1]
            name = name_of(text[first.idx : last.idx], match.stem)
            ids: dict[str, set[str]] = {}
            for row in match.rows:
                ids.setdefault(row.label, set()).add(row.id)
            for label, of_label in ids.items():
                span_id = next(iter(of_label)) if len(of_label) == 1 else ""
                spans.append(Span(doc, first.i, last.i + 1, label=label, span_id=span_id))
                names.append(name)
                matches.append(match)
        doc.spans[SPANS] = SpanGroup(
            doc,
            name=SPANS,
            spans=spans,
            attrs={
                "names": names,
                "exact": [match.exact for match in matches],
                "weak": [match.weak for match in matches],
            },
        )
        return doc


@Language.factory("bn_gazetteer", assigns=["doc.spans"], requires=["token.norm"])
def create_gazetteer_matcher(nlp: Language, name: str) -> GazetteerMatcher:
    """Return the component over the packaged gazetteers."""
    del nlp, name
    return GazetteerMatcher(packaged_matcher())
