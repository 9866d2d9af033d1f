"""Broken configurations: every fault at once, in sentences, and no secret in any of them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from processor.config.load import config_path, load_settings, parse_settings
from processor.config.outside import require_outside
from processor.config.sections import Settings
from processor.errors import SettingsError

GOOD = """
[[mailbox]]
name = "support"
address = "support@vendor.example"
[mailbox.imap]
host = "imap.vendor.example"
user = "support"
password = { file = "secrets/imap" }
[smtp]
host = "smtp.vendor.example"
"""


def faults(text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, "config.toml")
    return str(caught.value).splitlines()


def only_fault(text: str) -> str:
    found = faults(text)
    assert len(found) == 1, found
    return found[0].removeprefix("config.toml: ")


def with_line(table: str, line: str) -> str:
    return (
        GOOD.replace(f"[{table}]\n", f"[{table}]\n{line}\n") if f"[{table}]" in GOOD else f"{GOOD}[{table}]\n{line}\n"
    )


def test_a_good_file_has_the_documented_defaults() -> None:
    settings = parse_settings(GOOD, "config.toml")
    assert settings.smtp.port == 465
    assert settings.mailbox[0].imap is not None
    assert settings.mailbox[0].imap.port == 993
    assert settings.replies.acknowledge


def test_all_faults_are_told_at_once_even_in_one_table() -> None:
    text = """
    [signof]
    [signoff]
    languages = ["ru"]
    [[mailbox]]
    name = "Sup port"
    adress = "a@b"
    import_since = "yesterday"
    [mailbox.imap]
    host = "imap.vendor.example"
    security = "plain"
    port = "x"
    [[mailbox]]
    name = "b"
    address = "support"
    [smtp]
    port = 70000
    [replies]
    acknowledge = "perhaps"
    """
    paths = [line.removeprefix("config.toml: ").split(":")[0] for line in faults(text)]
    assert paths == [
        "signoff.default_language",
        "mailbox[1].name",
        "mailbox[1].address",
        "mailbox[1].import_since",
        "mailbox[1].imap.port",
        "mailbox[1].imap.security",
        "mailbox[1].adress",
        "mailbox[2].address",
        "mailbox[2].maildir",
        "smtp.host",
        "smtp.port",
        "replies.acknowledge",
        "signof",
    ]


@pytest.mark.parametrize(
    ("table", "line", "sentence"),
    [
        ("replys", "acknowledge = true", "replys: there is no such setting; did you mean 'replies'?"),
        ("log", 'levl = "info"', "log.levl: there is no such setting; did you mean 'level'?"),
        ("log", 'zzz = "info"', "log.zzz: there is no such setting; known here: form, level"),
        ("classifier", 'retrain_at = "2 am"', "classifier.retrain_at: should be a time of day in UTC such as 02:00"),
        ("classifier", 'retrain_at = "24:00"', "classifier.retrain_at: should be a time of day in UTC such as 02:00"),
        ("classifier", "target_precision = 1.0", "classifier.target_precision: should be less than or equal to 0.999"),
        ("classifier", "audit_share = 0", "classifier.audit_share: should be greater than 0"),
        ("classifier", 'encoder = "best"', "classifier.encoder: should be 'auto' or 'none'"),
        ("log", 'level = "loud"', "log.level: should be 'debug', 'info', 'warning' or 'error'"),
        ("health", 'listen = "8025"', "health.listen: should be an address and port such as 127.0.0.1:8025, or empty"),
        (
            "web",
            'public_url = "https://[desk"',
            "web.public_url: should be an address such as https://desk.vendor.example",
        ),
        ("web", 'public_url = "https://desk:port"', "web.public_url: should be an address such as https://"),
        ("mailbox.imap", 'port = "x"', "mailbox[1].imap.port: should be a whole number"),
        ("mailbox.imap", "idle_renew_seconds = 1800", "mailbox[1].imap.idle_renew_seconds: should be less than"),
        ("mailbox.imap", 'ca_flie = "x"', "mailbox[1].imap.ca_flie: there is no such setting; did you mean 'ca_file'?"),
        ("smtp", 'security = "plain"', 'smtp.security: "plain" is for this machine only'),
        ("replies", 'acknowledge = "perhaps"', "replies.acknowledge: should be true or false"),
        ("replies", "notify_staff = [3]", "replies.notify_staff[1]: should be text in quotes"),
        ("signoff", 'languages = "en"', "signoff.languages: should be a list in brackets"),
        ("signoff", 'default_language = "fr"', "signoff.default_language: should be 'en', 'ru' or 'de'"),
        ("signoff", 'key = "0123456789"', 'signoff.key: should be { file = "path" } or { env = "VARIABLE" }'),
    ],
)
def test_a_fault_is_told_with_what_was_expected(table: str, line: str, sentence: str) -> None:
    assert only_fault(with_line(table, line)).startswith(sentence)


def test_missing_tables_are_named_as_they_are_written() -> None:
    assert faults("") == [
        "config.toml: at least one table [[mailbox]] is needed, in double brackets",
        "config.toml: the table [smtp] is needed: the server that mail goes out by",
    ]
    assert "double brackets" in faults(GOOD.replace("[[mailbox]]", "[mailbox]"))[0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('name = "support"', 'name = "support"\nkeyword = "my mail"'), "mailbox[1].keyword"),
        (('name = "support"', 'name = "support"\nfolder = " "'), "mailbox[1].folder"),
        (("[mailbox.imap]", '[mailbox.maildir]\npath = "x"\n[mailbox.imap]'), "mailbox[1].maildir: give exactly one"),
        (
            ("[smtp]", GOOD.split("[smtp]", maxsplit=1)[0] + "[smtp]"),
            "mailbox: each [[mailbox]] needs a name of its own",
        ),
        (('"support@vendor.example"', '"support@vendor.example"\naliases = ["SUPPORT@vendor.example"]'), "mailbox: an"),
    ],
)
def test_what_contradicts_itself_is_refused(change: tuple[str, str], sentence: str) -> None:
    assert only_fault(GOOD.replace(*change, 1)).startswith(sentence)


@pytest.mark.parametrize("line", ['password = "hunter2-secret"', 'password = { file = "a", env = "hunter2-secret" }'])
def test_a_secret_in_the_wrong_place_is_never_shown(line: str) -> None:
    text = GOOD.replace('password = { file = "secrets/imap" }', line)
    assert "hunter2" not in only_fault(text)
    broken = only_fault(f"{text}\n[smtp")
    assert "hunter2" not in broken


def test_what_is_no_toml_is_named_with_its_line() -> None:
    assert "line 3" in only_fault("\n\n[smtp\n")


def test_relative_paths_start_from_the_files_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, elsewhere = tmp_path / "etc", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "config.toml").write_text(GOOD)
    monkeypatch.chdir(elsewhere)
    settings = load_settings(Path("..") / "etc" / "config.toml")
    assert settings.signoff.data_dir == folder / "var"
    assert settings.signoff.key.file == folder / "var" / "signoff.key"
    assert settings.store.url == f"sqlite:///{folder}/var/signoff.db"
    assert settings.mailbox[0].imap is not None
    assert settings.mailbox[0].imap.password is not None
    assert settings.mailbox[0].imap.password.file == folder / "secrets" / "imap"


def test_absolute_places_and_servers_stay_as_they_are(tmp_path: Path) -> None:
    for url in ("sqlite:////srv/signoff.db", "postgresql://signoff@db.example/signoff"):
        (tmp_path / "config.toml").write_text(with_line("store", f'url = "{url}"'))
        assert load_settings(tmp_path / "config.toml").store.url == url


def test_a_file_that_is_not_there_or_unreadable_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"copy config\.example\.toml, or name another with --config"):
        load_settings(tmp_path / "config.toml")
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load_settings(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'name = "M\xfcller"')
    with pytest.raises(SettingsError, match="save it as UTF-8"):
        load_settings(tmp_path / "latin.toml")


def test_the_file_is_the_one_given_else_the_environments_else_the_local_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNOFF_CONFIG", raising=False)
    assert config_path(None) == Path("config.toml")
    monkeypatch.setenv("SIGNOFF_CONFIG", "/etc/signoff.toml")
    assert config_path(None) == Path("/etc/signoff.toml")
    assert config_path(Path("mine.toml")) == Path("mine.toml")


def anchored(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "config.toml").write_text(text)
    return load_settings(tmp_path / "config.toml")


def test_every_missing_secret_and_file_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNOFF_TEST_PASSWORD", raising=False)
    smtp = '[smtp]\npassword = { env = "SIGNOFF_TEST_PASSWORD" }\nca_file = "ca.pem"'
    settings = anchored(tmp_path, GOOD.replace("[smtp]", smtp))
    with pytest.raises(SettingsError) as caught:
        require_outside(settings)
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["mailbox support", "imap.password"],
        ["smtp.password", "the environment variable SIGNOFF_TEST_PASSWORD is not set; set it or name a file"],
        ["smtp.ca_file", f"there is no file {tmp_path}/ca.pem"],
    ]


def test_who_signs_in_by_a_provider_has_to_be_able_to_come_back(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    for name in ("imap", "oidc"):
        (tmp_path / "secrets" / name).write_text("correct horse")
    provider = '[web.oidc]\nissuer = "https://login.vendor.example"\nclient_id = "signoff"\n'
    provider += 'client_secret = { file = "secrets/oidc" }\n'
    with pytest.raises(SettingsError, match=r"^web\.public_url: give the address that people open"):
        require_outside(anchored(tmp_path, GOOD + provider))
    require_outside(anchored(tmp_path, f'{GOOD}[web]\npublic_url = "https://desk.vendor.example"\n{provider}'))


def test_a_secret_is_read_from_its_file_without_the_line_end(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "imap").write_text("correct horse \r\n")
    settings = anchored(tmp_path, GOOD)
    require_outside(settings)
    password = settings.mailbox[0].imap.password if settings.mailbox[0].imap else None
    assert password is not None
    assert password.read("imap.password") == "correct horse "
    (tmp_path / "secrets" / "imap").write_text("\n")
    with pytest.raises(SettingsError, match=r"mailbox support: imap\.password: the file .* is empty"):
        require_outside(settings)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T08:00:00", datetime(2026, 1, 31, 8, tzinfo=UTC)),
        ("2026-01-31T08:00:00+01:00", datetime(2026, 1, 31, 7, tzinfo=UTC)),
    ],
)
def test_history_begins_at_a_day_or_a_moment(written: str, moment: datetime) -> None:
    settings = parse_settings(GOOD.replace('name = "support"', f'name = "support"\nimport_since = {written}'), "c")
    assert settings.mailbox[0].history_before == moment
