import Findings
import ManifestText
import Paths

func file(_ text: String) -> SourceFile { SourceFile(path: RepositoryPath("feature.yaml"), bytes: Array(text.utf8)) }

func file(_ bytes: [UInt8]) -> SourceFile { SourceFile(path: RepositoryPath("feature.yaml"), bytes: bytes) }

/// The document that a test takes for granted.
struct NoDocument: Error {
  let rules: [String]
}

func document(_ text: String) throws -> Document {
  let parsed = Document.parse(file(text))
  guard let document = parsed.document else { throw NoDocument(rules: parsed.findings.map(\.rule.id)) }
  return document
}

func rules(_ text: String) -> [String] { Document.parse(file(text)).findings.map(\.rule.id) }

extension Document {
  func written(_ node: Node?) -> String? {
    node.map { String(decoding: source.bytes[$0.range], as: UTF8.self) }
  }
}
