/// Which Slipway this is.
package enum Release {
  /// As `slipway --version` prints it; another one may judge otherwise, so what an older one left is not used.
  package static let version = "0.1.0"
}
