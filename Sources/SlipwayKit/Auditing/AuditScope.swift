internal import GitStore
internal import Paths
internal import WorkflowModel

/// The part of a line that `--since` asks for.
struct AuditScope {
  private let isInside: (AuditedLanding) -> Bool
  /// How many landings it has.
  let count: Int
  let ungoverned: Int

  /// - Parameter text: A day like `2026-11-02`, or a revision on the line; what lies behind it is inside.
  init(_ text: String, to line: JudgedLine, on desk: Desk) throws {
    if let day = Day(text) {
      let start = day.number * 86_400
      var (inside, ungoverned, number) = (0, 0, line.landings)
      let next = desk.repository.heads(from: line.tip)
      while let head = try next() {
        if head.seconds ?? 0 >= start {
          inside += 1
          if number <= line.ungoverned { ungoverned += 1 }
        }
        number -= 1
      }
      count = inside
      self.ungoverned = ungoverned
      isInside = { ($0.committedAt ?? 0) >= start }
      return
    }
    let revision = try desk.resolve(text)
    var number = line.landings
    let next = desk.repository.heads(from: line.tip)
    while let head = try next(), head.id != revision { number -= 1 }
    if number == 0 {
      throw Trouble(
        .usage, "`\(escaped(text))` is not on the line", help: ["`git log --first-parent --oneline` shows what is"])
    }
    let first = number
    count = line.landings - first
    ungoverned = max(0, line.ungoverned - first)
    isInside = { $0.number > first }
  }

  func contains(_ landing: AuditedLanding) -> Bool { isInside(landing) }
}
