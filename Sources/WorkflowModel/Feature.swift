package import Findings

/// One feature, as one version of its manifest describes it.
///
/// An object, as it is handed from reader to rules to views: each copy would count a dozen references.
package final class Feature: Sendable {
  package let id: String
  package let source: SourceFile
  /// As written; it need not be one of the workflow's.
  package let stage: Located<String>
  /// The fields that the workflow speaks of, where present and not empty.
  package let fields: FieldValues
  package let title: String?
  package let owner: String?
  package let gates: [GateRecord]
  package let returned: [ReturnRecord]
  package let withdrawn: WithdrawalRecord?
  /// Whether nothing in the file was left out because nobody knows its key.
  package let isWhole: Bool

  package init(
    id: String, source: SourceFile, stage: Located<String>, fields: FieldValues, title: String?,
    owner: String?, gates: [GateRecord], returned: [ReturnRecord], withdrawn: WithdrawalRecord?, isWhole: Bool
  ) {
    self.id = id
    self.source = source
    self.stage = stage
    self.fields = fields
    self.title = title
    self.owner = owner
    self.gates = gates
    self.returned = returned
    self.withdrawn = withdrawn
    self.isWhole = isWhole
  }

  /// One way through the gates; going back starts the next one.
  package var pass: Int { returned.count }

  package func gate(_ stage: String) -> GateRecord? {
    gates.first { $0.stage.value == stage }
  }

  /// Whether a sign-off stands in any of its records.
  package func holds(_ signOff: SignOff) -> Bool {
    gates.contains { $0.signOffs.contains(signOff) || $0.waivers.contains { $0.signOff == signOff } }
  }

  package func place(_ range: Range<Int>) -> Place {
    Place(source: source, range: range)
  }

  package var stagePlace: Place { place(stage.range) }
}

/// What a manifest records for one stage's gate.
package struct GateRecord: Sendable, Equatable {
  package let stage: Located<String>
  package let criteria: [Evidence]
  /// Why the stage is passed over; nil where it is not.
  package let skipped: Located<String>?
  package let signOffs: [SignOff]
  /// Exceptions to what the gate asks for.
  package let waivers: [Waiver]

  package init(
    stage: Located<String>, criteria: [Evidence], skipped: Located<String>?, signOffs: [SignOff], waivers: [Waiver] = []
  ) {
    self.stage = stage
    self.criteria = criteria
    self.skipped = skipped
    self.signOffs = signOffs
    self.waivers = waivers
  }

  package struct Evidence: Sendable, Equatable {
    package let criterion: Located<String>
    package let shown: Located<String>

    package init(criterion: Located<String>, shown: Located<String>) {
      self.criterion = criterion
      self.shown = shown
    }
  }

  package func evidence(for criterion: String) -> Located<String>? {
    criteria.first { $0.criterion.value == criterion }?.shown
  }

  /// Equal records say the same; the order of criteria says nothing.
  package static func == (left: GateRecord, right: GateRecord) -> Bool {
    left.stage == right.stage && left.skipped == right.skipped && left.signOffs == right.signOffs
      && left.waivers == right.waivers && left.criteria.count == right.criteria.count
      && left.criteria.allSatisfy { right.evidence(for: $0.criterion.value) == $0.shown }
  }
}

/// A person's approval for a team, as a record in a file.
package struct SignOff: Sendable {
  package let team: Located<String>
  package let by: Located<String>
  package let on: Located<Day>
  /// The fingerprint of what was there to see, in lower-case hexadecimal; nil in a retraction.
  package let covers: Located<String>?
  /// The person's SSH signature over the statement, as base64 of an SSHSIG blob; nil where there is none.
  package let signed: Located<String>?
  /// Why the person takes their sign-offs of this gate back.
  package let retracted: Located<String>?
  package let range: Range<Int>

  package init(
    team: Located<String>, by: Located<String>, on: Located<Day>, covers: Located<String>?,
    signed: Located<String>? = nil, retracted: Located<String>?, range: Range<Int>
  ) {
    self.team = team
    self.by = by
    self.on = on
    self.covers = covers
    self.signed = signed
    self.retracted = retracted
    self.range = range
  }
}

extension SignOff: Hashable {
  /// Equal records say the same, wherever they stand.
  package static func == (left: SignOff, right: SignOff) -> Bool {
    left.team == right.team && left.by == right.by && left.on == right.on && left.covers == right.covers
      && left.signed == right.signed && left.retracted == right.retracted
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(team)
    hasher.combine(by)
    hasher.combine(covers)
  }
}

/// One entry of `returned`: a way back.
package struct ReturnRecord: Sendable, Equatable {
  package let from: Located<String>
  package let to: Located<String>
  package let because: Located<String>
  package let by: Located<String>
  package let on: Located<Day>
  package let range: Range<Int>

  package init(
    from: Located<String>, to: Located<String>, because: Located<String>, by: Located<String>, on: Located<Day>,
    range: Range<Int>
  ) {
    self.from = from
    self.to = to
    self.because = because
    self.by = by
    self.on = on
    self.range = range
  }

  package static func == (left: ReturnRecord, right: ReturnRecord) -> Bool {
    left.from == right.from && left.to == right.to && left.because == right.because && left.by == right.by
      && left.on == right.on
  }
}

/// `withdrawn`: why a feature was given up.
package struct WithdrawalRecord: Sendable, Equatable {
  package let from: Located<String>
  package let because: Located<String>
  package let by: Located<String>
  package let on: Located<Day>
  package let range: Range<Int>

  package init(
    from: Located<String>, because: Located<String>, by: Located<String>, on: Located<Day>, range: Range<Int>
  ) {
    self.from = from
    self.because = because
    self.by = by
    self.on = on
    self.range = range
  }

  package static func == (left: WithdrawalRecord, right: WithdrawalRecord) -> Bool {
    left.from == right.from && left.because == right.because && left.by == right.by && left.on == right.on
  }
}
