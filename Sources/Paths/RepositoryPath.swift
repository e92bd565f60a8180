/// A path inside a repository, as the bytes that git stores.
///
/// Parts are separated by `/`; there is no leading one. The bytes need not be UTF-8, and two paths are equal only if
/// their bytes are: Swift's strings would call a composed and a decomposed accent the same.
package struct RepositoryPath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  package init(_ text: String) {
    self.bytes = Array(text.utf8)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// All bytes at once: an array would be hashed one by one.
  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// The last part: `composer.yaml` of `features/composer.yaml`.
  package var name: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  /// The last part without its extension: `composer` of `features/composer.yaml`.
  package var stem: ArraySlice<UInt8> {
    let name = self.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return name }
    return name[..<dot]
  }

  /// The path of the folder that holds this one; nil at the top.
  package var folder: RepositoryPath? {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return RepositoryPath(bytes[..<slash])
  }

  /// The parts between the slashes, in order.
  package var components: [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  }

  package func appending(_ part: some Sequence<UInt8>) -> RepositoryPath { appending(Array(part)) }

  package func appending(_ part: [UInt8]) -> RepositoryPath {
    if bytes.isEmpty { return RepositoryPath(bytes: part) }
    var longer: [UInt8] = []
    longer.reserveCapacity(bytes.count + 1 + part.count)
    longer += bytes
    longer.append(UInt8(ascii: "/"))
    longer += part
    return RepositoryPath(bytes: longer)
  }

  /// Whether the path lies in `folder`, and in none below it.
  ///
  /// Asked for every file that is read, so it makes no path of the folder.
  package func lies(directlyIn folder: RepositoryPath) -> Bool {
    let slash = folder.bytes.count
    return bytes.count > slash && bytes[slash] == UInt8(ascii: "/") && bytes.starts(with: folder.bytes)
      && !bytes[(slash + 1)...].contains(UInt8(ascii: "/"))
  }
}

extension RepositoryPath: Comparable {
  package static func < (left: RepositoryPath, right: RepositoryPath) -> Bool {
    precedes(left.bytes, right.bytes)
  }

  /// Whether a name comes before another in the order of their bytes.
  ///
  /// Folders of 10,000 files are sorted by it, so it compares in place instead of by the elements of two collections.
  package static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        let shared = min(left.count, right.count)
        for position in 0..<shared where left[position] != right[position] { return left[position] < right[position] }
        return left.count < right.count
      }
    }
  }
}

extension RepositoryPath: CustomStringConvertible {
  /// The path as it may be shown on a terminal: see ``escaped(_:)``.
  package var description: String { escaped(bytes) }
}
