lesson-gaba-b-title = GABA_B: langsame Hemmung
lesson-gaba-b-aim = Erklären, warum GABA_B-Hemmung langsam und lang anhaltend ist, was die Länge der Pause bestimmt und warum eine wirkliche GABA_B-Synapse auf Bursts antwortet statt auf einzelne Spikes.
lesson-gaba-b-try-1 = In der Vorlage „GABA_B: langsame Hemmung“ Neuron 1 fünfmal rasch nacheinander anklicken. Wird die Pause fünfmal so lang?
lesson-gaba-b-try-1-answer = Nein, sie wächst kaum: Schon ein Spike öffnet alle Kanäle, also gibt es für Spikes gleich danach nichts mehr zu öffnen.
lesson-gaba-b-try-2 = I_app von 180 auf 200 pA erhöhen. Wird die Pause kürzer oder länger?
lesson-gaba-b-try-2-answer = Kürzer: Ein stärkerer Antrieb überwindet eine größere Leitfähigkeit, also muss g weniger weit fallen, bevor Neuron 0 wieder feuert.
lesson-gaba-b-try-3 = In „GABA_B: ein Burst-Detektor“ den Burst von 200 auf 20 Hz verlangsamen. Bringt er Neuron 0 noch zum Schweigen?
lesson-gaba-b-try-3-answer = Ja, 0,9 s lang. Rezeptoren bleiben fast eine Sekunde aktiv (1/K₂ = 833 ms), also addieren sich Spikes in dieser Zeit: Die Synapse zählt Spikes eher, als dass sie ihre Rate misst.
lesson-gaba-b-misconception-1 = „GABA_B ist ein langsamer GABA_A.“ Er ist ein anderer Rezeptortyp: kein Kanal, ein G-Protein dazwischen, und Kalium statt Chlorid.
lesson-gaba-b-misconception-2 = „Vierfache Leitfähigkeit, vierfache Pause.“ Exponentielles Abklingen dauert nur τ ln 4 länger.
lesson-gaba-b-1-title = Langsam im Öffnen
lesson-gaba-b-1-text = Ein GABA_B-Rezeptor ist kein Kanal: Über ein G-Protein öffnet er Kaliumkanäle anderswo in der Membran. [Neuron 1](1) anklicken: Die Leitfähigkeit braucht 77 ms bis zum Maximum und eine halbe Sekunde zum Abklingen. V sinkt um 4,5 mV, obwohl Neuron 0 am Ruhepotential ist.
lesson-gaba-b-1-ask = Die Wirkung von GABA_A war in Ruhe nicht zu sehen. Warum ist es die von GABA_B?
lesson-gaba-b-1-answer = Seine Kanäle lassen Kalium durch, das bei −90 mV umkehrt, 20 mV unter dem Ruhepotential. Eine treibende Kraft gibt es also auch in Ruhe.
lesson-gaba-b-1-notes = Mit GABA_A vergleichen: dort eine Zeitkonstante von 6 ms, hier 150 ms. Ein Umweg durch die Chemie der Zelle kostet Zeit.
lesson-gaba-b-2-title = Ein Klick, eine lange Pause
lesson-gaba-b-2-text = Nun lässt ein Strom von 180 pA Neuron 0 alle 30 ms feuern. Neuron 1 einmal anklicken. Neuron 0 schweigt 0,4 s lang, noch lange nach dem Klick. GABA_A verzögerte einen Spike um höchstens 28 ms.
lesson-gaba-b-2-notes = Ein Klick, der mehr als etwa 27 ms nach einem Spike kommt, lässt noch einen Spike durch: Die Kanäle öffnen sich zu langsam, um ihn aufzuhalten.
lesson-gaba-b-3-title = Viermal so stark
lesson-gaba-b-3-text = {""}[ḡ](projections.1-0.receptors.gaba_b.g_max_nS) auf 12 nS ziehen, das Vierfache, und Neuron 1 anklicken. Die Pause wächst nur von 0,4 auf 0,6 s. Sie endet, wenn g auf 0,56 nS gefallen ist, und von vierfacher Höhe dauert das nur $\tau\ln 4=208\,\mathrm{"{"}ms{"}"}$ länger.
lesson-gaba-b-3-ask = Was verlängert die Pause mehr: ḡ verdoppeln oder die Zeitkonstante des Abklingens verdoppeln?
lesson-gaba-b-3-answer = τ verdoppeln: von 0,40 auf 0,67 s. Ein doppeltes ḡ gibt nur τ ln 2 dazu, von 0,40 auf 0,51 s.
lesson-gaba-b-3-notes = Bei der kritischen Leitfähigkeit käme V genau an der Schwelle zur Ruhe: 10 nS · 2 mV / 36 mV = 0,56 nS.
lesson-gaba-b-4-title = Und wenn er sofort öffnete?
lesson-gaba-b-4-text = {""}[τ_rise](projections.1-0.receptors.gaba_b.kinetics.tau_rise_ms) von 45 auf 0,2 ms ziehen und Neuron 1 anklicken. Die Leitfähigkeit springt nun wie bei GABA_A, und die Pause schrumpft von 0,40 auf 0,27 s. Der langsame Anstieg macht einen guten Teil der Pause aus.
lesson-gaba-b-4-notes = Beide Leitfähigkeiten haben dasselbe Maximum von 3 nS. Die langsame erreicht es später, und damit kommt auch ihr ganzes Abklingen später. Im Gehirn liegt das Maximum von GABA_B-Antworten bei 100 bis 200 ms.
lesson-gaba-b-5-title = Ein einzelner Spike
lesson-gaba-b-5-text = Nun mit der Chemie: Aktive Rezeptoren *r* aktivieren G-Protein *s*, und vier G-Proteine öffnen einen Kanal, $P_s=s^4/(s^4+K_d)$. [Neuron 1](1) einmal anklicken. *s* steigt auf 0,4 µM, und nur drei von 10 000 Kanälen öffnen sich. Neuron 0 feuert weiter.
lesson-gaba-b-5-notes = In den vorigen Schritten öffnete ein Spike jeden Kanal. Wirkliche GABA_B-Synapsen antworten selten auf einen einzelnen Spike. Dass es vier G-Proteine braucht, heißt *Kooperativität*.
lesson-gaba-b-6-title = Ein Burst
lesson-gaba-b-6-text = Neuron 1 zehnmal anklicken, so schnell es geht; „Vormachen“ feuert zehn Spikes mit 200 Hz. *s* erreicht das Siebenfache des Maximums nach einem Spike, vier von zehn Kanälen öffnen sich, und Neuron 0 schweigt fast eine Sekunde lang.
lesson-gaba-b-6-ask = Zehn Spikes machen *s* siebenmal so hoch. Um welchen Faktor wächst die Zahl offener Kanäle?
lesson-gaba-b-6-answer = Etwa 1400. Nach der vierten Potenz wären es $6{"{"},{"}"}9^4\approx 2300$; es sind weniger, weil $P_s$ nicht über 1 steigen kann und schon abflacht.
lesson-gaba-b-6-notes = Rezeptoren bleiben fast eine Sekunde aktiv (1/K₂ = 833 ms), also addieren sich Spikes in dieser Zeit.
lesson-gaba-b-7-title = Wie viele Spikes machen einen Burst?
lesson-gaba-b-7-text = Bursts von zwei, drei und fünf Spikes ausprobieren; „Vormachen“ feuert fünf. Zwei oder drei verzögern einen Spike um Millisekunden, fünf bewirken eine Pause von einer Drittelsekunde. Diese Synapse meldet also Bursts von Neuron 1, nicht einzelne Spikes.
lesson-gaba-b-7-ask = Warum bewirken drei Spikes fast nichts und fünf so viel?
lesson-gaba-b-7-answer = Von drei Spikes zu fünf wächst *s* von 1,1 auf 1,7 µM und seine vierte Potenz auf das Fünffache. Bei dreien bleibt die Leitfähigkeit unter den 0,56 nS, die Stille braucht; bei fünfen liegt sie eine Drittelsekunde lang darüber.
lesson-gaba-b-7-notes = Die Pausen dauern rund 30, 32, 41, 360 und 790 ms, nach 1, 2, 3, 5 und 10 Spikes.
