lesson-exponential-decay-title = Exponentieller Abfall
lesson-exponential-decay-aim = Zeitkonstante und Halbwertszeit an einer Kurve ablesen, erklären, was sie über einzelne Kanäle sagen, und sagen, warum es auf das Rechenverfahren ankommt.
lesson-exponential-decay-try-1 = In der Vorlage „Exponentieller Abfall“: Wie viel ist nach 2, 3 und 5 Zeitkonstanten übrig?
lesson-exponential-decay-try-1-answer = e⁻² = 13.5 %, e⁻³ = 5.0 % und e⁻⁵ = 0.7 %. Nach fünf Zeitkonstanten sagt man, es sei vorbei, obwohl es nie ganz endet.
lesson-exponential-decay-try-2 = N∞ auf 0.5 setzen und N₀ auf 1 lassen. Wo ist N nach τ?
lesson-exponential-decay-try-2-answer = Bei 0.5 + 0.5/e = 0.684. Was abnimmt, ist der Abstand zu N∞, und von diesem Abstand sind 37 % übrig.
lesson-exponential-decay-try-3 = In „Numerik“ Schritte von 1 ms wählen. Wie viele Spikes feuert jedes Neuron?
lesson-exponential-decay-try-3-answer = Neuron 0 feuert weiterhin sechs, „euler“ neun: einen nach jedem Spike von Neuron 1 außer dem ersten. Je länger die Schritte, desto größer der Fehler seines Verfahrens.
lesson-exponential-decay-misconception-1 = „Nach τ ist es vorbei.“ Nach τ sind 37 % übrig, nach einem weiteren τ 37 % davon.
lesson-exponential-decay-misconception-2 = „Die Halbwertszeit ist die Hälfte von τ.“ Sie ist τ ln 2, also 0.69 τ: für τ = 20 ms sind das 13.9 ms.
lesson-exponential-decay-misconception-3 = „Ein Kanal, der schon lange offen ist, schließt sich bald.“ Kanäle altern nicht: Die Chance, sich in der nächsten Millisekunde zu schließen, ist immer dieselbe.
lesson-exponential-decay-1-title = Tausend Kanäle
lesson-exponential-decay-1-text = Jeder helle Punkt ist ein offener Kanal. Ein Klick auf das Feld öffnet alle wieder. Jeder schließt sich in einem Augenblick, den der Zufall bestimmt, unabhängig von den anderen; so viele zusammen ergeben eine glatte Kurve. Erst fällt sie schnell, dann immer langsamer, weil immer weniger übrig sind, die sich schließen können.
lesson-exponential-decay-1-ask = Nach 20 ms sind etwa 370 von 1000 Kanälen offen. Wie viele sind es nach 40 ms?
lesson-exponential-decay-1-answer = Etwa 135. Nicht null, obwohl sich in den ersten 20 ms 630 schließen: In je 20 ms schließt sich derselbe *Anteil*, also sind 37 % von 37 % übrig.
lesson-exponential-decay-1-erratum = Oft steht: N ist die Anzahl der Ionen. Richtig ist: N ist der Anteil der Kanäle, die offen sind, oder eine Konzentration von Transmitter, denn diese nehmen ab. Ionen fließen durch offene Kanäle, aber sie nehmen dabei nicht ab.
lesson-exponential-decay-1-notes = Zweimal laufen lassen und vergleichen: Die Punkte stehen für den Zufall, die Kurve für das Mittel sehr vieler Kanäle.
lesson-exponential-decay-2-title = Die Zeitkonstante
lesson-exponential-decay-2-text = N verliert in jedem Augenblick denselben Bruchteil seiner selbst: $\frac{"{"}dN{"}"}{"{"}dt{"}"}=-\frac{"{"}N{"}"}{"{"}\tau{"}"}$, also $N=N_0\,e^{"{"}-t/\tau{"}"}$. Nach der Zeitkonstante [τ](decay.tau_ms) ist 1/e übrig, 37 %. Den Griff τ auf der Kurve auf 40 ms ziehen: dieselbe Kurve, doppelt so langsam.
lesson-exponential-decay-2-ask = Die graue Linie ist die Tangente am Anfang. Wo erreicht sie null, und warum?
lesson-exponential-decay-2-answer = Bei τ. Am Anfang fällt N mit der Rate $N_0/\tau$; fiele es so schnell weiter, so wäre nach τ nichts mehr da.
lesson-exponential-decay-2-erratum = Oft steht: In dN/dt = −λN ist die Zerfallsrate −λ. Richtig ist: Die Rate ist λ = 1/τ, eine positive Zahl, denn eine Rate zählt, wie oft sich ein Kanal pro Zeit schließt. Das Minuszeichen sagt, dass N weniger wird.
lesson-exponential-decay-2-notes = Ein anderes N₀ ändert die Höhe und sonst nichts: Die Zeit, bis 37 % übrig sind, hängt nicht davon ab, wie viel da ist.
lesson-exponential-decay-3-title = Die Halbwertszeit
lesson-exponential-decay-3-text = Die Hälfte ist früher erreicht als 37 %. Aus $e^{"{"}-t/\tau{"}"}=\frac{"{"}1{"}"}{"{"}2{"}"}$ folgt die Halbwertszeit $t_{"{"}1/2{"}"}=\tau\ln 2=0.69\,\tau$. Mit [τ](decay.tau_ms) = 20 ms ist sie 13.9 ms. Den Griff t½ auf 20 ms ziehen und τ ablesen: Es ist 28.9 ms.
lesson-exponential-decay-3-ask = AMPA-Kanäle schließen sich mit τ = 5 ms, NMDA-Kanäle mit 150 ms. Wann ist von acht noch einer offen?
lesson-exponential-decay-3-answer = Ein Achtel ist die Hälfte der Hälfte der Hälfte: drei Halbwertszeiten, 2.08 τ. Das sind 10.4 ms bei AMPA und 312 ms bei NMDA.
lesson-exponential-decay-3-notes = In Chemie und Physik ist die Halbwertszeit beliebt, in der Physiologie τ, weil 1/τ die Rate in der Gleichung ist.
lesson-exponential-decay-4-title = Umgedreht: ein Anstieg
lesson-exponential-decay-4-text = {""}[N₀](decay.N0) auf 0 und [N∞](decay.N_inf) auf 1 setzen. Nun öffnen sich Kanäle: $\frac{"{"}dN{"}"}{"{"}dt{"}"}=\frac{"{"}N_\infty-N{"}"}{"{"}\tau{"}"}$. Es ist derselbe Abfall, nur ist es nun der *Abstand* zum Ziel, der abnimmt. Nach τ sind 37 % des Weges übrig, 63 % also geschafft.
lesson-exponential-decay-4-erratum = Oft steht: dN/dt = N∞ − N/τ, mit N = N∞ (1 − e^(−t/τ)). Richtig ist dN/dt = (N∞ − N)/τ, denn nur dann haben beide Glieder dieselbe Einheit, und N endet bei N∞; so gedruckt würde es bei N∞ τ enden. Und allgemein ist N = N∞ + (N₀ − N∞) e^(−t/τ), denn die gedruckte Lösung gilt nur für den Anfang N₀ = 0.
lesson-exponential-decay-4-notes = So steigt das Potential einer Membran, die ein gleichbleibender Strom lädt, und so öffnen sich Kanäle, solange Transmitter da ist.
lesson-exponential-decay-5-title = Was τ für einen Kanal heißt
lesson-exponential-decay-5-text = Ein einzelner Kanal nimmt nicht ab: Er ist offen, dann schließt er sich. Das Histogramm zählt, wie lange jeder der tausend offen war. Die meisten schließen sich früh, wenige bleiben lange offen, und das Mittel ist τ, bis auf etwa $\tau/\sqrt{"{"}1000{"}"}$ oder 3 %. [τ](decay.tau_ms) auf 40 ms ziehen: Das Mittel verdoppelt sich.
lesson-exponential-decay-5-ask = Ein Kanal ist schon 20 ms offen. Wie lange bleibt er von jetzt an im Mittel noch offen, wenn τ = 20 ms ist?
lesson-exponential-decay-5-answer = Noch 20 ms. Seine Chance, sich in der nächsten Millisekunde zu schließen, ist 5 %, wie lange er auch schon offen ist: Er hat kein Gedächtnis. Nur exponentiell verteilte Zeiten sind so.
lesson-exponential-decay-5-erratum = Oft steht: τ ist der Mittelwert der Zerfallsfunktion. Richtig ist: τ ist der Mittelwert der Offenzeiten, denn ihre Dichte ist p(t) = e^(−t/τ)/τ, und das Integral von t p(t) ist τ. Der Mittelwert von N über alle Zeit wäre null.
lesson-exponential-decay-5-notes = An τ ziehen und das Histogramm ansehen: Die Zeiten wachsen im Verhältnis, die Form bleibt.
lesson-exponential-decay-6-title = Auch eine Membran kehrt so zurück
lesson-exponential-decay-6-text = {""}[I_app](populations.0.I_app_pA) von [Neuron 0](0) auf 100 pA setzen. V steigt von −70 auf −60 mV, erst schnell, dann langsam: Nach $\tau_m=C/g_L=20\,\mathrm{"{"}ms{"}"}$ sind 63 % des Weges geschafft, bis −63.7 mV. Wieder auf 0 setzen, und V fällt mit denselben 20 ms auf −70 mV.
lesson-exponential-decay-6-ask = g_L auf 20 nS setzen. Wie wird der Anstieg: schneller, langsamer, höher, niedriger?
lesson-exponential-decay-6-answer = Doppelt so schnell und halb so hoch: τ sinkt auf 10 ms, und das Ziel liegt I/g_L = 5 mV über dem Ruhepotential. Eine leckende Membran antwortet schnell und schwach.
lesson-exponential-decay-6-notes = Die Ladung, die abfließt, ist proportional zum Abstand vom Ziel. Mehr braucht es nicht für eine Exponentialfunktion.
lesson-exponential-decay-7-title = Ein Spike, den es nicht gibt
lesson-exponential-decay-7-text = Ein Rechner geht in Schritten $h$. Eulers Verfahren, $N\leftarrow N-h\,N/\tau$, folgt in jedem ein Stück der Tangente; exakt ist $N\leftarrow N\,e^{"{"}-h/\tau{"}"}$. [Neuron 0](0) und [euler](euler) sind dieselbe Membran mit denselben zehn Eingängen. Neuron 0 feuert sechsmal, und das ist richtig; euler feuert siebenmal.
lesson-exponential-decay-7-ask = Ein Abfall mit τ = 20 ms, berechnet in Schritten von 20 ms. Was ist nach einem Schritt nach Euler übrig, und was ist richtig?
lesson-exponential-decay-7-answer = Nach Euler nichts: $1-h/\tau=0$. Richtig sind 37 %. Mit Schritten von 2 ms kommt Euler nach 20 ms auf $0.9^{"{"}10{"}"}=35\,\%$, mit 0.2 ms auf 36.6 %: zehnmal kleinere Schritte, ein zehnmal kleinerer Fehler.
lesson-exponential-decay-7-notes = Die Schritte sind hier 0.1 ms lang, wie oft üblich. Mit 0.05 ms oder weniger feuert auch euler sechs Spikes.
lesson-exponential-decay-8-title = Zu lange Schritte
lesson-exponential-decay-8-text = {""}[Neuron 1](1) einmal anklicken. Es öffnet 100 nS, die gegen −90 mV ziehen, also ist $C/G$ 0.45 ms, aber ein Schritt 1 ms. Neuron 0 geht auf −88 mV. Eulers Schritte schießen über das Ziel hinaus, jeder weiter als der vorige: [euler](euler) schwingt immer stärker und feuert sogar.
lesson-exponential-decay-8-ask = Ab welchem Schritt schießt Eulers Verfahren über das Ziel hinaus, und ab welchem kommt es nie zur Ruhe?
lesson-exponential-decay-8-answer = Jeder Schritt multipliziert den Abstand mit $1-h/\tau$. Über das Ziel geht es für $h>\tau$, und die Schwingungen wachsen für $h>2\tau$. Der exakte Faktor $e^{"{"}-h/\tau{"}"}$ liegt bei jedem Schritt zwischen 0 und 1.
lesson-exponential-decay-8-notes = V fällt unter −110 mV, obwohl im Modell nichts weiter als bis −90 mV zieht: Daran erkennt man einen Fehler des Verfahrens.
