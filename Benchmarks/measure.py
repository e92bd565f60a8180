"""Measures commands side by side, prints one table, and holds the numbers to Slipway's aims.

The commands of a group take turns, so that a machine that slows down slows all of them; a ratio is the median of the
ratios turn by turn. Times are wall time from the start of the process to its end, the output thrown away; beside them
stands the processor time of all its threads, which says more on a machine that others use too. Exits 1 when an aim,
which is always about wall time, is missed. `scripts/bench` calls it with all that it needs.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path


class Command:
    """One line of the table: how it is run, and the wall and processor times that it took, in seconds."""

    def __init__(self, title, arguments, folder=".", prepare=None, turns=None):
        self.title, self.arguments, self.folder = title, [str(part) for part in arguments], folder
        self.prepare, self.turns, self.times = prepare, turns, []
        self.processor = []
        #: The most memory that it ever held, in bytes; pages of files that it maps are part of it.
        self.memory = 0

    def run(self):
        """Runs it once; what `prepare` returns stands in for `{}` in the arguments."""
        name = self.prepare() if self.prepare else ""
        arguments = [part.replace("{}", name) for part in self.arguments]
        os.chdir(self.folder)
        start = time.perf_counter()
        child = os.posix_spawnp(arguments[0], arguments, os.environ, file_actions=QUIET)
        _, status, usage = os.wait4(child, 0)
        took = time.perf_counter() - start
        if status != 0:
            sys.exit(f"this failed, so nothing was measured: {' '.join(arguments)[:200]} (in {self.folder})")
        self.memory = max(self.memory, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
        return took, usage.ru_utime + usage.ru_stime


QUIET = [
    (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
]


class Report:
    def __init__(self):
        self.missed = 0
        self.verdicts = []

    def group(self, title, commands, turns):
        """Measures a group and prints it; ratios are to its first command."""
        print(f"\n{title}", flush=True)
        for turn in range(-1, turns):
            # There and back: what a command finds warm, another one has left, and none is to follow the same one always.
            for command in commands if turn % 2 else reversed(commands):
                if turn < (command.turns or turns):
                    took, processor = command.run()
                    if turn >= 0:
                        command.times.append(took)
                        command.processor.append(processor)
        for command in commands:
            low, middle, high = min(command.times), statistics.median(command.times), max(command.times)
            times = f"{shown(middle):>10}  {shown(low):>10} to {shown(high):>10}  {len(command.times):>3} runs"
            times += f"  {shown(statistics.median(command.processor)):>10}"
            ratio = "" if command is commands[0] else f"{self.ratio(command, commands[0]):8.2f} x"
            print(f"  {command.title:<46} {times} {ratio}".rstrip(), flush=True)

    def ratio(self, command, other):
        return statistics.median(a / b for a, b in zip(command.times, other.times))

    def at_most(self, what, value, limit, unit):
        self.verdict(value <= limit, f"{what}: {value:.2f}{unit}, to be at most {limit:g}{unit}")

    def at_least(self, what, value, limit, unit):
        self.verdict(value >= limit, f"{what}: {value:.2f}{unit}, to be at least {limit:g}{unit}")

    def verdict(self, is_met, text):
        self.missed += not is_met
        self.verdicts.append(("met   " if is_met else "MISSED") + f"  {text}")


def shown(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"


def check_trees(report, given):
    for count in given.counts:
        tree = given.work / f"tree-{count}"
        slipway = Command("slipway check --tree", [given.slipway, "check", "--tree"], tree)
        floor = Command("libyaml's events alone, in C", [given.floor, "features"], tree)
        commands = [slipway, floor]
        python = None
        if given.python:
            schema = given.sources / "manifest.schema.json"
            python = Command(
                "CBaseLoader and jsonschema-rs, in Python",
                [given.python, given.sources / "judge.py", schema, "features"], tree)
            commands.append(python)
        if given.check_jsonschema and not (given.quick and count > 1000):
            files = [f"features/{name}" for name in sorted(os.listdir(tree / "features"))]
            schema = ["--schemafile", given.sources / "manifest.schema.json"]
            commands.append(Command("check-jsonschema", [given.check_jsonschema, *schema, *files], tree, turns=1))
        report.group(f"check of {count:,} manifests", commands, given.turns)
        report.at_most(f"check of {count:,} to libyaml's events", report.ratio(slipway, floor), 1.5, " x")
        if python:
            report.at_least(f"Python to check of {count:,}", report.ratio(python, slipway), 5, " x")


def start_up(report, given):
    version = Command("slipway --version", [given.slipway, "--version"])
    git = Command("git --version", ["git", "--version"])
    report.group("start-up", [version, git], 4 * given.turns)
    report.at_most("start-up", statistics.median(version.times) * 1000, 5, " ms")


def commits(report, given):
    count = given.counts[-1]
    tree = given.work / f"tree-{count}"
    # A feature a run: what was recorded once could not be recorded again.
    fresh = (path for path in sorted((tree / "features").iterdir()) if is_fresh(path))

    def changed():
        path = next(fresh)
        with path.open("a") as file:
            file.write("# changed\n")
        return path.stem

    complete = (path for path in sorted((tree / "features").iterdir()) if is_complete(path))

    def signed_off():
        path = next(complete)
        person = {"GIT_AUTHOR_EMAIL": "person-0@example.com", "GIT_COMMITTER_EMAIL": "person-0@example.com"}
        sign = [given.slipway, "sign-off", path.stem, "--team", "support"]
        subprocess.run(sign, cwd=tree, check=True, capture_output=True, env=os.environ | person)
        return path.stem

    record = [given.slipway, "record", "{}", "problem-confirmed", "https://example.com/reviews/1"]
    commit = ["commit", "--quiet", "--message=Change", "--", "features/{}.yaml"]
    slipway = Command("slipway record", record, tree, prepare=lambda: next(fresh).stem)
    advance = Command("slipway advance", [given.slipway, "advance", "{}"], tree, prepare=signed_off)
    git = Command("git commit -- FILE", ["git", *commit], tree, prepare=changed)
    synced = Command("git commit, core.fsync=all", ["git", "-c", "core.fsync=all", *commit], tree, prepare=changed)
    report.group(f"one commit among {count:,} manifests", [slipway, advance, git, synced], 2 * given.turns)
    report.at_most("slipway record to git commit", report.ratio(slipway, git), 0.5, " x")
    report.at_most("slipway advance to git commit", report.ratio(advance, git), 0.5, " x")


def pull_requests(report, given):
    """One changed manifest among many and among few: `check --base` beside `git diff`.

    All four take turns, so the ratio of the large repository to the small one is had turn by turn. Growth is held to be
    steeper than git's where the middle halves of the two rows of ratios do not overlap: what lies inside of them is the
    machine's noise.
    """
    many, few = given.counts[-1], 100
    diffs, checks = {}, {}
    for count in (few, many):
        tree = given.work / f"tree-{count}"
        base, head = changed_on_a_branch(tree)
        diffs[count] = Command(f"git diff --name-only, {count:,}", ["git", "diff", "--name-only", base, head], tree)
        check = [given.slipway, "check", "--base", base, "--head", head]
        checks[count] = Command(f"slipway check --base, {count:,}", check, tree)
    report.group(
        f"one changed manifest among {few:,} and among {many:,}", [*diffs.values(), *checks.values()], 4 * given.turns)
    for count in (few, many):
        diff, check = (statistics.median(command.times) * 1000 for command in (diffs[count], checks[count]))
        report.at_most(f"check --base among {count:,}", check, round(2 * diff + 5, 2), " ms")
    growths = [
        sorted(large / small for large, small in zip(row[many].times, row[few].times)) for row in (checks, diffs)
    ]
    ours, git = statistics.quantiles(growths[0], n=4)[0], statistics.quantiles(growths[1], n=4)[2]
    report.at_most(
        f"growth of check --base to {many:,} (lower quartile, to git's upper one)", ours, round(git, 2), " x")


def changed_on_a_branch(tree):
    """Commits beside the checked-out branch: its tip, and one on top of it that changes one manifest."""

    def git(*arguments):
        return subprocess.run(["git", *arguments], cwd=tree, check=True, capture_output=True, text=True).stdout.strip()

    base = git("rev-parse", "HEAD")
    path = next(path for path in sorted((tree / "features").iterdir()) if is_fresh(path))
    text = path.read_text()
    path.write_text(text + "# changed\n")
    git("commit", "--quiet", "--message=Change", "--", path.relative_to(tree))
    head = git("rev-parse", "HEAD")
    git("reset", "--quiet", "--hard", base)
    return base, head


def is_fresh(path):
    text = path.read_text()
    return "stage: development" in text and "gates:" not in text


def is_complete(path):
    """Whether all that its stage's gate asks for is there, but the sign-off, which covers something else."""
    text = path.read_text()
    return "stage: development" in text and "route-agreed:" in text


def signatures(report, given):
    """An audit of sign-offs that are signed, beside the same ones without signatures: the rest is what verifying takes.

    Each is verified twice: when it is brought to the line, and when the feature moves on.
    """

    def audit(kind):
        return Command(
            f"slipway audit, {kind}", [given.slipway, "audit", "--no-cache"], given.work / "signed" / kind)

    unsigned, *others = commands = [audit(kind) for kind in ("unsigned", "ed25519", "ecdsa")]
    report.group(f"{given.signed:,} features brought and moved, each with a sign-off", commands, given.turns)
    for command in others:
        took = statistics.median(a - b for a, b in zip(command.times, unsigned.times))
        kind = command.title.split()[-1]
        report.at_least(f"signatures in records, {kind}", 2 * given.signed / took, 5000, " a second")


def others(report, given):
    count = given.counts[-1]
    tree = given.work / f"tree-{count}"
    changed = next(path for path in sorted((tree / "features").iterdir()) if is_fresh(path))
    text = changed.read_text()
    changed.write_text(text + "# changed\n")
    check = Command("slipway check, one manifest changed", [given.slipway, "check"], tree)
    status = Command("slipway status", [given.slipway, "status"], tree)
    git = Command("git status", ["git", "status", "--short"], tree)
    report.group(f"for information: {count:,} manifests", [check, status, git], given.turns)
    changed.write_text(text)
    demo = given.work / "demo"
    report.group(
        "for information: the repository that `slipway demo` makes",
        [
            Command("slipway log", [given.slipway, "log"], demo), Command("slipway status", [given.slipway, "status"], demo),
            Command("git log --raw", ["git", "log", "--raw"], demo),
        ], given.turns)


def audits(report, given):
    cold_times = {}
    for count in given.commits:
        history = given.work / f"history-{count}"
        turns = given.turns if count <= 10000 else max(2, given.turns // 5)
        audit = [given.slipway, "audit"]
        raw = Command("git log --raw -- features", ["git", "log", "--raw", "--", "features"], history)
        line = Command(
            "git log --first-parent -m --raw -- features",
            ["git", "log", "--first-parent", "-m", "--raw", "--", "features"], history)
        cold = Command("slipway audit, nothing hashed", [*audit, "--no-cache", "--no-verify-objects"], history)
        hashed = Command("slipway audit, everything hashed", [*audit, "--no-cache"], history)
        report.group(f"audit of {count:,} commits over 1,000 manifests, with merges", [raw, line, cold, hashed], turns)
        faster = min((raw, line), key=lambda command: statistics.median(command.times))
        report.at_most(f"audit of {count:,} to the faster git log", report.ratio(cold, faster), 0.4, " x")
        report.at_most(f"audit of {count:,} with hashes", statistics.median(hashed.times), 10, " s")
        report.at_most(f"memory of both audits of {count:,}", max(cold.memory, hashed.memory) / 1e6, 300, " MB")
        cold_times[count] = statistics.median(cold.times)
        audit_again(report, history, audit, "main", f"audit of {count:,} once more", 20, given.turns)
        log_one(report, given, history, count, turns)
        audit_again(report, history, audit, "main~10", f"audit of {count:,} after ten more landings", 50, given.turns)
    few, many = min(cold_times), max(cold_times)
    if few < many:
        growth = cold_times[many] / cold_times[few] / (many / few)
        report.at_most(f"growth of audit from {few:,} to {many:,} commits, to theirs", growth, 1.2, " x")


def audit_again(report, history, audit, known, what, limit, turns):
    """An audit that begins with what one up to `known` kept."""
    shutil.rmtree(history / ".git" / "slipway", ignore_errors=True)
    subprocess.run([*audit, known], cwd=history, check=True, capture_output=True)
    again = Command("slipway audit", audit, history)
    report.group(what, [again], turns)
    report.at_most(what, statistics.median(again.times) * 1000, limit, " ms")


def log_one(report, given, history, count, turns):
    feature = sorted(os.listdir(history / "features"))[0]
    one = Command("slipway log ONE", [given.slipway, "log", feature.removesuffix(".yaml")], history)
    path = Command("git log -- features/ONE.yaml", ["git", "log", "--", f"features/{feature}"], history)
    start = Command("slipway --version", [given.slipway, "--version"], history)
    report.group(f"one feature in {count:,} commits that were audited before", [one, path, start], turns)
    report.at_most(f"log of one in {count:,} to git log", report.ratio(one, path), 0.02, " x")


def main():
    parser = argparse.ArgumentParser()
    for name in ("slipway", "floor", "work", "sources"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--python", type=Path)
    parser.add_argument("--check-jsonschema", type=Path)
    parser.add_argument("--commits", type=int, nargs="+", required=True)
    parser.add_argument("--counts", type=int, nargs="+", required=True)
    parser.add_argument("--signed", type=int, required=True)
    parser.add_argument("--turns", type=int, required=True)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    report = Report()
    print(f"{'':<48} {'median':>10}  {'least':>10} to {'most':>10}  {'':>8}  {'processor':>10}  to the first line")
    check_trees(report, given)
    start_up(report, given)
    pull_requests(report, given)
    commits(report, given)
    signatures(report, given)
    others(report, given)
    audits(report, given)
    print("\n" + "\n".join(report.verdicts))
    return 1 if report.missed else 0


sys.exit(main())
