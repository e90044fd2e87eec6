import People
import Storage
import Web

/// The addresses of the administrator's pages.
package enum AdministrationPaths {
    package static let overview = FixedPath("/beheer")

    package static let people = FixedPath("/beheer/personen")
    package static let newPerson = FixedPath("/beheer/personen/nieuw")
    package static let person = Path<ID<Person>>("/beheer/personen/{}")
    package static let personDetails = Path<ID<Person>>("/beheer/personen/{}/gegevens")

    package static let roles = Path<ID<Person>>("/beheer/personen/{}/rollen")
    package static let newRole = Path<ID<Person>>("/beheer/personen/{}/rollen/nieuw")
    package static let roleEnd = Path<ID<RolePeriod>>("/beheer/rollen/{}/einde")

    package static let account = Path<ID<Person>>("/beheer/personen/{}/account")
    package static let accountLink = Path<ID<Person>>("/beheer/personen/{}/account/link")
    package static let accountOff = Path<ID<Person>>("/beheer/personen/{}/account/uit")
    package static let accountOn = Path<ID<Person>>("/beheer/personen/{}/account/aan")
    package static let factorEnd = Path<ID<Person>>("/beheer/personen/{}/extra-code/einde")
    package static let sessionsEnd = Path<ID<Person>>("/beheer/personen/{}/sessies/einde")

    package static let groups = FixedPath("/beheer/groepen")
    package static let newGroup = FixedPath("/beheer/groepen/nieuw")
    package static let group = Path<ID<Group>>("/beheer/groepen/{}")
    package static let groupDetails = Path<ID<Group>>("/beheer/groepen/{}/gegevens")
    package static let members = Path<ID<Group>>("/beheer/groepen/{}/leden")
    package static let newMember = Path<ID<Group>>("/beheer/groepen/{}/leden/nieuw")

    package static let organisations = FixedPath("/beheer/organisaties")
    package static let newOrganisation = FixedPath("/beheer/organisaties/nieuw")
    package static let organisation = Path<ID<Organisation>>("/beheer/organisaties/{}")

    package static let settings = FixedPath("/beheer/instellingen")

    package static let holidays = FixedPath("/beheer/vakanties")
    package static let holidayEnd = Path<ID<SchoolCalendar.Holiday>>("/beheer/vakanties/{}/weg")
}
