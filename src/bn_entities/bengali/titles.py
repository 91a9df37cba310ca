"""Titles, offices and honorifics that stand at the names of persons.

Sources: *Bangla Academy Byabaharik Bangla Abhidhan* for the honorifics, the
lists of offices and ranks of the governments of Bangladesh and India for the
offices, the usage of Dhaka and Kolkata newspapers for both.
"""

from __future__ import annotations

from collections.abc import Sequence

from bn_entities.bengali.spelling import normalize


def _words(text: str) -> frozenset[str]:
    return frozenset(normalize(word) for word in text.split())


OFFICES: frozenset[str] = _words(
    "প্রধানমন্ত্রী মুখ্যমন্ত্রী মন্ত্রী প্রতিমন্ত্রী উপমন্ত্রী পররাষ্ট্রমন্ত্রী স্বরাষ্ট্রমন্ত্রী "
    "প্রতিরক্ষামন্ত্রী অর্থমন্ত্রী শিক্ষামন্ত্রী আইনমন্ত্রী বাণিজ্যমন্ত্রী তথ্যমন্ত্রী কৃষিমন্ত্রী শিল্পমন্ত্রী "
    "খাদ্যমন্ত্রী স্বাস্থ্যমন্ত্রী যোগাযোগমন্ত্রী সেতুমন্ত্রী রেলমন্ত্রী বিদেশমন্ত্রী উপ-প্রধানমন্ত্রী "
    "রাষ্ট্রপতি উপরাষ্ট্রপতি রাষ্ট্রপ্রধান প্রেসিডেন্ট ভাইস-প্রেসিডেন্ট চ্যান্সেলর গভর্নর রাজ্যপাল স্পিকার "
    "উপদেষ্টা সচিব সিনেটর কংগ্রেসম্যান রাষ্ট্রদূত হাইকমিশনার মুখপাত্র মহাসচিব মহাপরিচালক পরিচালক চেয়ারম্যান "
    "চেয়ারপারসন সভাপতি সম্পাদক নেতা নেত্রী মেয়র কাউন্সিলর এমপি সাংসদ বিধায়ক কমিশনার প্রধান রাজা যুবরাজ "
    "সম্রাট পোপ ইমাম মাওলানা মুফতি হাফেজ বিচারপতি বিচারক অ্যাডভোকেট ব্যারিস্টার আইনজীবী অধ্যাপক প্রফেসর শিক্ষক "
    "উপাচার্য জেনারেল লেফটেন্যান্ট মেজর কর্নেল ক্যাপ্টেন ব্রিগেডিয়ার অ্যাডমিরাল মার্শাল এসআই এএসআই ওসি এসপি "
    "ডিআইজি আইজিপি পরিদর্শক কনস্টেবল ইন্সপেক্টর ইউএনও ডিসি সাংবাদিক প্রতিবেদক লেখক কবি ঔপন্যাসিক শিল্পী অভিনেতা "
    "অভিনেত্রী গায়ক গায়িকা অধিনায়ক কোচ ব্যাটসম্যান ব্যাটার পেসার স্পিনার অলরাউন্ডার স্ট্রাইকার ডিফেন্ডার "
    "মিডফিল্ডার গোলরক্ষক ডাক্তার চিকিৎসক প্রকৌশলী ইঞ্জিনিয়ার বিজ্ঞানী গবেষক অর্থনীতিবিদ ব্যবসায়ী বীরউত্তম "
    "বীরপ্রতীক বঙ্গবন্ধু বিশ্বকবি"
)
"""Words for an office, a rank or a profession that stand before a name."""

HONORIFICS_BEFORE: frozenset[str] = _words(
    "জনাব ড. ডা. ডাঃ ডা: প্রফেসর শ্রী শ্রীমতী শ্রীমতি আলহাজ আলহাজ্ব বেগম মিস মিসেস মিস্টার স্যার ডক্টর মরহুম প্রয়াত শহীদ হজরত ইঞ্জি. অ্যাড. প্রকৌ. লে. মে. জে. ব্রি."
)
"""Honorifics that stand before a name."""

HONORIFICS_AFTER: frozenset[str] = _words("সাহেব মহোদয় মহাশয় মহারাজ হুজুর ভাই আপা দা (রহ.) (রা.) (সা.)")
"""Honorifics that stand after a name."""

MODIFIERS: frozenset[str] = _words(
    "সাবেক প্রাক্তন ভারপ্রাপ্ত সহকারী উপ সহ যুগ্ম অতিরিক্ত জ্যেষ্ঠ সিনিয়র ভাইস ডেপুটি নির্বাহী সাধারণ সাংগঠনিক কেন্দ্রীয় প্রধান জেলা মুখ্য মহানগর অবসরপ্রাপ্ত তৎকালীন নবনিযুক্ত "
    "নির্বাচিত অন্তর্বর্তী নির্বাচন পুলিশ স্বরাষ্ট্র পররাষ্ট্র অর্থ শিক্ষা আইন তথ্য স্বাস্থ্য কৃষি বাণিজ্য প্রতিরক্ষা"
)
"""Words that stand before an office and belong to it."""


def title_before(words: Sequence[str]) -> int:
    """Return how many words at the end of a sequence are titles.

    Args:
        words: Normalized words that stand before a name, in text order.

    Returns:
        The number of words that are offices or honorifics, with the modifiers before them; 0 if none.
    """
    count = 0
    at = len(words)
    while at and (words[at - 1] in OFFICES or words[at - 1] in HONORIFICS_BEFORE):
        at -= 1
        count = len(words) - at
    while count and at and words[at - 1] in MODIFIERS:
        at -= 1
        count = len(words) - at
    return count


def title_after(words: Sequence[str]) -> int:
    """Return how many words at the start of a sequence are honorifics.

    Args:
        words: Normalized words that stand after a name, in text order.

    Returns:
        1 or 0.
    """
    return 1 if words and words[0] in HONORIFICS_AFTER else 0
