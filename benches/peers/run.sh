#!/usr/bin/env bash
# Bouton and Brian 2 in turn on the same networks; see README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
bouton="${BOUTON:-${CARGO_TARGET_DIR:-target}/release/bouton}"
python="${PYTHON:-python3}"
rounds="${ROUNDS:-3}"
figures="$(mktemp)"
trap 'rm -f "$figures"' EXIT

# of KEY: the value of a key in a line or an object of JSON.
of() { grep -o "\"$1\": *[0-9.e+-]*" | head -1 | sed 's/.*: *//'; }

# compare NAME SECONDS PEER-ARGUMENTS -- BOUTON-ARGUMENTS
compare() {
    local name="$1" seconds="$2" peer=() round theirs ours
    shift 2
    while [ "$1" != -- ]; do peer+=("$1"); shift; done
    shift
    : > "$figures"
    for round in $(seq "$rounds"); do
        theirs="$("$python" benches/peers/brian2_peer.py "${peer[@]}" --seconds "$seconds" 2>/dev/null | of times_real_time)"
        ours="$("$bouton" run "$@" --threads "${THREADS:-1}" --duration "$((seconds * 1000))" --summary --quiet | of real_time_factor)"
        printf '%s, round %s: Brian 2 %.2f, Bouton %.2f times real time\n' "$name" "$round" "$theirs" "$ours"
        echo "$theirs $ours" >> "$figures"
    done
    awk -v name="$name" '
        { a[NR] = $1; b[NR] = $2 }
        function median(x, n,   i, j, t) {
            for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (x[j] < x[i]) { t = x[i]; x[i] = x[j]; x[j] = t }
            return x[int((n + 1) / 2)]
        }
        END { m = median(a, NR); n = median(b, NR); printf "%s, median: %.2f and %.2f: %.1f times as fast\n", name, m, n, n / m }' "$figures"
}

compare "song, 10 Hz" "${SECONDS_W1:-100}" song --rate 10 -- stdp-song-2000
compare "song, 40 Hz" "${SECONDS_W1:-100}" song --rate 40 -- stdp-song-2000 --set populations.exc.rate_Hz=40
for mode in static stp stdp; do
    compare "$mode" "${SECONDS_W2:-5}" "$mode" -- "benches/peers/$mode.ron"
done
