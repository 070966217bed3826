lesson-release-title = Freisetzung: Bahnung, Depression und Zufall
lesson-release-aim = Erklären, was an der Freisetzung zufällig ist, wie Bahnung und Depression die Freisetzungswahrscheinlichkeit von Spike zu Spike ändern und warum jede Freisetzung im Augenblick ihres Spikes festliegt.
lesson-release-try-1 = In der Vorlage „Bahnung“ P₀ auf 0,6 setzen. Zeigt die Synapse noch Bahnung?
lesson-release-try-1-answer = Ja, aber weniger: Bei 20 Hz ist die zweite Freisetzung 1,2-mal so groß wie die erste statt 3,8-mal. Eine Synapse, die schon viel freisetzt, hat wenig Spielraum nach oben.
lesson-release-try-2 = Wie lange muss Neuron 1 in „Depression“ pausieren, bis ein Spike fast so stark ist wie der erste?
lesson-release-try-2-answer = Etwa dreimal τ_P, 1,5 s: Nach einer langen Spikefolge mit 20 Hz ist P_rel nach einer Sekunde wieder bei 0,87 und nach anderthalb bei 0,95.
lesson-release-try-3 = In „Quantale Freisetzung“ p auf 0,6 und n auf 2 setzen. Wie groß sind Mittelwert und Varianz?
lesson-release-try-3-answer = npq = 2 · 0,6 · 0,2 = 0,24 und np(1 − p)q² = 0,019. Mit mehr Freisetzungsstellen und kleinerem p hätte derselbe Mittelwert eine größere Varianz.
lesson-release-misconception-1 = „Ein Spike setzt immer Transmitter frei.“ An vielen Synapsen setzen die meisten Spikes nichts frei.
lesson-release-misconception-2 = „Bahnung und Depression verändern den Rezeptor.“ Hier bleiben die Rezeptoren, wie sie sind; es ändert sich, wie viel die präsynaptische Seite freisetzt.
lesson-release-misconception-3 = „Depression heißt, dass die Synapse auf Dauer schwächer wird.“ Sie erholt sich in Sekunden. Bleibende Änderungen sind etwas anderes: Langzeitpotenzierung und Langzeitdepression.
lesson-release-1-title = Quantale Freisetzung: Eine Synapse würfelt
lesson-release-1-text = Warum bewirkt derselbe Spike nicht immer dasselbe? Eine Synapse setzt ganze Vesikel frei. Hier gibt es [n](projections.1-0.release.n_sites) = 5 Freisetzungsstellen, jede entlässt ihr Vesikel mit der Wahrscheinlichkeit [p](projections.1-0.release.p) = 0,3, und jedes öffnet ein Fünftel der Kanäle. Die Antworten auf gleiche Spikes beobachten: keine, ein Quant, zwei, drei.
lesson-release-1-ask = Wie oft setzt ein Spike gar nichts frei?
lesson-release-1-answer = Alle fünf Freisetzungsstellen müssen versagen: $0{"{"},{"}"}7^5=0{"{"},{"}"}168$, bei einem von sechs Spikes. Der Mittelwert ist $npq=0{"{"},{"}"}3$ der Kanäle, mit einem Quant von q = 0,2, obwohl keine Antwort je 0,3 ist.
lesson-release-1-erratum = Man liest, jeder Spike setze den Anteil P_rel des Transmitters frei. Tatsächlich ist P_rel eine Wahrscheinlichkeit, denn ein Vesikel verschmilzt oder nicht. Als Zahl verwendet, wie in den folgenden Schritten, gibt sie das Mittel über viele Spikes an.
lesson-release-1-notes = Das Histogramm füllt sich mit Spitzen bei 0, 0,2, 0,4: Katz und seine Kollegen sahen solche Stufen an der neuromuskulären Endplatte.
lesson-release-2-title = Bahnung
lesson-release-2-text = Jeder Spike setzt mit der [Wahrscheinlichkeit](glossary.release-probability) $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ frei, nach einer Pause 0,1; von nun an geht es um das Mittel über viele Spikes. Jeder Spike hinterlässt Calcium und hebt $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ um 40 % des Abstands zu 1: $P\leftarrow P+f_F(1-P)$. [Neuron 1](1) viermal in der Sekunde anklicken: Jeder Spike setzt mehr frei.
lesson-release-2-notes = Bei 20 Hz sind die Freisetzungen 0,10, 0,38, 0,51, 0,57 und nähern sich 0,63. Ohne Spikes klingt P_rel mit einer Zeitkonstante von 200 ms ab.
lesson-release-3-title = Der Spike legt die Freisetzung fest
lesson-release-3-text = Eine Pause machen, dann Neuron 1 einmal anklicken. $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ springt auf 0,46, die Leitfähigkeit aber nur auf 1 von 10 nS: Beim Spike galt noch 0,1; der Sprung kam danach. Spätere Änderungen von $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ zählen nicht mehr: Die Freisetzung ist $A=P_{"{"}\mathrm{"{"}rel{"}"}{"}"}(t^-)$.
lesson-release-3-ask = $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ bleibt eine Fünftelsekunde lang hoch. Auch die Leitfähigkeit?
lesson-release-3-answer = Nein. Sie klingt mit den 5 ms von AMPA ab, was auch die Freisetzungswahrscheinlichkeit tut. P_rel zählt erst beim nächsten Spike wieder.
lesson-release-3-erratum = Man liest, der offene Anteil sei P_s · P_rel, ein Produkt zweier Größen, die sich beide weiter ändern. Tatsächlich wird P_rel beim Spike abgelesen, denn eine geschehene Freisetzung ist vorbei. In einem laufenden Produkt würde eine Antwort noch schrumpfen oder wachsen, während P_rel sich erholt.
lesson-release-3-notes = Das Minus in t⁻ heißt: unmittelbar vor dem Sprung, den der Spike selbst auslöst.
lesson-release-4-title = Depression
lesson-release-4-text = Hier beginnt $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}$ bei 1, und jeder Spike lässt 40 % davon übrig: $P\leftarrow f_D P$. Die verfügbaren Vesikel werden verbraucht, und ihr Vorrat füllt sich mit einer Zeitkonstante von 500 ms auf. [Neuron 1](1) viermal in der Sekunde anklicken: Jeder Spike setzt weniger frei.
lesson-release-4-ask = Neuron 1 feuert eine lange Spikefolge mit 20 Hz, dann mit 40 Hz. Wie viel mehr wird pro Sekunde freigesetzt?
lesson-release-4-answer = Kaum mehr: 2,98 und 3,14 volle Freisetzungen pro Sekunde. Auf Dauer kann nicht mehr freigesetzt werden, als sich erholt, $P_0/((1-f_D)\,\tau_P)=3{"{"},{"}"}3$ pro Sekunde. Eine solche Synapse meldet Änderungen der Rate, nicht die Rate selbst.
lesson-release-4-notes = Bei 20 Hz sind die Freisetzungen 1, 0,46, 0,26, 0,19 und nähern sich 0,15. Nach drei Sekunden Pause hat sich alles erholt. Bahnung bewegt P_rel gegen 1, Depression gegen 0; zwischen Spikes kehren beide zu P₀ zurück.
lesson-release-5-title = Beides an einer Synapse
lesson-release-5-text = Die meisten Synapsen tun beides: $P_{"{"}\mathrm{"{"}rel{"}"}{"}"}=u\,x$. Calcium hebt *u* mit jedem Spike, während die verfügbaren Vesikel *x* abnehmen. [Neuron 1](1) fünfmal in der Sekunde anklicken: Der zweite Spike setzt mehr frei als der erste, dann werden die Vesikel knapp.
lesson-release-5-ask = Was bleibt übrig, wenn [f_D](projections.1-0.release.f_D) auf 1 gezogen wird?
lesson-release-5-answer = Nur die Bahnung: Ein Spike verbraucht keine Vesikel, *x* bleibt bei 1, und die Freisetzungen wachsen mit *u*.
lesson-release-5-notes = Beim zweiten Spike überwiegt die Bahnung, in einer langen Spikefolge die Depression, denn Vesikel erholen sich mit einer Zeitkonstante von 500 ms, und Calcium klingt mit 200 ms ab.
lesson-release-6-title = Der Doppelpuls-Test
lesson-release-6-text = Woran erkennt man die Art einer Synapse? Zwei Spikes auslösen und die Antworten vergleichen. Bei [F](F) ist die zweite Freisetzung das 3,8-Fache der ersten, bei [D](D) das 0,46-Fache. Die [Rate](populations.1.rate_Hz) auf 2 Hz ziehen: Bei einer halben Sekunde Abstand liegen beide Verhältnisse nahe 1.
lesson-release-6-ask = Wogegen gehen die beiden Verhältnisse, wenn der Abstand sehr kurz wird?
lesson-release-6-answer = Bei F gegen $(P_0+f_F(1-P_0))/P_0=0{"{"},{"}"}46/0{"{"},{"}"}1=4{"{"},{"}"}6$, bei D gegen $f_D=0{"{"},{"}"}4$. Dann hatte nichts Zeit, sich zu erholen.
lesson-release-6-notes = Ein Axon kann an einem Zelltyp Bahnung und an einem anderen Depression zeigen. Der Test braucht zwei Spikes und kein Wissen über die Synapse.
lesson-release-7-title = Begrenzte Ressourcen
lesson-release-7-text = Im Modell von Tsodyks und Markram ist ein Anteil $x$ der Ressourcen verfügbar. Jeder Spike verbraucht die Hälfte davon, $A=U\,x$, und verbrauchte erholen sich mit einer Zeitkonstante [τ_rec](projections.1-0.release.tau_rec_ms) von 800 ms. Die Freisetzung je Spike, A, in jedem Burst beobachten: 0,50, 0,27, 0,15. Depression folgt von selbst.
lesson-release-7-ask = Die Return-Map zeigt jede Freisetzung gegen die vorige. Wo enden die Punkte?
lesson-release-7-answer = Auf der Diagonale, wo jede Freisetzung gleich der vorigen ist: im stationären Zustand, 0,057 bei 20 Hz. Dort erholt sich zwischen zwei Spikes so viel, wie jeder Spike verbraucht.
lesson-release-7-notes = Mit U als fester Freisetzungswahrscheinlichkeit und f_D = 1 − U ist das die Depression von vorhin. Eine Zeitkonstante der Bahnung lässt sich hinzufügen.
lesson-release-8-title = Was die Varianz verrät
lesson-release-8-text = Zurück zu den fünf Freisetzungsstellen. [p](projections.1-0.release.p) auf 1 ziehen: Jeder Spike entlässt alle fünf Vesikel, und alle Antworten sind gleich. Die Varianz $np(1-p)q^2$ ist 0 bei p = 0 und bei p = 1. Dazwischen folgt sie einer Parabel, an der sich n und q ablesen lassen.
lesson-release-8-ask = Bei welchem p schwanken die Antworten am meisten?
lesson-release-8-answer = Bei p = 0,5: Dort ist p (1 − p) am größten. Die Varianz ist dann $5\cdot 0{"{"},{"}"}25\cdot 0{"{"},{"}"}2^2=0{"{"},{"}"}05$.
lesson-release-8-notes = Die Parabel beginnt mit der Steigung q und kehrt bei nq, hier 1, auf null zurück. Aus einer Parabel mit q = 0,2, die bei 1 endet, n bestimmen lassen.
