"""What a reply to a request for approval says: a grammar over the whole reply that accepts only what it knows.

Nothing is looked for: every line must be a greeting, an approval, a harmless sentence, a provable signature or a quote
of what we sent. A word that no phrase holds, anywhere, sends the reply to a person.
"""

from processor.approvals.grammar.judge import judge_reply

__all__ = ["judge_reply"]
