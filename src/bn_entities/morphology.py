"""Normal forms and stems of tokens, as a spaCy component."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from bn_entities.bengali.names import best_split
from bn_entities.bengali.spelling import normalize


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Return the likely stem of a word by itself, without knowledge of its text.

    Args:
        word: A word in any encoding.
    """
    return best_split(word).stem


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
            # A token of format characters only keeps itself, since spaCy has no empty norm.
            token.norm_ = normalize(token.text) or token.text
            token.lemma_ = lemma(token.text) or token.text
        return doc


@Language.factory("bn_morphology", assigns=["token.norm", "token.lemma"])
def create_morphology(nlp: Language, name: str) -> BengaliMorphology:
    """Return the component."""
    del nlp, name
    return BengaliMorphology()
