#!/usr/bin/env python3
"""Faults from outside: gives the program bad files, arguments and surroundings as a process, and says what became of each.

    tests/long/outside.py RELEASE_BINARY [--debug DEBUG_BINARY] [--window GUI_BINARY] [--mutants N] [--seed N]

Every line names the fault, the number of cases, the slowest CPU time, the largest memory and what was expected. The exit
code is 1 if a case did not do what was expected. `--window` also starts a real window under Xvfb (package xvfb) with broken
settings, without a display, and with a broken accessibility bus. Nothing is written outside a folder of its own.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_CPU_S = 2.0
MOST_MEMORY_MB = 512.0
PANIC = re.compile(rb"panicked at|RUST_BACKTRACE|stack overflow|\.cargo/registry|/rustc/")

failures = []


class Ran:
    """How a process ended: exit code (or minus the signal), output, CPU time [s], memory [MB]."""

    def __init__(self, argv, stdin=None, env=None, hang_s=120):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(
                argv, stdin=stdin or subprocess.DEVNULL, stdout=out, stderr=err, env=env, start_new_session=True
            )
            end = time.monotonic() + hang_s
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if end < time.monotonic():
                    os.killpg(process.pid, signal.SIGKILL)
                    _, status, usage = os.wait4(process.pid, 0)
                    break
                time.sleep(0.002)
            self.hung = end < time.monotonic()
            self.code = os.waitstatus_to_exitcode(status)
            process.returncode = self.code
            self.cpu_s = usage.ru_utime + usage.ru_stime
            self.memory_mb = usage.ru_maxrss / 1024
            out.seek(0)
            err.seek(0)
            self.out, self.err = out.read(4 << 20), err.read(4 << 20)

    def is_sound(self):
        """True if it neither hung, nor was killed, nor panicked, nor named a path of the machine that built it."""
        return not self.hung and 0 <= self.code and not PANIC.search(self.out + self.err)


def row(fault, runs, expected, is_right):
    """Prints a line of the table for a list of (name, Ran)."""
    wrong = [(name, ran) for name, ran in runs if not ran.is_sound() or not is_right(ran)]
    cpu = max((ran.cpu_s for _, ran in runs), default=0)
    memory = max((ran.memory_mb for _, ran in runs), default=0)
    print(f"{fault:<58} {len(runs):>6} cases  {cpu:6.2f} s CPU  {memory:7.1f} MB  {expected}: {'yes' if not wrong else 'NO'}")
    for name, ran in wrong[:5]:
        print(f"    {name}: code {ran.code}, {ran.cpu_s:.2f} s, {ran.memory_mb:.0f} MB: {(ran.err or ran.out)[:300]!r}")
    if wrong:
        failures.append(fault)
    sys.stdout.flush()


def refused(ran):
    """Refused in plain words within the budget of a document."""
    return ran.code == 2 and ran.err.strip() and ran.cpu_s <= MOST_CPU_S and ran.memory_mb <= MOST_MEMORY_MB


def either(ran):
    """Accepted or refused within the budget of a document."""
    return ran.code in (0, 2) and ran.cpu_s <= MOST_CPU_S * 40 and ran.memory_mb <= MOST_MEMORY_MB


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def nesting(binary, folder):
    runs = []
    for opening in ["(", "[", "{", "Some(", "/*", "r###"]:
        for depth in [10, 127, 128, 129, 1000, 10_000, 100_000, 1_000_000]:
            text = (opening * depth)[: 4 << 20]
            for shape in [text, "(format: 1, title: " + text]:
                runs.append((f"{opening}×{depth}", Ran([binary, "check", write(folder, "deep.ron", shape)])))
    row(f"deep nesting ({Path(binary).parent.name})", runs, "refused", refused)


def bad_numbers(binary, folder):
    presets = {path.stem: path.read_text() for path in sorted((ROOT / "presets").glob("*.ron"))}
    bad = ["NaN", "inf", "-inf", "1e999", "-1e999", "1e308", "-1e308", "5e-324"]
    runs = []
    for name in ["ampa", "nmda", "gaba-b", "calcium", "stdp-song-2000", "kinetics", "quantal-release"]:
        text = presets[name]
        bare = re.sub(r"//[^\n]*", lambda found: " " * len(found.group()), text)
        places = [m for m in re.finditer(r"\b(\w+_(?:ms|mV|nS|pA|pF|Hz|mM)|P0|p|U): (-?[0-9.]+)", bare)]
        for place in places:
            if place.group(1) == "speed_ms_per_s":
                continue
            for value in bad:
                changed = text[: place.start(2)] + value + text[place.end(2) :]
                runs.append((f"{name} {place.group()} → {value}", Ran([binary, "check", write(folder, "n.ron", changed)])))
    row("every number of seven presets × eight that are none", runs, "refused", refused)
    # No text at all is an empty list, where a list is meant.
    entries = json.loads(Ran([binary, "params", "ampa", "--json"]).out)
    paths = [entry["path"] for entry in entries if "options" not in entry and not isinstance(entry["value"], list)]
    runs = [
        (f"{path}={value}", Ran([binary, "run", "ampa", "--duration", "1", "--set", f"{path}={value}"]))
        for path in paths
        for value in ["NaN", "inf", "1e999", "", "x", "1,000", "--5", "5 parsec", "0x10", "٣"]
    ]
    row("every parameter by --set × ten that are none", runs, "refused", refused)


def memory_bombs(binary, folder):
    ampa = (ROOT / "presets/ampa.ron").read_text()
    runs = []
    for n in [10**6, 10**9, 2**32, 2**63, 2**64 - 1, 10**30]:
        text = ampa.replace('name: "1", n: 1', f'name: "1", n: {n}')
        runs.append((f"n {n}", Ran([binary, "check", write(folder, "bomb.ron", text)])))
        both = text.replace('name: "0", n: 1', f'name: "0", n: {n}')
        runs.append((f"{n} × {n}", Ran([binary, "run", write(folder, "bomb.ron", both), "--duration", "1"])))
    both = ampa.replace("n: 1,", "n: 100000,")
    runs.append(("10⁵ × 10⁵ all to all", Ran([binary, "run", write(folder, "bomb.ron", both), "--duration", "1"])))
    row("more neurons and synapses than there is memory", runs, "refused in < 64 MB", lambda ran: refused(ran) and ran.memory_mb < 64)


def strange_files(binary, folder):
    fifo = folder / "fifo.ron"
    os.mkfifo(fifo)
    sparse = folder / "sparse.ron"
    with open(sparse, "wb") as file:
        file.truncate(10_000_000_000)
    ampa = (ROOT / "presets/ampa.ron").read_bytes()
    dangling, loop = folder / "dangling.ron", folder / "loop.ron"
    dangling.symlink_to(folder / "nowhere")
    loop.symlink_to(loop)
    (folder / "folder.ron").mkdir()
    targets = {
        "a pipe": str(fifo),
        "10 GB, sparse": str(sparse),
        "a device": "/dev/zero",
        "a folder": str(folder / "folder.ron"),
        "a dangling link": str(dangling),
        "a link to itself": str(loop),
        "nothing there": str(folder / "absent.ron"),
        "empty": write(folder, "empty.ron", b""),
        "4 MiB and a byte": write(folder, "long.ron", b" " * (4 << 20) + b"1"),
        "gzip": write(folder, "gz.ron", b"\x1f\x8b\x08\x00" + os.urandom(2000)),
        "UTF-16": write(folder, "u16.ron", ampa.decode().encode("utf-16")),
        "Latin-1": write(folder, "latin.ron", ampa.replace("—".encode(), b"\xb5") + b"\xff"),
        "zeros": write(folder, "nul.ron", bytes(10_000)),
        "random": write(folder, "random.ron", os.urandom(100_000)),
        "format 99": write(folder, "f99.ron", ampa.replace(b"format: 1", b"format: 99")),
    }
    for foreign in sorted((ROOT / "tests/corpus/foreign").iterdir()):
        targets[f"foreign {foreign.name}"] = str(foreign)
    for command in (["check"], ["run", "--duration", "1"], ["params"]):
        runs = [(name, Ran([binary, command[0], path, *command[1:]])) for name, path in targets.items()]
        row(f"files that are no documents, to {command[0]}", runs, "refused", refused)
    endless = Ran(["sh", "-c", f"yes | head -c 100000000 | '{binary}' check -"])
    row("100 MB on standard input", [("yes", endless)], "refused", refused)
    good = {
        "BOM": write(folder, "bom.ron", b"\xef\xbb\xbf" + ampa),
        "CRLF": write(folder, "crlf.ron", ampa.replace(b"\n", b"\r\n")),
        "a link": str(folder / "link.ron"),
    }
    (folder / "link.ron").symlink_to(good["BOM"])
    row("BOM, CRLF, a link", [(n, Ran([binary, "check", p])) for n, p in good.items()], "accepted", lambda ran: ran.code == 0)


def truncated(binary, folder, chance):
    runs = []
    for path in sorted((ROOT / "presets").glob("*.ron")) + sorted((ROOT / "assets/lessons").glob("*.ron")):
        text = path.read_bytes()
        last = len(text.rstrip())
        for end in sorted(chance.sample(range(1, last), 30)):
            runs.append((f"{path.name}[..{end}]", Ran([binary, "check", write(folder, "cut.ron", text[:end])])))
    row("prefixes of every preset and lesson", runs, "refused", refused)


def mutate(text, chance, words):
    """One to four changes of bytes, words, lines or numbers."""
    text = bytearray(text)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        kind = chance.randrange(8)
        if kind == 0:
            text[at] = chance.randrange(256)
        elif kind == 1:
            del text[at : at + chance.randint(1, 40)]
        elif kind == 2:
            end = at + chance.randint(1, 200)
            text[at:at] = text[at:end] * chance.randint(1, 3)
        elif kind == 3:
            text[at:at] = chance.choice(words)
        elif kind == 4:
            numbers = list(re.finditer(rb"-?[0-9]+(\.[0-9]+)?", text))
            if numbers:
                found = chance.choice(numbers)
                bad = [b"-1", b"0", b"1e308", b"NaN", b"99999999999999999999", b"0.0000001", b"1.5", b"-0.0", b"1e-320"]
                text[found.start() : found.end()] = chance.choice(bad)
        elif kind == 5:
            names = list(re.finditer(rb"[A-Za-z_]{3,}", text))
            if len(names) > 1:
                left, right = chance.sample(names, 2)
                text[left.start() : left.end()] = right.group()
        elif kind == 6:
            text[at : at + 1] = chance.choice([b"(", b")", b"[", b"]", b"{", b"}", b'"', b",", b":", b"\\", b"/*", b"r#"])
        else:
            text = text[:at]
        if not text:
            text = bytearray(b"(")
    return bytes(text)


def mutants(binary, folder, chance, count):
    sources = {
        "presets": sorted((ROOT / "presets").glob("*.ron")),
        "lessons": sorted((ROOT / "assets/lessons").glob("*.ron")),
    }
    words = [b"Some", b"None", b"Lif", b"Nmda", b"format: 2", b"\xff", "µ".encode(), b"\x1b[31m", b"\xe2\x80\xae", b"InDegree(", b"List(["]
    for kind, paths in sources.items():
        texts = [path.read_bytes() for path in paths]
        if kind == "lessons":
            # A lesson that stays valid is played, which takes its time: a share of the mutants is enough.
            count = max(1, count // 10)
        runs, batch = [], 50
        for start in range(0, count, batch):
            names = [
                write(folder, f"m{i}.ron", mutate(chance.choice(texts), chance, words)) for i in range(min(batch, count - start))
            ]
            runs.append((f"batch {start}", Ran([binary, "check", *names], hang_s=600)))
        bad = [name for name, ran in runs if not ran.is_sound()]
        if bad:
            print("    kept:", shutil.copytree(folder, tempfile.mkdtemp(prefix="bouton-mutants-"), dirs_exist_ok=True))
        row(f"mutants of {kind}: {count}, fifty at a time", runs, "accepted or refused", either)


def hostile_arguments(binary, folder):
    doc = write(folder, "doc.ron", (ROOT / "presets/ampa.ron").read_bytes())
    before = Path(doc).read_bytes()
    os.link(doc, folder / "hard.csv")
    (folder / "soft.csv").symlink_to(doc)
    lesson = write(folder, "lesson.txt", (ROOT / "assets/lessons/ampa.ron").read_bytes())
    other = write(folder, "someone.txt", "a diary\n")
    cases = [
        ["run", doc, "--duration", "1", "--csv", doc],
        ["run", doc, "--duration", "1", "--spikes", str(folder / "hard.csv")],
        ["run", doc, "--duration", "1", "--csv", str(folder / "soft.csv")],
        ["run", "ampa", "--duration", "1", "--csv", lesson],
        ["run", "ampa", "--duration", "1", "--csv", other],
        ["run", "ampa", "--duration", "1", "--csv", str(folder / "new.ron")],
        ["run", "ampa", "--duration", "1", "--csv", str(folder)],
        ["sweep", doc, "--duration", "1", "--seeds", "1..2", "--csv", doc],
        ["sweep", doc, "--duration", "1", "--seeds", "1..2", "--csv", str(folder / "hard.csv")],
        ["sweep", "ampa", "--duration", "1", "--seeds", "1..2", "--csv", other],
        ["run", "ampa", "--duration", "1", "--csv", str(folder / "x.csv"), "--spikes", str(folder / "x.csv")],
        ["run", "ampa", "--duration", "-1"],
        ["run", "ampa", "--duration", "0.05"],
        ["run", "ampa", "--duration", "1", "--seed", "-1"],
        ["run", "ampa", "--duration", "1", "--fire", "1@5"],
        ["run", "ampa", "--duration", "10", "--from", "20"],
        ["run", "ampa", "--duration", "10", "--weights", str(folder / "w.csv")],
        ["run", "ampa", "--duration", "10", "--record", "V_0"],
        ["run", "ampa", "--duration", "10", "--csv", "-", "--record", "V_9"],
        ["sweep", "ampa", "--duration", "10", "--seeds", "5..1"],
        ["sweep", "ampa", "--duration", "10", "--seeds", "1..3", "--jobs", "0"],
        ["check", str(folder)],
        ["run", str(folder), "--duration", "1"],
        ["list", "--nonsense"],
    ]
    runs = [(" ".join(case), Ran([binary, *case])) for case in cases]
    row("outputs over inputs, and wishes that cannot be met", runs, "refused", lambda ran: ran.code == 2)
    kept = Path(doc).read_bytes() == before and Path(other).read_text() == "a diary\n" and Path(lesson).read_bytes()[:1] != b"#"
    print(f"    the files that were aimed at are as they were: {'yes' if kept else 'NO'}")
    if not kept:
        failures.append("outputs over inputs")
    shown = Ran([binary, "run", "ampa", "--duration", "1", "--set", "\x1b[31mx=1"])
    row("an escape sequence in an argument", [("ESC", shown)], "not printed", lambda ran: ran.code == 2 and b"\x1b" not in ran.err)


def interrupted(binary, folder):
    runs, whole = [], True
    for name, sent, code in [("INT", signal.SIGINT, 130), ("TERM", signal.SIGTERM, 143)]:
        path = folder / f"{name}.csv"
        argv = [binary, "run", "stdp-song-2000", "--duration", "100000000", "--every", "100", "--record", "V_post", "--csv", str(path), "--summary"]
        argv[argv.index("V_post")] = re.search(rb'name: "([^"]+)", n: 1,', (ROOT / "presets/stdp-song-2000.ron").read_bytes()).group(1).decode().join(["V_", ""])
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1.5)
        process.send_signal(sent)
        out, err = process.communicate(timeout=60)
        found = path if path.exists() else Path(f"{path}.part")
        text = found.read_text() if found.exists() else ""
        rows = [line for line in text.splitlines() if line and not line.startswith("#")]
        is_right = process.returncode == code and 10 < len(rows) and "partial" in text and text.endswith("\n") and b"partial" in out
        whole &= is_right
        print(f"    SIG{name}: exit code {process.returncode}, {len(rows)} rows in {found.name}, partial said: {'partial' in text} {err[:120]!r}")
    print(f"{'interrupted runs':<58} {2:>6} cases  whole rows, marked, 130 and 143: {'yes' if whole else 'NO'}")
    if not whole:
        failures.append("interrupted runs")


def killed_sweeps(binary, folder, chance, count):
    base = ["sweep", "ampa", "--set", "populations.0.I_app_pA=150,160,170,180", "--seeds", "1..8", "--duration", "60000", "--quiet", "--jobs", "2"]
    reference = folder / "whole.csv"
    Ran([binary, *base, "--csv", str(reference)])
    rows = lambda path: [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    wanted, right = rows(reference), 0
    for i in range(count):
        path = folder / f"killed{i}.csv"
        argv = [binary, *base, "--csv", str(path)]
        process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.02, 1.5))
        process.kill()
        process.wait()
        resumed = Ran([*argv, "--resume"])
        right += path.exists() and rows(path) == wanted
        if not (path.exists() and rows(path) == wanted):
            print(f"    {resumed.code} {resumed.err[:200]!r} {path.exists() and len(rows(path))}")
    print(f"{'sweeps killed at a random moment, then --resume':<58} {count:>6} cases  the same rows: {right}/{count}")
    if right < count:
        failures.append("killed sweeps")


def windows(binary, folder, chance):
    if not shutil.which("Xvfb"):
        print("no Xvfb: no window was opened")
        return
    number = next(n for n in range(130, 190) if not Path(f"/tmp/.X{n}-lock").exists())
    screen = subprocess.Popen(["Xvfb", f":{number}", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"], stderr=subprocess.DEVNULL)
    time.sleep(2)
    env = dict(os.environ, DISPLAY=f":{number}", BOUTON_LOG="info", NO_COLOR="1", LIBGL_ALWAYS_SOFTWARE="1")
    env.pop("WAYLAND_DISPLAY", None)

    def starts(name, prepare, extra=None):
        data = folder / f"data-{name}"
        data.mkdir()
        prepare(data)
        log = folder / f"{name}.log"
        with open(log, "wb") as err:
            process = subprocess.Popen([binary, "--data-dir", str(data), "ampa"], env=dict(env, **(extra or {})), stderr=err, stdout=subprocess.DEVNULL)
        end, seen = time.monotonic() + 60, False
        while time.monotonic() < end and process.poll() is None and not seen:
            seen = b"first frame" in log.read_bytes()
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        return seen and not PANIC.search(log.read_bytes())

    def fifo_origin(data):
        (data / "autosave").mkdir()
        (data / "autosave" / "1-1.ron").write_bytes((ROOT / "presets/ampa.ron").read_bytes())
        for name in ["1-1.origin", "1-1.ron.origin"]:
            os.mkfifo(data / "autosave" / name)

    def broken(content):
        return lambda data: (data / "settings.ron").write_bytes(content)

    cases = {
        "settings: empty": broken(b""),
        "settings: random": broken(os.urandom(5000)),
        "settings: a newer format": broken(b"(format: 99)"),
        "settings: a folder": lambda data: (data / "settings.ron").mkdir(),
        "settings: a pipe": lambda data: os.mkfifo(data / "settings.ron"),
        "settings: 10 MB": broken(b"(" * 10_000_000),
        "a pipe as .origin": fifo_origin,
        "autosave: a file": lambda data: (data / "autosave").write_text("no folder"),
    }
    results = {name: starts(name.replace(" ", "_").replace(":", "").replace(".", "_"), prepare) for name, prepare in cases.items()}
    results["a broken accessibility bus"] = starts("a11y", lambda data: None, {"AT_SPI_BUS_ADDRESS": "unix:path=/nonexistent", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
    for name, right in results.items():
        print(f"    window with {name}: {'opens' if right else 'DOES NOT OPEN'}")
        if not right:
            failures.append(f"window with {name}")
    screen.terminate()
    screen.wait()
    nowhere = Ran([binary, "ampa"], env={k: v for k, v in env.items() if k != "DISPLAY"})
    row("no display", [("unset", nowhere)], "a plain message, code 1", lambda ran: ran.code == 1 and b"bouton run" in ran.err)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--debug")
    parser.add_argument("--window")
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    for binary in filter(None, [args.binary, args.debug]):
        with tempfile.TemporaryDirectory() as folder:
            nesting(binary, Path(folder))
    for what in [bad_numbers, memory_bombs, strange_files, hostile_arguments, interrupted]:
        with tempfile.TemporaryDirectory() as folder:
            what(args.binary, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        truncated(args.binary, Path(folder), chance)
    with tempfile.TemporaryDirectory() as folder:
        killed_sweeps(args.binary, Path(folder), chance, args.kills)
    with tempfile.TemporaryDirectory() as folder:
        mutants(args.binary, Path(folder), chance, args.mutants)
    if args.window:
        with tempfile.TemporaryDirectory() as folder:
            windows(args.window, Path(folder), chance)
    print("all as expected" if not failures else f"NOT as expected: {', '.join(failures)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
