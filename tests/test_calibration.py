"""Scores that mean something."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bn_entities.calibration import (
    ANY,
    Calibration,
    Curve,
    Outcome,
    expected_calibration_error,
    fit,
    reliability,
)

TAGGER, BOTH = frozenset({"tagger"}), frozenset({"gazetteer", "tagger"})
CURVES = Calibration(curves={ANY: Curve(slope=1, offset=0), "gazetteer+tagger": Curve(slope=0.5, offset=1)})


def _outcomes(rng: random.Random, slope: float, offset: float, count: int, sources: frozenset[str]) -> list[Outcome]:
    odds = [rng.uniform(-4, 6) for _ in range(count)]
    return [Outcome(x, sources, rng.random() < 1 / (1 + math.exp(-slope * x - offset))) for x in odds]


def test_fit_finds_the_curves_that_outcomes_came_from() -> None:
    rng = random.Random(1)
    outcomes = _outcomes(rng, 0.6, -1, 8000, TAGGER) + _outcomes(rng, 1.5, 0.5, 8000, BOTH)
    calibration = fit(outcomes)
    assert calibration.curves["tagger"].slope == pytest.approx(0.6, abs=0.06)
    assert calibration.curves["tagger"].offset == pytest.approx(-1, abs=0.1)
    assert calibration.curves["gazetteer+tagger"].slope == pytest.approx(1.5, abs=0.15)
    scores = [calibration.probability(each.odds, each.sources) for each in outcomes]
    assert expected_calibration_error(reliability(scores, [each.right for each in outcomes])) < 0.02


def test_few_outcomes_share_a_curve() -> None:
    rng = random.Random(2)
    calibration = fit(_outcomes(rng, 1, 0, 500, TAGGER) + _outcomes(rng, 1, 0, 5, BOTH))
    assert set(calibration.curves) == {"tagger", ANY}
    assert fit([]).curves == {ANY: Curve(slope=1, offset=0)}


def test_outcomes_that_are_all_right_have_a_finite_curve() -> None:
    curve = fit([Outcome(3.0, TAGGER, True)] * 100).curves["tagger"]
    assert 0.9 < 1 / (1 + math.exp(-3 * curve.slope - curve.offset)) < 1


@given(st.floats(-30, 30), st.floats(0.001, 0.999), st.sampled_from([TAGGER, BOTH]))
def test_probability_and_odds_are_inverse_and_rise(odds: float, probability: float, sources: frozenset[str]) -> None:
    assert 0 <= CURVES.probability(odds, sources) <= CURVES.probability(odds + 1, sources) <= 1
    assert CURVES.probability(CURVES.odds(probability, sources), sources) == pytest.approx(probability)


def test_reliability() -> None:
    bins = reliability([0.95, 0.91, 0.55, 1.0, 0.0], [True, True, False, False, False])
    assert [(each.low, each.count, each.precision) for each in bins] == [(0.0, 1, 0), (0.5, 1, 0), (0.9, 3, 2 / 3)]
    expected = (abs(0.0) + 0.55 + 3 * abs(2.86 / 3 - 2 / 3)) / 5
    assert expected_calibration_error(bins) == pytest.approx(expected)
    assert expected_calibration_error([]) == 0
