"""Structured logs on standard error: JSON where nobody watches, readable lines on a terminal.

Bodies and addresses are never logged at INFO and above: logs travel further than mailboxes do.
"""

import logging
import sys
from typing import Literal

import structlog
from structlog.typing import FilteringBoundLogger, Processor


def configure_log(level: str, form: Literal["auto", "json", "console"]) -> None:
    """Set up logging for the process; `auto` is JSON unless standard error is a terminal."""
    console = form == "console" or (form == "auto" and sys.stderr.isatty())
    last: Processor = structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer()
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def get_log(loop: str) -> FilteringBoundLogger:
    """A logger whose lines name the loop or room they come from."""
    logger: FilteringBoundLogger = structlog.get_logger(loop=loop)
    return logger
