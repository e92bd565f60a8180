internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Puts files into a tree or takes them out; every other entry keeps its bytes.
struct TreeEdit {
  /// What shall stand at a path; nil for nothing.
  struct Leaf {
    let mode: UInt32
    let id: ObjectID
  }

  let repository: Repository

  /// Stores the changed trees from the leaves up and returns the new root.
  func apply(_ changes: [(path: RepositoryPath, leaf: Leaf?)], to root: ObjectID?) throws(GitError) -> ObjectID {
    let parts = changes.map { (rest: $0.path.components[...], leaf: $0.leaf) }
    if let tree = try edited(root, parts) { return tree }
    return try repository.write([], .tree)
  }

  /// The new tree; nil where nothing is left in it.
  private func edited(
    _ tree: ObjectID?, _ changes: [(rest: ArraySlice<ArraySlice<UInt8>>, leaf: Leaf?)]
  ) throws(GitError) -> ObjectID? {
    var bytes: [UInt8] = []
    var places: [ArraySlice<UInt8>: (range: Range<Int>, mode: UInt32, id: ObjectID)] = [:]
    let names = Set(changes.compactMap { $0.rest.first })
    if let tree {
      let object = try repository.read(tree, .tree, atMost: Repository.treeLimit)
      bytes = Array(object.bytes)
      var scanner = TreeScanner(object.bytes, of: tree)
      while let entry = try scanner.next() {
        for name in names where entry.name.elementsEqual(name) { places[name] = (entry.range, entry.mode, entry.id) }
      }
    }
    var others: [(name: ArraySlice<UInt8>, leaf: Leaf?)] = []
    for name in names {
      let mine = changes.filter { $0.rest.first == name }
      let place = places[name]
      var replacement: Leaf?
      if let last = mine.last, last.rest.count == 1 {
        if place?.mode == 0o040000 { throw GitError(.invalid, "\(RepositoryPath(name)) is a folder") }
        replacement = last.leaf
      } else {
        if let place, place.mode != 0o040000 { throw GitError(.invalid, "\(RepositoryPath(name)) is not a folder") }
        let inner = try edited(place?.id, mine.map { (rest: $0.rest.dropFirst(), leaf: $0.leaf) })
        replacement = inner.map { Leaf(mode: 0o040000, id: $0) }
      }
      // Folder or not it stays what it was, so its place in the order and the places of all others stay as well.
      if let range = place?.range, let new = replacement?.entry(name), new.count == range.count {
        bytes.replaceSubrange(range, with: new)
      } else {
        others.append((name, replacement))
      }
    }
    for other in others { bytes = spliced(bytes, other.name, other.leaf) }
    return bytes.isEmpty ? nil : try repository.writeTree(bytes)
  }

  /// The tree's bytes without the entry of that name, and with the new one at its place in git's order.
  private func spliced(_ bytes: [UInt8], _ name: ArraySlice<UInt8>, _ leaf: Leaf?) -> [UInt8] {
    let new = leaf?.entry(name)
    let newKey = name + (leaf?.mode == 0o040000 ? [UInt8(ascii: "/")] : [])
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + (new?.count ?? 0))
    var insertion: Int?
    var position = 0
    bytes.withUnsafeBytes { buffer in
      var scanner = TreeScanner(buffer, of: .zero)
      // Scanned without fault before; the order is what is needed here.
      while let entry = (try? scanner.next()) ?? nil {
        if entry.name.elementsEqual(name) {
          result += buffer[position..<entry.range.lowerBound]
          position = entry.range.upperBound
          continue
        }
        if insertion == nil, entry.comes(after: newKey) {
          result += buffer[position..<entry.range.lowerBound]
          position = entry.range.lowerBound
          insertion = result.count
        }
      }
    }
    result += bytes[position...]
    if let new { result.insert(contentsOf: new, at: insertion ?? result.count) }
    return result
  }
}

extension TreeEdit.Leaf {
  /// The entry as a tree holds it.
  fileprivate func entry(_ name: ArraySlice<UInt8>) -> [UInt8] {
    Array("\(String(mode, radix: 8)) ".utf8) + name + [0] + id.bytes
  }
}

extension TreeScanner.Entry {
  /// Whether git sorts this entry behind a name, which ends in a slash for a folder.
  fileprivate func comes(after key: ArraySlice<UInt8>) -> Bool {
    if isFolder { return key.lexicographicallyPrecedes(Array(name) + [UInt8(ascii: "/")]) }
    return key.lexicographicallyPrecedes(name)
  }
}
