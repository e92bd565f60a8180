"""Whole histories, audited by `slipway audit` and judged landing by landing by `rules.py`: both must find the same ones.

    python3 audit.py SLIPWAY [--seed N] [--histories N] [--seconds S] [--first N]

Each history is audited as it grew; and for each of its pull requests, legal or spoilt, once more as if that one had landed
last, with something harmless behind it. Where `check --base` can be asked, it must have said before what the audit says
afterwards. Prints one line for each disagreement, and a line of numbers; exits with 1 where there was one.
"""

import argparse
import collections
import json
import random
import sys
import tempfile
import time

from histories import History, verdict
from model import Repository
from rules import Landing


class Remembered(History):
    """A history that remembers what was about to land where."""

    def __init__(self, *arguments):
        self.wanted = []
        super().__init__(*arguments)

    def publish(self, request, kind):
        head = super().publish(request, kind)
        if request["trees"]:
            self.wanted.append({
                "index": len(self.line) - 1, "head": head, "tree": request["trees"][-1], "what": request["what"],
                "landing": self.flow["landing"], "stale": request["is_stale"],
            })
        return head

    def illegal(self):
        """For each landing of the line whether it is illegal, and why; the first one brings the policy."""
        found = [""]
        for (_, before, _), (_, after, _) in zip(self.line, self.line[1:]):
            legal, why = verdict(before, after.tree, after.time)
            found.append("" if legal else why)
        return found

    def continuations(self):
        """Lines that end with one of the pull requests: what is asked of both sides."""
        known = self.illegal()
        marks = [mark for mark, _, _ in self.line]
        for wanted in self.wanted:
            if wanted["landing"] == "rebase":
                continue
            mark, tip, _ = self.line[wanted["index"]]
            parents = [mark] if wanted["landing"] == "squash" else [mark, wanted["head"]]
            landed = self.commit(wanted["tree"], parents, self.now - 30)
            legal, why = verdict(tip, wanted["tree"], self.now - 30)
            after = Landing(wanted["tree"], self.now - 30, tip)
            last_tree = wanted["tree"] | {"README": f"Behind {landed}.\n"}
            last = self.commit(last_tree, [landed], self.now - 20)
            last_legal, last_why = verdict(after, last_tree, self.now - 20)
            expected = {m: why for m, why in zip(marks[: wanted["index"] + 1], known) if why}
            if not legal:
                expected[landed] = why
            if not last_legal:
                expected[last] = last_why
            ask = None if wanted["stale"] else (mark, wanted["head"], landed)
            yield {"name": f"{self.name}+{landed}", "tip": last, "expected": expected, "ask": ask, "what": wanted["what"]}


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("slipway")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--histories", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after this long")
    options = parser.parse_args()
    started = time.time()
    numbers, wrong = collections.Counter(), 0
    number = options.first
    while number < options.first + options.histories and time.time() - started < options.seconds:
        with tempfile.TemporaryDirectory() as folder:
            repository = Repository(folder)
            chance = random.Random(f"audit {options.seed}.{number}")
            history = Remembered(random.Random(f"{options.seed}.{number}"), int(time.time()), 0, f"{options.seed}/{number}")
            lines = [{
                "name": history.name, "tip": history.line[-1][0], "ask": None, "what": "as it grew",
                "expected": {mark: why for (mark, _, _), why in zip(history.line, history.illegal()) if why},
            }] + list(history.continuations())
            ids = repository.bring(history.commits)
            for line in lines:
                if time.time() - started >= options.seconds:
                    break
                expected = {ids[mark]: why for mark, why in line["expected"].items()}
                found, outcome = audit(repository, options.slipway, ids[line["tip"]], chance.random() < 0.5)
                numbers["illegal" if expected else "legal"] += 1
                if found != expected.keys():
                    wrong += 1
                    print(f"{line['name']} ({line['what']}): the model finds {expected}, the audit of {ids[line['tip']]} "
                          f"{found}:\n{outcome.stdout.decode()[:2000]}{outcome.stderr.decode()}")
                if line["ask"] and found is not None and chance.random() < 0.3:
                    base, head, landed = (ids[mark] for mark in line["ask"])
                    before = repository.run(options.slipway, "check", "--base", base, "--head", head).returncode
                    numbers["asked before"] += 1
                    if before != (1 if landed in found else 0):
                        wrong += 1
                        print(f"{line['name']} ({line['what']}): check --base {base} --head {head} exits with {before}, "
                              f"and the audit says otherwise of {landed}")
        number += 1
    print(
        f"seed {options.seed}, histories {options.first} to {number - 1}: {numbers['legal']} legal lines, {numbers['illegal']} "
        f"with something illegal, {numbers['asked before']} landings that check was asked about before; {wrong} disagreements; "
        f"{time.time() - started:.1f} s")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
