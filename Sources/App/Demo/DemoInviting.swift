import Foundation
import Inviting
import People
import Storage
import Web

/// People from outside the school: supervisors and parents who were invited, with an invitation that waits and one that lapsed.
extension DemoFilling {
    mutating func inviteOutsiders() throws {
        // Dice of its own, so that the rest of the school stays as it is.
        let kept = dice
        dice = Dice(seed: DemoSchool.seed + 33)
        defer { dice = kept }
        let words = try Library(folders: App.languageFolders)[.nl]
        var students = try DemoStore.withoutOutsiders(connection)
        let ripe = today.adding(years: -18) + 60
        let minors = students.filter { $0.born.map { $0 > ripe } ?? false }
        students.removeAll { student in minors.contains { $0.student == student.student } }
        for ((person, name), student) in zip(try DemoStore.supervisors(connection), students).prefix(4) {
            try DemoStore.setAddress(address(name), of: person, connection)
            try invite(name, placement, "stage", student, day: 130, accepts: true, words)
        }
        let guardian = InvitationPurpose.guardian(arrival: { "/studenten/" + $0.text })
        // Accepted, waiting since three days, lapsed.
        for ((day, accepts), student) in zip([(90, true), (179, false), (140, false)], minors) {
            try invite(newName(), guardian, student.student.text, student, day: day, accepts: accepts, words)
        }
        try DemoStore.markSent("invitation", connection)
    }

    private func invite(
        _ name: PersonName, _ purpose: InvitationPurpose, _ subject: String,
        _ student: (student: ID<Person>, mentor: ID<Person>, born: Day?), day: Int, accepts: Bool, _ words: Words
    ) throws {
        at(day: day)
        let id = try Files.change(student.mentor, .invite, of: student.student, inside: connection) {
            try Inviting.invite(name, address(name), for: subject, purpose, words: words, permit: $0, connection)
        }
        guard accepts else { return }
        at(day: day + 1)
        try Inviting.accept(id, connection)
    }

    /// A placement as it would be invited for, until a few months from now.
    private var placement: InvitationPurpose {
        let ends = now.addingTimeInterval(90 * 86_400)
        return InvitationPurpose(
            role: .workplaceSupervisor, subjects: { _, _, _ in [.init(id: "stage", label: "", ends: ends)] },
            granted: { _, _, _, _, _ in }, arrival: { student, _ in "/studenten/" + student.text })
    }

    private func address(_ name: PersonName) -> String {
        PersonName.folded([name.given, name.family].joined(separator: ".")).filter { $0.isLetter && $0.isASCII || $0 == "." }
            + "@voorbeeld.example"
    }
}
