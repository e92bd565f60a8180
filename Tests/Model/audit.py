"""Whole histories, audited by `slipway audit` and judged landing by landing by `rules.py`: both must find the same ones.

    python3 audit.py SLIPWAY [--seed N] [--histories N] [--seconds S] [--first N]

Each history is audited as it grew; and for each of its pull requests, legal or spoilt, once more as if that one had landed
last, with something harmless behind it. Where `check --base` can be asked, it must have said before what the audit says
afterwards. Then objects of some of these lines are exchanged under their names: no audit may call such a line proved, unless
it builds on one that had looked at them before. Prints one line for each disagreement, and a line of numbers; exits with 1
where there was one.
"""

import argparse
import collections
import functools
import json
import random
import sys
import tempfile
import time

from edits import Edits
from histories import History, Made, verdict
from model import Repository
from rules import Landing


class Remembered(History):
    """A history that remembers what was about to land where."""

    def __init__(self, *arguments):
        self.wanted = []
        super().__init__(*arguments)

    def publish(self, request, kind):
        super().publish(request, kind)
        if request["landed"]:
            self.wanted.append(request | {"index": len(self.line) - 1})

    def illegal(self):
        """By landing why it is illegal; the first one brings the policy."""
        pairs = zip(self.line, self.line[1:])
        whys = {after.commit.mark: verdict(before, after.commit, after.time)[1] for (before, _), (after, _) in pairs}
        return {mark: why for mark, why in whys.items() if why}

    def continuations(self):
        """Lines that end with one of the pull requests: what is asked of both sides."""
        known = self.illegal()
        for wanted in self.wanted:
            tip = wanted["tip"]
            before = [landing.commit.mark for landing, _ in self.line[: wanted["index"] + 1]]
            expected = {mark: known[mark] for mark in before if mark in known}
            harmless = Made(wanted["landed"][-1].tree | {"README": f"Behind {self.mark}.\n"}, [])
            own = []
            for number, commit in enumerate(wanted["landed"] + [harmless]):
                # A rebase of what stands on the tip already changes nothing, not even dates.
                is_kept = wanted["landing"] == "rebase" and not wanted["is_stale"] and commit is not harmless
                time = wanted["branch"][number].time if is_kept else self.now - 60 + number
                if commit is harmless:
                    after = Landing(self.keep(Made(harmless.tree, [tip.commit]), time), time, tip)
                else:
                    after = self.continued(tip, commit, wanted, time)
                    own.append(after.commit.mark)
                why = verdict(tip, after.commit, time)[1]
                if why:
                    expected[after.commit.mark] = why
                tip = after
            ask = None if wanted["is_stale"] else (before[-1], wanted["head"].mark)
            yield {
                "name": f"{self.name}+{own[0]}", "tip": tip.commit.mark, "own": set(own), "expected": expected,
                "ask": ask, "what": wanted["what"],
            }


def audit(repository, slipway, tip, uses_checkpoint):
    arguments = [slipway, "audit", tip, "--format", "jsonl"] + ([] if uses_checkpoint else ["--no-cache"])
    outcome = repository.run(*arguments)
    if outcome.returncode not in (0, 1):
        return None, outcome
    landings = [json.loads(line) for line in outcome.stdout.splitlines()]
    found = {
        landing["landing"] for landing in landings if "landing" in landing
        if any(finding["severity"] == "error" for finding in landing["findings"])
    }
    return (found if bool(found) == (outcome.returncode == 1) else None), outcome


def edit(edits, slipway, line, ids, kinds):
    """Edits objects of a line, one at a time; how often the audit did not see what it had to."""
    wrong = 0
    expected = {ids[mark] for mark in line["expected"]}
    for _ in range(3):
        edited = edits.try_one(functools.partial(audit, edits.repository, slipway))
        if not edited:
            continue
        what, must_be_seen, (found, outcome) = edited
        is_seen = outcome.returncode == 3 and b"holds other bytes" in outcome.stderr
        kinds["seen" if is_seen else "unseen", "edited " + what] += 1
        # What nobody looks at must not make the answer any better.
        if not is_seen and (must_be_seen or found is None or not expected <= found):
            wrong += 1
            print(f"{line['name']}: an edited {what}, and the audit finds {found} where {expected} is right:\n"
                  f"{outcome.stdout.decode()[:2000]}{outcome.stderr.decode()}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("slipway")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--histories", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after this long")
    parser.add_argument("--verbose", action="store_true", help="say how often each way was taken")
    options = parser.parse_args()
    started = time.time()
    numbers, kinds, wrong = collections.Counter(), collections.Counter(), 0
    number = options.first
    while number < options.first + options.histories and time.time() - started < options.seconds:
        with tempfile.TemporaryDirectory() as folder:
            repository = Repository(folder)
            chance = random.Random(f"audit {options.seed}.{number}")
            history = Remembered(random.Random(f"{options.seed}.{number}"), int(time.time()), 0, f"{options.seed}/{number}")
            lines = [{
                "name": history.name, "tip": history.line[-1][0].commit.mark, "own": set(), "ask": None, "what": "as it grew",
                "expected": history.illegal(),
            }] + list(history.continuations())
            ids = repository.bring(history.commits)
            for line in lines:
                if time.time() - started >= options.seconds:
                    break
                expected = {ids[mark]: why for mark, why in line["expected"].items()}
                found, outcome = audit(repository, options.slipway, ids[line["tip"]], chance.random() < 0.5)
                numbers["illegal" if expected else "legal"] += 1
                for what in line["what"].split() if line["own"] else []:
                    kinds["illegal" if line["own"] & line["expected"].keys() else "legal", what] += 1
                if found != expected.keys():
                    wrong += 1
                    print(f"{line['name']} ({line['what']}): the model finds {expected}, the audit of {ids[line['tip']]} "
                          f"{found}:\n{outcome.stdout.decode()[:2000]}{outcome.stderr.decode()}")
                if line["ask"] and found is not None and chance.random() < 0.3:
                    base, head = (ids[mark] for mark in line["ask"])
                    is_found = any(ids[mark] in found for mark in line["own"])
                    before = repository.run(options.slipway, "check", "--base", base, "--head", head).returncode
                    numbers["asked before"] += 1
                    if before != (1 if is_found else 0):
                        wrong += 1
                        print(f"{line['name']} ({line['what']}): check --base {base} --head {head} exits with {before}, "
                              f"and the audit says otherwise of {ids[line['tip']]}")
            for line in chance.sample(lines, min(len(lines), 2)):
                if time.time() - started < options.seconds:
                    wrong += edit(Edits(repository, chance, ids[line["tip"]]), options.slipway, line, ids, kinds)
        number += 1
    seen = sum(count for kind, count in kinds.items() if kind[0] == "seen")
    if options.verbose:
        for kind, count in sorted(kinds.items()):
            print(f"  {' '.join(kind)}: {count}")
    print(
        f"seed {options.seed}, histories {options.first} to {number - 1}: {numbers['legal']} legal lines, {numbers['illegal']} "
        f"with something illegal, {seen} edited objects seen, {numbers['asked before']} landings that check was asked about "
        f"before; {wrong} disagreements; {time.time() - started:.1f} s")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
