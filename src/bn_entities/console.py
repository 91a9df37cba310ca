"""What the commands share: how errors are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bn_entities.errors import BnEntitiesError


@contextmanager
def errors_told() -> Iterator[None]:
    """Tell an error of the library on standard error and end the command with status 1."""
    try:
        yield
    except BnEntitiesError as error:
        typer.echo(f"bn-entities: {error}", err=True)
        raise typer.Exit(1) from error
