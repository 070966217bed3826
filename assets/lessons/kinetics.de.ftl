lesson-kinetics-title = Kinetik: wie Kanäle sich öffnen und schließen
lesson-kinetics-aim = Die üblichen Beschreibungen vergleichen, wie Kanäle sich öffnen und schließen, Plateau und Zeitkonstanten eines Transmitterpulses berechnen und sagen, wie Anstieg, Abfall und Sättigung ein EPSP formen.
lesson-kinetics-try-1 = In der Vorlage „Kinetik“ T_max von pulse-1 auf 2 mM verdoppeln. Wie hoch ist das Plateau, und wie schnell ist es erreicht?
lesson-kinetics-try-1-answer = αT ist dann 1 pro ms: P geht auf 1/(1 + 0.2) = 0.83, mit der Zeitkonstante 1/1.2 = 0.83 ms. Mehr Transmitter öffnet mehr Kanäle, und früher.
lesson-kinetics-try-2 = τ_rise von double-1 auf 5 ms und τ_decay auf 2 ms setzen, also verkehrt herum. Was ändert sich?
lesson-kinetics-try-2-answer = Nichts. Der Formel ist es gleich, welche welche ist: Von den beiden Zeitkonstanten ist immer die kürzere der Anstieg und die längere der Abfall.
lesson-kinetics-try-3 = Bei welcher Rate von Neuron 1 hebt in „Sättigung“ die sättigende Synapse V am höchsten?
lesson-kinetics-try-3-answer = Bei 100 Hz, unter 200, 100, 67 und 50 Hz: Zwei Spikes im Abstand von 10 ms erreichen 8.5 mV, im Abstand von 5 ms 8.1 mV, im Abstand von 20 ms 7.6 mV.
lesson-kinetics-misconception-1 = „Eine doppelt so lange Leitfähigkeit hebt V doppelt so hoch.“ Nur solange sie viel kürzer ist als die 20 ms der Membran; darüber wird das EPSP eher länger als höher.
lesson-kinetics-misconception-2 = „Während des Pulses öffnen sich Kanäle mit 1/α.“ Öffnen und Schließen laufen zugleich, also addieren sich die Raten: Die Zeitkonstante ist 1/(αT + β), kürzer als jede der beiden.
lesson-kinetics-misconception-3 = „Zwei Spikes öffnen doppelt so viele Kanäle.“ Was schon offen ist, lässt sich nicht noch einmal öffnen.
lesson-kinetics-1-title = Sofort offen, allmählich zu
lesson-kinetics-1-text = Ein Spike von [Neuron 1](1) erreicht vier Neuronen, deren Kanäle verschiedene Kinetik haben. Anklicken und [instant](instant) (sofort) verfolgen: Beim Spike gilt $P_s\leftarrow 1$, danach fällt es ab, $dP_s/dt=-P_s/\tau$ mit 5 ms. V von instant steigt um 3.2 mV, am wenigsten von allen vier.
lesson-kinetics-1-ask = Die anderen drei Kurven steigen langsamer. Werden ihre EPSPs kleiner oder größer sein?
lesson-kinetics-1-answer = Größer. Alle vier haben 3 nS und schließen sich mit 5 ms, also kommt ein langsamer Anstieg noch hinzu: Ihre Kanäle sind insgesamt länger offen, und mehr Ladung fließt.
lesson-kinetics-1-erratum = Oft steht: dP/dt = −P/τ, *oder* P ← 1 nach einem Spike. Richtig ist: beides, denn das eine gilt zwischen Spikes und das andere bei Spikes.
lesson-kinetics-1-notes = Der sofortige Anstieg beschreibt AMPA und GABA_A gut, deren Kanäle sich binnen einer Millisekunde öffnen.
lesson-kinetics-2-title = Ein Anstieg, der Zeit braucht
lesson-kinetics-2-text = Die Kurve von [double](double) ist eine Differenz zweier Exponentialfunktionen: $P_s\propto e^{"{"}-t/\tau_d{"}"}-e^{"{"}-t/\tau_r{"}"}$, skaliert auf den Gipfel 1. Mit 2 und 5 ms liegt er bei 3.05 ms. [Neuron 1](1) anklicken: Das EPSP ist 5.6 mV hoch, gegenüber 3.2 mV bei sofortigem Anstieg, und hat seinen Gipfel 2.5 ms später.
lesson-kinetics-2-ask = Beide Kurven haben denselben Gipfel und fallen mit 5 ms. Warum ist ein EPSP so viel höher?
lesson-kinetics-2-answer = Die Fläche unter P_s ist 9.2 ms statt 5 ms, also kommt fast doppelt so viel Ladung herein. Um Formen bei gleicher Ladung zu vergleichen, müsste die Leitfähigkeit im selben Verhältnis kleiner sein.
lesson-kinetics-2-erratum = Oft steht: AMPA, GABA_A und GABA_B steigen alle augenblicklich. Richtig ist: Nur die ersten beiden tun es beinahe, denn sie sind selbst Kanäle. GABA_B wirkt über ein G-Protein und braucht etwa 100 ms bis zum Gipfel.
lesson-kinetics-2-notes = Der Gipfel liegt bei $\frac{"{"}\tau_r\tau_d{"}"}{"{"}\tau_d-\tau_r{"}"}\ln\frac{"{"}\tau_d{"}"}{"{"}\tau_r{"}"}$. Der Schwanz gehört zur längeren Zeitkonstante, der Anfang zur kürzeren.
lesson-kinetics-3-title = Beide gleich: die Alpha-Funktion
lesson-kinetics-3-text = {""}[τ_rise](projections.double-1.receptors.ampa.kinetics.tau_rise_ms) auf 5 ms ziehen, den Wert von τ_decay. Die Differenz wird zur *Alpha-Funktion* $P_s=\frac{"{"}t{"}"}{"{"}\tau{"}"}\,e^{"{"}1-t/\tau{"}"}$, mit einem einzigen τ für beides. [Neuron 1](1) anklicken: P_s hat seinen Gipfel genau bei τ = 5 ms, und das EPSP ist 7.3 mV hoch.
lesson-kinetics-3-ask = τ_rise = τ_decay in die Formel des vorigen Schritts einsetzen. Was kommt heraus, und was nun?
lesson-kinetics-3-answer = Null minus null, skaliert mit eins durch null. Den Grenzwert gibt es, es ist die Alpha-Funktion; ein Programm, das ihn nicht kennt, versagt gerade hier.
lesson-kinetics-3-notes = Alpha-Funktionen sind beliebt, weil sie nur einen Parameter brauchen. Dafür lassen sich Anstieg und Abfall nicht getrennt wählen.
lesson-kinetics-4-title = Ein Puls von Transmitter
lesson-kinetics-4-text = Transmitter T(t) ist 10 ms lang da. Er bindet mit der Rate $\alpha T$ = 0.5 und löst sich mit $\beta$ = 0.2 pro ms: $\frac{"{"}dP_s{"}"}{"{"}dt{"}"}=\alpha T(1-P_s)-\beta P_s$. [Neuron 1](1) anklicken und [pulse](pulse) verfolgen: P_s bleibt bei 0.71 stehen und fällt dann mit 1/β = 5 ms.
lesson-kinetics-4-ask = Mit welcher Zeitkonstante steigt P_s während des Pulses?
lesson-kinetics-4-answer = Mit $1/(\alpha T+\beta)=1/0.7=1.43\,\mathrm{"{"}ms{"}"}$, kürzer als 1/(αT) = 2 ms und 1/β = 5 ms. Auf dem Plateau $\frac{"{"}\alpha T{"}"}{"{"}\alpha T+\beta{"}"}=\frac{"{"}0.5{"}"}{"{"}0.7{"}"}$ öffnen sich so viele Kanäle, wie sich schließen.
lesson-kinetics-4-erratum = Oft steht: Ohne Transmitter ist α gleich 0. Richtig ist: α ist eine Konstante, und das Produkt αT ist 0, weil T es ist. Die Einheit von α ist 1/(mM ms), wenn T eine Konzentration ist, und 1/ms, wenn T nur Ja oder Nein sagt.
lesson-kinetics-4-notes = Niemand hat dieser Kurve eine Anstiegszeit gegeben: Anstieg, Plateau und Abfall folgen aus zwei Raten und einem Puls.
lesson-kinetics-5-title = Schließen sich Kanäle während des Pulses?
lesson-kinetics-5-text = {""}[free](free) bekommt denselben Puls von 10 ms, aber seine Kanäle warten mit dem Schließen, bis er vorbei ist. [Neuron 1](1) anklicken: P_s steigt mit 2 ms und geht auf 1 statt 0.71. Nun [unbinding](projections.free-1.receptors.ampa.kinetics.unbinding) von free-1 auf Always (immer) stellen und wieder klicken: Die Kurve stimmt mit der von [pulse](pulse) überein.
lesson-kinetics-5-ask = In einem wirklichen Spalt bleibt Transmitter etwa 1 ms. T_dur von pulse-1 auf 1 ms setzen: Sind am Ende des Pulses die meisten Kanäle offen?
lesson-kinetics-5-answer = Nein, 36 %: $0.71\,(1-e^{"{"}-1/1.43{"}"})$, denn die Zeit reicht nicht bis zum Plateau. In free-1 wären es 39 %: Je kürzer der Puls, desto weniger kommt es darauf an, ob sich währenddessen Kanäle schließen.
lesson-kinetics-5-erratum = Oft gezeichnet: P geht während des Pulses auf 1, mit der Zeitkonstante 1/(αT). Richtig ist: Es geht auf αT/(αT + β) mit 1/(αT + β), denn ein gebundenes Molekül kann sich jederzeit lösen, ob Transmitter da ist oder nicht.
lesson-kinetics-5-notes = In der wahren Kurve laufen Öffnen und Schließen die ganze Zeit; das Plateau ist, wo beide im Gleichgewicht sind.
lesson-kinetics-6-title = Ein zweiter Spike
lesson-kinetics-6-text = {""}[Neuron 1](1) zweimal kurz nacheinander anklicken; die Modellzeit läuft langsam, die Spikes liegen wenige Millisekunden auseinander. In [instant](instant) öffnet der zweite Spike, was bis dahin geschlossen ist: P_s ist wieder 1, nicht 2. In [pulse](pulse) bleibt der Transmitter länger: Das Plateau wird länger, nicht höher.
lesson-kinetics-6-ask = Der zweite Spike kommt 6 ms nach dem ersten. Welchen Anteil der Kanäle öffnet er in instant?
lesson-kinetics-6-answer = 70 %. Kurz davor sind $e^{"{"}-6/5{"}"}=30\,\%$ noch offen, und nur geschlossene Kanäle können sich öffnen.
lesson-kinetics-6-notes = Drei Arten zu summieren: Sättigend öffnet einen Anteil dessen, was geschlossen ist, Ersetzend setzt P_s neu, Linear addiert ohne Grenze.
lesson-kinetics-7-title = Sättigung
lesson-kinetics-7-text = Neuron 1 feuert Paare im Abstand von 5 ms. In [linear](linear) addieren sich Ausschüttungen ohne Grenze: P_s erreicht 1.37, V steigt um 9.7 mV. In [saturating](saturating) bleibt P_s unter 1: 8.1 mV. Die [Rate](populations.1.rate_Hz) auf 100 Hz ziehen: linear bekommt weniger, 9.1 mV, saturating aber *mehr*, 8.5 mV.
lesson-kinetics-7-ask = Warum hilft es einer sättigenden Synapse zu warten?
lesson-kinetics-7-answer = Nach 5 ms haben sich erst 63 % ihrer Kanäle geschlossen und können wieder geöffnet werden, nach 10 ms 86 %. Noch länger zu warten hilft nicht: Dann hat die Membran vom ersten EPSP zu viel vergessen.
lesson-kinetics-7-notes = Linear ist ein gutes Modell für viele parallele Synapsen oder für wenige offene Kanäle; ein einzelner Ort der Ausschüttung mit wenigen Rezeptoren sättigt.
lesson-kinetics-8-title = Was die Membran daraus macht
lesson-kinetics-8-text = {""}[τ](projections.instant-1.receptors.ampa.kinetics.tau_ms) von instant-1 auf 50 ms ziehen und [Neuron 1](1) anklicken. Das EPSP wächst von 3.2 auf 10.1 mV, hat seinen Gipfel nach 29 ms, und sein Schwanz dauert etwa so lange, wie Kanäle offen sind. Das Langsamere von beiden, Synapse oder Membran, formt den Schwanz.
lesson-kinetics-8-ask = Nun ist τ 1 ms und ḡ 15 nS, dieselbe Fläche von 15 nS · ms wie 3 nS für 5 ms. Wie ändert sich das EPSP?
lesson-kinetics-8-answer = Sein Gipfel kommt früher, nach 3 ms, und ist etwas höher, 4.3 mV, weil unterdessen weniger abfließt. Danach fällt es mit den 20 ms der Membran: Von einer so schnellen Synapse zeigt V nur, wie viel Ladung kam.
lesson-kinetics-8-notes = Mit τ = 5 ms, einem Zehntel davon, ist V nach 60 ms fast zurück; mit 50 ms liegt es noch 7.7 mV höher. NMDA und GABA_B überdauern die Membran bei weitem.
