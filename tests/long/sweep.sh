# What the long runs share; to be sourced. Goes to the top folder, and builds the release binary without a window, or takes the
# one that BOUTON names. `rows` is the file that a sweep leaves its rows in.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ -z "${BOUTON:-}" ]; then
    cargo build --release --no-default-features
    BOUTON="${CARGO_TARGET_DIR:-target}/release/bouton"
fi
rows="$(mktemp)"

# sweep ARGUMENTS...: runs a sweep and leaves its rows.
sweep() {
    "$BOUTON" sweep "$@" --quiet --csv "$rows" --force
    # How the table was made stands above it.
    sed -i '/^#/d' "$rows"
}
