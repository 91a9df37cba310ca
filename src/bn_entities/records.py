"""The records that leave the library: articles, mentions, entities and values.

All records are frozen pydantic models. Offsets count Unicode code points of
the text exactly as the caller gave it, so ``article.text[m.start:m.end]`` is
``m.text`` for every mention ``m``.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    field_serializer,
    model_validator,
)
from typing_extensions import Self

Label: TypeAlias = Literal[
    "PERSON",
    "ORGANIZATION",
    "LOCATION",
    "NORP",
    "EVENT",
    "WORK",
    "PRODUCT",
    "DATE",
    "TIME",
    "MONEY",
    "PERCENT",
    "QUANTITY",
]
"""What a mention is: the twelve labels of the annotation guideline."""

LABELS: tuple[Label, ...] = get_args(Label)
"""Every label, in the order of the guideline."""

NAME_LABELS: tuple[Label, ...] = LABELS[:7]
"""The labels whose mentions are names; the other five are values."""

DEFAULT_MIN_SCORE = 0.4
"""The least score of a mention if the caller asks for none: F1 is best near half of what it reaches (Lipton et al. 2014)."""

Source: TypeAlias = Literal["gazetteer", "tagger", "values"]
"""The finder that proposed a mention."""

Calendar: TypeAlias = Literal["gregorian", "bengali"]
"""The calendar that a date is written in."""

DateUnit: TypeAlias = Literal["day", "week", "month", "season", "year", "decade", "century"]
"""A unit of calendar time of a day or longer."""

PartOfDay: TypeAlias = Literal["dawn", "morning", "noon", "afternoon", "evening", "night", "midnight"]
"""A part of the day that Bengali news names beside or instead of a clock time."""


class Record(BaseModel):
    """The base of all records: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(Record):
    """One place in the text where something is named."""

    text: str = Field(min_length=1, description="The surface as it stands in the article, case ending included.")
    start: NonNegativeInt = Field(description="Offset of the first code point of the surface in the article.")
    end: PositiveInt = Field(description="Offset after the last code point of the surface in the article.")
    name: str = Field(min_length=1, description="The surface without its inflection, in canonical spelling.")
    label: Label = Field(description="What the mention is.")
    score: float = Field(ge=0, le=1, description="How likely it is that span and label are right, 0 to 1.")
    sources: frozenset[Source] = Field(min_length=1, description="The finders that proposed this span with this label.")

    @field_serializer("sources")
    def _sorted_sources(self, sources: frozenset[Source]) -> list[Source]:
        return sorted(sources)

    @model_validator(mode="after")
    def _check_span(self) -> Mention:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"the span {self.start}:{self.end} is not as long as its text {self.text!r} ({len(self.text)} code points)"
            )
        return self


class DateValue(Record):
    """What a DATE says, as far as its words go: nothing is resolved against today.

    Fields that the words do not give are ``None``. A relative date
    (``গতকাল``, ``গত মাসে``, ``দুই দিন আগে``) has ``offset`` and ``unit``; a
    span of time (``তিন মাস``) has ``duration`` and ``unit``; a range (``৫ ও ৬
    মে``, ``২০১৩-১৪ অর্থবছর``) has its last date in ``end``.
    """

    calendar: Calendar = Field(default="gregorian", description="The calendar of year, month and day.")
    year: int | None = Field(default=None, description="Year of the calendar, four digits where the text gives two.")
    month: int | None = Field(default=None, ge=1, le=12, description="Month of the calendar, 1 to 12.")
    day: int | None = Field(default=None, ge=1, le=32, description="Day of the month; Bengali months had up to 32.")
    weekday: int | None = Field(default=None, ge=0, le=6, description="Day of the week, Monday is 0.")
    season: int | None = Field(default=None, ge=1, le=6, description="Bengali season, 1 (summer) to 6 (spring).")
    decade: int | None = Field(default=None, description="First year of a decade (``নব্বইয়ের দশক``: 1990).")
    century: int | None = Field(default=None, description="Number of a century (``উনিশ শতক``: 19).")
    part_of_day: PartOfDay | None = Field(default=None, description="The part of the day named with the date.")
    hour: int | None = Field(
        default=None, ge=0, le=24, description="Hour of a clock time named with the date, 0 to 24."
    )
    minute: int | None = Field(default=None, ge=0, le=59, description="Minute of that clock time.")
    offset: int | None = Field(default=None, description="Units from the day of writing, negative for the past.")
    duration: Decimal | None = Field(default=None, description="Length of a span of time, in ``unit``.")
    unit: DateUnit | None = Field(default=None, description="The unit of ``offset`` or ``duration``.")
    end: DateValue | None = Field(default=None, description="The last date of a range.")


class TimeValue(Record):
    """What a TIME says: a clock time, a part of the day, or a duration under a day."""

    hour: int | None = Field(default=None, ge=0, le=24, description="Hour on the 24-hour clock.")
    minute: int | None = Field(default=None, ge=0, le=59, description="Minute of the hour.")
    part_of_day: PartOfDay | None = Field(default=None, description="The part of the day that is named.")
    seconds: Decimal | None = Field(default=None, ge=0, description="Length of a duration, in seconds.")
    end: TimeValue | None = Field(default=None, description="The last time of a range.")


class MoneyValue(Record):
    """An amount of money."""

    amount: Decimal | None = Field(default=None, description="The amount in whole units of the currency.")
    maximum: Decimal | None = Field(default=None, description="The upper amount of a range.")
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$", description="ISO 4217 code of the currency.")


class PercentValue(Record):
    """A share in percent."""

    amount: Decimal | None = Field(default=None, description="The percentage: 5 for ``৫ শতাংশ``.")
    maximum: Decimal | None = Field(default=None, description="The upper percentage of a range.")


class QuantityValue(Record):
    """A number with a unit of measure."""

    amount: Decimal | None = Field(default=None, description="The number of units.")
    maximum: Decimal | None = Field(default=None, description="The upper number of a range.")
    unit: str = Field(
        min_length=1, description="The unit's English name in the singular: ``kilometre``, ``metric ton``."
    )


Value: TypeAlias = DateValue | TimeValue | MoneyValue | PercentValue | QuantityValue
"""The parsed value of a DATE, TIME, MONEY, PERCENT or QUANTITY."""


class _NamedEntity(Record):
    """What every entity has: its name and where the article speaks of it."""

    name: str = Field(min_length=1, description="The fullest name that the article gives, without inflection.")
    id: str | None = Field(
        default=None, description="Stable id of its gazetteer row; None where no row, or more than one, fits."
    )
    kind: str | None = Field(
        default=None, description="The gazetteer's finer kind: ``country``, ``party``, ``weapon``."
    )
    latin: str | None = Field(default=None, description="The name in Latin letters, from the gazetteer.")
    mentions: tuple[Mention, ...] = Field(min_length=1, description="Where the article names it, in text order.")

    @model_validator(mode="after")
    def _check_mentions(self) -> Self:
        label = getattr(self, "label")  # noqa: B009 - each subclass has its own literal
        for mention in self.mentions:
            if mention.label != label:
                raise ValueError(f"the mention {mention.text!r} is {mention.label}, its entity is {label}")
        return self


class Person(_NamedEntity):
    """A person, real or fictional."""

    label: Literal["PERSON"] = "PERSON"
    titles: tuple[str, ...] = Field(
        default=(), description="Titles, offices and honorifics that stand at its mentions, in text order, each once."
    )


class Organization(_NamedEntity):
    """A company, agency, ministry, court, party, armed force, team, university or news outlet."""

    label: Literal["ORGANIZATION"] = "ORGANIZATION"


class Location(_NamedEntity):
    """A country, city, district, region, water, mountain, street or building."""

    label: Literal["LOCATION"] = "LOCATION"


class Norp(_NamedEntity):
    """A nationality, people, or religious or political group."""

    label: Literal["NORP"] = "NORP"


class Event(_NamedEntity):
    """A named war, conference, tournament, festival, storm or prize."""

    label: Literal["EVENT"] = "EVENT"


class Work(_NamedEntity):
    """The title of a book, film, song or law."""

    label: Literal["WORK"] = "WORK"


class Product(_NamedEntity):
    """A named product, vehicle, weapon or platform."""

    label: Literal["PRODUCT"] = "PRODUCT"


class Date(_NamedEntity):
    """A calendar or relative date, or a span of days and longer."""

    label: Literal["DATE"] = "DATE"
    value: DateValue | None = Field(default=None, description="The parsed date; None where the rules read none.")


class Time(_NamedEntity):
    """A time of day, or a duration under a day."""

    label: Literal["TIME"] = "TIME"
    value: TimeValue | None = Field(default=None, description="The parsed time; None where the rules read none.")


class Money(_NamedEntity):
    """An amount with its currency."""

    label: Literal["MONEY"] = "MONEY"
    value: MoneyValue | None = Field(default=None, description="The parsed amount; None where the rules read none.")


class Percent(_NamedEntity):
    """A share in percent."""

    label: Literal["PERCENT"] = "PERCENT"
    value: PercentValue | None = Field(default=None, description="The parsed share; None where the rules read none.")


class Quantity(_NamedEntity):
    """A number with a unit of measure."""

    label: Literal["QUANTITY"] = "QUANTITY"
    value: QuantityValue | None = Field(default=None, description="The parsed measure; None where the rules read none.")


Entity: TypeAlias = Annotated[
    Person | Organization | Location | Norp | Event | Work | Product | Date | Time | Money | Percent | Quantity,
    Field(discriminator="label"),
]
"""One thing that an article speaks of; the class follows from ``label``."""


class Article(Record):
    """A text and what it speaks of.

    Every mention belongs to exactly one entity, and mentions do not overlap.
    """

    text: str = Field(description="The text exactly as it was given.")
    entities: tuple[Entity, ...] = Field(
        default=(), description="One record for each thing spoken of, in the order of their first mentions."
    )

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of all entities, in text order."""
        found = (mention for entity in self.entities for mention in entity.mentions)
        return tuple(sorted(found, key=lambda mention: mention.start))

    @model_validator(mode="after")
    def _check_mentions(self) -> Self:
        end = 0
        for mention in self.mentions:
            if self.text[mention.start : mention.end] != mention.text:
                raise ValueError(
                    f"the text at {mention.start}:{mention.end} is {self.text[mention.start : mention.end]!r}, "
                    f"its mention says {mention.text!r}"
                )
            if mention.start < end:
                raise ValueError(f"the mention {mention.text!r} at {mention.start} overlaps the one before it")
            end = mention.end
        return self

    def _repr_html_(self) -> str:
        """The article as a notebook shows it: the text with its mentions marked."""
        from bn_entities.display import article_html

        return article_html(self)
