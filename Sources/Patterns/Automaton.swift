/// A pattern as a nondeterministic automaton without empty moves, all of whose states are tried at once.
///
/// A state is a leaf of the pattern whose character was just read; a set of states is one bit each in `words` words.
/// A step costs one lookup and a row for each live state, whatever was read before, so there is nothing to go back to.
struct Automaton: Sendable {
  private let words: Int
  private let seesWordBoundaries: Bool
  /// Whether a match can start behind the first place: if not, running out of live states is the end.
  private let startsAnywhere: Bool

  // Tables of rows of `words` words, flat so that matching touches few objects.

  /// By context: whether the empty text matches there.
  private var isNullable = [Bool](repeating: false, count: PatternContext.count)
  /// By context: the leaves that can come first.
  private var first: [UInt64] = []
  /// By context: the leaves that can be the last.
  private var last: [UInt64] = []
  /// By inner context and leaf: the leaves that can come next.
  private var follow: [UInt64] = []
  /// By ASCII character: the leaves that take it.
  private var takers: [UInt64]
  /// For all others: sets, with the leaves that are such a set.
  private let wideSets: [(set: ScalarSet, leaves: [UInt64])]

  init(_ root: PatternNode) {
    let size = root.size
    let words = (size + 63) / 64
    let seesWordBoundaries = root.usesWordBoundaries
    var startsAnywhere = false
    var sets: [ScalarSet] = []
    for index in 0..<PatternContext.count {
      let context = PatternContext(rawValue: index)
      let table = ContextTable(root, size: size, words: words, context: context)
      isNullable[index] = table.whole.isNullable
      first += table.whole.first
      last += table.whole.last
      if index < PatternContext.innerCount { follow += table.follow }
      if !context.contains(.textStart), table.whole.isNullable || table.whole.first.contains(where: { $0 != 0 }) {
        startsAnywhere = true
      }
      sets = table.sets
    }
    var leavesOfSet: [ScalarSet: [UInt64]] = [:]
    for (leaf, set) in sets.enumerated() {
      leavesOfSet[set, default: Array(repeating: 0, count: words)][leaf / 64] |= 1 << UInt64(leaf % 64)
    }
    takers = Array(repeating: 0, count: 128 * words)
    for (set, leaves) in leavesOfSet {
      for byte in 0..<128 where set.contains(Unicode.Scalar(UInt8(byte))) {
        for word in 0..<words { takers[byte * words + word] |= leaves[word] }
      }
    }
    wideSets = leavesOfSet.filter(\.key.reachesBeyondASCII).map { ($0.key, $0.value) }
    self.words = words
    self.seesWordBoundaries = seesWordBoundaries
    self.startsAnywhere = startsAnywhere
  }

  /// Whether the pattern matches somewhere in the text.
  func accepts(_ text: String) -> Bool {
    words == 1 && !seesWordBoundaries ? acceptsByNumber(text) : acceptsByRows(text)
  }

  /// The same where a set of states is one number, as it is for nearly all patterns that people write.
  private func acceptsByNumber(_ text: String) -> Bool {
    var live: UInt64 = 0
    var context: PatternContext = .textStart
    for scalar in text.unicodeScalars {
      if ends(live, context) { return true }
      var next = first[context.rawValue]
      while live != 0 {
        next |= follow[live.trailingZeroBitCount]
        live &= live - 1
      }
      live = next & (scalar.isASCII ? takers[Int(scalar.value)] : wideTakers(of: scalar))
      if live == 0, !startsAnywhere { return false }
      context = []
    }
    return ends(live, context.union(.textEnd))
  }

  /// Whether a match can end in this context: behind one of the live leaves, or with nothing read.
  private func ends(_ live: UInt64, _ context: PatternContext) -> Bool {
    isNullable[context.rawValue] || live & last[context.rawValue] != 0
  }

  /// The leaves that take a character beyond ASCII.
  private func wideTakers(of scalar: Unicode.Scalar) -> UInt64 {
    wideSets.reduce(0) { $1.set.contains(scalar) ? $0 | $1.leaves[0] : $0 }
  }

  private func acceptsByRows(_ text: String) -> Bool {
    var live = [UInt64](repeating: 0, count: words)
    var next = live
    var context: PatternContext = .textStart
    var wasWord = false
    var scalars = text.unicodeScalars.makeIterator()
    while true {
      let scalar = scalars.next()
      if scalar == nil { context.insert(.textEnd) }
      if seesWordBoundaries {
        let isWord = scalar?.isWordCharacter ?? false
        if isWord != wasWord { context.insert(.wordBoundary) }
        wasWord = isWord
      }
      if isNullable[context.rawValue] { return true }
      let row = context.rawValue * words
      for word in 0..<words where live[word] & last[row + word] != 0 { return true }
      guard let scalar else { return false }
      for word in 0..<words { next[word] = first[row + word] }
      if !context.contains(.textStart) { advance(live, into: &next, context) }
      gatherTakers(of: scalar, into: &live)
      var isLive = startsAnywhere
      for word in 0..<words {
        live[word] &= next[word]
        isLive = isLive || live[word] != 0
      }
      if !isLive { return false }
      context = []
    }
  }

  /// Adds the leaves that can come after the live ones.
  private func advance(_ live: [UInt64], into next: inout [UInt64], _ context: PatternContext) {
    let start = context.rawValue * (follow.count / PatternContext.innerCount)
    for index in 0..<words {
      var bits = live[index]
      while bits != 0 {
        let row = start + (index * 64 + bits.trailingZeroBitCount) * words
        for word in 0..<words { next[word] |= follow[row + word] }
        bits &= bits - 1
      }
    }
  }

  /// The leaves that take the character.
  private func gatherTakers(of scalar: Unicode.Scalar, into takers: inout [UInt64]) {
    if scalar.isASCII {
      let row = Int(scalar.value) * words
      for word in 0..<words { takers[word] = self.takers[row + word] }
      return
    }
    for word in 0..<words { takers[word] = 0 }
    for (set, leaves) in wideSets where set.contains(scalar) {
      for word in 0..<words { takers[word] |= leaves[word] }
    }
  }
}
