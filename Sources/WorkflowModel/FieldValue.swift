/// What a field holds.
///
/// Scalars are text: their type is the field's, never the text's.
package enum FieldValue: Hashable, Sendable {
  case text(String)
  case list([FieldValue])
  case map([String: FieldValue])

  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// Whether it says nothing: white space, or a list or map without anything in it.
  package var isBlank: Bool {
    switch self {
    case .text(let text): text.unicodeScalars.allSatisfy(\.isSpace)
    case .list(let items): items.isEmpty
    case .map(let entries): entries.isEmpty
    }
  }
}

extension Unicode.Scalar {
  /// Whether Unicode calls it white space; of ASCII it is known without a look into the tables.
  package var isSpace: Bool {
    isASCII ? self == " " || ("\t"..."\r").contains(self) : properties.isWhitespace
  }
}
