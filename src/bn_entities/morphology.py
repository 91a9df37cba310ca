"""Normal forms and stems of tokens, as a spaCy component."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from bn_entities.bengali.names import best_split
from bn_entities.bengali.spelling import normalize


@lru_cache(maxsize=65536)
def norm_and_lemma(word: str) -> tuple[str, str]:
    """Return the canonical spelling of a word, and its likely stem by itself, without knowledge of its text.

    Args:
        word: A word in any encoding.

    Returns:
        Both; the word itself where it has format characters only, since spaCy has no empty norm.
    """
    return normalize(word) or word, best_split(word).stem or word


class BengaliMorphology:
    """Sets ``token.norm_`` to the canonical spelling and ``token.lemma_`` to the likely stem.

    The lemma is a proposal for the stages after it: the resolver decides.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token.

        Args:
            doc: The document; it is changed.
        """
        for token in doc:
            token.norm_, token.lemma_ = norm_and_lemma(token.text)
        return doc


@Language.factory("bn_morphology", assigns=["token.norm", "token.lemma"])
def create_morphology(nlp: Language, name: str) -> BengaliMorphology:
    """Return the component."""
    del nlp, name
    return BengaliMorphology()
