#!/usr/bin/env bash
# Everything but the tests: what a developer runs before a commit.
#
#     .ci/check.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() {
    printf '\n== %s\n' "$*"
}

fail() {
    printf 'check: %s\n' "$*" >&2
    exit 1
}

step "format"
cargo fmt --check

step "clippy, with the window"
cargo clippy --locked --all-targets -- -D warnings

step "clippy, without the window"
cargo clippy --locked --no-default-features --all-targets -- -D warnings

step "check, without the window"
cargo check --locked --no-default-features

step "dependencies: without the window there are no window crates"
tree=$(cargo tree --locked --no-default-features -e normal,build --prefix none)
if window_crates=$(grep -E '^(egui|eframe|winit|glutin|rfd|egui_plot) ' <<<"$tree"); then
    fail "built without the window, the tree still names:"$'\n'"$window_crates"
fi

step "dependencies: one version of egui"
# With two versions, cargo cannot tell which one is meant and fails.
tree=$(cargo tree --locked -i egui --depth 0 --prefix none) || fail "not exactly one version of egui"
printf '%s\n' "$tree"

step "dependencies: nothing lets another program drive the window"
tree=$(cargo tree --locked -e normal,build,features --prefix none)
if inspection=$(grep -E '^(eframe|egui) feature "inspection"' <<<"$tree"); then
    fail "eframe's inspection port is compiled in: $inspection"
fi

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps

printf '\ncheck: all good\n'
