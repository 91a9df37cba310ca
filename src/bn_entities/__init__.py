"""Named entities of Bengali news, as typed records.

``load()`` returns a ``Pipeline``; calling it with a text returns an ``Article``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bn_entities.errors import BnEntitiesError
from bn_entities.records import (
    LABELS,
    NAME_LABELS,
    Article,
    Date,
    DateValue,
    Entity,
    Event,
    Label,
    Location,
    Mention,
    Money,
    MoneyValue,
    Norp,
    Organization,
    Percent,
    PercentValue,
    Person,
    Product,
    Quantity,
    QuantityValue,
    Time,
    TimeValue,
    Work,
)

if TYPE_CHECKING:
    from bn_entities.gazetteer.rows import GazetteerRow
    from bn_entities.pipeline import Pipeline, load

__all__ = [
    "LABELS",
    "NAME_LABELS",
    "Article",
    "BnEntitiesError",
    "Date",
    "DateValue",
    "Entity",
    "Event",
    "GazetteerRow",
    "Label",
    "Location",
    "Mention",
    "Money",
    "MoneyValue",
    "Norp",
    "Organization",
    "Percent",
    "PercentValue",
    "Person",
    "Pipeline",
    "Product",
    "Quantity",
    "QuantityValue",
    "Time",
    "TimeValue",
    "Work",
    "load",
]


def __getattr__(name: str) -> Any:
    # spaCy takes a second to import: it waits until a pipeline is asked for.
    if name == "GazetteerRow":
        from bn_entities.gazetteer.rows import GazetteerRow

        return GazetteerRow
    if name in ("Pipeline", "load"):
        from bn_entities import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
