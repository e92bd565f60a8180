import Foundation
import GitStore
import Testing
import WorkflowModel

@testable import SlipwayKit

/// A file of notes that is full keeps those of the newest landings, however the line was walked.
@Suite struct LandingNotesLimitTests {
  /// Walks the whole line, and writes notes down after every so many landings.
  private static func walk(_ desk: Desk, limit: Int, saving interval: Int) throws {
    let notes = LandingNotes(desk.repository, policies: desk.policies, limit: limit)
    let tip = try #require(try desk.headCommit()?.id)
    let layout = try desk.committedPolicy().workflow.layout
    var line = NotedLine(desk.repository, from: tip, policies: desk.policies, notes: notes) { tip in
      Line(desk.repository, from: tip, policies: desk.policies, layout: layout)
    }
    var count = 0
    while try line.nextLanding() != nil {
      count += 1
      if count % interval == 0 { line.saveNotes() }
    }
    line.saveNotes()
  }

  @Test(arguments: [1, 3, 1_000])
  func theNewestStay(interval: Int) throws {
    let folder = NSTemporaryDirectory() + "slipway-kit-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let environment = [
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": folder,
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
    let now = 1_790_000_000
    _ = try SampleRepository(folder: folder, environment: environment, now: now).make()
    let desk = try Desk(in: folder, environment: environment, now: now)
    // The sample's own commands noted their landings, too.
    try FileManager.default.removeItem(atPath: folder + "/.git/slipway")
    let limit = 3_000
    for _ in 0..<4 {
      try Self.walk(desk, limit: limit, saving: interval)
      let size = try #require(desk.repository.privateFile("landings")?.count)
      #expect(size <= limit)
    }
    let notes = LandingNotes(desk.repository, policies: desk.policies, limit: limit)
    var line = desk.repository.firstParentLine(from: try #require(try desk.headCommit()?.id))
    var noted: [Bool] = []
    while let commit = try line.next() { noted.append(notes.note(of: commit.id) != nil) }
    #expect(noted.count > 20)
    let newest = noted.prefix { $0 }.count
    #expect(newest > 4)
    #expect(!noted.dropFirst(newest).contains(true), "\(noted)")
    #expect(newest < noted.count / 2)
  }
}
