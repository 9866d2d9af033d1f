"""Who does which loop at present?"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from processor.services.doctor.findings import Check, Finding, ok, warn
from processor.store.store import Store


def leases_check(store: Store, names: Iterable[str]) -> Check:
    """The holder of each loop's lease: a loop that nobody holds is not being done."""
    wanted = tuple(names)

    def look(now: datetime) -> Iterator[Finding]:
        holders = {name: store.leases.holder(name, now) for name in wanted}
        nobody = [name for name, holder in holders.items() if holder is None]
        for name, holder in holders.items():
            if holder is not None:
                yield ok("leases", f"{name} is done by {holder}")
        if nobody:
            yield warn(
                "leases", f"nobody does {', '.join(nobody)}", "start signoff run, unless it is stopped on purpose"
            )

    return Check("leases", look)
