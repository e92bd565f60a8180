package import Patterns

/// The shape of a field, in the keywords of JSON Schema that Slipway knows.
///
/// Source: JSON Schema, draft 7, "Validation" and "Applying subschemas". Every keyword that is not here is an error in
/// the workflow file, so none is ever ignored.
package final class FieldSchema: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case string, integer, number, boolean, array, object
  }

  package enum Format: String, Sendable, CaseIterable {
    case date
    case dateTime = "date-time"
    case email
    case uri
  }

  package struct Text: Sendable {
    package var pattern: Pattern?
    package var format: Format?
    /// In Unicode scalars.
    package var minLength: Int?
    package var maxLength: Int?
    package init() {}
  }

  package struct Number: Sendable {
    package var minimum: Double?
    package var maximum: Double?
    package var exclusiveMinimum: Double?
    package var exclusiveMaximum: Double?
    package var multipleOf: Double?
    package init() {}
  }

  package struct List: Sendable {
    package var items: FieldSchema?
    package var minItems: Int?
    package var maxItems: Int?
    package var uniqueItems = false
    package init() {}
  }

  package struct Object: Sendable {
    package var properties: [String: FieldSchema] = [:]
    package var required: [String] = []
    /// Whether keys that `properties` does not name may stand.
    package var allowsOthers = true
    package init() {}
  }

  package let kind: Kind?
  /// The closed list, in the order of the workflow file; nil where any value of the kind will do.
  package let allowed: [String]?
  package let text: Text
  package let number: Number
  package let list: List
  package let object: Object
  package let about: String?

  package init(
    kind: Kind?, allowed: [String]?, text: Text = Text(), number: Number = Number(), list: List = List(),
    object: Object = Object(), about: String?
  ) {
    self.kind = kind
    self.allowed = allowed
    self.text = text
    self.number = number
    self.list = list
    self.object = object
    self.about = about
  }
}
