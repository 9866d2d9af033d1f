"""Lines 1 to 26: fetching, and the connection to the mailbox."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

from processor.mailbox.idling import _listen
from processor.mailbox.source import WaitResult
from tests.failures.hows import Calls, Edited, argument, returns
from tests.failures.places import (
    BACKOFF,
    BATCHES,
    BOOKS,
    BOX,
    CLAIMS,
    CRASH,
    DOVECOT,
    E2E_HISTORY,
    E2E_OUTAGE,
    E2E_REFUSALS,
    E2E_TWO,
    E2E_UIDS,
    FAULTS,
    HANDLING,
    INTAKE,
    KEYS,
    LEASES,
    LOOP,
    NOTICES,
    ODD,
    OPENING,
    RANDOM_KILL,
    WORKERS,
)
from tests.failures.row import Capability, Later, NotApplicable, Row, Rule, row

DUPLICATE = "processor.routing.questions:duplicate"
KNOWN_UIDS = "processor.store.fetches:Fetches.known_uids"
IDLE = "processor.mailbox.idling:idle"


def trusts_silence(_original: Any, connection: Any, seconds: float, stop: Any) -> WaitResult:
    """An IDLE that never asks whether the server still listens."""
    with connection.command("IDLE") as client:
        client.idle()
    _listen(connection, monotonic() + seconds, stop)
    return WaitResult.QUIET


def unseen_only(_original: Any, connection: Any, _state: Any, _from_uid: int) -> list[int]:
    with connection.command("SEARCH") as client:
        return list(client.search(["UNSEEN"]))


def subject_and_sender(original: Callable[[bytes], str], raw: bytes) -> str:
    return original(raw.partition(b"\r\n\r\n")[0])


def by_position(original: Any, self: Any, connection: Any, uids: Sequence[int], items: list[str]) -> Any:
    with connection.command("FETCH") as client:
        client.use_uid = False
    try:
        return original(self, connection, uids, items)
    finally:
        with connection.command("FETCH") as client:
            client.use_uid = True


def last_day_only(original: Any, self: Any, folder: str, from_uid: int) -> list[int]:
    times = {uid: path.stat().st_mtime for uid, path in self._scan(folder).items()}
    return [uid for uid in original(self, folder, from_uid) if times[uid] > max(times.values()) - 86_400]


def any_claim(_original: Any, claim: Any) -> Any:
    from models.mail import Fetch

    return (Fetch.id == claim.fetch.fetch_id,)


ROWS: tuple[Row, ...] = (
    row(
        "1",
        "killed after the ticket was committed and before the server's copy was marked: two tickets, two answers",
        Rule(KNOWN_UIDS, returns(set()), INTAKE + "test_a_crash_between_keeping_and_marking_gives_one_ticket"),
        also=(
            CRASH + "test_killed_at_every_step",
            RANDOM_KILL + "test_killed_at_random",
        ),
    ),
    row(
        "2",
        "mail that a person has read is never fetched",
        Rule(
            "processor.mailbox.searching:list_uids",
            Calls(unseen_only),
            BOX + "test_reading_marks_nothing_and_read_mail_is_still_listed[pymap]",
        ),
        Rule(
            "processor.mailbox.maildir:MaildirSource.list_uids",
            Edited('"T" not in flags', '"S" not in flags'),
            INTAKE + "test_a_mail_that_a_person_has_read_is_handled_all_the_same",
        ),
        also=(ODD + "test_only_peeks_are_sent",),
    ),
    row(
        "3",
        "UIDVALIDITY changes and UIDs begin at 1 again: mail skipped as known, or doubled",
        Rule(DUPLICATE, returns(), INTAKE + "test_after_renumbering_nothing_is_skipped_and_nothing_doubled"),
        Rule(
            KNOWN_UIDS,
            Edited("_is_in(mailbox, folder, uidvalidity)", "_is_in(mailbox, folder, uidvalidity)[:2]"),
            INTAKE + "test_after_renumbering_nothing_is_skipped_and_nothing_doubled",
        ),
        also=(
            E2E_UIDS + "test_renumbered_folder_is_read_again_and_answers_nobody_twice",
            E2E_UIDS + "test_renumbered_under_a_running_daemon",
            DOVECOT + "test_a_new_uidvalidity_is_told_and_old_marks_touch_nothing",
            ODD + "test_a_folder_renumbered_behind_our_back_starts_over",
        ),
    ),
    row(
        "4",
        "two different mails without Message-ID, of one sender, subject and second, taken for one",
        Rule(
            "processor.reading.digest:content_digest",
            Calls(subject_and_sender),
            HANDLING + "test_two_alike_mails_of_one_second_without_message_id_are_two_tickets",
        ),
    ),
    row(
        "5",
        "a mail without Message-ID on a server with unstable UIDs becomes a ticket at every poll",
        Rule(
            DUPLICATE,
            returns(),
            INTAKE + "test_a_mail_without_message_id_is_one_ticket_however_often_the_folder_is_renumbered",
        ),
    ),
    row(
        "6",
        "an empty Message-ID at the head of a large mailbox stops everything behind it",
        Rule(
            "processor.routing.keys:_each_once",
            Calls(lambda _original, words: tuple(dict.fromkeys(words))),
            KEYS + "test_message_ids_are_parents_then_own_and_never_empty",
        ),
        also=(
            HANDLING + "test_an_empty_message_id_links_nothing",
            DOVECOT + "test_the_first_of_many_has_an_empty_message_id",
        ),
    ),
    row(
        "7",
        "one message that cannot be served drops those behind it",
        Rule(
            "processor.mailbox.fetching:Fetcher._ask",
            Edited("if len(uids) == 1:", "if uids:"),
            ODD + "test_one_bad_message_does_not_hold_up_the_batch",
        ),
        Rule(
            "processor.services.receive:Receive._sweep_folder",
            Edited("folder.swept_at = None", "folder.swept_at = now"),
            INTAKE + "test_one_message_that_is_never_served_holds_up_nothing_and_is_put_before_a_person",
        ),
        also=(ODD + "test_a_message_that_kills_the_connection_cannot_block_the_mailbox",),
    ),
    row(
        "8",
        "marking or moving while paging shifts the pages, and mail is skipped",
        Rule(
            "processor.mailbox.fetching:Fetcher._ask",
            Calls(by_position),
            BOX + "test_moving_while_paging_loses_none[plain]",
        ),
    ),
    row(
        "9",
        "after an outage of ten days only the mail of the last day is fetched",
        Rule(
            "processor.mailbox.maildir:MaildirSource.list_uids",
            Calls(last_day_only),
            INTAKE + "test_an_outage_of_ten_days_loses_nothing",
        ),
        also=(E2E_OUTAGE + "test_mailbox_goes_and_comes_back",),
    ),
    row(
        "10",
        "a deleted ticket comes back at the next poll",
        reason=NotApplicable("no command, rule or effect deletes a ticket; a fetch record is never taken twice"),
    ),
    row(
        "11",
        "a server that drops IDLE silently: new mail is not seen for hours",
        Rule(
            IDLE,
            Calls(trusts_silence),
            FAULTS + "test_a_silent_connection_is_noticed_when_idle_is_renewed",
        ),
        also=(FAULTS + "test_a_connection_closed_in_idle_is_noticed_at_once",),
    ),
    row(
        "12",
        "BYE during IDLE ends the program, or its work until a restart",
        Rule(
            "processor.mailbox.idling:_listen",
            Edited('raise connection.lose("the server said BYE")', "return False"),
            ODD + "test_bye_in_idle_is_a_lost_connection",
        ),
        also=(
            E2E_OUTAGE + "test_mailbox_goes_and_comes_back",
            LOOP + "test_a_lost_connection_is_told_and_made_anew_without_a_restart",
            FAULTS + "test_a_server_that_dies_and_comes_back",
        ),
    ),
    row(
        "13",
        "an IDLE answer cut in two by the network is an error that nobody catches",
        Rule(
            "processor.mailbox.idling:_idle_once",
            Edited("raise connection.lose(str(error)) from error", "raise"),
            ODD + "test_an_idle_that_starts_oddly_is_given_up_not_slept_over",
        ),
        also=(
            FAULTS + "test_an_idle_line_cut_in_two_loses_nothing",
            FAULTS + "test_answers_in_small_pieces_are_read_whole",
        ),
    ),
    row(
        "14",
        "an unsolicited FETCH within our answer is taken for our message",
        Rule(
            "processor.mailbox.fetching:Fetcher._read",
            Edited("raw = _body(answers.get(uid, {}))", "raw = _body(next(iter(answers.values()), {}))"),
            ODD + "test_unsolicited_fetches_are_not_taken_for_ours",
        ),
    ),
    row(
        "15",
        "a fetch hangs without an error, and nobody knows until a restart",
        Rule(
            "processor.mailbox.connection:Connection._bounded",
            Edited("timer.start()", "timer.name"),
            FAULTS + "test_a_dripping_fetch_ends_by_the_limit_on_the_whole",
            seconds=8,
        ),
        Rule(
            "processor.daemon.loop:Loop._say",
            returns(),
            LOOP + "test_a_lost_connection_is_told_and_made_anew_without_a_restart",
        ),
        also=(
            E2E_OUTAGE + "test_mailbox_goes_and_comes_back",
            FAULTS + "test_a_stalled_fetch_ends_by_its_time_out_and_the_connection_is_dead",
        ),
    ),
    row(
        "16",
        "a folder of 100,000 messages makes one command too long for the server",
        Rule(
            "processor.mailbox.batches:chunks",
            Calls(lambda _original, uids, count: iter([uids])),
            BATCHES + "test_chunks_lose_nothing",
        ),
        also=(DOVECOT + "test_a_folder_of_thousands_is_listed_and_fetched_whole",),
    ),
    row(
        "17",
        "a message of gigabytes is downloaded, stops the rest, and neither its sender nor the operator is told",
        Rule(
            "processor.mailbox.fetching:Fetcher._read",
            Edited(
                "partial = any(one.size > self._settings.max_message_bytes for one in facts.values())",
                "partial = False",
            ),
            BOX + "test_an_oversize_mail_comes_as_its_beginning_and_the_rest_goes_on[pymap]",
        ),
        Rule(
            "processor.tickets.marks:could_not_be_read",
            returns(False),
            HANDLING + "test_an_oversize_mail_is_a_ticket_and_sender_and_staff_are_told",
        ),
        Rule(
            "processor.tickets.notices:notices",
            returns(()),
            HANDLING + "test_an_oversize_mail_is_a_ticket_and_sender_and_staff_are_told",
        ),
        also=(
            OPENING + "test_who_sent_what_could_not_be_read_is_told_so",
            NOTICES + "test_an_oversize_mail_is_told_to_every_address_of_the_staff",
        ),
    ),
    row(
        "18",
        "a mail with 70 attachments stops the channel",
        Rule(
            "processor.services.handle:Handle._commit",
            Edited("self._commit_alone(work, now)", "raise"),
            HANDLING + "test_a_mail_that_fails_waits_and_is_put_before_a_person_while_the_others_are_done",
        ),
        Rule(
            "processor.reading.parts:_visit",
            Edited("found.count >= limits.parts", "found.count >= 50"),
            HANDLING + "test_seventy_attachments_are_one_ticket_and_the_next_mail_goes_on",
        ),
        also=(WORKERS + "test_one_failing_cause_takes_nobody_with_it",),
    ),
    row(
        "19",
        "a mail that fails is tried for ever, its attachments stored again each time",
        Rule(
            "processor.services.handle:Handle._put_back",
            Edited("claim.attempts + 1 >= self._handling.tries", "False"),
            HANDLING + "test_a_mail_that_fails_waits_and_is_put_before_a_person_while_the_others_are_done",
        ),
        also=(CLAIMS + "test_quarantine_is_an_outcome_until_a_person_decides",),
    ),
    row(
        "20",
        "a failing run copies processed mail again and again until the disk is full",
        Rule(
            "processor.mailbox.marking:_copy",
            Edited('client.search(["UID", uid_set(uids), "UNDELETED"])', "list(uids)"),
            ODD + "test_without_move_others_deleted_mail_is_never_expunged",
        ),
        also=(
            BOX + "test_moving_twice_leaves_one_copy",
            DOVECOT + "test_moving_without_move_spares_what_others_deleted",
        ),
    ),
    row(
        "21",
        "first contact with a full mailbox answers a hundred old mails",
        Rule(
            "processor.services.receive:Receive._kept",
            Edited("received < since.replace(microsecond=0)", "False"),
            INTAKE + "test_what_was_there_at_first_contact_is_history_and_never_answered",
        ),
        Rule(
            "processor.routing.questions:history",
            returns(),
            INTAKE + "test_what_was_there_at_first_contact_is_history_and_never_answered",
        ),
        also=(
            E2E_HISTORY + "test_a_hundred_old_mails_are_threaded_and_never_answered",
            E2E_REFUSALS + "test_observing_for_days_changes_nothing_outside_and_reports_at_the_end",
        ),
    ),
    row(
        "22",
        "two workers, or the daemon and a run by hand, open two tickets for one mail",
        Rule(
            "processor.store.claims:_is_own",
            Calls(any_claim),
            CLAIMS + "test_a_claim_that_ran_out_is_lost[sqlite]",
        ),
        Rule(
            "processor.store.leases:Leases.take",
            returns(True),
            LEASES + "test_a_lease_is_one_owners_until_it_runs_out_or_is_given_back[sqlite]",
        ),
        also=(
            E2E_TWO + "test_two_daemons_open_one_ticket_for_each_mail",
            E2E_TWO + "test_once_beside_a_daemon",
            CLAIMS + "test_many_workers_at_once_share_out_every_row_exactly_once",
            WORKERS + "test_two_workers_handle_every_mail_exactly_once",
        ),
    ),
    row(
        "23",
        "a connection for each poll, never logged out, and no pause when the server asks for one",
        Rule(
            "processor.mailbox.connection:Connection.close",
            Edited("client.logout()", "pass"),
            FAULTS + "test_one_session_is_kept_and_logged_out",
        ),
        Rule(
            "processor.daemon.intake:IntakeLoop._round",
            Edited("while not self._stop.is_set() and self._allowed(utc_now()):", "for _ in (1,):"),
            LOOP + "test_one_connection_serves_many_sweeps",
        ),
        Rule(
            "processor.mailbox.backoff:pause_after",
            argument(1),
            BACKOFF + "test_a_servers_own_figure_is_honoured_up_to_an_hour",
        ),
        also=(ODD + "test_a_throttled_command_closes_and_names_the_pause",),
    ),
    row(
        "24",
        "an expired client secret or a revoked grant stops the intake, and nobody is told how to renew it",
        also=(
            E2E_REFUSALS + "test_a_wrong_password_is_told_by_readyz_and_doctor_with_what_to_do",
            LOOP + "test_a_refusal_is_told_with_its_remedy",
            ODD + "test_a_refused_log_in_tells_what_to_do_and_no_password",
        ),
        reason=Later(Capability.OAUTH, "log-in is by password so far: a refused one is told with its remedy at once"),
    ),
    row(
        "25",
        "STARTTLS fails and the password goes out in clear",
        Rule(
            "processor.mailbox.connection:Connection._start_tls",
            returns(),
            ODD + "test_a_failed_starttls_ends_the_attempt",
        ),
        also=(ODD + "test_without_starttls_there_is_no_log_in", DOVECOT + "test_plain_is_for_this_machine_only"),
    ),
    row(
        "26",
        "the server has more mails than were fetched, and nobody is told which",
        Rule(
            "processor.services.doctor.mailboxes:_books",
            returns(()),
            BOOKS + "test_mail_that_the_server_has_and_the_books_have_not_is_named",
        ),
    ),
)
