import Foundation

/// Where this module keeps its texts.
package enum InstrumentContent {
    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }
}
