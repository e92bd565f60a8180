"""Random pull requests, judged by `slipway check` and by `rules.py`: both must say the same.

    python3 model.py SLIPWAY [--seed N] [--histories N] [--seconds S] [--first N]

Prints one line for each disagreement, and a line of numbers; exits with 1 where there was one. A seed and a number make
the same history again (`--seed S --first N --histories 1 --keep DIR`).
"""

import argparse
import collections
import os
import random
import subprocess
import sys
import tempfile
import time

from histories import History, Made, verdict


def stream(commits):
    """What `git fast-import` reads."""
    out = []

    def data(text):
        blob = text.encode()
        out.append(b"data %d\n%s\n" % (len(blob), blob))

    for commit in commits:
        if not commit.parents:
            out.append(b"reset refs/heads/all\n\n")
        out.append(f"commit refs/heads/all\nmark :{commit.mark}\n".encode())
        for who, address in (("author", commit.author), ("committer", commit.committer)):
            out.append(f"{who} Somebody <{address}> {commit.time} +0000\n".encode())
        data(f"Commit {commit.mark}\n")
        for word, parent in zip(["from"] + ["merge"] * 9, commit.parents):
            out.append(f"{word} :{parent.mark}\n".encode())
        out.append(b"deleteall\n")
        for path, text in sorted(commit.tree.items()):
            out.append(f"M 100644 inline {path}\n".encode())
            data(text)
    return b"".join(out)


class Repository:
    def __init__(self, folder):
        self.folder = folder
        self.environment = {
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": folder, "TZ": "UTC",
            "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        }
        self.git("init", "-q", "--bare", "-b", "main")

    def run(self, *arguments, data=b""):
        return subprocess.run(arguments, cwd=self.folder, env=self.environment, input=data, capture_output=True)

    def git(self, *arguments, data=b""):
        outcome = self.run("git", *arguments, data=data)
        if outcome.returncode != 0:
            raise SystemExit(f"git {arguments}: {outcome.stderr.decode()}")
        return outcome.stdout

    def bring(self, commits):
        self.git("fast-import", "--quiet", "--force", "--export-marks=marks", data=stream(commits))
        with open(os.path.join(self.folder, "marks")) as marks:
            pairs = [line.split() for line in marks]
        os.remove(os.path.join(self.folder, "marks"))
        return {int(mark[1:]): commit for mark, commit in pairs}

    def merged(self, ours, theirs):
        """The files of git's own merge; None where it conflicts."""
        outcome = self.run("git", "merge-tree", "--write-tree", ours, theirs)
        if outcome.returncode != 0:
            return None
        tree = outcome.stdout.decode().split()[0]
        names = self.git("ls-tree", "-r", "-z", tree).decode().split("\0")[:-1]
        entries = [(name.split("\t")[1], name.split()[2]) for name in names]
        answer = self.git("cat-file", "--batch", data="".join(f"{id}\n" for _, id in entries).encode())
        files = {}
        for path, _ in entries:
            head, answer = answer.split(b"\n", 1)
            size = int(head.split()[2])
            files[path], answer = answer[:size].decode(), answer[size + 1 :]
        return files


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("slipway")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--histories", type=int, default=20)
    parser.add_argument("--batch", type=int, default=40, help="histories in one repository")
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after this long")
    parser.add_argument("--verbose", action="store_true", help="say how often each way was taken")
    parser.add_argument("--keep", help="leave the repository here")
    options = parser.parse_args()
    started = time.time()
    numbers, kinds, wrong = collections.Counter(), collections.Counter(), 0
    number, last = options.first, options.first + options.histories
    while number < last and time.time() - started < options.seconds:
        with tempfile.TemporaryDirectory() as folder:
            if options.keep:
                folder = options.keep
                os.makedirs(folder)
            repository = Repository(folder)
            now = int(time.time())
            commits, requests, mark = [], [], 0
            for number in range(number, min(number + options.batch, last)):
                history = History(random.Random(f"{options.seed}.{number}"), now, mark, f"{options.seed}/{number}")
                mark = history.mark
                commits += history.commits
                requests += history.requests
            number += 1
            ids = repository.bring(commits)
            for request in requests:
                if time.time() - started >= options.seconds:
                    break
                wrong += not judged_alike(request, repository, ids, options.slipway, numbers, kinds)
    if options.verbose:
        for kind, count in sorted(kinds.items()):
            print(f"  {' '.join(kind)}: {count}")
    print(
        f"seed {options.seed}, histories {options.first} to {number - 1}: {numbers['legal']} legal pull requests, "
        f"{numbers['illegal']} illegal ones, {numbers['spoilt and legal']} spoilt ones that are legal all the same, "
        f"{numbers['merged by git']} of them merged by git, {numbers['left']} left out; {wrong} disagreements; {time.time() - started:.1f} s")
    sys.exit(1 if wrong else 0)


def judged_alike(request, repository, ids, slipway, numbers, kinds):
    base, head = ids[request["base"]], ids[request["head"]]
    expected, why = request["expected"], request["why"]
    if expected is None and request["landing"] == "rebase":
        numbers["left"] += 1
        return True
    if request["stale"] and not request["at"] and request["landing"] != "rebase":
        merged = repository.merged(base, head)
        numbers["merged by git"] += 1
        landed = Made(merged, [request["tip"].commit, request["to merge"]])
        expected, why = verdict(request["tip"], landed, request["now"]) if merged else (False, "a conflict")
    if expected:
        numbers["legal" if request["kind"] == "legal" else "spoilt and legal"] += 1
    else:
        numbers["illegal"] += 1
    for what in request["what"].split():
        kinds["legal" if expected else "illegal", what, "stale" if request["stale"] else ""] += 1
    arguments = ["--at", ids[request["at"]]] if request["at"] else ["--base", base, "--head", head]
    outcome = repository.run(slipway, "check", *arguments)
    if outcome.returncode == (0 if expected else 1):
        return True
    print(
        f"{request['name']} ({request['what']}, {request['landing']}): the model says "
        f"{'legal' if expected else 'illegal: ' + why}, slipway check {' '.join(arguments)} exits with "
        f"{outcome.returncode}:\n{outcome.stdout.decode()}{outcome.stderr.decode()}")
    return False


if __name__ == "__main__":
    main()
