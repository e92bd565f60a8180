internal import CLibYAML
import Findings

/// Runs libyaml's events over one text and builds its tree, refusing what the strict subset leaves out.
struct TreeReader {
  let source: SourceFile
  let range: Range<Int>
  let limits: Limits
  var findings: [Finding] = []

  var builder: TreeBuilder
  private var offsets = OffsetMap(isASCII: true)

  init(source: SourceFile, range: Range<Int>, limits: Limits) {
    self.source = source
    self.range = range
    self.limits = limits
    self.builder = TreeBuilder(base: range.lowerBound, expectedNodes: min(range.count / 8 + 8, 4096))
  }

  /// The tree, or nil and at least one finding.
  mutating func read() -> Tree? {
    if range.count > limits.size {
      findings = [tooLarge()]
      return nil
    }
    source.bytes.withUnsafeBufferPointer { whole in
      let bytes = UnsafeBufferPointer(rebasing: whole[range])
      let check = TextCheck(bytes)
      if check.flaws.isEmpty {
        offsets = OffsetMap(isASCII: check.isASCII)
        pump(bytes)
      } else {
        findings = check.flaws.map { textFinding($0.flaw, at: $0.range) }
      }
    }
    if findings.isEmpty {
      let tree = Tree(source: source, records: builder.records, arena: builder.arena)
      checkKeys(of: tree)
      if findings.isEmpty { return tree }
    }
    findings = findings.inReadingOrder()
    return nil
  }

  private mutating func pump(_ bytes: UnsafeBufferPointer<UInt8>) {
    withUnsafeTemporaryAllocation(of: yaml_parser_t.self, capacity: 1) { storage in
      guard let parser = storage.baseAddress else { return }
      guard yaml_parser_initialize(parser) == 1 else {
        findings.append(Finding(.yamlSyntax, "there is not enough memory to read this text", at: place(0..<0)))
        return
      }
      defer { yaml_parser_delete(parser) }
      // Told rather than guessed: a guess could turn bytes that were checked as UTF-8 into something else.
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      var event = yaml_event_t()
      while true {
        guard yaml_parser_parse(parser, &event) == 1 else {
          report(parser.pointee, bytes)
          return
        }
        let goesOn = handle(event, bytes)
        yaml_event_delete(&event)
        if !goesOn || findings.count >= 20 { return }
      }
    }
  }

  /// Whether there is more to read.
  private mutating func handle(_ event: yaml_event_t, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch event.type {
    case YAML_SCALAR_EVENT: return scalar(event, bytes)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      decorations(tag: start.tag != nil, anchor: start.anchor != nil, event, bytes)
      return open(.mapping, isFlow: start.style == YAML_FLOW_MAPPING_STYLE, event, bytes)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      decorations(tag: start.tag != nil, anchor: start.anchor != nil, event, bytes)
      return open(.sequence, isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE, event, bytes)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      builder.close(end: offset(event.end_mark, bytes), bytes)
      return true
    case YAML_ALIAS_EVENT:
      let where_ = eventRange(event, bytes)
      let name = shown(bytes, where_)
      findings.append(Finding(.yamlAlias, "`\(name)` is an alias", at: place(where_), help: aliasHelp(name)))
      builder.scalar(PlacedScalar(range: where_, style: .plain, column: event.start_mark.column), bytes)
      return true
    case YAML_DOCUMENT_START_EVENT: return document(event, bytes)
    case YAML_STREAM_END_EVENT:
      if builder.records.isEmpty { findings.append(Finding(.yamlEmpty, "the text holds no YAML", at: place(0..<0))) }
      return false
    default: return true
    }
  }

  private mutating func document(_ event: yaml_event_t, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = event.data.document_start
    let where_ = eventRange(event, bytes)
    if start.version_directive != nil || start.tag_directives.start != start.tag_directives.end {
      let line = where_.lowerBound..<lineEnd(bytes, where_.lowerBound)
      findings.append(Finding(.yamlDirective, "`\(shown(bytes, line))` is a directive", at: place(line)))
    }
    guard !builder.records.isEmpty else { return true }
    let message = "a second document begins here"
    findings.append(
      Finding(
        .yamlSeveralDocuments, message, at: place(where_),
        help: ["keep one document a file: remove this line and what follows, or move it to a file of its own"]))
    return false
  }

  private mutating func scalar(_ event: yaml_event_t, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let scalar = event.data.scalar
    decorations(tag: scalar.tag != nil, anchor: scalar.anchor != nil, event, bytes)
    let style: Node.Style =
      switch scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    var where_ = eventRange(event, bytes)
    if scalar.anchor != nil || scalar.tag != nil { where_ = where_.upperBound..<where_.upperBound }
    let column = event.start_mark.column
    if builder.expectsKey {
      if scalar.anchor == nil, scalar.tag == nil,
        let flaw = builder.keyFlaw(where_, style: style, column: column, bytes)
      {
        findings.append(complexKey(flaw, at: where_, bytes))
        return false
      }
      if style == .plain, where_.count == 2, bytes[where_.lowerBound] == 0x3C, bytes[where_.lowerBound + 1] == 0x3C {
        findings.append(Finding(.yamlMergeKey, "`<<` is a merge key", at: place(where_)))
      }
    } else if builder.isAtRoot {
      if style == .plain, scalar.length == 0 {
        findings.append(Finding(.yamlEmpty, "the text holds no YAML", at: place(0..<0)))
      } else {
        findings.append(notMapping("a single value", at: where_))
      }
      return false
    }
    var placed = PlacedScalar(range: where_, style: style, column: column)
    placed.text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    builder.scalar(placed, bytes)
    return true
  }

  private mutating func open(
    _ kind: Node.Kind, isFlow: Bool, _ event: yaml_event_t, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let where_ = eventRange(event, bytes)
    let first = where_.lowerBound..<min(bytes.count, max(where_.upperBound, where_.lowerBound + 1))
    if builder.expectsKey {
      findings.append(complexKey(.collection, at: first, bytes))
      return false
    }
    if builder.depth >= limits.depth {
      findings.append(tooDeep(at: first))
      return false
    }
    if builder.isAtRoot, kind == .sequence {
      findings.append(notMapping("a list", at: first))
      return false
    }
    builder.open(kind, style: isFlow ? .flow : .block, start: where_.lowerBound, column: event.start_mark.column)
    return true
  }

  mutating func offset(_ mark: yaml_mark_t, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    offsets.offset(of: mark.index, in: bytes)
  }

  mutating func eventRange(_ event: yaml_event_t, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    let start = offset(event.start_mark, bytes)
    return start..<max(start, offset(event.end_mark, bytes))
  }
}
