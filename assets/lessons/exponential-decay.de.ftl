lesson-exponential-decay-title = Exponentieller Abfall
lesson-exponential-decay-aim = Zeitkonstante und Halbwertszeit an einer Kurve ablesen und erklären, was sie über einen einzelnen Kanal und über eine Membran sagen.
lesson-exponential-decay-try-1 = In der Vorlage „Exponentieller Abfall“: Wie viel ist nach 2, 3 und 5 Zeitkonstanten übrig?
lesson-exponential-decay-try-1-answer = e⁻² = 13,5 %, e⁻³ = 5,0 % und e⁻⁵ = 0,7 %. Nach fünf Zeitkonstanten gilt er meist als beendet, obwohl er nie ganz endet.
lesson-exponential-decay-try-2 = N∞ auf 0,5 setzen und N₀ auf 1 lassen. Wie groß ist N nach einer Zeitkonstante?
lesson-exponential-decay-try-2-answer = 0,5 + 0,5/e = 0,684. Was abnimmt, ist der Abstand zu N∞, und von diesem Abstand sind 37 % übrig.
lesson-exponential-decay-misconception-1 = „Nach τ ist es vorbei.“ Nach τ sind 37 % übrig, nach einem weiteren τ 37 % davon.
lesson-exponential-decay-misconception-2 = „Die Halbwertszeit ist die Hälfte von τ.“ Sie ist τ ln 2, also 0,69 τ: für τ = 20 ms sind das 13,9 ms.
lesson-exponential-decay-misconception-3 = „Ein Kanal, der schon lange offen ist, schließt sich bald.“ Kanäle altern nicht: Die Wahrscheinlichkeit, sich in der nächsten Millisekunde zu schließen, ist immer dieselbe.
lesson-exponential-decay-1-title = Tausend Kanäle
lesson-exponential-decay-1-text = Wie lange wirkt eine Synapse? Jeder helle Punkt ist ein offener Kanal; ein Klick auf das Feld öffnet alle wieder. Jeder schließt sich zu einem zufälligen Zeitpunkt, unabhängig von den anderen. Gemeinsam zeichnen sie eine glatte Kurve: Sie fällt erst schnell, dann immer langsamer, weil immer weniger Kanäle übrig sind, die sich schließen können.
lesson-exponential-decay-1-ask = Nach 20 ms sind etwa 370 von 1000 Kanälen offen. Wie viele sind es nach 40 ms?
lesson-exponential-decay-1-answer = Etwa 135, nicht null. In je 20 ms schließt sich derselbe *Anteil*, also sind 37 % von 37 % übrig.
lesson-exponential-decay-1-notes = Zweimal laufen lassen und vergleichen: Die Punkte zeigen einen zufälligen Durchgang, die Kurve das Mittel über sehr viele Kanäle. N ist ein Anteil von Kanälen, keine Zahl von Ionen: Ionen fließen, sie klingen nicht ab.
lesson-exponential-decay-2-title = Die Zeitkonstante
lesson-exponential-decay-2-text = N, der Anteil offener Kanäle, fällt mit einer Rate, die zu N proportional ist: $dN/dt=-N/\tau$, also $N=N_0\,e^{"{"}-t/\tau{"}"}$. Nach einer [Zeitkonstante](glossary.time-constant) [τ](decay.tau_ms) ist 1/e übrig, 37 %. Den Ziehpunkt τ auf der Kurve auf 40 ms ziehen: Die Kurve behält ihre Form, fällt aber halb so schnell.
lesson-exponential-decay-2-ask = Die graue Linie ist die Tangente am Anfang. Wo erreicht sie null, und warum?
lesson-exponential-decay-2-answer = Bei τ. Am Anfang fällt N mit der Rate $N_0/\tau$. Fiele es so schnell weiter, wäre nach τ nichts mehr übrig.
lesson-exponential-decay-2-notes = Ein anderes N₀ ändert die Höhe und sonst nichts: Die Zeit, bis 37 % übrig sind, hängt nicht davon ab, wie viel da ist. Die Rate λ = 1/τ ist positiv, denn eine Rate ist die Wahrscheinlichkeit je Zeit, dass ein offener Kanal sich schließt; das Minuszeichen sagt, dass N fällt.
lesson-exponential-decay-3-title = Die Halbwertszeit
lesson-exponential-decay-3-text = Die Hälfte ist erreicht, bevor τ vergangen ist. Aus $e^{"{"}-t/\tau{"}"}=1/2$ folgt die Halbwertszeit $t_{"{"}1/2{"}"}=\tau\ln 2=0{"{"},{"}"}69\,\tau$. Für [τ](decay.tau_ms) = 20 ms ist sie 13,9 ms. Den Ziehpunkt t½ auf 20 ms ziehen und τ ablesen: 28,9 ms.
lesson-exponential-decay-3-ask = AMPA-Kanäle schließen sich mit τ = 5 ms, NMDA-Kanäle mit τ = 150 ms. Nach welcher Zeit ist von acht Kanälen noch einer offen?
lesson-exponential-decay-3-answer = Ein Achtel ist die Hälfte der Hälfte der Hälfte: drei Halbwertszeiten, 2,08 τ. Das sind 10,4 ms bei AMPA und 312 ms bei NMDA.
lesson-exponential-decay-3-notes = In Chemie und Physik ist die Halbwertszeit beliebt, in der Physiologie τ, weil 1/τ die Rate in der Gleichung ist.
lesson-exponential-decay-4-title = Umgekehrt: exponentieller Anstieg
lesson-exponential-decay-4-text = {""}[N₀](decay.N0) auf 0 und [N∞](decay.N_inf) auf 1 setzen. Nun öffnen sich Kanäle: $dN/dt=(N_\infty-N)/\tau$. Es ist derselbe Abfall, nur nimmt nun der *Abstand* zum Endwert ab. Nach τ sind 37 % dieses Abstands übrig, N hat also 63 % erreicht.
lesson-exponential-decay-4-notes = So steigt das Potential einer Membran, die ein konstanter Strom lädt, und so steigt der offene Anteil, solange Transmitter da ist. Für jeden Anfang gilt N = N∞ + (N₀ − N∞) e^(−t/τ).
lesson-exponential-decay-5-title = Was τ für einen Kanal bedeutet
lesson-exponential-decay-5-text = Ein einzelner Kanal fällt nicht exponentiell ab: Er ist offen, bis er sich plötzlich schließt. Das Histogramm zeigt, wie lange jeder der tausend offen blieb. Die meisten schließen sich früh, wenige spät; das Mittel ist τ, bis auf etwa 3 % ($\tau/\sqrt{"{"}1000{"}"}$). [τ](decay.tau_ms) auf 40 ms ziehen: Das Mittel verdoppelt sich.
lesson-exponential-decay-5-ask = Ein Kanal mit τ = 20 ms ist schon 20 ms offen. Wie lange bleibt er im Mittel noch offen?
lesson-exponential-decay-5-answer = Noch 20 ms. Seine Wahrscheinlichkeit, sich in der nächsten Millisekunde zu schließen, ist 5 %, wie lange er auch schon offen ist: Er hat kein Gedächtnis. Nur exponentiell verteilte Zeiten haben diese Eigenschaft.
lesson-exponential-decay-5-erratum = Man liest, τ sei der Mittelwert der Abfallfunktion. Tatsächlich ist τ der Mittelwert der Offenzeiten: Ihre Dichte ist e^(−t/τ)/τ, und deren Mittelwert ist τ.
lesson-exponential-decay-5-notes = An τ ziehen und das Histogramm ansehen: Die Zeiten wachsen im selben Verhältnis, die Form bleibt.
lesson-exponential-decay-6-title = Auch eine Membran relaxiert so
lesson-exponential-decay-6-text = {""}[I_app](populations.0.I_app_pA) von [Neuron 0](0) auf 100 pA setzen. V steigt von −70 auf −60 mV, erst schnell, dann langsam. Nach $\tau_m=C/g_L=20\,\mathrm{"{"}ms{"}"}$ sind 63 % des Abstands zurückgelegt, bis −63,7 mV. Wieder auf 0 setzen, und V fällt mit derselben Zeitkonstante auf −70 mV.
lesson-exponential-decay-6-ask = g_L auf 20 nS setzen. Wie ändert sich der Anstieg: schneller oder langsamer, höher oder niedriger?
lesson-exponential-decay-6-answer = Doppelt so schnell und halb so hoch: τ sinkt auf 10 ms, und der Gleichgewichtswert liegt nur I/g_L = 5 mV über dem Ruhepotential. Eine undichte Membran reagiert schnell und schwach.
lesson-exponential-decay-6-notes = Der Leckstrom ist proportional zum Abstand vom Gleichgewichtswert; das allein macht die Annäherung exponentiell.
