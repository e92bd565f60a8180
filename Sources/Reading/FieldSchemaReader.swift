internal import Findings
internal import ManifestText
internal import Paths
internal import Patterns
internal import WorkflowModel

/// Reads the schema of a field, keyword by keyword.
struct FieldSchemaReader {
  static let readersKeywords = ["title", "description", "default", "examples", "deprecated"]
  static let textKeywords = ["pattern", "format", "minLength", "maxLength"]
  static let numberKeywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
  static let listKeywords = ["items", "minItems", "maxItems", "uniqueItems"]
  static let objectKeywords = ["properties", "required", "additionalProperties"]
  static let keywords =
    ["type", "enum", "const"] + textKeywords + numberKeywords + listKeywords + objectKeywords + readersKeywords

  static func read(_ node: Node, of field: String, into findings: inout [Finding]) -> FieldSchema? {
    guard node.kind == .mapping else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "the schema of `\(escaped(field))` is a map of keywords, not \(node.shape)",
          at: node.visiblePlace, help: ["write `{type: string}`, say"]))
      return nil
    }
    for key in node.entries.lazy.map(\.key) where !keywords.contains(key.text) {
      let near = nearest(to: key.text, among: keywords).map { ["did you mean `\($0)`?"] } ?? []
      findings.append(
        Finding(
          ReadingRules.keyword, "`\(escaped(key.text))` is not a keyword that a field can be judged by", at: key.place,
          help: near + ["`slipway explain schema-keyword` lists them"]))
    }
    let known = ClosedMap(
      node, "the schema of `\(escaped(field))`", keys: node.entries.map(\.key.text), refusingEmpty: true,
      into: &findings)
    guard let map = known else { return nil }
    let kind = map.choice("type", FieldSchema.Kind.self, into: &findings)
    // Where `type` cannot be read, that is the one mistake.
    if kind != nil || node.key("type") == nil { refuseStrayKeywords(map, kind: kind, into: &findings) }
    return FieldSchema(
      kind: kind, allowed: allowed(map, into: &findings), text: text(map, into: &findings),
      number: number(map, into: &findings), list: list(map, of: field, into: &findings),
      object: object(map, of: field, into: &findings), about: map.text("description", into: &findings)?.value)
  }

  /// A keyword for another type would never be judged, so it is refused.
  private static func refuseStrayKeywords(_ map: ClosedMap, kind: FieldSchema.Kind?, into findings: inout [Finding]) {
    let groups: [([String], [FieldSchema.Kind])] = [
      (textKeywords, [.string]), (numberKeywords, [.integer, .number]), (listKeywords, [.array]),
      (objectKeywords, [.object]),
    ]
    for (keywords, kinds) in groups where !kinds.contains(where: { $0 == kind }) {
      for keyword in keywords {
        guard let key = map.node.key(keyword) else { continue }
        let types = Findings.list(kinds.map(\.rawValue))
        findings.append(
          Finding(
            ReadingRules.keyword, "`\(keyword)` judges nothing without `type:` \(types)", at: key.place,
            help: ["add `type: \(kinds[0].rawValue)`, or remove `\(keyword)`"]))
      }
    }
  }

  private static func allowed(_ map: ClosedMap, into findings: inout [Finding]) -> [String]? {
    if let key = map.node.key("const") ?? map.node.key("enum"), let type = map["type"],
      type.hasText("array") || type.hasText("object")
    {
      findings.append(
        Finding(
          ReadingRules.keyword, "`\(key.text)` lists single values, and the type is `\(type.text)`", at: key.place,
          help: type.hasText("array") ? ["for the items of a list write `items: {enum: […]}`"] : []))
      return nil
    }
    if let constant = map.node.key("const"), map.node.key("enum") != nil {
      findings.append(
        Finding(
          ReadingRules.keyword, "`enum` judges nothing beside `const`, which allows one value", at: constant.place,
          help: ["remove one of them"]))
    }
    if let constant = map.text("const", into: &findings) { return [constant.value] }
    guard let node = map["enum"] else { return nil }
    guard node.kind == .sequence, node.count > 0 else {
      findings.append(
        Finding(ReadingRules.wrongShape, "`enum` is a list with at least one value", at: node.visiblePlace))
      return nil
    }
    return node.items.compactMap { $0.readText("an item of `enum`", into: &findings)?.value }
  }

  private static func text(_ map: ClosedMap, into findings: inout [Finding]) -> FieldSchema.Text {
    var text = FieldSchema.Text()
    if let pattern = map.text("pattern", into: &findings) {
      do throws(Pattern.Flaw) {
        text.pattern = try Pattern(pattern.value)
      } catch {
        findings.append(
          Finding(
            ReadingRules.badValue, "`pattern` is not a regular expression that can be judged: \(error.message)",
            at: Place(source: map.node.place.source, range: pattern.range)))
      }
    }
    text.format = map.choice("format", FieldSchema.Format.self, into: &findings)
    text.minLength = map.number("minLength", into: &findings)?.value
    text.maxLength = map.number("maxLength", into: &findings)?.value
    return text
  }

  private static func number(_ map: ClosedMap, into findings: inout [Finding]) -> FieldSchema.Number {
    func read(_ key: String) -> Double? {
      guard let text = map.text(key, as: "a number", into: &findings) else { return nil }
      if let number = DecimalNumber(text.value) { return number.value }
      findings.append(
        Finding(
          ReadingRules.badValue, "`\(key)` is a number, not `\(escaped(text.value))`",
          at: Place(source: map.node.place.source, range: text.range)))
      return nil
    }
    var number = FieldSchema.Number()
    number.minimum = read("minimum")
    number.maximum = read("maximum")
    number.exclusiveMinimum = read("exclusiveMinimum")
    number.exclusiveMaximum = read("exclusiveMaximum")
    number.multipleOf = read("multipleOf")
    if let step = number.multipleOf, step <= 0, let place = map["multipleOf"]?.place {
      findings.append(Finding(ReadingRules.badValue, "`multipleOf` is more than 0", at: place))
    }
    return number
  }

  private static func list(_ map: ClosedMap, of field: String, into findings: inout [Finding]) -> FieldSchema.List {
    var list = FieldSchema.List()
    list.items = map["items"].flatMap { read($0, of: "\(field)[]", into: &findings) }
    list.minItems = map.number("minItems", into: &findings)?.value
    list.maxItems = map.number("maxItems", into: &findings)?.value
    list.uniqueItems = map.truth("uniqueItems", into: &findings) ?? false
    return list
  }

  private static func object(_ map: ClosedMap, of field: String, into findings: inout [Finding]) -> FieldSchema.Object {
    var object = FieldSchema.Object()
    if let properties = map["properties"] {
      if properties.kind == .mapping {
        for entry in properties.entries {
          let name = entry.key.text
          object.properties[name] = read(entry.value, of: "\(field).\(name)", into: &findings)
        }
      } else {
        findings.append(
          Finding(
            ReadingRules.wrongShape, "`properties` is a map, not \(properties.shape)", at: properties.visiblePlace))
      }
    }
    object.required = map.names("required", into: &findings).map(\.value)
    object.allowsOthers = map.truth("additionalProperties", into: &findings) ?? true
    return object
  }
}
