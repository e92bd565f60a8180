internal import GitStore
internal import Paths
internal import WorkflowModel

/// The part of a line that `--since` asks for.
struct AuditScope {
  /// The number of the last landing before it; 0 if it is all of the line.
  private let last: Int
  /// How many landings it has.
  let count: Int
  let ungoverned: Int

  /// - Parameter text: A day like `2026-11-02`, or a revision on the line; what lies behind it is inside.
  init(_ text: String, to line: JudgedLine, on desk: Desk) throws {
    let next = desk.repository.heads(from: line.tip)
    if let day = Day(text) {
      // The first landing of that day or later, and all behind it: a date that was set by hand leaves nothing out.
      var (first, number) = (line.landings + 1, line.landings)
      while let head = try next() {
        if head.seconds ?? 0 >= day.number * 86_400 { first = number }
        number -= 1
      }
      last = first - 1
    } else {
      let revision = try desk.resolve(text)
      var number = line.landings
      while let head = try next(), head.id != revision { number -= 1 }
      if number == 0 {
        throw Trouble(
          .usage, "`\(escaped(text))` is not on the line", help: ["`git log --first-parent --oneline` shows what is"])
      }
      last = number
    }
    count = line.landings - last
    ungoverned = max(0, line.ungoverned - last)
  }

  func contains(_ landing: AuditedLanding) -> Bool { landing.number > last }
}
