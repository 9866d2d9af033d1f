"""Words and phrases per language: data that the grammar is made of."""
