"""What the daemon counts: Prometheus metrics, each with its unit in the name. `docs/operating.md` lists them."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

FETCHED = Counter("signoff_fetched_messages", "Messages whose bytes were kept.", ["mailbox"], registry=REGISTRY)
HANDLED = Counter("signoff_handled_messages", "Messages by outcome.", ["outcome"], registry=REGISTRY)
HANDLE_SECONDS = Histogram(
    "signoff_handle_seconds",
    "From a batch being claimed to its commit.",
    registry=REGISTRY,
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
)
DELIVERIES = Counter(
    "signoff_deliveries", "Outgoing mails by what became of the attempt.", ["result"], registry=REGISTRY
)
CONNECTS = Counter("signoff_mailbox_connects", "Connections made to a mailbox.", ["mailbox"], registry=REGISTRY)
FAILURES = Counter("signoff_loop_failures", "Turns of a loop that ended in an error.", ["loop"], registry=REGISTRY)
LAST_SWEEP = Gauge(
    "signoff_last_sweep_timestamp_seconds",
    "When a mailbox was last searched successfully, as seconds since 1970.",
    ["mailbox"],
    registry=REGISTRY,
)
WAITING = Gauge("signoff_waiting_messages", "Messages fetched and without an outcome yet.", registry=REGISTRY)
OLDEST_WAITING = Gauge(
    "signoff_oldest_waiting_seconds", "Age of the oldest message without an outcome.", registry=REGISTRY
)
QUARANTINED = Gauge("signoff_quarantined_messages", "Messages in quarantine.", registry=REGISTRY)
REVIEWS = Gauge("signoff_open_reviews", "Items that wait for a CSM.", registry=REGISTRY)
OUTBOX = Gauge("signoff_outbox_mails", "Outgoing mails by state.", ["state"], registry=REGISTRY)
MODEL_USABLE = Gauge(
    "signoff_model_usable", "Whether the text model that should judge can be used: 1 or 0.", registry=REGISTRY
)
TRAININGS = Counter(
    "signoff_trainings", "Trainings of the text model by how they ended.", ["result"], registry=REGISTRY
)
AUTOMATIC = Counter(
    "signoff_automatic_labels",
    "Labels of opened tickets that the model was sure of, by what became of them.",
    ["standing"],
    registry=REGISTRY,
)
SEALED = Counter("signoff_sealed_acceptances", "Acceptances whose evidence was sealed and sent.", registry=REGISTRY)
DECIDED = Gauge("signoff_decided_items", "Labels that people decided in the queue.", registry=REGISTRY)
REVIEWED = Gauge(
    "signoff_reviewed_labels",
    "Newest automatic labels that people reviewed: all of them, and those drawn for an audit.",
    ["drawn"],
    registry=REGISTRY,
)
REVIEWED_PRECISION = Gauge(
    "signoff_reviewed_precision",
    "Share of them that was right; not a number without any.",
    ["drawn"],
    registry=REGISTRY,
)
REVIEWED_PRECISION_BOUND = Gauge(
    "signoff_reviewed_precision_bound",
    "Share that they prove to be right, with 90 % certainty.",
    ["drawn"],
    registry=REGISTRY,
)
AUTOMATIC_STANDING = Gauge(
    "signoff_automatic_standing",
    "Whether automatic labels are acted on: 1 for the standing they have, 0 for the others.",
    ["standing"],
    registry=REGISTRY,
)
