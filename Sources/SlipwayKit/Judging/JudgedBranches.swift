internal import GitStore
internal import Paths
internal import WorkflowModel

/// Whose branches are meant: this repository's own, as a server has them, or those of a remote.
package enum BranchOwner: Sendable {
  case here
  /// The remote of that name.
  case remote(String)

  /// What the names of its branches begin with in this repository.
  var prefix: String {
    switch self {
    case .here: "refs/heads/"
    case .remote(let name): "refs/remotes/\(name)/"
    }
  }
}

/// The line's name.
///
/// (DESIGN: "`slipway.base` in git's configuration names it; default: the remote's HEAD branch, else the checked-out
/// one.")
package struct LineName: Sendable {
  /// The branch, without `refs/heads/` and without a remote.
  package let branch: String
  /// What names its tip in this repository.
  package let revision: String
  /// Whether nothing says so, and the checked-out branch was taken.
  package let isGuess: Bool
}

/// Which branches are judged when somebody pushes to them.
struct JudgedBranches {
  private let patterns: [Pathspec]
  /// What the reader should know about how they were found.
  let notices: [String]

  /// - Parameter text: Names and globs, separated by spaces.
  init(_ text: String) throws {
    patterns = try text.split(whereSeparator: \.isWhitespace).map { word in
      do {
        return try Pathspec(String(word.hasPrefix("refs/heads/") ? word.dropFirst(11) : word))
      } catch {
        throw Trouble(
          .usage, "`slipway.branches` holds `\(escaped(String(word)))`, which is no branch and no glob",
          help: ["`git config slipway.branches 'main release/*'` names branches, separated by spaces"])
      }
    }
    notices = []
    if patterns.isEmpty {
      throw Trouble(
        .usage, "`slipway.branches` is empty, so no branch would be judged",
        help: ["`git config --unset slipway.branches` judges the line, `slipway hook uninstall` removes the hooks"])
    }
  }

  /// The line alone.
  init(_ line: LineName) throws {
    patterns = [try Pathspec(line.branch)]
    notices =
      line.isGuess
      ? [
        "nothing tells which branch is the line, so it was `\(escaped(line.branch))`, which is checked out; "
          + "`git config slipway.base BRANCH` names it"
      ] : []
  }

  /// Whether a reference, by its full name, is one of them.
  func contains(_ reference: RepositoryPath) -> Bool {
    let prefix = "refs/heads/".utf8
    guard reference.bytes.starts(with: prefix) else { return false }
    let name = RepositoryPath(reference.bytes.dropFirst(prefix.count))
    return patterns.contains { $0.matches(name) }
  }
}

extension Desk {
  /// The branches whose landings are judged: `slipway.branches`, or the line.
  func judgedBranches(of owner: BranchOwner) throws -> JudgedBranches {
    if let text = try repository.setting("slipway.branches") { return try JudgedBranches(text) }
    guard let line = try line(of: owner) else {
      throw Trouble(
        .usage, "nothing tells which branch is to be judged: HEAD is on none",
        help: ["name it: `git config slipway.base main`, or several: `git config slipway.branches 'main release/*'`"])
    }
    return try JudgedBranches(line)
  }

  /// The line's name; nil where nothing tells, since HEAD is on no branch.
  package func line(of owner: BranchOwner) throws -> LineName? {
    if let base = try repository.setting("slipway.base") {
      return LineName(branch: try branch(namedBy: base), revision: base, isGuess: false)
    }
    if case .remote(let name) = owner, let head = try repository.symbolicTarget(of: owner.prefix + "HEAD"),
      head.hasPrefix(owner.prefix)
    {
      let branch = String(head.dropFirst(owner.prefix.count))
      return LineName(branch: branch, revision: "\(name)/\(branch)", isGuess: false)
    }
    switch try repository.head {
    case .detached: return nil
    case .branch(let reference, _), .unborn(let reference):
      let branch = reference.hasPrefix("refs/heads/") ? String(reference.dropFirst(11)) : reference
      if case .here = owner { return LineName(branch: branch, revision: branch, isGuess: false) }
      return LineName(branch: branch, revision: branch, isGuess: true)
    }
  }

  /// `main` for `main`, `refs/heads/main`, `origin/main` and `refs/remotes/origin/main`.
  private func branch(namedBy base: String) throws -> String {
    if base.isEmpty {
      throw Trouble(
        .usage, "`slipway.base` is empty", help: ["`git config slipway.base main` names the line"])
    }
    for prefix in ["refs/heads/", "refs/remotes/"] where base.hasPrefix(prefix) {
      let rest = base.dropFirst(prefix.count)
      return String(prefix == "refs/heads/" ? rest : rest.drop { $0 != "/" }.dropFirst())
    }
    let isLocal = try repository.reference(named: "refs/heads/\(base)") != nil
    guard !isLocal, let slash = base.firstIndex(of: "/"), try repository.reference(named: "refs/remotes/\(base)") != nil
    else { return base }
    return String(base[base.index(after: slash)...])
  }
}
