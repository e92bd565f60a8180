package import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that two trees hold differently.
package struct ChangedFile: Hashable, Sendable {
  /// The path from the top.
  package let path: RepositoryPath
  /// Nil where the file is new.
  package let before: TreeEntry?
  /// Nil where the file is gone.
  package let after: TreeEntry?

  /// Puts a difference together.
  package init(path: RepositoryPath, before: TreeEntry?, after: TreeEntry?) {
    self.path = path
    self.before = before
    self.after = after
  }
}

/// What two trees hold differently, kept so that nobody reads a large folder's tree again for the file that differs.
struct LastDifference {
  /// Among more than these, looking through them would cost what reading a tree costs.
  private static let most = 64

  private let old: ObjectID?
  private let new: ObjectID?
  private let files: [ChangedFile]

  init(old: ObjectID?, new: ObjectID?, files: [ChangedFile]) {
    (self.old, self.new) = (old, new)
    self.files = files.count > Self.most ? [] : files
  }

  /// The entry at a path below one of the two trees; nil where the difference does not tell.
  ///
  /// It tells of files alone: where one is not, a folder may be.
  func entry(at path: RepositoryPath, in tree: ObjectID) -> TreeEntry? {
    if tree != old, tree != new { return nil }
    guard let file = files.first(where: { $0.path == path }) else { return nil }
    return tree == old ? file.before : file.after
  }
}

extension Repository {
  /// The files that differ between two trees, in git's order; renames are a file gone and a file come.
  ///
  /// `old` or `new` is nil for an empty tree. Equal subfolders are not read, others only if `opening` says so. The
  /// checks of ``tree(_:)`` are made around differences: what both trees share is taken as it is.
  package func changedFiles(
    from old: ObjectID?, to new: ObjectID?, limits: WalkLimits = WalkLimits(),
    opening: (RepositoryPath) -> Bool = { _ in true }
  ) throws(GitError) -> [ChangedFile] {
    try treeChanges(from: old, to: new, mentioning: nil, limits: limits, opening: opening).files
  }

  /// The same for who asks of few files: where a large folder came or went, only those whose path holds some bytes.
  ///
  /// - Parameter part: Those bytes; nil to hear of all files.
  package func treeChanges(
    from old: ObjectID?, to new: ObjectID?, mentioning part: [UInt8]?, limits: WalkLimits = WalkLimits(),
    opening: (RepositoryPath) -> Bool
  ) throws(GitError) -> TreeChanges {
    var difference = TreeDifference(repository: self, limits: limits, part: part)
    try difference.compare(old, new, RepositoryPath(""), depth: 0, opening)
    lastDifference = LastDifference(old: old, new: new, files: difference.found)
    return TreeChanges(files: difference.found, isWhole: difference.isWhole)
  }
}

/// The files that differ between two trees, all or those that were asked for.
package struct TreeChanges {
  /// In git's order.
  package let files: [ChangedFile]
  /// Whether none was left out.
  package let isWhole: Bool
}

private struct TreeDifference {
  let repository: Repository
  let limits: WalkLimits
  /// What the paths hold that are asked for; nil for all.
  let part: [UInt8]?
  /// From how many bytes on a tree is worth leaving files out of it: some 300 files.
  private static let large = 16 << 10
  private(set) var found: [ChangedFile] = []
  private(set) var isWhole = true
  private var seen = 0

  init(repository: Repository, limits: WalkLimits, part: [UInt8]?) {
    self.repository = repository
    self.limits = limits
    self.part = part
  }

  mutating func compare(
    _ old: ObjectID?, _ new: ObjectID?, _ folder: RepositoryPath, depth: Int, _ opening: (RepositoryPath) -> Bool
  ) throws(GitError) {
    if old == new { return }
    try limits.check(depth: depth, new ?? old ?? .zero)
    guard let old, let new else {
      try one(old ?? new ?? .zero, isNew: new != nil, folder, depth, opening)
      return
    }
    let before = try repository.heldTree(old)
    let after = try repository.heldTree(new)
    defer { withExtendedLifetime((before, after)) {} }
    let start = sharedStart(before.bytes, after.bytes)
    var left = TreeScanner(before.bytes, of: old, from: start)
    var right = TreeScanner(after.bytes, of: new, from: start)
    var (was, now) = (try left.next(), try right.next())
    while was != nil || now != nil {
      let order = was.flatMap { was in now.map { TreeScanner.order(was, $0) } } ?? (was == nil ? 1 : -1)
      let same = order == 0 && was?.id == now?.id && was?.mode == now?.mode
      if !same {
        try differ(order <= 0 ? was : nil, order >= 0 ? now : nil, folder, depth, opening)
        // Most trees differ in one place: what follows is compared in one go.
        let (oldRest, newRest) = (remaining(left, order <= 0 ? nil : was), remaining(right, order >= 0 ? nil : now))
        if isEqual(before.bytes, oldRest, after.bytes, newRest) { return }
      }
      if order <= 0 { was = try left.next() }
      if order >= 0 { now = try right.next() }
    }
  }

  /// Where the bytes begin that are still to be compared: at the entry in hand, or behind what was read.
  private func remaining(_ scanner: TreeScanner, _ inHand: TreeScanner.Entry?) -> Int {
    inHand?.range.lowerBound ?? scanner.position
  }

  private func isEqual(
    _ left: UnsafeRawBufferPointer, _ leftStart: Int, _ right: UnsafeRawBufferPointer, _ rightStart: Int
  ) -> Bool {
    let count = left.count - leftStart
    guard count == right.count - rightStart else { return false }
    guard count > 0, let one = left.baseAddress, let two = right.baseAddress else { return true }
    return memcmp(one + leftStart, two + rightStart, count) == 0
  }

  /// Where the last entry begins that both trees start with, or 0: what stands before is equal in both.
  private func sharedStart(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    guard let one = left.baseAddress, let two = right.baseAddress else { return 0 }
    let count = min(left.count, right.count)
    // Block by block first: that is as fast as memory, and going from entry to entry is not.
    let block = 4096
    var shared = 0
    while shared + block <= count, memcmp(one + shared, two + shared, block) == 0 { shared += block }
    var (previous, position) = (0, 0)
    while position < count, let end = memchr(one + position, 0, count - position) {
      let next = UnsafeRawPointer(end) - one + 21
      guard next <= count else { break }
      if next > shared, memcmp(one + position, two + position, next - position) != 0 { break }
      (previous, position) = (position, next)
    }
    return previous
  }

  private mutating func differ(
    _ was: TreeScanner.Entry?, _ now: TreeScanner.Entry?, _ folder: RepositoryPath, _ depth: Int,
    _ opening: (RepositoryPath) -> Bool
  ) throws(GitError) {
    seen += 1
    try limits.check(entries: seen)
    guard let any = was ?? now else { return }
    let path = folder.appending(any.name)
    let (oldFolder, newFolder) = (was?.isFolder == true ? was?.id : nil, now?.isFolder == true ? now?.id : nil)
    if oldFolder != nil || newFolder != nil, opening(path) {
      try compare(oldFolder, newFolder, path, depth: depth + 1, opening)
    }
    let (oldFile, newFile) = (was?.isFolder == false ? was : nil, now?.isFolder == false ? now : nil)
    if oldFile != nil || newFile != nil {
      found.append(ChangedFile(path: path, before: oldFile?.value, after: newFile?.value))
    }
  }

  private mutating func one(
    _ tree: ObjectID, isNew: Bool, _ folder: RepositoryPath, _ depth: Int, _ opening: (RepositoryPath) -> Bool
  ) throws(GitError) {
    let object = try repository.heldTree(tree)
    defer { withExtendedLifetime(object) {} }
    let part = object.bytes.count < Self.large || folder.bytes.holds(part ?? []) ? nil : part
    var scanner = TreeScanner(object.bytes, of: tree)
    while let entry = try scanner.next() {
      if let part, !entry.isFolder, !entry.name.holds(part) {
        seen += 1
        try limits.check(entries: seen)
        isWhole = false
        continue
      }
      try differ(isNew ? nil : entry, isNew ? entry : nil, folder, depth, opening)
    }
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Whether some bytes stand in it, one behind the other.
  fileprivate func holds(_ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard count >= part.count else { return false }
    for start in startIndex...(endIndex - part.count)
    where self[start] == first && self[start..<start + part.count].elementsEqual(part) {
      return true
    }
    return false
  }
}
