/// The keys that a manifest may have, level by level.
package struct KeyTree: Sendable {
  package private(set) var children: [String: KeyTree] = [:]
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
  }

  private init() {}

  private mutating func insert(_ keys: ArraySlice<String>) {
    guard let first = keys.first else {
      isField = true
      return
    }
    children[first, default: KeyTree()].insert(keys.dropFirst())
  }
}
