import Guiding
import People
import Storage
import Web

package enum CareerPaths {
    package static let lead = Path<ID<Person>>("/studenten/{}/regie")
    package static let leadChange = Path<ID<Person>>("/studenten/{}/regie/nieuw")
    package static let leadAgreement = Path<ID<Person>>("/studenten/{}/regie/akkoord")

    package static let skills = Path<ID<Person>>("/studenten/{}/vaardigheden")
    package static let newRating = Path<ID<Person>>("/studenten/{}/vaardigheden/nieuw")

    package static let mine = FixedPath("/loopbaan")
    package static let ofStudent = Path<ID<Person>>("/studenten/{}/loopbaan")
    package static let evidence = Path<ID<Person>>("/studenten/{}/loopbaan/bewijs")
    package static let options = Path<ID<Person>>("/studenten/{}/loopbaan/keuzes")
    package static let nextStep = Path<ID<Person>>("/studenten/{}/loopbaan/vervolg")
    package static let evidenceRemoval = Path<ID<Evidence>>("/loopbaan/bewijs/{}/weg")
    package static let optionRemoval = Path<ID<ExploredOption>>("/loopbaan/keuzes/{}/weg")

    package static let lookBack = FixedPath("/terugblik")
    package static let lookBackConsent = FixedPath("/terugblik/toestemming")
    package static let lookBackLeaving = FixedPath("/terugblik/vertrek")
    package static let lookBacks = FixedPath("/terugblikken")

    static let competence = "competentie"

    static func newEvidence(_ student: ID<Person>, _ competence: Competence) -> String {
        evidence(student) + "?" + self.competence + "=" + competence.rawValue
    }

    /// The page for a new conversation, with its kind chosen.
    static func dialogue(_ student: ID<Person>) -> String { GuidingPaths.newConversation(student) + "?soort=careerDialogue" }
}
