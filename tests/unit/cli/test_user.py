"""`signoff user` and `signoff ledger changes`: passwords come in by standard input and never out again."""

import pytest

from tests.unit.cli.conftest import Signoff

ADAM, KIM = "adam@vendor.example", "kim@vendor.example"
PASSWORD = "correct horse battery"


@pytest.fixture
def desk(signoff: Signoff) -> Signoff:
    signoff("user", "add", ADAM, "--name", "Adam Berg", "--role", "admin", "--by", "root", stdin=f"{PASSWORD}\n")
    return signoff


def test_a_user_from_beginning_to_end(desk: Signoff) -> None:
    added = desk(
        "user", "add", KIM.upper(), "--name", "Kim", "--role", "csm", "--language", "de", stdin=f"{PASSWORD}\n"
    )
    assert added.stdout == f"{KIM} may sign in\n"
    assert [row["login"] for row in desk.rows("user", "list")] == [ADAM, KIM]
    shown = desk("user", "list").stdout
    assert "Adam Berg" in shown
    assert "not yet" in shown
    assert "csm, auditor" in desk("user", "roles", KIM, "--role", "auditor", "--role", "csm").stdout
    assert "can't sign in any more" in desk("user", "disable", KIM).stdout
    assert desk.rows("user", "show", KIM)[0]["state"] == "disabled"
    assert "may sign in again" in desk("user", "enable", KIM).stdout
    assert "another password" in desk("user", "password", KIM, stdin="another fine password").stdout
    assert "next sign-in" in desk("user", "totp-reset", KIM).stdout
    assert desk("user", "sessions", KIM).stdout == "no session goes on\n"
    assert desk("user", "revoke", KIM, "--all").stdout == "0 sessions ended\n"
    text = desk("user", "show", KIM).stdout
    for words in ("csm, auditor", "active", "nothing yet"):
        assert words in text


def test_what_was_done_is_told_by_whom(desk: Signoff) -> None:
    desk("user", "roles", ADAM, "--role", "admin", "--role", "lead", "--by", "lena")
    desk("customer", "add", "Customer AG", "--by", "kim")
    rows = desk.rows("ledger", "changes")
    assert [(row["by"], row["action"], row["subject"]) for row in rows] == [
        ("kim", "add_customer", "customer Customer AG"),
        ("lena", "set_roles", f"user {ADAM}"),
        ("root", "add_user", f"user {ADAM}"),
    ]
    assert rows[1]["detail"]["roles"] == [["admin"], ["lead", "admin"]]
    assert [row["by"] for row in desk.rows("ledger", "changes", "--subject", f"user {ADAM}", "--by", "root")] == [
        "root"
    ]
    assert "customer Customer AG" in desk("ledger", "changes", "--limit", "1").stdout
    assert desk.rows("ledger", "verify")[0]["findings"] == []


def test_neither_output_nor_log_has_a_secret(desk: Signoff) -> None:
    for words in (("list",), ("show", ADAM), ("sessions", ADAM)):
        for done in (desk("user", *words), desk("user", *words, "--json")):
            assert not [word for word in (PASSWORD, "argon2", "hash", "secret") if word in done.output]
    [row] = desk.rows("user", "show", ADAM)
    assert (row["password"], row["totp"], row["recovery_codes"]) == (True, False, 0)


@pytest.mark.parametrize(
    ("words", "stdin", "code", "sentence"),
    [
        (("add", KIM, "--name", "Kim", "--role", "csm"), "short\n", 1, "at least 12"),
        (("add", KIM, "--name", "Kim", "--role", "csm"), "", 2, "standard input"),
        (("add", KIM, "--name", "Kim"), PASSWORD, 2, "--role"),
        (("add", KIM, "--name", "Kim", "--role", "boss"), PASSWORD, 2, "boss"),
        (("add", KIM, "--role", "csm", "--name", "Kim", "--password", PASSWORD), "", 2, "No such option"),
        (("add", ADAM, "--name", "Adam", "--role", "csm"), PASSWORD, 1, "already"),
        (("add", "kim", "--name", "Kim", "--role", "csm"), PASSWORD, 1, "no login"),
        (("password", "nobody@vendor.example"), PASSWORD, 1, "no user"),
        (("disable", ADAM), None, 1, "the only admin"),
        (("roles", ADAM, "--role", "csm"), None, 1, "the only admin"),
        (("revoke", ADAM), None, 1, "say which"),
        (("revoke", ADAM, "3", "--all"), None, 1, "say which"),
        (("revoke", ADAM, "3"), None, 1, "no session 3"),
    ],
)
def test_what_is_refused(desk: Signoff, words: tuple[str, ...], stdin: str | None, code: int, sentence: str) -> None:
    refused = desk("user", *words, stdin=stdin, code=code)
    assert sentence in refused.stderr
    assert PASSWORD not in refused.stderr or "--password" in words
    assert [row["login"] for row in desk.rows("user", "list")] == [ADAM]


def test_somebody_without_a_password_signs_in_elsewhere(desk: Signoff) -> None:
    desk("user", "add", KIM, "--name", "Kim", "--role", "csm", "--no-password")
    assert desk.rows("user", "show", KIM)[0]["password"] is False
    assert "by the identity provider only" in desk("user", "show", KIM).stdout
