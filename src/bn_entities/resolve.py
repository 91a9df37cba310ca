"""The resolver: what the finders proposed becomes the mentions of a document."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token

from bn_entities.bengali.calendar import RELATIVE_BEFORE, YEARS_OF_AGE
from bn_entities.bengali.endings import splits
from bn_entities.bengali.frequencies import frequency
from bn_entities.bengali.names import best_split, name_of
from bn_entities.bengali.titles import HONORIFICS_BEFORE, title_before
from bn_entities.calibration import ANY, UNCALIBRATED, Calibration, Curve
from bn_entities.docs import text_before
from bn_entities.gazetteer.component import PART_SPANS, GazetteerMatcher, make_matcher
from bn_entities.gazetteer.component import SPANS as GAZETTEER_SPANS
from bn_entities.gazetteer.index import Spelling
from bn_entities.records import DEFAULT_MIN_SCORE
from bn_entities.tagger.component import SPANS as TAGGER_SPANS
from bn_entities.tagger.component import TaggerComponent
from bn_entities.values.component import SPANS as VALUE_SPANS

SPANS = "mentions"
"""The key of the resolved mentions in ``doc.spans``."""

LONGEST_MENTION = 40
"""Tokens of the longest mention that the tagger is believed."""

LONGEST_WORD = 100
"""Code points of the longest word that may be in a name."""


_OUTVOTED = -20.0

WITHOUT_TAGGER = Calibration(
    curves={
        "gazetteer": Curve(slope=0.5219, offset=0.5049),
        "values": Curve(slope=0.5824, offset=1.5575),
        ANY: Curve(slope=0.5824, offset=0.6175),
    }
)
"""What the resolver's odds are worth without a tagger, as ``training/without_tagger.py`` measures it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Votes in log odds, set on the project's development sentences.

    Attributes:
        gazetteer: A name of the gazetteers, letter by letter.
        word: Each further word of such a name.
        person: Added to a person's name, letter by letter: hardly any of them is anything else.
        variant: Added for a spelling variant whose letters sound alike.
        odd_spelling: Added for a spelling variant that is farther off.
        own: Added to a name of the caller's own gazetteers.
        weak: A surface that is an everyday word too, alone.
        seconded: Added to a weak surface that a title stands before, or whose thing the text names in full.
        within: Added to a tagger's span for a person known to the gazetteers inside it.
        name_part: Added to a tagger's span for a person for each given name or surname in it.
        values: A value, read by rules.
        repeated: A name that was found with certainty elsewhere in the text.
        unseen_by_tagger: Added to a name that the tagger did not find, where a tagger ran that does not tell how sure it is
            of others' names.
        tagger: How much a unit of the log odds counts that the tagger gives a name which it did not find.
    """

    gazetteer: float = 2.5
    word: float = 1.0
    person: float = 3.0
    variant: float = -1.5
    odd_spelling: float = -3.0
    own: float = 12.0
    weak: float = -2.0
    seconded: float = 2.5
    within: float = 1.0
    name_part: float = 0.5
    values: float = 3.0
    repeated: float = 1.5
    unseen_by_tagger: float = -1.0
    tagger: float = 1.0


@dataclass(slots=True)
class Candidate:
    """A span that may be a mention.

    Attributes:
        start: First token.
        end: Index after the last token.
        label: Its label.
        odds: Log odds that it is a mention.
        sources: The finders that proposed it.
        name: Its name, if a finder told it.
        id: Id of its gazetteer row, if one fits.
        weak: True if it is an everyday word of the gazetteers.
        own: True if it is a name of the caller's own gazetteers.
        value: Its parsed value, if it has one.
        bar: Log odds that it must have more of to be a mention.
    """

    start: int
    end: int
    label: str
    odds: float = 0.0
    sources: set[str] = field(default_factory=set)
    name: str = ""
    id: str = ""
    weak: bool = False
    own: bool = False
    value: dict[str, Any] | None = None
    bar: float = 0.0


class Candidates(dict[tuple[int, int, str], Candidate]):
    """Candidates by first token, index after the last token, and label."""

    def vote(self, start: int, end: int, label: str, odds: float, source: str) -> Candidate:
        """Add log odds to a candidate, and return it.

        Args:
            start: First token.
            end: Index after the last token.
            label: Its label.
            odds: The log odds.
            source: The finder that votes.
        """
        candidate = self.get((start, end, label))
        if candidate is None:
            candidate = self[start, end, label] = Candidate(start, end, label)
        candidate.odds += odds
        candidate.sources.add(source)
        return candidate


class Resolver:
    """Weighs the candidates of all finders, keeps the best that do not overlap, and settles their names.

    Writes ``doc.spans["mentions"]``, whose ``attrs`` hold lists beside the
    spans: ``scores`` (calibrated), ``odds`` (what the votes sum to), ``sources``, ``names``, ``values``; and ``doc.ents``.
    """

    def __init__(
        self,
        is_person_word: Callable[[str], bool],
        weights: Weights | None = None,
        calibration: Calibration = UNCALIBRATED,
        min_score: float = DEFAULT_MIN_SCORE,
    ) -> None:
        """Take the weights.

        Args:
            is_person_word: Tells whether a word stands in the name of a person.
            weights: The votes; those of the library if None.
            calibration: What the sums of votes are worth.
            min_score: The least score of a mention.
        """
        self.weights = weights or Weights()
        self.calibration = calibration
        self.min_score = min_score
        self._is_person_word = is_person_word

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions of a document.

        Args:
            doc: The document; it is changed.
        """
        candidates = self._candidates(doc)
        kept = self._kept(candidates)
        seconded = self._second_weak_names(kept, candidates)
        norms = [token.norm_ for token in doc]
        if self._repeat(doc, norms, kept, candidates) or seconded:
            kept = self._kept(candidates)
        self._name(doc, norms, kept)
        spans = [Span(doc, each.start, each.end, label=each.label, span_id=each.id) for each in kept]
        doc.spans[SPANS] = SpanGroup(
            doc,
            name=SPANS,
            spans=spans,
            attrs={
                "scores": [self.calibration.probability(each.odds, each.sources) for each in kept],
                "odds": [each.odds for each in kept],
                "sources": [sorted(each.sources) for each in kept],
                "names": [each.name for each in kept],
                "values": [each.value for each in kept],
            },
        )
        doc.set_ents(spans)
        return doc

    def _kept(self, candidates: Candidates) -> list[Candidate]:
        """Return the candidates that are mentions by what is known of them so far."""
        for each in candidates.values():
            each.bar = self.calibration.odds(self.min_score, each.sources)
        return _schedule(candidates.values())

    def _candidates(self, doc: Doc) -> Candidates:
        candidates = Candidates()
        tagged = doc.spans.get(TAGGER_SPANS)
        if tagged is not None:
            _add_tagged(doc, tagged, candidates)
        group = doc.spans.get(GAZETTEER_SPANS)
        known = [] if group is None else self._add_known(doc, group, tagged, candidates)
        persons = {
            at: candidate
            for candidate in candidates.values()
            if candidate.label == "PERSON" and "tagger" in candidate.sources
            for at in range(candidate.start, candidate.end)
        }
        for inner in known:
            outer = persons.get(inner.start)
            if inner.label == "PERSON" and outer is not None and outer is not inner and inner.end <= outer.end:
                outer.odds += self.weights.within + max(0.0, inner.odds)
        for part in doc.spans.get(PART_SPANS, ()):
            person = persons.get(part.start)
            if person is not None and part.end <= person.end:
                person.odds += self.weights.name_part
        values = doc.spans.get(VALUE_SPANS)
        if values is not None:
            attrs = values.attrs
            for span, name, value in zip(values, attrs["names"], attrs["values"], strict=True):
                candidate = candidates.vote(span.start, span.end, span.label_, self.weights.values, "values")
                candidate.name, candidate.value = name, value
                if span.label_ == "MONEY":
                    # The country inside an amount is its currency's: ২৫ অস্ট্রেলীয় ডলার.
                    for inner in known:
                        if span.start < inner.start and inner.end <= span.end and not inner.own:
                            inner.odds = _OUTVOTED
        for each in candidates.values():
            after = persons.get(each.end)
            # A length of years that a person's name follows is an age: আট বছরের সুমন.
            if each.label == "DATE" and after is not None and after.start == each.end and after.odds > 0:
                if doc[each.end - 1].norm_.endswith(YEARS_OF_AGE) and doc[each.start].norm_ not in RELATIVE_BEFORE:
                    each.odds = _OUTVOTED
            person = persons.get(each.start)
            # Surnames are peoples' names too (হাজং, বাস্কে), given names are times of the day (সন্ধ্যা).
            if person is not None and each.label != "PERSON" and each.end <= person.end and person.odds > 0:
                if each.end - each.start < person.end - person.start and not each.own:
                    each.odds = _OUTVOTED
        return candidates

    def _add_known(
        self, doc: Doc, group: SpanGroup, tagged: SpanGroup | None, candidates: Candidates
    ) -> list[Candidate]:
        """Vote for the names of the gazetteers, and return them."""
        weights = self.weights
        known = []
        attrs = group.attrs
        doubts = self._doubts(tagged, len(group))
        found_by_tagger = {(start, end) for start, end, _ in candidates}
        for span, name, spelling, weak, own, doubt in zip(
            group, attrs["names"], attrs["spelling"], attrs["weak"], attrs["own"], doubts, strict=True
        ):
            start, end, label = span.start, span.end, span.label_
            seen = (start, end) in found_by_tagger
            odds = weights.gazetteer + weights.word * (end - start - 1)
            if label == "PERSON" and spelling == Spelling.EXACT:
                odds += weights.person
            if weak:
                odds = weights.weak
                if label == "PERSON" and _title_words(doc, start):
                    odds += weights.seconded
            if spelling == Spelling.FOLDED:
                odds += weights.variant
            elif spelling == Spelling.SOUND:
                odds += weights.odd_spelling
                # An odd spelling is no evidence against what the tagger finds.
                if seen:
                    odds = max(odds, 0.0)
            if own and not weak:
                odds += weights.own
            elif not seen:
                odds += doubt
            candidate = candidates.vote(start, end, label, odds, "gazetteer")
            candidate.name, candidate.id, candidate.weak = name, span.id_, weak
            candidate.own = own and not weak
            known.append(candidate)
        return known

    def _doubts(self, tagged: SpanGroup | None, count: int) -> Sequence[float]:
        """Return the tagger's vote on each name of the gazetteers, for those that it did not find."""
        if tagged is None:
            return [0.0] * count
        scores = tagged.attrs.get("of_gazetteer")
        if scores is None:
            return [self.weights.unseen_by_tagger] * count
        return [self.weights.tagger * _log_odds(score) for score in scores]

    def _second_weak_names(self, kept: list[Candidate], candidates: Candidates) -> bool:
        """Vote for everyday words that name a thing which the text names in full before; tell if any were found."""
        first: dict[str, int] = {}
        for each in kept:
            if each.id and not each.weak:
                first.setdefault(each.id, each.start)
        found = False
        for each in candidates.values():
            if each.weak and first.get(each.id, each.start) < each.start:
                each.odds += self.weights.seconded
                found = True
        return found

    def _repeat(self, doc: Doc, norms: Sequence[str], kept: list[Candidate], candidates: Candidates) -> bool:
        """Vote for words that are the last of a person's full name elsewhere in the text; tell if any were found."""
        stems: dict[str, str] = {}
        for each in kept:
            if each.label == "PERSON" and each.end - each.start > 1 and each.odds > 1:
                last = norms[each.end - 1]
                for stem in (last, best_split(last).stem):
                    # A name that is an everyday word too is no evidence.
                    if len(stem) > 2 and frequency(stem) < 1000:
                        stems[stem] = each.label
        if not stems:
            return False
        taken = {at for each in kept for at in range(each.start, each.end)}
        # No ending changes the first letters of a stem: most words need no reading.
        beginnings = {stem[:2] for stem in stems}
        found = False
        for at, norm in enumerate(norms):
            if norm[:2] not in beginnings or at in taken:
                continue
            token = doc[at]
            if token.is_punct or token.is_space:
                continue
            if any(split.stem in stems for split in splits(token.text)):
                source = "tagger" if TAGGER_SPANS in doc.spans else "gazetteer"
                candidates.vote(at, at + 1, "PERSON", self.weights.repeated, source)
                found = True
        return found

    def _name(self, doc: Doc, norms: Sequence[str], kept: list[Candidate]) -> None:
        """Settle the name of each mention: what a finder told, or the best reading of the last word."""
        words: Counter[str] = Counter()
        for each in kept:
            if not each.value:
                words.update(norms[each.start : each.end])
        stems: set[str] = {word for each in kept if each.name for word in each.name.split()}
        by_text: defaultdict[str, int] = defaultdict(int)
        for each in kept:
            by_text[norms[each.end - 1]] += 1
        for each in kept:
            if each.name:
                continue
            last = norms[each.end - 1]
            own = by_text[last]

            def attested(stem: str, word: str = last, own: int = own) -> bool:
                return stem in stems or words[stem] > (own if stem == word else 0)

            known = self._is_person_word if each.label == "PERSON" else _never
            surface = doc[each.end - 1].text
            stem = best_split(surface, attested, known, own - 1).stem or surface
            each.name = name_of(text_before(doc, each.start, each.end - 1), stem)


def _add_tagged(doc: Doc, tagged: SpanGroup, candidates: Candidates) -> None:
    """Vote for what the tagger found, without what is no part of a name."""
    for span, score in zip(tagged, tagged.attrs["scores"], strict=True):
        text = span.text
        if len(span) > LONGEST_MENTION or (_is_long_or_address(text) and any(map(_is_no_word, span))):
            continue
        start, end, label = span.start, span.end, span.label_
        while start < end and doc[start].is_space:
            start += 1
        while start < end and doc[end - 1].is_space:
            end -= 1
        # Honorifics are no part of a name, whatever the tagger learnt.
        while label == "PERSON" and start + 1 < end and doc[start].norm_ in HONORIFICS_BEFORE:
            start += 1
        if (start, end) != (span.start, span.end):
            text = doc[start:end].text
        if any(map(str.isalnum, text)):
            candidates.vote(start, end, label, _log_odds(score), "tagger")


def _never(word: str) -> bool:
    del word
    return False


def _log_odds(score: float) -> float:
    score = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(score / (1 - score))


def _is_long_or_address(text: str) -> bool:
    return len(text) > LONGEST_WORD or "://" in text or "@" in text


def _is_no_word(token: Token) -> bool:
    return _is_long_or_address(token.text)


def _title_words(doc: Doc, start: int) -> int:
    return title_before([token.norm_ for token in doc[max(0, start - 4) : start] if not token.is_space])


def _schedule(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates with the greatest sum of odds above their bars that do not overlap, in text order."""
    ordered = sorted(
        (each for each in candidates if each.odds > each.bar), key=lambda each: (each.end, each.start, each.label)
    )
    ends = [each.end for each in ordered]
    best: list[tuple[float, int, int]] = [(0.0, 0, -1)]
    for index, each in enumerate(ordered):
        before = bisect_right(ends, each.start, 0, index)
        odds, tokens, _ = best[before]
        # Of equal sums the one that covers more wins, since the longest name does.
        taken = (odds + each.odds - each.bar, tokens + each.end - each.start)
        left = best[index][:2]
        best.append((*taken, before) if taken > left else (*left, -1))
    kept: list[Candidate] = []
    at = len(ordered)
    while at:
        before = best[at][2]
        if before < 0:
            at -= 1
        else:
            kept.append(ordered[at - 1])
            at = before
    kept.reverse()
    return kept


@Language.factory("bn_resolver", assigns=["doc.ents", "doc.spans"], default_config={"min_score": DEFAULT_MIN_SCORE})
def create_resolver(nlp: Language, name: str, min_score: float) -> Resolver:
    """Return the component.

    It knows persons' names from the gazetteers of the pipeline it is in, and what its odds are worth from the tagger.

    Args:
        nlp: The pipeline.
        name: Name of the component in it.
        min_score: The least score of a mention.
    """
    del name
    pipes = [pipe for _, pipe in nlp.pipeline]
    matcher = next((pipe.matcher for pipe in pipes if isinstance(pipe, GazetteerMatcher)), None) or make_matcher()
    tagger = next((pipe.tagger for pipe in pipes if isinstance(pipe, TaggerComponent)), None)
    calibration = tagger.calibration if tagger else WITHOUT_TAGGER
    return Resolver(matcher.is_person_word, calibration=calibration or UNCALIBRATED, min_score=min_score)
