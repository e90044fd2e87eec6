extension OneRoster {
    /// A bundle of CSV files: a folder, or a .zip with the files in it or in one folder of it.
    ///
    ///     let bundle = try OneRoster.Bundle.read(at: "/srv/rooster.zip") { print($0.file.name, $0.records) }
    ///     for finding in bundle.problems { print(finding) }
    ///     guard !bundle.isStopped else { return }
    ///
    /// Everything that is wrong is listed, not only the first. Records that cannot be used are left out of the arrays; when
    /// that matters, a finding is essential and the import must not go on.
    package struct Bundle: Sendable {
        package var version: Version
        /// What is there of each file: all (`bulk`), only changes (`delta`), or nothing (`absent`).
        package var modes: [File: Mode] = [:]
        /// The properties of the manifest, such as `source.systemName`.
        package var properties: [String: String] = [:]

        package var organisations: [Organisation] = []
        package var academicSessions: [AcademicSession] = []
        package var courses: [Course] = []
        package var classes: [Class] = []
        package var users: [User] = []
        /// Empty in version 1.1, where each user has one role. See `assignments` for both versions alike.
        package var roles: [Role] = []
        package var enrollments: [Enrollment] = []
        /// Birth dates of users who are not in `users`, by their sourcedId: a delta may bring only those.
        package var otherBirthDates: [String: Day] = [:]

        package var problems: [Finding] = []

        /// Whether something essential is wrong, so that the import may not go on.
        package var isStopped: Bool { problems.contains { $0.severity == .essential } }

        /// Reads a bundle. `progress` is called now and then while it reads; by throwing it breaks the reading off.
        ///
        /// Throws `OneRoster.Refusal` or `Zip.Refusal` when there is no bundle to read at all.
        package static func read(
            at path: String, limits: Limits = Limits(), zipLimits: Zip.Limits = Zip.Limits(),
            progress: (Progress) throws -> Void = { _ in }
        ) throws -> Bundle {
            let files = try BundleFiles(at: path, zipLimits: zipLimits)
            return try withoutActuallyEscaping(progress) { progress in
                var reading = try Reading(files: files, limits: limits, progress: progress)
                return try reading.bundle()
            }
        }

        /// What somebody is in an organisation, whichever version of the standard says it.
        package struct Assignment: Hashable, Sendable {
            package let role: RoleName
            package let orgSourcedId: String
            package let isPrimary: Bool
            package let beginDate: Day?
            package let endDate: Day?
        }

        /// The active roles of every user, by sourcedId: those of roles.csv, and of users.csv where roles.csv has none.
        package func assignments() -> [String: [Assignment]] {
            var found: [String: [Assignment]] = [:]
            for role in roles where role.status == .active {
                found[role.userSourcedId, default: []].append(
                    Assignment(
                        role: role.role, orgSourcedId: role.orgSourcedId, isPrimary: role.type != .secondary,
                        beginDate: role.beginDate, endDate: role.endDate))
            }
            for user in users where user.status == .active && found[user.sourcedId] == nil {
                guard let role = user.role else { continue }
                found[user.sourcedId] = user.orgSourcedIds.enumerated().map { place, organisation in
                    Assignment(
                        role: role, orgSourcedId: organisation, isPrimary: place == 0, beginDate: nil, endDate: nil)
                }
            }
            return found
        }
    }
}
