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
}
