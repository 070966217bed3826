#!/usr/bin/env bash
# Makes tests/long/figures.csv again: the figures in texts that need more than 100 s of model time.
#
#     tests/long/figures.sh       some minutes on two cores
#
# It builds the release binary without a window, or takes the one that BOUTON names. `figures::every_figure_is_recomputed`
# compares the texts with the table, so a text is right as long as the table is what this makes. A row has the mean over
# seeds and half of the spread between them, or 2 % of the mean if that is more.
set -euo pipefail
. "$(dirname "$0")/sweep.sh"
table="$(mktemp)"
trap 'rm -f "$rows" "$table"' EXIT

# note NAME COLUMN [FACTOR [KEY VALUE]]: writes a row of the table: a column, of the rows where KEY is VALUE.
note() {
    awk -F, -v name="$1" -v column="$2" -v factor="${3:-1}" -v key="${4:-}" -v value="${5:-}" '
        NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i
                  if (!(column in place)) { print "no column " column > "/dev/stderr"; exit 2 } next }
        key != "" && $place[key] + 0 != value + 0 { next }
        { x = factor * $place[column]; n++; sum += x
          if (n == 1 || x < low) low = x; if (n == 1 || high < x) high = x }
        END { if (n == 0) { print "no rows for " name > "/dev/stderr"; exit 2 }
              mean = sum / n; spread = (high - low) / 2
              if (spread < 0.02 * mean) spread = 0.02 * mean
              printf "%s,%.5g,%.3g\n", name, mean, spread }' "$rows" >>"$table"
}

# both NAME: writes the last two rows of the table, added, as one.
both() {
    tail -n 2 "$table" | awk -F, -v name="$1" '{ mean += $2; spread += $3 } END { printf "%s,%.5g,%.3g\n", name, mean, spread }' >"$table.both"
    cat "$table.both" >>"$table"
    rm "$table.both"
}

song() {
    local r="populations.exc.rate_Hz" hz
    sweep stdp-song-2000 --set "$r=10,20,40" --seeds 1..6 --duration 4000000 --from 3500000
    for hz in 10 20 40; do note "song $hz Hz rate" "rate_Hz 0" 1 "$r" "$hz"; done
    note "song below 0.1" "w_below_0.1 exc-0" 100 "$r" 10
    note "song above 0.9" "w_above_0.9 exc-0" 100 "$r" 10
    sweep stdp-song-2000 --set "$r=10,20,40" --set projections.exc-0.weight=0.54 \
        --set projections.exc-0.plasticity.potentiation=Off --set projections.exc-0.plasticity.depression=Off \
        --seeds 1..3 --duration 2000000
    for hz in 10 20 40; do note "frozen $hz Hz rate" "rate_Hz 0" 1 "$r" "$hz"; done
    # From 0.54, as in the lesson: below 0.1 and above 0.9 after a time.
    local s
    for s in 1000 2000 4000; do
        sweep stdp-song-2000 --set projections.exc-0.weight=0.54 --seeds 1..3 --duration "${s}000" --from "$((s - 100))000"
        note "from 0.54 after $s s below 0.1" "w_below_0.1 exc-0" 100
        note "from 0.54 after $s s above 0.9" "w_above_0.9 exc-0" 100
        both "from 0.54 after $s s at the ends"
    done
}

ratios() {
    local k="projections.exc-0.plasticity.ratio" ratio
    sweep stdp-ratio --set "$k=1.00,1.01,1.02,1.03,1.05,1.08,1.10" --seeds 1..3 --duration 4000000 --from 3500000
    for ratio in 1.00 1.01 1.02 1.03 1.05 1.08 1.10; do note "ratio $ratio rate" "rate_Hz 0" 1 "$k" "$ratio"; done
}

relatives() {
    sweep stdp-correlated-group --seeds 1..3 --duration 2000000 --from 1500000
    note "correlated rate" "rate_Hz 0"
    sweep stdp-nearest-neighbour --set projections.exc-0.weight=0.42 --seeds 1..3 --duration 2000000 --from 1900000
    note "nearest from 0.42 rate" "rate_Hz 0"
    sweep stdp-nearest-neighbour --set projections.exc-0.plasticity.pairing=AllToAll --seeds 1..3 \
        --duration 4000000 --from 3500000
    note "nearest with all pairs rate" "rate_Hz 0"
    sweep stdp-multiplicative --seeds 1..3 --duration 1000000 --from 500000
    note "multiplicative rate" "rate_Hz 0"
    sweep stdp-lecture --seeds 1..3 --duration 2000000 --from 1500000
    note "lecture rate" "rate_Hz 0"
    sweep stdp-brian-example --seeds 1..3 --duration 1000000 --from 900000
    note "brian rate" "rate_Hz 0"
    note "brian below 0.1" "w_below_0.1 exc-0" 100
    note "brian above 0.9" "w_above_0.9 exc-0" 100
    sweep e-i-balance --seeds 1..3 --duration 200000
    note "balance rate" "rate_Hz 0"
    sweep e-i-balance --set projections.inh-0.receptors.gaba_a.g_max_nS=0 --seeds 1..3 --duration 200000
    note "excitation alone rate" "rate_Hz 0"
    sweep e-i-balance --set populations.exc.rate_Hz=20 --set populations.inh.rate_Hz=20 \
        --set projections.inh-0.receptors.gaba_a.g_max_nS=4 --seeds 1..3 --duration 200000
    note "doubled balance rate" "rate_Hz 0"
}

song
ratios
relatives
{
    echo "# Made by tests/long/figures.sh: what runs of more than 100 s of model time show, and half the spread between seeds, at least 2 %."
    echo "figure,mean,spread"
    cat "$table"
} >tests/long/figures.csv
