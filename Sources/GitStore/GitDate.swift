/// A date as `GIT_AUTHOR_DATE` gives it: git-commit(1), section "Date formats".
///
/// Reads git's own `@1700000000 +0100`, ISO 8601 and RFC 2822, each with its time zone: git's looser readings depend on
/// the clock and the machine.
struct GitDate: Hashable {
  let seconds: Int64
  /// Minutes east of Greenwich.
  let offset: Int

  init?(_ text: String) {
    guard let date = Self.raw(text) ?? Self.iso(text) ?? Self.mail(text) else { return nil }
    self = date
  }

  private init(seconds: Int64, offset: Int) {
    self.seconds = seconds
    self.offset = offset
  }

  private static func raw(_ text: String) -> GitDate? {
    let words = text.split(separator: " ")
    guard let first = words.first, words.count == 1 || words.count == 2 else { return nil }
    let marked = first.hasPrefix("@")
    let digits = marked ? first.dropFirst() : first
    // Without the mark, git takes fewer than nine digits for a date.
    guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), digits.count >= (marked ? 1 : 9), digits.count <= 12,
      let seconds = Int64(digits)
    else { return nil }
    guard words.count == 2 else { return marked ? GitDate(seconds: seconds, offset: 0) : nil }
    return zone(words[1]).map { GitDate(seconds: seconds, offset: $0) }
  }

  /// `2026-11-24T12:00:00+01:00`, a space allowed for the `T` and before the zone.
  private static func iso(_ text: String) -> GitDate? {
    guard
      let match = text.wholeMatch(
        of: /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)? ?(Z|[+-]\d\d:?(?:\d\d)?)/)
    else { return nil }
    return date(
      Int(match.1), Int(match.2), Int(match.3), Int(match.4), Int(match.5), match.6.map { Int($0) } ?? 0, match.7)
  }

  /// `Tue, 24 Nov 2026 12:00:00 +0100`.
  private static func mail(_ text: String) -> GitDate? {
    guard
      let match = text.wholeMatch(
        of: /(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? ([+-]\d{4}|GMT|UTC)/)
    else { return nil }
    let month = months.firstIndex(of: String(match.2)).map { $0 + 1 }
    return date(
      Int(match.3), month, Int(match.1), Int(match.4), Int(match.5), match.6.map { Int($0) } ?? 0, match.7)
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func date(
    _ year: Int?, _ month: Int?, _ day: Int?, _ hour: Int?, _ minute: Int?, _ second: Int?, _ zoneText: Substring
  ) -> GitDate? {
    guard let year, let month, let day, let hour, let minute, let second, let offset = zone(zoneText),
      (1...12).contains(month), (1...length(of: month, in: year)).contains(day), hour < 24, minute < 60, second < 61,
      year >= 1970
    else { return nil }
    let time = hour * 3_600 + minute * 60 + second - offset * 60
    return GitDate(seconds: Int64(days(year, month, day) * 86_400 + time), offset: offset)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    days(month == 12 ? year + 1 : year, month % 12 + 1, 1) - days(year, month, 1)
  }

  /// Days since 1970-01-01.
  ///
  /// The year is taken to begin in March, so that the leap day is its last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private static func zone(_ text: Substring) -> Int? {
    if ["Z", "GMT", "UTC"].contains(text) { return 0 }
    guard let match = text.wholeMatch(of: /([+-])(\d\d):?(\d\d)?/), let hours = Int(match.2) else { return nil }
    let minutes = match.3.flatMap { Int($0) } ?? 0
    guard hours < 24, minutes < 60 else { return nil }
    return (match.1 == "-" ? -1 : 1) * (hours * 60 + minutes)
  }
}
