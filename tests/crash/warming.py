"""What every child would do first and alike, done once before they are forked off: each of them has it then.

It opens no database and no socket and starts no thread: it reads, judges and writes words, and forgets them.
"""

from email import message_from_bytes, policy

from models.vocabulary import ApprovalKind
from processor.approvals.grammar import judge_reply
from processor.bootstrap.deployments import shipped_forms
from processor.documents import certificate, templates
from processor.evidence.timestamps import Timestamps
from processor.facts.message import Address, Message
from processor.facts.own import OwnMarks
from processor.facts.proof import Trust
from processor.facts.replies import ReplyContext
from processor.reading.limits import Limits
from processor.reading.sandbox import DirectReader
from processor.reading.sender.requests import KeysRequest
from processor.services.gather import text_of
from tests.crash import scenario
from tests.crash.deployment import ACCEPTS
from tests.servers.dealing import NAMES, OLGA, Request, asks
from tests.servers.installation import shipped_model
from tests.unit.evidence.certificate import paperwork


def warm_up() -> None:
    """Load what is loaded at first use: the model, the words' patterns, the templates, the layout, what seals."""
    shipped_forms()
    words, pages = templates._environment(), certificate._environment()
    for name in words.list_templates(filter_func=lambda path: path.startswith(("mail/", "proposal/"))):
        words.get_template(name)
    pages.get_template("certificate/certificate.html")
    paperwork.make(Timestamps([], bytes))
    _read_and_judge()


def _read_and_judge() -> None:
    reader = DirectReader(OwnMarks(), Limits())
    read = reader.read_many([(raw, False) for _, raw in scenario.first()])
    shipped_model().classify([text_of(one) for one in read if isinstance(one, Message)])
    sent = message_from_bytes(asks(), policy=policy.default)
    for kind, said in ((ApprovalKind.PROPOSAL, "Approved"), (ApprovalKind.COMPLETION, ACCEPTS)):
        raw = Request(OLGA, sent).answer(said)
        [reply] = reader.read_many([(raw, False)])
        assert isinstance(reply, Message)
        judge_reply(reply.text, ReplyContext(kind, Address(NAMES[OLGA], OLGA), reply.text))
        reader.wanted_keys_many([KeysRequest(raw, Trust())])
