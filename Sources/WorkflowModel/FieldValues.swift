/// The values of a feature's fields, by path.
///
/// A feature has about ten: looking through them is faster than hashing paths, and they are filled in for every version
/// of every feature.
package struct FieldValues: Sendable {
  private var values: [(path: FieldPath, value: Located<FieldValue>)] = []

  package init(capacity: Int) {
    values.reserveCapacity(capacity)
  }

  /// Adds a value at a path that has none yet.
  package mutating func add(_ value: Located<FieldValue>, at path: FieldPath) {
    values.append((path, value))
  }

  /// Where there are values.
  package var paths: [FieldPath] { values.map(\.path) }

  package subscript(path: FieldPath) -> Located<FieldValue>? {
    values.firstIndex { $0.path == path }.map { values[$0].value }
  }
}
