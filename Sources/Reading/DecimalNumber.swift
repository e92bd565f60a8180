/// A number as JSON writes it, exactly: `0.3` is a multiple of `0.1`, which binary fractions would deny.
struct DecimalNumber {
  let value: Double
  /// The digits before the point and behind it, as written.
  private let whole, fraction: ArraySlice<UInt8>
  /// The power of ten behind the `e`.
  private let power: Int

  /// Reads the syntax of JSON (RFC 8259, 6); nil for anything else, so neither `0x10` nor `1_000`, `.5`, `01` or `nan`,
  /// and for what no double holds.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    func takeDigits() -> ArraySlice<UInt8> {
      let taken = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest[taken.endIndex...]
      return taken
    }
    func take(_ character: Unicode.Scalar, or other: Unicode.Scalar? = nil) -> Bool {
      guard let first = rest.first.map(Unicode.Scalar.init), first == character || first == other else { return false }
      rest.removeFirst()
      return true
    }
    _ = take("-")
    whole = takeDigits()
    if whole.isEmpty || (whole.count > 1 && whole.first == UInt8(ascii: "0")) { return nil }
    let hasFraction = take(".")
    fraction = hasFraction ? takeDigits() : []
    if hasFraction, fraction.isEmpty { return nil }
    var power = 0
    if take("e", or: "E") {
      let isNegative = rest.first == UInt8(ascii: "-")
      _ = take("+", or: "-")
      let written = takeDigits()
      guard !written.isEmpty, let number = Int(String(decoding: written, as: UTF8.self)), number < 100_000 else {
        return nil
      }
      power = isNegative ? -number : number
    }
    self.power = power
    guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
    self.value = value
  }

  /// The digits without zeros in front or at the end, none for zero, and the power of ten that they are multiplied with.
  ///
  /// Most fields ask for no multiple, so nobody needs to know.
  private var exact: (digits: [UInt8], exponent: Int) {
    let all = (whole + fraction).map { $0 - UInt8(ascii: "0") }.drop { $0 == 0 }
    let end = all.lastIndex { $0 != 0 }.map { $0 + 1 } ?? all.startIndex
    return (Array(all[..<end]), power - fraction.count + (all.endIndex - end))
  }

  /// Whether it is a whole multiple of `step`; of one with more than 18 digits only itself is.
  func isMultiple(of step: DecimalNumber) -> Bool {
    let (digits, exponent) = exact
    let step = step.exact
    if digits.isEmpty { return true }
    let shift = exponent - step.exponent
    // The last digit is no zero, so nothing is left to divide by the tens.
    guard shift >= 0, !step.digits.isEmpty else { return false }
    guard step.digits.count <= 18 else { return digits == step.digits && shift == 0 }
    let divisor = step.digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
    func next(_ remainder: UInt64, _ digit: UInt8) -> UInt64 {
      // At most 18 digits times ten plus nine: it fits 64 bits.
      (remainder * 10 + UInt64(digit)) % divisor
    }
    var remainder = digits.reduce(UInt64(0), next)
    for _ in 0..<shift where remainder != 0 { remainder = next(remainder, 0) }
    return remainder == 0
  }
}
