import Foundation
import People
import Storage
import Web

/// What the floor below keeps about a person: name, roles, account, sessions, and who looked.
package struct PeopleRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        try PeopleRecordsStore.person(own.person, connection) + PeopleRecordsStore.roles(of: own.person, connection)
            + PeopleRecordsStore.team(of: own.person, connection) + PeopleRecordsStore.account(of: own.person, connection)
            + PeopleRecordsStore.sessions(of: own.person, connection)
            + PeopleRecordsStore.looks(at: own.person, someone: own.words("record.former"), connection)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try PeopleRecordsStore.neutralise(erased.person, connection)
        try PeopleRecordsStore.removeAccount(of: erased.person, connection)
        try PeopleRecordsStore.endRoles(of: erased.person, connection)
        try ErasureSettings.forgetOfficer(erased.person, connection)
    }
}
