"""Abbreviations that end in a full stop, a visarga or a typed colon.

Source: the abbreviation lists of *Bangla Academy Bangla Banan Abhidhan* and
the usage of Dhaka and Kolkata newspapers, collected by the project's editors.
"""

from __future__ import annotations

STOPPED: frozenset[str] = frozenset(
    "মো মোঃ মোহা মু মুহ মোসা মোছা ড ডা ডাঃ প্রো অধ্যা ইঞ্জি প্রকৌ লে মে জে ব্রি মেজ ক্যা কর্ন অব অবঃ সা রা আ রহ হি খ্রি বি দ্র "
    "পৃ নং মি সে সেমি কিমি কি লি প্রা ইং বাং তাং গং এড অ্যাড অ্যাডভোকেট সেপ্টে অক্টো নভে ডিসে জানু ফেব্রু সেন্ট মিসেস মিস "
    "সং পুং কোং শ্রীঃ বনাম চৌঃ আনু ইত্যা সম্পা".split()
)
"""Words after which a full stop belongs to the word and ends no sentence."""

ABBREVIATED_NAMES: dict[str, str] = {
    **dict.fromkeys(("মো", "মোহা", "মু", "মুহ", "মুহা", "মোহাং"), "মোহাম্মদ"),
    **dict.fromkeys(("মোসা", "মোছা"), "মোসাম্মত"),
}
"""Given names that papers abbreviate: the abbreviation without its mark, and the name."""

COLON_FOR_VISARGA: frozenset[str] = frozenset("মো ডা মোসা মোছা মি অব লি মু ইং তাং".split())
"""Abbreviations whose visarga is often typed as a colon (``মো:``)."""

LATIN_STOPPED: frozenset[str] = frozenset(
    "Mr Mrs Ms Dr Prof Md St Jr Sr Gen Col Lt Capt Sgt Rev Hon Inc Ltd Co Corp vs etc No".split()
)
"""Latin words after which a full stop belongs to the word."""

LETTER_NAMES: tuple[str, ...] = tuple(
    "এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ এক্স ওয়াই জেড".split()
)
"""The Bengali names of the Latin letters, of which initials are made (``এ. কে. এম.``)."""

SHORT_NUMERALS: tuple[str, ...] = ("দু", "তি", "চা", "পাঁ", "ছ", "ন", "শ", "দে")
"""Clipped number words before an apostrophe (``দু'জন``, ``ছ'টা``)."""
