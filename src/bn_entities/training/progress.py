"""What a training tells while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a training stands.

    Attributes:
        seconds: Time since the first step of the run.
        seed: Seed of the run.
        step: Steps done.
        steps: Steps in all.
        loss: Mean loss of a token since the last look.
        scored: F1 of the tagger alone over PERSON, LOCATION and ORGANIZATION on the held-out texts.
        overall: F1 over all labels.
        kept: True if this is the best of the run so far.
    """

    seconds: float
    seed: int
    step: int
    steps: int
    loss: float
    scored: float
    overall: float
    kept: bool

    def __str__(self) -> str:
        """Return it as a line."""
        return (
            f"{self.seconds:6.0f} s  seed {self.seed}  step {self.step}/{self.steps}  loss {self.loss:.4f}  "
            f"F1 {self.scored:.3f}, all labels {self.overall:.3f}{'  kept' if self.kept else ''}"
        )


Tell = Callable[[Progress], None]
"""Is called with each look at the held-out texts."""


@dataclass(frozen=True, slots=True)
class Run:
    """A model that a training made.

    Attributes:
        name: Its seed, or what it is made of.
        held_out: F1 of the tagger alone on the held-out texts: PERSON, LOCATION and ORGANIZATION, and all labels.
        dev: The same on the development texts; None if there are none.
        kept: True for the one that was written.
    """

    name: str
    held_out: tuple[float, float]
    dev: tuple[float, float] | None
    kept: bool

    def __str__(self) -> str:
        """Return it as a line."""
        dev = f", development {self.dev[0]:.3f} / {self.dev[1]:.3f}" if self.dev else ""
        held_out = f"held out {self.held_out[0]:.3f} / {self.held_out[1]:.3f}"
        return f"{self.name}: F1 {held_out}{dev}{'  written' if self.kept else ''}"
