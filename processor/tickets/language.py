"""Which language a customer is written to in."""

from models.vocabulary import Language
from processor.facts.known import Policy, SenderFacts


def language_for(sender: SenderFacts, written: str, policy: Policy) -> Language:
    """The first that we have templates for: the contact's, the mail's, the customer's; else the default."""
    stored = sender.contact.language if sender.contact is not None else ""
    for wish in (stored, written, sender.customer_language):
        for language in policy.languages:
            if language.value == wish.casefold():
                return language
    return policy.default_language
