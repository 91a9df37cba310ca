"""Perturbations: what they change, and that the mentions stay right."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bn_entities.bengali.spelling import NUKTA, ZWJ, ZWNJ, normalize
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText, marked_text
from bn_entities.training.perturbations import (
    Edit,
    PersonName,
    compose_nukta,
    decompose_nukta,
    drop_dandas,
    drop_joiners,
    inflect,
    insert_joiners,
    misread,
    read_names,
    read_spellings,
    respell,
    rewrite,
    standard_perturbations,
    swap_persons,
    switch_digits,
)

NAMES = Path(__file__).parents[2] / "training" / "names"
STANDARD = standard_perturbations(NAMES)
YYA = "\u09df"


def marked(gold: GoldText) -> str:
    """Return the text with its mentions marked, as ``marked_text`` reads it."""
    pieces, at = [], 0
    for start, end, label, name in gold.spans:
        surface = gold.text[start:end]
        pieces += [gold.text[at:start], f"[{surface}|{label}" + (f"|{name}]" if name != surface else "]")]
        at = end
    return "".join((*pieces, gold.text[at:]))


@pytest.mark.parametrize(
    ("name", "endings", "inflected"),
    [
        ("রহিম", ("ের",), "রহিমের"),
        ("সাহা", ("ের",), "সাহার"),
        ("রহিম", ("র",), "রহিমের"),
        ("মুম্বাই", ("র",), "মুম্বাইয়ের"),
        ("উসাইচিং", ("র",), "উসাইচিংয়ের"),
        ("শহীদুল্লাহ", ("ের",), "শহীদুল্লাহর"),
        ("সুব্রত", ("ের",), "সুব্রতর"),
        ("রণজিৎ", ("র",), "রণজিতের"),
        ("ঢাকা", ("ে",), "ঢাকায়"),
        ("তেহরান", ("য়",), "তেহরানে"),
        ("দিল্লি", ("ে",), "দিল্লিতে"),
        ("মস্কো", ("ে",), "মস্কোয়"),
        ("বেইজিং", ("ে",), "বেইজিংয়ে"),
        ("মৃ", ("কে", "ও"), "মৃকেও"),
        ("সরেন", ("রা", "ই"), "সরেনরাই"),
        ("সরেন", ("েদের",), "সরেনদের"),
        ("দে", ("ের", "ই"), "দেরই"),
        ("রহিম", (), "রহিম"),
    ],
)
def test_inflect(name: str, endings: tuple[str, ...], inflected: str) -> None:
    assert inflect(name, endings) == normalize(inflected)


def test_rewrite_moves_spans_and_names() -> None:
    gold = marked_text("কাল [করিমের|PERSON|করিম] বাড়ি [ঢাকায়|LOCATION|ঢাকা] ছিল।")
    at = gold.text.index("করিম")
    assert marked(rewrite(gold, [Edit(0, 3, "গতকাল"), Edit(at, at + 4, "সেলিম")])) == marked(
        marked_text("গতকাল [সেলিমের|PERSON|সেলিম] বাড়ি [ঢাকায়|LOCATION|ঢাকা] ছিল।")
    )


def test_rewrite_leaves_out_what_makes_a_span_uncertain() -> None:
    gold = marked_text("কাল [করিম|PERSON] এলেন")
    assert rewrite(gold, [Edit(3, 6, "")]) is gold
    assert rewrite(gold, [Edit(4, 8, " ")]) is gold


@pytest.mark.parametrize(
    "edits", [[Edit(0, 0, "ক")], [Edit(0, 2, ""), Edit(1, 3, "")], [Edit(0, 99, "")], [Edit(-1, 2, "")]]
)
def test_rewrite_refuses(edits: list[Edit]) -> None:
    with pytest.raises(BnEntitiesError, match="overlaps the edit before it"):
        rewrite(GoldText("কখগ", ()), edits)


def test_name_that_is_no_piece_of_the_text() -> None:
    gold = marked_text("[শিলঙের|LOCATION|শিলং] পথে")
    assert rewrite(gold, [Edit(0, 1, "স")]).spans[0][3] == ""


def test_nukta_letters() -> None:
    gold = marked_text(normalize("[বগুড়ায়|LOCATION|বগুড়া] আষাঢ়"))
    composed = compose_nukta(gold, Random(0))
    assert NUKTA not in composed.text
    assert composed.text.count(YYA) == 1
    assert composed.spans[0][3] == gold.spans[0][3]
    assert decompose_nukta(composed, Random(0)) == gold


def test_joiners() -> None:
    gold = marked_text(f"[র{ZWJ}্যাব|ORGANIZATION] সূর্য উদ্{ZWNJ}যাপন কর্মী")
    dropped = drop_joiners(gold, Random(0))
    assert dropped.text == "র্যাব সূর্য উদ্যাপন কর্মী"
    assert dropped.spans == ((0, 5, "ORGANIZATION", "র্যাব"),)
    put_in = insert_joiners(gold, Random(0))
    assert put_in.text.startswith(f"র{ZWNJ}্যাব")
    assert put_in.text != gold.text
    assert put_in.spans[0][3] == f"র{ZWJ}্যাব"


@given(st.text("কতরযমাি্ৎ য়" + ZWJ + ZWNJ, max_size=30).map(lambda text: normalize(text)), st.integers())
def test_joiners_put_in_change_no_word(text: str, seed: int) -> None:
    assert normalize(insert_joiners(GoldText(text, ()), Random(seed)).text) == text


def test_dandas() -> None:
    gold = marked_text("[করিম|PERSON] এলেন। তিনি গেলেন।[রহিম|PERSON] নেই।")
    assert marked(drop_dandas(gold, Random(0))) == "[করিম|PERSON] এলেন তিনি গেলেন [রহিম|PERSON] নেই"


def test_digits() -> None:
    gold = marked_text("[২০২৪ সালে|DATE|২০২৪ সাল] [কুমিল্লা-৬|LOCATION] আসনে 12,500.50 টাকা, F-16 ও COVID19, www.a.com/12")
    assert (
        marked(switch_digits(gold, Random(0)))
        == "[2024 সালে|DATE|2024 সাল] [কুমিল্লা-6|LOCATION] আসনে ১২,৫০০.৫০ টাকা, F-16 ও COVID19, www.a.com/12"
    )


def test_misread() -> None:
    gold = marked_text("বাবর আলী [ঢাকার|LOCATION|ঢাকা] বাজারে ফল কিনে [করিমের|PERSON|করিম] বাড়ি ফিরলেন গতকাল দুপুরে।")
    many = misread(gold, Random(1), 0.5)
    assert many.text != gold.text
    assert [span[2] for span in many.spans] == ["LOCATION", "PERSON"]
    assert misread(gold, Random(1), 0.0) is gold
    assert misread(gold, Random(7), 0.1) == misread(gold, Random(7), 0.1)
    for seed in range(50):
        changed = misread(gold, Random(seed), 0.5)
        for start, end, *_ in changed.spans:
            assert changed.text[start - 1].isspace()
            assert changed.text[end].isspace()


def test_respell() -> None:
    table = {"বৃটেন": "ব্রিটেন", "নিউ ইয়র্ক": "নিউইয়র্ক", "চিন": "চীনদেশ", "মুম্বই": "মুম্বা"}
    gold = marked_text(
        normalize("[বৃটেনের|LOCATION|বৃটেন] পরে [নিউ ইয়র্কে|LOCATION|নিউ ইয়র্ক] ও [মুম্বইয়ে|LOCATION|মুম্বই], চিনি নয়")
    )
    new = respell(gold, Random(0), {normalize(old): normalize(new) for old, new in table.items()})
    assert marked(new) == normalize(
        "[ব্রিটেনের|LOCATION|ব্রিটেন] পরে [নিউইয়র্কে|LOCATION|নিউইয়র্ক] ও [মুম্বায়|LOCATION|মুম্বা], চিনি নয়"
    )


def test_respell_leaves_words_on_both_sides_of_an_edge() -> None:
    gold = marked_text("[নিউ|LOCATION] ঢাকা")
    assert respell(gold, Random(0), {"নিউ ঢাকা": "নবঢাকা"}) is gold


ONE = [PersonName("উসাইচিং মারমা", "উসাইচিং")]


def test_swap_keeps_case_and_parts() -> None:
    gold = marked_text(
        "[শেখ হাসিনার|PERSON|শেখ হাসিনা] কথায় [হাসিনাকে|PERSON|হাসিনা] চেনা যায়। [শেখ হাসিনা|PERSON] [ঢাকায়|LOCATION|ঢাকা]।"
    )
    assert marked(swap_persons(gold, Random(0), ONE)) == (
        "[উসাইচিং মারমার|PERSON|উসাইচিং মারমা] কথায় [মারমাকে|PERSON|মারমা] চেনা যায়। [উসাইচিং মারমা|PERSON] [ঢাকায়|LOCATION|ঢাকা]।"
    ).replace("\u09df", "\u09af\u09bc")


def test_swap_of_single_words_is_steady() -> None:
    gold = marked_text("[করিম|PERSON] ও [রহিমের|PERSON|রহিম] ভাই [করিমকে|PERSON|করিম] ডাকেন")
    people = [*ONE, PersonName("সোমা মিত্র", "সোমা")]
    new = swap_persons(gold, Random(3), people)
    first, second, third = (span[3] for span in new.spans)
    assert {first, second} == {"উসাইচিং", "সোমা"}
    assert third == first


def test_swap_without_names_of_the_mentions() -> None:
    text = "করিমের ভাই রহিম"
    gold = GoldText(text, ((0, 6, "PERSON", ""), (11, 15, "PERSON", "")))
    new = swap_persons(gold, Random(0), ONE)
    assert new.text == "উসাইচিংয়ের ভাই উসাইচিং".replace("\u09df", "\u09af\u09bc")
    assert [span[3] for span in new.spans] == ["", ""]


def test_swap_needs_names() -> None:
    with pytest.raises(BnEntitiesError, match="no names"):
        swap_persons(GoldText("", ()), Random(0), [])


@pytest.mark.parametrize("title", ["muslim", "hindu", "indigenous", "foreign"])
def test_lists_of_names(title: str) -> None:
    people = read_names(NAMES / f"{title}.tsv")
    assert len({person.name for person in people}) == len(people) >= 60
    for person in people:
        assert len(person.name.split()) > 1
        assert f" {person.short} " in f" {person.name} "


@pytest.mark.parametrize("name", ["spellings.tsv", "older_spellings.tsv"])
def test_pairs_of_spellings(name: str) -> None:
    pairs = read_spellings(NAMES / name)
    assert len(pairs) > 100
    assert all(normalize(old) == old != normalize(new) == new for old, new in pairs.items())
    for old, new in read_spellings(NAMES / name, reverse=True).items():
        assert pairs[new] == old or pairs[new] != new


def test_bad_tables(tmp_path: Path) -> None:
    with pytest.raises(BnEntitiesError, match="cannot read"):
        read_names(tmp_path / "none.tsv")
    table = tmp_path / "table.tsv"
    table.write_text("name\tshort\n", encoding="utf-8")
    with pytest.raises(BnEntitiesError, match="has no names"):
        read_names(table)
    table.write_text("name\tshort\nকরিম\n", encoding="utf-8")
    with pytest.raises(BnEntitiesError, match=r"table\.tsv:2: .*two columns"):
        read_spellings(table)


PIECES = st.one_of(
    st.sampled_from("সরকারি আমেরিকায় মুম্বাইয়ে নিউইয়র্ক ১২, ২০২৪ সালের এলেন। র‍্যাব হাই কোর্ট চীনের ঈদুল ফিতরে".split()),
    st.text("কবরইঈিীঁ্যড়়\u09df\u09dc০৯0। -.,'" + ZWJ + ZWNJ, min_size=1, max_size=8),
)
LABELS = st.sampled_from(["", "", "PERSON", "LOCATION", "ORGANIZATION", "DATE"])


@st.composite
def golds(draw: st.DrawFn) -> GoldText:
    text, spans = "", []
    for piece, label, gap in draw(
        st.lists(st.tuples(PIECES, LABELS, st.sampled_from(["", " ", " ", "-"])), max_size=12)
    ):
        surface = piece.strip()
        if label and normalize(surface).strip():
            spans.append((len(text), len(text) + len(surface), label, draw(st.sampled_from(["", normalize(surface)]))))
        text += surface + gap
    return GoldText(text, tuple(spans), "id")


@pytest.mark.parametrize("title", STANDARD)
@settings(max_examples=50, deadline=None)
@given(gold=golds(), seed=st.integers(0, 1000))
def test_any_text(title: str, gold: GoldText, seed: int) -> None:
    new = STANDARD[title](gold, Random(seed))
    assert new == STANDARD[title](gold, Random(seed))
    assert new.id == gold.id
    assert [span[2] for span in new.spans] == [span[2] for span in gold.spans]
    at = 0
    for start, end, _, name in new.spans:
        assert at <= start < end <= len(new.text)
        assert new.text[start:end].strip()
        assert name == normalize(name)
        at = end
    if title.endswith("persons"):
        # What is around persons stays, and so do the other mentions.
        assert _without_persons(new) == _without_persons(gold)


@settings(max_examples=50, deadline=None)
@given(gold=golds(), seed=st.integers(0, 1000))
def test_what_no_perturbation_is_about_stays(gold: GoldText, seed: int) -> None:
    def letters(text: str) -> str:
        return "".join(char for char in text if not char.isdigit() and char not in f"।{ZWJ}{ZWNJ} ")

    for perturbation in (drop_dandas, drop_joiners, insert_joiners, switch_digits):
        assert letters(perturbation(gold, Random(seed)).text) == letters(gold.text)
    assert normalize(compose_nukta(gold, Random(seed)).text) == normalize(gold.text)
    assert normalize(decompose_nukta(gold, Random(seed)).text) == normalize(gold.text)
    assert switch_digits(switch_digits(gold, Random(seed)), Random(seed)).text == gold.text


def _without_persons(gold: GoldText) -> list[str]:
    pieces, at = [], 0
    for start, end, label, _ in gold.spans:
        if label == "PERSON":
            pieces.append(gold.text[at:start])
            at = end
    return [*pieces, gold.text[at:]]
