/// A set of Unicode general categories, one bit each.
struct CategorySet: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  /// The categories of a `\p{…}` name, short (`Lu`) or long (`Uppercase_Letter`); nil if it is none.
  ///
  /// Names as in Unicode's PropertyValueAliases.txt. A short name of one letter stands for all that start with it.
  init?(named name: String) {
    if name == "LC" || name == "Cased_Letter" {
      self = ["Lu", "Ll", "Lt"].reduce(into: []) { $0.formUnion(Self(startingWith: $1)) }
      return
    }
    let short = Self.groups.first { $0.long == name }?.short ?? Self.all.first { $0.long == name }?.short ?? name
    guard Self.groups.contains(where: { $0.short == short }) || Self.all.contains(where: { $0.short == short }) else {
      return nil
    }
    self.init(startingWith: short)
  }

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  private init(startingWith prefix: String) {
    var bits: UInt32 = 0
    for (bit, category) in Self.all.enumerated() where category.short.hasPrefix(prefix) { bits |= 1 << UInt32(bit) }
    self.init(rawValue: bits)
  }

  var inverted: CategorySet { CategorySet(rawValue: ~rawValue & (1 << UInt32(Self.all.count) - 1)) }

  func contains(_ category: Unicode.GeneralCategory) -> Bool {
    guard let bit = Self.all.firstIndex(where: { $0.category == category }) else { return false }
    return rawValue & 1 << UInt32(bit) != 0
  }

  private static let groups: [(short: String, long: String)] = [
    ("L", "Letter"), ("M", "Mark"), ("N", "Number"), ("P", "Punctuation"), ("S", "Symbol"), ("Z", "Separator"),
    ("C", "Other"),
  ]

  private static let all: [(short: String, long: String, category: Unicode.GeneralCategory)] = [
    ("Ll", "Lowercase_Letter", .lowercaseLetter), ("Lu", "Uppercase_Letter", .uppercaseLetter),
    ("Lt", "Titlecase_Letter", .titlecaseLetter), ("Lm", "Modifier_Letter", .modifierLetter),
    ("Lo", "Other_Letter", .otherLetter), ("Mn", "Nonspacing_Mark", .nonspacingMark),
    ("Mc", "Spacing_Mark", .spacingMark), ("Me", "Enclosing_Mark", .enclosingMark),
    ("Nd", "Decimal_Number", .decimalNumber), ("Nl", "Letter_Number", .letterNumber),
    ("No", "Other_Number", .otherNumber), ("Pc", "Connector_Punctuation", .connectorPunctuation),
    ("Pd", "Dash_Punctuation", .dashPunctuation), ("Ps", "Open_Punctuation", .openPunctuation),
    ("Pe", "Close_Punctuation", .closePunctuation), ("Pi", "Initial_Punctuation", .initialPunctuation),
    ("Pf", "Final_Punctuation", .finalPunctuation), ("Po", "Other_Punctuation", .otherPunctuation),
    ("Sm", "Math_Symbol", .mathSymbol), ("Sc", "Currency_Symbol", .currencySymbol),
    ("Sk", "Modifier_Symbol", .modifierSymbol), ("So", "Other_Symbol", .otherSymbol),
    ("Zs", "Space_Separator", .spaceSeparator), ("Zl", "Line_Separator", .lineSeparator),
    ("Zp", "Paragraph_Separator", .paragraphSeparator), ("Cc", "Control", .control), ("Cf", "Format", .format),
    ("Cs", "Surrogate", .surrogate), ("Co", "Private_Use", .privateUse), ("Cn", "Unassigned", .unassigned),
  ]
}
