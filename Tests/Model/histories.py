"""Random histories of a trial workflow, each with pull requests that are legal and with the same ones spoilt once."""

import copy

from rules import BACK, FINAL, OPTIONAL, ORDER, Illegal, Landing, fingerprint, identity, judge, manifests, place, read

PEOPLE = ["ada", "bob", "cyd", "dan", "eve"]
LINK = "https://example.org/"
HOUR = 3600


# --- Texts -----------------------------------------------------------------------------------------------------------


def flow(entry):
    return "{" + ", ".join(f"{key}: {value}" for key, value in entry.items()) + "}"


def write(feature):
    lines = [f"{key}: {feature[key]}" for key in ("feature", "title", "owner", "stage")]
    if feature["gates"]:
        lines.append("gates:")
    for gate in sorted(feature["gates"], key=lambda gate: place(gate) if place(gate) is not None else 9):
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
        "sign-offs: {strength: named, self: refused, normative: [title]}", f"landing: {flow['landing']}", "hops: one",
    ]
    return "\n".join(head + stages + tail) + "\n"


def teams(flow):
    lines = ["people:"] + [f"  {who}: {{name: {who.title()}, emails: [{who}@example.org]}}" for who in flow["people"]]
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
            entry = {"team": slot, "by": who, "on": "2026-01-02", "covers": covers}
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
        kind = self.rng.randrange(5)
        if kind == 0:
            names = flow["gates"]["draft"]["criteria"]
            names.remove("liked") if "liked" in names else names.append("liked")
        elif kind == 1:
            flow["gates"]["test"]["slots"] = self.rng.choice([["review", "quality"], ["quality"], ["review"], ["owner", "quality"]])
        elif kind == 2:
            flow["teams"][self.rng.choice(["review", "quality"])] = self.rng.sample(flow["people"], 2)
        elif kind == 3:
            flow["gates"]["test"]["soak"] = self.rng.choice([0, 3, 5])
        else:
            flow["gates"]["draft"]["slots"] = self.rng.choice([["review"], ["review", "quality"]])
        if version:
            flow["version"] += 1
        self.tree.update(policy_files(flow))
        return True

    USUAL = (
        [new] * 2 + [evidence, sign_off, retract, propose_skip, title, owner, rename, delete, withdraw, change_policy]
        + [advance] * 8 + [skip] * 2 + [give_back] * 3 + [undo] * 2 + [put_undo_on_record] * 3)

    # MARK: illegal, most of the time

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
        kind = self.rng.randrange(3)
        if kind == 0:
            self.change_policy(version=False)
        elif kind == 1:
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


class History:
    """One line with its pull requests; `commits` is what git is to hold, `requests` what is to be judged."""

    def __init__(self, rng, now, first_mark, name):
        self.rng, self.now, self.name = rng, now, name
        self.mark = first_mark
        self.commits, self.requests = [], []
        self.flow = {
            "repository": "%032x" % rng.getrandbits(128), "version": 1, "landing": rng.choice(["merge"] * 3 + ["squash", "rebase"]),
            "people": list(PEOPLE), "teams": {"review": ["bob", "cyd"], "quality": ["cyd", "dan"]}, "past": [],
            "gates": {
                "draft": {"criteria": ["tried"], "slots": ["review"]},
                "test": {"criteria": [], "slots": ["review", "quality"], "soak": 3},
                "live": {"criteria": ["tried"], "slots": ["owner"]},
            },
        }
        # Dates lie half an hour off every full day, so that no clock decides by seconds.
        self.count = rng.randrange(10, 24)
        self.step = rng.choice([10, 26, 50, 1000]) * HOUR
        self.time = now - self.step * (self.count + 1) - 30 * 60
        tree = policy_files(self.flow) | {"README": "A trial.\n"}
        self.line = [(self.commit(tree, [], self.time), Landing(tree, self.time), dict(self.flow))]
        for _ in range(self.count):
            self.time += self.step
            self.land()

    def commit(self, tree, parents, time):
        self.mark += 1
        self.commits.append((self.mark, tree, parents, time))
        return self.mark

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
            spoilt = self.request([self.rng.choice(Maker.SPOILT)], rounds=1)
            if spoilt and (spoilt["expected"] is False or self.rng.random() < 0.1):
                break
        if spoilt:
            self.publish(spoilt, "spoilt")
        landed = self.publish(legal, "legal")
        # Once in a while somebody pushes what is illegal, and everybody goes on from there.
        if spoilt and spoilt["trees"] and self.rng.random() < 0.06 and spoilt["what"] in ("broken", "skipped_gate", "lost_sign_off"):
            self.advance_line(spoilt, landed_as=None)
        else:
            self.advance_line(legal, landed)

    def request(self, ways, rounds):
        tip_mark, tip, flow = self.line[-1]
        is_stale = len(self.line) > 2 and self.rng.random() < 0.3
        at = self.rng.randrange(max(0, len(self.line) - 5), len(self.line) - 1) if is_stale else len(self.line) - 1
        _, start, flow = self.line[at]
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
        steps = [maker.tree]
        if self.rng.random() < 0.4:
            # Whatever stood there in between: with a rebase it lands, with the other ways nobody asks.
            between = Maker(self.rng, start, flow)
            self.rng.choice(Maker.SPOILT + Maker.USUAL)(between)
            steps.insert(0, between.tree)
        trees, expected, why = self.judge(tip, start, steps, is_stale)
        return {
            "at": at, "steps": steps, "trees": trees, "expected": expected, "why": why, "what": " ".join(done),
            "is_stale": is_stale, "tip": tip, "base": tip_mark, "flow": flow, "landing": tip.policy.landing,
        }

    def judge(self, tip, start, steps, is_stale):
        """The trees that land, and whether that is legal; None for both where git has to merge within a file."""
        if tip.policy.landing != "rebase":
            merged = merge(start.tree, tip.tree, steps[-1])
            return ([merged],) + verdict(tip, merged, self.now) if merged is not None else (None, None, "")
        trees, before, landing = [], start.tree, tip
        for number, step in enumerate(steps):
            replayed = merge(before, landing.tree, step)
            # Where paths come and go, git takes some of it for renames.
            if replayed is None or (is_stale and not before.keys() == step.keys() == landing.tree.keys()):
                return None, None, "conflict"
            moment = self.now if is_stale else self.time + number
            legal, why = verdict(landing, replayed, min(moment, self.now))
            if not legal:
                return None, False, why
            landing, before = Landing(replayed, moment, landing), step
            trees.append(replayed)
        return trees, True, ""

    def publish(self, request, kind):
        """Makes the branch's commits; returns its head."""
        head = self.line[request["at"]][0]
        for number, tree in enumerate(request["steps"]):
            head = self.commit(tree, [head], self.time + number)
        merged = request["trees"][-1] if request["trees"] else None
        is_merge = self.flow["landing"] != "rebase"
        if request["is_stale"] and is_merge and merged and self.rng.random() < 0.3:
            head = self.commit(merged, [head, request["base"]], self.time + 9)
        request["head"] = head
        at = None
        if merged and is_merge:
            legal, why = verdict(request["tip"], merged, self.time)
            if legal == request["expected"] and self.rng.random() < 0.3:
                at = self.commit(merged, [request["base"], head], self.time)
        self.requests.append({
            "name": f"{self.name}.{len(self.requests)}", "kind": kind, "what": request["what"], "base": request["base"],
            "head": head, "at": at, "expected": request["expected"], "why": request["why"], "tip": request["tip"],
            "landing": self.flow["landing"], "stale": request["is_stale"], "now": self.now,
        })
        return head

    def advance_line(self, request, landed_as):
        mark, tip, flow = self.line[-1]
        if landed_as is None:
            landed_as = request["head"]
        self.flow = self.flow | {"past": (self.flow["past"] + [f for _, f in Maker(self.rng, tip, flow).features()])[-60:]}
        landing = self.flow["landing"]
        for number, tree in enumerate(request["trees"]):
            if landing == "rebase":
                mark = self.commit(tree, [mark], self.time + number)
            elif landing == "squash":
                mark = self.commit(tree, [mark], self.time)
            else:
                mark = self.commit(tree, [mark, landed_as], self.time)
            tip = Landing(tree, self.time + number, tip)
            self.line.append((mark, tip, self.learn(tip)))

    def learn(self, tip):
        """The policy as data again, from what landed."""
        flow = copy.deepcopy(self.flow)
        flow["version"] = tip.policy.version
        flow["teams"] = copy.deepcopy(tip.policy.teams)
        for stage, gate in flow["gates"].items():
            now = tip.policy.gate(stage)
            gate.update(criteria=sorted(now.get("criteria", {})), slots=list(now.get("sign-offs", [])), soak=int(now.get("soak", "0 days").split()[0]))
        self.flow = flow
        return copy.deepcopy(flow)


def verdict(tip, tree, now):
    try:
        judge(tip, tree, now)
        return True, ""
    except Illegal as illegal:
        return False, str(illegal)
