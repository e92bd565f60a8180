import Foundation
import Testing

/// `docs/hooks.md`, followed on a server and in a clone.
@Suite struct HooksPageTests {
  @Test func thePageShowsWhatThePusherSees() throws {
    let page = "docs/hooks.md"
    let server = try Documentation.blocks("sh server", in: page).joined()
    let clone = try Documentation.blocks("sh clone", in: page)
    let session = try #require(try Documentation.blocks("console", in: page).first)
    try withFolder { folder in
      let begun = try shell(
        "slipway demo sample && git clone --quiet --bare sample server && git clone --quiet server clone", in: folder)
      #expect(begun.code == 0, "\(begun.output)")
      let installed = try shell("set -e\n\(server)", in: folder.appending(path: "server"))
      #expect(installed.code == 0, "\(installed.output)")
      let here = folder.appending(path: "clone")
      let hooked = try shell("set -e\n\(clone[0])", in: here)
      #expect(hooked.code == 0, "\(hooked.output)")
      let hooks = "ls .git/hooks | grep -v sample"
      #expect(try shell(hooks, in: here).output == "pre-commit\npre-push\n")
      let removed = try shell(clone[1] + hooks, in: here)
      #expect(!removed.output.contains("\npre-"), "\(removed.output)")

      let jump = "sed -i 's/^stage: .*/stage: public-release/' features/shortcuts.yaml && git commit -qam 'Ship it'"
      #expect(try shell(jump, in: here).code == 0)
      var lines = session.split(separator: "\n")
      let typed = try #require(lines.first?.dropFirst(2))
      lines.removeFirst()
      let push = try shell(String(typed), in: here)
      #expect(push.code == 1)
      let told = push.output.split(separator: "\n").map(String.init).filter { $0.hasPrefix("remote:") }.map { line in
        line.replacing(/\s+$/, with: "").replacing(/\b[0-9a-f]{12}\b/, with: "…")
      }
      #expect(told == lines.map(String.init))
    }
  }
}
