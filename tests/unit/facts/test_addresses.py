"""International mail domains: what stays apart, what is one, and what is no domain."""

import pytest

from processor.facts.addresses import ascii_address, ascii_domain
from processor.facts.message import is_deliverable


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("Customer.Example", "customer.example"),
        ("müller.example", "xn--mller-kva.example"),
        ("MÜLLER.example", "xn--mller-kva.example"),
        ("mu\u0308ller.example", "xn--mller-kva.example"),
        ("пример.example", "xn--e1afmkfd.example"),
        ("ｃustomer。example", "customer.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("STRAẞE.example", "xn--strae-oqa.example"),
        ("βόλος.example", "xn--nxasmm1c.example"),
    ],
)
def test_a_domain_has_one_ascii_form(written: str, means: str) -> None:
    assert ascii_domain(written) == means
    assert ascii_address(f"Anna@{written}").casefold() == f"anna@{means}"


@pytest.mark.parametrize("domain", ["cust\u200domer.example", "ß" * 63 + ".example", "a..ü", "\u202eü.example"])
def test_what_has_no_ascii_form_is_not_sent_to(domain: str) -> None:
    assert not is_deliverable(f"anna@{domain}")
    assert ascii_address(f"anna@{domain}") == f"anna@{domain}"
