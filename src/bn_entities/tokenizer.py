"""The Bengali tokenizer as spaCy knows tokenizers: text in, ``Doc`` out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import regex
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from bn_entities.bengali.tokens import sentence_starts, tokenize
from bn_entities.errors import BnEntitiesError

_LONE_SURROGATE = regex.compile("[\ud800-\udfff]")


def check_text(text: object) -> str:
    """Return the text if it can be processed.

    Args:
        text: What the caller gave.

    Raises:
        BnEntitiesError: It is no string, or it holds a lone surrogate.
    """
    if not isinstance(text, str):
        hint = "; decode it first" if isinstance(text, bytes) else ""
        raise BnEntitiesError(f"a text must be a str, not {type(text).__name__}{hint}")
    surrogate = _LONE_SURROGATE.search(text)
    if surrogate:
        raise BnEntitiesError(
            f"the text holds the lone surrogate U+{ord(surrogate[0]):04X} at offset {surrogate.start()}, which is no "
            "character: decode the source with errors='replace'"
        )
    return text


def make_doc(vocab: Vocab, text: str, tokens: Sequence[tuple[int, int]]) -> Doc:
    """Return a ``Doc`` of a text with given tokens; its text is the text as given.

    White space other than the single space after a token becomes tokens of its own, as in spaCy.

    Args:
        vocab: The vocabulary.
        text: The text.
        tokens: Start and end of each token, in text order, white space left out.
    """
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    at = 0
    for (start, end), begins in zip(tokens, sentence_starts(text, tokens), strict=True):
        _add_gap(text[at:start], words, spaces, starts)
        words.append(text[start:end])
        spaces.append(False)
        starts.append(begins)
        at = end
    _add_gap(text[at:], words, spaces, starts)
    return Doc(vocab, words=words, spaces=spaces, sent_starts=list(starts))


def _add_gap(gap: str, words: list[str], spaces: list[bool], starts: list[bool]) -> None:
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)
        starts.append(not starts)


class BengaliTokenizer:
    """Tokens and sentences of Bengali text, as a spaCy tokenizer."""

    def __init__(self, vocab: Vocab) -> None:
        """Take the vocabulary of the pipeline.

        Args:
            vocab: The vocabulary that the documents share.
        """
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the document of a text.

        Args:
            text: Any text without lone surrogates.

        Raises:
            BnEntitiesError: The text is no string, or holds a lone surrogate.
        """
        check_text(text)
        return make_doc(self.vocab, text, tokenize(text))

    def pipe(self, texts: Iterator[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Yield the document of each text.

        Args:
            texts: The texts.
            batch_size: Unused; part of spaCy's interface.
        """
        del batch_size
        yield from map(self, texts)

    # The tokenizer has no state: spaCy asks for these when it saves a pipeline.
    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: there is no state."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> BengaliTokenizer:
        """Return itself: there is no state."""
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write nothing: there is no state."""

    def from_disk(self, path: str | Path, **_: Any) -> BengaliTokenizer:
        """Return itself: there is no state."""
        return self


@registry.tokenizers("bn_entities.BengaliTokenizer.v1")
def create_tokenizer() -> Callable[[Language], BengaliTokenizer]:
    """Return what makes the tokenizer of a pipeline, for spaCy configs."""

    def make(nlp: Language) -> BengaliTokenizer:
        return BengaliTokenizer(nlp.vocab)

    return make
