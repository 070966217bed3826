lesson-release-title = Ausschüttung: Bahnung, Depression und Zufall
lesson-release-aim = Sagen, wie Bahnung und Depression die Ausschüttungswahrscheinlichkeit von Spike zu Spike ändern, warum für eine Ausschüttung der Wert gilt, den ihr Spike antraf, und was daran zufällig ist.
lesson-release-try-1 = In der Vorlage „Bahnung“ P₀ auf 0.6 setzen. Wird die Synapse noch gebahnt?
lesson-release-try-1-answer = Ja, aber weniger: Bei 20 Hz ist die zweite Ausschüttung 1.2-mal so groß wie die erste statt 3.8-mal. Eine Synapse, die schon viel ausschüttet, hat wenig Raum nach oben.
lesson-release-try-2 = Wie lange muss Neuron 1 in „Depression“ ruhen, bis ein Spike fast so stark ist wie der erste?
lesson-release-try-2-answer = Etwa dreimal τ_P, 1.5 s: Nach einer langen Folge mit 20 Hz ist P_rel nach einer Sekunde wieder bei 0.87 und nach anderthalb bei 0.95.
lesson-release-try-3 = In „Quantale Ausschüttung“ p auf 0.6 und n auf 2 setzen. Wie groß sind Mittelwert und Varianz?
lesson-release-try-3-answer = npq = 2 · 0.6 · 0.2 = 0.24 und np(1 − p)q² = 0.019. Mit mehr Stellen und kleinerem p käme derselbe Mittelwert mit größerer Varianz.
lesson-release-misconception-1 = „Ein Spike schüttet immer Transmitter aus.“ An vielen Synapsen schütten die meisten Spikes nichts aus.
lesson-release-misconception-2 = „Bahnung und Depression verändern den Rezeptor.“ Hier bleiben die Rezeptoren, wie sie sind; es ändert sich, wie viel die präsynaptische Seite ausschüttet.
lesson-release-misconception-3 = „Depression heißt, dass die Synapse auf Dauer schwächer wird.“ Sie erholt sich in Sekunden; bleibende Änderungen sind etwas anderes.
lesson-release-1-title = Bahnung
lesson-release-1-text = Ein Spike schüttet nur mit der Wahrscheinlichkeit $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ Transmitter aus. Nach einer Ruhe ist sie hier 0.1. Jeder Spike lässt Calcium zurück und bringt sie 40 % des Weges zu 1: $P\leftarrow P+f_F(1-P)$. [Neuron 1](1) viermal in der Sekunde anklicken: Jeder Klick schüttet mehr aus.
lesson-release-1-erratum = Oft steht: P ← P f_F (1 − P), ein Pluszeichen ging verloren. Richtig ist P ← P + f_F (1 − P), denn nur das bringt P in Richtung 1. So gedruckt könnte P nie über f_F/4 steigen, und ein Spike brächte es von 0.1 auf 0.036 herunter.
lesson-release-1-notes = Bei 20 Hz sind die Ausschüttungen 0.10, 0.38, 0.51, 0.57, am Ende 0.63. Ohne Spikes fällt P_rel mit 200 ms zurück.
lesson-release-2-title = Was der Spike antrifft
lesson-release-2-text = Neuron 1 nach einer Ruhe einmal anklicken. $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ springt auf 0.46, die Leitfähigkeit aber nur auf 1 von 10 nS: Der Spike traf 0.1 an, der Sprung kam danach. Mit dem Spike steht die Ausschüttung fest, $A=P_{"{"}\mathrm{"{"}rel{"}"}{"}"}(t^-)$. Was $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ später tut, ändert daran nichts.
lesson-release-2-ask = $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ bleibt eine Fünftelsekunde lang hoch. Hält die Leitfähigkeit dieses einen Spikes so lange an?
lesson-release-2-answer = Nein. Sie klingt mit den 5 ms von AMPA ab, was auch die Ausschüttungswahrscheinlichkeit tut. Auf die kommt es erst beim nächsten Spike wieder an.
lesson-release-2-erratum = Oft steht: Der offene Anteil ist P_s · P_rel, ein Produkt zweier Größen, die sich beide weiter ändern. Richtig ist: P_rel wird beim Spike abgelesen, denn was ausgeschüttet ist, ist draußen. Im laufenden Produkt würde eine Antwort noch schrumpfen oder wachsen, während P_rel zur Ruhe zurückkehrt.
lesson-release-2-notes = Das Minus in t⁻ heißt: unmittelbar vor dem Sprung, den der Spike selbst macht.
lesson-release-3-title = Depression
lesson-release-3-text = Hier beginnt $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ bei 1, und jeder Spike lässt 40 % davon übrig: $P\leftarrow f_D P$. Die bereiten Vesikel sind verbraucht; das Auffüllen dauert 500 ms. [Neuron 1](1) viermal in der Sekunde anklicken: Jeder Klick schüttet weniger aus.
lesson-release-3-ask = Neuron 1 feuert eine lange Folge mit 20 Hz, dann mit 40 Hz. Wie viel mehr wird je Sekunde ausgeschüttet?
lesson-release-3-answer = Kaum mehr: das 2.98- und das 3.14-Fache dessen, was nach einer Ruhe bereit ist. Je Sekunde kann nicht mehr gehen, als zurückkommt, $P_0/((1-f_D)\,\tau_P)=3.3$. Eine solche Synapse meldet Änderungen der Rate, nicht die Rate.
lesson-release-3-erratum = Oft steht: Mit jedem Spike rückt P_rel „gegen 0 oder 1“. Richtig ist: Bahnung bringt es in Richtung 1, Depression in Richtung 0, denn die eine gibt einen Teil des Fehlenden dazu, die andere lässt einen Teil des Vorhandenen übrig. Zwischen Spikes kehren beide zu P₀ zurück.
lesson-release-3-notes = Bei 20 Hz: 1, 0.46, 0.26, 0.19, bis herab zu 0.15. Nach drei Sekunden Ruhe ist alles wieder da.
lesson-release-4-title = Beides an einer Synapse
lesson-release-4-text = Die meisten Synapsen tun beides: $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}=u\,x$. Calcium hebt *u* mit jedem Spike, und die bereiten Vesikel *x* werden weniger. [Neuron 1](1) fünfmal in der Sekunde anklicken: Der zweite Klick schüttet mehr aus als der erste, dann werden die Vesikel knapp.
lesson-release-4-ask = Was bleibt übrig, wenn [f_D](projections.1-0.release.f_D) auf 1 gezogen wird?
lesson-release-4-answer = Nur die Bahnung: Ein Spike verbraucht keine Vesikel, *x* bleibt bei 1, und die Ausschüttungen wachsen mit *u*.
lesson-release-4-notes = Beim zweiten Spike überwiegt die Bahnung, in einer langen Folge die Depression, denn Vesikel brauchen 500 ms zurück und Calcium 200 ms, um zu verschwinden.
lesson-release-5-title = Der Doppelpuls-Test
lesson-release-5-text = Woran erkennt man, was eine Synapse tut? Zwei Spikes auslösen und die Antworten vergleichen. Auf [F](F) ist die zweite 3.8-mal so groß wie die erste, auf [D](D) 0.46-mal. Die [Rate](populations.1.rate_Hz) auf 2 Hz ziehen: Bei einer halben Sekunde Abstand liegen beide nahe 1.
lesson-release-5-ask = Wogegen gehen die beiden Verhältnisse, wenn der Abstand sehr kurz wird?
lesson-release-5-answer = Auf F gegen $(P_0+f_F(1-P_0))/P_0=0.46/0.1=4.6$, auf D gegen $f_D=0.4$. Dann hat sich noch nichts zurückgebildet.
lesson-release-5-notes = Ein Axon kann auf einen Zelltyp bahnen und auf einen anderen deprimieren. Der Test braucht zwei Spikes und kein Wissen über die Synapse.
lesson-release-6-title = Buch führen
lesson-release-6-text = Tsodyks und Markram führen Buch. Ein Anteil $x$ der Mittel ist bereit; ein Spike verbraucht die Hälfte, $A=U\,x$, und Verbrauchtes ist nach [τ_rec](projections.1-0.release.tau_rec_ms), 800 ms, wieder bereit. Die Salven beobachten: 0.50, 0.27, 0.15. Depression folgt von selbst.
lesson-release-6-ask = In der Rückkehrabbildung steht jede Ausschüttung über der vorigen. Wohin laufen die Punkte?
lesson-release-6-answer = Auf einer Geraden hinab zur Diagonale, wo jede Ausschüttung gleich der vorigen ist: zum stationären Zustand, 0.057 bei 20 Hz. Dort wird zwischen zwei Spikes so viel aufgefüllt, wie jeder verbraucht.
lesson-release-6-notes = Mit festem U als Ausschüttungswahrscheinlichkeit und f_D = 1 − U ist das die Depression von vorhin. Eine Zeitkonstante der Bahnung lässt sich hinzufügen.
lesson-release-7-title = Eine Synapse würfelt
lesson-release-7-text = Eine wirkliche Synapse schüttet ganze Vesikel aus oder keine. Hier gibt es [n](projections.1-0.release.n_sites) = 5 Stellen, jede entlässt ihr Vesikel mit [p](projections.1-0.release.p) = 0.3, und jedes öffnet ein Fünftel der Kanäle. Die Antworten auf gleiche Spikes beobachten: keine, ein Quant, zwei, drei.
lesson-release-7-ask = Wie oft schüttet ein Spike gar nichts aus?
lesson-release-7-answer = Alle fünf Stellen müssen versagen: $0.7^5=0.168$, einer von sechs Spikes. Der Mittelwert ist $npq=0.3$ der Kanäle, obwohl keine Antwort je 0.3 ist.
lesson-release-7-erratum = Oft steht es da, als käme mit jedem Spike der Anteil P_rel des Transmitters heraus. Richtig ist: P_rel ist eine Wahrscheinlichkeit, denn ein Vesikel verschmilzt oder nicht. Als Zahl genommen, wie in den vorigen Schritten, ergibt sie den Mittelwert über viele Versuche.
lesson-release-7-notes = Das Histogramm füllt sich mit Gipfeln bei 0, 0.2, 0.4: Katz und seine Kollegen sahen solche Stufen an der neuromuskulären Endplatte.
lesson-release-8-title = Was die Varianz verrät
lesson-release-8-text = {""}[p](projections.1-0.release.p) auf 1 ziehen: Jeder Spike entlässt alle fünf Vesikel, und alle Antworten sind gleich. Die Varianz $np(1-p)q^2$ ist 0 bei p = 0 und bei p = 1. Dazwischen läuft sie auf einer Parabel, an der sich n und q ablesen lassen.
lesson-release-8-ask = Bei welchem p schwanken die Antworten am meisten?
lesson-release-8-answer = Bei p = 0.5: Dort ist p (1 − p) am größten. Die Varianz ist dann $5\cdot 0.25\cdot 0.2^2=0.05$.
lesson-release-8-notes = Die Parabel beginnt mit der Steigung q und trifft bei nq wieder auf null, hier bei 1. Aus einer Parabel mit q = 0.2, die bei 1 endet, n bestimmen lassen.
