#!/usr/bin/env bash
# Debug and release must give the same bits: runs one preset with both and compares traces and spikes byte for byte.
#
#     tests/release_bits.sh target/debug/bouton target/release/bouton
set -euo pipefail

fail() {
    printf 'release bits: %s\n' "$*" >&2
    exit 1
}

if [ "$#" -ne 2 ]; then
    fail "usage: $0 DEBUG RELEASE"
fi
debug=$1
release=$2
for binary in "$debug" "$release"; do
    [ -x "$binary" ] || fail "no such program: $binary"
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# run BINARY PREFIX ARGUMENT…: writes PREFIX.csv and PREFIX.spikes without their comment lines.
run() {
    local binary=$1 prefix=$2
    shift 2
    "$binary" run ampa --duration 200 --fire 1@10,20,30,40,50,60,70,80,90,100 "$@" \
        --csv - --spikes "$prefix.spikes.all" >"$prefix.csv.all" </dev/null ||
        fail "$binary failed with exit code $?"
    local kind
    for kind in csv spikes; do
        # grep's exit code 1 means that no line is left, which is reported below.
        grep -av '^#' "$prefix.$kind.all" >"$prefix.$kind" || true
        if [ "$(wc -l <"$prefix.$kind")" -lt 2 ]; then
            fail "$binary wrote no $kind to compare"
        fi
    done
}

# compare NAME ARGUMENT…
compare() {
    local name=$1
    shift
    run "$debug" "$folder/$name-debug" "$@"
    run "$release" "$folder/$name-release" "$@"
    local kind
    for kind in csv spikes; do
        if ! cmp -s "$folder/$name-debug.$kind" "$folder/$name-release.$kind"; then
            printf 'debug (<) and release (>), first differences:\n' >&2
            diff "$folder/$name-debug.$kind" "$folder/$name-release.$kind" | head -n 20 >&2 || true
            fail "the $kind of the run '$name' differ between debug and release"
        fi
        printf 'release bits: %s, %s: %s lines, the same\n' "$name" "$kind" "$(wc -l <"$folder/$name-debug.$kind")"
    done
}

compare as-it-is
compare seed-and-current --seed 7 --set populations.0.I_app_pA=180

# Every preset, with its plots' probes and its spikes. Some have no plot of probes or no neurons, and then there is nothing of
# that kind to write.
for preset in $("$release" list | cut -d ' ' -f 1); do
    kinds=()
    for what in csv spikes; do
        "$release" run "$preset" --duration 1 "--$what" - --quiet >/dev/null 2>&1 </dev/null && kinds+=("$what")
    done
    [ "${#kinds[@]}" -gt 0 ] || fail "there is nothing to compare of the preset '$preset'"
    for kind in debug release; do
        binary=${!kind}
        outputs=()
        for what in "${kinds[@]}"; do
            outputs+=("--$what" "$folder/every-$kind.$what.all")
        done
        "$binary" run "$preset" --duration 60 "${outputs[@]}" --quiet </dev/null ||
            fail "$binary failed on $preset with exit code $?"
        for what in "${kinds[@]}"; do
            # The lines that say how a table was made name the file.
            grep -av '^#' "$folder/every-$kind.$what.all" >"$folder/every-$kind.$what" || true
        done
    done
    for what in "${kinds[@]}"; do
        cmp -s "$folder/every-debug.$what" "$folder/every-release.$what" ||
            fail "the $what of the preset '$preset' differ between debug and release"
    done
done
printf 'release bits: every preset, the same\n'
