"""The linker: mentions of one thing become one entity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bn_entities.bengali.spelling import fold
from bn_entities.records import Mention


@dataclass(frozen=True, slots=True)
class Linkable:
    """A mention with what the linker goes by.

    Attributes:
        mention: The mention.
        id: Id of its gazetteer row; empty if none, or more than one, fits.
        value: Key of its parsed value; empty for names.
    """

    mention: Mention
    id: str = ""
    value: str = ""


def link(items: Sequence[Linkable], text: str) -> list[list[int]]:
    """Group mentions by the thing that they name.

    Mentions of one label belong together if they have one name (in any
    spelling variant) or one gazetteer id; if one is the short form that stands
    in brackets right after the other; and, for persons, if one name is a part of a
    fuller one, the fuller name that was last mentioned before it, or else the first after it.

    Args:
        items: The mentions of an article, in text order.
        text: The article.

    Returns:
        The indices of each group's mentions, in text order; groups in the order of their first mentions.
    """
    parent = list(range(len(items)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    def join(one: int, other: int) -> None:
        first, second = sorted((root(one), root(other)))
        parent[second] = first

    by_key: dict[tuple[str, ...], int] = {}
    for index, item in enumerate(items):
        label = item.mention.label
        name_key = (label, "name", fold(item.mention.name), item.value)
        keys = [name_key, (label, "id", item.id)] if item.id else [name_key]
        for key in keys:
            if key in by_key:
                join(by_key[key], index)
            else:
                by_key[key] = index
    for index in range(1, len(items)):
        before, here = items[index - 1].mention, items[index].mention
        if before.label == here.label and text[before.end : here.start].strip() == "(" and text[here.end :][:1] == ")":
            if not items[index].value and not (items[index].id and items[index - 1].id):
                join(index - 1, index)
    _join_short_names(items, join)

    groups: dict[int, list[int]] = {}
    for index in range(len(items)):
        groups.setdefault(root(index), []).append(index)
    return sorted(groups.values())


def _join_short_names(items: Sequence[Linkable], join: Callable[[int, int], None]) -> None:
    names = {
        index: tuple(fold(word) for word in item.mention.name.split())
        for index, item in enumerate(items)
        if item.mention.label == "PERSON"
    }
    # The last full name that holds a word; and the first, for short names in a headline.
    last: dict[str, int] = {}
    waiting: dict[str, list[int]] = {}
    for index, words in names.items():
        if len(words) > 1:
            for word in words:
                last[word] = index
                for earlier in waiting.pop(word, ()):
                    join(earlier, index)
        else:
            fuller = last.get(words[0]) if words else None
            if fuller is not None:
                join(fuller, index)
            elif words:
                waiting.setdefault(words[0], []).append(index)
