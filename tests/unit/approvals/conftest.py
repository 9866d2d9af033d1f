"""What the tests of the grammar share."""

from tests.unit.approvals.remembering import remembering

__all__ = ["remembering"]
