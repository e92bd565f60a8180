import Foundation
import Testing

/// `docs/adopting.md`, followed step by step.
@Suite struct AdoptingTests {
  /// A past of two commits, in which one manifest says its stage in words of its own.
  private static let past = """
    git init --quiet --initial-branch=main
    add() { mkdir -p "proposals/$1" && printf '%s\\n' "${@:2}" > "proposals/$1/proposal.yaml"; }
    add 0000-template 'title: …' 'group: …' 'status: sketch|trial|service'
    add hull/0001-airlock 'title: Airlock' 'group: hull'
    add hull/0002-shutter 'title: Shutter' 'group: hull' 'status: trial   # since spring' 'tickets: [7]'
    git add --all && git commit --quiet --message 'Begin'
    add power/0003-cell 'title: Cell' 'group: power' 'status: sketch'
    git add --all && git commit --quiet --message 'Think of a cell'
    add power/0004-sail 'title: Sail' 'group: power' 'status: trial (again)'
    git add --all && git commit --quiet --message 'Try the sail again'
    """

  @Test func everyStepWorks() throws {
    let page = "docs/adopting.md"
    let workflow = try #require(try Documentation.blocks("yaml adopting", in: page).first)
    let blocks = try steps(of: page)
    #expect(blocks.count == 10)
    try withFolder { folder in
      let begun = try shell(Self.past, in: folder)
      #expect(begun.code == 0, "\(begun.output)")
      try workflow.write(to: folder.appending(path: "workflow.yaml"), atomically: true, encoding: .utf8)
      for block in blocks {
        let answer = try shell("set -e\n\(block.text)", in: folder)
        #expect(answer.code == (block.fails ? 1 : 0), "\(block.text)\n\(answer.output)")
      }
      let log = try shell("slipway log 0002-shutter", in: folder)
      #expect(log.output.contains("trial -> service") && log.output.contains("ungoverned"), "\(log.output)")
      let untouched = try shell("git status --porcelain -- proposals schemas", in: folder)
      #expect(untouched.output == "")
    }
  }

  /// The blocks of shell lines in order; those marked so end with the exit code 1.
  private func steps(of page: String) throws -> [(text: String, fails: Bool)] {
    try Documentation.text(page).matches(of: /```sh( fails)?\n((?:.*\n)*?)```\n/).map { match in
      (String(match.2), match.1 != nil)
    }
  }
}
