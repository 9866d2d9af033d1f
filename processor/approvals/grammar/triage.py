"""What a reply that isn't accepted seems to say, so that a person's queue is in order. Nothing is accepted by this."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from models.vocabulary import ReplyOutcome
from processor.approvals.grammar.wording import fold
from processor.reading.newtext.late import late

_LONGEST: Final = 4000

_APPROVES = late(
    r"\b(?:approv(?:e|ed|al|als|ing)|accept(?:ed|ance|ing)?|agreed?|sign(?:ed)?[ -]off|go[ -]ahead|green light"
    r"|order it"
    r"|согласов\w+|согласу\w+|соглас(?:ен|на|ны)|возражений нет|не возража\w+|одобр\w+|утвер\w+|принимаем"
    r"|принимаю|подтвержда\w+|акцепт\w*|добро"
    r"|genehmig\w*|freigegeben|freigabe\w*|geben .{0,40}frei|angenommen|akzeptier\w*|einverstanden|zugestimmt"
    r"|stimme[n]? .{0,60}zu"
    r"|nehmen .{0,60}\ban\b|beauftrag\w*|auftrag erteilt|abgenommen|abnahme)\b"
)
_AUTO = late(
    r"\b(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response|generated)|autoreply"
    r"|on (?:annual |sick |parental |maternity )?leave"
    r"|on vacation|on holiday|away from (?:my|the) (?:desk|office|email)|limited access to (?:my )?e-?mail"
    r"|your message was read"
    r"|your message has been (?:received|delivered|read)|this is an automated|reply above this line"
    r"|do not reply to this"
    r"|i will be back|delivery (?:status|has failed)"
    r"|no longer (?:works?|with)|away until|mailbox is not monitored|ticket .{0,30} has been (?:created|opened)"
    r"|автоответ\w*|автоматическ\w+ (?:ответ|уведомлен\w+|сообщен\w+)|согласовано автоматически|в отпуске"
    r"|на больничном|в командировке|вне офиса"
    r"|буду отсутствовать|отсутствую|нахожусь в отпуске|ваше (?:письмо|сообщение|обращение) (?:получено"
    r"|прочитано|доставлено|зарегистрировано|прошло)|больше не работа\w+"
    r"|automatische (?:antwort|nachricht|eingangsbestaetigung)|abwesenheits\w+|nicht im (?:buero|haus)"
    r"|im urlaub|bin (?:derzeit |zurzeit |aktuell )?(?:abwesend|nicht erreichbar)"
    r"|nach meiner rueckkehr|ihre nachricht wurde (?:gelesen|zugestellt)|abwesend|ausser haus"
    r"|wieder (?:erreichbar|im buero)|keinen zugriff auf meine e?-?mails|elternzeit|gelesen: )"
)
_WITHDRAWS = late(
    r"\b(?:withdraw\w*|revoke\w*|cancel (?:my|our|the) (?:approval|acceptance|order)|take back (?:my|our)"
    r"|no longer (?:approve|agree)|disregard (?:my|our)|отзыва\w+|аннулир\w+|недействит\w+"
    r"|отменя\w+ (?:согласован\w+|согласие)|widerruf\w*|zurueckzieh\w*|ziehen? .{0,40}zurueck|storn\w+|ungueltig)\b"
)
_REJECTS = late(
    r"\b(?:disapprov\w*|unapprov\w*|reject\w*|declin\w*|not approved?|not (?:be )?approving|not accept\w*"
    r"|not agree|disagree\w*|no way|no,? thanks?|no thank you"
    r"|(?:do not|don't|cannot|can't|won't|will not|are not|am not|could not|couldn't|unable to|not able to"
    r"|not going to|not in a position to) (?:\w+ ){0,2}(?:approve|accept|agree|sign off|proceed|go ahead"
    r"|move forward|going ahead)"
    r"|(?:decided|chosen) (?:against|not to)|(?:went|going|go) with (?:another|a different)|not interested"
    r"|went with (?:the|an|our|someone)|(?:can't|cannot) send you an? approv\w+|verzichten|pass on this"
    r"|too expensive|not at this price|out of (?:our )?budget|thumbs down|denied|refus\w+"
    r"|не согласова\w*|не соглас\w+|не одобр\w+|не утвер\w+|не подтвержда\w+|не принима\w+|не принят\w*"
    r"|не приним\w+|не можем (?:согласова\w+|принять|одобрить|утвердить)|не мог[уе]\w* (?:согласова\w+|принять"
    r"|одобрить)|не готовы|не будем|не подходит|не устраивает|против|отказ\w*|отклон\w+|слишком дорого"
    r"|нет,? спасибо|отвергаем|не нужно|вынуждены отказ\w+"
    r"|nicht (?:genehmig\w*|freigegeben|freigeben|angenommen|annehmen|akzeptier\w*|einverstanden|zustimmen"
    r"|zugestimmt|beauftrag\w*|abgenommen|frei)|ablehn\w*|abgelehnt|lehnen? .{0,60}\bab\b|nein"
    r"|kein\w* (?:freigabe|genehmigung|zustimmung|auftrag|interesse)|zu teuer|absage\w*|dagegen entschieden"
    r"|nicht weiter\w*)\b"
)
_FULL_NO = late(r"^(?:no|nope|nein|нет|не надо|nee|never)\b[\s.,!]*(?:$|\n)|^no[.!]|^нет[.!,]|^nein[.!,]")
_LATER = late(
    r"\b(?:not yet|later|tomorrow|next (?:week|month|monday|tuesday|wednesday|thursday|friday|year|sprint"
    r"|quarter)|by (?:monday|tuesday|wednesday|thursday|friday|tomorrow|end of|the end of|eod|eow)|soon|shortly"
    r"|in (?:a|an|the) (?:few|couple|hour|coming|next)|on (?:monday|tuesday|wednesday|thursday|friday)"
    r"|will (?:be )?(?:approve[d]?|accept|decide|get back|come back|let you know|review|revert|discuss|check"
    r"|confirm|sign|respond|reply|look|answer)|reviewing|still (?:review\w*|wait\w*|check\w*|discuss\w*|under"
    r"|with|need|pending|in)|pending|under review|needs? (?:more )?time|waiting (?:for|on)|awaiting"
    r"|to be approved|hold on|on hold|postpone\w*|give (?:me|us) (?:a|until|til|till|some)|(?:have|need) to (?:check"
    r"|discuss|ask|run|review)|expect (?:our|my|an|a) (?:approval|answer|decision)|bear with"
    r"|come back to (?:me|us) (?:then|in)|can't decide|after the (?:meeting|holidays|weekend|board)|in progress"
    r"|i'll (?:get|come|look|review|check|approve|let"
    r"|take|discuss|respond|reply|answer)|we'll (?:get|come|look|review|check|approve|let|take|discuss|respond"
    r"|reply|answer|decide)|let (?:me|us) (?:check|discuss|think|review|get back)|passed (?:it "
    r"|this )?(?:on )?to|forwarded (?:it |this )?to"
    r"|пока не\w*|пока нет|еще не|позже|позднее|завтра|послезавтра|на следующей неделе|на этой неделе"
    r"|в понедельник|во вторник|в среду|в четверг|в пятницу|до конца|после (?:праздников|совещания|отпуска"
    r"|обсуждения)|будет согласован\w*|будут согласован\w*|согласуем|согласую|рассмотр\w+|рассматрива\w+"
    r"|на рассмотрении|на согласовании|ответим|отвечу|вернусь|вернемся|сообщу|сообщим|дам знать|дадим знать"
    r"|жд[еи]м (?:решени|ответ)\w*|подожд\w+|нужно время|изучаем|изучим|посмотрю|посмотрим|обсудим|обсуждаем"
    r"|проверим|проверю|чуть позже|скоро|в ближайш\w+|отложи\w*|перенес\w+|через (?:день|неделю|пару|несколько)"
    r"|передал\w* (?:руководител\w*|директор\w*|коллег\w*|в)|думаем|подумаем"
    r"|noch nicht|spaeter|morgen|uebermorgen|naechste\w* (?:woche|monat|montag|dienstag|mittwoch|donnerstag"
    r"|freitag|tage\w*)|bis (?:montag|dienstag|mittwoch|donnerstag|freitag|ende|naechste\w*|morgen)"
    r"|am (?:montag|dienstag|mittwoch|donnerstag|freitag)|in kuerze|demnaechst|melde\w? (?:mich|uns)|melden uns"
    r"|wird (?:noch |gerade |derzeit )?(?:geprueft|genehmigt|freigegeben)|pruef(?:e|en) (?:wir|ich|das|es|noch"
    r"|derzeit|gerade)|(?:wir|ich) pruefen?|liegt (?:noch |gerade |derzeit |aktuell )?(?:beim|bei)|(?:gebe"
    r"|geben) (?:ihnen |euch )?bescheid|in pruefung|in abstimmung"
    r"|warten? (?:noch|auf)|gedulden|geduld|folgt (?:noch|morgen|naechste\w*|in)|stimmen uns"
    r"|muessen (?:wir )?(?:noch|erst|das)|muss (?:ich |das )?(?:noch|erst)|besprechen|klaeren|sobald|bald)\b"
)
_CONDITION = late(
    r"\b(?:if|but|provided|providing|as long as|once|when|unless|except|excluding|without|subject to|assuming"
    r"|assume|only|on (?:the )?condition|under the condition|conditional\w*|however|apart from|minus|up to"
    r"|no more than|not more than|with (?:the )?(?:following |one |some )?(?:change|changes|condition"
    r"|conditions|remark|remarks|comment|comments|exception)|in principle|partial\w*|phase|first part|instead"
    r"|discount|after|not this one|please (?:remove|change|add|adjust|correct|move|reduce|include|replace"
    r"|update|swap)|just (?:change|remove|fix|add)|also|with one|as soon as|the rest|contingent|so long as"
    r"|otherwise|one thing|has to|have to|must|depends?|tentativ\w*|preliminar\w*"
    r"|если|но|только|кроме|при условии|при этом|с условием|без|за исключением|однако|с (?:учетом|замечани\w+"
    r"|поправк\w+|оговорк\w+|уточнени\w+|изменени\w+|скидкой)|после того|после|как только|частично|в принципе"
    r"|предварительно|не более|до суммы|вместо|уберите|исправьте|добавьте|поменяйте|измените|внесите|перенесите"
    r"|с одним|условно|хотя|а также|лишь|в части|иначе|пункт\w*|первый этап"
    r"|wenn|falls|sofern|aber|jedoch|unter der (?:bedingung|voraussetzung)|vorausgesetzt|vorbehaltlich"
    r"|vorbehalt|nur|bis auf|ausser|ohne|sobald|solange|grundsaetzlich|teilweise|statt|allerdings|abzueglich"
    r"|maximal|hoechstens|mit (?:der |einer |folgende[nr] )?(?:aenderung|aenderungen|bedingung|ausnahme"
    r"|einschraenkung|anmerkung|anmerkungen|massgabe)|bitte (?:aendern|streichen|anpassen|entfernen|ergaenzen"
    r"|korrigieren|verschieben)|im prinzip|skonto|muessten?|zunaechst|erst|phase|rabatt|nachdem|ausgenommen"
    r"|unter vorbehalt"
    r"|vorlaeufig)\b"
)
_QUESTION_START = late(
    r"^(?:hi\b.{0,30}, ?|hello\b.{0,30}, ?|hallo\b.{0,30}, ?|добрый день\W*|здравствуйте\W*"
    r"|guten tag\W*)?(?:who|what|when|where|why|how|which|could you|can you|would you|does|do (?:i|we|you)"
    r"|is (?:it|this|the|there)|are (?:you|we|there)|should|may (?:i|we)|have you|has"
    r"|кто|что|когда|где|почему|зачем|как|какой|какая|какие|чем|сколько|можно ли|а можно|подскажите|уточните"
    r"|поясните|не могли бы"
    r"|wer|was|wann|wo|warum|wieso|wie|welche\w*|koennen sie|koennten sie|koennt ihr|kann ich|muss ich"
    r"|muessen wir|ist das|sind|gibt es|haben sie|duerfen)\b"
)
_ASKS = late(
    r"\b(?:could you|can you please (?:explain|clarify|resend|send|tell)|please (?:clarify|explain|resend"
    r"|specify|confirm whether|tell us)|i have a question|we have (?:a |some )?questions?|question:|wondering"
    r"|не могли бы|подскажите|уточните|поясните|есть вопрос\w*|вопрос:|разъясните|koennten sie|frage:"
    r"|eine frage|rueckfrage|bitte (?:erklaeren|erlaeutern))\b"
)
_BEHALF = late(
    r"\b(?:on behalf of|for and on behalf|im auftrag|im namen|i\. ?a\.|i\. ?v\."
    r"|in vertretung|по поручению|от имени|p\. ?p\.|в отсутствие)(?!\w)"
)
_FORWARDED = late(
    r"\b(?:fyi|forwarded message|weitergeleitete nachricht|пересылаемое сообщение"
    r"|пересланное сообщение|forwarding|see below from)\b"
)


class Triage(NamedTuple):
    """One question about a reply, what a yes means, and its name."""

    rule: str
    outcome: ReplyOutcome
    told: Callable[[str], bool]


def _says_no_words(text: str) -> bool:
    return not any(map(str.isalnum, text))


def _automatic(text: str) -> bool:
    return _AUTO.search(text) is not None


def _withdraws(text: str) -> bool:
    return _WITHDRAWS.search(text) is not None


def _rejects(text: str) -> bool:
    return (_REJECTS.search(text) is not None or _FULL_NO.search(text) is not None) and not _not_yet(text)


def _not_yet(text: str) -> bool:
    return re.search(r"\b(?:not yet|yet\b|noch nicht|пока не\w*|еще не|пока нет)", text) is not None


def _asks(text: str) -> bool:
    return "?" in text or _QUESTION_START.search(text) is not None or _ASKS.search(text) is not None


def _conditional(text: str) -> bool:
    return _agrees(text) and _CONDITION.search(text) is not None


def _agrees(text: str) -> bool:
    return (
        _APPROVES.search(text) is not None
        or re.match(
            r"(?:\W*(?:(?:grundsaetzlich |im prinzip |in principle |в принципе |в целом )?(?:yes|ok"
            r"|okay|да|ок|ja|fine|sure|хорошо))\b)",
            text,
        )
        is not None
    )


def _puts_off(text: str) -> bool:
    return _LATER.search(text) is not None


def _puts_off_only(text: str) -> bool:
    """Put off, and no word that approves on conditions: "approved once it is fixed" is a condition."""
    condition = _CONDITION.search(re.sub(r"\b(?:noch|пока|erst)\b", " ", text)) is not None
    return _puts_off(text) and (not condition or not _HAS_APPROVED.search(text))


_HAS_APPROVED = late(
    r"\b(?:approved|accepted|agreed|yes|ok|(?:we|i) (?:approve|agree|accept)|согласовано|одобрен\w*|согласны?а?"
    r"|одобряем|одобряю"
    r"|утвержден\w*|да|genehmigt|freigegeben|einverstanden|ja|angenommen)\b"
)

TRIAGE: Final[tuple[Triage, ...]] = (
    Triage("no-words", ReplyOutcome.UNRELATED, _says_no_words),
    Triage("automatic-words", ReplyOutcome.AUTO_REPLY, _automatic),
    Triage("withdrawal", ReplyOutcome.REJECT, _withdraws),
    Triage("put-off", ReplyOutcome.LATER, lambda text: _not_yet(text) and "?" not in text),
    Triage("refusal", ReplyOutcome.REJECT, _rejects),
    Triage("question", ReplyOutcome.QUESTION, _asks),
    Triage("put-off", ReplyOutcome.LATER, _puts_off_only),
    Triage("condition", ReplyOutcome.CONDITIONAL, _conditional),
    Triage("put-off", ReplyOutcome.LATER, _puts_off),
    Triage("forwarded", ReplyOutcome.UNCLEAR, lambda text: _FORWARDED.search(text) is not None),
    Triage("approval-words", ReplyOutcome.APPROVE, lambda text: _APPROVES.search(text) is not None),
)
"""Asked in this order; the first yes is the answer."""


def triage(text: str) -> tuple[ReplyOutcome, str]:
    """What the new text of a reply seems to say, and the rule that says so."""
    folded = fold(text[:_LONGEST]).strip()
    for question in TRIAGE:
        if question.told(folded):
            return question.outcome, question.rule
    return ReplyOutcome.UNRELATED, "no-decision"


def speaks_for_another(text: str) -> bool:
    """Whether the text says that it is written for somebody else."""
    return _BEHALF.search(fold(text[:_LONGEST])) is not None
