"""The `signoff` command."""

from processor.cli.program import main

__all__ = ["main"]
