import Crypto
import Foundation
import Storage

/// Style, scripts and icons, read once. Their address holds a checksum of all of them, so a browser may keep them for ever.
package enum Assets {
    package struct File: Sendable {
        package let bytes: Data
        package let type: String
    }

    package static func href(_ name: String) -> String { base + name }

    package static func file(version asked: String, name: String) -> File? { asked == version ? files[name] : nil }

    package static var names: [String] { files.keys.sorted() }

    package static let version: String = {
        var hash = SHA256()
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Data(name.utf8))
            hash.update(data: file.bytes)
        }
        return hexadecimal(hash.finalize().prefix(8))
    }()

    private static let base = "/assets/" + version + "/"

    private static let files: [String: File] = {
        guard let folder = Bundle.module.url(forResource: "Content", withExtension: nil)?.appending(path: "Assets"),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [:] }
        var files: [String: File] = [:]
        for name in names {
            guard let type = types[(name as NSString).pathExtension], let bytes = try? Data(contentsOf: folder.appending(path: name)) else {
                continue
            }
            files[name] = File(bytes: bytes, type: type)
        }
        return files
    }()

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
        "webmanifest": "application/manifest+json",
    ]
}

/// Where this module keeps its texts.
package enum WebContent {
    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }
}
