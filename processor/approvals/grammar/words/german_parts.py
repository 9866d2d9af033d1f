"""The parts of what people write in German when they approve."""

from typing import Final

from models.vocabulary import ApprovalKind

JOINTS: Final = "und daher somit deshalb damit"
"""Words that join what is said, and must have something on both sides."""

OBJECTS: Final = {
    ApprovalKind.PROPOSAL: """
        (angebot|angebots|angebotes|angebote|offerte|vorschlag|vorschlags|kostenvoranschlag|kostenvoranschlags|\
            kostenvoranschlages|auftrag|auftrags|auftrages|dokument|angebotsdokument|proposal|change request|\
            leistungsbeschreibung|bestellung)
    """,
    ApprovalKind.GO_LIVE: """
        (go-live|golive|inbetriebnahme|produktivsetzung|produktivstart|livegang|live-gang|livestart|produktivgang|\
            start|go-live-termin|formular|dokument|produktivschaltung|liveschaltung|portal|system|programm|anwendung|\
            software|version|release|produktivbetrieb|echtbetrieb|livebetrieb|umstellung|freischaltung|einfuehrung|\
            betrieb|uebergabe|umzug)
    """,
    ApprovalKind.COMPLETION: """
        (abnahme|fertigstellung|abschluss|projektabschluss|abnahmeprotokoll|leistung|leistungen|arbeiten|arbeit|\
            umsetzung|lieferung|ergebnisse|ergebnis|projekt|formular|dokument|abnahmeformular|abnahmeerklaerung|\
            implementierung|ticket|auftrag|uebernahme|abschlusserklaerung|ausfuehrung|schlussabnahme|\
            endabnahme)
    """,
}
"""What is approved, by what was asked."""

FURTHER: Final = {
    ApprovalKind.GO_LIVE: """
        {who} (gebe|geben) [hiermit|gerne] frei
        [hiermit|wird hiermit|ist hiermit] bestaetigt [{onside}]
        [hiermit] (bestaetige ich|bestaetigen wir)
        {who} (bestaetige|bestaetigen) [hiermit|gerne]
        (kann|darf|koennen) [so|von uns aus] (live gehen|in betrieb gehen|online gehen|produktiv gehen)
    """,
    ApprovalKind.COMPLETION: """
        [hiermit|wird hiermit|ist hiermit] bestaetigt [{onside}]
        [hiermit] (bestaetige ich|bestaetigen wir)
        {who} (bestaetige|bestaetigen) [hiermit|gerne]
        {item} (nehme|nehmen) {who} [hiermit|gerne] ab
        {who} (nehme|nehmen) [hiermit|gerne] {item} [hiermit] ab
        (abgenommen|abnahme erteilt|abnahme erfolgt|leistung abgenommen|hiermit abgenommen|mangelfrei abgenommen)
        [die] (leistung|leistungen|arbeiten) (ist|sind|werden hiermit|wird hiermit) [hiermit] abgenommen
        {who} (nehme|nehmen) [hiermit] [die|alle] (leistung|leistungen|arbeiten) [hiermit] ab
        hiermit (nehme|nehmen) (ich|wir) [die|alle] (leistung|leistungen|arbeiten) ab
        {who} (erklaere|erklaeren) [hiermit] die abnahme
        hiermit (erklaere|erklaeren) (ich|wir) die abnahme
        [die|unsere] (abnahme|schlussabnahme|endabnahme|uebernahme) [der (arbeiten|leistung|leistungen)] [(von|zu|\
            fuer|des) ({title}|{ref}|{item})|{ref}|{title}] [ist|wird] [hiermit|damit|somit|{onside}] [{onside}] [ohne \
            (maengel|vorbehalt|beanstandung|beanstandungen)] (erteilt|erklaert|erfolgt|bestaetigt|gegeben|ausgesprochen)
        (abgenommen|abnahme erteilt|abnahme erfolgt) und zur (zahlung|abrechnung|rechnungsstellung|schlussrechnung|\
            fakturierung) (freigegeben|bereit)
        [wir|ich] (sind|bin) [rundum|sehr|voll|voll und ganz|hoch] zufrieden [mit (der arbeit|dem ergebnis|allem|\
            {title})] und (nehmen|nehme) ({item}|{thing}) [hiermit|gerne] ab
        {who} (bestaetigen|bestaetige) [ihnen|euch] [hiermit|gerne] (den abschluss|die fertigstellung|die erledigung|\
            die vollstaendige erledigung|die ordnungsgemaesse ausfuehrung|die ausfuehrung) [(der arbeiten|der \
            leistungen|des projekts|von {ref}|von {title}|der {title}|des {title}|des auftrags {ref}|zu {ref})]
        (den abschluss|die fertigstellung|die erledigung|die ausfuehrung) [(der arbeiten|der leistungen|des projekts|\
            von {ref}|von {title}|der {title}|des {title}|des auftrags {ref}|zu {ref})] (bestaetigen|bestaetige) \
            {who} [ihnen|hiermit]
    """,
}
"""Phrases that approve only where this was asked."""

SLOTS: Final = {
    "version": """
        (version|vers .|vers|ver .|ver|v|v .|fassung|revision|rev .|rev) [nr|nr .] {digits}
        in [der] (version|fassung|v) {digits}
    """,
    "month": """
        (januar|jaenner|februar|maerz|april|mai|juni|juli|august|september|oktober|november|dezember)
        (jan|feb|mrz|apr|jun|jul|aug|sep|sept|okt|nov|dez) [.]
    """,
    "date": """
        {digits} . {month} [{year}]
        {numericdate} [.]
    """,
    "name": """
        {docnumber} [[,] {version}]
        [nr|nr .|nummer] {docnumber} [[,] {version}]
        (nr|nr .|nummer) {digits} [,] {version}
        {version} (von|des angebots|des angebotes) [{docnumber}]
    """,
    "det": """
        (das|dem|des|ihr|ihrem|ihres|euer|eurem|eures|dieses|diesem|dies|den|der|die|ihren|ihrer|diesen|dieser|\
            diese|ihre|eure|eurer|euren|vorliegendes|das vorliegende|dem vorliegenden|das beigefuegte|das \
            angehaengte|das o . g .|das obige|das genannte|das gesamte|den gesamten|das ganze|unten stehendes|\
            nachfolgendes|beiliegendes)
    """,
    "restated": """
        {hours} [(und|,|fuer|zu|zum preis von) {money}]
        {money} [(und|,|fuer) {hours}]
    """,
    "sentone": """
        vom {date}
        (zum|zu einem|zu) [angebotenen|genannten|angegebenen|vereinbarten|festen] (preis|gesamtpreis|festpreis|betrag|\
            pauschalpreis) von {restated}
        (in hoehe von|ueber|fuer|zu|mit|mit einem aufwand von|mit einem preis von|mit einem gesamtpreis von) \
            [insgesamt] \
            {restated}
        {restated}
        (zum|zu dem) (genannten|angebotenen|angegebenen|aufgefuehrten) (preis|festpreis|gesamtpreis)
        (in der uebermittelten fassung|in allen teilen|in gaenze|im vollen umfang|in voller hoehe|in vollem umfang|\
            wie es vorliegt|so wie es ist|so wie angeboten|so wie vorliegend|genau so|so)
        wie (angeboten|vorgeschlagen|beschrieben|besehen|vorliegend|gesendet|geschickt|zugesandt|zugeschickt|\
            uebermittelt|vorgelegt|vorgelegen|aufgefuehrt|dargestellt|formuliert|es ist|es vorliegt|dokumentiert|\
            im angebot [beschrieben|angegeben|aufgefuehrt|dargestellt]|unten beschrieben)
        in (der vorliegenden fassung|der vorliegenden form|vorliegender fassung|vorliegender form|dieser form|\
            dieser fassung|vollem umfang|voller hoehe|allen punkten|der uebersandten fassung|dieser version)
        ohne (aenderungen|aenderung|einwaende|einschraenkung|einschraenkungen|vorbehalt|vorbehalte|anmerkungen|\
            weitere anmerkungen|beanstandungen|maengel|aenderungswuensche|weitere aenderungen|rueckfragen)
        (vollumfaenglich|vollstaendig|uneingeschraenkt|vorbehaltlos|unveraendert)
        (anbei|unten|im anhang|in der anlage)
        zu den [genannten|angegebenen|aufgefuehrten|darin genannten] (konditionen|bedingungen)
        gemaess [{det}] {noun} [{docnumber} [[,] {version}]] [vom {date}]
    """,
    "sent": "{sentone} [[,] [und] {sentone}]",
    "thing": """
        [{det}] {noun} [{name}|{version}|[,] {name}] [[,] {sent} [,]]
        [{det}] {noun} (,|-|:) {name} [[,] {sent} [,]]
        [{det}] {noun} [{name}|{version}] [,] [fuer|zu|zum|zur|ueber|:|-] [die|das|den|der|eine|einen] {title} [[,] \
            {sent} [,]]
        {name} [[,] {sent} [,]]
        {version} [{det} {noun} [{docnumber}]] [[,] {sent} [,]]
        (es|das|dies|alles|dem|diesem|allem|alle punkte|allen punkten) [[,] {sent} [,]]
        [{det}] (bedingungen|konditionen) {det} {noun} [{name}]
    """,
    "onside": """
        (von|auf|seitens) (unserer|meiner) seite
        (unsererseits|meinerseits)
        (von|durch) (uns|mir|mich)
        (fuer|bei) (uns|mich)
        aus (unserer|meiner) sicht
    """,
    "who": "(wir|ich)",
    "gladly": """
        (hiermit|hierdurch|gerne|gern|natuerlich|selbstverstaendlich|sehr gerne|hiermit gerne|hiermit offiziell|\
            offiziell|hiermit verbindlich|verbindlich|ausdruecklich|formell|damit|vollumfaenglich|uneingeschraenkt)
    """,
    "done": """
        (genehmigt|freigegeben|angenommen|akzeptiert|bewilligt|abgesegnet|beauftragt) [und (genehmigt|freigegeben|\
            angenommen|\
            akzeptiert|bewilligt|beauftragt)]
        (angenommen und freigegeben|\
            geprueft und freigegeben|geprueft und genehmigt|gesehen und genehmigt|geprueft und angenommen|\
            genehmigt und freigegeben|hiermit genehmigt|hiermit freigegeben|hiermit angenommen|hiermit beauftragt)
    """,
    "do": "(genehmige|genehmigen|akzeptiere|akzeptieren|bewillige|bewilligen)",
    "release": """
        (freigabe|genehmigung|zustimmung|zusage|einwilligung|einverstaendnis|auftragsfreigabe|annahme|okay|ok|go|\
            gruenes licht|annahmeerklaerung)
    """,
    "soon": """
        (sofort|gleich|direkt|jetzt|ab sofort|umgehend|baldmoeglichst|schnellstmoeglich|jederzeit|zeitnah)
        so (schnell|bald) wie moeglich
    """,
    "work": """
        [mit] [der|den|dem|die|das|allen|ihrer|eurer] (umsetzung|arbeit|arbeiten|einrichtung|implementierung|\
            realisierung|projekt|entwicklung|planung|terminplanung|vorbereitung|vorbereitungen|ausfuehrung|\
            durchfuehrung|integration|konfiguration|naechsten schritten|naechsten schritte|auftrag|einfuehrung|\
            go-live|livegang|projektstart) [starten|beginnen|loslegen|fortfahren|anfangen|weitermachen]
        damit
    """,
    "begin": """
        (loslegen|starten|beginnen|anfangen|umsetzen|weitermachen|fortfahren|durchfuehren|ausfuehren|einplanen|\
            losgehen|realisieren|veranlassen|in die umsetzung gehen|mit der umsetzung beginnen|mit der umsetzung \
            starten|mit den arbeiten beginnen|mit den arbeiten starten|mit der arbeit beginnen|mit der \
            einrichtung beginnen|alles weitere veranlassen|das weitere veranlassen|alles in die wege leiten|so \
            umsetzen|so ausfuehren|wie angeboten umsetzen|wie beschrieben umsetzen|wie geplant starten|wie \
            geplant umsetzen|die umsetzung starten|die umsetzung einplanen|die arbeiten einplanen)
    """,
    "them": """
        ({vocative}|zusammen|alle|allerseits|team|kollegen|liebe kollegen|an alle|ans team|an das team|an euch \
            alle|euch|ihnen)
    """,
    "kindness": """
        [das|die|den|ihr|ihre|ihren|eure|euer|euren|ihre sehr|die sehr|das sehr] [schnelle|rasche|gute|prompte|\
            ausfuehrliche|zuegige|super|tolle|freundliche|detaillierte|gewohnt schnelle|schnelles|gutes|\
            ausfuehrliches|rasches|klare|hilfreiche|kurzfristige|angenehme|hervorragende|umgehende] (angebot|\
            rueckmeldung|antwort|unterstuetzung|bearbeitung|zusendung|hilfe|arbeit|ausarbeitung|erstellung|info|\
            infos|informationen|geduld|muehe|erlaeuterung|erlaeuterungen|zusammenarbeit|reaktion|umsetzung|\
            nachricht|mail|e-mail|zeit|gespraech|telefonat|erinnerung|uebersicht|aufstellung|unterlagen|zuarbeit|\
            anpassung) [des angebots|des angebotes|der unterlagen]
        (alles|dafuer)
    """,
    "po": """
        (bestellnummer|bestell-nr .|bestell-nr|bestellnr .|bestellnr|bestell nr .|bestellung|auftragsnummer|\
            auftrags-nr .|po|p . o .|po-nummer|po nummer|po-nr .|po nr .|sap-bestellnummer|sap bestellnummer|\
            bestellreferenz|bestellzeichen|purchase order|bestellung nr .|auftragsnr .|best . - nr .|best . nr .|\
            best.-nr .|po-number) [nr|nr .|#] [:]
    """,
    "poend": """
        (auf der|auf die|in der|bei der|fuer die|auf ihrer|auf eurer) (rechnung|rechnungen|rechnungsstellung) \
            [angeben|vermerken|an|nennen|auffuehren|aufnehmen|setzen]
        (angeben|vermerken|an|verwenden|nennen|zur rechnungsstellung|zur info)
    """,
}
"""Parts of the phrases below, each usable in those behind it."""
