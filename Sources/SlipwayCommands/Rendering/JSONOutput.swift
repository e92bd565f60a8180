#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit

/// A result as one JSON object, with what kind it is and which version of its schema it follows.
struct JSONEnvelope<Body: Encodable>: Encodable {
  let kind: String
  let body: Body

  enum Keys: String, CodingKey {
    case schemaVersion, kind
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(1, forKey: .schemaVersion)
    try container.encode(kind, forKey: .kind)
    try body.encode(to: encoder)
  }

  func text(pretty: Bool = true) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      pretty ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
    // A runner obeys `##[` anywhere; in JSON it can only stand in a string, where an escape means the same.
    return String(decoding: try encoder.encode(self), as: UTF8.self).replacing("##[", with: "\\u0023#[")
  }
}

/// A finding as JSON.
struct FindingJSON: Encodable {
  struct Region: Encodable {
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let byteOffset: Int
    let byteLength: Int

    init(_ place: Place) {
      let (start, end) = (place.start, place.end)
      (line, column, endLine, endColumn) = (start.line, start.column, end.line, end.column)
      byteOffset = place.range.lowerBound
      byteLength = place.range.count
    }
  }

  struct Note: Encodable {
    let message: String
    let path: String?
    let region: Region?
  }

  let rule: String
  let severity: String
  let message: String
  let path: String?
  let region: Region?
  let notes: [Note]
  let help: [String]

  init(_ finding: Finding) {
    rule = finding.rule.id
    severity = finding.severity.rawValue
    message = finding.message
    path = finding.path?.description
    region = finding.place.map(Region.init)
    notes = finding.notes.map { note in
      Note(message: note.message, path: note.place?.path.description, region: note.place.map(Region.init))
    }
    help = finding.help
  }
}
