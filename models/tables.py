"""All records, in an order in which their tables can be made."""

from models.approvals import (
    Acceptance,
    ApprovalReply,
    ApprovalRequest,
    Approver,
    ApproverChange,
    Objection,
    Proposal,
    ProposalVersion,
    UsedMail,
)
from models.base import Record
from models.conversation import Message, Review, Verdict
from models.deployments import Deployment
from models.evidence import Blob, Checkpoint, CheckpointStamp, EvidenceLeaf, LedgerEntry, SigningKey
from models.learning import Example, TrainedModel
from models.mail import Fetch, FolderCursor, RawMessage
from models.operations import Lease, LoopHealth, Pause
from models.outgoing import Outbox
from models.people import Contact, Customer, CustomerDomain
from models.tickets import Counter, Thread, ThreadReference, Ticket, TicketEntry, TicketParty

TABLES: tuple[type[Record], ...] = (
    RawMessage,
    Fetch,
    FolderCursor,
    Customer,
    CustomerDomain,
    Contact,
    Thread,
    ThreadReference,
    Counter,
    Ticket,
    TicketParty,
    TicketEntry,
    Outbox,
    Message,
    Verdict,
    Review,
    Example,
    TrainedModel,
    Blob,
    EvidenceLeaf,
    LedgerEntry,
    Checkpoint,
    CheckpointStamp,
    SigningKey,
    Approver,
    ApproverChange,
    Deployment,
    Proposal,
    ProposalVersion,
    ApprovalRequest,
    ApprovalReply,
    UsedMail,
    Acceptance,
    Objection,
    Pause,
    Lease,
    LoopHealth,
)
