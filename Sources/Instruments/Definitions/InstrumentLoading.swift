import Foundation

extension Instrument {
    /// Reads one definition, or refuses it with everything that is wrong.
    ///
    /// Only what keeps YAML itself from being read (a syntax error, a field written twice, an anchor) is reported alone.
    ///
    /// - Parameter file: the name used in the errors.
    package static func load(yaml: String, file: String) throws(DefinitionErrors) -> Instrument {
        let tree = try SourceTree.parse(yaml: yaml, file: file)
        var reader = DefinitionReader(file: file)
        let instrument = reader.instrument(tree)
        guard let instrument, reader.errors.isEmpty else { throw DefinitionErrors(reader.errors) }
        return instrument
    }

    /// Reads every `.yaml` and `.yml` file directly in a folder, ordered by id and version.
    ///
    /// Wrong files do not hide each other: the error lists what is wrong in all of them, and two files that define the same
    /// version of the same instrument.
    package static func loadAll(in folder: URL) throws(DefinitionErrors) -> [Instrument] {
        var errors: [DefinitionError] = []
        var loaded: [(file: String, instrument: Instrument)] = []
        for url in try definitionFiles(in: folder) {
            do throws(DefinitionErrors) {
                loaded.append((url.lastPathComponent, try load(contentsOf: url)))
            } catch {
                errors += error.errors
            }
        }
        errors += repeatedVersions(in: loaded)
        guard errors.isEmpty else { throw DefinitionErrors(errors) }
        return loaded.map(\.instrument).sorted { ($0.id, $0.version) < ($1.id, $1.version) }
    }

    /// The definitions that come with the application.
    package static var builtInFolder: URL {
        Bundle.module.bundleURL.appending(path: "Content/Instruments", directoryHint: .isDirectory)
    }

    private static func definitionFiles(in folder: URL) throws(DefinitionErrors) -> [URL] {
        do {
            return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { ["yaml", "yml"].contains($0.pathExtension.lowercased()) }
                .sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw refusal(.unreadable(error.localizedDescription), of: folder.path)
        }
    }

    private static func load(contentsOf url: URL) throws(DefinitionErrors) -> Instrument {
        let file = url.lastPathComponent
        let data: Data
        do {
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            // One byte more than allowed tells that it is too large, without reading the rest.
            data = try handle.read(upToCount: SourceTree.sizeLimit + 1) ?? Data()
        } catch {
            throw refusal(.unreadable(error.localizedDescription), of: file)
        }
        guard data.count <= SourceTree.sizeLimit else {
            throw refusal(.tooLarge(limit: SourceTree.sizeLimit), of: file)
        }
        guard let yaml = String(data: data, encoding: .utf8) else {
            throw refusal(.unreadable("it is not UTF-8 text"), of: file)
        }
        return try load(yaml: yaml, file: file)
    }

    private static func repeatedVersions(in loaded: [(file: String, instrument: Instrument)]) -> [DefinitionError] {
        var firstFile: [String: String] = [:]
        return loaded.compactMap { file, instrument in
            let name = "\(instrument.id) \(instrument.version)"
            guard let other = firstFile[name] else {
                firstFile[name] = file
                return nil
            }
            let reason = DefinitionError.Reason.sameVersion(
                id: instrument.id, version: instrument.version, otherFile: other)
            return DefinitionError(file: file, line: 1, column: 1, reason: reason)
        }
    }

    private static func refusal(_ reason: DefinitionError.Reason, of file: String) -> DefinitionErrors {
        DefinitionErrors([DefinitionError(file: file, line: 1, column: 1, reason: reason)])
    }
}
