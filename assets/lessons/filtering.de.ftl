lesson-filtering-title = Synapsen als Filter
lesson-filtering-aim = Sagen, welche Spikeraten bahnende und deprimierende Synapsen durchlassen, warum eine deprimierende Synapse bei jeder hohen Rate je Sekunde fast gleich viel ausschüttet und was sie statt der Rate meldet.
lesson-filtering-try-1 = In „Frequenzfilter“ f_D der Synapse auf D auf 0.8 setzen. Wie viel schüttet jeder Spike bei 20 Hz aus, und wie viel kann je Sekunde höchstens ausgeschüttet werden?
lesson-filtering-try-1-answer = 0.34 statt 0.15 je Spike und 1/((1 − 0.8) · 0.5 s) = 10 statt 3.3 je Sekunde. Eine Synapse mit weniger Depression folgt der Rate weiter hinauf.
lesson-filtering-try-2 = In „Frequenzfilter“ U der Synapse auf B auf 0.03 setzen. Wohin wandert die beste Rate?
lesson-filtering-try-2-answer = Nach oben, von 15.8 auf 20.8 Hz; die Faustregel sagt 22 statt 17 Hz. Bei kleinerem U braucht es schnellere Spikes, um u aufzubauen.
lesson-filtering-try-3 = In „Modulation der Rate“ τ_P der Synapse 1-D auf 100 ms setzen. Wie viel von einer Schwingung mit 1 Hz kommt durch?
lesson-filtering-try-3-answer = 0.52 statt 0.43, und von sehr langsamen Schwingungen 0.45 statt 0.14: Je schneller sich eine Synapse erholt, desto weniger kann Depression wegnehmen.
lesson-filtering-misconception-1 = „Eine deprimierende Synapse lässt von einer schnellen Folge nichts durch.“ Jeder Spike gibt wenig, aber es sind viele: Je Sekunde ist es sogar etwas mehr als bei einer langsamen Folge.
lesson-filtering-misconception-2 = „Tiefpass oder Hochpass: Eine Synapse ist eines von beiden.“ Es kommt darauf an, was mit Frequenz gemeint ist, die Rate der Spikes oder wie oft diese Rate sich ändert.
lesson-filtering-misconception-3 = „Depression ist Ermüdung, ein Mangel.“ Sie nimmt weg, was schon bekannt ist, und lässt übrig, was neu ist.
lesson-filtering-1-title = Ein Axon, drei Synapsen
lesson-filtering-1-text = Neuron 1 feuert 20-mal in der Sekunde. Sein Axon endet in drei Synapsen: auf [F](F) mit Bahnung, auf [D](D) mit Depression, auf [B](B) mit beidem. Beobachten, wie viel jeder Spike ausschüttet. Nach zwei Sekunden haben sich alle drei eingestellt, auf 0.63, 0.15 und 0.21: der *stationäre Zustand*.
lesson-filtering-1-ask = Alle drei bekommen dieselben Spikes. Welche schüttet je Spike am meisten aus, wenn Neuron 1 nur einmal in der Sekunde feuert?
lesson-filtering-1-answer = Die auf D: 0.91. In einer Sekunde sind fast alle Vesikel zurück, während die anderen beiden fast alle Bahnung vergessen und 0.10 und 0.06 ausschütten. Bei 20 Hz schüttete die auf D am wenigsten aus.
lesson-filtering-1-notes = Ein Axon kann wirklich in Synapsen verschiedener Art enden: Es kommt auf die Zelle an, auf der es endet.
lesson-filtering-2-title = Bahnung lässt hohe Raten durch
lesson-filtering-2-text = Die [Rate](populations.1.rate_Hz) von Neuron 1 auf 1 Hz hinabziehen, dann auf 100 Hz hinauf. Auf F schüttet jeder Spike der schnellen Folge fast neunmal so viel aus wie einer der langsamen, 0.90 gegen 0.10, und F beginnt zu feuern. Für Spikeraten ist diese Synapse ein *Hochpass*.
lesson-filtering-2-notes = Die kräftige Kurve gilt für regelmäßige Folgen, die blasse für zufällige Spikes. Der Punkt ist das, was gerade gemessen wird.
lesson-filtering-3-title = Depression lässt niedrige Raten durch
lesson-filtering-3-text = Nun [D](D) verfolgen. Die [Rate](populations.1.rate_Hz) auf 2 Hz ziehen: Jeder Spike schüttet 0.74 aus. Bei 20 Hz sind es 0.15, bei 100 Hz 0.03, denn Vesikel brauchen 500 ms, um zurückzukommen. Für Spikeraten ist diese Synapse ein *Tiefpass*: Jeder Spike einer langsamen Folge zählt, einer einer schnellen kaum.
lesson-filtering-3-erratum = Oft steht: An einer deprimierenden Synapse gibt eine hohe Frequenz eine schwächere Antwort, eine *hohe* Frequenz eine stärkere. Richtig ist: Das zweite Mal muss es *niedrig* heißen, denn bei niedriger Rate sind die Vesikel zurück, bevor der nächste Spike kommt.
lesson-filtering-3-notes = Der erste Spike jeder Folge schüttet alles aus, was da ist. Der Filter zeigt sich in dem, was danach kommt.
lesson-filtering-4-title = Beides: ein Band dazwischen
lesson-filtering-4-text = Auf [B](B) hebt ein Spike den Anteil *u*, der verbraucht wird, und verbraucht Mittel. Die [Rate](populations.1.rate_Hz) auf 16 Hz ziehen: Jeder Spike schüttet 0.21 aus, mehr als bei 2 Hz (0.08) oder 100 Hz (0.07). Bahnung braucht schnelle Spikes, Depression bestraft sie; dazwischen liegt eine beste Rate: ein *Bandpass*.
lesson-filtering-4-ask = Mittel kehren mit 130 ms zurück, u fällt mit 530 ms auf U = 0.05. Was macht eine Rate zur besten?
lesson-filtering-4-answer = Sie ist schnell genug, dass u sich aufbaut, und langsam genug, dass die Mittel zurückkehren. Eine Faustregel ist $1/\sqrt{"{"}U\,\tau_{"{"}\mathrm{"{"}facil{"}"}{"}"}\,\tau_{"{"}\mathrm{"{"}rec{"}"}{"}"}{"}"}=17\,\mathrm{"{"}Hz{"}"}$; die genaue Kurve hat ihren Gipfel bei 15.8 Hz.
lesson-filtering-4-notes = Pyramidenzellen erreichen manche Interneuronen durch solche Synapsen, die auf Salven einer bestimmten Rate am besten antworten.
lesson-filtering-5-title = Je Sekunde gleich viel, bei jeder Rate
lesson-filtering-5-text = Noch einmal zu [D](D). Die [Rate](populations.1.rate_Hz) auf 40, dann auf 80 Hz ziehen: Ein Spike schüttet 0.079 aus, dann 0.040. Doppelte Rate, halbe Ausschüttung: *A* fällt wie 1/r. Je Sekunde bleibt die Ausschüttung also gleich, $A\,r\to P_0/((1-f_D)\,\tau_P)=3.3$.
lesson-filtering-5-ask = Bei 100 Hz bekommt D zehnmal so viele Spikes wie bei 10 Hz. Wie viel mehr wird je Sekunde ausgeschüttet?
lesson-filtering-5-answer = Ein Fünftel mehr: 3.26 statt 2.70. Auf Dauer kann nicht mehr gehen, als zurückkommt. Die Rate selbst ist für D fast unsichtbar geworden.
lesson-filtering-5-notes = Ein Neuron kann die Rate eines schnellen Axons an einer deprimierenden Synapse also nicht ablesen. Was es ablesen kann, kommt als Nächstes.
lesson-filtering-6-title = Ein Bericht über Änderungen
lesson-filtering-6-text = Die 400 Axone von [2](2) feuern zufällig auf [S](S), durch deprimierende Synapsen. Jede Sekunde springt ihre Rate: 25, 100, 10, 40 Hz. Die Leitfähigkeit beobachten. Sie kehrt immer auf 1.0 bis 1.3 nS zurück, wie hoch die Rate auch ist. Aber ein Sprung nach oben macht einen Gipfel, einer nach unten eine Delle.
lesson-filtering-6-ask = Was täte die Leitfähigkeit, wenn jeder Spike gleich viel ausschüttete, so viel wie bei 25 Hz?
lesson-filtering-6-answer = Sie folgte der Rate: 1.2 nS bei 25 Hz, 4.7 bei 100 Hz, 0.5 bei 10 Hz, 1.9 bei 40 Hz, jeweils die ganze Sekunde lang.
lesson-filtering-6-erratum = Oft steht: Depression filtert hohe Frequenzen heraus, Bahnung niedrige. Richtig ist zu sagen, welche Frequenz: In schnellen *Folgen* macht Depression jede Ausschüttung klein, aber schnelle *Änderungen* einer Rate lässt sie am besten durch, denn sie braucht Zeit, ihnen zu folgen. Dieselbe Synapse ist für das eine ein Tiefpass und für das andere ein Hochpass.
lesson-filtering-6-notes = Der allererste Gipfel ist der höchste: Nach Stille sind alle Vesikel da, und dass überhaupt gefeuert wird, ist die größte Änderung.
lesson-filtering-7-title = Regelung der Verstärkung
lesson-filtering-7-text = Von 25 auf 100 Hz und von 10 auf 40 Hz: Beide Sprünge vervierfachen die Rate, und beide Gipfel erreichen 3 bis 4 nS. Die [Raten](populations.2.rates_Hz) auf 5, 20, 50, 200 setzen: Wieder tun es beide. Es zählt das Verhältnis, wie im *Weberschen Gesetz* der Sinne.
lesson-filtering-7-ask = Ein Axon geht von 5 auf 10 Hz, ein anderes von 50 auf 100 Hz. Welches wird besser gehört?
lesson-filtering-7-answer = Zuerst beide gleich, denn beide verdoppeln. Ohne Depression käme vom schnellen zehnmal so viel hinzu und übertönte das langsame: [Abbott et al. 1997](https://doi.org/10.1126/science.275.5297.221) nennen das Regelung der Verstärkung.
lesson-filtering-7-notes = Kurz nach einem Sprung schüttet jeder Spike noch aus, was die alte Rate erlaubte, etwa 1/r; der Gipfel wächst also mit neuer Rate durch alte.
lesson-filtering-8-title = Eine Rate, die schwingt
lesson-filtering-8-text = Die Rate von [1](1) schwingt einmal in der Sekunde. Bei [F](F) kommt etwas mehr als die ganze Schwingung an: das 1.27-Fache. Bei [D](D) sind es 0.43, und verfrüht: Seine Synapse meldet den Anstieg, nicht die Höhe. [f](populations.1.f_Hz) auf 10 Hz ziehen: Depression ist zu langsam, und 0.98 kommt durch.
lesson-filtering-8-ask = Und von einer Schwingung, die zehn Sekunden dauert: Wie viel davon kommt bei D an?
lesson-filtering-8-answer = 0.15 davon. Einer so langsamen Änderung folgt die Depression und hebt das meiste auf. Die Kurve ist $|1/\tau_P+i\omega|/|k+i\omega|$, mit $k=1/\tau_P+(1-f_D)\,r_0=14$ je Sekunde.
lesson-filtering-8-notes = Die Zahlen sind die der Theorie, für kleine Schwingungen; die Punkte in den Diagrammen sind gemessen, mit einer Schwingung um die Hälfte, und streuen.
