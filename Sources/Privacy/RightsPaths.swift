import People
import Storage
import Web

package enum RightsPaths {
    package static let mine = FixedPath("/mijn-gegevens")
    package static let exports = FixedPath("/mijn-gegevens/export")
    package static let file = Path<ID<Export>>("/mijn-gegevens/export/{}/bestand")
    package static let myCorrection = FixedPath("/mijn-gegevens/correctie")
    package static let myErasure = FixedPath("/mijn-gegevens/wissen")
    package static let myErasureBack = FixedPath("/mijn-gegevens/wissen/intrekken")

    package static let corrections = Path<ID<Person>>("/studenten/{}/correcties")
    package static let correction = Path<ID<Correction>>("/correcties/{}")

    package static let erasures = FixedPath("/wisverzoeken")
    package static let erasure = Path<ID<ErasureRequest>>("/wisverzoeken/{}")
    package static let erasureRefusal = Path<ID<ErasureRequest>>("/wisverzoeken/{}/weigering")
    package static let erasureOf = Path<ID<Person>>("/beheer/personen/{}/wissen")

    package static let retention = FixedPath("/beheer/bewaren")
    package static let terms = FixedPath("/beheer/bewaren/termijnen")
    package static let newHold = FixedPath("/beheer/bewaren/bewaarplicht")
    package static let holdEnd = Path<ID<Hold>>("/beheer/bewaren/bewaarplicht/{}/einde")
}
