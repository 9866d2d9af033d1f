from itertools import islice
from random import Random

from processor.mailbox.backoff import EARLY_PERIOD, LATE_CAP, delays, pause_after
from processor.mailbox.errors import MailboxLost, MailboxRefused, MailboxThrottled


def test_pauses_stay_short_while_the_outage_is_young_and_grow_to_five_minutes() -> None:
    waited = 0.0
    longest_late = 0.0
    for pause in islice(delays(Random(7)), 200):
        assert 0.5 <= pause <= LATE_CAP
        if waited < EARLY_PERIOD:
            assert pause <= 8
        longest_late = max(longest_late, pause)
        waited += pause
    assert longest_late > LATE_CAP / 2


def test_the_first_attempt_comes_soon() -> None:
    assert all(next(delays(Random(seed))) <= 1 for seed in range(50))


def test_two_mailboxes_do_not_return_in_step() -> None:
    assert list(islice(delays(Random(1)), 5)) != list(islice(delays(Random(2)), 5))


def test_a_servers_own_figure_is_honoured_up_to_an_hour() -> None:
    assert pause_after(MailboxThrottled("x", 299.9), 2.0) == 299.9
    assert pause_after(MailboxThrottled("x", 1.0), 2.0) == 2.0
    assert pause_after(MailboxThrottled("x", 1e9), 2.0) == 3600.0


def test_a_refusal_is_not_hammered_and_a_loss_is_not_slowed() -> None:
    assert pause_after(MailboxRefused("x"), 2.0) == 60.0
    assert pause_after(MailboxLost("x"), 2.0) == 2.0
