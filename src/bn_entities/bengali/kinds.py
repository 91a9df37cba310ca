"""Words for kinds of places and bodies, which make a longer name of the name before them.

``সাভার`` is a place, ``সাভার থানা`` a body, ``সাভার উপজেলা`` a place again: the
annotation guideline takes the whole. The words were collected by the project's
editors from the lists of offices of the governments of Bangladesh and West
Bengal and from the usage of newspapers.
"""

from __future__ import annotations

from collections.abc import Sequence

from bn_entities.bengali.spelling import normalize


def _phrases(text: str) -> dict[tuple[str, ...], None]:
    return dict.fromkeys(tuple(normalize(phrase).split()) for phrase in text.split("|"))


PLACE_KINDS: frozenset[tuple[str, ...]] = frozenset(
    _phrases(
        "উপজেলা|ইউনিয়ন|গ্রাম|নদী|নদ|সড়ক|মহাসড়ক|রোড|বাজার|বন্দর|সমুদ্রবন্দর|স্থলবন্দর|নদীবন্দর|বিমানবন্দর|"
        "সেতু|ব্রিজ|স্টেডিয়াম|মহল্লা|পাহাড়|পর্বতমালা|পর্বত|দ্বীপ|দ্বীপপুঞ্জ|উপদ্বীপ|উপত্যকা|হাওর|খাল|লেক|হ্রদ|চত্বর|"
        "রেলস্টেশন|রেলওয়ে স্টেশন|বাসস্ট্যান্ড|বাস টার্মিনাল|টার্মিনাল|লঞ্চঘাট|ফেরিঘাট|জামে মসজিদ|মসজিদ|মন্দির|কারাগার|"
        "সেনানিবাস|চা-বাগান|চা বাগান|প্রণালি|উপসাগর|সাগর|মহাসাগর|মরুভূমি|মিলনায়তন|পার্ক|অভয়ারণ্য|সার্কিট হাউস|"
        "টাওয়ার|মার্কেট|জাদুঘর|চিড়িয়াখানা|বিদ্যুৎকেন্দ্র|পারমাণবিক বিদ্যুৎকেন্দ্র|গ্যাসক্ষেত্র|মহাশ্মশান|কবরস্থান|স্কয়ার|অ্যাভিনিউ|সরণি"
    )
)
"""Kinds of places; the name with its kind is a LOCATION."""

BODY_KINDS: frozenset[tuple[str, ...]] = frozenset(
    _phrases(
        "থানা|পুলিশ ফাঁড়ি|তদন্তকেন্দ্র|মহানগর পুলিশ|মেট্রোপলিটন পুলিশ|জেলা পুলিশ|গোয়েন্দা পুলিশ|রেলওয়ে পুলিশ|"
        "হাসপাতাল|হাইকোর্ট|হাই কোর্ট|মেডিকেল কলেজ|মেডিকেল কলেজ হাসপাতাল|ক্লিনিক|"
        "বিশ্ববিদ্যালয়|কলেজ|মহাবিদ্যালয়|বিদ্যালয়|উচ্চবিদ্যালয়|উচ্চ বিদ্যালয়|স্কুল|স্কুল অ্যান্ড কলেজ|স্কুল ও কলেজ|মাদ্রাসা|"
        "ইনস্টিটিউট|পলিটেকনিক ইনস্টিটিউট|একাডেমি|প্রেসক্লাব|প্রেস ক্লাব|আইনজীবী সমিতি|সমিতি|ক্লাব|স্পোর্টিং ক্লাব|"
        "সিটি করপোরেশন|সিটি কর্পোরেশন|পৌরসভা|পৌরসংস্থা|জেলা পরিষদ|উপজেলা পরিষদ|ইউনিয়ন পরিষদ|জেলা প্রশাসন|উপজেলা প্রশাসন|"
        "শিক্ষা বোর্ড|শিক্ষাবোর্ড|চেম্বার|স্টক এক্সচেঞ্জ|ব্যাংক|সরকারি কলেজ"
    )
)
"""Kinds of bodies; the name with its kind is an ORGANIZATION."""

BODY_SUFFIXES: frozenset[tuple[str, ...]] = frozenset(_phrases("লিমিটেড|লি.|পিএলসি|ইনকরপোরেটেড|করপোরেশন|সচিবালয়"))
"""What makes a longer name of the name of a body."""

PLACE_ONLY: frozenset[tuple[str, ...]] = frozenset(
    _phrases("থানা|উপজেলা|ইউনিয়ন|গ্রাম|নদী|নদ|বাজার|মহল্লা|বন্দর|জেলা পুলিশ|মহানগর পুলিশ|জেলা প্রশাসন|উপজেলা প্রশাসন|ব্যাংক|সাগর")
)
"""Kinds that stand after the name of a place only, not after one of a person."""

BETWEEN: frozenset[str] = frozenset(
    map(
        normalize,
        "সদর সরকারি মহিলা মডেল জেনারেল জেলা বালক বালিকা আদর্শ পাইলট কেন্দ্রীয় আন্তর্জাতিক মেডিকেল উচ্চ প্রাথমিক নিম্ন মাধ্যমিক "
        "মাধ্যমিক ডিগ্রি ফাজিল আলিম কামিল দাখিল প্রকৌশল কৃষি টেকনিক্যাল বিজ্ঞান প্রযুক্তি ও পলিটেকনিক ক্যান্টনমেন্ট রেসিডেনসিয়াল "
        "ডেন্টাল আলিয়া স্মৃতি মেমোরিয়াল ক্রিকেট ফুটবল জাতীয় শাহি বণিক গোয়েন্দা হাইওয়ে রেলওয়ে পুরাতন নতুন".split(),
    )
)
"""Words that may stand between a name and its kind."""

LONGEST_KIND = max(map(len, PLACE_KINDS | BODY_KINDS))
"""Words of the longest kind."""

_MOST_BETWEEN = 3


def suffix_after(stems: Sequence[Sequence[str]]) -> str | None:
    """Return the stem of the word that stands after the name of a body and belongs to it, None if there is none.

    Args:
        stems: The stems that each word after the name may have, the whole word first.
    """
    return next((stem for stem in stems[0] if (stem,) in BODY_SUFFIXES), None) if stems else None


def kind_after(words: Sequence[str], stems: Sequence[Sequence[str]]) -> tuple[int, str, bool, str] | None:
    """Return the kind that stands after a name of a place or a person, with what may stand between.

    Args:
        words: Normalized words after the name, in text order.
        stems: The stems that each of them may have, the whole word first.

    Returns:
        The number of words up to the end of the kind, its label, whether it stands after names of places only,
        and the stem of its last word; the longest that there is, None if there is none.
    """
    found = None
    for at in range(min(len(words), _MOST_BETWEEN + 1)):
        for length in range(min(LONGEST_KIND, len(words) - at), 0, -1):
            head = tuple(words[at : at + length - 1])
            for stem in stems[at + length - 1]:
                kind = (*head, stem)
                if kind in BODY_KINDS or kind in PLACE_KINDS:
                    label = "ORGANIZATION" if kind in BODY_KINDS else "LOCATION"
                    reached = at + length
                    if found is None or reached > found[0]:
                        found = (reached, label, kind in PLACE_ONLY, stem)
        # What is between must be words of that class, or a kind itself: মেডিকেল কলেজ হাসপাতাল.
        if words[at] not in BETWEEN and (words[at],) not in BODY_KINDS:
            break
    return found
