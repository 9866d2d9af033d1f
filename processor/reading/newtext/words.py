"""The words by which mail clients introduce a quote, per language. To teach a language, add its words here."""

import re

VERBS = (
    # English, German, Dutch
    "wrote", "writes", "said", "schrieb", "schreibt", "geschrieben", "schreef", "geschreven", "schrijft",
    # Russian, Ukrainian
    "написал", "написала", "написали", "написал(а)", "написало", "пишет", "писал", "писала", "писали", "пишете",
    "написав", "написала", "написав(ла)", "пише", "писав", "пользователь",
    # Romance
    "a écrit", "écrit", "ecrit", "escribió", "escribio", "ha scritto", "scritto", "scrive", "escreveu",
    # Polish, Scandinavian
    "napisał", "napisała", "napisał(a)", "pisze", "skrev", "skriver",
    # cheap others
    "写道", "寫道", "yazdı", "kirjoitti", "napsal", "napsala", "napsal(a)",
)  # fmt: skip
"""Verbs of attribution lines ("... wrote:")."""

NAME_FOLLOWS = frozenset(("schrieb", "schreef", "skrev", "пользователь", "hat"))
"""Verbs behind which the writer's name may stand; behind all others only a date or an address may."""

FIRST_WORDS = (
    "on", "am", "le", "el", "il", "op", "den", "em", "dnia", "w dniu", "på", "a", "от", "в", "у", "dne", "在", "um",
    "at", "вкл.",     "you wrote", "sie schrieben", "вы писали", "вы написали", "ви писали",
)  # fmt: skip
"""First words of attribution lines that start with a preposition before the date, or with "you wrote"."""

MONTHS = (
    "jan", "feb", "mar", "mär", "apr", "may", "mai", "jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez",
    "янв", "фев", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    "січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "вер", "жовт", "лист", "груд",
    "ene", "abr", "ago", "dic", "janv", "févr", "avr", "juin", "juil", "août", "déc", "gen", "mag", "giu", "lug",
    "set", "ott", "fev", "out", "sty", "lut", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru", "mrt",
    "mei",
)  # fmt: skip
"""Starts of month names, enough to see that a number beside one is a date."""

WEEKDAYS = (
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
    "пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд",
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
"""Names of weekdays that start an attribution line without any sign behind them."""

LABELS: dict[str, tuple[str, ...]] = {
    "from": (
        "from", "von", "absender", "от", "от кого", "отправитель", "de", "da", "van", "från", "fra", "od", "від",
        "від кого", "відправник", "expéditeur", "remitente", "mittente", "remetente",
    ),
    "sent": (
        "sent", "date", "gesendet", "gesendet am", "datum", "отправлено", "отправленные", "дата", "дата отправки",
        "дата и время", "отправлен", "envoyé", "envoyé le", "date d'envoi", "enviado", "enviado el", "enviado em",
        "enviada em", "enviada", "fecha", "data", "inviato", "inviato il", "verzonden", "verzonden op", "skickat",
        "sendt", "dato", "wysłano", "wysłane", "data wysłania", "надіслано", "відправлено", "received", "sent at",
    ),
    "to": ("to", "an", "кому", "получатель", "à", "para", "a", "aan", "till", "til", "do", "empfänger"),
    "cc": ("cc", "kopie", "kopie (cc)", "копия", "копія", "kopia", "kopi", "dw", "bcc"),
    "subject": (
        "subject", "betreff", "тема", "objet", "asunto", "oggetto", "onderwerp", "ämne", "emne", "temat", "assunto",
        "sujet", "re",
    ),
}  # fmt: skip
"""Header names as mail clients print them above a quote, by what they mean."""

ORIGINAL = (
    "original", "forward", "previous message", "ursprüngl", "weitergeleitet", "исходн", "пересыла", "переадрес",
    "пересла", "перенаправ", "оригинал", "d'origine", "d’origine", "transféré", "réexpédié", "initial",
    "reenviad", "encaminhad",
    "inoltrat", "originale", "oorspronk", "origineel", "doorgest", "oryginaln", "przekazan", "przesłan", "ursprung",
    "vidarebef", "oprindelig", "opprinnelig", "videresend", "початков", "вихідн", "оригінал", "reply",
)  # fmt: skip
"""Stems that say "original" or "forwarded" in a separator line."""

MESSAGE = (
    "message", "nachricht", "mail", "сообщени", "письм", "повідомлен", "лист", "mensaje", "mensagem", "messaggio",
    "bericht", "wiadomo", "meddeland", "meddelelse", "melding", "besked", "brev", "appointment", "termin",
)  # fmt: skip
"""Stems that say "message" in a separator line."""

BEGIN = (
    "begin", "start of", "anfang", "beginn", "начало", "початок", "début", "inicio", "início", "inizio", "początek",
    "start på", "rozpoczęcie",
)  # fmt: skip
"""First words of a forward's separator without dashes ("Begin forwarded message:")."""


def any_of(words: tuple[str, ...]) -> str:
    """Give back a regular expression group that matches one of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) + ")"
