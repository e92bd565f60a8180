extension Repository {
  /// A commit's signature and the bytes that it is over; nil where the commit is not signed.
  ///
  /// Cut out of the raw bytes: libgit2's `git_commit_extract_signature` takes one that stands in the message for one.
  package func signedBytes(of id: ObjectID) throws(GitError) -> (payload: [UInt8], signature: [UInt8])? {
    let bytes = try commitBytes(id)
    let name = Array("gpgsig ".utf8)
    var payload: [UInt8] = []
    var signature: [UInt8]?
    var rest = bytes[...]
    var isInside = false
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
      let line = rest[rest.startIndex...end]
      rest = rest[(end + 1)...]
      if isInside, line.first == UInt8(ascii: " ") {
        signature?.append(contentsOf: line.dropFirst())
      } else if signature == nil, line.starts(with: name) {
        isInside = true
        signature = Array(line.dropFirst(name.count))
      } else {
        isInside = false
        payload += line
      }
    }
    return signature.map { (payload + rest, $0) }
  }
}
