/// A length of time as a workflow states it: `36 hours`, `3 days`, `2 weeks`.
package struct TimeSpan: Hashable, Sendable {
  package let seconds: Int

  package init(seconds: Int) {
    self.seconds = seconds
  }

  package static let forms = "`36 hours`, `3 days` or `2 weeks`"

  /// Reads a whole number and a unit; nil for anything else.
  package init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, words[0].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let amount = Int(words[0]), amount <= 100_000
    else { return nil }
    switch words[1] {
    case "hour", "hours": seconds = amount * 3_600
    case "day", "days": seconds = amount * 86_400
    case "week", "weeks": seconds = amount * 7 * 86_400
    default: return nil
    }
  }
}

extension TimeSpan {
  /// For what is still to go: `3 days`, not `2 days`, when only minutes are lacking to three.
  package var rounded: TimeSpan {
    let unit = [86_400, 3_600, 60].first { seconds >= $0 } ?? 1
    return TimeSpan(seconds: (seconds + unit / 2) / unit * unit)
  }
}

extension TimeSpan: CustomStringConvertible {
  /// In the largest unit that loses less than one of it: `12 days`, `5 hours`, `40 minutes`.
  package var description: String {
    let (amount, unit) =
      switch seconds {
      case 86_400...: (seconds / 86_400, "day")
      case 3_600...: (seconds / 3_600, "hour")
      case 60...: (seconds / 60, "minute")
      default: (max(0, seconds), "second")
      }
    return "\(amount) \(unit)\(amount == 1 ? "" : "s")"
  }
}
