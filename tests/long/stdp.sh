#!/usr/bin/env bash
# Long runs of the networks with spike-timing-dependent plasticity, compared with the figures they are known to have.
#
#     tests/long/stdp.sh          all of it: about half an hour on two cores
#     tests/long/stdp.sh quick    1000 s of the network of Song, Miller & Abbott: some seconds
#
# It builds the release binary without a window, or takes the one that BOUTON names. Every line says what was found, what is
# expected, and whether it fits; the exit code is 1 if anything does not.
set -euo pipefail
. "$(dirname "$0")/sweep.sh"
trap 'rm -f "$rows" "$rows.bad"' EXIT

# within WHAT COLUMN LOW HIGH [KEY VALUE]: the mean of a column (of the rows where column KEY is VALUE) lies in a band.
# each WHAT COLUMN LOW HIGH: every row does.
judge() {
    awk -F, -v mode="$1" -v what="$2" -v column="$3" -v low="$4" -v high="$5" -v key="${6:-}" -v value="${7:-}" '
        NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i
                  if (!(column in place)) { print "no column " column; exit 2 } next }
        key != "" && $place[key] + 0 != value + 0 { next }
        { x = $place[column] + 0; n++; sum += x; squares += x * x
          if (x < low || high < x) out++ }
        END { if (n == 0) { print "no rows for " what; exit 2 }
              mean = sum / n; sd = n > 1 ? sqrt((squares - n * mean * mean > 0 ? squares - n * mean * mean : 0) / (n - 1)) : 0
              fits = mode == "each" ? out == 0 : (low <= mean && mean <= high)
              printf "%-58s %10.4f ± %-8.4f %s %g … %g  %s\n", what, mean, sd, mode == "each" ? "each in" : "mean in", low, high, fits ? "fits" : "DOES NOT FIT"
              exit fits ? 0 : 1 }' "$rows" || touch "$rows.bad"
}
within() { judge mean "$@"; }
each() { judge each "$@"; }

# means WHAT COLUMN MEAN SD [KEY VALUE]: the mean lies within 4 SD, 3 % of the mean, or 0.005, whichever is most.
means() {
    local band
    band="$(awk -v m="$3" -v sd="$4" 'BEGIN { t = 4 * sd; if (t < 0.03 * m) t = 0.03 * m; if (t < 0.005) t = 0.005; print m - t, m + t }')"
    # shellcheck disable=SC2086
    within "$1" "$2" $band "${@:5}"
}

quick() {
    echo "Song, Miller & Abbott, 10 Hz, 1000 s, the last 200 s"
    sweep stdp-song-2000 --seeds 1..2 --duration 1000000 --from 800000
    each "rate [Hz]" "rate_Hz 0" 10.5 15.5
    each "mean weight" "w_mean exc-0" 0.535 0.56
    each "weights below 0.1" "w_below_0.1 exc-0" 0.16 0.26
    each "weights above 0.9" "w_above_0.9 exc-0" 0.26 0.36
}

song() {
    echo "Song, Miller & Abbott, 4000 s, the last 500 s, seeds 1 to 6"
    sweep stdp-song-2000 --set populations.exc.rate_Hz=5,10,15,20,30,40 --seeds 1..6 --duration 4000000 --from 3500000
    local r="populations.exc.rate_Hz"
    while read -r hz rate rate_sd cv cv_sd w w_sd lo lo_sd hi hi_sd; do
        means "$hz Hz: rate [Hz]" "rate_Hz 0" "$rate" "$rate_sd" "$r" "$hz"
        means "$hz Hz: CV" "cv_isi 0" "$cv" "$cv_sd" "$r" "$hz"
        means "$hz Hz: mean weight" "w_mean exc-0" "$w" "$w_sd" "$r" "$hz"
        means "$hz Hz: weights below 0.1" "w_below_0.1 exc-0" "$lo" "$lo_sd" "$r" "$hz"
        means "$hz Hz: weights above 0.9" "w_above_0.9 exc-0" "$hi" "$hi_sd" "$r" "$hz"
        if [ "$hz" != 5 ]; then # At 5 Hz the weights end at their maximum.
            within "$hz Hz: mean weight beside 5.926/r" "w_mean exc-0" "$(awk -v r="$hz" 'BEGIN { print 0.88 * 5.926 / r }')" \
                "$(awk -v r="$hz" 'BEGIN { print 0.98 * 5.926 / r }')" "$r" "$hz"
        fi
    done <<'TABLE'
5  1.46  0.04 0.99  0.03  0.975 0.000 0     0     0.978 0.003
10 10.57 0.35 0.882 0.011 0.542 0.001 0.366 0.006 0.434 0.005
15 11.07 0.74 0.859 0.007 0.363 0.001 0.542 0.008 0.276 0.007
20 12.72 0.33 0.846 0.006 0.276 0.002 0.623 0.007 0.191 0.004
30 14.69 0.74 0.840 0.012 0.187 0.001 0.717 0.008 0.115 0.004
40 16.68 0.86 0.843 0.013 0.141 0.002 0.773 0.010 0.077 0.003
TABLE
    echo "The bands at 10 Hz, every seed"
    sweep stdp-song-2000 --seeds 1..6 --duration 4000000 --from 3500000
    each "rate [Hz]" "rate_Hz 0" 8.8 12.3
    each "CV" "cv_isi 0" 0.83 0.93
    each "mean weight" "w_mean exc-0" 0.530 0.553
    each "weights below 0.1" "w_below_0.1 exc-0" 0.33 0.40
    each "weights above 0.9" "w_above_0.9 exc-0" 0.40 0.47
    echo "Frozen at w = 0.54: what regulation there is without plasticity"
    sweep stdp-song-2000 --set populations.exc.rate_Hz=5,10,15,20,40 --set projections.exc-0.weight=0.54 \
        --set projections.exc-0.plasticity.potentiation=Off --set projections.exc-0.plasticity.depression=Off \
        --seeds 1..6 --duration 2000000
    while read -r hz rate; do
        means "$hz Hz: rate [Hz]" "rate_Hz 0" "$rate" 0.1 "$r" "$hz"
    done <<'TABLE'
5 0
10 7.6
15 118
20 217
40 604
TABLE
}

steps() {
    echo "The equilibrium does not depend on the step: 15 Hz, 4000 s"
    sweep stdp-song-2000 --set populations.exc.rate_Hz=15 --set run.dt_ms=0.05,0.1,0.2,0.5,1 --seeds 1..6 \
        --duration 4000000 --from 3500000
    while read -r dt rate sd w; do
        means "dt $dt ms: rate [Hz]" "rate_Hz 0" "$rate" "$sd" run.dt_ms "$dt"
        means "dt $dt ms: mean weight" "w_mean exc-0" "$w" 0.001 run.dt_ms "$dt"
    done <<'TABLE'
0.05 11.3 0.7 0.365
0.1  10.8 1.1 0.363
0.2  10.6 0.4 0.362
0.5  10.8 0.4 0.362
1    9.9  0.4 0.360
TABLE
}

ratios() {
    echo "The ratio of depression to potentiation: 10 Hz, 4000 s"
    sweep stdp-ratio --set projections.exc-0.plasticity.ratio=1.00,1.01,1.02,1.03,1.05,1.08,1.10 --seeds 1..3 \
        --duration 4000000 --from 3500000
    local k="projections.exc-0.plasticity.ratio"
    while read -r ratio rate cv w; do
        within "ratio $ratio: rate [Hz]" "rate_Hz 0" "$(awk -v x="$rate" 'BEGIN { print 0.88 * x }')" \
            "$(awk -v x="$rate" 'BEGIN { print 1.12 * x }')" "$k" "$ratio"
        within "ratio $ratio: CV" "cv_isi 0" "$(awk -v x="$cv" 'BEGIN { print x - 0.05 }')" \
            "$(awk -v x="$cv" 'BEGIN { print x + 0.05 }')" "$k" "$ratio"
        within "ratio $ratio: mean weight" "w_mean exc-0" "$(awk -v x="$w" 'BEGIN { print x - 0.015 }')" \
            "$(awk -v x="$w" 'BEGIN { print x + 0.015 }')" "$k" "$ratio"
    done <<'TABLE'
1.00 170  0.19 0.950
1.01 79.7 0.36 0.713
1.02 43.3 0.57 0.629
1.03 28.4 0.68 0.593
1.05 10.6 0.88 0.542
1.08 2.33 1.00 0.499
1.10 0.98 1.00 0.489
TABLE
}

groups() {
    echo "A correlated group: 2000 s, the last 500 s"
    sweep stdp-correlated-group --set populations.exc.tau_c_ms=5,20,50,100,200,500 --seeds 1..3 \
        --duration 2000000 --from 1500000
    local k="populations.exc.tau_c_ms"
    while read -r tau uncorrelated correlated rate; do
        means "τ_c $tau ms: uncorrelated" "w_mean_uncorrelated exc-0" "$uncorrelated" 0.015 "$k" "$tau"
        means "τ_c $tau ms: correlated" "w_mean_correlated exc-0" "$correlated" 0.015 "$k" "$tau"
        means "τ_c $tau ms: rate [Hz]" "rate_Hz 0" "$rate" 0.5 "$k" "$tau"
    done <<'TABLE'
5   0.071 0.974 16.0
20  0.071 0.952 18.8
50  0.122 0.845 13.0
100 0.261 0.666 7.2
200 0.386 0.540 5.0
500 0.488 0.435 3.5
TABLE
    within "τ_c 20 ms: uncorrelated below 0.12" "w_mean_uncorrelated exc-0" 0 0.12 "$k" 20
    within "τ_c 20 ms: correlated above 0.9" "w_mean_correlated exc-0" 0.9 1 "$k" 20
}

schemes() {
    echo "Nearest neighbours only: silent below the threshold, runaway above it; 15 Hz, 2000 s"
    sweep stdp-nearest-neighbour --set projections.exc-0.weight=0.38,0.42 --seeds 1..3 --duration 2000000 --from 1900000
    within "from 0.38: rate [Hz]" "rate_Hz 0" 0 0.1 projections.exc-0.weight 0.38
    within "from 0.42: rate [Hz]" "rate_Hz 0" 350 386 projections.exc-0.weight 0.42
    within "from 0.42: weights above 0.9" "w_above_0.9 exc-0" 0.99 1 projections.exc-0.weight 0.42
    echo "The same network with all pairs regulates itself"
    sweep stdp-nearest-neighbour --set projections.exc-0.plasticity.pairing=AllToAll --seeds 1..3 --duration 4000000 --from 3500000
    within "all to all: rate [Hz]" "rate_Hz 0" 9 13.5
    echo "Dependence on the weight: 15 Hz, 2000 s"
    sweep stdp-multiplicative --set projections.exc-0.plasticity.dependence=Power \
        --set projections.exc-0.plasticity.mu=0,0.02,0.1,1 --seeds 1..3 --duration 2000000 --from 1500000
    local k="projections.exc-0.plasticity.mu"
    within "μ 0: rate [Hz]" "rate_Hz 0" 9.5 13.5 "$k" 0
    within "μ 0: weights below 0.1" "w_below_0.1 exc-0" 0.45 0.6 "$k" 0
    within "μ 0: weights above 0.9" "w_above_0.9 exc-0" 0.22 0.32 "$k" 0
    within "μ 0.02: rate [Hz]" "rate_Hz 0" 15 19 "$k" 0.02
    within "μ 0.02: weights below 0.1" "w_below_0.1 exc-0" 0.1 0.2 "$k" 0.02
    within "μ 0.02: weights above 0.9" "w_above_0.9 exc-0" 0.01 0.05 "$k" 0.02
    within "μ 0.1: mean weight" "w_mean exc-0" 0.41 0.44 "$k" 0.1
    within "μ 0.1: rate [Hz]" "rate_Hz 0" 44 50 "$k" 0.1
    within "μ 1: mean weight" "w_mean exc-0" 0.48 0.50 "$k" 1
    within "μ 1: rate [Hz]" "rate_Hz 0" 85 93 "$k" 1
    sweep stdp-multiplicative --set projections.exc-0.plasticity.dependence=VanRossum --set projections.exc-0.plasticity.ratio=2 \
        --seeds 1..3 --duration 1000000 --from 900000
    within "van Rossum, α 2: mean weight" "w_mean exc-0" 0.49 0.52
    within "van Rossum, α 2: rate [Hz]" "rate_Hz 0" 92 102
    within "van Rossum, α 2: weights below 0.1" "w_below_0.1 exc-0" 0 0
    within "van Rossum, α 2: weights above 0.9" "w_above_0.9 exc-0" 0 0
}

relatives() {
    echo "A larger learning rate, from random weights: 15 Hz, 2000 s"
    sweep stdp-lecture --set projections.exc-0.plasticity.A_plus=0.01,0.02 --seeds 1..3 --duration 2000000 --from 1500000
    local k="projections.exc-0.plasticity.A_plus"
    means "A₊ 0.01: rate [Hz]" "rate_Hz 0" 13.5 0.2 "$k" 0.01
    within "A₊ 0.01: CV" "cv_isi 0" 0.80 0.87 "$k" 0.01
    within "A₊ 0.01: weights below 0.1" "w_below_0.1 exc-0" 0.34 0.42 "$k" 0.01
    within "A₊ 0.01: weights above 0.9" "w_above_0.9 exc-0" 0.14 0.20 "$k" 0.01
    means "A₊ 0.02: rate [Hz]" "rate_Hz 0" 18.5 0.2 "$k" 0.02
    within "A₊ 0.02: weights below 0.1" "w_below_0.1 exc-0" 0.23 0.31 "$k" 0.02
    within "A₊ 0.02: weights above 0.9" "w_above_0.9 exc-0" 0.08 0.14 "$k" 0.02
    echo "The example of Brian: 1000 s, the last 500 s"
    sweep stdp-brian-example --seeds 1..3 --duration 1000000 --from 500000
    means "rate [Hz]" "rate_Hz 0" 15.0 0.7
    within "CV" "cv_isi 0" 0.88 0.96
    means "mean weight" "w_mean exc-0" 0.460 0.003
    within "weights below 0.1" "w_below_0.1 exc-0" 0.26 0.34
    within "weights above 0.9" "w_above_0.9 exc-0" 0.20 0.28
}

case "${1:-all}" in
    quick) quick ;;
    all) quick; song; steps; ratios; groups; schemes; relatives ;;
    song|steps|ratios|groups|schemes|relatives) "$1" ;;
    *) echo "usage: $0 [quick|all|song|steps|ratios|groups|schemes|relatives]" >&2; exit 2 ;;
esac
if [ -e "$rows.bad" ]; then echo "Something does not fit." >&2; exit 1; fi
echo "Everything fits."
