lesson-hebb-title = Hebbs Regel und wie man sie zähmt
lesson-hebb-aim = Die Hebbsche Regel aufschreiben, zeigen, warum ihre Gewichte exponentiell wachsen und in welche Richtung, und erklären, wie die Regeln von Oja und von Bienenstock, Cooper und Munro (BCM) sie aufhalten.
lesson-hebb-try-1 = Bei der Hebbschen Regel die Korrelation c auf 0 setzen. Wie schnell wachsen die Gewichte nun, und in welche Richtung?
lesson-hebb-try-1-answer = Um den Faktor e in 1/(η · 1) = 100 Darbietungen statt 56. Im Mittel wachsen sie in alle Richtungen gleich: Es gibt keine erste Hauptachse, und der Zufall entscheidet.
lesson-hebb-try-2 = Bei Ojas Regel mit w₁ = −0,2 und w₂ = −0,1 beginnen. Wo enden die Gewichte?
lesson-hebb-try-2-answer = Nahe (−0,7, −0,7): auf derselben Achse und bei derselben Länge, auf der anderen Seite. Das Vorzeichen von y kehrt sich um, und y² bleibt gleich.
lesson-hebb-try-3 = Bei BCM „w ≥ 0“ ausschalten und 10 000 Darbietungen warten. Wie groß sind die beiden Antworten?
lesson-hebb-try-3-answer = Fast 2 und 0: Ein Gewicht sinkt unter null, bis das andere Muster gar keine Antwort mehr auslöst. Mit der Schranke sind es 1,86 und 0,37.
lesson-hebb-misconception-1 = „Mit kleiner Lernrate ist die Hebbsche Regel stabil.“ Sie explodiert genauso, nur später.
lesson-hebb-misconception-2 = „Eine obere Schranke für die Gewichte genügt.“ Dann enden die Gewichte an ihren Schranken und sagen wenig über die Eingänge.
lesson-hebb-misconception-3 = „Gemeinsam feuern heißt genau gleichzeitig.“ In dieser Regel heißt es, dass Raten gemeinsam hoch sind; bei Spikes zählt auch die Reihenfolge.
lesson-hebb-1-title = Was zusammen feuert, verbindet sich
lesson-hebb-1-text = Wie kann eine Synapse lernen? Ein Neuron addiert zwei Eingänge, $y=w_1x_1+w_2x_2$. Jede Millisekunde kommt ein neues Paar von Eingängen, und jedes Gewicht ändert sich nach der *Hebbschen Regel*: $\Delta w=\eta\,y\,x$, Ausgang mal Eingang. Die Neuronen anklicken, um neu zu beginnen. Die Eingänge sind positiv korreliert, und beide Gewichte wachsen.
lesson-hebb-1-ask = Ein Gewicht beginnt bei 0,2, das andere bei 0,1. Bleibt das zweite halb so groß wie das erste?
lesson-hebb-1-answer = Nein. Nach 100 Darbietungen sind sie 0,92 und 0,87. Korrelierte Eingänge geben beiden Gewichten fast denselben Zuwachs, und bald zählt der Anfang nicht mehr.
lesson-hebb-1-erratum = Man liest, Hebb habe geschrieben: „Neurons that fire together wire together“. Tatsächlich stammt der Spruch von Carla Shatz (1992). Hebb (1949) schrieb von einer Zelle, die *daran beteiligt ist, eine andere feuern zu lassen*: Er dachte an eine Ursache, die vorausgeht, und nicht nur an gemeinsame Aktivität.
lesson-hebb-1-notes = Eingänge und Ausgang sind hier Raten, als Abweichung von ihrem Mittelwert: Sie dürfen negativ sein.
lesson-hebb-2-title = Warum sie explodiert
lesson-hebb-2-text = Die Länge des Gewichtsvektors beobachten. Auf einer logarithmischen Achse steigt sie längs einer Geraden: exponentielles Wachstum. Größere Gewichte machen ein größeres *y*, und das macht größere Schritte. Die Länge wächst um den Faktor e in $1/(\eta\lambda_1)=56$ Darbietungen, von 0,22 auf etwa 250 in 400.
lesson-hebb-2-ask = Wie viele Darbietungen dauert es im Mittel, bis die Gewichte zehnmal so groß sind?
lesson-hebb-2-answer = $55{"{"},{"}"}6\cdot\ln 10=128$. Und noch einmal 128, bis sie hundertmal so groß sind. Keine Synapse kann das: Nach 820 Darbietungen überschreiten sie eine Million, und das Programm hält an.
lesson-hebb-2-notes = λ₁ ist 1 + c = 1,8, der größere Eigenwert der Kovarianz der Eingänge. Die blasse Linie ist die Theorie, die andere dieser Durchgang.
lesson-hebb-3-title = Langsamer ist nicht stabil
lesson-hebb-3-text = Sind vielleicht die Schritte zu groß? Die Lernrate [η](rate_learning.eta) von 0,01 auf 0,001 ziehen. Nun braucht die Länge 556 Darbietungen, um auf das e-Fache zu wachsen, und nach 1000 ist sie erst 1,4. Aber die Linie ist noch eine Gerade: Das Wachstum ist zehnmal so langsam und ebenso unbegrenzt. Die Regel hat keinen stabilen Zustand.
lesson-hebb-3-notes = Jede Änderung berechnet den Durchgang mit denselben Eingängen von vorn.
lesson-hebb-4-title = In welche Richtung die Gewichte wachsen
lesson-hebb-4-text = Jeder Punkt ist ein Paar von Eingängen; die Wolke ist langgestreckt in der Richtung, in der sie sich gemeinsam ändern. Mit [w₂](rate_learning.w2) = −0,3 beginnen. Die Gewichte drehen sich und wachsen längs der Wolke, beide negativ. [c](rate_learning.correlation) auf −0,8 ziehen: Die Wolke kippt, und sie wachsen längs der anderen Diagonale.
lesson-hebb-4-ask = Warum längs der ersten Hauptachse der Wolke?
lesson-hebb-4-answer = Längs ihr schwanken die Eingänge am stärksten, also sind dort die Ausgänge am größten: Dieser Teil von **w** wächst mit der Rate $\eta(1+c)=0{"{"},{"}"}018$ je Darbietung, der Teil quer dazu mit $\eta(1-c)=0{"{"},{"}"}002$. Der schnellere gewinnt, wie klein er auch war.
lesson-hebb-4-notes = In der Statistik heißt diese Achse erste Hauptkomponente. Die Hebbsche Regel findet sie und läuft auf ihr davon. Mit Raten, wie sie sind, also nie negativ, kann die Regel nur verstärken; als Abweichungen vom Mittelwert können Gewichte auch fallen (*Kovarianzregel*).
lesson-hebb-5-title = Ojas Regel: Wachstum mit Bremse
lesson-hebb-5-text = Ojas Regel nimmt von jedem Gewicht etwas weg: $\Delta w=\eta\,y\,(x-y\,w)$. Der Verlust wächst mit *y²*, schneller als der Gewinn. Die Länge steigt wie zuvor, biegt ab und bleibt nach etwa 200 Darbietungen bei 1. Ihre Richtung ist noch immer die erste Hauptachse der Wolke.
lesson-hebb-5-ask = {""}[w₁](rate_learning.w1) auf 3 ziehen, sodass die Gewichte zu lang beginnen. Was geschieht?
lesson-hebb-5-answer = Der Verlust überwiegt, und die Länge fällt in 50 Darbietungen auf 1,16 und in 100 auf 1,02. Währenddessen dreht sich die Richtung zur Diagonale.
lesson-hebb-5-notes = Was ein Gewicht gewinnt, muss das andere verlieren: Eine solche Regel lässt Synapsen wetteifern. Oja E (1982), J Math Biol 15:267–273, https://doi.org/10.1007/BF00275687.
lesson-hebb-6-title = BCM: eine gleitende Schwelle
lesson-hebb-6-text = Nun ist jede Darbietung eines von zwei Mustern, (1, 0,2) oder (0,2, 1). Nach Bienenstock, Cooper und Munro, $\Delta w=\eta\,y\,(y-\theta)\,x$, verstärken Ausgänge über θ und schwächen solche darunter, und θ folgt *y²*. Nach 8000 Darbietungen ist die mittlere Antwort auf ein Muster 1,9, auf das andere 0,4.
lesson-hebb-6-ask = Auf welches der beiden Muster wird das Neuron antworten?
lesson-hebb-6-answer = Auf das mit der größeren Antwort am Anfang: hier (1, 0,2), denn w₁ ist das größere Gewicht. Mit w₁ = 0,1 und w₂ = 0,2 ist es das andere. BCM macht Neuronen *selektiv*, wie es viele im visuellen Kortex sind.
lesson-hebb-6-notes = Warum θ y² folgen muss und nicht y: Nur dann wächst sie schneller als der Ausgang und holt ihn ein. Bienenstock EL, Cooper LN, Munro PW (1982), J Neurosci 2:32–48, https://doi.org/10.1523/JNEUROSCI.02-01-00032.1982.
lesson-hebb-7-title = Die Schwelle muss mithalten (optional)
lesson-hebb-7-text = Die Schwelle θ folgt y² mit einer Zeitkonstante von 200 Darbietungen. [τ_θ](rate_learning.tau_theta) auf 10 000 ziehen, sodass θ noch von den kleinen Ausgängen von früher bestimmt ist. Jeder Ausgang liegt darüber, alles wird stärker, und vor 4000 Darbietungen explodieren die Gewichte wie bei der Hebbschen Regel.
lesson-hebb-7-ask = Was geschieht dazwischen, bei τ_θ = 1000?
lesson-hebb-7-answer = Schwelle und Gewichte schießen abwechselnd über: Die Gewichte steigen, θ steigt zu spät und zu weit und drückt bis 8000 Darbietungen beide Gewichte fast auf null. Die Schwelle muss sich schneller anpassen als die Gewichte.
lesson-hebb-7-notes = Dasselbe gilt für wirkliche Neuronen. Die bisher gefundenen homöostatischen Mechanismen scheinen dafür zu langsam; wie Neuronen stabil bleiben, ist eine offene Frage.
lesson-hebb-8-title = Wer zuerst feuert
lesson-hebb-8-text = Hebb dachte an eine Ursache, und eine Ursache geht voraus. Hier zählen Spikes: [pre](pre) anklicken und eine Fünftelsekunde später [post](post), 10 ms Modellzeit. Das Gewicht steigt um 0,030. Dann zuerst post anklicken: Es fällt. Im Fenster leuchtet jedes Paar auf.
lesson-hebb-8-notes = Regeln, die von der Reihenfolge der Spikes abhängen, haben ihr eigenes Stabilitätsproblem: siehe die Lektionen zur Spike-Timing-abhängigen Plastizität.
