# Problems in documents
problem-out-of-range = { $value }{ $unit } liegt nicht zwischen { $min } und { $max }{ $unit }
problem-out-of-range-threshold = { $value }{ $unit } liegt nicht zwischen { $min } und { $max }{ $unit }: Die Schwelle muss über dem Resetpotential liegen, nicht darauf
problem-out-of-range-step = { $value }{ $unit } liegt nicht zwischen { $min } und { $max }{ $unit }: Eine Zeitkonstante muss mindestens zwei Schritte der Simulation umfassen
problem-not-a-number = { $value } ist keine gültige Zahl; erlaubt sind { $min } bis { $max }{ $unit }
problem-duplicate-id = die id { $id } kommt zweimal vor; Populationen, Projektionen, Stimuli und Diagramme brauchen je eine eigene
problem-duplicate-name = der Name „{ $name }“ kommt zweimal vor; bitte einen anderen wählen
problem-bad-name = „{ $name }“ ist als Name nicht möglich: 1 bis 64 sichtbare Zeichen ohne . : , @ = /, zwischen Wörtern höchstens je ein Leerzeichen
problem-no-such-population = es gibt keine Population mit der id { $id }
problem-no-membrane = Population „{ $name }“ hat keine Membran, also kann keine Synapse auf ihr enden; mit einem Neuron verbinden
problem-no-receptor = die Projektion hat keinen Rezeptor; mindestens einen angeben, etwa Ampa(())
problem-duplicate-receptor = der Rezeptor „{ $receptor }“ kommt zweimal vor; eine Projektion hat höchstens einen jeder Art
problem-too-many = { $what ->
    [neurons] { $count } Neuronen sind zu viele; erlaubt sind höchstens { $limit }
    [populations] { $count } Populationen sind zu viele; erlaubt sind höchstens { $limit }
    [projections] { $count } Projektionen sind zu viele; erlaubt sind höchstens { $limit }
    [stimuli] { $count } Stimuli an einer Population sind zu viele; erlaubt sind höchstens { $limit }
    [plots] { $count } Diagramme sind zu viele; erlaubt sind höchstens { $limit }
    [probes] { $count } Sonden in einem Diagramm sind zu viele; erlaubt sind höchstens { $limit }
    [receptors] { $count } Rezeptoren an einer Projektion sind zu viele; erlaubt sind höchstens { $limit }
    [gap_junctions] { $count } Gap Junctions sind zu viele; erlaubt sind höchstens { $limit }
    [notes] { $count } Notizen sind zu viele; erlaubt sind höchstens { $limit }
    [positions] { $count } Positionen sind zu viele; erlaubt sind höchstens { $limit }
    [colours] { $count } Farben sind zu viele; erlaubt sind höchstens { $limit }
    [entries] { $count } Einträge sind zu viele; erlaubt sind höchstens { $limit }
    [links] { $count } Links in einem Text sind zu viele; erlaubt sind höchstens { $limit }
    [times] { $count } Zeiten zum Feuern in einem Schritt sind zu viele; erlaubt sind höchstens { $limit }
   *[synapses] { $count } Synapsen sind zu viele; erlaubt sind höchstens { $limit }
}
problem-in-degree = jedes Ziel braucht Eingänge von { $asked } verschiedenen Neuronen, es gibt aber nur { $most } andere
problem-in-degree-of-all = jedes Ziel braucht Eingänge von { $asked } verschiedenen Neuronen, es gibt aber nur { $most }
problem-listed-autapse = die Liste verbindet Neuron { $neuron } mit sich selbst, autapses ist aber No; das Paar herausnehmen oder autapses: Yes schreiben
problem-no-such-pair = es gibt kein Paar aus den Neuronen { $pre } und { $post }
problem-duplicate-pair = die Neuronen { $pre } und { $post } sind zweimal verbunden; einmal genügt
problem-weights-of-chance = eine Liste von Gewichten braucht feste Verbindungen; diese Synapsen werden zufällig gezogen
problem-number-of-weights = { $given } Gewichte sind für { $synapses } Synapsen angegeben
problem-out-of-range-plastic = { $value }{ $unit } liegt nicht zwischen { $min } und { $max }{ $unit }: Plastische Gewichte sind Bruchteile von ḡ
problem-out-of-range-low-high = { $value }{ $unit } liegt nicht zwischen { $min } und { $max }{ $unit }: Das kleinste Gewicht darf nicht über dem größten liegen
problem-no-memory = das Netzwerk braucht etwa { $size } Speicher, frei sind aber nur { $free }; verkleinern oder andere Programme schließen
problem-too-large = das Netzwerk braucht { $size } Speicher; erlaubt sind höchstens { $limit }
problem-step-not-allowed = einen Zeitschritt von { $value } ms gibt es nicht; möglich sind 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5 und 1
problem-step-too-long = ein Zeitschritt von { $value } ms ist zu lang für Population „{ $population }“; höchstens { $limit } ms verwenden
problem-list-too-long = die Liste hat { $count } Zahlen; erlaubt sind höchstens { $limit }
number-empty = hier steht nichts; erwartet wird eine Zahl
number-no-number = „{ $written }“ ist keine Zahl; möglich sind etwa 12.5, 12,5 oder 1e-3, mit oder ohne Einheit
number-several = „{ $written }“ liest sich als mehr als eine Zahl; bitte eine schreiben, ohne Leerzeichen zwischen den Ziffern
number-thousands = „{ $written }“ kann { $whole } oder { $decimal } heißen; bitte eins von beiden schreiben
number-two-signs = „{ $written }“ hat mehr als ein Zeichen zwischen den Ziffern; falls { $whole } gemeint ist, bitte so schreiben
number-unit = „{ $written }“ ist keine Einheit, die hier passt; möglich: { $units } oder keine Einheit
number-too-large = „{ $written }“ ist eine zu große Zahl
number-too-small = „{ $written }“ liegt zu nah an 0, um genau erhalten zu bleiben; falls 0 gemeint ist, bitte 0 schreiben
number-whole = „{ $written }“ ist keine ganze Zahl ab 0; möglich ist etwa 12, ohne Einheit
number-time = { $written } ms liegt nicht zwischen 0 und { $most } ms
list-one-comma = „{ $written }“ kann { $decimal } oder die zwei Zahlen { $two } heißen; bitte eins von beiden schreiben
list-commas = ob die Kommas in „{ $written }“ Dezimalzeichen sind, ist nicht eindeutig; bitte Dezimalpunkte schreiben oder die Zahlen mit ; trennen
list-thousands = „{ $written }“ kann eine Zahl mit Tausendern sein; bitte ohne Zeichen dazwischen schreiben oder die Zahlen mit ; trennen
list-gap = in „{ $written }“ fehlt zwischen zwei Trennzeichen eine Zahl
list-brackets = die Klammern in „{ $written }“ umschließen nicht eine Liste; bitte [10, 20, 30] schreiben oder sie weglassen
list-table = das sieht aus wie eine Tabelle mit { $columns } Spalten; bitte nur die Spalte mit den Zeiten oder Werten einfügen oder die Zahlen in eine Zeile schreiben
list-two-columns = „{ $written }“ in jeder Zeile kann eine Zahl oder zwei Spalten sein; bitte Dezimalpunkte schreiben oder die Zahlen in eine Zeile, mit ; getrennt
list-unit = in der ersten Zeile steht „{ $written }“, das ist keine Einheit, die hier passt; möglich sind { $units }, oder die Zeile weglassen
value-no-option = „{ $written }“ ist keins von { $options }
value-no-option-suggestion = „{ $written }“ ist keins von { $options }; war { $suggestion } gemeint?
problem-bad-junction = eine Gap Junction muss zwei verschiedene Populationen verbinden
problem-text-too-long = der Text ist { $bytes } Bytes lang; erlaubt sind höchstens { $limit }
no-log-no-values = diese Achse kann nicht logarithmisch sein: Sie zeigt keine Werte
no-log-time = diese Achse kann nicht logarithmisch sein: Die Zeit beginnt bei 0
no-log-always = diese Achse ist immer logarithmisch
no-log-negative = diese Achse kann nicht logarithmisch sein: Sie zeigt Werte unter 0
no-log-negative-of = diese Achse kann nicht logarithmisch sein: { $name } kann negativ sein
problem-bad-probe = „{ $probe }“ ist keine Größe, die sich aufzeichnen lässt
problem-bad-probe-suggestion = „{ $probe }“ ist keine Größe, die sich aufzeichnen lässt; ist „{ $suggestion }“ gemeint?
problem-no-such-name = { $what ->
    [receptor] diese Projektion hat keinen Rezeptor „{ $name }“
    [population] es gibt keine Population namens „{ $name }“
   *[projection] es gibt keine Projektion namens „{ $name }“
}
problem-no-such-name-suggestion = { $what ->
    [receptor] diese Projektion hat keinen Rezeptor „{ $name }“; ist „{ $suggestion }“ gemeint?
    [population] es gibt keine Population namens „{ $name }“; ist „{ $suggestion }“ gemeint?
   *[projection] es gibt keine Projektion namens „{ $name }“; ist „{ $suggestion }“ gemeint?
}
problem-plot-of-another-model = dieses Diagramm passt nicht zum Modell: DecayCurve und OpenTimes brauchen ein Decay; WeightPlane, WeightLength und Responses ein RateLearning; alle anderen ein Network
problem-neurons-beside-model = ein Modell ohne Neuronen nimmt keine Populationen auf; dafür ein neues Dokument öffnen
problem-no-such-object = es gibt keine Population mit der id { $id }

# Problems of the text of a document
syntax-no-such-format = es gibt kein Format { $value }
syntax-whole-number = „{ $value }“ ist hier nicht möglich; erwartet wird eine ganze Zahl von { $min } bis { $max }
syntax-speed = „{ $value }“ ist hier nicht möglich; erwartet wird eine Zahl von Millisekunden pro Sekunde von { $min } bis { $max } oder Unlimited
syntax-ends-early = das Dokument endet zu früh: Eine Klammer oder ein Anführungszeichen ist nicht geschlossen
syntax-expected-comma = hier fehlt ein Komma oder eine schließende Klammer
syntax-expected-colon = hier fehlt ein Doppelpunkt
syntax-expected-integer = hier wird eine ganze Zahl erwartet
syntax-integer-out-of-bounds = die ganze Zahl ist zu groß oder negativ
syntax-expected-number = hier wird eine Zahl erwartet
syntax-expected-text = hier wird ein Text in Anführungszeichen erwartet
syntax-expected-list = hier wird eine Liste in [ ] erwartet
syntax-expected-map = hier werden Einträge in { "{ }" } erwartet
syntax-expected-bracket = hier wird eine öffnende ( erwartet
syntax-expected-name = hier wird ein Name erwartet
syntax-found-word = „{ $found }“ ist hier nicht möglich
syntax-unclosed-comment = ein mit /* begonnener Kommentar ist nicht mit */ geschlossen
syntax-trailing = nach dem Ende des Dokuments dürfen nur Leerzeichen und Kommentare folgen
syntax-too-deep = die Klammern sind zu tief verschachtelt
syntax-no-fields = hier gibt es kein Feld „{ $found }“; es werden keine Felder erwartet
syntax-unknown-field = hier gibt es kein Feld „{ $found }“; erwartet: { $expected }
syntax-unknown-variant = „{ $found }“ ist hier unbekannt; erwartet: { $expected }
syntax-called-otherwise = „{ $found }“ heißt hier { $own }
syntax-not-here = „{ $found }“ { $what ->
    [neuron] ist eine bekannte Art von Neuron
    [current] ist ein bekannter Strom
    [receptor] ist ein bekannter Rezeptor
    [kinetics] ist eine bekannte Kinetik
    [release] ist eine bekannte Freisetzungsregel
    [plasticity] ist eine bekannte Plastizitätsregel
    [connect] ist eine bekannte Art zu verbinden
   *[weights] ist eine bekannte Verteilung von Gewichten
}; in dieser Version nicht vorhanden; vorhanden sind { $expected }
syntax-not-here-nearest = „{ $found }“ { $what ->
    [neuron] ist eine bekannte Art von Neuron
    [current] ist ein bekannter Strom
    [receptor] ist ein bekannter Rezeptor
    [kinetics] ist eine bekannte Kinetik
    [release] ist eine bekannte Freisetzungsregel
    [plasticity] ist eine bekannte Plastizitätsregel
    [connect] ist eine bekannte Art zu verbinden
   *[weights] ist eine bekannte Verteilung von Gewichten
}; in dieser Version nicht vorhanden; am nächsten kommt { $nearest }; vorhanden sind { $expected }
syntax-one-value = { $of ->
    [delay] alle Synapsen einer Projektion haben eine Verzögerung: eine einzige Zahl angeben; für jede Verzögerung eine Projektion anlegen
    [population] alle Neuronen einer Population haben dasselbe { $key }: eine einzige Zahl angeben; für jeden Wert eine Population anlegen
   *[projection] alle Synapsen einer Projektion haben dasselbe { $key }: eine einzige Zahl angeben; für jeden Wert eine Projektion anlegen
}
syntax-missing-field = das Feld „{ $field }“ fehlt
syntax-duplicate-field = das Feld „{ $field }“ kommt zweimal vor
syntax-parser-stopped = das Dokument ließ sich nicht bis zum Ende lesen; bitte melden
syntax-other = { $detail }

# Reading documents
load-not-found = { $path } existiert nicht
load-permission = { $path } kann nicht gelesen werden: Zugriff verweigert
load-read = { $path } kann nicht gelesen werden: { $detail }
load-not-a-file = { $path } ist ein Ordner oder ein Gerät, keine Datei, die sich öffnen lässt
load-too-long = das Dokument ist größer als { $limit } MiB; so viel braucht keine Vorlage
load-empty = das Dokument ist leer
carrier-missing-csv = diese Tabelle von Bouton enthält kein Dokument: Die einer Reihe von Läufen oder einer älteren Version enthält keines, oder ein anderes Programm hat die Zeilen mit # am Anfang entfernt
carrier-missing-png = dieses Bild enthält kein Dokument. Bilder, die Bouton exportiert, enthalten eines; Programme, die Bilder verschicken oder ändern, entfernen es manchmal. Öffnen lässt sich die Datei, wie Bouton sie geschrieben hat, oder eine Vorlage.
carrier-missing-svg = diese Zeichnung enthält kein Dokument. Zeichnungen, die Bouton exportiert, enthalten eines in <metadata>; Programme, die Zeichnungen ändern, entfernen es manchmal. Öffnen lässt sich die Datei, wie Bouton sie geschrieben hat, oder eine Vorlage.
carrier-missing-npz = dieses Archiv von Arrays enthält kein Dokument. Die von Bouton exportierten enthalten eines in provenance.json, ihrem ersten Eintrag; Programme, die sie neu schreiben, entfernen es manchmal. Öffnen lässt sich die Datei, wie Bouton sie geschrieben hat, oder eine Vorlage.
carrier-damaged = was diese Datei wieder öffnen würde, ist beschädigt; öffnen lässt sich die Datei, wie Bouton sie geschrieben hat
carrier-file-too-long = die Datei ist größer als { $limit } MiB; bis zu dieser Größe lassen sich Dateien wieder öffnen
carrier-packed-too-long = was eine Datei wieder öffnet, ist selbst gepackt länger als { $limit } MiB
carrier-text-too-long = was eine Datei wieder öffnet, ist länger als { $limit } MiB
carrier-differs = was eine Datei wieder öffnet, liest sich nicht so, wie es geschrieben wurde
carrier-one-run = eine Datei mit Ergebnissen enthält einen Lauf
carrier-bad-span = eine Zeitspanne geht von 0 oder später bis zu ihrem Ende, in ms
recording-too-long = die Datei ist größer als { $limit } MiB, die größte Aufzeichnung, die gelesen wird
recording-too-many = die Aufzeichnung hat mehr als { $limit } Messpunkte, so viele werden höchstens gelesen; ein Teil davon oder weniger Messpunkte je Sekunde genügen
recording-too-many-columns = die Tabelle hat { $found } Spalten, höchstens { $limit } werden gelesen
recording-empty = es gibt keine Zeile mit Zahlen; eine Aufzeichnung hat Zeiten in einer Spalte und Werte in anderen, oder Zeiten von Spikes
recording-not-utf8 = hier ist der Text nicht UTF-8; die Tabelle als UTF-8 speichern
recording-not-a-number = Spalte { $column }: „{ $written }“ ist keine Zahl. Zahlen sehen aus wie −70,5 oder 1e-3; ein Dezimalkomma wird verstanden, wo Semikolons oder Tabulatoren die Spalten trennen.
recording-no-time = „{ $written }“ ist keine Zeit; jede Zeile braucht eine
recording-ragged = diese Zeile hat { $found } Zellen, die erste hat { $expected }. Wo das Komma das Dezimalzeichen ist, müssen Semikolons oder Tabulatoren die Spalten trennen.
recording-disordered = die Zeit { $time } kommt nach { $before }; Zeiten müssen von Zeile zu Zeile zunehmen
recording-no-time-column = unter { $columns } ist keine Spalte mit Zeiten; sie kann „time (ms)“ oder „time (s)“ heißen
recording-steps = die Zeiten sind in Schritten gezählt; NEST soll sie in ms schreiben, nicht in Schritten
recording-damaged = das Archiv von Arrays ist beschädigt; mit np.savez neu schreiben
recording-inflates = die Arrays brauchen ausgepackt mehr als { $limit } MiB, so viel wird höchstens gelesen
recording-array-kind = das Array { $name } ist vom Typ { $kind }; eine Aufzeichnung hat Arrays von reellen Zahlen mit einer oder zwei Dimensionen, die Zeiten zuerst
recording-array-length = das Array { $name } hat { $found } Zahlen, und es gibt { $expected } Zeiten
recording-cancelled = das Lesen wurde abgebrochen
fit-nothing-free = es ist kein Parameter gewählt; mindestens einen und höchstens { $limit } wählen
fit-too-many-free = es sind { $found } Parameter gewählt; höchstens { $limit } lassen sich zugleich anpassen
fit-not-adjustable = { $path } lässt sich nicht anpassen: Das geht nur mit reellen Zahlen von Neuronen, Synapsen und Stimuli
fit-too-few = { $count ->
    [one] ein Messpunkt liegt
   *[other] { $count } Messpunkte liegen
} im Lauf, zu wenige für so viele Parameter
fit-too-many-samples = { $found } Messpunkte sind zu viele für eine Anpassung; erlaubt sind { $limit }. Ein kürzeres Stück genügt.
fit-too-long = die Aufzeichnung endet bei { $end } ms des Laufs, später als nach { $limit } Schritten, so lang läuft eine Anpassung höchstens
fit-nothing-to-compare = was verglichen werden soll, gibt es in diesem Dokument nicht
fit-not-finite = der Lauf mit den Anfangswerten verlässt das Modell; mit anderen Werten anfangen
fit-cancelled = die Anpassung wurde abgebrochen
fit-only-spikes = { $path } enthält nur Zeiten von Spikes; eine Anpassung braucht Messpunkte über der Zeit
fit-bad-time-unit = „{ $written }“ ist hier keine Zeiteinheit; s, ms und us sind welche
fit-no-time-unit = { $path } nennt die Einheit der Zeiten nicht; --time-unit s, ms oder us angeben
fit-no-projection = es gibt keine Projektion „{ $name }“; es gibt { $names }
fit-intervals = { $path } enthält Änderungen über Intervallen; sie werden mit --window PROJEKTION verglichen
fit-no-column = es gibt keine Spalte „{ $name }“; es gibt { $names }
fit-no-unit = Spalte { $name } nennt keine Einheit; --unit mit einer von { $units } angeben
fit-bad-unit = Spalte { $name }: „{ $written }“ ist keine Einheit dessen, womit verglichen wird; { $units } sind es
fit-rms = { $count ->
    [one] ein Messpunkt
   *[other] { $count } Messpunkte
}; mittlere quadratische Abweichung (RMS) von { $before } auf { $after } { $unit }
fit-cannot-be-told-apart = { $one } und { $other } lassen sich mit diesen Daten nicht auseinanderhalten: Eine Änderung des einen gleicht eine Änderung des anderen aus
fit-has-not-settled = die Anpassung ist nach ihrem letzten Schritt nicht zur Ruhe gekommen; mit diesen Werten neu beginnen
fit-at-bound = am Ende des Gültigen
fit-without-effect = hat hier keine Wirkung
fit-indistinct = nicht auseinanderzuhalten
foreign-nest-desktop = Das ist ein Projekt von NEST Desktop. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-neuronify = Das ist ein Schaltkreis von Neuronify. Er öffnet sich als Dokument: mit Datei ▸ Öffnen, auf das Fenster gezogen oder als Datei eines Befehls.
neuronify-no-json = Das ist kein JSON: { $detail }
neuronify-version = Das ist der Schaltkreis einer Version von Neuronify, die nicht gelesen wird (Dateiformat { $found }); gelesen werden die Formate 3 und 4: öffne ihn in einem neueren Neuronify und speichere ihn noch einmal
neuronify-no-number = Hier fehlt eine endliche Zahl
neuronify-no-text = Hier fehlt ein Text
neuronify-no-truth = Hier kann nur true oder false stehen
neuronify-no-list = Hier fehlt eine Liste
neuronify-no-node = Hier fehlt die Nummer eines Knotens: eine ganze Zahl ab 0 und unter { $count }
neuronify-no-rate = Eine Rate muss größer als 0 sein
neuronify-no-resistance = Ein Widerstand muss größer als 0 sein
neuronify-note-current = { $count ->
    [one] Eine Synapse von Neuronify speist einen Strom ein, der nicht von V abhängt: { $names }. Hier
   *[other] { $count } Synapsen von Neuronify speisen einen Strom ein, der nicht von V abhängt: { $names }. Hier
} öffnet jede einen Leitwert mit einem Umkehrpotential von ±500 mV; auf halbem Weg von der Ruhe zur Schwelle ist der Strom derselbe, ringsum ändert er sich um einige Prozent.
neuronify-note-at-once = { $names }: das Ziel einer Synapse für sofortiges Feuern feuert sofort; hier ist sie eine starke AMPA-Synapse von 0,2 ms.
neuronify-note-adaptation = { $names }: die Anpassung ist hier eine Synapse des Neurons mit sich selbst, mit demselben Leitwert, derselben Zeitkonstante und demselben Umkehrpotential.
neuronify-note-burst = { $names }: der Strom, der auf einen Spike eines Burst-Neurons folgt, fehlt; übrig bleibt ein Neuron mit Leck.
neuronify-note-limits = { $names }: Neuronify hält V zwischen zwei Grenzen, Bouton nicht.
neuronify-note-touch = { $names }: ein Berührungssensor ist hier eine Spikequelle; klicke sie an.
neuronify-note-left-out = Weggelassen, „{ $what }“ ({ $count }): { $names }.
neuronify-note-unknown = Weggelassen, Eigenschaften, die hier nicht bekannt sind: { $names }.
neuronify-note-names = Namen, die von ihren Beschriftungen abweichen: { $names }.
neuronify-note-idle = Weggelassen, Messgeräte, die mit nichts verbunden sind: { $names }.
parameters-twice = Dieser Parameter steht zweimal da
parameters-no-line = In dieser Zeile stehen kein Pfad und kein Wert; schreibe Pfad = Wert
parameters-no-object = Das ist kein Objekt aus Pfaden und Werten: { $detail }
parameters-set = { $count ->
    [one] Ein Parameter wurde
   *[other] { $count } Parameter wurden
} aus { $name } gesetzt; ein Schritt zurück nimmt sie zurück.
foreign-neuroml = Das ist ein Modell in NeuroML. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-lems = Das ist eine LEMS-Simulation. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-sbml = Das ist ein Modell in SBML. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-html = Das ist eine Webseite. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-svg = Das ist eine SVG-Zeichnung. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-xml = Das ist eine XML-Datei. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-notebook = Das ist ein Jupyter-Notebook. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-json = Das ist JSON. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-table = Das ist eine Wertetabelle (CSV). Das Fenster öffnet sie als Aufzeichnung, und „bouton fit“ passt eine Vorlage an eine an. Vorlagen und Lektionen sind Texte, die mit „(format: 1,“ beginnen.
foreign-spike-list = Das ist eine Liste von Spikes, wie NEST sie schreibt (GDF). Das Fenster öffnet sie als Aufzeichnung, und „bouton fit“ passt eine Vorlage an eine an. Vorlagen und Lektionen sind Texte, die mit „(format: 1,“ beginnen.
foreign-numbers = Das ist eine Liste von Zahlen. Das Fenster öffnet sie als Aufzeichnung, und „bouton fit“ passt eine Vorlage an eine an. Vorlagen und Lektionen sind Texte, die mit „(format: 1,“ beginnen.
foreign-pynn = Das ist ein PyNN-Skript. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-brian = Das ist ein Brian-Skript. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-nest-script = Das ist ein NEST-Skript. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-neuron-script = Das ist ein Python-Skript für NEURON. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-python = Das ist ein Python-Skript. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-hoc = Das ist ein NEURON-Skript (HOC). Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-nmodl = Das ist ein NEURON-Mechanismus (NMODL). Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-utf16 = Das ist Text in UTF-16. Bitte als UTF-8 speichern (Editoren bieten das beim Speichern an) und noch einmal öffnen.
foreign-utf32 = Das ist Text in UTF-32. Bitte als UTF-8 speichern (Editoren bieten das beim Speichern an) und noch einmal öffnen.
foreign-archive = Das ist eine gepackte Datei. Bitte zuerst auspacken: Bouton öffnet die Vorlagen und Lektionen darin, Texte, die mit „(format: 1,“ beginnen.
foreign-picture = Das ist ein Bild. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-pdf = Das ist ein PDF- oder PostScript-Dokument. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-data = Das ist eine Datendatei (HDF5, MATLAB, NumPy oder SQLite). Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-binary = Das ist eine Binärdatei, kein Text. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-lesson = Das ist eine Lektion von Bouton, gebraucht wird hier eine Vorlage. Datei ▸ Öffnen oder „bouton FILE“ öffnet sie, „bouton check FILE“ prüft sie.
foreign-preset = Das ist eine Vorlage von Bouton, gebraucht wird hier eine Lektion oder ein gespeicherter Lauf. Eine Lektion hat Schritte (steps), ein gespeicherter Lauf hat Läufe (runs).
foreign-run-log = Das ist ein gespeicherter Lauf von Bouton, gebraucht wird hier etwas anderes. „bouton replay FILE“ spielt ihn noch einmal ab.
foreign-settings = Das sind die Einstellungen von Bouton. Bouton öffnet eigene Vorlagen und Lektionen: Texte, die mit „(format: 1,“ beginnen.
foreign-origin = Das sagt, woher eine Kopie ungesicherter Arbeit stammt; die Kopie liegt daneben und endet auf .ron.
load-not-utf8 = das Dokument ist kein UTF-8-Text: Das erste ungültige Byte steht an Position { $at }; bitte als UTF-8 speichern
load-newer-format = dieses Dokument stammt von einer neueren Version von Bouton (Format { $found }); diese Version liest Formate bis { $known }
load-no-such-preset = es gibt keine Vorlage namens „{ $name }“; „bouton list“ zeigt alle
load-no-such-preset-suggestion = es gibt keine Vorlage namens „{ $name }“; ist „{ $suggestion }“ gemeint?
load-invalid = { $count ->
    [1] ein Problem
   *[other] { $count } Probleme
}
load-hint-did-you-mean = ist „{ $suggestion }“ gemeint?
load-hint-format = ein Dokument beginnt mit „(format: { $known },“
load-hint-decimal-comma = Dezimalpunkt verwenden: 0.5, nicht 0,5
load-hint-sign = der Rezeptor bestimmt das Vorzeichen: für Hemmung GABA_A wählen und die Stärke als positive Zahl angeben
advice-resistance = das Leck wird als Leitfähigkeit angegeben: g_L_nS = 1/R, 100 MΩ sind also 10 nS
advice-membrane-time-constant = die Zeitkonstante der Membran ist C_pF/g_L_nS: 200 pF und 10 nS ergeben 20 ms

# Command line
cli-more-problems = und { $count } weitere
cli-one-standard-output = nur eines von --csv -, --spikes -, --weights - und --summary kann in die Standardausgabe schreiben
cli-set-without-value = --set { $written }: erwartet wird PATH=VALUE, etwa populations.0.I_app_pA=180
cli-bad-seeds = --seeds { $written }: Seeds sind ganze Zahlen ab 0, geschrieben als 1..6 oder 1,2,5
cli-sweep-too-long = eine Reihe von { $count } Läufen ist zu lang; erlaubt sind höchstens { $limit }
cli-sweep-decay = diese Vorlage hat keine Neuronen, also gibt es nichts zu variieren
cli-unknown-path = { $path } ist kein Parameter dieser Vorlage; „bouton params“ zeigt alle
cli-unknown-path-suggestion = { $path } ist kein Parameter dieser Vorlage; ist { $suggestion } gemeint?
cli-bad-value = { $path }: { $reason }
cli-unknown-path-advice = { $path } ist kein Parameter dieser Vorlage; { $what ->
    [advice-resistance] das Leck wird als Leitfähigkeit angegeben: g_L_nS = 1/R, 100 MΩ sind also 10 nS
   *[advice-membrane-time-constant] die Zeitkonstante der Membran ist C_pF/g_L_nS: 200 pF und 10 nS ergeben 20 ms
}
cli-bad-fire = --fire { $written }: erwartet wird POPULATION@MS,MS oder POPULATION:NEURON@MS, etwa 1@10,20
cli-bad-fire-times = --fire { $written }: { $reason }
cli-fire-unknown-population = --fire: es gibt keine Population „{ $name }“; möglich: { $known }
cli-fire-unknown-neuron = --fire { $written }: das letzte Neuron der Population ist { $last }
cli-bad-every = --every { $written }: erwartet wird ein Vielfaches des Schritts, { $dt } ms
cli-blow-up = der Lauf ist gescheitert: V von Neuron { $neuron } der Population „{ $population }“ wurde { $value } mV bei { $time } ms; kleineren Schritt oder kleinere Leitfähigkeiten verwenden
cli-output-is-document = { $path } ist das Dokument, das simuliert wird; Ergebnisse in eine andere Datei schreiben
cli-output-is-preset = { $path } ist der Name einer Vorlage; Ergebnisse in eine Datei schreiben, die nicht auf .ron endet
cli-outputs-are-the-same = zwei Ausgaben sind dieselbe Datei, { $path }
cli-seeds-count-down = --seeds { $written } zählt rückwärts; richtig ist { $right }
cli-seed-twice = --seeds { $written }: Der Seed { $seed } kommt zweimal vor und ergäbe zweimal dieselbe Zeile
cli-too-many-seeds = --seeds { $written }: Das sind zu viele Seeds; ein Bereich darf höchstens { $limit } haben
cli-bad-seed = ein Seed ist eine ganze Zahl von 0 bis { $most }
cli-bad-jobs = erwartet wird die Zahl gleichzeitiger Läufe, von 1 bis { $most }
cli-bad-threads = erwartet wird die Zahl der Threads, von 1 bis { $most }
cli-bad-starts = erwartet wird die Zahl der Startpunkte, von 1 bis { $most }
cli-bad-size = eine Größe wird als 1280x720 geschrieben, jede Seite von 1 bis 8192
cli-bad-scale = erwartet wird ein Maßstab von 0.25 bis 4
cli-no-duration = --duration fehlt: Wie lange soll gerechnet werden, in ms? Zum Beispiel --duration 200
cli-will-not-reopen = Vorsicht: Die Ergebnisse lassen sich nicht wieder als Dokument öffnen: { $reason }
cli-started-anew = der Lauf wurde unterwegs neu begonnen
cli-set-with-edits = --set: Während des Laufs, den { $path } enthält, ändern sich Parameter, sodass einer, der am Anfang gesetzt wird, vielleicht nicht bleibt; „bouton replay“ spielt den Lauf, wie er war
cli-dt-with-inputs = --dt: Im Lauf, den { $path } enthält, feuern Neuronen oder ändern sich Parameter zu bestimmten Schritten, die ein anderer Schritt verschieben würde
cli-sweep-inputs = { $path } enthält einen Lauf mit Klicks, geplanten Spikes oder Änderungen, und eine Reihe von Läufen beginnt mit einem Dokument allein; die Datei lässt sich im Fenster öffnen und als Vorlage speichern
cli-screenshot-edits = { $path }: In dem Lauf, den die Datei enthält, ändern sich Parameter, und gezeichnet wird ein Dokument, das bleibt; „bouton replay“ spielt den Lauf, wie er war
cli-export-too-long = die Werte wären { $size } MiB lang, und Dateien bis { $limit } MiB lassen sich wieder öffnen: mit --record weniger Messgrößen wählen oder mit --every einen längeren Abstand; „bouton run --csv“ hat keine Grenze
cli-file-too-long = die Datei wäre größer als { $limit } MiB, und bis zu dieser Größe lassen sich Dateien wieder öffnen
cli-bad-mm = eine Länge in mm von 20 bis 2000 angeben, etwa 85
cli-nothing-to-draw = die Vorlage hat keine Diagramme von Messgrößen oder Spikes über der Zeit, und nur solche lassen sich zeichnen; mit --record Messgrößen nennen
cli-plot-not-drawn = --plot { $place }: kein solches Diagramm von Messgrößen oder Spikes über der Zeit; die Vorlage hat { $known }
cli-no-such-plot = --shown { $place }: kein solches Diagramm; die Vorlage hat die Diagramme 1 bis { $last }
cli-bad-dpi = eine Zahl von Bildpunkten je Zoll von { $least } bis { $most }
cli-bad-fps = keine Zahl von Bildern je Sekunde von { $least } bis { $most }
cli-bad-speed = --speed ist die Modellzeit, die in einer Sekunde vergeht [ms], und muss größer als 0 sein
animation-too-many-frames = { $found } Einzelbilder sind zu viele für ein bewegtes Bild; die Grenze ist { $most }: zeige weniger Zeit, weniger Bilder je Sekunde oder mehr Modellzeit je Sekunde
animation-too-large = { $size } Millionen Pixel sind zu viele für die Einzelbilder eines bewegten Bilds; die Grenze ist { $limit } Millionen: zeige weniger Einzelbilder oder weniger Punkte je Zoll
picture-too-large = das Bild hätte { $size } Millionen Bildpunkte und darf { $limit } Millionen haben: weniger Diagramme, weniger Bildpunkte je Zoll oder eine kleinere Größe wählen
cli-not-whole-steps = { $option } { $written } endet innerhalb eines Schritts von { $dt } ms; { $below } und { $above } tun das nicht
cli-every-too-long = --every { $written } ist länger als der Lauf von { $end } ms; nur der erste Wert würde aufgezeichnet
cli-from-after-end = --from { $written } lässt in einem Lauf von { $end } ms nichts zu zählen übrig
cli-from-needs-summary = --from sagt, was eine Zusammenfassung zählt; dazu gehört --summary
cli-needs-csv = { $option } sagt, was in einer Tabelle von Messwerten steht; dazu gehört --csv DATEI oder --csv -
cli-set-twice = { $path } wird zweimal gesetzt; einmal genügt
cli-set-after-end = --set { $written }: { $time } ms liegt nach dem Ende des Laufs bei { $end } ms
cli-set-run-later = --set { $written }: was unter run. steht, gilt für den ganzen Lauf; ohne @ schreiben
cli-set-bad-then = --set, bei { $time } ms: { $path }: { $reason }
cli-record-twice = --record nennt { $probe } zweimal; einmal genügt
cli-nothing-to-record = es gibt nichts aufzuzeichnen: Die Vorlage hat keine Diagramme mit Messgrößen. --record benennt welche, und --record help zählt sie auf
cli-probe-of-nothing = { $probe } lässt sich nicht aufzeichnen: Mit diesem Seed lässt der Zufall weniger Synapsen entstehen; eine kleinere Nummer oder einen anderen Seed wählen
cli-no-populations = --spikes: diese Vorlage hat keine Neuronen
cli-no-weights = --weights: in dieser Vorlage ändern sich keine Gewichte; zuerst einer Verbindung eine Plastizitätsregel geben
cli-no-neurons = { $option }: das gibt es in einem Modell ohne Neuronen nicht
cli-fire-nothing = --fire { $written }: dieses Modell hat keine Neuronen, die feuern könnten
cli-fire-after-end = --fire { $written }: { $time } ms liegt nach dem Ende des Laufs bei { $end } ms
cli-replay-hashes = state: { $state }
    spikes: { $spikes }
cli-replay-differs = der Hash von { $what } am Ende ist { $now }, gespeichert wurde aber { $stored }: diese Version ergibt einen anderen Lauf
cli-replay-bits = Vorsicht: Version { $version } hat diesen Lauf mit Ergebnissen Nummer { $bits } gespeichert; diese Version hat Nummer { $own }, also kann der Lauf abweichen
cli-replay-no-run = --run { $run }: der letzte Lauf dieser Datei ist { $last }
cli-replay-until = --until { $until }: der Lauf endet bei { $end } ms
script-no-counterpart = kein Skript für { $to }: nichts dort ist genau „{ $what }“ wie bei „{ $name }“; wähle einen anderen Mechanismus oder --to brian2
script-no-gap-junction = kein Skript für { $to }: nichts dort verbindet Integrate-and-fire-Neurone durch eine Gap Junction wie „{ $name }“; entferne sie, oder wähle --to brian2
script-refractory-off-grid = kein Skript für { $to }: die Refraktärzeit von „{ $name }“ ist kein Vielfaches des Schritts; wähle ein anderes --dt
script-too-many-channels = kein Skript für { $to }: was an „{ $name }“ ankommt, hat mehr als zwei Paare von Umkehrpotential und Zeitkonstante, und ein Neuron dort hat Platz für zwei; mach einige gleich, oder wähle --to brian2
script-no-delay = kein Skript für { $to }: „{ $name }“ verbindet Neurone ohne Verzögerung, und dort dauert sie mindestens einen Schritt; gib ihr eine, oder wähle --to brian2
script-saturating = kein Skript für { $to }: die Kanäle von „{ $name }“ sättigen, und Freisetzung oder Gewicht ändern sich, was dort keine Synapse kann; wähle lineare Summen oder --to brian2
script-two-slow = kein Skript für { $to }: zwei Rezeptoren von „{ $name }“ sättigen langsam, und ein Skript hat die Variablen von einem; gib dem zweiten eine eigene Projektion
script-no-neurons = kein Skript für { $to }: ein Modell ohne Neurone ist eine Formel, kein Netz; seine Werte gibt `bouton run … --csv`
script-empty = kein Skript für { $to }: es gibt keine Neurone; füge welche hinzu
script-fires-neuron = kein Skript für { $to }: „{ $name }“ ist ein Neuron mit Membran, und in einem Skript können nur Quellen von Spikes ausgelöst werden; löse eine Quelle aus
script-too-long = kein Skript für { $to }: ein Skript läuft höchstens { $most } ms; gib --duration an
script-too-many-spikes = kein Skript für { $to }: die Quellen feuern mehr als { $most }-mal, und ein Skript führt jeden Spike auf; --duration { $fits } passt, und mit -o DATEI kommen bis zu { $beside } Spikes in eine Datei daneben
script-too-many-spikes-beside = kein Skript für { $to }: die Quellen feuern mehr als { $most }-mal, und die Datei neben einem Skript führt nicht mehr auf; --duration { $fits } passt
script-spike-too-early = kein Skript für { $to }: eine Quelle feuert vor { $first } ms, dem ersten Zeitpunkt, zu dem sie es in einem Skript kann; lass sie später feuern
script-feels-weights = kein Skript für { $to }: Neurone spüren die Gewichte von „{ $name }“, die sich ändern; Paare liegen dort auf Schritten, sodass Gewichte und Spikes auseinanderlaufen; friere die Gewichte ein, oder wähle --to brian2
script-no-noise = kein Skript für { $to }: „{ $name }“ hat einen Reiz „{ $what }“, der durch das Leck einer Membran bestimmt ist, und dieses Neuron hat keins; wähle ein Neuron mit Leck, oder einen konstanten Strom
script-delay-off-grid = kein Skript für { $to }: die Verzögerung von „{ $name }“ ist kein Vielfaches des Schritts; wähle ein anderes --dt
script-pulse-off-grid = kein Skript für { $to }: der Transmitterpuls an „{ $name }“ (T_dur) ist kein Vielfaches des Schritts; wähle ein anderes --dt
script-no-calcium = kein Skript für { $to }: die Calciumregel von „{ $name }“ zieht an jeder Synapse Rauschen, das nicht das von Bouton sein kann; wähle Paare oder Tripletts, oder friere die Gewichte ein
script-no-dendritic-delay = kein Skript für { $to }: „{ $name }“ lernt hinter einer dendritischen Verzögerung; wähle eine axonale oder keine
script-too-many-synapses = kein Skript für { $to }: „{ $name }“ hat Synapsen, die Bouton gezogen hat oder deren Gewichte verschieden sind, und ein Skript führt weniger als { $most } auf; wähle kleinere Populationen, oder ein Gewicht für alle
script-no-partial-pulse = kein Skript für { $to }: an „{ $name }“ sieht jeder von vielen Freisetzungsorten einen Transmitterpuls oder keinen, je nach P_rel, was kein anderer Simulator verfolgt; wähle konstante Freisetzung mit P₀ = 1 oder eine andere Kinetik
script-no-replacing = kein Skript für { $to }: „{ $name }“ ersetzt, was offen ist, mit doppelt exponentiellem Anstieg; wähle sättigende oder lineare Summen
script-no-alpha = kein Skript für { $to }: Anstieg und Abfall von „{ $name }“ haben dieselbe Zeitkonstante; mach eine davon etwas länger
script-no-chance = kein Skript für { $to }: quantale Freisetzung an „{ $name }“ ist an den Synapsen eines Axons verschieden, und ein Skript führt eine Amplitude je Spike auf; wähle ein einziges Ziel oder eine andere Regel
cli-document-is-folder = { $path } ist ein Ordner; erwartet wird die Datei einer Vorlage
cli-output-holds-document = { $path } enthält eine Vorlage oder Lektion; Ergebnisse in eine andere Datei schreiben
cli-output-exists = { $path } gibt es schon, und Bouton hat die Datei nicht geschrieben; einen anderen Namen wählen oder mit --force überschreiben
cli-output-is-folder = { $path } ist ein Ordner; erwartet wird eine Datei darin
cli-output-is-disk = { $path } ist ein Laufwerk; erwartet wird eine Datei darauf
cli-output-no-folder = { $path }: den Ordner { $folder } gibt es nicht; bitte zuerst anlegen
cli-output-wrong-ending = { $path }: geschrieben wird { $ending }; der Name sollte { $right } sein
cli-output-unwritable = { $path } lässt sich nicht schreiben: { $detail }
cli-output-in-use = { $path } wird gerade von einem anderen Lauf geschrieben
cli-output-part-in-the-way = { $path } steht einem unfertigen Ergebnis im Weg; verschieben oder einen anderen Namen wählen
cli-disk-full = der Datenträger ist voll
cli-quota-full = der eigene Anteil am Datenträger ist aufgebraucht
cli-disk-read-only = der Datenträger ist schreibgeschützt
cli-write-protected = die Datei ist schreibgeschützt
cli-not-a-folder = ein Teil des Pfads ist kein Ordner
cli-link-in-circle = die Verknüpfung führt im Kreis
cli-name-not-allowed = der Name ist zu lang oder hier nicht erlaubt
cli-write-failed = { $path }: { $detail }
cli-write-failed-at = { $path }: { $detail } { $reached }
cli-stopped = beendet durch { $signal }
cli-reader-gone = die Standardausgabe wird nicht mehr gelesen
cli-at-time = bei t_ms = { $time }
cli-after-rows = nach { $written } von { $runs } Zeilen
cli-partial-mark = { $reason } { $reached }
cli-kept = das bis dahin Berechnete steht in { $parts }
cli-sweep-unfinished = { $part } enthält { $count } Zeilen einer unfertigen Reihe; mit --resume weitermachen oder mit --force neu anfangen
cli-sweep-failed-runs = { $failed } von { $runs } Läufen sind gescheitert; die Spalte „status“ sagt, woran
cli-resume-needs-file = --resume macht mit einer Datei weiter; sie wird mit --csv DATEI genannt
cli-resume-nothing = { $part } gibt es nicht; die Reihe beginnt von vorn
cli-resume-whole = es bleibt nichts zu tun: Alle { $count } Zeilen sind da
cli-resume-differs = { $path } ist anders entstanden: Dort steht „{ $there }“, dieser Befehl sagt „{ $here }“
cli-unknown-language = --language { $written }: das Fenster spricht { $known }
cli-unknown-lesson = --lesson { $written }: eine Lektion dieses Namens gibt es nicht; möglich: { $known }
cli-unknown-step = --lesson { $written }: die Lektion hat die Schritte 1 bis { $last }
caveat-crowded = Mehr als ein Spike in einem Schritt: Neuron { $neuron } der Population „{ $population }“ war innerhalb eines Schritts von { $dt } ms schon wieder bereit zu feuern, gezählt wird höchstens ein Spike je Schritt (insgesamt { $count } Mal). Ein Schritt von { $better } ms würde genügen.
caveat-crowded-any-step = Mehr als ein Spike in einem Schritt: Neuron { $neuron } der Population „{ $population }“ war innerhalb eines Schritts von { $dt } ms schon wieder bereit zu feuern, gezählt wird höchstens ein Spike je Schritt (insgesamt { $count } Mal). Kein angebotener Schritt ist kurz genug; schwächer antreiben oder die Refraktärzeit verlängern.
caveat-strayed = V von Neuron { $neuron } der Population „{ $population }“ überschritt 1000 mV ({ $value } mV) bei { $time }. Das explizite Euler-Verfahren ist bei diesem Schritt instabil, und V bedeutet von da an nichts mehr; der Lauf geht weiter.
cli-no-window = dieses Programm wurde ohne Fenster gebaut; „bouton run“ funktioniert, oder mit dem Feature „gui“ bauen

# Names of edits
edit-set-value = Änderung von { $symbol }
edit-reset-value = Zurücksetzen von { $symbol }
edit-set-value-several = Änderung von { $symbol } in { $count } Objekten
edit-set-values = Änderung von { $count } Werten
edit-reset-value-several = Zurücksetzen von { $symbol } in { $count } Objekten
edit-reset-values = Zurücksetzen von { $count } Werten
edit-several = Änderung von { $count } Objekten
edit-choose-several = Wahl der Art für { $count } Objekte
edit-set-named = Wahl von { $name }
edit-choose-kinetics = Wahl der Kinetik
edit-choose-release = Wahl der Freisetzungsregel
edit-choose-plasticity = Wahl der Plastizität
edit-set-speed = Änderung des Starttempos
edit-move = Verschieben von { $name }
edit-set-panes = Änderung der Aufteilung
edit-set-plot = Änderung eines Diagramms
edit-add-plot = neues Diagramm
edit-remove-plot = Entfernen eines Diagramms
edit-shift-plot = Umordnen von Diagrammen
edit-resize-plot = Größenänderung von Diagrammen
edit-attach = { $probe } zu einem Diagramm hinzugefügt
edit-attach-several = { $count } Sonden zu Diagrammen hinzugefügt
edit-show-spikes = Spikes von { $count } Populationen zu einem Raster hinzugefügt
edit-detach = Entfernen von { $probe } aus einem Diagramm
edit-add = neues Neuron
edit-connect = Verbindung { $from } → { $to }
edit-connect-several = { $count } neue Verbindungen
edit-remove = Entfernen von { $name }
edit-remove-several = Entfernen von { $count } Objekten
edit-paste = Einfügen
edit-rename = Umbenennen von { $name }
edit-rename-several = Umbenennen von { $count } Objekten
edit-move-several = Verschieben von { $count } Objekten
edit-align = Ausrichten von { $count } Objekten
edit-lay-out = Anordnen des Netzwerks
edit-nudge = Verschieben von { $count } Objekten mit den Pfeiltasten
edit-add-receptor = { $name } hinzugefügt
edit-remove-receptor = { $name } entfernt
edit-add-stimulus = neuer Stimulus
edit-remove-stimulus = Entfernen eines Stimulus
edit-set-connect = Wahl der Verbindungen
edit-set-weights = Wahl der Gewichte
edit-set-texts = Änderung der Texte
edit-add-note = Hinzufügen einer Notiz
edit-change-note = Änderung einer Notiz
edit-delete-note = Löschen einer Notiz
edit-choose-receptor = Wahl des Rezeptors
edit-choose-neuron = Wahl des Neurons
edit-choose-stimulus = Wahl des Stimulus
edit-change-to = Öffnen von „{ $name }“
edit-close-run = Schließen des Laufs „{ $name }“
edit-fire = Spike von { $name }
edit-undo = Rücknahme: { $name }
edit-reset-all = Zurücksetzen auf Vorlage
work-parameter = { $symbol } von { $name }
work-symbol = { $symbol }
work-run = Lauf bis { $time }, { $count ->
    [one] ein Klick oder eine Änderung
   *[other] { $count } Klicks und Änderungen
 }
work-and-more = { $first }, { $count } weitere

# Saving
save-not-the-same = Nichts wurde gespeichert: Die Datei ließe sich nicht richtig zurücklesen ({ $detail }). Bitte melden.
save-changed-on-disk = { $path } wurde seit dem Öffnen verändert. Unter anderem Namen speichern oder neu öffnen.
save-io = { $path } ließ sich nicht speichern; es misslang, { $step }. { $advice } Nichts wurde geändert.
save-in-folder = { $folder }: { $advice }
save-step-resolve = die Datei zu finden
save-step-create = eine neue Datei in ihrem Ordner anzulegen
save-step-write = den Text zu schreiben
save-step-permissions = die Zugriffsrechte der Datei beizubehalten
save-step-sync = den Text sicher auf den Datenträger zu bringen
save-step-compare = die Datei auf fremde Änderungen zu prüfen
save-step-rename = die neue Datei an ihren Platz zu setzen
save-advice-no-folder = Der Ordner fehlt. Bitte anlegen oder in einem anderen Ordner speichern.
save-advice-not-a-folder = Ein Teil des Pfads ist kein Ordner. Bitte in einem anderen Ordner speichern.
save-advice-not-a-file = Das ist ein Ordner oder ein Gerät, keine gewöhnliche Datei. Bitte einen anderen Namen wählen.
save-advice-links = Das ist eine Verknüpfung, die im Kreis führt. Bitte einen anderen Namen wählen.
save-advice-protected = Die Datei ist schreibgeschützt. Bitte die Zugriffsrechte ändern oder in einem anderen Ordner speichern.
save-advice-full = Der Datenträger ist voll. Bitte Platz schaffen oder auf einem anderen speichern.
save-advice-quota = Der eigene Anteil am Speicherplatz ist aufgebraucht. Bitte Platz schaffen oder auf einem anderen Datenträger speichern.
save-advice-read-only = Der Datenträger kann nur gelesen werden. Bitte auf einem anderen speichern.
save-advice-name = Der Name ist hier nicht erlaubt. Bitte einen kürzeren wählen.
save-advice-other = Das System meldet: { $detail }. Bitte noch einmal versuchen oder in einem anderen Ordner speichern.
saved = { $path } gespeichert

# Menus and commands
menu-file = Datei
menu-edit = Bearbeiten
menu-view = Ansicht
menu-simulation = Simulation
menu-help = Hilfe
menu-presets = Vorlagen
action-gallery = Galerie
action-gallery-tip = Alle Lektionen und Vorlagen mit Bildern, nach Themen, und was davon schon dran war
action-gallery-words = beispiele, vorlagen, lektionen, bibliothek, bilder
action-new = Neu
action-new-tip = Mit einem leeren Netzwerk beginnen
action-new-words = neues dokument, leer, von vorn, anlegen
action-revert = Änderungen verwerfen
action-revert-tip = Alle Änderungen seit dem Öffnen oder Speichern verwerfen
action-revert-words = neu laden, wegwerfen
action-copy-preset = Vorlage als Text kopieren
action-copy-preset-tip = Das ganze Dokument als Text kopieren, um es in eine Nachricht oder Datei einzufügen
action-copy-preset-words = teilen, text, ron, zwischenablage
action-paste-preset = Vorlage aus Zwischenablage öffnen
action-paste-preset-tip = Ein als Text kopiertes Dokument öffnen
action-paste-preset-words = importieren, aus zwischenablage
action-cut = Ausschneiden
action-cut-tip = Ausgewählte Neuronen und die Synapsen zwischen ihnen ausschneiden
action-copy-objects = Kopieren
action-copy-objects-tip = Ausgewählte Neuronen und die Synapsen zwischen ihnen kopieren
action-paste = Einfügen
action-paste-tip = Neuronen aus der Zwischenablage in das Netzwerk einfügen
action-duplicate = Duplizieren
action-duplicate-tip = Ausgewählte Neuronen und die Synapsen zwischen ihnen verdoppeln
action-duplicate-words = klonen, verdoppeln, kopie
action-delete = Löschen
action-delete-tip = Die Auswahl löschen, bei einem Neuron auch seine Synapsen
action-delete-words = entfernen, weg
action-copy-values = Parameter kopieren
action-copy-values-tip = Alle Werte des ausgewählten Objekts kopieren, um sie anderen zu geben
action-copy-values-words = werte kopieren, format übertragen
action-paste-values = Parameter einfügen
action-paste-values-tip = Die kopierten Werte allem Ausgewählten geben, das dieselben Parameter hat
action-paste-values-words = werte einfügen, werte übertragen
values-copied = { $count } Werte von { $name } kopiert
values-none = Die ausgewählten Objekte haben keinen der kopierten Parameter.
values-some = Für { $count } kopierte Werte gibt es in den ausgewählten Objekten kein Gegenstück.
action-select-all = Alles auswählen
action-select-all-tip = Alles auf der Arbeitsfläche auswählen
action-select-all-words = alles, alles markieren
action-edit-tool = Bearbeiten-Werkzeug
action-edit-tool-tip = Bearbeiten: Klick wählt aus, Ziehen vom Rand eines Neurons verbindet. Erkunden: Klick lässt feuern
action-edit-tool-words = bearbeitungsmodus, bauen, zeichnen
action-add-neuron = Neuron hinzufügen
action-add-neuron-tip = Noch ein Neuron der Art hinzufügen, die zuletzt dran war
action-add-neuron-words = neues neuron, zelle, einfügen, knoten
action-connect = Verbinden…
action-connect-tip = Die ausgewählten Neuronen mit dem nächsten angeklickten verbinden
action-connect-words = synapse, verknüpfen, verbindung, kante, neue synapse
action-connect-all = Miteinander verbinden
action-connect-all-tip = Jedes ausgewählte Neuron mit jedem anderen verbinden, das Ziel sein kann
action-connect-all-words = alle mit allen, laterale hemmung, gegenseitig, rekurrent
connect-with = Verbinden durch { $name }
connect-with-words = synapse
action-inspect = Inspizieren
action-inspect-tip = Alle Parameter neben dem ausgewählten Objekt zeigen
action-inspect-words = einzelheiten, eigenschaften
action-rename = Umbenennen…
action-rename-tip = Alles Ausgewählte umbenennen
action-rename-words = name, benennen, beschriften
action-texts = Titel und Texte bearbeiten…
action-texts-tip = Titel, Beschreibung und Hinweis dieses Dokuments schreiben
action-texts-words = beschreibung, hinweis, titel
texts-title = Titel
texts-description = Beschreibung
texts-hint = Hinweis: was man ausprobieren kann
texts-about = Der Titel benennt auch ein Dokument, das noch keine Datei hat.
texts-verb = Übernehmen
action-plot = Im Diagramm zeigen
action-plot-tip = Potential oder Leitfähigkeit von allem Ausgewählten im Diagramm zeigen
action-plot-words = spannung, aufzeichnen, membranpotential, sonde, voltmeter, elektrode
action-plot-spikes = Im Raster zeigen
action-plot-spikes-tip = Die Spikes aller ausgewählten Neuronen in einem Raster zeigen
action-plot-spikes-words = raster, spikes, punkte
action-add-plot = Diagramm hinzufügen…
action-add-plot-tip = Ein Diagramm zum Hinzufügen wählen
action-add-plot-words = graph, histogramm, neues diagramm, kurve
action-align-row = In Zeile ausrichten
action-align-row-tip = Ausgewählte Neuronen gleichmäßig auf eine waagerechte Linie setzen
action-align-row-words = ausrichten, verteilen, waagerecht, reihe
action-align-column = In Spalte ausrichten
action-align-column-tip = Ausgewählte Neuronen gleichmäßig auf eine senkrechte Linie setzen
action-align-column-words = senkrecht, stapeln
action-lay-out = Netzwerk anordnen
action-lay-out-tip = Neuronen anordnen: Eingänge links, Ziele rechts
action-lay-out-words = anordnen, aufräumen, sortieren
action-open = Öffnen…
action-open-tip = Eine Vorlagendatei öffnen
action-open-words = laden, datei, importieren
action-open-recording = Aufzeichnung öffnen…
action-open-recording-tip = Eigene Messpunkte oder Zeiten von Spikes öffnen: CSV, NPZ oder was NEST schreibt
action-open-recording-words = eigene daten, importieren, csv, npz, nest, spikes, messung, experiment, referenz
action-recent-work = Alle ungespeicherten Dokumente…
action-recent-work-tip = Dokumente öffnen oder löschen, die ungespeichert verlassen wurden
action-recent-work-words = wiederherstellen, verloren, sicherung, ungespeichert
action-save = Speichern
action-save-tip = In die Datei des Dokuments speichern
action-save-words = sichern, ablegen
action-save-as = Speichern unter…
action-save-as-tip = In eine andere Datei speichern
action-save-as-words = exportieren, kopie speichern, dateiname
action-save-run = Lauf speichern…
action-save-run-tip = Speichern, was in diesem Lauf geschah, um ihn wieder abzuspielen: das Dokument, die Klicks und die Änderungen
action-save-run-words = protokoll, aufzeichnen, aufnahme, wiedergabe, verlauf
action-quit = Beenden
action-quit-tip = Bouton beenden
action-quit-words = schließen, verlassen, exit
action-undo = Rückgängig
action-undo-tip = Die letzte Änderung rückgängig machen
action-undo-words = zurück, zurücknehmen
action-redo = Wiederholen
action-redo-tip = Die rückgängig gemachte Änderung wiederholen
action-redo-words = nochmals, vorwärts
why-no-undo = Es gibt nichts rückgängig zu machen.
why-no-redo = Es gibt nichts zu wiederholen.
why-no-changes = Es gibt keine Änderungen.
why-no-lesson = Zuerst eine Lektion öffnen.
why-nothing-to-show = Dieser Schritt hat nichts vorzuführen.
why-no-neuron = Zuerst ein Neuron auswählen.
why-no-two-neurons = Zuerst zwei Neuronen auswählen.
why-no-synapse = Zuerst eine Synapse auswählen.
why-nothing-selected = Zuerst etwas auswählen.
why-not-one-selected = Zuerst ein einzelnes Objekt auswählen.
why-no-values = Zuerst Parameter kopieren und etwas von derselben Art auswählen.
why-no-network = Dieses Modell hat keine Neuronen.
why-running = Zuerst die Simulation anhalten.
why-at-start = Das ist der früheste erreichbare Zeitpunkt.
why-at-end = Der Abspielkopf steht am Ende des Laufs.
why-no-time-plot = Kein Diagramm zeigt etwas über der Zeit.
why-no-traces = Kein Diagramm zeigt Kurven über der Zeit.
why-no-cursors = Zuerst die Messlinien zeigen.
why-no-rows = Zuerst bei angehaltenem Lauf das Protokoll von etwas öffnen, das sich geändert hat.
why-no-reference = Zuerst eine Aufzeichnung unter ein Diagramm legen (D) und eine laufende Anpassung enden lassen.
why-no-sweeps = Zuerst Sweeps zeigen (Umschalt+S) und das Ende eines Sweeps abwarten.
why-nothing-to-note = Zuerst messen (M), anpassen (D), Sweeps zeigen (Umschalt+S) oder einen Bereich durchlaufen (V).
why-no-reference-or-click = Eine Aufzeichnung unter ein Diagramm legen und ein Neuron anklicken.
why-no-spike-list = Zuerst eine Datei mit Zeiten von Spikes öffnen.
why-no-plots = Es gibt kein Diagramm, das sich kopieren ließe.
why-one-run = Es gibt nur einen Lauf. Eine Änderung in der Vergangenheit beginnt einen weiteren.
why-no-mark-before = Vor diesem Zeitpunkt wurde nichts angeklickt oder geändert.
why-no-mark-after = Nach diesem Zeitpunkt wurde nichts angeklickt oder geändert.
action-reset-all = Auf Vorlage zurücksetzen
action-reset-all-tip = Jeden Wert auf die Vorlage zurücksetzen
action-reset-all-words = zurücksetzen, standardwerte, ausgangswerte
action-settings = Einstellungen…
action-settings-tip = Farbschema, Zoom, Bewegung, automatisches Sichern
action-settings-words = optionen, konfiguration, sprache, englisch, english, schriftgröße
settings-theme = Farbschema
settings-zoom = Zoom
settings-language = Sprache
settings-language-system = Wie das System
settings-motion = Bewegung verringern
settings-motion-tip = Spikes ohne sich ausbreitende Ringe kennzeichnen
settings-reopen = Beim Start die letzte Datei öffnen
settings-autosave = Beim Bearbeiten automatisch sichern
settings-autosave-tip = Nach einem Absturz bietet Bouton beim nächsten Start an, die Arbeit wiederherzustellen
settings-cores = Große Netze auf allen Prozessorkernen rechnen
settings-cores-tip = Ab 2000 Neuronen, wenn die Verzögerungen es erlauben. Die Ergebnisse sind bei jeder Zahl von Kernen gleich
settings-frames = Höchstens 30 Bilder in der Sekunde
settings-frames-tip = Weniger Arbeit für Rechner, die ohne Grafikkarte zeichnen. Auf Klicks folgt die Antwort weiterhin sofort
action-theme-system = Farbschema des Systems
settings-hold = Ein Neuron bei gehaltener Maustaste feuern lassen alle
settings-hold-tip = Modellzeit zwischen zwei Spikes, unabhängig vom Tempo
settings-past = Speicher für den Rückblick
settings-past-tip = Zustände des Laufs, die aufbewahrt werden, damit jeder Zeitpunkt sofort erscheint. Bei 0 MiB wird er vom Anfang an neu berechnet.
action-theme-system-tip = Dunkel oder hell, wie im System eingestellt
action-theme-system-words = automatisch
action-theme-dark = Dunkles Farbschema
action-theme-dark-tip = Hell auf dunkel
action-theme-dark-words = dunkel, nacht, schwarz
action-theme-light = Helles Farbschema
action-theme-light-tip = Dunkel auf hell
action-theme-light-words = hell, tag, weiß
action-theme-projector = Farbschema für den Beamer
action-theme-projector-tip = Groß und kontrastreich, für einen hellen Raum
action-theme-projector-words = beamer, kontrast, hörsaal
action-palette = Befehl suchen…
action-palette-tip = Befehle, Lektionen, Vorlagen und Parameter über ein paar Buchstaben von Name oder Bedeutung finden
palette-hint = Ein Befehl, eine Lektion, eine Vorlage, ein Parameter, etwas zum Hinzufügen…
palette-name = Befehl, Lektion, Vorlage oder Parameter suchen
palette-preset = Vorlage „{ $name }“ öffnen
palette-lesson = Lektion „{ $name }“ öffnen
palette-work = Ungespeichertes Dokument { $name } öffnen
palette-nothing = Nichts gefunden.
palette-add = { $name } hinzufügen
palette-add-stimulus = Stimulus hinzufügen: { $name }
palette-add-receptor = Rezeptor hinzufügen: { $name }
palette-plot = Diagramm: { $what } von { $of }
palette-show = Diagramm: { $probe }
action-zoom-in = Vergrößern
action-zoom-in-tip = Alles vergrößern
action-zoom-in-words = größer, vergrößern
action-zoom-out = Verkleinern
action-zoom-out-tip = Alles verkleinern
action-zoom-out-words = kleiner, verkleinern
action-zoom-reset = Normale Größe
action-zoom-reset-tip = Alles in normaler Größe zeigen
action-zoom-reset-words = 100, originalgröße
action-fit-canvas = Netzwerk einpassen
action-fit-canvas-tip = Das ganze Netzwerk zeigen
action-fit-canvas-words = einpassen, zentrieren, alles zeigen, übersicht
action-outline = Gliederung
action-outline-tip = Alle Neuronen, Synapsen, Stimuli und Diagramme auflisten, mit Suche
action-outline-words = liste, objekte, neuron suchen, verzeichnis
outline-hint = Suchen…
outline-search = In der Gliederung suchen
outline-count = { $count } Einträge
outline-select-all = Diese auswählen
outline-nothing = Nichts gefunden.
outline-neuron = Neuron
outline-population = Population
outline-stimulus = Stimulus
outline-synapse = Synapse
outline-plot = Diagramm
outline-plot-number = Diagramm { $number }
action-next-pane = Nächster Bereich
action-next-pane-tip = Die Tastatur zum nächsten Teil des Fensters schicken
action-next-pane-words = fokus, nächster teil
action-previous-pane = Voriger Bereich
action-previous-pane-tip = Die Tastatur zum vorigen Teil des Fensters schicken
pane-parameters = Parameter
pane-plots = Diagramme
pane-equations = Gleichungen
action-fit-plots = Diagramme einpassen
action-fit-plots-tip = Die neuesten Daten im Maßstab der Vorlage zeigen
action-fit-plots-words = achsen anpassen, skalieren, live
action-measure = Mit Messlinien messen
action-measure-tip = Zwei Messlinien auf den Diagrammen über der Zeit zeigen oder verbergen und was zwischen ihnen abgelesen wird
action-measure-words = cursor, lineal, tau, anpassung, anstiegszeit, halbwertsbreite, fläche, spitze, statistik
action-own-data = Eigene Daten und Anpassungen
action-own-data-tip = Das Fenster zur eigenen Aufzeichnung zeigen oder verbergen: worunter sie liegt und Anpassungen daran
action-own-data-words = aufzeichnung, csv, referenz, anpassung, fit, vergleich, rms, kleinste quadrate, experiment
action-align-recording = Aufzeichnung am letzten Klick ausrichten
action-align-recording-tip = Die Zeit 0 der Aufzeichnung, oder ihren Anfang, wenn sie keine Zeit 0 hat, auf den letzten Klick auf ein Neuron legen
action-align-recording-words = verschieben, trigger, reiz, aufzeichnung
action-fit-parameters = Parameter anpassen
action-fit-parameters-tip = Die gewählten Parameter anpassen, bis das Diagramm zur Aufzeichnung darunter passt
action-fit-parameters-words = fit, kleinste quadrate, levenberg, marquardt, optimieren, schätzen, standardfehler
action-range = Wertebereich durchlaufen…
action-range-tip = Das Dokument für mehrere Werte eines Parameters je einmal laufen lassen und sehen, was daraus wird
action-range-words = bereich, variieren, parameter sweep, kurvenschar, abhängigkeit, dosis wirkung, durchfahren
action-source-of-spikes = Quellen aus den Spikes machen
action-source-of-spikes-tip = Für jede Spikefolge der Aufzeichnung eine Quelle hinzufügen, die zu ihren Zeiten feuert
action-source-of-spikes-words = spikeliste, spikezeiten, importieren, liste, generator
action-other-cursor = Andere Messlinie
action-other-cursor-tip = Mit der Tastatur zur anderen Messlinie gehen
action-other-cursor-words = cursor wechseln, nächste messlinie
action-copy-readings = Messwerte kopieren
action-copy-readings-tip = Was zwischen den Messlinien abgelesen wird, als Tabelle kopieren
action-copy-readings-words = zwischenablage, tabelle, messungen
action-sweeps = Sweeps
action-sweeps-tip = Ein Diagramm an dem ausrichten, was immer wieder geschieht, die letzten Sweeps übereinanderlegen und Amplituden ablesen
action-sweeps-words = trigger, überlagern, ausrichten, PPR, amplitude
action-triggered-average = Getriggertes Mittel
action-triggered-average-tip = Die Kurven eines Diagramms um jeden Trigger mitteln, zum Beispiel um jeden Spike, mit Standardfehler
action-triggered-average-words = STA, spike-triggered average, trigger, mittelung, ausrichten
action-log-axis = Logarithmische Achse
action-log-axis-tip = Die senkrechte Achse des Diagramms unter dem Zeiger in gleiche Verhältnisse teilen: Eine Exponentialfunktion wird zur Geraden
action-log-axis-words = logarithmus, halblogarithmisch, dekaden
action-log-axis-x = Logarithmische waagrechte Achse
action-log-axis-x-tip = Die waagrechte Achse des Diagramms unter dem Zeiger in gleiche Verhältnisse teilen: Ein Potenzgesetz wird zur Geraden, wenn beide Achsen so geteilt sind
action-log-axis-x-words = logarithmus, doppelt logarithmisch, dekaden, x-achse
action-lock-axis = Grenzen festhalten
action-lock-axis-tip = Die senkrechte Achse des Diagramms unter dem Zeiger bei ihren jetzigen Grenzen lassen, was auch gezeigt wird
action-lock-axis-words = achse fixieren, grenzen, bereich, skala
action-copy-sweeps = Sweeps kopieren
action-copy-sweeps-tip = Die Tabelle dessen kopieren, was an den gezeigten Sweeps abgelesen wird
action-copy-sweeps-words = zwischenablage, tabelle, amplituden, PPR
action-note = Abgelesenes notieren
action-note-tip = Die gezeigten Messwerte, die Anpassung, die Sweeps oder die Läufe über einen Bereich als Notiz ins Dokument schreiben
action-note-words = notiz, aufschreiben, festhalten, notizbuch, merken
action-copy-picture = Als Bild kopieren
action-copy-picture-tip = Das Diagramm unter dem Zeiger als Bild kopieren, für Folien und Texte
action-copy-picture-words = zwischenablage, grafik, abbildung, PNG
action-copy-table = Als Tabelle kopieren
action-copy-table-tip = Was das Diagramm unter dem Zeiger zeigt, für eine Tabellenkalkulation kopieren
action-copy-table-words = zwischenablage, tabellenkalkulation, zahlen, werte
action-export = Exportieren…
action-export-tip = Werte, Arrays, Abbildungen oder Bilder in Dateien schreiben, die sich wieder öffnen lassen
action-export-words = CSV, NPZ, SVG, PNG, abbildung, bild, tabelle, daten, dpi
action-copy-command = Befehlszeile kopieren
action-copy-command-tip = Den Befehl kopieren, der in einem Terminal dieselben Spikes ergibt
action-copy-command-words = shell, terminal, bouton run, wiederholen
action-code = Code
action-code-tip = Das Dokument als Skript für Brian2 oder NEST zeigen, das den Schiebereglern folgt
action-code-words = python, skript, simulator, brian, NEST
action-reset-layout = Aufteilung zurücksetzen
action-reset-layout-tip = Die Aufteilung der Vorlage wiederherstellen
action-reset-layout-words = aufteilung, bereiche
action-full-screen = Vollbild
action-full-screen-tip = Den ganzen Bildschirm nutzen
action-full-screen-words = maximieren
action-run-pause = Start oder Pause
action-run-pause-tip = Die Simulation starten oder anhalten
action-run-pause-words = laufen, pause, abspielen, starten, stopp, anhalten, weiter, simulieren
action-step-dt = Ein Schritt
action-step-dt-tip = Um einen Zeitschritt vorrücken
action-step-dt-words = einzelschritt, zeitschritt
action-step-ms = Eine Millisekunde
action-step-ms-tip = Um eine Millisekunde Modellzeit vorrücken
action-step-ms-words = ms, eine Millisekunde
action-step-to-spike = Bis zum nächsten Spike
action-step-to-spike-tip = Bis zum nächsten Spike simulieren
action-step-to-spike-words = nächstes ereignis
action-back-dt = Einen Schritt zurück
action-back-dt-tip = Den Abspielkopf um einen Zeitschritt zurücksetzen
action-back-dt-words = voriger schritt, zurückspulen, rückwärts
action-back-ms = Eine Millisekunde zurück
action-back-ms-tip = Den Abspielkopf um eine Millisekunde Modellzeit zurücksetzen
action-back-ms-words = zurückspulen, millisekunde zurück
action-spike-before = Zurück zum letzten Spike
action-spike-before-tip = Den Abspielkopf dorthin setzen, wo zuletzt ein Neuron gefeuert hatte
action-spike-before-words = voriger spike, spike davor
action-mark-before = Zurück zum Klick oder zur Änderung davor
action-mark-before-tip = Den Abspielkopf kurz vor den letzten Klick oder die letzte Änderung setzen
action-mark-before-words = voriger klick, vorige änderung
action-mark-after = Weiter zum nächsten Klick oder zur nächsten Änderung
action-mark-after-tip = Den Abspielkopf kurz vor den nächsten Klick oder die nächste Änderung setzen
action-mark-after-words = nächster klick, nächste änderung
action-jump-before = Zurück zum Sprung davor
action-jump-before-tip = Den Abspielkopf auf den letzten Sprung der Kurve unter dem Zeiger setzen, oder dessen, was ausgewählt ist
action-jump-before-words = voriger sprung, letzte gewichtsänderung, letzte freisetzung
action-jump-after = Weiter zum nächsten Sprung
action-jump-after-tip = Den Abspielkopf auf den nächsten Sprung der Kurve unter dem Zeiger setzen, oder dessen, was ausgewählt ist
action-jump-after-words = nächster sprung, nächste gewichtsänderung, nächste freisetzung
action-to-start = Zum Anfang des Laufs
action-to-start-tip = Den Abspielkopf auf den frühesten erreichbaren Zeitpunkt setzen
action-to-start-words = zurückspulen, anfang, beginn, null
action-to-end = Zum Ende des Laufs
action-to-end-tip = Den Abspielkopf auf den neuesten Zeitpunkt setzen
action-to-end-words = gegenwart, jetzt, neueste
action-keep-ghost = Als Vergleich behalten
action-keep-ghost-tip = Das Aufgezeichnete als blassere Kurven unter den nächsten Verläufen behalten, höchstens vier
action-keep-ghost-words = vergleichen, überlagern, vorher nachher, einfrieren, vergleichskurve
action-clear-ghosts = Vergleiche entfernen
action-clear-ghosts-tip = Die blasseren Kurven früherer Verläufe entfernen
action-clear-ghosts-words = überlagerung entfernen
why-nothing-recorded = Es wurde noch nichts aufgezeichnet.
why-no-ghosts = Es gibt keinen Vergleich.
ghost-name = Vergleich { $number }
ghost-kept = Vergleich { $number }: Das Aufgezeichnete bleibt als blassere Kurven stehen. Zum Vergleichen etwas ändern und neu starten (R); höchstens { $most } werden behalten.
action-twin = Zwilling: mit und ohne Änderung vergleichen
action-twin-tip = Ab jetzt laufen zwei Simulationen im Gleichschritt: Klicks und Zufall sind in beiden gleich, Änderungen wirken nur auf B, oder auf Wunsch auf A; noch einmal beendet den Vergleich
action-twin-words = zwilling, A und B, gleiches rauschen, gepaart, kontrolle, vergleich, gleichschritt, was wäre wenn
action-twin-difference = B − A zeigen
action-twin-difference-tip = In den Diagrammen von Werten zeigen, was B mehr hat als A, statt beider
action-twin-difference-words = differenz, unterschied, abziehen, delta
action-twin-side = Zwilling: Änderungen auf A wirken lassen
action-twin-side-tip = Regler und alle anderen Änderungen wirken auf A des Zwillings statt auf B, oder wieder auf B; rückgängig gemacht wird auf der Seite, auf die sie wirken
action-twin-side-words = A ändern, kontrolle ändern, andere seite, seiten tauschen
why-no-twin = Es gibt keinen Zwilling.
edit-twin = Zwilling begonnen
twin = Zwilling
twin-about = A läuft weiter wie bisher, solange du keine Änderungen darauf wirken lässt. B ist der Lauf auf dem Bildschirm. Beide bekommen dieselben Klicks und ziehen dieselben Zufallszahlen; was durch eine Änderung eine andere Größe hat, zieht neue.
twin-begins = Beginnt mit dem nächsten Schritt …
twin-begun = Ein Zwilling läuft mit: Klicks gehen an A und B, Änderungen nur an B (Strg+Alt+Y: an A). Y beendet ihn.
twin-same = Bisher unterscheidet sich nichts: Jeder Spike und jede Freisetzung ist in beiden gleich.
twin-parting-spike-a = Bei { $time } trennen sich die beiden: Neuron { $neuron } von { $name } feuert in A, aber nicht in B.
twin-parting-spike-b = Bei { $time } trennen sich die beiden: Neuron { $neuron } von { $name } feuert in B, aber nicht in A.
twin-parting-release-a = Bei { $time } trennen sich die beiden: Axon { $neuron } von { $name } setzt in A frei, aber nicht in B.
twin-parting-release-b = Bei { $time } trennen sich die beiden: Axon { $neuron } von { $name } setzt in B frei, aber nicht in A.
twin-parting-amplitude = Bei { $time } trennen sich die beiden: Axon { $neuron } von { $name } setzt in A { $a } und in B { $b } frei.
twin-go = Dorthin
twin-go-tip = Den Abspielkopf dorthin setzen, wo sich die beiden trennen
twin-end = Zwilling beenden
twin-end-tip = B bleibt als Lauf, A als Vergleich
twin-side = Änderungen wirken auf
twin-side-a = A
twin-side-b = B, den Lauf
twin-edits-a = Parameter von A des Zwillings: Änderungen wirken auf A
twin-edits-b = Parameter von B des Zwillings: Änderungen wirken auf B
twin-now-a = Änderungen wirken jetzt auf A, und gezeigt werden die Parameter von A.
twin-now-b = Änderungen wirken jetzt auf B, und gezeigt werden die Parameter von B.
twin-a-past = A lässt sich nur am Ende des Laufs ändern. Die Taste Ende führt dorthin.
twin-a-shared = Schrittweite und Seed sind in A und B gleich. Lass Änderungen auf B wirken, um sie zu setzen.
twin-a-kept = A mit seinen Änderungen steht unter den letzten Arbeiten.
twin-alike = A und B sind hier gleich.
twin-only-b = Hier wird nur B gezeigt.
twin-not-yet = Der Abspielkopf steht vor { $time }, wo der Zwilling beginnt: Bis dahin gibt es nur einen Verlauf.
twin-weight-tip = Gemessen bei { $time }
twin-span = Beide von { $from } bis { $to }
twin-measure = Größe
twin-a = A
twin-b = B
twin-b-less-a = B − A
twin-rate = Rate von { $name }
twin-weight = Mittleres Gewicht von { $name }
twin-latency = Latenz von { $name }
twin-latency-tip = Zeit vom letzten Klick bis zum ersten Spike danach
twin-legend = A: breit und blass; B: schmal und kräftig
twin-legend-raster = A: hohl; B: gefüllt
twin-pairs = { $count ->
    [one] Über { $count } Paar von Seeds
   *[other] Über { $count } Paare von Seeds
}
twin-pairs-tip = { $count ->
    [one] Beide noch einmal von t = 0 bis jetzt mit { $count } anderen Seed spielen, der in A und B derselbe ist
   *[other] Beide noch einmal von t = 0 bis jetzt mit { $count } anderen Seeds spielen, jeden davon in A und in B
}
twin-pairs-running = Paare von Seeds: { $percent } %
twin-pairs-stop = Anhalten
twin-pairs-about = { $count ->
    [one] B − A über { $count } Seed.
   *[other] B − A über { $count } Seeds mit der halben Breite des Konfidenzintervalls (95 %): in Paaren mit demselben Seed, und als hätten A und B eigene Seeds.
}
twin-paired = in Paaren
twin-unpaired = getrennt
twin-pairs-few = { $count ->
    [one] nur in { $count } Paar
   *[other] nur in { $count } Paaren
}
twin-pairs-failed = Einer der Verläufe hat das Modell verlassen; es gibt kein Ergebnis.
twin-pairs-gone = Der Anfang des Laufs ist nicht mehr da; er lässt sich nicht noch einmal spielen.
twin-pairs-thread = Das System hat dafür keinen Thread hergegeben.
twin-kept = Der Zwilling ist beendet; A bleibt als Vergleich { $number }.
twin-over-fork = Eine Änderung in der Vergangenheit beginnt einen eigenen Lauf.
twin-over-run = Ein anderer Lauf wird gezeigt.
twin-over-document = Ein anderes Dokument ist offen; der Zwilling ist beendet.
twin-over-halted = A ist stehen geblieben: { $why }
action-follow = Diagramme folgen dem Abspielkopf
action-follow-tip = Die Diagramme mit dem Abspielkopf umblättern, solange er in der Vergangenheit steht
action-follow-words = folgen, blättern
action-previous-run = Voriger Lauf
action-previous-run-tip = Den Lauf auf dem Reiter davor ansehen
action-previous-run-words = voriger Reiter, Zweig, Abzweigung, vergleichen
action-next-run = Nächster Lauf
action-next-run-tip = Den Lauf auf dem nächsten Reiter ansehen
action-next-run-words = nächster Reiter, Zweig, Abzweigung, vergleichen
action-close-run = Lauf schließen
action-close-run-tip = Den angezeigten Lauf schließen; Rückgängig bringt ihn zurück
action-close-run-words = Reiter schließen, Zweig verwerfen
action-run-until = Simulieren bis …
action-run-until-tip = Mit vollem Tempo bis zu einem Zeitpunkt, einem Spike, einer Schwelle oder eingependelten Gewichten simulieren, oder dorthin zurück
action-run-until-words = haltepunkt, schwelle, laufen bis, ziel, simulieren bis
members = { $n } Mitglieder
fire-member = Neuron { $neuron } von { $name } feuern lassen
run-until-about = Läuft mit vollem Tempo und hält dann an.
run-until-time = Bis t =
run-until-go-time = Bis zum Zeitpunkt simulieren
run-until-value = Bis
run-until-rises = steigt auf
run-until-falls = fällt auf
run-until-above = mindestens
run-until-below = höchstens
run-until-spike = Bis zum Spike von
run-until-any = irgendeinem Neuron
run-until-spike-of = { $name }
run-until-while = nur solange
run-until-back = Zurück
run-until-go-value = Simulieren, bis der Wert erreicht ist
run-until-go-value-back = Dorthin zurück, wo der Wert erreicht wurde
run-until-go-spike = Bis zum Spike simulieren
run-until-go-spike-back = Zum Spike zurück
run-until-value-name = Beobachteter Wert
run-until-side-name = Von welcher Seite
run-until-level-name = Schwelle
run-until-spike-name = Wessen Spike
run-until-looking = Läuft, bis es geschieht
run-until-settled = Bis Gewichtsänderung kleiner als
run-until-over = binnen
run-until-go-settled = Simulieren, bis sich die Gewichte eingependelt haben
run-until-progress = { $percent } % · noch { $remaining }
run-until-change = Änderung { $change } % (angestrebt { $enough } %), höchstens noch { $remaining }
run-until-unknown = …
run-until-cancel-tip = Hier anhalten
duration-seconds = { $value } s
duration-minutes = { $value } min
duration-hours = { $hours } h { $minutes } min
action-restart = Neu starten
action-restart-tip = Bei t = 0 neu beginnen; Parameter bleiben erhalten
action-restart-words = neu starten, zurückspulen, von vorn, null
action-slower = Langsamer
action-slower-tip = Das Tempo halbieren
action-slower-words = zeitlupe, verlangsamen
action-faster = Schneller
action-faster-tip = Das Tempo verdoppeln
action-faster-words = beschleunigen, schneller
action-unlimited = Volles Tempo
action-unlimited-tip = Tempolimit aus- oder einschalten
action-unlimited-words = höchsttempo, so schnell wie möglich, turbo
action-shortcuts = Tastenkürzel
action-shortcuts-tip = Alle Tastenkürzel zeigen
action-shortcuts-words = tasten, hilfe, kurzbefehle
action-messages = Meldungen
action-messages-tip = Frühere Meldungen zeigen
action-messages-words = fehler, warnungen, mitteilungen
action-diagnostics = Diagnose
action-diagnostics-tip = Versionen, Tempo und Protokoll für einen Fehlerbericht zeigen
action-diagnostics-words = protokoll, version, fehlerbericht, leistung

# Canvas
canvas-name = Netzwerk
neuron-name = Neuron { $name }
population-name = Population { $name }
synapse-name = Synapse { $name }
neuron-parameters = Membran und Spikes
neuron-title = Neuron { $name }: { $kind }
population-title = Population { $name }: { $kind }
channels-open = { $open } von { $n } Kanälen sind offen
channels-tip = Klicken öffnet alle Kanäle wieder
two-inputs = Zwei Eingänge und ein Neuron: w₁ = { $w1 }, w₂ = { $w2 }, y = { $y }
two-inputs-tip = Klicken startet neu
hover-neuron = { $name }: { $kind }
spoken-spikes = { $count } Spikes
drop-to-open = Datei loslassen, um sie zu öffnen
drop-several = { $count } Dateien wurden losgelassen. Geöffnet wurde keine: bitte eine nach der anderen.
notice-more = Hilfe ▸ Meldungen zeigt den Rest
hover-potential = V = { $v } mV
hover-rate = { $rate } Spikes/s
junction-name = Gap Junction { $name }
hover-conductance = g = { $g } nS

# Panels
reset-to-preset = Auf Vorlage zurücksetzen
reset-to-default = Auf Standard zurücksetzen
range-vary = Über einen Bereich variieren…
tip-range = Üblich: { $min } bis { $max } { $unit }
tip-valid = Eintippen lässt sich: { $min } bis { $max } { $unit }
typed-refused = { $path }: „{ $typed }“ wurde nicht übernommen: { $reason }
unusual-value = ungewöhnlich: außerhalb des Schiebereglers, { $min } bis { $max } { $unit }
tip-source = Quelle: { $source }
tip-default = Standard: { $source }
tip-reset = Doppelklick setzt zurück.
undo-named = Rückgängig: { $name }
redo-named = Wiederholen: { $name }
pause = Pause
run = Start
speed = Tempo
speed-tip = Millisekunden Modellzeit pro Sekunde Echtzeit; 1000 ist Echtzeit
speed-value = { $speed } ms/s
speed-unlimited = unbegrenzt
speed-achieved = { $factor }× Echtzeit
time = t = { $time }
time-line = Zeitleiste
time-line-value = { $time } von { $end }
time-line-past = { $time } von { $end }, in der Vergangenheit
follow = folgen
past-end = Ende
past-before-end = { $time } vor dem Ende
run-file-saved = Lauf in { $path } gespeichert
run-file-not-saved = { $path }: Der Lauf wurde nicht gespeichert. { $why }
run-file-not-whole = Sein Anfang ist nicht mehr vorhanden: Er hat zu viele Klicks und Änderungen, oder etwas ist in ihm schiefgegangen.
run-file-not-the-same = Was geschrieben wurde, liest sich nicht als derselbe Lauf.
run-file-restarted = Inzwischen hat ein anderer Lauf begonnen.
run-file-busy = Ein Lauf wird noch gespeichert. Gleich noch einmal versuchen.
run-file-several = { $count ->
    [one] Die Datei hat einen Lauf.
   *[other] Die Datei hat { $count } Läufe: Jeder ist ein Reiter über den Diagrammen, und die nicht gezeigten werden im Hintergrund abgespielt.
 }
run-recovered-several = { $count ->
    [one] Ein Lauf wurde wiederhergestellt.
   *[other] { $count } Läufe wurden wiederhergestellt: Jeder ist ein Reiter über den Diagrammen, und die nicht gezeigten werden im Hintergrund abgespielt.
 }
run-taken-over = Der Lauf wurde geändert: Der Rest des gespeicherten Laufs entfällt.
run-differs = Der Lauf endete in einem anderen Zustand als beim Speichern: Diese Version von Bouton rechnet ihn anders, oder seine Datei wurde bearbeitet.
past-nothing = Vor diesem Zeitpunkt ist das nicht geschehen.
past-refused = Das kam, während der Abspielkopf unterwegs war; nichts wurde geändert.
past-no-undo = Vor diesem Zeitpunkt gibt es nichts rückgängig zu machen. Mit Ende lässt sich Späteres rückgängig machen.
past-no-redo = Das Rückgängiggemachte liegt nach diesem Zeitpunkt. Mit Ende lässt es sich wiederherstellen.
run-first = erster Lauf
runs-left = { $count ->
    [one] Der andere Lauf ist beendet; seine Parameter stehen unter Datei ▸ Zuletzt Ungespeichertes.
   *[other] Die { $count } anderen Läufe sind beendet; ihre Parameter stehen unter Datei ▸ Zuletzt Ungespeichertes.
}
run-tab = Lauf { $number } von { $count }, ab { $time }: { $name }
run-tab-first = Lauf { $number } von { $count }, von Anfang an
run-named = { $name }
run-numbered = Lauf { $number }
run-playing = { $name } · { $percent } %
run-gone = Dieser Lauf ist nicht mehr vorhanden.
run-closed-for-room = Der Lauf „{ $name }“ wurde geschlossen: Höchstens { $limit } Läufe sind offen. Er wurde am längsten nicht angesehen.
seek-progress = { $percent } %
seek-cancel-tip = Den Abspielkopf lassen, wo er war
reach-gone = Nicht mehr erreichbar
reach-wait = Dauert etwa { $time }
marks-clicks = { $count ->
    [one] 1 Klick
   *[other] { $count } Klicks
}
marks-edits = { $count ->
    [one] 1 Änderung
   *[other] { $count } Änderungen
}
saved-newest = Gespeichert wie am Ende des Laufs, nicht wie am Abspielkopf.
speed-achieved-tip = Tempo, das dieser Rechner gerade erreicht
lost-spikes = { $count } Spikes gezählt, aber nicht gezeichnet
lost-spikes-tip = Zu viele Spikes, um jeden zu zeichnen; gezählt werden alle
note-gain = Verstärkung { $gain } ({ $rate } Hz)
lost-samples = { $count } Schritte nicht gezeichnet
lost-samples-tip = Zu viele Werte auf einmal; die Kurven haben hier eine Lücke
lost-releases = { $count } Freisetzungen nicht gezeichnet
lost-releases-tip = Zu viele Freisetzungen auf einmal, um jede zu zeichnen
restart-engine = Simulation neu starten
undo-last-change = Letzte Änderung zurücknehmen und neu starten
synapse-title = Synapse { $name }: { $from } → { $to }
junction-title = Gap Junction { $name }: { $first } – { $second }
junction-about = Strom fließt von der stärker depolarisierten Zelle zur anderen
run-parameters = Lauf
run-parameters-about = Eine Änderung startet den Lauf neu
run-step = Zeitschritt
start-speed-unlimited = Läufe starten ohne Tempolimit.
start-speed-take = Mit jetzigem Tempo starten
start-speed-take-tip = Das Tempo dieses Laufs im Dokument ablegen: Seine Läufe starten dann damit
kinetics = Kinetik
release = Freisetzung
plasticity = Plastizität
choose-kind = Art: { $what }
named-values = Veröffentlichte Werte
own-values = Eigene Werte
caution-rest-above-threshold = E_L = { $E_L } mV liegt nicht unter V_th = { $V_th } mV: Das Neuron feuert von selbst. Ist das nicht gemeint, E_L senken.
caution-start-above-threshold = V beginnt bei { $V } mV, nicht unter V_th = { $V_th } mV: Das Neuron feuert, sobald der Lauf beginnt. Ist das nicht gemeint, V_init senken.
caution-euler-unstable = Das Euler-Verfahren ist hier instabil: Ist je eine Synapse jeder Projektion offen, erreicht G { $G } nS, und dt·G/C ist { $ratio }. Über 2 schwingt V mit jedem Schritt weiter aus. Einen Schritt unter { $longest } ms oder die Art Lif wählen.
caution-euler-refractory = Das Euler-Verfahren hält V für ganze Schritte fest: t_ref = { $t_ref } ms wirkt wie { $dt } ms. Einen kürzeren Schritt oder die Art Lif wählen.
caution-listed-twice = { $time } ms steht mehrmals in der Liste. Jede Zeit steht für einen Spike: nur einmal angeben.
caution-listed-unordered = Die Zeiten sind nicht geordnet. Vor der Verwendung werden sie sortiert.
caution-listed-refractory = { $count ->
    [one] Ein Spike der Liste kommt
   *[other] { $count } Spikes der Liste kommen
} weniger als t_ref = { $t_ref } ms nach dem vorigen und { $count ->
    [one] wird
   *[other] werden
} übergangen. t_ref kürzen oder Zeiten mit mehr Abstand angeben.
caution-listed-close = { $first } ms und { $second } ms liegen in einem Schritt von { $dt } ms. Beide Spikes zählen, V wird aber nur einmal im Schritt berechnet. Um sie zu unterscheiden, einen kürzeren Schritt wählen.
caution-train-refractory = Die Folge hat alle { $interval } ms einen Spike, t_ref ist aber { $t_ref } ms: Zu frühe Spikes werden übergangen. Die Rate senken oder t_ref kürzen.
caution-many-per-step = Bei { $rate } Hz feuert ein Neuron { $per_step }-mal in einem Schritt von { $dt } ms. Spikes eines Schritts wirken gemeinsam. Einen kürzeren Schritt oder eine niedrigere Rate wählen.
caution-more-correlated = { $asked } Neuronen sollen korrelierte Raten haben, es gibt aber nur { $n }: Alle haben sie.
caution-burst-too-long = { $n } Spikes dauern { $lasts } ms, der nächste Burst beginnt aber nach { $period } ms: Nur { $fitting } davon werden gefeuert. n senken, die Rate erhöhen oder die Periode verlängern.
caution-burst-endless = Mit n = 0 hat ein Burst kein Ende: Er bricht ab, wenn der nächste beginnt, nach { $fitting } Spikes. Die Zahl der Spikes angeben.
caution-nothing-joined = Innerhalb einer Population verbindet eins zu eins jedes Neuron nur mit sich selbst. Ohne Autapsen gibt es keine Synapsen.
caution-weights-clipped = Viele Gewichte dieser Verteilung liegen außerhalb von 0 bis { $most } und werden an das nähere Ende gerückt; ihr Mittelwert ist dann nicht der angegebene. w_sd senken.
caution-fast-binding = Während eines Pulses öffnen sich Kanäle mit einer Zeitkonstante von { $tau } ms, kürzer als der Schritt von { $dt } ms. Die Kanäle selbst sind exakt, V folgt ihnen aber nur von Schritt zu Schritt: { $known ->
        [yes] nach einer Freisetzung in Ruhe weicht es um bis zu { $error } mV ab
       *[no] wie weit es abweicht, lässt sich für diese Art Neuron nicht sagen
    }. Um den Anstieg zu sehen, einen kürzeren Schritt wählen.
caution-short-pulse = Der Puls dauert { $T_dur } ms, kürzer als der Schritt von { $dt } ms. Die Kanäle selbst sind exakt, V folgt ihnen aber nur von Schritt zu Schritt: { $known ->
        [yes] nach einer Freisetzung in Ruhe weicht es um bis zu { $error } mV ab
       *[no] wie weit es abweicht, lässt sich für diese Art Neuron nicht sagen
    }. Um ihn zu sehen, einen kürzeren Schritt wählen.
caution-unusual = { $value }{ $unit } ist ungewöhnlich: Der Regler reicht von { $min } bis { $max }{ $unit }. Der Wert wird so verwendet, wie er ist.
screenshot-boxes = Den Schriften des Programms { $count ->
    [one] fehlt ein Zeichen
   *[other] fehlen { $count } Zeichen
} dieses Dokuments ({ $letters }): An seiner Stelle steht im Bild ein Kästchen.
caution-line = Vorsicht: { $words }
cautions-more = …und { $count } weitere Hinweise
caution-fast-learning = Über A₊ = 0,02 ist jeder Lernschritt zu groß: Gewichte trennen sich nicht mehr in starke und schwache. Um früher etwas zu sehen, stattdessen mit vollem Tempo simulieren (Strg+G).
erratum = Oft falsch dargestellt
connection = Verbindung
connection-about = Wie die beiden Populationen verbunden sind
select-something = Ein Neuron oder eine Synapse anklicken, um die Parameter zu sehen.
mixed = verschieden
several-populations = { $count } Neuronen oder Populationen
several-projections = { $count } Synapsen
several-junctions = { $count } Gap Junctions
advanced = Mehr
show-parameters = Parameter von { $name }
divider-upright = Ziehen ändert die Breite der linken und rechten Hälfte
divider-level = Ziehen ändert die Höhe der oberen und unteren Hälfte
no-messages = Noch keine Meldungen.
copy = Kopieren
shortcuts-stage = In einer Vorlesung
shortcuts-canvas = Maus und Ziffern
shortcuts-digits = 0–9: das Neuron dieses Namens feuern lassen
shortcuts-click = Neuron anklicken: feuern lassen. Neuron rechts anklicken oder Synapse anklicken: Parameter zeigen
shortcuts-drag = Neuron ziehen: verschieben. Hintergrund ziehen, Mausrad oder zwei Finger: Ansicht verschieben
shortcuts-edit = Mit dem Bearbeiten-Werkzeug: vom Rand eines Neurons ziehen verbindet, Umschalt + Klick wählt mehrere aus, Pfeiltasten verschieben, Eingabe zeigt die Parameter
shortcuts-zoom = Strg + Mausrad oder zwei Finger spreizen: zoomen
shortcuts-plot = Diagramme: ziehen zeigt Früheres, das Mausrad zoomt die Zeit, Strg + Mausrad die andere Achse, Umschalt + Mausrad verschiebt, Doppelklick zeigt die neuesten Daten
shortcuts-cursors = Messlinien: Ein Klick auf ein Diagramm setzt die nächste, sie oder ihren Griff ziehen; mit der Tastatur ← → um einen Messpunkt, Umschalt + ← → um zehn, ↑ ↓ zum nächsten oder letzten Ereignis
shortcuts-reset = Doppelklick auf das Symbol eines Parameters: zurücksetzen

# What is often misstated: stated as it is
erratum-model-network = Ob eine Synapse erregt, hängt vom Rezeptor (durch sein Umkehrpotential) und vom Membranpotential ab, nicht vom Transmitter oder vom präsynaptischen Neuron. Glutamat hemmt manche Zellen der Netzhaut; GABA erregt viele unreife Neuronen. Dass ein Neuron entweder erregend oder hemmend ist (oft Dales Gesetz genannt), gilt für schnelle Synapsen des adulten Kortex, wo 80 bis 90 % der Synapsen Glutamat verwenden.
erratum-model-decay = Die Rate λ = 1/τ in dN/dt = −λN ist positiv. Mit einem Endwert N∞ ≠ 0 lautet die Gleichung dN/dt = (N∞ − N)/τ, gelöst durch N(t) = N∞ + (N₀ − N∞) e^(−t/τ); der Sonderfall N₀ = 0 ergibt N∞ (1 − e^(−t/τ)). τ ist der Mittelwert der Offenzeiten, nicht von N.
erratum-receptor-ampa = AMPA-Kanäle lassen Na⁺ und K⁺ durch, die meisten wenig Ca²⁺. Ihr Umkehrpotential nahe 0 mV liegt zwischen den Nernst-Potentialen dieser Ionen. ḡ ist eine Leitfähigkeit, keine Permeabilität. AMPA hebt V nur, solange V unter E_s liegt.
erratum-receptor-nmda = Der Magnesiumblock ist unvollständig: Bei −70 mV sind 4,4 % der offenen Kanäle unblockiert. Jede Depolarisation löst ihn, unabhängig von ihrer Ursache. Der unblockierte Anteil ist G_NMDA = 1/(1 + [Mg²⁺]/3,57 mM · e^(−V/16,13 mV)) (Jahr & Stevens 1990). NMDA-Rezeptoren leiten Na⁺, K⁺ und viel Ca²⁺.
erratum-receptor-gaba_a = GABA_A-Rezeptoren sind Chloridkanäle und ziehen V zu E_s hin. Ist E_s gleich dem Ruhepotential, so ist in Ruhe nichts zu sehen, aber andere Eingänge werden kurzgeschlossen (Shunt). Ein inhibitorisches postsynaptisches Potential (IPSP) erscheint, wenn die Membran depolarisiert ist oder E_s unter dem Ruhepotential liegt.
erratum-receptor-gaba_b = GABA_B-Rezeptoren öffnen K⁺-Kanäle über ein G-Protein (und hemmen Ca²⁺-Kanäle in Endigungen). Die Antwort steigt über mehrere zehn Millisekunden und dauert Hunderte.
erratum-kinetics-instant = Beide Regeln gelten: exponentieller Abfall zwischen Spikes und ein Sprung bei jedem Spike. Der sofortige Anstieg ist eine Vereinfachung: NMDA-Kanäle brauchen etwa 10 ms, GABA_B-Antworten etwa 100 ms.
erratum-kinetics-square_pulse = α ist konstant; ohne Transmitter ist das Produkt αT gleich 0. Während des Pulses ist die Zeitkonstante 1/(αT + β), und P_s nähert sich αT/(αT + β), also weniger als 1. Das Lösen während des Pulses zu vernachlässigen, sodass P_s sich 1 nähert, lässt sich hier zum Vergleich wählen.
erratum-release-constant = P_rel ist eine Wahrscheinlichkeit; als Amplitude verwendet steht sie für den Mittelwert über viele Versuche. Jede Freisetzung benutzt den Wert von P_rel bei ihrem Spike und ändert sich nicht, wenn P_rel sich später ändert.
erratum-release-facilitation = Ein Spike bringt P_rel auf P_rel + f_F (1 − P_rel), in Richtung 1. Ohne den ersten Term könnte P_rel nie über f_F/4 steigen, Spikes würden es also senken. Bahnung überträgt hohe Spikeraten besser als niedrige.
erratum-release-depression = Ein Spike bringt P_rel auf f_D P_rel, in Richtung 0. Depression überträgt niedrige Spikeraten besser als hohe. Schnelle Änderungen der Rate dagegen kommen besser durch als langsame.

# Plots
plot-time = t (ms)
plot-time-seconds = t (s)
plot-time-minutes = t (min:s)
plot-time-hours = t (h:min:s)
plot-name = Diagramm von { $names }
plot-value = { $values } bei { $time }

legend-name = Kurve { $name }
plot-live = Live
plot-live-tip = Zurück zu den neuesten Daten
plot-fit = Einpassen
plot-fit-tip = Zurück zum Maßstab der Grafik
plot-whole = Ganze Spikes
plot-whole-tip = Spikes bis zu ihrer Spitze zeigen
legend-tip = Klicken blendet die Kurve aus oder ein
plot-releases = Freisetzung je Spike: { $name }
plot-block = Anteil unblockierter NMDA-Kanäle
plot-current-voltage = I-V-Kurve (alle Kanäle offen)
plot-paired-pulse = Doppelpulsverhältnis A₂/A₁
plot-frequency-response = Freisetzung je Spike im stationären Zustand
plot-modulation-gain = Verstärkung der Ratenmodulation
plot-return-map = Return-Map: jede Freisetzung gegen die vorige
plot-variance-mean = Varianz der Freisetzungen gegen ihren Mittelwert
plot-amplitudes = Verteilung der Freisetzungen
plot-intervals = Interspike-Intervalle
decay-handle-tau = Zeitkonstante τ
decay-handle-half = Halbwertszeit t½
plot-open-times = Offenzeiten von { $n } Kanälen
plot-weights = Gewichte von { $name }
plot-weight-histogram = Gewichtsverteilung: { $name }
plot-weight-film = Gewichte von { $name } im Zeitverlauf
plot-stdp-window = STDP-Fenster: { $name }
plot-pairing-frequency = Gewichtsänderung nach 60 Paaren, über der Paarrate
plot-rate-distribution = Feuerraten der Neuronen (letzte 10 s)
plot-correlogram = Kreuzkorrelogramm: { $of } um { $about } (Zufall = 1)
plot-phase-plane = { $y } gegen { $x }
legend-way = { $from } bis { $to }
plot-rates = Feuerrate (Hz)
plot-irregularity = Unregelmäßigkeit (CV der Interspike-Intervalle)
plot-weight-plane = Gewichtsebene: w₂ gegen w₁
switch-by-group = nach Gruppe
switch-by-weight = nach Gewicht
switch-all-neurons = alle Neuronen
switch-axes = Achsen tauschen
switch-by-index = nach Synapse
switch-pre-minus-post = prä − post
switch-post-minus-pre = post − prä
switch-tip = Vorzeichenregel oder Gruppierung umschalten
note-fixed-weights = Die Gewichte sind fest.
note-last-pair = letztes Paar: Δt = { $dt } ms, Δw = { $change } %
note-sixty-pairs = mittlere Stärke nach 60 Paaren bei 1 Hz
note-stalled = Das Lernen steht still: Das Neuron feuert mit weniger als 0,2 Hz
axis-groups = unkorreliert · korreliert
axis-synapse = Synapse
axis-percent = %
axis-seconds = t (s)
axis-minutes = t (min)
axis-hours = t (h)
axis-post-minus-pre = Δt = t_post − t_pre (ms)
axis-pre-minus-post = Δt = t_pre − t_post (ms)
axis-pairs-per-second = Paarrate (Hz)
curve-uncorrelated = unkorreliert
curve-correlated = korreliert
curve-all = { $before } davor, { $after } danach, n = { $n }
curve-all-first = erste { $seconds } s: { $before } davor, { $after } danach, n = { $n }
curve-strong = stark: { $before } davor, { $after } danach, n = { $n }
curve-weak = schwach: { $before } davor, { $after } danach, n = { $n }
curve-strong-first = stark, erste { $seconds } s: { $before } davor, { $after } danach, n = { $n }
curve-weak-first = schwach, erste { $seconds } s: { $before } davor, { $after } danach, n = { $n }
curve-chance = Zufall
curve-pairs = Paare
plot-weight-length = Länge des Gewichtsvektors
plot-responses = Antworten auf die beiden Muster
axis-presentations = Darbietungen
curve-first-axis = erste Hauptachse
curve-inputs = Eingänge
axis-potential = V (mV)
axis-free = unblockierter Anteil G_NMDA
axis-current = I (pA)
axis-interval = Intervall (ms)
axis-neurons = Neuronen (%)
axis-rate = Rate (Hz)
axis-lag = Zeit vom Spike von { $about } an (ms)
axis-relative = relativ zum Zufall
axis-frequency = Modulationsfrequenz (Hz)
axis-amplitude = Freisetzung A
axis-before = Freisetzung bei Spike k
axis-after = Freisetzung bei Spike k + 1
axis-mean = Mittelwert der Freisetzung A
axis-variance = Varianz von A
axis-count = Anzahl
axis-open-time = Offenzeit (ms)
axis-mean-open-time = mittlere Offenzeit
curve-now = jetzt
curve-theory = Theorie
curve-measured = gemessen
curve-before = andere Parameter
curve-without-block = ohne Mg²⁺-Block
curve-poisson = Poisson-Prozess
curve-regular = regelmäßige Spikefolge
curve-same = Verstärkung 1
curve-tangent = Tangente
curve-binomial = Binomialverteilung
note-mean = Mittel { $mean } ± { $error }
note-mean-cv = Mittel { $mean } ms, CV { $cv }
note-moments = Mittel { $mean }, Varianz { $variance }
note-correlogram = Spikes von { $about } in den letzten { $seconds } s: { $spikes }; davor und danach: Mittel bis 10 ms
note-no-pairs = Noch keine Paare: Beide müssen feuern.
note-no-groups = Die Gewichte lassen sich den Neuronen nicht zuordnen: Dazu braucht es zwischen beiden eine lernende Projektion, die alle mit allen oder eins zu eins verbindet, mit weniger Neuronen.
note-failures = Ausfallrate { $failures }
note-waiting = Noch keine Freisetzung. Das präsynaptische Neuron anklicken.

# What is read between the two cursors
cursor-name = Messlinie { $number }
cursor-tip = Ziehen oder mit den Pfeiltasten bewegen: ← → um einen Messpunkt, mit Umschalt um zehn, ↑ ↓ zum nächsten oder letzten Ereignis
cursor-time = Messlinie { $number } bei
readings = Messwerte
readings-of = Was abgelesen wird
readings-spikes = Spikes von { $name }
readings-nothing = Die Diagramme zeigen nichts, was sich ablesen lässt.
readings-level = Anpassungen enden auf einem bekannten Wert
readings-level-tip = Sonst findet die Anpassung den Wert, auf den die Kurve abklingt
readings-level-value = Endwert
readings-first-neuron = Neuronen von
readings-last-neuron = bis
readings-neurons-tip = Oder mit Umschalt einen Kasten über das Raster ziehen
readings-between = Δt
readings-frequency = 1/Δt
readings-first = Bei Messlinie 1
readings-second = Bei Messlinie 2
readings-change = Differenz
readings-ratio = Verhältnis
readings-peak = Spitze
readings-at-end = { $value }, an der späteren Messlinie
readings-peak-time = Zeit der Spitze
readings-rise = Anstieg, 10–90 %
readings-half-width = Halbwertsbreite
readings-area = Fläche über dem ersten Wert
readings-mean = Mittel
readings-one = Eine Exponentialfunktion
readings-two = Zwei Exponentialfunktionen
readings-tau = τ, eine Exponentialfunktion
readings-tau-fast = τ der schnelleren von zweien
readings-tau-slow = τ der langsameren
readings-r-squared = R²
readings-residuals = Residuen, RMS
readings-not-exponential = Nicht exponentiell: R² ist { $value }
readings-undetermined = Aus diesem Stück nicht zu bestimmen
readings-few = Weniger als zwei Messpunkte
readings-resolution = Auflösung
readings-coarse = Mehrere Schritte wurden zusammen aufgezeichnet
readings-count = Spikes
readings-active = Neurone, die gefeuert haben
readings-rate = Rate je Neuron
readings-interval = Mittleres Intervall
readings-cv = CV der Intervalle
readings-fano = Fano-Faktor, 20 Teile
readings-intervals = Intervalle von 0 bis { $end } ms, je { $width } ms
readings-intervals-name = Histogramm der Intervalle zwischen Spikes

# Sweeps of a plot, and averages about triggers
sweeps-window = Sweeps: { $names }
sweeps-on = In Sweeps zeigen
sweeps-trigger = Trigger
sweeps-spike = Spike von { $name }
sweeps-click = Klick auf { $name }
sweeps-level = Schwelle von { $name }
sweeps-one-neuron = Eines Neurons, Nummer
sweeps-level-value = Schwelle
sweeps-hysteresis = Hysterese
sweeps-rising = Steigend
sweeps-falling = Fallend
sweeps-before = Vor dem Trigger
sweeps-after = Danach
sweeps-last = Gezeigte Sweeps
sweeps-auto = Auto
sweeps-auto-tip = Das Diagramm läuft durch, bis es einen Sweep gibt, und solange auf der Zeitachse gemessen oder verglichen wird
sweeps-normal = Normal
sweeps-normal-tip = Das Diagramm wartet auf einen Sweep
sweeps-once = Einmal
sweeps-once-tip = Das Diagramm behält den ersten Sweep
sweeps-overlaid = Überlagert
sweeps-overlaid-tip = Die letzten Sweeps, ihr Mittel und eine Standardabweichung darum
sweeps-average = Mittel
sweeps-average-tip = Das Mittel um jeden Trigger mit seinem Standardfehler; die Abschnitte dürfen sich überlappen
sweeps-again = Von vorn
sweeps-again-tip = Die bisherigen Sweeps vergessen und auf den nächsten Trigger warten
sweeps-of = Tabelle von
sweeps-waiting = Wartet auf einen Trigger
sweeps-shown = { $count ->
    [one] Ein Sweep
   *[other] { $count } Sweeps, Mittel ± SD
}
sweeps-averaged = { $count ->
    [one] Mittel um einen Trigger
   *[other] Mittel um { $count } Trigger ± SE
}
sweeps-time = t nach Trigger (ms)
sweeps-curve = { $name }, Trigger bei { $time } ms
sweeps-mean = { $name }, Mittel
sweeps-above = { $name }, Mittel + { $scatter }
sweeps-below = { $name }, Mittel − { $scatter }
sweeps-began = Trigger bei
sweeps-mean-row = Mittel
sweeps-sd-row = SD
sweeps-value = Wert
sweeps-triggers = Trigger
sweeps-first = Am Anfang
sweeps-error = SE an der Spitze
sweeps-copy = Tabelle kopieren
sweeps-save = Tabelle speichern…
sweeps-save-tip = In eine Datei, als CSV
event-spike = Spike von { $name }
event-arrival = Ankunft an { $name }

# Dialogs
dialog-open = Vorlage öffnen
dialog-open-verb = Öffnen
dialog-save = Vorlage speichern
dialog-save-verb = Speichern
dialog-export = In eine Datei exportieren
dialog-export-verb = Exportieren
dialog-save-run = Lauf speichern
dialog-exists = { $path } existiert bereits. Zum Ersetzen nochmals speichern oder einen anderen Pfad eingeben.
dialog-or-type = Den Dialog des Systems benutzen oder hier einen Pfad eingeben:
dialog-type = Pfad der Datei eingeben:
cancel = Abbrechen
untitled = Unbenannt
menu-recent = Zuletzt geöffnet
settings-bad = Bouton konnte die Einstellungen in { $path } nicht lesen ({ $detail }). Sie sind als { $kept } gesichert; Bouton ist mit Standardwerten gestartet.
settings-unusable = Bouton konnte die Einstellungen in { $path } nicht lesen ({ $detail }) und ist mit Standardwerten gestartet.
settings-not-saved = Bouton konnte die Einstellungen nicht speichern: { $detail }
journal-failed = Der Lauf wird nicht mitgeschrieben, ein Absturz würde ihn verlieren: { $detail }
journal-too-long = Er ist zu lang geworden, um wieder gelesen zu werden, mehr als { $limit } MiB.
autosave-failed = Das automatische Sichern funktioniert nicht: { $detail }
menu-recent-work = Zuletzt Ungespeichertes
recent-work-about = Dokumente, die ungespeichert verlassen wurden. Sie öffnen sich als ungespeicherte Dokumente ohne Datei.
recent-work-none = Es gibt keine ungespeicherten Dokumente.
recent-work-open = Öffnen
recent-work-open-name = { $name } öffnen
recent-work-delete = Löschen…
recent-work-delete-name = { $name } löschen…
delete-sure = Endgültig löschen?
delete-yes = Löschen
delete-yes-name = { $name } endgültig löschen
delete-no = Behalten
delete-no-name = { $name } behalten
work-from = aus { $path }
and-more = und { $count } weitere
size-kib = { $size } KiB
size-mib = { $size } MiB
budget-title = Viele ungespeicherte Dokumente
budget-about = Bouton bewahrt { $count } Kopien ungespeicherter Dokumente auf, zusammen { $size }. Über { $most } Kopien oder { $space } hinaus bietet es an, die ältesten zu löschen, und löscht nichts ohne Zustimmung. Die ältesten stehen hier.
budget-delete = Diese { $count } löschen
budget-keep = Alle behalten
settings-newer = Format { $found } stammt von einer neueren Version von Bouton
settings-outside = { $key }: { $value } liegt nicht zwischen { $min } und { $max }
settings-long-text = ein Text ist länger als { $limit } Bytes
settings-seen = seen: es ist mehr vermerkt, als dieses Programm sich merkt
settings-no-file = es ist keine Datei mit Einstellungen
settings-unreadable = das System meldet: { $detail }
syntax-at = Zeile { $line }, Spalte { $column }: { $what }
autosave-trouble = Automatisches Sichern gestört
autosave-works = Das automatische Sichern funktioniert wieder.
recovery-bad = { $count } Sicherungskopien konnten nicht gelesen werden; sie bleiben in { $folder }.
recovery-title = Ungespeicherte Arbeit gefunden
recovery-about = Bouton endete, bevor dies gespeichert war. Wiederhergestelltes öffnet sich als ungespeichertes Dokument. Alles Übrige bleibt unter Datei ▸ Zuletzt Ungespeichertes.
recovery-recover = Wiederherstellen
recovery-recover-name = { $name } wiederherstellen
recovery-discard = Verwerfen…
recovery-discard-name = { $name } verwerfen…
recovery-later = Später
recovery-later-tip = Beim nächsten Start erneut fragen
ago-seconds = vor { $count } s
ago-minutes = vor { $count } min
ago-hours = vor { $count } h
ago-days = vor { $count } Tagen
clipboard = Zwischenablage
preset-copied = Die Vorlage ist als Text in der Zwischenablage.
not-saved-title = Nicht gespeichert
not-saved-as = Speichern unter…
not-saved-overwrite = Überschreiben
not-saved-reload = Neu laden
unsaved-title = Ungespeicherte Änderungen
unsaved-question = „{ $name }“ hat ungespeicherte Änderungen. Speichern?
unsaved-revert = „{ $name }“ auf den zuletzt gespeicherten oder geöffneten Stand zurücksetzen?
unsaved-save = Speichern
unsaved-discard = Nicht speichern
unsaved-do-revert = Verwerfen
unsaved-several = Diese Dokumente sind in keiner Datei gespeichert:
unsaved-kept = Nicht Gespeichertes bleibt unter Datei ▸ Zuletzt Ungespeichertes erhalten.
unsaved-lost = Nicht Gespeichertes geht verloren.
rewrite-title = Kommentare gingen verloren
rewrite-question = „{ $name }“ enthält Kommentare, die nicht mehr zum geänderten Dokument passen ({ $count }). Ohne sie speichern? Bouton bewahrt den alten Text daneben auf, mit der Endung .bak.
rewrite-save = Speichern, alten Text behalten
rewrite-kept = Der alte Text steht in { $path }
reopen-title = Öffnen, was diese Datei enthält?
reopen-question = „{ $name }“ enthält einen Lauf von „{ $title }“ mit Seed { $seed }, von { $from } bis { $to } ms, mit { $count ->
    [one] einer Eingabe
   *[other] { $count } Eingaben
 } von Hand oder nach Plan. Er wird als Dokument ohne Titel geöffnet und bis zu seinem Ende gespielt.
reopen-version = Version { $version } hat diese Datei geschrieben, und ihre Ergebnisse waren andere: Der Lauf kann von dem abweichen, was die Datei zeigt.
reopen-as-recording = Als Aufzeichnung öffnen
dialog-recording = Aufzeichnung öffnen
own-data = Eigene Daten
own-data-nothing = Eine Aufzeichnung auf das Fenster ziehen oder öffnen: eine Tabelle mit Zeiten und Werten, Zeiten von Spikes, NPZ oder was NEST schreibt.
own-data-reading = { $name } wird gelesen
own-data-file = { $name }
own-data-samples = { $count ->
    [one] Eine Zeile
   *[other] { $count } Zeilen
}; Spalten: { $columns }
own-data-spikes = { $count ->
    [one] Ein Spike
   *[other] { $count } Spikes
}; Quellen: { $sources }
own-data-column = Spalte
own-data-under = Liegt unter
own-data-time-unit = Einheit der Zeiten
own-data-unit = Einheit der Werte
own-data-choose = Auswählen…
own-data-choose-all = Oben auswählen, was fehlt: Dann liegt die Aufzeichnung unter dem Diagramm.
own-data-no-plot = Kein Diagramm zeigt eine Größe über der Zeit. Zuerst etwas darstellen: Die Aufzeichnung liegt darunter.
own-data-no-window = Die Aufzeichnung enthält Änderungen über Intervallen. Hier lernt keine Synapse, also gibt es nichts zu vergleichen.
own-data-other-quantity = Die Spalte ist in { $written } und das, worunter sie liegt, in { $unit }: eine andere Größe.
own-data-no-time-unit = Die Datei nennt die Einheit ihrer Zeiten nicht. Sie lässt sich im Fenster wählen.
own-data-too-many-spikes = { $sources } Quellen mit bis zu je { $spikes } Spikes sind zu viele; höchstens { $limit } Quellen mit je { $most } Spikes sind möglich.
own-data-shift = Später um
own-data-difference = Abweichung, RMS: { $value } über { $count ->
    [one] einen Messpunkt
   *[other] { $count } Messpunkte
}
own-data-apart = Der Lauf und die Aufzeichnung haben noch keine Zeit gemeinsam.
own-data-remove = Aus dem Diagramm nehmen
own-data-fit = Parameter zum Anpassen, höchstens { $limit }. Jeder Versuch ist ein Lauf ab t = 0 mit den Klicks dieses Laufs.
own-data-starts = Startpunkte
own-data-starts-tip = Die jetzigen Werte sind einer davon; die anderen liegen in den Bereichen der Schieberegler. Das beste Ende wird behalten.
own-data-between = Nur zwischen den Messlinien, { $from } bis { $to }
own-data-parameter = Parameter hinzufügen
own-data-not-fitted = { $path } nicht anpassen
own-data-fitting = Anpassung: Schritt { $steps }, { $runs } Läufe
own-data-left = Verbleibende Abweichung, RMS: { $value }
own-data-overtaken = Das Dokument hat sich geändert, deshalb wurde die Anpassung aufgegeben.
tool-explore = Erkunden
tool-explore-name = Erkunden-Werkzeug
tool-explore-tip = Neuron anklicken lässt es feuern, ziehen verschiebt es
tool-edit = Bearbeiten
tool-edit-name = Bearbeiten-Werkzeug
tool-edit-tip = Klick wählt aus, Ziehen vom Rand eines Neurons verbindet, Ziehen aus der Palette fügt hinzu
palette-lif = LIF
palette-lif-tip = Ein Leaky-Integrate-and-Fire-Neuron: auf die Arbeitsfläche ziehen oder anklicken
palette-lif-words = neuron, integrate and fire, iaf
palette-izhikevich = Izhikevich
palette-izhikevich-tip = Ein Neuron, das Bursts und Adaptation zeigen kann: auf die Arbeitsfläche ziehen oder anklicken
palette-izhikevich-words = burst, quadratisch
palette-adex = AdEx
palette-adex-tip = Ein adaptives exponentielles Neuron mit eigenem Anstieg: auf die Arbeitsfläche ziehen oder anklicken
palette-adex-words = adaptiv exponentiell, aeif
palette-spike-source = Quelle
palette-spike-source-tip = Eine Spikequelle, feuert auf Klick oder in Spikefolgen: auf die Arbeitsfläche ziehen oder anklicken
palette-spike-source-words = spikequelle, generator, eingang
palette-poisson = Poisson
palette-poisson-tip = Eine Poisson-Quelle, feuert zufällig: auf die Arbeitsfläche ziehen oder anklicken
palette-poisson-words = rauschen, zufall, zufällige spikes
palette-population = Population
palette-population-tip = Hundert Leaky-Integrate-and-Fire-Neuronen: auf die Arbeitsfläche ziehen oder anklicken
palette-population-words = gruppe, schicht, viele neuronen
palette-gap = Gap Junction
connect-by = neue Synapsen:
connect-by-name = Rezeptor neuer Synapsen
connect-by-tip = Rezeptor der Synapsen, die gezogen werden
connecting = Das Ziel von { $name } anklicken, mit Eingabe wählen oder seine Ziffer drücken; Pfeile und Tab führen dorthin. Umschalt verbindet mehrere. Esc bricht ab.
empty-edit = Ein Neuron aus der Palette unten hierher ziehen oder dort anklicken
empty-explore = Dieses Netzwerk ist leer. Unten „Bearbeiten“ wählen, um Neuronen hinzuzufügen.
menu-fire = Feuern
add-stimulus = Stimulus hinzufügen
add-stimulus-words = strom, injektion, eingang, reiz
meter = Sonde
meter-tip = Auf ein Diagramm ziehen, um dies dort aufzuzeichnen; ein Klick setzt sie in ein passendes Diagramm
inspector = { $name }
naming = Name
naming-title = Umbenennen
naming-several = Namen
naming-hint = Ein Name für jedes, durch Kommas getrennt, oder ein Name, der nummeriert wird. ×80 nach einem Namen setzt die Zahl der Neuronen.
naming-number = Das sind { $given } Namen für { $count } Objekte. Bitte { $count } Namen eingeben oder einen.
naming-count = Zahl der Neuronen
naming-set = Setzen
badge-name = Zahl der Neuronen von { $name }: { $n }
badge-tip = Doppelklick ändert die Zahl der Neuronen
plot-member = V von Neuron { $neuron } aus { $name } zeigen
naming-verb = Umbenennen
no-plots = Noch keine Diagramme. Ein Neuron auswählen und seine Sonde hierher ziehen.
plot-menu = Diagramm { $number }
plot-menu-tip = Vergrößern, verschieben, Sonden, entfernen
plot-pop = Vergrößern
plot-back = Zurück zu allen Diagrammen
plot-earlier = Nach vorn
plot-later = Nach hinten
plot-probes = Sonden
plot-axes = Achsengrenzen…
plot-sweeps = Sweeps…
plot-take = Mitnehmen
plot-take-table = Tabelle als CSV…
plot-take-drawing = Abbildung als SVG…
plot-take-picture = Abbildung als PNG…
axes-time = Zeit
axes-auto = Senkrechte Achse an die Daten anpassen
axes-low = Von
axes-high = Bis
axes-bin = Breite einer Klasse
axes-lag = Größter Abstand
axes-over = Zählen über die letzten
axes-span = Gezeigte Zeit
axes-x = Waagerecht
axes-y = Senkrecht
axes-one-neuron = Nur ein Neuron
axes-neuron = Neuron
no-axis-of-sweeps = Sweeps haben eine eigene Achse: zuerst das Diagramm über der Zeit des Laufs zeigen.
no-lock = Die Achse dieses Diagramms hat keine Grenzen, die sich festhalten ließen.
plot-remove = Diagramm entfernen
divider-plots = Ziehen ändert die Höhe der Diagramme
add-plot-empty = Noch nichts darzustellen: zuerst ein Neuron hinzufügen.
add-raster = Raster
add-raster-words = rasterdiagramm, spikes
add-rate-distribution = Verteilung der Raten
add-rate-distribution-words = ratenhistogramm
add-correlogram = Kreuzkorrelogramm
add-correlogram-words = kreuzkorrelation, korrelogramm, synchronie
add-correlogram-own = Kreuzkorrelogramm innerhalb
add-correlogram-own-words = synchronie, autokorrelogramm
add-correlogram-weight = Kreuzkorrelogramm nach Gewicht
add-correlogram-weight-words = starke und schwache synapsen, kreuzkorrelation
add-phase-plane = Phasenebene
add-phase-plane-words = zustandsraum, phasenporträt, trajektorie, nullklinen
add-rates = Feuerrate
add-rates-words = rate, frequenz
add-intervals = Interspike-Intervalle
add-intervals-words = isi, intervallhistogramm
add-irregularity = Unregelmäßigkeit (CV)
add-irregularity-words = cv, variationskoeffizient
add-releases = Freisetzungen
add-releases-words = transmitter, vesikel
add-paired-pulse = Doppelpulse
add-paired-pulse-words = ppr, doppelpuls
add-frequency = Stationäre Freisetzung
add-weights = Gewichte
add-weights-words = lernen, synapsengewichte
add-weight-histogram = Gewichtsverteilung
add-weight-histogram-words = gewichtshistogramm
add-weight-film = Gewichte im Zeitverlauf
add-stdp-window = STDP-Fenster
add-stdp-window-words = lernfenster
add-block = Mg²⁺-Block gegen V
add-block-words = magnesium, nmda-block
add-current-voltage = I-V-Kurve
add-current-voltage-words = iv, strom-spannungs-kurve
choose-connect = Verbindungsmuster
connect-all-to-all = Alle mit allen
connect-one-to-one = Eins zu eins
connect-probability = Zufällig, mit Wahrscheinlichkeit p
connect-in-degree = Feste Eingangszahl
connect-list = Liste von Paaren
choose-weights = Anfangsgewichte
weights-constant = Alle gleich
weights-uniform = Gleichverteilt
weights-normal = Normalverteilt
weights-list = Liste von Werten
add-receptor = Rezeptor hinzufügen
remove-receptor = { $name } entfernen
remove-stimulus = Stimulus entfernen

# Window
no-window = Bouton kann kein Fenster öffnen: { $detail }.
    Auf einem Rechner mit Bildschirm einen OpenGL-Treiber installieren (libgl1-mesa-dri unter Debian) oder LIBGL_ALWAYS_SOFTWARE=1 setzen.
    Ohne Bildschirm funktionieren „bouton run“ und „bouton screenshot“.
engine-not-finite = V von Neuron { $neuron } (Population mit id { $population }) wurde { $value } mV bei { $time }. Letzte Änderung zurücknehmen oder kleineren Schritt oder kleinere Leitfähigkeiten verwenden.
engine-ended = Der Rechenkern ist stehen geblieben: sein Thread ist zu Ende. Das Dokument ist sicher; bitte speichern, Bouton neu starten und dies melden.
engine-panicked = Die Simulation ist abgebrochen ({ $text }). Das Dokument ist sicher. Bitte neu starten und dies melden.

# Equations
action-equations = Gleichungen
action-equations-tip = Die Gleichungen des ausgewählten Neurons oder der Synapse mit ihren jetzigen Werten zeigen
action-equations-words = formel, formeln, mathematik, differentialgleichung
equation-number = { $symbol } in der Gleichung
equations-none = Diese Quelle feuert zu festgelegten Zeiten; sie hat keine Gleichungen.
equation-held = refraktär
spoken-over = { $above } durch { $below }
spoken-squared = Quadrat
spoken-power = hoch { $inner }
spoken-root = Wurzel aus { $inner }
spoken-bar = { $inner } max
spoken-dot = Änderungsrate von { $inner }
spoken-equals = gleich
spoken-plus = plus
spoken-minus = minus
spoken-less = ist kleiner als
spoken-greater = ist größer als
spoken-at-least = ist mindestens
spoken-becomes = wird zu
spoken-sum = Summe über
spoken-infinity = unendlich
spoken-distributed = ist verteilt wie

# Lessons
run-log-no-runs = darin steht kein Lauf
run-log-runs = { $count } Läufe sind zu viele; die Grenze ist { $limit }
run-log-inputs = { $count } Eingaben sind zu viele; die Grenze für alle Läufe zusammen ist { $limit }
run-log-planned = { $count } geplante Spikes sind zu viele; die Grenze für alle Läufe zusammen ist { $limit }
run-log-parts = alle Netzwerke der Änderungen zusammen haben { $count } Populationen, Stimuli, Projektionen, Gap Junctions und Blöcke aufgelisteter Paare; die Grenze ist { $limit }
run-log-name = ein Name mit { $count } Zeichen ist zu lang; die Grenze ist { $limit }
run-log-place-run = einen Lauf { $value } gibt es hier nicht; davor stehen { $count }, gezählt ab 0
run-log-place-step = Schritt { $value } liegt nicht in diesem Lauf, der von { $least } bis { $most } geht
run-log-place-inputs = { $value } Eingaben können dort nicht gewirkt haben: an diesem Schritt sind es { $least } bis { $most }
run-log-end = ein Lauf, der bei Schritt { $least } beginnt, kann nicht bei Schritt { $value } enden; das Ende muss auch unter { $limit } liegen
run-log-hash = „{ $written }“ ist kein Hash: 16 Ziffern von 0 bis f
run-log-step = eine Eingabe bei Schritt { $value } passt nicht in die Reihenfolge: hier muss sie zwischen { $least } und dem Ende des Laufs bei { $most } liegen
run-log-of-run = { $path } gehört zum ganzen Lauf, deshalb kann keine Eingabe es ändern
run-log-who = „{ $written }“ ist kein Neuron: NAME steht für eine Salve, NAME:NUMMER für ein Neuron
run-log-population = eine Population „{ $written }“ gibt es bei diesem Schritt nicht
run-log-neuron = { $written }: das letzte Neuron dieser Population ist bei diesem Schritt { $last }
lesson-no-title = es fehlt ein Titel
lesson-steps = eine Lektion hat 1 bis { $limit } Schritte; diese hat { $count }
lesson-no-start = der erste Schritt braucht einen Anfang: start: Preset("…") hinzufügen
lesson-words = der Text hat { $count } Wörter; erlaubt sind { $limit }
lesson-unknown = „{ $name }“ ist weder ein Parameter noch ein Neuron, eine Synapse oder eine Sonde im Dokument des Schritts
lesson-no-plot = ein solches Diagramm gibt es nicht; das Dokument des Schritts hat { $count }
lesson-begins = ein Schritt beginnt bei einer Zeit von mehr als 0 und höchstens 1 000 000 ms; ohne sie am Anfang des Laufs
lesson-time = eine Zeit muss zwischen 0 und 1 000 000 ms liegen
lesson-value = „{ $value }“ ist kein gültiger Wert für { $path }
lesson-link = „{ $target }“ ist ein Link, der nicht geöffnet würde: Ein Link führt zu einem Parameter, einem Neuron, einer Synapse oder dem Glossar (glossary) oder zu einer Adresse, die mit https:// beginnt
lesson-picture = „{ $target }“ ist ein Bild, und Lektionen zeigen keine: show: [Synapse], show: [Receptors] oder ein Diagramm verwenden
lesson-work = alle Schritte durchzuspielen braucht { $count } Schritte mal Neuronen und Axone; erlaubt sind höchstens { $limit }: die Zeiten in see verkürzen

# Gallery
topic-synapse = Was eine Synapse tut
topic-kinetics = Wie Kanäle öffnen und schließen
topic-receptors = Rezeptoren
topic-release = Freisetzung und Kurzzeitplastizität
topic-circuits = Schaltkreise
topic-learning = Lernen
topic-competition = Synapsen im Wettbewerb
topic-review = Rückblick
gallery-search = Auf Deutsch oder Englisch suchen…
gallery-search-name = Lektionen und Vorlagen suchen
gallery-all = Alle
gallery-lessons = Lektionen
gallery-presets = Vorlagen
gallery-left = Nur was noch fehlt
gallery-left-tip = Lektionen weglassen, die bis zum Ende gezeigt wurden, und Vorlagen, die geöffnet wurden
gallery-close = Galerie schließen
gallery-all-seen = Alles ist gesehen.
gallery-progress = { $lessons } von { $of_lessons } Lektionen und { $presets } von { $of_presets } Vorlagen gesehen · noch { $minutes } min Lektionen
gallery-lesson = Lektion · { $minutes } min
gallery-lesson-begun = Lektion · { $minutes } min · { $seen } von { $of } Schritten gesehen
gallery-lesson-finished = Lektion · { $minutes } min · ✓ alle { $of } Schritte gesehen
gallery-name-lesson = Lektion „{ $title }“
gallery-name-preset = Vorlage „{ $title }“
gallery-preset = Vorlage
gallery-preset-seen = Vorlage · ✓ geöffnet

# Teaching
menu-lessons = Lektionen
menu-open-lesson = Lektion öffnen
action-next-step = Nächster Schritt
action-next-step-tip = Zum nächsten Schritt der Lektion gehen
action-next-step-words = weiter, nächste seite
action-previous-step = Voriger Schritt
action-previous-step-tip = Einen Schritt der Lektion zurückgehen
action-previous-step-words = zurück, vorige seite
action-show-me = Vormachen
action-show-me-tip = Diesen Schritt vorführen
action-show-me-words = vormachen, demo
action-close-lesson = Lektion schließen
action-close-lesson-tip = Die Lektion verlassen und weiterarbeiten
action-close-lesson-words = lektion verlassen, lektion beenden
action-lecture = Vorlesung
action-lecture-tip = Nur das Wesentliche dieses Schritts zeigen, groß, für ein Publikum
action-lecture-words = vortrag, präsentation, vorführen, publikum
action-teacher-notes = Für Lehrende
action-teacher-notes-tip = Ziel, Aufgaben und verbreitete Missverständnisse
action-teacher-notes-words = notizen, lehrperson, hinweise
action-welcome = Willkommen
action-welcome-tip = Die Willkommensseite zeigen
action-welcome-words = startseite, anfang
action-glossary = Glossar
action-glossary-tip = Zeigen, was die Begriffe der Lektionen bedeuten
action-glossary-words = begriffe, wörterbuch, definitionen
glossary-membrane-potential = Membranpotential, V
glossary-membrane-potential-about = Die Spannung zwischen dem Inneren und dem Äußeren einer Zelle. In Ruhe beträgt sie etwa −70 mV: Das Innere ist negativ.
glossary-resting-potential = Ruhepotential, E_L
glossary-resting-potential-about = Das Membranpotential ohne Eingang. Das Leck zieht V dorthin zurück.
glossary-depolarise = Depolarisieren, hyperpolarisieren
glossary-depolarise-about = V weniger negativ machen, zur Schwelle hin; V negativer machen, von ihr fort.
glossary-threshold = Schwelle, V_th
glossary-threshold-about = Das Potential, bei dem ein Neuron feuert, hier meist −54 mV.
glossary-spike = Spike
glossary-spike-about = Ein Aktionspotential: ein kurzer, immer gleicher Sprung von V, der das Axon entlang zu den Synapsen läuft.
glossary-ion-channel = Ionenkanal
glossary-ion-channel-about = Ein Protein mit einer Pore in der Membran. Ist sie offen, fließen bestimmte Ionen hindurch.
glossary-conductance = Leitfähigkeit, g
glossary-conductance-about = Wie leicht Strom durch die offenen Kanäle fließt, in Nanosiemens (nS). Je mehr Kanäle offen sind, desto größer ist sie.
glossary-reversal-potential = Umkehrpotential, E_s
glossary-reversal-potential-about = Das Potential, bei dem der Strom durch die Kanäle eines Rezeptors sein Vorzeichen wechselt. Offene Kanäle ziehen V dorthin.
glossary-driving-force = Treibende Kraft, V − E_s
glossary-driving-force-about = Wie weit V vom Umkehrpotential entfernt ist. Strom ist Leitfähigkeit mal treibende Kraft.
glossary-epsp = EPSP, exzitatorisches postsynaptisches Potential
glossary-epsp-about = Der Anstieg von V in der postsynaptischen Zelle nach einem Spike an einer erregenden Synapse.
glossary-ipsp = IPSP, inhibitorisches postsynaptisches Potential
glossary-ipsp-about = Der Abfall von V in der postsynaptischen Zelle nach einem Spike an einer hemmenden Synapse. Er ist nur sichtbar, solange V über dem Umkehrpotential liegt.
glossary-time-constant = Zeitkonstante, τ
glossary-time-constant-about = Die Zeit, nach der bei einem exponentiellen Abfall noch 37 % übrig sind.
glossary-release-probability = Freisetzungswahrscheinlichkeit, P_rel
glossary-release-probability-about = Die Wahrscheinlichkeit, dass ein Spike an einer Freisetzungsstelle Transmitter freisetzt.
glossary-poisson-process = Poisson-Prozess
glossary-poisson-process-about = Zufällige Spikes, die unabhängig voneinander kommen, mit einer gegebenen Rate.
glossary-cv = CV, Variationskoeffizient
glossary-cv-about = Standardabweichung der Interspike-Intervalle durch ihren Mittelwert: 0 bei regelmäßigem Feuern, 1 bei einem Poisson-Prozess.
glossary-stdp = STDP, Spike-Timing-abhängige Plastizität
glossary-stdp-about = Eine Änderung des Gewichts, die von der Reihenfolge prä- und postsynaptischer Spikes abhängt: Potenzierung (LTP), wenn prä zuerst kommt, Depression (LTD), wenn post zuerst kommt.
lesson-back = Zurück
lesson-next = Weiter
hint-link-tip = Zeigen
hint-lesson = Warum? Lektion „{ $title }“
lesson-following = Nächste Lektion
lesson-finish = Fertig
lesson-place = { $step } von { $count }
lesson-reveal = Antwort zeigen
link-title = Webseite öffnen?
link-question = Dieser Link führt aus Bouton hinaus, zu { $host }:
link-open = Im Browser öffnen
link-copy = Adresse kopieren
link-other-script = Dieser Name enthält Buchstaben einer anderen Schrift, die vertrauten ähnlich sehen können.
link-not-https = Der Link „{ $address }“ wird nicht geöffnet: Aus Lektionen öffnen sich nur Adressen, die mit https:// beginnen, nicht { $scheme }:
link-with-user = Der Link „{ $address }“ wird nicht geöffnet: Er nennt einen Benutzer und verbirgt so, dass er zu { $host } führt
link-without-name = Der Link „{ $address }“ wird nicht geöffnet: Er führt zu einer bloßen Nummer statt zu einer Seite mit Namen
link-nowhere = Der Link „{ $address }“ wird nicht geöffnet: Das ist keine Adresse
link-too-long = Der Link wird nicht geöffnet: Seine Adresse ist länger als { $limit } Zeichen
lecture-notes = Notizen
lecture-next = Danach: { $title }
lecture-next-lesson = Nächste Lektion: { $title }
notes-clock = Uhrzeit
notes-elapsed = { $time } seit dem Beginn
notes-black = Der Bildschirm ist schwarz
stage-next = Nächster Schritt
stage-back = Schritt davor
stage-question = Frage
stage-question-show = Die Frage groß zeigen
stage-black = Bildschirm schwarz
stage-list = Liste der Schritte
stage-notes = Notizen
stage-laser = Laserpointer
stage-large = Großer Zeiger
stage-pen = Stift
stage-erase = Löschen
stage-end = Vorlesung beenden
lesson-aim = Ziel dieser Lektion
lesson-aim-reached = Das sollte nun gelingen
lesson-sources = Quellen
lecture-end = Ende der Lektion
teacher-aim = Ziel
teacher-minutes = { $minutes } Minuten
teacher-tries = Aufgaben
teacher-misconceptions = Verbreitete Missverständnisse
welcome-title = Wie funktionieren Synapsen?
welcome-about = Einen Rezeptor zum Ausprobieren wählen oder die Lektionen der Reihe nach durchgehen.
welcome-lessons = Lektionen
welcome-explore = Zur Werkbank
welcome-explore-tip = Die erste Vorlage öffnen
card-fast = schnell
card-slow = langsam
card-glutamate = Glutamat erregt meist
card-gaba = GABA hemmt meist
card-ampa = Öffnet sich beinahe augenblicklich, schließt sich binnen Millisekunden.
card-nmda = Bleibt lange offen, leitet aber nur bei depolarisierter Membran gut.
card-gaba-a = Ein Chloridkanal, der die Membran nahe dem Ruhepotential hält.
card-gaba-b = Wirkt über ein G-Protein: langsam, lang anhaltend, hyperpolarisierend.
card-depolarised = in einem depolarisierten Neuron
card-open = { $name } öffnen
card-numbers = E { $E } mV · τ { $tau } ms
picture-synapse = Zeichnung einer Synapse
picture-neuron = Zeichnung eines Neurons und seiner Synapsen
picture-receptors = Tafel der vier Rezeptoren
synapse-idle = Auf einen Teil zeigen, um zu sehen, was er tut.
synapse-release = P₀ = { $percent } %: Im Mittel setzt ein Spike diesen Anteil der angedockten Vesikel frei. Auf einen Teil zeigen, um zu sehen, was er tut.
synapse-axon = Axon
synapse-axon-about = Das Axon bringt das Aktionspotential vom präsynaptischen Neuron.
synapse-bouton = Bouton
synapse-bouton-about = Die Schwellung am Ende des Axons: die präsynaptische Endigung. Nach ihr heißt dieses Programm.
synapse-vesicle = Vesikel
synapse-vesicle-about = Ein Bläschen mit einigen tausend Molekülen Transmitter. Manche liegen an der Membran bereit, mit ihr zu verschmelzen.
synapse-calcium-channel = Calciumkanal
synapse-calcium-channel-about = Er öffnet sich, wenn das Aktionspotential ankommt. Das einströmende Calcium löst das Verschmelzen angedockter Vesikel aus, bei jedem Spike mit der Wahrscheinlichkeit P_rel.
synapse-transmitter = Transmitter
synapse-transmitter-about = An den meisten zentralen Synapsen Glutamat oder GABA. Er diffundiert binnen Mikrosekunden über den Spalt und ist nach etwa einer Millisekunde daraus entfernt.
synapse-cleft = Synaptischer Spalt
synapse-cleft-about = Der Raum zwischen den beiden Zellen, etwa 20 nm breit.
synapse-receptor = Rezeptor
synapse-receptor-about = Ein Protein in der postsynaptischen Membran, das den Transmitter bindet. Viele Rezeptoren sind Ionenkanäle; welche Ionen sie durchlassen, entscheidet, was die Synapse bewirkt.
synapse-postsynaptic = Postsynaptische Zelle
synapse-postsynaptic-about = Der Strom durch ihre Rezeptoren ändert ihr Membranpotential. Erregende Synapsen sitzen oft auf dendritischen Dornen.
cell-dendrite = Dendrit
cell-dendrite-about = Dendriten empfangen die meisten Synapsen: Ein Neuron des Kortex hat etwa 7000. Deren Ströme fließen den Dendriten entlang zum Soma.
cell-spine = Dorn
cell-spine-about = Ein Köpfchen von weniger als einem Mikrometer. Die meisten erregenden Synapsen des Kortex sitzen auf Dornen, und Dornen wachsen und schrumpfen, wenn die Synapse lernt.
cell-excitatory = Erregende Synapse
cell-excitatory-about = Glutamat, meist weit außen auf Dornen. Im Elektronenmikroskop ist die postsynaptische Seite dick (Typ I nach Gray, asymmetrisch).
cell-soma = Soma
cell-soma-about = Der Zellkörper. Hier treffen alle Eingänge zusammen, bevor das Neuron feuert.
cell-inhibitory = Hemmende Synapse
cell-inhibitory-about = GABA, oft am Soma, wo Hemmung aufheben kann, was die Dendriten sammeln. Beide Seiten sehen gleich aus (Typ II nach Gray, symmetrisch).
cell-initial-segment = Anfang des Axons
cell-initial-segment-about = Hier beginnt der Spike. Manche hemmenden Neuronen setzen ihre Synapsen genau an diese Stelle: axo-axonische Synapsen.
cell-axon-end = Boutons des Axons
cell-axon-end-about = Hier ist das Neuron präsynaptisch: seine eigenen Synapsen auf andere Zellen.
settings-welcome = Beim Start die Willkommensseite zeigen

# Warum etwas gesprungen ist: Sätze des Protokolls
why-unknown = Über diesen Sprung ist nichts bekannt.
why-when = Bei { $time } ms erreichte ein Spike von Neuron { $own } die Synapse, { $ago } ms nach einem von Neuron { $other }.
why-when-plain = Bei { $time } ms erreichte ein Spike von Neuron { $own } die Synapse.
why-when-alone = Bei { $time } ms erreichte ein Spike von Neuron { $own } die Synapse. Er bildet mit keinem Spike von Neuron { $other } ein Paar.
why-alone = { $when } { $outcome }
why-pair-pre = { $when } Die Spur war y = { $y }, also Δw = −A₋ y f₋(w) = −{ $A } · { $y } · { $f } = { $change }. { $outcome }
why-pair-post = { $when } Die Spur war x = { $x }, also Δw = A₊ x f₊(w) = { $A } · { $x } · { $f } = { $change }. { $outcome }
why-triplet-pre = { $when } Die Spuren waren o₁ = { $o } und r₂ = { $r }, also Δw = −o₁ (A₂⁻ + A₃⁻ r₂) = −{ $o } · ({ $A } + { $B } · { $r }) = { $change }. { $outcome }
why-triplet-post = { $when } Die Spuren waren r₁ = { $r } und o₂ = { $o }, also Δw = r₁ (A₂⁺ + A₃⁺ o₂) = { $r } · ({ $A } + { $B } · { $o }) = { $change }. { $outcome }
why-vogels-pre = { $when } Die Spur war y = { $y }, also Δw = η (y − 2 ρ₀ τ) = { $eta } · ({ $y } − { $aim }) = { $change }. { $outcome }
why-vogels-post = { $when } Die Spur war x = { $x }, also Δw = η x = { $eta } · { $x } = { $change }. { $outcome }
why-calcium-drift = In den { $span } ms vor { $time } ms begann Calcium bei { $c }. Es blieb { $d } ms über θ_d und { $p } ms über θ_p. { $outcome }
why-calcium-jump = Bei { $time } ms ließ ein Spike Calcium ein: c stieg um { $C } von { $before } auf { $after }.
why-calcium-step = Bei { $time } ms war Calcium { $after }.
why-edit = Bei { $time } ms wurde das Netz geändert. { $outcome }
why-w-rises = Das Gewicht stieg von { $before } auf { $after }.
why-w-falls = Das Gewicht fiel von { $before } auf { $after }.
why-w-stays = Das Gewicht blieb bei { $after }.
why-w-cut = Das ergäbe { $raw }, aber eine Grenze schnitt es ab. Das Gewicht ging von { $before } auf { $after }.
why-release-when = Bei { $time } ms kam ein Spike von Neuron { $pre } an, { $since } ms nach dem letzten.
why-release-first = Bei { $time } ms kam ein Spike von Neuron { $pre } an.
why-release-constant = { $when } Er setzte A = P₀ = { $A } frei.
why-release-facilitation = { $when } Er traf P_rel = { $P } an und setzte A = { $A } frei. Dann stieg P_rel auf P_rel + f_F (1 − P_rel) = { $P } + { $f } · (1 − { $P }) = { $after }.
why-release-depression = { $when } Er traf P_rel = { $P } an und setzte A = { $A } frei. Dann fiel P_rel auf f_D P_rel = { $f } · { $P } = { $after }.
why-release-both = { $when } Er traf u = { $u } und x = { $x } an und setzte A = u x = { $A } frei. Dann stieg u auf u + f_F (1 − u) = { $nextU }, und x fiel auf f_D x = { $nextX }.
why-release-tsodyks-markram = { $when } Er traf u = { $u } und x = { $x } an und setzte A = u x = { $A } frei. Dann fiel x auf x (1 − u) = { $nextX }, und u stieg auf u + U (1 − u) = { $nextU }.
why-release-quantal = { $when } Etwa { $ready } Plätze waren voll. Der Zufall setzte mit p = { $p } genau k = { $k } Vesikel frei, also A = k q = { $k } · { $q } = { $A }. Dann waren { $left } volle Plätze übrig.
why-channels = Bei { $time } ms öffnete Transmitter Kanäle am { $receptor }: P_s ging von { $before } auf { $after }. Bei einem Gewicht von 1 kommen ḡ ΔP = { $g } · { $dP } = { $added } nS dazu.
why-channels-later = Bei { $time } ms erreichte Transmitter den { $receptor }. Seine Kanäle öffnen sich von P_s = { $before } an in der Zeit danach.
why-spike-threshold = Bei { $time } ms feuerte Neuron { $own }, weil sein Potential { $before } mV erreichte. Es wurde auf { $after } mV zurückgesetzt.
why-spike-asked = Bei { $time } ms wurde Neuron { $own } zum Feuern gebracht. Sein Potential ging von { $before } mV auf { $after } mV.
why-spike-asked-source = Bei { $time } ms wurde Neuron { $own } zum Feuern gebracht.
why-spike-chance = Bei { $time } ms feuerte Neuron { $own } zufällig.

# Das Protokoll: was seine Spalten heißen und was dazu gesagt wird
ledger-too-many = { $asked } sind mehr als die { $most }, die sich zugleich beobachten lassen; weniger nennen
cli-ledger-note-times = t_ms ist, wann ein Spike an der Synapse war; dt_post_minus_pre_ms = t_post − t_pre, beide an der Synapse
cli-ledger-note-delay = bei axonaler Verzögerung kommt der präsynaptische Spike spät an die Synapse, bei dendritischer der postsynaptische
cli-ledger-note-traces = x1, x2 sind die Spuren des Axons und y1, y2 die des Ziels, unmittelbar vor dem Spike; Spalten mit _after unmittelbar danach
cli-ledger-note-raw = raw ist das Gewicht ohne Grenzen; change = after − before; partner_ms ist der letzte Spike der anderen Seite, der mit diesem ein Paar bildet
cli-ledger-note-release = bei Freisetzung ist before P_rel nach dem Spike davor, recovered P_rel bei Ankunft des Spikes; state1 und state2 sind die Variablen der Regel
cli-ledger-note-sum = Zeilen eines Objekts addieren sich: Σ change = letztes after − erstes before
cli-ledger-what-if-kept = die Spikes bleiben, wie sie waren; in einem Lauf hätte ein anderes Gewicht sie verändert
cli-ledger-saved = { $option }: ein gespeicherter Lauf hat seinen eigenen Wert; die Option weglassen oder ein Preset nennen
cli-ledger-until = --duration { $until }: der Lauf endet bei { $end } ms
cli-ledger-no-log = --run sagt, welcher Lauf eines gespeicherten Laufs; dies ist ein Preset
cli-ledger-why = --why: der Lauf endet bei { $end } ms
cli-ledger-nothing = mit --synapse oder --neuron nennen, was zu beobachten ist; die Projektionen sind { $known }
cli-ledger-bad-synapse = --synapse { $written }: PROJEKTION, PROJEKTION:N oder PROJEKTION:N..M schreiben
cli-ledger-bad-neuron = --neuron { $written }: POPULATION, POPULATION:N oder POPULATION:N..M schreiben
cli-ledger-no-projection = --synapse: es gibt keine Projektion „{ $name }“; etwa { $known }
cli-ledger-no-synapse = --synapse { $written }: die letzte Synapse der Projektion ist { $last }
cli-ledger-no-jump = bis dahin hatte sich nichts geändert, was beobachtet wird
cli-ledger-sum = { $name }: { $rows } Zeilen, Σ = { $sum }, von { $first } bis { $last }
cli-ledger-what-if-late = Vorsicht: --what-if vergleicht die neuesten { $kept } Zeilen; { $gone } davor sind nicht mehr da

# Das Protokoll im Fenster
action-why = Warum dieser Sprung?
action-why-tip = Den letzten Sprung der Kurve unter dem Zeiger oder der Auswahl erklären
action-ledger = Protokoll
action-ledger-tip = Jede Änderung der Auswahl mit ihrer Ursache auflisten
action-save-ledger = Protokoll speichern
action-save-ledger-tip = Die Zeilen des Protokolls als CSV speichern, gefiltert und geordnet wie gezeigt
action-save-ledger-words = export, tabelle, änderungen der gewichte
ledger-jump = Warum { $name } sprang
menu-export = Exportieren als
take-table = Alle Werte als CSV…
take-spikes = Alle Spikes als CSV…
take-arrays = Alles als NPZ…
take-drawing = Abbildung als SVG…
take-picture = Abbildung als PNG…
take-film = Bewegtes Bild (APNG)…
take-canvas = Netzwerk als PNG…
take-window = Fenster als PNG…
take-written = Exportiert nach { $path }
take-copied-table = { $count ->
    [one] Eine Tabelle mit einer Zeile ist in der Zwischenablage
   *[other] Eine Tabelle mit { $count } Zeilen ist in der Zwischenablage
}
take-copied-picture = Ein Bild von { $width } × { $height } Bildpunkten ist in der Zwischenablage
take-nothing-recorded = Der Lauf hat noch nicht begonnen: Es gibt noch nichts mitzunehmen.
take-nothing-drawn = Kein Diagramm zeigt etwas, das sich als Abbildung zeichnen oder als Tabelle schreiben lässt. Stattdessen das Fenster als PNG exportieren.
take-too-long = Die Werte wären { $size } MiB lang, und Dateien bis { $limit } MiB lassen sich wieder öffnen: exportieren, was ein Diagramm zeigt, oder „bouton run --csv“ verwenden, das keine Grenze hat.
take-too-many-spikes = Es sind mehr als { $limit } Spikes, so viele wie eine Datei aus dem Fenster höchstens enthält: exportieren, was ein Diagramm zeigt, oder „bouton run --spikes“ verwenden, das keine Grenze hat.
take-too-many-cells = Die Tabelle hätte { $count } Zellen, und die Zwischenablage bekommt höchstens { $limit }: hineinzoomen oder eine CSV-Datei exportieren.
take-run-gone = Der gemeinte Lauf ist nicht mehr der im Fenster: Er wurde neu begonnen, oder ein anderer wurde gewählt. Es wurde nichts geschrieben; bitte nochmals exportieren.
take-beginning-gone = der Anfang des Laufs ist nicht mehr bekannt
take-no-picture = Das Fenstersystem hat kein Bild des Fensters geliefert. „bouton screenshot“ zeichnet eines ohne es.
take-stopped = Es wurde nichts geschrieben: Der Export wurde angehalten.
take-writing = Export
take-clipboard = In die Zwischenablage
take-stop = Anhalten
export-figures = Abbildungen
export-shown = Was die Diagramme zeigen
export-whole = Den ganzen Lauf
export-width = Breite
export-height = Höhe eines Diagramms
export-dpi = Bildpunkte je Zoll
export-film = Länge eines bewegten Bilds
export-fps = Einzelbilder je Sekunde
export-legend = Linien benennen
export-caption = Darunter sagen, woraus die Abbildung entstand
line-copied = In der Zwischenablage: { $line }
line-refused = Keine Befehlszeile ergibt die Spikes dieses Laufs: { $reason }
line-untitled = Das Dokument hat keinen Namen, den ein Befehl verwenden könnte. Erst speichern, dann die Befehlszeile kopieren.
line-too-long = sie hätte { $length } Zeichen, und Systeme nehmen höchstens { $limit }. Stattdessen eine NPZ-Datei exportieren und mit „bouton replay“ abspielen
line-no-set = der Wert von { $path } lässt sich nicht hinter --set schreiben. Das Dokument speichern und den Lauf neu beginnen
line-click-then-change = bei { $time } ms wurde { $name } zum Feuern gebracht und dann ohne Zeit dazwischen { $path } geändert; ein Befehl ändert zuerst
line-added = { $name } kam hinzu. Das Dokument speichern, den Lauf neu beginnen und nochmals kopieren
line-removed = { $name } wurde entfernt. Das Dokument speichern, den Lauf neu beginnen und nochmals kopieren
line-renamed = { $name } wurde umbenannt. Das Dokument speichern, den Lauf neu beginnen und nochmals kopieren
line-rebuilt = { $name } wurde auf eine Weise geändert, die kein --set sagt, etwa durch eine andere Art von Mechanismus. Das Dokument speichern, den Lauf neu beginnen und nochmals kopieren
code-title = Code für andere Simulatoren
code-script = Skript
code-copy = Kopieren
code-save = Speichern…
code-busy = Wird geschrieben…
code-large = Das Netzwerk ist groß, und sein Skript enthält, was Bouton davon berechnet. Das kann eine Weile dauern.
code-write = Skript schreiben
code-refused = Für dieses Dokument gibt es kein Skript:
code-copied = Ein Skript mit { $count } Zeilen ist in der Zwischenablage
ledger-no-probe = Nichts, was gezeichnet wird, springt. Zuerst ein Gewicht, einen Leitwert oder ein Potential zeichnen.
ledger-no-single = Diese Kurve ist die Summe über viele Synapsen. Eine einzelne zeichnen, um nach ihrem Sprung zu fragen.
ledger-no-jump = Hier ist kein Sprung.
ledger-no-jump-after = Nach diesem Zeitpunkt ist kein Sprung.
ledger-no-what-if = Hier lässt sich keine andere Regel vergleichen: Das Gewicht ist fest, ändert sich zwischen Spikes, oder seine Regel wurde geändert.
ledger-go = Dorthin gehen
ledger-copy-sentence = Satz kopieren
ledger-open = Protokoll öffnen
ledger-shares = Anteile der Spur: { $shares }
ledger-share = { $share } (vor { $ago } ms)
ledger-search = Objekt suchen
ledger-sign = Vorzeichen der Änderung
ledger-both = Auf und ab
ledger-up = Aufwärts
ledger-down = Abwärts
ledger-least = Mindestens
ledger-by-size = Größte zuerst
ledger-whole = Ganzer Lauf
ledger-paused = Für die Zeilen den Lauf anhalten.
ledger-wait = Die Zeilen werden berechnet.
ledger-empty = Von der Auswahl gibt es keine Zeilen.
ledger-count = { $count } Zeilen, { $from } bis { $to }, Σ = { $sum }
ledger-copy = Zeilen kopieren
ledger-save = Als CSV speichern…
ledger-earlier = { $count ->
    [one] eine frühere Änderung ist nicht mehr da
   *[other] { $count } frühere Änderungen sind nicht mehr da
}
ledger-what-if = Regeln vergleichen
ledger-variant = { $name }: { $change }, { $flips } Vorzeichen gedreht
ledger-row = { $time } ms  { $name }  { $change }
ledger-row-spike = { $time } ms  { $name } feuert
curve-explained = erklärt
parameter-search = Parameter suchen
parameter-search-hint = Teil des Namens oder der Bedeutung
parameter-search-nothing = So heißt kein Parameter.
parameter-search-more = { $count ->
    [one] Ein weiterer Parameter passt; mehr davon eingeben.
   *[other] { $count } weitere Parameter passen; mehr davon eingeben.
}
range = Wertebereich
range-nothing = Hier lässt sich nichts variieren: Es gibt keinen Parameter oder nichts aufzuzeichnen.
range-parameter = Parameter
range-values = Werte
range-steps = Schritte
range-list = Liste
range-log = Gleiche Verhältnisse
range-log-tip = Jeder Wert ist der vorige mal denselben Faktor
range-list-name = Liste der Werte
range-list-tip = Werte durch Kommas getrennt oder durch Semikolons, wenn Kommas Dezimalzeichen sind; höchstens { $limit }
range-from = Von
range-to = bis
range-number = Anzahl
range-probe = Kurve
range-duration = Dauer
range-clicks = { $count ->
    [one] Mit dem Klick dieses Laufs
   *[other] Mit den { $count } Klicks dieses Laufs
}
range-clicks-tip = Jeder Lauf erhält die in diesem Lauf verlangten Spikes, zu denselben Zeiten
range-no-clicks = In diesem Lauf wurde nichts geklickt. Sollen Neuronen in jedem Lauf feuern, zuerst darauf klicken.
range-run = Alle laufen lassen
range-run-tip = Die Läufe gehen neben dem Fenster voran; die Punkte kommen einer nach dem anderen
range-running = { $done } von { $runs }
range-cancel-tip = Was fertig ist, bleibt (Esc)
range-of = { $count ->
    [one] { $path }: ein Lauf
   *[other] { $path }: { $count } Läufe
}
range-stopped = Abgebrochen nach { $done } von { $runs } Läufen.
range-other-document = Das Dokument hat sich seitdem geändert. Ein Punkt öffnet sich mit seinem Wert und allem anderen, wie es jetzt ist.
range-quantity = Abgelesen wird
range-copy = Als Tabelle kopieren
range-save = Als CSV speichern…
range-failed = verließ das Modell bei { $time }
range-open = Lauf mit { $symbol } = { $value } öffnen: { $figure }
range-open-tip = Stellt diesen Wert ein, als ein Schritt zum Rückgängigmachen, und läuft bis zum Ende des Bereichs
range-traces = { $name } für Werte von { $symbol }
range-no-figure = Kein Lauf hat einen solchen Wert.
range-peak = Spitze von { $name }
range-peak-time = Zeit der Spitze von { $name }
range-decay = τ des Abfalls von { $name }
range-rate = Rate von { $name }
range-weight = ⟨w⟩ von { $name }
range-latency = erster Spike von { $name }
range-gone = Den Parameter gibt es nicht mehr.
range-not-variable = { $path } lässt sich nicht variieren: Es ist weder eine Zahl dessen, was simuliert wird, noch der Seed.
range-no-values = Mindestens einen Wert angeben.
range-too-many = { $found } Werte sind zu viele; höchstens { $limit } sind möglich.
range-too-few = { $found } ist zu wenig; ein Bereich hat mindestens zwei Werte.
range-twice = Der Wert { $value } kommt zweimal vor.
range-same-ends = Der erste und der letzte Wert müssen zwei verschiedene Zahlen sein.
range-log-of-zero = Gleiche Verhältnisse brauchen Werte über 0; { $value } ist das nicht.
range-not-whole = { $value } ist keine ganze Zahl, wie dieser Parameter sie braucht.
range-too-long = Ein Lauf von { $duration } ms ist zu lang: höchstens { $limit } Schritte, hier { $most } ms. Längere macht `bouton sweep`.
range-not-steps = Ein Lauf von { $duration } ms endet nicht an einem Schritt; ein Schritt dauert { $dt } ms.
range-no-probe = Die gewählte Kurve gibt es nicht mehr.
notes = Notizen
notes-about = Messwerte, Anpassungen und Läufe über einen Bereich lassen sich hier ablegen (B). Notizen werden mit dem Dokument gespeichert und stecken in allem, was exportiert wird.
note-new = Neue Notiz
note-name = Notiz { $number }
note-delete = Notiz { $number } löschen
note-put = Ins Dokument schreiben
note-added = Im Dokument notiert; Notizen zeigen sich, wenn nichts ausgewählt ist.
note-refused = Nicht notiert: { $why }
note-readings = { $name }, { $from } bis { $to }
note-fit = Anpassung an { $name }
note-sweeps = { $name }: { $heading }
note-range = { $quantity } gegen { $path }, Läufe von { $duration }
