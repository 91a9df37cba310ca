"""Annotated texts in the forms that other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bn_entities.bengali.tokens import sentence_starts, tokenize
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText


def json_lines(texts: Iterable[GoldText]) -> Iterator[str]:
    """Yield lines ``{"id", "text", "entities": [{"start", "end", "label", "name"}]}``, as ``evaluate`` reads them.

    Args:
        texts: Annotated texts.
    """
    for gold in texts:
        entities = [{"start": s, "end": e, "label": label, "name": name} for s, e, label, name in gold.spans]
        yield json.dumps({"id": gold.id, "text": gold.text, "entities": entities}, ensure_ascii=False)


def tagged_sentences(gold: GoldText) -> Iterator[list[tuple[str, str]]]:
    """Yield the sentences of a text as words with BIO tags.

    Args:
        gold: The annotated text; a mention that starts or ends within a word is widened to it.
    """
    tokens = tokenize(gold.text)
    sentence: list[tuple[str, str]] = []
    spans = iter(sorted(gold.spans))
    span = next(spans, None)
    begun = False
    for (start, end), starts in zip(tokens, sentence_starts(gold.text, tokens), strict=True):
        if starts and sentence:
            yield sentence
            sentence = []
        while span is not None and span[1] <= start:
            span, begun = next(spans, None), False
        inside = span is not None and span[0] < end
        tag = f"{'I' if begun else 'B'}-{span[2]}" if inside and span is not None else "O"
        begun = begun or inside
        sentence.append((gold.text[start:end], tag))
    if sentence:
        yield sentence


def conll(texts: Iterable[GoldText]) -> Iterator[str]:
    """Yield lines ``WORD<tab>TAG``, with an empty line after each sentence and ``# id`` before each text.

    Args:
        texts: Annotated texts.
    """
    for gold in texts:
        yield f"# {gold.id}"
        for sentence in tagged_sentences(gold):
            yield from (f"{word}\t{tag}" for word, tag in sentence)
            yield ""


def word_lines(texts: Iterable[GoldText]) -> Iterator[str]:
    """Yield a JSON line ``{"id", "tokens", "ner_tags"}`` for each sentence, as Hugging Face ``datasets`` reads them.

    Args:
        texts: Annotated texts.
    """
    for gold in texts:
        for number, sentence in enumerate(tagged_sentences(gold)):
            row = {
                "id": f"{gold.id}.{number}",
                "tokens": [word for word, _ in sentence],
                "ner_tags": [tag for _, tag in sentence],
            }
            yield json.dumps(row, ensure_ascii=False)


LINES: dict[str, Callable[[Iterable[GoldText]], Iterator[str]]] = {
    "jsonl": json_lines,
    "conll": conll,
    "datasets": word_lines,
}
"""The forms that are lines of text, by name."""


def write(texts: Iterable[GoldText], form: str, out: Path) -> int:
    """Write annotated texts to a file.

    Args:
        texts: The texts.
        form: ``jsonl``, ``conll``, ``datasets``, or ``spacy`` for a DocBin with ``doc.ents`` and sentences.
        out: The file.

    Returns:
        The number of texts.

    Raises:
        BnEntitiesError: The form is unknown, or the file cannot be written.
    """
    texts = list(texts)
    if form not in (*LINES, "spacy"):
        raise BnEntitiesError(f"no form {form!r}: choose one of {', '.join((*LINES, 'spacy'))}")
    try:
        if form == "spacy":
            _doc_bin(texts).to_disk(out)
        else:
            out.write_text("".join(f"{line}\n" for line in LINES[form](texts)), encoding="utf-8")
    except OSError as error:
        raise BnEntitiesError(f"cannot write {out}: {error.strerror or error}") from error
    return len(texts)


def _doc_bin(texts: Iterable[GoldText]):  # type: ignore[no-untyped-def]
    import spacy
    from spacy.tokens import DocBin, Span

    from bn_entities.tokenizer import BengaliTokenizer

    tokenizer = BengaliTokenizer(spacy.blank("bn").vocab)
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START"], store_user_data=True)
    for gold in texts:
        doc = tokenizer(gold.text)
        doc.user_data["id"] = gold.id
        spans = []
        for start, end, label, _ in gold.spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            # spaCy cannot learn a span that begins or ends with white space.
            words = [token.i for token in span or () if not token.is_space]
            if words:
                spans.append(Span(doc, words[0], words[-1] + 1, label=label))
        doc.set_ents(spans)
        docs.add(doc)
    return docs
