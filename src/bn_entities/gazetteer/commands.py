"""The commands ``bn-entities gazetteer check``, ``build``, ``find`` and ``stats``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bn_entities.console import errors_told

if TYPE_CHECKING:
    from bn_entities.gazetteer.rows import GazetteerRow

app = typer.Typer(help="Look at gazetteers, check and compile them.", no_args_is_help=True)

Files = Annotated[list[Path] | None, typer.Argument(help="TSV or compiled files; the packaged gazetteers if none.")]


@app.command()
def check(files: Files = None) -> None:
    """Check every row, and tell names that two labels claim or that may be everyday words.

    Bad rows end with status 1, and so does any finding in the packaged gazetteers.
    """
    from bn_entities.gazetteer import checks
    from bn_entities.gazetteer.rows import load_rows

    with errors_told():
        rows = _rows(files) if files else load_rows()
        findings = [*checks.check_rows(rows, checks.reviewed_surfaces())]
        if not files:
            sources = checks.source_keys()
            findings += [finding for row in rows for finding in checks.check_packaged_row(row, sources)]
    for finding in findings:
        typer.echo(str(finding))
    typer.echo(f"{len(rows)} rows are sound, {len(findings)} ask for a look", err=True)
    if findings and not files:
        raise typer.Exit(1)


@app.command()
def build(
    file: Annotated[list[Path], typer.Argument(help="TSV files; rows of all of them go into one.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The compiled file to write.")],
) -> None:
    """Compile gazetteers into one file that loads at once: ``load(gazetteers=[FILE])`` takes it."""
    from bn_entities.gazetteer.compiled import compiled_sources

    with errors_told():
        index = compiled_sources(file)
        index.save(out)
    typer.echo(f"{out}: {len(index)} rows, {out.stat().st_size} bytes", err=True)


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="A text, or a name in any inflected form.")],
    gazetteer: Annotated[
        list[Path] | None, typer.Option(help="A gazetteer of yours beside the packaged ones; may be given again.")
    ] = None,
) -> None:
    """Show the names of the gazetteers in a text, and the rows behind them."""
    from rich.console import Console
    from rich.table import Table

    from bn_entities.bengali.names import name_of
    from bn_entities.bengali.spelling import normalize
    from bn_entities.bengali.tokens import tokenize
    from bn_entities.gazetteer.component import make_matcher
    from bn_entities.tokenizer import check_text

    with errors_told():
        matcher = make_matcher(gazetteer or ())
        tokens = tokenize(check_text(text))
    grid = Table("offsets", "surface", "name", "label", "id", "row", "spelling", "weak")
    for match in matcher.find([normalize(text[start:end]) for start, end in tokens]):
        start, end = tokens[match.start][0], tokens[match.end - 1][1]
        name = name_of(text[start : tokens[match.end - 1][0]], match.stem)
        for row in match.rows:
            kind = row.kind if row.is_name_part else row.label
            cells = (f"{start}:{end}", text[start:end], name, kind, row.id, row.name)
            grid.add_row(*cells, match.spelling.name.lower(), "weak" if match.weak else "")
    console = Console()
    console.width = max(console.width, 160) if not console.is_terminal else console.width
    console.print(grid)


@app.command()
def stats(files: Files = None) -> None:
    """Count rows and surfaces by label, kind and source, as tab-separated lines."""
    from bn_entities.gazetteer import checks
    from bn_entities.gazetteer.rows import load_rows

    with errors_told():
        counts = checks.counts(_rows(files) if files else load_rows())
    typer.echo("label\tkind\tsource\trows\tsurfaces")
    for label in dict.fromkeys(count[0] for count in counts):
        of_label = [count for count in counts if count[0] == label]
        for count in of_label:
            typer.echo("\t".join(map(str, count)))
        typer.echo(f"{label}\tall\tall\t{sum(count[3] for count in of_label)}\t{sum(count[4] for count in of_label)}")


def _rows(files: Iterable[Path]) -> list[GazetteerRow]:
    from bn_entities.gazetteer.compiled import compiled

    # MONEY rows are not compiled: they name no mentions.
    return [row for file in files for row in compiled(file)]
