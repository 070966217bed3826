lesson-stdp-title = STDP: Die Reihenfolge der Spikes
lesson-stdp-aim = Sagen, was ein Spikepaar mit einem Gewicht macht, das Fenster mit seiner Vorzeichenregel lesen und erklären, warum es darauf ankommt, welche Spikes gepaart werden und ob die Änderung vom Gewicht abhängt.
lesson-stdp-try-1 = In der Vorlage „STDP: das Fenster“: Was machen 60 Paare bei Δt = +40 ms mit dem Gewicht?
lesson-stdp-try-1-answer = 60 · 0,005 · e^(−2) = 0,041, weniger als ein Viertel dessen, was sie bei +10 ms bewirken.
lesson-stdp-try-2 = Neuron pre, dann post und noch einmal pre anklicken, jeweils im Abstand von 10 ms. Gewinnt oder verliert die Synapse?
lesson-stdp-try-2-answer = Sie verliert ein wenig: +0,00303 durch das erste Paar, −0,00318 durch das zweite. Alle vier Arten der Paarung sagen dasselbe, denn nur diese zwei Paare haben einen prä- und einen postsynaptischen Spike.
lesson-stdp-try-3 = In „STDP: multiplikativ“ A₋/A₊ auf 2 setzen. Wo sammeln sich die Gewichte?
lesson-stdp-try-3-answer = Bei 0,355. Gewinn und Verlust gleichen sich aus, wo 1 − w = 2 w ist, also bei etwa 1/3; etwas darüber, weil Eingänge, die das Neuron mit zum Feuern bringen, öfter als zufällig vor seinen Spikes kommen.
lesson-stdp-misconception-1 = „STDP belohnt Spikes zur selben Zeit.“ Belohnt wird die Reihenfolge. In diesem Modell ändern zwei genau gleichzeitige Spikes nichts.
lesson-stdp-misconception-2 = „Die Synapse führt eine Liste früherer Spikes.“ Eine abklingende Spur auf jeder Seite enthält alles, was die Regel braucht.
lesson-stdp-misconception-3 = „STDP treibt alle Gewichte auf 0 oder aufs Maximum.“ Das tut die additive Regel; eine Regel, die vom Gewicht abhängt, sammelt sie in der Mitte.
lesson-stdp-1-title = Vorher oder nachher
lesson-stdp-1-text = Neuron [pre](pre) anklicken und eine halbe Sekunde später [post](post): Das sind 10 ms Modellzeit. Ein Punkt leuchtet auf dem Fenster auf; die Synapse hat 0,003 ihres Maximums gewonnen. Etwas warten. Dann erst post anklicken und danach pre: Nun verliert sie etwa ebenso viel.
lesson-stdp-1-ask = Bei welcher der beiden Reihenfolgen kann der präsynaptische Spike eine Ursache des postsynaptischen sein?
lesson-stdp-1-answer = Nur, wenn er zuerst kommt. Eine Synapse, deren Spikes kurz vor denen ihres Ziels kommen, hat es vielleicht mit zum Feuern gebracht und wird verstärkt; eine, die zu spät kommt, wird geschwächt.
lesson-stdp-1-erratum = Oft steht als Hebbs eigener Satz: „Neurons that fire together wire together“. Richtig ist: Der Spruch stammt von Carla Shatz (1992). Hebb schrieb, dass eine Zelle daran mitwirkt, die andere zum Feuern zu bringen; das ist eine Aussage über eine Ursache, und die muss ihrer Wirkung vorausgehen.
lesson-stdp-1-notes = Diese Synapse hat keine Leitfähigkeit: Sie lernt, treibt aber nichts an. So entscheiden allein die Klicks, wann post feuert.
lesson-stdp-2-title = Sechzig Paare
lesson-stdp-2-text = Nun feuert pre einmal pro Sekunde, und ein Lehrer (teacher) lässt post 10 ms später feuern. In 60 Paaren wächst das Gewicht von 0,5 auf 0,68. [t₀](populations.teacher.start_ms) von teacher auf 190 ms ziehen und „Neu starten“ drücken: Post feuert zuerst, und das Gewicht fällt auf 0,31.
lesson-stdp-2-ask = Ein Paar bei +10 ms bringt 0,0030. Was bringen 60 Paare bei +30 ms, wenn 20 ms mehr ein Paar 2,7-mal schwächer machen?
lesson-stdp-2-answer = 60 · 0,0030 / 2,7 = 0,067. Paare im Abstand einer Sekunde stören einander nicht, also addieren sich ihre Änderungen einfach.
lesson-stdp-2-erratum = Oft steht eine Zeitdifferenz Δt ohne ein Wort über ihr Vorzeichen. Richtig ist, es zu sagen: Hier ist Δt = t_post − t_pre, Potenzierung liegt also rechts. Die halbe Literatur, auch Song, Miller und Abbott, zählt t_pre − t_post; ein Knopf am Diagramm dreht die Achse um.
lesson-stdp-2-notes = Das ist das Experiment der 1990er-Jahre: eine Minute lang einmal pro Sekunde ein Spikepaar, danach der Blick auf die Synapse.
lesson-stdp-3-title = Das Fenster
lesson-stdp-3-text =
    Mit $\Delta t=t_\mathrm{"{"}post{"}"}-t_\mathrm{"{"}pre{"}"}$ bringt ein Paar

    $F=A_+e^{"{"}-\Delta t/\tau_+{"}"}\ (\Delta t>0),\quad F=-A_-e^{"{"}\Delta t/\tau_-{"}"}\ (\Delta t<0)$

    Hier kommt post 40 ms *vor* pre. [τ₋](projections.pre-post.plasticity.tau_minus_ms) auf 40 ms ziehen und „Neu starten“ drücken: Der linke Ast reicht weiter, ein Paar nimmt nun 0,0019 statt 0,0007.
lesson-stdp-3-ask = Hätten die Spikes beider Seiten nichts miteinander zu tun, käme jedes Δt gleich oft vor. Würde die Synapse gewinnen oder verlieren?
lesson-stdp-3-answer = Sie würde verlieren, denn die Fläche der Depression ist größer: $A_-\tau_-=0{"{"},{"}"}105\,\mathrm{"{"}ms{"}"}$ gegen $A_+\tau_+=0{"{"},{"}"}100\,\mathrm{"{"}ms{"}"}$ mit den Werten der Vorlage, 0,210 mit $\tau_-$ bei 40 ms.
lesson-stdp-3-erratum = Oft steht der Ast der Depression als −A₋ e^(Δt/τ₋) für positives Δt. Richtig ist dort −A₋ e^(−Δt/τ₋) oder, mit unserem Vorzeichen von Δt, A₋ auf der negativen Seite; sonst würde die Wirkung grenzenlos wachsen, je weiter zwei Spikes auseinanderliegen.
lesson-stdp-3-notes = A₊ ist ein halbes Prozent des größten Gewichts, A₋ fünf Prozent mehr als A₊. Diese kleinen Unterschiede entscheiden im Netz alles.
lesson-stdp-4-title = Wenn alle Spikes zählen
lesson-stdp-4-text = Neuron pre rasch dreimal und dann post anklicken. Hier werden *alle* Spikes gepaart: Bei 10 ms zwischen den Klicks leuchten drei Punkte auf, und das Gewicht gewinnt 0,0060. Eine Liste ist unnötig. Eine *Spur* springt mit jedem Spike von pre um A₊ und klingt mit τ₊ ab; post addiert ihren Wert zum Gewicht.
lesson-stdp-4-ask = Warum ist 0,0060 die richtige Zahl?
lesson-stdp-4-answer = Post kommt 10, 20 und 30 ms nach den dreien: $A_+(e^{"{"}-1/2{"}"}+e^{"{"}-1{"}"}+e^{"{"}-3/2{"}"})=0{"{"},{"}"}005\cdot 1{"{"},{"}"}20=0{"{"},{"}"}0060$. Die Spur summiert genau diese drei Glieder.
lesson-stdp-4-notes = Die andere Hälfte der Regel ist das Spiegelbild: Eine zweite Spur springt mit jedem postsynaptischen Spike um A₋, und ein präsynaptischer zieht sie ab.
lesson-stdp-5-title = Wenn nur die nächsten zählen
lesson-stdp-5-text = Die Wahl [Paare](projections.pre-post.plasticity.pairing) auf *Nächster, symmetrisch* setzen und dasselbe anklicken: dreimal pre, dann post. Nun blickt post nur auf den letzten Spike von pre zurück: ein Punkt, ein Gewinn von 0,0030. Die Spur gibt es noch, aber jeder Spike *setzt* sie auf A₊, statt zu addieren.
lesson-stdp-5-ask = Was ist nun richtig: alle Spikes oder nur der jüngste?
lesson-stdp-5-answer = Beides sind Modelle, und beide werden benutzt. Sechzig Paare im Sekundenabstand können sie nicht unterscheiden. Austauschbar sind sie aber nicht: Der nächste Schritt zeigt dasselbe Netz mit beiden.
lesson-stdp-5-erratum = Oft bleibt ungesagt, welche Spikes gepaart werden. Richtig ist, das Schema zu nennen, denn F allein sagt, was ein Paar bewirkt, und nichts über drei Spikes. Am üblichsten ist „alle mit allen“, auch bei Song, Miller und Abbott; mit einer Spur kostet das nicht mehr als „nur die nächsten“.
lesson-stdp-5-notes = Zwei weitere Schemata stehen in der Liste: „Präsynaptisch zentriert“ und „Reduziert symmetrisch“, bei dem zwischen den beiden eines Paars kein Spike liegen darf.
lesson-stdp-6-title = Es ist nicht dasselbe
lesson-stdp-6-text = 1000 Synapsen mit *nächsten* Paaren, alle bei 0,42: Neuron 0 geht durch, binnen 10 s auf 370 Hz. [w](projections.exc-0.weight) auf 0,38 ziehen und „Neu starten“ drücken: Es verstummt beinahe. Dann [Paare](projections.exc-0.plasticity.pairing) auf *Alle mit allen* setzen: Von beiden Startwerten aus stellt es sich auf etwa 10 Hz ein.
lesson-stdp-6-ask = Bei nächsten Paaren bringt schnelleres Feuern des Neurons selbst kaum mehr Depression. Unter welcher Ausgangsrate fallen die Gewichte, bei Eingängen von 15 Hz?
lesson-stdp-6-answer = Gewinn und Verlust gleichen sich aus bei $[1{"{"},{"}"}05\,(1+15\cdot 0{"{"},{"}"}02)-1]/0{"{"},{"}"}02=18$ Hz. Darunter siegt Depression, darüber Potenzierung: Beides treibt die Rate von 18 Hz fort. Bei allen Paaren bringt jeder zusätzliche Spike am Ausgang mehr Verlust als Gewinn.
lesson-stdp-6-notes = Von 0,42 aus feuert das Neuron in den ersten zwei Sekunden 101-mal, von 0,38 aus nur 29-mal. Von 0,40 aus ist beides möglich. Bis alles zur Ruhe kommt, vergehen bis zu 200 s; das Tempo erhöhen.
lesson-stdp-7-title = Stabil oder im Wettbewerb
lesson-stdp-7-text = Die Gewichte beginnen irgendwo zwischen 0 und 1. Mit der Regel *Additiv* verteilen sie sich, und nach Minuten sind viele nahe 0. [f(w)](projections.exc-0.plasticity.dependence) auf *Multiplikativ* setzen und „Neu starten“ drücken: Nun ist ein Gewinn proportional zu 1 − w, ein Verlust zu w. Binnen 20 s liegen alle zwischen 0,46 und 0,53.
lesson-stdp-7-ask = Wo müssten die Gewichte sich treffen, wenn Eingänge und Ausgang unabhängig wären?
lesson-stdp-7-answer = Wo 1 − w = 1,05 w ist, bei w = 1/2,05 = 0,49. Jede Synapse findet diesen Punkt von selbst: stabil, doch keine Synapse gewinnt, und das Neuron feuert weiter mit 89 Hz.
lesson-stdp-7-erratum = Oft steht: Durch STDP wird jede Synapse ganz potenziert oder ganz unterdrückt. Richtig ist: Mit der additiven Regel und harten Grenzen geschieht das, denn ihre Änderungen sind bei jedem Gewicht gleich, und nichts hält ein Gewicht in der Mitte. Mit der multiplikativen Regel gibt es eine einzige Gruppe.
lesson-stdp-7-notes = Der Preis stabiler Gewichte ist der Wettbewerb. Regeln dazwischen, mit kleinem Exponenten μ, behalten von beidem etwas.
lesson-stdp-8-title = Paare genügen nicht
lesson-stdp-8-text = 60 Paare bei +10 ms, zehn pro Sekunde, heben das Gewicht von [plastic](plastic) von 0,10 auf 0,22. Die [Rate](populations.1.rate_Hz) auf 40 Hz ziehen und „Neu starten“ drücken: auf 0,64. Experimente zeigen dasselbe. Mit Paaren als Plastizität macht eine höhere Rate die Potenzierung *kleiner*, bei 50 Hz verschwindet sie.
lesson-stdp-8-ask = In der *Triplett*-Regel braucht Potenzierung auch einen früheren postsynaptischen Spike, der 114 ms lang nachwirkt. Was bewirken 60 Paare, eines alle zehn Sekunden?
lesson-stdp-8-answer = Nichts: Der vorige postsynaptische Spike ist vergessen, und bei +10 ms ist auch nichts da, was schwächt. Bei 40 Hz liegt der letzte 25 ms zurück, und ältere zählen noch mit.
lesson-stdp-8-notes = Näher an der Zelle beginnt eine Regel beim Calcium: Die Vorlage „Calcium: Das Fenster ergibt sich“ zeigt, wie beide Äste aus zwei Schwellen entstehen.
