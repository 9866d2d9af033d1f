"""The words themselves: by name, then by language. `processor.deployments.texts.say` puts values into them."""

from types import MappingProxyType

WORDS: MappingProxyType[str, dict[str, str]] = MappingProxyType(
    {
        "subject": {
            "en": "Deployment of {title} at {site}",
            "ru": "Внедрение {title}: {site}",
            "de": "Einführung von {title}: {site}",
        },
        "go_live_title": {
            "en": "Go-Live of {title} at {site}",
            "ru": "Запуск в работу {title}: {site}",
            "de": "Produktivstart von {title}: {site}",
        },
        "completion_title": {
            "en": "Completion of the deployment of {title} at {site}",
            "ru": "Завершение внедрения {title}: {site}",
            "de": "Abschluss der Einführung von {title}: {site}",
        },
        "deployment": {"en": "Deployment", "ru": "Внедрение", "de": "Einführung"},
        "customer": {"en": "Customer", "ru": "Заказчик", "de": "Kunde"},
        "site": {"en": "Site", "ru": "Площадка", "de": "Standort"},
        "system": {"en": "System", "ru": "Система", "de": "System"},
        "planned_live": {"en": "Planned for", "ru": "Планируемая дата запуска", "de": "Geplanter Produktivstart"},
        "stages": {"en": "Stages done", "ru": "Пройденные этапы", "de": "Abgeschlossene Phasen"},
        "stakeholders": {"en": "Stakeholders", "ru": "Ответственные лица", "de": "Ansprechpartner"},
        "pre_install": {"en": "Pre-install", "ru": "Подготовка к установке", "de": "Vorbereitung der Installation"},
        "installation": {"en": "Installation", "ru": "Установка", "de": "Installation"},
        "training": {"en": "Training", "ru": "Обучение", "de": "Schulung"},
        "testing": {"en": "Testing and UAT", "ru": "Тестирование и приёмка", "de": "Test und Abnahmetest"},
        "go_live": {"en": "Go-Live", "ru": "Запуск в работу", "de": "Produktivstart"},
        "warranty": {"en": "Deployment warranty", "ru": "Гарантия внедрения", "de": "Gewährleistung der Einführung"},
        "completion": {"en": "Completion", "ru": "Завершение", "de": "Abschluss"},
        "business_as_usual": {"en": "Business as usual", "ru": "Обычная работа", "de": "Regelbetrieb"},
        "cancelled": {"en": "Cancelled", "ru": "Отменено", "de": "Abgebrochen"},
        "conditions": {"en": "Conditions of going live", "ru": "Условия запуска", "de": "Bedingungen des Starts"},
        "met": {"en": "fulfilled on {day}", "ru": "выполнено {day}", "de": "erfüllt am {day}"},
        "waived": {"en": "waived: {why}", "ru": "снято: {why}", "de": "erlassen: {why}"},
        "further": {"en": "Further details", "ru": "Дополнительно", "de": "Weitere Angaben"},
        "what_it_means": {
            "en": "What approving it means",
            "ru": "Что означает согласование",
            "de": "Was die Genehmigung bedeutet",
        },
        "go_live_label": {"en": "Go-Live", "ru": "Запуск", "de": "Produktivstart"},
        "go_live_means": {
            "en": "The system may be taken live. The warranty of {warranty} days and the Completion form, which "
            "comes {form} days later, count from the day on which the system was taken live, not from "
            "this approval.",
            "ru": "Систему можно запускать в работу. Гарантия ({warranty} дн.) и форма завершения, которая "
            "придёт через {form} дн., отсчитываются от дня фактического запуска системы, а не от этого "
            "подтверждения.",
            "de": "Das System darf produktiv genommen werden. Die Gewährleistung von {warranty} Tagen und das "
            "Abschlussformular, das {form} Tage später kommt, zählen ab dem Tag, an dem das System "
            "produktiv ging, nicht ab dieser Genehmigung.",
        },
        "dates": {"en": "Dates", "ru": "Даты", "de": "Termine"},
        "live_on": {"en": "Taken live", "ru": "Запущена в работу", "de": "Produktiv seit"},
        "live_assessed": {
            "en": "{moment}, as assessed by {vendor}: {why}",
            "ru": "{moment}, по оценке {vendor}: {why}",
            "de": "{moment}, nach Feststellung von {vendor}: {why}",
        },
        "warranty_until": {
            "en": "Warranty until the end of",
            "ru": "Гарантия до конца дня",
            "de": "Gewährleistung bis Ende des",
        },
        "deemed_on": {"en": "Deemed accepted from", "ru": "Считается принятым с", "de": "Gilt als abgenommen ab"},
        "deemed_text": {
            "en": "{moment}, unless it was answered before",
            "ru": "{moment}, если до этого не будет ответа",
            "de": "{moment}, falls bis dahin keine Antwort eingeht",
        },
        "completion_label": {"en": "Completion", "ru": "Завершение", "de": "Abschluss"},
        "completion_means": {
            "en": "The deployment is complete. From then on support is charged as agreed, except for the issues "
            "that you list as outstanding and for what your contract covers.",
            "ru": "Внедрение завершено. С этого момента поддержка оплачивается по договору, кроме замечаний, "
            "которые вы укажете как незакрытые, и того, что входит в ваш договор.",
            "de": "Die Einführung ist abgeschlossen. Ab dann wird Support wie vereinbart berechnet, außer für "
            "die Punkte, die Sie als offen nennen, und für das, was Ihr Vertrag abdeckt.",
        },
        "outstanding_label": {"en": "In your reply", "ru": "В вашем ответе", "de": "In Ihrer Antwort"},
        "outstanding_text": {
            "en": "You can accept and list what is still outstanding, one issue a line. Each of them gets a "
            "ticket of its own, free of charge, and the numbers come back to you in the receipt.",
            "ru": "Вы можете принять работу и перечислить, что ещё не закрыто, по одному замечанию в строке. По "
            "каждому будет заведена отдельная бесплатная заявка, номера придут вам в квитанции.",
            "de": "Sie können annehmen und nennen, was noch offen ist, einen Punkt je Zeile. Zu jedem gibt es "
            "ein eigenes kostenloses Ticket; die Nummern erhalten Sie mit der Quittung.",
        },
        "how_signed": {
            "en": "signed by {who} on {day}",
            "ru": "подписано: {who}, {day}",
            "de": "unterzeichnet von {who} am {day}",
        },
        "how_recorded": {
            "en": "accepted by {who}, recorded by {by} on {day}",
            "ru": "принято: {who}; внесено в запись: {by}, {day}",
            "de": "angenommen von {who}, eingetragen von {by} am {day}",
        },
        "how_live": {
            "en": "taken live on {moment}",
            "ru": "система запущена: {moment}",
            "de": "produktiv genommen am {moment}",
        },
        "how_assessed": {
            "en": "taken live on {moment}, assessed: {why}",
            "ru": "система запущена: {moment}, по оценке: {why}",
            "de": "produktiv genommen am {moment}, festgestellt: {why}",
        },
        "how_form_sent": {
            "en": "the Completion form is sent",
            "ru": "отправлена форма завершения",
            "de": "das Abschlussformular ist versandt",
        },
        "how_completed": {
            "en": "the customer accepted the completion",
            "ru": "заказчик принял завершение",
            "de": "der Kunde hat den Abschluss angenommen",
        },
        "how_deemed": {
            "en": "deemed accepted: nobody answered the Completion form by the end of {last}",
            "ru": "считается принятым: на форму завершения не ответили до конца дня {last}",
            "de": "gilt als abgenommen: auf das Abschlussformular kam bis zum {last} keine Antwort",
        },
        "how_disputed": {
            "en": "the completion is disputed",
            "ru": "завершение оспорено",
            "de": "der Abschluss wird bestritten",
        },
        "how_upheld": {
            "en": "the dispute is settled: the completion stands",
            "ru": "спор решён: завершение остаётся в силе",
            "de": "der Streit ist entschieden: der Abschluss gilt",
        },
        "evidence_deemed": {
            "en": "Nobody answered the Completion form, which the customer's mail server accepted on {sent}, "
            "nor {reminders} reminder(s), by the end of {last}; the system was taken live on {live}. By "
            "the terms of the deployment it is deemed accepted from {effect}.",
            "ru": "На форму завершения, принятую почтовым сервером заказчика {sent}, и на напоминания "
            "({reminders}) не ответили до конца дня {last}; система запущена {live}. По условиям "
            "внедрения форма считается принятой с {effect}.",
            "de": "Auf das Abschlussformular, das der Mailserver des Kunden am {sent} angenommen hat, und "
            "{reminders} Erinnerung(en) kam bis zum Ende des {last} keine Antwort; das System ging am "
            "{live} produktiv. Nach den Bedingungen der Einführung gilt es ab {effect} als angenommen.",
        },
        "excess_title": {
            "en": "{name}: {excess} more than the standard fee includes",
            "ru": "{name}: на {excess} больше, чем входит в стандартную стоимость",
            "de": "{name}: {excess} mehr als im Standardpreis enthalten",
        },
        "excess_request": {
            "en": "The deployment of {title} at {site} needs {used} of “{name}”; the standard fee includes {included}.",
            "ru": "Для внедрения {title} ({site}) нужно {used} («{name}»); в стандартную стоимость входит {included}.",
            "de": "Die Einführung von {title} ({site}) braucht {used} („{name}“); im Standardpreis sind "
            "{included} enthalten.",
        },
        "excess_scope": {
            "en": "{excess} more of “{name}”: set up, tested and handed over as part of the deployment.",
            "ru": "Ещё {excess} («{name}»): настройка, проверка и передача в рамках внедрения.",
            "de": "{excess} weitere („{name}“): eingerichtet, getestet und im Rahmen der Einführung übergeben.",
        },
        "excess_criterion": {
            "en": "All {used} of “{name}” work at {site}.",
            "ru": "Все {used} («{name}») работают: {site}.",
            "de": "Alle {used} („{name}“) funktionieren: {site}.",
        },
    }
)
