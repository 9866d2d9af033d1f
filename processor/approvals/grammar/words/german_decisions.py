"""Further ways to decide in German, as chunks of clauses and as phrases; see `clauses`."""

from typing import Final

SLOTS: Final = {
    "name": """
        [nr|nr .|nummer|#|ticket|ticket #|vorgang|ticket nr .] {ref}
        {ref} [,] {version}
    """,
    "item": """
        [{det}] {noun} [(zu|fuer|von|zum|zur|ueber|mit|aus)] [ticket|vorgang|anfrage|auftrag|angebot|der \
            nummer] [#|nr|\
            nr .] {ref}
        [{det}] {noun} [{ref}] [(zu|zum|zur|fuer|von|vom|ueber|des|der)] [{det}] {title} [{ref}]
        [{det}] {noun} [{ref}|{version}] [(zu|fuer|von) ticket [#|nr] {ref}]
        [{det}] {title} [(zu|von|aus|laut) {ref}]
        (ticket|vorgang|position) [#|nr|nr .] {ref}
        [{det}] (angebotene|angebotenen|beschriebene|beschriebenen|genannten) (leistung|leistungen|umfang|arbeiten)
    """,
    "fundword": """
        (budget|mittel|geld|gelder|haushaltsmittel|foerdermittel|die mittel|die gelder|die haushaltsmittel|\
            finanzierung|die finanzierung|die kosten|der betrag|kosten)
    """,
    "role": """
        (als|in meiner funktion als|in meiner rolle als) [verantwortliche|verantwortlicher|zustaendige|zustaendiger] \
            (inhaber|inhaberin|geschaeftsfuehrer|geschaeftsfuehrerin|leiter|leiterin|leiterin der {told}|leiter der \
            {told}|budgetverantwortliche|budgetverantwortlicher|projektleiter|projektleiterin|abteilungsleiter|\
            abteilungsleiterin|auftraggeber|auftraggeberin|betriebsleiter|betriebsleiterin|it-leiter|it-leiterin|\
            einkaufsleiter|einkaufsleiterin|vorstand|prokurist|prokuristin|werkleiter|fachverantwortliche|\
            kostenstellenverantwortliche|kostenstellenverantwortlicher)
        fuer (unser|unsere|unseren|meine|mein|meinen|die|das|den) (haus|firma|betrieb|abteilung|praxis|bereich|team|\
            unternehmen|gemeinde|kanzlei|schule|werk|standort|verein|verwaltung|stiftung|gesellschaft|{own} [{own}])
    """,
}
"""What is decided on, and in which role."""

CHUNKS: Final = {
    "subject": """
        (wir|ich) (als|von der|von|vom|bei|bei der) [der|die] {own} [{own}]
        ({own}|die {own}|der {own}|die firma {own}|unsere firma|unser haus|unser unternehmen|unsere praxis|unser \
            betrieb|unser verein|unsere gemeinde)
    """,
    "verb": """
        (befuerworte|befuerworten) und (genehmige|genehmigen)
        (ordere|ordern|bestelle|bestellen) [hiermit|gerne|gern] [verbindlich]
        (segne|segnen) das [so] ab
        (moechte|moechten|will|wollen) [hiermit|gerne|gern|das|es|dies|ihr angebot|das angebot|{item}] [hiermit|gerne|\
            gern|so|genau so] (annehmen|beauftragen|freigeben|genehmigen|bestellen|in auftrag geben)
        (erteile|erteilen|gebe|geben) [ihnen|euch|dir] [{gladly}] [den|die|unsere|meine|unser|mein|das|unseren|\
            meinen] \
            (auftrag|freigabe|genehmigung|zustimmung|zusage|abnahme|ok|okay|go|gruenes licht|startschuss)
        (erklaere|erklaeren) [hiermit] (die annahme|unsere annahme|meine zustimmung|unsere zustimmung|die abnahme|uns \
            einverstanden|mich einverstanden)
    """,
    "done": """
        (erteile|erteilen|gebe|geben) (ich|wir) [ihnen|euch|dir] [{gladly}] [den|die|unsere|meine|unser|mein|das|\
            unseren|meinen] (auftrag|freigabe|genehmigung|zustimmung|zusage|abnahme|ok|okay|go|gruenes licht|\
            startschuss)
        (bekommen|kriegen|haben|bekommt|kriegt|habt|hast|kriegst|bekommst) (sie|ihr|du) [{gladly}] [von (mir|uns)] \
            [den|die|unsere|meine|unser|mein|das|unseren|meinen] (auftrag|freigabe|genehmigung|zustimmung|zusage|\
            ok|okay|go|gruenes licht|einverstaendnis|einwilligung) [von (mir|uns)]
        (sie|ihr|du) (bekommen|kriegen|haben|bekommt|kriegt|habt|hast|kriegst|bekommst) [{gladly}] [von (mir|uns)] \
            [den|die|unsere|meine|unser|mein|das|unseren|meinen] (auftrag|freigabe|genehmigung|zustimmung|zusage|\
            ok|okay|go|gruenes licht|einverstaendnis|einwilligung) [von (mir|uns)]
        (bekommst|kriegst|kriegt|bekommt) [{gladly}] (unser|mein|unsere|meine|den|die) (ok|okay|go|ja|freigabe|auftrag)
        [unser|mein|das|ein|ein klares] (ok|okay|go|ja) (dazu|dafuer|hierzu|hierfuer|zu|fuer)
        (gruenes licht|freie fahrt|daumen hoch) [{onside}] [fuer|zu]
        abgenommen [und (erledigt|genehmigt|freigegeben|geschlossen)]
        [so] (in auftrag gegeben|beauftragt|bestellt und genehmigt|fuer uns genehmigt|abgesegnet)
        (segne|segnen) (ich|wir) [so|hiermit] ab
        (moechten|moechte|wollen|will) (wir|ich) [hiermit|gerne|gern] [so|genau so] (annehmen|beauftragen|freigeben|\
            genehmigen|bestellen)
        (auftrag|zuschlag|bestellung) [ist|hiermit|ist hiermit|damit|ist damit] (erteilt|ausgeloest|raus)
    """,
    "an": "(an|ab)",
    "thing": """
        {item}
        (mit|fuer|zu|zum|zur|auf) {item}
        {det} {term} [von] [{restated}] [netto|brutto] und [{det}] {term} [{restated}] [und {det} {term}]
    """,
    "manner": """
        {role}
        (in voller hoehe|in allen punkten|mit allen punkten|in dieser form|ohne weiteres|von herzen gern|mit bestem \
            gewissen|guten gewissens|ab sofort|mit sofortiger wirkung|zum festpreis|zum genannten festpreis|wie \
            besprochen|wie vereinbart|wie abgesprochen|wie telefonisch besprochen|so wie besprochen|nach \
            durchsicht|nach pruefung|nach interner pruefung|nach eingehender pruefung|wie gewuenscht|fuer das \
            projekt|formlos|per mail|auf diesem weg|auf diesem wege|in diesem sinne|heute|jetzt|nun)
        [zum|zu einem|mit einem] (preis|festpreis|gesamtpreis|betrag|aufwand) [von|in hoehe von] {restated} [netto|\
            brutto]
        {restated} [(netto|brutto)]
    """,
}
"""Chunks to add to those of the language."""

KINDS: Final = {
    "approval": """
        {item} (bestaetige|bestaetigen) {who} [{gladly}]
        [{gladly}] (bestaetige|bestaetigen) {who} [ihnen] [{gladly}] {item} [{sent}]
        {who} (bestaetige|bestaetigen) [ihnen] [{gladly}] {item} [{sent}]
        {item} [ist|wird|sind|werden] [{gladly}] [{onside}] [{gladly}] bestaetigt [{onside}]
        (bestaetigt|bestaetigung) : {item}
        {thanked} fuer (ihr|das|ihre|die|den|euer|eure) [{warm}|{swiftly}] {noun} [{name}] [,] (das|die|den) \
            (wir|ich) \
            [{gladly}] (annehmen|annehme|freigeben|freigebe|genehmigen|genehmige|akzeptieren|akzeptiere)
        [{onside}] [dem|der|diesem|dieser|ihrem] ({noun}|{item}) wird [hiermit|von uns|von mir] zugestimmt
        (ich|wir) (hake|haken) [{item}|das|es] [hiermit] als (genehmigt|freigegeben|abgenommen|erledigt und \
            genehmigt) ab
        hake [das ticket|das] [hiermit] als (genehmigt|freigegeben|abgenommen) ab
        (erklaere|erklaeren) (ich|wir) [hiermit] [die] abnahme [{item}]
        {item} (erklaere|erklaeren) (ich|wir) [hiermit] (ohne vorbehalt|ohne vorbehalte|fuer abgenommen|als abgenommen)
        {who} (stimmen|stimmt) {item} [uneingeschraenkt|voll|hiermit|gerne] zu
        (auftrag|freigabe|okay|ok|go|zusage|zustimmung|genehmigung) (habt ihr|haben sie|hast du|erhalten sie|\
            bekommt ihr|\
            bekommen sie) [hiermit|damit|von mir|von uns]
        (auftrag|freigabe|abnahme|genehmigung) (hiermit|ist hiermit|ist|somit|ist somit|ist damit) (erteilt|bestaetigt)
        [von uns|von mir|unsererseits] [aus] [damit|somit] {done} und erledigt
        [damit|somit] ist [die|der|das] ({noun}|{title}|sache|thema) [{onside}] (erledigt|abgeschlossen|fertig) und \
            (genehmigt|freigegeben|abgenommen)
    """,
    "assent": """
        (machen|machen tun|so machen) wir [das|es] [so|genau so|gerne|gern]
        wird gemacht
        (nehmen|nehme) (wir|ich) [gerne|gern] [so]
        (bin|sind|waere|waeren) [ich|wir] dabei
        (sehr gerne|aber gerne|unbedingt|absolut|und ob|logisch|genau so|aber sicher|jawohl|top|deal|so ist es)
        (ich|wir) (bin|sind) [voll|sehr|ganz] dafuer
    """,
    "go": """
        [das|es|alles|das ganze|das mit {title}|das mit dem {told}|das mit der {told}] [bitte|gerne] (so|genau \
            so) (machen|\
            umsetzen|ausfuehren|einrichten)
        [und] (bitten|bitte) um (ausfuehrung|umsetzung|durchfuehrung|einplanung|erledigung|start|beginn)
        [also|dann|bitte|und|daher] [gerne|gern] [so|genau so] (umsetzen|einplanen|ausfuehren|starten|durchfuehren|\
            realisieren|loslegen|machen|beginnen|einrichten) [wie (beschrieben|angeboten|besprochen|vorgeschlagen|\
            geplant)] [bitte|danke]
        (sie|ihr) (koennen|koennt|duerfen|duerft) [gerne|gern|jetzt|nun|sofort|gleich|also|damit] (anfangen|starten|\
            beginnen|loslegen) [mit (die|der|den|dem) (arbeit|arbeiten|umsetzung|{title})]
        (koennen sie|koennt ihr) [bitte|gerne|jetzt|so] (anfangen|starten|beginnen|loslegen|umsetzen|einplanen)
        (legen|fangen) sie [bitte|gerne] [{soon}] (los|an)
        [bitte] (setzen|fuehren|planen) sie (es|das|alles|die arbeiten|das angebot|{item}) [bitte|gerne|so] [wie \
            (beschrieben|angeboten|besprochen)] (um|aus|durch|ein)
        [bitte] (setzt|plant|fuehrt) (es|das|alles) [bitte|gerne|so] [wie (beschrieben|angeboten|besprochen)] (um|ein|\
            aus|durch)
        (die umsetzung|die arbeiten|das projekt|es) (kann|koennen|darf|duerfen) [gerne|jetzt|somit|also|von uns aus] \
            (beginnen|starten|losgehen|anlaufen)
        (kann|darf|koennen) [gerne|so|von mir aus|von uns aus|jetzt|sofort|also] (umgesetzt|eingeplant|gestartet|\
            begonnen|ausgefuehrt|beauftragt|gebaut|eingerichtet) werden
    """,
    "terms": """
        [der|die|das] (preis|festpreis|betrag|aufwand|umfang|termin) [von {restated}|mit {restated}|{restated}] \
            (passt|\
            stimmt|ist ok|ist okay|ist in ordnung|geht in ordnung|geht klar|ist fair|ist angemessen|ist akzeptabel) \
            [{onside}] [so]
        [die] {restated} [netto|brutto] (passen|passt|stimmt|stimmen|ist ok|sind ok|ist okay|sind okay|ist in ordnung|\
            sind in ordnung|gehen in ordnung|geht in ordnung|gehen klar|geht klar|ist fair|sind fair|sind \
            angemessen) [{onside}] [so]
        (passt|stimmt) [scho|schon|eh|so|alles|fuer uns|fuer mich|perfekt|wunderbar|wie ausgemacht]
    """,
    "thanks": """
        {thanked} (fuer|fuers) [{det}] [{warm}|{swiftly}] [und ({warm}|{swiftly})] ({praised}|{deed}) [mit \
            unseren {told}|\
            mit uns|im vorfeld|am telefon|vor ort|von eurer seite|ihrerseits|in den letzten wochen|dabei]
        (danke|merci|vielen dank) {them}
    """,
    "purchase_order": """
        [die|unsere] (bestellung|bestellnummer) [dazu] ist [in unserem system|bei uns|im sap|in sap|im system|intern] \
            unter [der] [nummer|nr|nr .] {ponumber} (angelegt|erfasst|hinterlegt|gebucht|eingetragen)
        [die] kosten (laufen|gehen) [bei uns] (ueber|auf) [die] kostenstelle {ponumber}
    """,
    "comment": """
        {people} weiss [schon|bereits] bescheid
        (die|unsere|der|unser|das) (buchhaltung|it|edv|informatik|technik|steuerbuero|chefin|leitung|\
            verwaltung) weiss \
            [schon|bereits] bescheid
        {thing} (nehme|nehmen) (wir|ich) zu (den|unseren|meinen) (akten|unterlagen)
        (grund|anlass|hintergrund) : [{det}] {title}
        [die|unsere|eine|unser|ein|das] [formelle|schriftliche|unterschriebene|unterschriebenes|offizielle|interne] \
            (bestellung|bestellschein|exemplar|angebot|kopie|auftragsschreiben|bestellschreiben|po|sap-bestellung|\
            bestellnummer|unterlagen|papiere) (folgt|folgen|geht|gehen|kommt|kommen|senden wir|sende ich|schicken wir|\
            schicke ich|liegt bei|haengt an|ist angehaengt|ist unterwegs|ist raus|laeuft|liegt|reiche ich|wurde|ist) \
            [ihnen|euch] [heute|gleich|in kuerze|separat|zusaetzlich|noch|parallel|wie immer|wie ueblich|auch|schon] \
            [per post|auf dem postweg|aus dem einkauf|vom einkauf|von unserem einkauf|ueber den einkauf|aus sap|per \
            fax|per mail|im original|im anhang|anbei|ueber die zentrale|ueber das portal|nach] [zu|nach|\
            hinterher|raus|\
            ein|angelegt|verschickt|erstellt|ausgeloest]
        [das|den|die|alles|die unterlagen|ihr angebot|das angebot|{item}|die mail|eine kopie|die rechnung] (habe|\
            haben) (ich|wir) [schon|bereits|gleich|heute|soeben|intern|auch|so] [an|in|bei] [die|den|unseren|unsere|\
            unser|das] (buchhaltung|einkauf|rechnungspruefung|verwaltung|fachabteilung|sekretariat|projektleitung|\
            kollegen|it|technik|disposition|akte|ablage|system|controlling|zentrale) (weitergegeben|weitergeleitet|\
            gegeben|abgelegt|uebergeben|informiert|hinterlegt|geschickt|eingetragen)
        [der|unser|die|unsere] (einkauf|buchhaltung|verwaltung|disposition|it|zentrale|technik) (ist|weiss|sind) \
            [schon|bereits|ebenfalls|auch] (informiert|bescheid|im bilde|eingebunden|im boot|im verteiler)
        [das] {fundword} [dafuer|hierfuer|dazu|fuer {title}|fuer das projekt] (ist|sind|steht|stehen|liegt|\
            waere|haben wir|\
            habe ich) [schon|bereits|im haushalt|fuer dieses jahr|in diesem jahr|im plan|intern|auch|ja|dafuer|noch|\
            auf der kostenstelle] (da|vorhanden|eingeplant|freigegeben|bewilligt|reserviert|gesichert|verfuegbar|\
            vorgesehen|gedeckt|eingestellt|genehmigt|bereit|bereitgestellt|zur verfuegung|beiseite gelegt|\
            zurueckgelegt|\
            zugesagt|drin|im haushalt|im plan|geklaert|abgesichert) [(und|,) (da|vorhanden|eingeplant|freigegeben|\
            bewilligt|reserviert|gesichert|verfuegbar|genehmigt|bereitgestellt|zugesagt)]
    """,
}
"""Phrases to add to the kinds of the language."""
