"""Lines one object of which holds other bytes than its name promises: no audit may call them proved."""

import os
import shutil
import zlib

#: What somebody would like to have said in a manifest or in the policy.
WISHES = [
    ("stage: draft", "stage: test"), ("stage: test", "stage: live"), ("stage: live", "stage: done"),
    ("stage: dropped", "stage: draft"), ("owner: ada", "owner: bob"), ("by: bob", "by: cyd"),
    ("self: refused", "self: allowed"), ("soak: 3 days", "soak: 0 days"), ("hops: one", "hops: many"),
    ("bob@", "eve@"), ("[cyd", "[eve"),
]


class Edits:
    """A line in a repository with each object in a file of its own, where somebody exchanges what stands in one."""

    def __init__(self, repository, rng, tip):
        self.repository, self.rng = repository, rng
        self.objects = os.path.join(repository.folder, "objects")
        self.unpack()
        #: The landings, the oldest first.
        self.line = []
        #: What the line holds: the number of the landing that brought it, its name and where it stands.
        self.found = []
        order = ["--objects", "--first-parent", "--reverse", "--in-commit-order"]
        for entry in repository.git("rev-list", *order, tip).decode().splitlines():
            id, is_object, path = entry.partition(" ")
            if not is_object:
                self.line.append(id)
            if path != "README":
                self.found.append((len(self.line) - 1, id, path))
        # The commits that were merged.
        merged = repository.git("rev-list", tip).decode().split()
        self.found += [(None, id, "") for id in merged if id not in self.line]

    def unpack(self):
        packs = os.path.join(self.objects, "pack")
        for name in os.listdir(packs):
            # Objects are not unpacked where a pack has them.
            moved = os.path.join(self.repository.folder, name)
            os.rename(os.path.join(packs, name), moved)
            if name.endswith(".pack"):
                with open(moved, "rb") as pack:
                    self.repository.git("unpack-objects", "-q", data=pack.read())

    def file(self, id):
        return os.path.join(self.objects, id[:2], id[2:])

    def read(self, id):
        with open(self.file(id), "rb") as file:
            head, _, body = zlib.decompress(file.read()).partition(b"\0")
        return head.split()[0].decode(), body

    def write(self, id, kind, body):
        new = self.file(id) + ".new"
        with open(new, "wb") as file:
            file.write(zlib.compress(f"{kind} {len(body)}\0".encode() + body, 1))
        os.replace(new, self.file(id))

    def another(self, id, path):
        """An object that stands at the same place elsewhere on the line; the same one where there is none."""
        kind = self.read(id)[0]
        others = [other for _, other, there in self.found if there == path and other != id]
        return self.rng.choice([other for other in others if self.read(other)[0] == kind] or [id])

    def edited(self, id, path):
        """Another valid object of the same kind; the same one where nothing comes to mind."""
        kind, body = self.read(id)
        if kind == "commit":
            return self.rng.choice(self.edited_commits(id, body))
        if kind == "tree":
            return self.edited_tree(path, body)
        wishes = [(old.encode(), new.encode()) for old, new in WISHES]
        return body.replace(*self.rng.choice([wish for wish in wishes if wish[0] in body] or wishes))

    def edited_commits(self, id, body):
        head, _, message = body.decode().partition("\n\n")
        lines = head.split("\n")
        tree, author, committer = (lines[index] for index in (0, -2, -1))
        parents = lines[1:-2]
        other_tree = "tree " + self.another(tree[5:], "")
        other_parent = "parent " + self.another(id, "")
        return [
            "\n".join(lines + ["", message]).encode() for lines in (
                [other_tree] + parents + [author, committer],
                [tree] + parents + ["author Somebody <eve@example.org> 1700000000 +0000", committer],
                [tree] + parents + [author, committer.replace("+0000", "+0100")],
                [tree] + parents + [other_parent, author, committer],
                [tree] + parents[:-1] + [other_parent, author, committer],
            )
        ]

    def edited_tree(self, path, body):
        entries, rest = [], body
        while rest:
            name, _, rest = rest.partition(b"\0")
            entries.append((name, rest[:20]))
            rest = rest[20:]
        index = self.rng.randrange(len(entries))
        name, id = entries[index]
        there = "/".join(filter(None, [path, name.split(b" ")[1].decode()]))
        other = id.hex() if there == "README" else self.another(id.hex(), there)
        entries[index : index + 1] = [(name, bytes.fromhex(other))] if other != id.hex() else []
        return b"".join(name + b"\0" + id for name, id in entries)

    def try_one(self, audit):
        """Edits an object, asks `audit`, and puts it back; None where nothing was edited.

        `audit` takes a tip, and whether to build on the last audit. Returns what was edited, whether it has to be seen,
        and the answer.
        """
        number, id, path = self.rng.choice(self.found)
        kind, body = self.read(id)
        other = self.edited(id, path)
        if other == body:
            return None
        shutil.rmtree(os.path.join(self.repository.folder, "slipway"), ignore_errors=True)
        audited = self.rng.choice([None, None, len(self.line) - 1, self.rng.randrange(len(self.line))])
        if audited is not None:
            audit(self.line[audited], True)
        self.write(id, kind, other)
        answer = audit(self.line[-1], audited is not None)
        self.write(id, kind, body)
        if number is None:
            # An audit that builds on one need not look again at what was merged before.
            return "merged commit", audited is None, answer
        place = {"commit": "", "tree": "root "}[kind] if path == "" else path.split("/")[0] + " "
        # An audit that builds on one looks only at the landings since.
        is_old = audited is not None and number <= audited
        return place + kind + (" of an audited landing" if is_old else ""), not is_old, answer
