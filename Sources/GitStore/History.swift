internal import CLibgit2

/// The commits from a tip along first parents, read one by one.
package struct FirstParentLine {
  private let repository: Repository
  private var upcoming: ObjectID?

  init(_ repository: Repository, from tip: ObjectID) {
    self.repository = repository
    upcoming = tip
  }

  /// The next commit towards the root; nil behind the root.
  ///
  /// Throws `.shallow` where the clone's history was cut off.
  package mutating func next() throws(GitError) -> Commit? {
    guard let id = upcoming else { return nil }
    let commit = try repository.commit(id)
    upcoming = commit.parents.first
    return commit
  }
}

extension Repository {
  /// The commits from `tip` along first parents, newest first.
  package func firstParentLine(from tip: ObjectID) -> FirstParentLine { FirstParentLine(self, from: tip) }

  /// Every commit reachable from `tips` but from none of `hidden`; children before their parents.
  ///
  /// Sorted by topology, as clocks are often wrong. Throws `.shallow` in a shallow clone, where libgit2 would leave
  /// commits out.
  package func commits(
    reachableFrom tips: [ObjectID], notFrom hidden: [ObjectID] = []
  ) throws(GitError) -> [ObjectID] {
    if isShallow { throw GitError(.shallow, "history is incomplete: this is a shallow clone") }
    var walk: OpaquePointer?
    try check(git_revwalk_new(&walk, handle))
    defer { git_revwalk_free(walk) }
    try check(git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL.rawValue))
    for tip in tips {
      var name = tip.raw
      try check(git_revwalk_push(walk, &name))
    }
    for tip in hidden {
      var name = tip.raw
      try check(git_revwalk_hide(walk, &name))
    }
    var found: [ObjectID] = []
    var name = git_oid()
    while true {
      let result = git_revwalk_next(&name, walk)
      if result == GIT_ITEROVER.rawValue { break }
      try check(result)
      found.append(ObjectID(name))
    }
    git_error_clear()
    return found
  }

  /// Reads every commit from `tips` on, down to those that are known, so that one with a flaw is found.
  ///
  /// Each is read before its parents are believed, as libgit2's own walks do not.
  package func readCommits(reachableFrom tips: [ObjectID], isKnown: (ObjectID) -> Bool) throws(GitError) {
    var open = tips
    var seen = Set(tips)
    while let id = open.popLast() {
      if isKnown(id) { continue }
      for parent in try commit(id).parents where seen.insert(parent).inserted { open.append(parent) }
    }
  }

  /// Whether `ancestor` is `descendant` or reachable from it.
  package func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws(GitError) -> Bool {
    if ancestor == descendant { return true }
    if isShallow { throw GitError(.shallow, "history is incomplete: this is a shallow clone") }
    var (child, parent) = (descendant.raw, ancestor.raw)
    return try check(git_graph_descendant_of(handle, &child, &parent)) == 1
  }

  /// The best common ancestors of two commits; several where branches crossed, none where they share no history.
  package func mergeBases(_ one: ObjectID, _ two: ObjectID) throws(GitError) -> [ObjectID] {
    if isShallow { throw GitError(.shallow, "history is incomplete: this is a shallow clone") }
    var (first, second) = (one.raw, two.raw)
    var found = git_oidarray()
    let result = git_merge_bases(&found, handle, &first, &second)
    if result == GIT_ENOTFOUND.rawValue { return [] }
    try check(result)
    defer { git_oidarray_dispose(&found) }
    return (0..<found.count).map { ObjectID(found.ids[$0]) }
  }
}
