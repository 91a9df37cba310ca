"""The example notebook: every cell runs."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[1] / "examples" / "entities.ipynb"


def test_every_cell_runs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    kept = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert kept, "the notebook is committed with its outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    printed = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("<mark" in str(output.get("data", {}).get("text/html", "")) for output in printed)
    assert not any(output.output_type == "error" for output in printed)
