"""bnlp-toolkit's tokenizer and CRF tagger in this pipeline, with offsets restored.

bnlp-toolkit is imported only here, and only when it is asked for: its import
prints, and tries to reach the network.
"""

from __future__ import annotations

import contextlib
import io
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from spacy.tokens import Doc

from bn_entities.calibration import Calibration
from bn_entities.errors import BnEntitiesError
from bn_entities.records import LABELS
from bn_entities.tagger.interface import TaggedSpan
from bn_entities.tokenizer import BengaliTokenizer, check_text, make_doc

# What the tokenizer puts in the place of a full stop; a text may hold it too.
_MARKER = "XTEMPDOT"

_LABELS: dict[str, str] = {
    "PER": "PERSON",
    "LOC": "LOCATION",
    "GPE": "LOCATION",
    "ORG": "ORGANIZATION",
    "PROD": "PRODUCT",
    "MISC": "",
    "OBJ": "PRODUCT",
}
_LABELS.update({str(label): str(label) for label in LABELS})


@contextlib.contextmanager
def quiet_and_offline() -> Iterator[None]:
    """Keep an import from printing and from the network."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise OSError("no network while bnlp-toolkit is imported")

    connect = socket.socket.connect
    socket.socket.connect = refuse  # type: ignore[method-assign]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]


def restore_offsets(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Return where tokens of bnlp-toolkit stand in the text that they were made from.

    Args:
        text: The text.
        tokens: Its tokens in order; a full stop may stand for the tokenizer's marker.

    Returns:
        Start and end of each token in code points.

    Raises:
        BnEntitiesError: A token is not in the text.
    """
    offsets: list[tuple[int, int]] = []
    at = 0
    for token in tokens:
        while at < len(text) and text[at].isspace():
            at += 1
        start = at
        for char in token:
            if text[at : at + 1] == char:
                at += 1
            elif char == "." and text.startswith(_MARKER, at):
                at += len(_MARKER)
            else:
                raise BnEntitiesError(
                    f"the token {token!r} of bnlp-toolkit does not stand at offset {start} of the text"
                )
        offsets.append((start, at))
    return offsets


class BnlpTokenizer(BengaliTokenizer):
    """bnlp-toolkit's ``BasicTokenizer`` as a spaCy tokenizer."""

    def __init__(self, vocab: Any) -> None:
        """Import bnlp-toolkit.

        Args:
            vocab: The vocabulary that the documents share.
        """
        super().__init__(vocab)
        with quiet_and_offline():
            from bnlp.tokenizer.basic import BasicTokenizer

        self._tokenizer = BasicTokenizer()

    def __call__(self, text: str) -> Doc:
        """Return the document of a text.

        Args:
            text: Any text without lone surrogates.

        Raises:
            BnEntitiesError: The text is no string, or holds a lone surrogate.
        """
        check_text(text)
        return make_doc(self.vocab, text, restore_offsets(text, self._tokenizer.tokenize(text)))


class BnlpTagger:
    """A CRF that bnlp-toolkit's ``CRFTaggerTrainer`` trained.

    Its model tells no probabilities of spans: the score is the mean marginal of the tags.
    """

    def __init__(self, model: str | Path) -> None:
        """Read a model.

        Args:
            model: The file that the trainer wrote, a pickle: reading one runs what is in it, so
                give only files that you trust.

        Raises:
            BnEntitiesError: There is no such file, or it is no CRF.
        """
        path = Path(model)
        if not path.is_file():
            raise BnEntitiesError(f"there is no model file {path}: train one with bnlp-toolkit's CRFTaggerTrainer")
        with quiet_and_offline():
            from bnlp.token_classification.ner import BengaliNER
            from bnlp.utils.utils import features
        try:
            self._crf = BengaliNER(model_path=str(path)).model
            tags = list(self._crf.classes_)
        except Exception as error:  # unpickling raises whatever the file makes it raise
            raise BnEntitiesError(f"{path} is not a CRF of bnlp-toolkit: {error}") from error
        unknown = sorted({_label(tag) for tag in tags if tag != "O"} - _LABELS.keys())
        if unknown:
            raise BnEntitiesError(
                f"the CRF {path} has the labels {' '.join(unknown)}: train it with those of the guideline, {' '.join(LABELS)}"
            )
        self._features = features
        self.calibration: Calibration | None = None

    def tag(self, docs: Sequence[Doc], least: float = 0.5) -> list[list[TaggedSpan]]:
        """Return the spans of each document.

        Args:
            docs: Documents with sentence starts.
            least: Without effect: the CRF tells its best sequence only.
        """
        del least
        return [[span for sentence in doc.sents for span in self._tag_sentence(sentence)] for doc in docs]

    def _tag_sentence(self, sentence: Any) -> Iterator[TaggedSpan]:
        tokens = [token for token in sentence if not token.is_space]
        if not tokens:
            return
        words = [token.text for token in tokens]
        rows = [self._features(words, index) for index in range(len(words))]
        # predict_marginals would ask for every tag of every word, which takes most of the time.
        crf = self._crf.tagger_
        crf.set(rows)
        tags = crf.tag()
        start, label, scores = 0, "", [0.0]
        for index, tag in enumerate([*tags, "O"]):
            here = "" if tag == "O" else _LABELS[_label(tag)]
            if label and (here != label or tag[:1] in "BSU"):
                mean = sum(scores) / len(scores)
                yield TaggedSpan(tokens[start].i, tokens[index - 1].i + 1, label, min(1.0, max(0.0, mean)))
                label = ""
            if here and not label:
                start, label, scores = index, here, []
            if here:
                scores.append(crf.marginal(tag, index))


def _label(tag: str) -> str:
    return str(tag).partition("-")[2] if str(tag)[1:2] == "-" else str(tag)
