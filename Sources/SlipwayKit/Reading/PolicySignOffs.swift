internal import Findings
internal import Reading
internal import WorkflowModel

/// What a snapshot says of who agreed to changes of the policy.
struct PolicySignOffs {
  /// The file; nil where there is none, or none that is a text.
  let source: SourceFile?
  /// Nil where they cannot be read.
  let list: [SignOff]?
  let findings: [Finding]

  init(in snapshot: some Snapshot) throws {
    switch try snapshot.content(of: PolicyFiles.signOffs, atMost: PolicyFiles.sizeLimit) {
    case nil: (source, list, findings) = (nil, [], [])
    case .unfit(let finding): (source, list, findings) = (nil, nil, [finding])
    case .bytes(let bytes):
      let source = SourceFile(path: PolicyFiles.signOffs, bytes: bytes)
      let reading = readPolicySignOffs(source)
      self.source = source
      (list, findings) = (reading.model, reading.findings)
    }
  }
}
