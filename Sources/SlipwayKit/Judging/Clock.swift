internal import Findings
internal import GitStore
internal import Rules
internal import WorkflowModel

/// The caller's clock, held against the dates of landings.
struct Clock {
  /// How far clocks may be apart, in seconds.
  static let tolerance = 600

  /// Seconds since 1970.
  let now: Int

  /// What is wrong with the date of a landing: it runs ahead of the clock, or backwards from the first parent's.
  ///
  /// - Parameter landing: How a reader calls it.
  func findings(
    _ landing: @autoclosure () -> String, at own: Int, after parent: CommitHead?,
    help: String = PolicyRules.clock.remedy
  ) -> [Finding] {
    let fault: String
    if own > now + Self.tolerance {
      fault = "ahead of the clock"
    } else if let before = parent?.seconds.map(Int.init), own < before - Self.tolerance {
      fault = "before its first parent's \(timestamp(epochSeconds: before))"
    } else {
      return []
    }
    return [
      Finding(
        PolicyRules.clock, "\(landing()) is dated \(timestamp(epochSeconds: own)), \(fault)", in: nil, help: [help])
    ]
  }

  /// What is wrong with a commit that lands: its form, which leaves it without a date, or its date.
  func findings(of commit: CommitHead, onto parent: CommitHead?, in repository: Repository) throws -> [Finding] {
    let name = "the commit \(commit.id.hex.prefix(12))"
    if let seconds = commit.seconds { return findings(name, at: Int(seconds), after: parent) }
    let flaw = try repository.commit(commit.id).flaw ?? "it has no committer"
    return [
      Finding(
        PolicyRules.malformedCommit, "\(name) is malformed: \(flaw)", in: nil,
        help: [PolicyRules.malformedCommit.remedy])
    ]
  }
}

extension Desk {
  /// What is wrong with the date of a landing, by the desk's clock.
  func clockFindings(
    _ landing: @autoclosure () -> String, at own: Int, after parent: CommitHead?,
    help: String = PolicyRules.clock.remedy
  ) -> [Finding] {
    Clock(now: now).findings(landing(), at: own, after: parent, help: help)
  }

  /// The committer date of a commit, in seconds since 1970; one without lands with its first parent.
  func landed(_ commit: Commit, on parent: Commit?) -> Int {
    Int(commit.committer?.seconds ?? parent?.committer?.seconds ?? 0)
  }

  /// When the keys of a landing in history have to be valid: never before its first parent landed, so that a date which
  /// was set by hand brings no expired key back.
  func keyMoment(of landing: Commit, on parent: Commit?) -> Int {
    max(min(now, landed(landing, on: parent)), parent?.committer.map { Int($0.seconds) } ?? .min)
  }

  /// When a commit made now lands: at its committer date, but never later than by the clock.
  var landingTime: Int {
    get throws { min(now, try commitTime) }
  }

  /// The same for a commit that is about to be made on `parent`.
  func clockFindings(onTopOf parent: Commit) throws -> [Finding] {
    clockFindings(
      "the new commit", at: try commitTime, after: parent.head,
      help: "set the clock right, and `GIT_COMMITTER_DATE` if it is set")
  }
}
