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
    RequestMail,
    UsedMail,
)
from models.base import Record
from models.billing import Entitlement, Release, TicketWork, VoucherEntry
from models.conversation import Message, Review, Verdict
from models.deployments import (
    Deployment,
    DeploymentHold,
    DeploymentQuantity,
    DeploymentTimer,
    GoLiveCondition,
    LiveChange,
)
from models.desk import Once, Step, TicketText
from models.evidence import Blob, Checkpoint, CheckpointStamp, EvidenceLeaf, LedgerEntry, SigningKey
from models.forms import Form, FormAnswer, FormLeftover, FormVersion
from models.learning import Example, TrainedModel
from models.mail import Fetch, FolderCursor, RawMessage
from models.operations import ClockWatch, Lease, LoopHealth, Pause
from models.outgoing import Outbox
from models.people import Contact, Customer, CustomerDomain
from models.progress import CheckInPlan, DeploymentFile, DeploymentGoal, DeploymentStageRow, Outstanding
from models.promises import ResponsePromise
from models.tickets import Counter, Thread, ThreadReference, Ticket, TicketEntry, TicketParty
from models.users import Change, RecoveryCode, SignInChallenge, SignInFailure, UserAccount, UserSession

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
    ResponsePromise,
    Outbox,
    Message,
    Verdict,
    Review,
    TicketText,
    Step,
    Once,
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
    RequestMail,
    ApprovalReply,
    UsedMail,
    Acceptance,
    Objection,
    GoLiveCondition,
    DeploymentQuantity,
    DeploymentHold,
    DeploymentTimer,
    LiveChange,
    DeploymentStageRow,
    Outstanding,
    DeploymentGoal,
    CheckInPlan,
    DeploymentFile,
    Form,
    FormVersion,
    FormAnswer,
    FormLeftover,
    TicketWork,
    Entitlement,
    VoucherEntry,
    Release,
    Pause,
    Lease,
    LoopHealth,
    ClockWatch,
    UserAccount,
    RecoveryCode,
    SignInChallenge,
    SignInFailure,
    UserSession,
    Change,
)
