import GitStore
import Paths
import Testing

@testable import SlipwayKit

@Suite struct LandingNoteTests {
  private static func id(_ digit: Character) throws -> ObjectID {
    try #require(ObjectID(hex: Array(String(repeating: digit, count: 40).utf8)))
  }

  private static func note() throws -> LandingNote {
    let old = TreeEntry(name: Array("b.yaml".utf8), mode: 0o100644, id: try id("5"))
    let new = TreeEntry(name: Array("b.yaml".utf8), mode: 0o120000, id: try id("6"))
    let odd = TreeEntry(name: [0x61, 0xFF, 0x0A], mode: 0o100755, id: try id("7"))
    return LandingNote(
      commit: try id("1"), policy: try id("2"),
      files: [
        ChangedFile(path: RepositoryPath("a/b.yaml"), before: old, after: new),
        ChangedFile(path: RepositoryPath([0x61, 0xFF, 0x0A]), before: nil, after: odd),
        ChangedFile(path: RepositoryPath("c/b.yaml"), before: old, after: nil),
      ])
  }

  @Test func itIsReadAsItWasWritten() throws {
    let note = try Self.note()
    let read = try LandingNote(sealed: note.sealed)
    #expect(read.commit == note.commit && read.policy == note.policy)
    #expect(read.files == note.files)
    #expect(note.sealed.starts(with: note.commit.bytes))
  }

  @Test func noChangedByteIsBelieved() throws {
    let sealed = try Self.note().sealed
    for index in sealed.indices {
      var bytes = sealed
      bytes[index] ^= 0x20
      #expect(throws: BrokenPrivateFile.self) { try LandingNote(sealed: bytes) }
      #expect(throws: BrokenPrivateFile.self) { try LandingNote(sealed: Array(sealed[..<index])) }
    }
  }
}
