"""Months of both calendars, weekdays, seasons, parts of the day, and words of relative time.

Sources: the Bengali calendar as the Bangla Academy set it in 1987 and 2019 for
its months and seasons; newspapers of Dhaka and Kolkata for the spellings.
"""

from __future__ import annotations

from bn_entities.bengali.spelling import normalize


def _numbered(lines: str, first: int) -> dict[str, int]:
    return {normalize(word): first + at for at, words in enumerate(lines.split("|")) for word in words.split("/")}


GREGORIAN_MONTHS: dict[str, int] = _numbered(
    "জানুয়ারি/জানুয়ারী|ফেব্রুয়ারি/ফেব্রুয়ারী|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট/অগস্ট/আগষ্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর", 1
)
"""Months of the Gregorian calendar, 1 to 12."""

BENGALI_MONTHS: dict[str, int] = _numbered("বৈশাখ|জ্যৈষ্ঠ|আষাঢ়|শ্রাবণ|ভাদ্র|আশ্বিন|কার্তিক|অগ্রহায়ণ|পৌষ|মাঘ|ফাল্গুন/ফাগুন|চৈত্র", 1)
"""Months of the Bengali calendar, 1 to 12."""

WEEKDAYS: dict[str, int] = _numbered("সোমবার|মঙ্গলবার|বুধবার|বৃহস্পতিবার/বৃহষ্পতিবার|শুক্রবার|শনিবার|রোববার/রবিবার", 0)
"""Days of the week, Monday is 0."""

SEASONS: dict[str, int] = _numbered("গ্রীষ্মকাল|বর্ষাকাল|শরৎকাল|হেমন্তকাল|শীতকাল|বসন্তকাল", 1)
"""Seasons of the Bengali year, 1 to 6."""

SEASON_WORDS: dict[str, int] = _numbered("গ্রীষ্ম|বর্ষা|শরৎ|হেমন্ত|শীত|বসন্ত", 1)
"""Seasons by their short names, which are everyday words: a date only before the word for season."""

PARTS_OF_DAY: dict[str, str] = {
    normalize(word): part
    for word, part in {
        "ভোর": "dawn",
        "সকাল": "morning",
        "দুপুর": "noon",
        "বিকেল": "afternoon",
        "বিকাল": "afternoon",
        "সন্ধ্যা": "evening",
        "সন্ধে": "evening",
        "রাত": "night",
        "মধ্যরাত": "midnight",
        "মাঝরাত": "midnight",
    }.items()
}
"""Parts of the day, by their English names in the records."""

NIGHT_PARTS: dict[str, str] = {"গভীর": "night", "শেষ": "night", "সারা": "night", "মধ্য": "midnight"}
"""Words before ``রাত`` that belong to it, with the part of the day that both are."""

NIGHT = "রাত"
"""The word for night."""

HOUR_WORDS: tuple[str, ...] = tuple(map(normalize, "টা টে টো টেয়".split()))
"""What is written at the number of an hour; ``টে`` and ``টো`` in Kolkata, ``টেয়`` for "at" (newspapers)."""

BEFORE_HOURS: tuple[tuple[str, ...], ...] = tuple(
    tuple(normalize(words).split()) for words in ("দিবাগত", "আনুমানিক", "স্থানীয় সময়", "শেষ")
)
"""Words between a day and its part or hour (the project's own list)."""

DAYTIME = "বেলা"
"""The word before a clock time between morning and evening; alone it is an everyday word."""

FIRST_HOUR_PAST_NOON: dict[str, int] = {"noon": 1, "afternoon": 1, "evening": 1, "night": 5, "day": 1}
"""From which hour below 12 a clock time with a part of the day (``day``: ``বেলা``) is past noon."""

LAST_HOUR_PAST_NOON: dict[str, int] = {"noon": 5, "day": 7}
"""Up to which hour, where not all are: ``দুপুর ১২টা``, ``বেলা ১১টা`` are what they say."""

RELATIVE_DAYS: dict[str, int | None] = {
    normalize(word): days
    for word, days in {
        "আজ": 0,
        "আজকে": 0,
        "গতকাল": -1,
        "আগামীকাল": 1,
        "কাল": None,
        "গতকালকে": -1,
        "পরশু": None,
        "গতপরশু": -2,
        "গতরাত": -1,
        "কালকে": None,
    }.items()
}
"""Words for a day seen from the day of writing, with its distance; None where it may lie to either side."""

DATE_UNITS: dict[str, str] = {
    normalize(word): unit
    for word, unit in {
        "দিন": "day",
        "সপ্তাহ": "week",
        "মাস": "month",
        "বছর": "year",
        "বৎসর": "year",
        "অর্থবছর": "year",
        "অর্থবর্ষ": "year",
        "মৌসুম": "season",
        "মরশুম": "season",
        "মরসুম": "season",
        "শতাব্দী": "century",
        "শতক": "century",
        "দশক": "decade",
    }.items()
}
"""Units of a day and longer, by their names in the records."""

YEARS: dict[str, int] = {normalize("যুগ"): 12}
"""Spans of years that have a name of their own, in years."""

SECONDS: dict[str, int] = {normalize("ঘণ্টা"): 3600, normalize("ঘন্টা"): 3600, "মিনিট": 60, "সেকেন্ড": 1}
"""Units shorter than a day, in seconds."""

RELATIVE_BEFORE: dict[str, int] = {
    normalize(word): offset
    for word, offset in {
        "গত": -1,
        "গেল": -1,
        "বিগত": -1,
        "আগামী": 1,
        "আগামি": 1,
        "চলতি": 0,
        "এ": 0,
        "এই": 0,
        "আসন্ন": 1,
    }.items()
}
"""Words before a unit, a weekday or a month that set it in time, with the distance in units."""

YEAR_WORDS = frozenset(map(normalize, "সাল সন খ্রিষ্টাব্দ খ্রিস্টাব্দ বঙ্গাব্দ অর্থবছর অর্থবর্ষ শিক্ষাবর্ষ".split()))
"""Words after the number of a year."""

THROUGHOUT = normalize("ব্যাপী")
"""What joins a unit to say that something fills it: ``দিনব্যাপী``."""

AGO = frozenset(map(normalize, "আগে পূর্বে".split()))
"""Words that count a span of time back from now."""

AFTER = frozenset({"পর", "পরে"})
"""Words that say that a span of time went by."""

WEEKDAYS_IN_LISTS: dict[str, int] = _numbered("সোম|মঙ্গল|বুধ|বৃহস্পতি/বৃহষ্পতি|শুক্র|শনি|রবি/রোব", 0)
"""Days of the week without ``বার``, as they stand in a list before one that has it: ``শুক্র ও শনিবার``."""

NAMED_YEARS: dict[str, int] = _numbered("একাত্তর", 1971) | _numbered("ঊনসত্তর/উনসত্তর", 1969) | _numbered("পঁচাত্তর", 1975)
"""Years that Bangladesh knows by their number alone, with an ending: ``একাত্তরের`` (the project's own list)."""

PHASES = frozenset(map(normalize, "শুরু শেষ মাঝামাঝি গোড়া সূচনা শেষভাগ শেষদিক প্রথমভাগ দ্বিতীয়ার্ধ".split()))
"""Words for a part of a year or month, after its genitive: ``মাসের শেষে`` (the project's own list)."""

AT_PHASE = frozenset({"থেকে", "নাগাদ", "দিকে", "হতে", "পর্যন্ত"})
"""Words after such a part that has no ending."""

ORDINALS_OF_PARTS = frozenset(map(normalize, "প্রথম দ্বিতীয় তৃতীয় চতুর্থ শেষ".split()))
"""Words that pick a week, month or quarter of a year or month."""

QUARTER = "প্রান্তিক"
"""The word for three months of a business year."""

DATE_WORD = "তারিখ"
"""The word after the number of a day."""

AGE = normalize("বয়স")
"""How the words for age begin."""

AGE_NOUNS = frozenset(
    map(
        normalize,
        "শিশু কিশোর কিশোরী তরুণ তরুণী ছেলে মেয়ে বালক বালিকা বৃদ্ধ বৃদ্ধা যুবক যুবতী নাতি নাতনি কন্যা পুত্র সন্তান "
        "ফুটবলার ক্রিকেটার স্ট্রাইকার উইঙ্গার মিডফিল্ডার ডিফেন্ডার গোলরক্ষক ব্যাটসম্যান ব্যাটার পেসার স্পিনার রেইডার "
        "অভিনেতা অভিনেত্রী গায়ক গায়িকা".split(),
    )
)
"""Nouns before which a length of time in the genitive is an age: ``দশ বছরের ছেলে`` (the project's own list)."""

YEARS_OF_AGE = (normalize("বছরের"),)
"""The ends of words that tell an age before a name: ``আট বছরের``."""
