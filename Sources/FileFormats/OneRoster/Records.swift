import Foundation

// The records as the bundle has them. References are sourcedIds. In a complete (bulk) bundle without essential findings every
// reference leads to a record of the bundle; those that lead nowhere were taken out.

extension OneRoster {
    /// A school, a department of one, or an organisation of schools.
    package struct Organisation: Hashable, Sendable {
        package var base: Base
        package var name: String
        /// Nil when the file has another type than the standard knows.
        package var type: OrganisationType?
        package var identifier: String?
        package var parentSourcedId: String?
    }

    /// Somebody: student, staff or relative.
    package struct User: Hashable, Sendable {
        package var base: Base
        /// False when the sender says that this user may not sign in.
        package var isEnabled: Bool
        package var username: String?
        package var userIds: [UserID]
        package var givenName: String
        /// Where Dutch systems put the prefix of the family name (`van der`).
        package var middleName: String?
        package var familyName: String
        /// How somebody wants to be called (1.2).
        package var preferredGivenName: String?
        package var preferredMiddleName: String?
        package var preferredFamilyName: String?
        package var pronouns: String?
        /// The number that the school gave, such as a student number.
        package var identifier: String?
        package var email: String?
        package var sms: String?
        package var phone: String?
        /// Users who act for this one: parents, guardians.
        package var agentSourcedIds: [String]
        package var grades: [String]
        /// The one role of version 1.1; version 1.2 has `Bundle.roles`. See `Bundle.assignments`.
        package var role: RoleName?
        /// The organisations of that one role.
        package var orgSourcedIds: [String]
        package var primaryOrgSourcedId: String?
        /// From demographics.csv; nothing else of that file is read.
        package var birthDate: Day?
    }

    /// What a user is in an organisation (1.2).
    package struct Role: Hashable, Sendable {
        package var base: Base
        package var userSourcedId: String
        package var orgSourcedId: String
        package var role: RoleName
        package var type: RoleType?
        package var beginDate: Day?
        package var endDate: Day?
    }

    /// A year, a term, a period.
    package struct AcademicSession: Hashable, Sendable {
        package var base: Base
        package var title: String
        package var type: SessionType?
        package var startDate: Day
        package var endDate: Day
        package var parentSourcedId: String?
        /// The year in which the school year ends, as the standard counts.
        package var schoolYear: String?
    }

    /// A programme or subject.
    package struct Course: Hashable, Sendable {
        package var base: Base
        package var title: String
        package var courseCode: String?
        package var schoolYearSourcedId: String?
        package var orgSourcedId: String?
        package var grades: [String]
        package var subjects: [String]
        package var subjectCodes: [String]
    }

    /// A class or a teaching group.
    package struct Class: Hashable, Sendable {
        package var base: Base
        package var title: String
        package var classCode: String?
        package var type: ClassType?
        package var location: String?
        package var courseSourcedId: String?
        package var schoolSourcedId: String?
        package var termSourcedIds: [String]
        package var grades: [String]
        package var subjects: [String]
        package var subjectCodes: [String]
        package var periods: [String]
    }

    /// Somebody's place in a class.
    package struct Enrollment: Hashable, Sendable {
        package var base: Base
        package var classSourcedId: String
        package var userSourcedId: String
        package var schoolSourcedId: String?
        package var role: RoleName
        /// Whether this teacher is the first one of the class.
        package var isPrimary: Bool
        package var beginDate: Day?
        package var endDate: Day?
    }

    /// What every record has.
    package struct Base: Hashable, Sendable {
        package var sourcedId: String
        package var status: Status
        package var dateLastModified: Date?
        package var origin: Origin
    }

    /// A record of any of the files.
    package protocol Record: Hashable, Sendable {
        var base: Base { get set }
    }
}

extension OneRoster.Record {
    package var sourcedId: String { base.sourcedId }
    package var status: OneRoster.Status { base.status }
    package var dateLastModified: Date? { base.dateLastModified }
    /// The file and line it comes from.
    package var origin: OneRoster.Origin { base.origin }

    /// Whether both say the same, wherever they stand.
    func hasContent(of other: Self) -> Bool {
        var moved = other
        moved.base.origin = base.origin
        return self == moved
    }
}
