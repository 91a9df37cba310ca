"""What the stages read of a spaCy document, without an object for each of its tokens."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc


def words_of(doc: Doc, *, with_line_ends: bool = False) -> tuple[list[str], Sequence[int]]:
    """Return the words of a document that has normal forms (``bn_morphology``), white space left out.

    Args:
        doc: The document.
        with_line_ends: True keeps white space that holds the end of a line.

    Returns:
        The normal form of each word, and its index among the tokens.
    """
    norms = [token.norm_ for token in doc]
    is_space = doc.to_array("IS_SPACE")
    if not is_space.any():
        return norms, range(len(norms))
    places = [
        at for at, space in enumerate(is_space.tolist()) if not space or (with_line_ends and "\n" in doc[at].text)
    ]
    return [norms[at] for at in places], places


def text_before(doc: Doc, start: int, last: int) -> str:
    """Return the text from a token up to a later one, which is left out.

    Args:
        doc: The document.
        start: The first token.
        last: The token that the text ends before.
    """
    return doc[start:last].text_with_ws if start < last else ""
