"""Tables that are taken in: a dry run first, that names each fault by its line, then all of it or nothing."""

import base64
import binascii
from typing import Final

from processor.services.imports import APPROVER_COLUMNS, CONTACT_COLUMNS, CUSTOMER_COLUMNS, ImportReport
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_COLUMNS: Final = {"customers": CUSTOMER_COLUMNS, "contacts": CONTACT_COLUMNS, "approvers": APPROVER_COLUMNS}
_MEGABYTES: Final = 5


def routes() -> list[PageRoute]:
    """Imports of each kind."""
    return [
        page("/customers/import", _show),
        action("/customers/import/try", _try, upload=_MEGABYTES, once=False),
        action("/customers/import/do", _do, upload=2 * _MEGABYTES),
    ]


def _show(visit: Visit, desk: Desk) -> Answer:
    kind = visit.query.word("kind", "customers")
    if kind not in _COLUMNS:
        raise visit.refuse("shell.fields.unknown")
    return visit.show("customers/import.html", kind=kind, kinds=_COLUMNS, report=None, data="", filename="")


def _try(visit: Visit, desk: Desk) -> Answer:
    kind, upload = visit.form.word("kind"), visit.form.file("file")
    if upload is None or not upload.body:
        raise visit.refuse("customers.no_file")
    report = _run(visit, desk, kind, upload.body, dry_run=True)
    data = base64.b64encode(upload.body).decode()
    name = upload.filename
    return visit.show("customers/import.html", kind=kind, kinds=_COLUMNS, report=report, data=data, filename=name)


def _do(visit: Visit, desk: Desk) -> Answer:
    kind = visit.form.word("kind")
    try:
        data = base64.b64decode(visit.form.text("data", most=2 * _MEGABYTES * 1_000_000), validate=True)
    except (ValueError, binascii.Error):
        raise visit.refuse("customers.no_file") from None
    report = _run(visit, desk, kind, data, dry_run=False)
    if not report.done:
        raise visit.refuse("customers.import_faults", count=len(report.faults))
    return visit.see("/customers", "customers.imported", added=report.added, changed=report.changed)


def _run(visit: Visit, desk: Desk, kind: str, data: bytes, *, dry_run: bool) -> ImportReport:
    imports = desk.imports
    match kind:
        case "customers":
            return imports.customers(data, visit.by, visit.now, dry_run=dry_run)
        case "contacts":
            return imports.contacts(data, visit.by, visit.now, dry_run=dry_run)
        case "approvers":
            return imports.approvers(data, visit.by, visit.now, dry_run=dry_run)
        case _:
            raise visit.refuse("shell.fields.unknown")
