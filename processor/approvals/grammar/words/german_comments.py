"""What people write in German beside an approval, as frames of closed lists; see the English ones for the rule."""

from typing import Final

KINDS: Final = {
    "approval": """
        {org} (nimmt|nehmen) [{gladly}] {thing} [,] [{gladly}] an
        {org} (genehmigt|akzeptiert|bewilligt|beauftragt|bestellt|genehmigen|akzeptieren|beauftragen) [{gladly}] \
            [gemaess|laut] {thing} [{gladly}]
        {org} (stimmt|stimmen) [{gladly}] {thing} [{gladly}] zu
        {org} (gibt|geben) [{gladly}] {thing} [{gladly}] frei
        {org} (erteilt|erteilen) [{gladly}|ihnen|ihnen hiermit] [die|den|ihre|ihren] ({release}|auftrag) [fuer|zu|\
            gemaess|laut|zum|zur] [{thing}]
        {org} (ist|sind) mit {thing} einverstanden
        [{who}] (bin|sind) mit {thing} einverstanden und (beauftragen|beauftrage|bestellen|bestelle|bitten|genehmigen|\
            genehmige) [sie|euch|es|dieses|um] [{gladly}] [mit der] [umsetzung|durchfuehrung|ausfuehrung|einrichtung] \
            [{gladly}]
        {who} haben {thing} {looked} und sind [{gladly}] [mit (allem|allen punkten|dem inhalt|dem umfang)|damit] \
            [{gladly}|voll|voll und ganz] einverstanden
        {who} haben {thing} {looked} und (nehmen|nehme) (es|dieses|das angebot|sie|diesen) [{gladly}] [{sent}] an
        {who} haben {thing} {looked} und (genehmigen|akzeptieren|bestaetigen|beauftragen) (es|dieses|das angebot|sie|\
            diesen) [{gladly}] [{sent}]
        {who} haben {thing} {looked} und (geben|gebe) (es|dieses|das angebot|sie|diesen) [{gladly}] [{sent}] frei
        (nach|nach erfolgter|nach interner|nach eingehender|nach sorgfaeltiger) (pruefung|durchsicht|ruecksprache im \
            team) (genehmigen|akzeptieren|beauftragen) wir [{gladly}] {thing}
        (nach|nach erfolgter|nach interner|nach eingehender|nach sorgfaeltiger) (pruefung|durchsicht) nehmen wir \
            [{gladly}] {thing} [{gladly}] an
        {who} (nehme|nehmen) [{gladly}] {thing} [{gladly}] [{sent}] an und (beauftragen|beauftrage) [sie|euch] \
            [{gladly}] [mit der (umsetzung|durchfuehrung|ausfuehrung|einrichtung)]
        {who} (nehme|nehmen) [{gladly}] {thing} [{gladly}] [{sent}] an und (haben|habe) keine {naysay} [mehr]
        {thing} (nehmen|nehme) {who} [{gladly}] [{sent}] an
        {thing} (ist|wird|gilt) [hiermit|damit|somit|daher|also] {done} [{onside}]
        (es|das|dieses|dies|damit) (ist|wird) [es] [hiermit|damit|somit|daher|also|von uns] {done} [{onside}]
        (damit|somit|hiermit|daher) (ist|wird|gilt) {thing} [{onside}] [,] ({done}|bestaetigt und {done}|{done} und \
            bestaetigt)
        {thing} {done} [{onside}]
        {thing} wird [hiermit] [{onside}] [hiermit] (bestaetigt und {done}|{done} und bestaetigt|bestaetigt und \
            beauftragt)
        [{thing}] [hiermit] (bestaetigt und {done}|{done} und bestaetigt)
        (zusage|annahme|freigabe|genehmigung|zustimmung) (fuer|zu|zum|zur) {thing} [ist|wird] [hiermit] [erteilt|\
            gegeben|erfolgt]
        (die|unsere|meine) {release} (fuer|zu|zum|zur) {thing} (ist|wird|liegt) [hiermit|damit] (erteilt|gegeben|vor)
        {who} (geben|gebe|erteilen|erteile) [ihnen|euch|dir] [{gladly}] [die|unsere|meine|das|unser|mein] {release} \
            (fuer|zu|zum|zur) (die umsetzung|den start|die durchfuehrung|{thing})
        (gruenes licht|go|freie fahrt) (von|aus) (uns|mir|unserem team|unserer seite|meiner seite) [fuer (die \
            umsetzung|den start|{thing})]
        (sie haben|ihr habt|du hast) [hiermit|damit] (gruenes licht|unser go|unser okay|unser ok|unsere freigabe|\
            unsere zusage|meine freigabe|mein go|mein okay|unsere zustimmung) [fuer (die umsetzung|den start|{thing})]
        (ich|wir) (sage|sagen) [{gladly}] (ja|zu) zu {thing}
        [wir|ich] (bestellen|bestelle|ordern) [{gladly}] [{gladly}] [gemaess|laut|wie in] {thing} [{gladly}]
        (hiermit|gerne|gern) (bestellen|bestelle) (wir|ich) [gemaess|laut] {thing}
        {who} (erklaeren|erklaere) [hiermit] [die|unsere|meine] annahme [{det} {noun}] [{name}]
        (die annahme|die genehmigung|die freigabe|die zustimmung) [{det} {noun}] [{name}|{version}] (wird|ist) \
            hiermit (bestaetigt|erteilt|erklaert|ausgesprochen)
        {who} (bestaetigen|bestaetige) [{gladly}] [die|unsere|meine] (annahme|genehmigung|freigabe|zustimmung|\
            beauftragung) [{det} {noun}|von {name}|zu {thing}] [{name}|{version}] [{sent}]
        {who} (bestaetigen|bestaetige) [{gladly}] [,] dass {who} {thing} (annehmen|genehmigen|akzeptieren|freigeben)
    """,
    "comment": """
        {matter} (ist|sind) [{onside}] [{very}] {fineword} [{onside}|so]
        {matter} [von {money}] (passt|passen|stimmt|stimmen) [{onside}] [so|{very}|alles|gut|perfekt|uns] [gut|\
            perfekt] [{onside}|fuer uns|uns] [ins budget|in unser budget|in unseren rahmen|in unsere planung]
        {matter} (sieht|sehen|schaut|schauen) [{onside}] [{very}] {fineword} aus [{onside}]
        {matter} (klingt|klingen|liest sich|lesen sich|wirkt|wirken) [{onside}] [{very}] {fineword} [{onside}]
        {matter} (gefaellt|gefallen) (uns|mir|uns allen) [{very}] [gut]
        {matter} (funktioniert|funktionieren|laeuft|laufen|klappt|klappen) [{very}] (gut|super|prima|einwandfrei|wie \
            gewuenscht|wie beschrieben|bestens|reibungslos|problemlos|perfekt|wie erwartet|tadellos|fehlerfrei)
        {matter} (entspricht|entsprechen) [{very}] (unseren|unserem|unserer|meinen) (vorstellungen|erwartungen|\
            anforderungen|wuenschen|beduerfnissen|bedarf|planung|absprachen|zielen)
        {matter} (ueberzeugt|ueberzeugen|hilft|helfen|erfuellt|erfuellen|deckt|trifft) [uns] [{very}] [alle] [unsere|\
            unseren] [anforderungen|erwartungen|bedarf|wuensche|weiter] [{very}] [ab]
        [{very}] so (haben|hatten|habe|hatte) (wir|ich) (uns|es uns|uns das|mir das|es mir) [auch] (vorgestellt|\
            gewuenscht|gedacht|erhofft)
        (das ist|das war|ist|es ist) [{very}] (das|was) [,] (was wir|wir|was ich) (brauchen|wollten|gesucht haben|\
            benoetigen|gebraucht haben|wollen|uns gewuenscht haben|uns vorgestellt haben|brauche|wollte)
        [genau] (das|so etwas) (brauchen|benoetigen|wollten|suchen|haben) wir [gesucht|gebraucht|uns gewuenscht]
        (so machen|machen|dann machen|genau so machen) wir [das|es] [so]
        (so machen|machen) wir's [so]
        [und] {people} (ist|sind) [{very}|alle] {happy} [mit (dem ergebnis|der loesung|{matter}|allem)|davon|ueber \
            das ergebnis]
        [und] {people} (freut|freuen) sich [{very}|schon] [auf|ueber] [{ahead}] [darauf|drauf]
        [{who}] (haben|habe) [{matter}|uns|mir] [{matter}] [{closely}] [mit {people}] [{closely}] {looked} [und (sind|\
            bin) [{very}] {happy} [mit (allem|dem ergebnis|{matter})|damit]]
        {thing} (haben|habe) {who} [{closely}] {looked}
        {matter} (haben|habe) {who} [{closely}] [mit {people}] [{closely}] {looked}
        [wir|ich] (sind|bin) [{very}|alle] {happy} [mit {matter}|damit|mit allem]
        [{onside}] [es] (bestehen|gibt es|gibt's|bestehen von unserer seite|bestehen unsererseits) [{onside}] keine \
            [weiteren|offenen] {naysay} [mehr]
        (einwaende|rueckfragen|fragen|anmerkungen|bedenken|aenderungswuensche|beanstandungen) (bestehen|gibt es|haben \
            wir|habe ich) [{onside}] (nicht|keine) [mehr]
        [und] [wir|ich] (haben|habe) [{onside}] [dazu|hierzu] keine [weiteren|offenen] {naysay} [mehr]
        [{onside}] keine [weiteren|offenen] {naysay} [mehr]
        (dem|dazu|von unserer seite) (ist|gibt es) nichts hinzuzufuegen
        (von|aus) (mir|uns|unserer sicht|meiner sicht) [aus] (kann|kann's|koennen) [es|sie|ihr|das projekt|wir] \
            (losgehen|starten|beginnen|loslegen|so umgesetzt werden)
        [und] (wir freuen uns|ich freue mich|freuen uns|freue mich) [{very}|schon|{very} schon|schon {very}] [auf|\
            ueber] [{ahead}] [und [auf] {ahead}]
        auf {ahead} (freuen wir uns|freue ich mich) [{very}|schon]
        ({thanked}) [{them}] [auch] [,] [nochmal|nochmals|ebenfalls] fuer [{det}] [{warm}|{swiftly}] [und ({warm}|\
            {swiftly})] ({praised}|{deed}) [und [{det}] [{warm}|{swiftly}] ({praised}|{deed})] [mit uns|dazu|hierzu|\
            bei diesem projekt|in dieser sache|bisher|heute]
        ({thanked}) [{them}] [,] dass (sie|ihr) [{matter}] [so] (schnell|rasch|kurzfristig|gut|geduldig) (geantwortet|\
            reagiert|umgesetzt|gearbeitet|geholfen|eingebaut|angepasst|beruecksichtigt|ergaenzt|erledigt|\
            ausgearbeitet) (haben|habt)
        ({thanked}) [vielmal|vielmals|schoen|euch allen|an alle|an alle beteiligten|ans team|an das team|an das ganze \
            team|ans ganze team|fuers schnelle angebot|fuer alles|zusammen|miteinander|dafuer]
        [{very}] {warm} ({praised}|preis|sache|idee|team)
        (gut|super|prima|toll|klasse|sehr gut|bestens|hervorragend) (gemacht|geloest|ausgearbeitet|umgesetzt|\
            beschrieben|erklaert|zusammengefasst|dargestellt)
        bitte [{gladly}] [nun|jetzt|dann|also] (planen|reservieren|buchen|terminieren|veranlassen) sie [bitte] [nun|\
            jetzt|dann] (die stunden|die umsetzung|die arbeiten|den start|die naechsten schritte|das projekt|alles \
            weitere|das weitere|den termin|die schulung|die zeit|die kapazitaeten) [ein|entsprechend]
        [bitte] (die stunden|die umsetzung|die arbeiten|die naechsten schritte|alles weitere|das weitere|alles \
            noetige|das projekt|die schulung|den termin) [bitte] [entsprechend|gerne|so] (einplanen|buchen|\
            veranlassen|starten|in die wege leiten|reservieren|ausfuehren|beginnen|durchfuehren)
        [bitte] (die|ihre|eure|eine) [entsprechende] (rechnung|rechnungen|auftragsbestaetigung|unterlagen) [bitte] \
            [{payee}] [bitte] (senden|schicken|stellen|ausstellen|uebermitteln|zusenden|schicken sie|richten)
        (die|ihre|eure) (rechnung|rechnungen|auftragsbestaetigung) (bitte|geht|bitte direkt) {payee}
        rechnung [bitte|geht] {payee} [bitte] [senden|schicken|stellen]
        bitte (senden|schicken|stellen|richten|uebersenden) sie [uns|mir] [bitte] (die|ihre|eine|uns die) (rechnung|\
            rechnungen|auftragsbestaetigung|unterlagen|schlussrechnung) [{payee}] [aus|zu]
        (sie koennen|ihr koennt|du kannst) [uns] [nun|jetzt|gerne|dann|also|damit] (die|eine|den vollen betrag|alles|\
            die leistung|den betrag) [rechnung|schlussrechnung] [{payee}] (stellen|senden|schicken|in rechnung \
            stellen|abrechnen|verrechnen)
        (unsere|die) (rechnungsadresse|mailadresse fuer rechnungen|e-mail-adresse fuer rechnungen|adresse fuer \
            rechnungen) (ist|lautet) {ownmail}
        [bitte] [diese|die|unsere|die nummer|diese nummer|die bestellnummer|unsere bestellnummer] [bitte] (auf|in) \
            (der|ihrer|eurer|allen|den|jeder) (rechnung|rechnungen|korrespondenz|belegen) [bitte] [mit] (angeben|\
            vermerken|nennen|auffuehren|anfuehren|aufnehmen)
        bitte (geben|vermerken|nennen|fuehren) sie [bitte] (diese|die|diese nummer|die nummer|unsere bestellnummer) \
            (auf|in) (der|ihrer|allen|den) (rechnung|rechnungen) [an|auf]
        [die|alle|unsere|ihre] (leistung|leistungen|arbeiten|arbeit|umsetzung|lieferung|schulung) (wurde|wurden|ist|\
            sind) [von ihnen|alle] [vollstaendig|termingerecht|fachgerecht|ordnungsgemaess|{very}] [und] \
            [vollstaendig|fehlerfrei|ohne maengel|ohne beanstandung|ohne beanstandungen|mangelfrei|zu unserer \
            zufriedenheit|zu unserer vollen zufriedenheit|sauber|termingerecht|gut|fachgerecht|wie vereinbart|\
            ordnungsgemaess] (erbracht|abgeschlossen|erledigt|ausgefuehrt|geliefert|umgesetzt|durchgefuehrt|erfolgt|\
            fertiggestellt|fertig)
        (alles|es) (wurde|ist) [{very}] (vollstaendig|wie vereinbart|wie beschrieben|wie angeboten|fehlerfrei|\
            termingerecht|puenktlich|sauber) [und vollstaendig] (geliefert|umgesetzt|erledigt|erbracht|angekommen|\
            fertig|vorhanden)
        (passt|stimmt|klappt|super|prima) (alles|so|soweit|wunderbar|perfekt|bestens|hervorragend)
        (schoene gruesse|liebe gruesse|viele gruesse|herzliche gruesse|gruss|gruesse) (an|aus) (das|dem|ans|alle|die) \
            [ganze|ganzen|gesamte] [team|kollegen|runde]
        [noch] [einen|ein|eine|euch einen|ihnen einen|euch ein|ihnen ein|euch eine|ihnen eine] (schoenen|schoene|\
            schoenes|guten|gute|gutes|angenehmen|angenehme|angenehmes|erholsames|sonniges|sonnigen) (tag|abend|woche|\
            wochenende|feierabend|nachmittag|vormittag|wochenstart|restwoche|zeit|start in die woche|feiertage) \
            [{them}|noch|und danke|allerseits|zusammen|euch allen|ihnen allen]
        (bis bald|bis dann|man sieht sich|wir hoeren uns|alles bestens|alles klar|alles gut|alles in ordnung|alles \
            top|gerne doch|gerne wieder|weiter so|freut uns sehr|freut mich sehr|das freut uns|das freut mich|ade|uf \
            wiederluege|adieu|servus|pfiat euch|liebe gruesse|guten rutsch|frohe ostern|frohe weihnachten|frohe \
            feiertage)
        (wir|ich) (schaetzen|schaetze) [{det}] [{warm}|{swiftly}] {praised} [{very}]
    """,
    "terms": """
        passt (alles|alles so|soweit alles|fuer uns alles|uns alles|wunderbar|perfekt)
    """,
    "reference": """
        [unser|unsere|die|das|ihr|unter|mit|fuer die rechnung|fuer ihre rechnung|zur info|unter der|unter dem] [:] \
            {reftype} [fuer (die|ihre|eure|alle) (rechnung|rechnungen|rechnungsstellung|buchung)] [ist|lautet|:|=|-|\
            ist die|ist das] {ponumber} [[,] {poend}]
    """,
    "purchase_order": """
        [unsere|die|ihre] {po} [dazu|hierzu|dafuer|fuer (die|ihre|eure) (rechnung|unterlagen|rechnungsstellung)] (ist|\
            lautet|:) [nr|nr .|#] {ponumber} [[,] {poend}]
        {po} {ponumber} (liegt bei|ist angelegt|wurde angelegt|wurde erstellt|ist erstellt|ist raus)
    """,
    "greeting": """
        (gruezi|grueezi|grueessech|grueziwohl|gruess gott|griass gott|griass eich|hoi|salue|salut|salve|guten tag|\
            hallo|moin|servus|hi|hey|liebe|liebes|lieber|guten morgen|guten abend) [liebes|liebe|lieber] (miteinander|\
            mitenand|zaeme|zusaemme|allerseits|zusammen|alle|ihr lieben|team|support-team|supportteam|support team|\
            kolleginnen|kollegen|kolleginnen und kollegen|service-team|serviceteam|projektteam|damen und herren|\
            {known_name} [-] (team|support|support-team|servicedesk|service desk)|{known_name} [{known_name}]|\
            {vocative})
        (gruezi|grueezi|hoi|salue|moin moin|griass di|grueess gott|werte damen und herren|werte kolleginnen und \
            kollegen)
        (hallo|guten tag|gruezi|hi|servus|moin) [liebes|liebe] (frau|herr) {vocative}
    """,
    "closing": """
        [mit] [viele|beste|liebe|schoene|herzliche|freundliche|sonnige|lieben|besten|herzlichen|freundlichen|vielen|\
            schoenen|winterliche|sommerliche] (gruesse|gruss|gruessen|gruesse und bis bald) aus [dem|der] {own} [{own}]
        (freundliche|liebe|beste|viele|herzliche|schoene|en liebe|e schoene) (gruesse|gruess|gruss|gruesse zurueck|\
            gruessle)
    """,
}
"""Frames to add to the kinds of the language."""
