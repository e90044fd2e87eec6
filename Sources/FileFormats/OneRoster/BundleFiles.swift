import Foundation

extension OneRoster {
    /// The files of a bundle, wherever they are.
    struct BundleFiles {
        private enum Place {
            case folder(path: String)
            case zip(Zip.Archive, Zip.Entry)
        }

        private var places: [File: (place: Place, size: Int)] = [:]

        init(at path: String, zipLimits: Zip.Limits) throws {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Refusal.notFound(path: path)
            }
            if isFolder.boolValue { try addFolder(path) } else { try addZip(Zip.Archive(at: path, limits: zipLimits)) }
        }

        var totalSize: Int {
            places.values.reduce(0) { $0.addingReportingOverflow($1.size).partialValue }
        }

        func has(_ file: File) -> Bool { places[file] != nil }

        func size(of file: File) -> Int { places[file]?.size ?? 0 }

        /// The contents of the file; nil when it is not there.
        func source(of file: File) throws -> ByteSource? {
            switch places[file]?.place {
            case .folder(let path): try ByteSource.file(at: path)
            case .zip(let archive, let entry): try archive.source(of: entry)
            case nil: nil
            }
        }

        private mutating func addFolder(_ path: String) throws {
            for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() {
                guard let file = Self.file(named: name), places[file] == nil else { continue }
                let whole = path + "/" + name
                let size = try FileManager.default.attributesOfItem(atPath: whole)[.size] as? NSNumber
                places[file] = (.folder(path: whole), size?.intValue ?? 0)
            }
        }

        private mutating func addZip(_ archive: Zip.Archive) throws {
            var byFolder: [String: [(File, Zip.Entry)]] = [:]
            for entry in archive.entries {
                let parts = entry.path.split(separator: "/")
                // macOS adds a folder of its own to every zip that it makes.
                guard parts.count <= 2, parts.first != "__MACOSX", let name = parts.last,
                    let file = Self.file(named: String(name))
                else { continue }
                byFolder[parts.count == 2 ? String(parts[0]) : "", default: []].append((file, entry))
            }
            guard byFolder[""] != nil || byFolder.count <= 1 else {
                throw Refusal.severalFolders(folders: byFolder.keys.sorted())
            }
            for (file, entry) in byFolder[""] ?? byFolder.values.first ?? [] where places[file] == nil {
                places[file] = (.zip(archive, entry), entry.size)
            }
        }

        private static func file(named name: String) -> File? {
            File.allCases.first { $0.name.lowercased() == name.lowercased() }
        }
    }
}
