lesson-synaptic-current-title = Der synaptische Strom
lesson-synaptic-current-aim = Den Strom einer Synapse mit Vorzeichen aus Leitfähigkeit, Potential und Umkehrpotential berechnen und erklären, warum offene Kanäle auch ohne Strom etwas bewirken können.
lesson-synaptic-current-try-1 = In der Vorlage „Shunting-Hemmung“ E_s der Synapse 2-0 auf −65 mV setzen und beobachten, wie Neuron 2 allein feuert, dann beide. Ist die Synapse erregend oder hemmend?
lesson-synaptic-current-try-1-answer = Allein hebt sie V um 2,4 mV, aber zusammen mit Neuron 1 senkt sie das EPSP von 10,0 auf 9,0 mV. Sie zieht von beiden Seiten gegen −65 mV.
lesson-synaptic-current-try-2 = Bei welchem Potential ist der Strom durch eine Synapse von 10 nS mit E_s = 0 mV so groß wie der Leckstrom, 10 nS mit E_L = −70 mV?
lesson-synaptic-current-try-2-answer = In der Mitte, bei −35 mV: Die Leitfähigkeiten sind gleich, und dort fließen 350 pA hinein und 350 pA hinaus. Dieses Neuron würde lange vorher feuern.
lesson-synaptic-current-try-3 = In „Shunting-Hemmung“ beide Spikefolgen abschalten, das Tempo auf 10 ms/s setzen und Neuron 2 eine Fünftelsekunde nach Neuron 1 anklicken (2 ms Modellzeit). Ist das EPSP kleiner als bei beiden zugleich?
lesson-synaptic-current-try-3-answer = Ja, 6,4 mV statt 6,8 mV. Der Strom des Shunts ist proportional dazu, wie weit V gestiegen ist, also bewirkt der Shunt am meisten, solange V hoch ist.
lesson-synaptic-current-misconception-1 = „Ein offener Kanal heißt, es fließt ein Strom.“ Dazu braucht es auch eine treibende Kraft: Bei V = E_s fließt netto keiner, so viele Kanäle auch offen sind.
lesson-synaptic-current-misconception-2 = „Ein negativer Strom senkt V.“ Nach Vereinbarung ist Einwärtsstrom negativ: Positive Ladung strömt ein, und V steigt.
lesson-synaptic-current-misconception-3 = „Doppelte Leitfähigkeit, doppeltes EPSP.“ Die treibende Kraft schrumpft, während V steigt, also wächst das EPSP um weniger.
lesson-synaptic-current-1-title = Leitfähigkeit mal treibende Kraft
lesson-synaptic-current-1-text = Der Strom ist $I_s=\bar g_s\,P\,(V-E_s)$, das Produkt aus der maximalen Leitfähigkeit, dem Anteil P der leitenden Kanäle und der [treibenden Kraft](glossary.driving-force), der Differenz zwischen V und dem Umkehrpotential. [Neuron 1](1) anklicken: 10 nS öffnen sich, V ist −70 mV, E_s ist 0 mV. Also beginnt der Strom bei 10 nS · (−70 mV) = −700 pA.
lesson-synaptic-current-1-ask = Nach 5 ms sind 37 % der Leitfähigkeit übrig, aber nur 32 % des Stroms. Warum ist der Strom kleiner?
lesson-synaptic-current-1-answer = Die treibende Kraft ist geschrumpft. V ist bis dahin auf −61 mV gestiegen, also ist sie 61 mV statt 70 mV: 3,68 nS · 61,1 mV = 225 pA.
lesson-synaptic-current-1-notes = Die Einheiten passen ohne Faktoren: nS · mV = pA, pF/nS = ms, pA/nS = mV. Permeabilität, in cm/s, misst, wie leicht ein Ion hindurchkommt, gleich bei welcher Konzentration; die Leitfähigkeit hängt auch von den vorhandenen Ionen ab.
lesson-synaptic-current-2-title = Einwärts ist negativ
lesson-synaptic-current-2-text = Für die Membran gilt $C\,dV/dt=-g_L(V-E_L)-I_s+I_{"{"}\mathrm{"{"}app{"}"}{"}"}$. Nach Vereinbarung ist ein Strom aus der Zelle heraus positiv und ein Einwärtsstrom negativ. [Neuron 1](1) anklicken: Sein Strom zeigt nach unten, und V steigt, anfangs um 700 pA / 200 pF = 3,5 mV pro Millisekunde.
lesson-synaptic-current-2-ask = V erreicht sein Maximum 9 ms nach dem Spike, während noch Strom einfließt. Wie groß ist er, ohne hinzusehen?
lesson-synaptic-current-2-answer = 100 pA. Im Maximum steigt V nicht und fällt nicht, also ist der synaptische Strom gleich dem Leckstrom: 10 nS · 10 mV.
lesson-synaptic-current-2-notes = Für injizierten Strom gilt die umgekehrte Vereinbarung: Positives I_app depolarisiert.
lesson-synaptic-current-3-title = Gleiche Leitfähigkeit, anderer Strom
lesson-synaptic-current-3-text = Zwei Neuronen erhalten dieselben 10 nS GABA_A. [adult](adult) wird bei −54,5 mV gehalten, und Chlorid kehrt bei −70 mV um: Ein Klick treibt 155 pA auswärts. [I_app](populations.adult.I_app_pA) von adult auf 100 pA ziehen, warten, bis V sich bei −60 mV einstellt, und [Neuron 1](1) anklicken: Nun sind es 100 pA.
lesson-synaptic-current-3-ask = Wie groß ist der Strom mit I_app = 0, und was tut V?
lesson-synaptic-current-3-answer = V ruht bei −70 mV, wo Chlorid umkehrt: Die treibende Kraft ist null, also auch der Strom. 10 nS sind offen, aber netto fließt kein Strom.
lesson-synaptic-current-3-notes = Das andere Neuron, immature, kommt im nächsten Schritt. Strom über V aufgetragen wäre eine Gerade durch E_s, mit der Leitfähigkeit als Steigung.
lesson-synaptic-current-4-title = Das Vorzeichen des Stroms
lesson-synaptic-current-4-text = In adult ist V wieder bei −54,5 mV. In [immature](immature) (unreif) kehrt Chlorid bei −50 mV um, über V. [Neuron 1](1) anklicken: Dieselbe Leitfähigkeit treibt 155 pA aus adult hinaus, aber 45 pA in immature *hinein*. Das Potential, bei dem der Strom sein Vorzeichen wechselt, ist das *Umkehrpotential*.
lesson-synaptic-current-4-ask = E_s von 1-immature auf −54,5 mV setzen. Was wird ein Klick tun?
lesson-synaptic-current-4-answer = Nichts Sichtbares: V ist schon bei −54,5 mV, also fließt kein Strom. Bei −55 mV fließen 5 pA auswärts, bei −54 mV 5 pA einwärts.
lesson-synaptic-current-4-erratum = Man liest, E_s sei das Nernst-Potential. Tatsächlich gehört ein Nernst-Potential zu einem einzigen Ion. Wo ein Ion überwiegt, stimmen beide fast überein, wie bei GABA_B mit K⁺ und GABA_A mit Cl⁻. Durch AMPA- und NMDA-Rezeptoren fließen Na⁺ und K⁺, und bei 0 mV heben sie einander auf.
lesson-synaptic-current-4-notes = Immature feuert 3 ms nach dem Klick; dann springt sein Strom auf −57 pA, denn der Reset auf −60 mV vergrößert die treibende Kraft.
lesson-synaptic-current-5-title = Shunt: Strom nur bei Bedarf
lesson-synaptic-current-5-text = Die Eingänge feuern nun von selbst: erst Neuron 1, dann Neuron 2, dann beide. Feuert [Neuron 2](2) allein, so öffnen sich 40 nS bei ihrem Umkehrpotential, und kein Strom fließt. Zusammen mit [Neuron 1](1) tragen dieselben 40 nS bis zu 134 pA auswärts, und die Depolarisation ist 6,8 mV statt 10,0 mV: ein *Shunt* (Kurzschluss).
lesson-synaptic-current-5-ask = Könnte ein injizierter Strom von −134 pA den Shunt ersetzen?
lesson-synaptic-current-5-answer = Nein. Ein solcher Strom flösse immer und hyperpolarisierte auch ein ruhendes Neuron, gegen −83 mV. Eine Leitfähigkeit reagiert auf V: In Ruhe trägt sie keinen Strom, und je weiter V steigt, desto mehr zieht sie ab.
lesson-synaptic-current-5-notes = Eine Synapse bestimmt eine Leitfähigkeit. Leitfähigkeit und Potential gemeinsam bestimmen den Strom.
lesson-synaptic-current-6-title = Ein Tauziehen (optional)
lesson-synaptic-current-6-text = Nun bleiben die Kanäle lange offen (τ = 1000 ms). Neuron 2 anklicken, dann Neuron 1. V nähert sich dem mit den Leitfähigkeiten gewichteten Mittel aller Umkehrpotentiale: $V_\infty=(10(-70)+10\cdot 0+40(-70))/(10+10+40)=-58{"{"},{"}"}3\,\mathrm{"{"}mV{"}"}$. Dort heben die Ströme einander auf, und Neuron 0 schweigt.
lesson-synaptic-current-6-ask = ḡ von 2-0 auf 20 nS setzen. Wo liegt das Mittel nun, und was tut Neuron 0?
lesson-synaptic-current-6-answer = Bei (−700 + 0 − 1400)/40 = −52,5 mV. Das liegt über der Schwelle von −54 mV, also feuert Neuron 0 immer wieder.
lesson-synaptic-current-6-notes = V nähert sich dem Endwert mit τ = C/G = 3,3 ms statt mit 20 ms: Offene Kanäle machen die Membran auch schneller.
