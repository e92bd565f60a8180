internal import Crypto
internal import GitStore

/// Puts values behind each other, for ``ByteReader`` to take apart.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  /// Bytes as they are, without their count.
  mutating func add(plain bytes: [UInt8]) { self.bytes += bytes }

  mutating func add(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(short number: Int32) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func add(_ part: some Collection<UInt8>) {
    add(short: Int32(truncatingIfNeeded: part.count))
    bytes.append(contentsOf: part)
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  mutating func add(_ id: ObjectID) { id.append(to: &bytes) }

  mutating func add<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) throws -> Void) rethrows {
    add(value != nil)
    if let value { try write(&self, value) }
  }

  mutating func add<Value>(list: some Collection<Value>, _ write: (inout ByteWriter, Value) throws -> Void) rethrows {
    add(short: Int32(truncatingIfNeeded: list.count))
    for value in list { try write(&self, value) }
  }

  var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// All of it, with a hash over it at the end.
  var sealed: [UInt8] { bytes + hash }
}

/// Why a file is not read any further.
struct BrokenPrivateFile: Error {}

/// Takes apart what ``ByteWriter`` put together, and trusts none of it.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0
  private let end: Int

  /// Throws where the hash at the end is not the one of the bytes.
  init(sealed bytes: [UInt8]) throws {
    try self.init(bytes, upTo: bytes.count - SHA256.byteCount, hash: bytes.suffix(SHA256.byteCount))
  }

  /// Throws where the hash is not the one of the bytes.
  init(_ bytes: [UInt8], hash: ArraySlice<UInt8>) throws { try self.init(bytes, upTo: bytes.count, hash: hash) }

  private init(_ bytes: [UInt8], upTo end: Int, hash: ArraySlice<UInt8>) throws {
    guard end >= 0 else { throw BrokenPrivateFile() }
    let own = bytes.withUnsafeBytes { all in
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: all[..<end]))
      return hasher.finalize()
    }
    guard hash.elementsEqual(own) else { throw BrokenPrivateFile() }
    self.bytes = bytes
    self.end = end
  }

  var isAtEnd: Bool { position == end }

  private mutating func advance(_ count: Int) throws -> Int {
    guard count >= 0, count <= end - position else { throw BrokenPrivateFile() }
    defer { position += count }
    return position
  }

  /// Throws where other bytes come next.
  mutating func expect(_ expected: [UInt8]) throws {
    let start = try advance(expected.count)
    guard bytes[start..<position].elementsEqual(expected) else { throw BrokenPrivateFile() }
  }

  mutating func number() throws -> Int {
    let start = try advance(8)
    return Int(Int64(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Int64.self) }))
  }

  mutating func short() throws -> Int32 {
    let start = try advance(4)
    return Int32(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Int32.self) })
  }

  mutating func flag() throws -> Bool { bytes[try advance(1)] == 1 }

  mutating func part() throws -> ArraySlice<UInt8> {
    let count = Int(try short())
    let start = try advance(count)
    return bytes[start..<start + count]
  }

  mutating func text() throws -> String { String(decoding: try part(), as: UTF8.self) }

  mutating func id() throws -> ObjectID {
    let start = try advance(20)
    guard let id = ObjectID(bytes: bytes[start..<start + 20]) else { throw BrokenPrivateFile() }
    return id
  }

  mutating func optional<Value>(_ read: (inout ByteReader) throws -> Value) throws -> Value? {
    try flag() ? try read(&self) : nil
  }

  mutating func list<Value>(_ read: (inout ByteReader) throws -> Value) throws -> [Value] {
    let count = Int(try short())
    guard count >= 0, count <= end - position else { throw BrokenPrivateFile() }
    var found: [Value] = []
    found.reserveCapacity(count)
    for _ in 0..<count { found.append(try read(&self)) }
    return found
  }
}
