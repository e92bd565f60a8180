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

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
