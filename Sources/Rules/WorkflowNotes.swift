internal import Findings
internal import Paths
internal import WorkflowModel

extension Workflow {
  /// A note that points to where a stage is declared.
  func note(_ message: String, on stage: String) -> Finding.Note {
    Finding.Note(message, at: self.stage(stage).map { Place(source: source, range: $0.name.range) })
  }

  /// Where the list of stages begins.
  var stagesPlace: Place? {
    stages.first.map { Place(source: source, range: $0.name.range) }
  }

  /// The stages that one edge leads to from here, the way forward first.
  package func targets(from name: String) -> [String] {
    guard let stage = stage(name), !stage.isFinal else { return [] }
    var names: [String] = []
    if let position = position(of: name) {
      for next in order[(position + 1)...] {
        names.append(next.name.value)
        if next.optional == nil { break }
      }
    }
    names += stage.backTo.map(\.value)
    names += stages.filter { isEntered($0, from: name) }.map(\.name.value)
    return names
  }
}

/// A name from a file, as it may be shown.
func escapedName(_ name: String) -> String { escaped(name) }
