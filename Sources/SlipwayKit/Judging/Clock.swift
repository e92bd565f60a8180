internal import Findings
internal import GitStore
internal import Rules
internal import WorkflowModel

extension Desk {
  /// How far clocks may be apart, in seconds.
  private static let clockTolerance = 600

  /// What is wrong with the date of a landing: it runs ahead of the clock, or backwards from the first parent's.
  ///
  /// - Parameter landing: How a reader calls it.
  func clockFindings(
    _ landing: String, at own: Int, after parent: Commit?, help: String = PolicyRules.clock.remedy
  ) -> [Finding] {
    let fault: String
    if own > now + Self.clockTolerance {
      fault = "ahead of the clock"
    } else if let before = parent?.committer.map({ Int($0.seconds) }), own < before - Self.clockTolerance {
      fault = "before its first parent's \(timestamp(epochSeconds: before))"
    } else {
      return []
    }
    return [
      Finding(
        PolicyRules.clock, "\(landing) is dated \(timestamp(epochSeconds: own)), \(fault)", in: nil, help: [help])
    ]
  }

  /// The committer date of a commit, in seconds since 1970; throws where it has none.
  func committed(_ commit: Commit) throws -> Int {
    guard let committer = commit.committer else {
      throw Trouble(.cannotJudge, "the commit \(commit.id) is malformed: \(commit.flaw ?? "it has no committer")")
    }
    return Int(committer.seconds)
  }

  /// When the keys of a landing in history have to be valid: never before its first parent landed, so that a date which
  /// was set by hand brings no expired key back.
  func keyMoment(of landing: Commit, on parent: Commit?) throws -> Int {
    max(min(now, try committed(landing)), parent?.committer.map { Int($0.seconds) } ?? .min)
  }

  /// When a commit made now lands: at its committer date, but never later than by the clock.
  var landingTime: Int {
    get throws { min(now, try commitTime) }
  }

  /// The same for a commit that is about to be made on `parent`.
  func clockFindings(onTopOf parent: Commit) throws -> [Finding] {
    clockFindings(
      "the new commit", at: try commitTime, after: parent,
      help: "set the clock right, and `GIT_COMMITTER_DATE` if it is set")
  }
}
