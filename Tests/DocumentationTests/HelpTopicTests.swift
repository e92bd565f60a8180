import Foundation
import Testing

@Suite struct HelpTopicTests {
  @Test(arguments: ["exit-codes", "environment"]) func topicsAreExplained(topic: String) throws {
    let folder = FileManager.default.temporaryDirectory
    let answer = try shell("slipway explain \(topic)", in: folder)
    #expect(answer.code == 0)
    #expect(answer.output.hasPrefix("\(topic)\n"))
    #expect(try shell("slipway help \(topic)", in: folder).output == answer.output)
    let json = try shell("slipway explain \(topic) --format json", in: folder)
    #expect(json.code == 0 && json.output.contains("\"topic\""))
    let list = try shell("slipway explain", in: folder)
    let topics = try #require(list.output.range(of: "\nTopics\n"))
    #expect(list.output[topics.upperBound...].contains("\(topic) "))
  }

  @Test func aMisspeltTopicHasItsNearest() throws {
    let answer = try shell("slipway explain exit-code", in: FileManager.default.temporaryDirectory)
    #expect(answer.code == 2)
    #expect(answer.output.contains("did you mean `exit-codes`?"))
  }

  /// A variable that somebody makes the code read has to be told about.
  @Test func theVariablesAreTheOnesThatTheCodeReads() throws {
    let told = try shell("slipway explain environment", in: FileManager.default.temporaryDirectory).output
    let sources = Documentation.root.appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var read: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /(?:environment|variables)\["([A-Z_]+)/) { read.insert(String(match.1)) }
    }
    #expect(read.count > 15)
    for variable in read.sorted() { #expect(told.contains(variable), "\(variable)") }
  }
}
