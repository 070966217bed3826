lesson-nmda-title = NMDA: ein Detektor für Gleichzeitigkeit
lesson-nmda-aim = Erklären, warum eine NMDA-Synapse an einem ruhenden Neuron wenig tut und an einem depolarisierten viel, und wie Magnesium aus ihr einen Detektor für Gleichzeitigkeit macht.
lesson-nmda-try-1 = In der Vorlage „NMDA als UND-Gatter“: Wie lange nach Neuron 1 darf Neuron 2 feuern?
lesson-nmda-try-1-answer = Bis etwa 95 ms: Bei 80 ms geht es noch, bei 100 ms nicht mehr. Das Fenster dauert, solange genug NMDA-Kanäle offen sind; mit halbem τ ist es etwa halb so lang.
lesson-nmda-try-2 = {""}[Mg²⁺] auf 2 mM erhöhen. Wie hoch ist das EPSP in Ruhe?
lesson-nmda-try-2-answer = 2.6 mV statt 5.6 mV: Doppelt so viel Magnesium lässt etwa halb so viele Kanäle frei.
lesson-nmda-try-3 = Wie viele Klicks auf Neuron 1 braucht es in Ruhe, damit Neuron 0 feuert?
lesson-nmda-try-3-answer = Keine Zahl genügt: 60 mit 100 Hz bringen V auf −61.2 mV. Selbst wenn alle Kanäle offen sind, sind unter der Schwelle zu wenige frei.
lesson-nmda-misconception-1 = „Ein blockierter Kanal ist zu.“ Er ist offen, Glutamat ist gebunden; ein Magnesium-Ion sitzt darin und ist binnen Mikrosekunden fort, wenn V steigt.
lesson-nmda-misconception-2 = „NMDA braucht AMPA.“ Er braucht Depolarisation; ein injizierter Strom oder ein Spike des Neurons selbst tut es auch.
lesson-nmda-misconception-3 = „Der Block ist ganz da oder ganz fort.“ Bei −70 mV sind 4.5 % der Kanäle frei, und mit jedem Millivolt werden es mehr.
lesson-nmda-1-title = Offen und doch blockiert
lesson-nmda-1-text = {""}[Neuron 1](1) wirkt mit NMDA-Rezeptoren auf [Neuron 0](0). Neuron 1 anklicken: Alle Kanäle öffnen sich, $P_s$ springt auf 1 und klingt mit 150 ms ab, dreißigmal langsamer als bei AMPA. Neuron 0 bewegt sich trotzdem um keine 6 mV.
lesson-nmda-1-ask = Alle 20 nS sind offen; mit 20 nS AMPA würde Neuron 0 feuern. Wie viele der 20 nS leiten?
lesson-nmda-1-answer = Höchstens 1 nS. In mehr als neun von zehn offenen Kanälen sitzt ein Magnesium-Ion und blockiert sie.
lesson-nmda-1-notes = Die obere Kurve im unteren Diagramm sagt, wie viele Kanäle offen sind, die untere, wie viele davon frei.
lesson-nmda-2-title = Der Magnesium-Block
lesson-nmda-2-text = Von den offenen Kanälen ist ein Anteil frei:

    $G(V)=1/(1+\frac{"{"}[\mathrm{"{"}Mg{"}"}]{"}"}{"{"}3.57\,\mathrm{"{"}mM{"}"}{"}"}\,e^{"{"}-V/16.13\,\mathrm{"{"}mV{"}"}{"}"})$

    {""}[I_app](populations.0.I_app_pA) von Neuron 0 auf 140 pA ziehen: V steigt auf −56 mV, G von 4.5 % auf 10 %. Eine depolarisierte Membran treibt Magnesium hinaus.
lesson-nmda-2-ask = Bei welchem Potential ist die Hälfte der offenen Kanäle frei, und was heißt das für ein Neuron mit der Schwelle bei −54 mV?
lesson-nmda-2-answer = Bei $16.13\,\mathrm{"{"}mV{"}"}\cdot\ln(1/3.57)=-20.5\,\mathrm{"{"}mV{"}"}$. Dorthin kommt das Neuron zwischen Spikes nie: Selbst knapp unter der Schwelle, wo 11 % frei sind, bleiben die meisten Kanäle blockiert.
lesson-nmda-2-erratum = Oft steht nur der Faktor e^(−0.062 V) da oder gar keine Formel. Richtig ist die Formel oben, mit [Mg²⁺] in mM und V in mV, denn nur mit Einheiten lässt sie sich prüfen: 1/16.13 = 0.062, also sind beide Formen die Kurve von Jahr und Stevens (1990). Bei −70 mV ergibt sie 4.5 %, bei 0 mV 78 %.
lesson-nmda-2-notes = Magnesium ist positiv und sitzt außen: Ein negatives Inneres zieht es in die Pore. Mehr steckt hinter der Spannungsabhängigkeit nicht.
lesson-nmda-3-title = Derselbe Klick, depolarisiert
lesson-nmda-3-text = Neuron 0 ruht nun bei −56 mV, 2 mV unter der Schwelle. Neuron 1 einmal anklicken. Die Kanäle lassen doppelt so viel durch wie vorher, V steigt, das befreit weitere: Neuron 0 feuert eine Salve von elf Spikes.
lesson-nmda-3-erratum = Oft steht: Auch wenn der Rezeptor aktiviert ist, fließen keine Ionen, solange nicht AMPA-EPSPs dazukommen. Richtig ist: Ein wenig fließt immer, denn der Block ist unvollständig, bei −70 mV sind 4.5 % frei; und jede Depolarisation löst ihn, denn Magnesium spürt V und nicht dessen Ursache. Hier ist es ein injizierter Strom.
lesson-nmda-3-notes = Der erste Spike kommt 4 ms nach dem Klick, der letzte nach 232 ms, und die Abstände wachsen, während die Kanäle sich schließen.
lesson-nmda-4-title = Down- und Up-Zustände
lesson-nmda-4-text = Im Schlaf wechseln Neuronen der Hirnrinde zwischen einem *Down*-Zustand um −70 mV und einem *Up*-Zustand nahe der Schwelle. Ein Strom macht das mit Neuron 0, je eine halbe Sekunde. Neuron 1 früh in einem Down-Zustand anklicken, dann früh in einem Up-Zustand.
lesson-nmda-4-ask = Ein Klick kommt 100 ms vor dem Ende des Down-Zustands. Feuert Neuron 0?
lesson-nmda-4-answer = Ja, aber weniger Spikes, vier: Zunächst geschieht nichts, doch die Hälfte der Kanäle ist noch offen, wenn der Up-Zustand beginnt. Die Synapse behält den Klick etwa 175 ms lang.
lesson-nmda-4-notes = Der Klick im Down-Zustand bleibt stumm, der im Up-Zustand löst eine Salve aus. Der präsynaptische Spike war derselbe.
lesson-nmda-5-title = Ein Strom, der sich selbst hilft
lesson-nmda-5-text = Bei den meisten Rezeptoren ist der Strom gegen V eine Gerade. Hier hat er eine Senke: Vom Ruhepotential bis −27 mV lässt höheres V *mehr* Strom einfließen, weil das Befreien von Kanälen überwiegt. [Mg](projections.1-0.receptors.nmda.Mg_mM) auf 2 mM ziehen: Die Senke wird flach und rückt nach rechts.
lesson-nmda-5-ask = Was folgt aus einem Strom, der mit V wächst, für ein Neuron im Up-Zustand?
lesson-nmda-5-answer = Es ist positive Rückkopplung: Ein kleiner Anstieg von V bringt mehr Einwärtsstrom, der V weiter hebt. Das hilft, ein Neuron oben zu halten, und es macht die Salve des vorigen Schritts.
lesson-nmda-5-erratum = Oft steht als treibende Kraft V − 0. Richtig ist V − E_s, denn 0 mV ist kein Gesetz, sondern nur das Potential, bei dem sich die Flüsse von Na⁺, K⁺ und Ca²⁺ durch diesen Kanal gerade aufheben. Hier lässt sich E_s ändern.
lesson-nmda-5-notes = Die Senke ist ein Bereich negativer Steigungsleitfähigkeit. In diesem Schritt fließt nichts; das Diagramm folgt aus der Formel.
lesson-nmda-6-title = Ohne Magnesium
lesson-nmda-6-text = Das Magnesium wegnehmen: [Mg](projections.1-0.receptors.nmda.Mg_mM) auf 0 ziehen und Neuron 1 anklicken. Neuron 0 ruht, und doch feuert es nach einem Klick 47-mal in einer Viertelsekunde. Ohne Block ist die Synapse stark und langsam und fragt nicht mehr nach V.
lesson-nmda-6-ask = Wie viel Magnesium genügt, damit ein ruhendes Neuron nach einem Klick still bleibt?
lesson-nmda-6-answer = Zwischen 0.3 und 0.5 mM: Bei 0.3 mM gibt ein Klick noch vier Spikes, bei 0.5 mM keinen. Die Flüssigkeit im Gehirn enthält etwa 1 mM.
lesson-nmda-6-notes = Hirnschnitte in einer Lösung ohne Magnesium feuern wie im epileptischen Anfall. Das ist ein gängiges Modell der Epilepsie.
lesson-nmda-7-title = Ein UND-Gatter
lesson-nmda-7-text = Neuron 1 wirkt mit NMDA-, Neuron 2 mit AMPA-Rezeptoren. [Neuron 1](1) allein anklicken, später [Neuron 2](2) allein: Neuron 0 feuert nicht. Dann 1 und bald darauf 2 anklicken. AMPA hebt V, das befreit NMDA-Kanäle, und zusammen erreichen sie die Schwelle.
lesson-nmda-7-notes = Neuron 0 meldet, dass beide kamen: Es rechnet ein logisches UND. Es erreicht die Schwelle, obwohl kein Eingang allein es könnte.
lesson-nmda-8-title = Reihenfolge und Zeit
lesson-nmda-8-text = Erst Neuron 2 anklicken, kurz darauf Neuron 1. Neuron 0 bleibt still, denn der kurze Schub von AMPA ist vorbei, bevor NMDA-Kanäle öffnen. Neuron 0 meldet also zwei Eingänge, in richtiger Reihenfolge und rechtzeitig: NMDA und binnen 80 ms AMPA.
lesson-nmda-8-ask = Neuron 1 feuert, und 150 ms später feuert Neuron 2. Feuert Neuron 0?
lesson-nmda-8-answer = Nein. Nur noch 37 % der NMDA-Kanäle sind offen, zu wenige, um zu dem, was AMPA bringt, die fehlenden 4 mV zu liefern.
lesson-nmda-8-notes = NMDA-Rezeptoren lassen auch Ca²⁺ ein. So hinterlässt das Zusammentreffen eine chemische Spur an der Synapse, und damit beginnt Plastizität.
