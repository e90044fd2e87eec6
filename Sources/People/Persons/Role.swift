import Storage

/// What someone is to an organisation, a group or one student's guidance. The default is nothing.
package enum Role: String, CaseIterable, Sendable, Storable, Codable {
    case student, mentor, classGuide, workplaceSupervisor, peerCoach, careCoordinator, careWorker, guardian, manager, researcher,
        administrator

    /// Who guides: everyone but the student, the parents and those who see no file.
    package var isGuide: Bool {
        switch self {
        case .mentor, .classGuide, .workplaceSupervisor, .peerCoach, .careCoordinator, .careWorker: true
        case .student, .guardian, .manager, .researcher, .administrator: false
        }
    }

    /// Roles that are about one student, and stand in the guidance team.
    package static let ofTeam: [Role] = [.mentor, .classGuide, .workplaceSupervisor, .peerCoach, .guardian]

    /// Roles that open something of one student's file: the team, and care for as long as something is put to it. Care is not shown as a
    /// member of the team: that there is care is not everybody's to know.
    package static let aboutStudent: [Role] = ofTeam + [.careCoordinator, .careWorker]

    /// Roles of people from outside the school, who are invited for one student and one purpose.
    package static let outside: [Role] = [.workplaceSupervisor, .careWorker, .guardian]

    /// Roles that are about a whole class; who has one is in the team of each of its students.
    package static let ofClass: [Role] = [.mentor, .classGuide]

    /// The key of the text with its name.
    package var key: String { "role." + rawValue }
}
