internal import GitProgram
internal import GitStore
internal import OpenPGP
internal import Paths
internal import SignOffs
internal import WorkflowModel

/// The signatures of commits; each OpenPGP signature is verified once.
final class CommitSignatures {
  private struct Question: Hashable {
    let commit: ObjectID
    let keys: [UInt8]
    let moment: Int
  }

  private let repository: Repository
  private var verdicts: [Question: OpenPGPVerdict] = [:]
  /// Whether some signature could not be verified here: elsewhere the judgement may be another one.
  private(set) var hasGaps = false

  init(_ repository: Repository) {
    self.repository = repository
  }

  /// The signature of a commit; nil where it has none, and where an OpenPGP one was not to be verified.
  ///
  /// - Parameter terms: By what an OpenPGP signature is verified; nil where nobody asks for it.
  func signature(of commit: Commit, verifying terms: SignatureTerms?) throws -> HeaderSignature? {
    guard commit.flaw == nil, let signed = try repository.signedBytes(of: commit.id) else { return nil }
    guard signed.signature.starts(with: "-----BEGIN PGP ".utf8) else {
      return .ssh(armored: signed.signature, payload: signed.payload)
    }
    guard let terms else { return nil }
    let keys = terms.policy.openPGPKeys.content.packets
    let question = Question(commit: commit.id, keys: keys, moment: terms.moment)
    if let known = verdicts[question] { return .openPGP(known) }
    let verdict = try verdict(on: signed.signature, over: signed.payload, by: keys, at: terms.moment)
    verdicts[question] = verdict
    return .openPGP(verdict)
  }

  private func verdict(
    on armored: [UInt8], over payload: [UInt8], by keys: [UInt8], at moment: Int
  ) throws -> OpenPGPVerdict {
    if keys.isEmpty { return .bad("the policy has no OpenPGP keys: there is no `\(PolicyFiles.openPGPKeys)`") }
    let signature: DetachedSignature
    do throws(OpenPGPFormatError) {
      signature = try DetachedSignature(armored: armored)
    } catch {
      return .bad("\(error)")
    }
    let verifier = GnuPGVerifier(
      program: try repository.openPGPProgram, folder: repository.signingFolder, environment: repository.environment)
    do throws(GnuPGVerifier.Failure) {
      switch try verifier.verdict(on: signature.bytes, over: payload, by: keys, at: moment) {
      case .good(let key): return .good(key: key)
      case .bad(let reason): return .bad(reason)
      }
    } catch {
      hasGaps = true
      switch error {
      case .programMissing(let program): return .bad("there is no program `\(escaped(program))` here to verify it")
      case .notAsked(let reason): return .bad("it could not be verified: \(reason)")
      }
    }
  }
}

/// By what OpenPGP signatures are verified.
struct SignatureTerms {
  /// Whose keys count.
  let policy: Policy
  /// When they have to be valid, in seconds since 1970.
  let moment: Int
}

extension Repository {
  /// What makes and verifies OpenPGP signatures.
  var openPGPProgram: String {
    get throws { try setting("gpg.openpgp.program") ?? setting("gpg.program") ?? "gpg" }
  }

  /// Where git is when it calls a program, so that relative paths in its settings begin there.
  var signingFolder: String { workingFolder ?? gitFolder }
}
