import ArgumentParser
import Foundation

/// What `script/bench` measures with. Not part of an installation.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Fill.self, BenchServe.self, Saves.self, ImportRate.self])
}

/// Prints one figure as a line of JSON.
func report(_ figures: [String: Double]) {
    let line = figures.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \(($0.value * 1000).rounded() / 1000)" }.joined(separator: ", ")
    print("{\(line)}")
}

func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    let took = ContinuousClock.now - start
    return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
}
