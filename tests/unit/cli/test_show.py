"""Tables and progress as they are printed."""

import io
import sys

import pytest

from processor.cli import show
from processor.cli.progress import progress


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_in_a_pipe_no_column_of_a_table_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    show.table(("Category", ">Mails"), [["development_request", "7"]], empty="")
    assert capsys.readouterr().out.splitlines()[-1] == "development_request       7"


def test_progress_is_drawn_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress() as report:
            report("fitting", 1, 3)
            report("fitting", 3, 3)
            report("judging", 64, 64)
        assert ("fitting" in stream.getvalue()) is drawn
        assert ("3/3" in stream.getvalue()) is drawn
