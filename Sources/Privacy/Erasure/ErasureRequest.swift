import Foundation
import People
import Storage
import Web

/// A person asks to be erased; two others say yes before it is done.
package struct ErasureRequest: Sendable {
    package let id: ID<ErasureRequest>
    package let person: ID<Person>
    package let state: State
    package let asked: Date
    /// Who said yes for the institution.
    package let administrator: ID<Person>?
    /// Who said yes besides: a mentor of this student, or the data protection officer.
    package let witness: ID<Person>?
    /// Why it was refused, for the person to read.
    package let reason: String?
    package let closed: Date?

    package enum State: String, CaseIterable, Sendable, Storable {
        case asked
        /// The administrator said yes; the mentor or the officer has not yet.
        case byAdministrator
        /// The mentor or the officer said yes; the administrator has not yet.
        case byWitness
        case refused, withdrawn, carriedOut

        package var isOpen: Bool { self == .asked || self == .byAdministrator || self == .byWitness }
    }

    package enum Act: String, CaseIterable, Sendable { case agree, refuse, withdraw }

    /// What somebody is to this request. One person can be both; each yes needs somebody else.
    package enum Side: String, CaseIterable, Sendable { case person, administrator, witness }

    /// Every state, who may do what in it, and what follows. What is not here is refused.
    package static let follows: [(from: State, act: Act, by: Side, to: State)] = [
        (.asked, .agree, .administrator, .byAdministrator), (.asked, .agree, .witness, .byWitness),
        (.byAdministrator, .agree, .witness, .carriedOut), (.byWitness, .agree, .administrator, .carriedOut),
        (.asked, .refuse, .administrator, .refused), (.asked, .refuse, .witness, .refused),
        (.byAdministrator, .refuse, .administrator, .refused), (.byAdministrator, .refuse, .witness, .refused),
        (.byWitness, .refuse, .administrator, .refused), (.byWitness, .refuse, .witness, .refused),
        (.asked, .withdraw, .person, .withdrawn), (.byAdministrator, .withdraw, .person, .withdrawn),
        (.byWitness, .withdraw, .person, .withdrawn),
    ]

    package static func state(_ state: State, after act: Act, by side: Side) -> State? {
        follows.first { $0.from == state && $0.act == act && $0.by == side }?.to
    }
}

package enum ErasureRefusal: String, Refusal {
    case notNow, samePerson, ownRequest, tooYoung, held, lastAdministrator, openAlready
    package var key: String { "erasure." + rawValue }
}

extension ErasureRequest {
    /// From this age a person asks alone; before it together with a parent or guardian, at the school (GDPR, article 8; the Dutch
    /// implementation act, article 5).
    package static let ageOfConsent = 16

    /// Whether somebody may ask alone. Of a student whose birthday is not known nobody can tell, so not.
    package static func mayAskAlone(isStudent: Bool, born: Day?, today: Day) -> Bool {
        guard isStudent else { return true }
        return born.map { $0.adding(years: ageOfConsent) <= today } ?? false
    }

    /// What an act of somebody leads to and on which side it counts.
    /// - Parameter sides: what this person is to the request.
    package func after(_ act: Act, by actor: ID<Person>, sides: Set<Side>) throws -> (state: State, side: Side) {
        // Whoever asks to be erased does not decide about it, whatever else he or she is here.
        if actor == person, act != .withdraw { throw ErasureRefusal.ownRequest }
        if act == .agree, actor == administrator || actor == witness { throw ErasureRefusal.samePerson }
        for side in Side.allCases where sides.contains(side) {
            if let next = Self.state(state, after: act, by: side) { return (next, side) }
        }
        throw ErasureRefusal.notNow
    }
}

enum ErasureForm {
    static let longestReason = 500

    static func reason(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let reason = form.text("reason", most: longestReason)
        return try form.accept(reason)
    }
}
