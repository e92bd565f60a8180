/// One thing to change in a document.
package struct Change: Sendable {
  /// One step from a collection to a value inside it.
  package enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  /// What happens at the path.
  package enum Action: Sendable {
    /// Replaces the value or creates it, with the mappings on the way to it.
    case set(YAMLValue)
    /// Adds an item at the end of a list, which is created where nothing is written.
    case append(YAMLValue)
    /// Removes the entry or item with its own lines.
    ///
    /// A collection that loses its last one stays, as `{}` or `[]`.
    case remove
  }

  /// How a value that is new is written; inside brackets everything is in brackets.
  package enum Layout: Sendable {
    case block
    /// In brackets, on one line.
    case flow
    /// A list by indentation, its items in brackets, one a line.
    case flowItems
    /// A scalar as it is, without quotes, since every reader shall take it for a number or a truth value.
    case bare
  }

  /// From the root to the value; never empty, since the document itself cannot be replaced.
  package let path: [Step]
  /// What happens there.
  package let action: Action
  /// How new collections are written.
  package let layout: Layout
  /// A new key goes behind the last of these that its mapping has, or else to the end.
  package let after: [String]

  /// A change from its parts; the functions below read better.
  package init(_ path: [Step], _ action: Action, layout: Layout = .block, after: [String] = []) {
    self.path = path
    self.action = action
    self.layout = layout
    self.after = after
  }

  /// Replaces or creates a value: see ``Action/set(_:)``.
  package static func set(
    _ path: [Step], _ value: YAMLValue, layout: Layout = .block, after: [String] = []
  ) -> Change {
    Change(path, .set(value), layout: layout, after: after)
  }

  /// Adds an item to a list: see ``Action/append(_:)``.
  package static func append(
    _ path: [Step], _ value: YAMLValue, layout: Layout = .block, after: [String] = []
  ) -> Change {
    Change(path, .append(value), layout: layout, after: after)
  }

  /// Takes an entry or item away: see ``Action/remove``.
  package static func remove(_ path: [Step]) -> Change { Change(path, .remove) }
}

extension Change.Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .key(value) }
  package init(integerLiteral value: Int) { self = .index(value) }
}

/// Why a change was not made; no bytes come of it.
package enum EditRefusal: Error, Equatable, Sendable {
  /// Nothing is at the path.
  case absent
  /// Something on the path is of another kind than the change needs, or the path is empty.
  case mismatch
  /// The value names a key twice.
  case duplicateKey(String)
  /// No way was found to write the change so that it reads back as meant.
  case unwritable
}
