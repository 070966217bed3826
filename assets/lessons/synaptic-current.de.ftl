lesson-synaptic-current-title = Der synaptische Strom
lesson-synaptic-current-aim = Den Strom einer Synapse aus Leitfähigkeit, Potential und Umkehrpotential berechnen, mit Vorzeichen, und erklären, warum offene Kanäle auch ohne Strom etwas ausmachen können.
lesson-synaptic-current-try-1 = In der Vorlage „Shunting-Hemmung“ E_s der Synapse 2-0 auf −65 mV setzen und zusehen, wenn 2 allein feuert und wenn beide feuern. Erregt oder hemmt die Synapse?
lesson-synaptic-current-try-1-answer = Allein hebt sie V um 2.4 mV, aber zusammen mit 1 senkt sie das EPSP von 10.0 auf 9.0 mV. Sie zieht von beiden Seiten gegen −65 mV.
lesson-synaptic-current-try-2 = Bei welchem Potential ist der Strom durch eine Synapse von 10 nS mit E_s = 0 mV so groß wie der Leckstrom, 10 nS mit E_L = −70 mV?
lesson-synaptic-current-try-2-answer = In der Mitte, bei −35 mV: Beide Leitfähigkeiten sind gleich, und dort fließen 350 pA hinein und 350 pA hinaus. Dieses Neuron feuert lange vorher.
lesson-synaptic-current-try-3 = In „Shunting-Hemmung“ beide Folgen abschalten und 2 um 2 ms nach 1 feuern lassen, mit Klicks bei 10 ms pro Sekunde. Ist das EPSP kleiner als bei beiden zugleich?
lesson-synaptic-current-try-3-answer = Ja, 6.4 mV statt 6.8 mV. Der Strom des Shunts ist proportional dazu, wie weit V gestiegen ist, also wirkt er am meisten, solange V hoch ist.
lesson-synaptic-current-misconception-1 = „Ein offener Kanal heißt, es fließt ein Strom.“ Dazu braucht es auch eine treibende Kraft: Bei V = E_s fließt netto keiner, so viele Kanäle auch offen sind.
lesson-synaptic-current-misconception-2 = „Ein negativer Strom senkt V.“ Nach Vereinbarung ist einwärts negativ: Positive Ladung kommt herein, und V steigt.
lesson-synaptic-current-misconception-3 = „Doppelte Leitfähigkeit, doppeltes EPSP.“ Je weiter V steigt, desto weniger treibende Kraft ist übrig, also wächst das EPSP weniger.
lesson-synaptic-current-1-title = Leitfähigkeit mal treibende Kraft
lesson-synaptic-current-1-text = $I_s=\bar g_s\,P\,(V-E_s)$: die größte Leitfähigkeit, der Anteil P der leitenden Kanäle und die *treibende Kraft*, der Abstand von V zum Umkehrpotential. [Neuron 1](1) anklicken: 10 nS öffnen sich, V ist −70 mV, E_s 0 mV. Also beginnt der Strom bei 10 nS · (−70 mV) = −700 pA.
lesson-synaptic-current-1-ask = Nach 5 ms sind 37 % der Leitfähigkeit übrig, aber nur 32 % des Stroms. Wo ist der Rest?
lesson-synaptic-current-1-answer = In der treibenden Kraft. V ist bis dahin auf −61 mV gestiegen, also ist sie 61 mV statt 70 mV: 3.68 nS · 61.1 mV = 225 pA.
lesson-synaptic-current-1-erratum = Oft steht: ḡ_s ist die maximale Permeabilität. Richtig ist: Es ist die maximale Leitfähigkeit, denn sie wird in Siemens gemessen und macht aus einer Spannung einen Strom. Permeabilität sagt, wie leicht ein Ion hindurchkommt, in cm/s, ob nun Ionen da sind oder nicht.
lesson-synaptic-current-1-notes = Die Einheiten passen ohne Faktoren: nS · mV = pA, pF/nS = ms, pA/nS = mV.
lesson-synaptic-current-2-title = Einwärts ist negativ
lesson-synaptic-current-2-text = $C\,\frac{"{"}dV{"}"}{"{"}dt{"}"}=-g_L(V-E_L)-I_s+I_{"{"}\mathrm{"{"}app{"}"}{"}"}$. Ein Strom positiver Ladung aus der Zelle heraus zählt positiv, einer hinein negativ. [Neuron 1](1) anklicken: Sein Strom zeigt nach unten, und V geht nach oben, anfangs um 700 pA / 200 pF = 3.5 mV pro Millisekunde.
lesson-synaptic-current-2-ask = V ist 9 ms nach dem Spike am höchsten, während noch Strom hereinfließt. Wie groß ist er, ohne hinzusehen?
lesson-synaptic-current-2-answer = 100 pA. Auf dem Gipfel steigt V nicht und fällt nicht, also geht durch das Leck hinaus, was durch die Synapse hereinkommt: 10 nS · 10 mV.
lesson-synaptic-current-2-notes = Injizierter Strom hat das andere Vorzeichen: Positives I_app depolarisiert. Elektroden schieben Ladung hinein, Synapsen beschreibt man, als ginge sie hinaus.
lesson-synaptic-current-3-title = Halb so viele Kanäle
lesson-synaptic-current-3-text = Der leitende Anteil ist $P=P_s\,P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$, offene Kanäle mal Ausschüttung. [P₀](projections.1-0.release.P0) auf 0.5 ziehen und [Neuron 1](1) anklicken: die halbe Leitfähigkeit, der halbe Strom, −350 pA. Aber das EPSP ist 5.3 mV hoch, mehr als die Hälfte von 10 mV.
lesson-synaptic-current-3-ask = Warum mehr als die Hälfte?
lesson-synaptic-current-3-answer = Das kleinere EPSP zehrt weniger von seiner eigenen treibenden Kraft, und mit weniger offenen Kanälen leckt die Membran weniger. Also lässt der Strom langsamer nach als bei 10 nS.
lesson-synaptic-current-3-erratum = Oft steht: P ist das Produkt zweier Variablen, die beide weiterlaufen, P_s und P_rel. Richtig ist: P_rel wird einmal abgelesen, beim Spike, und skaliert, was sich dann öffnet, denn eine geschehene Ausschüttung wächst oder schrumpft nicht, wenn P_rel sich später erholt.
lesson-synaptic-current-3-notes = Mit ḡ = 5 nS und P₀ = 1 ergeben sich genau dieselben Kurven: An V sieht niemand, welcher Faktor halbiert wurde.
lesson-synaptic-current-4-title = Dieselben Kanäle, ein anderer Strom
lesson-synaptic-current-4-text = Zwei Neuronen bekommen dieselben 10 nS GABA_A. [adult](adult) wird bei −54.5 mV gehalten, und Chlorid kehrt bei −70 mV um: ein Klick, und 155 pA fließen auswärts. [I_app](populations.adult.I_app_pA) von adult auf 100 pA ziehen, warten, bis V bei −60 mV ruht, und [Neuron 1](1) anklicken: nun 100 pA.
lesson-synaptic-current-4-ask = Wie groß ist der Strom mit I_app = 0, und was tut V?
lesson-synaptic-current-4-answer = V ruht bei −70 mV, wo Chlorid umkehrt: Die treibende Kraft ist null, also auch der Strom. 10 nS sind offen, und nichts bewegt sich.
lesson-synaptic-current-4-notes = Das andere Neuron, immature, kommt im nächsten Schritt. Strom gegen V aufgetragen wäre eine Gerade durch E_s, mit der Leitfähigkeit als Steigung.
lesson-synaptic-current-5-title = Wo der Strom sich umkehrt
lesson-synaptic-current-5-text = adult ist wieder bei −54.5 mV. In [immature](immature) (unreif) kehrt Chlorid bei −50 mV um, über V. [Neuron 1](1) anklicken: Dieselbe Leitfähigkeit treibt 155 pA aus adult hinaus und 45 pA in immature *hinein*. Das Potential, bei dem der Strom sein Vorzeichen wechselt, ist das *Umkehrpotential*.
lesson-synaptic-current-5-ask = E_s von immature-1 auf −54.5 mV setzen. Was wird ein Klick tun?
lesson-synaptic-current-5-answer = Nichts Sichtbares: V ist schon bei −54.5 mV, also fließt kein Strom. Bei −55 mV fließen 5 pA auswärts, bei −54 mV 5 pA einwärts.
lesson-synaptic-current-5-erratum = Oft steht: E_s ist das Nernst-Potential. Richtig ist: E_s ist das Umkehrpotential, denn ein Nernst-Potential gehört zu einem einzigen Ion. Wo ein Ion überwiegt, stimmen beide fast überein, wie bei GABA_B mit K⁺ und GABA_A mit Cl⁻; durch AMPA- und NMDA-Rezeptoren fließen Na⁺ und K⁺ zugleich, und 0 mV ist dort, wo sie einander aufheben.
lesson-synaptic-current-5-notes = immature feuert 3 ms nach dem Klick; dann springt sein Strom auf −57 pA, denn der Reset auf −60 mV vergrößert die treibende Kraft.
lesson-synaptic-current-6-title = Ein Strom nur, wenn er gebraucht wird
lesson-synaptic-current-6-text = Die Eingänge feuern nun von selbst: 1, dann 2, dann beide zugleich. Feuert [2](2) allein, öffnen sich 40 nS an ihrem Umkehrpotential, und der Strom ist null. Zusammen mit [1](1) lassen dieselben 40 nS bis zu 134 pA wieder hinaus, und das EPSP ist 6.8 statt 10.0 mV hoch: ein *Shunt*.
lesson-synaptic-current-6-ask = Könnte ein injizierter Strom von −134 pA den Shunt ersetzen?
lesson-synaptic-current-6-answer = Nein. Ein solcher Strom flösse immer und zöge auch ein ruhendes Neuron hinab, gegen −83 mV. Eine Leitfähigkeit antwortet: Steigt V nicht, fließt nichts; je weiter V steigt, desto mehr nimmt sie weg.
lesson-synaptic-current-6-notes = Eine Synapse bestimmt die Leitfähigkeit. Den Strom machen Leitfähigkeit und Potential gemeinsam daraus.
lesson-synaptic-current-7-title = Ein Tauziehen
lesson-synaptic-current-7-text = Nun bleiben alle Kanäle lange offen: τ ist 1000 ms. 2 anklicken und gleich darauf 1. V geht zum Mittel aller Umkehrpotentiale, gewichtet mit den Leitfähigkeiten: $V_\infty=\frac{"{"}10(-70)+10\cdot 0+40(-70){"}"}{"{"}10+10+40{"}"}=-58.3\,\mathrm{"{"}mV{"}"}$. Dort heben die Ströme einander auf, und Neuron 0 schweigt.
lesson-synaptic-current-7-ask = ḡ von 2-0 auf 20 nS setzen. Wo liegt das Mittel nun, und was tut Neuron 0?
lesson-synaptic-current-7-answer = Bei (−700 + 0 − 1400)/40 = −52.5 mV. Das liegt über der Schwelle von −54 mV, also feuert Neuron 0 immer wieder.
lesson-synaptic-current-7-notes = V nähert sich dem Ziel mit der Zeitkonstante C/G = 200 pF/60 nS = 3.3 ms statt mit 20 ms: Offene Kanäle machen eine Membran auch schnell.
