#!/usr/bin/env bash
# Opens the program in a real window on a screen of its own (Xvfb), clicks neuron 1 and closes the window again.
# Ends it by a signal, by force, and by taking its screen away while there is unsaved work, and expects that to be found.
# Holds a lecture in two windows, and presses each key in each of them. Then starts the program where no window can be opened, and expects a plain message.
#
#     tests/window.sh target/debug/bouton [FOLDER FOR A SCREENSHOT]
#
# Needs Xvfb, xdotool, openbox, xprop and xdpyinfo (x11-utils) and Mesa's software renderer (libgl1-mesa-dri).
# A screenshot is taken if ImageMagick is there.
set -euo pipefail

if [ "$#" -lt 1 ] || [ "$#" -gt 2 ]; then
    printf 'usage: %s BINARY [OUTDIR]\n' "$0" >&2
    exit 2
fi
binary=$1
out_dir=${2:-}

folder=$(mktemp -d)
app_log=$folder/app.log
started=() # the process ids of everything that is still to be stopped

stop() {
    local pid=$1 waited=0
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null && [ "$waited" -lt 50 ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

# It has ended and been waited for: its process id may already belong to another process.
forget() {
    local kept=() pid
    for pid in "${started[@]}"; do
        [ "$pid" = "$1" ] || kept+=("$pid")
    done
    started=("${kept[@]}")
}

stop_everything() {
    local i
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        stop "${started[i]}"
    done
    started=()
}

trap 'stop_everything; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM HUP

say() {
    printf 'window: %s\n' "$*"
}

fail() {
    local log
    for log in "$folder"/*.log; do
        if [ -s "$log" ]; then
            printf -- '---- %s\n' "$(basename "$log")" >&2
            cat "$log" >&2
        fi
    done
    printf -- '----\nwindow: FAILED: %s\n' "$*" >&2
    exit 1
}

# A lesson with questions, as a file of somebody's own.
lesson=$(cd "$(dirname "$0")/.." && pwd)/assets/lessons/ampa.ron
[ -x "$binary" ] || fail "no such program: $binary"
missing=()
for tool in Xvfb xdotool openbox xprop xdpyinfo; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
[ "${#missing[@]}" -eq 0 ] || fail "this test needs programs that are not installed: ${missing[*]}"

# The program and the window manager see neither the user's settings nor a Wayland session.
unset DISPLAY WAYLAND_DISPLAY WAYLAND_SOCKET
export XDG_CONFIG_HOME=$folder/config XDG_STATE_HOME=$folder/state XDG_DATA_HOME=$folder/data
mkdir -p "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$XDG_DATA_HOME"
export BOUTON_LOG=info NO_COLOR=1

# start_screen LOG ARGUMENT…: starts Xvfb on a free display and sets DISPLAY.
start_screen() {
    local log=$1 number pid waited
    shift
    for number in $(seq 90 120); do
        if [ -e "/tmp/.X$number-lock" ] || [ -e "/tmp/.X11-unix/X$number" ]; then
            continue
        fi
        # Without -noreset it starts anew when its last client leaves, and refuses the next one for a moment.
        Xvfb ":$number" -screen 0 1280x800x24 -nolisten tcp -noreset "$@" >"$log" 2>&1 &
        pid=$!
        started+=("$pid")
        waited=0
        # It may die because another process took the number in between; then the next one is tried.
        while kill -0 "$pid" 2>/dev/null && [ "$waited" -lt 150 ]; do
            if xdpyinfo -display ":$number" >/dev/null 2>&1 && kill -0 "$pid" 2>/dev/null; then
                export DISPLAY=:$number
                return
            fi
            sleep 0.1
            waited=$((waited + 1))
        done
    done
    fail "Xvfb did not start on any display from :90 to :120"
}

start_window_manager() {
    openbox >"$folder/openbox.log" 2>&1 &
    started+=("$!")
    local waited=0
    until xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'; do
        sleep 0.1
        waited=$((waited + 1))
        [ "$waited" -lt 150 ] || fail "openbox did not start"
    done
}

app=
start_app() { # start_app [DOCUMENT OR LESSON]
    # What runs beside a script ignores QUIT and INT unless told otherwise.
    env --default-signal=QUIT,INT "$binary" "${1:-ampa}" >"$folder/app-stdout.log" 2>"$app_log" </dev/null &
    app=$!
    started+=("$app")
}

app_runs() {
    kill -0 "$app" 2>/dev/null
}

# wait_for SECONDS WHAT COMMAND…: polls until the command succeeds; the program must go on running.
wait_for() {
    local seconds=$1 what=$2 end
    shift 2
    end=$((SECONDS + seconds))
    until "$@"; do
        app_runs || fail "the program ended while waiting for $what"
        [ "$SECONDS" -lt "$end" ] || fail "waited $seconds s for $what"
        sleep 0.1
    done
}

# app_exits SECONDS: waits for the end of the program and sets exit_code.
exit_code=
app_exits() {
    local end=$((SECONDS + $1))
    while app_runs; do
        if [ "$SECONDS" -ge "$end" ]; then
            return 1
        fi
        sleep 0.1
    done
    exit_code=0
    wait "$app" || exit_code=$?
    forget "$app"
}

window=
find_window() {
    window=$(xdotool search --onlyvisible --name Bouton 2>/dev/null | tail -n 1) && [ -n "$window" ]
}

logged() {
    grep -Eq "$1" "$app_log"
}

assert_no_panic() {
    if grep -q panicked "$app_log"; then
        fail "the program panicked"
    fi
}

check_window() {
    start_screen "$folder/screen.log"
    start_window_manager
    start_app
    wait_for 60 "a window whose name contains 'Bouton'" find_window
    wait_for 60 "the first frame" logged 'first frame'
    local vertex='canvas vertex name="?1"? x=([0-9]+)[.0-9]* y=([0-9]+)[.0-9]*'
    wait_for 20 "the place of vertex 1 in the log" logged "$vertex"
    local x y
    read -r x y < <(sed -nE "s/.*$vertex.*/\\1 \\2/p" "$app_log" | tail -n 1)
    say "clicking neuron 1 at $x, $y"
    xdotool windowfocus "$window" || true
    xdotool mousemove --window "$window" "$x" "$y" sleep 0.3 mousedown 1 sleep 0.1 mouseup 1
    wait_for 20 "the click to fire neuron 1" logged 'fired population="?1"? neuron="?0"?($|[^0-9])'

    if [ -n "$out_dir" ]; then
        if command -v import >/dev/null; then
            mkdir -p "$out_dir"
            sleep 0.5
            import -window root "$out_dir/window.png"
            say "screenshot in $out_dir/window.png"
        else
            say "no screenshot: ImageMagick is not installed"
        fi
    fi

    # The keys go through the keyboard (no --window), so that the window manager sees Alt+F4 and asks the program to
    # close. At the first key of all the window manager grabs its keys anew and may miss that one: press Shift before.
    xdotool key Shift_L
    sleep 0.5
    xdotool key alt+F4
    if ! app_exits 10; then
        xdotool key alt+F4
        app_exits 10 || fail "the program still runs 20 s after Alt+F4"
    fi
    [ "$exit_code" -eq 0 ] || fail "the program closed with exit code $exit_code"
    logged 'closed cleanly' || fail "the log does not say 'closed cleanly'"
    assert_no_panic
    stop_everything
    unset DISPLAY
    say "opened, fired and closed"
}

# check_recovery HOW: ends the program while there is unsaved work, and starts it again.
check_recovery() {
    local how=$1 screen
    rm -rf "$XDG_STATE_HOME/bouton"
    start_screen "$folder/screen.log"
    screen=${started[-1]}
    start_window_manager
    start_app
    wait_for 60 "a window whose name contains 'Bouton'" find_window
    wait_for 60 "the first frame" logged 'first frame'
    xdotool windowfocus "$window" || true
    xdotool key Shift_L
    sleep 0.5
    # Everything twice: a change of the document, which the title shows by a star.
    xdotool key ctrl+a
    sleep 0.3
    xdotool key ctrl+d
    wait_for 20 "a change of the document" has_changes
    case $how in
    # Signals that can be caught lose nothing: the program need not be given a moment.
    TERM | HUP | INT) kill "-$how" "$app" ;;
    # Those that cannot, and a screen that goes, lose the last second at most.
    KILL | QUIT | ABRT)
        sleep 1
        kill "-$how" "$app"
        ;;
    screen)
        sleep 1
        stop "$screen"
        forget "$screen"
        ;;
    esac
    app_exits 10 || fail "the program still runs 10 s after: $how"
    stop_everything
    start_screen "$folder/screen.log"
    start_window_manager
    start_app
    # The document, and beside it the run if that was written down.
    wait_for 60 "unsaved work after $how" logged 'unsaved work found: [12]$'
    assert_no_panic
    stop_everything
    unset DISPLAY
    rm -rf "$XDG_STATE_HOME/bouton"
    say "unsaved work is found after: $how"
}

# press KEY WHAT: presses a key in the window that has the keyboard, and expects the log to say once more what it does.
press() {
    local key=$1 what=$2 before
    before=$(grep -c "stage key $what\$" "$app_log" || true)
    xdotool key "$key"
    wait_for 20 "$key to do $what in the window of $focused" more_than "$before" "stage key $what"
}

more_than() {
    [ "$(grep -c "$2\$" "$app_log" || true)" -gt "$1" ]
}

# turn_to WINDOW WHAT: gives a window the keyboard.
focused=
turn_to() {
    focused=$2
    xdotool windowactivate "$1" || true
    wait_for 20 "the keyboard in the window of $2" has_keyboard "$1"
}

has_keyboard() {
    [ "$(xdotool getwindowfocus 2>/dev/null)" = "$1" ]
}

notes=
find_notes() {
    notes=$(xdotool search --onlyvisible --name "Speaker's notes" 2>/dev/null | tail -n 1) && [ -n "$notes" ]
}

is_full() {
    xprop -id "$window" _NET_WM_STATE | grep -q FULLSCREEN
}

is_not_full() {
    ! is_full
}

check_lecture() {
    start_screen "$folder/screen.log"
    start_window_manager
    start_app "$lesson"
    wait_for 60 "a window whose name contains 'Bouton'" find_window
    wait_for 60 "the first frame" logged 'first frame'
    turn_to "$window" "the stage"
    xdotool key Shift_L
    sleep 0.5
    xdotool key F5
    wait_for 20 "a lecture that fills the screen" is_full
    press n Notes
    wait_for 20 "the window of the notes" find_notes
    local where
    for where in "the notes" "the stage"; do
        if [ "$where" = "the notes" ]; then turn_to "$notes" "$where"; else turn_to "$window" "$where"; fi
        press Next Next
        press Right Next
        press Prior Back
        press Left Back
        press b Black
        find_notes || fail "the notes are gone while the screen is black"
        press b Black
        press l List
        press l List
        press q Question
        press q Question
        press q Question
        press z Laser
        press z Laser
        press m Large
        press m Large
        press d Pen
        press x Erase
        press d Pen
        press Return Show
        find_notes || fail "the notes are gone"
        say "every key works with the keyboard in the window of $where"
    done
    if [ -n "$out_dir" ] && command -v import >/dev/null; then
        mkdir -p "$out_dir"
        import -window root "$out_dir/lecture.png"
    fi
    turn_to "$notes" "the notes"
    press Escape End
    wait_for 20 "a window as large as before" is_not_full
    assert_no_panic
    stop_everything
    unset DISPLAY
    say "a lecture in two windows"
}

has_changes() {
    xdotool search --onlyvisible --name 'Bouton' getwindowname 2>/dev/null | grep -q '\*'
}

check_without_screen() {
    start_app
    app_exits 60 || fail "without a screen the program still runs after 60 s"
    [ "$exit_code" -eq 1 ] || fail "without a screen the exit code is $exit_code, not 1"
    assert_no_panic
    logged 'bouton run' || fail "without a screen the message does not name 'bouton run'"
    stop_everything
    say "without a screen: a plain message"
}

check_without_opengl() {
    start_screen "$folder/screen.log" -extension GLX
    start_window_manager
    export LIBGL_DRIVERS_PATH=/nonexistent __EGL_VENDOR_LIBRARY_FILENAMES=/nonexistent
    start_app
    local end=$((SECONDS + 60))
    while app_runs; do
        if find_window && logged 'first frame'; then
            assert_no_panic
            stop_everything
            say "without OpenGL: a window all the same"
            return
        fi
        [ "$SECONDS" -lt "$end" ] || fail "without OpenGL there is neither a window nor an end after 60 s"
        sleep 0.1
    done
    app_exits 1 || true
    assert_no_panic
    [ "$exit_code" -eq 1 ] || fail "without OpenGL the exit code is $exit_code, not 1"
    logged 'bouton run' || fail "without OpenGL the message does not name 'bouton run'"
    stop_everything
    say "without OpenGL: a plain message"
}

check_window
check_lecture
for how in TERM HUP INT KILL QUIT ABRT screen; do
    check_recovery "$how"
done
check_without_screen
check_without_opengl
