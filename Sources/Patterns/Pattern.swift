/// A regular expression as JSON Schema's `pattern` keyword means it: found anywhere in the text unless anchored.
///
/// The syntax is ECMA-262's with the `u` flag, as far as it is regular: no back references, no look-around. Matching
/// works on Unicode scalars and takes time linear in the text whatever the pattern is, because both come from people
/// who need not mean well.
package struct Pattern: Sendable {
  package let text: String
  private let automaton: Automaton

  /// How many characters, classes and assertions a pattern may have once its counted repetitions are written out.
  package static let sizeLimit = 1024

  /// How deep groups may nest.
  package static let depthLimit = 100

  package init(_ text: String) throws(Flaw) {
    var parser = PatternParser(text)
    self.text = text
    self.automaton = Automaton(try parser.parse())
  }

  package func matches(_ text: String) -> Bool { automaton.accepts(text) }
}

extension Pattern {
  /// Why a text is no pattern, or none that is supported.
  package struct Flaw: Error, Hashable, Sendable {
    /// A sentence without a full stop; what it quotes of the pattern is printable ASCII.
    package let message: String
    /// Where the offending part starts, in bytes of the pattern's UTF-8.
    package let offset: Int
  }
}

extension Pattern: Hashable {
  package static func == (left: Pattern, right: Pattern) -> Bool {
    // Not `==` on the strings: a composed and a decomposed accent are different patterns.
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}
