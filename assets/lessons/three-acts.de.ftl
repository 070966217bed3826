lesson-three-acts-title = Übertragung in drei Akten
lesson-three-acts-aim = Ausschüttung, Aktivierung und Deaktivierung auseinanderhalten, zu jeder die Größe und die Zeitkonstante nennen, die zu ihr gehören, und sagen, welche von ihnen eine synaptische Antwort beendet.
lesson-three-acts-try-1 = In „Quantale Ausschüttung“ die Spikefolge von Neuron 1 ausschalten, p auf 0.6 setzen und klicken. Wie oft kommt nichts?
lesson-three-acts-try-1-answer = Kaum je: Alle fünf Stellen versagen mit 0.4⁵ = 0.01, einmal in hundert Klicks. Mit p = 0.3 war es einer von sechs.
lesson-three-acts-try-2 = Im ersten Schritt T_max von pulse-1 von 1 auf 2 mM ziehen. Öffnet doppelt so viel Transmitter doppelt so viele Kanäle?
lesson-three-acts-try-2-answer = Nein, 84 % statt 62 %. Transmitter kann nur Kanäle öffnen, die noch geschlossen sind.
lesson-three-acts-try-3 = Stattdessen T_dur von pulse-1 von 1 auf 2 ms setzen. Wie viele Kanäle öffnen sich jetzt?
lesson-three-acts-try-3-answer = 79 %. Die zweite Millisekunde bringt weniger als die erste, denn nur noch wenige Kanäle sind geschlossen, und manche offenen schließen sich derweil.
lesson-three-acts-misconception-1 = „Kanäle schließen sich, weil der Transmitter weg ist.“ Sie schließen sich immerzu, jeder, wenn sein Molekül sich löst. Solange Transmitter da ist, öffnen sich dafür andere.
lesson-three-acts-misconception-2 = „Die Antwort ist vorbei, wenn V wieder in Ruhe ist.“ Die Leitfähigkeit ist lange vorher vorbei; V kehrt mit der Zeitkonstante der Membran zurück.
lesson-three-acts-misconception-3 = „Jeder Spike spielt alle drei Akte.“ Verschmilzt kein Vesikel, endet das Stück vor dem ersten.
lesson-three-acts-1-title = Das ganze Stück
lesson-three-acts-1-text = Alles an einer Synapse, 200-mal langsamer als im Leben. [Neuron 1](1) anklicken. **Ausschüttung**: T, der Transmitter im Spalt, ist 1 ms lang da. **Aktivierung**: P_s, die offenen Kanäle von [pulse](pulse), steigt auf 62 %. **Deaktivierung**: P_s fällt binnen 20 ms zurück. Die anderen drei Synapsen sind abgeschaltet.
lesson-three-acts-1-ask = Welcher Akt läuft, wenn V von pulse am höchsten ist?
lesson-three-acts-1-answer = Der dritte, und er ist fast vorbei. V hat seinen Gipfel nach 9.9 ms, wenn nur noch 11 % der Kanäle offen sind: Die Membran sammelt weiter, was hereinkommt, bis mehr abfließt.
lesson-three-acts-1-notes = Ziehen in einem Diagramm blickt zurück, Strg mit dem Mausrad vergrößert. Eine Millisekunde ist zuerst nur ein schmaler Strich.
lesson-three-acts-2-title = Erster Akt: Ausschüttung
lesson-three-acts-2-text = Jedes von fünf Vesikeln verschmilzt mit der Wahrscheinlichkeit 0.3. [Neuron 1](1) ein Dutzend Mal anklicken, im Abstand einer halben Sekunde. Das Diagramm der Ausschüttungen zeigt, was jeder Klick brachte: oft ein oder zwei Vesikel, manchmal mehr, einmal von sechs keines. Dann ist das Stück zu Ende, bevor es begonnen hat.
lesson-three-acts-2-ask = Wie wahrscheinlich ist es, dass zwölf Klicks jedes Mal etwas ausschütten?
lesson-three-acts-2-answer = Ein Klick versagt mit $0.7^5=0.168$, also gelingen alle zwölf mit $0.832^{"{"}12{"}"}=0.11$: einmal in neun Versuchen.
lesson-three-acts-2-erratum = Oft steht es da, als schütte ein Spike den Anteil P_rel des Transmitters aus. Richtig ist: P_rel ist eine Wahrscheinlichkeit, denn ein Vesikel verschmilzt als Ganzes oder gar nicht. Der Anteil ist, was im Mittel herauskommt.
lesson-three-acts-2-notes = Die Zeichnung zeigt ein Vesikel, das gerade verschmilzt. Alles Weitere ist postsynaptisch und bei so vielen Molekülen und Kanälen kaum noch zufällig.
lesson-three-acts-3-title = Zweiter Akt: Aktivierung
lesson-three-acts-3-text = Solange Transmitter da ist, gilt $\frac{"{"}dP_s{"}"}{"{"}dt{"}"}=\alpha T(1-P_s)-\beta P_s$: Binden öffnet Kanäle, Lösen schließt sie. [T_dur](projections.pulse-1.receptors.ampa.kinetics.T_dur_ms) auf 10 ms ziehen, [Neuron 1](1) anklicken. P_s nähert sich $\frac{"{"}\alpha T{"}"}{"{"}\alpha T+\beta{"}"}=0.85$ mit 0.8 ms und bleibt dort. Im Leben ist der Puls bei 62 % vorbei.
lesson-three-acts-3-ask = Warum bleibt P_s bei 0.85 stehen, obwohl genug Transmitter da ist?
lesson-three-acts-3-answer = Immerzu lösen sich Moleküle. Bei 0.85 schließen sich so viele Kanäle, wie sich öffnen: $1.1\cdot 0.147=0.19\cdot 0.853=0.16$ pro ms.
lesson-three-acts-3-erratum = Oft steht: Kanäle öffnen sich mit einer eigenen Zeitkonstante, 1/(αT), gegen 1. Richtig ist: Sie gehen mit 1/(αT + β) auf αT/(αT + β), denn Öffnen und Schließen laufen zugleich, und ihre Raten addieren sich. Hier ist das 0.85 mit 0.78 ms, nicht 1 mit 0.91 ms.
lesson-three-acts-3-notes = 1.1 pro mM und ms und 0.19 pro ms sind die Werte von Destexhe, Mainen und Sejnowski für AMPA-Rezeptoren.
lesson-three-acts-4-title = Dritter Akt: Deaktivierung
lesson-three-acts-4-text = Nach 1 ms ist der Spalt leer: Der Transmitter ist fortgetrieben oder aufgenommen. Nun bleibt nur $-\beta P_s$: P_s halbiert sich alle $\ln 2/\beta=3.6\,\mathrm{"{"}ms{"}"}$. [β](projections.pulse-1.receptors.ampa.kinetics.beta_per_ms) von 0.19 auf 0.1 pro ms ziehen und [Neuron 1](1) anklicken. P_s steigt fast wie zuvor, klingt aber halb so schnell ab.
lesson-three-acts-4-ask = Das EPSP war 2.3 mV hoch. Ist es nun höher, niedriger oder nur länger?
lesson-three-acts-4-answer = Höher, 3.4 mV, und später: nach 14 statt 10 ms. Für eine Membran mit 20 ms zählt kaum, wann Ladung hereinkommt, sondern wie viel, und Kanäle, die sich spät schließen, lassen mehr herein.
lesson-three-acts-4-erratum = Oft steht: Ohne Transmitter ist α gleich 0. Richtig ist: Das Produkt αT ist 0, denn T ist es. α sagt, wie leicht ein Rezeptor bindet, und das bleibt immer gleich.
lesson-three-acts-4-notes = β ist eine Eigenschaft des Rezeptors, nicht des Spalts. Sie macht AMPA schnell und NMDA langsam: 0.19 gegenüber 0.0066 pro ms.
lesson-three-acts-5-title = Wenn der Spalt nicht geräumt wird
lesson-three-acts-5-text = Transporter und Enzyme räumen den Spalt. Nervengase etwa blockieren das Enzym, das Acetylcholin spaltet. Der Transmitter soll bleiben: [T_dur](projections.pulse-1.receptors.ampa.kinetics.T_dur_ms) auf 20 ms ziehen und [Neuron 1](1) anklicken. Der dritte Akt muss warten, Kanäle bleiben offen, und V steigt um 10 statt 2.3 mV.
lesson-three-acts-5-ask = Was beendet also eine Antwort: dass der Spalt geräumt wird oder dass die Kanäle sich schließen?
lesson-three-acts-5-answer = Das Langsamere von beiden. Hier ist es das Räumen, 20 ms gegenüber 5 ms. An einer gesunden Glutamatsynapse ist es das Schließen: Der Spalt ist nach 1 ms leer.
lesson-three-acts-5-notes = Wirkliche Rezeptoren würden desensitisieren, wenn Transmitter bleibt: Sie schließen sich, obwohl er gebunden ist. Das lässt dieses Modell weg.
lesson-three-acts-6-title = Ein langer zweiter Akt
lesson-three-acts-6-text = Bei GABA_B hat der zweite Akt Szenen: Transmitter aktiviert Rezeptoren, *r*; diese bilden G-Protein, *s*; das öffnet Kanäle, P_s. „Vormachen“ anklicken: zehn Spikes bei 200 Hz. *r* steigt mit jedem; P_s ist erst 80 ms nach dem letzten am höchsten, wenn der Transmitter längst fort ist.
lesson-three-acts-6-ask = Rezeptoren bleiben mit einer Zeitkonstante von 833 ms aktiv. Nach 0.4 s ist *r* um 38 % gefallen. Warum ist P_s um zwei Drittel gefallen?
lesson-three-acts-6-answer = P_s hängt von der vierten Potenz von *s* ab, $s^4/(s^4+K_d)$. Vier Moleküle G-Protein braucht es, um einen Kanal zu öffnen, also öffnet etwas weniger davon viel weniger Kanäle.
lesson-three-acts-6-erratum = Oft steht: AMPA, GABA_A und GABA_B öffnen augenblicklich. Richtig ist: Die ersten beiden tun es beinahe, denn der Rezeptor ist selbst der Kanal. GABA_B braucht etwa 100 ms, denn ein G-Protein muss die Nachricht weitertragen.
lesson-three-acts-6-notes = Die Akte sind an jeder chemischen Synapse dieselben: Ausschüttung binnen einer Millisekunde, Aktivierung und Deaktivierung, wie der Rezeptor es vorgibt.
