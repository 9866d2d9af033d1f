"""The chunks of German clauses that decide, for any order; see `clauses`. No chunk conditions, limits or puts off."""

from typing import Final

CHUNKS: Final = {
    "subject": """
        (wir|ich|wir alle|ich persoenlich)
        [die|der|das] [firma] {org}
        wir (von|bei) [der] {org}
        (wir beziehen uns|ich beziehe mich) auf {thing} [,] und
        {who} (haben|habe|hab) {thing} [intern|gemeinsam|sorgfaeltig|in ruhe|genau] (geprueft|gelesen|durchgesehen|\
            durchgelesen|besprochen|angesehen|angeschaut) [,] und
    """,
    "verb": """
        (bestaetigen|bestaetige) [hiermit] (die|unsere|meine) (annahme|freigabe|genehmigung|beauftragung|zustimmung) \
            [des|ihres|zum|zu|fuer]
        (bestellen|bestelle) [hiermit] wie (angeboten|beschrieben|vorgeschlagen)
        (genehmige|genehmigen|akzeptiere|akzeptieren|bewillige|bewilligen|beauftrage|beauftragen)
        (genehmigt|akzeptiert|bewilligt|beauftragt)
    """,
    "have": "(habe|haben|hab|hat)",
    "copula": "(bin|sind|ist)",
    "nehmen": "(nehme|nehmen|nimmt|nehm)",
    "geben": "(gebe|geben|gibt|geb)",
    "stimmen": "(stimme|stimmen|stimmt)",
    "an": "an",
    "frei": "frei",
    "zu": "zu",
    "done": """
        {done}
        (bestaetigt|geprueft|erledigt|durchgesehen|gelesen|gesehen|okay|ok|abgenommen|passt) und {done}
        {done} und bestaetigt
        (bestaetigen|bestaetige) (wir|ich) [hiermit] (die|unsere|meine) (annahme|freigabe|genehmigung|beauftragung|\
            zustimmung) [des|ihres|zum|zu|fuer]
        (bestellen|bestelle) (wir|ich) [hiermit] wie (angeboten|beschrieben|vorgeschlagen)
        ({release}|auftrag) (erteilt|gegeben|hiermit erteilt)
        zugestimmt
        (das ist|ist|es ist|dies ist|so) [somit|hiermit|also|damit] {done}
    """,
    "agree": "[voll|voellig|vollkommen|ganz|voll und ganz|absolut|rundum|sehr] einverstanden",
    "aux": """
        (ist|sind|gilt als|wurde|wurden|ist hiermit|sind hiermit|ist somit|ist damit)
        (wird|werden) (hiermit|von uns|von mir|durch uns|somit|unsererseits|hiermit von uns|von uns hiermit|\
            hierdurch) \
            [hiermit|gerne|vollumfaenglich]
    """,
    "thing": """
        {thing}
        (mit|fuer|zu|zum|zur|dem) {thing}
        [{det}] {name}
        [{det}] {noun} (laut|gemaess|nach|aus|mit|zu|unter) [{det}] [formular|angebot|dokument|anfrage|protokoll] \
            {docnumber}
        das ganze
        [{det}] {noun} (der|des|von) (projekts|arbeiten|leistungen)
    """,
    "manner": """
        {gladly}
        {onside}
        {sentone}
        (daher|somit|also|auch|alle|beide|nun|jetzt|deshalb|folglich|mit freude|mit vergnuegen|schriftlich|so|\
            genau so|\
            in dieser form|mit dank)
        (vom|von|durch|von der|seitens|seitens der) [buero|team|firma|haus|betrieb|vorstand|hause|\
            geschaeftsleitung] {org}
        (laut|gemaess|nach|entsprechend|bezueglich|betreffend|zu|mit bezug auf|bezugnehmend auf) [{det}] (formular|\
            angebot|offerte|dokument|anfrage|protokoll|ihrem angebot|beschreibung|angebotstext) [{name}] [vom {date}]
        (laut|gemaess|nach|entsprechend|bezueglich|betreffend) {name}
        (zum|zu dem) [genannten|angebotenen|angegebenen|aufgefuehrten] (preis|festpreis|gesamtpreis|pauschalpreis|\
            betrag) [von] [{restated}]
        (zu|fuer|in hoehe von|ueber|von) [insgesamt|gesamt] {restated}
        mit der (umsetzung|ausfuehrung|durchfuehrung|einrichtung|implementierung|realisierung|lieferung)
    """,
    "pronoun": "(sie|es|ihn|euch|ihnen|dir|dich) [so]",
    "polite": "(bitte|danke|lg|merci|vielen dank|besten dank|danke schoen|gruss|passt)",
}
"""Categories of chunks, and the phrases of each."""

KINDS: Final = {
    "assent": """
        (jo|joa|jep|jap|yep|ja|okay|ok|jawoll|jawohl|jou|yo|freilich|na klar|alles klar|sicher|eh klar|geht \
            klar|passt|\
            sehr gut|logo|abgemacht|gebongt|gemacht|gerne|klar doch|sauber)
        ja (zu|zum) {thing}
    """,
    "go": """
        bitte (wie angeboten|wie beschrieben|so|wie geplant|wie besprochen) (ausfuehren|umsetzen|durchfuehren|\
            einplanen|starten)
        bitte (setzen sie|setzt) (das angebot|es|das|alles) [so] um
        [bitte|dann|also|na] (einplanen|einbuchen|umsetzen|loslegen|starten|beginnen|machen|ausfuehren|bestellen|\
            durchfuehren|anfangen|realisieren|freischalten|live schalten|liveschalten|einrichten|einspielen|angehen) \
            [bitte|danke]
        (bitte|dann bitte) (den auftrag|das|alles|es|sie|ihn|die arbeiten|die stunden|den termin|das so) [so] \
            (einbuchen|\
            einplanen|umsetzen|ausfuehren|starten|angehen|einrichten|buchen|eintakten|anlegen|veranlassen)
        (dann|denn|na dann) (man tau|mal los|los|los geht's|los gehts|auf geht's|ran|ran an die arbeit|ran ans \
            werk|legt \
            los|legen sie los|packen wir's an|frisch ans werk|gas|vollgas)
        (bitte um|wir bitten um|ich bitte um) [rasche|zeitnahe|baldige|schnelle|zuegige] (umsetzung|ausfuehrung|\
            einplanung|durchfuehrung|freischaltung|erledigung)
        (kann|darf) (losgehen|gestartet werden|umgesetzt werden|starten|so gemacht werden|eingeplant werden)
        (koennt|koennen sie|ihr koennt|sie koennen|du kannst|kannst|koennts|ihr koennts) [gerne|gern|so|jetzt|\
            also|gleich] \
            (machen|loslegen|anfangen|umsetzen|starten|einplanen|beginnen|so machen|so umsetzen|so einplanen)
        (machts|macht es|macht das|mach das|machen sie das|machen sie es) [bitte|gerne] [so]
        (legen sie|legt|leg) [bitte|gerne|einfach] los
    """,
    "comment": """
        alles (verstaendlich|nachvollziehbar|stimmig|schluessig|einleuchtend|ordentlich) [beschrieben|erklaert]
        (gelesen|geprueft|durchgesehen) [,|und] (verstanden|fuer gut befunden|alles klar)
        (hab|habe|haben) (ich|wir) (mir|uns) [alles|das|es] [{closely}] (angeschaut|angesehen|durchgelesen|angeguckt|\
            durchgesehen) [,|und] [(passt|stimmt|gefaellt mir|gefaellt uns) [alles|so]]
        [alles] (durchgelesen|gelesen|geprueft|durchgesehen|angeschaut|angesehen|durchgegangen) [und] [alles] (passt|\
            gefaellt mir|gefaellt uns|gut|stimmt|stimmt alles|passt alles|ist in ordnung|fuer gut befunden|ist gut|\
            verstanden|ist klar)
        (gefaellt|taugt|passt) (mir|uns|allen|mir gut|uns gut|uns sehr gut|mir sehr|mir sehr gut|uns sehr)
        so (ist|war) es [genau|genau so|ganz|schon] (richtig|gut|perfekt|recht|gewuenscht|besprochen|passend|in \
            ordnung)
        (genau so|so|genauso) (brauchen|wollen|haben|hatten|wollten|moechten|benoetigen) (wir|ich) (es|das|das \
            auch|es \
            auch) [haben|gemeint|gewollt|gebraucht|besprochen]
        (genau|das ist genau|ist genau|das ist|das ist exakt) (das|was|das was|so wie) [,] (wir|was wir|ich|was ich) \
            (brauchen|wollten|wollen|benoetigen|besprochen haben|besprochen hatten|brauche|wollte|gesucht haben|\
            gemeint haben|gewuenscht haben|uns gewuenscht haben|uns vorgestellt haben)
        (alles|so|das ist alles|es ist alles|ist alles|steht alles so drin) [so] [,] wie (besprochen|gewuenscht|\
            beschrieben|abgesprochen|vereinbart|erwartet|verabredet|wir es besprochen haben|wir besprochen haben|es \
            sein soll|gehabt)
        [das|es|ich|wir] (hab|habe|haben) (ich|wir|es|das) [auch] [mit (der schicht|den kollegen|dem team|der \
            buchhaltung|\
            dem chef|der chefin|meinem team|unserem team|den leuten|der werkstatt|dem meister|meiner frau|\
            meinem mann|\
            der leitung|der geschaeftsfuehrung|den fahrern|{people})] (besprochen|durchgesprochen|angeschaut|\
            durchgesehen|gelesen|durchgelesen|geprueft|angesehen) [und alle (nicken|sind einverstanden|sind \
            zufrieden|\
            sind dafuer|sind froh|freuen sich|finden es gut)]
        (wir|ich) [haben|hab|habe] [uns|mir|ihr|das|den|die|euer] [ihr|das|den|die|euer|alles] [{noun}] [{closely}] \
            [mit (der schicht|den kollegen|dem team|meinem team|unserem team|{people})] (besprochen|durchgesprochen|\
            angeschaut|durchgesehen|gelesen|durchgelesen|geprueft|angesehen)
        [und] alle (nicken|sind einverstanden|sind zufrieden|sind dafuer|sind froh|freuen sich|finden es gut|stehen \
            dahinter|sind begeistert)
        (bezugnehmend auf|mit bezug auf|in bezug auf|bezug nehmend auf|wir beziehen uns auf|ich beziehe mich \
            auf|unter \
            bezugnahme auf|zu) [ihr|ihre|das|eure|euer] ({thing}|{noun}|mail|e-mail|nachricht|schreiben|\
            anfrage) [vom \
            {date}]
        (mit|zu) {termlist} (sind wir|bin ich|sind wir alle) [voll|voellig|gerne] einverstanden
        {termlist} (passt|passen|stimmt|stimmen|ist in ordnung|sind in ordnung|sind klar|gehen in ordnung|geht in \
            ordnung|sind ok|sind okay|ist ok|ist okay|sind gut|sind fuer uns in ordnung|passen fuer uns|passen uns|\
            passt uns|passt fuer uns|passen so)
        (alles|es) (funktioniert|laeuft|passt|geht|klappt|stimmt) [bei uns] [jetzt|so|einwandfrei|wie es soll|wie \
            besprochen|super|prima|bestens|wie gewuenscht|wie beschrieben|tadellos]
        (klingt|liest sich|schaut|sieht) (gut|super|vernuenftig|fair|sauber|rund|ordentlich|stimmig) [aus]
        (faire sache|runde sache|guter preis|fairer preis|feine sache|saubere sache|gute sache|saubere arbeit|\
            gute arbeit|top sache|schoene loesung|gute loesung)
        (das|es) (spart|erspart|erleichtert) uns (viel zeit|viel arbeit|viel muehe|die arbeit|eine menge arbeit)
        [{onside}] (passt|stimmt|geht|klar) [alles|das] [so|soweit]
        (keine|es gibt keine|wir haben keine|ich habe keine|hab keine) {naysay} [mehr] [{onside}]
    """,
    "thanks": """
        (danke|merci|vielen dank|besten dank|herzlichen dank|dankschoen|dankeschoen|vergelt's gott|danke \
            vielmals|merci \
            vielmal|merci vielmals|danke dir|danke euch|danke ihnen|tausend dank|dank euch) [auch] [fuer (die|\
            das|den|\
            alles|ihr|ihre|euer|eure|ihren|euren|eueren)] [{warm}|{swiftly}|rasche|klare|saubere|prompte|genaue] \
            [offerte|angebot|rueckmeldung|geduld|arbeit|muehe|erklaerung|ausarbeitung|antwort|unterlagen|auskunft|\
            aufstellung|einsatz|gespraech|anruf|besuch|zusammenstellung|beratung|info|uebersicht|hilfe|umsetzung|\
            nachbesserung|anpassung|aufschluesselung] [mit uns|und geduld]
        (danke|vielen dank|merci|besten dank) fuer (die|eure|ihre) geduld [mit uns] [bei (den|allen|allen unseren|\
            unseren) [zwei|drei|vier|fuenf|vielen] (fassungen|fragen|runden|aenderungen|versionen|wuenschen)]
        (danke|vielen dank|besten dank|merci) fuer (ihr|das|die|ihre|euer|eure) {noun} [{name}] [vom {date}]
        (danke|vielen dank|merci) [,] dass (es|das|ihr|sie) [so] [schnell|rasch|gut|fix] (ging|geklappt hat|\
            geantwortet \
            haben|geantwortet habt|reagiert haben|reagiert habt|gemacht habt)
        mfg danke
    """,
    "pleasantry": """
        bitte (an|ueber) (die|unsere) (buchhaltung|zentrale) (fakturieren|abrechnen|verrechnen)
        [ich|wir] [freue mich|freuen uns|freu mich] [schon|sehr] [auf] (den start|die umsetzung|das ergebnis|die \
            zusammenarbeit|die neue version|die neue loesung|die entlastung|das neue programm) [schon]
        (die|eure|ihre) rechnung [richten|senden|schicken|stellen] [sie|bitte|sie bitte|schickt ihr|geht] \
            [bitte] (an|\
            auf) (unsere buchhaltung|die buchhaltung|die uebliche adresse|unsere adresse|uns|das buero|unser buero|\
            die zentrale|{ownmail}) [senden|schicken|richten|stellen]
        (schoene|schoenen|schoenes|gute|guten|angenehme|angenehmen|ruhige) (woche|tag|wochenende|abend|restwoche|\
            feierabend|zeit|arbeitswoche|start in die woche|rest der woche|feiertage|ostern|weihnachten)
        (bis bald|bis dann|bis die tage|tschuess|servus|pfiat euch|pfiat di|ade|ciao|man sieht sich|alles gute|alles \
            liebe|bleibt gesund|weiter so|macht weiter so|moin|habe die ehre|glueck auf|bis demnaechst)
        (schoene|liebe|viele|beste|herzliche) gruesse (an alle|ans team|an die kollegen|an das team|in die \
            runde|an die \
            ganze mannschaft|ans ganze team)
    """,
    "greeting": """
        (liebe|lieber|liebes|hallo|moin|servus|guten tag|gruezi|hi|hey|griass euch|gruess euch|werte|werter|wertes) \
            (hotline|helpdesk|service|kundendienst|kundenservice|technik|edv|team|support|leute|kollegen|\
            kollegin|kollege|\
            mitenand|miteinander|nachbarn|freunde|herrschaften|damen und herren|service-team|serviceteam|entwickler|\
            zusammen|it|hotline-team|supportteam|support-team|alle|zusammen)
        (moin|moin moin|servus|gruess gott|griass gott|tach|tachchen|hallo|hallochen|hoi|sali|salue|n'abend|mahlzeit|\
            guten morgen|guten abend|guten tag|morgen zusammen|hoi zaeme|gruezi mitenand|gruezi miteinander)
        sehr geehrtes (team|support-team|supportteam|service-team|serviceteam|{known_name} [-] team)
        sehr geehrte (hotline|kollegen|kolleginnen und kollegen|damen und herren)
    """,
    "purchase_order": """
        [unsere|unser|die|der|mit|unter|zu|zur|bitte] [:] (bestellung|bestellnummer|bestell - nr|bestell - nr .|\
            best . nr .|\
            bestellnr|bestellnr .|auftragsnummer|auftrags - nr|auftrags - nr .|auftragsnr|auftragsnr .|kommission|\
            komm . nr .|kommissionsnummer|abrufnummer|abruf|bestellreferenz|bestellzeichen|po|po - nummer) [nr|nr .|\
            nummer] [bei uns] [ist|lautet|:|-|=] [#|nr] {ponumber} [{poend}]
    """,
    "reference": """
        [unser|unsere|ihr|ihre|mein] [interne|internes] (zeichen|aktenzeichen|geschaeftszeichen|referenz|\
            vorgangsnummer|\
            kundennummer|kundennr .|projektnummer|kostenstelle|kst|projekt|vorgang|baustelle|ticket) [nr|nr .|\
            nummer] [ist|\
            lautet|:|-|=] [#|nr] {ponumber} [{poend}]
    """,
}
"""Phrases to add to the kinds of the language."""

SLOTS: Final = {
    "term": """
        [der|die|das|dem|den|ihr|ihre] (umfang|preis|zeitplan|termin|kosten|konditionen|leistungsumfang|aufwand|\
            leistung|\
            leistungen|stunden|fertigstellungstermin|liefertermin|bedingungen|zahlungsbedingungen|inhalt|\
            beschreibung|\
            festpreis|frist|leistungsbeschreibung|abnahmekriterien)
    """,
    "termlist": "{term} [(,|und|sowie) {term} [(,|und|sowie) {term} [(und|sowie|,) {term}]]]",
}
"""Parts of the chunks and phrases, each usable in those behind it."""
