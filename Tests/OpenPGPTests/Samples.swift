import Foundation

/// What GnuPG 2.2 exported and signed for these tests.
enum Samples {
  static let primary = "20162979321289F7ECDA2A086CA968D73FA4EF54"
  static let subkey = "3C84E66D8E3D866C08FECE8B7DED577B463A97F4"

  static let key = """
    -----BEGIN PGP PUBLIC KEY BLOCK-----

    mDMEZLtagBYJKwYBBAHaRw8BAQdAlox0EM4mz9345pJnGu8FBnlEzR0PNnQ9VOI4
    scg4edq0G1NhbSBSZXllcyA8c2FtQGV4YW1wbGUub3JnPoiQBBMWCAA4FiEEIBYp
    eTISiffs2ioIbKlo1z+k71QFAmS7WoACGwMFCwkIBwIGFQoJCAsCBBYCAwECHgEC
    F4AACgkQbKlo1z+k71QNbgD+I5znRuZVrndQrBFCiK9N2HCW5GHZLJOiunciZ9Zd
    izsBAMygRHj6rOkAATNQ59SvjmbFnNwuzQsnAi9m/BjrtZYHuDMEZLtagBYJKwYB
    BAHaRw8BAQdAtqjt66RZm/OSklY20cBqAVtLe3Mt2rTW3Tm3RQcrYA6I7wQYFggA
    IBYhBCAWKXkyEon37NoqCGypaNc/pO9UBQJku1qAAhsCAIEJEGypaNc/pO9UdiAE
    GRYIAB0WIQQ8hOZtjj2GbAj+zot97Vd7RjqX9AUCZLtagAAKCRB97Vd7RjqX9Hja
    APsHd7RD3CeMy9+nvs4cW90Qn9pDuc9thjtDW5yYJNJG6wEA9RXC/IwkyGNNzgJC
    e4Zl2q6pcJmoyyrJCcLSbd3jBAI/PgD8CB8jUXzPdtrZIvJV1JR+PBqnadkezGSs
    mgNF9cDwQJsA/jeaN4hvT828hsC7+x4uK14MKZq0uBXSHGl5JUbUsm0P
    =BPn6
    -----END PGP PUBLIC KEY BLOCK-----

    """

  static let signature = """
    -----BEGIN PGP SIGNATURE-----

    iHUEABYIAB0WIQQ8hOZtjj2GbAj+zot97Vd7RjqX9AUCawYbpAAKCRB97Vd7RjqX
    9Ea6AQCFTGDV7kOaeLrANycPh9FB37BooiHxs6/aXSOpaOS1XgD8DBfR70++hPdP
    KMZQix0MPtDhieBcj/iWLNL4EVDtoAc=
    =woFj
    -----END PGP SIGNATURE-----

    """

  /// The bytes of a block that GnuPG made.
  static func bytes(of block: String) -> [UInt8] {
    let lines = block.split(separator: "\n").filter { !$0.hasPrefix("-") && !$0.hasPrefix("=") }
    return Array(Data(base64Encoded: lines.joined()) ?? Data())
  }

  /// A block without a checksum.
  static func armored(_ bytes: [UInt8], as name: String = "PUBLIC KEY BLOCK") -> String {
    "-----BEGIN PGP \(name)-----\n\n\(Data(bytes).base64EncodedString())\n-----END PGP \(name)-----\n"
  }

  /// A packet in the newer format, of less than 192 bytes.
  static func packet(_ kind: UInt8, _ body: [UInt8]) -> [UInt8] { [0xC0 | kind, UInt8(body.count)] + body }
}
