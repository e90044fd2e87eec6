extension OneRoster {
    /// What somebody is, in the words of both versions of the standard.
    package enum RoleName: String, Hashable, Sendable, CaseIterable {
        case administrator, aide, counselor, districtAdministrator, guardian, parent, principal, proctor, relative,
            siteAdministrator, student, systemAdministrator, teacher

        private static let byPlainName = Dictionary(
            uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) })

        /// `Student`, `SYSTEM ADMINISTRATOR` and `site_administrator` occur in real files.
        init?(dirty text: String) {
            if let exact = Self(rawValue: text) {
                self = exact
                return
            }
            guard let found = Self.byPlainName[text.lowercased().filter(\.isLetter)] else { return nil }
            self = found
        }
    }

    /// Whether a role is somebody's main one (1.2).
    package enum RoleType: String, Hashable, Sendable {
        case primary, secondary
    }

    package enum OrganisationType: String, Hashable, Sendable, CaseIterable {
        case department, school, district, local, state, national
    }

    package enum ClassType: String, Hashable, Sendable, CaseIterable {
        case homeroom, scheduled
    }

    package enum SessionType: String, Hashable, Sendable, CaseIterable {
        case gradingPeriod, semester, schoolYear, term
    }

    /// How another system knows a user: `{Eduroam:j.jansen}`.
    package struct UserID: Hashable, Sendable {
        package let type: String
        package let identifier: String
    }
}
