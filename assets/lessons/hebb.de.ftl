lesson-hebb-title = Die Hebbsche Regel und wie sie zu zähmen ist
lesson-hebb-aim = Die Hebbsche Regel aufschreiben, zeigen, warum ihre Gewichte exponentiell wachsen und in welche Richtung, und sagen, wie die Regeln von Oja und von Bienenstock, Cooper und Munro sie aufhalten.
lesson-hebb-try-1 = Bei der Hebbschen Regel die Korrelation c auf 0 setzen. Wie schnell wachsen die Gewichte nun, und wohin?
lesson-hebb-try-1-answer = Um e in 1/(η · 1) = 100 Darbietungen statt 56. Im Mittel wachsen alle Richtungen gleich: Keine ist die längste Achse, und der Zufall entscheidet, wohin die Gewichte laufen.
lesson-hebb-try-2 = Bei der Ojaschen Regel mit w₁ = −0,2 und w₂ = −0,1 beginnen. Wo enden die Gewichte?
lesson-hebb-try-2-answer = Nahe (−0,7, −0,7): auf derselben Achse und bei derselben Länge, auf der anderen Seite. Das Vorzeichen von y dreht sich um, und y² merkt es nicht.
lesson-hebb-try-3 = Bei BCM „w ≥ 0“ ausschalten und 10 000 Darbietungen warten. Wie lauten die beiden Antworten?
lesson-hebb-try-3-answer = Fast 2 und 0: Ein Gewicht sinkt unter null, bis das andere Muster gar nicht mehr beantwortet wird. Mit der Schranke sind es 1,86 und 0,37.
lesson-hebb-misconception-1 = „Mit kleiner Lernrate ist die Hebbsche Regel stabil.“ Sie explodiert genauso, nur später.
lesson-hebb-misconception-2 = „Eine obere Schranke für die Gewichte genügt.“ Dann enden die Gewichte an ihren Schranken und sagen wenig über die Eingänge.
lesson-hebb-misconception-3 = „Gemeinsam feuern heißt genau gleichzeitig.“ In dieser Regel heißt es, dass Raten gemeinsam hoch sind; bei Spikes zählt auch die Reihenfolge.
lesson-hebb-1-title = Was zusammen feuert, verbindet sich
lesson-hebb-1-text = Ein Neuron addiert zwei Eingänge, $y=w_1x_1+w_2x_2$. Jede Millisekunde kommt ein neues Paar von Eingängen, und jedes Gewicht lernt nach der *Hebbschen Regel*: $\Delta w=\eta\,y\,x$, Ausgang mal Eingang. Die Neuronen anklicken, um neu zu beginnen. Die Eingänge ähneln sich meist, und beide Gewichte wachsen.
lesson-hebb-1-ask = Ein Gewicht beginnt bei 0,2, das andere bei 0,1. Bleibt das zweite halb so groß wie das erste?
lesson-hebb-1-answer = Nein. Nach 100 Darbietungen sind sie 0,92 und 0,87. Eingänge, die gemeinsam groß sind, machen gemeinsam den Ausgang groß; also wächst jedes um fast gleich viel, und bald zählt der Anfang nicht mehr.
lesson-hebb-1-erratum = Oft steht: „Neuronen, die zusammen feuern, verbinden sich“, als hätte Hebb das gesagt. Richtig ist: Der Spruch stammt von Carla Shatz (1992). Hebb (1949) schrieb von einer Zelle, die *daran beteiligt ist, eine andere feuern zu lassen*, denn er dachte an eine Ursache, die vorausgeht, und nicht nur an gemeinsame Aktivität.
lesson-hebb-1-notes = Eingänge und Ausgang sind hier Raten, als Abweichung von ihrem Mittelwert: Sie dürfen negativ sein.
lesson-hebb-2-title = Warum sie explodiert
lesson-hebb-2-text = Die Länge des Gewichtsvektors beobachten. Ihre Achse ist logarithmisch, und doch steigt sie längs einer Geraden: exponentielles Wachstum. Größere Gewichte machen ein größeres *y*, und das macht größere Schritte. Die Länge wächst um e in $1/(\eta\lambda_1)=56$ Darbietungen, von 0,22 auf etwa 250 in 400.
lesson-hebb-2-ask = Wie viele Darbietungen dauert es im Mittel, bis die Gewichte zehnmal so groß sind?
lesson-hebb-2-answer = $55{"{"},{"}"}6\cdot\ln 10=128$. Und noch einmal 128, bis sie hundertmal so groß sind. Keine Synapse kann das: Nach 820 Darbietungen überschreiten sie eine Million, und das Programm hält sie an.
lesson-hebb-2-notes = λ₁ ist 1 + c = 1,8, der größere Eigenwert der Kovarianz der Eingänge. Die blasse Linie ist die Theorie, die andere Theorie und Zufall.
lesson-hebb-3-title = Langsamer ist nicht stabil
lesson-hebb-3-text = Sind vielleicht die Schritte zu groß? [η](rate_learning.eta) von 0,01 auf 0,001 ziehen. Nun braucht die Länge 556 Darbietungen, um auf das e-Fache zu wachsen, und nach 1000 ist sie erst 1,4. Aber die Linie ist noch eine Gerade: zehnmal so langsam und ebenso unbegrenzt. Es gibt keinen Zustand, in dem die Regel ruhte.
lesson-hebb-3-notes = Der Verlauf wird immer vom Anfang an gezeigt: Wird η geändert, ist sofort zu sehen, was aus denselben Eingängen geworden wäre.
lesson-hebb-4-title = Wohin die Gewichte laufen
lesson-hebb-4-text = Jeder Punkt ist ein Paar von Eingängen; die Wolke ist lang, wo sie sich gemeinsam ändern. Mit [w₂](rate_learning.w2) = −0,3 beginnen. Die Gewichte drehen sich und laufen längs der Wolke hinaus, beide negativ. [c](rate_learning.correlation) auf −0,8 ziehen: Die Wolke kippt, und sie laufen längs der anderen Diagonale.
lesson-hebb-4-ask = Warum längs der längsten Achse der Wolke?
lesson-hebb-4-answer = Längs ihr schwanken die Eingänge am stärksten, also sind dort die Ausgänge am größten: Dieser Teil von **w** wächst mit $\eta(1+c)=0{"{"},{"}"}018$ je Darbietung, der Teil quer dazu mit $\eta(1-c)=0{"{"},{"}"}002$. Der schnellere gewinnt, wie klein er auch war.
lesson-hebb-4-erratum = Oft steht: Die Hebbsche Regel kann nur verstärken. Richtig ist: Sie kann nur verstärken, solange Raten genommen werden, wie sie sind, denn die sind nie negativ, ihr Produkt also auch nicht. Als Abweichungen von ihrem Mittelwert kann eine darüber liegen und die andere darunter, und das Gewicht fällt.
lesson-hebb-4-notes = In der Statistik heißt diese Achse erste Hauptkomponente. Die Hebbsche Regel findet sie und läuft auf ihr davon.
lesson-hebb-5-title = Oja: ein Verlust, der schneller wächst
lesson-hebb-5-text = Ojas Regel nimmt von jedem Gewicht etwas weg: $\Delta w=\eta\,y\,(x-y\,w)$. Der Verlust wächst mit *y²*, schneller als der Gewinn. Zu beobachten: Die Länge steigt wie zuvor, biegt ab und bleibt nach etwa 200 Darbietungen bei 1. Die Richtung ist noch immer die lange Achse der Wolke.
lesson-hebb-5-ask = {""}[w₁](rate_learning.w1) auf 3 ziehen: Die Gewichte beginnen zu lang. Was geschieht?
lesson-hebb-5-answer = Der Verlust überwiegt, und die Länge fällt in 50 Darbietungen auf 1,16 und in 100 auf 1,02. Währenddessen dreht sich die Richtung zur Diagonale.
lesson-hebb-5-notes = Was ein Gewicht gewinnt, muss das andere verlieren: Eine solche Regel lässt Synapsen wetteifern. Oja E (1982), J Math Biol 15:267–273, https://doi.org/10.1007/BF00275687.
lesson-hebb-6-title = BCM: eine Schwelle, die gleitet
lesson-hebb-6-text = Nun kommt jedes Mal eines von zwei Mustern, (1, 0,2) oder (0,2, 1). Nach Bienenstock, Cooper und Munro, $\Delta w=\eta\,y\,(y-\theta)\,x$, stärken Ausgänge über θ und schwächen solche darunter, und θ folgt *y²*. Ab 8000 Darbietungen beantwortet das Neuron ein Muster im Mittel mit 1,9, das andere mit 0,4.
lesson-hebb-6-ask = Welches der beiden Muster wird es sein?
lesson-hebb-6-answer = Das am Anfang besser beantwortete: hier (1, 0,2), denn w₁ ist das größere Gewicht. Mit w₁ = 0,1 und w₂ = 0,2 ist es das andere. BCM macht Neuronen *selektiv*, wie es viele in der Sehrinde sind.
lesson-hebb-6-notes = Warum θ y² folgen muss und nicht y: Nur dann wächst sie schneller als der Ausgang und holt ihn ein. Bienenstock EL, Cooper LN, Munro PW (1982), J Neurosci 2:32–48, https://doi.org/10.1523/JNEUROSCI.02-01-00032.1982.
lesson-hebb-7-title = Die Schwelle muss mithalten
lesson-hebb-7-text = Die Schwelle θ folgt über 200 Darbietungen. [τ_θ](rate_learning.tau_theta) auf 10 000 ziehen: Sie kennt nur noch die kleinen Ausgänge von früher. Jeder Ausgang liegt darüber, alles wird stärker, und vor 4000 Darbietungen explodieren die Gewichte wie bei der Hebbschen Regel.
lesson-hebb-7-ask = Was geschieht dazwischen, bei τ_θ = 1000?
lesson-hebb-7-answer = Schwelle und Gewichte schießen abwechselnd über: Die Gewichte steigen, θ steigt zu spät und zu weit und drückt bis 8000 Darbietungen beide Gewichte fast auf null. Ein Mittel muss schneller sein als das Leiden.
lesson-hebb-7-notes = Dasselbe gilt für wirkliche Neuronen: Mechanismen, die die Rate konstant halten, fand man langsam; das ist eine offene Frage der Forschung.
lesson-hebb-8-title = Wer zuerst feuert
lesson-hebb-8-text = Hebb dachte an eine Ursache, und eine Ursache geht voraus. Hier zählen Spikes: [pre](pre) anklicken und eine Fünftelsekunde später [post](post), 10 ms Modellzeit. Das Gewicht steigt um 0,030. Dann zuerst post anklicken: Es fällt. Im Fenster leuchtet jedes Paar auf.
lesson-hebb-8-notes = Eine Regel der Reihenfolge hat ihre eigene Frage der Stabilität und ihre eigene Antwort: Das ist der Stoff der zeitabhängigen Plastizität (STDP).
