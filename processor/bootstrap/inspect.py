"""Puts together what `signoff inspect` needs, with a configuration or without."""

from collections.abc import Iterator
from contextlib import contextmanager

from processor.bootstrap.adapters import classifier_of, own_marks, reader_of
from processor.config.sections import Reading, Settings
from processor.facts.own import OwnMarks
from processor.services.gather import Gather
from processor.services.inspect import Inspect


@contextmanager
def inspecting(settings: Settings | None) -> Iterator[Inspect]:
    """Reading and classifying; without settings no address is our own, and the model is the one that ships."""
    marks = own_marks(settings) if settings else OwnMarks()
    reader = reader_of(settings.reading if settings else Reading(), marks)
    try:
        yield Inspect(reader, Gather(classifier_of(settings)))
    finally:
        reader.close()
