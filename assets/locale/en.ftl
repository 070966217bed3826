# Problems in documents
problem-out-of-range = { $value }{ $unit } is outside { $min } to { $max }{ $unit }
problem-out-of-range-threshold = { $value }{ $unit } is outside { $min } to { $max }{ $unit }: the threshold lies at least 0.5 mV above the reset and the resting potential
problem-out-of-range-step = { $value }{ $unit } is outside { $min } to { $max }{ $unit }: a time constant spans at least two steps of the simulation
problem-not-a-number = { $value } is not a number that can be used; write one from { $min } to { $max }{ $unit }
problem-duplicate-id = id { $id } is used twice; every population, projection, stimulus and plot needs its own
problem-duplicate-name = the name “{ $name }” is used twice; choose another
problem-bad-name = “{ $name }” cannot be a name: use 1 to 64 characters without white space and without . : , @ = /
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
   *[synapses] { $count } synapses are too many; the limit is { $limit }
}
problem-too-large = the network needs { $size } of memory; the limit is { $limit }
problem-step-not-allowed = a step of { $value } ms is not on offer; use 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5 or 1
problem-text-too-long = the text is { $bytes } bytes long; the limit is { $limit }
problem-bad-probe = “{ $probe }” names nothing that can be recorded
problem-bad-probe-suggestion = “{ $probe }” names nothing that can be recorded; did you mean “{ $suggestion }”?
problem-no-such-object = there is no population with id { $id }
problem-syntax = { $detail }

# Reading documents
load-not-found = { $path } does not exist
load-permission = { $path } may not be read: permission denied
load-read = { $path } cannot be read: { $detail }
load-not-a-file = { $path } is not a file that can be opened
load-too-long = the document is longer than { $limit } MiB, which no preset needs
load-empty = the document is empty
load-not-utf8 = the document is not UTF-8 text: the first wrong byte is at position { $at }
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

# Command line
cli-more-problems = and { $count } more
cli-one-standard-output = only one of --csv -, --spikes - and --summary can go to standard output
cli-set-without-value = --set { $written }: write PATH=VALUE, as in populations.0.I_app_pA=180
cli-unknown-path = { $path } is not a parameter of this preset; “bouton params” shows them
cli-unknown-path-suggestion = { $path } is not a parameter of this preset; did you mean { $suggestion }?
cli-bad-value = { $path }: “{ $written }” is not a value for it; expected { $expected }
cli-bad-fire = --fire { $written }: write POPULATION@MS,MS or POPULATION:NEURON@MS, as in 1@10,20
cli-fire-unknown-population = --fire: there is no population “{ $name }”; try { $known }
cli-fire-unknown-neuron = --fire { $written }: the population's last neuron is { $last }
cli-bad-every = --every { $written }: write a multiple of the step, { $dt } ms
cli-blow-up = the run failed: V of neuron { $neuron } of population “{ $population }” became { $value } mV at { $time } ms; use a smaller step or smaller conductances
cli-no-window = this program was built without the window; “bouton run” works, or build with the feature “gui”
