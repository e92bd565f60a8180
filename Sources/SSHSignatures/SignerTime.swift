/// A moment in a list of signers: `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, in UTC with a `Z` or `UTC` at the end.
///
/// Without it OpenSSH takes the time zone of whoever verifies, so that one signature is valid here and void there. Here
/// it is read as UTC, and `isLocal` says so.
struct SignerTime {
  let epochSeconds: Int
  let isLocal: Bool

  /// Nil for another form, for a time that no calendar or clock shows, and for 1970-01-01 and before.
  ///
  /// OpenSSH would take the 31st of February for the 3rd of March.
  init?(_ text: [UInt8]) {
    let lowercase = text.map { $0 | 0x20 }
    let suffix = ["z", "utc"].first { lowercase.count > $0.utf8.count && lowercase.ends(with: $0.utf8) }
    isLocal = suffix == nil
    let digits = text.dropLast(suffix?.utf8.count ?? 0)
    guard [8, 12, 14].contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    var values = digits.map { Int($0 - 0x30) } + Array(repeating: 0, count: 14 - digits.count)
    func next(_ count: Int) -> Int {
      defer { values.removeFirst(count) }
      return values.prefix(count).reduce(0) { $0 * 10 + $1 }
    }
    let (year, month, day, hour, minute, second) = (next(4), next(2), next(2), next(2), next(2), next(2))
    guard year >= 1970, (1...12).contains(month), hour < 24, minute < 60, second < 60 else { return nil }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[month - 1]).contains(day) else { return nil }
    let before = year - 1
    let days = 365 * (year - 1970) + (before / 4 - before / 100 + before / 400 - 477)
    let number = days + lengths[..<(month - 1)].reduce(0, +) + day - 1
    epochSeconds = ((number * 24 + hour) * 60 + minute) * 60 + second
    if epochSeconds == 0 { return nil }
  }
}

extension Array<UInt8> {
  fileprivate func ends(with suffix: String.UTF8View) -> Bool { self.suffix(suffix.count).elementsEqual(suffix) }
}
