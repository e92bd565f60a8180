package import Paths

/// A byte range of a source file.
package struct Place: Sendable {
  package let source: SourceFile
  package let range: Range<Int>

  package init(source: SourceFile, range: Range<Int>) {
    self.source = source
    self.range = range
  }

  package var path: RepositoryPath { source.path }
  package var start: Location { source.location(of: range.lowerBound) }
  /// The location just behind the last byte.
  package var end: Location { source.location(of: range.upperBound) }
}

extension Place: Comparable {
  package static func == (left: Place, right: Place) -> Bool {
    left.path == right.path && left.range == right.range
  }

  package static func < (left: Place, right: Place) -> Bool {
    (left.path, left.range.lowerBound, left.range.upperBound)
      < (right.path, right.range.lowerBound, right.range.upperBound)
  }
}
