#!/usr/bin/env bash
# Runs the script of every preset in the simulator that it is written for. Each compares itself with Bouton and says OK or FAIL;
# with a wrong constant it has to say FAIL.
#
#     tests/long/peers.sh                   # all presets, Brian 2 and NEST
#     tests/long/peers.sh quick             # three of each
#
# The simulators are installed once, at the versions that scripts name; PEERS says where (default: in the cache of the user).
# Without a network the run says so and ends with exit code 3.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ -z "${BOUTON:-}" ]; then
    cargo build --release --no-default-features
    BOUTON="${CARGO_TARGET_DIR:-target}/release/bouton"
fi
BOUTON="$(realpath "$BOUTON")"
peers="${PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/bouton-peers}"
packages=(brian2==2.9.0 'numpy<2.4' 'setuptools<81' nest-simulator==3.10.0)

if ! "$peers/bin/python" -c 'import brian2, nest' >/dev/null 2>&1; then
    if ! { python3 -m venv "$peers" && "$peers/bin/pip" install --quiet "${packages[@]}"; }; then
        echo "peers: ${packages[*]} could not be installed; is there a network, and a Python that they have wheels for?" >&2
        exit 3
    fi
fi

# A script with one constant changed, which is not the network that Bouton computed: of a rule of plasticity if there is one,
# otherwise of a neuron; in NEST a current more.
wrong='import re, sys
text = sys.stdin.read()
more = lambda found: f"{found[1]}={float(found[2])*1.25}"
for pattern in [r"\b(tau_plus)=([0-9.]+)\*", r"\b(g_L|k1)=([0-9.]+)\*", r"\b(I_e)=([-0-9.]+)"]:
    text, n = re.subn(pattern, lambda found: more(found) + "*" if "*" in found[0] else f"I_e={float(found[2]) + 5}", text, count=1)
    if n: break
sys.exit("no constant to change") if n == 0 else print(text)'

presets=$("$BOUTON" list | awk '{print $1}')
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
failed=()
count=0
for simulator in brian2 nest; do
    chosen="$presets"
    if [ "${1:-}" = quick ]; then
        chosen="ampa spatial-summation shunting-inhibition"
    fi
    for preset in $chosen; do
        script="$folder/$simulator-$preset.py"
        code=0
        "$BOUTON" export "$preset" --to "$simulator" -o "$script" 2>"$folder/refusal" || code=$?
        if [ "$code" -eq 2 ]; then
            printf '%-8s %-30s refused\n' "$simulator" "$preset"
            continue
        elif [ "$code" -ne 0 ]; then
            cat "$folder/refusal" >&2
            failed+=("$simulator $preset")
            continue
        fi
        count=$((count + 1))
        begun=$SECONDS
        if "$peers/bin/python" "$script" >"$folder/said" 2>"$folder/errors"; then
            criterion=$(sed -n 's/^criterion: \([a-z ]*\).*/\1/p' "$folder/said")
            printf '%-8s %-30s OK      %3d s  %s\n' "$simulator" "$preset" $((SECONDS - begun)) "$criterion"
        else
            printf '%-8s %-30s FAIL\n' "$simulator" "$preset"
            cat "$folder/said"
            tail -n 5 "$folder/errors"
            failed+=("$simulator $preset")
        fi
        # A script that cannot fail shows nothing.
        "$peers/bin/python" -c "$wrong" <"$script" >"$folder/wrong-$simulator-$preset.py"
        code=0
        "$peers/bin/python" "$folder/wrong-$simulator-$preset.py" >"$folder/said" 2>"$folder/errors" || code=$?
        if [ "$code" -ne 1 ] || [ "$(tail -n 1 "$folder/said")" != FAIL ]; then
            printf '%-8s %-30s a wrong constant is not seen\n' "$simulator" "$preset"
            cat "$folder/said"
            tail -n 5 "$folder/errors"
            failed+=("$simulator $preset, wrong")
        fi
    done
done
echo "$count scripts, each right and with a wrong constant; ${#failed[@]} not as they should be: ${failed[*]:-none}"
[ "${#failed[@]}" -eq 0 ] && [ "$count" -ge 6 ]
