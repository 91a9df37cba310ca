"""README: its Python runs and prints what it says, its commands run."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bn_entities.cli import app

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.partition(" #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("bn-entities ") and "CORPORA" not in line
]


def test_examples_print_what_they_say() -> None:
    examples = re.findall(r"```python\n(.*?)```\s*```text\n(.*?)```", README, re.DOTALL)
    assert len(examples) == README.count("```python")
    names: dict[str, object] = {}
    for code, expected in examples:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "README.md", "exec"), names)
        assert printed.getvalue() == expected


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "our-names.tsv").write_text("name\tlabel\nরহিমপুর সমবায়\tORGANIZATION\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.stderr


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 4
