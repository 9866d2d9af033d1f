"""Who works here: users, their sessions and second steps, and everything that people have done."""

from peewee import BigIntegerField, ForeignKeyField, IntegerField

from models.base import Record
from models.fields import BytesField, CleanTextField, JsonField, UtcDateTimeField, WordField
from models.vocabulary import SecondStep, UserState

APPEND_ONLY = ("change",)
"""The tables whose rows can be neither changed nor removed."""


class UserAccount(Record):
    """Somebody who may sign in. `login` is a mail address in lower case.

    `password_hash` is Argon2's own text, empty for who signs in elsewhere. `totp_secret` is sealed with a key that
    derives from the installation's; `totp_counter` is the newest time step whose code was taken (RFC 6238 section 5.2).
    `row_version` grows with each change.
    """

    login = CleanTextField(unique=True)
    display = CleanTextField()
    language = CleanTextField(default="")
    roles = JsonField()
    state = WordField(UserState)
    password_hash = CleanTextField(default="")
    totp_secret = BytesField(null=True)
    totp_counter = BigIntegerField(default=0)
    created_by = CleanTextField()
    created_at = UtcDateTimeField()
    changed_at = UtcDateTimeField()
    signed_in_at = UtcDateTimeField(null=True)
    row_version = IntegerField(default=0)


class RecoveryCode(Record):
    """A code that stands in for the second step once. Only its MAC is kept."""

    user = ForeignKeyField(UserAccount, index=False)
    mac = CleanTextField()
    used_at = UtcDateTimeField(null=True)

    class Meta:
        """Codes are looked up by their user."""

        indexes = ((("user", "mac"), True),)


class SignInChallenge(Record):
    """A sign-in that has the password right and waits for the second step. Only the token's SHA-256 is kept."""

    token_sha256 = CleanTextField(unique=True)
    user = ForeignKeyField(UserAccount)
    step = WordField(SecondStep)
    secret = BytesField(null=True)
    address = CleanTextField()
    agent = CleanTextField()
    attempts = IntegerField(default=0)
    until = UtcDateTimeField(index=True)


class SignInFailure(Record):
    """How often it went wrong of late, by what is throttled. `key` is a MAC: neither login nor address is told."""

    key = CleanTextField(unique=True)
    count = IntegerField()
    last_at = UtcDateTimeField(index=True)
    wait_until = UtcDateTimeField()


class UserSession(Record):
    """A signed-in browser. Only the token's SHA-256 is kept. `until` is its end, however busy it is."""

    token_sha256 = CleanTextField(unique=True)
    user = ForeignKeyField(UserAccount)
    address = CleanTextField()
    agent = CleanTextField()
    created_at = UtcDateTimeField()
    seen_at = UtcDateTimeField()
    until = UtcDateTimeField()
    ended_at = UtcDateTimeField(null=True)
    ended_by = CleanTextField(default="")


class Change(Record):
    """What somebody did, when and to what. `detail` has what was asked and what changed; the leaf is `change:<id>`."""

    at = UtcDateTimeField()
    by = CleanTextField(index=True)
    action = CleanTextField()
    subject = CleanTextField(index=True)
    detail = JsonField()
    salt = CleanTextField()
