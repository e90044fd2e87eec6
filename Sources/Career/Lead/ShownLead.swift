import People
import Storage
import Web

/// Who has the lead, with the names it takes to show it.
struct ShownLead: Sendable {
    let student: StudentCard
    let versions: [Lead]
    let team: [TeamMember]
    let names: [ID<Person>: PersonName]
    let isOwn: Bool
    let may: Set<Act>

    var current: Lead? { versions.first }

    static func load(_ permit: Permit<Looking>, _ connection: Connection) throws -> ShownLead {
        let versions = try LeadStore.versions(permit, connection)
        let people = versions.flatMap { $0.lines.compactMap(\.person) + [$0.setBy].compactMap { $0 } }
        return ShownLead(
            student: try StudentStore.card(permit, connection), versions: versions, team: try TeamStore.team(permit, connection),
            // One query more, also when there is nobody yet: the student is always asked about.
            names: try StudentStore.names(people + [permit.student], connection), isOwn: permit.viewer == permit.student, may: permit.may)
    }

    /// Whether someone who is named still guides the student.
    func isAround(_ person: ID<Person>) -> Bool { person == student.id || team.contains { $0.person == person } }
}
