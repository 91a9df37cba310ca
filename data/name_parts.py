"""Make ``name-parts.tsv``: ``python data/name_parts.py``.

Given names and surnames of Bangladesh and West Bengal: those of Faker's provider
``bn_BD``, and those that several persons of the gazetteers bear. The Latin names are those of the
persons, or stand in ``name-part-latin.tsv``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from faker.providers.person.bn_BD import Provider
from write_rows import GAZETTEERS, read_edits, slug, write

from bn_entities.bengali.abbreviations import LETTER_NAMES
from bn_entities.bengali.spelling import normalize
from bn_entities.gazetteer.rows import GazetteerRow, load_rows

FILE = "name-parts.tsv"
PERSONS = ("persons-bangladesh.tsv", "persons-south-asia.tsv", "persons-culture.tsv")
BEARERS = 3
# Words of titles and of names of several words, which are no name by themselves.
NOT_PARTS = frozenset(
    map(normalize, "মো. মোঃ এ কে এম বি এস আর জে এইচ আই জি ডি ও দ্য অব আল বিন ইবনে উল উর উদ দে ফন জুনিয়র শেখ".split())
)


def main() -> None:
    """Write the file."""
    bearers: dict[str, Counter[str]] = {"given-name": Counter(), "surname": Counter()}
    latin: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in load_rows(GAZETTEERS / name for name in PERSONS):
        words, latin_words = row.name.split(), row.latin.split()
        if row.kind in ("fiction", "royalty") or not 2 <= len(words) == len(latin_words):
            continue
        for kind, at in (("given-name", 0), ("surname", -1)):
            if len(words[at]) > 1 and words[at] not in NOT_PARTS and words[at] not in LETTER_NAMES:
                bearers[kind][words[at]] += 1
                latin[words[at]][latin_words[at]] += 1
    sources: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, counts in bearers.items():
        for word, count in counts.items():
            if count >= BEARERS:
                sources[kind, word].add("editors")
    for attribute, names in vars(Provider).items():
        kind = {"first": "given-name", "last_": "surname"}.get(attribute[:5])
        if kind and "_names_" in attribute:
            for name in names:
                sources[kind, normalize(name)].add("faker")
    edits = read_edits("name-part-latin.tsv", "name")
    rows: list[GazetteerRow] = []
    taken: dict[str, int] = {}
    for (kind, word), keys in sorted(sources.items()):
        if " " in word:
            continue
        spelled = edits[word]["latin"] if word in edits else latin[word].most_common(1)[0][0]
        id_ = f"name:{slug(spelled)}-{kind}"
        # Spellings of one name are one row.
        if id_ in taken:
            rows[taken[id_]] = replace(
                rows[taken[id_]],
                aliases=(*rows[taken[id_]].aliases, word),
                everyday=rows[taken[id_]].everyday | {word},
            )
            continue
        taken[id_] = len(rows)
        rows.append(GazetteerRow(word, "PERSON", kind, id_, spelled, (), frozenset([word]), "+".join(sorted(keys))))
    write(GAZETTEERS / FILE, rows)


if __name__ == "__main__":
    main()
