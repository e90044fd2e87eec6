import People
import Storage
import Web

/// Somebody who comes to decide about requests for erasure, and by what: the administrator and the officer of the whole institution
/// by what they are; a mentor by the rules of the file.
struct ErasureDecider: Sendable {
    let person: ID<Person>
    let sides: Set<ErasureRequest.Side>
    /// The role under which a decision stands in the access log.
    let role: Role

    /// Administrator or officer, not only guide of some student.
    var decidesForAll: Bool { !sides.isEmpty }

    /// What a viewer is to requests in general, before any student is looked at.
    static func of(_ viewer: Viewer, _ connection: Connection) throws -> ErasureDecider {
        var sides: Set<ErasureRequest.Side> = []
        if viewer.roles.contains(.administrator) { sides.insert(.administrator) }
        if try ErasureSettings.officer(connection) == viewer.person { sides.insert(.witness) }
        return ErasureDecider(person: viewer.person, sides: sides, role: viewer.mainRole ?? .manager)
    }

    /// The same with what a mentor is to one request: to who may not decide about it, it does not exist.
    static func of(_ viewer: Viewer, on request: ErasureRequest, _ connection: Connection) throws -> ErasureDecider {
        let general = try of(viewer, connection)
        let isMentor = try Policy.relations(of: viewer.person, to: request.person, connection).contains { role in
            AccessRule.of(role)?.may.contains(.decideErasure) == true
        }
        let sides = isMentor ? general.sides.union([.witness]) : general.sides
        guard !sides.isEmpty else { throw Problem.notFound }
        let role: Role = isMentor ? .mentor : sides.contains(.administrator) ? .administrator : general.role
        return ErasureDecider(person: viewer.person, sides: sides, role: role)
    }
}

/// Who is data protection officer here: one person, named by the administrator.
package enum ErasureSettings {
    static let officerName = "privacyOfficer"

    package static func officer(_ connection: Connection) throws -> ID<Person>? {
        try SettingStore.value(officerName, connection).flatMap { ID<Person>($0) }
    }

    static func setOfficer(_ person: ID<Person>?, _ connection: Connection) throws {
        try SettingStore.set(officerName, person?.text ?? "", connection)
    }

    static func forgetOfficer(_ person: ID<Person>, _ connection: Connection) throws {
        if try officer(connection) == person { try setOfficer(nil, connection) }
    }
}
