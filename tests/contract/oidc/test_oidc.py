"""Sign-in by a provider, against one on this machine that can lie in every way that matters."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from joserfc import jwk

from processor.config.secrets import Secret
from processor.config.web import Oidc as OidcSection
from processor.errors import Refused, Temporary
from processor.evidence.vault import Vault
from processor.web.oidc import LASTS, Oidc
from tests.contract.oidc.issuer import CLIENT, CODE, EMAIL, SECRET, Issuer, serving

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
BACK = "https://desk.vendor.example/sign-in/oidc/back"


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with serving() as made:
        made.now = NOW
        yield made


@pytest.fixture
def oidc(issuer: Issuer, tmp_path: Path) -> Oidc:
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n")
    section = OidcSection(issuer=issuer.url, client_id=CLIENT, client_secret=Secret(file=secret))
    return Oidc(section, BACK, Vault(b"v" * 32))


def arrived(oidc: Oidc, issuer: Issuer, *, later: timedelta = timedelta(), **query: str) -> str:
    """The address that comes of a whole walk, where the answer's query is as given."""
    departure = oidc.start(NOW)
    state = issuer.leave(departure.url)
    return oidc.arrive({"state": state, "code": CODE} | query, departure.cookie, NOW + later)


def test_the_whole_walk(oidc: Oidc, issuer: Issuer) -> None:
    assert arrived(oidc, issuer) == EMAIL
    [form] = issuer.forms
    assert form["grant_type"] == "authorization_code"
    assert form["redirect_uri"] == BACK
    assert "client_secret" not in form
    # Form-encoded before HTTP Basic (RFC 6749 section 2.3.1): a secret may hold anything.
    assert base64.b64decode(issuer.auths[0].removeprefix("Basic ")).decode() == f"{CLIENT}:{quote_plus(SECRET)}"
    assert arrived(oidc, issuer, iss=issuer.url) == EMAIL
    assert issuer.asked.count("/keys") == 1, "what is known is not asked again"


def test_nothing_that_matters_can_be_read_from_what_the_browser_holds(oidc: Oidc, issuer: Issuer) -> None:
    departure = oidc.start(NOW)
    state = issuer.leave(departure.url)
    assert state not in departure.cookie
    assert state.encode() not in base64.urlsafe_b64decode(departure.cookie)
    assert departure.cookie not in repr(departure)
    assert len(departure.cookie) < 1000
    assert oidc.start(NOW).url != departure.url


def test_a_provider_that_takes_the_secret_in_the_form_only(oidc: Oidc, issuer: Issuer) -> None:
    issuer.described = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert arrived(oidc, issuer) == EMAIL
    assert (issuer.forms[0]["client_secret"], issuer.auths[0]) == (SECRET, "")


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"iss": "https://other.example"}, "not meant"),
        ({"iss": None}, "not meant"),
        ({"aud": "another client"}, "not meant"),
        ({"aud": [CLIENT, "another client"]}, "not meant"),
        ({"aud": [CLIENT, "another client"], "azp": "another client"}, "not meant"),
        ({"aud": CLIENT, "azp": "another client"}, "not meant"),
        ({"nonce": "another nonce"}, "not meant"),
        ({"nonce": None}, "not meant"),
        ({"exp": int(NOW.timestamp()) - 61}, "not meant"),
        ({"exp": None}, "not meant"),
        ({"exp": "never"}, "not meant"),
        ({"email": None}, "not verified"),
        ({"email": "nonsense"}, "not verified"),
        ({"email": ["kim@vendor.example"]}, "not verified"),
        ({"email_verified": False}, "not verified"),
        ({"email_verified": None}, "not verified"),
        ({"email_verified": "true"}, "not verified"),
        ({"email_verified": 1}, "not verified"),
    ],
)
def test_a_word_that_is_not_as_it_must_be_lets_nobody_in(
    oidc: Oidc, issuer: Issuer, claims: dict[str, Any], sentence: str
) -> None:
    issuer.claims = claims
    with pytest.raises(Refused, match=sentence):
        arrived(oidc, issuer)


def test_a_little_too_late_by_its_clock_is_in_time(oidc: Oidc, issuer: Issuer) -> None:
    issuer.claims = {"exp": int(NOW.timestamp()) - 30, "aud": [CLIENT, "another client"], "azp": CLIENT}
    assert arrived(oidc, issuer) == EMAIL


def test_a_token_that_somebody_else_signed_lets_nobody_in(oidc: Oidc, issuer: Issuer) -> None:
    issuer.signed_by = jwk.RSAKey.generate_key(2048, {"kid": "one"})
    with pytest.raises(Refused, match="not signed"):
        arrived(oidc, issuer)


@pytest.mark.parametrize("algorithm", ["HS256", "none", "None"])
def test_what_everybody_can_sign_lets_nobody_in(oidc: Oidc, issuer: Issuer, algorithm: str) -> None:
    """By HMAC over the public key or the client's secret, or unsigned: the oldest tricks (RFC 8725 section 2.1)."""
    for key in (issuer.key.as_pem(private=False), SECRET.encode()):
        issuer.forged = (algorithm, key)
        with pytest.raises(Refused, match="not signed"):
            arrived(oidc, issuer)


def test_a_new_key_of_the_provider_is_fetched(oidc: Oidc, issuer: Issuer) -> None:
    assert arrived(oidc, issuer) == EMAIL
    for asked, later in ((2, timedelta(seconds=1)), (3, timedelta(minutes=2))):
        issuer.key = issuer.signed_by = jwk.RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        issuer.now = NOW + later
        assert arrived(oidc, issuer, later=later) == EMAIL
        assert issuer.asked.count("/keys") == asked


def test_what_strangers_send_does_not_make_us_ask_for_keys_all_the_time(oidc: Oidc, issuer: Issuer) -> None:
    issuer.signed_by = jwk.RSAKey.generate_key(2048, {"kid": "one"})
    for _ in range(5):
        with pytest.raises(Refused):
            arrived(oidc, issuer)
    assert issuer.asked.count("/keys") == 2, "once to know them, and once for what none of them signed"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"state": "another"}, "another sign-in"),
        ({"state": ""}, "another sign-in"),
        ({"state": "\ud800"}, "another sign-in"),
        ({"iss": "https://other.example"}, "another provider"),
        ({"error": "access_denied"}, "let nobody in"),
        ({"code": ""}, "let nobody in"),
    ],
)
def test_an_answer_that_is_not_to_our_question(
    oidc: Oidc, issuer: Issuer, query: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        arrived(oidc, issuer, **query)
    assert issuer.forms == [], "nothing is exchanged"
    assert "access_denied" not in str(refused.value)


@pytest.mark.parametrize("cookie", ["", "nonsense", "x" * 100_000, "\ud800", "AAAA"])
def test_a_browser_that_began_nothing_brings_nobody_in(oidc: Oidc, issuer: Issuer, cookie: str) -> None:
    state = issuer.leave(oidc.start(NOW).url)
    with pytest.raises(Refused, match="began no sign-in"):
        oidc.arrive({"state": state, "code": CODE}, cookie, NOW)


def test_the_answer_of_one_browser_is_none_to_another(oidc: Oidc, issuer: Issuer) -> None:
    state = issuer.leave(oidc.start(NOW).url)
    with pytest.raises(Refused, match="another sign-in"):
        oidc.arrive({"state": state, "code": CODE}, oidc.start(NOW).cookie, NOW)


def test_who_takes_too_long_begins_anew(oidc: Oidc, issuer: Issuer) -> None:
    with pytest.raises(Refused, match="too long"):
        arrived(oidc, issuer, later=LASTS)


def test_a_code_that_is_not_good_is_told_without_a_secret(oidc: Oidc, issuer: Issuer) -> None:
    with pytest.raises(Refused, match="takes this code no more") as told:
        arrived(oidc, issuer, code="another code")
    assert SECRET not in str(told.value)


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://login.vendor.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"padding": "x" * 1_000_001},
    ],
)
def test_a_description_that_can_not_be_believed(oidc: Oidc, issuer: Issuer, described: dict[str, Any]) -> None:
    issuer.described = described
    with pytest.raises(Temporary):
        oidc.start(NOW)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_provider_that_is_down(oidc: Oidc, issuer: Issuer, status: int) -> None:
    issuer.status = status
    with pytest.raises(Temporary, match="sign in again"):
        oidc.start(NOW)


def test_a_provider_that_was_down_is_asked_again_after_a_while(oidc: Oidc, issuer: Issuer) -> None:
    issuer.status = 503
    for _ in range(3):
        with pytest.raises(Temporary):
            oidc.start(NOW)
    assert len(issuer.asked) == 1
    issuer.status = 200
    assert issuer.leave(oidc.start(NOW + timedelta(seconds=10)).url)


def test_a_provider_that_is_not_there(tmp_path: Path) -> None:
    section = OidcSection(issuer="http://127.0.0.1:9", client_id=CLIENT, client_secret=Secret(file=tmp_path / "none"))
    with pytest.raises(Temporary, match="can't be asked"):
        Oidc(section, BACK, Vault(b"v" * 32)).start(NOW)
