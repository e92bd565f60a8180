/// A tree's bytes, kept for as long as somebody may ask for them again.
final class HeldTree {
  let id: ObjectID
  private let object: RawObject
  /// Valid only as long as this object lives.
  var bytes: UnsafeRawBufferPointer { object.bytes }

  init(id: ObjectID, taking object: consuming RawObject) {
    self.id = id
    self.object = object
  }
}

/// The trees that were read last, the latest at the end.
///
/// Along a line each tree is compared twice, with the one before and the one behind, and asked for single entries in
/// between; so few are held that looking through them costs nothing.
struct HeldTrees {
  private static let most = 32
  private static let mostBytes = 16 << 20

  private var trees: [HeldTree] = []
  private var size = 0

  mutating func find(_ id: ObjectID) -> HeldTree? {
    guard let index = trees.lastIndex(where: { $0.id == id }) else { return nil }
    if index < trees.count - 2 { trees.append(trees.remove(at: index)) }
    return trees.last(where: { $0.id == id })
  }

  mutating func hold(_ tree: HeldTree) {
    trees.append(tree)
    size += tree.bytes.count
    while trees.count > Self.most || size > Self.mostBytes && trees.count > 4 {
      size -= trees.removeFirst().bytes.count
    }
  }
}

extension Repository {
  /// No tree of ours is larger: 32 MiB hold some 700,000 entries.
  static let treeLimit = 32 << 20

  /// A tree, from among those held or from the object database.
  func heldTree(_ id: ObjectID) throws(GitError) -> HeldTree {
    if let held = trees.find(id) { return held }
    let object = try read(id, .tree, atMost: Self.treeLimit)
    if verification == .all { try Self.verify(tree: object.bytes, is: id) }
    let tree = HeldTree(id: id, taking: object)
    trees.hold(tree)
    return tree
  }
}
