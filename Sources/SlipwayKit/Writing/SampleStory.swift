/// What happened in the sample repository, by whom and how long ago.
enum SampleStory {
  struct Actor {
    let name: String
    let email: String

    static let maya = Actor(name: "Maya Ortiz", email: "maya@example.com")
    static let sam = Actor(name: "Sam Reyes", email: "sam@example.com")
    static let gina = Actor(name: "Gina Holm", email: "gina@example.com")
  }

  /// One commit.
  struct Step {
    let daysAgo: Int
    let actor: Actor
    let work: (Desk) throws -> WriteOutcome
  }

  /// The stories of all features, told side by side, the oldest step first.
  static var steps: [Step] {
    let steps = darkMode + bulkExport + slaTimers + savedReplies + surveys + shortcuts + voiceNotes
    return steps.enumerated().sorted { ($1.element.daysAgo, $0.offset) < ($0.element.daysAgo, $1.offset) }
      .map(\.element)
  }

  /// One that went all the way, past the optional beta.
  private static var darkMode: [Step] {
    let id = "dark-mode"
    return begin(id, "Dark mode", "Asked for by everyone who works at night.", daysAgo: 58)
      + leaveDevelopment(id, shownDaysAgo: 52, signedDaysAgo: 51, movedDaysAgo: 51)
      + show(id, internalRelease, .sam, daysAgo: 46)
      + [
        Step(daysAgo: 46, actor: .maya) {
          try $0.proposeSkip(id, of: "beta-release", because: "It changes nothing about how people work.")
        }
      ]
      + sign(id, support: 45, growth: 45) + sign(id, skip: "beta-release", support: 45, growth: 45)
      + [advance(id, daysAgo: 44)]
      + show(id, publicRelease, .maya, daysAgo: 40)
      + [
        Step(daysAgo: 39, actor: .maya) { try $0.signOff(id, skip: nil, SignOffRequest(for: "owner")) },
        advance(id, daysAgo: 39),
      ]
  }

  /// One that feedback sent back.
  private static var bulkExport: [Step] {
    let id = "bulk-export"
    return begin(id, "Export conversations in bulk", "Audits need every conversation of a quarter.", daysAgo: 36)
      + leaveDevelopment(id, shownDaysAgo: 30, signedDaysAgo: 29, movedDaysAgo: 29)
      + [
        Step(daysAgo: 25, actor: .sam) {
          try $0.goBack(id, to: "development", because: "Large exports time out for half of Support.", by: nil)
        }
      ]
  }

  /// One that is ready for its beta but for one sign-off.
  private static var slaTimers: [Step] {
    let id = "sla-timers"
    return begin(
      id, "Timers for promised answers", "Shows how long a customer may still have to wait.", beta: true, daysAgo: 24)
      + leaveDevelopment(id, shownDaysAgo: 18, signedDaysAgo: 17, movedDaysAgo: 17)
      + show(id, internalRelease, .sam, daysAgo: 11) + sign(id, support: 10)
  }

  /// One in internal release whose soak is over, and half of it is shown.
  private static var savedReplies: [Step] {
    let id = "saved-replies"
    return begin(
      id, "Saved replies in the composer", "Agents type the same ten answers all day; this stores them per team.",
      daysAgo: 20)
      + leaveDevelopment(id, shownDaysAgo: 14, signedDaysAgo: 13, movedDaysAgo: 12)
      + show(id, Array(internalRelease.prefix(2)), .sam, daysAgo: 8)
  }

  /// One that needs nothing but time.
  private static var surveys: [Step] {
    let id = "surveys"
    return begin(id, "A question after each answer", "One click tells whether it helped.", beta: true, daysAgo: 9)
      + leaveDevelopment(id, shownDaysAgo: 5, signedDaysAgo: 3, movedDaysAgo: 2)
      + show(id, internalRelease, .sam, daysAgo: 1) + sign(id, support: 1, growth: 1)
  }

  /// One that can go into its first release any moment.
  private static var shortcuts: [Step] {
    let id = "shortcuts"
    return begin(id, "Keyboard shortcuts", "Answers without a mouse.", daysAgo: 7)
      + leaveDevelopment(id, shownDaysAgo: 4, signedDaysAgo: 3, movedDaysAgo: nil)
  }

  /// One that was given up.
  private static var voiceNotes: [Step] {
    [
      Step(daysAgo: 6, actor: .maya) {
        try $0.newFeature("voice-notes", title: "Voice notes", owner: "maya", fields: [], path: nil)
      },
      Step(daysAgo: 2, actor: .maya) {
        try $0.withdraw("voice-notes", because: "Nobody who was asked would use it.", by: nil)
      },
    ]
  }
}

// MARK: What happens to more than one of them

extension SampleStory {
  private static func begin(
    _ id: String, _ title: String, _ summary: String, beta: Bool = false, daysAgo: Int
  ) -> [Step] {
    var fields = [
      (path: "flag", value: id.replacing("-", with: "_")), ("summary", summary), ("testers", "4"),
      ("documentation", "needed"),
    ]
    if beta {
      fields += [
        ("beta.reasons", "changes-how-users-work"), ("beta.pool", "support-users"),
        ("beta.channel", "https://example.com/channels/\(id)"),
      ]
    }
    return [
      Step(daysAgo: daysAgo, actor: .maya) { [fields] desk in
        try desk.newFeature(id, title: title, owner: "maya", fields: fields, path: nil)
      }
    ]
  }

  private static func show(_ id: String, _ evidence: [(String, String)], _ actor: Actor, daysAgo: Int) -> [Step] {
    evidence.map { criterion, evidence in
      Step(daysAgo: daysAgo, actor: actor) { try $0.record(id, criterion: criterion, evidence: evidence) }
    }
  }

  private static func sign(_ id: String, skip: String? = nil, support: Int, growth: Int? = nil) -> [Step] {
    let bySupport = Step(daysAgo: support, actor: .sam) {
      try $0.signOff(id, skip: skip, SignOffRequest(for: "support"))
    }
    let byGrowth = growth.map {
      Step(daysAgo: $0, actor: .gina) { try $0.signOff(id, skip: skip, SignOffRequest(for: "growth")) }
    }
    return [bySupport] + (byGrowth.map { [$0] } ?? [])
  }

  private static func advance(_ id: String, daysAgo: Int) -> Step {
    Step(daysAgo: daysAgo, actor: .maya) { try $0.advance(id, to: nil) }
  }

  private static func leaveDevelopment(
    _ id: String, shownDaysAgo: Int, signedDaysAgo: Int, movedDaysAgo: Int?
  ) -> [Step] {
    show(id, development, .maya, daysAgo: shownDaysAgo) + sign(id, support: signedDaysAgo)
      + (movedDaysAgo.map { [advance(id, daysAgo: $0)] } ?? [])
  }

  private static let development = [
    ("problem-confirmed", "https://example.com/interviews/31"),
    ("preview-tried", "https://example.com/previews/77"),
    ("route-agreed", "Internal release first; beta only if Support is unsure."),
  ]

  private static let internalRelease = [
    ("announced-internally", "https://example.com/posts/204"),
    ("no-major-bugs", "https://example.com/bugs?state=open"),
    ("solves-as-expected", "Nine of ten testers said so."),
    ("improves-experience", "Answers take half the time."),
  ]

  private static let publicRelease = [
    ("enabled-for-everyone", "https://example.com/flags/dark_mode"),
    ("announced", "https://example.com/news/12"),
    ("no-new-errors", "https://example.com/errors?since=release"),
    ("flag-removal-ready", "https://example.com/changes/512"),
  ]
}
