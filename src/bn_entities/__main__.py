"""``python -m bn_entities`` is the command ``bn-entities``."""

from __future__ import annotations

from bn_entities.cli import app

app(prog_name="bn-entities")
