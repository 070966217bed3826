lesson-take-away-title = Was bleibt
lesson-take-away-aim = Zeitkonstanten, Umkehrpotentiale und Größen der vier Rezeptoren sowie die Zahlen der kurz- und langfristigen Plastizität nennen und daraus vorhersagen, was eine Synapse bewirkt.
lesson-take-away-try-1 = Die vier Rezeptoren danach ordnen, wie lange sie wirken, und für jeden sagen, zu welchem Potential er V zieht.
lesson-take-away-try-1-answer = AMPA 5 ms, 0 mV; GABA_A 6 ms, −70 mV; NMDA 150 ms, 0 mV; GABA_B 150 ms nach einem Anstieg mit einer Zeitkonstante von 45 ms, −90 mV.
lesson-take-away-try-2 = In „AMPA: schnelle Erregung“ das EPSP bei 3 nS aus dem bei 1 nS schätzen, dann nachsehen.
lesson-take-away-try-2-answer = Dreimal 1,09 mV wären 3,3 mV; es sind 3,2 mV. Bei 10 nS sind es 10,0 statt 10,9 mV: Die Summe bleibt zurück, weil die treibende Kraft schrumpft und das Leck wächst.
lesson-take-away-try-3 = In „Erregung und Hemmung im Gleichgewicht“ beide Raten auf 20 Hz und ḡ von inh-0 auf 4 nS setzen. Feuert Neuron 0 schneller oder langsamer, mehr oder weniger regelmäßig?
lesson-take-away-try-3-answer = Schneller, etwa 35 Hz, und weiter unregelmäßig, CV 1,1: Die Mittelwerte heben sich wieder fast auf, und die Schwankungen sind gewachsen.
lesson-take-away-misconception-1 = „Glutamat erregt, GABA hemmt.“ Rezeptor, Umkehrpotential und V entscheiden; die Faustregel gilt für schnelle Synapsen des adulten Kortex.
lesson-take-away-misconception-2 = „Eine Synapse hat eine Stärke.“ Sie hat eine für den ersten Spike und eine andere für den zehnten, eine in Ruhe und eine andere im Up-Zustand, eine heute und eine andere nach dem Lernen.
lesson-take-away-misconception-3 = „Diese Zahlen sind Naturkonstanten.“ Es sind typische Werte; sie unterscheiden sich zwischen Zellen, Altersstufen und Temperaturen. Was bleibt, sind die Zusammenhänge.
lesson-take-away-1-title = AMPA: 5 ms, 0 mV
lesson-take-away-1-text = AMPA-Rezeptoren öffnen sich beinahe augenblicklich, schließen sich mit einer Zeitkonstante von 5 ms und ziehen V gegen 0 mV. Eine Synapse von 10 nS hebt V um 10 mV. [ḡ](projections.1-0.receptors.ampa.g_max_nS) auf 1 nS ziehen, eine üblichere Größe, und [Neuron 1](1) anklicken: V steigt um 1,1 mV, und die Schwelle ist 16 mV entfernt ([Destexhe et al. 1994](https://doi.org/10.1162/neco.1994.6.1.14)).
lesson-take-away-1-ask = Wie viele Synapsen von 1 nS müssen gleichzeitig aktiv sein, damit ein Spike entsteht?
lesson-take-away-1-answer = 18. Mit je 1,09 mV täten es 15, wenn [exzitatorische postsynaptische Potentiale](glossary.epsp) (EPSPs) sich genau addierten, aber jedes macht das nächste etwas kleiner. Ein Neuron des Kortex hat etwa 7000 Synapsen zur Auswahl.
lesson-take-away-1-notes = Vor jedem Schritt dieser Lektion zuerst die Zahlen sagen lassen. EPSPs klingen mit der Zeitkonstante der Membran ab, C/g_L = 20 ms. Destexhe A, Mainen ZF, Sejnowski TJ (1994), Neural Comput 6:14–18, https://doi.org/10.1162/neco.1994.6.1.14.
lesson-take-away-2-title = NMDA: 150 ms, von der Spannung gesteuert
lesson-take-away-2-text = NMDA-Rezeptoren klingen mit einer Zeitkonstante von 150 ms ab. Magnesium lässt bei −70 mV nur 4,4 % der offenen Kanäle unblockiert, bei −54 mV 11 % ([Jahr & Stevens 1990](https://doi.org/10.1523/JNEUROSCI.10-09-03178.1990)). Den NMDA-Eingang [Neuron 1](1) anklicken und binnen 95 ms den AMPA-Eingang [Neuron 2](2): Nur das Paar lässt Neuron 0 feuern.
lesson-take-away-2-ask = Und in der anderen Reihenfolge, erst Neuron 2 und nach 20 ms Neuron 1?
lesson-take-away-2-answer = Neuron 0 bleibt still. Der AMPA-Eingang ist vorbei, bevor NMDA-Kanäle sich öffnen. Der langsame Rezeptor bewahrt eine Spur des ersten Spikes, der schnelle bestimmt den Zeitpunkt.
lesson-take-away-2-notes = Die Modellzeit läuft hier langsam: 80 ms dauern acht Zehntelsekunden. Jahr CE, Stevens CF (1990), J Neurosci 10:3178–3182, https://doi.org/10.1523/JNEUROSCI.10-09-03178.1990.
lesson-take-away-3-title = GABA_A: 6 ms, −70 mV
lesson-take-away-3-text = GABA_A-Rezeptoren klingen mit einer Zeitkonstante von 6 ms ab und ziehen V gegen −70 mV. Am Ruhepotential wirkt GABA_A allein nicht, aber als Shunt. Neuron 1 allein beobachten, Neuron 2 allein, dann beide: Ein Shunt von 40 nS senkt das Maximum von 10,0 auf 6,8 mV. [ḡ](projections.2-0.receptors.gaba_a.g_max_nS) von 2-0 auf 10 nS ziehen: 9,0 mV.
lesson-take-away-3-ask = Ein Strom hielte V bei −52 mV, also feuert das Neuron. Wie viel anhaltende GABA_A-Leitfähigkeit bringt es zum Schweigen?
lesson-take-away-3-answer = $g_c=g_L\,(V_\infty-V_{"{"}th{"}"})/(V_{"{"}th{"}"}-E_s)=10\,\mathrm{"{"}nS{"}"}\cdot 2/16=1{"{"},{"}"}25\,\mathrm{"{"}nS{"}"}$. Eine kleine Leitfähigkeit genügt, solange V nur knapp über der Schwelle läge.
lesson-take-away-3-notes = Umkehrpotential und Leitfähigkeit sind zweierlei: Das eine sagt, wohin V gezogen wird, die andere, wie stark.
lesson-take-away-4-title = GABA_B: 0,4 s Stille
lesson-take-away-4-text = GABA_B-Rezeptoren öffnen Kaliumkanäle über ein G-Protein ([Destexhe & Sejnowski 1995](https://doi.org/10.1073/pnas.92.21.9515)). Hier steigt ihre Leitfähigkeit mit einer Zeitkonstante von 45 ms, fällt mit 150 ms und zieht V gegen −90 mV. Neuron 0 feuert alle 30 ms. [Neuron 1](1) einmal anklicken: Eine Synapse von 3 nS bringt es für etwa 0,4 s zum Schweigen.
lesson-take-away-4-ask = Um wie viel verzögert ein Klick auf eine GABA_A-Synapse von 10 nS den nächsten Spike?
lesson-take-away-4-answer = Um 7 bis 28 ms, je nachdem, wann er kommt. Ein Transmitter, zwei Rezeptoren: Der eine wirkt Millisekunden, der andere Hunderte davon.
lesson-take-away-4-notes = Destexhe A, Sejnowski TJ (1995), PNAS 92:9515–9519, https://doi.org/10.1073/pnas.92.21.9515. Die beiden Zeitkonstanten dieses Schritts sind eine eigene Vereinfachung; das Modell der Arbeit hat zwei Stufen und antwortet nur auf Bursts: siehe die Vorlage „GABA_B: ein Burst-Detektor“.
lesson-take-away-5-title = Kurzzeitplastizität: 200 und 500 ms
lesson-take-away-5-text = Jeder Spike ändert $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$. Bei [F](F) steigt es um 40 % des Abstands zu 1 und erholt sich mit τ = 200 ms; bei [D](D) fällt es auf 40 % (τ = 500 ms). Nach 50 ms ist die zweite Freisetzung das 3,8- oder 0,46-Fache der ersten. Die [Rate](populations.1.rate_Hz) auf 50 Hz ziehen: 4,3 und 0,42 (Dayan & Abbott 2001, Kapitel 5).
lesson-take-away-5-ask = Eine Spikefolge mit 50 Hz geht immer weiter. Was setzt am Ende jeder Spike frei, auf F und auf D?
lesson-take-away-5-answer = 0,81 auf F und 0,064 auf D. Das sind auf D 3,2 pro Sekunde, nahe der Grenze von 3,3 pro Sekunde bei jeder Rate: D meldet Änderungen der Rate, nicht die Rate ([Abbott et al. 1997](https://doi.org/10.1126/science.275.5297.221)).
lesson-take-away-5-notes = Die Regeln mit f_F und f_D sind die von Dayan P, Abbott LF (2001), Theoretical Neuroscience, MIT Press, Kapitel 5. Ein anderes Modell führt Buch über Ressourcen: Tsodyks MV, Markram H (1997), PNAS 94:719–723, https://doi.org/10.1073/pnas.94.2.719. Zur Verstärkungsregelung: Abbott LF, Varela JA, Sen K, Nelson SB (1997), Science 275:220–224, https://doi.org/10.1126/science.275.5297.221.
lesson-take-away-6-title = STDP: 20 ms entscheiden
lesson-take-away-6-text = {""}[Spike-Timing-abhängige Plastizität](glossary.stdp) (STDP): Prä vor post stärkt, post vor prä schwächt ([Bi & Poo 1998](https://doi.org/10.1523/JNEUROSCI.18-24-10464.1998)). Ein Paar ändert das Gewicht um $0{"{"},{"}"}005\,e^{"{"}-\Delta t/20\,\mathrm{"{"}ms{"}"}{"}"}$ seines Maximums: 0,003 bei 10 ms, und 60 Paare um +0,18. [t₀](populations.teacher.start_ms) von teacher auf 190 ms setzen und neu starten: post feuert zuerst, und 60 Paare ändern es um −0,19.
lesson-take-away-6-ask = Im Netz von Song und Kollegen ist die Depression 5 % größer als die Potenzierung. Was wird damit erreicht?
lesson-take-away-6-answer = Spikes in zufälliger Reihenfolge schwächen unterm Strich, also fallen die Gewichte, bis das Neuron knapp unter der Schwelle ist. Vierfacher Eingang, 40 statt 10 Hz, lässt es nur 1,6-mal so schnell feuern ([Song et al. 2000](https://doi.org/10.1038/78829)).
lesson-take-away-6-notes = Bi G-q, Poo M-m (1998), J Neurosci 18:10464–10472, https://doi.org/10.1523/JNEUROSCI.18-24-10464.1998; Song S, Miller KD, Abbott LF (2000), Nat Neurosci 3:919–926, https://doi.org/10.1038/78829.
lesson-take-away-7-title = Alles zusammen
lesson-take-away-7-text = Viele kleine, zufällige Eingänge: 80 erregende und 20 hemmende Axone feuern mit je 10 Hz auf [Neuron 0](0), das 21-mal in der Sekunde feuert, so unregelmäßig wie ein Poisson-Prozess. [ḡ](projections.inh-0.receptors.gaba_a.g_max_nS) von inh-0 von 2 auf 0 nS ziehen: Nun feuert es 61-mal in der Sekunde, und regelmäßiger. Das Gleichgewicht seiner Synapsen entscheidet, wie ein Neuron feuert.
lesson-take-away-7-ask = Welche Zahlen dieses Kurses braucht es, um die 61 Hz vorherzusagen?
lesson-take-away-7-answer = Die mittlere Leitfähigkeit, 80 · 10 Hz · 1 nS · 5 ms = 4 nS gegen 0 mV, neben einem Leck von 10 nS gegen −70 mV. Sie gleichen sich bei −50 mV aus, über der Schwelle. Mit 200 pF/14 nS = 14 ms und 2 ms Refraktärzeit ergibt das 66 Hz. Der Rest sind Schwankungen.
lesson-take-away-7-sources =
    - Abbott LF, Varela JA, Sen K, Nelson SB (1997) Synaptic depression and cortical gain control. [Science 275:220–224](https://doi.org/10.1126/science.275.5297.221)
    - Bi G-q, Poo M-m (1998) Synaptic modifications in cultured hippocampal neurons: dependence on spike timing, synaptic strength, and postsynaptic cell type. [J Neurosci 18:10464–10472](https://doi.org/10.1523/JNEUROSCI.18-24-10464.1998)
    - Bienenstock EL, Cooper LN, Munro PW (1982) Theory for the development of neuron selectivity: orientation specificity and binocular interaction in visual cortex. [J Neurosci 2:32–48](https://doi.org/10.1523/JNEUROSCI.02-01-00032.1982)
    - Destexhe A, Mainen ZF, Sejnowski TJ (1994) An efficient method for computing synaptic conductances based on a kinetic model of receptor binding. [Neural Comput 6:14–18](https://doi.org/10.1162/neco.1994.6.1.14)
    - Destexhe A, Sejnowski TJ (1995) G protein activation kinetics and spillover of γ-aminobutyric acid may account for differences between inhibitory responses in the hippocampus and thalamus. [PNAS 92:9515–9519](https://doi.org/10.1073/pnas.92.21.9515)
    - Graupner M, Brunel N (2012) Calcium-based plasticity model explains sensitivity of synaptic changes to spike pattern, rate, and dendritic location. [PNAS 109:3991–3996](https://doi.org/10.1073/pnas.1109359109)
    - Hebb DO (1949) The organization of behavior. Wiley; [Neuausgabe](https://doi.org/10.4324/9781410612403)
    - Jahr CE, Stevens CF (1990) Voltage dependence of NMDA-activated macroscopic conductances predicted by single-channel kinetics. [J Neurosci 10:3178–3182](https://doi.org/10.1523/JNEUROSCI.10-09-03178.1990)
    - Morrison A, Diesmann M, Gerstner W (2008) Phenomenological models of synaptic plasticity based on spike timing. [Biol Cybern 98:459–478](https://doi.org/10.1007/s00422-008-0233-1)
    - Oja E (1982) A simplified neuron model as a principal component analyzer. [J Math Biol 15:267–273](https://doi.org/10.1007/BF00275687)
    - Pakkenberg B et al. (2003) Aging and the human neocortex. [Exp Gerontol 38:95–99](https://doi.org/10.1016/S0531-5565%2802%2900151-1)
    - Pfister J-P, Gerstner W (2006) Triplets of spikes in a model of spike timing-dependent plasticity. [J Neurosci 26:9673–9682](https://doi.org/10.1523/JNEUROSCI.1425-06.2006)
    - Song S, Miller KD, Abbott LF (2000) Competitive Hebbian learning through spike-timing-dependent synaptic plasticity. [Nat Neurosci 3:919–926](https://doi.org/10.1038/78829)
    - Tsodyks MV, Markram H (1997) The neural code between neocortical pyramidal neurons depends on neurotransmitter release probability. [PNAS 94:719–723](https://doi.org/10.1073/pnas.94.2.719)
    - Vogels TP, Abbott LF (2005) Signal propagation and logic gating in networks of integrate-and-fire neurons. [J Neurosci 25:10786–10795](https://doi.org/10.1523/JNEUROSCI.3508-05.2005)
lesson-take-away-7-notes = Der Variationskoeffizient (CV) der Interspike-Intervalle ist mit Hemmung etwa 1 und ohne 0,6. Ein Lehrbuch, das all dies behandelt: Dayan P, Abbott LF (2001), Theoretical Neuroscience, MIT Press, Kapitel 5 und 8.
