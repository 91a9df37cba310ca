"""Two peers, trained on the same texts: ``python benchmarks/peers.py train OUT``, then ``compare OUT``.

The peers are bnlp-toolkit's CRF, by its own trainer, and spaCy's CNN tagger, by the configuration that
``spacy init config --lang bn --pipeline ner --optimize efficiency`` writes and by spaCy's own training loop; only
the number of epochs and the tokenizer, which is this library's, are set. Each sees the texts that the fast
model is trained on, gold ones as often as its settings say, silver ones once as its teacher labels them, but without changed
names and spellings; none is held out or a development text, or much like one.
spaCy's CNN is trained once more with the word vectors of the fast model.

``compare`` runs each program in a process of its own, all on one and the same core with one thread. The rounds alternate, and
the medians are printed. *Alone* is a tagger on documents that were made ready outside of the
time: tokens, and for the fast tagger normal forms and gazetteer matches. Without ``--texts`` all rounds
read the same words, which both the library and spaCy then remember; with it each round reads new ones.
The speed is by the time that the core worked for the program, the load time by the clock, imports included; the size is that of the model, and of the names and counts beside it where they are used.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

# The programs import what they need themselves: imports belong to the load time and to the memory of their process,
# and numerical libraries look for the cores that they may use when they are imported.
if TYPE_CHECKING:
    from bn_entities.evaluation import GoldText
    from bn_entities.pipeline import Pipeline
    from bn_entities.training.config import TrainingConfig
    from bn_entities.training.data import TrainingTexts

DEFAULT_CONFIG = Path(__file__).parents[1] / "training" / "default.cfg"
"""The configuration that the fast model is trained by."""

Span = tuple[int, int, str]
"""Start and end of a mention in code points, and its label."""

CRF = "crf.pkl"
"""The file of bnlp-toolkit's model in the folder of the peers."""

CNN = "spacy"
"""The folder of spaCy's model there."""

CNN_WITH_VECTORS = "spacy-vectors"
"""The folder of spaCy's model with word vectors."""

BEST = "model-best"
"""The folder in which spaCy's training leaves the model that did best on the development texts."""

LOADS = 3
"""How often each program is started for its load time."""

SCORED = ("PERSON", "LOCATION", "ORGANIZATION")

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}

app = typer.Typer(add_completion=False)

GoldFiles = Annotated[
    list[Path], typer.Option("--gold", help="Texts with every mention annotated; may be given again.")
]


@dataclass(frozen=True, slots=True)
class Program:
    """What is measured.

    Attributes:
        files: The files and folders that it needs beside its code.
        prepare: Makes what ``run`` takes of texts, one item a text; not timed.
        run: Does the work, one result an item.
        spans: Returns the mentions of an item and its result.
    """

    files: Sequence[Path]
    prepare: Callable[[Sequence[str]], Sequence[Any]]
    run: Callable[[Sequence[Any]], Sequence[Any]]
    spans: Callable[[Any, Any], set[Span]]


def library_files() -> list[Path]:
    """Return the gazetteers and the counts of words that the library's pipelines read."""
    import bn_entities.bengali
    from bn_entities.gazetteer.rows import packaged_gazetteers

    counts = Path(str(bn_entities.bengali.__file__)).parent / "frequencies.tsv.gz"
    return [*(Path(str(file)) for file in packaged_gazetteers()), counts]


def whole(pipeline: Pipeline, model: Path) -> Program:
    """Return a pipeline of the library as a program.

    Args:
        pipeline: The pipeline.
        model: The file or folder of its tagger.
    """
    return Program(
        [model, *library_files()],
        lambda texts: texts,
        lambda texts: list(pipeline.pipe(texts)),
        lambda _, article: {(mention.start, mention.end, mention.label) for mention in article.mentions},
    )


def packaged(model: str) -> Program:
    """Return the library with a packaged model.

    Args:
        model: Its name.
    """
    import bn_entities
    from bn_entities.tagger.component import MODELS

    return whole(bn_entities.load(model), MODELS / model)


def crf_inside(peers: Path) -> Program:
    """Return the library with bnlp-toolkit's CRF in the place of its tagger.

    Args:
        peers: The folder of the peers.
    """
    import bn_entities

    return whole(bn_entities.load(tagger="bnlp", model=peers / CRF), peers / CRF)


def component_alone(component: Any, stages: Sequence[str], model: Path) -> Program:
    """Return a tagger's component alone, on documents that the stages before it have seen.

    Args:
        component: The component.
        stages: The names of these stages, after the tokenizer.
        model: The file or folder of the tagger.
    """
    nlp: list[Any] = []

    def prepare(texts: Sequence[str]) -> list[Any]:
        import bn_entities

        if not nlp:
            nlp.append(bn_entities.load(tagger="none").nlp)
        docs = []
        for text in texts:
            doc = nlp[0].make_doc(text)
            for stage in stages:
                doc = nlp[0].get_pipe(stage)(doc)
            docs.append(doc)
        return docs

    def spans(_: object, doc: Any) -> set[Span]:
        return {(span.start_char, span.end_char, span.label_) for span in doc.spans["tagger"]}

    return Program([model], prepare, lambda docs: list(component.pipe(docs)), spans)


def fast_tagger() -> Program:
    """Return the tagger of the fast model alone."""
    from bn_entities.tagger.component import MODELS, TaggerComponent, named_tagger

    return component_alone(TaggerComponent(named_tagger("fast")), ("bn_morphology", "bn_gazetteer"), MODELS / "fast")


def crf_alone(peers: Path) -> Program:
    """Return bnlp-toolkit's CRF on the library's tokens.

    Args:
        peers: The folder of the peers.
    """
    from bn_entities.bnlp import BnlpTagger
    from bn_entities.tagger.component import TaggerComponent

    return component_alone(TaggerComponent(BnlpTagger(peers / CRF)), (), peers / CRF)


def bnlp_toolkit(peers: Path) -> Program:
    """Return bnlp-toolkit's own ``BengaliNER.tag`` over sentences, with its tokenizer.

    Args:
        peers: The folder of the peers.
    """
    from bn_entities.bnlp import quiet_and_offline, restore_offsets

    with quiet_and_offline():
        from bnlp import BengaliNER
    ner = BengaliNER(model_path=str(peers / CRF))

    def prepare(texts: Sequence[str]) -> list[list[tuple[int, str]]]:
        from bn_entities.bengali.tokens import sentence_starts, tokenize

        prepared = []
        for text in texts:
            tokens = tokenize(text)
            starts = [start for (start, _), first in zip(tokens, sentence_starts(text, tokens), strict=True) if first]
            prepared.append(
                [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
            )
        return prepared

    def spans(sentences: list[tuple[int, str]], tagged: list[list[tuple[str, str]]]) -> set[Span]:
        found: list[Span] = []
        for (at, sentence), pairs in zip(sentences, tagged, strict=True):
            left = iter(pairs)
            pair = next(left, None)
            begun = False
            tokens = ner.tokenizer(sentence)
            for (start, end), token in zip(restore_offsets(sentence, tokens), tokens, strict=True):
                # It leaves out punctuation: a mention goes on behind it.
                if pair is None or pair[0] != token:
                    continue
                prefix, _, label = pair[1].partition("-")
                if label and begun and prefix == "I" and found[-1][2] == label:
                    found[-1] = (found[-1][0], at + end, label)
                elif label:
                    found.append((at + start, at + end, label))
                begun = bool(label)
                pair = next(left, None)
        return set(found)

    return Program(
        [peers / CRF],
        prepare,
        lambda items: [[ner.tag(sentence) for _, sentence in sentences] for sentences in items],
        spans,
    )


def spacy_alone(model: Path) -> Program:
    """Return spaCy's CNN on the library's tokens.

    Args:
        model: Its folder.
    """
    import spacy

    # Its import makes the tokenizer known to spaCy.
    import bn_entities.tokenizer  # noqa: F401

    nlp = spacy.load(model)
    return Program(
        [model],
        lambda texts: [nlp.make_doc(text) for text in texts],
        lambda docs: list(nlp.pipe(docs)),
        lambda _, doc: {(span.start_char, span.end_char, span.label_) for span in doc.ents},
    )


FAST_ALONE, CNN_ALONE = "tagger of `load()` alone", "spaCy's CNN alone"

PROGRAMS: dict[str, tuple[str, Callable[[Path], Program]]] = {
    '`load("fast")`': ("", lambda _: packaged("fast")),
    '`load("accurate")`': ("", lambda _: packaged("accurate")),
    FAST_ALONE: ("", lambda _: fast_tagger()),
    '`load(tagger="bnlp")`': (CRF, crf_inside),
    "bnlp-toolkit: `BengaliNER.tag`": (CRF, bnlp_toolkit),
    "bnlp-toolkit's CRF alone, on our tokens": (CRF, crf_alone),
    CNN_ALONE: (f"{CNN}/{BEST}", lambda peers: spacy_alone(peers / CNN / BEST)),
    "spaCy's CNN with word vectors alone": (
        f"{CNN_WITH_VECTORS}/{BEST}",
        lambda peers: spacy_alone(peers / CNN_WITH_VECTORS / BEST),
    ),
}
"""The programs by name: what of the folder of the peers they need, and how they are loaded."""


def f1(gold: Sequence[GoldText], found: Sequence[set[Span]], labels: Sequence[str]) -> float:
    """Return F1 of exact spans and labels.

    Args:
        gold: The annotated texts.
        found: The mentions that were found in each.
        labels: The labels that count.
    """
    right = there = given = 0
    for text, spans in zip(gold, found, strict=True):
        expected = {(start, end, label) for start, end, label, _ in text.spans if label in labels}
        kept = {span for span in spans if span[2] in labels}
        right += len(expected & kept)
        there += len(expected)
        given += len(kept)
    return 2 * right / (there + given) if there + given else 0.0


def megabytes(files: Sequence[Path]) -> float:
    """Return the size of files and folders in MB.

    Args:
        files: The files and folders.
    """
    parts = [part for file in files for part in (file.rglob("*") if file.is_dir() else [file])]
    return sum(part.stat().st_size for part in parts if part.is_file()) / 1e6


def peak_memory() -> float:
    """Return the most memory that this process had, in MB."""
    # The system counts bytes on macOS, KiB on Linux.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def rounds_of_texts(gold: Sequence[GoldText], texts: Path | None, most: int) -> Iterator[list[str]]:
    """Yield the texts of each round, without end.

    Args:
        gold: The annotated texts, repeated until there are enough words, if there are no others.
        texts: A file of texts, one a line; each round gets the next ones, and the first ones again after the last.
        most: The words of a round; its last text may go beyond them.
    """
    if texts is None:
        lines = [text.text for text in gold]
    else:
        content = lzma.decompress(texts.read_bytes()) if texts.suffix == ".xz" else texts.read_bytes()
        lines = [line for line in content.decode("utf-8").split("\n") if line.strip()]
    if not any(line.split() for line in lines):
        raise typer.BadParameter("there are no words to read")
    at = 0
    while True:
        chosen: list[str] = []
        words = 0
        if texts is None:
            at = 0
        while words < most:
            chosen.append(lines[at % len(lines)])
            words += len(chosen[-1].split())
            at += 1
        yield chosen


@app.command("worker", hidden=True)
def worker(name: str, peers: Path, core: int, words: int, gold: GoldFiles, texts: Path | None = None) -> None:
    """Load a program, then answer each line of standard input by a line of JSON.

    Args:
        name: The name of the program.
        peers: The folder of the peers.
        core: The core to run on; any if -1.
        words: Words of a round.
        gold: Files of annotated texts.
        texts: Texts to measure the speed by.
    """
    if core >= 0:
        os.sched_setaffinity(0, {core})
    # What libraries print must not stand between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    began = time.perf_counter()
    program = PROGRAMS[name][1](peers)
    answer: dict[str, float] = {"load": time.perf_counter() - began, "size": megabytes(program.files)}
    read: list[GoldText] = []
    passages: Iterator[list[str]] = iter(())
    for request in sys.stdin:
        if request == "load\n":
            pass
        elif request == "score\n":
            from bn_entities.evaluation import read_gold
            from bn_entities.records import LABELS

            read = [text for path in gold for text in read_gold(path)]
            passages = rounds_of_texts(read, texts, words)
            items = program.prepare([text.text for text in read])
            found = [program.spans(item, result) for item, result in zip(items, program.run(items), strict=True)]
            answer = {"scored": f1(read, found, SCORED), "all": f1(read, found, LABELS)}
        else:
            passage = next(passages)
            items = program.prepare(passage)
            # The time of the core, not of the clock: what else runs on the machine would count too.
            began = time.process_time()
            program.run(items)
            seconds = time.process_time() - began
            there = sum(len(text.split()) for text in passage)
            answer = {"speed": there / seconds, "memory": peak_memory()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


class Worker:
    """A process that runs one program."""

    def __init__(self, name: str, arguments: Sequence[str], options: Sequence[str]) -> None:
        """Start the process and wait until the program is loaded.

        Args:
            name: The name of the program.
            arguments: The other arguments of the worker's command.
            options: Its options.
        """
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, __file__, "worker", *options, "--", name, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **ONE_THREAD},
        )
        self.loaded = self.ask("load")

    def ask(self, request: str) -> dict[str, float]:
        """Return the answer to a request.

        Args:
            request: ``load``, ``score`` or ``run``.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{request}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            typer.echo(f"{self.name} ended with status {self._process.wait()}", err=True)
            raise typer.Exit(1)
        answer: dict[str, float] = json.loads(line)
        return answer

    def end(self) -> None:
        """End the process."""
        self._process.communicate()


@app.command()
def compare(
    peers: Annotated[Path, typer.Argument(exists=True, help="The folder that train wrote.")],
    gold: GoldFiles,
    rounds: Annotated[int, typer.Option(min=1, help="How often each program reads the texts.")] = 5,
    words: Annotated[int, typer.Option(min=1, help="Words of a round.")] = 20_000,
    texts: Annotated[
        Path | None, typer.Option(help="Texts to measure the speed by, one a line, plain or xz; gold if not given.")
    ] = None,
) -> None:
    """Print a table of this library's models and of the peers that there are."""
    options = [option for path in gold for option in ("--gold", str(path))]
    options += [] if texts is None else ["--texts", str(texts)]
    # The highest core: the system's own work tends to lie on the first.
    core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else -1
    names = [name for name, (needed, _) in PROGRAMS.items() if (peers / needed).exists()]
    loads: dict[str, list[float]] = {name: [] for name in names}
    workers: list[Worker] = []
    for _ in range(LOADS):
        for old in workers:
            old.end()
        workers = []
        for name in names:
            workers.append(Worker(name, [str(peers), str(core), str(words)], options))
            loads[name].append(workers[-1].loaded["load"])
    scores = {worker.name: worker.ask("score") for worker in workers}
    speeds: dict[str, list[float]] = {name: [] for name in names}
    memory: dict[str, float] = {}
    # The first pass is not counted: it fills what the programs remember.
    for number in range(rounds + 1):
        for at in workers:
            answer = at.ask("run")
            memory[at.name] = answer["memory"]
            if number:
                speeds[at.name].append(answer["speed"])
    for at in workers:
        at.end()
    figures = (
        "F1, PERSON LOCATION ORGANIZATION",
        "F1, all labels",
        "words a second on one core",
        "load, s",
        "on disk, MB",
        "peak memory, MB",
    )
    print("| | " + " | ".join(figures) + " |")
    print("| --- |" + " ---: |" * len(figures))
    for at in workers:
        cells = (
            f"{scores[at.name]['scored']:.3f}",
            f"{scores[at.name]['all']:.3f}",
            f"{statistics.median(speeds[at.name]):,.0f}",
            f"{statistics.median(loads[at.name]):.1f}",
            f"{at.loaded['size']:.1f}",
            f"{memory[at.name]:,.0f}",
        )
        print(f"| {at.name} | " + " | ".join(cells) + " |")
    if CNN_ALONE in speeds:
        # Of neighbouring runs, so that a machine that is slower for a while is so for both.
        ratios = [ours / theirs for ours, theirs in zip(speeds[FAST_ALONE], speeds[CNN_ALONE], strict=True)]
        print(
            f"\nThe tagger of `load()` reads {statistics.median(ratios):.2f} times as many words a second as spaCy's CNN "
            f"(rounds: {min(ratios):.2f} to {max(ratios):.2f}), each alone on documents made ready."
        )


def training_texts(config: TrainingConfig) -> tuple[TrainingTexts, list[GoldText]]:
    """Return the texts that the fast model is trained on, and the silver ones as its teacher labels them.

    Args:
        config: The configuration of its training.
    """
    from bn_entities.evaluation import GoldText
    from bn_entities.tagger.component import named_tagger
    from bn_entities.training.data import Preparation, read_texts

    texts = read_texts(config.data)
    if config.data.teacher is None:
        return texts, texts.silver
    teacher, preparation = named_tagger(config.data.teacher), Preparation()
    silver = []
    for text in texts.silver:
        doc = preparation.doc(text.text)
        [found] = teacher.tag([doc])
        spans = (
            (doc[each.start].idx, doc[each.end - 1].idx + len(doc[each.end - 1]), each.label, "") for each in found
        )
        silver.append(GoldText(text.text, tuple(spans), text.id))
    return texts, silver


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something takes, by the clock and of a core.

    Args:
        what: What it is.
    """
    clock, core = time.perf_counter(), time.process_time()
    yield
    print(
        f"{what}: {time.perf_counter() - clock:,.0f} s, {time.process_time() - core:,.0f} s of a core",
        file=sys.stderr,
        flush=True,
    )


def train_crf(
    gold: Sequence[GoldText], silver: Sequence[GoldText], dev: Sequence[GoldText], most: int | None, out: Path
) -> None:
    """Train bnlp-toolkit's CRF by its own trainer.

    Args:
        gold: Gold texts, each as often as it counts.
        silver: Silver texts.
        dev: Held-out texts of which the trainer prints the accuracy.
        most: The most sentences, gold ones first and the others by chance; all if None.
        out: The file for the model.
    """
    from bn_entities.bnlp import quiet_and_offline
    from bn_entities.corpus.export import tagged_sentences

    with quiet_and_offline():
        from bnlp.token_classification.token_classification_trainer import CRFTaggerTrainer
    texts = [*gold, *random.Random(0).sample(silver, len(silver))]
    sentences = list(islice((sentence for text in texts for sentence in tagged_sentences(text)), most))
    tests = [sentence for text in dev for sentence in tagged_sentences(text)]
    with timed(f"bnlp-toolkit's CRF, {len(sentences):,} sentences"):
        CRFTaggerTrainer().train(str(out), sentences, tests)


def within_sentences(text: GoldText) -> bool:
    """Tell whether no mention goes on in another sentence, as after a stop; spaCy's training ends with an error at such.

    Args:
        text: An annotated text.
    """
    from bn_entities.bengali.tokens import sentence_starts, tokenize

    tokens = tokenize(text.text)
    starts = [at for (at, _), first in zip(tokens, sentence_starts(text.text, tokens), strict=True) if first]
    return not any(start < at < end for start, end, *_ in text.spans for at in starts)


def train_cnn(texts: Sequence[GoldText], dev: Sequence[GoldText], epochs: int, vectors: Path | None, out: Path) -> None:
    """Train spaCy's CNN tagger as its default configuration says, but for epochs and tokenizer.

    Args:
        texts: The texts, each as often as it counts.
        dev: Texts to choose the best model by.
        epochs: How often each text is seen.
        vectors: Word vectors to give it, as ``training/vectors.py`` writes them; none by default.
        out: The folder for the models.
    """
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.cli.train import train as train_by_spacy

    from bn_entities.corpus.export import write
    from bn_entities.tagger.features import WordVectors

    config = init_config(lang="bn", pipeline=["ner"], optimize="efficiency", silent=True)
    config["nlp"]["tokenizer"] = {"@tokenizers": "bn_entities.BengaliTokenizer.v1"}
    config["training"]["max_epochs"] = epochs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, part_texts in (("train", texts), ("dev", dev)):
            path = folder / f"{part}.spacy"
            write(filter(within_sentences, part_texts), "spacy", path)
            config["paths"][part] = str(path)
        if vectors is not None:
            blank = spacy.blank("bn")
            blank.vocab.vectors = WordVectors.from_disk(vectors).floret
            blank.to_disk(folder / "vectors")
            config["paths"]["vectors"] = str(folder / "vectors")
            config["components"]["tok2vec"]["model"]["embed"]["include_static_vectors"] = True
        config.to_disk(folder / "config.cfg")
        with timed(f"spaCy's CNN{' with word vectors' if vectors else ''}, {len(texts):,} texts"):
            train_by_spacy(folder / "config.cfg", out)


@app.command()
def train(
    out: Annotated[Path, typer.Argument(help="Folder for the models of the peers.")],
    config: Annotated[Path, typer.Option(help="The configuration of the fast model.")] = DEFAULT_CONFIG,
    with_vectors: Annotated[
        bool, typer.Option(help="Train spaCy's CNN once more with the fast model's vectors.")
    ] = True,
    epochs: Annotated[int, typer.Option(min=1, help="How often spaCy's CNN sees each text.")] = 2,
    crf_sentences: Annotated[
        int | None, typer.Option(min=0, help="The most sentences for the CRF, gold first; 0 trains none.")
    ] = None,
) -> None:
    """Train the peers on the texts that the fast model is trained on."""
    from bn_entities.training.config import CnnSettings, read_config

    said = read_config(config)
    assert isinstance(said.training, CnnSettings)
    texts, silver = training_texts(said)
    repeated = texts.gold * said.training.gold_repeats
    print(f"{len(texts.gold):,} gold texts, {len(silver):,} silver texts", file=sys.stderr, flush=True)
    out.mkdir(parents=True, exist_ok=True)
    if crf_sentences != 0:
        train_crf(repeated, silver, texts.held_out, crf_sentences, out / CRF)
    train_cnn([*repeated, *silver], texts.held_out, epochs, None, out / CNN)
    if with_vectors:
        train_cnn([*repeated, *silver], texts.held_out, epochs, said.data.vectors, out / CNN_WITH_VECTORS)


if __name__ == "__main__":
    app()
