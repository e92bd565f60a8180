internal import Paths

/// The names of the trees that an index would become, kept so that git need not hash them again.
struct CachedTrees {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  private struct Folder {
    var openChildren: Int
    /// What lies in it of the changed paths, by the parts still to go.
    let changed: [ArraySlice<ArraySlice<UInt8>>]
  }

  /// The same trees, those above the changed paths without their names; nil where the bytes make no sense.
  consuming func without(_ changed: [RepositoryPath]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var open = [Folder(openChildren: 1, changed: [])]
    var isRoot = true
    while let parent = open.last {
      if parent.openChildren == 0 {
        open.removeLast()
        continue
      }
      open[open.count - 1].openChildren -= 1
      guard let name = take(until: 0), let entries = take(until: UInt8(ascii: " ")).flatMap(Self.number),
        let children = take(until: UInt8(ascii: "\n")).flatMap(Self.number), children >= 0
      else { return nil }
      let inside =
        isRoot
        ? changed.map { $0.components[...] }
        : parent.changed.filter { $0.count > 1 && $0.first?.elementsEqual(name) == true }.map { $0.dropFirst() }
      isRoot = false
      bytes += name + [0] + Array("\(inside.isEmpty ? entries : -1) \(children)\n".utf8)
      if entries >= 0 {
        guard rest.count >= 20 else { return nil }
        if inside.isEmpty { bytes += rest.prefix(20) }
        rest = rest.dropFirst(20)
      }
      open.append(Folder(openChildren: children, changed: inside))
    }
    return rest.isEmpty ? bytes : nil
  }

  private mutating func take(until end: UInt8) -> ArraySlice<UInt8>? {
    guard let position = rest.firstIndex(of: end) else { return nil }
    defer { rest = rest[(position + 1)...] }
    return rest[..<position]
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? { Int(String(decoding: digits, as: UTF8.self)) }
}
