"""German words other than nouns that are harmless in any sentence; see `statements`."""

from typing import Final

LEXICON: Final = {
    "function": """
        der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem unser unsere
        unseren unserem unserer unseres mein meine meinen meinem meiner ihr ihre ihren ihrem ihrer ihres euer
        eure euren eurem eurer sein seine seinen seinem seiner sich uns mir mich ihnen euch dir dich wir ich er
        sie ihm ihn man alle allen aller jeder jede jedes jeden jedem und sowie auch so sehr ganz schon bereits
        endlich jetzt nun soeben eben gerade dort hier darauf darueber dazu davon damit dafuer daran
        dadurch hierfuer hierzu drueber in im ins auf aus von vom zu zum zur fuer fuers ueber unter durch
        seit wegen als wie dass weil denn deren dessen beide beiden beides gemeinsam zusammen nochmals nochmal
        einmal mehrmals zweimal immer taeglich ueberall direkt gern gerne gleich an ans was innerhalb
        entlang rund viele vielen vieler jeweils stets rundum persoenlich intern extra eigens kurzerhand daher
        deshalb darum somit also ja eh halt doch naemlich wirklich echt richtig genau exakt komplett
        vollstaendig durchweg insgesamt ausserdem zudem uebrigens ebenfalls ebenso wieder sofort bisher lange
        laengst seitdem inzwischen mittlerweile zwischenzeitlich problemlos reibungslos tadellos einwandfrei
        anstandslos fehlerfrei mangelfrei stoerungsfrei lueckenlos schnell rasch fix zuegig puenktlich
        rechtzeitig sauber ordentlich gut prima super toll klasse bestens wunderbar hervorragend perfekt spitze
        top sorgfaeltig gruendlich aufmerksam genauestens ausfuehrlich eingehend ruhe detail zuhause unterwegs
        draussen oben unten vorne hinten kurz ueberein zurecht per pro je via e # nr uhr laut gemaess
    """,
    "it": "es das dies dieses alles so",
    "adjective": """
        gut schoen neu toll super prima klasse klar sauber ordentlich fair passend richtig genau perfekt ideal
        praktisch hilfreich nuetzlich angenehm einfach leicht schnell rasch zuegig flott puenktlich
        uebersichtlich verstaendlich nachvollziehbar lesbar sichtbar nutzbar bedienbar brauchbar verfuegbar
        vorhanden komplett vollstaendig korrekt stimmig schluessig rund fertig bereit startklar zufrieden
        begeistert gluecklich froh dankbar erfreut erleichtert ueberzeugt angetan beeindruckt zuverlaessig
        stabil sicher sorgfaeltig gruendlich freundlich nett hoeflich geduldig kompetent professionell
        fachkundig tatkraeftig wertvoll sinnvoll willkommen bequem modern digital elektronisch automatisch
        taeglich woechentlich monatlich jaehrlich heutig gestrig ganz gesamt saemtlich intern gemeinsam deutlich
        spuerbar merklich enorm erheblich gewaltig riesig grossartig hervorragend ausgezeichnet ueberzeugend
        beeindruckend reibungslos problemlos einwandfrei tadellos fehlerfrei mangelfrei ausfuehrlich detailliert
        ueberschaubar logisch beliebt gefragt gewohnt bekannt vertraut ueblich normal angemessen marktueblich
        vernuenftig plausibel wunderbar herrlich erfreulich positiv stolz gespannt fleissig aktuell doppelt
        leserlich schriftlich stichprobenartig muendlich gruen aktiv live online erreichbar lauffaehig
        einsatzbereit betriebsbereit funktionsfaehig besprochen beschrieben gelungen
        durchdacht ausgereift gepflegt aufgeraeumt ruhig entspannt
    """,
    "former": "alt bisherig frueher vorig letzt ehemalig damalig",
    "copula": "habs ist sind war waren bin hat haben habe hab hatte hatten wurde wurden worden gewesen",
    "present": """
        freu arbeit nutz funktionier lauf laeuf pass stimm gefall gefaell klapp helf hilf spar erspar erleichter
        vereinfach entlast beschleunig verbesser ueberzeug entsprech entsprich deck erfuell schaetz find bedien
        verwend kenn versteh zeig tipp erfass such speicher archivier scann druck bedank dank begruess
        unterstuetz vertrau lern profitier informier erschein wirk kling begeister loes staun schwaerm glaenz
        leucht klingel blink piep surr wohn fahr bring aussieh sortier verbind zaehl wieg mess ueberblick bezieh
        fuehr nenn heiss
    """,
    "past": """
        geprueft gelesen durchgelesen angesehen angeschaut durchgesehen durchgeschaut durchgegangen
        durchgespielt durchgespielt durchprobiert ausprobiert probiert getestet angetestet durchgetestet
        verglichen nachgerechnet nachgesehen nachgeschaut nachgeprueft kontrolliert begutachtet gesichtet
        studiert gezeigt vorgestellt vorgefuehrt praesentiert besprochen durchgesprochen abgestimmt
          erklaert erlaeutert beschrieben geschildert verstanden begriffen gesehen
        gefunden gefreut bedankt gelobt begeistert ueberzeugt gefallen geholfen unterstuetzt betreut begleitet
        beraten geschult eingewiesen eingearbeitet informiert unterrichtet benachrichtigt verstaendigt
        eingebunden einbezogen beteiligt gearbeitet genutzt benutzt verwendet bedient gedruckt ausgedruckt
        gescannt erfasst eingegeben eingetippt eingetragen gebucht verbucht kontiert abgelegt gespeichert
        gesichert archiviert hochgeladen heruntergeladen aufgebaut aufgestellt angekommen eingetroffen geklappt
        funktioniert gelaufen durchgelaufen gestartet angelaufen eingestellt
        zurueckgelegt gesammelt sortiert gezaehlt gewogen gemessen notiert vermerkt dokumentiert
        protokolliert hinterlegt angelegt ausgefuellt verteilt ausgehaengt gepflegt aufgeraeumt
        verbessert beschleunigt vereinfacht erleichtert gespart eingespart entlastet angemeldet eingeloggt
        aufgerufen geoeffnet angeklickt bestanden ueberstanden gewonnen gelernt geuebt gefahren gefeiert gelacht
        geschrieben gewartet beeindruckt ueberrascht vorgestellt angefreundet gewoehnt bewaehrt bezahlt
        beglichen ueberwiesen verlief verliefen orientiert lief liefen klappte klappten funktionierte
        funktionierten druckte druckten arbeitete arbeiteten gefiel gefielen half halfen sah sahen las lasen
        fand fanden stimmte stimmten passte passten ging gingen kam kamen bewilligt unterschrieben
        gegengezeichnet geschaetzt kalkuliert genommen aufgenommen erreicht bekannt hatte hatten zeigte zeigten
        freute freuten nutzte nutzten schaute schauten pruefte prueften testete testeten zaehlte verglich
        verglichen
    """,
    "work": """
        erbracht abgeschlossen fertiggestellt vollendet umgesetzt ausgefuehrt durchgefuehrt realisiert geschafft
        importiert exportiert uebernommen umgezogen umgestellt eingerichtet installiert aktualisiert
        konfiguriert angebunden verbunden angeschlossen verkabelt montiert geliefert ausgeliefert erledigt
           verlinkt eingespielt aufgespielt freigeschaltet entwickelt programmiert
        angepasst
    """,
    "need": """
        brauche braucht brauchen brauchten benoetige benoetigt benoetigen wichtig wichtige wichtiger wichtiges
        notwendig noetig dringend gewuenscht gewollt gebraucht gesucht erwartet erhofft wollten wollte
    """,
    "beside": "bei beim",
    "with": "mit samt nebst",
    "first": "erste ersten erster erstes",
    "day": """
        montag dienstag mittwoch donnerstag freitag samstag sonntag montags dienstags mittwochs donnerstags
        freitags am gestern heute vorgestern frueh vormittag nachmittag abend mittag nacht vor nach letzte
        letzten letzter vorige voriger vorigen woche wochenende monat gegen ungefaehr etwa aehnlich neulich
        kuerzlich
    """,
    "number": "zwei drei vier fuenf sechs sieben acht neun zehn zwoelf dutzend hundert",
    "asking": """
        ja gern gerne passt was wie wer wo wann warum wieso weshalb welche welcher welches ob haben hat ist sind
    """,
    "another": "hat hatte",
    "follower": "wir ich daher deshalb somit also damit hiermit danke vielen",
}
"""Words and stems by part of speech."""

ENDINGS: Final = {
    "adjective": "0 -e -en -er -es -em -ste -sten -stes",
    "former": "0 -e -en -er -es -em",
    "present": "0 -e -t -en -et -n",
    "past": "0 -e -en -er -es -em",
    "work": "0 -e -en -er -es -em",
}
"""The endings of each part of speech; the others stand as they are."""
