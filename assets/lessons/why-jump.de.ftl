lesson-why-jump-title = Warum sprang dieses Gewicht?
lesson-why-jump-aim = Die Spikes nennen, die ein Gewicht geändert haben, die Änderung aus der Spur berechnen und sagen, warum zwei Programme mit „derselben“ Regel nicht übereinstimmen müssen.
lesson-why-jump-try-1 = In „STDP: das Fenster“ post im Abstand von 10 ms zweimal feuern lassen und 10 ms später pre. Welche Spur nennt der Satz, und welchen Wert hat sie?
lesson-why-jump-try-1-answer = Die Spur y der postsynaptischen Spikes: e^(−1/2) + e^(−1) = 0,97. Zwei Spikes von post stecken noch in ihr.
lesson-why-jump-try-2 = Die Verzögerung auf der axonalen Seite auf 15 ms setzen. Ab welchem Abstand der Klicks steigt w?
lesson-why-jump-try-2-answer = Neuron post muss mehr als 15 ms nach pre feuern. Bei genau 15 ms sind beide Spikes gleichzeitig an der Synapse, und nichts ändert sich.
lesson-why-jump-try-3 = In „Depression“ fragen, warum g sprang.
lesson-why-jump-try-3-answer = Der Satz sagt, was bei diesem Spike freigesetzt wurde und wie weit sich die Freisetzungswahrscheinlichkeit zuvor erholt hatte.
lesson-why-jump-misconception-1 = „Ein Sprung hat eine Ursache.“ Werden alle Spikes gepaart, so hat jeder frühere Spike der anderen Seite einen Anteil daran; die Spur enthält die Summe.
lesson-why-jump-misconception-2 = „Die Reihenfolge der Klicks entscheidet.“ Es entscheidet die Reihenfolge an der Synapse, und eine Verzögerung kann sie umkehren.
lesson-why-jump-misconception-3 = „Zwei Programme mit derselben Gleichung liefern dieselben Zahlen.“ Sie müssen sich auch darüber einig sein, was vor dem ersten Spike war.
lesson-why-jump-1-title = Die Synapse fragen
lesson-why-jump-1-text = Neuron [pre](pre) anklicken und eine halbe Sekunde später [post](post): Das Gewicht w springt um 0,003. Nun **W** drücken. Bouton geht zum Sprung zurück und nennt die Spikes, die ihn gemacht haben, mit der Gleichung und ihren Zahlen. Ein Klick auf einen Sprung in einem Diagramm fragt dasselbe.
lesson-why-jump-1-ask = Der Satz nennt eine Spur, x = 0,607. Woher kommt diese Zahl?
lesson-why-jump-1-answer = Der Spike von pre hat die Spur auf 1 gehoben. Sie klingt mit einer Zeitkonstante von 20 ms ab, und 10 ms später sind davon e^(−10/20) = 0,607 übrig. Mal A₊ = 0,005 ergibt das den Sprung, 0,0030.
lesson-why-jump-1-notes = Der Satz ist nicht vom Diagramm abgelesen. Bouton rechnet das Stück von einem aufbewahrten Zustand aus noch einmal und hält jede Änderung mit ihrer Ursache fest. Er ist also so genau wie der Lauf selbst.
lesson-why-jump-2-title = Welche Spikes waren beteiligt?
lesson-why-jump-2-text = Hier hat pre dreimal und dann post gefeuert, immer im Abstand von 10 ms; die Zeitleiste steht 10 ms nach dem Sprung. **W** drücken: Die Spur ist nun x = 1,20, denn alle drei Spikes von pre stecken in ihr. **Umschalt+W** öffnet das Protokoll, die Liste aller Änderungen. Zusammen sind sie die ganze Änderung von w.
lesson-why-jump-2-ask = [Paare](projections.pre-post.plasticity.pairing) auf *Nächster, symmetrisch* setzen und es wiederholen. Wie groß ist x nun?
lesson-why-jump-2-answer = 0,607: Nur der letzte Spike von pre zählt, und w steigt um 0,0030. Die zwei früheren haben keinen Anteil.
lesson-why-jump-2-notes = Die Anteile der Spur stehen unter dem Satz: 0,607 von vor 10 ms, 0,368 von vor 20 ms und 0,223 von vor 30 ms. Ihre Summe ist 1,20.
lesson-why-jump-3-title = Auf welcher Seite liegt die Verzögerung?
lesson-why-jump-3-text = Hier hat die Synapse auf ihrer [axonalen](projections.pre-post.delay_side) Seite eine Verzögerung von 15 ms. Neuron pre feuerte bei 0 ms, post bei 10 ms, und bei 12 ms ist der Spike von pre noch unterwegs. **Leertaste** drücken: w *fällt*. **W** drücken: An der Synapse kam pre 5 ms *nach* post. Die Seite auf *Dendritisch* setzen und „Vormachen“: w steigt.
lesson-why-jump-3-ask = Welche Zeitdifferenz sieht die Synapse bei einer *dendritischen* Verzögerung von 15 ms?
lesson-why-jump-3-answer = 25 ms. Der Spike von pre ist sofort da, und der von post braucht 15 ms zurück zur Synapse. Das Gewicht steigt um 0,005 · e^(−25/20) = 0,0014.
lesson-why-jump-3-notes = Veröffentlichungen nennen eine Verzögerung oft, ohne zu sagen, wo sie liegt. Die meisten Simulatoren legen sie ganz auf eine Seite, aber nicht alle auf dieselbe: Ein Netz, das in einem Programm stabil ist, kann in einem anderen seine Gewichte verlieren.
lesson-why-jump-4-title = Ein Spike, den es nie gab
lesson-why-jump-4-text = Mit Paaren aus *nächsten* Spikes post feuern lassen, bevor pre je gefeuert hat: w bleibt, und **W** sagt, dass der Spike mit keinem ein Paar bildet. Ein anderer Simulator, NEST, addiert bei diesem ersten Spike zur Zeit $t_1$ den Wert $A_+e^{"{"}-t_1/\tau_+{"}"}$. Er paart ihn mit einem Spike von pre bei t = 0, den es nie gab.
lesson-why-jump-4-ask = Wie groß ist der Unterschied, wenn der erste Spike von post bei 20 ms kommt, und wie groß bei 2 s?
lesson-why-jump-4-answer = 0,005 · e^(−1) = 0,0018 bei 20 ms und 0,005 · e^(−100), also nichts, bei 2 s. Wer die beiden Programme vergleicht, lässt alle Spikes spät beginnen.
lesson-why-jump-4-sources = - Morrison A, Diesmann M, Gerstner W (2008) Phenomenological models of synaptic plasticity based on spike timing. [Biological Cybernetics 98:459–478](https://doi.org/10.1007/s00422-008-0233-1)
lesson-why-jump-4-notes = Das betrifft in NEST die symmetrischen und die eingeschränkten Synapsen mit Paaren aus nächsten Spikes. Sind alle Spikes 2000 ms später, so stimmen dessen Gewichte mit denen von Bouton bis auf 4e-16 überein. Keines von beiden ist falsch: Die Gleichung eines Paares sagt nicht, was vor dem ersten Spike war.
lesson-why-jump-5-title = Und wenn die Regel eine andere wäre?
lesson-why-jump-5-text = „Vormachen“ noch einmal mit der axonalen Verzögerung von 15 ms, mit **Umschalt+W** das Protokoll öffnen und **Regeln vergleichen** drücken. Dieselben zwei Spikes durchlaufen jede Paarung, jede Abhängigkeit vom Gewicht und beide Seiten der Verzögerung. Mit der Verzögerung auf der anderen Seite hat die Änderung das andere Vorzeichen.
lesson-why-jump-5-ask = Warum läuft für den Vergleich nicht einfach das Netz mit jeder Regel noch einmal?
lesson-why-jump-5-answer = Weil ein anderes Gewicht ändern kann, wann post feuert. Dann ginge es im Vergleich um andere Spikes. Hier bleiben die Spikes, sodass sich nur die Regel unterscheidet.
lesson-why-jump-5-notes = In dieser Vorlage treibt die Synapse nichts an, also stimmten beide Wege überein. In einem rekurrenten Netz täten sie es nicht.
