"""What was tried for the text model, and what it was worth: `python -m bench choices` prints the table of the docs.

Macro-F1 out of fold on the starter corpus, whole authors held out, with the strength and the share of meaning fixed:
so the rows differ in what is tried alone. Some minutes on one core.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from bench import experts
from bench.costs import one_core
from bench.experts import NEAREST_SHARE, SHARE
from classifiers.crossval import Material, prepare
from classifiers.encoder import Encoder, Vectors, available, load_encoder
from classifiers.encoders import NAMES
from classifiers.evaluate import macro_f1
from classifiers.examples import Row, read_rows
from classifiers.features import Features, Matrices
from classifiers.folds import folds, split
from classifiers.heads import mixed
from processor.services.learning.gate import standard_error

FEWER = (400, 1000, 2000)
SURE = 0.7
"""Confidence from which a label of the meaning alone is taken for true in self-training."""

MIX = "**words and meaning, two heads: what ships**"
PLAIN = "words, pieces, subject, marks: what ships without the encoder"
MEANING = "meaning alone, both ends of the mail"
NEAREST = "the 15 nearest labelled mails alone"
STRANGE = "de"
"""The language that has to be understood without labels."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The labels that were predicted for some of the rows, all of them if `places` is None."""

    name: str
    predicted: list[str]
    places: Sequence[int] | None = None


class Tries:
    """What each way of judging said of every row, as logarithms of probabilities, filled in fold by fold."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.labels = [row.category for row in rows]
        self.classes = tuple(sorted(set(self.labels)))
        self._said: dict[str, Vectors] = {}

    def __getitem__(self, name: str) -> Vectors:
        return self._said[name]

    def put(self, name: str, places: Sequence[int], logits: Vectors) -> None:
        empty = np.zeros((len(self.labels), len(self.classes)), dtype=np.float32)
        self._said.setdefault(name, empty)[places] = logits

    def trial(self, name: str, logits: Vectors | None = None) -> Trial:
        said = self._said[name] if logits is None else logits
        return Trial(name, [self.classes[at] for at in said.argmax(axis=1)])


def main() -> int:
    """Print the table; the exit code is 0, or 1 where the encoder is not installed."""
    if not available():
        print("left out: the extra `embeddings` is not installed")
        return 1
    rows, encoder = read_rows(), load_encoder(NAMES[0])
    with one_core(), threadpool_limits(1, user_api="blas"):
        material = prepare(rows, encoder, _tell)
        trials = [*whole(material, encoder), *fewer(material), *across(material)]
    print(f"On {len(rows):,} mails:\n")
    print("\n".join(table(rows, trials)))
    return 0


def whole(material: Material, encoder: Encoder) -> list[Trial]:
    """All ways of judging that learn from all rows but those of the judged authors."""
    tries = Tries(material.rows)
    one = experts.as_one_text(material.mails, encoder)
    close = experts.described(material.meaning, encoder, tries.classes)
    places = list(split(material.rows))
    for done, (learn, judge) in enumerate(places):
        _tell("whole", done, len(places))
        features, seen, new = material.fold(learn, judge)
        labels = [tries.labels[at] for at in learn]
        for name, left, right in _views(features, seen.words, new.words):
            tries.put(name, judge, experts.linear(left, labels, right))
        tries.put("joint", judge, experts.linear(experts.joint(seen), labels, experts.joint(new)))
        tries.put(MEANING, judge, experts.meaning(seen.meaning, labels, new.meaning))
        tries.put("one", judge, experts.meaning(one[learn], labels, one[judge]))
        wider = np.hstack([seen.meaning, 5 * close[learn]]), np.hstack([new.meaning, 5 * close[judge]])
        tries.put("described", judge, experts.meaning(wider[0], labels, wider[1]))
        tries.put(NEAREST, judge, experts.nearest(seen.meaning, labels, new.meaning, tries.classes))
    return _derived(tries, close, [judge for _, judge in places])


def _views(features: Features, seen: object, new: object) -> Iterator[tuple[str, object, object]]:
    """The words by more and more of their blocks, for both sides of a fold."""
    names: list[str] = []
    for block in ("whole", "pieces", "subject", "marks"):
        names.append(block)
        title = PLAIN if block == "marks" else ", ".join(names).replace("whole", "words")
        yield title, experts.blocks(features, seen, names), experts.blocks(features, new, names)
    yield "words without rarity (idf)", experts.without_idf(features, seen), experts.without_idf(features, new)


def _derived(tries: Tries, close: Vectors, judged: Sequence[Sequence[int]]) -> list[Trial]:
    """The table's rows: what was learned, and what follows from putting it together."""
    words, meant, near = tries[PLAIN], tries[MEANING], tries[NEAREST]
    mix = np.log(mixed(words, meant, SHARE))
    kinds = len(tries.classes)
    return [
        tries.trial("words without rarity (idf)"),
        tries.trial("words"),
        tries.trial("words, pieces"),
        tries.trial("words, pieces, subject"),
        tries.trial(PLAIN),
        tries.trial(MEANING),
        tries.trial("meaning alone, both ends as one text", tries["one"]),
        tries.trial("words and meaning in one head", tries["joint"]),
        tries.trial(MIX, mix),
        tries.trial("the same, stacked: a small head over both", experts.stacked((words, meant), tries.labels, judged)),
        tries.trial(NEAREST),
        tries.trial(
            f"what ships, and the nearest as a third expert ({NEAREST_SHARE:g})",
            (1 - NEAREST_SHARE) * mix + NEAREST_SHARE * near,
        ),
        tries.trial("the same three, stacked", experts.stacked((words, meant, near), tries.labels, judged)),
        tries.trial("descriptions of the categories alone, no labels", close[:, :kinds] + close[:, kinds:]),
        tries.trial(
            "what ships, and closeness to the descriptions as features", mixed(words, tries["described"], SHARE)
        ),
    ]


def fewer(material: Material) -> Iterator[Trial]:
    """What ships, with the encoder and without, learned from fewer rows."""
    ids = [row.id for row in material.rows]
    places = list(split(material.rows))
    for done, count in enumerate(FEWER):
        _tell("fewer rows", done, len(FEWER))
        tries = Tries(material.rows)
        for learn, judge in places:
            words, meant = _both(material, experts.some(learn, ids, count), judge, tries)
            tries.put("words", judge, words)
            tries.put("mix", judge, mixed(words, meant, SHARE))
        yield tries.trial(f"{count:,} rows: without the encoder", tries["words"])
        yield tries.trial(f"{count:,} rows: what ships", tries["mix"])


def across(material: Material) -> list[Trial]:
    """German without German labels: by what was learned in English and Russian, and by labels guessed with it.

    German authors go into two halves: the mails of one are labelled by the meaning head, and the sure ones learned
    from; the other half is judged.
    """
    rows, tries = material.rows, Tries(material.rows)
    known = [at for at, row in enumerate(rows) if row.lang != STRANGE]
    strange = [at for at, row in enumerate(rows) if row.lang == STRANGE]
    words, meant = _both(material, known, strange, tries)
    for name, said in (("words", words), ("meaning", meant), ("mix", mixed(words, meant, SHARE))):
        tries.put(name, strange, said)
    guessed = np.exp(tries["meaning"])
    halves = [[strange[at] for at in half] for half in folds([rows[at] for at in strange], 2)]
    for judge, other in (halves, halves[::-1]):
        _tell("self-training", len(judge), len(strange))
        sure = [at for at in other if guessed[at].max() >= SURE]
        labels = {at: tries.classes[guessed[at].argmax()] for at in sure}
        words, meant = _both(material, known + sure, judge, tries, labels)
        tries.put("taught", judge, mixed(words, meant, SHARE))
        words, meant = _both(material, known + other, judge, tries)
        tries.put("labelled", judge, mixed(words, meant, SHARE))
    names = {
        "words": "no German labels: words alone",
        "meaning": "no German labels: meaning alone",
        "mix": "no German labels: what ships",
        "taught": f"the same, taught by its own labels from {SURE:g} on of half of the German authors",
        "labelled": "the same, with the true labels of all mails of this half",
    }
    return [_only(tries.trial(title, tries[name]), strange) for name, title in names.items()]


def _both(
    material: Material, learn: list[int], judge: list[int], tries: Tries, labels: dict[int, str] | None = None
) -> tuple[Vectors, Vectors]:
    """What words and meaning say of some rows, learned from others; `labels` are taken before the true ones."""
    _, seen, new = material.fold(learn, judge)
    truth = [(labels or {}).get(at, tries.labels[at]) for at in learn]
    return _judged(seen, new, truth)


def _judged(seen: Matrices, new: Matrices, labels: list[str]) -> tuple[Vectors, Vectors]:
    return experts.linear(seen.words, labels, new.words), experts.meaning(seen.meaning, labels, new.meaning)


def _only(trial: Trial, places: Sequence[int]) -> Trial:
    return Trial(trial.name, trial.predicted, places)


def table(rows: Sequence[Row], trials: Sequence[Trial]) -> Iterator[str]:
    """The lines of a markdown table: macro-F1 in all and by language, and the distance from what ships."""
    languages = sorted({row.lang for row in rows}, key=["en", "ru", "de"].index)
    ships = next(trial for trial in trials if trial.name == MIX)
    yield f"| tried | all | {' | '.join(languages)} | beside what ships |"
    yield f"| --- | ---: |{' ---: |' * len(languages)} ---: |"
    for trial in trials:
        scores = [_score(rows, trial, language) for language in (None, *languages)]
        yield f"| {trial.name} | {' | '.join(scores)} | {_distance(rows, trial, ships)} |"


def _score(rows: Sequence[Row], trial: Trial, language: str | None) -> str:
    places = [at for at in _places(rows, trial) if language in (None, rows[at].lang)]
    if not places or (language is None and trial.places is not None):
        return ""
    return f"{macro_f1([(rows[at].category, trial.predicted[at]) for at in places]):.3f}"


def _distance(rows: Sequence[Row], trial: Trial, ships: Trial) -> str:
    """The difference of macro-F1 on the rows that were judged, with its standard error."""
    if trial is ships:
        return ""
    places = _places(rows, trial)
    truth = [rows[at].category for at in places]
    one, other = ([which.predicted[at] for at in places] for which in (trial, ships))
    gap = (macro_f1(list(zip(truth, one, strict=True))) or 0) - (macro_f1(list(zip(truth, other, strict=True))) or 0)
    return f"{gap:+.3f} ± {standard_error(truth, one, other):.3f}"


def _places(rows: Sequence[Row], trial: Trial) -> Sequence[int]:
    return range(len(rows)) if trial.places is None else trial.places


def _tell(step: str, done: int, total: int) -> None:
    print(f"{step}: {done} of {total}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
