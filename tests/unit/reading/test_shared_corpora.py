"""The levels that reading must reach on the mail corpora beside the checkout."""

from pathlib import Path

import pytest

from bench import corpora, reading_corpora
from models.vocabulary import Kind
from processor.facts.message import Message
from processor.reading.defects import Defect


@pytest.fixture(scope="module")
def shared() -> Path:
    folder = corpora.shared()
    if folder is None:
        pytest.skip("the shared mail corpora are not beside the checkout")
    return folder


def test_every_file_gives_one_message(shared: Path) -> None:
    paths = list(corpora.mails(shared))
    assert paths
    messages = [reading_corpora.message_of(path) for path in paths]
    assert all(isinstance(message, Message) for message in messages)
    assert all(message.kind is not Kind.UNREADABLE or message.matches[0].reason for message in messages)


def test_zammad_at_least_as_mail_parser(shared: Path) -> None:
    score = reading_corpora.compare(corpora.zammad(shared))
    assert score.total
    for what, of_106 in (("from", 11), ("subject", 6), ("body", 8), ("attachments", 12)):
        assert len(score.wrong[what]) <= max(1, score.total * of_106 / 106) + 1, (what, score.wrong[what])


def test_stalwart_and_mime4j_agree(shared: Path) -> None:
    stalwart = reading_corpora.compare(corpora.stalwart(shared))
    assert len(stalwart.wrong["from"]) <= 0.03 * stalwart.total
    assert len(stalwart.wrong["subject"]) <= 0.03 * stalwart.total
    assert len(stalwart.wrong["body"]) <= 0.2 * stalwart.total
    mime4j = reading_corpora.compare(corpora.mime4j(shared))
    assert len(mime4j.wrong["body"]) <= 0.25 * mime4j.total


def test_bounces_are_found(shared: Path) -> None:
    for group, share in ((reading_corpora.sisimai_bounces, 0.99), (reading_corpora.flufl_bounces, 0.96)):
        counted = reading_corpora.kinds(group(shared))
        assert counted[Kind.BOUNCE] >= share * counted.total(), counted


def test_bounces_name_their_recipients(shared: Path) -> None:
    for group in (reading_corpora.sisimai_bounces, reading_corpora.flufl_bounces):
        reports = [report for path in group(shared) if (report := reading_corpora.message_of(path).bounce) is not None]
        assert len([report for report in reports if report.recipients]) >= 0.93 * len(reports)


def test_people_s_mail_is_not_called_automatic(shared: Path) -> None:
    wrong = []
    for path in reading_corpora.human_mail(shared):
        message = reading_corpora.message_of(path)
        daemon = message.sender is None and "MAILER-DAEMON" in path.read_text("utf-8", "replace")
        if message.kind not in {Kind.HUMAN, Kind.LIST} and not daemon:
            wrong.append((path.name, message.matches))
    assert wrong == []


def test_attached_messages_are_never_the_sender_s_words(shared: Path) -> None:
    leaked = []
    for path in corpora.mails(shared):
        raw = path.read_bytes()
        if b"message/rfc822" not in raw.lower():
            continue
        message = reading_corpora.message_of(path)
        if Defect.BROKEN_STRUCTURE in message.defects:
            assert not message.may_approve
            continue
        said = " ".join(message.text.split())
        leaked += [path.name for words in reading_corpora.inner_texts(raw) if words in said]
    assert leaked == []
