lesson-filtering-title = Synapsen als Filter
lesson-filtering-aim = Sagen, welche Spikeraten Synapsen mit Bahnung und mit Depression übertragen, warum eine Synapse mit Depression bei jeder hohen Rate pro Sekunde fast gleich viel freisetzt und was sie statt der Rate meldet.
lesson-filtering-try-1 = In „Frequenzfilter“ f_D der Synapse auf D auf 0,8 setzen. Wie viel setzt jeder Spike bei 20 Hz frei, und wie viel kann pro Sekunde höchstens freigesetzt werden?
lesson-filtering-try-1-answer = 0,34 statt 0,15 je Spike und 1/((1 − 0,8) · 0,5 s) = 10 statt 3,3 pro Sekunde. Eine Synapse mit weniger Depression folgt der Rate weiter hinauf.
lesson-filtering-try-2 = In „Frequenzfilter“ U der Synapse auf B auf 0,03 setzen. Wie ändert sich die optimale Rate?
lesson-filtering-try-2-answer = Sie steigt von 15,8 auf 20,8 Hz; die Faustregel gibt 22 statt 17 Hz. Bei kleinerem U braucht es schnellere Spikes, um u aufzubauen.
lesson-filtering-try-3 = In „Ratenmodulation“ τ_P der Synapse 1-D auf 100 ms setzen. Wie viel von einer Modulation mit 1 Hz kommt durch?
lesson-filtering-try-3-answer = Ein Anteil von 0,52 statt 0,43, und bei sehr langsamer Modulation 0,45 statt 0,14. Je schneller sich eine Synapse erholt, desto weniger nimmt Depression weg.
lesson-filtering-misconception-1 = „Eine Synapse mit Depression überträgt von einer schnellen Spikefolge nichts.“ Jeder Spike setzt wenig frei, aber es sind viele: Pro Sekunde ist es sogar etwas mehr als bei einer langsamen.
lesson-filtering-misconception-2 = „Tiefpass oder Hochpass: Eine Synapse ist eines von beiden.“ Es kommt darauf an, was mit Frequenz gemeint ist, die Rate der Spikes oder wie oft diese Rate sich ändert.
lesson-filtering-misconception-3 = „Depression ist Ermüdung, ein Mangel.“ Sie nimmt weg, was schon bekannt ist, und lässt übrig, was neu ist.
lesson-filtering-1-title = Ein Axon, drei Synapsen
lesson-filtering-1-text = Ist eine Synapse nur ein Draht? Neuron 1 feuert mit 20 Hz. Sein Axon bildet drei Synapsen: die auf [F](F) zeigt Bahnung, die auf [D](D) Depression, die auf [B](B) beides. Die Freisetzung je Spike, A, beobachten. Nach zwei Sekunden haben alle drei ihren *stationären Zustand* erreicht: 0,63, 0,15 und 0,21.
lesson-filtering-1-ask = Welche der drei setzt je Spike am meisten frei, wenn Neuron 1 nur einmal in der Sekunde feuert?
lesson-filtering-1-answer = Die auf D: 0,91. In einer Sekunde haben sich fast alle Vesikel erholt, während die anderen beiden fast alle Bahnung verloren haben und 0,10 und 0,06 freisetzen. Bei 20 Hz setzte die auf D am wenigsten frei.
lesson-filtering-1-notes = Ein Axon kann wirklich Synapsen verschiedener Art bilden: Es kommt auf die Zielzelle an.
lesson-filtering-2-title = Bahnung lässt hohe Raten durch
lesson-filtering-2-text = Die [Rate](populations.1.rate_Hz) von Neuron 1 auf 1 Hz hinabziehen, dann auf 100 Hz hinauf. Bei F setzt jeder Spike der schnellen Folge fast neunmal so viel frei, 0,90 gegen 0,10, und F beginnt zu feuern. Für Spikeraten ist diese Synapse ein *Hochpass*.
lesson-filtering-2-notes = Die kräftige Kurve gilt für regelmäßige Spikefolgen, die blasse für Poisson-Prozesse. Der Punkt zeigt die jetzige Rate.
lesson-filtering-3-title = Depression lässt niedrige Raten durch
lesson-filtering-3-text = Nun [D](D) verfolgen. Die [Rate](populations.1.rate_Hz) auf 2 Hz ziehen: Jeder Spike setzt 0,74 frei. Bei 20 Hz sind es 0,15, bei 100 Hz 0,03, denn Vesikel erholen sich mit einer Zeitkonstante von 500 ms. Für Spikeraten ist diese Synapse ein *Tiefpass*: Jeder Spike einer langsamen Folge zählt, einer einer schnellen kaum.
lesson-filtering-3-notes = Der erste Spike jeder Folge setzt alles frei, was da ist. Der Filter zeigt sich in dem, was danach kommt.
lesson-filtering-4-title = Beides: ein Band dazwischen
lesson-filtering-4-text = Jeder Spike auf [B](B) hebt *u*, den verbrauchten Anteil, und verbraucht Ressourcen. Die [Rate](populations.1.rate_Hz) auf 16 Hz ziehen: Jeder Spike setzt 0,21 frei, mehr als bei 2 Hz (0,08) oder 100 Hz (0,07). Bahnung begünstigt hohe Raten, Depression niedrige; das Optimum dazwischen macht einen *Bandpass*.
lesson-filtering-4-ask = Ressourcen erholen sich mit einer Zeitkonstante von 130 ms, und u klingt mit 530 ms auf U = 0,05 ab. Was bestimmt die optimale Rate?
lesson-filtering-4-answer = Sie ist schnell genug, dass u sich aufbaut, und langsam genug, dass die Ressourcen sich erholen. Eine Faustregel ist $1/\sqrt{"{"}U\,\tau_{"{"}\mathrm{"{"}facil{"}"}{"}"}\,\tau_{"{"}\mathrm{"{"}rec{"}"}{"}"}{"}"}=17\,\mathrm{"{"}Hz{"}"}$; die genaue Kurve hat ihr Maximum bei 15,8 Hz.
lesson-filtering-4-notes = Pyramidenzellen erreichen manche Interneuronen durch solche Synapsen, die auf Bursts einer bestimmten Rate am besten antworten.
lesson-filtering-5-title = Dieselbe Freisetzung pro Sekunde bei jeder hohen Rate
lesson-filtering-5-text = Noch einmal zu [D](D). Die [Rate](populations.1.rate_Hz) auf 40, dann auf 80 Hz ziehen: Ein Spike setzt 0,079 frei, dann 0,040. Doppelte Rate, halbe Freisetzung: *A* fällt wie 1/r. Die Freisetzung pro Sekunde bleibt also gleich, $A\,r\to P_0/((1-f_D)\,\tau_P)=3{"{"},{"}"}3$.
lesson-filtering-5-ask = Bei 100 Hz erhält D zehnmal so viele Spikes wie bei 10 Hz. Wie viel mehr wird pro Sekunde freigesetzt?
lesson-filtering-5-answer = Ein Fünftel mehr: 3,26 statt 2,70. Auf Dauer kann nicht mehr freigesetzt werden, als sich erholt. Die Rate selbst ist für D fast unsichtbar geworden.
lesson-filtering-5-notes = Ein Neuron kann die Rate eines schnellen Axons an einer Synapse mit Depression also nicht ablesen. Was es ablesen kann, kommt als Nächstes.
lesson-filtering-6-title = Änderungen melden
lesson-filtering-6-text = Die 400 Axone von [2](2) feuern zufällig auf [S](S), durch Synapsen mit Depression. Jede Sekunde springt ihre Rate: 25, 100, 10, 40 Hz. Die Leitfähigkeit beobachten. Sie kehrt immer auf 1,0 bis 1,3 nS zurück, wie hoch die Rate auch ist. Aber ein Sprung nach oben macht eine Spitze, einer nach unten eine Delle.
lesson-filtering-6-ask = Was täte die Leitfähigkeit, wenn jeder Spike so viel freisetzte wie bei 25 Hz?
lesson-filtering-6-answer = Sie folgte der Rate: 1,2 nS bei 25 Hz, 4,7 bei 100 Hz, 0,5 bei 10 Hz, 1,9 bei 40 Hz, jeweils die ganze Sekunde lang.
lesson-filtering-6-erratum = Man liest, Depression filtere hohe Frequenzen heraus und Bahnung niedrige. Tatsächlich kommt es darauf an, welche Frequenz gemeint ist. In schnellen *Spikefolgen* macht Depression jede Freisetzung klein, aber schnelle *Änderungen* einer Rate kommen am besten durch, denn Depression braucht Zeit, ihnen zu folgen. Dieselbe Synapse ist für das eine ein Tiefpass und für das andere ein Hochpass.
lesson-filtering-6-notes = Die allererste Spitze ist die höchste: Nach Stille sind alle Vesikel da, und der Beginn des Feuerns ist die größte Änderung von allen.
lesson-filtering-7-title = Verstärkungsregelung
lesson-filtering-7-text = Von 25 auf 100 Hz und von 10 auf 40 Hz: Beide Sprünge vervierfachen die Rate, und beide Spitzen erreichen 3 bis 4 nS. Die [Raten](populations.2.rates_Hz) auf 5, 20, 50, 200 Hz setzen: Wieder sind die Spitzen gleich. Es zählt das Verhältnis, wie im *Weberschen Gesetz* der Wahrnehmung.
lesson-filtering-7-ask = Ein Axon geht von 5 auf 10 Hz, ein anderes von 50 auf 100 Hz. Welche Änderung bewegt das Ziel mehr?
lesson-filtering-7-answer = Zuerst beide gleich, denn beide Raten verdoppeln sich. Ohne Depression käme vom schnellen Axon zehnmal so viel hinzu und übertönte das langsame: [Abbott et al. 1997](https://doi.org/10.1126/science.275.5297.221) nennen das Verstärkungsregelung.
lesson-filtering-7-notes = Kurz nach einem Sprung setzt jeder Spike noch frei, was die alte Rate erlaubte, etwa 1/r; die Spitze ist also proportional zum Verhältnis von neuer zu alter Rate.
lesson-filtering-8-title = Eine modulierte Rate
lesson-filtering-8-text = Die Rate von [1](1) wird einmal in der Sekunde moduliert. Verglichen mit einer Synapse ohne Plastizität überträgt [F](F) das 1,27-Fache der Modulation und [D](D) nur das 0,43-Fache. D eilt außerdem voraus: Es folgt dem Anstieg, nicht der Höhe. Die Modulationsfrequenz [f](populations.1.f_Hz) auf 10 Hz ziehen: Depression kann nicht folgen, und das 0,98-Fache kommt durch.
lesson-filtering-8-ask = Wie viel von einer Modulation, die zehn Sekunden dauert, kommt bei D an?
lesson-filtering-8-answer = Ein Anteil von 0,15. Einer so langsamen Änderung folgt die Depression und hebt das meiste auf.
lesson-filtering-8-notes = Die Verstärkung ist $|1/\tau_P+i\omega|/|k+i\omega|$, mit $k=1/\tau_P+(1-f_D)\,r_0=14$ pro Sekunde. Die Zahlen sind Theorie für eine kleine Modulation; die Punkte in den Diagrammen sind gemessen, mit einer Modulationstiefe von 0,5, und streuen.
