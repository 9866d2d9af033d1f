"""What is noted of the mails that go out about a request for approval or a form, or with a receipt."""

from models.approvals import Acceptance, ApprovalRequest, RequestMail
from models.forms import Form, FormVersion
from models.vocabulary import ApprovalKind
from processor.effects.mail import MailTemplate
from processor.ids import ApprovalKey
from processor.store.apply.cause import Composed
from processor.store.apply.requests import is_request
from processor.store.apply.scope import Scope
from processor.store.database import Row
from processor.store.errors import Stale


def note_sent(scope: Scope, template: MailTemplate, key: ApprovalKey, outbox_id: int, composed: Composed) -> None:
    """Notes the mail. Raises Stale where the request was asked already, or the key is nobody's."""
    if key.kind is ApprovalKind.RECEIPT:
        _receipt(scope, key, composed)
    elif key.kind is ApprovalKind.QUESTIONS:
        _questions(scope, key, outbox_id, composed)
    else:
        _request(scope, template, key, outbox_id, composed)


def _request(scope: Scope, template: MailTemplate, key: ApprovalKey, outbox_id: int, composed: Composed) -> None:
    """The first mail is the one that an acceptance rests on; what later ones say may be quoted as well."""
    columns = (ApprovalRequest.id, ApprovalRequest.outbox, ApprovalRequest.sent_text)
    row = scope.db.row(ApprovalRequest.select(*columns).where(is_request(key)))
    if row is None:
        raise Stale(f"there is no request {key.tag} any more")
    values: Row = {"sent_text": "\n\n".join(text for text in (row["sent_text"], composed.text) if text)}
    if template is MailTemplate.APPROVAL_REQUEST:
        if row["outbox"] is not None:
            raise Stale(f"the request {key.tag} was sent already")
        values |= {"outbox": outbox_id, "wording": composed.wording}
    scope.db.change(ApprovalRequest.update(values).where(ApprovalRequest.id == row["id"]))
    scope.db.insert(RequestMail, {"request": row["id"], "outbox": outbox_id})


def _questions(scope: Scope, key: ApprovalKey, outbox_id: int, composed: Composed) -> None:
    """The first mail is the one that the version went out with; each may be quoted."""
    columns = (FormVersion.id, FormVersion.outbox, FormVersion.sent_text)
    query = FormVersion.select(*columns).join(Form).where(FormVersion.token == key.token)
    row = scope.db.row(query.where(Form.number == key.number, FormVersion.version == key.version))
    if row is None:
        raise Stale(f"there is no form {key.tag} any more")
    values: Row = {"sent_text": "\n\n".join(text for text in (row["sent_text"], composed.text) if text)}
    values["outbox"] = row["outbox"] or outbox_id
    scope.db.change(FormVersion.update(values).where(FormVersion.id == row["id"]))


def _receipt(scope: Scope, key: ApprovalKey, composed: Composed) -> None:
    """Whoever gets the receipt may object, and quotes what it says."""
    numbered = (Acceptance.year == key.number) & (Acceptance.serial == key.version)
    query = Acceptance.select(Acceptance.id, Acceptance.receipt_to)
    row = scope.db.row(query.where(Acceptance.receipt_token == key.token, numbered))
    if row is None or not key.token:
        raise Stale(f"there is no acceptance with the receipt {key.tag}")
    told = {**(row["receipt_to"] or {}), composed.recipient.casefold(): composed.text}
    scope.db.change(Acceptance.update(receipt_to=told).where(Acceptance.id == row["id"]))
