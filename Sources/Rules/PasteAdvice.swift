internal import Findings
internal import Paths
internal import WorkflowModel

/// What to write by hand where a command would have written it: one line, however much of its surroundings is there.
enum PasteAdvice {
  /// An entry for a list or map (`sign-offs`, `criteria`) of a gate's record.
  ///
  /// - Parameter entry: A list's item or a map's `key: value`, in YAML's flow style.
  static func line(_ entry: String, in key: String, of stage: String, feature: Feature) -> String {
    let isList = key == "sign-offs"
    let first = "\(key): " + (isList ? "[\(entry)]" : "{\(entry)}")
    guard let record = feature.gate(stage) else {
      return feature.gates.isEmpty
        ? "or add the line `gates: {\(stage): {\(first)}}`" : "or add to `gates:` the entry `\(stage): {\(first)}`"
    }
    let last = isList ? record.signOffs.last?.range : record.criteria.last?.shown.range
    guard let last else { return "or add to `gates: \(stage):` the entry `\(first)`" }
    let line = feature.source.line(at: last.lowerBound)
    let number = feature.source.lineNumber(at: last.lowerBound)
    if isInline(feature.source.bytes[line.lowerBound..<last.lowerBound], isList: isList) {
      return "or write `, \(entry)` behind the last entry of `\(key)` in line \(number)"
    }
    return "or add below line \(number), at the same depth, the line `\(isList ? "- " : "")\(entry)`"
  }

  /// Whether something in brackets or braces begins before the last entry, in its line.
  private static func isInline(_ before: ArraySlice<UInt8>, isList: Bool) -> Bool {
    if isList { return before.first { $0 != UInt8(ascii: " ") } != UInt8(ascii: "-") }
    return before.contains(UInt8(ascii: "{"))
  }

  /// A field, with as much of its path as is not there yet: `beta: {channel: …}`.
  static func field(_ path: FieldPath, value: String, in feature: Feature) -> String {
    var missing = path.keys[...]
    var present: [String] = []
    while missing.count > 1, let key = missing.first {
      let parent = FieldPath(keys: present + [key])
      guard feature.fields.paths.contains(where: { parent.isPrefix(of: $0) }) else { break }
      present.append(key)
      missing.removeFirst()
    }
    let inner = "\(missing.last ?? ""): \(value)"
    let line = missing.dropLast().reversed().reduce(inner) { "\($1): {\($0)}" }
    return present.isEmpty
      ? "add the line `\(line)`" : "add to `\(present.joined(separator: ": ")):` the entry `\(line)`"
  }
}
