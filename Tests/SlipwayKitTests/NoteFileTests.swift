import GitStore
import Testing

@testable import SlipwayKit

/// A file of notes as it lies on disk: what was noted is found, and what is broken is never believed.
@Suite struct NoteFileTests {
  private static func id(_ number: Int) -> [UInt8] {
    (0..<20).map { UInt8(truncatingIfNeeded: number >> ($0 % 3 * 8)) }
  }

  private static func note(_ number: Int, size: Int = 30) -> [UInt8] {
    id(number) + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: size - 20)
  }

  private static func found(_ number: Int, in file: NoteFile) -> [UInt8]? {
    ObjectID(bytes: id(number)[...]).flatMap { file.note(of: $0) }
  }

  /// What lies on disk after each change.
  private static func applied(_ change: NoteFile.Change, to disk: [UInt8]) -> [UInt8] {
    switch change {
    case .append(let bytes): disk + bytes
    case .replace(let bytes): bytes
    }
  }

  private static func disk(_ numbers: Range<Int>) -> [UInt8] {
    var file = NoteFile([])
    return applied(file.add(numbers.map { note($0) }, limit: 1 << 20), to: [])
  }

  @Test func whatWasNotedIsFound() {
    let disk = Self.disk(0..<5)
    let file = NoteFile(disk)
    for number in 0..<5 { #expect(Self.found(number, in: file) == Self.note(number)) }
    #expect(Self.found(5, in: file) == nil)
  }

  @Test func whatFollowsIsAppended() {
    let disk = Self.disk(0..<5)
    var file = NoteFile(disk)
    let change = file.add([Self.note(5), Self.note(2, size: 40)], limit: 1 << 20)
    guard case .append = change else {
      Issue.record("\(change)")
      return
    }
    for file in [file, NoteFile(Self.applied(change, to: disk))] {
      #expect(Self.found(5, in: file) == Self.note(5))
      #expect(Self.found(2, in: file) == Self.note(2, size: 40))
      #expect(Self.found(3, in: file) == Self.note(3))
    }
  }

  /// Wherever a writer was stopped, what stood before stays, and the next one mends the file.
  @Test func aFileThatWasCutOffIsMended() {
    let disk = Self.disk(0..<3)
    let head = PrivateFormat.mark.count
    for end in 0..<disk.count {
      var file = NoteFile(Array(disk[..<end]))
      let whole = max(0, end - head) / 34
      for number in 0..<3 { #expect((Self.found(number, in: file) != nil) == (number < whole)) }
      let mended = NoteFile(Self.applied(file.add([Self.note(9)], limit: 1 << 20), to: Array(disk[..<end])))
      for number in [0, 1, 2, 9] { #expect((Self.found(number, in: mended) != nil) == (number < whole || number == 9)) }
    }
  }

  @Test func anotherVersionsNotesAreNotUsed() {
    var disk = Self.disk(0..<3)
    disk[PrivateFormat.mark.count - 1] ^= 1
    var file = NoteFile(disk)
    #expect(Self.found(0, in: file) == nil)
    #expect(file.add([Self.note(7)], limit: 1 << 20) == .replace(Self.disk(7..<8)))
  }

  /// The lengths in a file may be anybody's: none may lead out of it.
  @Test func anyLengthIsLookedAt() {
    let disk = Self.disk(0..<3)
    for length: [UInt8] in [
      [0, 0, 0, 0], [19, 0, 0, 0], [255, 255, 255, 255], [255, 255, 255, 127], [70, 0, 0, 0],
    ] {
      var broken = disk
      broken.replaceSubrange(PrivateFormat.mark.count..<PrivateFormat.mark.count + 4, with: length)
      var file = NoteFile(broken)
      _ = file.add([Self.note(9)], limit: 1 << 20)
      #expect(Self.found(9, in: file) == Self.note(9))
    }
  }

  @Test func aFullFileKeepsWhatWasWrittenLast() {
    var (disk, file) = ([UInt8](), NoteFile([]))
    for number in 0..<200 {
      disk = Self.applied(file.add([Self.note(number)], limit: 1_000), to: disk)
      #expect(disk.count <= 1_000)
      #expect(disk.count == file.size)
      let read = NoteFile(disk)
      for late in max(0, number - 10)...number { #expect(Self.found(late, in: read) == Self.note(late)) }
    }
    #expect(Self.found(0, in: file) == nil)
  }
}
