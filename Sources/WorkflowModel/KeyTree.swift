/// The keys that a manifest may have, level by level.
package struct KeyTree: Sendable {
  package private(set) var children: [String: KeyTree] = [:]
  /// The keys of `children`, sorted, and those of them below which there are keys again.
  ///
  /// Every manifest is held against them, so they are lists: a dictionary would take longer to go through.
  package private(set) var names: [String] = []
  package private(set) var maps: [String] = []
  /// Whether a value of its own stands here, whose inside is not the tree's business.
  package private(set) var isField = false

  /// The parts of a manifest that Slipway itself keeps.
  package static let records = ["gates", "returned", "withdrawn"]

  init(of layout: ManifestLayout, fields: [FieldPath]) {
    var paths = fields + [layout.stage, layout.owner, layout.title, FieldPath(keys: ["summary"])]
    switch layout.identity {
    case .stem(let repeated): if let repeated { paths.append(repeated) }
    case .folder: break
    case .field(let path): paths.append(path)
    }
    for path in paths { insert(path.keys[...]) }
    for record in Self.records { insert([record]) }
    listNames()
  }

  private init() {}

  private mutating func insert(_ keys: ArraySlice<String>) {
    guard let first = keys.first else {
      isField = true
      return
    }
    children[first, default: KeyTree()].insert(keys.dropFirst())
  }

  private mutating func listNames() {
    names = children.keys.sorted()
    for name in names {
      guard let child = children[name], !child.isField, !child.children.isEmpty else { continue }
      maps.append(name)
      children[name]?.listNames()
    }
  }
}
