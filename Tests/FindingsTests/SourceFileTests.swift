import Findings
import Paths
import Testing

@Suite struct SourceFileTests {
  let file = SourceFile(path: RepositoryPath("a"), bytes: Array("ab\r\né:x\n\nlast".utf8))

  @Test(arguments: [(0, 1, 1), (1, 1, 2), (4, 2, 1), (6, 2, 2), (7, 2, 3), (9, 3, 1), (10, 4, 1), (14, 4, 5)])
  func locations(offset: Int, line: Int, column: Int) {
    let location = file.location(of: offset)
    #expect(location.line == line)
    #expect(location.column == column)
  }

  @Test func linesEndBeforeTheirEnding() {
    #expect(file.line(at: 1) == 0..<2)
    #expect(file.line(at: 9) == 9..<9)
    #expect(file.line(at: 14) == 10..<14)
  }
}
