"""The rules of DESIGN.md sections 4 and 6, once more and on a few pages: written from the text, not from the program.

Repositories are what `histories.py` makes: a trial workflow with an optional stage, soak, a way back and a way out.
Everything that is not legal is False here, with a word that says why; which finding says it is not the model's business.
"""

import functools
import hashlib
import json
import re

ORDER = ["draft", "test", "live", "done"]
STAGES = ORDER + ["dropped"]
OPTIONAL = {"test"}
FINAL = {"done", "dropped"}
BACK = {"test": ["draft"], "live": ["draft", "test"]}
POLICY = ["schemas/teams.yaml", "schemas/workflow.yaml"]
KEYS = {"feature", "title", "owner", "stage", "gates", "returned", "withdrawn"}


class Illegal(Exception):
    pass


# --- YAML, as far as these repositories use it -------------------------------------------------------------------


def parse(text):
    """Block maps, block lists of one-line items and flow collections of plain scalars; None for anything else."""
    lines = [line for line in text.split("\n") if line.strip()]
    if any("\t" in line or line.startswith("<<<<<<<") for line in lines):
        return None
    try:
        value, rest = _block(lines, 0)
        return value if not rest and isinstance(value, dict) else None
    except (ValueError, IndexError):
        return None


def _block(lines, indent):
    if lines[0][indent:].startswith("- "):
        items = []
        while lines and lines[0].startswith(" " * indent + "- "):
            items.append(_flow(lines[0][indent + 2 :]))
            lines = lines[1:]
        return items, lines
    found = {}
    while lines and len(lines[0]) - len(lines[0].lstrip()) == indent:
        match = re.fullmatch(r" *([a-z-]+):(?: (.+))?", lines[0])
        if not match or match[1] in found:
            raise ValueError(lines[0])
        lines = lines[1:]
        if match[2] is not None:
            found[match[1]] = _flow(match[2])
        else:
            deeper = len(lines[0]) - len(lines[0].lstrip()) if lines else 0
            if deeper <= indent:
                raise ValueError("empty")
            found[match[1]], lines = _block(lines, deeper)
    if not found or (lines and len(lines[0]) - len(lines[0].lstrip()) > indent):
        raise ValueError("indent")
    return found, lines


def _flow(text):
    if text.startswith("["):
        if not text.endswith("]"):
            raise ValueError(text)
        return [_flow(part) for part in _parts(text[1:-1])]
    if text.startswith("{"):
        if not text.endswith("}"):
            raise ValueError(text)
        pairs = [part.split(": ", 1) for part in _parts(text[1:-1])]
        if len({pair[0] for pair in pairs}) != len(pairs):
            raise ValueError("twice")
        return {key: _flow(value) for key, value in pairs}
    return text


def _parts(text):
    depth, start, parts = 0, 0, []
    for index, letter in enumerate(text):
        depth += (letter in "[{") - (letter in "]}")
        if letter == "," and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
    return parts + [text[start:].strip()] if text.strip() else []


# --- What stands in a tree ---------------------------------------------------------------------------------------


class Policy:
    def __init__(self, tree):
        """Raises where it cannot be read."""
        flow, teams = (parse(tree.get(path, "")) for path in reversed(POLICY))
        if flow is None or teams is None or "stages" not in flow:
            raise Illegal("policy")
        self.texts = [tree[path] for path in POLICY]
        self.repository = flow["repository"]
        self.version = int(flow["version"])
        self.landing = flow["landing"]
        self.strength = flow["sign-offs"]["strength"]
        if self.strength == "authored" and self.landing == "squash":
            raise Illegal("one commit of many says nothing of their authors")
        self.people = teams["people"]
        self.teams = teams["teams"]
        self.stages = flow["stages"]
        if any(person not in self.people for team in self.teams.values() for person in team):
            raise Illegal("policy")

    def gate(self, stage):
        return self.stages[stage].get("gate", {})

    def slots(self, stage, skip):
        return self.stages[stage]["optional"]["skip-sign-offs"] if skip else self.gate(stage).get("sign-offs", [])


def identity(path):
    return path.rsplit("/", 1)[1][: -len(".yaml")]


def manifests(tree):
    return [path for path in tree if path.startswith("features/") and path.endswith(".yaml")]


def read(path, text):
    """The feature; None where nobody can read it."""
    feature = parse(text)
    if feature is None or not {"feature", "title", "owner", "stage"} <= feature.keys():
        return None
    if feature.keys() - KEYS:
        return None
    feature.setdefault("gates", {})
    feature.setdefault("returned", [])
    return feature if feature["feature"] == identity(path) else None


def place(stage):
    return ORDER.index(stage) if stage in ORDER else None


def signs(feature, stage):
    return feature["gates"].get(stage, {}).get("sign-offs", [])


def fingerprint(policy, feature, gate, skip=None, went=None):
    """What `covers` holds: SHA-256 of the statement in RFC 8785's form."""
    record = feature["gates"].get(gate, {})
    statement = {
        "criteria": {} if skip is not None else record.get("criteria", {}),
        "decision": "leave" if skip is None else "skip",
        "feature": feature["feature"],
        "fields": {"owner": feature["owner"], "title": feature["title"]},
        "gate": gate,
        "pass": len(feature["returned"]) if went is None else went,
        "repository": policy.repository,
        "statement": "slipway/1",
    }
    if skip is not None:
        statement["because"] = skip
    text = json.dumps(statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


# --- The form of one manifest, by its own tree's policy ------------------------------------------------------------


def check_form(feature, policy, void_up_to=None):
    """`void_up_to`: the stage whose records an undone move left behind."""
    stage = feature["stage"]
    if stage not in STAGES:
        raise Illegal("unknown stage")
    here = place(stage)
    if "withdrawn" in feature and stage != "dropped":
        raise Illegal("withdrawn, and is not")
    if stage not in FINAL and feature["owner"] not in policy.people:
        raise Illegal("unknown owner")
    for gate, record in feature["gates"].items():
        there = place(gate)
        if there is None or gate in FINAL:
            raise Illegal("a record where there is no gate")
        if "skipped" in record and gate not in OPTIONAL:
            raise Illegal("a mandatory stage is skipped")
        if here is None:
            continue
        if there > here:
            ahead = all(between in OPTIONAL for between in ORDER[here + 1 : there + 1])
            is_void = void_up_to is not None and there <= place(void_up_to) and "skipped" not in record
            if not is_void and not (ahead and "skipped" in record and not record.get("criteria")):
                raise Illegal("a record ahead")
        if there < here or stage in FINAL:
            continue
        for name, shown in record.get("criteria", {}).items():
            if name not in policy.gate(gate).get("criteria", {}):
                raise Illegal("unknown criterion")
            if not re.fullmatch(r"https://\S+", shown):
                raise Illegal("evidence of another kind")
        for entry in record.get("sign-offs", []):
            if entry["by"] not in policy.people or (entry["team"] not in policy.teams and entry["team"] != "owner"):
                raise Illegal("unknown name in a record")


# --- Who gave a sign-off -----------------------------------------------------------------------------------------------


class Commit:
    """What sign-offs ask of a commit; `author` is an address."""

    def __init__(self, tree, parents, author):
        self.tree, self.parents, self.author = tree, parents, author


def reach(tips):
    found = set()
    while tips:
        found |= set(tips)
        tips = [parent for tip in tips for parent in tip.parents if parent not in found]
    return found


@functools.lru_cache(maxsize=256)
def landed(commit):
    """What lands with a commit of the line: itself and all that it merges."""
    return reach([commit]) - reach(commit.parents[:1])


@functools.lru_cache(maxsize=4096)
def records(text):
    """The sign-offs that a text holds, and whether all of it can be read."""
    feature = parse(text)
    if feature is None:
        return frozenset(), False
    lists = [record.get("sign-offs", []) for record in feature.get("gates", {}).values()]
    return frozenset(frozenset(entry.items()) for entries in lists for entry in entries), feature.keys() <= KEYS


def holds(tree, id, entry):
    """Whether a feature's manifest holds a sign-off there, and whether one can tell."""
    found = [records(tree[path]) for path in manifests(tree) if identity(path) == id]
    return any(frozenset(entry.items()) in held for held, _ in found), all(is_whole for _, is_whole in found)


def authors(commit, id, entry):
    """Of each commit that lands with this one and holds the sign-off while none of its parents does.

    None for one that mends what could not be read: the sign-off may have stood there already.
    """
    found = []
    for new in landed(commit):
        before = [holds(parent.tree, id, entry) for parent in new.parents]
        if holds(new.tree, id, entry)[0] and not any(is_held for is_held, _ in before):
            found.append(new.author if all(is_whole for _, is_whole in before) else None)
    return found


def is_proved(policy, tip, commit, id, entry):
    """Whether all who brought a sign-off are its person, if that is asked."""
    if policy.strength == "named":
        return True
    # What came to the line before was brought there, by the last landing whose first parent surely lacked it.
    is_held, is_certain = holds(tip.tree, id, entry)
    while is_held or not is_certain:
        commit, tip = tip.commit, tip.before
        is_held, is_certain = holds(tip.tree, id, entry)
    found = authors(commit, id, entry)
    addresses = [address.lower() for address in policy.people[entry["by"]]["emails"]]
    return bool(found) and all(author and author.lower() in addresses for author in found)


# --- Gates ---------------------------------------------------------------------------------------------------------


def is_signed(policy, feature, before, gate, proved, skip=None):
    covers = fingerprint(policy, feature, gate, skip)
    slots = policy.slots(gate, skip is not None)
    owners = {feature["owner"], before["owner"]} if before else {feature["owner"]}
    entries = signs(feature, gate)
    gone = [
        entry for index, entry in enumerate(entries)
        if any("retracted" in later and later["by"] == entry["by"] for later in entries[index:])
    ]
    able = set()
    for index, entry in enumerate(entries):
        if any("retracted" in later and later["by"] == entry["by"] for later in entries[index:]):
            continue
        # A copy of what was taken back: where more than a name is asked for it proves nothing new.
        if entry in gone and policy.strength != "named":
            continue
        by, team = entry["by"], entry["team"]
        if entry.get("covers") != covers or by not in policy.people or not proved(entry):
            continue
        if team == "owner" and by == feature["owner"]:
            able.add((by, team))
        if team != "owner" and by in policy.teams.get(team, []) and by not in owners:
            able.add((by, team))

    def fill(slots, used):
        if not slots:
            return True
        return any(team == slots[0] and by not in used and fill(slots[1:], used | {by}) for by, team in able)

    return fill(slots, frozenset())


def pass_gate(policy, feature, before, since, proved, now):
    gate = before["stage"]
    shown = feature["gates"].get(gate, {}).get("criteria", {})
    if any(name not in shown for name in policy.gate(gate).get("criteria", {})):
        raise Illegal("evidence is missing")
    if not is_signed(policy, feature, before, gate, proved):
        raise Illegal("a sign-off is missing")
    soak = int(policy.gate(gate).get("soak", "0 days").split()[0]) * 86_400
    if now - since < soak:
        raise Illegal("soak is not over")


# --- The line --------------------------------------------------------------------------------------------------------


class Known:
    """The last version of a feature that counts, and how it came to its stage."""

    def __init__(self, feature, since):
        self.feature, self.since = feature, since
        #: The versions that were moved forward from in this pass, the last one on top: what undoing leads back to.
        self.moved = []
        #: The stages that undone moves had led to, the last one on top, until an entry in `returned` says so. A move
        #: forward all the same is illegal, and found where it lands; like any other it is judged once, and what follows
        #: is judged from where it led. So is what follows a deletion.
        self.undone = []
        #: Whether the manifest was away in between: coming back is no move that could be undone.
        self.is_gone = False

    def gone(self):
        away = Known(self.feature, self.since)
        away.is_gone = True
        return away

    def then(self, feature, time):
        if feature == self.feature and not self.is_gone:
            return self
        old, next = self.feature, Known(feature, self.since)
        if len(feature["returned"]) == len(old["returned"]):
            next.moved, next.undone = list(self.moved), list(self.undone)
        if feature["stage"] == old["stage"]:
            return next
        next.since = time
        here, there = place(old["stage"]), place(feature["stage"])
        if None not in (here, there) and len(feature["returned"]) == len(old["returned"]):
            if there > here:
                next.moved, next.undone = [] if self.is_gone else next.moved + [old], []
            else:
                next.undone.append(old["stage"])
                while next.moved and place(next.moved[-1]["stage"]) >= there:
                    next.moved.pop()
        return next


class Landing:
    """One landing: its commit, when it landed, and what the line knows of every feature up to it."""

    def __init__(self, commit, time, before=None):
        self.commit, self.before = commit, before
        tree = self.tree = commit.tree
        self.time = max(time, before.own) if before else time
        self.own = time
        try:
            self.policy = Policy(tree)
        except Illegal:
            self.policy = before.policy
        #: By identity: what the line knows of each feature.
        self.known = dict(before.known) if before else {}
        here = {identity(path) for path in manifests(tree)}
        self.known.update({id: known.gone() for id, known in self.known.items() if id not in here})
        for path in manifests(tree):
            feature = read(path, tree[path])
            if feature is None or feature["stage"] not in STAGES:
                continue
            last = self.known.get(identity(path))
            self.known[identity(path)] = last.then(feature, self.time) if last else Known(feature, self.time)


def judge(tip, commit, now):
    """Raises where landing `commit` on `tip` is illegal."""
    tree = commit.tree
    try:
        policy_after = Policy(tree)
    except Illegal:
        raise Illegal("the policy is gone or broken")
    policy = tip.policy
    if policy_after.texts != policy.texts and policy_after.version != policy.version + 1:
        raise Illegal("the version does not go up by one")
    before = {identity(path): path for path in manifests(tip.tree)}
    after = {}
    for path in sorted(manifests(tree), key=lambda path: path not in tip.tree):
        if identity(path) in after and tip.tree.get(path) != tree[path]:
            raise Illegal("two files with one identity")
        after[identity(path)] = path
    for id in before.keys() | after.keys():
        was, now_at = before.get(id), after.get(id)
        if was == now_at and tip.tree[was] == tree[was]:
            continue
        last = tip.known.get(id)
        if now_at is None:
            if last and (last.feature["stage"] != "draft" or last.feature["returned"] or last.undone):
                raise Illegal("deleted")
            continue
        feature = read(now_at, tree[now_at])
        if feature is None:
            raise Illegal("unreadable")
        proved = functools.partial(is_proved, policy, tip, commit, id)
        move(policy, policy_after, feature, last, was is not None, proved, now)


def move(policy, policy_after, feature, last, was_there, proved, now):
    stage = feature["stage"]
    if last is None:
        check_form(feature, policy_after)
        if stage != "draft" or feature["returned"]:
            raise Illegal("a new feature stands elsewhere")
        return
    before = last.feature
    here, there = place(before["stage"]), place(stage)
    pending = last.undone[-1] if last.undone else None
    undoes = (
        was_there and before["stage"] not in FINAL and last.moved and last.moved[-1]["stage"] == stage
        and before["returned"] == feature["returned"]
    )
    stays = stage == before["stage"]
    void = [before["stage"]] * bool(undoes) + last.undone if undoes or stays else []
    check_form(feature, policy_after, max(void, key=place, default=None))
    grown = feature["returned"][: len(before["returned"])] == before["returned"]
    added = feature["returned"][len(before["returned"]) :]
    if not grown:
        raise Illegal("`returned` lost something")
    sealed = len(ORDER) if before["stage"] in FINAL else here
    if before["stage"] in FINAL and feature.get("withdrawn") != before.get("withdrawn"):
        raise Illegal("`withdrawn` is sealed")

    def keep(count):
        if any(before["gates"].get(gate) != feature["gates"].get(gate) for gate in ORDER[:count]):
            raise Illegal("a sealed record is changed")

    def grow(entered=None):
        for gate in ORDER[sealed:]:
            old, new = signs(before, gate), signs(feature, gate)
            if "skipped" in before["gates"].get(gate, {}) and "skipped" not in feature["gates"].get(gate, {}):
                if stage == "dropped" or gate == entered or not any("retracted" in entry for entry in old):
                    continue
            if new[: len(old)] != old:
                raise Illegal("a sign-off is gone")

    def back(origin):
        if len(added) != 1 or added[0]["from"] != origin or added[0]["to"] != stage:
            raise Illegal("going back is not on record")
        if added[0]["by"] not in policy.people:
            raise Illegal("nobody knows who went back")
        keep(there)
        if any(gate in feature["gates"] for gate in ORDER[there:]):
            raise Illegal("going back keeps records")

    if "skipped" in feature["gates"].get(stage, {}):
        if not (stays and "skipped" in before["gates"].get(stage, {})):
            raise Illegal("in a stage that is skipped")
    if stays:
        if pending and added:
            back(pending)
            return
        if added:
            raise Illegal("an entry without a way back")
        keep(sealed)
        grow()
    elif before["stage"] in FINAL:
        raise Illegal("out of a final stage")
    elif stage == "dropped":
        keep(sealed)
        grow()
        record = feature.get("withdrawn")
        if added or not record or record["from"] != before["stage"] or record["by"] not in policy.people:
            raise Illegal("given up without a record")
    elif there > here:
        over = ORDER[here + 1 : there]
        if added or any(passed not in OPTIONAL for passed in over):
            raise Illegal("past a mandatory stage")
        if pending:
            raise Illegal("an undone move is not on record")
        keep(sealed)
        grow(stage)
        pass_gate(policy, feature, before, last.since, proved, now)
        for passed in over:
            because = feature["gates"].get(passed, {}).get("skipped")
            if because is None or not is_signed(policy, feature, before, passed, proved, because):
                raise Illegal("the skip is not signed")
    elif undoes:
        keep(there)
    elif stage in BACK.get(before["stage"], []):
        back(before["stage"])
    else:
        raise Illegal("no way back")
