import Foundation
import Testing

/// `docs/audit.md`, typed in a sample repository.
@Suite struct AuditPageTests {
  @Test func theCommandsOfThePageRun() throws {
    let blocks = try Documentation.blocks("sh audit", in: "docs/audit.md")
    #expect(blocks.count > 3)
    try withFolder { folder in
      #expect(try shell("slipway demo sample", in: folder).code == 0)
      for line in blocks.joined().split(separator: "\n") {
        let answer = try shell(String(line), in: folder.appending(path: "sample"))
        #expect(answer.code == 0, "\(line)\n\(answer.output)")
      }
    }
  }
}
