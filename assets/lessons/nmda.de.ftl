lesson-nmda-title = NMDA: ein Koinzidenzdetektor
lesson-nmda-aim = Erklären, warum eine NMDA-Synapse an einem ruhenden Neuron wenig und an einem depolarisierten viel bewirkt und wie der Magnesiumblock sie zum Koinzidenzdetektor macht.
lesson-nmda-try-1 = In der Vorlage „NMDA als UND-Gatter“: Wie lange nach Neuron 1 darf Neuron 2 feuern?
lesson-nmda-try-1-answer = Bis etwa 95 ms: Nach 95 ms feuert Neuron 0 noch, nach 97 ms nicht mehr. Das Fenster dauert, solange genug NMDA-Kanäle offen sind; mit halbem τ ist es etwa halb so lang.
lesson-nmda-try-2 = Die Magnesiumkonzentration auf 2 mM erhöhen. Wie hoch ist das EPSP in Ruhe?
lesson-nmda-try-2-answer = 2,6 mV statt 5,6 mV: Doppelt so viel Magnesium lässt etwa halb so viele Kanäle unblockiert.
lesson-nmda-try-3 = Wie viele Klicks auf Neuron 1 braucht es in Ruhe, damit Neuron 0 feuert?
lesson-nmda-try-3-answer = Keine Zahl genügt: 60 mit 100 Hz bringen V auf −61,2 mV. Selbst wenn alle Kanäle offen sind, sind unter der Schwelle zu wenige unblockiert.
lesson-nmda-misconception-1 = „Ein blockierter Kanal ist zu.“ Ein blockierter Kanal ist offen, Glutamat ist gebunden; ein Mg²⁺-Ion verstopft die Pore und verlässt sie binnen eines Bruchteils einer Millisekunde, wenn V steigt (in diesem Modell sofort).
lesson-nmda-misconception-2 = „NMDA braucht AMPA.“ NMDA braucht Depolarisation, gleich aus welcher Ursache: Ein injizierter Strom oder ein Spike des Neurons selbst tut es auch.
lesson-nmda-misconception-3 = „Der Block ist ganz da oder ganz fort.“ Bei −70 mV sind 4,4 % der offenen Kanäle unblockiert, und mit jedem Millivolt Depolarisation werden es mehr.
lesson-nmda-1-title = Offen, aber blockiert
lesson-nmda-1-text = {""}[Neuron 1](1) hat auf [Neuron 0](0) eine Synapse mit NMDA-Rezeptoren. Neuron 1 anklicken: Alle Kanäle öffnen sich, also springt der offene Anteil $P_s$ auf 1 und klingt dann mit einer Zeitkonstante von 150 ms ab, dem Dreißigfachen von AMPA. Trotzdem steigt V von Neuron 0 um weniger als 6 mV.
lesson-nmda-1-ask = Kanäle mit 20 nS sind offen; 20 nS AMPA würden Neuron 0 feuern lassen. Wie viele der 20 nS leiten?
lesson-nmda-1-answer = Höchstens 1 nS. Ein Magnesiumion blockiert mehr als neun von zehn offenen Kanälen.
lesson-nmda-1-notes = Im unteren Diagramm ist die eine Kurve der offene Anteil P_s, die andere der unblockierte Anteil G_NMDA. Der sofortige Anstieg ist eine Vereinfachung: Wirkliche NMDA-Kanäle brauchen etwa 10 ms, um sich zu öffnen.
lesson-nmda-2-title = Der Magnesiumblock
lesson-nmda-2-text =
    Ein Magnesiumion blockiert die meisten offenen Kanäle. Der unblockierte Anteil ist

    $G(V)=1/(1+\frac{"{"}[\mathrm{"{"}Mg{"}"}]{"}"}{"{"}3{"{"},{"}"}57\,\mathrm{"{"}mM{"}"}{"}"}\,e^{"{"}-V/16{"{"},{"}"}13\,\mathrm{"{"}mV{"}"}{"}"})$

    {""}[I_app](populations.0.I_app_pA) von Neuron 0 auf 140 pA ziehen: V steigt auf −56 mV, G von 4,4 % auf 10 %. Depolarisation treibt Magnesium aus der Pore.
lesson-nmda-2-ask = Bei welchem Potential ist die Hälfte der offenen Kanäle unblockiert?
lesson-nmda-2-answer = Bei $16{"{"},{"}"}13\,\mathrm{"{"}mV{"}"}\cdot\ln(1/3{"{"},{"}"}57)=-20{"{"},{"}"}5\,\mathrm{"{"}mV{"}"}$. Dorthin kommt das Neuron zwischen Spikes nie: Selbst knapp unter der Schwelle von −54 mV, wo 11 % unblockiert sind, bleiben die meisten Kanäle blockiert.
lesson-nmda-2-notes = Magnesium ist positiv und sitzt außen: Ein negatives Inneres zieht es in die Pore. Die Kurve ist die von Jahr und Stevens (1990), mit [Mg²⁺] in mM und V in mV; manche Texte lassen die Einheiten weg und schreiben e^(−0,062 V).
lesson-nmda-3-title = Derselbe Klick bei −56 mV
lesson-nmda-3-text = Neuron 0 ruht nun bei −56 mV, 2 mV unter der Schwelle. Neuron 1 einmal anklicken. Die Synapse leitet mehr als doppelt so viel wie zuvor. V steigt, was weitere Kanäle deblockiert, was V weiter hebt: Neuron 0 feuert einen Burst von elf Spikes.
lesson-nmda-3-erratum = Man liest, durch NMDA-Rezeptoren fließe nichts, solange nicht auch AMPA-Rezeptoren die Membran depolarisieren. Tatsächlich fließt immer ein wenig, denn der Block ist unvollständig. Und jede Depolarisation löst ihn, gleich aus welcher Ursache. Hier ist es ein injizierter Strom.
lesson-nmda-3-notes = Der erste Spike kommt 4 ms nach dem Klick, der letzte nach 232 ms, und die Abstände wachsen, während die Kanäle sich schließen.
lesson-nmda-4-title = Down- und Up-Zustände
lesson-nmda-4-text = Im Tiefschlaf wechseln Neuronen des Kortex zwischen einem *Down*-Zustand um −70 mV und einem *Up*-Zustand nahe der Schwelle. Hier schaltet ein Strom Neuron 0 jede halbe Sekunde um. Neuron 1 früh in einem Down-Zustand anklicken, dann früh in einem Up-Zustand.
lesson-nmda-4-ask = Ein Klick kommt 100 ms vor dem Ende des Down-Zustands. Feuert Neuron 0?
lesson-nmda-4-answer = Ja, aber nur vier Spikes. Zunächst geschieht nichts, doch die Hälfte der Kanäle ist noch offen, wenn der Up-Zustand beginnt. Die Synapse behält den Klick etwa 185 ms lang.
lesson-nmda-4-notes = Der Klick im Down-Zustand bleibt stumm, der im Up-Zustand löst einen Burst aus. Der präsynaptische Spike war derselbe.
lesson-nmda-5-title = Ein UND-Gatter
lesson-nmda-5-text = Die Synapse von Neuron 1 hat NMDA-Rezeptoren, die von Neuron 2 AMPA-Rezeptoren. [Neuron 1](1) allein anklicken, später [Neuron 2](2) allein: Neuron 0 feuert nicht. Dann Neuron 1 und bald darauf Neuron 2 anklicken. AMPA [depolarisiert](glossary.depolarise) die Membran, das deblockiert NMDA-Kanäle, und zusammen erreichen sie die Schwelle.
lesson-nmda-5-notes = Ein Spike von Neuron 0 meldet, dass beide Eingänge da waren: ein logisches UND. Es erreicht die Schwelle, obwohl kein Eingang allein es könnte.
lesson-nmda-6-title = Reihenfolge und Zeit
lesson-nmda-6-text = Erst Neuron 2 anklicken, kurz darauf Neuron 1. Neuron 0 bleibt still: Der kurze AMPA-Eingang ist vorbei, bevor NMDA-Kanäle sich öffnen. Ein Spike von Neuron 0 bedeutet also zwei Eingänge in der richtigen Reihenfolge und kurz nacheinander: NMDA, dann binnen etwa 95 ms AMPA.
lesson-nmda-6-ask = Neuron 1 feuert, und 150 ms später feuert Neuron 2. Feuert Neuron 0?
lesson-nmda-6-answer = Nein. Nur noch 37 % der NMDA-Kanäle sind offen, zu wenige, um zur Depolarisation durch AMPA die fehlenden 4 mV beizutragen.
lesson-nmda-6-notes = NMDA-Rezeptoren lassen auch Ca²⁺ ein. So hinterlässt die Koinzidenz ein chemisches Signal an der Synapse, und damit beginnt Plastizität: siehe die Lektion *Calcium entscheidet*.
lesson-nmda-7-title = Ohne Magnesium
lesson-nmda-7-text = Das Magnesium entfernen: [Mg²⁺](projections.1-0.receptors.nmda.Mg_mM) auf 0 ziehen und Neuron 1 anklicken. Selbst aus der Ruhe feuert Neuron 0 nun 47-mal in einer Viertelsekunde. Ohne den Block ist die Synapse stark und langsam, und ihre Leitfähigkeit hängt nicht mehr von V ab.
lesson-nmda-7-ask = Wie viel Magnesium genügt, damit ein ruhendes Neuron nach einem Klick nicht feuert?
lesson-nmda-7-answer = Zwischen 0,3 und 0,5 mM: Bei 0,3 mM löst ein Klick noch vier Spikes aus, bei 0,5 mM keinen. Die extrazelluläre Flüssigkeit enthält etwa 1 mM.
lesson-nmda-7-notes = Hirnschnitte in magnesiumfreier Lösung zeigen epileptiforme Entladungen, ein gängiges Modell der Epilepsie.
lesson-nmda-8-title = Ein regenerativer Strom (optional)
lesson-nmda-8-text = Bei den meisten Rezeptoren ist die I-V-Kurve, Strom über V, eine Gerade. Hier hat sie eine Senke: Vom Ruhepotential bis −27 mV lässt Depolarisation *mehr* Strom einfließen, weil das Deblockieren den Verlust an treibender Kraft übertrifft. [Mg²⁺](projections.1-0.receptors.nmda.Mg_mM) auf 2 mM ziehen: Die Senke wird flacher und rückt nach rechts.
lesson-nmda-8-ask = Was bewirkt ein Einwärtsstrom, der mit V wächst, im Up-Zustand?
lesson-nmda-8-answer = Es ist positive Rückkopplung: Ein kleiner Anstieg von V bringt mehr Einwärtsstrom, der V weiter hebt. Das hilft, das Neuron im Up-Zustand zu halten, und es macht den Burst.
lesson-nmda-8-notes = Die Senke ist ein Bereich negativer Steigungsleitfähigkeit. In diesem Schritt fließt nichts; das Diagramm folgt aus der Formel. Die treibende Kraft ist V − E_s: Bei 0 mV heben sich nur die Flüsse von Na⁺, K⁺ und Ca²⁺ durch diesen Kanal auf.
