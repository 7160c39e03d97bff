import DatabaseTrial
import Foundation
import TestSupport
import Testing

@testable import LookupKit

/// The samples of the project, broken in many ways.
@Suite struct MMDBMutationTests {
  @Test(arguments: ["asn", "city", "isp"])
  func `a bad file is refused, or every look-up ends, and what the check passes has no error`(
    kind: String
  ) throws {
    let path = "\(SharedFolder.packageRoot)/enrichments/IPLookup/data/sample-\(kind).mmdb"
    let good = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    let seed = UInt64.random(in: 0 ... .max)
    print("seed of the bad files of \(kind): \(seed)")
    var mutator = DatabaseMutator(good, SeededGenerator(seed: seed))
    var (opened, damaged, refusing) = (0, 0, 0)
    for number in 0..<500 {
      let bytes = mutator.next()
      let trial = bytes.withUnsafeBytes {
        DatabaseTrial($0, name: "bad", seed: seed &+ UInt64(number))
      }
      #expect(trial.broken == [], "bad file \(number)")
      if trial.opening == .opened { opened += 1 }
      if trial.damage != nil { damaged += 1 }
      if trial.failures > 0 { refusing += 1 }
    }
    // Half of all faults are where nobody looks when a file is opened.
    #expect(opened > 20 && damaged > 10 && refusing > 2, "\(opened), \(damaged), \(refusing)")
  }

  @Test(arguments: ["asn", "city", "isp"])
  func `the samples are good`(kind: String) throws {
    let path = "\(SharedFolder.packageRoot)/enrichments/IPLookup/data/sample-\(kind).mmdb"
    try MMDBTable.open(path: path).verify()
  }
}
