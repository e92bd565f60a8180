internal import CLibYAML
import Findings
import Paths

/// What the reader refuses beside a value, behind the last one, and once all are read.
extension TreeReader {
  mutating func decorations(
    tag: Bool, anchor: Bool, _ event: yaml_event_t, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    guard tag || anchor else { return }
    let start = offset(event.start_mark, bytes)
    var end = start
    while end < bytes.count, bytes[end] > 0x20 { end += 1 }
    let name = shown(bytes, start..<end)
    if anchor {
      let message = "`\(name)` puts an anchor on a value"
      findings.append(Finding(.yamlAnchor, message, at: place(start..<end), help: anchorHelp(name)))
    } else {
      findings.append(Finding(.yamlTag, "`\(name)` puts a tag on a value", at: place(start..<end), help: tagHelp(name)))
    }
  }

  mutating func report(_ parser: yaml_parser_t, _ bytes: UnsafeBufferPointer<UInt8>) {
    let problem = SyntaxProblem(
      problem: parser.problem.map { String(cString: $0) } ?? "unreadable",
      context: parser.context.map { String(cString: $0) } ?? "",
      offset: offset(parser.problem_mark, bytes),
      contextOffset: parser.context == nil ? nil : offset(parser.context_mark, bytes))
    findings.append(problem.finding(bytes, base: range.lowerBound, source: source))
  }

  mutating func checkKeys(of tree: Tree) {
    for pair in duplicateKeys(in: tree).prefix(20) {
      let name = escaped(pair.second.text)
      findings.append(
        Finding(
          .yamlDuplicateKey, "the key `\(name)` is here a second time", at: pair.second.place,
          notes: [.init("the first one", at: pair.first.place)],
          help: ["keep one of the two, or give one its own name"]))
    }
  }
}
