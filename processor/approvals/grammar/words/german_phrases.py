"""What people write in German when they approve. Each phrase is harmless wherever it stands."""

from typing import Final

KINDS: Final = {
    "approval": """
        {gladly} (beauftrage|beauftragen) (ich|wir) [sie|euch] [{gladly}] mit der (umsetzung|ausfuehrung|\
            durchfuehrung|einrichtung|implementierung|realisierung) [gemaess {thing}|laut {thing}|des angebots|wie \
            angeboten]
        {who} (beauftrage|beauftragen) [sie|euch] [{gladly}] mit der (umsetzung|ausfuehrung|durchfuehrung|einrichtung|\
            implementierung|realisierung) [gemaess {thing}|laut {thing}|des angebots|wie angeboten]
        von (mir|uns) aus {done}
        {who} (bin|sind) mit {thing} [voll|voellig|gerne] einverstanden
        {thing} wird [hiermit|somit|von uns|von uns hiermit] angenommen
        (wird|werden) hiermit {done}
        {thing} wird [hiermit] von (uns|mir) [hiermit] {done}
        {thing} (nehmen|nehme) {who} [{gladly}] an
        {thing} (akzeptieren|akzeptiere|genehmigen|genehmige) {who} [{gladly}]
        [hiermit] gruenes licht [{onside}] [fuer {thing}]
        (mein|unser) (ok|okay|go) [dazu|dafuer|hierfuer|fuer {thing}]
        (ok|okay) und {done}
        [{onside}] [gibt es|gibt's] (gruenes licht|ein ja|ein klares ja) [{onside}] [fuer {thing}]
        (zur umsetzung|zur ausfuehrung) {done}
        {who} bestellen [hiermit] [gemaess|laut] {thing}
        hiermit bestellen wir [gemaess|laut] {thing}
        [ist|alles|hiermit] {done} [{onside}] [{sent}]
        {done} [{onside}] [{thing}] [{onside}]
        {thing} {done} [{onside}] [{sent}]
        {thing} (-|:) {done} [{onside}]
        {thing} (ist|sind|wird hiermit|werden hiermit|ist hiermit|sind hiermit|ist somit|ist damit|gilt hiermit als|\
            gilt als|gilt somit als) [{onside}] {done} [{onside}] [{sent}]
        {onside} (ist|sind) {thing} {done}
        {onside} {done} [{sent}]
        [{onside}] [hiermit|ist hiermit|ist] {release} [hiermit|ist|ist hiermit] (erteilt|gegeben|erfolgt) [{onside}] \
            [fuer {thing}]
        {release} [fuer {thing}] [{onside}] [ist] [hiermit] (erteilt|gegeben|erfolgt)
        {release} fuer {thing}
        [die] {release} [fuer {thing}] (ist|wird) hiermit erteilt
        [{who}] [{gladly}] (erteile|erteilen|gebe|geben) [{who}] [ihnen|euch|dir] [{gladly}] [die|unsere|meine|unser|\
            mein|das|den|unseren|ein] {release} [zu|fuer|zum|zur] [{thing}]
        [{who}] [{gladly}] (erteile|erteilen) [{who}] [ihnen|euch] [{gladly}] [den|unseren] auftrag [gemaess|laut|zu|\
            nach] [{thing}]
        {gladly} (erteile|erteilen|gebe|geben) (ich|wir) [ihnen|euch] [die|unsere|meine|unser|mein|das|den|unseren] \
            ({release}|auftrag) [zu|fuer|gemaess|laut|zum] [{thing}]
        auftrag [hiermit|ist hiermit] erteilt [{sent}]
        {gladly} (beauftrage|beauftragen) (ich|wir) [sie|euch] [{gladly}] [mit|gemaess|laut|wie im|entsprechend] \
            [{thing}] [{sent}]
        {who} (beauftrage|beauftragen) [sie|euch] [{gladly}] [mit|gemaess|laut|entsprechend] [{thing}] [{sent}]
        {who} {do} [{gladly}] {thing} [{gladly}] [{onside}] [{sent}]
        {gladly} {do} {who} [{thing}] [{sent}]
        {thing} {do} {who} [{gladly}] [{sent}]
        {who} (nehme|nehmen) [{gladly}] {thing} [{gladly}] [{sent}] an
        {gladly} (nehme|nehmen) {who} {thing} [{gladly}] [{sent}] an
        {thing} (nehme|nehmen) {who} [{gladly}] an
        {who} (gebe|geben) [{gladly}] {thing} [{gladly}] [{sent}] frei
        {gladly} (gebe|geben) {who} {thing} [{gladly}] [{sent}] frei
        {thing} (gebe|geben) {who} [{gladly}] frei
        {who} (stimme|stimmen) [{gladly}] {thing} [{gladly}|{sent}] zu
        {gladly} (stimme|stimmen) {who} {thing} [{gladly}] [{sent}] zu
        {thing} (stimme|stimmen) {who} [{gladly}] zu
        {who} (stimme|stimmen) [{gladly}] zu
        {who} habe {thing} [geprueft und] [hiermit] {done}
        {who} haben {thing} [geprueft und] [hiermit] {done}
        [{who}] (bin|sind|waere) [{gladly}|voll|voellig|vollkommen] einverstanden [{onside}]
        {who} (bin|sind) [{gladly}|voll|voellig] (mit|damit) [{thing}] einverstanden
        (mit|damit) [{thing}] (bin|sind) [ich|wir] [{gladly}|voll|voellig] einverstanden
        [alles|voll|voellig|vollkommen|damit|mit allem] einverstanden [{onside}] [mit {thing}]
        [dem|dem angebot|diesem angebot] [wird] [hiermit] zugestimmt [{onside}]
        {gladly} (bestaetige|bestaetigen) {who} [die|unsere|meine|den|unseren|das|unser] ({release}|auftrag|\
            beauftragung|{noun}) [{name}|{version}] [fuer|zu|gemaess] [{thing}]
        {who} (bestaetige|bestaetigen) [{gladly}] [die|unsere|meine|den|unseren|das|unser] ({release}|auftrag|\
            beauftragung|{noun}) [{name}|{version}] [fuer|zu|gemaess|zum] [{thing}] [{gladly}]
        (bitte|wir bitten) [dies|diese mail|diese e-mail|diese nachricht] als (freigabe|genehmigung|annahme|\
            zustimmung|auftrag|auftragserteilung) [zu|fuer] [{thing}] (betrachten|zu betrachten|werten|zu werten|\
            verstehen|zu verstehen)
        [diese|diese mail|diese e-mail|diese nachricht] gilt als (freigabe|genehmigung|annahme|zustimmung|auftrag|\
            auftragserteilung) [{thing}|fuer {thing}]
        (mein|unser|das) (okay|ok|go|ja|einverstaendnis) (haben sie|habt ihr|hast du) [hiermit]
        (sie haben|ihr habt|du hast) [hiermit] (mein|unser|meine|unsere|das|die) {release} [fuer {thing}] [{onside}]
        (entscheidung|antwort|status|ergebnis) : (genehmigt|freigegeben|angenommen)
        [{thing}] (geprueft|gelesen|durchgesehen) und {done} [{onside}]
        {who} (freuen|freue) (uns|mich) [,] {thing} (annehmen|freigeben|genehmigen) zu koennen
        {who} nehmen (das angebot an|es an)
    """,
    "assent": """
        (ja|jep|jawohl|ok|okay|gerne|gern|sehr gerne|klar|na klar|natuerlich|selbstverstaendlich|abgemacht|auf jeden \
            fall|passt|o . k .|yes|ja gerne|ja bitte|ja klar|in ordnung)
        + 1 [von mir|von uns]
        daumen hoch [{onside}]
    """,
    "confirm": """
        [hiermit] bestaetigt [{onside}]
        {who} bestaetige [{gladly}]
        {who} bestaetigen [{gladly}]
        hiermit (bestaetige ich|bestaetigen wir)
        wird [hiermit] bestaetigt
    """,
    "go": """
        [und] [wir] bitten um (zeitnahe|schnelle|baldige|rasche|) (umsetzung|ausfuehrung|durchfuehrung|einplanung|\
            terminierung|realisierung) [der arbeiten]
        bitte um (zeitnahe|schnelle|baldige|rasche) (umsetzung|ausfuehrung|durchfuehrung|einplanung|terminierung|\
            realisierung)
        bitte (zeitnah|schnellstmoeglich|moeglichst bald|baldmoeglichst) (umsetzen|starten|beginnen|loslegen|einplanen)
        bitte (das angebot|den auftrag|alles) [so|wie angeboten|wie beschrieben] (umsetzen|ausfuehren|durchfuehren)
        [dann|also|und] bitte [gerne|sie|jetzt|nun|so] [{soon}] [{work}] {begin} [{soon}] [{work}]
        [bitte] (beginnen|starten) (sie|bitte) [bitte] [{soon}] [{work}] [{soon}]
        [bitte] (legen sie los|legt los|legt gerne los|fangen sie an|fangt an|fangt gerne an|machen sie weiter|macht \
            weiter|startet|beginnt|leg los|fahren sie fort|fahren sie bitte fort|legen sie bitte los|veranlassen sie \
            alles weitere|veranlassen sie bitte alles weitere|veranlassen sie das weitere|setzen sie es um|setzen sie \
            es so um|setzt es um|setzt das um|setzt es so um|planen sie die umsetzung ein|legen sie gerne los|startet \
            gerne) [{soon}] [{work}]
        (sie|ihr) (koennen|koennt|duerfen|duerft) [gerne|gern|also|jetzt|nun|damit|somit|ab sofort|sofort|direkt|\
            jederzeit] [{work}] {begin} [{soon}]
        (koennen sie|koennt ihr|gerne|gern) [so] {begin}
        (es|das|dann) kann [jetzt|also|gerne|dann] {begin}
        kann (losgehen|umgesetzt werden|so umgesetzt werden|gestartet werden|beauftragt werden)
        (los geht's|los gehts|auf geht's|auf gehts|dann mal los|los|weiter so|legen wir los|dann legen wir los|packen \
            wir's an|packen wir es an|go|leinen los)
        {begin} bitte
        wir bitten um (umsetzung|ausfuehrung|beginn|durchfuehrung|einplanung) [der arbeiten]
        bitte um (umsetzung|ausfuehrung|durchfuehrung|einplanung|beginn) [der arbeiten]
    """,
    "terms": """
        (das|es|alles) passt (fuer|bei) (uns|mich) [so|alles|gut]
        (das|es|alles) passt so [fuer (uns|mich)]
        [das|alles|es|so|{thing}] (passt|stimmt|ist ok|ist okay|ist in ordnung|geht klar|geht in ordnung|sieht gut \
            aus|klingt gut|liest sich gut|ist gut|ist prima|ist perfekt|ist klar|ist verstaendlich|gefaellt uns|\
            gefaellt mir|ist bestens|ist gut so|entspricht unseren erwartungen) [so|alles|gut|perfekt] [{onside}]
        (passt|stimmt) (so|alles|alles so|perfekt|gut|mir|uns|fuer uns so)
        (alles|so) (gut|klar|bestens|okay|ok|prima|in ordnung|perfekt|richtig|korrekt) [{onside}]
        (sieht|klingt|schaut) (gut|sehr gut|alles gut|perfekt|prima|super) [aus] [{onside}]
        (in ordnung|okay|ok|passt) [so] [{onside}]
        [{onside}] keine (einwaende|anmerkungen|rueckfragen|fragen|weiteren fragen|weiteren anmerkungen|bedenken|\
            beanstandungen|aenderungswuensche|maengel) [{onside}|mehr]
        (wir|ich) (haben|habe) keine (einwaende|anmerkungen|rueckfragen|weiteren fragen|bedenken|aenderungswuensche|\
            beanstandungen) [mehr]
        [der|die|das] (preis|preis und umfang|umfang und preis|konditionen|preise|umfang|termin|zeitplan|preis und \
            zeitplan|umfang , preis und zeitplan|kosten|leistungen und preis|preis und termin) (passt|passen|ist ok|\
            ist okay|sind ok|sind okay|ist in ordnung|sind in ordnung|geht in ordnung) [{onside}]
    """,
    "thanks": """
        (danke|vielen dank|besten dank|herzlichen dank|dankeschoen|danke schoen|danke sehr|tausend dank|schoenen dank|\
            recht herzlichen dank|danke euch|danke ihnen|ich danke ihnen|wir danken ihnen|wir danken|ich danke|danke \
            nochmal|danke nochmals|nochmals danke|nochmals vielen dank|vielen lieben dank|lieben dank|danke im voraus|\
            vielen dank im voraus|besten dank im voraus|merci|dank im voraus|vielen dank vorab|danke vorab|thx|\
            thanks) [{them}] [auch] [,] [schon mal|schonmal|nochmal|nochmals|ebenfalls] [im voraus] [fuer {kindness} \
            [und {kindness}]]
    """,
    "pleasantry": """
        bitte (nennen|geben|teilen) sie (uns|mir) [bitte] [noch] (den starttermin|einen starttermin|den termin|die \
            naechsten schritte) [mit]
        bitte (informieren sie|informiert) (uns|mich) ueber (den start|den fortschritt|die naechsten schritte)
        (alles gute|alles liebe|bleiben sie gesund|bis bald|bis dahin|ich freue mich|wir freuen uns)
        (tolles|gutes|super|prima|faires|sehr gutes) angebot
        (super|prima|perfekt|klasse|toll|sehr gut|wunderbar|top|sehr schoen|hervorragend|bestens|gut|ausgezeichnet|\
            spitze|schoen|fein|grossartig|na dann|gute arbeit|tolle arbeit|sehr gute arbeit|gutes angebot|faires \
            angebot|gute sache|freut mich|freut uns|mega)
        (schoenes|schoenen|schoene|ein schoenes|einen schoenen|eine schoene|ich wuensche ein schoenes|ich wuensche \
            einen schoenen|wir wuenschen ein schoenes|noch einen schoenen|noch eine schoene|und ein schoenes|euch ein \
            schoenes|ihnen ein schoenes|ihnen einen schoenen|guten|einen guten|noch einen guten|noch einen angenehmen|\
            noch eine gute) (wochenende|tag|abend|woche|feierabend|wochenstart|start in die woche|rest der woche|\
            start ins wochenende|restwoche|feiertage|feiertag|tag noch|abend noch|woche noch) [{them}|noch]
        [wir|ich] (freuen|freue) (uns|mich) [sehr] [schon] (auf|ueber) (die zusammenarbeit|die umsetzung|das ergebnis|\
            die ergebnisse|den start|das projekt|die weitere zusammenarbeit|die gute zusammenarbeit|den projektstart|\
            eine gute zusammenarbeit|den go-live|ihre rueckmeldung|eure rueckmeldung|die neue loesung|die fortsetzung \
            der zusammenarbeit|die gemeinsame arbeit) [mit ihnen|mit euch]
        [wir|ich] (freuen|freue) (uns|mich) [sehr|schon|drauf|darauf|schon darauf|schon drauf]
        (auf eine|auf) (gute|weiterhin gute|erfolgreiche) zusammenarbeit
        (sorry|entschuldigung|entschuldigen sie|bitte entschuldigen sie|verzeihung|entschuldigt) [bitte] [fuer] (die|\
            meine|unsere) (spaete|verspaetete|verzoegerte) (antwort|rueckmeldung|reaktion)
        (sorry|entschuldigung|entschuldigen sie|bitte entschuldigen sie) [bitte] [fuer] die (verzoegerung|verspaetung|\
            wartezeit)
        (ich hoffe|wir hoffen) [,] (es geht ihnen gut|es geht euch gut|ihnen geht es gut|euch geht es gut)
        (rechnung|die rechnung|auftragsbestaetigung) bitte [wie ueblich|wie immer] [an {ownmail}] [senden|schicken]
        bitte [senden sie|schicken sie|schickt] [uns|mir] (die|eine|ihre|eure) (rechnung|auftragsbestaetigung|\
            terminbestaetigung) [an {ownmail}] [zu|zukommen lassen|senden|schicken]
        (bei fragen|bei rueckfragen) [gerne] (melden|anrufen|melden sie sich gerne|melden sie sich|meldet euch gerne|\
            meldet euch|stehe ich gerne zur verfuegung|stehen wir gerne zur verfuegung|einfach melden)
        (haltet|halten sie) (uns|mich) [bitte] auf dem laufenden
        bitte (halten sie|haltet) (uns|mich) auf dem laufenden
        (viel erfolg|viel spass|frohes schaffen|gutes gelingen|schoene gruesse an das team|gruesse ans team) [dabei|\
            damit]
        wie (gewuenscht|erbeten)
    """,
    "reviewed": """
        [wir|ich] (haben|habe) {thing} [sorgfaeltig|intern|gemeinsam|in ruhe] (geprueft|durchgesehen|gelesen|\
            angesehen|angeschaut|durchgelesen|erhalten)
        (geprueft|gelesen|gesehen|durchgesehen|erhalten)
    """,
    "purchase_order": """
        [unsere|die|unter|mit|bitte|bitte unsere|bitte die|ihre|zur info|unsere interne|fuer die rechnung|fuer ihre \
            rechnung|fuer die rechnungsstellung|unter der|mit der] [:] {po} [ist|lautet|:|=|-|ist die|waere] [#|nr|nr \
            .] {ponumber} [{poend}]
        [bitte] (geben sie|gebt|angeben|vermerken sie|bitte) [bitte] [auf der rechnung|in der rechnung|bei \
            rechnungsstellung] [unsere|die] {po} [:] {ponumber} {poend}
        [bitte] {po} {ponumber} {poend}
        [bitte] auf der rechnung [bitte] [unsere|die] {po} [:] {ponumber} [angeben|vermerken|nennen]
    """,
    "greeting": """
        {vocative} ,
        (hallo|guten tag|guten morgen|guten abend|moin|moin moin|gruess gott|servus|hi|hey|liebe|lieber|liebes|\
            schoenen guten tag|guten nachmittag|gruezi|mahlzeit|hallo zusammen|werte|werter|tach|gruess dich|gruess \
            euch|guten tag zusammen|hallihallo) [{them}]
        sehr (geehrte damen und herren|geehrte damen|geehrtes team|geehrtes support-team|geehrtes supportteam|geehrte \
            kolleginnen und kollegen|geehrter {vocative}|geehrte {vocative}|geehrtes {vocative})
        (hallo|liebes|liebe|guten tag|hi|moin) (support-team|supportteam|support|support team|vendor-team|vendor \
            support|kollegen|kolleginnen und kollegen|team|alle|alle zusammen|zusammen|allerseits|liebes team|liebe \
            kollegen|liebes support-team|liebes supportteam)
        (damen und herren|liebe damen und herren|zusammen|team)
    """,
    "closing": """
        [mit] [den] (freundlichen gruessen|freundlichem gruss|besten gruessen|freundliche gruesse|herzlichen gruessen|\
            lieben gruessen|schoenen gruessen|herzlichem gruss|kollegialen gruessen|verbindlichen gruessen|besten \
            empfehlungen|sonnigen gruessen|freundlichen gruess|gruessen)
        [viele|beste|liebe|schoene|herzliche|freundliche|sonnige|schoene|vielen] (gruesse|gruss|gruesse nach berlin|\
            gruesse nach hamburg|gruesse nach muenchen) [aus (berlin|hamburg|muenchen|koeln|frankfurt|wien|zuerich|\
            stuttgart|duesseldorf|leipzig|bremen|hannover)]
        (lieber|bester|schoener|herzlicher) gruss
        (mfg|mit freundlichen gruessen|vg|lg|bg|hg|gruss|gruesse|hochachtungsvoll|herzlichst|ihr|ihre|dein|deine|bis \
            bald|bis dann|danke|vielen dank|besten dank|danke und gruss|danke und viele gruesse|danke & gruss|danke \
            und beste gruesse|vielen dank und viele gruesse|vielen dank und beste gruesse|vielen dank und freundliche \
            gruesse|vielen dank und freundlichen gruessen|danke und vg|danke & vg|danke und lg|danke & lg|gruss und \
            danke|schoenen tag|ciao|tschuess|viele gruesse und danke|dank und gruss|best|beste gruesse|m . f . g .|\
            mfg und danke)
    """,
}
"""The kinds of things that a reply may say, and the phrases of each."""
