import Crypto
import Foundation

/// What is kept of a secret that we made ourselves: 256 random bits cannot be guessed, so a fast hash (SHA-256) is enough.
package func secretHash(_ secret: String) -> Data { Data(SHA256.hash(data: Data(secret.utf8))) }
