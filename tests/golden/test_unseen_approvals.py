"""Replies to proposals by authors who had not seen the grammar: nothing is accepted that is no approval."""

import pytest

from bench.approvals import Reply, score, sets

SETS = dict(sets())


@pytest.mark.parametrize("known", [False, True], ids=["from", "lines"])
@pytest.mark.parametrize("name", SETS)
def test_no_reply_is_accepted_that_a_careful_person_would_not_accept(name: str, known: bool, report: list[str]) -> None:
    replies: list[Reply] = SETS[name]
    found = score(replies, known=known)
    said = "signature known" if known else "From header only"
    report.append(f"unseen replies, {name}, {said}: {found.accepted} of {found.acceptable} accepted, none wrongly")
    assert found.wrongly == ()
    assert found.accepted > 0
    assert found.of == 140
