"""Groups of German words that are harmless together though a word of them may not stand alone; see `statements`."""

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
    "idiom": """
        (keine|ohne|keinerlei|null|nirgends) [einzige|weitere|jede|irgendwelche] {trouble} [(und|oder) [ohne] \
            {trouble}]
        nichts (zu beanstanden|auszusetzen|zu meckern|zu bemaengeln|hinzuzufuegen|einzuwenden) [mehr]
        nicht mehr (von hand|haendisch|manuell|doppelt|per hand|auf papier|abtippen)
        (ist|sind|wurde|wurden) [endlich|jetzt|alle|nun|schnell|rasch|sauber|gut] (weg|verschwunden|raus|behoben|\
            geloest|online|live|repariert|bereinigt)
        {crew} [alle|auch|beide|selbst] (war|waren) [alle|auch|selbst|mit] dabei
        (liegt|liegen|liegt schon|liegen schon) [bei uns|bei mir|hier] (in der akte|in den akten|bereit|im ordner|im \
            archiv|schon bereit|auf dem tisch)
        [noch|locker|gut|genau] (im|in unserem|innerhalb unseres) (budget|rahmen|budgetrahmen|kostenrahmen|etat|plan)
        [noch|locker|gut|genau] (im|in unserem|innerhalb unseres) (budget|budgetrahmen|kostenrahmen|etat|haushalt) \
            [noch|locker|gut] (drin|vorgesehen|eingeplant|eingestellt)
        (noch|genug|ausreichend) (drin|da|vorhanden|verfuegbar|uebrig|luft|budget|geld|mittel)
        (kann|koennen|darf|duerfen) [damit|somit|also|nun|jetzt|gerne|gern] (geschlossen|zugemacht|zu|beendet|\
            archiviert) [werden]
        (macht|ergibt|ist) [fuer (uns|mich)] [absolut|wirklich|sehr] sinn
        (kommt|kommen) [uns|mir|ja|da] [auch] [genau|gerade|sehr] (richtig|passend|gelegen|rechtzeitig|zur richtigen \
            zeit|zur rechten zeit|wie gerufen|entgegen|zupass)
        (wird|werden) [sich|uns|mir|allen|das|es|darueber] [auch|sehr|bestimmt|sicher|schon] (freuen|helfen|\
            begeistern|\
            erleichtern|gefallen|dankbar sein)
        (geht|gehen|gehts|geht's) [jetzt|so|nun|endlich|viel|deutlich] (schneller|einfacher|flotter|leichter|besser|\
            klar|gut|schnell|super|prima|bestens|voran|uns gut|wie geschmiert)
        (sitze|sitz|bin|stehe) [gerade|grad|heute] (im zug|unterwegs|im auto|im termin|auf der baustelle|auf dem weg|\
            beim kunden|im aussendienst|auf reisen|mobil|auf messe) [, daher (kurz|nur kurz|so kurz)]
        (dass es|wie es|so wie es|wie|so wie) (sein soll|sein muss|gehoert|sich gehoert|gedacht war|gedacht ist)
        (es|das|dies) (passt|stimmt|lief|laeuft|klappt) so
        (warten|wartet|warte) [schon|ja|alle] [lange|laengst|seit langem|seit monaten|sehnsuechtig|schon] (darauf|\
            drauf|auf {told})
        (darauf|drauf) (haben|hat|hatten|habe) {crew} [schon] [lange|laengst|seit langem] (gewartet|gehofft)
        (am|letzten|vorigen|letzte|vorige) (wochenende|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|\
            woche) (besprochen|getestet|geprueft|angeschaut|durchgesprochen|vorgestellt|angesehen)
        (habe|haben|hab) (ich|wir) [auch|schon|bereits|extra] (bescheid gegeben|bescheid gesagt|informiert|vorgewarnt|\
            eingeweiht|unterrichtet)
        (gebe|geben|sage|sagen) (ich|wir) [intern|schon|gleich] [den|der|dem|unseren|unserem|unserer] [{told}] \
            [kollegen|\
            team|leuten|mannschaft|fahrern|mitarbeitern|anwendern|nutzern|belegschaft|kunden] bescheid
        (informiere|informieren|unterrichte|unterrichten|verstaendige|verstaendigen) (ich|wir) (intern|heute|gleich|\
            selbst|selber|in der naechsten rundmail|in der rundmail|per aushang|in der teamrunde|per rundmail)
    """,
    "limit": """
        (haben|habe|hat|haetten) (wir|ich|es) (schon|bereits|ja schon) (da|vorhanden|erledigt|gemacht|umgesetzt|\
            eingerichtet|fertig|im einsatz|in betrieb)
        im (prinzip|grunde|wesentlichen|grossen)
        mal so
        (spart|sparen|erspart|ersparen|spare) [uns|mir|wir] [uns|ja|damit|so|auch] (die|eine|das|den|diese|einen) \
            (schulung|schulungen|einweisung|training|anleitung|dokumentation|wartung|lizenz|lizenzen|{told})
    """,
    "group": """
        (ehrlich gesagt|unter uns gesagt|ausser haus|im haus|in der zwischenzeit|schon mal|unter anderem|auf \
            einen blick|auf anhieb|in kuerzester zeit|in windeseile|im handumdrehen|zum glueck|gott sei dank)
        [einen] daumen (nach oben|hoch)
        da (wir|ich|es|das|die|unser|unsere|der|alle)
        vor ort
        viel (zeit|arbeit|muehe|freude|papier|laufereien|schreibarbeit|aerger|nerven|geduld|handarbeit|tipparbeit|\
            telefoniererei|sucherei)
        (eine menge|jede menge|einiges an|einige) (zeit|arbeit|muehe|papier|schreibarbeit|stunden|aerger|nerven)
        (herr|frau|herrn) [dr .] {surname} [- {surname}]
        (heute|gestern) (frueh|morgen|vormittag|nachmittag|mittag|abend|nacht)
        (alle|die|unsere|beide) (zwei|drei|vier|fuenf|sechs|sieben|acht|zehn|zwoelf) ({told}|drucker|scanner|\
            standorte|\
            filialen|kollegen|mitarbeiter|leute|abteilungen)
        (laut|per|via|nach) (dreisatz|augenmass)
        von (hand|a bis z|anfang an|vorne bis hinten|grund auf|beginn an|mir aus|uns aus|meiner seite|unserer seite|\
            meiner seite aus|unserer seite aus)
        zu (unserer|meiner|vollster|voller|aller) [vollen|vollsten|grossen] zufriedenheit
        (zu den|zu unseren|in den|in die|in unsere|fuer die|fuer unsere) (unterlagen|akten|ablage)
        [gut|genau] so wie (besprochen|gewuenscht|vereinbart|beschrieben|angeboten|erwartet|erhofft|abgesprochen|\
            bestellt)
        wie (besprochen|gewuenscht|vereinbart|beschrieben|angeboten|erwartet|erhofft|abgesprochen|bestellt|geplant|\
            zugesagt|versprochen|immer|ueblich|gewohnt|bisher|gehabt)
    """,
}
"""Parts of sentences."""
