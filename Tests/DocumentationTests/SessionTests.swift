import Foundation
import Testing

@Suite struct SessionTests {
  /// Time passes between two runs (`(52 days)`), and a new word in a template changes every identifier.
  private func withoutAges(_ text: String) -> String {
    text.replacing(/\(\d+ (second|minute|hour|day)s?\)/, with: "(…)").replacing(/\b[0-9a-f]{7,64}\b/, with: "…")
      .replacing(/\.yaml:\d+:\d+:/, with: ".yaml:…:")
  }

  @Test func theReadmeShowsWhatTheDemoPrints() throws {
    let binary = products.appending(path: "slipway").path()
    let played = try shell("scripts/demo --binary '\(binary)'", in: Documentation.root)
    #expect(played.code == 0)
    let blocks = try Documentation.blocks("console", in: "README.md")
    #expect(blocks.count >= 3)
    for block in blocks {
      #expect(withoutAges(played.output).contains(withoutAges(block)), "the demo does not print:\n\(block)")
    }
  }

  @Test func theScriptsOfTheReadmeAreThere() throws {
    for match in try Documentation.text("README.md").matches(of: /scripts\/[a-z]+/) {
      let path = Documentation.root.appending(path: String(match.output)).path()
      #expect(FileManager.default.isExecutableFile(atPath: path), "\(match.output)")
    }
  }

  @Test func theLinksOfTheDocumentsLeadSomewhere() throws {
    let pages = try FileManager.default.contentsOfDirectory(atPath: Documentation.root.appending(path: "docs").path())
    for page in ["README.md", "CONTRIBUTING.md"] + pages.map({ "docs/\($0)" }) {
      for match in try Documentation.text(page).matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/) {
        let folder = Documentation.root.appending(path: page).deletingLastPathComponent()
        let target = folder.appending(path: String(match.1)).path()
        #expect(FileManager.default.fileExists(atPath: target), "\(page) links to \(match.1)")
      }
    }
  }
}
