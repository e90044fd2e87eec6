import People
import Storage
import Web

package enum CarePaths {
    package static let signals = FixedPath("/signalen")
    package static let newSignal = Path<ID<Person>>("/studenten/{}/signalen/nieuw")
    package static let signalsOfStudent = Path<ID<Person>>("/studenten/{}/signalen")
    package static let signal = Path<ID<Signal>>("/signalen/{}")
    static let signalTakenUp = Path<ID<Signal>>("/signalen/{}/oppakken")
    static let signalAnswer = Path<ID<Signal>>("/signalen/{}/antwoord")
    static let signalWithdrawal = Path<ID<Signal>>("/signalen/{}/intrekking")

    package static let consults = FixedPath("/consulten")
    package static let newConsult = Path<ID<Person>>("/studenten/{}/consulten/nieuw")
    package static let consultsOfStudent = Path<ID<Person>>("/studenten/{}/consulten")
    package static let consult = Path<ID<Consult>>("/consulten/{}")
    static let consultTakenUp = Path<ID<Consult>>("/consulten/{}/oppakken")
    static let consultAnswer = Path<ID<Consult>>("/consulten/{}/antwoord")
    static let consultWithdrawal = Path<ID<Consult>>("/consulten/{}/intrekking")
    static let consultEnd = Path<ID<Consult>>("/consulten/{}/afsluiting")
    /// A new referral begins at the consult it answers.
    static let newReferral = Path<ID<Consult>>("/consulten/{}/doorverwijzing")

    package static let referrals = FixedPath("/doorverwijzingen")
    package static let referral = Path<ID<Referral>>("/doorverwijzingen/{}")
    static let decision = Path<ID<Referral>>("/doorverwijzingen/{}/besluit")
    static let acceptance = Path<ID<Referral>>("/doorverwijzingen/{}/aanname")
    static let declining = Path<ID<Referral>>("/doorverwijzingen/{}/afwijzing")
    static let beginning = Path<ID<Referral>>("/doorverwijzingen/{}/begin")
    static let report = Path<ID<Referral>>("/doorverwijzingen/{}/verslag")
    static let referralEnd = Path<ID<Referral>>("/doorverwijzingen/{}/afsluiting")
    static let referralWithdrawal = Path<ID<Referral>>("/doorverwijzingen/{}/intrekking")

    /// The reporting code for violence at home: the address names nobody, and nothing is kept of who opened it.
    package static let reportingCode = FixedPath("/meldcode")
}
