"""Units of measure and their English names. Source: BIPM, *The International System of Units*, and local units in news."""

from __future__ import annotations

from bn_entities.bengali.spelling import normalize

UNITS: dict[str, str] = {
    normalize(word): unit
    for line in """
কিলোমিটার/কিমি/কি.মি.=kilometre|মিটার=metre|সেন্টিমিটার/সেমি/সে.মি.=centimetre|ন্যানোমিটার=nanometre|মিলিমিটার/মিমি/মি.মি.=millimetre|মাইল=mile|নটিক্যাল মাইল=nautical mile
ফুট=foot|ইঞ্চি=inch|গজ=yard|বর্গকিলোমিটার/বর্গকিমি=square kilometre|বর্গমিটার=square metre|বর্গফুট=square foot|বর্গমাইল=square mile
একর=acre|হেক্টর=hectare|বিঘা=bigha|কাঠা=katha|কেজি/কিলোগ্রাম/কিলো=kilogram|গ্রাম=gram|মিলিগ্রাম=milligram|টন=ton|মেট্রিক টন=metric ton
মণ=maund|ক্যারেট/ক্যারাট=carat|কুইন্টাল=quintal|ভরি=bhori|লিটার=litre|মিলিলিটার=millilitre|ব্যারেল=barrel|কিউসেক=cusec|মেগাওয়াট=megawatt|গিগাওয়াট=gigawatt|কিলোওয়াট=kilowatt|কিলোহার্টজ=kilohertz|মেগাহার্টজ=megahertz|গিগাহার্টজ=gigahertz|ডেসিবেল=decibel|সিসি=cubic centimetre
ভোল্ট=volt|ডিগ্রি সেলসিয়াস/ডিগ্রী সেলসিয়াস=degree Celsius|ডিগ্রি ফারেনহাইট=degree Fahrenheit|আলোকবর্ষ=light year|নট=knot|ঘনফুট=cubic foot|ডিগ্রি/ডিগ্রী=degree|বিসিএফ=billion cubic feet|টিসিএফ=trillion cubic feet|এমএমবিটিইউ=million British thermal units|ঘনমিটার=cubic metre
মেগাপিক্সেল=megapixel|গিগাবাইট/জিবি=gigabyte|মেগাবাইট/এমবি=megabyte|টেরাবাইট=terabyte|টেবিল চামচ=tablespoon|চা চামচ=teaspoon
""".split("\n")
    for entry in line.split("|")
    if entry
    for words, unit in [entry.split("=")]
    for word in words.split("/")
}
"""Bengali names of units, normalized, with their English singular."""

PERCENT_WORDS: dict[str, str] = {normalize(word): "" for word in ("শতাংশ", "%", "পারসেন্ট", "পার্সেন্ট")}
"""Words and signs after a percentage."""

PER_HUNDRED = normalize("শতকরা")
"""The word for "of a hundred" before a percentage."""

SHARE, LEAST_SHARE = normalize("ভাগ"), 10
"""The word for a share, which is a percentage from about ten of them: ``৮০ ভাগ``, but ``দুই ভাগে``."""

LAND, LAND_SHARES = normalize("জমি"), frozenset({normalize("শতাংশ"), normalize("শতক")})
"""The word for land, and the words that before it are a hundredth of an acre."""

DECIMAL_OF_LAND = "decimal"
"""That hundredth, by its name in the records."""

SMALLER_UNITS: dict[tuple[str, str], int] = {
    ("kilogram", "gram"): 1000,
    ("ton", "kilogram"): 1000,
    ("maund", "kilogram"): 40,
    ("foot", "inch"): 12,
    ("yard", "foot"): 3,
    ("kilometre", "metre"): 1000,
    ("metre", "centimetre"): 100,
    ("acre", DECIMAL_OF_LAND): 100,
    ("bigha", "katha"): 20,
    ("litre", "millilitre"): 1000,
}
"""How many of the second unit make one of the first, for measures in both: ``১ কেজি ২০০ গ্রাম`` (the maund as markets count it)."""

MINUS = normalize("মাইনাস")
"""The word before a measure below zero."""
