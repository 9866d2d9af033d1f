"""The parts of what people write in German beside an approval: closed lists without a word that decides."""

from typing import Final

SLOTS: Final = {
    "naysayword": """
        (einwaende|fragen|rueckfragen|anmerkungen|bedenken|aenderungswuensche|beanstandungen|aenderungen|ergaenzungen|\
            korrekturen|maengel|einwendungen|punkte|wuensche)
    """,
    "thanked": """
        (danke|vielen dank|besten dank|herzlichen dank|dankeschoen|danke schoen|danke sehr|tausend dank|schoenen dank|\
            merci|merci vielmal|lieben dank|grossen dank|ein grosses dankeschoen|wir danken ihnen|ich danke ihnen|wir \
            danken|wir bedanken uns|ich bedanke mich|danke euch|danke ihnen|nochmals danke|vielen herzlichen dank|\
            danke vielmal|danke vielmals|merci beaucoup|besten dank auch|danke nochmals|vielen dank nochmals|vielen \
            dank nochmal)
    """,
    "warm": """
        (gute|guter|gutes|guten|super|prima|tolle|toller|tolles|tollen|hervorragende|hervorragendes|hervorragenden|\
            schoene|schoenes|klasse|grossartige|grossartiges|saubere|faire|faires|fairen|ueberzeugende|ueberzeugendes|\
            professionelle|professionellen|ausgezeichnete|ausgezeichnetes|angenehme|angenehmen|perfekte|perfektes|\
            gelungene|gelungenes|konstruktive|konstruktiven|freundliche|freundlichen|kompetente|kompetenten|\
            wunderbare|sehr gute|sehr guten|sehr gutes|sehr schoene|sehr schoenes|sehr angenehme|sehr faire|sehr faires)
    """,
    "swiftly": """
        (schnelle|schnellen|schnelles|rasche|raschen|rasches|prompte|prompten|zuegige|zuegigen|zuegiges|umgehende|\
            ausfuehrliche|ausfuehrlichen|ausfuehrliches|detaillierte|detaillierten|detailliertes|klare|klaren|klares|\
            gruendliche|sorgfaeltige|unkomplizierte|hilfreiche|hilfreichen|geduldige|kurzfristige|flotte|\
            verstaendliche|uebersichtliche|uebersichtliches|sehr schnelle|sehr rasche|sehr ausfuehrliche|grosse|\
            tatkraeftige|stetige|weitere|bisherige)
    """,
    "praised": """
        (arbeit|unterstuetzung|beratung|zusammenarbeit|ausarbeitung|ueberarbeitung|bearbeitung|rueckmeldung|antwort|\
            hilfe|erklaerung|erlaeuterung|erlaeuterungen|aufstellung|umsetzung|abwicklung|reaktion|vorbereitung|\
            betreuung|leistung|loesung|muehe|geduld|zeit|praesentation|besprechung|telefonat|gespraech|termin|angebot|\
            dokument|dokumentation|einsatz|engagement|kommunikation|ergebnis|vorschlag|konzept|beschreibung|\
            uebersicht|zusammenfassung|anpassung|anpassungen|service|job|teamarbeit|flexibilitaet|erstellung|\
            zusendung|info|infos|informationen|unterlagen|klarstellung|nachricht|aufwand|vorarbeit|begleitung|\
            organisation|planung)
    """,
    "very": """
        (sehr|richtig|wirklich|ganz|genau|voll|voll und ganz|absolut|rundum|ueberaus|echt|aeusserst|besonders|\
            wunderbar|vollkommen|voellig|vollstaendig|alles|total|durchweg)
    """,
    "fineword": """
        (gut|super|prima|perfekt|toll|klasse|in ordnung|ok|okay|klar|fair|verstaendlich|nachvollziehbar|ueberzeugend|\
            angemessen|stimmig|hervorragend|spitze|bestens|korrekt|richtig|einwandfrei|passend|genau richtig|gelungen|\
            uebersichtlich|schluessig|top|ausgezeichnet|wunderbar|schoen|plausibel|attraktiv|marktgerecht|transparent|\
            vollstaendig|wie erwartet|wie gewuenscht|wie erhofft|wie bestellt|zu unserer zufriedenheit|zu unserer \
            vollen zufriedenheit|zu unserer vollsten zufriedenheit|zufriedenstellend|einleuchtend|erfreulich|gut so|\
            gut gemacht|sehr gut|gut verstaendlich|gut beschrieben|genau das richtige|eine gute sache|eine gute \
            loesung|ein gutes angebot|ein faires angebot|eine tolle sache|ein guter preis|ein fairer preis|aus \
            unserer sicht in ordnung)
    """,
    "happy": """
        (zufrieden|sehr zufrieden|begeistert|gluecklich|einverstanden|ueberzeugt|angetan|sehr angetan|dankbar|erfreut|\
            sehr erfreut|startklar|hochzufrieden)
    """,
    "deed": """
        (angebot|preis|umfang|aufwand|leistung|leistungen|beschreibung|ergebnis|ergebnisse|umsetzung|loesung|\
            vorschlag|konzept|zeitplan|termin|termine|konditionen|kosten|kriterien|abnahmekriterien|dokument|\
            leistungsumfang|leistungsbeschreibung|plan|ablauf|aufstellung|funktion|funktionen|ueberarbeitung|\
            ausarbeitung|stundenzahl|darstellung|kostenrahmen|rahmen|budget|maske|oberflaeche|formular|bericht|\
            berichte|schnittstelle|system|anpassung|anpassungen|details|punkte|fassung|neue fassung|ueberarbeitete \
            fassung|neue version|inhalte|inhalt|stundenansatz|preis-leistungs-verhaeltnis|arbeit|arbeiten|lieferung|\
            {told} [{told}])
    """,
    "det": """
        (das|die|der|den|dem|ihr|ihre|ihren|ihrem|ihrer|euer|eure|euren|eurem|eurer|dieses|diese|dieser|diesen|alle|\
            saemtliche)
    """,
    "matter": """
        (das|es|dies|alles|das ganze|das so|alles so|was sie vorschlagen|was ihr vorschlagt)
        [{det}] {deed} [von {money}] [und [{det}] {deed}] [und [{det}] {deed}]
        [{det}] {deed} , {deed} und {deed}
    """,
    "people": """
        (alle|wir alle|alle beteiligten|alle kollegen|alle hier|beide|wir beide)
        (unser|unsere|die|das|der|meine|mein|unser ganzes|das ganze|unseren|unserem|unserer|den|dem|meinem|meinen|\
            meiner|allen|allen beteiligten) [{told}] (team|kollegen|kolleginnen|kolleginnen und kollegen|mitarbeiter|\
            mitarbeitern|mitarbeitenden|anwender|anwendern|nutzer|nutzern|fachabteilung|fachabteilungen|fachbereich|\
            abteilung|abteilungen|teamleiter|schichtleiter|schichtleitern|projektleiter|projektleitung|produktion|\
            technik|vertrieb|marketing|kundendienst|lager|it|edv|fachleute|fachleuten|leute|leuten|techniker|\
            technikern|redaktion|buchhaltung|planung|disposition|sachbearbeiter|sachbearbeiterinnen|werkstatt|\
            belegschaft|anwenderinnen|{told}) [und (unser|unsere|die|das|der|unseren|unserem|den|dem) (team|kollegen|\
            {told})]
    """,
    "closely": """
        (sorgfaeltig|intern|gemeinsam|in ruhe|im team|genau|im detail|ausfuehrlich|eingehend|heute|gestern|heute \
            morgen|heute frueh|heute vormittag|diese woche|kurz|alle|beide|soeben|gerade)
    """,
    "looked": """
        (geprueft|durchgesehen|gelesen|angesehen|angeschaut|durchgelesen|erhalten|erhalten und geprueft|besprochen|\
            durchgesprochen|getestet|ausprobiert|durchgegangen|studiert|gesichtet|gesehen|erhalten und gelesen|\
            begutachtet)
    """,
    "payee": """
        (an {ownmail}|an die bekannte adresse|an die uebliche adresse|an unsere buchhaltung|an die buchhaltung|an uns|\
            wie ueblich|wie immer|wie gehabt|wie gewohnt|an die bekannte anschrift|an die bekannte rechnungsadresse|\
            an unsere rechnungsadresse|per mail|per e-mail|an unsere rechnungsabteilung)
    """,
    "naysay": """
        {naysayword} [(und|oder|,|und auch) [keine] [weiteren|offenen] {naysayword} [(und|oder) [keine] {naysayword}]]
    """,
    "reftype": """
        (kostenstelle|kostentraeger|aktenzeichen|geschaeftszeichen|projektnummer|projekt-nr .|projekt-nr|kontierung|\
            referenz|referenznummer|vorgangsnummer|buchungszeichen|innenauftrag|psp-element|kundennummer|\
            lieferantennummer|kreditorennummer|leitweg-id|haushaltsstelle|zeichen|unser zeichen|interne nummer|\
            vertragsnummer|az|az .|kst|kst .|interne referenz|rechnungsreferenz|kreditor|vergabenummer|\
            beschaffungsnummer) [nr|nr .|#]
    """,
    "org": """
        [die|der|das] {own} [{own}] [{own}] [{own}] [(gmbh|ag|kg|ohg|eg|ug|se|gmbh & co . kg)]
    """,
    "ahead": """
        (die|eine|die weitere|die gute|die kommende|eine gute|eine erfolgreiche|unsere|das|den|ein|dem|eine weitere) \
            [{warm}] (zusammenarbeit|umsetzung|start|ergebnis|ergebnisse|projekt|projektstart|einfuehrung|loesung|\
            neue loesung|schulung|go-live|termin|rueckmeldung|auftragsbestaetigung|kooperation|livegang|gemeinsame \
            arbeit|gemeinsames projekt|neue {told}|{told}) [mit ihnen|mit euch]
    """,
}
"""Parts of the frames below, each usable in those behind it."""
