import Findings

/// The file's bytes with these changes made, one after the other, and every other byte as it was.
///
/// The result has been read again and says exactly what the changes mean; where that cannot be reached, nothing is
/// returned. For front matter these are the bytes of the whole file.
package func edited(_ document: Document, _ changes: [Change]) throws(EditRefusal) -> [UInt8] {
  var current = document
  var intended = document.root.value
  for change in changes {
    switch change.action {
    case .set(let value), .append(let value):
      if let key = value.repeatedKey { throw .duplicateKey(key) }
    case .remove: break
    }
    intended = try intended.applying(change)
    current = try make(change, in: current)
    // Each step proved itself; this proves the sum, from the intent alone.
    guard current.root.value == intended else { throw .unwritable }
  }
  return current.source.bytes
}

/// Makes one change: smaller ones where that keeps more of the text, else the first way of writing it that reads back.
func make(_ change: Change, in document: Document) throws(EditRefusal) -> Document {
  let intended = try document.root.value.applying(change)
  if intended == document.root.value { return document }
  // Every step reads the text anew, so a change of very many parts is written as a whole.
  if let steps = smallerChanges(for: change, in: document), steps.count <= 100,
    let result = try? makeAll(steps, in: document),
    result.root.value == intended
  {
    return result
  }
  // Block scalars read better, but what follows them, or an end without a line break, can change their text.
  for usesBlockScalars in [true, false] {
    let editor = Editor(document: document, layout: change.layout, usesBlockScalars: usesBlockScalars)
    for splices in editor.candidates(for: change) {
      if let result = document.spliced(splices), result.root.value == intended { return result }
    }
  }
  throw .unwritable
}

private func makeAll(_ changes: [Change], in document: Document) throws(EditRefusal) -> Document {
  var current = document
  for change in changes { current = try make(change, in: current) }
  return current
}

/// Replacing a collection by another of its kind, as changes to its entries or items: what both have stays untouched.
private func smallerChanges(for change: Change, in document: Document) -> [Change]? {
  guard case .set(let wanted) = change.action, let node = document.root[steps: change.path], node.count > 0 else {
    return nil
  }
  let set = { (step: Change.Step, value: YAMLValue) in
    Change.set(change.path + [step], value, layout: change.layout)
  }
  switch (node.value, wanted) {
  case (.map(let old), .map(let new)):
    guard !new.isEmpty else { return nil }
    let kept = Set(new.map(\.key))
    // New keys come first, so that the mapping is never empty in between.
    return new.filter { node[$0.key]?.value != $0.value }.map { set(.key($0.key), $0.value) }
      + old.filter { !kept.contains($0.key) }.map { .remove(change.path + [.key($0.key)]) }
  case (.list(let old), .list(let new)):
    guard !new.isEmpty else { return nil }
    let head = zip(old, new).prefix { $0 == $1 }.count
    let room = min(old.count, new.count) - head
    let tail = zip(old.reversed(), new.reversed()).prefix(room, while: { $0 == $1 })
    let both = min(old.count, new.count) - tail
    let replaced = (head..<max(head, both)).filter { old[$0] != new[$0] }.map { set(.index($0), new[$0]) }
    if new.count < old.count {
      let surplus = old.count - new.count
      return replaced + (both..<both + surplus).reversed().map { .remove(change.path + [.index($0)]) }
    }
    let items = new[max(head, both)...]
    guard tail == 0 || new.count == old.count else { return nil }
    guard new.count > old.count else { return replaced }
    return replaced + items.map { .append(change.path, $0, layout: change.layout) }
  default: return nil
  }
}

extension Sequence {
  /// How many elements at the beginning, at most `limit`, meet a condition.
  fileprivate func prefix<A, B>(_ limit: Int, while holds: (A, B) -> Bool) -> Int where Element == (A, B) {
    var count = 0
    for (left, right) in self {
      if count >= limit || !holds(left, right) { break }
      count += 1
    }
    return count
  }
}

extension Node {
  /// The node at the end of these steps.
  package subscript(steps path: [Change.Step]) -> Node? {
    var node: Node? = self
    for step in path {
      switch step {
      case .key(let key): node = node?[key]
      case .index(let index): node = index < 0 ? nil : node?.items.dropFirst(index).first { _ in true }
      }
    }
    return node
  }
}
