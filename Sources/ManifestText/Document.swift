package import Findings

/// One readable text: a tree of nodes over the bytes of its file.
package struct Document: Sendable {
  let tree: Tree
  /// The part of the file that was read: all of it, or a Markdown file's front matter.
  package let range: Range<Int>
  /// What it was held to; an edited text has to keep to it too.
  package let limits: Limits

  /// The file it was read from, whole.
  package var source: SourceFile { tree.source }

  /// The mapping that holds everything else.
  package var root: Node { Node(tree: tree, index: 0) }

  /// Reads strict YAML.
  ///
  /// There is a document exactly if there are no findings: a text with a flaw has no value, so nobody can act on half
  /// of it. `range` picks a part of the file; every place is an offset in the whole file all the same.
  package static func parse(_ source: SourceFile, range: Range<Int>? = nil, limits: Limits = .standard) -> ParsedText {
    let range = (range ?? 0..<source.bytes.count).clamped(to: 0..<source.bytes.count)
    var reader = TreeReader(source: source, range: range, limits: limits)
    guard let tree = reader.read() else { return ParsedText(document: nil, findings: reader.findings) }
    return ParsedText(document: Document(tree: tree, range: range, limits: limits), findings: [])
  }
}

/// What came of reading a text: a document or the reasons why there is none.
package struct ParsedText: Sendable {
  package let document: Document?
  /// Errors, by place; empty exactly if there is a document.
  package let findings: [Finding]
}
