import People
import Storage
import Web

/// A student's own manual. The address names no student: it is always one's own.
struct ManualRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.role(.student, .get, GuidingPaths.manual) { ask, viewer in
                let shown = try await door.files.look(viewer, at: viewer.person, what: "manual") { connection, permit in
                    ShownManual(texts: try ManualStore.current(permit, connection), shares: try ShownShares.load(permit, connection))
                }
                return .page(ManualPages.overview(shown, ask: ask))
            },
            door.role(.student, .get, GuidingPaths.manualSection) { ask, viewer, section in
                .page(try await question(nil, ask, viewer, section))
            },
            door.role(.student, .post, GuidingPaths.manualSection, run: write),
            door.role(.student, .get, GuidingPaths.manualVersions) { ask, viewer, section in
                let texts = try await door.files.look(viewer, at: viewer.person, what: "manual") { connection, permit in
                    try ManualStore.versions(of: section, permit, connection)
                }
                return .page(ManualPages.versions(section, texts, ask: ask))
            },
        ]
    }

    /// After the first words the next question is with whom to share them; who shares already, sees who reads along.
    private func write(_ ask: Ask, _ viewer: Viewer, _ section: ManualSection) async throws -> Answer {
        try await filling({ try await question($0, ask, viewer, section) }) {
            let isAskedToShare = try await door.files.change(viewer, .writeManual, of: viewer.person) { connection, permit in
                var form = FormReader(ask.form)
                let typed = form.optionalText("text", most: ManualPages.longest)
                let text = try form.accept(.some(typed)) ?? ""
                let isNew = try ManualStore.current(permit.looking, connection)[section] == nil
                try ManualStore.write(text, in: section, permit: permit, connection)
                return isNew && !text.isEmpty
            }
            return isAskedToShare
                ? .see(GuidingPaths.sharing(.manual, section.rawValue), notice: "manualSaved")
                : .see(GuidingPaths.manual(), notice: "manualSaved")
        }
    }

    private func question(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ section: ManualSection) async throws -> Page {
        let (text, count) = try await door.files.look(viewer, at: viewer.person, what: "manual") { connection, permit in
            let versions = try ManualStore.versions(of: section, permit, connection)
            return (versions.first?.text ?? "", versions.count)
        }
        return ManualPages.question(section, hasVersions: count > 1, state ?? FormState(known: ["text": text]), ask: ask)
    }
}
