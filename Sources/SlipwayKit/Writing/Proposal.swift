internal import ManifestText
internal import Paths

/// A change to one manifest, and how its commit tells it.
struct Proposal {
  var changes: [Change]
  /// `type(scope): what`.
  var subject: String
  /// Sentences and lists, a line each.
  var body: [String]
  var trailers: [(key: String, value: String)]
  /// What whoever makes it should know.
  var remarks: [String] = []

  /// The message as git keeps it: subject, body and trailers, each shown safely.
  var message: String {
    var paragraphs = [escaped(subject)]
    let lines = body.flatMap { wrapped(escaped($0), to: 72) }
    if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
    if !trailers.isEmpty {
      paragraphs.append(trailers.map { "\($0.key): \(escaped($0.value))" }.joined(separator: "\n"))
    }
    return paragraphs.joined(separator: "\n\n") + "\n"
  }
}

/// Breaks a line between words so that no part is longer than `width`, where its words allow it.
package func wrapped(_ line: String, to width: Int) -> [String] {
  var lines: [String] = []
  var current = ""
  for word in line.split(separator: " ") {
    if current.isEmpty {
      current = String(word)
    } else if current.count + 1 + word.count <= width {
      current += " " + word
    } else {
      lines.append(current)
      current = String(word)
    }
  }
  return current.isEmpty ? lines : lines + [current]
}
