"""Mentions of one thing become one entity."""

from __future__ import annotations

import pytest

from bn_entities.link import Linkable, link
from bn_entities.records import Mention


def items(text: str, *mentions: tuple[str, str, str], ids: dict[str, str] | None = None) -> list[Linkable]:
    found = []
    at = 0
    for surface, label, name in mentions:
        start = text.index(surface, at)
        at = start + len(surface)
        mention = Mention(
            text=surface, start=start, end=at, name=name, label=label, score=0.9, sources=frozenset({"tagger"})
        )
        found.append(Linkable(mention, (ids or {}).get(name, "")))
    return found


def groups(text: str, *mentions: tuple[str, str, str], ids: dict[str, str] | None = None) -> list[list[int]]:
    return link(items(text, *mentions, ids=ids), text)


P, L, O = "PERSON", "LOCATION", "ORGANIZATION"  # noqa: E741


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("ঢাকায় ঢাকার", [("ঢাকায়", L, "ঢাকা"), ("ঢাকার", L, "ঢাকা")], [[0, 1]]),
        ("ঢাকায় ঢাকার", [("ঢাকায়", L, "ঢাকা"), ("ঢাকার", O, "ঢাকা")], [[0], [1]]),
        ("ইব্রাহিম রাইসি রাইসিকে", [("ইব্রাহিম রাইসি", P, "ইব্রাহিম রাইসি"), ("রাইসিকে", P, "রাইসি")], [[0, 1]]),
        ("রাইসি এলেন ইব্রাহিম রাইসি", [("রাইসি", P, "রাইসি"), ("ইব্রাহিম রাইসি", P, "ইব্রাহিম রাইসি")], [[0, 1]]),
        ("পুতিন পূতিনের", [("পুতিন", P, "পুতিন"), ("পূতিনের", P, "পূতিন")], [[0, 1]]),
        ("দুর্নীতি দমন কমিশন (দুদক) দুদকের", [("দুর্নীতি দমন কমিশন", O, "দুর্নীতি দমন কমিশন"), ("দুদক", O, "দুদক"), ("দুদকের", O, "দুদক")], [[0, 1, 2]]),
        ("দুর্নীতি দমন কমিশন, দুদক", [("দুর্নীতি দমন কমিশন", O, "দুর্নীতি দমন কমিশন"), ("দুদক", O, "দুদক")], [[0], [1]]),
    ],
)  # fmt: skip
def test_link(text: str, mentions: list[tuple[str, str, str]], expected: list[list[int]]) -> None:
    assert groups(text, *mentions) == expected


def test_one_id_is_one_thing() -> None:
    mentions = [("বাংলাদেশ জাতীয়তাবাদী দল", O, "বাংলাদেশ জাতীয়তাবাদী দল"), ("বিএনপি", O, "বিএনপি")]
    ids = {name: "org:bnp" for _, _, name in mentions}
    assert groups("বাংলাদেশ জাতীয়তাবাদী দল আর বিএনপি", *mentions, ids=ids) == [[0, 1]]


def test_the_fuller_name_that_was_last_mentioned_is_meant() -> None:
    text = "জামাল খান বলেন। করিম খান বলেন। খান যান।"
    mentions = [("জামাল খান", P, "জামাল খান"), ("করিম খান", P, "করিম খান"), ("খান যা"[:3], P, "খান")]
    found = items(text, *mentions[:2])
    start = text.rindex("খান")
    last = Mention(
        text="খান", start=start, end=start + 3, name="খান", label="PERSON", score=0.9, sources=frozenset({"tagger"})
    )
    assert link([*found, Linkable(last)], text) == [[0], [1, 2]]


def test_nothing() -> None:
    assert link([], "") == []
