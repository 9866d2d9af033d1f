"""Everything that is measured, one section after another: `python -m bench`, or `python -m bench pipeline 1000`.

`python -m bench choices` prints what was tried for the text model: it takes minutes and is run by name alone.
"""

import sys
from collections.abc import Callable

from bench import approvals, choices, classify, corpora, forms, pages, pipeline, reading_corpora, reading_replies

SECTIONS: dict[str, Callable[..., int | None]] = {
    "corpora": reading_corpora.main,
    "replies": reading_replies.main,
    "classify": classify.main,
    "approvals": approvals.main,
    "forms": forms.main,
    "pipeline": pipeline.main,
    "pages": pages.main,
    "choices": choices.main,
}


NEED_SHARED = frozenset({"corpora", "replies"})
BY_NAME = frozenset({"choices"})


def main(arguments: list[str]) -> int:
    """Run the sections that are named, or all; the number of sections that failed is the exit code.

    A number goes to the section `pipeline`, as how many mails; an option to `classify`.
    """
    numbers = [int(argument) for argument in arguments if argument.isdecimal()]
    options = [argument for argument in arguments if argument.startswith("--")]
    given: dict[str, list[int] | list[str]] = {"pipeline": numbers, "classify": options}
    names = [name for name in arguments if not name.isdecimal() and name not in options]
    names = names or [name for name in SECTIONS if name not in BY_NAME]
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        print(f"no such section: {', '.join(unknown)}; there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    failed = 0
    for name in names:
        print(f"== {name}", flush=True)
        if name in NEED_SHARED and corpora.shared() is None:
            print("left out: the corpora are not beside this checkout (../shared, or SIGNOFF_SHARED)")
            continue
        failed += bool(SECTIONS[name](*given.get(name, ())))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
