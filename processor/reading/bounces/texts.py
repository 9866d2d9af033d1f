"""What mail systems write when they send no standard report: phrases, from general to those of one product."""

import re

_SUBJECT = re.compile(
    r"^(?:\s*\[[^\]]{1,30}\]\s*)?(?:"
    r"undeliver(?:able|ed)\b|undelivered mail returned|non[- ]?(?:delivery|deliverable|remise)|"
    r"delivery (?:status )?(?:notification|"
    r"failure|failed|report|error|problem|has failed|delay)|(?:mail|message|e-?mail)?\s*delivery (?:failed|"
    r"failure|error|problem|"
    r"status|system)|failed (?:mail|delivery|to deliver)|failure (?:notice|delivery)|mail (?:system error|failure|"
    r"failed|could not|"
    r"returned|not delivered|error|undeliverable)|returned (?:mail|to sender|message|e-?mail)|"
    r"(?:your )?(?:mail|message|e-?mail)s? (?:could not be|was not|cannot be|not|couldn'?t be) delivered|"
    r"user unknown|unknown user|address(?:ee)? unknown|unable to deliver|warning: (?:could not send|"
    r"message .{0,40}delayed)|"
    r"(?:message|mail) status[ -]+undeliverable|ndn:|dsn:|error sending|"
    r"nicht zustellbar|unzustellbar|nachricht nicht zugestellt|r[üu]cksendung|fehler beim (?:senden|zustellen)|"
    r"недоставленное|не доставлено|ошибка доставки|сообщение не доставлено|невозможно доставить|"
    r"non remis|[ée]chec de (?:la )?remise|no se puede entregar|mancato recapito|niet te bezorgen|onbestelbaar|"
    r"ikke leveret"
    r")",
    re.IGNORECASE,
)
# Words of programs about a failure: a person who quotes them in a question does so below words of their own.
_TEXTS = (
    r"this is (?:an? |the )?(?:(?:automatically|machine)[- ]generated |automated )?(?:delivery (?:status|"
    r"failure) notification|"
    r"message from (?:the )?[\w .-]{0,40}(?:mail|qmail|delivery)[\w .-]{0,20}|(?:non-?delivery|bounce) (?:report|"
    r"message)|"
    r"mail (?:system|delivery)|delivery)",
    r"this is the (?:mail system|qmail|postfix|mail delivery|machine)",
    r"this (?:message|report|e-?mail) (?:was|is) (?:created|generated|"
    r"being sent) (?:automatically )?by (?:the )?(?:mail|a mail|"
    r"internet|delivery)",
    r"hi\. (?:this is|the) (?:the )?(?:qmail|deliver)",
    r"(?:i'm|we are|we're) (?:sorry|afraid).{0,80}(?:could(?:n'?t| not)|wasn't able|unable|"
    r"not be able) (?:to )?(?:be (?:deliver|sent)|deliver)",
    r"(?:your|the following|this|the) (?:e-?mail|mail|message)s?(?: message)?[^.\n]{0,120}"
    r"(?:could not be|couldn'?t be|was not|wasn'?t|cannot be|can not be|can'?t be|has not been|were not|has been|"
    r"is|was)\s+"
    r"(?:successfully )?(?:delivered|undeliverable|rejected|sent to|refused|returned|bounced)",
    r"delivery (?:to|of)[^.]{0,120}(?:has )?(?:failed|aborted|delayed|could not|was not)",
    r"(?:could|can)(?:n'?t| ?not) (?:be )?deliver(?:ed)?",
    r"unable to deliver",
    r"(?:was|were) not delivered|did(?:n't| not) reach the following|not reach(?:ed)? (?:the following )?recipient",
    r"undeliver(?:able|ed) (?:mail|message|e-?mail|recipient|to)",
    r"(?:the )?following (?:address(?:es|\(es\))?|recipients?|users?)[^.\n]{0,60}(?:fail|error|fatal|problem|"
    r"reject|unknown|permanent)",
    r"(?:had|have|has) (?:permanent |transient )?(?:fatal )?(?:delivery )?(?:errors|problems)",
    r"(?:no such|unknown|invalid) (?:user|mailbox|recipient|address)|user(?: is)? (?:unknown|not (?:known|found))|"
    r"mailbox (?:is )?(?:full|unavailable|not found)|(?:over|exceeded?) (?:disk )?quota|account (?:is |"
    r"has been )?(?:disabled|suspended)",
    r"(?:message|mail|e-?mail) delivery (?:failed|failure|error|delayed|has failed|to the following)",
    r"returned (?:mail|message)|message returned|returning (?:the )?(?:mail|message)|delivery failed|"
    r"failed to deliver",
    r"permanent(?:ly)? (?:delivery )?(?:fail|error)|fatal errors?\b|(?:message|mail) (?:bounced|undeliverable|"
    r"rejected)",
    r"diese (?:e-?mail|nachricht).{0,80}(?:nicht zugestellt|unzustellbar)|konnte nicht (?:zugestellt|"
    r"ausgeliefert)|nicht zustellbar",
    r"(?:не (?:было |может быть |удалось )?доставл?ен|не удалось доставить|недоставленн|невозможно доставить|"
    r"доставка.{0,60}невозможна)",
    r"n'a pas pu [êe]tre (?:remis|distribu)|no (?:se )?(?:ha )?(?:podido|pudo) (?:ser )?(?:entreg|envi)|"
    r"non [èe] stato (?:possibile )?"
    r"(?:recapit|consegn)",
    r"配信(?:でき|不能)|送信できません|お届けできません|送信不能|宛先不明|下記のメールは|退信|投递失败|無法投遞",
)
_ANY_TEXT = re.compile("|".join(f"(?:{text})" for text in _TEXTS), re.IGNORECASE | re.DOTALL)
_ADDRESSED = (
    r"\A\W*your (?:e-?mail|mail|message)s?(?: message)?[^\n]{0,160}(?:could not be|couldn'?t be|was not|wasn'?t|"
    r"cannot be|"
    r"can not be|can'?t be|has not been|were not|has been|was)\s+(?:automatically |successfully )?"
    r"(?:delivered|rejected|refused|returned|bounced|sent to)"
)
_SERVICE = r"\A\s*\{\s*\"(?:notificationType|eventType)\"\s*:\s*\"(?:Bounce|Delivery|DeliveryDelay)\""
_PROGRAM_TEXT = re.compile(
    "|".join(f"(?:{text})" for text in (*_TEXTS[:5], _ADDRESSED, _SERVICE)), re.IGNORECASE | re.DOTALL
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.\-])([45]\d\d)[ \-](?=[\d#A-Za-z<(])")
_PERMANENT = re.compile(
    r"unknown|no such|does ?n[o']t exist|invalid|not found|disabled|suspended|permanent|fatal|5\d\d|rejected|"
    r"denied|unrouteable",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"(?:delivery|message) (?:has been |is )?(?:delayed|deferred)|will (?:continue|keep|be retried|try)|"
    r"still (?:trying|in (?:the )?queue)|"
    r"not yet been delivered|warning message only|no need to (?:resend|retransmit)",
    re.IGNORECASE,
)
_DELIVERED = re.compile(r"\s*\{\s*\"(?:notificationType|eventType)\"\s*:\s*\"Delivery\"")
_OPENING = 400
_LONGER = 3000


def is_subject(subject: str) -> bool:
    """Whether a subject is one that mail systems write, without a prefix: people answer and forward bounces."""
    return _SUBJECT.match(subject) is not None


def is_text(text: str) -> str:
    """The words in the first lines that only a mail system writes, or an empty string."""
    found = _PROGRAM_TEXT.search(text[:_OPENING])
    return " ".join(found[0].split())[:100] if found else ""


def tells_of_failure(text: str) -> bool:
    """Whether a text speaks of a failed or delayed delivery: by words, status or reply code."""
    head = text[:_LONGER]
    return bool(_ANY_TEXT.search(head) or _STATUS.search(head) or _CODE.search(head) or _DELAYED.search(head))


def reports_failure(text: str) -> bool:
    """Whether a text reports a failed delivery itself: by its first words, or a status code beside the words for it."""
    head = text[:_LONGER]
    return bool(is_text(text) or (_ANY_TEXT.search(head) and (_STATUS.search(head) or _CODE.search(head))))


def status_of(text: str) -> str:
    """The enhanced status code in a text (RFC 3463), else the class of an SMTP reply code, else an empty string."""
    found = _STATUS.search(text)
    if found:
        return found[1]
    code = _CODE.search(text)
    return f"{code[1][0]}.0.0" if code else ""


def is_delay(text: str) -> bool:
    """Whether a text says that delivery is still tried."""
    return _DELAYED.search(text[:_LONGER]) is not None


def is_delivered(text: str) -> bool:
    """Whether a mail service's machine-readable notice tells of a delivery that succeeded."""
    return _DELIVERED.match(text) is not None


def is_permanent(text: str) -> bool:
    """Whether the words of a text, without any code, tell of a failure that trying again will not cure."""
    return _PERMANENT.search(text[:_LONGER]) is not None
