/// What a change means, apart from any text: the value that the edited text must read back as.
extension YAMLValue {
  func applying(_ change: Change) throws(EditRefusal) -> YAMLValue {
    guard !change.path.isEmpty else { throw .mismatch }
    return try applying(change.action, at: change.path[...])
  }

  private func applying(_ action: Change.Action, at path: ArraySlice<Change.Step>) throws(EditRefusal) -> YAMLValue {
    guard let step = path.first else {
      switch (action, self) {
      case (.set(let value), _): return value
      case (.append(let item), .list(let items)): return .list(items + [item])
      case (.append(let item), .empty): return .list([item])
      default: throw .mismatch
      }
    }
    let rest = path.dropFirst()
    let isRemoval = if case .remove = action { rest.isEmpty } else { false }
    switch (step, self) {
    case (.key(let key), .map(var entries)):
      let place = entries.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
      if let place {
        if isRemoval {
          entries.remove(at: place)
        } else {
          entries[place].value = try entries[place].value.applying(action, at: rest)
        }
      } else {
        if case .remove = action { throw .absent }
        entries.append(Entry(key, try YAMLValue.empty.applying(action, at: rest)))
      }
      return .map(entries)
    case (.key(let key), .empty):
      if case .remove = action { throw .absent }
      return .map([Entry(key, try YAMLValue.empty.applying(action, at: rest))])
    case (.index(let index), .list(var items)):
      guard items.indices.contains(index) else { throw .absent }
      if isRemoval {
        items.remove(at: index)
      } else {
        items[index] = try items[index].applying(action, at: rest)
      }
      return .list(items)
    default: throw .mismatch
    }
  }

  /// The first key that a mapping somewhere inside has twice.
  var repeatedKey: String? {
    switch self {
    case .text, .empty: return nil
    case .list(let items): return items.lazy.compactMap(\.repeatedKey).first
    case .map(let entries):
      var seen: Set<String> = []
      for entry in entries {
        if !seen.insert(entry.key).inserted { return entry.key }
        if let inside = entry.value.repeatedKey { return inside }
      }
      return nil
    }
  }
}
