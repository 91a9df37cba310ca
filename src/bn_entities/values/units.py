"""Units of measure and their English names. Source: BIPM, *The International System of Units*, and local units in news."""

from __future__ import annotations

from bn_entities.bengali.spelling import normalize

UNITS: dict[str, str] = {
    normalize(word): unit
    for line in """
কিলোমিটার/কিমি/কি.মি.=kilometre|মিটার=metre|সেন্টিমিটার/সেমি/সে.মি.=centimetre|মিলিমিটার/মিমি/মি.মি.=millimetre|মাইল=mile|নটিক্যাল মাইল=nautical mile
ফুট=foot|ইঞ্চি=inch|গজ=yard|বর্গকিলোমিটার/বর্গকিমি=square kilometre|বর্গমিটার=square metre|বর্গফুট=square foot|বর্গমাইল=square mile
একর=acre|হেক্টর=hectare|বিঘা=bigha|কাঠা=katha|শতক জমি=decimal|কেজি/কিলোগ্রাম/কিলো=kilogram|গ্রাম=gram|মিলিগ্রাম=milligram|টন=ton|মেট্রিক টন=metric ton
মণ=maund|ক্যারেট=carat|ভরি=bhori|লিটার=litre|মিলিলিটার=millilitre|ব্যারেল=barrel|কিউসেক=cusec|মেগাওয়াট=megawatt|গিগাওয়াট=gigawatt|কিলোওয়াট=kilowatt
ভোল্ট=volt|ডিগ্রি সেলসিয়াস/ডিগ্রী সেলসিয়াস=degree Celsius|ডিগ্রি ফারেনহাইট=degree Fahrenheit|আলোকবর্ষ=light year|নট=knot|ঘনফুট=cubic foot|ঘনমিটার=cubic metre
মেগাপিক্সেল=megapixel|গিগাবাইট/জিবি=gigabyte|মেগাবাইট/এমবি=megabyte|টেরাবাইট=terabyte
""".split("\n")
    for entry in line.split("|")
    if entry
    for words, unit in [entry.split("=")]
    for word in words.split("/")
}
"""Bengali names of units, normalized, with their English singular."""
