import Foundation

@testable import FileFormats

/// The same numbers for the same seed (SplitMix64), so that a case that fails can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A folder that is gone after the body.
func withFolder<T>(_ body: (String) throws -> T) throws -> T {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ff-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
}

func save(_ bytes: [UInt8], as name: String, in folder: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
}

/// All rows of a CSV text, exactly as they stand.
func cells(_ bytes: [UInt8], chunk: Int = 65_536) throws -> [[String]] {
    var scanner = try CSV.Scanner(
        source: .bytes(bytes, chunk: chunk), separator: UInt8(ascii: ","), limits: CSV.Limits())
    var rows: [[String]] = []
    while try scanner.next() {
        if scanner.isBlank { continue }
        rows.append(scanner.cells.map { String(decoding: scanner.bytes[$0.start..<$0.end], as: UTF8.self) })
    }
    return rows
}

func cells(_ text: String, chunk: Int = 65_536) throws -> [[String]] { try cells(Array(text.utf8), chunk: chunk) }

/// The problems of a CSV text, those of the header and of every row, as far as the columns `a` and `b` go.
func problems(_ bytes: [UInt8], limits: CSV.Limits = CSV.Limits()) throws -> [CSV.Problem] {
    var table = try CSV.Table(.bytes(bytes, chunk: 7), limits: limits)
    _ = (table.column("a"), table.column("b"))
    var found = table.problems
    while let row = try table.next() { found += row.problems }
    return found
}

func problems(_ text: String) throws -> [CSV.Problem] { try problems(Array(text.utf8)) }
