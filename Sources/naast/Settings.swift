import App
import ArgumentParser
import Foundation
import Storage

/// Options that several commands share; each wins over the environment.
struct DataOption: ParsableArguments {
    @Option(help: "Folder of the database and the key (NAAST_DATA).") var data: String?
    @Option(help: "File of the master key (NAAST_MASTER_KEY_FILE).") var masterKeyFile: String?

    func configuration() throws -> Configuration {
        do {
            var configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
            configuration.data = data ?? configuration.data
            configuration.masterKeyFile = masterKeyFile ?? configuration.masterKeyFile
            return configuration
        } catch let wrong as Configuration.Wrong {
            throw Left.refused(wrong.description)
        }
    }

    func folder(_ configuration: Configuration) throws -> DataFolder {
        try opening { try DataFolder(path: configuration.data, keyFile: configuration.masterKeyFile) }
    }

    /// The database of an installation that exists; a command that only looks does not make one.
    func existing() async throws -> (database: Database, folder: DataFolder) {
        let configuration = try configuration()
        guard FileManager.default.fileExists(atPath: configuration.data + "/naast.sqlite") else {
            throw Left.unreachable("\(configuration.data): there is no database here; 'naast serve' makes one")
        }
        let folder = try folder(configuration)
        return (try await reaching { try await folder.open(migrations: App.migrations) }, folder)
    }
}

/// What cannot be reached ends with 3 and its reason.
func reaching<Value>(_ work: () async throws -> Value) async throws -> Value {
    do { return try await work() } catch let problem as StorageProblem { throw Left.unreachable(problem.description) }
}

func opening<Value>(_ work: () throws -> Value) throws -> Value {
    do { return try work() } catch let problem as StorageProblem { throw Left.unreachable(problem.description) }
}

func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
