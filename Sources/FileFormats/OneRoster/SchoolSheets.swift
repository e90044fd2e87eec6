// How organisations, sessions, courses and classes are read from a line.

extension OneRoster.Organisation: OneRoster.SheetRecord {
    static let file = OneRoster.File.orgs

    struct Columns { let name, type, identifier, parent: CSV.Column }

    static func columns(of sheet: inout OneRoster.Sheet, _ reading: OneRoster.Reading) -> Columns {
        Columns(
            name: sheet.required("name"), type: sheet.expected("type"), identifier: sheet.optional("identifier"),
            parent: sheet.optional("parentSourcedId"))
    }

    init?(_ base: OneRoster.Base, _ columns: Columns, _ line: inout OneRoster.Reading) {
        guard let name = line.required(columns.name) else { return nil }
        self.init(
            base: base, name: name, type: line.type(columns.type, OneRoster.OrganisationType.allCases),
            identifier: line.optional(columns.identifier), parentSourcedId: line.innerReference(columns.parent))
    }
}

extension OneRoster.AcademicSession: OneRoster.SheetRecord {
    static let file = OneRoster.File.academicSessions

    struct Columns { let title, type, start, end, parent, schoolYear: CSV.Column }

    static func columns(of sheet: inout OneRoster.Sheet, _ reading: OneRoster.Reading) -> Columns {
        Columns(
            title: sheet.required("title"), type: sheet.expected("type"), start: sheet.required("startDate"),
            end: sheet.required("endDate"), parent: sheet.optional("parentSourcedId"),
            schoolYear: sheet.optional("schoolYear"))
    }

    init?(_ base: OneRoster.Base, _ columns: Columns, _ line: inout OneRoster.Reading) {
        let title = line.required(columns.title)
        let start = line.requiredDay(columns.start)
        let end = line.requiredDay(columns.end)
        guard let title, let start, let end else { return nil }
        self.init(
            base: base, title: title, type: line.type(columns.type, OneRoster.SessionType.allCases), startDate: start,
            endDate: line.end(columns.end, of: start, end) ?? end,
            parentSourcedId: line.innerReference(columns.parent), schoolYear: line.optional(columns.schoolYear))
    }
}

extension OneRoster.Course: OneRoster.SheetRecord {
    static let file = OneRoster.File.courses

    struct Columns { let title, code, schoolYear, organisation, grades, subjects, subjectCodes: CSV.Column }

    static func columns(of sheet: inout OneRoster.Sheet, _ reading: OneRoster.Reading) -> Columns {
        Columns(
            title: sheet.required("title"), code: sheet.optional("courseCode"),
            schoolYear: sheet.optional("schoolYearSourcedId"), organisation: sheet.expected("orgSourcedId"),
            grades: sheet.optional("grades", "grade"), subjects: sheet.optional("subjects"),
            subjectCodes: sheet.optional("subjectCodes"))
    }

    init?(_ base: OneRoster.Base, _ columns: Columns, _ line: inout OneRoster.Reading) {
        guard let title = line.required(columns.title) else { return nil }
        self.init(
            base: base, title: title, courseCode: line.optional(columns.code),
            schoolYearSourcedId: line.optionalReference(columns.schoolYear, to: .academicSessions),
            orgSourcedId: line.optionalReference(columns.organisation, to: .orgs), grades: line.list(columns.grades),
            subjects: line.list(columns.subjects), subjectCodes: line.list(columns.subjectCodes))
    }
}

extension OneRoster.Class: OneRoster.SheetRecord {
    static let file = OneRoster.File.classes

    struct Columns {
        let title, code, type, location, course, school, terms, grades, subjects, subjectCodes, periods: CSV.Column
    }

    static func columns(of sheet: inout OneRoster.Sheet, _ reading: OneRoster.Reading) -> Columns {
        Columns(
            title: sheet.required("title"), code: sheet.optional("classCode"), type: sheet.optional("classType"),
            location: sheet.optional("location"), course: sheet.optional("courseSourcedId"),
            school: sheet.expected("schoolSourcedId"), terms: sheet.optional("termSourcedIds", "termSourcedId"),
            grades: sheet.optional("grades", "grade"), subjects: sheet.optional("subjects"),
            subjectCodes: sheet.optional("subjectCodes"), periods: sheet.optional("periods"))
    }

    init?(_ base: OneRoster.Base, _ columns: Columns, _ line: inout OneRoster.Reading) {
        guard let title = line.required(columns.title) else { return nil }
        self.init(
            base: base, title: title, classCode: line.optional(columns.code),
            type: line.type(columns.type, OneRoster.ClassType.allCases), location: line.optional(columns.location),
            courseSourcedId: line.optionalReference(columns.course, to: .courses),
            schoolSourcedId: line.optionalReference(columns.school, to: .orgs),
            termSourcedIds: line.references(columns.terms, to: .academicSessions), grades: line.list(columns.grades),
            subjects: line.list(columns.subjects), subjectCodes: line.list(columns.subjectCodes),
            periods: line.list(columns.periods))
    }
}
