/// An OpenPGP packet (RFC 9580, section 4).
struct Packet {
  enum Kind {
    static let signature = 2
    static let secretKey = 5
    static let publicKey = 6
    static let secretSubkey = 7
    static let userID = 13
    static let publicSubkey = 14
    static let userAttribute = 17
  }

  let kind: Int
  let body: ArraySlice<UInt8>

  /// The packets that bytes are made of, one behind the other.
  static func all(in bytes: [UInt8]) throws(OpenPGPFormatError) -> [Packet] {
    var packets: [Packet] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let packet = try Packet(takenFrom: &rest)
      packets.append(packet)
    }
    return packets
  }

  private init(takenFrom rest: inout ArraySlice<UInt8>) throws(OpenPGPFormatError) {
    let head = try rest.takeNumber(of: 1)
    guard head & 0x80 != 0 else { throw .packet }
    let length: Int
    if head & 0x40 != 0 {
      kind = head & 0x3F
      length = try Self.length(takenFrom: &rest)
    } else {
      kind = head >> 2 & 0x0F
      // The format of before 1998, in which GnuPG still writes what it can.
      let width = head & 0x03
      if width == 3 { throw .openLength }
      length = try rest.takeNumber(of: 1 << width)
    }
    guard length <= rest.count else { throw .packet }
    body = rest.prefix(length)
    rest = rest.dropFirst(length)
  }

  private static func length(takenFrom rest: inout ArraySlice<UInt8>) throws(OpenPGPFormatError) -> Int {
    let first = try rest.takeNumber(of: 1)
    switch first {
    case ..<192: return first
    case ..<224: return (first - 192) << 8 + 192 + (try rest.takeNumber(of: 1))
    case 255: return try rest.takeNumber(of: 4)
    default: throw .openLength
    }
  }
}

extension ArraySlice<UInt8> {
  /// A number in so many bytes, the first one the most significant.
  fileprivate mutating func takeNumber(of width: Int) throws(OpenPGPFormatError) -> Int {
    guard count >= width else { throw .packet }
    defer { self = dropFirst(width) }
    return prefix(width).reduce(0) { $0 << 8 | Int($1) }
  }
}
