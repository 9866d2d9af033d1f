"""What `apply` and the queues raise when somebody else was faster; nothing was changed then."""

from processor.errors import SignoffError


class ClaimLost(SignoffError):  # noqa: N818 - named for what happened, as its siblings
    """The claim ran out and another worker has the row, or has finished it: drop the work."""


class Stale(SignoffError):  # noqa: N818
    """The row is no longer as it was when the decision was taken: read the facts again and decide again."""
