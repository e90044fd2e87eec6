import Crypto
import FileFormats
import Foundation
import Storage

/// What was shown at signing in, beside the name.
package enum Proof: String, Sendable, Storable {
    /// One factor: a password, or a provider's word that says nothing of a second.
    case single
    /// A second factor of our own: a code of an app, or a recovery code.
    case code
    /// The provider says that it asked for a second factor.
    case provider
    /// A code by mail: for people from outside the school, and for nobody else.
    case mail
    /// A code by mail, and a second factor of our own.
    case mailCode

    /// Whether it began with a code by mail, which opens the roles of people from outside the school only.
    package var isByMail: Bool { self == .mail || self == .mailCode }

    /// The same after a second factor of our own was shown.
    var withSecondFactor: Proof { isByMail ? .mailCode : .code }
}

/// What is still asked of a session as to the second factor.
package enum SecondFactorStanding: Sendable, Equatable {
    case settled
    /// The role needs one and there is none: it is set up before anything else.
    case setUp
    /// The role needs one, there is one, and this session did not show it.
    case signInAgain
}

/// Which roles need a second factor: a choice of the institution, by default none.
package enum SecondFactorRule {
    /// The name of the row in the table `settings`.
    package static let setting = "secondFactorRoles"

    /// The roles that it can be asked of: those that see many students or manage accounts.
    package static let choices: [Role] = [.mentor, .classGuide, .careCoordinator, .manager, .researcher, .administrator]

    /// Whom it is asked of whatever the institution chose: care holds what is most sensitive, and often comes in by mail alone.
    package static let always: Set<Role> = [.careWorker]

    /// As kept in the table; a word that is no role of the choice is left out.
    package static func roles(stored: String?) -> Set<Role> {
        Set((stored ?? "").split(separator: ",").compactMap { Role(rawValue: String($0)) }).intersection(choices)
    }

    package static func stored(_ roles: Set<Role>) -> String { choices.filter(roles.contains).map(\.rawValue).joined(separator: ",") }

    /// - Parameters:
    ///   - roles: those that run now.
    ///   - needing: the roles that need a second factor.
    ///   - hasFactor: whether the person has one of our own.
    package static func standing(_ roles: Set<Role>, needing: Set<Role>, proof: Proof, hasFactor: Bool) -> SecondFactorStanding {
        guard !roles.isDisjoint(with: needing.union(always)) else { return .settled }
        switch (proof, hasFactor) {
        case (.provider, _), (.code, true), (.mailCode, true): return .settled
        case (.single, true), (.mail, true): return .signInAgain
        case (.single, false), (.code, false), (.mail, false), (.mailCode, false): return .setUp
        }
    }
}

/// Codes for when the phone is lost: each works once.
///
/// They are 80 random bits, so a fast hash is enough to keep them: there is nothing to guess from a list, as there is with passwords.
package enum RecoveryCode {
    package static let count = 10
    private static let bytes = 10

    /// 'abcd-efgh-ijkl-mnop'.
    static func make(_ surroundings: Surroundings) -> String {
        grouped(Base32.encode(surroundings.randomBytes(bytes)).lowercased(), by: "-")
    }

    /// - Returns: nil when what was typed cannot be such a code; capitals, spaces and hyphens do not count.
    static func hash(_ typed: String) -> Data? {
        guard let bytes = Base32.decode(typed), bytes.count == Self.bytes else { return nil }
        return Data(SHA256.hash(data: Data(bytes)))
    }

    /// In groups of four, to be typed over.
    static func grouped(_ text: String, by separator: String) -> String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(
            separator: separator)
    }
}
