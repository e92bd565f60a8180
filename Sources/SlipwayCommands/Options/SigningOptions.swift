internal import ArgumentParser
internal import SlipwayKit

/// Who signs, and how.
struct SigningOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who signs; by default whoever has git's user.email.", valueName: "handle"))
  var by: String?

  @Flag(help: "Sign with your SSH key even where less is asked for.")
  var sign = false

  func request(for team: String?, _ printer: Printer) throws -> SignOffRequest {
    var request = SignOffRequest(for: team)
    request.by = by
    request.isSigned = sign
    request.show = { statement in
      try printer.remark("You are about to sign:")
      try printer.remark("  \(String(decoding: statement.bytes, as: UTF8.self))")
      try printer.remark("`covers` stands for \(statement.covered.joined(separator: ", ")) as they are now.")
    }
    return request
  }
}
