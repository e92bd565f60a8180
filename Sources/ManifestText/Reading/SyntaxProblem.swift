import Findings

/// What libyaml complains about, in its words and with its offsets.
struct SyntaxProblem {
  let problem: String
  let context: String
  let offset: Int
  let contextOffset: Int?
}

/// The same in ours: a rule, a message, what to write instead.
struct SyntaxAdvice {
  var rule = Rule.yamlSyntax
  var message: String
  var range: Range<Int>
  var help: [String] = []
  var note: (message: String, offset: Int)?
}

extension SyntaxProblem {
  func finding(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, source: SourceFile) -> Finding {
    let advice = self.advice(bytes)
    let place = { (range: Range<Int>) in
      Place(source: source, range: range.lowerBound + base..<range.upperBound + base)
    }
    let notes = advice.note.map { [Finding.Note($0.message, at: place($0.offset..<min($0.offset + 1, bytes.count)))] }
    return Finding(advice.rule, advice.message, at: place(advice.range), notes: notes ?? [], help: advice.help)
  }

  private func advice(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice {
    scannerAdvice(bytes) ?? structureAdvice(bytes) ?? generalAdvice(bytes)
  }

  /// libyaml's own words, with what it was doing as a note.
  private func generalAdvice(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice {
    var advice = SyntaxAdvice(message: problem, range: character(bytes, offset))
    if let contextOffset, contextOffset != offset, !context.isEmpty { advice.note = (context, contextOffset) }
    return advice
  }

  /// The character at an offset; empty at the end.
  func character(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Range<Int> {
    let start = min(offset, bytes.count)
    var end = min(start + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }

  /// From an offset to the end of its line, trailing blanks and comments left out.
  func restOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Range<Int> {
    let start = min(offset, bytes.count)
    var end = lineEnd(bytes, start)
    var position = start
    while position + 1 < end {
      if bytes[position] == 0x20, bytes[position + 1] == UInt8(ascii: "#") { end = position }
      position += 1
    }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return start..<end
  }

  /// The range of the text behind `: ` on a line, if there is one.
  func valueOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Range<Int>? {
    let line = restOfLine(bytes, lineStart(bytes, offset))
    var position = line.lowerBound
    while position + 1 < line.upperBound {
      if bytes[position] == UInt8(ascii: ":"), bytes[position + 1] == 0x20 {
        var start = position + 1
        while start < line.upperBound, bytes[start] == 0x20 { start += 1 }
        return start..<line.upperBound
      }
      position += 1
    }
    return nil
  }
}
