"""What the keys of spelling variants join, rightly and wrongly: ``python benchmarks/spelling.py [TEXTS ...]``.

First the surfaces of different packaged rows that share a key though they are not spelled alike: each is a name that
could be taken for another. Then, in annotated texts (``training/articles`` if none are given), the matches
at each level of spelling, and how many of them are annotated just so, with span and label; weak names are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Annotated

import typer

from bn_entities import load
from bn_entities.evaluation import read_gold
from bn_entities.gazetteer.index import KEYS, Spelling, is_indexed, surface_words
from bn_entities.gazetteer.rows import load_rows

ARTICLES = sorted((Path(__file__).parents[1] / "training" / "articles").glob("*.txt"))


def joined(level: Spelling) -> tuple[int, list[tuple[str, str]]]:
    """Return the number of surfaces at a level, and the pairs of different rows' surfaces that share a key."""
    by_key: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    count = 0
    for row in load_rows():
        if row.label == "MONEY" or row.is_name_part:
            continue
        for surface in row.surfaces:
            words = surface_words(surface)
            if is_indexed(level, words):
                count += 1
                by_key[" ".join(map(KEYS[level], words))].setdefault(" ".join(words), set()).add(row.id)
    pairs = [
        (one, other)
        for surfaces in by_key.values()
        for (one, ids), (other, other_ids) in combinations(surfaces.items(), 2)
        if ids.isdisjoint(other_ids)
    ]
    return count, pairs


def main(
    texts: Annotated[list[Path] | None, typer.Argument(help="Annotated texts, as evaluate reads them.")] = None,
) -> None:
    """Print both."""
    for level in (Spelling.FOLDED, Spelling.SOUND):
        count, pairs = joined(level)
        told = ", ".join(f"{one} / {other}" for one, other in pairs[:40])
        print(f"{level.name.lower()}: {len(pairs)} pairs among {count} surfaces: {told}\n")
    nlp = load(tagger="none").nlp
    found: Counter[int] = Counter()
    right: Counter[int] = Counter()
    wrong: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for gold in (text for path in texts or ARTICLES for text in read_gold(path)):
        doc = nlp(gold.text)
        spans = {span[:3] for span in gold.spans}
        group = doc.spans["gazetteer"]
        for span, level, weak in zip(group, group.attrs["spelling"], group.attrs["weak"], strict=True):
            if not weak:
                found[level] += 1
                if (span.start_char, span.end_char, span.label_) in spans:
                    right[level] += 1
                else:
                    wrong[level][f"{span.text} ({span.id_})"] += 1
    print("| spelling | matches | annotated just so | share |")
    print("| --- | ---: | ---: | ---: |")
    for level in Spelling:
        share = right[level] / found[level] if found[level] else 0.0
        print(f"| {level.name.lower()} | {found[level]} | {right[level]} | {share:.2f} |")
    for level in (Spelling.FOLDED, Spelling.SOUND):
        print(
            f"\n{level.name.lower()}, not annotated so: " + ", ".join(text for text, _ in wrong[level].most_common(30))
        )


if __name__ == "__main__":
    typer.run(main)
