/// Glushkov's construction in one context: which leaf can come first, which last, and which after which.
///
/// Leaves are numbered in the order of the walk, so tables of the same tree in different contexts agree. An assertion
/// is the empty text where the context satisfies it and nothing where it does not, which is all that contexts change:
/// what happens between two characters happens in one place of the text.
struct ContextTable {
  /// The leaves so far; the index is the number.
  private(set) var sets: [ScalarSet] = []
  private(set) var whole = Fragment()
  /// A row of `words` words for each leaf: the leaves that can come after it.
  private(set) var follow: [UInt64]

  private let context: PatternContext
  private let words: Int

  /// A part of the pattern: sets of leaves as bits, and whether the empty text matches it.
  struct Fragment {
    var isNullable = false
    var first: [UInt64] = []
    var last: [UInt64] = []
  }

  init(_ root: PatternNode, size: Int, words: Int, context: PatternContext) {
    self.context = context
    self.words = words
    self.follow = Array(repeating: 0, count: size * words)
    whole = fragment(root)
  }

  private mutating func fragment(_ node: PatternNode) -> Fragment {
    switch node {
    case .empty: return nothing(isNullable: true)
    case .assertion(let assertion): return nothing(isNullable: context.satisfies(assertion))
    case .set(let set):
      var fragment = nothing(isNullable: false)
      fragment.first[sets.count / 64] |= 1 << UInt64(sets.count % 64)
      fragment.last = fragment.first
      sets.append(set)
      return fragment
    case .sequence(let parts):
      var sequence = nothing(isNullable: true)
      for part in parts { sequence = link(sequence, fragment(part)) }
      return sequence
    case .choice(let branches):
      var choice = nothing(isNullable: false)
      for branch in branches {
        let branch = fragment(branch)
        choice.isNullable = choice.isNullable || branch.isNullable
        choice.first.formUnion(branch.first)
        choice.last.formUnion(branch.last)
      }
      return choice
    case .repetition(let body, let least, let most):
      return repetition(body, least: least, most: most)
    }
  }

  private mutating func repetition(_ body: PatternNode, least: Int, most: Int?) -> Fragment {
    var required = nothing(isNullable: true)
    guard let most else {
      for _ in 1..<max(1, least) { required = link(required, fragment(body)) }
      var loop = fragment(body)
      connect(loop.last, to: loop.first)
      if least == 0 { loop.isNullable = true }
      return link(required, loop)
    }
    for _ in 0..<least { required = link(required, fragment(body)) }
    // `x{0,3}` as `(x(x(x)?)?)?`: a row then holds one successor instead of all that are left.
    var optional = nothing(isNullable: true)
    for _ in least..<most {
      optional = link(fragment(body), optional)
      optional.isNullable = true
    }
    return link(required, optional)
  }

  /// One after the other.
  private mutating func link(_ left: Fragment, _ right: Fragment) -> Fragment {
    connect(left.last, to: right.first)
    var both = Fragment(isNullable: left.isNullable && right.isNullable, first: left.first, last: right.last)
    if left.isNullable { both.first.formUnion(right.first) }
    if right.isNullable { both.last.formUnion(left.last) }
    return both
  }

  private mutating func connect(_ from: [UInt64], to successors: [UInt64]) {
    for leaf in from.leaves {
      for word in 0..<words { follow[leaf * words + word] |= successors[word] }
    }
  }

  private func nothing(isNullable: Bool) -> Fragment {
    let none = [UInt64](repeating: 0, count: words)
    return Fragment(isNullable: isNullable, first: none, last: none)
  }
}

extension [UInt64] {
  fileprivate mutating func formUnion(_ other: [UInt64]) {
    for index in indices { self[index] |= other[index] }
  }

  /// The numbers of the bits that are set.
  fileprivate var leaves: [Int] {
    var numbers: [Int] = []
    for (index, word) in enumerated() {
      var word = word
      while word != 0 {
        numbers.append(index * 64 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
    return numbers
  }
}
