"""What business people usually write in German when they decide, beside the clauses in free order.

No phrase holds a word that conditions, limits or puts off; what names a number, a price or an amount of hours names
those of our own mail.
"""

from typing import Final

SLOTS: Final = {
    "crew": "(wir|ich|alle|unsere leute|die kollegen|unser team|die mannschaft|alle hier|unsere kollegen)",
    "trouble": """
        (problem|probleme|probleme mehr|fehler|fehlern|fehlermeldung|fehlermeldungen|auffaelligkeiten|stoerungen|\
            beanstandung|beanstandungen|maengel|einwaende|einwand|fragen|rueckfragen|bedenken|anmerkungen|beschwerden|\
            klagen|schwierigkeiten|ausfaelle|abstuerze|unterbrechung|unterbrechungen|zwischenfaelle|abweichungen|\
            abweichung|aussetzer|haenger|aenderungswuensche|offenen punkte|offenen fragen|papier|zettel|verzoegerung|\
            weiteren fragen|weiteren anmerkungen|reklamationen|verluste|murren|wartezeit|wartezeiten|umwege|\
            schwierigkeit|auffaelligkeit|luecken|dubletten|doppelten|dopplungen)
    """,
    "whole": """
        (in vollem umfang|im vollen umfang|in voller hoehe|in allen punkten|in allen teilen|unveraendert|\
            vollumfaenglich|uneingeschraenkt|vorbehaltlos|ohne einschraenkung|ohne einschraenkungen|ohne vorbehalt|\
            ohne vorbehalte|ohne aenderungen|ohne weiteres|wie angeboten|wie beschrieben|so|genau so|in dieser form|\
            wie vorgelegt)
    """,
    "wholething": """
        (allem|allen punkten|umfang und preis|preis und umfang|dem umfang und dem preis|inhalt und preis|umfang und \
            kosten|umfang , preis und termin|preis und leistung|leistung und preis|dem inhalt|dem gesamten inhalt)
    """,
    "estimate": """
        [{det}] (aufwand|aufwandsschaetzung|schaetzung|kostenschaetzung|kalkulation|kosten|betrag|preis) [(zu|fuer|von|\
            aus|laut|gemaess) [ticket|vorgang|anfrage|angebot|auftrag|nr|nr .|#]] ({ref}|{restated}|{title})
        [{det}] (aufwandsschaetzung|kostenschaetzung|schaetzung|kalkulation)
        [{det}] (angebotene|angebotenen|beschriebene|beschriebenen|vorgeschlagene|vorgeschlagenen|offerierte|\
            offerierten) (leistung|leistungen|arbeiten|arbeit|umsetzung|loesung|umfang|erweiterung|anpassung|{title})
        (diese|dieser|die) (leistung|leistungen|arbeiten) (fuer|zu|zum preis von|ueber) {restated}
        (alle|allen|saemtliche|saemtlichen) [(zwei|drei|vier|fuenf|sechs)] (punkte|punkten|positionen)
    """,
    "doing": """
        (umsetzung|ausfuehrung|durchfuehrung|einrichtung|realisierung|implementierung|lieferung|erbringung)
    """,
    "checked": """
        (nach|nach erfolgter|nach interner|nach eingehender|nach sorgfaeltiger|nach kurzer) (pruefung|durchsicht|\
            abstimmung|ruecksprache|beratung|besprechung) [(im team|im haus|im hause|im kollegenkreis|mit (der|unserer|\
            meiner) (geschaeftsleitung|geschaeftsfuehrung|leitung|fachabteilung|buchhaltung|chefin|it|edv|verwaltung)|\
            mit (dem|unserem|meinem) (vorstand|chef|team|steuerberater|gemeinderat|stadtrat)|durch (die|unsere) \
            (fachabteilung|it|edv|technik|geschaeftsleitung|materialwirtschaft))]
    """,
    "slip": """
        (genehmgt|genehmigtt|gehnemigt|genemight|angenomen|akzeptirt|freigegben|freigegebn|abgenomen|abgenommmen)
    """,
}
"""Parts of the phrases below."""

CHUNKS: Final = {
    "subject": """
        (die|unsere|der|das|unser) [firma|{own}] {own} [{own}] [({known_name}|gmbh|ag|kg|ohg|eg|ug|se|gbr|mbh|gmbh & \
            co . kg|ggmbh|e . k .|e . v .|s . r . o .|sp . z o . o .)]
        [firma] {own} [{own}] [{own}] ({known_name}|gmbh|ag|kg|ohg|eg|ug|se|gbr|mbh|gmbh & co . kg|ggmbh|e . k .|e . v \
            .)
    """,
    "done": "{slip}",
    "thing": "[(mit|fuer|zu|zum|zur|auf)] {estimate}",
    "manner": "{checked}\n{whole}",
}
"""Chunks to add to those of the language."""

KINDS: Final = {
    "approval": """
        [{det}] auftrag [{ref}|ueber {restated}|(fuer|zu|gemaess|laut) {thing}] (ist|wird|gilt|wurde) [ihnen|euch] \
            [hiermit|damit|somit|also|von uns|von mir] [(ueber|zu|fuer) {restated}] (erteilt|beauftragt)
        [{det}] (auftrag|zuschlag) (ist|wird|geht) [ihnen|euch|dir] (hiermit|damit|somit) [an (sie|euch)] (erteilt|\
            vergeben)
        [{det}] (auftrag|zuschlag) geht [hiermit|damit] an (sie|euch)
        {who} (erteile|erteilen|geben|gebe) (ihnen|euch|dir) [{gladly}] [hiermit] (den|unseren) zuschlag [fuer|zu] \
            [{thing}]
        (sie|ihr) (haben|habt|bekommen|bekommt|erhalten|erhaltet) [hiermit|damit] (den|unseren) (auftrag|zuschlag)
        [hiermit] erfolgt [hiermit] (die|unsere) (beauftragung|auftragserteilung|annahme|freigabe) [gemaess|laut|zu|\
            fuer|entsprechend] [{thing}]
        (die|unsere) (beauftragung|auftragserteilung|freigabe) [(gemaess|laut|zu|fuer) {thing}] erfolgt hiermit
        [{det}] (freigabe|genehmigung|zusage|zustimmung|auftragsfreigabe) [(fuer|zu|zum|zur|von) ({thing}|{item})] \
            [von (uns|mir|{own} [{own}])] (liegt|ist|wird) [hiermit|damit|somit] (vor|erteilt)
        (zusage|genehmigung|freigabe|zustimmung|annahme) (von|durch) (uns|mir)
        (von|durch) (uns|mir) [aus] (zusage|genehmigung|freigabe|zustimmung|genehmigung erteilt)
        {who} (sagen|sage) [ihnen|euch] [hiermit|gerne|gern] zu
        (das|es) bleibt (bei|beim) [(meiner|unserer)] [(muendlichen|telefonischen)] (zusage|genehmigung|freigabe) [:|-|\
            ,] {done}
        (wir|ich|{crew}) (sagen|sage) [{gladly}] (ja|einstimmig ja) [zu ({thing}|{item})]
        [{onside}] [ein] (klares|deutliches|glattes|eindeutiges|grosses) ja [(zu|zum|zur|fuer) [{det}] ({thing}|{item}|\
            {title})] [{onside}]
        {thing} (ist|sind|wird|werden) [hiermit] [{onside}] {whole} [{onside}] [hiermit] {done}
        ({thing}|{item}|{estimate}) (ist|sind|wird|werden) [hiermit|damit|somit] [{onside}] (bestaetigt|geprueft) [,|\
            und|,und] {done} [{onside}]
        {estimate} (genehmige|genehmigen|akzeptiere|akzeptieren|bewillige|bewilligen) {who} [{gladly}] [{whole}]
        {estimate} (ist|sind|wird|werden) [hiermit|damit|somit] [{onside}] [{whole}] {done}
        ({thing}|{estimate}) (stimme|stimmen) {who} [{gladly}] [{whole}] zu [und bitten um [{swiftly}] {doing}]
        (ja|gut|ok|okay) [,] [zu|fuer] {estimate}
        {who} (bestelle|bestellen) [bei (ihnen|euch)] [{gladly}] ({thing}|{estimate}) [{sent}]
        {gladly} (bestelle|bestellen) {who} [bei (ihnen|euch)] ({thing}|{estimate}) [{sent}]
        {who} (bestelle|bestellen) [bei (ihnen|euch)] [{gladly}] (wie angeboten|gemaess angebot|laut angebot|laut \
            offerte|gemaess offerte|wie offeriert)
        {who} (bin|sind) [{gladly}|voll] mit ({thing}|{wholething}|{estimate}) [{gladly}|voll|voll und ganz] \
            einverstanden und (beauftragen|beauftrage) (sie|euch) [entsprechend|hiermit|gerne] [mit der {doing}]
        {who} (bin|sind) [{gladly}|voll] mit ({wholething}|{estimate}) [{gladly}|voll|voll und ganz] einverstanden \
            [und (bitten|bitte) um [{swiftly}] {doing}]
        mit ({wholething}|{estimate}) (bin|sind) {who} [{gladly}|voll|voll und ganz] einverstanden
        einverstanden [,|-|:|mit] ({wholething}|{estimate})
        {who} (beauftrage|beauftragen) (sie|euch) [{gladly}] [entsprechend] mit ({estimate}|der {doing} (von|des|der|\
            zu|gemaess|laut) ({thing}|{item}|{ref}))
        [die|der|das] [firma] {org} [{known_name}] (beauftragt|beauftragen) (sie|euch) [{gladly}] mit ({estimate}|der \
            {doing} [(von|des|der|zu|gemaess|laut) ({thing}|{item}|{ref})])
        (bezugnehmend auf|bezug nehmend auf|mit bezug auf|unter bezugnahme auf|auf basis|auf der basis|auf grundlage|\
            auf der grundlage|gemaess|laut|entsprechend) ({thing}|{item}) [,] (beauftragen|beauftrage) {who} (sie|\
            euch) [{gladly}] [mit (der {doing}|{estimate})] [{sent}]
        mit der {doing} [(gemaess|laut|von|des|aus) ({thing}|{item}|{ref})] (beauftragen|beauftrage) {who} (sie|euch) \
            [hiermit|gerne]
        mit ({estimate}|der {doing} (von|des|zu) ({thing}|{item})) (beauftragen|beauftrage) {who} (sie|euch) \
            [hiermit|gerne]
        {who} (moechten|moechte|wollen|will) (sie|euch) [{gladly}] [hiermit] mit (der {doing}|{estimate}) (beauftragen)
        {who} (moechten|moechte|wollen|will) [hiermit|gerne|gern|das|es|{thing}|{item}|{estimate}] [hiermit|gerne|\
            gern] [zu den genannten konditionen|zum genannten preis|wie angeboten] [bei (ihnen|euch)] (beauftragen|\
            bestellen|in auftrag geben)
        (jawohl|ja|gern|gerne|also|ok) [,] bestellt
        hiermit [verbindlich|offiziell] bestellt
        bitte (setzen|fuehren) sie ({item}|{ref}) [so|wie angeboten|wie beschrieben] (um|aus) [,|und] {done}
        {thing} (gilt|gelten) [hiermit|damit] als (angenommen|genehmigt|freigegeben|abgenommen|beauftragt)
        (hiermit|damit) (gilt|gelten) {thing} als (angenommen|genehmigt|freigegeben|abgenommen|beauftragt)
        {slip} [{onside}] [{sent}]
    """,
    "assent": """
        (ja|jo|jep|gut|ok|okay) [,] [das] (machen|nehmen) wir [so] [wie (angeboten|beschrieben|besprochen|\
            vorgeschlagen|geplant|gehabt|es da steht)]
        (das|dies|es) (machen|nehmen) (wir|ich) [so|genau so] [wie (angeboten|beschrieben|besprochen|vorgeschlagen|\
            geplant|es da steht)]
        (machen|nehmen) (wir|ich) [das|es] (so|genau so) wie (angeboten|beschrieben|besprochen|vorgeschlagen|geplant|\
            es da steht)
        (machts|macht's|macht es|macht das|machen sie's|machen sie es|machen sie das) [bitte] (so|genau so) wie \
            (angeboten|beschrieben|besprochen|vorgeschlagen|geplant|es da steht|es dasteht)
        (nehm|nehme|nehmen) (ich|wir) (so|gerne|gern|gerne so)
        (haken dran|haken drunter|tiptop|tip top|tipptopp|eh super|eh klar|leiwand|basst|passt scho|bassd|isch guet|\
            isch guat|alles paletti|alles tutti|geht so klar|von mir ja|immer gern|immer gerne|gerne ja|jawoll ja|\
            aber ja|na sicher|na klar doch|ja sicher|ja natuerlich|ja freilich|freili|ja doch|yes bitte|jep gerne)
    """,
    "go": """
        bitte [gleich|gerne|jetzt|nun] mit ({item}|{ref}) (beginnen|starten|anfangen|loslegen)
        [bitte] (setzen|fuehren) sie ({item}|{ref}) [bitte] [so|wie angeboten|wie beschrieben] (um|aus)
    """,
    "terms": """
        (gegen|zu) ({thing}|{item}|{estimate}|{termlist}) (bestehen|gibt es|gibt's|haben wir|habe ich|liegen) \
            [{onside}] (keine|keinerlei) [weiteren] {naysay} [mehr|vor]
        [{onside}] (bestehen|gibt es|gibt's|liegen) [{onside}] [gegen ({thing}|{item}|{termlist})|hierzu|dazu|dagegen] \
            (keine|keinerlei) [weiteren] {naysay} [mehr|vor] [{onside}]
        (es|dazu|hierzu) (bestehen|gibt|gibt es|liegen) [dazu|hierzu] [{onside}] [gegen ({thing}|{item}|{termlist})] \
            (keine|keinerlei) [weiteren] {naysay} [mehr|vor]
        (es|dem|dazu|hier|da|hierzu|wir|ich) (gibt|gibt es|ist|haben|habe) [{onside}] nichts [mehr] (hinzuzufuegen|\
            zu ergaenzen|einzuwenden|auszusetzen|anzumerken|zu beanstanden|zu bemaengeln)
        [{onside}] (ist|gibt es|haben wir|habe ich) [dem|dazu|dagegen|hierzu] nichts [mehr] (hinzuzufuegen|zu \
            ergaenzen|einzuwenden|auszusetzen|anzumerken|zu beanstanden|zu bemaengeln)
        (dagegen|dazu|daran) (ist|gibt es|habe ich|haben wir) [{onside}] nichts (einzuwenden|auszusetzen|zu beanstanden)
        nichts (einzuwenden|auszusetzen|hinzuzufuegen|zu ergaenzen|zu beanstanden|anzumerken) [{onside}]
        (uns|mir|da|hier) fehlt [{onside}] nichts
        [{onside}] fehlt nichts
        [es] fehlt [{onside}] nichts
        [{onside}] spricht [{onside}] nichts dagegen [{onside}]
        [es] (sind|ist) [{onside}] (keine|keinerlei) [weiteren] (fragen|punkte|rueckfragen) [mehr] offen
        (fragen|rueckfragen|anmerkungen|einwaende|bedenken|beanstandungen|aenderungswuensche) [habe ich|haben wir|\
            gibt es|bestehen] [{onside}] (keine|nicht) [{onside}]
        [es] (wurden|sind) [{onside}] (keine|keinerlei) (maengel|fehler|auffaelligkeiten|abweichungen|beanstandungen) \
            (festgestellt|gefunden|aufgefallen|aufgetreten|gemeldet|entdeckt) [worden]
        (maengel|fehler|auffaelligkeiten|abweichungen|beanstandungen) (wurden|sind|haben wir) [{onside}] keine \
            (festgestellt|gefunden|aufgefallen|aufgetreten|gemeldet|entdeckt) [worden]
        (wir|ich) (haben|habe) (keine|keinerlei) (maengel|fehler|auffaelligkeiten|abweichungen|beanstandungen) \
            (festgestellt|gefunden|entdeckt)
        [{onside}] [ist|sind] [alles|es] [{onside}] (vollstaendig|komplett|vollstaendig und richtig|geklaert|\
            abgestimmt)
        alles ist [{onside}] (vollstaendig|komplett|geklaert)
    """,
}
"""Phrases to add to the kinds of the language."""
