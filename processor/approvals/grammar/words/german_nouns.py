"""German nouns that are harmless in any sentence, as stems; see `statements`. None conditions, limits or decides."""

from typing import Final

LEXICON: Final = {
    "people": """
        kolleg mitarbeiter team leute mannschaft belegschaft personal chef chefin inhaber geschaeftsfuehrer
        leiter meister gesell lehrling techniker ingenieur monteur fahrer lagerist disponent kaufmann kauffrau
        buchhalter sekretaer sachbearbeiter betriebsrat vorstand rat schatzmeister kaemmerer vorsitzende kunde
        mandant patient gast gaeste besucher buerger einwohner mitglied schueler student lehrer eltern kinder
        arzt aerzte pfleger schwester anwender nutzer benutzer bediener tester pruefer entwickler programmierer
        berater betreuer ansprechpartner partner lieferant haendler verkaeufer einkaeufer planer redakteur
        trainer dozent helfer ehrenamtlich freiwillig frau mann frauen maenner mutter vater sohn tochter bruder
        familie nachbar freund dame herr herren steuerberater architekt notar hausmeister empfang rezeption
    """,
    "noun": """
        zentrale buero filial standort werk halle lager versand wareneingang warenausgang produktion fertigung
        montage werkstatt labor praxis klinik station kueche kantine laden geschaeft betrieb haus hof stall feld
        garten keller dach schule universitaet bibliothek verwaltung rathaus amt behoerde gemeinde stadt kreis
        verein stiftung verband abteilung bereich fachbereich fachabteilung gruppe runde kreis abteilungsrund
        besprechung meeting buchhaltung fakturierung einkauf vertrieb marketing technik edv it support hotline
        kundendienst service personalabteilung lohnbuero controlling finanz qualitaet qualitaetssicherung
        entwicklung konstruktion arbeitsvorbereitung logistik disposition fuhrpark auslieferung spedition
        montagehalle schicht fruehschicht spaetschicht nachtschicht tagschicht dienst bereitschaft informatik
        steuerbuero durchwahl zahl anzahl menge groesse laenge gewicht temperatur wert zustand faehigkeit
        gelegenheit ort stelle seite ecke rand mitte lage umgebung nachbarschaft apparat pforte klingel glocke
        alarmanlage geraet testperson tochterfirma stelle schlosser kaffee tasse kuchen portal system programm
        software anwendung app seite webseite website internet intranet server rechner computer laptop notebook
        tablet handy telefon smartphone bildschirm monitor drucker scanner kamera waage kasse terminal geraet
        maschine anlage roboter sensor zaehler router netz netzwerk leitung kabel anschluss schnittstelle
        datenbank datei daten datensatz ordner verzeichnis archiv ablage speicher sicherung backup kopie
        passwort kennwort zugang zugriff konto login anmeldung rolle rechte benutzerkonto profil maske
        oberflaeche menue knopf button feld liste tabelle spalte zeile filter suche suchfunktion auswahl
        auswertung bericht report statistik diagramm kennzahl uebersicht anzeige ansicht vorschau ausdruck druck
        etikett barcode aufkleber label beleg quittung schein lieferschein rechnung sammelrechnung formular
        vordruck vorlage brief schreiben mail e-mail nachricht benachrichtigung anruf gespraech telefonat chat
        protokoll dokumentation anleitung handbuch unterlage akte mappe zeugnis urkunde plan zeichnung skizze
        foto bild video ton stimme text wort sprache uebersetzung logo farbe schrift layout design kalender
        termin terminbuchung buchung reservierung terminplan dienstplan schichtplan kalenderwoche adresse
        anschrift name nummer bestellnummer artikel artikelnummer artikelstamm kundenstamm stammdaten
        kundendaten bestand inventur ware material rohstoff ersatzteil werkzeug palette paket karton kiste
        lieferung sendung fracht tour route fahrt lkw wagen auto fahrzeug stapler bus bahn zug rad auftrag
        auftraege bestellung wareneinkauf verkauf umsatz monatsabschluss jahresabschluss abschluss quartal lohn
        gehalt abrechnung lohnabrechnung zeiterfassung urlaubsantrag reisekosten spesen konto zahlung
        ueberweisung lastschrift bank kassenbuch kostenstelle sachkonto haushaltsstelle datenuebernahme
        datenimport import export uebernahme umzug migration umstellung einfuehrung einrichtung installation
        aktualisierung update upgrade wartung pflege betreuung schulung einweisung training kurs workshop
        webinar praesentation vorfuehrung durchlauf lauf durchsicht arbeit aufgabe schritt ablauf prozess
        vorgang verfahren workflow alltag tagesgeschaeft betriebsablauf tag woche monat vormittag nachmittag
        abend nacht mittag wochenende minute zeit jahr fruehjahr sommer herbst winter saison ernte messe anfang
        beginn start start auftakt betrieb inbetriebnahme go-live livegang verbesserung erleichterung entlastung
        hilfe unterstuetzung vorteil nutzen gewinn fortschritt schritt erfolg ergebnis eindruck gefuehl freude
        lob dank rueckmeldung resonanz feedback echo meinung sicht zufriedenheit begeisterung erwartung
        absprache gespraechsrunde konzept idee ansatz sache ding geschichte thema projekt vorhaben umsetzung
        ausfuehrung durchfuehrung arbeitsweise vorgehen vorgehensweise zusammenarbeit kommunikation qualitaet
        sauberkeit ordnung sicherheit uebersichtlichkeit geschwindigkeit tempo leistung muehe geduld einsatz
        engagement fleiss sorgfalt flexibilitaet hilfsbereitschaft freundlichkeit erklaerung erlaeuterung
        aufstellung ausarbeitung zusammenstellung darstellung gliederung kalkulation papier papierkram zettel
        zettelwirtschaft handarbeit doppelarbeit doppelerfassung hand excel excelliste excel-liste tabellen
        aktenordner stapel wand tuer fenster tor raum zimmer saal flur etage stock bett platz parkplatz
        baustelle bau strasse kilometer strom wasser gas heizung lueftung licht lampe pumpe kessel ofen motor
        batterie holz metall stahl blech glas kunststoff papier stoff leder stein beton farbe lack oel obst
        gemuese milch brot fleisch wein bier kaffee saft honig korn saat futter tier kuh huhn pferd hund
        apotheke medikament rezept befund laborwert termin sprechstunde behandlung op krankenkasse buch zeitung
        zeitschrift abo katalog prospekt flyer plakat anzeige newsletter rundmail rundschreiben aushang brett
        info information hinweisblatt shop webshop onlineshop warenkorb bezahlung zahlart kundenkonto produkt
        sortiment kontakt verteiler postfach post eingang ausgang posteingang postausgang ablageort regal fach
        lagerplatz zone rampe kommissionierung picken etikettendruck drucksystem leitweg leitweg-id e-rechnung
        erechnung xrechnung pdf csv xml api erp crm sap datev dms pos mde id nr code schluessel karte chip
        ausweis siegel stempel unterschrift monitoring ueberwachung protokollierung alarm meldung statusmeldung
        gemeinde landkreis ministerium feuerwehr polizei bauhof stadtwerke versicherung police gutachten kanzlei
        fortbildung seminar pruefungsamt kita hort genossenschaft gesellschaft firma unternehmen gruppe holding
        tochter verpackung etikettierung abfuellung reinigung waesche sicherungskopie wiederherstellung
        ruecksicherung verschluesselung zertifikat abteilungsleiter teamleiter schichtleiter lagerleiter
        werkleiter bauleiter projektleiter betriebsleiter filialleiter kuechenchef stationsleitung
        pflegedienstleitung schulleitung geschaeftsleitung leitung geschaeftsfuehrung bueroleitung sekretariat
        vorzimmer assistenz marktleiter
    """,
    "doc": """
        angebot offerte kostenvoranschlag preis festpreis kosten umfang leistungsumfang leistungsbeschreibung
        dokument beschreibung vorschlag fassung version aufwand zeitplan konditionen betrag summe
        abnahmekriterien zeitrahmen kostenrahmen stundenansatz
    """,
    "fund": "budget mittel geld gelder haushaltsmittel foerdermittel haushalt etat it-budget jahresbudget",
    "counted": "person personen leute leuten mal stueck jahre jahren monate monaten wochen tage tagen minuten",
}
"""Stems by part of speech: `doc` are names of what is decided on, `fund` of the money for it."""

ENDINGS: Final = {
    "people": "0 -e -en -n -er -ern -es -s -in -innen -em",
    "noun": "0 -e -en -n -er -ern -es -s -se -sen -nen -in -innen -ns -em",
    "doc": "0 -e -en -n -er -es -s -en -nen",
}
"""The endings of each part of speech."""
