import Findings
import Foundation
import ManifestText
import Paths
import Testing

/// Pairs of a text and what is said about it; `RECORD_SNAPSHOTS=1` writes the second anew.
@Suite struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static func names(_ kind: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path)) ?? []
    return all.filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test(arguments: names("err")) func refused(name: String) throws {
    let url = Self.folder.appending(path: "err/\(name)")
    let golden = url.deletingPathExtension().appendingPathExtension("txt")
    let source = SourceFile(path: RepositoryPath(name), bytes: Array(try Data(contentsOf: url)))
    let said = Document.parse(source).findings.map(render).joined()
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" { try Data(said.utf8).write(to: golden) }
    #expect(!said.isEmpty)
    #expect(said == String(decoding: try Data(contentsOf: golden), as: UTF8.self))
  }

  @Test(arguments: names("ok")) func silent(name: String) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: "ok/\(name)")))
    let parsed = Document.parse(SourceFile(path: RepositoryPath(name), bytes: bytes))
    #expect(parsed.findings.map(\.message) == [])
  }

  private func render(_ finding: Finding) -> String {
    var text = "\(position(finding.place)): \(finding.message) [\(finding.rule.id)]\n"
    if let place = finding.place { text += "  > \(escaped(place.source.bytes[place.range]))\n" }
    for note in finding.notes { text += "  note \(position(note.place)): \(note.message)\n" }
    for help in finding.help { text += "  help: \(help)\n" }
    return text
  }

  private func position(_ place: Place?) -> String { place.map { "\($0.start.line):\($0.start.column)" } ?? "-" }
}
