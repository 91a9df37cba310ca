"""The matcher against a plain scan, variants of spelling, and rows of the caller."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.bengali.endings import splits
from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.evaluation import read_gold
from bn_entities.gazetteer.index import KEYS, Spelling, is_indexed, surface_words
from bn_entities.gazetteer.matcher import Matcher, is_odd_spelling
from bn_entities.gazetteer.rows import GazetteerRow, load_rows

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.txt"))


def words_of(text: str) -> list[str]:
    return [normalize(text[start:end]) for start, end in tokenize(text)]


class PlainScan:
    """What the matcher must find, by looking up every span of words in a dictionary."""

    def __init__(self, rows: Sequence[GazetteerRow]) -> None:
        self.names: dict[tuple[Spelling, str], list[tuple[GazetteerRow, bool]]] = {}
        self.longest = 0
        for row in rows:
            for surface in row.surfaces:
                words = surface_words(surface)
                self.longest = max(self.longest, len(words))
                for spelling in Spelling:
                    if is_indexed(spelling, words):
                        key = (spelling, " ".join(map(KEYS[spelling], words)))
                        self.names.setdefault(key, []).append((row, surface in row.everyday))

    def _at(self, words: Sequence[str], start: int) -> dict[int, bool]:
        """Return the end of each name that starts at a word, and if it is weak."""
        found: dict[int, bool] = {}
        for spelling in Spelling:
            longest = max(found, default=start)
            for end in range(start + 1, min(start + self.longest, len(words)) + 1):
                head = [KEYS[spelling](word) for word in words[start : end - 1]]
                for split in splits(words[end - 1]):
                    entries = self.names.get((spelling, " ".join([*head, KEYS[spelling](split.stem)])))
                    if not entries:
                        continue
                    if spelling is Spelling.SOUND and end == start + 1:
                        key = KEYS[spelling](split.stem)
                        if not is_odd_spelling(words[start], split.stem, key, [row for row, _ in entries]):
                            continue
                    if end > longest:
                        found[end] = all(weak or row.is_name_part for row, weak in entries)
                    break
            if not all(found.values()):
                break
        return found

    def find(self, words: Sequence[str]) -> set[tuple[int, int]]:
        """Return the spans: the longest at each start, a strong one inside a weak one too, none inside another."""
        found: list[tuple[int, int, bool]] = []
        for start in range(len(words)):
            ends = self._at(words, start)
            if ends:
                longest = max(ends)
                found.append((start, longest, ends[longest]))
                strong = [end for end, weak in ends.items() if not weak]
                if ends[longest] and strong:
                    found.append((start, max(strong), False))
        return {
            (start, end)
            for start, end, weak in found
            if not any((s, e) != (start, end) and s <= start and end <= e and (weak or not w) for s, e, w in found)
        }


SYLLABLES = ["কাজান", "ইরান", "পদ", "নাসের", "তেহরান", "ইরানের", "পদে", "পদ্মা", "শোইগু", "শইগু", "রাইসী"]
SMALL = load_rows(
    [
        [
            {"name": "কাজান", "label": "LOCATION"},
            {"name": "ইরান পদ", "label": "LOCATION"},
            {"name": "ইরান", "label": "LOCATION"},
            {"name": "পদ নাসের কাজান", "label": "WORK", "everyday": ["পদ নাসের কাজান"]},
            {"name": "নাসের", "label": "PERSON", "everyday": ["নাসের"]},
            {"name": "তেহরান", "label": "LOCATION"},
            {"name": "শোইগু", "label": "PERSON"},
            {"name": "ইব্রাহিম রাইসি", "label": "PERSON", "aliases": ["রাইসি"]},
        ]
    ]
)


@given(st.lists(st.sampled_from(SYLLABLES), max_size=12))
def test_no_match_is_lost(words: list[str]) -> None:
    found = Matcher.of_rows(SMALL).find(words)
    assert {(match.start, match.end) for match in found} == PlainScan(SMALL).find(words)


def test_packaged_names_in_whole_articles_are_those_of_a_plain_scan() -> None:
    rows = [row for row in load_rows() if row.label != "MONEY"]
    matcher, scan = Matcher.of_rows(rows), PlainScan(rows)
    spans = 0
    for text in (text.text for path in GOLD for text in read_gold(path)):
        words = [word for word in words_of(text) if word not in ("-", "–")]
        found = {(match.start, match.end) for match in matcher.find(words)}
        assert found == scan.find(words)
        spans += len(found)
    assert spans > 500


@pytest.mark.parametrize(
    ("name", "variants"),
    [
        ("সের্গেই শোইগু", "সের্গেই শইগু|সের্গেই শোইগূ"),
        ("রাইসি", "রাইসী"),
        ("পুতিন", "পুটিন"),
        ("ইসরায়েল", "ইসরাইল|ইজরায়েল|ইস্রায়েল"),
        ("আজারবাইজান", "আজেরবাইজান"),
        ("মোহাম্মদ মোসাদ্দেক", "মুহাম্মদ মোসাদ্দেক|মোঃ মোসাদ্দেক|মো. মোসাদ্দেক"),
        ("আলী আসগর লারিজানি", "আলি আজগর লারিজানি"),
        ("নাগর্নো-কারাবাখ", "নাগোর্নো কারাবাখ"),
    ],
)
@pytest.mark.parametrize("ending", ["", "র", "কেও"])
def test_spelling_variants_that_no_row_lists(name: str, variants: str, ending: str) -> None:
    matcher = Matcher.of_rows(load_rows([[{"name": name, "label": "PERSON"}]]))
    for variant in variants.split("|"):
        words = words_of(variant + ending if ending != "র" or variant[-1] in "ুূিী" else variant + "ের")
        [match] = matcher.find(words)
        assert (match.start, match.rows[0].name) == (0, name)
        assert match.spelling > Spelling.EXACT


@pytest.mark.parametrize("word", ["পতন", "পতনের", "রাশি", "ঢাকনা", "কলম", "মদ"])
def test_words_of_their_own_are_no_odd_spellings(word: str) -> None:
    names = ["পুতিন", "রুশ", "ঢাকা", "কলাম্বিয়া", "মোদি"]
    matcher = Matcher.of_rows(load_rows([[{"name": name, "label": "PERSON"} for name in names]]))
    assert matcher.find([word]) == []


def test_a_hyphen_may_be_written_or_not() -> None:
    matcher = Matcher.of_rows(load_rows([[{"name": "নাগর্নো-কারাবাখ", "label": "LOCATION"}]]))
    for text in ("নাগর্নো-কারাবাখে", "নাগর্নো কারাবাখে", "নাগর্নো–কারাবাখে"):
        [match] = matcher.find(words_of(text))
        assert match.stem == "কারাবাখ"


def test_own_rows_beat_the_index_and_can_be_dropped() -> None:
    matcher = Matcher.of_rows(load_rows([[{"name": "পদ্মা", "label": "LOCATION", "id": "place:padma"}]]))
    matcher.add([{"name": "পদ্মা", "label": "ORGANIZATION", "id": "org:padma"}])
    [match] = matcher.find(["পদ্মায়"])
    assert ([row.id for row in match.rows], match.own) == (["org:padma"], True)
    assert matcher.by_id("org:padma") is not None
    matcher.drop("org:padma")
    [match] = matcher.find(["পদ্মায়"])
    assert ([row.id for row in match.rows], match.own) == (["place:padma"], False)
    matcher.drop("place:padma", "place:none")
    assert matcher.find(["পদ্মায়"]) == []
    assert matcher.by_id("place:padma") is None


def test_a_row_with_the_same_id_replaces() -> None:
    matcher = Matcher.of_rows(load_rows([[{"name": "পদ্মা", "label": "LOCATION", "id": "place:padma"}]]))
    matcher.add([{"name": "পদ্মা নদী", "label": "LOCATION", "id": "place:padma"}])
    assert matcher.find(["পদ্মায়"]) == []
    [match] = matcher.find(["পদ্মা", "নদীতে"])
    assert match.rows[0].name == "পদ্মা নদী"


def test_lone_words_of_names_make_no_match() -> None:
    rows = load_rows([[{"name": " ".join(pair), "label": "PERSON"} for pair in product(["রহিম", "করিম"], ["উদ্দিন"])]])
    assert Matcher.of_rows(rows).find(["রহিম", "ও", "উদ্দিন"]) == []
