/// The words of a command line as git splits one for itself, without a shell: blanks part them, quotes and backslashes
/// keep blanks inside.
///
/// nil where a quote is not closed, or the line ends in a backslash.
func commandWords(_ line: String) -> [String]? {
  var words: [String] = []
  var word: String.UnicodeScalarView?
  var quote: Unicode.Scalar?
  var rest = line.unicodeScalars[...]
  while var scalar = rest.popFirst() {
    if quote == nil, scalar.properties.isPatternWhitespace {
      if let complete = word { words.append(String(complete)) }
      word = nil
      continue
    }
    if scalar == quote {
      quote = nil
      continue
    }
    word = word ?? String.UnicodeScalarView()
    if quote == nil, scalar == "'" || scalar == "\"" {
      quote = scalar
      continue
    }
    if scalar == "\\", quote != "'" {
      guard let next = rest.popFirst() else { return nil }
      scalar = next
    }
    word?.append(scalar)
  }
  if quote != nil { return nil }
  if let complete = word { words.append(String(complete)) }
  return words
}
