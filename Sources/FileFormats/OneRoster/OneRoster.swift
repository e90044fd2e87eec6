/// People, classes and who is in which, as 1EdTech OneRoster 1.1 and 1.2 exchange them in CSV files.
/// Start at `OneRoster.Bundle.read`.
package enum OneRoster {
    /// The files of a bundle that are read. What else a bundle may hold (results, resources) is left alone.
    package enum File: String, Hashable, Sendable, CaseIterable {
        case manifest, orgs, academicSessions, courses, classes, users, roles, demographics, enrollments

        /// As it is called in the bundle.
        package var name: String { rawValue + ".csv" }
    }

    /// Which edition of the standard a bundle follows.
    package enum Version: String, Hashable, Sendable {
        case v1dot1 = "1.1"
        case v1dot2 = "1.2"
    }

    /// What the manifest says of a file.
    package enum Mode: String, Hashable, Sendable {
        /// All there is: what is not in the file does not exist.
        case bulk
        /// Only what changed.
        case delta
        case absent
    }

    package enum Status: Hashable, Sendable {
        case active
        /// The sender has done with it. What that means is for the receiver to say.
        case toBeDeleted
    }

    /// Where a record stands.
    package struct Origin: Hashable, Sendable, CustomStringConvertible {
        package let file: File
        let storedLine: UInt32

        init(file: File, line: Int) {
            self.file = file
            storedLine = UInt32(clamping: line)
        }

        package var line: Int { Int(storedLine) }
        package var description: String { "\(file.name):\(line)" }
    }

    /// How far a reading is.
    package struct Progress: Hashable, Sendable {
        package let file: File
        /// Records read of this file.
        package let records: Int
        /// Bytes read of all files together, and how many there are.
        package let bytesRead: Int
        package let bytesInAll: Int
    }

    /// What a reading is willing to hold.
    package struct Limits: Hashable, Sendable {
        /// Bytes of one file, zipped or not.
        package var fileBytes = 1 << 30
        /// Records of one file.
        package var records = 5_000_000
        /// Findings listed for each severity; of the others only the number is given.
        package var findings = 10_000

        package init() {}
    }

    /// There is nothing to read at all. (What is wrong *in* a bundle is a `Finding`; a bad zip is a `Zip.Refusal`.)
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case notFound(path: String)
        /// The files are in more than one folder of the zip.
        case severalFolders(folders: [String])

        /// A name for the reason that never changes, for translations.
        package var key: String {
            switch self {
            case .notFound: "oneroster.notFound"
            case .severalFolders: "oneroster.severalFolders"
            }
        }

        /// What fills the gaps in a translation.
        package var arguments: [String: String] {
            switch self {
            case .notFound(let path): ["path": path]
            case .severalFolders(let folders): ["folders": folders.joined(separator: ", ")]
            }
        }

        package var description: String {
            switch self {
            case .notFound(let path): "There is no folder or zip file \(path)."
            case .severalFolders(let folders):
                "The zip file has a bundle in more than one folder: \(folders.joined(separator: ", "))."
            }
        }
    }
}
