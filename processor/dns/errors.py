"""What this room raises: DNS could not be asked, which says nothing of any mail."""

from processor.errors import Temporary


class DnsUnavailable(Temporary):
    """DNS gave no answer, neither a record nor that there is none: what needs it waits and is no nearer to failing."""
