/// Archives in the .zip format, by libarchive. See `Zip.Archive` for reading and `Zip.write` for writing.
package enum Zip {
    /// How much an archive may hold. The defaults are ample for a school and stop a bomb.
    package struct Limits: Hashable, Sendable {
        /// How many entries there may be, folders included.
        package var entries = 10_000
        /// How many bytes one entry may become.
        package var entryBytes = 1 << 30
        /// How many bytes all entries together may become.
        package var totalBytes = 4 << 30

        package init() {}
    }

    /// A file in an archive.
    package struct Entry: Hashable, Sendable {
        /// Its path, with `/` between the parts; it never leads out of the folder that it is unpacked in.
        package let path: String
        /// The size that the archive declares; reading stops with an error when the real size is another one.
        package let size: Int
        /// Its place among all entries of the archive.
        let place: Int
    }

    /// Why an archive, or an entry of it, is not read.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// The file cannot be opened at all.
        case notFound(path: String)
        /// It is no zip, or a damaged one.
        case unreadable(detail: String)
        case tooManyEntries(limit: Int)
        /// The entry declares, or turns out, to be larger than allowed.
        case entryTooLarge(entry: String, limit: Int)
        case tooLarge(limit: Int)
        /// The real size of the entry is not what the archive declares.
        case sizeDiffers(entry: String)
        /// The path is absolute, leads upwards, or is no name at all.
        case unsafePath(entry: String)
        /// Links and devices are refused: they can point anywhere.
        case notAFile(entry: String)
        case encrypted(entry: String)
        /// Two entries have one path, so that it is unclear which one counts.
        case duplicate(entry: String)

        /// A name for the reason that never changes, for translations.
        package var key: String {
            switch self {
            case .notFound: "zip.notFound"
            case .unreadable: "zip.unreadable"
            case .tooManyEntries: "zip.tooManyEntries"
            case .entryTooLarge: "zip.entryTooLarge"
            case .tooLarge: "zip.tooLarge"
            case .sizeDiffers: "zip.sizeDiffers"
            case .unsafePath: "zip.unsafePath"
            case .notAFile: "zip.notAFile"
            case .encrypted: "zip.encrypted"
            case .duplicate: "zip.duplicate"
            }
        }

        /// What fills the gaps in a translation.
        package var arguments: [String: String] {
            switch self {
            case .notFound(let path): ["path": path]
            case .unreadable(let detail): ["detail": detail]
            case .tooManyEntries(let limit), .tooLarge(let limit): ["limit": String(limit)]
            case .entryTooLarge(let entry, let limit): ["entry": entry, "limit": String(limit)]
            case .sizeDiffers(let entry), .unsafePath(let entry), .notAFile(let entry), .encrypted(let entry),
                .duplicate(let entry):
                ["entry": entry]
            }
        }

        package var description: String {
            switch self {
            case .notFound(let path): "There is no readable file \(path)."
            case .unreadable(let detail): "This is not a zip file, or it is damaged: \(detail)."
            case .tooManyEntries(let limit): "The zip file has more than \(limit) entries."
            case .entryTooLarge(let entry, let limit): "\(entry) in the zip file is larger than \(limit) bytes."
            case .tooLarge(let limit): "The zip file unpacks to more than \(limit) bytes."
            case .sizeDiffers(let entry): "\(entry) in the zip file has another size than the zip file says."
            case .unsafePath(let entry): "The zip file has an entry with an unsafe path: \(entry)."
            case .notAFile(let entry): "\(entry) in the zip file is a link or a device, not a file."
            case .encrypted(let entry): "\(entry) in the zip file is encrypted."
            case .duplicate(let entry): "The zip file has two entries named \(entry)."
            }
        }
    }
}
