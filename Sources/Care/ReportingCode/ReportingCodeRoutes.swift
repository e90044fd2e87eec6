import People
import Web

struct ReportingCodeRoutes: Sendable {
    let door: Door

    /// The setting with whom to ask in this school; empty until the administrator fills it in.
    static let setting = "reportingCodeContact"

    /// Nothing is kept of who opened it: it is in no file and no access log, and neither logged nor counted as an answer.
    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, CarePaths.reportingCode, guardedBy: "every role but student and guardian") { ask, viewer in
                guard viewer.roles.contains(where: { $0 != .student && $0 != .guardian }) else { throw Problem.notFound }
                let contact = try await door.database.read { try SettingStore.value(Self.setting, $0) }
                return .page(ReportingCodePage.page(contact: contact.flatMap { $0.isEmpty ? nil : $0 }, ask: ask))
            }
        ].unrecorded
    }
}
