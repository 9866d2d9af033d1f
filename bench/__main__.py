"""Everything that is measured, one section after another: `python -m bench`, or `python -m bench pipeline 1000`."""

import sys
from collections.abc import Callable

from bench import classify, corpora, pipeline, reading_corpora, reading_replies

SECTIONS: dict[str, Callable[..., int | None]] = {
    "corpora": reading_corpora.main,
    "replies": reading_replies.main,
    "classify": classify.main,
    "pipeline": pipeline.main,
}


NEED_SHARED = frozenset({"corpora", "replies"})


def main(arguments: list[str]) -> int:
    """Run the sections that are named, or all; the number of sections that failed is the exit code."""
    names = [name for name in arguments if not name.isdecimal()] or list(SECTIONS)
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        print(f"no such section: {', '.join(unknown)}; there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    numbers = [int(number) for number in arguments if number.isdecimal()]
    failed = 0
    for name in names:
        print(f"== {name}", flush=True)
        if name in NEED_SHARED and corpora.shared() is None:
            print("left out: the corpora are not beside this checkout (../shared, or SIGNOFF_SHARED)")
            continue
        failed += bool(SECTIONS[name](*(numbers if name == "pipeline" else ())))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
