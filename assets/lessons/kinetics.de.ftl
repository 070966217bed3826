lesson-kinetics-title = Die Kinetik der Kanäle
lesson-kinetics-aim = Gängige Modelle der Kanalkinetik vergleichen, Plateau und Zeitkonstanten eines Transmitterpulses berechnen und erklären, wie Anstieg, Abfall und Sättigung ein postsynaptisches Potential formen.
lesson-kinetics-try-1 = In der Vorlage „Kinetik“ T_max von 1-pulse auf 2 mM verdoppeln. Wie hoch ist das Plateau, und wie schnell ist es erreicht?
lesson-kinetics-try-1-answer = Dann ist αT = 1 pro ms, und P nähert sich 1/(1 + 0,2) = 0,83 mit der Zeitkonstante 1/1,2 = 0,83 ms. Mehr Transmitter öffnet mehr Kanäle, und früher.
lesson-kinetics-try-2 = τ_rise von 1-double auf 5 ms und τ_decay auf 2 ms setzen, also vertauscht. Was ändert sich?
lesson-kinetics-try-2-answer = Nichts. Die Formel ist symmetrisch: Von den beiden Zeitkonstanten ist immer die kürzere der Anstieg und die längere der Abfall.
lesson-kinetics-try-3 = Bei welcher Rate von Neuron 1 hebt in „Sättigung“ die sättigende Synapse V am höchsten?
lesson-kinetics-try-3-answer = Bei 100 Hz, unter 200, 100, 67 und 50 Hz: Zwei Spikes im Abstand von 10 ms erreichen 8,5 mV, im Abstand von 5 ms 8,1 mV, im Abstand von 20 ms 7,6 mV.
lesson-kinetics-misconception-1 = „Eine doppelt so lange Leitfähigkeit hebt V doppelt so hoch.“ Nur solange sie viel kürzer ist als die 20 ms der Membran; darüber wird das EPSP eher länger als höher.
lesson-kinetics-misconception-2 = „Während des Pulses öffnen sich Kanäle mit der Zeitkonstante 1/α.“ Öffnen und Schließen laufen zugleich, also addieren sich die Raten: Die Zeitkonstante ist 1/(αT + β), kürzer als jede der beiden.
lesson-kinetics-misconception-3 = „Zwei Spikes öffnen doppelt so viele Kanäle.“ Was schon offen ist, lässt sich nicht noch einmal öffnen.
lesson-kinetics-1-title = Sofort offen, allmählich zu
lesson-kinetics-1-text = Ein Spike von [Neuron 1](1) erreicht vier Neuronen, deren Kanäle verschiedene Kinetik haben. Anklicken und [instant](instant) (sofort) verfolgen. Beim Spike gilt $P_s\leftarrow 1$; danach klingt P_s ab, $dP_s/dt=-P_s/\tau$, mit τ = 5 ms. V von instant steigt um 3,2 mV. Dieses [exzitatorische postsynaptische Potential](glossary.epsp) (EPSP) ist das kleinste der vier.
lesson-kinetics-1-ask = Die anderen drei Kurven steigen langsamer. Werden ihre EPSPs kleiner oder größer sein?
lesson-kinetics-1-answer = Größer. Alle vier haben ḡ = 3 nS und klingen mit τ = 5 ms ab. Ein langsamerer Anstieg verlängert die Zeit mit offenen Kanälen, also fließt mehr Ladung.
lesson-kinetics-1-notes = Beide Regeln gelten: exponentieller Abfall zwischen Spikes und ein Sprung bei jedem Spike. Der sofortige Anstieg beschreibt AMPA und GABA_A gut, deren Kanäle sich binnen einer Millisekunde öffnen; für NMDA ist er eine Vereinfachung.
lesson-kinetics-2-title = Ein Anstieg, der Zeit braucht
lesson-kinetics-2-text = Die Kurve von [double](double) ist die Differenz zweier Exponentialfunktionen: $P_s\propto e^{"{"}-t/\tau_d{"}"}-e^{"{"}-t/\tau_r{"}"}$, skaliert auf das Maximum 1. Mit Zeitkonstanten von 2 und 5 ms liegt es bei 3,05 ms. [Neuron 1](1) anklicken. Das EPSP von double ist 5,6 mV hoch, gegenüber 3,2 mV bei sofortigem Anstieg.
lesson-kinetics-2-ask = Beide Kurven haben dasselbe Maximum und klingen mit τ = 5 ms ab. Warum ist ein EPSP so viel höher?
lesson-kinetics-2-answer = Die Fläche unter P_s ist 9,2 ms statt 5 ms, also strömt fast doppelt so viel Ladung ein. Um sie bei gleicher Ladung zu vergleichen, ḡ im selben Verhältnis senken.
lesson-kinetics-2-notes = Das Maximum liegt bei $\tau_r\tau_d/(\tau_d-\tau_r)\cdot\ln(\tau_d/\tau_r)$. Die längere Zeitkonstante formt den Ausläufer, die kürzere den Anfang. Das EPSP von double erreicht sein Maximum 2,5 ms nach dem von instant.
lesson-kinetics-3-title = Gleiche Zeitkonstanten: die Alphafunktion (optional)
lesson-kinetics-3-text = {""}[τ_rise](projections.1-double.receptors.ampa.kinetics.tau_rise_ms) auf 5 ms ziehen, den Wert von τ_decay. Die Differenz wird zur *Alphafunktion* $P_s=(t/\tau)\,e^{"{"}1-t/\tau{"}"}$, mit einem einzigen τ für beides. [Neuron 1](1) anklicken: P_s erreicht sein Maximum genau bei τ = 5 ms, und das EPSP ist 7,3 mV hoch.
lesson-kinetics-3-ask = τ_rise = τ_decay in die Formel des vorigen Schritts einsetzen. Was geht schief?
lesson-kinetics-3-answer = Die Formel ergibt 0/0; der Grenzwert ist die Alphafunktion. Ein Programm muss diesen Fall eigens behandeln.
lesson-kinetics-3-notes = Alphafunktionen sind beliebt, weil sie nur einen Parameter brauchen. Dafür lassen sich Anstieg und Abfall nicht unabhängig wählen.
lesson-kinetics-4-title = Ein Transmitterpuls
lesson-kinetics-4-text = Ein Transmitterpuls T dauert 10 ms. Transmitter bindet mit der Rate $\alpha T$ = 0,5 pro ms und löst sich mit $\beta$ = 0,2 pro ms: $dP_s/dt=\alpha T(1-P_s)-\beta P_s$. [Neuron 1](1) anklicken und [pulse](pulse) verfolgen: P_s bleibt bei 0,71 stehen und klingt dann mit der Zeitkonstante 1/β = 5 ms ab.
lesson-kinetics-4-ask = Mit welcher Zeitkonstante steigt P_s während des Pulses?
lesson-kinetics-4-answer = $1/(\alpha T+\beta)=1/0{"{"},{"}"}7=1{"{"},{"}"}43\,\mathrm{"{"}ms{"}"}$, kürzer als 1/(αT) = 2 ms und 1/β = 5 ms. Auf dem Plateau $\alpha T/(\alpha T+\beta)=0{"{"},{"}"}5/0{"{"},{"}"}7$ öffnen sich so viele Kanäle, wie sich schließen.
lesson-kinetics-4-notes = Niemand hat eine Anstiegszeit hineingesteckt: Anstieg, Plateau und Abfall folgen aus zwei Raten und einem Puls. α ist eine Konstante; ohne Transmitter ist das Produkt αT gleich 0.
lesson-kinetics-5-title = Schließen sich Kanäle während des Pulses? (optional)
lesson-kinetics-5-text = {""}[free](free) erhält denselben Puls von 10 ms, aber seine Kanäle können sich bis zu dessen Ende nicht schließen. [Neuron 1](1) anklicken: P_s nähert sich 1 statt 0,71, mit einer Zeitkonstante von 2 ms. Nun [Lösen](projections.1-free.receptors.ampa.kinetics.unbinding) von 1-free auf *Immer* stellen und wieder klicken: Die Kurve gleicht der von [pulse](pulse).
lesson-kinetics-5-ask = In einem wirklichen Spalt bleibt Transmitter etwa 1 ms. T_dur von 1-pulse auf 1 ms setzen: Sind am Ende des Pulses die meisten Kanäle offen?
lesson-kinetics-5-answer = Nein, 36 %: $0{"{"},{"}"}71\,(1-e^{"{"}-1/1{"{"},{"}"}43{"}"})$, denn der Puls endet lange vor dem Plateau. In 1-free wären es 39 %: Je kürzer der Puls, desto weniger kommt es darauf an, ob sich währenddessen Kanäle schließen.
lesson-kinetics-5-notes = Manche Lehrbuchabbildung zeigt die Kurve von free. Im richtigen Modell öffnen und schließen sich Kanäle die ganze Zeit; auf dem Plateau gleicht sich beides aus.
lesson-kinetics-6-title = Ein zweiter Spike
lesson-kinetics-6-text = {""}[Neuron 1](1) zweimal kurz nacheinander anklicken; in Zeitlupe liegen die Spikes wenige Millisekunden auseinander. In [instant](instant) öffnet der zweite Spike wieder, was sich geschlossen hat: P_s kehrt auf 1 zurück, nicht auf 2. In [pulse](pulse) bleibt der Transmitter länger: Das Plateau wird länger, nicht höher.
lesson-kinetics-6-ask = Der zweite Spike kommt 6 ms nach dem ersten. Welchen Anteil der Kanäle öffnet er in instant?
lesson-kinetics-6-answer = 70 %. Kurz davor sind $e^{"{"}-6/5{"}"}=30\,\%$ noch offen, und nur geschlossene Kanäle können sich öffnen.
lesson-kinetics-6-notes = Drei Summationsregeln: *sättigend* öffnet einen Anteil der geschlossenen Kanäle, *ersetzend* setzt P_s neu, *linear* addiert ohne Grenze.
lesson-kinetics-7-title = Sättigung
lesson-kinetics-7-text = Neuron 1 feuert Paare von Spikes im Abstand von 5 ms. In [linear](linear) addieren sich Freisetzungen ohne Grenze: P_s erreicht 1,37, und V steigt um 9,7 mV. In [saturating](saturating) bleibt P_s unter 1, und V steigt um 8,1 mV. Die [Rate](populations.1.rate_Hz) auf 100 Hz ziehen: Der Anstieg schrumpft in linear auf 9,1 mV, *wächst* aber in saturating auf 8,5 mV.
lesson-kinetics-7-ask = Warum bewirken Spikes im Abstand von 10 ms hier mehr als im Abstand von 5 ms?
lesson-kinetics-7-answer = Nach 5 ms haben sich erst 63 % der Kanäle geschlossen und können sich wieder öffnen, nach 10 ms 86 %. Bei längeren Abständen ist vom ersten EPSP zu viel abgeklungen.
lesson-kinetics-7-notes = Lineare Summation ist ein gutes Modell für viele parallele Synapsen oder für wenige offene Kanäle; eine einzelne Freisetzungsstelle mit wenigen Rezeptoren sättigt.
lesson-kinetics-8-title = Wie die Membran den Eingang filtert
lesson-kinetics-8-text = {""}[τ](projections.1-instant.receptors.ampa.kinetics.tau_ms) von 1-instant auf 50 ms ziehen und [Neuron 1](1) anklicken. Das EPSP wächst von 3,2 auf 10,1 mV, erreicht sein Maximum nach 29 ms, und sein Ausläufer dauert etwa so lange, wie Kanäle offen sind. Das Langsamere von beiden, Synapse oder Membran, bestimmt den Ausläufer.
lesson-kinetics-8-ask = Nun τ = 1 ms und ḡ = 15 nS nehmen, dieselbe Fläche von 15 nS · ms wie 3 nS für 5 ms. Wie ändert sich das EPSP?
lesson-kinetics-8-answer = Sein Maximum kommt früher, nach 3 ms, und ist etwas höher, 4,3 mV, weil unterdessen weniger Ladung abfließt. Danach klingt es mit den 20 ms der Membran ab: Bei einer so schnellen Synapse zählt nur die gesamte Ladung.
lesson-kinetics-8-notes = Mit τ = 5 ms ist V nach 60 ms fast zurück; mit 50 ms liegt es noch 7,7 mV über dem Ruhepotential. NMDA und GABA_B überdauern die Membran bei weitem.
