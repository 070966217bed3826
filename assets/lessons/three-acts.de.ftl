lesson-three-acts-title = Übertragung in drei Akten
lesson-three-acts-aim = Freisetzung, Aktivierung und Deaktivierung unterscheiden, zu jeder die Größe und die Zeitkonstante nennen und erklären, welche von ihnen eine synaptische Antwort beendet.
lesson-three-acts-try-1 = In „Quantale Freisetzung“ die Spikefolge von Neuron 1 ausschalten, p auf 0,6 setzen und klicken. Wie oft wird nichts freigesetzt?
lesson-three-acts-try-1-answer = Kaum je: Alle fünf Freisetzungsstellen versagen mit der Wahrscheinlichkeit 0,4⁵ = 0,01, einmal in hundert Klicks. Mit p = 0,3 war es einer von sechs.
lesson-three-acts-try-2 = Im ersten Schritt T_max von 1-pulse von 1 auf 2 mM ziehen. Öffnet doppelt so viel Transmitter doppelt so viele Kanäle?
lesson-three-acts-try-2-answer = Nein, 84 % statt 62 %. Transmitter kann nur Kanäle öffnen, die noch geschlossen sind.
lesson-three-acts-try-3 = Stattdessen T_dur von 1-pulse von 1 auf 2 ms setzen. Wie viele Kanäle öffnen sich jetzt?
lesson-three-acts-try-3-answer = 79 %. Die zweite Millisekunde bringt weniger als die erste, denn nur noch wenige Kanäle sind geschlossen, und manche offenen schließen sich derweil.
lesson-three-acts-misconception-1 = „Kanäle schließen sich, weil der Transmitter weg ist.“ Kanäle schließen sich immerzu, jeder, wenn sein Transmitter sich löst. Solange Transmitter da ist, öffnen sich dafür andere.
lesson-three-acts-misconception-2 = „Die Antwort ist vorbei, wenn V wieder am Ruhepotential ist.“ Die Leitfähigkeit ist lange vorher abgeklungen; V kehrt mit der Zeitkonstante der Membran zurück.
lesson-three-acts-misconception-3 = „Auf jeden Spike folgen alle drei Akte.“ Verschmilzt kein Vesikel, gibt es keinen ersten Akt.
lesson-three-acts-1-title = Alle drei Akte
lesson-three-acts-1-text = Zu sehen ist eine Synapse, 200-mal langsamer als in Echtzeit. [Neuron 1](1) anklicken. **Freisetzung**: Transmitter füllt 1 ms lang den Spalt (T). **Aktivierung**: Der offene Anteil P_s von [pulse](pulse) steigt auf 62 %. **Deaktivierung**: P_s fällt binnen 20 ms zurück. Die drei anderen Synapsen sind abgeschaltet.
lesson-three-acts-1-ask = Welcher Akt läuft, wenn V von pulse sein Maximum erreicht?
lesson-three-acts-1-answer = Der dritte, kurz vor seinem Ende. V erreicht das Maximum nach 9,9 ms, wenn nur noch 11 % der Kanäle offen sind: Die Membran integriert den synaptischen Strom, bis der Leckstrom ihn übertrifft.
lesson-three-acts-1-notes = Im Diagramm ziehen, um zurückzublicken; das Mausrad vergrößert. Eine Millisekunde ist zuerst nur ein schmaler Strich.
lesson-three-acts-2-title = Erster Akt: Freisetzung
lesson-three-acts-2-text = Jedes von fünf angedockten Vesikeln verschmilzt mit der Wahrscheinlichkeit 0,3. [Neuron 1](1) ein Dutzend Mal anklicken, im Abstand einer halben Sekunde. Das Diagramm der Freisetzungen zeigt das Ergebnis jedes Klicks: meist ein oder zwei Vesikel, manchmal mehr, einmal von sechs gar keines.
lesson-three-acts-2-ask = Wie groß ist die Wahrscheinlichkeit, dass alle zwölf Klicks etwas freisetzen?
lesson-three-acts-2-answer = Ein Klick versagt mit der Wahrscheinlichkeit $0{"{"},{"}"}7^5=0{"{"},{"}"}168$, also gelingen alle zwölf mit $0{"{"},{"}"}832^{"{"}12{"}"}=0{"{"},{"}"}11$: einmal in neun Versuchen.
lesson-three-acts-2-notes = Die Zeichnung zeigt ein Vesikel, das gerade verschmilzt. Ein Vesikel verschmilzt als Ganzes oder gar nicht; die Wahrscheinlichkeit gibt den Mittelwert an. Alles Weitere ist postsynaptisch und bei so vielen Molekülen und Kanälen kaum noch zufällig.
lesson-three-acts-3-title = Zweiter Akt: Aktivierung
lesson-three-acts-3-text = Solange Transmitter da ist, gilt $dP_s/dt=\alpha T(1-P_s)-\beta P_s$: Binden öffnet Kanäle, Lösen schließt sie. [T_dur](projections.1-pulse.receptors.ampa.kinetics.T_dur_ms) auf 10 ms ziehen und [Neuron 1](1) anklicken. P_s nähert sich $\alpha T/(\alpha T+\beta)=0{"{"},{"}"}85$ und bleibt dort, solange der Puls dauert. Ein wirklicher Puls dauert 1 ms und öffnet nur 62 %.
lesson-three-acts-3-ask = Transmitter ist reichlich da. Warum bleibt P_s bei 0,85 stehen?
lesson-three-acts-3-answer = Transmitter löst sich immerzu. Bei 0,85 schließen sich Kanäle so oft, wie sie sich öffnen: $1{"{"},{"}"}1\cdot 0{"{"},{"}"}147=0{"{"},{"}"}19\cdot 0{"{"},{"}"}853=0{"{"},{"}"}16$ pro ms.
lesson-three-acts-3-erratum = Man liest, Kanäle öffneten sich mit ihrer eigenen Zeitkonstante, 1/(αT), gegen 1. Tatsächlich laufen Öffnen und Schließen zugleich, und ihre Raten addieren sich. P_s nähert sich also αT/(αT + β) mit der Zeitkonstante 1/(αT + β). Hier ist das 0,85 mit einer Zeitkonstante von 0,78 ms, nicht 1 mit einer von 0,91 ms.
lesson-three-acts-3-notes = α = 1,1 pro mM und ms und β = 0,19 pro ms sind die Werte von Destexhe, Mainen und Sejnowski für AMPA-Rezeptoren. Die Gleichung vor dem Klick an die Tafel schreiben.
lesson-three-acts-4-title = Dritter Akt: Deaktivierung
lesson-three-acts-4-text = Nach 1 ms ist der Spalt leer: Der Transmitter ist fortdiffundiert oder aufgenommen. Nur $-\beta P_s$ bleibt, also halbiert sich P_s alle $\ln 2/\beta=3{"{"},{"}"}6\,\mathrm{"{"}ms{"}"}$. [β](projections.1-pulse.receptors.ampa.kinetics.beta_per_ms) von 0,19 auf 0,1 pro ms ziehen und [Neuron 1](1) anklicken. P_s steigt fast wie zuvor, klingt aber halb so schnell ab.
lesson-three-acts-4-ask = Das exzitatorische postsynaptische Potential (EPSP) war 2,3 mV hoch. Ist es nun höher, niedriger oder nur länger?
lesson-three-acts-4-answer = Höher, 3,4 mV, und später: nach 14 statt 10 ms. Bei einer Membranzeitkonstante von 20 ms kommt es kaum darauf an, wann die Ladung einströmt, sondern wie viel, und Kanäle, die sich später schließen, lassen mehr ein.
lesson-three-acts-4-notes = β ist eine Eigenschaft des Rezeptors, nicht des Spalts. Sie macht AMPA schnell und NMDA langsam: 0,19 gegenüber 0,0066 pro ms. Auch α ist eine Konstante: Ohne Transmitter ist das Produkt αT gleich 0, weil T gleich 0 ist.
lesson-three-acts-5-title = Wenn der Spalt nicht geräumt wird
lesson-three-acts-5-text = Transporter und Enzyme räumen den Spalt; Nervenkampfstoffe etwa blockieren das Enzym, das Acetylcholin spaltet. Den Transmitter im Spalt lassen: [T_dur](projections.1-pulse.receptors.ampa.kinetics.T_dur_ms) auf 20 ms ziehen und [Neuron 1](1) anklicken. Kanäle bleiben länger offen, und V steigt um 10 mV statt um 2,3 mV.
lesson-three-acts-5-ask = Was beendet eine Antwort: das Räumen des Spalts oder das Schließen der Kanäle?
lesson-three-acts-5-answer = Das Langsamere von beiden. Hier ist es das Räumen, 20 ms gegenüber 5 ms. An einer gesunden Glutamatsynapse ist es das Schließen: Der Spalt ist nach 1 ms leer.
lesson-three-acts-5-notes = Bleibt der Transmitter lange, so desensitisieren wirkliche Rezeptoren: Sie schließen sich, obwohl er noch gebunden ist. Das lässt dieses Modell weg.
lesson-three-acts-6-title = Ein langer zweiter Akt
lesson-three-acts-6-text = An GABA_B-Synapsen hat die Aktivierung Stufen: Transmitter aktiviert Rezeptoren, *r*; diese aktivieren G-Protein, *s*; das öffnet Kanäle, P_s. „Vormachen“ drücken: zehn Spikes mit 200 Hz. *r* steigt mit jedem Spike, aber P_s erreicht sein Maximum erst 80 ms nach dem letzten, wenn der Transmitter längst fort ist.
lesson-three-acts-6-ask = Rezeptoren bleiben mit einer Zeitkonstante von 833 ms aktiv. Nach 0,4 s ist *r* um 38 % gefallen. Warum ist P_s um zwei Drittel gefallen?
lesson-three-acts-6-answer = P_s hängt von der vierten Potenz von *s* ab, $s^4/(s^4+K_d)$. Vier G-Proteine öffnen gemeinsam einen Kanal (*Kooperativität*), also öffnen etwas weniger davon viel weniger Kanäle.
lesson-three-acts-6-erratum = Man liest, AMPA-, GABA_A- und GABA_B-Rezeptoren öffneten sich alle augenblicklich. Tatsächlich brauchen die Kanäle von AMPA- und GABA_A-Rezeptoren einen Bruchteil einer Millisekunde und die von NMDA-Rezeptoren etwa 10 ms. Bei GABA_B liegt das Maximum hier nach 77 ms, im Gehirn nach 100 bis 200 ms, denn ein G-Protein überbringt die Nachricht.
lesson-three-acts-6-notes = Die Akte sind an jeder chemischen Synapse dieselben; der Rezeptor bestimmt das Tempo der beiden letzten.
