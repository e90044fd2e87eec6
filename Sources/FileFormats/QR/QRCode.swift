import CQREncode
import Foundation

/// A QR code (ISO/IEC 18004) of a short text, as squares; libqrencode makes it.
package struct QRCode: Sendable {
    /// Squares on a side, without the white around it.
    package let width: Int
    private let dark: [Bool]

    /// White squares that the standard asks for on every side.
    package static let margin = 4

    /// - Returns: nil when the text does not fit (some two thousand bytes) or is empty.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 2331,
            let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        // Of each byte only the lowest bit is the colour; the others say what the square is for.
        dark = (0..<width * width).map { code.pointee.data[$0] & 1 == 1 }
    }

    package func isDark(x: Int, y: Int) -> Bool {
        (0..<width).contains(x) && (0..<width).contains(y) && dark[y * width + x]
    }

    /// Squares on a side with the white around it.
    package var size: Int { width + 2 * Self.margin }

    /// The dark squares as the outline of an SVG path, each row in as few pieces as possible.
    package var path: String {
        var path = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                guard isDark(x: x, y: y) else {
                    x += 1
                    continue
                }
                let start = x
                while isDark(x: x, y: y) { x += 1 }
                path += "M\(start + Self.margin) \(y + Self.margin)h\(x - start)v1h-\(x - start)z"
            }
        }
        return path
    }
}
