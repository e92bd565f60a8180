internal import Findings
internal import ManifestText
internal import Paths
internal import Patterns
internal import WorkflowModel

/// What a finding calls a value; put into words only when there is one.
enum FieldName: CustomStringConvertible {
  case field(FieldPath)
  indirect case item(of: FieldName)
  indirect case key(String, of: FieldName)

  var description: String {
    switch self {
    case .field(let path): path.description
    case .item(let list): "\(list)[]"
    case .key(let key, let map): "\(map).\(key)"
    }
  }
}

/// Judges values by the schemas of their fields.
struct FieldChecker {
  private(set) var findings: [Finding] = []

  mutating func check(_ node: Node, _ schema: FieldSchema, field: FieldName) {
    let value = CheckedValue(node: node, schema: schema, field: field)
    if let allowed = schema.allowed { return checkChoice(value, allowed) }
    switch schema.kind {
    case .array: checkList(value)
    case .object: checkObject(value)
    case .string, .integer, .number, .boolean: checkScalar(value)
    case nil: break
    }
  }

  /// A closed list says all that can be said of a value: whatever else its schema asks for is asked of the list.
  private mutating func checkChoice(_ value: CheckedValue, _ allowed: [String]) {
    let node = value.node
    guard node.kind == .scalar else {
      return report(value, "is \(list(allowed.map(escaped))), not \(node.shape)", at: node.headPlace)
    }
    if allowed.contains(node.text) {
      if value.schema.kind != nil { checkScalar(value) }
      return
    }
    let near = nearest(to: node.text, among: allowed).map { ["did you mean `\(escaped($0))`?"] } ?? []
    report(value, "is \(list(allowed.map(escaped))), not `\(escaped(node.text))`", help: near)
  }

  private struct CheckedValue {
    let node: Node
    let schema: FieldSchema
    let field: FieldName
  }

  private mutating func report(_ value: CheckedValue, _ problem: String, at place: Place? = nil, help: [String] = []) {
    let about = value.schema.about.map { ["`\(value.field)`: \($0)"] } ?? []
    findings.append(
      Finding(
        ReadingRules.fieldValue, "`\(value.field)` \(problem)", at: place ?? value.node.visiblePlace,
        help: help + about))
  }

  private mutating func checkScalar(_ value: CheckedValue) {
    guard value.node.kind == .scalar else {
      let form =
        switch value.schema.kind {
        case .boolean: "`true` or `false`"
        case .integer: "a whole number"
        case .number: "a number"
        default: "a text"
        }
      return report(value, "is \(form), not \(value.node.shape)", at: value.node.headPlace)
    }
    let text = value.node.text
    switch value.schema.kind {
    case .boolean:
      if text != "true", text != "false" { report(value, "is `true` or `false`, not `\(escaped(text))`") }
    case .integer, .number: checkNumber(text, value)
    default: checkText(text, value)
    }
  }

  private mutating func checkNumber(_ text: String, _ value: CheckedValue) {
    guard let decimal = DecimalNumber(text) else { return report(value, "is a number, not `\(escaped(text))`") }
    let number = decimal.value
    if value.schema.kind == .integer, number.rounded() != number {
      report(value, "is a whole number, not `\(escaped(text))`")
    }
    let bounds = value.schema.number
    if let least = bounds.minimum, number < least { report(value, "is at least \(plain(least)), not \(text)") }
    if let most = bounds.maximum, number > most { report(value, "is at most \(plain(most)), not \(text)") }
    if let least = bounds.exclusiveMinimum, number <= least {
      report(value, "is more than \(plain(least)), not \(text)")
    }
    if let most = bounds.exclusiveMaximum, number >= most { report(value, "is less than \(plain(most)), not \(text)") }
    if let step = bounds.multipleOf, let exact = DecimalNumber(step.description), !decimal.isMultiple(of: exact) {
      report(value, "is a multiple of \(plain(step)), and \(text) is not")
    }
  }

  private mutating func checkText(_ text: String, _ value: CheckedValue) {
    let terms = value.schema.text
    if terms.minLength != nil || terms.maxLength != nil {
      let length = text.unicodeScalars.count
      if let least = terms.minLength, length < least {
        report(value, "has at least \(least) characters, not \(length)")
      }
      if let most = terms.maxLength, length > most { report(value, "has at most \(most) characters, not \(length)") }
    }
    if let pattern = terms.pattern, !pattern.matches(text) {
      report(value, "matches the pattern `\(pattern.text)`, and `\(escaped(text))` does not")
    }
    if let format = terms.format, !format.accepts(text) {
      report(value, "is \(format.form), not `\(escaped(text))`")
    }
  }

  private mutating func checkList(_ value: CheckedValue) {
    let node = value.node
    guard node.kind == .sequence else {
      let help =
        node.kind == .scalar && !node.isEmpty && !node.text.contains("\n") ? ["write `[\(escaped(node.text))]`"] : []
      return report(value, "is a list, not \(node.shape)", at: node.headPlace, help: help)
    }
    let terms = value.schema.list
    if let least = terms.minItems, node.count < least {
      report(value, "has at least \(least) \(least == 1 ? "item" : "items"), not \(node.count)")
    }
    if let most = terms.maxItems, node.count > most { report(value, "has at most \(most) items, not \(node.count)") }
    if terms.uniqueItems {
      var seen: Set<FieldValue> = []
      for item in node.items where !seen.insert(item.fieldValue).inserted {
        report(value, "lists each item once, and this one stands twice", at: item.place)
      }
    }
    guard let schema = terms.items else { return }
    for item in node.items { check(item, schema, field: .item(of: value.field)) }
  }

  private mutating func checkObject(_ value: CheckedValue) {
    let node = value.node
    guard node.kind == .mapping else { return report(value, "is a map, not \(node.shape)") }
    let terms = value.schema.object
    for key in terms.required where node.value(at: FieldPath(keys: [key])) == nil {
      report(value, "needs the key `\(key)`", at: node.headPlace, help: ["add `\(key): …`"])
    }
    for entry in node.entries {
      let key = entry.key.text
      if let property = terms.properties[key] {
        check(entry.value, property, field: .key(key, of: value.field))
      } else if !terms.allowsOthers {
        let known = terms.properties.keys.sorted()
        let near = nearest(to: key, among: known).map { ["did you mean `\($0)`?"] } ?? []
        report(
          value, "has no key `\(escaped(key))`", at: entry.key.place,
          help: near + ["its keys are \(list(known, joining: "and"))"])
      }
    }
  }

  private func plain(_ number: Double) -> String {
    number.rounded() == number && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}
