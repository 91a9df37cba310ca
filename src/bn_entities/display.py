"""Articles as HTML, for notebooks and reports."""

from __future__ import annotations

from html import escape

from bn_entities.records import Article

COLOURS: dict[str, str] = {
    "PERSON": "#ffd8a8",
    "ORGANIZATION": "#a5d8ff",
    "LOCATION": "#b2f2bb",
    "NORP": "#eebefa",
    "EVENT": "#ffc9c9",
    "WORK": "#d0bfff",
    "PRODUCT": "#99e9f2",
}
"""Background of each label; values share one."""

_VALUE = "#e9ecef"


def article_html(article: Article) -> str:
    """Return an article as HTML with its mentions marked.

    Args:
        article: The article.

    Returns:
        One ``div``; the name of a mention is its tooltip.
    """
    pieces: list[str] = []
    at = 0
    for mention in article.mentions:
        pieces.append(escape(article.text[at : mention.start]))
        colour = COLOURS.get(mention.label, _VALUE)
        pieces.append(
            f'<mark style="background:{colour};color:#000;padding:0 .2em;border-radius:.2em" title="{escape(mention.name)}">'
            f'{escape(mention.text)} <small style="opacity:.6">{mention.label}</small></mark>'
        )
        at = mention.end
    pieces.append(escape(article.text[at:]))
    return f'<div lang="bn" style="line-height:1.9;white-space:pre-wrap">{"".join(pieces)}</div>'
