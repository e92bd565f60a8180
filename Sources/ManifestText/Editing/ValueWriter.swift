/// Writes values in the file's style.
struct ValueWriter {
  let style: FileStyle
  let layout: Change.Layout
  let usesBlockScalars: Bool

  /// What follows a key's colon, the blank or line break included.
  /// - Parameter column: the key's.
  func behindKey(_ value: YAMLValue, column: Int, _ layout: Change.Layout? = nil) -> String {
    let layout = layout ?? self.layout
    switch value {
    case .empty: return ""
    case .text(let text): return " " + (layout == .bare ? text : scalars(column).written(text))
    case .list(let items):
      if items.isEmpty || layout == .flow { return " " + flow(value) }
      return style.newline + indent(column + style.lists) + block(value, column: column + style.lists, layout)
    case .map(let entries):
      if entries.isEmpty || layout == .flow { return " " + flow(value) }
      return style.newline + indent(column + style.step) + block(value, column: column + style.step, layout)
    }
  }

  /// What follows an item's dash, the blank included.
  /// - Parameter column: the dash's.
  func behindDash(_ value: YAMLValue, column: Int, _ layout: Change.Layout? = nil) -> String {
    let layout = layout ?? self.layout
    switch value {
    case .empty: return ""
    case .text(let text): return " " + scalars(column).written(text)
    case .list(let items) where !items.isEmpty && layout == .block,
      .list(let items) where !items.isEmpty && layout == .flowItems:
      return " " + block(value, column: column + 2, layout)
    case .map(let entries) where !entries.isEmpty && layout == .block:
      return " " + block(value, column: column + 2, layout)
    default: return " " + flow(value)
    }
  }

  /// A collection by indentation, its first line without any.
  func block(_ value: YAMLValue, column: Int, _ layout: Change.Layout? = nil) -> String {
    let lines: [String] =
      switch value {
      case .list(let items): items.map { "-" + behindDash($0, column: column, layout) }
      case .map(let entries): entries.map { entry($0.key, $0.value, column: column, layout) }
      default: []
      }
    return lines.joined(separator: style.newline + indent(column))
  }

  func entry(_ key: String, _ value: YAMLValue, column: Int, _ layout: Change.Layout? = nil) -> String {
    scalars(column).key(key) + ":" + behindKey(value, column: column, layout)
  }

  /// A value as it stands inside brackets, on one line.
  func flow(_ value: YAMLValue) -> String {
    let writer = ScalarWriter(inFlow: true, column: 0, newline: style.newline)
    switch value {
    case .empty: return ""
    case .text(let text): return writer.written(text)
    case .list(let items):
      // Nothing at all is no item inside brackets; the nearest that reads back does not exist, so it is refused later.
      return "[" + items.map(flow).joined(separator: ", ") + "]"
    case .map(let entries): return "{" + entries.map { flowEntry($0.key, $0.value) }.joined(separator: ", ") + "}"
    }
  }

  func flowEntry(_ key: String, _ value: YAMLValue) -> String {
    let writer = ScalarWriter(inFlow: true, column: 0, newline: style.newline)
    let written = flow(value)
    return writer.key(key) + (written.isEmpty ? ":" : ": " + written)
  }

  func scalars(_ column: Int) -> ScalarWriter {
    ScalarWriter(
      inFlow: false, column: column + style.step, newline: style.newline, usesBlockScalars: usesBlockScalars)
  }

  func indent(_ column: Int) -> String { String(repeating: " ", count: column) }
}
