"""Candidates of all finders become mentions that do not overlap."""

from __future__ import annotations

import math
from itertools import pairwise, product

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span, SpanGroup

from bn_entities.calibration import ANY, Calibration, Curve
from bn_entities.resolve import Candidate, Resolver, Weights, _schedule


def doc_with(
    words: list[str],
    gazetteer: list[tuple[int, int, str, bool]] = (),  # type: ignore[assignment]
    tagged: list[tuple[int, int, str, float]] | None = None,
) -> Doc:
    doc = Doc(spacy.blank("bn").vocab, words=words)
    for token in doc:
        token.norm_ = token.text
    spans = [Span(doc, start, end, label=label, span_id="id:x") for start, end, label, _ in gazetteer]
    names = [span.text for span in spans]
    attrs = {"names": names, "spelling": [0] * len(spans), "weak": [weak for *_, weak in gazetteer]}
    attrs["own"] = [False] * len(spans)
    doc.spans["gazetteer"] = SpanGroup(doc, name="gazetteer", spans=spans, attrs=attrs)
    if tagged is not None:
        spans = [Span(doc, start, end, label=label) for start, end, label, _ in tagged]
        scores = [score for *_, score in tagged]
        doc.spans["tagger"] = SpanGroup(doc, name="tagger", spans=spans, attrs={"scores": scores})
    return doc


KNOWN_WORDS: frozenset[str] = frozenset()


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in Resolver(KNOWN_WORDS.__contains__)(doc).spans["mentions"]]


def test_gazetteer_alone() -> None:
    assert found(doc_with(["তেহরান", "যান"], [(0, 1, "LOCATION", False)])) == [("তেহরান", "LOCATION")]


def test_weak_surface_needs_a_second() -> None:
    weak = [(1, 2, "PERSON", True)]
    assert found(doc_with(["তাঁর", "আলো", "জ্বলে"], weak)) == []
    assert found(doc_with(["মন্ত্রী", "আলো", "বলেন"], weak)) == [("আলো", "PERSON")]
    tagged = [(1, 2, "PERSON", 0.9)]
    assert found(doc_with(["তাঁর", "আলো", "জ্বলে"], weak, tagged)) == [("আলো", "PERSON")]


def test_people_and_times_within_a_person() -> None:
    words = ["শিক্ষক", "সন্ধ্যা", "হাজং", "বলেন"]
    people = [(2, 3, "NORP", False)]
    assert found(doc_with(words, people)) == [("হাজং", "NORP")]
    assert found(doc_with(words, people, [(1, 3, "PERSON", 0.7)])) == [("সন্ধ্যা হাজং", "PERSON")]
    # Where the tagger doubts the person, the people stays.
    assert found(doc_with(words, people, [(1, 3, "PERSON", 0.3)])) == [("হাজং", "NORP")]


def test_what_the_tagger_thinks_of_a_known_name() -> None:
    def odds(score: float | None) -> float:
        doc = doc_with(["পদ্মা", "বলেন"], [(0, 1, "ORGANIZATION", False)], [])
        if score is not None:
            doc.spans["tagger"].attrs["of_gazetteer"] = [score]
        group = Resolver(KNOWN_WORDS.__contains__, min_score=0.001)(doc).spans["mentions"]
        return float(group.attrs["odds"][0])

    weights = Weights()
    assert odds(0.2) == pytest.approx(weights.gazetteer + math.log(0.2 / 0.8))
    assert odds(0.02) < odds(0.4)
    # A tagger that cannot tell is taken to doubt it.
    assert odds(None) == pytest.approx(weights.gazetteer + weights.unseen_by_tagger)


def test_a_year_of_age_and_a_country_in_an_amount_are_no_mentions() -> None:
    doc = doc_with(["আট", "বছরের", "সুমন"], [], [(0, 2, "DATE", 0.7), (2, 3, "PERSON", 0.9)])
    assert found(doc) == [("সুমন", "PERSON")]


def test_min_score_moves_what_is_kept() -> None:
    doc = doc_with(["তাঁর", "আলো", "জ্বলে"], [], [(1, 2, "PERSON", 0.4)])
    calibration = Calibration(curves={ANY: Curve(slope=2, offset=0.5)})
    kept = {}
    for least in (0.3, 0.5, 0.9):
        resolver = Resolver(KNOWN_WORDS.__contains__, calibration=calibration, min_score=least)
        group = resolver(doc).spans["mentions"]
        kept[least] = group.attrs["scores"]
    odds = math.log(0.4 / 0.6)
    assert kept[0.3] == [pytest.approx(1 / (1 + math.exp(-2 * odds - 0.5)))]
    assert kept[0.9] == []


def test_both_finders_make_a_surer_mention() -> None:
    one = Resolver(KNOWN_WORDS.__contains__)(doc_with(["তেহরান"], [], [(0, 1, "LOCATION", 0.8)])).spans["mentions"].attrs
    both = (
        Resolver(KNOWN_WORDS.__contains__)(doc_with(["তেহরান"], [(0, 1, "LOCATION", False)], [(0, 1, "LOCATION", 0.8)]))
        .spans["mentions"]
        .attrs
    )
    assert both["scores"][0] > one["scores"][0]
    assert (one["sources"], both["sources"]) == ([["tagger"]], [["gazetteer", "tagger"]])


def test_honorific_is_no_part_of_a_name() -> None:
    doc = doc_with(["ড.", "নাসের", "বলেন"], [], [(0, 2, "PERSON", 0.95)])
    assert found(doc) == [("নাসের", "PERSON")]


def test_surname_that_returns_is_found() -> None:
    words = ["গেন্নাদি", "ভারেনিকভ", "বলেন", "ভারেনিকভের", "মতে"]
    doc = doc_with(words, [], [(0, 2, "PERSON", 0.95)])
    assert found(doc) == [("গেন্নাদি ভারেনিকভ", "PERSON"), ("ভারেনিকভের", "PERSON")]
    assert doc.spans["mentions"].attrs["names"] == ["গেন্নাদি ভারেনিকভ", "ভারেনিকভ"]


CANDIDATES = st.lists(
    st.builds(
        lambda start, length, odds: Candidate(start, start + length, "PERSON", odds),
        st.integers(0, 8),
        st.integers(1, 4),
        st.integers(-2, 6).map(float),
    ),
    max_size=8,
)


@given(CANDIDATES)
def test_schedule_is_the_best_without_overlaps(candidates: list[Candidate]) -> None:
    kept = _schedule(candidates)
    assert all(before.end <= after.start for before, after in pairwise(kept))
    best = 0.0
    for choice in product((False, True), repeat=len(candidates)):
        chosen = sorted((each for each, take in zip(candidates, choice, strict=True) if take), key=lambda c: c.start)
        if all(before.end <= after.start for before, after in pairwise(chosen)):
            best = max(best, sum(each.odds for each in chosen))
    assert sum(each.odds for each in kept) == best
