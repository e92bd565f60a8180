internal import CLibgit2
internal import Paths

/// What HEAD points to.
package enum Head: Hashable, Sendable {
  /// A branch, by its full name such as `refs/heads/main`, and its tip.
  case branch(reference: String, commit: ObjectID)
  /// A branch without commits, by its full name.
  case unborn(reference: String)
  case detached(commit: ObjectID)

  /// The commit HEAD leads to; nil on a branch without commits.
  package var commit: ObjectID? {
    switch self {
    case .branch(_, let commit), .detached(let commit): commit
    case .unborn: nil
    }
  }
}

extension Repository {
  /// What HEAD points to now.
  package var head: Head {
    get throws(GitError) {
      let head = try lookUp("HEAD")
      guard let target = head.symbolicTarget else {
        guard let commit = head.target else { throw GitError(.corrupted, "HEAD points nowhere") }
        return .detached(commit: commit)
      }
      guard let commit = try reference(named: target) else { return .unborn(reference: target) }
      return .branch(reference: target, commit: commit)
    }
  }

  /// The object that a reference, by its full name, points to; nil where there is no such reference.
  package func reference(named name: String) throws(GitError) -> ObjectID? {
    var id = git_oid()
    let result = git_reference_name_to_id(&id, handle, name)
    if result == GIT_ENOTFOUND.rawValue {
      git_error_clear()
      return nil
    }
    try check(result)
    return ObjectID(id)
  }

  /// The commit that a revision such as `main~2` or `v1.0` names.
  ///
  /// Throws `.notFound`, `.ambiguous` or `.invalid`, `.unborn` for the HEAD of an empty branch, and `.shallow` where the
  /// clone is shallow and the revision reaches further.
  package func resolve(_ revision: String) throws(GitError) -> ObjectID {
    var object: OpaquePointer?
    var commit: OpaquePointer?
    defer {
      git_object_free(object)
      git_object_free(commit)
    }
    do throws(GitError) {
      try check(git_revparse_single(&object, handle, revision))
      try check(git_object_peel(&commit, object, GIT_OBJECT_COMMIT))
    } catch {
      if error.kind == .notFound, revision == "HEAD", case .unborn(let branch) = try head {
        throw GitError(.unborn, "\(branch) has no commit yet", code: error.code, category: error.category)
      }
      if error.kind == .notFound, isShallow, revision.contains(where: { $0 == "~" || $0 == "^" }) {
        throw GitError(.shallow, "\(revision) was not fetched: this is a shallow clone")
      }
      throw error
    }
    guard let id = git_object_id(commit) else { throw GitError(.notFound, "\(revision) names no commit") }
    return ObjectID(id.pointee)
  }

  /// The folder of another working tree that has the branch checked out; nil if none has.
  package func otherWorkingFolder(of reference: String) throws(GitError) -> String? {
    var names = git_strarray()
    try check(git_worktree_list(&names, handle))
    defer { git_strarray_dispose(&names) }
    for index in 0..<names.count {
      guard let name = names.strings[index] else { continue }
      let git = commonFolder + "worktrees/" + String(cString: name) + "/"
      guard git != gitFolder, try isOn(reference, git) else { continue }
      let link = (try? wholeFile(git + "gitdir", atMost: 8_192)) ?? []
      return RepositoryPath(link.prefix { $0 != UInt8(ascii: "\n") }).folder?.description ?? git
    }
    // The HEAD of a bare repository is nobody's working tree.
    if commonFolder != gitFolder, try flag("core.bare") != true, try isOn(reference, commonFolder) {
      return RepositoryPath(String(commonFolder.dropLast())).folder?.description ?? commonFolder
    }
    return nil
  }

  private func isOn(_ reference: String, _ gitFolder: String) throws(GitError) -> Bool {
    guard let head = try? wholeFile(gitFolder + "HEAD", atMost: 4_096) else { return false }
    return head.elementsEqual("ref: \(reference)\n".utf8)
  }

  private func lookUp(_ name: String) throws(GitError) -> (target: ObjectID?, symbolicTarget: String?) {
    var reference: OpaquePointer?
    try check(git_reference_lookup(&reference, handle, name))
    defer { git_reference_free(reference) }
    return (
      git_reference_target(reference).map { ObjectID($0.pointee) },
      git_reference_symbolic_target(reference).map { String(cString: $0) }
    )
  }
}
