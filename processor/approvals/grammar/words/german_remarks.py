"""What business people usually write in German beside a decision: own use, money, papers, thanks and good wishes.

None of these lists holds a word that conditions, limits, puts off or decides, and none speaks of what is included.
"""

from typing import Final

SLOTS: Final = {
    "span": """
        (seit|schon seit|bereits seit|jetzt seit|nun seit) (montag|dienstag|mittwoch|donnerstag|freitag|samstag|\
            sonntag|gestern|vorgestern|heute|heute frueh|heute morgen|frueh|dem wochenende|der umstellung|dem start|\
            dem umzug|beginn|anfang an|tag eins|dem ersten tag|letzter woche|letztem montag|wochen|tagen|monaten)
        (seit|schon seit|bereits seit|jetzt seit|nun seit) (einer|zwei|drei|vier|fuenf|sechs|zehn|mehreren|ein paar|\
            knapp zwei|gut zwei|ueber einer|ueber zwei) (woche|wochen|tagen|monaten|schichten)
        (eine|eine ganze|die ganze|zwei|drei|vier|fuenf|sechs|mehrere|ein paar) (woche|wochen|tage|schichten|stunden) \
            [lang]
        (drei|zwei|vier|fuenf|mehrere|alle) schichten [lang]
        (den ganzen|einen ganzen) (tag|vormittag|monat)
        (in der|in) (letzten|vergangenen|dieser) woche
        (am|ueber das|uebers|ueber) wochenende
    """,
    "flawless": """
        (sauber|stabil|fehlerfrei|reibungslos|problemlos|einwandfrei|tadellos|stoerungsfrei|rund|gut|sehr gut|bestens|\
            prima|super|zuverlaessig|ohne mucken|wie geschmiert|anstandslos|wie ein uhrwerk|wunderbar|hervorragend)
        ohne [einen|eine|jede|jeden|jedes|einen einzigen|eine einzige|ein einziges] {trouble} [(und|oder) [ohne] \
            {trouble}]
    """,
    "user": """
        (wir|ich|wir alle|{crew}|{people}|unser|unsere|die|der|das|alle) [{told}]
        (unser|unsere|die|der|das|alle|beide|alle drei|alle vier|alle zwei|alle fuenf|saemtliche|meine) ({told}|gaeste|\
            kunden|fahrer|kollegen|mitarbeiter|anwender|nutzer|benutzer|standorte|filialen|abteilungen|schichten|\
            stationen|teams|leute|disponenten|pfleger|lehrer|eltern|kolleginnen|aussendienstler|monteure|lager|buero|\
            empfang|buchhaltung|versand|technik|produktion|werkstatt|sekretariat|system|portal|programm|anlage|drucker|\
            terminals|telefone|software|druck|export|import|schnittstelle)
        [{told}] ({told}|system|portal|programm|drucker|anlage|software|drucker alle drei)
    """,
    "runs": """
        (buchen|bucht|laufen|laeuft|arbeiten|arbeitet|drucken|druckt|scannen|scannt|nutzen|nutzt|funktionieren|\
            funktioniert|klappen|klappt|stempeln|stempelt|erfassen|erfasst|bestellen damit|melden sich an|tun|tut|lief|\
            liefen|funktionierte|arbeitete|klappte) [{told}|es|sie|das|{det} {told}|damit|darin|hier|bei uns]
    """,
    "billto": """
        [bitte|geht|gehen|kann|kommt] [bitte] [(wie|so wie)] [(immer|ueblich|gehabt|gewohnt|bisher)] [bitte] (per \
            (mail|e-mail|post|pdf)|an (die|unsere|meine) (buchhaltung|zentrale|verwaltung|rechnungsadresse|\
            rechnungsabteilung|rechnungsstelle|kreditorenbuchhaltung|bekannte adresse|uebliche adresse|\
            rechnungspruefung|finanzabteilung|kasse|bekannte anschrift|uebliche anschrift|bekannte mailadresse)|an \
            {ownmail}|an (mich|uns)) [bitte] [(senden|schicken|richten|stellen|adressieren)]
    """,
}
"""Parts of the phrases below."""

KINDS: Final = {
    "comment": """
        {user} {runs} [{span}] [{span}] [jetzt|nun|alle|durchweg|durchgehend] {flawless} [{span}] [damit|hier]
        {user} {runs} {span} [jetzt|nun|alle|durchweg|durchgehend|im einsatz]
        {span} {runs} {user} [alle] {flawless}
        {span} {runs} [es|alles|bei uns] [alles] [{flawless}]
        {user} (hat|haben) [{det}|die neuen|das neue|den neuen|die neue] ({told}|system|portal|programm) [{told}] \
            {span} [lang] (im einsatz|in betrieb|in gebrauch|getestet|genutzt|benutzt|geprueft|ausprobiert|verwendet|\
            im einsatz gehabt|im betrieb gehabt|probiert) [{flawless}]
        {user} (hat|haben) {span} (damit|darin|mit {told}|mit {det} {told}) [{flawless}] (gearbeitet|gebucht|gedruckt|\
            getestet|gescannt|gestempelt|erfasst) [{flawless}]
        {span} (damit|darin|mit {told}) [{flawless}] (gearbeitet|gebucht|gedruckt|getestet|gescannt) [,] [{flawless}]
        (es|dabei|bisher|da) (gab|gibt) [es|dabei|bisher] (keine|keinerlei|keine einzige|keinen einzigen|nicht eine) \
            {trouble} [(und|oder) [keine] {trouble}]
        (keine|kein|keinerlei) (einzige|einziger|einziges|einzigen) (stoerung|ausfall|absturz|fehler|fehlermeldung|\
            beschwerde|aussetzer|problem)
        (der|die|das|unsere|unser) (auswertung|auswertungen|bericht|berichte|zahlen|salden|bestaende|summen|werte|\
            {told}) (stimmt|stimmen|passt|passen) [genau|alle|exakt|ueberein|auf den cent]
        [die|alle|unsere] (bestaende|salden|zahlen|summen|daten|buchungen|belege) (stimmen|sind) [genau|alle|exakt] \
            (ueberein|identisch|gleich|vollstaendig uebernommen|komplett da)
        [die|unsere|der|das|alle] ({told}|gaeste|kunden|benachrichtigungen|mails|meldungen|belege|druck|ausdrucke) \
            (kommt|kommen) [alle|sofort|sauber|puenktlich|zuverlaessig|richtig] (an|raus|sauber raus|sauber an|sofort \
            an)
        [die|unsere|alle] (gaeste|kunden|patienten|mitarbeiter|kollegen|mitglieder|eltern|buerger|nutzer) (bekommen|\
            erhalten|sehen) (die|ihre|den|das) {told} [jetzt] (sofort|gleich|automatisch|puenktlich|zuverlaessig|direkt)
        (alle|unsere|alle unsere|die) [{digits}] (benutzer|nutzer|anwender|kollegen|mitarbeiter|leute|{told}) konnten \
            sich [problemlos|sofort|ohne problem|ohne probleme|gleich] anmelden
        [ich|wir] (hab|habe|haben) (mich|uns) [selbst|selber|gleich|heute|gestern|alle] [problemlos] angemeldet [, \
            (geht|klappt|funktioniert) [alles]]
        (geht|klappt|funktioniert|stimmt) alles
        (laeuft|funktioniert|klappt) [bei uns|hier|alles] [{flawless}] [{span}]
        (alles|das) (ok|okay|bestens|gut|in ordnung|prima) bei uns
        (sieht|schaut|sehen|schauen) [alles|sehr|richtig] (sauber|gut|ordentlich|prima|super|tadellos) aus
        (erste|die erste|eine|die ersten) (rechnung|rechnungen|bestellung|lieferung|buchung|auswertung|{told}) [mit \
            (der|dem|den) [neuen] {told}] (ist|sind|ging|gingen|lief|liefen) [gestern|heute|heute frueh|heute morgen|\
            schon|bereits|am montag|am freitag|diese woche] [sauber|problemlos] (raus|rausgegangen|durchgelaufen|\
            durch|verschickt|gedruckt|versendet)
        [alle|die|unsere] {told} (haften|halten|passen|sitzen) [gut|prima|einwandfrei] [, sind [gut] lesbar] [und \
            (haben das richtige (mass|format)|sind [gut] lesbar)]
        (stichprobe|stichproben) (gezogen|gemacht|geprueft|kontrolliert) [, [und] alles (korrekt|richtig|in ordnung|ok|\
            da|sauber|stimmig)]
        (haben|hab|habe) (wir|ich) [alles] (geprueft|getestet|kontrolliert|verglichen|nachgesehen|durchgesehen) [, \
            [ist] alles (da|korrekt|in ordnung|ok|richtig|stimmig)]
        (saubere|gute|tolle|super|klasse|prima|schoene|feine|sehr gute) (arbeit|sache|leistung|umsetzung) , {vocative}
        [ein] (grosses|dickes|herzliches) (lob|dankeschoen|danke) [von uns|von allen] [auch] (an|fuer) (sie|euch|ihr \
            team|euer team|ihre kollegen|das team|ihren techniker|ihre techniker|ihre technikerin|alle beteiligten|\
            die kollegen|alle)
        [{onside}] [die|das|alle] {fundword} [dafuer|hierfuer|dazu] (steht|stehen|ist|sind) [schon|bereits] (bereit|\
            zur verfuegung|vorhanden|gesichert|freigegeben|bewilligt)
        (die|der|unsere|unser|das) (geschaeftsfuehrung|geschaeftsleitung|vorstand|gemeinderat|stadtrat|kirchenvorstand|\
            stiftungsrat|verwaltungsrat|schulleitung|schulpflege|kreistag|leitung|traegerverein|traeger|aufsichtsrat|\
            finanzabteilung|kaemmerei|controlling|chef|chefin|ausschuss|hauptausschuss|gemeindevorstand) hat \
            {fundword} [dafuer|hierfuer] [bereits|schon] [am (montag|dienstag|mittwoch|donnerstag|freitag)|gestern|\
            heute|letzte woche|vorige woche|diese woche|in der letzten sitzung|in der sitzung|einstimmig] [einstimmig] \
            (bewilligt|freigegeben|genehmigt|bestaetigt|beschlossen|eingestellt|bereitgestellt)
        [die|eine|ihre|eure] rechnung [dazu|dafuer] {billto}
        bitte (senden|schicken|richten|stellen) sie [uns] (die|ihre|eine) rechnung {billto}
        [die|eine|ihre|eure] (rechnung|schlussrechnung) (kann|darf) [gerne|gern|jetzt|also|damit|somit] (kommen|\
            gestellt werden|gesendet werden|geschickt werden|raus)
        (rechnung|schlussrechnung) [gerne|bitte] (schicken|stellen|senden)
        (sie|ihr) (koennen|koennt|duerfen|duerft) [gerne|gern|jetzt|also|damit|somit|nun] (die|eure|ihre) (rechnung|\
            schlussrechnung) [jetzt|gerne] (stellen|schicken|senden)
        (mein|unser|meine|unsere|die|der) (steuerberater|steuerberaterin|buchhalter|buchhalterin|kollege|kollegin|chef|\
            chefin|techniker|hausmeister|sekretariat|empfang|steuerkanzlei) (weiss|wissen) [schon|bereits|auch] bescheid
        (ihre|deine|eure|die) (mail|nachricht|e-mail) (war|ist) [leider|mir|uns|bei (mir|uns)] [leider] (im spam|im \
            spamordner|im spam-ordner|untergegangen|durchgerutscht|liegen geblieben|liegengeblieben) [gelandet] [und \
            ich habe sie [erst] (heute|gestern|gerade|jetzt|eben) [erst] (gefunden|gesehen|gelesen|entdeckt)]
        (ich|wir) (hatte|hatten|habe|haben) (ihre|deine|eure|die) (mail|nachricht|e-mail) [leider|erst] [(heute|\
            gestern|gerade|jetzt|eben)] [erst] (uebersehen|gefunden|gesehen|gelesen)
        (sorry|entschuldigung|entschuldigen sie|pardon|verzeihung|tut mir leid) [bitte] [,|fuer] (die|meine) (spaete|\
            verspaetete) (antwort|rueckmeldung) , (es war|bei uns war|hier war) (viel los|viel zu tun|hektisch|trubel)
        [uns|mir|allen] (erspart|spart) [uns|mir|das|es] [das|es|uns] [viel|eine menge|jede menge|jeden monat|jede \
            woche|jeden tag] [viel] (zeit|arbeit|papier|tipparbeit|handarbeit|laufereien|stunden|nerven)
    """,
    "thanks": """
        ({thanked}|merci) [auch] [fuer] [die|den|ihre|ihren|eure|euren|das|ihr] [{warm}|{swiftly}] (begleitung|einsatz|\
            betreuung|hilfe|unterstuetzung|arbeit|einweisung|vorfuehrung|schulung|umzug|muehe|geduld) [am ersten tag|\
            am wochenende|ueber das wochenende|uebers wochenende|vor ort|bis in den abend|in den letzten wochen|in den \
            letzten tagen|beim start|bei der umstellung|bei der einfuehrung|an den ersten tagen|waehrend der \
            umstellung]
        ({thanked}|merci) [auch] an (ihren|euren|den|ihre|eure|die|ihr|euer|das|herrn|frau) ({vocative}|techniker|\
            technikerin|kollegen|kollegin|monteur|team|entwickler|support|{known_name}) [{vocative}|{known_name}] \
            [fuer (die|den|das|seine|ihre|seinen|ihren) [{warm}|{swiftly}] (begleitung|einsatz|betreuung|hilfe|\
            unterstuetzung|arbeit|einweisung|geduld|muehe|erklaerung)]
        ({thanked}|merci) [auch] an (herrn|frau) {surname} [fuer (die|den|das|seine|ihre|seinen|ihren) [{warm}|\
            {swiftly}] (begleitung|einsatz|betreuung|hilfe|unterstuetzung|arbeit|einweisung|geduld|muehe|erklaerung)]
    """,
    "pleasantry": """
        (schoenen|schoene|schoenes|guten|ruhigen|ruhiges|einen ruhigen|einen schoenen|ein ruhiges|eine ruhige|einen \
            guten|angenehmen) (feierabend|tag|abend|advent|ersten advent|zweiten advent|dritten advent|vierten advent|\
            wochenstart|wochenende|woche|adventszeit|rutsch|start ins neue jahr|jahreswechsel|sonntag|freitag|rest der \
            woche|resttag) [ins|an das|in das|nach|allen im] [(support-team|team|buero|kollegium|support|haus)] \
            [ihnen|euch|noch]
        (frohe|schoene|besinnliche) (weihnachten|feiertage|festtage|ostern|pfingsten) [und einen guten rutsch|und ein \
            gutes neues jahr] [ihnen|euch]
        (bei|fuer) (fragen|rueckfragen) [bin|stehe] (ich|wir) [(bin|stehe|stehen|sind)] [gerne|gern|jederzeit] \
            (erreichbar|zur verfuegung|da)
        (bei|fuer) (fragen|rueckfragen) (bin|stehe|stehen|sind) (ich|wir) [gerne|gern|jederzeit] (erreichbar|zur \
            verfuegung|da)
        [bitte|ich bitte|wir bitten] um [eine|kurze|eine kurze] (empfangsbestaetigung|eingangsbestaetigung|\
            auftragsbestaetigung)
        bitte (bestaetigen|bestaetigt) [sie] [mir|uns] [kurz] (den eingang|den erhalt)
    """,
    "reference": """
        [bitte] (auf|in) (der|ihrer|eurer|die|ihre) rechnung [bitte] [die|unsere|das|unser] {reftype} [:] {ponumber} \
            [bitte] (angeben|vermerken|nennen|auffuehren|anfuehren|schreiben)
        [bitte] [die|unsere|das|unser] {reftype} [:] {ponumber} [bitte] (auf|in) (der|ihrer|eurer|die|ihre) rechnung \
            [bitte] (angeben|vermerken|nennen|auffuehren|anfuehren|schreiben)
    """,
    "closing": """
        [mit] [viele|beste|liebe|schoene|herzliche|freundliche|sonnige|lieben|besten|herzlichen|freundlichen|schoenen] \
            (gruss|gruesse|gruessen|gruess|lg|vg) (aus|von) [der|dem|den] (werkstatt|buero|praxis|baustelle|kueche|\
            backstube|schule|rathaus|lager|homeoffice|home office|sueden|norden|bergen|kanzlei|klinik|verwaltung|halle|\
            zentrale|elektriker|empfang|gaertnerei|schreinerei|tischlerei|baeckerei|hofladen|geschaeftsstelle|{told})
    """,
}
"""Phrases to add to the kinds of the language."""
