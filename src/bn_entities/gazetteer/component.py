"""The gazetteer matcher as a spaCy component."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from bn_entities.bengali.endings import splits
from bn_entities.bengali.kinds import LONGEST_KIND, kind_after, suffix_after
from bn_entities.bengali.names import name_of
from bn_entities.docs import text_before, words_of
from bn_entities.gazetteer.compiled import compiled, compiled_sources
from bn_entities.gazetteer.index import Index
from bn_entities.gazetteer.matcher import Match, Matcher
from bn_entities.gazetteer.rows import GazetteerRow, RowSource, packaged_gazetteers

SPANS = "gazetteer"
"""The key of the matches in ``doc.spans``."""

AREA_KINDS = frozenset({"district", "division", "state", "upazila", "region"})
"""Kinds of areas, which bear the names of their towns."""

PART_SPANS = "name_parts"
"""The key of given names and surnames in ``doc.spans``: words of names, no mentions by themselves."""


@lru_cache(maxsize=1)
def packaged_index() -> Index:
    """Return the packaged gazetteers, compiled once."""
    return compiled_sources(packaged_gazetteers())


def make_matcher(gazetteers: Sequence[RowSource] = (), packaged: bool = True) -> Matcher:
    """Return a matcher over gazetteers.

    Args:
        gazetteers: The caller's: paths of TSV or compiled files, dataframes, iterables of rows.
            They beat the packaged ones, and later ones those before them.
        packaged: False leaves the packaged ones out.

    Raises:
        BnEntitiesError: A file cannot be read, or rows are bad.
    """
    return Matcher(packaged_index() if packaged else None, [compiled(source) for source in gazetteers])


def the_one(rows: Sequence[GazetteerRow]) -> GazetteerRow | None:
    """Return the row that a surface names; None if more than one may be meant.

    Args:
        rows: Rows of one label. A town and the area around it often bear one name: then the town is meant.
    """
    towns = [row for row in rows if row.kind not in AREA_KINDS] if len(rows) > 1 else rows
    return towns[0] if len(towns) == 1 else None


@dataclass(frozen=True, slots=True)
class Compound:
    """A longer name that a kind of place or body makes of a name: ``সাভার থানার``.

    Attributes:
        match: The match that it begins with.
        end: Index after its last word.
        label: Its label.
        stem: Its last word without the ending.
    """

    match: Match
    end: int
    label: str
    stem: str


def compounds(words: Sequence[str], matches: Sequence[Match]) -> Iterator[Compound]:
    """Yield the longer names that kinds of places and bodies make of names.

    Args:
        words: The normalized tokens of one text.
        matches: The names in them.
    """
    bodies = {match.start for match in matches if any(row.label == "ORGANIZATION" for row in match.rows)}
    for match in matches:
        labels = {row.label for row in match.rows if not row.is_name_part}
        # An ending parts a name from the kind after it: ঢাকার হাসপাতালে.
        if labels.isdisjoint(("LOCATION", "PERSON", "ORGANIZATION")) or words[match.end - 1] != match.stem:
            continue
        after = words[match.end : match.end + LONGEST_KIND + 3]
        stems = [[split.stem for split in splits(word)] for word in after]
        if "ORGANIZATION" in labels:
            suffix = suffix_after(stems)
            if suffix is not None and not match.weak:
                yield Compound(match, match.end + 1, "ORGANIZATION", suffix)
            continue
        kind = kind_after(after, stems)
        if kind is not None:
            length, label, place_only, stem = kind
            end = match.end + length
            # The branch of a body in a place: ইসলামপুর উপজেলা আওয়ামী লীগ.
            if label == "LOCATION" and end in bodies and words[end - 1] == stem:
                continue
            # An everyday word becomes a place before such a kind only as none but places have.
            if place_only if match.weak else not place_only or "LOCATION" in labels:
                yield Compound(match, end, label, stem)


class GazetteerMatcher:
    """Writes gazetteer names to ``doc.spans["gazetteer"]``, and name parts to ``doc.spans["name_parts"]``.

    Each span has the label of a row and the row's id as ``span.id_``; a surface
    that several rows share with one label has no id. The group's ``attrs`` hold
    lists beside the spans: ``names`` (the surface without its ending), ``spelling``
    (a level of ``Spelling``), ``weak`` (True for an everyday word), ``own`` (True for rows of the caller).
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
        # A name does not go on in the next line; other white space in it is no matter.
        words, places = words_of(doc, with_line_ends=True)
        spans: list[Span] = []
        names: list[str] = []
        matches: list[Match] = []
        parts: list[Span] = []
        found = self.matcher.find(words)
        longer = list(compounds(words, found))
        for match in found:
            if any(each.match.start <= match.start and match.end <= each.end for each in longer):
                continue
            first, last = places[match.start], places[match.end - 1]
            if match.is_name_part:
                parts.append(Span(doc, first, last + 1, label="PERSON"))
                continue
            name = name_of(text_before(doc, first, last), match.stem)
            for label in dict.fromkeys(row.label for row in match.rows):
                row = the_one([row for row in match.rows if row.label == label])
                spans.append(Span(doc, first, last + 1, label=label, span_id=row.id if row else ""))
                names.append(name)
                matches.append(match)
        for each in longer:
            first, last = places[each.match.start], places[each.end - 1]
            spans.append(Span(doc, first, last + 1, label=each.label))
            names.append(name_of(text_before(doc, first, last), each.stem))
            matches.append(replace(each.match, weak=False))
        doc.spans[PART_SPANS] = SpanGroup(doc, name=PART_SPANS, spans=parts)
        doc.spans[SPANS] = SpanGroup(
            doc,
            name=SPANS,
            spans=spans,
            attrs={
                "names": names,
                "spelling": [int(match.spelling) for match in matches],
                "weak": [match.weak for match in matches],
                "own": [match.own for match in matches],
            },
        )
        return doc


@Language.factory(
    "bn_gazetteer",
    assigns=["doc.spans"],
    requires=["token.norm"],
    default_config={"gazetteers": [], "packaged": True},
)
def create_gazetteer_matcher(nlp: Language, name: str, gazetteers: list[str], packaged: bool) -> GazetteerMatcher:
    """Return the component.

    Args:
        nlp: The pipeline.
        name: Name of the component in it.
        gazetteers: Paths of the caller's gazetteers, as ``make_matcher`` takes them.
        packaged: False leaves the packaged ones out.

    Raises:
        BnEntitiesError: A file cannot be read, or rows are bad.
    """
    del nlp, name
    return GazetteerMatcher(make_matcher(gazetteers, packaged))
