import Findings

/// Bytes of a file to be replaced by others.
struct Splice {
  let range: Range<Int>
  let text: String

  init(_ range: Range<Int>, _ text: String = "") {
    self.range = range
    self.text = text
  }

  init(at offset: Int, _ text: String) {
    self.init(offset..<offset, text)
  }
}

extension Document {
  /// The document after these replacements, which must not overlap; nil if the result is no strict YAML.
  func spliced(_ splices: [Splice]) -> Document? {
    let old = source.bytes
    var bytes: [UInt8] = []
    bytes.reserveCapacity(old.count + splices.reduce(0) { $0 + $1.text.utf8.count })
    var position = 0
    for splice in splices.enumerated().sorted(by: {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }).map(\.element) {
      guard splice.range.lowerBound >= position, splice.range.upperBound <= old.count else { return nil }
      bytes += old[position..<splice.range.lowerBound]
      bytes += splice.text.utf8
      position = splice.range.upperBound
    }
    bytes += old[position...]
    let range = self.range.lowerBound..<(self.range.upperBound + bytes.count - old.count)
    let file = SourceFile(path: source.path, bytes: bytes)
    return Document.parse(file, range: range, limits: limits).document
  }
}
