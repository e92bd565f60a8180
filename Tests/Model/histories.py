"""Random histories of a trial workflow, each with pull requests that are legal and with the same ones spoilt once."""

import copy

from rules import (
    BACK, FINAL, OPTIONAL, ORDER, Commit, Illegal, Landing, fingerprint, identity, judge, manifests, place, read, signs)

PEOPLE = ["ada", "bob", "cyd", "dan", "eve"]
LINK = "https://example.org/"
HOUR = 3600


# --- Texts -----------------------------------------------------------------------------------------------------------


def flow(entry):
    return "{" + ", ".join(f"{key}: {value}" for key, value in entry.items()) + "}"


def write(feature):
    lines = [f"{key}: {feature[key]}" for key in ("feature", "title", "owner", "stage")]
    # What would have nothing behind it is left out.
    gates = [gate for gate, record in feature["gates"].items() if any(record.values())]
    if gates:
        lines.append("gates:")
    for gate in sorted(gates, key=lambda gate: place(gate) if place(gate) is not None else 9):
        record = feature["gates"][gate]
        lines.append(f"  {gate}:")
        if "skipped" in record:
            lines.append(f"    skipped: {record['skipped']}")
        if record.get("criteria"):
            lines.append("    criteria:")
            lines += [f"      {name}: {shown}" for name, shown in record["criteria"].items()]
        if record.get("sign-offs"):
            lines.append("    sign-offs:")
            lines += [f"      - {flow(entry)}" for entry in record["sign-offs"]]
    if feature["returned"]:
        lines += ["returned:"] + [f"  - {flow(entry)}" for entry in feature["returned"]]
    if "withdrawn" in feature:
        lines.append(f"withdrawn: {flow(feature['withdrawn'])}")
    return "\n".join(lines) + "\n"


def workflow(flow):
    stages = []
    for stage, gate in flow["gates"].items():
        stages.append(f"  {stage}:")
        if stage in OPTIONAL:
            stages += ["    optional:", "      skip-sign-offs: [review]"]
        if stage in BACK:
            stages.append(f"    back-to: [{', '.join(BACK[stage])}]")
        stages.append("    gate:")
        if gate["criteria"]:
            stages.append("      criteria:")
            stages += [f"        {name}: {{says: It is so., evidence: link}}" for name in gate["criteria"]]
        stages.append(f"      sign-offs: [{', '.join(gate['slots'])}]")
        if gate.get("soak"):
            stages.append(f"      soak: {gate['soak']} days")
    head = [
        "workflow: model", f"repository: {flow['repository']}", f"version: {flow['version']}",
        'manifests: {files: "features/**/*.yaml"}', "stages:",
    ]
    tail = [
        "  done: {final: true}", "  dropped: {final: true, from: any}",
        f"sign-offs: {{strength: {flow['strength']}, self: refused, normative: [title]}}",
        f"landing: {flow['landing']}", "hops: one",
    ]
    return "\n".join(head + stages + tail) + "\n"


def teams(flow):
    lines = ["people:"]
    lines += [f"  {who}: {{name: {who.title()}, emails: [{', '.join(emails)}]}}" for who, emails in flow["people"].items()]
    return "\n".join(lines + ["teams:"] + [f"  {t}: [{', '.join(m)}]" for t, m in flow["teams"].items()]) + "\n"


def policy_files(flow):
    return {"schemas/workflow.yaml": workflow(flow), "schemas/teams.yaml": teams(flow)}


# --- Editing features --------------------------------------------------------------------------------------------------


class Maker:
    """What people do, and how they go wrong."""

    def __init__(self, rng, tip, flow, favourites=()):
        self.rng, self.tip, self.flow, self.favourites = rng, tip, flow, favourites
        self.tree = dict(tip.tree)
        self.policy = tip.policy
        # Where it matters who brought a record, what was claimed can be given once more, as another record.
        self.days = ["2026-01-02", "2026-01-06"] if flow["strength"] == "authored" else ["2026-01-02"]
        self.is_forged = False

    def steps(self, start):
        """The way to the tree: each sign-off in a step of its person's, where that matters, and the rest in a last one."""
        steps = []
        tree = dict(start.tree)
        there = {identity(path): path for path in manifests(tree)}
        for path in manifests(self.tree) if self.flow["strength"] == "authored" else []:
            at, new = there.get(identity(path)), read(path, self.tree[path])
            between = copy.deepcopy(read(at, tree[at])) if at else None
            for gate in new["gates"] if new and between else []:
                old = signs(between, gate)
                if signs(new, gate)[: len(old)] == old:
                    record = between["gates"][gate] = new["gates"][gate] | {"sign-offs": list(old)}
                    for entry in signs(new, gate)[len(old) :]:
                        record["sign-offs"].append(entry)
                        tree[at] = write(between)
                        steps.append((dict(tree), entry["by"]))
        return steps if steps and steps[-1][0] == self.tree else steps + [(self.tree, self.rng.choice(PEOPLE))]

    def features(self, wanted=lambda feature: True):
        found = [(path, read(path, self.tree[path])) for path in manifests(self.tree)]
        return [(path, feature) for path, feature in found if feature and feature["stage"] in ORDER + ["dropped"] and wanted(feature)]

    def some(self, wanted=lambda feature: True):
        found = self.features(wanted)
        if self.rng.random() < 0.7:
            found = [each for each in found if each[1]["feature"] in self.favourites] or found
        path, feature = self.rng.choice(found) if found else (None, None)
        return path, copy.deepcopy(feature)

    def put(self, path, feature):
        self.tree[path] = write(feature)
        return True

    def record(self, feature, gate):
        return feature["gates"].setdefault(gate, {})

    def sign(self, feature, gate, skip=None, without=None):
        covers = fingerprint(self.policy, feature, gate, skip)
        used = set()
        entries = self.record(feature, gate).setdefault("sign-offs", [])
        for slot in self.policy.slots(gate, skip is not None):
            if slot == "owner":
                able = [feature["owner"]]
            else:
                able = [who for who in self.policy.teams.get(slot, []) if who != feature["owner"] and who not in used]
            if not able or slot == without:
                continue
            who = self.rng.choice(able)
            used.add(who)
            entry = {"team": slot, "by": who, "on": self.rng.choice(self.days), "covers": covers}
            taken_back = max((n for n, e in enumerate(entries) if "retracted" in e and e["by"] == who), default=-1)
            if entry not in entries[taken_back + 1 :]:
                entries.append(entry)

    def show(self, feature, gate):
        criteria = self.policy.gate(gate).get("criteria", {})
        if criteria:
            shown = self.record(feature, gate).setdefault("criteria", {})
            for name in criteria:
                shown.setdefault(name, LINK + str(self.rng.randrange(50)))

    def complete(self, feature, **how):
        self.show(feature, feature["stage"])
        self.sign(feature, feature["stage"], **how)

    def entry(self, feature, to):
        return {"from": feature["stage"], "to": to, "because": "Once more.", "by": "ada", "on": "2026-01-03"}

    def go_back(self, feature, to, origin=None):
        entry = self.entry(feature, to)
        if origin:
            entry["from"] = origin
        feature["returned"].append(entry)
        feature["stage"] = to
        for gate in ORDER[place(to) :]:
            feature["gates"].pop(gate, None)

    def ahead(self, feature, skipping=False):
        here = place(feature["stage"])
        return ORDER[here + (2 if skipping else 1)]

    # MARK: legal, most of the time

    def new(self):
        id = "f" + "abcdefgh"[self.rng.randrange(8)]
        if any(identity(path) == id for path in manifests(self.tree)):
            return False
        owner = self.rng.choice(PEOPLE[:4])
        return self.put(
            f"features/{id}.yaml",
            {"feature": id, "title": f"Title {self.rng.randrange(9)}", "owner": owner, "stage": "draft", "gates": {}, "returned": []})

    def evidence(self):
        path, feature = self.some(lambda f: f["stage"] in ("draft", "live"))
        if not feature or not self.policy.gate(feature["stage"]).get("criteria"):
            return False
        self.record(feature, feature["stage"]).setdefault("criteria", {}).pop("tried", None)
        self.show(feature, feature["stage"])
        return self.put(path, feature)

    def sign_off(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        self.complete(feature)
        return self.put(path, feature)

    def claim(self):
        """A sign-off by somebody else: as long as nobody goes on with it, nothing is wrong."""
        self.is_forged = self.flow["strength"] == "authored"
        return self.is_forged and self.sign_off()

    def retract(self):
        path, feature = self.some(lambda f: f["gates"].get(f["stage"], {}).get("sign-offs"))
        if not feature:
            return False
        entries = feature["gates"][feature["stage"]]["sign-offs"]
        last = self.rng.choice(entries)
        entries.append({"team": last["team"], "by": last["by"], "on": "2026-01-04", "retracted": "Not yet."})
        return self.put(path, feature)

    def propose_skip(self):
        path, feature = self.some(lambda f: f["stage"] == "draft" and "test" not in f["gates"])
        if not feature:
            return False
        self.record(feature, "test")["skipped"] = f"Reason {self.rng.randrange(9)}"
        if self.rng.random() < 0.5:
            self.sign(feature, "test", skip=feature["gates"]["test"]["skipped"])
        return self.put(path, feature)

    def title(self):
        path, feature = self.some()
        if not feature:
            return False
        feature["title"] = f"Title {self.rng.randrange(9)}"
        return self.put(path, feature)

    def owner(self):
        path, feature = self.some()
        if not feature:
            return False
        feature["owner"] = self.rng.choice(PEOPLE[:4])
        return self.put(path, feature)

    def advance(self, **how):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        self.complete(feature, **how)
        skipping = feature["stage"] == "draft" and "skipped" in feature["gates"].get("test", {})
        if skipping:
            self.sign(feature, "test", skip=feature["gates"]["test"]["skipped"])
        feature["stage"] = self.ahead(feature, skipping)
        return self.put(path, feature)

    def skip(self):
        path, feature = self.some(lambda f: f["stage"] == "draft")
        if not feature:
            return False
        self.record(feature, "test").setdefault("skipped", f"Reason {self.rng.randrange(9)}")
        self.put(path, feature)
        return self.advance()

    def give_back(self):
        path, feature = self.some(lambda f: f["stage"] in BACK)
        if not feature:
            return False
        self.go_back(feature, self.rng.choice(BACK[feature["stage"]]))
        return self.put(path, feature)

    def undo(self):
        found = [(path, f) for path, f in self.features() if f["stage"] not in FINAL and f["feature"] in self.tip.known and self.tip.known[f["feature"]].moved]
        if not found:
            return False
        path, feature = copy.deepcopy(self.rng.choice(found))
        origin = self.tip.known[feature["feature"]].moved[-1]
        feature["stage"] = origin["stage"]
        if self.rng.random() < 0.7:
            feature["gates"] = copy.deepcopy(origin["gates"])
        return self.put(path, feature)

    def put_undo_on_record(self):
        for path, feature in self.features():
            known = self.tip.known.get(feature["feature"])
            undone = known.undone if known else []
            if undone and feature["stage"] not in FINAL:
                feature = copy.deepcopy(feature)
                self.go_back(feature, feature["stage"], origin=undone[-1])
                return self.put(path, feature)
        return False

    def withdraw(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        feature["withdrawn"] = {"from": feature["stage"], "because": "Not needed.", "by": "bob", "on": "2026-01-05"}
        feature["stage"] = "dropped"
        return self.put(path, feature)

    def rename(self):
        path, feature = self.some()
        if not feature:
            return False
        text = self.tree.pop(path)
        folder = "features" if path.count("/") > 1 else "features/sub"
        self.tree[f"{folder}/{identity(path)}.yaml"] = text
        return True

    def delete(self):
        path, feature = self.some(lambda f: f["stage"] == "draft")
        if not feature:
            return False
        del self.tree[path]
        return True

    def change_policy(self, version=True):
        flow = copy.deepcopy(self.flow)
        kind = self.rng.randrange(7)
        if kind == 0:
            names = flow["gates"]["draft"]["criteria"]
            names.remove("liked") if "liked" in names else names.append("liked")
        elif kind == 1:
            flow["gates"]["test"]["slots"] = self.rng.choice([["review", "quality"], ["quality"], ["review"], ["owner", "quality"]])
        elif kind == 2:
            flow["teams"][self.rng.choice(["review", "quality"])] = self.rng.sample(PEOPLE, 2)
        elif kind == 3:
            flow["gates"]["test"]["soak"] = self.rng.choice([0, 3, 5])
        elif kind == 4:
            addresses = flow["people"][self.rng.choice(PEOPLE)]
            addresses.append(addresses[0].replace("org", "net")) if len(addresses) == 1 else addresses.pop()
        elif kind == 5 and flow["landing"] != "squash" and self.rng.random() < 0.5:
            flow["strength"] = "named" if flow["strength"] == "authored" else "authored"
        else:
            flow["gates"]["draft"]["slots"] = self.rng.choice([["review"], ["review", "quality"]])
        if version:
            flow["version"] += 1
        self.tree.update(policy_files(flow))
        return True

    USUAL = (
        [new] * 2 + [evidence, sign_off, claim, retract, propose_skip, title, owner, rename, delete, withdraw, change_policy]
        + [advance] * 8 + [skip] * 2 + [give_back] * 3 + [undo] * 2 + [put_undo_on_record] * 3)

    # MARK: illegal, most of the time

    def forged_author(self):
        """What is right in the files, in commits of which somebody else is the author: `History.branch` sees to that."""
        self.is_forged = True
        return self.skip() if self.rng.random() < 0.2 else self.advance()

    def never_authored(self):
        """Goes on with what was claimed, or with what landed before its author mattered."""
        return self.advance()

    def skipped_gate(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        record = feature["gates"].get(feature["stage"], {})
        if self.rng.random() < 0.5:
            record.pop("criteria", None)
        feature["stage"] = self.ahead(feature)
        return self.put(path, feature)

    def one_missing(self):
        return self.advance(without=self.rng.choice(["review", "quality", "owner"]))

    def jump(self):
        path, feature = self.some(lambda f: f["stage"] in ("draft", "test"))
        if not feature:
            return False
        self.complete(feature)
        feature["stage"] = "done" if self.rng.random() < 0.7 else self.ahead(feature, True)
        return self.put(path, feature)

    def recreated(self):
        path, feature = self.some(lambda f: f["stage"] != "draft" or f["returned"])
        if not feature:
            return False
        feature.update(stage=self.rng.choice(["draft", feature["stage"]]), gates={}, returned=[])
        feature.pop("withdrawn", None)
        return self.put(path, feature)

    def deleted(self):
        path, feature = self.some()
        if not feature:
            return False
        del self.tree[path]
        return True

    def loosened(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        flow = copy.deepcopy(self.flow)
        flow["version"] += 1
        gate = flow["gates"][feature["stage"]]
        if self.rng.random() < 0.5:
            gate.update(criteria=[], slots=[], soak=0)
        else:
            flow["teams"]["review"].append("eve")
            flow["teams"]["quality"].append("eve")
            self.show(feature, feature["stage"])
            covers = fingerprint(self.policy, feature, feature["stage"])
            entries = self.record(feature, feature["stage"]).setdefault("sign-offs", [])
            entries += [{"team": slot, "by": "eve", "on": "2026-01-02", "covers": covers} for slot in gate["slots"]]
        self.tree.update(policy_files(flow))
        feature["stage"] = self.ahead(feature)
        return self.put(path, feature)

    def copied_sign_off(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        everywhere = [f for _, f in self.features()] + self.flow["past"]
        found = [entry for f in everywhere for record in f["gates"].values() for entry in record.get("sign-offs", []) if "covers" in entry]
        if not found:
            return False
        self.show(feature, feature["stage"])
        entries = self.record(feature, feature["stage"]).setdefault("sign-offs", [])
        for slot in self.policy.slots(feature["stage"], False):
            fitting = [entry for entry in found if entry["team"] == slot] or found
            entries.append(copy.deepcopy(self.rng.choice(fitting)))
        feature["stage"] = self.ahead(feature)
        return self.put(path, feature)

    def wrong_signer(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        self.complete(feature)
        entries = self.record(feature, feature["stage"]).get("sign-offs", [])
        if not entries:
            return False
        self.rng.choice(entries)["by"] = self.rng.choice(PEOPLE + ["nobody"])
        feature["stage"] = self.ahead(feature)
        return self.put(path, feature)

    def taken_back(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        self.complete(feature)
        entries = self.record(feature, feature["stage"]).get("sign-offs", [])
        if not entries:
            return False
        last = self.rng.choice(entries)
        entries.append({"team": last["team"], "by": last["by"], "on": "2026-01-04", "retracted": "Not yet."})
        feature["stage"] = self.ahead(feature)
        return self.put(path, feature)

    def given_away(self):
        path, feature = self.some(lambda f: f["stage"] in ("draft", "test") and f["owner"] in ("bob", "cyd", "dan"))
        if not feature:
            return False
        old, feature["owner"] = feature["owner"], "ada"
        self.show(feature, feature["stage"])
        covers = fingerprint(self.policy, feature, feature["stage"])
        entries = self.record(feature, feature["stage"]).setdefault("sign-offs", [])
        used = set()
        for slot in self.policy.slots(feature["stage"], False):
            able = sorted(set(self.policy.teams.get(slot, [])) - used, key=lambda who: who != old)
            if able:
                used.add(able[0])
                entries.append({"team": slot, "by": able[0], "on": "2026-01-02", "covers": covers})
        feature["stage"] = self.ahead(feature)
        return self.put(path, feature)

    def on_after_undoing(self):
        path, feature = self.some(lambda f: f["feature"] in self.tip.known and self.tip.known[f["feature"]].undone)
        if not feature or feature["stage"] in FINAL:
            return False
        self.complete(feature)
        feature["stage"] = self.ahead(feature)
        return self.put(path, feature)

    def edited_afterwards(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        self.complete(feature)
        kind = self.rng.randrange(3)
        criteria = feature["gates"].get(feature["stage"], {}).get("criteria")
        if kind == 0:
            feature["title"] += " anew"
        elif kind == 1 or not criteria:
            feature["owner"] = self.rng.choice(PEOPLE[:4])
        else:
            criteria[self.rng.choice(sorted(criteria))] = LINK + "other"
        feature["stage"] = self.ahead(feature)
        return self.put(path, feature)

    def sealed(self):
        path, feature = self.some(lambda f: f["stage"] != "draft" and f["gates"])
        if not feature:
            return False
        gate = self.rng.choice(sorted(feature["gates"]))
        record = feature["gates"][gate]
        kind = self.rng.randrange(4)
        if kind == 0:
            del feature["gates"][gate]
        elif kind == 1 and record.get("sign-offs"):
            record["sign-offs"].pop()
        elif kind == 2 and record.get("criteria"):
            record["criteria"]["tried"] = LINK + "else"
        else:
            record.setdefault("sign-offs", []).append({"team": "review", "by": "bob", "on": "2026-01-09", "covers": "0" * 64})
        return self.put(path, feature)

    def returned_changed(self):
        path, feature = self.some()
        if not feature:
            return False
        if feature["returned"] and self.rng.random() < 0.7:
            if self.rng.random() < 0.5:
                feature["returned"].pop()
            else:
                feature["returned"][0]["because"] = "Another reason."
        else:
            feature["returned"].append(self.entry(feature, "draft"))
        return self.put(path, feature)

    def wrong_way_back(self):
        path, feature = self.some(lambda f: f["stage"] in BACK)
        if not feature:
            return False
        to = self.rng.choice(BACK[feature["stage"]])
        kept = copy.deepcopy(feature)
        self.go_back(feature, to)
        kind = self.rng.randrange(5)
        if kind == 0:
            feature["returned"].pop()
        elif kind == 1:
            feature["returned"][-1]["from"] = "done"
        elif kind == 2:
            feature["gates"] = kept["gates"]
        elif kind == 3:
            feature["returned"][-1]["by"] = "nobody"
        else:
            feature["returned"].append(dict(feature["returned"][-1]))
        return self.put(path, feature)

    def out_of_final(self):
        path, feature = self.some(lambda f: f["stage"] in FINAL)
        if not feature:
            return False
        feature["stage"] = self.rng.choice(ORDER[:3])
        feature.pop("withdrawn", None)
        return self.put(path, feature)

    def lost_sign_off(self):
        path, feature = self.some(lambda f: f["gates"].get(f["stage"], {}).get("sign-offs"))
        if not feature:
            return False
        entries = feature["gates"][feature["stage"]]["sign-offs"]
        if len(entries) > 1 and self.rng.random() < 0.5:
            entries.reverse()
        else:
            entries.pop(self.rng.randrange(len(entries)))
        return self.put(path, feature)

    def wrong_skip(self):
        path, feature = self.some(lambda f: f["stage"] == "draft")
        if not feature:
            return False
        self.complete(feature)
        record = self.record(feature, "test")
        record.setdefault("skipped", "Too small.")
        kind = self.rng.randrange(4)
        if kind != 0:
            self.sign(feature, "test", skip=record["skipped"])
        if kind == 1:
            record["skipped"] = "Another reason."
        if kind == 2:
            feature["gates"]["live"] = {"skipped": "All is well."}
        feature["stage"] = "test" if kind == 3 else "live"
        return self.put(path, feature)

    def broken(self):
        path, feature = self.some()
        if not feature:
            return False
        kind = self.rng.randrange(4)
        if kind == 0:
            self.tree[path] += "gates: {\n"
        elif kind == 1:
            self.tree[path] += "more: things\n"
        else:
            feature["stage"] = self.rng.choice(["tset", "shipped"])
            self.put(path, feature)
        return True

    def identified_anew(self):
        path, feature = self.some()
        if not feature:
            return False
        if self.rng.random() < 0.5:
            del self.tree[path]
            path = "features/g.yaml"
        feature["feature"] = "g"
        return self.put(path, feature)

    def twin(self):
        path, feature = self.some()
        if not feature:
            return False
        self.tree["features/twin/" + identity(path) + ".yaml"] = self.tree[path]
        return True

    def wrong_policy(self):
        kind = self.rng.randrange(4)
        if kind == 0:
            self.change_policy(version=False)
        elif kind == 1:
            # A squash would leave nothing of who brought a record.
            never = {"strength": "authored", "landing": "squash", "version": self.flow["version"] + 1}
            self.tree.update(policy_files(self.flow | never))
        elif kind == 2:
            del self.tree["schemas/workflow.yaml"]
        else:
            self.tree["schemas/teams.yaml"] += "people: {\n"
        return True

    def wrongly_given_up(self):
        path, feature = self.some(lambda f: f["stage"] not in FINAL)
        if not feature:
            return False
        if self.rng.random() < 0.5:
            feature["withdrawn"] = {"from": "done", "because": "No.", "by": "bob", "on": "2026-01-05"}
        feature["stage"] = "dropped"
        return self.put(path, feature)

    def new_elsewhere(self):
        self.new()
        return self.put(
            "features/g.yaml",
            {"feature": "g", "title": "G", "owner": "ada", "stage": self.rng.choice(ORDER[1:]), "gates": {}, "returned": []})

    def record_ahead(self):
        path, feature = self.some(lambda f: f["stage"] in ("draft", "test"))
        if not feature:
            return False
        self.record(feature, "live").setdefault("criteria", {})["tried"] = LINK + "1"
        return self.put(path, feature)

    SPOILT = [
        skipped_gate, one_missing, jump, recreated, deleted, loosened, copied_sign_off, wrong_signer, edited_afterwards,
        sealed, returned_changed, wrong_way_back, out_of_final, lost_sign_off, wrong_skip, broken, identified_anew,
        taken_back, given_away, on_after_undoing, twin, wrong_policy, wrongly_given_up, new_elsewhere, record_ahead,
    ]
    #: Where it matters who brought a record.
    FORGED = [forged_author] * 6 + [never_authored] * 3


# --- Histories ---------------------------------------------------------------------------------------------------------


def merge(base, ours, theirs):
    """The three-way merge by whole files; None where both sides changed one."""
    merged = {}
    for path in sorted(base.keys() | ours.keys() | theirs.keys()):
        old, mine, yours = base.get(path), ours.get(path), theirs.get(path)
        if mine != old and yours != old and mine != yours:
            return None
        text = yours if mine == old else mine
        if text is not None:
            merged[path] = text
    return merged


class Made(Commit):
    """A commit as git is to hold it; it has a mark and a time once the history has it."""

    def __init__(self, tree, parents, author="ada@example.org", committer="ada@example.org"):
        super().__init__(tree, parents, author)
        self.committer = committer


class History:
    """One line with its pull requests; `commits` is what git is to hold, `requests` what is to be judged."""

    def __init__(self, rng, now, first_mark, name):
        self.rng, self.now, self.name = rng, now, name
        self.mark = first_mark
        self.commits, self.requests = [], []
        landing = rng.choice(["merge"] * 3 + ["squash", "rebase"])
        self.flow = {
            "repository": "%032x" % rng.getrandbits(128), "version": 1, "landing": landing,
            "strength": "authored" if landing != "squash" and rng.random() < 0.5 else "named",
            "people": {who: [f"{who}@example.org"] for who in PEOPLE},
            "teams": {"review": ["bob", "cyd"], "quality": ["cyd", "dan"]}, "past": [],
            "gates": {
                "draft": {"criteria": ["tried"], "slots": ["review"]},
                "test": {"criteria": [], "slots": ["review", "quality"], "soak": 3},
                "live": {"criteria": ["tried"], "slots": ["owner"]},
            },
        }
        self.flow["people"]["cyd"].append("cyd@example.net")
        # Dates lie half an hour off every full day, so that no clock decides by seconds.
        self.count = rng.randrange(10, 24)
        self.step = rng.choice([10, 26, 50, 1000]) * HOUR
        self.time = now - self.step * (self.count + 1) - 30 * 60
        tree = policy_files(self.flow) | {"README": "A trial.\n"}
        first = self.keep(Made(tree, []), self.time)
        self.line = [(Landing(first, self.time), dict(self.flow))]
        for _ in range(self.count):
            self.time += self.step
            self.land()

    def keep(self, commit, time):
        self.mark += 1
        commit.mark, commit.time = self.mark, time
        self.commits.append(commit)
        return commit

    def land(self):
        """One more pull request, legal, beside one that is spoilt."""
        for _ in range(30):
            legal = self.request(Maker.USUAL, rounds=self.rng.choice([1, 1, 2]))
            if legal and legal["expected"]:
                break
        else:
            return
        spoilt = None
        for _ in range(30):
            ways = Maker.SPOILT + 2 * Maker.FORGED * (self.flow["strength"] == "authored")
            spoilt = self.request([self.rng.choice(ways)], rounds=1)
            # Some that these rules call legal, too: they could be the ones that are wrong.
            share = 0.3 if spoilt and spoilt["what"] == "forged_author" else 0.1
            if spoilt and (spoilt["expected"] is False or self.rng.random() < share):
                break
        if spoilt:
            self.publish(spoilt, "spoilt")
        self.publish(legal, "legal")
        # Once in a while somebody pushes what is illegal, and everybody goes on from there.
        pushed = ("broken", "skipped_gate", "lost_sign_off", "forged_author")
        if spoilt and spoilt["landed"] and self.rng.random() < 0.06 and spoilt["what"] in pushed:
            self.advance_line(spoilt)
        else:
            self.advance_line(legal)

    def request(self, ways, rounds):
        tip, flow = self.line[-1]
        is_stale = len(self.line) > 2 and self.rng.random() < 0.3
        at = self.rng.randrange(max(0, len(self.line) - 5), len(self.line) - 1) if is_stale else len(self.line) - 1
        start, flow = self.line[at]
        changed = {identity(path) for path in manifests(tip.tree) if start.tree.get(path) != tip.tree[path]}
        maker = Maker(self.rng, start, flow, changed)
        done = []
        for _ in range(20):
            way = self.rng.choice(ways)
            before = dict(maker.tree)
            if way(maker) and maker.tree != before:
                done.append(way.__name__)
            if len(done) == rounds:
                break
        if not done or maker.tree == start.tree:
            return None
        steps = maker.steps(start)
        if self.rng.random() < 0.4:
            # Whatever stood there in between: with a rebase it lands, with the other ways nobody asks.
            between = Maker(self.rng, start, flow)
            self.rng.choice(Maker.SPOILT + Maker.USUAL)(between)
            steps.insert(0, (between.tree, self.rng.choice(PEOPLE)))
        branch = self.branch(start, steps, maker.is_forged, tip.policy)
        landed, expected, why = self.judge(tip, start, branch, is_stale)
        return {
            "branch": branch, "landed": landed, "expected": expected, "why": why, "what": " ".join(done),
            "is_stale": is_stale, "tip": tip, "landing": tip.policy.landing,
        }

    def branch(self, start, steps, is_forged, policy):
        """A commit for each step. Where one is forged, somebody else gives what its person gives, or gives it, too."""
        branch = []

        def add(tree, parents, who):
            author = self.address(policy, who)
            branch.append(Made(tree, parents, author, self.address(policy, self.rng.choice(PEOPLE))))
            return branch[-1]

        forged = self.rng.randrange(max(1, len(steps) - 1)) if is_forged else None
        head = start.commit
        for number, (tree, who) in enumerate(steps):
            before, head = head, add(tree, [head], who)
            if self.rng.random() < (0.4 if number == forged else 0.1) and policy.landing != "rebase":
                # Brought twice: by two commits beside each other, or taken away in between.
                other = self.rng.choice(PEOPLE) if number == forged else who
                if self.rng.random() < 0.5:
                    head = add(tree, [head, add(tree, [before], other)], "ada")
                else:
                    head = add(tree, [add(before.tree, [head], "ada")], other)
            elif number == forged:
                others = ["mallory@example.com", head.author + ".example.com", "", self.rng.choice(PEOPLE) + "@example.org"]
                head.author, head.committer = self.rng.choice(others), head.author
        return branch

    def address(self, policy, who):
        """One of a person's addresses; the case of its letters says nothing."""
        emails = policy.people[who]["emails"] if who in policy.people else [f"{who}@example.com"]
        email = self.rng.choice(emails)
        return email.upper() if self.rng.random() < 0.1 else email

    def judge(self, tip, start, branch, is_stale):
        """The commits that land, up to an illegal one; None for both where git has to merge within a file."""
        if tip.policy.landing != "rebase":
            tree = merge(start.tree, tip.tree, branch[-1].tree)
            if tree is None:
                return None, None, ""
            landed = Made(tree, [tip.commit] + [branch[-1]] * (tip.policy.landing == "merge"))
            return ([landed],) + verdict(tip, landed, self.now)
        landed, before, landing = [], start.tree, tip
        for number, commit in enumerate(branch):
            tree = merge(before, landing.tree, commit.tree)
            # Where paths come and go, git takes some of it for renames.
            if tree is None or (is_stale and not before.keys() == commit.tree.keys() == landing.tree.keys()):
                return None, None, "conflict"
            moment = self.now if is_stale else self.time + number
            landed.append(Made(tree, [landing.commit], commit.author, commit.committer))
            legal, why = verdict(landing, landed[-1], min(moment, self.now))
            if not legal:
                return landed, False, why
            landing, before = Landing(landed[-1], moment, landing), commit.tree
        return landed, True, ""

    def publish(self, request, kind):
        """Makes the branch's commits, as they are and merged."""
        base, landed = request["tip"].commit, request["landed"]
        for number, commit in enumerate(request["branch"]):
            self.keep(commit, self.time + number)
        head = request["branch"][-1]
        is_merge = request["landing"] != "rebase"
        if request["is_stale"] and is_merge and landed and self.rng.random() < 0.3:
            head = self.keep(Made(landed[0].tree, [head, base]), self.time + 9)
        request["head"] = head
        at = None
        if landed and is_merge:
            merged = Made(landed[0].tree, [base, head])
            if verdict(request["tip"], merged, self.time)[0] == request["expected"] and self.rng.random() < 0.3:
                at = self.keep(merged, self.time).mark
        self.requests.append({
            "name": f"{self.name}.{len(self.requests)}", "kind": kind, "what": request["what"], "base": base.mark,
            "head": head.mark, "at": at, "expected": request["expected"], "why": request["why"], "tip": request["tip"],
            "to merge": head, "landing": request["landing"], "stale": request["is_stale"], "now": self.now,
        })

    def advance_line(self, request):
        tip, flow = self.line[-1]
        self.flow = self.flow | {"past": (self.flow["past"] + [f for _, f in Maker(self.rng, tip, flow).features()])[-60:]}
        for number, commit in enumerate(request["landed"]):
            tip = self.continued(tip, commit, request, self.time + number)
            self.line.append((tip, self.learn(tip)))

    def continued(self, tip, commit, request, time):
        """The line with one of the request's commits on it, which lands as the workflow says."""
        parents = [tip.commit] + [request["head"]] * (request["landing"] == "merge")
        return Landing(self.keep(Made(commit.tree, parents, commit.author, commit.committer), time), time, tip)

    def learn(self, tip):
        """The policy as data again, from what landed."""
        flow = copy.deepcopy(self.flow)
        flow["version"], flow["strength"] = tip.policy.version, tip.policy.strength
        flow["people"] = {who: list(person["emails"]) for who, person in tip.policy.people.items()}
        flow["teams"] = copy.deepcopy(tip.policy.teams)
        for stage, gate in flow["gates"].items():
            now = tip.policy.gate(stage)
            gate.update(criteria=sorted(now.get("criteria", {})), slots=list(now.get("sign-offs", [])), soak=int(now.get("soak", "0 days").split()[0]))
        self.flow = flow
        return copy.deepcopy(flow)


def verdict(tip, commit, now):
    try:
        judge(tip, commit, now)
        return True, ""
    except Illegal as illegal:
        return False, str(illegal)
