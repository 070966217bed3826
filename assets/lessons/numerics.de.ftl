lesson-numerics-title = Wie der Rechner integriert
lesson-numerics-aim = Erklären, was ein Zeitschritt ist, Eulers Verfahren mit der exakten Fortschreibung einer Exponentialfunktion vergleichen und einen Fehler des Verfahrens erkennen.
lesson-numerics-try-1 = In „Numerik“ Schritte von 1 ms wählen. Wie viele Spikes feuert jedes Neuron?
lesson-numerics-try-1-answer = Neuron 0 feuert weiterhin sechs, „euler“ neun: einen nach jedem Spike von Neuron 1 außer dem ersten. Je länger die Schritte, desto größer der Fehler seines Verfahrens.
lesson-numerics-try-2 = In „Numerik“ Schritte von 0,05 ms wählen. Wie viele Spikes feuert euler?
lesson-numerics-try-2-answer = Sechs, so viele wie Neuron 0. Ein kleinerer Schritt macht den Fehler von Eulers Verfahren im selben Verhältnis kleiner.
lesson-numerics-misconception-1 = „Der Rechner löst die Gleichung.“ Er folgt ihr in kleinen Schritten, und jedes Verfahren macht dabei einen Fehler. Die Frage ist, wie der Fehler mit dem Schritt schrumpft.
lesson-numerics-misconception-2 = „Eine Simulation, die ohne Klage läuft, stimmt.“ Ein falscher Spike sieht aus wie jeder andere. Den Schritt halbieren und sehen, ob das Ergebnis bleibt.
lesson-numerics-1-title = Ein Spike, den es nicht gibt
lesson-numerics-1-text = Ein Rechner geht in Schritten der Länge $h$ voran. Eulers Verfahren, $N\leftarrow N-h\,N/\tau$, folgt in jedem Schritt der Tangente; exakt ist $N\leftarrow N\,e^{"{"}-h/\tau{"}"}$. [Neuron 0](0) und [euler](euler) sind dieselbe Membran mit denselben zehn Eingängen. Neuron 0 feuert sechsmal, und das ist richtig; euler feuert siebenmal.
lesson-numerics-1-ask = Ein Abfall mit τ = 20 ms wird in Schritten von 20 ms berechnet. Was ist nach einem Euler-Schritt übrig, und was ist der exakte Wert?
lesson-numerics-1-answer = Nichts: $1-h/\tau=0$. Der exakte Wert ist 37 %. Mit Schritten von 2 ms kommt Eulers Verfahren nach 20 ms auf $0{"{"},{"}"}9^{"{"}10{"}"}=35\,\%$, mit 0,2 ms auf 36,6 %: Ein zehnmal kleinerer Schritt macht den Fehler zehnmal kleiner.
lesson-numerics-1-notes = Die Schritte sind hier 0,1 ms lang, wie oft üblich. Mit 0,05 ms oder weniger feuert auch euler sechs Spikes.
lesson-numerics-2-title = Wenn der Schritt zu lang ist
lesson-numerics-2-text = {""}[Neuron 1](1) einmal anklicken. Es öffnet 100 nS, die V gegen −90 mV ziehen, also ist die Membranzeitkonstante $C/G$ nur 0,45 ms, kürzer als der Schritt von 1 ms. Neuron 0 kommt bei −88 mV zur Ruhe. Eulers Schritte schießen über, jeder weiter als der vorige: [euler](euler) schwingt immer stärker und feuert sogar.
lesson-numerics-2-ask = Ab welcher Schrittlänge schießt Eulers Verfahren über, und ab welcher ist es instabil?
lesson-numerics-2-answer = Jeder Schritt multipliziert den Abstand zum Endwert mit $1-h/\tau$. Das Verfahren schießt über für $h>\tau$, und die Schwingung wächst für $h>2\tau$. Der exakte Faktor $e^{"{"}-h/\tau{"}"}$ liegt bei jedem Schritt zwischen 0 und 1.
lesson-numerics-2-notes = V fällt unter −110 mV, obwohl im Modell nichts weiter als bis −90 mV zieht. Daran erkennt man einen Fehler des Verfahrens.
