"""The rules that `processor.reading.kinds` puts in order, one function each, by subject."""
