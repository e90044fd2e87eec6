// How users, roles, enrollments and demographics are read from a line.

extension OneRoster.User: OneRoster.SheetRecord {
    static let file = OneRoster.File.users

    struct Columns {
        let enabledUser, username, userIds, givenName, middleName, familyName: CSV.Column
        let preferredGivenName, preferredMiddleName, preferredFamilyName, pronouns: CSV.Column
        let identifier, email, sms, phone, agents, grades, role, organisations, primaryOrganisation: CSV.Column
        /// Roles are nowhere else.
        let needsRole: Bool
    }

    static func columns(of sheet: inout OneRoster.Sheet, _ reading: OneRoster.Reading) -> Columns {
        let manifest = reading.manifest
        let needsRole = manifest.modes[.roles] == .absent && (manifest.version == .v1dot1 || !manifest.isDelta)
        return Columns(
            enabledUser: sheet.expected("enabledUser"), username: sheet.expected("username"),
            userIds: sheet.optional("userIds"), givenName: sheet.required("givenName"),
            middleName: sheet.optional("middleName"), familyName: sheet.required("familyName"),
            // The CSV binding says GivenName; many files follow the word of the REST binding.
            preferredGivenName: sheet.optional("preferredGivenName", "preferredFirstName"),
            preferredMiddleName: sheet.optional("preferredMiddleName"),
            preferredFamilyName: sheet.optional("preferredFamilyName", "preferredLastName"),
            pronouns: sheet.optional("pronouns"), identifier: sheet.optional("identifier"),
            email: sheet.optional("email"), sms: sheet.optional("sms"), phone: sheet.optional("phone"),
            agents: sheet.optional("agentSourcedIds", "agents"), grades: sheet.optional("grades", "grade"),
            role: needsRole ? sheet.required("role") : sheet.optional("role"),
            organisations: needsRole
                ? sheet.expected("orgSourcedIds") : sheet.optional("orgSourcedIds"),
            primaryOrganisation: sheet.optional("primaryOrgSourcedId"), needsRole: needsRole)
    }

    init?(_ base: OneRoster.Base, _ columns: Columns, _ line: inout OneRoster.Reading) {
        // Somebody may have only one name; somebody without any cannot be meant.
        let given = line.row[columns.givenName]
        let family = line.row[columns.familyName]
        if given.isEmpty && family.isEmpty && base.status == .active {
            line.note(.valueMissing, columns.familyName)
            return nil
        }
        let isWithoutRole = !columns.needsRole && line.row[columns.role].isEmpty
        let role = isWithoutRole ? nil : line.role(columns.role)
        if role == nil && columns.needsRole { return nil }
        self.init(
            base: base, isEnabled: line.truth(columns.enabledUser, whenEmpty: true),
            username: line.optional(columns.username), userIds: line.userIds(columns.userIds), givenName: given,
            middleName: line.optional(columns.middleName), familyName: family,
            preferredGivenName: line.optional(columns.preferredGivenName),
            preferredMiddleName: line.optional(columns.preferredMiddleName),
            preferredFamilyName: line.optional(columns.preferredFamilyName),
            pronouns: line.optional(columns.pronouns), identifier: line.optional(columns.identifier),
            email: line.optional(columns.email), sms: line.optional(columns.sms),
            phone: line.optional(columns.phone), agentSourcedIds: line.innerReferences(columns.agents),
            grades: line.list(columns.grades), role: role,
            orgSourcedIds: line.references(columns.organisations, to: .orgs),
            primaryOrgSourcedId: line.optionalReference(columns.primaryOrganisation, to: .orgs), birthDate: nil)
    }
}

extension OneRoster.Role: OneRoster.SheetRecord {
    static let file = OneRoster.File.roles

    struct Columns { let user, organisation, role, type, begin, end: CSV.Column }

    static func columns(of sheet: inout OneRoster.Sheet, _ reading: OneRoster.Reading) -> Columns {
        Columns(
            user: sheet.required("userSourcedId"), organisation: sheet.required("orgSourcedId"),
            role: sheet.required("role"), type: sheet.expected("roleType"), begin: sheet.optional("beginDate"),
            end: sheet.optional("endDate"))
    }

    init?(_ base: OneRoster.Base, _ columns: Columns, _ line: inout OneRoster.Reading) {
        let user = line.reference(columns.user, to: .users)
        let organisation = line.reference(columns.organisation, to: .orgs)
        let role = line.role(columns.role)
        guard let user, let organisation, let role else { return nil }
        let begin = line.day(columns.begin)
        self.init(
            base: base, userSourcedId: user, orgSourcedId: organisation, role: role,
            type: line.type(columns.type, [.primary, .secondary]), beginDate: begin,
            endDate: line.end(columns.end, of: begin, line.day(columns.end)))
    }
}

extension OneRoster.Enrollment: OneRoster.SheetRecord {
    static let file = OneRoster.File.enrollments

    struct Columns { let schoolClass, user, school, role, primary, begin, end: CSV.Column }

    static func columns(of sheet: inout OneRoster.Sheet, _ reading: OneRoster.Reading) -> Columns {
        Columns(
            schoolClass: sheet.required("classSourcedId"), user: sheet.required("userSourcedId"),
            school: sheet.expected("schoolSourcedId"), role: sheet.required("role"),
            primary: sheet.optional("primary"), begin: sheet.optional("beginDate"), end: sheet.optional("endDate"))
    }

    init?(_ base: OneRoster.Base, _ columns: Columns, _ line: inout OneRoster.Reading) {
        let schoolClass = line.reference(columns.schoolClass, to: .classes)
        let user = line.reference(columns.user, to: .users)
        let role = line.role(columns.role)
        guard let schoolClass, let user, let role else { return nil }
        let begin = line.day(columns.begin)
        self.init(
            base: base, classSourcedId: schoolClass, userSourcedId: user,
            schoolSourcedId: line.optionalReference(columns.school, to: .orgs), role: role,
            isPrimary: line.truth(columns.primary, whenEmpty: false), beginDate: begin,
            endDate: line.end(columns.end, of: begin, line.day(columns.end)))
    }
}

extension OneRoster {
    /// Of demographics.csv only the birth date is read: the rest (sex, origin) is nobody's business here.
    struct Demographics: SheetRecord {
        static let file = File.demographics

        var base: Base
        var birthDate: Day?

        static func columns(of sheet: inout Sheet, _ reading: Reading) -> CSV.Column {
            sheet.expected("birthDate")
        }

        init?(_ base: Base, _ column: CSV.Column, _ line: inout Reading) {
            self.base = base
            birthDate = line.day(column)
        }
    }
}
