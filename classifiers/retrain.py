"""What the child process of a training runs: `python -m classifiers.retrain --rows ROWS.jsonl --out FOLDER`.

Progress goes to standard output, one JSON object a line; a fault goes to standard error in a sentence.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from classifiers import examples, thresholds
from classifiers.encoder import available, load_encoder
from classifiers.encoders import NAMES
from classifiers.verdict import ModelUnusable


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on the rows of a file and write model, card and predictions; gives back an exit code."""
    parser = argparse.ArgumentParser(prog="python -m classifiers.retrain", description=main.__doc__)
    parser.add_argument("--rows", type=Path, required=True, help="labelled mails, one JSON object a line")
    parser.add_argument("--out", type=Path, required=True, help="an existing folder")
    parser.add_argument("--parent", default="", help="the id of the model that judges now")
    parser.add_argument("--target", type=float, default=thresholds.TARGET, help="precision to prove")
    parser.add_argument("--encoder", choices=("auto", "none"), default="auto", help="auto: where it is installed")
    given = parser.parse_args(arguments)
    try:
        rows = examples.read_file(given.rows)
        # Here and not above: rows that cannot be read are told of before a second goes into loading scikit-learn.
        from classifiers.train import train  # noqa: PLC0415

        encoder = load_encoder(NAMES[0]) if given.encoder == "auto" and available() else None
        trained = train(rows, encoder, name="model", target=given.target, parent=given.parent, progress=_tell)
        trained.save(given.out / "model.skops")
    except (ValueError, OSError, ModelUnusable) as fault:
        print(f"training failed: {fault}", file=sys.stderr)
        return 1
    (given.out / "model.json").rename(given.out / "card.json")
    (given.out / "model.oof.json").rename(given.out / "oof.json")
    return 0


def _tell(step: str, done: int, total: int) -> None:
    print(json.dumps({"step": step, "done": done, "total": total}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
