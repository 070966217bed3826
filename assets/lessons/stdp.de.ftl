lesson-stdp-title = STDP: Die Reihenfolge der Spikes
lesson-stdp-aim = Sagen, was ein Spikepaar bei Spike-Timing-abhängiger Plastizität (STDP) mit einem Gewicht macht, das Fenster mit seiner Vorzeichenregel lesen und erklären, warum es darauf ankommt, welche Spikes gepaart werden und ob die Änderung vom Gewicht abhängt.
lesson-stdp-try-1 = In der Vorlage „STDP: das Fenster“: Was machen 60 Paare bei Δt = +40 ms mit dem Gewicht?
lesson-stdp-try-1-answer = 60 · 0,005 · e^(−2) = 0,041, weniger als ein Viertel dessen, was sie bei +10 ms bewirken.
lesson-stdp-try-2 = Neuron pre, dann post und noch einmal pre anklicken, jeweils im Abstand von 10 ms. Wird die Synapse stärker oder schwächer?
lesson-stdp-try-2-answer = Sie wird etwas schwächer: +0,00303 durch das erste Paar, −0,00318 durch das zweite. Alle vier Paarungsschemata stimmen überein, denn nur diese zwei Paare haben einen prä- und einen postsynaptischen Spike.
lesson-stdp-try-3 = In „STDP: multiplikative Regel“ A₋/A₊ auf 2 setzen. Wo sammeln sich die Gewichte?
lesson-stdp-try-3-answer = Bei etwa 0,35. Gewinn und Verlust gleichen sich aus, wo 1 − w = 2 w ist, also bei etwa 1/3. Es ist etwas mehr, weil Eingänge, die das Neuron mit zum Feuern bringen, öfter als zufällig vor seinen Spikes kommen.
lesson-stdp-misconception-1 = „STDP begünstigt gleichzeitige Spikes.“ Es kommt auf ihre Reihenfolge an. In diesem Modell ändern zwei genau gleichzeitige Spikes nichts.
lesson-stdp-misconception-2 = „Die Synapse führt eine Liste früherer Spikes.“ Eine abklingende Spur auf jeder Seite enthält alles, was die Regel braucht.
lesson-stdp-misconception-3 = „STDP treibt alle Gewichte auf 0 oder aufs Maximum.“ Das tut die additive Regel; eine Regel, die vom Gewicht abhängt, sammelt sie in der Mitte.
lesson-stdp-1-title = Vorher oder nachher
lesson-stdp-1-text = Neuron [pre](pre) anklicken und eine halbe Sekunde später [post](post): Das sind 10 ms Modellzeit. Ein Punkt leuchtet auf dem Fenster auf, und das Gewicht w wächst um 0,003 seines Maximums. Etwas warten. Dann erst post anklicken und danach pre: Nun fällt w um etwa ebenso viel.
lesson-stdp-1-ask = Bei welcher der beiden Reihenfolgen kann der präsynaptische Spike eine Ursache des postsynaptischen sein?
lesson-stdp-1-answer = Nur, wenn er zuerst kommt. Eine Synapse, deren Spikes kurz vor denen ihres Ziels kommen, hat es vielleicht mit zum Feuern gebracht und wird verstärkt; eine, die zu spät kommt, wird geschwächt.
lesson-stdp-1-notes = Diese Synapse hat keine Leitfähigkeit: Sie lernt, treibt aber nichts an. So entscheiden allein die Klicks, wann post feuert. Hebb schrieb, dass eine Zelle daran mitwirkt, die andere zum Feuern zu bringen: eine Aussage über eine Ursache, und die geht ihrer Wirkung voraus.
lesson-stdp-2-title = Sechzig Paare
lesson-stdp-2-text = Nun feuert pre einmal pro Sekunde, und ein Lehrer (teacher) lässt post 10 ms später feuern. In 60 Paaren wächst das Gewicht von 0,5 auf 0,68. [t₀](populations.teacher.start_ms) von teacher auf 190 ms ziehen und „Neu starten“ drücken: **post** feuert zuerst, und das Gewicht fällt auf 0,31.
lesson-stdp-2-ask = Ein Paar bei +10 ms bringt 0,0030, und ein Paar bei +30 ms ist 2,7-mal schwächer. Was bringen 60 Paare bei +30 ms?
lesson-stdp-2-answer = 60 · 0,0030 / 2,7 = 0,067. Paare im Abstand einer Sekunde beeinflussen einander nicht, also addieren sich ihre Änderungen einfach.
lesson-stdp-2-erratum = Man liest von einer Zeitdifferenz Δt ohne ein Wort über ihr Vorzeichen. Tatsächlich sind beide Vereinbarungen üblich. Hier ist Δt = t_post − t_pre, die Potenzierung liegt also rechts. Song, Miller und Abbott und andere verwenden t_pre − t_post; ein Knopf am Diagramm schaltet die Achse um.
lesson-stdp-2-notes = Das ist das Experiment der 1990er-Jahre: eine Minute lang einmal pro Sekunde ein Spikepaar, danach der Blick auf die Synapse. Die bleibende Zunahme heißt Langzeitpotenzierung (LTP), die bleibende Abnahme Langzeitdepression (LTD).
lesson-stdp-3-title = Das Fenster
lesson-stdp-3-text =
    Mit $\Delta t=t_\mathrm{"{"}post{"}"}-t_\mathrm{"{"}pre{"}"}$ ändert ein Paar w um

    $F=A_+e^{"{"}-\Delta t/\tau_+{"}"}\ (\Delta t>0),\quad F=-A_-e^{"{"}\Delta t/\tau_-{"}"}\ (\Delta t<0)$

    Hier kommt post 40 ms *vor* pre. [τ₋](projections.pre-post.plasticity.tau_minus_ms) auf 40 ms ziehen und „Neu starten“ drücken: Der linke Ast ist breiter, und jedes Paar senkt das Gewicht nun um 0,0019 statt um 0,0007.
lesson-stdp-3-ask = Wären prä- und postsynaptische Spikes unabhängig, so wäre jedes Δt gleich wahrscheinlich. Würde die Synapse stärker oder schwächer?
lesson-stdp-3-answer = Sie würde schwächer, denn die LTD-Fläche ist größer als die LTP-Fläche: $A_-\tau_-=0{"{"},{"}"}105\,\mathrm{"{"}ms{"}"}$ gegen $A_+\tau_+=0{"{"},{"}"}100\,\mathrm{"{"}ms{"}"}$ mit den Werten der Vorlage, 0,210 mit $\tau_-$ bei 40 ms.
lesson-stdp-3-notes = A₊ ist ein halbes Prozent des maximalen Gewichts, A₋ fünf Prozent mehr als A₊. Diese kleinen Unterschiede entscheiden im Netz alles.
lesson-stdp-4-title = Paarung: alle mit allen
lesson-stdp-4-text = Neuron pre rasch dreimal und dann post anklicken. Hier werden *alle* Spikes gepaart: Bei 10 ms zwischen den Klicks leuchten drei Punkte auf, und das Gewicht wächst um 0,0060. Die Synapse braucht keine Liste: Eine *Spur* springt bei jedem präsynaptischen Spike um A₊ und klingt mit τ₊ ab; ein postsynaptischer addiert ihren Wert zum Gewicht.
lesson-stdp-4-ask = Warum ist 0,0060 die richtige Zahl?
lesson-stdp-4-answer = Der Spike von post kommt 10, 20 und 30 ms nach den dreien: $A_+(e^{"{"}-1/2{"}"}+e^{"{"}-1{"}"}+e^{"{"}-3/2{"}"})=0{"{"},{"}"}005\cdot 1{"{"},{"}"}20=0{"{"},{"}"}0060$. Die Spur summiert genau diese drei Glieder.
lesson-stdp-4-notes = Die andere Hälfte der Regel ist das Spiegelbild: Eine zweite Spur springt mit jedem postsynaptischen Spike um A₋, und ein präsynaptischer zieht sie ab.
lesson-stdp-5-title = Paarung: nur die nächsten
lesson-stdp-5-text = Die Wahl [Paare](projections.pre-post.plasticity.pairing) auf *Nächster, symmetrisch* setzen und wie zuvor klicken: dreimal pre, dann post. Nun wird ein postsynaptischer Spike nur mit dem letzten präsynaptischen gepaart: ein Punkt, ein Gewinn von 0,0030. Die Spur gibt es noch, aber jeder Spike *setzt* sie auf A₊, statt zu addieren.
lesson-stdp-5-ask = Was ist richtig: alle Spikes oder nur der jüngste?
lesson-stdp-5-answer = Beides sind Modelle, und beide werden benutzt. Sechzig Paare im Sekundenabstand können sie nicht unterscheiden. Austauschbar sind sie aber nicht: Im nächsten Schritt läuft ein Netz mit jedem von beiden.
lesson-stdp-5-notes = Die Formel für F sagt, was ein Paar bewirkt, und nichts über drei Spikes: Eine Arbeit muss ihr Paarungsschema nennen. Am üblichsten ist „alle mit allen“, auch bei Song, Miller und Abbott. Zwei weitere Schemata stehen in der Liste: „Präsynaptisch zentriert“ und „Reduziert symmetrisch“.
lesson-stdp-6-title = Auf die Paarung kommt es an
lesson-stdp-6-text = 1000 Synapsen mit *nächster* Paarung, alle Gewichte bei 0,42: Binnen 10 s läuft Neuron 0 auf 370 Hz davon. [w](projections.exc-0.weight) auf 0,38 ziehen und „Neu starten“ drücken: Es verstummt beinahe. Dann [Paare](projections.exc-0.plasticity.pairing) auf *Alle mit allen* setzen: Von beiden Startwerten aus stellt sich die Rate auf etwa 11 Hz ein.
lesson-stdp-6-ask = Bei nächster Paarung gleichen Gewinn und Verlust sich aus, wo 1 + r τ₊ = 1,05 (1 + 15 Hz · τ₋) ist, bei Eingängen von 15 Hz und τ = 20 ms. Bei welcher Ausgangsrate r ist das?
lesson-stdp-6-answer = Bei $[1{"{"},{"}"}05\,(1+15\cdot 0{"{"},{"}"}02)-1]/0{"{"},{"}"}02=18$ Hz. Darunter überwiegt Depression, darüber Potenzierung: Beides treibt die Rate von 18 Hz fort. Bei Paarung aller mit allen bringt jeder zusätzliche Spike am Ausgang mehr Verlust als Gewinn.
lesson-stdp-6-notes = Von 0,42 aus feuert das Neuron in den ersten zwei Sekunden 101-mal, von 0,38 aus nur 29-mal. Von 0,40 aus ist beides möglich. Bis die Rate sich einstellt, vergehen bis zu 200 s; das Tempo erhöhen.
lesson-stdp-7-title = Stabilität oder Wettbewerb
lesson-stdp-7-text = Die Gewichte beginnen irgendwo zwischen 0 und 1. Mit der Regel *Additiv* verteilen sie sich, und nach Minuten sind viele nahe 0. [f(w)](projections.exc-0.plasticity.dependence) auf *Multiplikativ* setzen und „Neu starten“ drücken: Nun ist ein Gewinn proportional zu 1 − w, ein Verlust zu w. Binnen 20 s liegen alle Gewichte zwischen 0,46 und 0,53.
lesson-stdp-7-ask = Wo träfen die Gewichte sich, wenn Eingänge und Ausgang unabhängig wären?
lesson-stdp-7-answer = Wo 1 − w = 1,05 w ist, bei w = 1/2,05 = 0,49. Jede Synapse findet diesen Punkt von selbst: stabil, doch keine Synapse gewinnt, und das Neuron feuert weiter mit 89 Hz.
lesson-stdp-7-erratum = Man liest, durch STDP werde jede Synapse entweder ganz potenziert oder ganz geschwächt. Tatsächlich gilt das für die additive Regel mit harten Grenzen: Ihre Änderungen sind bei jedem Gewicht gleich, also hält nichts ein Gewicht in der Mitte. Mit der multiplikativen Regel gibt es eine einzige Gruppe.
lesson-stdp-7-notes = Der Preis stabiler Gewichte ist der Wettbewerb. Regeln dazwischen, mit kleinem Exponenten μ, behalten von beidem etwas.
lesson-stdp-8-title = Die Paarrate zählt
lesson-stdp-8-text = 60 Paare bei +10 ms, zehn pro Sekunde, heben das Gewicht von [plastic](plastic) von 0,10 auf 0,22. Die [Rate](populations.1.rate_Hz) auf 40 Hz ziehen und „Neu starten“ drücken: auf 0,64, wie in Experimenten. Nun die Plastizität auf paarbasierte STDP setzen: Eine höhere Rate gibt *weniger* Potenzierung, keine bei 50 Hz.
lesson-stdp-8-ask = In der *Triplett*-Regel braucht Potenzierung auch einen früheren postsynaptischen Spike, dessen Spur mit einer Zeitkonstante von 114 ms abklingt. Was bewirken 60 Paare, eines alle zehn Sekunden?
lesson-stdp-8-answer = Nichts: Die Spur des vorigen postsynaptischen Spikes ist abgeklungen, und bei +10 ms liegt auch kein Paar in der schwächenden Reihenfolge. Bei 40 Hz liegt der letzte 25 ms zurück, und ältere zählen noch mit.
lesson-stdp-8-notes = Näher an der Zelle beginnt eine Regel beim Calcium: Die Lektion *Calcium entscheidet* zeigt, wie beide Äste aus zwei Schwellen entstehen.
