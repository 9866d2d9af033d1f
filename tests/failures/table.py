"""What users of mail-driven systems have met, and what keeps it away here.

For each line: the failure in a few words, the rules whose absence lets it in, each with the test that then fails, and
further tests. A line without a test says why it cannot happen, or with which capability its test will come.
`test_table.py` holds all of it to the code: it switches each rule off and runs its test.
"""

from tests.failures import approvals, conversations, evidence, fetching, outgoing, reading, senders, threats
from tests.failures.row import Row

ROWS: tuple[Row, ...] = (
    *fetching.ROWS,
    *reading.ROWS,
    *conversations.ROWS,
    *outgoing.ROWS,
    *approvals.BEFORE,
    *senders.ROWS,
    *approvals.AFTER,
    *evidence.ROWS,
)
THREATS: tuple[Row, ...] = threats.ROWS
"""What somebody could do on purpose, each by its own word."""
