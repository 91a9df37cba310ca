"""Gazetteers of 10 thousand to a million rows: ``python benchmarks/gazetteer.py run TEXTS [--rows N ...]``.

TEXTS is a file of Bengali texts, one a line, plain or xz: the text is matched as
it is. The rows are the packaged ones, and names made of their words until there are enough. For
each number of rows it prints how long the TSV takes the first time, and from the compiled form,
the memory of a process that does that, the words matched a second on one core, and
the share of texts in which no name is missed that a plain scan with a dictionary finds.

The peers run after it over the same words: spaCy's PhraseMatcher and
pyahocorasick's ``iter_long``. They look for the surfaces as they are: no endings, no
spelling variants. Each has a process of its own, so that the memory is its own.
"""

from __future__ import annotations

import json
import lzma
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bn_entities.bengali.endings import splits
from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.gazetteer.compiled import CACHE_VARIABLE, SUFFIX
from bn_entities.gazetteer.index import JOINTS, Index, surface_words
from bn_entities.gazetteer.matcher import Matcher
from bn_entities.gazetteer.rows import COLUMNS, load_rows, stream_rows

app = typer.Typer(add_completion=False)


def write_rows(path: Path, count: int) -> None:
    """Write the packaged rows, cut or filled up to a number of rows by names made of their words."""
    rng = random.Random(count)
    rows = [row for row in load_rows() if row.label != "MONEY" and not row.is_name_part]
    words = sorted({word for row in rows if row.label == "PERSON" for word in row.name.split()})
    rng.shuffle(rows)
    names = {row.name for row in rows}
    with path.open("w", encoding="utf-8") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for row in rows[:count]:
            file.write(row.to_line() + "\n")
        for number in range(len(rows), count):
            while (name := " ".join(rng.choices(words, k=rng.choice((2, 2, 2, 3, 3))))) in names:
                pass
            names.add(name)
            file.write(f"{name}\tPERSON\tpolitics\tmade:{number}\tMade {number}\t\t\tmade\n")


def read_texts(path: Path) -> list[list[str]]:
    """Return the normalized words of each text."""
    content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    lines = content.decode("utf-8").split("\n")
    return [[normalize(line[start:end]) for start, end in tokenize(line)] for line in lines]


def memory() -> float:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(run: Callable[[], object]) -> float:
    """Return the seconds that a run takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def speeds(run: Callable[[], object], words: int) -> dict[str, float]:
    """Return the words a second of the first run, and the median of the next ones."""
    first_pass = timed(run)
    return {
        "first pass, words/s": words / first_pass,
        "words/s": words / statistics.median(timed(run) for _ in range(3)),
    }


def agreement(rows: Path, matcher: Matcher, texts: Sequence[list[str]]) -> float:
    """Return the share of texts in which each exact span with a strong surface of a plain scan is in a match."""
    strong: set[tuple[str, ...]] = set()
    for row in stream_rows([rows]):
        strong.update(tuple(surface_words(surface)) for surface in row.surfaces if surface not in row.everyday)
    longest = max(map(len, strong))
    right = 0
    for text in texts:
        words = [word for word in text if word not in JOINTS]
        spans = set()
        for start in range(len(words)):
            for end in range(min(start + longest, len(words)), start, -1):
                head = tuple(words[start : end - 1])
                if any((*head, split.stem) in strong for split in splits(words[end - 1])):
                    spans.add((start, end))
                    break
        found = {(match.start, match.end) for match in matcher.find(words)}
        right += all(any(f <= s and e <= g for f, g in found) for s, e in spans)
    return right / len(texts)


@app.command("first", hidden=True)
def first(rows: Path, compiled: Path) -> None:
    """Compile rows, as a process that has not seen them."""
    indexes: list[Index] = []
    seconds = timed(lambda: indexes.append(Index.build(stream_rows([rows]))))
    indexes[0].save(compiled)
    print(json.dumps({"first load, s": seconds, "first load, MB": memory()}))


@app.command("again", hidden=True)
def again(rows: Path, compiled: Path, texts: Path) -> None:
    """Load the compiled form, match, and compare with a plain scan."""
    matchers: list[Matcher] = []
    result: dict[str, float] = {"load, s": timed(lambda: matchers.append(Matcher(Index.load(compiled))))}
    lines = read_texts(texts)
    words = sum(map(len, lines))
    [matcher] = matchers

    def run() -> None:
        for line in lines:
            matcher.find(line)

    result |= speeds(run, words)
    result["load and match, MB"] = memory()
    result["texts as a plain scan"] = agreement(rows, matcher, lines)
    print(json.dumps(result))


@app.command("spacy", hidden=True)
def phrase_matcher(rows: Path, texts: Path) -> None:
    """Match by spaCy's PhraseMatcher over the same words."""
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    vocab = spacy.blank("bn").vocab
    matcher: Any = PhraseMatcher(vocab)

    def load() -> None:
        for row in stream_rows([rows]):
            matcher.add(row.id, [Doc(vocab, words=surface_words(surface)) for surface in row.surfaces])

    result = {"first load, s": timed(load)}
    docs = [Doc(vocab, words=[word for word in line if word]) for line in read_texts(texts)]
    words = sum(map(len, docs))

    def run() -> None:
        for doc in docs:
            matcher(doc)

    result |= speeds(run, words)
    result["load and match, MB"] = memory()
    print(json.dumps(result))


@app.command("ahocorasick", hidden=True)
def ahocorasick_automaton(rows: Path, texts: Path) -> None:
    """Match by pyahocorasick over the same text."""
    import ahocorasick

    automaton: Any = ahocorasick.Automaton()

    def load() -> None:
        for row in stream_rows([rows]):
            for surface in row.surfaces:
                automaton.add_word(f" {' '.join(surface_words(surface))} ", row.id)
        automaton.make_automaton()

    result = {"first load, s": timed(load)}
    lines = read_texts(texts)
    joined = [f" {' '.join(line)} " for line in lines]
    words = sum(map(len, lines))

    def run() -> None:
        for line in joined:
            list(automaton.iter_long(line))

    result |= speeds(run, words)
    result["load and match, MB"] = memory()
    print(json.dumps(result))


@app.command("run")
def main(
    texts: Annotated[Path, typer.Argument(help="Texts, one a line; .xz is read too.")],
    rows: Annotated[list[int] | None, typer.Option(help="Numbers of rows.")] = None,
) -> None:
    """Run the benchmark."""
    environment = {**os.environ, CACHE_VARIABLE: ""}

    def child(*arguments: object) -> dict[str, float]:
        command = [sys.executable, __file__, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, check=True, env=environment)
        parsed: dict[str, float] = json.loads(done.stdout)
        return parsed

    figures = ("first load, s", "first load, MB", "load, s", "load and match, MB", "first pass, words/s", "words/s")
    print("| rows |  | " + " | ".join((*figures, "texts as a plain scan")) + " |")
    print("| ---: | --- |" + " ---: |" * (len(figures) + 1))
    for count in rows or (10_000, 100_000, 1_000_000):
        with tempfile.TemporaryDirectory() as folder:
            file, compiled = Path(folder) / "names.tsv", Path(folder) / f"names{SUFFIX}"
            write_rows(file, count)
            ours = child("first", file, compiled) | child("again", file, compiled, texts)
            results = {
                "bn-entities": ours,
                "spaCy PhraseMatcher": child("spacy", file, texts),
                "pyahocorasick iter_long": child("ahocorasick", file, texts),
            }
        for name, result in results.items():
            cells = [f"{result[figure]:,.1f}" if figure in result else "-" for figure in figures]
            share = f"{result['texts as a plain scan']:.4f}" if "texts as a plain scan" in result else "-"
            print(f"| {count:,} | {name} | " + " | ".join((*cells, share)) + " |", flush=True)


if __name__ == "__main__":
    app()
