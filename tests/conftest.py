"""What every test may ask for: the servers that the project talks to, as fixtures.

A server starts when the first test asks for it and serves the whole session, so a run of unit tests starts none.
"""

pytest_plugins = (
    "tests.parallel",
    "tests.servers.fixtures",
    "tests.servers.postgres",
    "tests.servers.report",
    "tests.servers.smtp_fixtures",
)
