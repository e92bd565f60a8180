import Findings
import Foundation
import ManifestText
import Testing

/// What holds for any text and any change; a failure names its seed.
@Suite struct EditPropertyTests {
  /// `PROPERTY_SCALE=50` searches longer.
  static let scale = ProcessInfo.processInfo.environment["PROPERTY_SCALE"].flatMap { Int($0) } ?? 1

  @Test(arguments: 0..<8) func anyChangeSaysWhatItMeansAndLeavesTheRest(block: Int) throws {
    var made = 0
    var unwritable = 0
    for number in 0..<Self.scale * 400 {
      let seed = UInt64(block * 1_000_000 + number)
      var random = RandomText(seed: seed)
      let text = random.document()
      guard let document = Document.parse(file(text)).document else { continue }
      let change = random.change(in: document.root)
      do {
        let bytes = try edited(document, [change])
        let after = try #require(Document.parse(file(bytes)).document, "seed \(seed)")
        #expect(after.root.value == meaning(of: change, on: document.root.value), "seed \(seed)")
        expectOtherLinesKept(document, change, bytes, seed)
        made += 1
      } catch EditRefusal.unwritable {
        unwritable += 1
        if verbose { print("UNWRITABLE seed \(seed)\n\(text)\n\(change)") }
      } catch is EditRefusal {
        continue
      }
    }
    #expect(made > 200)
    #expect(unwritable < made / 50)
    if verbose { print("made \(made) unwritable \(unwritable)") }
  }

  private var verbose: Bool { false }

  /// The lines that a change may touch are those of its entry, or of the neighbour that it is written behind.
  private func expectOtherLinesKept(_ document: Document, _ change: Change, _ bytes: [UInt8], _ seed: UInt64) {
    let touched = touchedBytes(document, change)
    let old = lines(document.source.bytes)
    let new = lines(bytes)
    let first = document.source.lineNumber(at: touched.lowerBound) - 1
    let last = document.source.lineNumber(at: touched.upperBound) - 1
    #expect(old[..<first] == new.prefix(first), "seed \(seed)")
    var behind = old[min(last + 1, old.count)...]
    if case .remove = change.action {
      // Blank lines may have to go too, so that no block scalar before them takes them in.
      behind = behind.drop { $0.allSatisfy { $0 == 0x20 } }
    }
    #expect(Array(behind) == Array(new.suffix(behind.count)), "seed \(seed)")
  }

  private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0.last == 0x0D ? $0.dropLast() : $0) }
  }

  private func touchedBytes(_ document: Document, _ change: Change) -> Range<Int> {
    var node = document.root
    var start = node.range.lowerBound
    var parent: (node: Node, start: Int)?
    var rest = change.path[...]
    while let step = rest.first, let next = node[steps: [step]] {
      parent = (node, start)
      start = next.range.lowerBound
      if case .key(let key) = step, let entry = node.entry(key) { start = entry.key.range.lowerBound }
      node = next
      rest.removeFirst()
    }
    let isRemoval = if case .remove = change.action { true } else { false }
    let isAppend = if case .append = change.action { true } else { false }
    if isRemoval, let parent {
      if parent.node.count == 1 || parent.node.style == .flow { return parent.start..<parent.node.range.upperBound }
      // The first entry of an item shares the dash's line, where the next one then moves.
      let children = parent.node.kind == .mapping ? parent.node.entries.map(\.key) : Array(parent.node.items)
      let line = document.source.line(at: start)
      let before = document.source.bytes[line.lowerBound..<start].filter { $0 != 0x20 }.count
      let isInline = before > (parent.node.kind == .mapping ? 0 : 1)
      if isInline, children.count > 1 { return start..<max(node.range.upperBound, children[1].range.lowerBound) }
    } else if !rest.isEmpty || isAppend, node.count > 0, node.style == .block {
      let children = node.kind == .mapping ? node.entries.map(\.value) : Array(node.items)
      let hinted = node.entries.filter { change.after.contains($0.key.text) }.map(\.value).last
      guard let neighbour = rest.isEmpty ? children.last : hinted ?? children.last else { return node.range }
      // At an open end a block scalar's header may have to change too.
      let endsOpen = document.source.bytes.last != 0x0A
      return (endsOpen ? start : neighbour.range.upperBound)..<neighbour.range.upperBound
    }
    return start..<max(start, node.range.upperBound)
  }

  /// The meaning of a change, written down a second time.
  private func meaning(of change: Change, on value: YAMLValue) -> YAMLValue {
    func at(_ path: ArraySlice<Change.Step>, _ value: YAMLValue) -> YAMLValue? {
      guard let step = path.first else {
        switch (change.action, value) {
        case (.set(let new), _): return new
        case (.append(let item), .list(let items)): return .list(items + [item])
        case (.append(let item), _): return .list([item])
        case (.remove, _): return nil
        }
      }
      switch (step, value) {
      case (.index(let index), .list(var items)):
        items.replaceSubrange(index...index, with: at(path.dropFirst(), items[index]).map { [$0] } ?? [])
        return .list(items)
      case (.key(let key), .map(var entries)):
        let place = entries.firstIndex { $0.key == key } ?? entries.count
        let old = place < entries.count ? entries[place].value : .empty
        let new = at(path.dropFirst(), old).map { [YAMLValue.Entry(key, $0)] } ?? []
        entries.replaceSubrange(place..<min(place + 1, entries.count), with: new)
        return .map(entries)
      case (.key(let key), _): return .map(at(path.dropFirst(), .empty).map { [.init(key, $0)] } ?? [])
      default: return nil
      }
    }
    return at(change.path[...], value) ?? .empty
  }

  @Test(arguments: 0..<4) func damagedTextNeverCrashes(block: Int) {
    for number in 0..<Self.scale * 500 {
      let seed = UInt64(100_000_000 + block * 1_000_000 + number)
      var random = RandomText(seed: seed)
      var bytes = Array(random.document().utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random.random) {
        let position = Int.random(in: 0...bytes.count, using: &random.random)
        let piece = random.pick([
          "[", "{", "}", "]", ":", "- ", "? ", "#", "'", "\"", "&", "*", "!", "|", ">", "\t", "\n", ",", "\r",
        ])
        switch Int.random(in: 0..<4, using: &random.random) {
        case 0 where position < bytes.count: bytes.remove(at: position)
        case 1 where position < bytes.count: bytes[position] = UInt8.random(in: 0...255, using: &random.random)
        default: bytes.insert(contentsOf: piece.utf8, at: position)
        }
      }
      let parsed = Document.parse(file(bytes))
      #expect((parsed.document == nil) == !parsed.findings.isEmpty, "seed \(seed)")
      for finding in parsed.findings { #expect(finding.place?.range.upperBound ?? 0 <= bytes.count, "seed \(seed)") }
      guard let document = parsed.document else { continue }
      let change = random.change(in: document.root)
      if let result = try? edited(document, [change]) {
        #expect(
          Document.parse(file(result)).document?.root.value == meaning(of: change, on: document.root.value),
          "seed \(seed)")
      }
    }
  }
}
