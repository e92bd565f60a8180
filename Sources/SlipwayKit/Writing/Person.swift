internal import GitStore
internal import Paths
internal import Findings
internal import WorkflowModel

extension Desk {
  /// The person who acts: the one named, else the one whose address git commits with.
  ///
  /// - Parameter flag: The flag that would have named the person.
  func person(_ handle: String?, by policy: Policy, flag: String = "--by") throws -> Teams.Person {
    let people = policy.teams.people
    if let handle {
      if let person = people[handle] { return person }
      let near = nearest(to: handle, among: people.keys.sorted()).map { ["did you mean `\($0)`?"] } ?? []
      throw Trouble(
        .usage, "`\(escaped(handle))` is not one of the people in `\(PolicyFiles.teams)`",
        help: near + ["the people are \(list(people.keys.sorted(), joining: "and"))"])
    }
    let email = String(decoding: try repository.identity(for: .author, now: Int64(now)).email, as: UTF8.self)
    if let person = policy.teams.person(email: email) { return person }
    throw Trouble(
      .usage, "nobody in `\(PolicyFiles.teams)` has your address \(escaped(email))",
      help: [
        "add the address to your `emails` there, in a landing of its own",
        "or say who you are: `\(flag) HANDLE`, one of \(list(people.keys.sorted()))",
      ])
  }

  /// The date of a commit made now, in seconds since 1970: `GIT_COMMITTER_DATE` where that is set.
  var commitTime: Int {
    get throws { Int(try repository.identity(for: .committer, now: Int64(now)).seconds) }
  }

  /// The day that a record made now carries.
  var today: Day {
    get throws { Day(epochSeconds: try commitTime) }
  }
}
