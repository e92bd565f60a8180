"""Makes sample repositories for the benchmark: the same bytes every time.

    generate.py tree FOLDER COUNT       a working tree with COUNT manifests of about 500 bytes, by `release-stages`
    generate.py history FOLDER COMMITS  a repository with that many commits, made with `git fast-import`
    generate.py signed FOLDER COUNT     repositories in which that many features are brought and moved, each with a
                                        sign-off: unsigned, signed with Ed25519, and with ECDSA P-256

Only the standard library is used, and `ssh-keygen` to sign. The workflow comes in the environment as WORKFLOW, as `slipway init` wrote it.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

WORDS = (
    "agents search inbox reply composer export saved template routing shared queue filter report macro language "
    "customer channel history attachment calendar permission search audit digest reminder profile mention draft"
).split()
PEOPLE = [f"person-{number}" for number in range(40)]
SUPPORT, GROWTH, OWNERS = PEOPLE[:10], PEOPLE[10:20], PEOPLE[20:]


class Chance:
    """Numbers that look random and depend on nothing but the seed."""

    def __init__(self, seed):
        self.seed, self.count = seed, 0

    def below(self, limit):
        self.count += 1
        digest = hashlib.sha256(f"{self.seed}/{self.count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def one_of(self, items):
        return items[self.below(len(items))]

    def words(self, count):
        return " ".join(self.one_of(WORDS) for _ in range(count))


def name(index):
    return f"{WORDS[index % len(WORDS)]}-{WORDS[index // 7 % len(WORDS)]}-{index:05}"


def link(chance):
    return f"https://example.com/reviews/{chance.below(9000) + 1000}"


def sign_off(chance, team, people):
    day = f"2026-{chance.below(9) + 1:02}-{chance.below(28) + 1:02}"
    covers = hashlib.sha256(f"{chance.seed}/{team}".encode()).hexdigest()
    return f"      - {{team: {team}, by: {chance.one_of(people)}, on: {day}, covers: {covers}}}"


def development(chance, complete):
    lines = ["  development:", "    criteria:"]
    lines.append(f"      problem-confirmed: {link(chance)}")
    if complete:
        lines.append(f"      preview-tried: {link(chance)} # the second preview")
        lines.append(f"      route-agreed: {chance.words(5)}")
        lines.append("    sign-offs:")
        lines.append(sign_off(chance, "support", SUPPORT))
    return lines


def internal_release(chance):
    lines = ["  internal-release:", "    criteria:"]
    lines.append(f"      announced-internally: {link(chance)}")
    lines.append(f"      no-major-bugs: {link(chance)}")
    return lines


def manifest(index, revision=0, signs=True):
    """One feature; `revision` changes its summary and nothing else. Without `signs` no open gate has sign-offs."""
    chance = Chance(index)
    kind = chance.below(10)
    stage = "development" if kind < 5 else "beta-release" if kind == 9 else "internal-release"
    lines = ["# yaml-language-server: $schema=../schemas/feature.schema.json"] if kind in (0, 5) else []
    lines.append(f"feature: {name(index)}")
    lines.append(f"title: {chance.words(3).capitalize()}")
    lines.append(f"owner: {chance.one_of(OWNERS)}")
    lines.append(f"stage: {stage}")
    lines.append(f"flag: {name(index).replace('-', '_')}")
    if kind == 3:
        lines += ["summary: >", f"  {chance.words(6)}", f"  {chance.words(5)} in revision {revision}."]
    else:
        lines.append(f'summary: "{chance.words(7)}: revision {revision}."')
    lines.append(f"testers: {chance.below(8) + 1}   # people in Support")
    lines.append(f"documentation: {chance.one_of(['needed', 'not-needed'])}")
    if stage == "beta-release":
        lines += ["beta:", "  reasons: [impact-unsure, much-requested]", "  pool: external-customers"]
        lines.append(f"  channel: https://example.com/channels/{index}")
    if kind == 1:
        lines.append("returned:")
        lines.append("  - from: internal-release\n    to: development")
        lines.append(f"    because: {chance.words(4)}")
        lines.append(f"    by: {chance.one_of(SUPPORT)}\n    on: 2026-02-{chance.below(28) + 1:02}")
    if kind > 0:
        lines += ["", "gates:"] + development(chance, complete=stage != "development" or kind == 4 and signs)
        if kind == 6:
            lines += internal_release(chance)
    return "\n".join(lines) + "\n"


def teams():
    lines = ["people:"]
    for person in PEOPLE:
        lines.append(f"  {person}: {{name: {person.capitalize()}, emails: [{person}@example.com]}}")
    lines.append("teams:")
    for team, members in (("support", SUPPORT), ("growth", GROWTH), ("docs", OWNERS[:3])):
        lines.append(f"  {team}: [{', '.join(members)}]")
    return "\n".join(lines) + "\n"


def policy():
    return {"schemas/workflow.yaml": os.environ["WORKFLOW"], "schemas/teams.yaml": teams()}


def make_tree(folder, count):
    files = policy() | {f"features/{name(index)}.yaml": manifest(index) for index in range(count)}
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    git(folder, "init", "--quiet", "--initial-branch=main")
    identify(folder)
    git(folder, "add", "--all")
    git(folder, "-c", "gc.auto=0", "commit", "--quiet", "--message=Begin")
    git(folder, "gc", "--quiet")


def make_history(folder, commits, features=1000):
    """Every landing changes one manifest, but a merge what its branch did; now and then a feature goes back."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    identify(folder)
    stream = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE)
    back = set()
    number = 0
    while number < commits:
        chance = Chance(f"commit {number}")
        files = {}
        if number == 0:
            files = policy() | {path(index): manifest(index, signs=False) for index in range(features)}
            stream.stdin.write(commit("main", number, files))
        elif chance.below(20) > 0 or commits - number < 5:
            stream.stdin.write(commit("main", number, change(chance, number, features, back)))
        else:
            stream.stdin.write(b"reset refs/heads/side\nfrom refs/heads/main\n\n")
            for _ in range(chance.below(3) + 1):
                edit = change(chance, number, features, back)
                stream.stdin.write(commit("side", number, edit))
                files |= edit
                number += 1
            stream.stdin.write(commit("main", number, files, merged="side"))
        number += 1
    stream.stdin.write(b"reset refs/heads/side\nfrom 0000000000000000000000000000000000000000\n\n")
    stream.stdin.close()
    if stream.wait() != 0:
        sys.exit("git fast-import failed")
    git(folder, "reset", "--quiet", "--hard")
    git(folder, "commit-graph", "write")


SIGNED_WORKFLOW = """\
workflow: signed
repository: 0123456789abcdef0123456789abcdef
version: 1
stages: {draft: {gate: {sign-offs: [support]}}, live: {}, done: {final: true}}
sign-offs: {strength: STRENGTH, normative: [title, owner]}
"""


def make_signed(folder, count):
    for kind in ("unsigned", "ed25519", "ecdsa"):
        make_signed_history(folder / kind, kind, count)


def make_signed_history(folder, kind, count, each=20):
    """All features are brought first and then moved, in landings of a few, as one landing is judged by one thread."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    identify(folder)
    strength = "named" if kind == "unsigned" else "signed"
    files = {"schemas/workflow.yaml": SIGNED_WORKFLOW.replace("STRENGTH", strength), "schemas/teams.yaml": teams()}
    statements = [statement(index) for index in range(count)]
    signatures = [""] * count
    if kind != "unsigned":
        key, signatures = signed(folder / ".git", kind, [made for _, made in statements])
        files["schemas/allowed_signers"] = f"{SUPPORT[0]} {key}\n"
    stream = [commit("main", 0, files)]
    for stage in ("draft", "live"):
        for first in range(0, count, each):
            files = {
                path(index): signed_manifest(index, stage, statements[index][0], signatures[index])
                for index in range(first, min(count, first + each))
            }
            stream.append(commit("main", len(stream), files))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(stream), check=True)
    git(folder, "reset", "--quiet", "--hard")


def statement(index):
    """What a sign-off covers, and the statement that is signed: docs/sign-offs.md says how they are made."""

    def canonical(members):
        return json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    decision = {
        "decision": "leave", "feature": name(index), "gate": "draft", "pass": 0,
        "repository": "0123456789abcdef0123456789abcdef",
    }
    fields = {"title": f"Feature {index}", "owner": OWNERS[0]}
    covered = canonical(decision | {"criteria": {}, "fields": fields, "statement": "slipway/1"})
    covers = hashlib.sha256(covered).hexdigest()
    own = {"by": SUPPORT[0], "covers": covers, "on": "2020-09-13", "team": "support", "statement": "slipway/1 sign-off"}
    return covers, canonical(decision | own)


def signed(folder, kind, statements):
    """A new key, and its signature of each statement, as a record holds it."""
    key = folder / "signer"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", key], check=True)
    texts = [folder / f"statement-{index}" for index in range(len(statements))]
    for text, content in zip(texts, statements):
        text.write_bytes(content)
    for first in range(0, len(texts), 500):
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "slipway-sign-off", "-f", key, *texts[first : first + 500]]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    armored = [Path(f"{text}.sig").read_text().split() for text in texts]
    return key.with_suffix(".pub").read_text().rsplit(" ", 1)[0], ["".join(words[3:-3]) for words in armored]


def signed_manifest(index, stage, covers, signature):
    record = f"team: support, by: {SUPPORT[0]}, on: 2020-09-13, covers: {covers}"
    if signature:
        record += f", signed: {signature}"
    return (
        f"feature: {name(index)}\ntitle: Feature {index}\nowner: {OWNERS[0]}\nstage: {stage}\n"
        f"gates:\n  draft:\n    sign-offs:\n      - {{{record}}}\n"
    )


def path(index):
    return f"features/{name(index)}.yaml"


def change(chance, number, features, back):
    """Another summary; one in a hundred goes back to the first stage, where it may."""
    index = chance.below(features)
    text = manifest(index, revision=number, signs=False)
    if index in back or chance.below(100) == 0 and "stage: internal-release" in text:
        back.add(index)
        text = text[: text.index("gates:")].rstrip("\n").replace("stage: internal-release", "stage: development")
        text += "\nreturned:\n  - from: internal-release\n    to: development\n    because: Support asked for changes\n"
        text += "    by: person-1\n    on: 2026-02-03\n"
    return {path(index): text}


def commit(branch, number, files, merged=None):
    who = f"Person-20 <person-20@example.com> {1600000000 + number * 600} +0000"
    text = f"commit refs/heads/{branch}\ncommitter {who}\n{data(f'Change number {number}')}"
    if merged:
        text += f"merge refs/heads/{merged}\n"
    return (text + "".join(f"M 100644 inline {path}\n{data(body)}" for path, body in files.items())).encode()


def data(text):
    return f"data {len(text.encode())}\n{text}\n"


def identify(folder):
    git(folder, "config", "user.name", "Person-20")
    git(folder, "config", "user.email", "person-20@example.com")


def git(folder, *arguments):
    subprocess.run(["git", *arguments], cwd=folder, check=True)


if __name__ == "__main__":
    what, where, number = sys.argv[1:]
    {"tree": make_tree, "history": make_history, "signed": make_signed}[what](Path(where), int(number))
