"""A training from texts to a model that ``load`` takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bn_entities.calibration import UNCALIBRATED, Outcome, fit
from bn_entities.errors import BnEntitiesError
from bn_entities.evaluation import GoldText
from bn_entities.pipeline import Pipeline, load
from bn_entities.resolve import SPANS as MENTIONS
from bn_entities.resolve import Resolver
from bn_entities.tagger.cnn import CnnTagger
from bn_entities.tagger.component import FOLDERS, named_tagger
from bn_entities.tagger.features import WordVectors
from bn_entities.tagger.folder import kind_of, read_meta, write_meta
from bn_entities.tagger.interface import TokenTagger
from bn_entities.training.augmentation import Augment, augmenter
from bn_entities.training.cnn import gold_examples, silver_examples, train_cnn
from bn_entities.training.config import Augmentation, CnnSettings, DataFiles, Settings
from bn_entities.training.data import Judge, Preparation, TrainingTexts
from bn_entities.training.progress import Progress, Run, Tell

LEAST_FOR_CALIBRATION = 0.05
"""How likely the mentions are at least from which a calibration is fitted."""

NO_AUGMENTATION = Augmentation()
"""Shows every text as it is."""


def _silent(progress: Progress) -> None:
    del progress


def train(
    texts: TrainingTexts,
    files: DataFiles,
    settings: Settings,
    out: Path,
    tell: Tell = _silent,
    shares: Augmentation = NO_AUGMENTATION,
) -> list[Run]:
    """Train a tagger, calibrate the scores of the pipeline with it, and write it.

    Args:
        texts: The texts.
        files: What else is needed: the teacher, word vectors or the pretrained encoder.
        settings: The kind of the tagger and its settings.
        out: Folder to write the model to; ``load(out)`` takes it.
        tell: Is called with each look at the held-out texts.
        shares: How often gold texts are changed.

    Returns:
        The runs, one for each seed.

    Raises:
        BnEntitiesError: A file that is needed is missing or bad, or a package is not installed.
    """
    augment = augmenter(shares, files.names)
    if isinstance(settings, CnnSettings):
        runs = _train_cnn(texts, files, settings, augment, out, tell)
    else:
        from bn_entities.training.encoder import train_encoder

        runs = train_encoder(texts, files, settings, augment, _teacher(files), out, tell)
    calibrate(out, texts.held_out)
    return runs


def _train_cnn(
    texts: TrainingTexts, files: DataFiles, settings: CnnSettings, augment: Augment, out: Path, tell: Tell
) -> list[Run]:
    preparation = Preparation()
    teacher = _teacher(files)
    examples = gold_examples(texts, preparation, settings, augment)
    examples += silver_examples(texts, preparation, settings, teacher)
    judge, reporter = Judge.of(texts.held_out, preparation), Judge.of(texts.dev, preparation)
    vectors = WordVectors.from_disk(files.vectors)
    taggers: dict[int, CnnTagger] = {
        seed: train_cnn(examples, judge, settings, seed, vectors, tell) for seed in settings.seeds
    }
    scores = {seed: judge.f1(tagger) for seed, tagger in taggers.items()}
    best = max(scores, key=lambda seed: scores[seed][1])
    taggers[best].to_disk(out)
    return [
        Run(f"seed {seed}", scores[seed], reporter.f1(tagger) if texts.dev else None, seed == best)
        for seed, tagger in taggers.items()
    ]


def _teacher(files: DataFiles) -> TokenTagger | None:
    if files.teacher is None:
        return None
    teacher = named_tagger(files.teacher)
    if not isinstance(teacher, TokenTagger):
        raise BnEntitiesError(f"{files.teacher} is no tagger that another one can learn from")
    return teacher


def calibrate(folder: Path, texts: Sequence[GoldText]) -> None:
    """Measure what the resolver's odds are worth with a model, and write it to the model's ``meta.json``.

    Args:
        folder: The model.
        texts: Annotated texts that it was not trained on.

    Raises:
        BnEntitiesError: The model cannot be read.
    """
    pipeline = load(folder, min_score=LEAST_FOR_CALIBRATION)
    for _, pipe in pipeline.nlp.pipeline:
        if isinstance(pipe, Resolver):
            # What was measured before must not choose what is measured now.
            pipe.calibration = UNCALIBRATED
    calibration = fit(outcomes(pipeline, texts))
    kind = kind_of(folder)
    format_, files = FOLDERS[kind]
    meta = read_meta(folder, kind, format_, files)
    write_meta(folder, meta.model_copy(update={"calibration": calibration}), files)


def outcomes(pipeline: Pipeline, texts: Sequence[GoldText]) -> Iterator[Outcome]:
    """Yield the mentions that a pipeline finds, and whether they are right.

    Args:
        pipeline: The pipeline.
        texts: Annotated texts.
    """
    for doc, text in zip(pipeline.nlp.pipe(text.text for text in texts), texts, strict=True):
        truth = {span[:3] for span in text.spans}
        group = doc.spans[MENTIONS]
        for span, odds, sources in zip(group, group.attrs["odds"], group.attrs["sources"], strict=True):
            yield Outcome(odds, frozenset(sources), (span.start_char, span.end_char, span.label_) in truth)
