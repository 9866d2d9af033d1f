"""Plays the child process that trains. `--behave` says how; the rest of its arguments are the real one's."""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("behave", "rows", "out", "parent", "target", "encoder"):
        parser.add_argument(f"--{name}")
    given = parser.parse_args()
    out = Path(given.out)
    (out / "seen.json").write_text(json.dumps({"argv": sys.argv, "env": dict(os.environ), "nice": os.nice(0)}))
    if given.behave == "wait":
        grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print(json.dumps({"step": "folds", "done": grandchild.pid, "total": 10}), flush=True)
        time.sleep(600)
    if given.behave == "die":
        print("first\n" * 1000 + "the memory is full\nreally", file=sys.stderr)
        sys.exit(3)
    while given.behave == "flood":
        print("the same again" * 100, flush=True)
    if given.behave == "silent":
        return
    print('{"step": "folds", "done": 10, "total": 10}\nnot json', flush=True)
    rows = [json.loads(line) for line in Path(given.rows).read_text().splitlines()]
    labels = {}
    for row in rows:
        labels[row["id"]] = {"predicted": "bug" if given.behave == "worse" else row["category"], "confidence": 0.9}
    name = "stubborn" if given.behave == "golden" else f"model-{len(rows)}"
    (out / "model.skops").write_text(json.dumps({"id": name, "category": "bug"}))
    (out / "card.json").write_text(json.dumps({"id": name, "rows": len(rows)}))
    (out / "oof.json").write_text(json.dumps(labels) if given.behave != "garbled" else "[]")


if __name__ == "__main__":
    main()
