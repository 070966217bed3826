#!/usr/bin/env bash
# Bouton, Brian 2 and NEST in turn on the same networks; see README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
bouton="${BOUTON:-${CARGO_TARGET_DIR:-target}/release/bouton}"
python="${PYTHON:-python3}"
rounds="${ROUNDS:-3}"
folder="$(mktemp -d)"
figures="$folder/figures"
programs="${PROGRAMS:-$folder}"
trap 'rm -rf "$folder"' EXIT

# of KEY: the value of a key in a line or an object of JSON.
of() { grep -o "\"$1\": *[0-9.e+-]*" | head -1 | sed 's/.*: *//'; }

# peer SCRIPT ARGUMENT…: how many times real time.
peer() { "$python" "benches/peers/$1_peer.py" "${@:2}" 2>/dev/null | of times_real_time; }

# ours SECONDS ARGUMENT…: the same of Bouton, by the processor time of the whole program, as of that of Brian 2.
ours() {
    local used
    used="$({
        TIMEFORMAT='%U %S'
        time "$bouton" run "${@:2}" --threads "${THREADS:-1}" --duration "$(($1 * 1000))" --summary --quiet > /dev/null
    } 2>&1)"
    awk -v seconds="$1" '{ print seconds / ($1 + $2) }' <<< "$used"
}

# compare NAME SECONDS SECONDS-OF-NEST PEER-ARGUMENTS -- BOUTON-ARGUMENTS
compare() {
    local name="$1" seconds="$2" seconds_nest="$3" peer=() round brian nest ours_x
    shift 3
    while [ "$1" != -- ]; do peer+=("$1"); shift; done
    shift
    : > "$figures"
    for round in $(seq "$rounds"); do
        brian="$(peer brian2 "${peer[@]}" --seconds "$seconds" --folder "$programs/${name//[ ,]/-}")"
        nest="$(peer nest "${peer[@]}" --seconds "$seconds_nest")"
        ours_x="$(ours "$seconds" "$@")"
        printf '%s, round %s: Brian 2 %.2f, NEST %.3f, Bouton %.2f times real time\n' "$name" "$round" "$brian" "$nest" "$ours_x"
        echo "$brian $nest $ours_x" >> "$figures"
    done
    awk -v name="$name" '
        { a[NR] = $1; b[NR] = $2; c[NR] = $3 }
        function median(x, n,   i, j, t) {
            for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (x[j] < x[i]) { t = x[i]; x[i] = x[j]; x[j] = t }
            return x[int((n + 1) / 2)]
        }
        END {
            brian = median(a, NR); nest = median(b, NR); ours = median(c, NR)
            printf "%s, median: %.2f, %.3f and %.2f: Bouton is %.1f times as fast as Brian 2, %.0f times as fast as NEST\n", \
                name, brian, nest, ours, ours / brian, ours / nest
        }' "$figures"
}

w1="${SECONDS_W1:-100}" w1_nest="${SECONDS_W1_NEST:-10}" w2="${SECONDS_W2:-5}" w2_nest="${SECONDS_W2_NEST:-0.5}"
compare "song, 10 Hz" "$w1" "$w1_nest" song --rate 10 -- stdp-song-2000
compare "song, 40 Hz" "$w1" "$w1_nest" song --rate 40 -- stdp-song-2000 --set populations.exc.rate_Hz=40
for mode in static stp stdp; do
    compare "$mode" "$w2" "$w2_nest" "$mode" -- "benches/peers/$mode.ron"
done
