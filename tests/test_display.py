"""HTML of articles."""

from __future__ import annotations

import re
from html import unescape

from bn_entities import load


def test_text_is_whole_and_escaped() -> None:
    text = 'তেহরানে <b>"শোইগু"</b> & রাইসি।'
    article = load()(text)
    html = article._repr_html_()
    assert "<b>" not in html
    assert html.count("<mark") == len(article.mentions) >= 2
    without_labels = re.sub(r" <small.*?</small>", "", html)
    assert unescape(re.sub(r"<[^>]*>", "", without_labels)) == text
    assert 'title="তেহরান"' in html
