# Problems in documents
problem-out-of-range = { $value }{ $unit } is outside { $min } to { $max }{ $unit }
problem-out-of-range-threshold = { $value }{ $unit } is outside { $min } to { $max }{ $unit }: the threshold must be above the reset, not at it
problem-out-of-range-step = { $value }{ $unit } is outside { $min } to { $max }{ $unit }: a time constant spans at least two steps of the simulation
problem-not-a-number = { $value } is not a valid number; use one from { $min } to { $max }{ $unit }
problem-duplicate-id = id { $id } is used twice; every population, projection, stimulus and plot needs its own
problem-duplicate-name = the name “{ $name }” is used twice; choose another
problem-bad-name = “{ $name }” cannot be a name: use 1 to 64 visible characters without . : , @ = /, with no more than single spaces between words
problem-no-such-population = there is no population with id { $id }
problem-no-membrane = population “{ $name }” has no membrane, so no synapse can end on it; connect to a neuron
problem-no-receptor = the projection has no receptor; list at least one, such as Ampa(())
problem-duplicate-receptor = the receptor “{ $receptor }” is listed twice; a projection has at most one of each kind
problem-too-many = { $what ->
    [neurons] { $count } neurons are too many; the limit is { $limit }
    [populations] { $count } populations are too many; the limit is { $limit }
    [projections] { $count } projections are too many; the limit is { $limit }
    [stimuli] { $count } stimuli on one population are too many; the limit is { $limit }
    [plots] { $count } plots are too many; the limit is { $limit }
    [probes] { $count } probes on one plot are too many; the limit is { $limit }
    [receptors] { $count } receptors on one projection are too many; the limit is { $limit }
    [gap_junctions] { $count } gap junctions are too many; the limit is { $limit }
    [notes] { $count } notes are too many; the limit is { $limit }
    [positions] { $count } positions are too many; the limit is { $limit }
    [colours] { $count } colours are too many; the limit is { $limit }
    [entries] { $count } entries are too many; the limit is { $limit }
    [links] { $count } links in one text are too many; the limit is { $limit }
    [times] { $count } times to fire at in one step are too many; the limit is { $limit }
   *[synapses] { $count } synapses are too many; the limit is { $limit }
}
problem-in-degree = each target needs inputs from { $asked } different neurons, but there are only { $most } others
problem-in-degree-of-all = each target needs inputs from { $asked } different neurons, but there are only { $most }
problem-listed-autapse = the list joins neuron { $neuron } to itself, but autapses is No; take the pair out, or write autapses: Yes
problem-no-such-pair = there is no pair of neurons { $pre } and { $post }
problem-duplicate-pair = neurons { $pre } and { $post } are connected twice; once is enough
problem-weights-of-chance = a weight list needs fixed connections; these synapses are drawn at random
problem-number-of-weights = there are { $given } weights for { $synapses } synapses
problem-out-of-range-plastic = { $value }{ $unit } is outside { $min } to { $max }{ $unit }: plastic weights are fractions of ḡ
problem-out-of-range-low-high = { $value }{ $unit } is outside { $min } to { $max }{ $unit }: the smallest weight must not exceed the largest
problem-no-memory = the network needs about { $size } of memory, but only { $free } are free; make it smaller, or close other programs
problem-too-large = the network needs { $size } of memory; the limit is { $limit }
problem-step-not-allowed = a time step of { $value } ms is not available; choose 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5 or 1
problem-step-too-long = a time step of { $value } ms is too long for population “{ $population }”; use { $limit } ms or less
problem-list-too-long = the list has { $count } numbers; the limit is { $limit }
number-empty = nothing is written here; write a number
number-no-number = “{ $written }” is not a number; write one as 12.5, 12,5 or 1e-3, with or without a unit
number-several = “{ $written }” reads as more than one number; write one, without blanks between its digits
number-thousands = “{ $written }” could mean { $whole } or { $decimal }; write one of the two
number-two-signs = “{ $written }” has more than one sign between its digits; write { $whole } if that is what you mean
number-unit = “{ $written }” is not a unit that goes here; write { $units } or no unit
number-too-large = “{ $written }” is too large a number
number-too-small = “{ $written }” is too close to 0 to be kept; write 0 if that is what you mean
number-whole = “{ $written }” is not a whole number from 0 on; write one as 12, without a unit
number-time = { $written } ms is outside 0 to { $most } ms
list-one-comma = “{ $written }” could mean { $decimal } or the two numbers { $two }; write one of the two
list-commas = it is not plain whether the commas in “{ $written }” are decimal signs; write decimal points, or part the numbers with ;
list-thousands = “{ $written }” could be one number of thousands; write it without a sign between, or part the numbers with ;
list-gap = a number is missing between two separators in “{ $written }”
list-brackets = the brackets in “{ $written }” do not enclose one list; write [10, 20, 30] or leave them out
list-table = this looks like a table of { $columns } columns; paste the column of the times or values alone, or write the numbers on one line
list-two-columns = “{ $written }” in each line could be one number or two columns; write decimal points, or the numbers on one line, parted with ;
list-unit = the first line says “{ $written }”, which is not a unit that goes here; write { $units }, or leave the line out
value-no-option = “{ $written }” is not one of { $options }
value-no-option-suggestion = “{ $written }” is not one of { $options }; did you mean { $suggestion }?
problem-bad-junction = a gap junction must connect two different populations
problem-text-too-long = the text is { $bytes } bytes long; the limit is { $limit }
no-log-no-values = this axis cannot be logarithmic: it shows no values
no-log-time = this axis cannot be logarithmic: time begins at 0
no-log-always = this axis always is logarithmic
no-log-negative = this axis cannot be logarithmic: it shows values below 0
no-log-negative-of = this axis cannot be logarithmic: { $name } may be negative
problem-bad-probe = “{ $probe }” is not a quantity that can be recorded
problem-bad-probe-suggestion = “{ $probe }” is not a quantity that can be recorded; did you mean “{ $suggestion }”?
problem-no-such-name = { $what ->
    [receptor] this projection has no receptor “{ $name }”
    [population] there is no population called “{ $name }”
   *[projection] there is no projection called “{ $name }”
}
problem-no-such-name-suggestion = { $what ->
    [receptor] this projection has no receptor “{ $name }”; did you mean “{ $suggestion }”?
    [population] there is no population called “{ $name }”; did you mean “{ $suggestion }”?
   *[projection] there is no projection called “{ $name }”; did you mean “{ $suggestion }”?
}
problem-plot-of-another-model = this plot does not fit this model: DecayCurve and OpenTimes need a Decay model; WeightPlane, WeightLength and Responses a RateLearning model; all others a Network
problem-neurons-beside-model = a model without neurons takes no populations; open a new document for them
problem-no-such-object = there is no population with id { $id }

# Problems of the text of a document
syntax-no-such-format = there is no format { $value }
syntax-whole-number = “{ $value }” is not allowed here; use a whole number from { $min } to { $max }
syntax-speed = “{ $value }” is not allowed here; use a number of milliseconds per second from { $min } to { $max }, or Unlimited
syntax-ends-early = the document ends too early: a bracket or a quotation mark is not closed
syntax-expected-comma = a comma or a closing bracket is missing here
syntax-expected-colon = a colon is missing here
syntax-expected-integer = expected a whole number here
syntax-integer-out-of-bounds = the whole number is too large or negative
syntax-expected-number = expected a number here
syntax-expected-text = expected text in quotation marks here
syntax-expected-list = expected a list in [ ] here
syntax-expected-map = expected entries in { "{ }" } here
syntax-expected-bracket = expected an opening ( here
syntax-expected-name = expected a name here
syntax-found-word = “{ $found }” is not allowed here
syntax-unclosed-comment = a comment that begins with /* is not closed by */
syntax-trailing = only spaces and comments may follow the end of the document
syntax-too-deep = the brackets are nested too deeply
syntax-no-fields = there is no field “{ $found }” here; no fields are expected
syntax-unknown-field = there is no field “{ $found }” here; expected { $expected }
syntax-unknown-variant = “{ $found }” is not known here; expected { $expected }
syntax-called-otherwise = “{ $found }” is called { $own } here
syntax-not-here = “{ $found }” { $what ->
    [neuron] is a known kind of neuron
    [current] is a known current
    [receptor] is a known receptor
    [kinetics] is a known kind of kinetics
    [release] is a known release rule
    [plasticity] is a known plasticity rule
    [connect] is a known way to connect
   *[weights] is a known distribution of weights
}, but not in this version; there are { $expected }
syntax-not-here-nearest = “{ $found }” { $what ->
    [neuron] is a known kind of neuron
    [current] is a known current
    [receptor] is a known receptor
    [kinetics] is a known kind of kinetics
    [release] is a known release rule
    [plasticity] is a known plasticity rule
    [connect] is a known way to connect
   *[weights] is a known distribution of weights
}, but not in this version; { $nearest } comes nearest; there are { $expected }
syntax-one-value = { $of ->
    [delay] all synapses of a projection have one delay: write one number; make a projection for each delay
    [population] all neurons of a population have one { $key }: write one number; make a population for each value
   *[projection] all synapses of a projection have one { $key }: write one number; make a projection for each value
}
syntax-missing-field = the field “{ $field }” is missing
syntax-duplicate-field = the field “{ $field }” appears twice
syntax-parser-stopped = the document could not be read to its end; please report this
syntax-other = { $detail }

# Reading documents
load-not-found = { $path } does not exist
load-permission = { $path } cannot be read: permission denied
load-read = { $path } cannot be read: { $detail }
load-not-a-file = { $path } is a folder or a device, not a file that can be opened
load-too-long = the document is larger than { $limit } MiB, more than any preset needs
load-empty = the document is empty
carrier-missing-csv = this table of Bouton carries no document: that of a sweep or of an older version does not, or another program has removed the lines with # at its beginning
carrier-missing-png = this picture carries no document. Pictures that Bouton exports do; programs that send or change pictures may remove it. The file as Bouton wrote it can be opened, or a preset.
carrier-missing-svg = this drawing carries no document. Drawings that Bouton exports do, in <metadata>; programs that change drawings may remove it. The file as Bouton wrote it can be opened, or a preset.
carrier-missing-npz = this archive of arrays carries no document. Those that Bouton exports do, in provenance.json, their first entry; programs that write them anew may remove it. The file as Bouton wrote it can be opened, or a preset.
carrier-damaged = what would open this file again is damaged; the file as Bouton wrote it can be opened
carrier-file-too-long = the file is larger than { $limit } MiB; files up to that size open again
carrier-packed-too-long = what opens a file again is longer than { $limit } MiB even packed
carrier-text-too-long = what opens a file again is longer than { $limit } MiB
carrier-differs = what opens a file again does not read back as it was written
carrier-one-run = a file of results carries one run
carrier-bad-span = a span of time goes from 0 or later to its end, in ms
recording-too-long = the file is larger than { $limit } MiB, the largest recording that is read
recording-too-many = the recording has more than { $limit } samples, the most that are read; a part of it, or fewer samples per second, would do
recording-too-many-columns = the table has { $found } columns, and at most { $limit } are read
recording-empty = there is no row of numbers; a recording has times in one column and values in others, or times of spikes
recording-not-utf8 = here the text is not UTF-8; save the table as UTF-8
recording-not-a-number = column { $column }: “{ $written }” is not a number. Numbers look like −70.5 or 1e-3; a decimal comma is understood where semicolons or tabs part the columns.
recording-no-time = “{ $written }” is not a time; each row needs one
recording-ragged = this row has { $found } cells, the first row has { $expected }. Where the comma is the decimal sign, semicolons or tabs have to part the columns.
recording-disordered = the time { $time } comes after { $before }; times have to increase from row to row
recording-no-time-column = there is no column of times among { $columns }; name one “time (ms)” or “time (s)”
recording-steps = times are counted in steps; have NEST write them in ms, not in steps
recording-damaged = the archive of arrays is damaged; write it anew with np.savez
recording-inflates = the arrays take more than { $limit } MiB unpacked, the most that is read
recording-array-kind = the array { $name } is of type { $kind }; a recording has arrays of real numbers with one or two dimensions, times first
recording-array-length = the array { $name } has { $found } numbers, and there are { $expected } times
recording-cancelled = reading was cancelled
fit-nothing-free = no parameter was chosen; choose at least one and at most { $limit }
fit-too-many-free = { $found } parameters were chosen; at most { $limit } can be adjusted at once
fit-not-adjustable = { $path } cannot be adjusted: only real numbers of neurons, synapses and stimuli can
fit-too-few = { $count ->
    [one] one sample lies
   *[other] { $count } samples lie
} within the run, too few for this number of parameters
fit-too-many-samples = { $found } samples are too many for a fit; the limit is { $limit }. A shorter stretch would do.
fit-too-long = the recording ends at { $end } ms of the run, later than { $limit } steps, the most that a fit runs
fit-nothing-to-compare = what is to be compared is not in this document
fit-not-finite = the run with the values at the start leaves the model; start from other values
fit-cancelled = the fit was cancelled
fit-only-spikes = { $path } holds times of spikes only; a fit needs samples against time
fit-bad-time-unit = “{ $written }” is not a unit of time here; s, ms and us are
fit-no-time-unit = { $path } does not say the unit of its times; add --time-unit s, ms or us
fit-no-projection = there is no projection “{ $name }”; there is { $names }
fit-intervals = { $path } holds changes against intervals; compare them with --window PROJECTION
fit-no-column = there is no column “{ $name }”; there is { $names }
fit-no-unit = column { $name } does not say its unit; add --unit with one of { $units }
fit-bad-unit = column { $name }: “{ $written }” is not a unit of what it is compared with; { $units } are
fit-rms = { $count ->
    [one] one sample
   *[other] { $count } samples
}; root mean square of the difference from { $before } to { $after } { $unit }
fit-cannot-be-told-apart = { $one } and { $other } cannot be told apart by these data: a change of one makes up for a change of the other
fit-has-not-settled = the fit has not settled after its last step; start it again from these values
fit-at-bound = at the end of what is valid
fit-without-effect = has no effect here
fit-indistinct = cannot be told apart
foreign-nest-desktop = This is a NEST Desktop project. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-neuronify = This is a Neuronify circuit. It opens as a document: with File ▸ Open, dropped on the window, or as the file of a command.
neuronify-no-json = This is no JSON: { $detail }
neuronify-version = This is the circuit of a version of Neuronify that is not read (file format { $found }); formats 3 and 4 are: open it in a newer Neuronify and save it again
neuronify-no-number = A finite number is missing here
neuronify-no-text = A text is missing here
neuronify-no-truth = Only true or false can stand here
neuronify-no-list = A list is missing here
neuronify-no-node = The number of a node is missing here: a whole number from 0 on and below { $count }
neuronify-no-rate = A rate has to be greater than 0
neuronify-no-resistance = A resistance has to be greater than 0
neuronify-note-current = { $count ->
    [one] One synapse of Neuronify injects a current that does not depend on V: { $names }. Here it
   *[other] { $count } synapses of Neuronify inject a current that does not depend on V: { $names }. Here each
} opens a conductance whose reversal potential lies at ±500 mV, so the current is the same halfway between rest and threshold and changes by a few per cent around.
neuronify-note-at-once = { $names }: the target of an immediate-fire synapse fires at once; here it is a strong AMPA synapse of 0.2 ms.
neuronify-note-adaptation = { $names }: adaptation is a synapse of the neuron with itself here, with the same conductance, time constant and reversal potential.
neuronify-note-burst = { $names }: the current that follows a spike of a burst neuron is left out; what is left is a leaky neuron.
neuronify-note-limits = { $names }: Neuronify keeps V between two limits, Bouton does not.
neuronify-note-touch = { $names }: a touch sensor is a source of spikes here; click it.
neuronify-note-left-out = Left out, “{ $what }” ({ $count }): { $names }.
neuronify-note-unknown = Left out, properties that are not known here: { $names }.
neuronify-note-names = Names that differ from their labels: { $names }.
neuronify-note-idle = Left out, meters that are joined to nothing: { $names }.
parameters-twice = This parameter stands there twice
parameters-no-line = This line has no path and value; write path = value
parameters-no-object = This is no object of paths and values: { $detail }
parameters-set = { $count ->
    [one] One parameter was set
   *[other] { $count } parameters were set
} from { $name }; one step of undo takes them back.
foreign-neuroml = This is a NeuroML model. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-lems = This is a LEMS simulation. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-sbml = This is an SBML model. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-html = This is a web page. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-svg = This is an SVG drawing. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-xml = This is an XML file. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-notebook = This is a Jupyter notebook. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-json = This is JSON. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-table = This is a table of values (CSV). The window opens it as a recording, and “bouton fit” fits a preset to one. Presets and lessons are texts that begin with “(format: 1,”.
foreign-spike-list = This is a list of spikes, as NEST writes them (GDF). The window opens it as a recording, and “bouton fit” fits a preset to one. Presets and lessons are texts that begin with “(format: 1,”.
foreign-numbers = This is a list of numbers. The window opens it as a recording, and “bouton fit” fits a preset to one. Presets and lessons are texts that begin with “(format: 1,”.
foreign-pynn = This is a PyNN script. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-brian = This is a Brian script. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-nest-script = This is a NEST script. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-neuron-script = This is a Python script for NEURON. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-python = This is a Python script. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-hoc = This is a NEURON script (HOC). Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-nmodl = This is a NEURON mechanism (NMODL). Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-utf16 = This is UTF-16 text. Save it as UTF-8, which editors offer when they save, and open it again.
foreign-utf32 = This is UTF-32 text. Save it as UTF-8, which editors offer when they save, and open it again.
foreign-archive = This is a packed file. Unpack it first: Bouton opens the presets and lessons inside, texts that begin with “(format: 1,”.
foreign-picture = This is a picture. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-pdf = This is a PDF or PostScript document. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-data = This is a data file (HDF5, MATLAB, NumPy or SQLite). Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-binary = This is a binary file, not a text. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-lesson = This is a Bouton lesson, and a preset is needed here. File ▸ Open or “bouton FILE” opens it, “bouton check FILE” checks it.
foreign-preset = This is a Bouton preset, and a lesson or a saved run is needed here. A lesson has steps, a saved run has runs.
foreign-run-log = This is a saved run of Bouton, and something else is needed here. “bouton replay FILE” plays it again.
foreign-settings = These are Bouton's settings. Bouton opens its own presets and lessons: texts that begin with “(format: 1,”.
foreign-origin = This says where a copy of unsaved work comes from; the copy lies beside it and ends in .ron.
load-not-utf8 = the document is not UTF-8 text: the first invalid byte is at position { $at }; save it as UTF-8
load-newer-format = this document was made by a newer version of Bouton (format { $found }); this version reads formats up to { $known }
load-no-such-preset = there is no preset called “{ $name }”; “bouton list” shows them
load-no-such-preset-suggestion = there is no preset called “{ $name }”; did you mean “{ $suggestion }”?
load-invalid = { $count ->
    [1] one problem
   *[other] { $count } problems
}
load-hint-did-you-mean = did you mean “{ $suggestion }”?
load-hint-format = a document begins with “(format: { $known },”
load-hint-decimal-comma = use a decimal point: 0.5, not 0,5
load-hint-sign = the receptor decides the sign: for inhibition choose GABA_A, and write how strong it is as a positive number
advice-resistance = the leak is written as a conductance: g_L_nS = 1/R, so 100 MΩ are 10 nS
advice-membrane-time-constant = the membrane's time constant is C_pF/g_L_nS: 200 pF and 10 nS give 20 ms

# Command line
cli-more-problems = and { $count } more
cli-one-standard-output = only one of --csv -, --spikes -, --weights - and --summary can go to standard output
cli-set-without-value = --set { $written }: write PATH=VALUE, as in populations.0.I_app_pA=180
cli-bad-seeds = --seeds { $written }: seeds are whole numbers from 0, written as 1..6 or 1,2,5
cli-sweep-too-long = a sweep of { $count } runs is too long; the limit is { $limit }
cli-sweep-decay = this preset has no neurons, so there is nothing to sweep
cli-unknown-path = { $path } is not a parameter of this preset; “bouton params” shows them
cli-unknown-path-suggestion = { $path } is not a parameter of this preset; did you mean { $suggestion }?
cli-bad-value = { $path }: { $reason }
cli-unknown-path-advice = { $path } is not a parameter of this preset; { $what ->
    [advice-resistance] the leak is written as a conductance: g_L_nS = 1/R, so 100 MΩ are 10 nS
   *[advice-membrane-time-constant] the membrane's time constant is C_pF/g_L_nS: 200 pF and 10 nS give 20 ms
}
cli-bad-fire = --fire { $written }: write POPULATION@MS,MS or POPULATION:NEURON@MS, as in 1@10,20
cli-bad-fire-times = --fire { $written }: { $reason }
cli-fire-unknown-population = --fire: there is no population “{ $name }”; try { $known }
cli-fire-unknown-neuron = --fire { $written }: the population's last neuron is { $last }
cli-bad-every = --every { $written }: write a multiple of the step, { $dt } ms
cli-blow-up = the run failed: V of neuron { $neuron } of population “{ $population }” became { $value } mV at { $time } ms; use a smaller step or smaller conductances
cli-output-is-document = { $path } is the document that is run; write the results to another file
cli-output-is-preset = { $path } is a preset's name; write results to a file that does not end in .ron
cli-outputs-are-the-same = two outputs are the same file, { $path }
cli-seeds-count-down = --seeds { $written } counts down; write { $right }
cli-seed-twice = --seeds { $written }: seed { $seed } is there twice, and would give the same row twice
cli-too-many-seeds = --seeds { $written }: that is too many seeds; the limit of a range is { $limit }
cli-bad-seed = a seed is a whole number from 0 to { $most }
cli-bad-jobs = write how many runs at a time, from 1 to { $most }
cli-bad-threads = write how many threads, from 1 to { $most }
cli-bad-starts = write how many starting points, from 1 to { $most }
cli-bad-size = write a size as 1280x720, each side from 1 to 8192
cli-bad-scale = write a scale from 0.25 to 4
cli-no-duration = --duration is missing: write how long to run, in ms, as in --duration 200
cli-will-not-reopen = caution: the results will not open again as a document: { $reason }
cli-started-anew = the run was started anew on the way
cli-set-with-edits = --set: parameters change during the run that { $path } carries, so that one set at its start may not last; “bouton replay” plays the run as it was
cli-dt-with-inputs = --dt: in the run that { $path } carries, neurons fire or parameters change at certain steps, which another step would move
cli-sweep-inputs = { $path } carries a run with clicks, planned spikes or changes, and a sweep starts from a document alone; open the file in the window and save it as a preset
cli-screenshot-edits = { $path }: in the run that it carries, parameters change on the way, and a picture is drawn of a document that stays; “bouton replay” plays the run as it was
cli-export-too-long = the samples would take { $size } MiB, and files of up to { $limit } MiB open again: choose fewer probes with --record, or a longer interval with --every; “bouton run --csv” has no limit
cli-file-too-long = the file would be larger than { $limit } MiB, and files of up to that size open again
cli-bad-mm = write a length in mm from 20 to 2000, such as 85
cli-nothing-to-draw = the preset has no plots of probes or spikes against time, which is what can be drawn; name probes with --record
cli-plot-not-drawn = --plot { $place }: no such plot of probes or spikes against time; the preset has { $known }
cli-no-such-plot = --shown { $place }: no such plot; the preset has plots 1 to { $last }
cli-bad-dpi = a number of dots per inch from { $least } to { $most }
cli-bad-fps = not a number of frames per second from { $least } to { $most }
cli-bad-speed = --speed is the model time that passes in a second [ms], and has to be greater than 0
animation-too-many-frames = { $found } frames are too many for an animated picture; the limit is { $most }: show less time, fewer frames per second, or more model time per second
animation-too-large = { $size } million pixels are too many for the frames of an animated picture; the limit is { $limit } million: show fewer frames or dots per inch
picture-too-large = the picture would have { $size } million pixels, and may have { $limit } million: choose fewer plots, fewer dots per inch, or a smaller size
cli-not-whole-steps = { $option } { $written } ends inside a step of { $dt } ms; { $below } and { $above } do not
cli-every-too-long = --every { $written } is longer than the run of { $end } ms; only the first sample would be taken
cli-from-after-end = --from { $written } leaves nothing to count in a run of { $end } ms
cli-from-needs-summary = --from says what a summary counts; add --summary
cli-needs-csv = { $option } says what stands in a table of samples; add --csv FILE or --csv -
cli-set-twice = { $path } is set twice; set it once
cli-set-after-end = --set { $written }: { $time } ms comes after the end of the run at { $end } ms
cli-set-run-later = --set { $written }: what is under run. holds for the whole run; write it without @
cli-set-bad-then = --set, at { $time } ms: { $path }: { $reason }
cli-record-twice = --record names { $probe } twice; name it once
cli-nothing-to-record = there is nothing to record: the preset has no plots with probes; name probes with --record, which --record help lists
cli-probe-of-nothing = { $probe } cannot be recorded: chance makes fewer synapses than that with this seed; choose a smaller number or another seed
cli-no-populations = --spikes: this preset has no neurons
cli-no-weights = --weights: no weights of this preset change; give a projection a plasticity rule first
cli-no-neurons = { $option }: a model without neurons has none of that
cli-fire-nothing = --fire { $written }: this model has no neurons that could fire
cli-fire-after-end = --fire { $written }: { $time } ms comes after the end of the run at { $end } ms
cli-replay-hashes = state: { $state }
    spikes: { $spikes }
cli-replay-differs = the hash of the { $what } at the end is { $now }, but { $stored } was saved: this version gives another run
cli-replay-bits = caution: version { $version } saved this run with results of number { $bits }; this version has number { $own }, so the run may differ
cli-replay-no-run = --run { $run }: the last run of this file is { $last }
cli-replay-until = --until { $until }: the run ends at { $end } ms
script-no-counterpart = no script for { $to }: nothing there is exactly “{ $what }”, which “{ $name }” has; choose another mechanism, or --to brian2
script-no-gap-junction = no script for { $to }: nothing there joins leaky integrate-and-fire neurons by a gap junction such as “{ $name }”; remove it, or choose --to brian2
script-refractory-off-grid = no script for { $to }: the refractory period of “{ $name }” is no multiple of the step; choose another --dt
script-too-many-channels = no script for { $to }: what arrives at “{ $name }” has more than two pairs of reversal potential and time constant, and a neuron there has room for two; make some of them equal, or choose --to brian2
script-no-delay = no script for { $to }: “{ $name }” joins neurons without a delay, and a delay there is at least a step; give it one, or choose --to brian2
script-saturating = no script for { $to }: the channels of “{ $name }” saturate and its release or weight changes, which no synapse there does; choose linear sums, or --to brian2
script-two-slow = no script for { $to }: two receptors of “{ $name }” saturate slowly, and a script has the variables of one; give the second a projection of its own
script-no-neurons = no script for { $to }: a model without neurons is a formula, not a network; take its values with `bouton run … --csv`
script-empty = no script for { $to }: there are no neurons; add some
script-fires-neuron = no script for { $to }: “{ $name }” is a neuron with a membrane, and only sources of spikes can be fired in a script; fire a source
script-too-long = no script for { $to }: a script runs for at most { $most } ms; give --duration
script-too-many-spikes = no script for { $to }: sources fire more than { $most } times, and a script lists every spike; --duration { $fits } fits, and with -o FILE up to { $beside } spikes are written into a file beside it
script-too-many-spikes-beside = no script for { $to }: sources fire more than { $most } times, and a file beside a script lists no more; --duration { $fits } fits
script-spike-too-early = no script for { $to }: a source fires before { $first } ms, the first time at which it can in a script; let it fire later
script-feels-weights = no script for { $to }: neurons feel the weights of “{ $name }”, which change; pairs are at steps there, so weights and spikes drift apart; freeze the weights, or choose --to brian2
script-no-noise = no script for { $to }: “{ $name }” has a stimulus “{ $what }”, which is given by the leak of a membrane, and this neuron has none; choose a neuron with a leak, or a constant current
script-delay-off-grid = no script for { $to }: the delay of “{ $name }” is no multiple of the step; choose another --dt
script-pulse-off-grid = no script for { $to }: the pulse of transmitter at “{ $name }” (T_dur) is no multiple of the step; choose another --dt
script-no-calcium = no script for { $to }: the calcium rule of “{ $name }” draws noise at every synapse, which cannot be Bouton's; choose pairs or triplets, or freeze the weights
script-no-dendritic-delay = no script for { $to }: “{ $name }” learns behind a dendritic delay; choose an axonal one, or no delay
script-too-many-synapses = no script for { $to }: “{ $name }” has synapses that Bouton drew or whose weights differ, and a script lists fewer than { $most }; choose smaller populations, or one weight for all
script-no-partial-pulse = no script for { $to }: at “{ $name }” each of many release sites sees a pulse of transmitter or not, as P_rel says, which no other simulator follows; choose constant release with P₀ = 1, or other kinetics
script-no-replacing = no script for { $to }: “{ $name }” replaces what is open after a double exponential rise; choose saturating or linear sums
script-no-alpha = no script for { $to }: rise and decay of “{ $name }” have the same time constant; make one of them a little longer
script-no-chance = no script for { $to }: quantal release at “{ $name }” differs between the synapses of an axon, and a script lists one amplitude for each spike; choose a single target, or another rule of release
cli-document-is-folder = { $path } is a folder; name a preset's file in it
cli-output-holds-document = { $path } holds a preset or a lesson; write results to another file
cli-output-exists = { $path } exists and was not written by Bouton; choose another name, or overwrite it with --force
cli-output-is-folder = { $path } is a folder; name a file in it
cli-output-is-disk = { $path } is a disk; name a file on it
cli-output-no-folder = { $path }: there is no folder { $folder }; create it first
cli-output-wrong-ending = { $path }: what is written is { $ending }; name it { $right }
cli-output-unwritable = { $path } cannot be written: { $detail }
cli-output-in-use = { $path } is being written by another run
cli-output-part-in-the-way = { $path } is in the way of an unfinished result; move it, or choose another name
cli-disk-full = the disk is full
cli-quota-full = your disk quota is used up
cli-disk-read-only = the disk is read-only
cli-write-protected = it is write-protected
cli-not-a-folder = a part of the path is not a folder
cli-link-in-circle = it is a link that leads in a circle
cli-name-not-allowed = the name is too long or not allowed here
cli-write-failed = { $path }: { $detail }
cli-write-failed-at = { $path }: { $detail } { $reached }
cli-stopped = stopped by { $signal }
cli-reader-gone = whoever read standard output has gone
cli-at-time = at t_ms = { $time }
cli-after-rows = after { $written } of { $runs } rows
cli-partial-mark = { $reason } { $reached }
cli-kept = what was computed by then is in { $parts }
cli-sweep-unfinished = { $part } holds { $count } rows of an unfinished sweep; go on with --resume, or start anew with --force
cli-sweep-failed-runs = { $failed } of { $runs } runs failed; the column “status” says how
cli-resume-needs-file = --resume goes on with a file; name it with --csv FILE
cli-resume-nothing = { $part } does not exist; the sweep starts at the beginning
cli-resume-whole = nothing is left to do: all { $count } rows are there
cli-resume-differs = { $path } was made differently: it says “{ $there }”, this command “{ $here }”
cli-unknown-language = --language { $written }: the window speaks { $known }
cli-unknown-lesson = --lesson { $written }: there is no lesson of that name; try { $known }
cli-unknown-step = --lesson { $written }: the lesson has the steps 1 to { $last }
caveat-crowded = More than one spike in a step: neuron { $neuron } of population “{ $population }” was ready to fire again within a step of { $dt } ms, and at most one spike a step is counted ({ $count } times in all). A step of { $better } ms would do.
caveat-crowded-any-step = More than one spike in a step: neuron { $neuron } of population “{ $population }” was ready to fire again within a step of { $dt } ms, and at most one spike a step is counted ({ $count } times in all). No step on offer is short enough; drive it less, or give it a longer refractory period.
caveat-strayed = V of neuron { $neuron } of population “{ $population }” passed 1000 mV ({ $value } mV) at { $time }. The forward Euler method is unstable at this step, and V means nothing from then on; the run goes on.
cli-no-window = this program was built without the window; “bouton run” works, or build with the feature “gui”

# Names of edits
edit-set-value = change of { $symbol }
edit-reset-value = reset of { $symbol }
edit-set-value-several = change of { $symbol } in { $count } objects
edit-set-values = change of { $count } values
edit-reset-value-several = reset of { $symbol } in { $count } objects
edit-reset-values = reset of { $count } values
edit-several = change of { $count } objects
edit-choose-several = choice of type for { $count } objects
edit-set-named = choice of { $name }
edit-choose-kinetics = choice of kinetics
edit-choose-release = choice of release rule
edit-choose-plasticity = choice of plasticity
edit-set-speed = change of starting speed
edit-move = move of { $name }
edit-set-panes = change of layout
edit-set-plot = change of a plot
edit-add-plot = new plot
edit-remove-plot = removal of a plot
edit-shift-plot = reordering of plots
edit-resize-plot = resizing of plots
edit-attach = { $probe } added to a plot
edit-attach-several = { $count } probes added to plots
edit-show-spikes = spikes of { $count } populations added to a raster
edit-detach = removal of { $probe } from a plot
edit-add = new neuron
edit-connect = connection { $from } → { $to }
edit-connect-several = { $count } new connections
edit-remove = removal of { $name }
edit-remove-several = removal of { $count } objects
edit-paste = paste
edit-rename = renaming of { $name }
edit-rename-several = renaming of { $count } objects
edit-move-several = move of { $count } objects
edit-align = alignment of { $count } objects
edit-lay-out = layout of the network
edit-nudge = move of { $count } objects with the arrow keys
edit-add-receptor = { $name } added
edit-remove-receptor = { $name } removed
edit-add-stimulus = new stimulus
edit-remove-stimulus = removal of a stimulus
edit-set-connect = choice of connections
edit-set-weights = choice of weights
edit-set-texts = change of texts
edit-add-note = note added
edit-change-note = change of a note
edit-delete-note = note deleted
edit-choose-receptor = choice of receptor
edit-choose-neuron = choice of neuron
edit-choose-stimulus = choice of stimulus
edit-change-to = opening of “{ $name }”
edit-close-run = closing of the run “{ $name }”
edit-fire = spike of { $name }
edit-undo = reversal: { $name }
edit-reset-all = reset to preset
work-parameter = { $symbol } of { $name }
work-symbol = { $symbol }
work-run = run up to { $time }, { $count ->
    [one] one click or change
   *[other] { $count } clicks and changes
 }
work-and-more = { $first }, { $count } more

# Saving
save-not-the-same = Nothing was saved: the file would not read back correctly ({ $detail }). Please report this.
save-changed-on-disk = { $path } has changed since it was opened. Save under another name, or open it again.
save-io = Could not save { $path }: { $step } failed. { $advice } Nothing was changed.
save-in-folder = { $folder }: { $advice }
save-step-resolve = finding the file
save-step-create = creating a new file in its folder
save-step-write = writing the text
save-step-permissions = keeping the file's permissions
save-step-sync = writing to disk
save-step-compare = checking the file for other changes
save-step-rename = putting the new file in its place
save-advice-no-folder = The folder does not exist. Create it, or save to another folder.
save-advice-not-a-folder = A part of the path is not a folder. Save to another folder.
save-advice-not-a-file = It is a folder or a device, not an ordinary file. Choose another name.
save-advice-links = It is a link that leads in a circle. Choose another name.
save-advice-protected = It is write-protected. Change its permissions, or save to another folder.
save-advice-full = The disk is full. Free some space, or save to another disk.
save-advice-quota = Your disk quota is used up. Free some space, or save to another disk.
save-advice-read-only = The disk is read-only. Save to another disk.
save-advice-name = The name is not allowed here. Choose a shorter one.
save-advice-other = The system says: { $detail }. Try again, or save to another folder.
saved = Saved { $path }

# Menus and commands
menu-file = File
menu-edit = Edit
menu-view = View
menu-simulation = Simulation
menu-help = Help
menu-presets = Presets
action-gallery = Gallery
action-gallery-tip = All lessons and presets with pictures, by topic, and what was seen of them
action-gallery-words = examples, presets, lessons, library, browse, pictures, demos, templates
action-new = New
action-new-tip = Start with an empty network
action-new-words = new document, empty, blank, start over, clear, create
action-revert = Revert
action-revert-tip = Discard all changes since you opened or saved the document
action-revert-words = discard, reload, throw away, undo all
action-copy-preset = Copy preset as text
action-copy-preset-tip = Copy the whole document as text, to paste into a message or file
action-copy-preset-words = share, text, ron, export as text, clipboard
action-paste-preset = Open preset from the clipboard
action-paste-preset-tip = Open a document that was copied as text
action-paste-preset-words = import, from clipboard, paste text
action-cut = Cut
action-cut-tip = Cut the selected neurons and the synapses between them
action-copy-objects = Copy
action-copy-objects-tip = Copy the selected neurons and the synapses between them
action-paste = Paste
action-paste-tip = Add the neurons on the clipboard to the network
action-duplicate = Duplicate
action-duplicate-tip = Duplicate the selected neurons and the synapses between them
action-duplicate-words = clone, twin, double, copy selection
action-delete = Delete
action-delete-tip = Delete the selection; a neuron's synapses go with it
action-delete-words = remove, erase, del
action-copy-values = Copy parameters
action-copy-values-tip = Copy every value of the selected object, to paste them onto others
action-copy-values-words = format painter, copy values, copy settings, eyedropper
action-paste-values = Paste parameters
action-paste-values-tip = Give the copied values to everything selected that has the same parameters
action-paste-values-words = apply values, paste values, same values, make alike
values-copied = { $count } values of { $name } copied
values-none = The selected objects have none of the copied parameters.
values-some = { $count } copied values have no counterpart in the selected objects.
action-select-all = Select all
action-select-all-tip = Select everything on the canvas
action-select-all-words = all, everything, mark all
action-edit-tool = Edit tool
action-edit-tool-tip = Edit: click to select, drag from a neuron's edge to connect. Explore: click to fire
action-edit-tool-words = edit mode, build, draw, select tool, explore
action-add-neuron = Add a neuron
action-add-neuron-tip = Add another neuron of the kind you added last
action-add-neuron-words = new neuron, cell, insert, another neuron, create neuron, vertex, node
action-connect = Connect…
action-connect-tip = Connect the selected neurons to the next one you click
action-connect-words = synapse, wire, link, join, connection, edge, new synapse, add synapse, draw synapse
action-connect-all = Connect with each other
action-connect-all-tip = Connect each selected neuron to every other one that can be a target
action-connect-all-words = all to all, lateral inhibition, mutual, fully connected, recurrent, each other
connect-with = Connect by { $name }
connect-with-words = synapse
action-inspect = Inspect
action-inspect-tip = Show all parameters next to the selected object
action-inspect-words = details, properties, inspector
action-rename = Rename…
action-rename-tip = Rename everything selected
action-rename-words = name, label, call
action-texts = Edit title and texts…
action-texts-tip = Write the title, the description and the hint of this document
action-texts-words = description, hint, title, metadata, about this document
texts-title = Title
texts-description = Description
texts-hint = Hint: what to try
texts-about = The title also names a document that has no file yet.
texts-verb = Apply
action-plot = Add to plot
action-plot-tip = Plot the potential or conductance of everything selected
action-plot-words = trace, probe, voltage, record, voltmeter, membrane potential, scope, oscilloscope, meter, electrode
action-plot-spikes = Add to raster
action-plot-spikes-tip = Plot the spikes of all selected neurons in one raster
action-plot-spikes-words = raster, spikes, raster plot, dots, spike train
action-add-plot = Add a plot…
action-add-plot-tip = Choose a plot to add
action-add-plot-words = graph, chart, histogram, figure, diagram, new plot
action-align-row = Align in a row
action-align-row-tip = Put the selected neurons evenly on a horizontal line
action-align-row-words = align, distribute, horizontal, line up, tidy row
action-align-column = Align in a column
action-align-column-tip = Put the selected neurons evenly on a vertical line
action-align-column-words = vertical, align vertically, stack
action-lay-out = Lay out the network
action-lay-out-tip = Arrange the neurons with inputs on the left and targets on the right
action-lay-out-words = layout, arrange, tidy up, auto layout, sort, clean up, organise, organize
action-open = Open…
action-open-tip = Open a preset file
action-open-words = load, file, import, browse
action-open-recording = Open recording…
action-open-recording-tip = Open samples or times of spikes of your own: CSV, NPZ, or what NEST writes
action-open-recording-words = own data, import, csv, npz, nest, spikes, measurement, experiment, reference
action-recent-work = All unsaved work…
action-recent-work-tip = Open or delete work that you left without saving
action-recent-work-words = recover, recovery, lost work, unsaved, autosave, backup, history
action-save = Save
action-save-tip = Save to the document's file
action-save-words = store, write, keep
action-save-as = Save as…
action-save-as-tip = Save to another file
action-save-as-words = export, save a copy, download, file name
action-save-run = Save run…
action-save-run-tip = Save what happened in this run, to play it again: the document, the clicks and the changes
action-save-run-words = log, record, replay, recording, history
action-quit = Quit
action-quit-tip = Quit Bouton
action-quit-words = exit, close, leave, end program
action-undo = Undo
action-undo-tip = Undo the last change
action-undo-words = back, take back, oops
action-redo = Redo
action-redo-tip = Redo the change you just undid
action-redo-words = again, forward
why-no-undo = There is nothing to undo.
why-no-redo = There is nothing to redo.
why-no-changes = There are no changes.
why-no-lesson = Open a lesson first.
why-nothing-to-show = This step has nothing to show.
why-no-neuron = Select a neuron first.
why-no-two-neurons = Select two neurons first.
why-no-synapse = Select a synapse first.
why-nothing-selected = Select something first.
why-not-one-selected = Select a single object first.
why-no-values = Copy parameters first, and select something of the same sort.
why-no-network = This model has no neurons.
why-running = Pause the simulation first.
why-at-start = This is the earliest moment that can be reached.
why-at-end = The playhead is at the end of the run.
why-no-time-plot = No plot shows anything against time.
why-no-traces = No plot shows traces.
why-no-cursors = Show the cursors first.
why-no-rows = First open the ledger of something that has changed, while the run is paused.
why-no-reference = Lay a recording under a plot first (D), and let a fit that is under way end.
why-no-sweeps = Show sweeps (Shift+S) first, and wait for one to end.
why-nothing-to-note = Measure (M), fit (D), show sweeps (Shift+S) or run a range (V) first.
why-no-reference-or-click = Lay a recording under a plot, and click a neuron.
why-no-spike-list = Open a file with times of spikes first.
why-no-plots = There is no plot to copy.
why-one-run = There is only one run. A change in the past begins another.
why-no-mark-before = Nothing was clicked or changed before this moment.
why-no-mark-after = Nothing was clicked or changed after this moment.
action-reset-all = Reset to preset
action-reset-all-tip = Reset every value to the preset
action-reset-all-words = defaults, restore, original, initial values, reset parameters
action-settings = Settings…
action-settings-tip = Theme, zoom, motion, autosave
action-settings-words = preferences, options, configuration, language, german, deutsch, autosave, reduced motion, font size
settings-theme = Theme
settings-zoom = Zoom
settings-language = Language
settings-language-system = Same as the system
settings-motion = Reduce motion
settings-motion-tip = Mark spikes without spreading rings
settings-reopen = Reopen the last file on startup
settings-autosave = Autosave while you edit
settings-autosave-tip = If Bouton crashes, it offers to recover your work when you start it again
settings-cores = Run large networks on all processor cores
settings-cores-tip = From 2000 neurons on, if delays allow it. The results are the same on any number of cores
settings-frames = At most 30 frames a second
settings-frames-tip = Less work for computers that draw without a graphics card. Clicks are still answered at once
action-theme-system = System theme
action-theme-system-tip = Follow the system's dark or light setting
action-theme-system-words = automatic theme, os theme
action-theme-dark = Dark theme
settings-hold = Holding a mouse button on a neuron fires it every
settings-hold-tip = Model time between two spikes; independent of the speed
settings-past = Memory for looking back
settings-past-tip = Kept states of the run, so that any moment comes up at once. With 0 MiB a moment is computed again from the start.
action-theme-dark-tip = Light on dark
action-theme-dark-words = dark mode, night, black
action-theme-light = Light theme
action-theme-light-tip = Dark on light
action-theme-light-words = light mode, bright, day, white
action-theme-projector = Projector theme
action-theme-projector-tip = Large and high-contrast, for a bright room
action-theme-projector-words = beamer, high contrast, classroom, contrast
action-palette = Find a command…
action-palette-tip = Find any command, lesson, preset or parameter by a few letters of its name or meaning
palette-hint = A command, a lesson, a preset, a parameter, something to add…
palette-name = Find a command, a lesson, a preset or a parameter
palette-preset = Open preset “{ $name }”
palette-lesson = Open lesson “{ $name }”
palette-nothing = No matches.
palette-add = Add { $name }
palette-add-stimulus = Add stimulus: { $name }
palette-add-receptor = Add receptor: { $name }
palette-plot = Plot { $what } of { $of }
palette-show = Plot { $probe }
action-zoom-in = Zoom in
palette-work = Open recent work { $name }
action-zoom-in-tip = Make everything larger
action-zoom-in-words = bigger, larger, enlarge, magnify
action-zoom-out = Zoom out
action-zoom-out-tip = Make everything smaller
action-zoom-out-words = smaller, shrink
action-zoom-reset = Normal size
action-zoom-reset-tip = Show everything at its normal size
action-zoom-reset-words = 100, original size, actual size, default size, reset zoom
action-fit-canvas = Fit network
action-fit-canvas-tip = Show the whole network
action-fit-canvas-words = fit, center, centre, show all, zoom to fit, whole network, overview
action-outline = Outline
action-outline-tip = List all neurons, synapses, stimuli and plots, with a search
action-outline-words = list, tree, objects, find neuron, navigator, hierarchy, all neurons, object list
outline-hint = Search…
outline-search = Search the outline
outline-count = { $count } entries
outline-select-all = Select these
outline-nothing = Nothing found.
outline-neuron = Neuron
outline-population = Population
outline-stimulus = Stimulus
outline-synapse = Synapse
outline-plot = Plot
outline-plot-number = Plot { $number }
action-next-pane = Next pane
action-next-pane-tip = Move the keyboard to the next part of the window
action-next-pane-words = focus, switch panel, next panel
action-previous-pane = Previous pane
action-previous-pane-tip = Move the keyboard to the part of the window before this one
pane-parameters = Parameters
pane-plots = Plots
pane-equations = Equations
action-fit-plots = Fit plots
action-fit-plots-tip = Show the newest data at the preset's scale
action-fit-plots-words = autoscale, rescale, fit axes, live, newest data
action-measure = Measure with cursors
action-measure-tip = Show or hide two cursors on the plots against time and what is read between them
action-measure-words = cursor, cursors, ruler, tau, fit, rise time, half width, area, peak, statistics
action-own-data = Own data and fits
action-own-data-tip = Show or hide the window about your recording, what it lies under, and fits to it
action-own-data-words = recording, csv, reference, fit, compare, rms, least squares, experiment
action-align-recording = Align recording with the last click
action-align-recording-tip = Put time 0 of the recording, or its beginning if it has no time 0, to the last click on a neuron
action-align-recording-words = shift, move, trigger, stimulus, recording
action-fit-parameters = Fit parameters
action-fit-parameters-tip = Adjust the chosen parameters until what is plotted matches the recording under it
action-fit-parameters-words = least squares, levenberg, marquardt, optimise, adjust, estimate, standard error
action-range = Range run…
action-range-tip = Run the document once for each of some values of a parameter, and see what comes of it
action-range-words = range, vary, parameter sweep, sweep over a parameter, family of curves, dose response, scan, tuning curve, dependence
action-source-of-spikes = Make sources of the spikes
action-source-of-spikes-tip = Add a source for each train of the recording, which fires at its times
action-source-of-spikes-words = spike list, spike times, import spikes, listed, replay, generator
action-other-cursor = Other cursor
action-other-cursor-tip = Move the keyboard to the other cursor
action-other-cursor-words = next cursor, switch cursor
action-copy-readings = Copy readings
action-copy-readings-tip = Copy what is read between the cursors as a table
action-copy-readings-words = clipboard, table, spreadsheet, measurements
action-sweeps = Sweeps
action-sweeps-tip = Align a plot on what happens again and again, lay the last sweeps over each other, and read amplitudes off them
action-sweeps-words = trigger, overlay, align, PPR, amplitude
action-triggered-average = Triggered average
action-triggered-average-tip = Average the traces of a plot about every trigger, such as a spike, with the standard error
action-triggered-average-words = STA, spike-triggered average, trigger, align
action-log-axis = Logarithmic axis
action-log-axis-tip = Divide the vertical axis of the plot under the pointer into equal ratios: an exponential becomes a straight line
action-log-axis-words = logarithm, log scale, semilog, decades
action-log-axis-x = Logarithmic horizontal axis
action-log-axis-x-tip = Divide the horizontal axis of the plot under the pointer into equal ratios: a power law becomes a straight line if both axes are
action-log-axis-x-words = logarithm, log scale, log-log, decades, x axis
action-lock-axis = Lock the limits
action-lock-axis-tip = Hold the vertical axis of the plot under the pointer at its present limits, whatever is shown
action-lock-axis-words = fix axis, limits, range, scale
action-copy-sweeps = Copy sweeps
action-copy-sweeps-tip = Copy the table of what is read off the sweeps on screen
action-copy-sweeps-words = clipboard, table, spreadsheet, amplitudes, PPR
action-note = Note what is read
action-note-tip = Put the readings, the fit, the sweeps or the range runs on screen into the document as a note
action-note-words = note, jot down, write down, notebook, memo, keep result
action-copy-picture = Copy as picture
action-copy-picture-tip = Copy the plot under the pointer as a picture, for slides and texts
action-copy-picture-words = clipboard, image, figure, PNG
action-copy-table = Copy as table
action-copy-table-tip = Copy what the plot under the pointer shows, for a spreadsheet
action-copy-table-words = clipboard, spreadsheet, numbers, values
action-export = Export…
action-export-tip = Write samples, arrays, figures or pictures into files that open again
action-export-words = CSV, NPZ, SVG, PNG, figure, picture, image, table, data, dpi
action-copy-command = Copy command line
action-copy-command-tip = Copy the command that gives the spikes of this run in a terminal
action-copy-command-words = shell, terminal, bouton run, reproduce
action-code = Code
action-code-tip = Show the document as a script for Brian2 or NEST, which follows the sliders
action-code-words = Python, script, simulator, Brian, NEST
action-reset-layout = Reset layout
action-reset-layout-tip = Restore the preset's layout
action-reset-layout-words = panes, restore layout, default layout, window layout
action-full-screen = Full screen
action-full-screen-tip = Use the whole screen
action-full-screen-words = maximise, maximize, whole screen
action-run-pause = Run or pause
action-run-pause-tip = Start or pause the simulation
action-run-pause-words = run, pause, play, start, stop, go, halt, freeze, resume, simulate, simulation
action-step-dt = One step
action-step-dt-tip = Advance by one time step
action-step-dt-words = single step, advance, time step
action-step-ms = One millisecond
action-step-ms-tip = Advance by one millisecond of model time
action-step-ms-words = ms, millisecond, milliseconds
action-step-to-spike = To the next spike
action-step-to-spike-tip = Run to the next spike
action-step-to-spike-words = next event, run to spike
action-back-dt = One step back
action-back-dt-tip = Move the playhead back by one time step
action-back-dt-words = previous step, step back, rewind, reverse, undo time, back in time
action-back-ms = One millisecond back
action-back-ms-tip = Move the playhead back by one millisecond of model time
action-back-ms-words = rewind, back, millisecond back
action-spike-before = Back to the last spike
action-spike-before-tip = Move the playhead back to where a neuron had just fired
action-spike-before-words = previous spike, spike before, last event
action-mark-before = Back to the click or change before
action-mark-before-tip = Move the playhead to just before the last click or change
action-mark-before-words = previous click, previous edit, what did I do
action-mark-after = On to the next click or change
action-mark-after-tip = Move the playhead to just before the next click or change
action-mark-after-words = next click, next edit
action-jump-before = Back to the jump before
action-jump-before-tip = Move the playhead to the last jump of the trace under the pointer, or of what is selected
action-jump-before-words = previous jump, last change of weight, last release
action-jump-after = On to the next jump
action-jump-after-tip = Move the playhead to the next jump of the trace under the pointer, or of what is selected
action-jump-after-words = next jump, next change of weight, next release
action-to-start = To the start of the run
action-to-start-tip = Move the playhead to the earliest moment that can be reached
action-to-start-words = rewind, beginning, first, zero
action-to-end = To the end of the run
action-to-end-tip = Move the playhead to the newest moment
action-to-end-words = present, now, newest, latest, live
action-keep-ghost = Keep as ghost
action-keep-ghost-tip = Keep what was recorded as paler curves under the courses to come, four at most
action-keep-ghost-words = compare, overlay, before and after, freeze, reference curve, hold
action-clear-ghosts = Remove ghosts
action-clear-ghosts-tip = Remove the paler curves of earlier courses
action-clear-ghosts-words = clear overlay, remove comparison
why-nothing-recorded = Nothing was recorded yet.
why-no-ghosts = There is no ghost.
ghost-name = ghost { $number }
ghost-kept = Ghost { $number }: what was recorded stays as paler curves. Change something and restart (R) to compare; at most { $most } are kept.
action-twin = Twin: compare with and without a change
action-twin-tip = From now on two simulations run in lockstep: clicks and chance are the same in both, changes act on B only, or on A if you choose so; again to end it
action-twin-words = twin, A and B, counterfactual, same noise, paired, control, compare side by side, lockstep, what if
action-twin-difference = Show B − A
action-twin-difference-tip = Show in plots of values what B has more than A, instead of both
action-twin-difference-words = difference, subtract, residual, delta
action-twin-side = Twin: let changes act on A
action-twin-side-tip = Sliders and all other changes act on A of the twin instead of B, or on B again; undo is that of the side they act on
action-twin-side-words = edit A, change the control, other side, swap twin
why-no-twin = There is no twin.
edit-twin = twin begun
twin = Twin
twin-about = A goes on as it was, unless you let changes act on it. B is the run on screen. Both get the same clicks and draw the same random numbers; what a change resizes draws anew.
twin-begins = Begins with the next step …
twin-begun = A twin runs along: clicks go to A and B, changes to B only (Ctrl+Alt+Y: to A). Press Y again to end it.
twin-same = Nothing has differed so far: every spike and every release is the same in both.
twin-parting-spike-a = The two part at { $time }: neuron { $neuron } of { $name } fires in A, but not in B.
twin-parting-spike-b = The two part at { $time }: neuron { $neuron } of { $name } fires in B, but not in A.
twin-parting-release-a = The two part at { $time }: axon { $neuron } of { $name } releases in A, but not in B.
twin-parting-release-b = The two part at { $time }: axon { $neuron } of { $name } releases in B, but not in A.
twin-parting-amplitude = The two part at { $time }: axon { $neuron } of { $name } releases { $a } in A and { $b } in B.
twin-go = Go there
twin-go-tip = Move the playhead to where the two part
twin-end = End the twin
twin-end-tip = B stays as the run, and A as a ghost
twin-side = Changes act on
twin-side-a = A
twin-side-b = B, the run
twin-edits-a = Parameters of A of the twin: changes act on A
twin-edits-b = Parameters of B of the twin: changes act on B
twin-now-a = Changes act on A now, and the parameters shown are those of A.
twin-now-b = Changes act on B now, and the parameters shown are those of B.
twin-a-past = A can be changed at the end of the run only. The End key leads there.
twin-a-shared = Step and seed are the same in A and B. Let changes act on B to set them.
twin-a-kept = A with its changes is kept among recent work.
twin-alike = A and B are alike here.
twin-only-b = Only B is shown here.
twin-not-yet = The playhead is before { $time }, where the twin begins: until then there is only one course.
twin-weight-tip = As sampled at { $time }
twin-span = Both from { $from } to { $to }
twin-measure = Measure
twin-a = A
twin-b = B
twin-b-less-a = B − A
twin-rate = Rate of { $name }
twin-weight = Mean weight of { $name }
twin-latency = Latency of { $name }
twin-latency-tip = Time from the last click to the first spike after it
twin-legend = A: wide and pale; B: narrow and strong
twin-legend-raster = A: hollow; B: filled
twin-pairs = { $count ->
    [one] Over { $count } pair of seeds
   *[other] Over { $count } pairs of seeds
}
twin-pairs-tip = { $count ->
    [one] Play both again from t = 0 to now with { $count } other seed, which is the same in A and in B
   *[other] Play both again from t = 0 to now with { $count } other seeds, each of them in A and in B
}
twin-pairs-running = Pairs of seeds: { $percent } %
twin-pairs-stop = Stop
twin-pairs-about = { $count ->
    [one] B − A over { $count } seed.
   *[other] B − A over { $count } seeds with the half width of its 95 % interval: in pairs with the same seed, and as if A and B had seeds of their own.
}
twin-paired = in pairs
twin-unpaired = apart
twin-pairs-few = { $count ->
    [one] in { $count } pair only
   *[other] in { $count } pairs only
}
twin-pairs-failed = One of the courses left the model, so there is no result.
twin-pairs-gone = The start of the run is gone, so it cannot be played again.
twin-pairs-thread = The system gave no thread for this.
twin-kept = The twin has ended; A stays as ghost { $number }.
twin-over-fork = A change in the past begins a run of its own.
twin-over-run = Another run is shown.
twin-over-document = Another document is open, so the twin has ended.
twin-over-halted = A has stopped: { $why }
action-follow = Plots follow the playhead
action-follow-tip = Turn the pages of the plots with the playhead while it is in the past
action-follow-words = scroll, scrub, page, follow
action-previous-run = Run before
action-previous-run-tip = Look at the run on the tab before this one
action-previous-run-words = previous run, last tab, fork, branch, compare
action-next-run = Run after
action-next-run-tip = Look at the run on the next tab
action-next-run-words = next run, next tab, fork, branch, compare
action-close-run = Close the run
action-close-run-tip = Close the run that is looked at; undo brings it back
action-close-run-words = close tab, remove fork, drop branch, discard
action-run-until = Run until …
action-run-until-tip = Run at full speed to a given time, a spike, a level or settled weights, or back to where they were
action-run-until-words = breakpoint, threshold, crossing, run for, simulate until, stop at, goal, convergence, run to
members = { $n } members
fire-member = Fire neuron { $neuron } of { $name }
run-until-about = Runs at full speed, then pauses.
run-until-time = Until t =
run-until-go-time = Run until the time
run-until-value = Until
run-until-rises = rises to
run-until-falls = falls to
run-until-above = is at or above
run-until-below = is at or below
run-until-spike = Until a spike of
run-until-any = any neuron
run-until-spike-of = { $name }
run-until-while = only while
run-until-back = Back
run-until-go-value = Run until the value is reached
run-until-go-value-back = Go back to where the value was reached
run-until-go-spike = Run until the spike
run-until-go-spike-back = Go back to the spike
run-until-value-name = Value to look at
run-until-side-name = From which side
run-until-level-name = Level
run-until-spike-name = Whose spike
run-until-looking = Running until it happens
run-until-settled = Until weights change by less than
run-until-over = within
run-until-go-settled = Run until the weights have settled
run-until-progress = { $percent } % · { $remaining } left
run-until-change = changing by { $change } % (target { $enough } %), at most { $remaining } left
run-until-unknown = …
run-until-cancel-tip = Stop here
duration-seconds = { $value } s
duration-minutes = { $value } min
duration-hours = { $hours } h { $minutes } min
action-restart = Restart
action-restart-tip = Restart at t = 0 and keep the parameters
action-restart-words = reset time, rerun, rewind, start again, zero, start from zero, reset simulation
action-slower = Slower
action-slower-tip = Halve the speed
action-slower-words = slow motion, slow down, decrease speed, half speed
action-faster = Faster
action-faster-tip = Double the speed
action-faster-words = speed up, increase speed, double speed, accelerate
action-unlimited = Full speed
action-unlimited-tip = Turn the speed limit off or on
action-unlimited-words = max speed, maximum speed, as fast as possible, flat out, turbo, speed limit
action-shortcuts = Keyboard shortcuts
action-shortcuts-tip = Show all shortcuts
action-shortcuts-words = keys, hotkeys, help, key bindings, keyboard help
action-messages = Messages
action-messages-tip = Show earlier messages
action-messages-words = errors, notifications, warnings
action-diagnostics = Diagnostics
action-diagnostics-tip = Show versions, speed and log for a bug report
action-diagnostics-words = log, debug, version, about, bug report, fps, frame rate, performance

# Canvas
canvas-name = Network
neuron-name = Neuron { $name }
population-name = Population { $name }
synapse-name = Synapse { $name }
neuron-parameters = Membrane and spikes
neuron-title = Neuron { $name }: { $kind }
population-title = Population { $name }: { $kind }
channels-open = { $open } of { $n } channels are open
channels-tip = Click to reopen all channels
two-inputs = Two inputs and a neuron: w₁ = { $w1 }, w₂ = { $w2 }, y = { $y }
two-inputs-tip = Click to restart
hover-neuron = { $name }: { $kind }
spoken-spikes = { $count } spikes
drop-to-open = Drop the file to open it
drop-several = { $count } files were dropped. Nothing was opened: drop one file at a time.
notice-more = Help ▸ Messages shows the rest
hover-potential = V = { $v } mV
hover-rate = { $rate } spikes/s
junction-name = Gap junction { $name }
hover-conductance = g = { $g } nS

# Panels
reset-to-preset = Reset to preset
reset-to-default = Reset to default
range-vary = Vary over a range…
tip-range = Usual: { $min } to { $max } { $unit }
tip-valid = Can be typed: { $min } to { $max } { $unit }
typed-refused = { $path }: “{ $typed }” was not taken: { $reason }
unusual-value = unusual: outside the slider's range, { $min } to { $max } { $unit }
tip-source = Source: { $source }
tip-default = Default: { $source }
tip-reset = Double-click to reset.
undo-named = Undo { $name }
redo-named = Redo { $name }
pause = Pause
run = Run
speed = Speed
speed-tip = Milliseconds of model time per second of real time; 1000 is real time
speed-value = { $speed } ms/s
speed-unlimited = no limit
speed-achieved = { $factor }× real time
time = t = { $time }
time-line = Time line
time-line-value = { $time } of { $end }
time-line-past = { $time } of { $end }, in the past
follow = follow
past-end = End
past-before-end = { $time } before the end
run-file-saved = Saved the run to { $path }
run-file-not-saved = { $path }: the run was not saved. { $why }
run-file-not-whole = Its start is no longer kept: it has too many clicks and changes, or something went wrong in it.
run-file-not-the-same = What was written does not read back as the same run.
run-file-restarted = Another run has begun meanwhile.
run-file-busy = A run is still being saved. Try again in a moment.
run-file-several = { $count ->
    [one] The file has one run.
   *[other] The file has { $count } runs: each is a tab above the plots, and those that are not shown are played in the background.
 }
run-recovered-several = { $count ->
    [one] One run was recovered.
   *[other] { $count } runs were recovered: each is a tab above the plots, and those that are not shown are played in the background.
 }
run-taken-over = You have changed the run: the rest of the saved run is left out.
run-differs = The run has ended in another state than when it was saved: this version of Bouton computes it differently, or its file was edited.
past-nothing = That did not happen before this moment.
past-refused = That came while the playhead was on its way, and nothing was changed.
past-no-undo = Before this moment there is nothing to undo. Press End to undo what came later.
past-no-redo = What was undone came after this moment. Press End to redo it.
run-first = first run
runs-left = { $count ->
    [one] The other run is gone; its parameters are in File ▸ Recent work.
   *[other] The { $count } other runs are gone; their parameters are in File ▸ Recent work.
}
run-tab = Run { $number } of { $count }, from { $time }: { $name }
run-tab-first = Run { $number } of { $count }, from the start
run-named = { $name }
run-numbered = Run { $number }
run-playing = { $name } · { $percent } %
run-gone = That run is no longer kept.
run-closed-for-room = The run “{ $name }” was closed: at most { $limit } runs are open. It was the one not looked at for longest.
seek-progress = { $percent } %
seek-cancel-tip = Stay where the playhead was
reach-gone = Can no longer be reached
reach-wait = Takes about { $time }
marks-clicks = { $count ->
    [one] 1 click
   *[other] { $count } clicks
}
marks-edits = { $count ->
    [one] 1 change
   *[other] { $count } changes
}
saved-newest = Saved as it is at the end of the run, not as it was at the playhead.
speed-achieved-tip = Speed this computer reaches now
lost-spikes = { $count } spikes counted but not drawn
lost-spikes-tip = Too many spikes to draw each one; all are included in the counts
note-gain = gain { $gain } ({ $rate } Hz)
lost-samples = { $count } steps not drawn
lost-samples-tip = Too many samples at once; the traces have a gap here
lost-releases = { $count } releases not drawn
lost-releases-tip = Too many releases at once to draw each one
restart-engine = Restart the simulation
undo-last-change = Undo the last change and restart
synapse-title = Synapse { $name }: { $from } → { $to }
junction-title = Gap junction { $name }: { $first } – { $second }
junction-about = Current flows from the more depolarised cell to the other
run-parameters = Run
run-parameters-about = Changing these restarts the run
run-step = Time step
start-speed-unlimited = Runs start without a speed limit.
start-speed-take = Start at the present speed
start-speed-take-tip = Store this run's speed in the document: its runs then start at that speed
kinetics = Kinetics
release = Release
plasticity = Plasticity
choose-kind = Type of { $what }
named-values = Published values
own-values = Custom
caution-rest-above-threshold = E_L = { $E_L } mV is not below V_th = { $V_th } mV: the neuron fires by itself. If that is not meant, lower E_L.
caution-start-above-threshold = V starts at { $V } mV, not below V_th = { $V_th } mV: the neuron fires as soon as the run starts. If that is not meant, lower V_init.
caution-euler-unstable = Forward Euler is unstable here: with one synapse of each projection open, G reaches { $G } nS and dt·G/C is { $ratio }. Above 2, V swings further with every step. Choose a step below { $longest } ms, or the kind Lif.
caution-euler-refractory = Forward Euler holds V for whole steps: t_ref = { $t_ref } ms acts like { $dt } ms. Choose a shorter step, or the kind Lif.
caution-listed-twice = { $time } ms is listed more than once. Each time stands for one spike: list it once.
caution-listed-unordered = The times are not in order. They are sorted before they are used.
caution-listed-refractory = { $count ->
    [one] One listed spike comes
   *[other] { $count } listed spikes come
} within t_ref = { $t_ref } ms of the one before and { $count ->
    [one] is
   *[other] are
} ignored. Shorten t_ref, or list times further apart.
caution-listed-close = { $first } ms and { $second } ms lie within one step of { $dt } ms. Both spikes count, but V is worked out only once in the step. Choose a shorter step to tell them apart.
caution-train-refractory = The train has a spike every { $interval } ms, but t_ref is { $t_ref } ms: spikes that come too soon are ignored. Lower the rate, or shorten t_ref.
caution-many-per-step = At { $rate } Hz a neuron fires { $per_step } times per step of { $dt } ms. Spikes of one step act together. Choose a shorter step, or a lower rate.
caution-more-correlated = { $asked } neurons are to have correlated rates, but there are only { $n }: all of them do.
caution-burst-too-long = { $n } spikes last { $lasts } ms, but the next burst begins after { $period } ms: only { $fitting } of them are fired. Lower n, raise the rate, or lengthen the period.
caution-burst-endless = With n = 0 a burst has no end: it is cut off when the next one begins, after { $fitting } spikes. Give the number of spikes.
caution-nothing-joined = Within a population, one to one joins every neuron to itself only. Without autapses there are no synapses.
caution-weights-clipped = Many weights of this distribution lie outside 0 to { $most } and are moved to the nearer end, so their mean is not the one given. Lower w_sd.
caution-fast-binding = During a pulse channels open with a time constant of { $tau } ms, less than the step of { $dt } ms. The channels themselves are exact, but V follows them only from step to step: { $known ->
        [yes] after one release at rest it is off by up to { $error } mV
       *[no] how far it is off cannot be told for this kind of neuron
    }. Choose a shorter step to see the rise.
caution-short-pulse = The pulse lasts { $T_dur } ms, less than the step of { $dt } ms. The channels themselves are exact, but V follows them only from step to step: { $known ->
        [yes] after one release at rest it is off by up to { $error } mV
       *[no] how far it is off cannot be told for this kind of neuron
    }. Choose a shorter step to see it.
caution-unusual = { $value }{ $unit } is unusual: the slider goes from { $min } to { $max }{ $unit }. The value is used as it is.
screenshot-boxes = The fonts of the program lack { $count ->
    [one] a letter
   *[other] { $count } letters
} of this document ({ $letters }): boxes stand in their place in the picture.
caution-line = caution: { $words }
cautions-more = …and { $count } more cautions
caution-fast-learning = Above A₊ = 0.02 each update is too large: weights no longer separate into strong and weak. To see results sooner, run at full speed instead (Ctrl+G).
erratum = Often misstated
connection = Connection
connection-about = How the two populations are connected
select-something = Click a neuron or a synapse to see its parameters.
mixed = mixed
several-populations = { $count } neurons or populations
several-projections = { $count } synapses
several-junctions = { $count } gap junctions
advanced = More
show-parameters = Parameters of { $name }
divider-upright = Drag to resize the left and right panes
divider-level = Drag to resize the upper and lower panes
no-messages = No messages yet.
copy = Copy
shortcuts-stage = In a lecture
shortcuts-canvas = Mouse and digits
shortcuts-digits = 0–9: fire the neuron with that name
shortcuts-click = Click a neuron: fire it. Right-click a neuron, or click a synapse: show its parameters
shortcuts-drag = Drag a neuron: move it. Drag the background, or use the wheel or two fingers: move the view
shortcuts-edit = With the edit tool: drag from a neuron's edge to connect, Shift + click to select several, arrows to move, Enter to inspect
shortcuts-zoom = Ctrl + wheel, or pinch: zoom
shortcuts-plot = Plots: drag to look back, wheel to zoom time, Ctrl + wheel to zoom the other axis, Shift + wheel to pan, double-click for the newest data
shortcuts-cursors = Cursors: a click on a plot sets the next one, drag it or its handle; with the keyboard ← → by a sample, Shift + ← → by ten, ↑ ↓ to the next or last event
shortcuts-reset = Double-click the symbol of a parameter: reset it

# What is often misstated: stated as it is
erratum-model-network = Whether a synapse excites depends on its receptor (through the reversal potential) and on the membrane potential, not on the transmitter or on the presynaptic neuron. Glutamate inhibits some cells of the retina; GABA excites many immature neurons. That a neuron is either excitatory or inhibitory (often called Dale's law) holds for fast synapses of the adult cortex, where 80 to 90 % of the synapses use glutamate.
erratum-model-decay = The rate λ = 1/τ is positive in dN/dt = −λN. With a final value N∞ ≠ 0 the equation is dN/dt = (N∞ − N)/τ, solved by N(t) = N∞ + (N₀ − N∞) e^(−t/τ); the special case N₀ = 0 gives N∞ (1 − e^(−t/τ)). τ is the mean of the open times, not of N.
erratum-receptor-ampa = AMPA channels pass Na⁺ and K⁺, most of them little Ca²⁺. Their reversal potential near 0 mV lies between the Nernst potentials of these ions. ḡ is a conductance, not a permeability. AMPA raises V only while V lies below E_s.
erratum-receptor-nmda = The block is partial: 4.4 % of open channels are unblocked at −70 mV. Any depolarisation relieves it, whatever its cause. The unblocked fraction is G_NMDA = 1/(1 + [Mg²⁺]/3.57 mM · e^(−V/16.13 mV)) (Jahr & Stevens 1990). NMDA receptors carry Na⁺, K⁺ and much Ca²⁺.
erratum-receptor-gaba_a = GABA_A receptors are chloride channels and pull V towards E_s. If E_s equals the resting potential, nothing is visible at rest, but other inputs are shunted. An inhibitory postsynaptic potential (IPSP) appears when the membrane is depolarised or E_s lies below rest.
erratum-receptor-gaba_b = GABA_B receptors open K⁺ channels through a G protein (and inhibit Ca²⁺ channels in terminals). The response rises over tens of milliseconds and lasts for hundreds.
erratum-kinetics-instant = Both rules apply: exponential decay between spikes and a jump at each spike. The instant rise is a simplification: NMDA channels take about 10 ms to open, GABA_B responses about 100 ms.
erratum-kinetics-square_pulse = α is constant; without transmitter it is the product αT that is 0. During the pulse the time constant is 1/(αT + β), and P_s approaches αT/(αT + β), which is less than 1. Neglecting unbinding during the pulse, so that P_s approaches 1, can be chosen here for comparison.
erratum-release-constant = P_rel is a probability; used as an amplitude it stands for the average over many trials. Each release uses the value of P_rel at its spike and does not change when P_rel changes later.
erratum-release-facilitation = A spike moves P_rel to P_rel + f_F (1 − P_rel), towards 1. Without the first term, P_rel could never exceed f_F/4, so spikes would lower it. Facilitation passes high spike rates better than low ones.
erratum-release-depression = A spike moves P_rel to f_D P_rel, towards 0. Depression passes low spike rates better than high ones. Rapid changes in rate, however, pass better than slow ones.

# Plots
plot-time = t (ms)
plot-time-seconds = t (s)
plot-time-minutes = t (min:s)
plot-time-hours = t (h:min:s)
plot-name = Plot of { $names }
plot-value = { $values } at { $time }

legend-name = Trace { $name }
plot-live = Live
plot-live-tip = Back to the newest data
plot-fit = Fit
plot-fit-tip = Back to the plot’s own scale
plot-whole = Whole spikes
plot-whole-tip = Show spikes up to their top
legend-tip = Click to hide or show this trace
plot-releases = Release per spike: { $name }
plot-block = Unblocked fraction of NMDA channels
plot-current-voltage = I–V curve, all channels open
plot-paired-pulse = Paired-pulse ratio A₂/A₁
plot-frequency-response = Steady-state release per spike
plot-modulation-gain = Modulation gain
plot-return-map = Return map: each release against the previous one
plot-variance-mean = Variance–mean plot of releases
plot-amplitudes = Distribution of release sizes
plot-intervals = Interspike intervals
decay-handle-tau = Time constant τ
decay-handle-half = Half-life t½
plot-open-times = Open times of { $n } channels
plot-weights = Weights of { $name }
plot-weight-histogram = Weight distribution: { $name }
plot-weight-film = Weights of { $name } over time
plot-stdp-window = STDP window of { $name }
plot-pairing-frequency = Weight change after 60 pairs, by pairing frequency
plot-rate-distribution = Firing rates of the neurons (last 10 s)
plot-correlogram = Cross-correlogram: { $of } about { $about } (chance = 1)
plot-phase-plane = { $y } against { $x }
legend-way = { $from } to { $to }
plot-rates = Firing rate (Hz)
plot-irregularity = Irregularity (CV of interspike intervals)
plot-weight-plane = Weight plane: w₂ against w₁
switch-by-group = by group
switch-by-weight = by weight
switch-all-neurons = all neurons
switch-axes = swap axes
switch-by-index = by synapse
switch-pre-minus-post = pre − post
switch-post-minus-pre = post − pre
switch-tip = Switch the sign convention or the grouping
note-fixed-weights = The weights are fixed.
note-last-pair = last pair: Δt = { $dt } ms, Δw = { $change } %
note-sixty-pairs = mean strength after 60 pairs at 1 Hz
note-stalled = Learning has stalled: the neuron fires below 0.2 Hz
axis-groups = uncorrelated · correlated
axis-synapse = synapse
axis-percent = %
axis-seconds = t (s)
axis-minutes = t (min)
axis-hours = t (h)
axis-post-minus-pre = Δt = t_post − t_pre (ms)
axis-pre-minus-post = Δt = t_pre − t_post (ms)
axis-pairs-per-second = pairing frequency (Hz)
curve-uncorrelated = uncorrelated
curve-correlated = correlated
curve-all = { $before } before, { $after } after, n = { $n }
curve-all-first = first { $seconds } s: { $before } before, { $after } after, n = { $n }
curve-strong = strong: { $before } before, { $after } after, n = { $n }
curve-weak = weak: { $before } before, { $after } after, n = { $n }
curve-strong-first = strong, first { $seconds } s: { $before } before, { $after } after, n = { $n }
curve-weak-first = weak, first { $seconds } s: { $before } before, { $after } after, n = { $n }
curve-chance = chance
curve-pairs = pairs
plot-weight-length = Length of the weight vector
plot-responses = Responses to the two patterns
axis-presentations = presentations
curve-first-axis = first principal axis
curve-inputs = inputs
axis-potential = V (mV)
axis-free = unblocked fraction G_NMDA
axis-current = I (pA)
axis-interval = interval (ms)
axis-neurons = neurons (%)
axis-rate = rate (Hz)
axis-lag = time from the spike of { $about } (ms)
axis-relative = relative to chance
axis-frequency = modulation frequency (Hz)
axis-amplitude = release A
axis-before = release at spike k
axis-after = release at spike k + 1
axis-mean = mean release A
axis-variance = variance of A
axis-count = count
axis-open-time = open time (ms)
axis-mean-open-time = mean open time
curve-now = now
curve-theory = theory
curve-measured = measured
curve-before = other parameters
curve-without-block = without Mg²⁺ block
curve-poisson = Poisson train
curve-regular = regular train
curve-same = gain 1
curve-tangent = tangent
curve-binomial = binomial
note-mean = mean { $mean } ± { $error }
note-mean-cv = mean { $mean } ms, CV { $cv }
note-moments = mean { $mean }, variance { $variance }
note-correlogram = spikes of { $about } in the last { $seconds } s: { $spikes }; before and after: means up to 10 ms
note-no-pairs = No pairs yet: both have to fire.
note-no-groups = The weights cannot be told by neuron: this needs a learning projection between the two that connects all to all or one to one, with fewer neurons.
note-failures = failure rate { $failures }
note-waiting = No release yet. Click the presynaptic neuron.

# What is read between the two cursors
cursor-name = Cursor { $number }
cursor-tip = Drag, or move it with the arrow keys: ← → by a sample, with Shift by ten, ↑ ↓ to the next or last event
cursor-time = Cursor { $number } at
readings = Readings
readings-of = What is read
readings-spikes = Spikes of { $name }
readings-nothing = The plots show nothing that can be read.
readings-level = Fits go to a known level
readings-level-tip = Otherwise the fit finds the level to which the curve decays
readings-level-value = Level
readings-first-neuron = Neurons from
readings-last-neuron = to
readings-neurons-tip = Or drag a box over the raster with Shift
readings-between = Δt
readings-frequency = 1/Δt
readings-first = At cursor 1
readings-second = At cursor 2
readings-change = Difference
readings-ratio = Ratio
readings-peak = Peak
readings-at-end = { $value }, at the later cursor
readings-peak-time = Time of peak
readings-rise = Rise, 10–90 %
readings-half-width = Half width
readings-area = Area above the first value
readings-mean = Mean
readings-one = One exponential
readings-two = Two exponentials
readings-tau = τ, one exponential
readings-tau-fast = τ of the faster of two
readings-tau-slow = τ of the slower
readings-r-squared = R²
readings-residuals = Residuals, RMS
readings-not-exponential = Not exponential: R² is { $value }
readings-undetermined = Cannot be told from this stretch
readings-few = Fewer than two samples
readings-resolution = Resolution
readings-coarse = Several steps were recorded together
readings-count = Spikes
readings-active = Neurons that fired
readings-rate = Rate per neuron
readings-interval = Mean interval
readings-cv = CV of the intervals
readings-fano = Fano factor, 20 parts
readings-intervals = Intervals from 0 to { $end } ms, { $width } ms each
readings-intervals-name = Histogram of the intervals between spikes

# Sweeps of a plot, and averages about triggers
sweeps-window = Sweeps: { $names }
sweeps-on = Show in sweeps
sweeps-trigger = Trigger
sweeps-spike = Spike of { $name }
sweeps-click = Click on { $name }
sweeps-level = Level of { $name }
sweeps-one-neuron = Of one neuron, number
sweeps-level-value = Level
sweeps-hysteresis = Hysteresis
sweeps-rising = Rising
sweeps-falling = Falling
sweeps-before = Before the trigger
sweeps-after = After it
sweeps-last = Sweeps shown
sweeps-auto = Auto
sweeps-auto-tip = The plot scrolls until there is a sweep, and while something is measured or compared on the time axis
sweeps-normal = Normal
sweeps-normal-tip = The plot waits for a sweep
sweeps-once = Once
sweeps-once-tip = The plot keeps the first sweep
sweeps-overlaid = Overlaid
sweeps-overlaid-tip = The last sweeps, their mean, and one standard deviation around it
sweeps-average = Average
sweeps-average-tip = The mean about every trigger, with its standard error; the stretches may overlap
sweeps-again = Start over
sweeps-again-tip = Forget the sweeps so far and wait for the next trigger
sweeps-of = Table of
sweeps-waiting = Waiting for a trigger
sweeps-shown = { $count ->
    [one] One sweep
   *[other] { $count } sweeps, mean ± SD
}
sweeps-averaged = { $count ->
    [one] Average about one trigger
   *[other] Average about { $count } triggers ± SE
}
sweeps-time = t after trigger (ms)
sweeps-curve = { $name }, trigger at { $time } ms
sweeps-mean = { $name }, mean
sweeps-above = { $name }, mean + { $scatter }
sweeps-below = { $name }, mean − { $scatter }
sweeps-began = Trigger at
sweeps-mean-row = Mean
sweeps-sd-row = SD
sweeps-value = Value
sweeps-triggers = Triggers
sweeps-first = At the beginning
sweeps-error = SE at the peak
sweeps-copy = Copy table
sweeps-save = Save table…
sweeps-save-tip = To a file, as CSV
event-spike = spike of { $name }
event-arrival = arrival at { $name }

# Dialogs
dialog-open = Open a preset
dialog-open-verb = Open
dialog-save = Save the preset
dialog-save-verb = Save
dialog-export = Export to a file
dialog-export-verb = Export
dialog-save-run = Save the run
dialog-exists = { $path } already exists. Save again to replace it, or type another path.
dialog-or-type = Use the system dialog, or type a path here:
dialog-type = Type the path of the file:
cancel = Cancel
untitled = Untitled
menu-recent = Open recent
settings-bad = Bouton could not read the settings in { $path } ({ $detail }). It saved them as { $kept } and started with default settings.
settings-unusable = Bouton could not read the settings in { $path } ({ $detail }) and started with default settings.
settings-not-saved = Bouton could not save the settings: { $detail }
journal-failed = The run is not being written down, and a crash would lose it: { $detail }
journal-too-long = It has become too long to be read again, more than { $limit } MiB.
autosave-failed = Autosave is not working: { $detail }
menu-recent-work = Recent work
recent-work-about = Work that you left without saving. It opens as an unsaved, untitled document.
recent-work-none = There is no unsaved work.
recent-work-open = Open
recent-work-open-name = Open { $name }
recent-work-delete = Delete…
recent-work-delete-name = Delete { $name }…
delete-sure = Delete for good?
delete-yes = Delete
delete-yes-name = Delete { $name } for good
delete-no = Keep
delete-no-name = Keep { $name }
work-from = from { $path }
and-more = and { $count } more
size-kib = { $size } KiB
size-mib = { $size } MiB
budget-title = A lot of unsaved work
budget-about = Bouton holds { $count } copies of unsaved work, { $size } in all. Beyond { $most } copies or { $space } it offers to delete the oldest, and it deletes nothing unless you agree. The oldest are listed below.
budget-delete = Delete these { $count }
budget-keep = Keep them all
settings-newer = format { $found } is of a newer version of Bouton
settings-outside = { $key }: { $value } is outside { $min } to { $max }
settings-long-text = a text is longer than { $limit } bytes
settings-seen = seen: more is remembered than this program remembers
settings-no-file = it is no file of settings
settings-unreadable = the system says: { $detail }
syntax-at = line { $line }, column { $column }: { $what }
autosave-trouble = Autosave has stopped
autosave-works = Autosave is working again.
recovery-bad = { $count } recovery copies could not be read; they are still in { $folder }.
recovery-title = Unsaved work was found
recovery-about = Bouton ended before you saved this. Recovered work opens as an unsaved document. What you leave for later stays under File ▸ Recent work.
recovery-recover = Recover
recovery-recover-name = Recover { $name }
recovery-discard = Discard…
recovery-discard-name = Discard { $name }…
recovery-later = Later
recovery-later-tip = Ask again at the next start
ago-seconds = { $count } s ago
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-days = { $count } days ago
clipboard = clipboard
preset-copied = The preset is on the clipboard as text.
not-saved-title = Not saved
not-saved-as = Save as…
not-saved-overwrite = Overwrite
not-saved-reload = Reload from disk
unsaved-title = Unsaved changes
unsaved-question = “{ $name }” has unsaved changes. Save them?
unsaved-revert = Revert “{ $name }” to the version you last saved or opened?
unsaved-save = Save
unsaved-discard = Don't save
unsaved-do-revert = Revert
unsaved-several = These documents are not saved in any file:
unsaved-kept = What you do not save stays under File ▸ Recent work.
unsaved-lost = What you do not save is lost.
rewrite-title = Comments would be lost
rewrite-question = “{ $name }” contains comments that no longer fit the changed document ({ $count }). Save without them? Bouton keeps the old text next to it, with the ending .bak.
rewrite-save = Save, keep the old text
rewrite-kept = Bouton kept the old text in { $path }
reopen-title = Open what this file carries?
reopen-question = “{ $name }” carries a run of “{ $title }” with seed { $seed }, from { $from } to { $to } ms, with { $count ->
    [one] one input
   *[other] { $count } inputs
 } by hand or by plan. It opens as an untitled document, and the run is played to its end.
reopen-version = Version { $version } made this file, and its results were others: the run may differ from what the file shows.
reopen-as-recording = Open as recording
dialog-recording = Open recording
own-data = Own data
own-data-nothing = Drop a recording on the window, or open one: a table with times and values, times of spikes, NPZ, or what NEST writes.
own-data-reading = Reading { $name }
own-data-file = { $name }
own-data-samples = { $count ->
    [one] One row
   *[other] { $count } rows
}; columns: { $columns }
own-data-spikes = { $count ->
    [one] One spike
   *[other] { $count } spikes
}; sources: { $sources }
own-data-column = Column
own-data-under = Lies under
own-data-time-unit = Unit of times
own-data-unit = Unit of values
own-data-choose = Choose…
own-data-choose-all = Choose what is asked for above: then the recording lies under the plot.
own-data-no-plot = No plot shows a probe against time. Plot something first: the recording lies under it.
own-data-no-window = The recording gives changes against intervals. No synapse here learns, so there is nothing to compare.
own-data-other-quantity = The column is in { $written }, and what it lies under in { $unit }: another quantity.
own-data-no-time-unit = The file does not say the unit of its times. Choose it in the window.
own-data-too-many-spikes = { $sources } sources with up to { $spikes } spikes each are too many; at most { $limit } sources with { $most } spikes each can be made.
own-data-shift = Later by
own-data-difference = Difference, RMS: { $value } over { $count ->
    [one] one sample
   *[other] { $count } samples
}
own-data-apart = The run and the recording have no time in common yet.
own-data-remove = Remove from plot
own-data-fit = Parameters to fit, at most { $limit }. Each trial is a run from t = 0 with the clicks of this run.
own-data-starts = Starting points
own-data-starts-tip = The present values are one of them; the others lie over the ranges of the sliders. The best end is kept.
own-data-between = Only between the cursors, { $from } to { $to }
own-data-parameter = Add parameter
own-data-not-fitted = Do not fit { $path }
own-data-fitting = Fitting: step { $steps }, { $runs } runs
own-data-left = Difference left, RMS: { $value }
own-data-overtaken = The document has changed, so the fit was given up.
tool-explore = Explore
tool-explore-name = Explore tool
tool-explore-tip = Click a neuron to fire it, drag it to move it
tool-edit = Edit
tool-edit-name = Edit tool
tool-edit-tip = Click to select, drag from a neuron's edge to connect, drag from the palette to add
palette-lif = LIF
palette-lif-tip = A leaky integrate-and-fire neuron: drag it onto the canvas, or click
palette-lif-words = leaky integrate and fire, integrate and fire, neuron, iaf
palette-izhikevich = Izhikevich
palette-izhikevich-tip = A neuron that can burst and adapt: drag it onto the canvas, or click
palette-izhikevich-words = bursting neuron, izh, quadratic
palette-adex = AdEx
palette-adex-tip = An adaptive exponential neuron, with an upstroke of its own: drag it onto the canvas, or click
palette-adex-words = adaptive exponential, brette gerstner, aeif
palette-spike-source = Source
palette-spike-source-tip = A spike source, fires when clicked or in trains: drag it onto the canvas, or click
palette-spike-source-words = spike source, generator, spike generator, input neuron, stimulator
palette-poisson = Poisson
palette-poisson-tip = A Poisson source, fires at random: drag it onto the canvas, or click
palette-poisson-words = poisson source, noise, random input, random spikes, background
palette-population = Population
palette-population-tip = A hundred leaky integrate-and-fire neurons: drag them onto the canvas, or click
palette-population-words = group, layer, many neurons, ensemble
palette-gap = Gap junction
connect-by = new synapses:
connect-by-name = Receptor of new synapses
connect-by-tip = Receptor of the synapses you draw
connecting = Click or press Enter on the target of { $name }, or press its digit; arrows and Tab lead there. Shift connects several. Esc cancels.
empty-edit = Drag a neuron here from the palette below, or click it there
empty-explore = This network is empty. Choose Edit below to add neurons.
menu-fire = Fire
add-stimulus = Add a stimulus
add-stimulus-words = current, injection, input, clamp, stimulation
meter = Probe
meter-tip = Drag onto a plot to record this there, or click to add it to a suitable plot
inspector = { $name }
naming = Name
naming-title = Rename
naming-several = Names
naming-hint = One name for each, separated by commas, or one name that is numbered. ×80 after a name sets the number of neurons.
naming-number = These are { $given } names for { $count } objects. Type { $count } names, or one.
naming-count = Number of neurons
naming-set = Set
badge-name = Number of neurons of { $name }: { $n }
badge-tip = Double-click to change the number of neurons
plot-member = Plot V of neuron { $neuron } of { $name }
naming-verb = Rename
no-plots = No plots yet. Select a neuron and drag its probe here.
plot-menu = Plot { $number }
plot-menu-tip = Enlarge, move, probes, remove
plot-pop = Enlarge
plot-back = Back to all plots
plot-earlier = Move forward
plot-later = Move back
plot-probes = Probes
plot-axes = Axis limits…
plot-sweeps = Sweeps…
plot-take = Take away
plot-take-table = Table as CSV…
plot-take-drawing = Figure as SVG…
plot-take-picture = Figure as PNG…
axes-time = Time
axes-auto = Fit the vertical axis to the data
axes-low = From
axes-high = To
axes-bin = Width of a bin
axes-lag = Largest lag
axes-over = Count over the last
axes-span = Time shown
axes-x = Horizontal
axes-y = Vertical
axes-one-neuron = One neuron only
axes-neuron = Neuron
no-axis-of-sweeps = Sweeps have an axis of their own: show the plot against the time of the run first.
no-lock = The axis of this plot has no limits that could be held.
plot-remove = Remove this plot
divider-plots = Drag to change the height of the plots
add-plot-empty = There is nothing to plot yet: add a neuron first.
add-raster = Raster
add-raster-words = raster plot, spikes, spike raster
add-rate-distribution = Distribution of rates
add-rate-distribution-words = rate histogram
add-correlogram = Cross-correlogram
add-correlogram-words = cross-correlation, correlogram, spike correlation, synchrony
add-correlogram-own = Cross-correlogram within
add-correlogram-own-words = synchrony, auto-correlogram
add-correlogram-weight = Cross-correlogram by weight
add-correlogram-weight-words = strong and weak synapses, cross-correlation
add-phase-plane = Phase plane
add-phase-plane-words = state space, phase portrait, trajectory, nullclines
add-rates = Firing rate
add-rates-words = rate, frequency, psth, population rate
add-intervals = Interspike intervals
add-intervals-words = isi, interspike interval histogram, isi histogram
add-irregularity = Irregularity (CV)
add-irregularity-words = cv, coefficient of variation, regularity
add-releases = Releases
add-releases-words = transmitter, vesicles, neurotransmitter release
add-paired-pulse = Paired pulses
add-paired-pulse-words = ppr, paired pulse ratio
add-frequency = Steady-state release
add-weights = Weights
add-weights-words = synaptic weights, learning
add-weight-histogram = Weight distribution
add-weight-histogram-words = weight histogram
add-weight-film = Weights over time
add-stdp-window = STDP window
add-stdp-window-words = learning window, spike timing
add-block = Mg²⁺ block against V
add-block-words = magnesium, nmda block, mg
add-current-voltage = I–V curve
add-current-voltage-words = iv, current voltage, reversal
choose-connect = Connectivity
connect-all-to-all = All to all
connect-one-to-one = One to one
connect-probability = Random, with probability p
connect-in-degree = Fixed in-degree
connect-list = Listed pairs
choose-weights = Initial weights
weights-constant = All equal
weights-uniform = Uniformly distributed
weights-normal = Normally distributed
weights-list = Listed values
add-receptor = Add a receptor
remove-receptor = Remove { $name }
remove-stimulus = Remove this stimulus

# Window
no-window = Bouton cannot open a window: { $detail }.
    On a machine with a screen, install an OpenGL driver (libgl1-mesa-dri on Debian) or set LIBGL_ALWAYS_SOFTWARE=1.
    Without a screen, “bouton run” and “bouton screenshot” work.
engine-not-finite = V of neuron { $neuron } (population id { $population }) became { $value } mV at { $time }. Undo the last change, or use a smaller step or smaller conductances.
engine-ended = The engine stopped: its thread has ended. Your document is safe; save it, start Bouton again, and please report this.
engine-panicked = The simulation stopped unexpectedly ({ $text }). Your document is safe. Restart it, and please report this.

# Equations
action-equations = Equations
action-equations-tip = Show the equations of the selected neuron or synapse with their current values
action-equations-words = formula, formulas, math, maths, ode, differential equation
equation-number = { $symbol } in the equation
equations-none = This source fires at preset times; it has no equations.
equation-held = refractory
spoken-over = { $above } over { $below }
spoken-squared = squared
spoken-power = to the power of { $inner }
spoken-root = root of { $inner }
spoken-bar = { $inner } max
spoken-dot = rate of change of { $inner }
spoken-equals = equals
spoken-plus = plus
spoken-minus = minus
spoken-less = is less than
spoken-greater = is greater than
spoken-at-least = is at least
spoken-becomes = becomes
spoken-sum = sum of
spoken-infinity = infinity
spoken-distributed = is distributed as

# Lessons
run-log-no-runs = there is no run in it
run-log-runs = { $count } runs are too many; the limit is { $limit }
run-log-inputs = { $count } inputs are too many; the limit for all runs together is { $limit }
run-log-planned = { $count } planned spikes are too many; the limit for all runs together is { $limit }
run-log-parts = all networks of its edits together have { $count } populations, stimuli, projections, gap junctions and blocks of listed pairs; the limit is { $limit }
run-log-name = a name of { $count } characters is too long; the limit is { $limit }
run-log-place-run = there is no run { $value } here; { $count } stand before it, counted from 0
run-log-place-step = step { $value } is not in that run, which goes from { $least } to { $most }
run-log-place-inputs = { $value } inputs cannot have acted there: at that step it is { $least } to { $most }
run-log-end = a run that begins at step { $least } cannot end at step { $value }; the end must also be below { $limit }
run-log-hash = “{ $written }” is no hash: 16 digits from 0 to f
run-log-step = an input at step { $value } is out of order: here it must be from { $least } to the end of the run at { $most }
run-log-of-run = { $path } belongs to the whole run, so no input can change it
run-log-who = “{ $written }” is no neuron: write NAME for a volley, NAME:NUMBER for a neuron
run-log-population = there is no population “{ $written }” at this step
run-log-neuron = { $written }: the last neuron of that population is { $last } at this step
lesson-no-title = a title is missing
lesson-steps = a lesson has 1 to { $limit } steps; this one has { $count }
lesson-no-start = the first step needs a starting point: add start: Preset("…")
lesson-words = the text has { $count } words; the limit is { $limit }
lesson-unknown = “{ $name }” is neither a parameter, nor a neuron, synapse or probe of the step's document
lesson-no-plot = there is no such plot; the step's document has { $count }
lesson-begins = a step begins at a time of more than 0 and at most 1 000 000 ms; without it, at the start of the run
lesson-time = a time must be from 0 to 1 000 000 ms
lesson-value = “{ $value }” is not a valid value for { $path }
lesson-link = “{ $target }” is a link that would not be opened: a link leads to a parameter, a neuron, a synapse or the glossary, or to an address that begins with https://
lesson-picture = “{ $target }” is a picture, and lessons show none: use show: [Synapse], show: [Receptors] or a plot
lesson-work = playing all steps takes { $count } steps times neurons and axons; the limit is { $limit }: shorten the times in see

# Gallery
topic-synapse = What a synapse does
topic-kinetics = How channels open and close
topic-receptors = Receptors
topic-release = Release and short-term plasticity
topic-circuits = Circuits
topic-learning = Learning
topic-competition = Competing synapses
topic-review = Looking back
gallery-search = Search in English or German…
gallery-search-name = Search lessons and presets
gallery-all = All
gallery-lessons = Lessons
gallery-presets = Presets
gallery-left = Only what is left
gallery-left-tip = Leave out lessons that were seen to their end, and presets that were opened
gallery-close = Close gallery
gallery-all-seen = Everything has been seen.
gallery-progress = { $lessons } of { $of_lessons } lessons and { $presets } of { $of_presets } presets seen · lessons left: { $minutes } min
gallery-lesson = Lesson · { $minutes } min
gallery-lesson-begun = Lesson · { $minutes } min · { $seen } of { $of } steps seen
gallery-lesson-finished = Lesson · { $minutes } min · ✓ all { $of } steps seen
gallery-name-lesson = Lesson “{ $title }”
gallery-name-preset = Preset “{ $title }”
gallery-preset = Preset
gallery-preset-seen = Preset · ✓ opened

# Teaching
menu-lessons = Lessons
menu-open-lesson = Open lesson
action-next-step = Next step
action-next-step-tip = Go to the next step of the lesson
action-next-step-words = continue lesson, next page
action-previous-step = Previous step
action-previous-step-tip = Go back a step of the lesson
action-previous-step-words = back in lesson, previous page
action-show-me = Show me
action-show-me-tip = Carry out this step for me
action-show-me-words = demo, demonstrate, do it for me
action-close-lesson = Close lesson
action-close-lesson-tip = Leave the lesson and keep working
action-close-lesson-words = exit lesson, leave lesson, end lesson, stop lesson
action-lecture = Lecture
action-lecture-tip = Show only the essentials of this step, enlarged for an audience
action-lecture-words = present, presentation, slides, teach, stage, audience, presenter
action-teacher-notes = Teacher's notes
action-teacher-notes-tip = Aim, exercises and common misconceptions
action-teacher-notes-words = notes, teacher, instructor, misconceptions
action-welcome = Welcome
action-welcome-tip = Show the welcome page
action-welcome-words = start page, home, intro
action-glossary = Glossary
action-glossary-tip = Show what the terms of the lessons mean
action-glossary-words = terms, definitions, dictionary, vocabulary
glossary-membrane-potential = Membrane potential, V
glossary-membrane-potential-about = The voltage between inside and outside of a cell. At rest it is about −70 mV: the inside is negative.
glossary-resting-potential = Resting potential, E_L
glossary-resting-potential-about = The membrane potential without any input. The leak pulls V back to it.
glossary-depolarise = Depolarise, hyperpolarise
glossary-depolarise-about = To make V less negative, towards the threshold; to make it more negative, away from it.
glossary-threshold = Threshold, V_th
glossary-threshold-about = The potential at which a neuron fires, here mostly −54 mV.
glossary-spike = Spike
glossary-spike-about = An action potential: a brief, always equal jump of V that travels along the axon to the synapses.
glossary-ion-channel = Ion channel
glossary-ion-channel-about = A protein with a pore in the membrane. When it is open, certain ions flow through it.
glossary-conductance = Conductance, g
glossary-conductance-about = How easily current flows through the open channels, in nanosiemens (nS). The more channels are open, the larger it is.
glossary-reversal-potential = Reversal potential, E_s
glossary-reversal-potential-about = The potential at which the current through a receptor's channels changes sign. Open channels pull V towards it.
glossary-driving-force = Driving force, V − E_s
glossary-driving-force-about = How far V is from the reversal potential. Current is conductance times driving force.
glossary-epsp = EPSP, excitatory postsynaptic potential
glossary-epsp-about = The rise of V in the postsynaptic cell after a spike at an excitatory synapse.
glossary-ipsp = IPSP, inhibitory postsynaptic potential
glossary-ipsp-about = The fall of V in the postsynaptic cell after a spike at an inhibitory synapse. It is visible only while V is above the reversal potential.
glossary-time-constant = Time constant, τ
glossary-time-constant-about = The time after which an exponential decay has 37 % left.
glossary-release-probability = Release probability, P_rel
glossary-release-probability-about = The probability that a spike releases transmitter at a release site.
glossary-poisson-process = Poisson process
glossary-poisson-process-about = Random spikes that come independently of one another, at a given rate.
glossary-cv = CV, coefficient of variation
glossary-cv-about = Standard deviation of the interspike intervals over their mean: 0 for regular firing, 1 for a Poisson process.
glossary-stdp = STDP, spike-timing-dependent plasticity
glossary-stdp-about = A change of the weight that depends on the order of pre- and postsynaptic spikes: potentiation (LTP) if pre comes first, depression (LTD) if post does.
lesson-back = Back
lesson-next = Next
hint-link-tip = Show it
hint-lesson = Why? Lesson “{ $title }”
lesson-following = Next lesson
lesson-finish = Finish
lesson-place = { $step } of { $count }
lesson-reveal = Show the answer
link-title = Open a web page?
link-question = This link leads out of Bouton, to { $host }:
link-open = Open in the browser
link-copy = Copy the address
link-other-script = This name is spelled with letters of another script, which can look like familiar ones.
link-not-https = The link “{ $address }” is not opened: links from lessons open only addresses that begin with https://, not { $scheme }:
link-with-user = The link “{ $address }” is not opened: it names a user, which hides that it leads to { $host }
link-without-name = The link “{ $address }” is not opened: it leads to a bare number instead of a site with a name
link-nowhere = The link “{ $address }” is not opened: it is no address
link-too-long = The link is not opened: its address is longer than { $limit } characters
lecture-notes = Speaker's notes
lecture-next = Next: { $title }
lecture-next-lesson = Next lesson: { $title }
notes-clock = Time of day
notes-elapsed = { $time } since the start
notes-black = The screen is black
stage-next = Next step
stage-back = Step before
stage-question = Question
stage-question-show = Show the question large
stage-black = Black screen
stage-list = List of steps
stage-notes = Speaker's notes
stage-laser = Laser pointer
stage-large = Large pointer
stage-pen = Pen
stage-erase = Erase
stage-end = End the lecture
lesson-aim = What you will be able to do
lesson-aim-reached = What you should now be able to do
lesson-sources = Sources
lecture-end = End of the lesson
teacher-aim = Aim
teacher-minutes = { $minutes } minutes
teacher-tries = Things to try
teacher-misconceptions = Common misconceptions
welcome-title = How do synapses work?
welcome-about = Pick a receptor to explore, or work through the lessons in order.
welcome-lessons = Lessons
welcome-explore = Go to the workbench
welcome-explore-tip = Open the first preset
card-fast = fast
card-slow = slow
card-glutamate = Glutamate mostly excites
card-gaba = GABA mostly inhibits
card-ampa = Opens almost instantly, closes within milliseconds.
card-nmda = Stays open for long, but conducts well only when the membrane is depolarised.
card-gaba-a = A chloride channel that holds the membrane near rest.
card-gaba-b = Acts through a G protein: slow to start, long-lasting, and hyperpolarising.
card-depolarised = in a depolarised neuron
card-open = Open { $name }
card-numbers = E { $E } mV · τ { $tau } ms
picture-synapse = Drawing of a synapse
picture-neuron = Drawing of a neuron and its synapses
picture-receptors = Table of the four receptors
synapse-idle = Point at a part to see what it does.
synapse-release = P₀ = { $percent } %: on average, a spike releases this fraction of the docked vesicles. Point at a part to see what it does.
synapse-axon = Axon
synapse-axon-about = The axon brings the action potential from the presynaptic neuron.
synapse-bouton = Bouton
synapse-bouton-about = The swelling at the end of the axon: the presynaptic terminal. It gave this program its name.
synapse-vesicle = Vesicle
synapse-vesicle-about = A small sphere filled with a few thousand molecules of transmitter. Some are docked at the membrane, ready to fuse with it.
synapse-calcium-channel = Calcium channel
synapse-calcium-channel-about = It opens when the action potential arrives. The calcium that enters triggers fusion of docked vesicles, each spike with probability P_rel.
synapse-transmitter = Transmitter
synapse-transmitter-about = At most central synapses, glutamate or GABA. It diffuses across the cleft within microseconds and is cleared within about a millisecond.
synapse-cleft = Synaptic cleft
synapse-cleft-about = The gap between the two cells, about 20 nm wide.
synapse-receptor = Receptor
synapse-receptor-about = A protein in the postsynaptic membrane that binds the transmitter. Many receptors are ion channels; which ions they pass decides what the synapse does.
synapse-postsynaptic = Postsynaptic cell
synapse-postsynaptic-about = The current through its receptors changes its membrane potential. Excitatory synapses often sit on dendritic spines.
cell-dendrite = Dendrite
cell-dendrite-about = Dendrites receive most synapses: a cortical neuron has about 7000. Their currents flow along the dendrite to the soma.
cell-spine = Spine
cell-spine-about = A knob less than a micrometre wide. Most excitatory synapses of the cortex sit on spines, and spines grow and shrink when the synapse learns.
cell-excitatory = Excitatory synapse
cell-excitatory-about = Glutamate, mostly far out on spines. Under the electron microscope the postsynaptic side is thick (Gray's type I, asymmetric).
cell-soma = Soma
cell-soma-about = The cell body. All inputs meet here before the neuron fires.
cell-inhibitory = Inhibitory synapse
cell-inhibitory-about = GABA, often at the soma, where inhibition can veto what the dendrites collect. Both sides look alike (Gray's type II, symmetric).
cell-initial-segment = Beginning of the axon
cell-initial-segment-about = The spike starts here. Some inhibitory neurons place their synapses exactly at this point: axo-axonic synapses.
cell-axon-end = Boutons of the axon
cell-axon-end-about = Here the neuron is presynaptic: its own synapses onto other cells.
settings-welcome = Show the welcome page on startup

# Why something jumped: sentences of the ledger
why-unknown = Nothing is known of this jump.
why-when = At { $time } ms a spike of neuron { $own } reached the synapse, { $ago } ms after one of neuron { $other }.
why-when-plain = At { $time } ms a spike of neuron { $own } reached the synapse.
why-when-alone = At { $time } ms a spike of neuron { $own } reached the synapse. It pairs with no spike of neuron { $other }.
why-alone = { $when } { $outcome }
why-pair-pre = { $when } The trace was y = { $y }, so Δw = −A₋ y f₋(w) = −{ $A } · { $y } · { $f } = { $change }. { $outcome }
why-pair-post = { $when } The trace was x = { $x }, so Δw = A₊ x f₊(w) = { $A } · { $x } · { $f } = { $change }. { $outcome }
why-triplet-pre = { $when } The traces were o₁ = { $o } and r₂ = { $r }, so Δw = −o₁ (A₂⁻ + A₃⁻ r₂) = −{ $o } · ({ $A } + { $B } · { $r }) = { $change }. { $outcome }
why-triplet-post = { $when } The traces were r₁ = { $r } and o₂ = { $o }, so Δw = r₁ (A₂⁺ + A₃⁺ o₂) = { $r } · ({ $A } + { $B } · { $o }) = { $change }. { $outcome }
why-vogels-pre = { $when } The trace was y = { $y }, so Δw = η (y − 2 ρ₀ τ) = { $eta } · ({ $y } − { $aim }) = { $change }. { $outcome }
why-vogels-post = { $when } The trace was x = { $x }, so Δw = η x = { $eta } · { $x } = { $change }. { $outcome }
why-calcium-drift = In the { $span } ms before { $time } ms calcium began at { $c }. It stayed above θ_d for { $d } ms and above θ_p for { $p } ms. { $outcome }
why-calcium-jump = At { $time } ms a spike let calcium in: c rose by { $C } from { $before } to { $after }.
why-calcium-step = At { $time } ms calcium was { $after }.
why-edit = At { $time } ms the network was changed. { $outcome }
why-w-rises = The weight rose from { $before } to { $after }.
why-w-falls = The weight fell from { $before } to { $after }.
why-w-stays = The weight stayed at { $after }.
why-w-cut = That would make { $raw }, but a bound cut it. The weight went from { $before } to { $after }.
why-release-when = At { $time } ms a spike of neuron { $pre } arrived, { $since } ms after the last one.
why-release-first = At { $time } ms a spike of neuron { $pre } arrived.
why-release-constant = { $when } It released A = P₀ = { $A }.
why-release-facilitation = { $when } It met P_rel = { $P } and released A = { $A }. Then P_rel rose to P_rel + f_F (1 − P_rel) = { $P } + { $f } · (1 − { $P }) = { $after }.
why-release-depression = { $when } It met P_rel = { $P } and released A = { $A }. Then P_rel fell to f_D P_rel = { $f } · { $P } = { $after }.
why-release-both = { $when } It met u = { $u } and x = { $x } and released A = u x = { $A }. Then u rose to u + f_F (1 − u) = { $nextU }, and x fell to f_D x = { $nextX }.
why-release-tsodyks-markram = { $when } It met u = { $u } and x = { $x } and released A = u x = { $A }. Then x fell to x (1 − u) = { $nextX }, and u rose to u + U (1 − u) = { $nextU }.
why-release-quantal = { $when } About { $ready } sites were full. Chance released k = { $k } vesicles with p = { $p }, so A = k q = { $k } · { $q } = { $A }. Then { $left } full sites were left.
why-channels = At { $time } ms transmitter opened channels of the { $receptor }: P_s went from { $before } to { $after }. At a weight of 1 that adds ḡ ΔP = { $g } · { $dP } = { $added } nS.
why-channels-later = At { $time } ms transmitter reached the { $receptor }. Its channels open from P_s = { $before } in the time that follows.
why-spike-threshold = At { $time } ms neuron { $own } fired, because its potential reached { $before } mV. It was reset to { $after } mV.
why-spike-asked = At { $time } ms neuron { $own } was made to fire. Its potential went from { $before } mV to { $after } mV.
why-spike-asked-source = At { $time } ms neuron { $own } was made to fire.
why-spike-chance = At { $time } ms neuron { $own } fired at random.

# The ledger: what its columns mean, and what is said of it
ledger-too-many = { $asked } are more than the { $most } that can be watched at a time; name fewer
cli-ledger-note-times = t_ms is when a spike was at the synapse; dt_post_minus_pre_ms = t_post − t_pre, both at the synapse
cli-ledger-note-delay = with an axonal delay the presynaptic spike comes late to the synapse, with a dendritic one the postsynaptic spike
cli-ledger-note-traces = x1, x2 are the traces of the axon and y1, y2 those of the target, right before the spike; columns with _after are right after it
cli-ledger-note-raw = raw is the weight without bounds; change = after − before; partner_ms is the last spike of the other side that pairs with this one
cli-ledger-note-release = of release, before is P_rel after the spike before, recovered is P_rel when the spike came, state1 and state2 are the variables of the rule
cli-ledger-note-sum = rows of one object add up: Σ change = last after − first before
cli-ledger-what-if-kept = the spikes are kept as they were; in a run another weight would have changed them
cli-ledger-saved = { $option }: a saved run has its own; leave the option out, or name a preset
cli-ledger-until = --duration { $until }: the run ends at { $end } ms
cli-ledger-no-log = --run says which run of a saved run; this is a preset
cli-ledger-why = --why: the run ends at { $end } ms
cli-ledger-nothing = name what to watch with --synapse or --neuron; the projections are { $known }
cli-ledger-bad-synapse = --synapse { $written }: write PROJECTION, PROJECTION:N or PROJECTION:N..M
cli-ledger-bad-neuron = --neuron { $written }: write POPULATION, POPULATION:N or POPULATION:N..M
cli-ledger-no-projection = --synapse: there is no projection “{ $name }”; try { $known }
cli-ledger-no-synapse = --synapse { $written }: the last synapse of the projection is { $last }
cli-ledger-no-jump = nothing that is watched had changed by then
cli-ledger-sum = { $name }: { $rows } rows, Σ = { $sum }, from { $first } to { $last }
cli-ledger-what-if-late = caution: --what-if compares the newest { $kept } rows; { $gone } before them were let go

# The ledger in the window
action-why = Why did this jump?
action-why-tip = Explain the last jump of the trace under the pointer, or of what is selected
action-ledger = Ledger
action-ledger-tip = List every change of what is selected, with its cause
action-save-ledger = Save the ledger
action-save-ledger-tip = Save the rows of the ledger as CSV, as they are filtered and in their order
action-save-ledger-words = export, table, spreadsheet, changes of weights
ledger-jump = Why { $name } jumped
menu-export = Export as
take-table = All samples as CSV…
take-spikes = All spikes as CSV…
take-arrays = Everything as NPZ…
take-drawing = Figure as SVG…
take-picture = Figure as PNG…
take-film = Animated picture (APNG)…
take-canvas = Network as PNG…
take-window = Window as PNG…
take-written = Exported to { $path }
take-copied-table = { $count ->
    [one] A table of one row is on the clipboard
   *[other] A table of { $count } rows is on the clipboard
}
take-copied-picture = A picture of { $width } × { $height } pixels is on the clipboard
take-nothing-recorded = The run has not begun: there is nothing to take away yet.
take-nothing-drawn = No plot shows anything that can be drawn as a figure or written as a table. Export the window as PNG instead.
take-too-long = The samples would take { $size } MiB, and files of up to { $limit } MiB open again: export what a plot shows, or use “bouton run --csv”, which has no limit.
take-too-many-spikes = There are more than { $limit } spikes, the most that a file from the window holds: export what a plot shows, or use “bouton run --spikes”, which has no limit.
take-too-many-cells = The table would have { $count } cells, and the clipboard gets at most { $limit }: zoom in, or export a CSV file.
take-run-gone = The run that was meant is no longer the one in the window: it began anew, or another was chosen. Nothing was written; export again.
take-beginning-gone = the beginning of the run is no longer known
take-no-picture = The window system gave no picture of the window. “bouton screenshot” draws one without it.
take-stopped = Nothing was written: it was stopped.
take-writing = Exporting
take-clipboard = To the clipboard
take-stop = Stop
export-figures = Figures
export-shown = What plots show
export-whole = The whole run
export-width = Width
export-height = Height of a plot
export-dpi = Dots per inch
export-film = Length of an animated picture
export-fps = Frames per second
export-legend = Name the lines
export-caption = Say below what made the figure
line-copied = On the clipboard: { $line }
line-refused = No command line gives the spikes of this run: { $reason }
line-untitled = The document has no name that a command could use. Save it, then copy the command line.
line-too-long = it would have { $length } characters, and systems take at most { $limit }. Export an NPZ file instead, and play it with “bouton replay”
line-no-set = the value of { $path } cannot be written after --set. Save the document, and restart the run
line-click-then-change = at { $time } ms { $name } was fired and then { $path } changed, without time between; a command changes first
line-added = { $name } was added. Save the document, restart the run, and copy again
line-removed = { $name } was removed. Save the document, restart the run, and copy again
line-renamed = { $name } was renamed. Save the document, restart the run, and copy again
line-rebuilt = { $name } was changed in a way that no --set says, such as another kind of mechanism. Save the document, restart the run, and copy again
code-title = Code for other simulators
code-script = Script
code-copy = Copy
code-save = Save…
code-busy = Writing…
code-large = The network is large, and its script holds what Bouton computes of it. That may take some time.
code-write = Write the script
code-refused = There is no script for this document:
code-copied = A script of { $count } lines is on the clipboard
ledger-no-probe = Nothing that is plotted jumps. Plot a weight, a conductance or a potential first.
ledger-no-single = This trace is the sum over many synapses. Plot a single one of them to ask why it jumped.
ledger-no-jump = There is no jump here.
ledger-no-jump-after = There is no jump after this moment.
ledger-no-what-if = No other rule can be compared here: the weight is fixed, changes between spikes, or its rule was edited.
ledger-go = Go there
ledger-copy-sentence = Copy sentence
ledger-open = Open the ledger
ledger-shares = Shares of the trace: { $shares }
ledger-share = { $share } ({ $ago } ms ago)
ledger-search = Find an object
ledger-sign = Sign of the change
ledger-both = Up and down
ledger-up = Up
ledger-down = Down
ledger-least = At least
ledger-by-size = Greatest first
ledger-whole = Whole run
ledger-paused = Pause to list the rows.
ledger-wait = The rows are being computed.
ledger-empty = There are no rows of what is selected.
ledger-count = { $count } rows, { $from } to { $to }, Σ = { $sum }
ledger-copy = Copy rows
ledger-save = Save as CSV…
ledger-earlier = { $count ->
    [one] one earlier change is not kept
   *[other] { $count } earlier changes are not kept
}
ledger-what-if = Compare rules
ledger-variant = { $name }: { $change }, { $flips } signs flipped
ledger-row = { $time } ms  { $name }  { $change }
ledger-row-spike = { $time } ms  { $name } fires
curve-explained = explained
parameter-search = Find a parameter
parameter-search-hint = Part of its name or meaning
parameter-search-nothing = No parameter is called that.
parameter-search-more = { $count ->
    [one] One more parameter fits; type more of it.
   *[other] { $count } more parameters fit; type more of it.
}
range = Range run
range-nothing = Nothing here can be varied: there is no parameter, or nothing to record.
range-parameter = Parameter
range-values = Values
range-steps = Steps
range-list = List
range-log = Equal ratios
range-log-tip = Each value is the one before times the same factor
range-list-name = List of values
range-list-tip = Values parted by commas, or by semicolons where commas are decimal signs; at most { $limit }
range-from = From
range-to = to
range-number = in number
range-probe = Trace
range-duration = Duration
range-clicks = { $count ->
    [one] With the click of this run
   *[other] With the { $count } clicks of this run
}
range-clicks-tip = Each run gets the spikes that were asked for in this one, at the same times
range-no-clicks = Nobody has clicked in this run. Click neurons first if they are to fire in every run.
range-run = Run all
range-run-tip = Runs go on beside the window; points come in one by one
range-running = { $done } of { $runs }
range-cancel-tip = What has ended stays (Esc)
range-of = { $count ->
    [one] { $path }: one run
   *[other] { $path }: { $count } runs
}
range-stopped = Given up after { $done } of { $runs } runs.
range-other-document = The document has changed since. A point opens with its value beside what is otherwise in force now.
range-quantity = Read off
range-copy = Copy as table
range-save = Save as CSV…
range-failed = left the model at { $time }
range-open = Open the run with { $symbol } = { $value }: { $figure }
range-open-tip = Sets this value, in one step of undo, and runs up to the end of the range
range-traces = { $name } for values of { $symbol }
range-no-figure = No run has such a figure.
range-peak = peak of { $name }
range-peak-time = time of the peak of { $name }
range-decay = τ of the decay of { $name }
range-rate = rate of { $name }
range-weight = ⟨w⟩ of { $name }
range-latency = first spike of { $name }
range-gone = The parameter is no longer there.
range-not-variable = { $path } cannot be varied: it is neither a number of what is simulated nor the seed.
range-no-values = Write at least one value.
range-too-many = { $found } values are too many; at most { $limit } can be run.
range-too-few = { $found } is too few; two values at least make a range.
range-twice = The value { $value } comes twice.
range-same-ends = The first value and the last are to be two different numbers.
range-log-of-zero = Equal ratios need values above 0, which { $value } is not.
range-not-whole = { $value } is not a whole number, as this parameter needs.
range-too-long = A run of { $duration } ms is too long: at most { $limit } steps, here { $most } ms. `bouton sweep` runs longer ones.
range-not-steps = A run of { $duration } ms does not end at a step; steps are { $dt } ms long.
range-no-probe = The trace that was chosen is no longer there.
notes = Notes
notes-about = Readings, fits and range runs can be put here (B). Notes are saved with the document and carried by what is exported.
note-new = New note
note-name = Note { $number }
note-delete = Delete note { $number }
note-put = Put into the document
note-added = Noted in the document; notes show while nothing is selected.
note-refused = Not noted: { $why }
note-readings = { $name }, { $from } to { $to }
note-fit = Fit to { $name }
note-sweeps = { $name }: { $heading }
note-range = { $quantity } against { $path }, runs of { $duration }
