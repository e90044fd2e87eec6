// swift-tools-version:6.1
import PackageDescription

// An arrow only ever points down: each target may import those above it in this list of dependencies, never the other way.
// The order here is the order of the house, lowest floor first. See docs/house.md.

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "naast",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "naast", targets: ["naast"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.2.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "FileFormats", dependencies: ["CArchive", "CQREncode", crypto]),
        .target(
            name: "Storage",
            dependencies: [.product(name: "GRDB", package: "GRDB.swift"), crypto, log]),
        .target(
            name: "Web", dependencies: ["Storage", hummingbird, yams, crypto, log],
            resources: [.copy("Content")]),
        .target(
            name: "People",
            dependencies: [
                "Web", "Storage", "FileFormats", crypto, yams,
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ], resources: [.copy("Content")]),
        .target(name: "Privacy", dependencies: ["People", "FileFormats"], resources: [.copy("Content")]),
        .target(
            name: "Administration", dependencies: ["People", "Privacy", "FileFormats", yams, log],
            resources: [.copy("Content")]),
        .target(name: "Agreements", dependencies: ["People", "Privacy"], resources: [.copy("Content")]),
        .target(
            name: "Instruments", dependencies: ["People", "Privacy", yams], resources: [.copy("Content")]),
        .target(
            name: "Guiding", dependencies: ["Agreements", "Instruments"],
            resources: [.copy("Content")]),
        .target(
            name: "Inviting", dependencies: ["People", "Privacy", log], resources: [.copy("Content")]),
        .target(
            name: "Informing",
            dependencies: [
                "People", "Privacy", "FileFormats", log, .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], resources: [.copy("Content")]),
        .target(
            name: "Placements", dependencies: ["Guiding", "Inviting", "Agreements", "Instruments"], resources: [.copy("Content")]),
        .target(
            name: "Care", dependencies: ["Guiding", "Inviting"], resources: [.copy("Content")]),
        .target(
            name: "Career", dependencies: ["Guiding", "Instruments"], resources: [.copy("Content")]),
        .target(
            name: "App",
            dependencies: [
                "Guiding", "Placements", "Care", "Career", "Inviting", "Informing", "Administration", "Privacy", hummingbird,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], resources: [.copy("Content")]),
        .executableTarget(
            name: "naast",
            dependencies: ["App", "CMalloc", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        .executableTarget(
            name: "bench",
            dependencies: [
                "App", log, .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),

        .testTarget(name: "FileFormatsTests", dependencies: ["FileFormats"], resources: [.copy("Samples")]),
        .testTarget(name: "StorageTests", dependencies: ["Storage"]),
        .testTarget(name: "WebTests", dependencies: ["Web"]),
        .testTarget(
            name: "PeopleTests", dependencies: ["People", "FileFormats", .product(name: "JWTKit", package: "jwt-kit")]),
        .testTarget(name: "PrivacyTests", dependencies: ["Privacy"]),
        .testTarget(name: "AdministrationTests", dependencies: ["Administration"]),
        .testTarget(name: "AgreementsTests", dependencies: ["Agreements"]),
        .testTarget(name: "InstrumentsTests", dependencies: ["Instruments"], resources: [.copy("Samples")]),
        .testTarget(name: "GuidingTests", dependencies: ["Guiding"]),
        .testTarget(name: "InvitingTests", dependencies: ["Inviting", "FileFormats", log]),
        .testTarget(name: "InformingTests", dependencies: ["Informing"]),
        .testTarget(name: "PlacementsTests", dependencies: ["Placements"]),
        .testTarget(name: "CareTests", dependencies: ["Care"]),
        .testTarget(name: "CareerTests", dependencies: ["Career"]),
        .testTarget(
            name: "AppTests",
            dependencies: ["App", hummingbird, .product(name: "NIOEmbedded", package: "swift-nio")]),
        .testTarget(name: "ArchitectureTests", dependencies: ["People"]),
    ]
)
