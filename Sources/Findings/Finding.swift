package import Paths

/// One problem, as data: what rule it breaks, where, and how to mend it.
///
/// Renderers show it and decide nothing.
package struct Finding: Sendable {
  package enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Worth knowing; nobody has to act.
    case note
    /// Somebody should act; the judgement stands.
    case warning
    /// The judgement is no.
    case error

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// Another place that explains the finding.
  package struct Note: Sendable {
    package let message: String
    package let place: Place?

    package init(_ message: String, at place: Place? = nil) {
      self.message = message
      self.place = place
    }
  }

  package let rule: Rule
  package var severity: Severity
  /// A sentence without a full stop that names the offending text in backquotes.
  ///
  /// Already escaped for showing.
  package let message: String
  /// The file it is about, set even where the file is absent and there is no place to point to.
  package let path: RepositoryPath?
  package let place: Place?
  package let notes: [Note]
  /// What mends it, one thought each: the closed list, the near name, the command, the complete line to paste.
  package let help: [String]

  package init(
    _ rule: Rule, _ message: String, at place: Place, severity: Severity = .error, notes: [Note] = [],
    help: [String] = []
  ) {
    self.init(rule, message, path: place.path, place: place, severity: severity, notes: notes, help: help)
  }

  package init(
    _ rule: Rule, _ message: String, in path: RepositoryPath?, severity: Severity = .error, notes: [Note] = [],
    help: [String] = []
  ) {
    self.init(rule, message, path: path, place: nil, severity: severity, notes: notes, help: help)
  }

  private init(
    _ rule: Rule, _ message: String, path: RepositoryPath?, place: Place?, severity: Severity, notes: [Note],
    help: [String]
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.path = path
    self.place = place
    self.notes = notes
    self.help = help
  }

  /// The same finding at another severity.
  package func at(_ severity: Severity) -> Finding {
    var copy = self
    copy.severity = severity
    return copy
  }
}

extension Sequence<Finding> {
  package var errors: Int { reduce(0) { $1.severity == .error ? $0 + 1 : $0 } }
  package var warnings: Int { reduce(0) { $1.severity == .warning ? $0 + 1 : $0 } }
}

extension [Finding] {
  /// By path, then place, then rule: the order in which people read them.
  package func inReadingOrder() -> [Finding] {
    if count < 2 { return self }
    return sorted { left, right in
      let leftKey = (left.path?.bytes ?? [], left.place?.range.lowerBound ?? 0, left.rule.id, left.message)
      let rightKey = (right.path?.bytes ?? [], right.place?.range.lowerBound ?? 0, right.rule.id, right.message)
      if leftKey.0 != rightKey.0 { return leftKey.0.lexicographicallyPrecedes(rightKey.0) }
      return (leftKey.1, leftKey.2, leftKey.3) < (rightKey.1, rightKey.2, rightKey.3)
    }
  }
}
