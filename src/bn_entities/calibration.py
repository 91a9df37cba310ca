"""Calibration: how likely a mention is right, of the odds that the resolver gives it and the finders behind it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

ANY = "any"
"""The key of the curve for sources that have none of their own."""

_FEWEST = 40
_LEAST_SLOPE = 0.05
# How strongly slope and offset are held: a few outcomes of two finders say little about a slope.
_PULL_OF_NOTHING = np.array([1.0, 0.05])
_PULL_OF_ALL = np.array([30.0, 0.05])


class Curve(BaseModel):
    """A logistic curve: the log odds that a mention is right are ``slope * odds + offset``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slope: float = Field(gt=0, description="How much a unit of the resolver's log odds counts.")
    offset: float = Field(description="Log odds where those of the resolver are 0.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mention and whether it was right.

    Attributes:
        odds: Log odds that the resolver gave it.
        sources: The finders that proposed it.
        right: True if span and label are as annotated.
    """

    odds: float
    sources: frozenset[str]
    right: bool


class Calibration(BaseModel):
    """A curve for each set of finders."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    curves: dict[str, Curve] = Field(description="By the sorted names of the finders, joined by +; ANY for the others.")

    def _curve(self, sources: Iterable[str]) -> Curve:
        return self.curves.get("+".join(sorted(sources))) or self.curves[ANY]

    def probability(self, odds: float, sources: Iterable[str]) -> float:
        """Return how likely a mention is right.

        Args:
            odds: Log odds that the resolver gave it.
            sources: The finders that proposed it.
        """
        curve = self._curve(sources)
        return 1 / (1 + math.exp(-min(50.0, max(-50.0, curve.slope * odds + curve.offset))))

    def odds(self, probability: float, sources: Iterable[str]) -> float:
        """Return the log odds at which a mention is so likely right: the inverse of ``probability``.

        Args:
            probability: The probability, 0 to 1.
            sources: The finders that proposed it.
        """
        curve = self._curve(sources)
        probability = min(max(probability, 1e-9), 1 - 1e-9)
        return (math.log(probability / (1 - probability)) - curve.offset) / curve.slope


UNCALIBRATED = Calibration(curves={ANY: Curve(slope=1.0, offset=0.0)})
"""Takes the resolver's odds as they are."""


def fit(outcomes: Iterable[Outcome]) -> Calibration:
    """Return the calibration that makes outcomes most likely.

    The slope of each curve is drawn towards that of all, and sources with few outcomes share the curve of all.

    Args:
        outcomes: Mentions of texts that nothing was trained on.
    """
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups["+".join(sorted(outcome.sources))].append(outcome)
    everything = _fitted([outcome for group in groups.values() for outcome in group], 1.0, _PULL_OF_NOTHING)
    curves = {
        key: _fitted(group, everything.slope, _PULL_OF_ALL)
        for key, group in sorted(groups.items())
        if len(group) >= _FEWEST
    }
    return Calibration(curves={**curves, ANY: everything})


def _fitted(outcomes: Sequence[Outcome], usual_slope: float, pull: npt.NDArray[np.float64]) -> Curve:
    """Return the curve of outcomes, by Newton's method, with a pull towards a slope and the odds as they are."""
    odds = np.array([outcome.odds for outcome in outcomes], dtype=float)
    # Around their mean, slope and offset are told apart even where all odds are alike.
    mean = float(odds.mean()) if len(odds) else 0.0
    x = np.stack([odds - mean, np.ones(len(odds))], axis=1)
    y = np.array([outcome.right for outcome in outcomes], dtype=float)
    prior = np.array([usual_slope, mean])

    def cost(beta: npt.NDArray[np.float64]) -> float:
        logits = x @ beta
        return float((np.logaddexp(0, logits) - y * logits).sum() + (pull / 2 * (beta - prior) ** 2).sum())

    beta = prior.copy()
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -50, 50)))
        slope = x.T @ (p - y) + pull * (beta - prior)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(pull), slope)
        # A whole step may jump over the valley.
        while cost(beta - step) > cost(beta) and np.abs(step).max() > 1e-9:
            step = step / 2
        beta = beta - step
        if np.abs(step).max() <= 1e-9:
            break
    slope = max(float(beta[0]), _LEAST_SLOPE)
    return Curve(slope=round(slope, 4), offset=round(float(beta[1]) - slope * mean, 4))


@dataclass(frozen=True, slots=True)
class Bin:
    """Mentions of like scores.

    Attributes:
        low: Lowest score.
        high: Score below which they are.
        count: Number of mentions.
        score: Their mean score.
        precision: Share of them that is right.
    """

    low: float
    high: float
    count: int
    score: float
    precision: float


def reliability(scores: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Return mentions in bins of equal width by score; empty bins are left out.

    Args:
        scores: Scores, 0 to 1.
        right: Whether each mention is right.
        bins: Number of bins.
    """
    found = []
    places = np.minimum((np.array(scores) * bins).astype(int), bins - 1)
    for at in range(bins):
        inside = places == at
        count = int(inside.sum())
        if count:
            mean, share = float(np.array(scores)[inside].mean()), float(np.array(right)[inside].mean())
            found.append(Bin(at / bins, (at + 1) / bins, count, mean, share))
    return found


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean difference of score and precision, weighted by the number of mentions; 0 for none.

    Args:
        bins: What ``reliability`` returned.
    """
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.score - each.precision) for each in bins) / total if total else 0.0
