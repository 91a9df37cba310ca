"""Texts of odd lengths and scripts: every word is read, offsets hold, memory stays small."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

MOST_MEGABYTES = 1000

# Names that no gazetteer holds, so that only a tagger that reads the whole text finds them all.
PROGRAM = """
import json, resource, sys
import bn_entities

names = ["ওয়াফিকুন নাজমানি", "ফারহাদুল জিয়ানকি", "মেহরিনা তাবাসসুম", "রুকাইয়া সানজিদাহ"]
def sentence(number, mark):
    name = names[number % len(names)]
    return f"মন্ত্রী {name} গতকাল {number % 28 + 1} তারিখে ঢাকায় এক সভায় এ কথা বলেন{mark} "

texts = {
    "20,000 words": "".join(sentence(number, "।") for number in range(1700)),
    "one sentence of 5,000 words": "".join(sentence(number, " এবং") for number in range(420)),
    "Latin": "It rained all day in the north of the country. " * 300,
    "emoji": "😀🇧🇩👨‍👩‍👧" * 3000,
}
pipeline = bn_entities.load(sys.argv[1])
report = {}
for title, text in texts.items():
    article = pipeline(text)
    assert article.text == text
    assert all(text[m.start : m.end] == m.text for m in article.mentions)
    found = [m.start for m in article.mentions if m.label == "PERSON"]
    size = len(text) // 20 + 1
    report[title] = {
        "words": len(text.split()),
        "persons": [sum(at // size == part for at in found) for part in range(20)],
    }
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
report["megabytes"] = peak / (1e6 if sys.platform == "darwin" else 1e3)
print(json.dumps(report))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of memory is not told there")
@pytest.mark.parametrize("model", ["fast", "accurate"])
def test_long_and_odd_texts(model: str) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, model], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["20,000 words"]["words"] >= 20_000
    assert min(report["20,000 words"]["persons"]) >= 70
    assert report["one sentence of 5,000 words"]["words"] >= 5_000
    assert min(report["one sentence of 5,000 words"]["persons"]) >= 15
    assert sum(report["Latin"]["persons"]) == sum(report["emoji"]["persons"]) == 0
    assert report["megabytes"] < MOST_MEGABYTES
