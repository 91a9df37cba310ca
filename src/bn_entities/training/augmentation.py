"""Gold texts seen with other names, spellings and faults, so that the tagger leans on what does not change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText
from bn_entities.training.config import Augmentation
from bn_entities.training.perturbations import (
    drop_dandas,
    misread,
    read_names,
    read_spellings,
    respell,
    swap_persons,
)

PERSONS = "training"
"""The folder of the names that persons are swapped for; those beside it are for measuring."""

SPELLINGS = ("spellings.tsv", "older_spellings.tsv")
"""The tables of other spellings in the folder of names."""

_MISREAD = 0.01

Augment = Callable[[GoldText, Random], GoldText]
"""Returns a text as it is to be seen this time."""


def augmenter(shares: Augmentation, names: Path | None) -> Augment:
    """Return what changes texts.

    Args:
        shares: How often each change is made.
        names: Folder of names and spellings.

    Raises:
        BnEntitiesError: A table is missing or bad.
    """
    if names is None:
        if shares.swap_persons or shares.respell:
            raise BnEntitiesError(
                "names to swap persons for and other spellings are needed: set names in [data] to their folder, or "
                "swap_persons and respell to 0"
            )
        persons, spellings = [], []
    else:
        persons = [read_names(path) for path in sorted((names / PERSONS).glob("*.tsv"))]
        spellings = [read_spellings(names / name, reverse) for name in SPELLINGS for reverse in (False, True)]
        if not persons:
            raise BnEntitiesError(f"there are no *.tsv in {names / PERSONS}: give the folder of names")

    def augment(text: GoldText, chance: Random) -> GoldText:
        if chance.random() < shares.swap_persons:
            text = swap_persons(text, chance, chance.choice(persons))
        if chance.random() < shares.respell:
            text = respell(text, chance, chance.choice(spellings))
        if chance.random() < shares.drop_dandas:
            text = drop_dandas(text, chance)
        if chance.random() < shares.misread:
            text = misread(text, chance, _MISREAD)
        return text

    return augment
