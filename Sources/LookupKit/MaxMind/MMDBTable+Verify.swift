extension MMDBTable {
  /// Walks the whole tree and reads every record to its last value: what passes gives no error for
  /// any address and any path.
  ///
  /// Shape: `goesOn` is asked every 4,096 networks; when it says no, the check ends with an error.
  /// Errors: the first damage, with the network whose record it is; the caller puts the name of the
  /// file in front: `'cities.mmdb' is damaged: at 1.2.3.0/24 a value is cut off`.
  /// Cost: each node once and each value about once, at most 64 times: a second for a GeoLite2-City of
  /// 57 MB at most; a byte of memory a node, a bit a byte of the data. Bounded for every file.
  public func verify(while goesOn: () -> Bool = { true }) throws(LookupError) {
    var values = try MMDBDataCheck(data)
    var count = 0
    let endless = LookupError("damaged: \(MMDBDamage.treeIsEndless.text)")
    try walkNetworks(endless: endless) { key, length, record throws(LookupError) in
      count += 1
      if count & 4_095 == 0, !goesOn() {
        throw LookupError("not known to be good: its check was stopped")
      }
      do throws(MMDBDamage) {
        try values.check(offset(of: record))
      } catch {
        throw LookupError("damaged: at \(IPNetworkName(key, length)) \(error.text)")
      }
    }
  }

  /// Looks addresses up that are spread over all there are, and reads their records whole.
  ///
  /// Errors: as of `verify`.
  /// Cost: 128 look-ups at most; below a millisecond.
  func probe() throws(LookupError) {
    var values = try MMDBDataCheck(data)
    for number in 0..<UInt64(64) {
      try probe(IPKey(v4: UInt32(number << 26)), &values)
      // All addresses that are given out lie in 2000::/3.
      guard tree.isV6 else { continue }
      try probe(IPKey(high: 0x2000_0000_0000_0000 | number << 55, low: 0), &values)
    }
  }

  private func probe(_ key: IPKey, _ values: inout MMDBDataCheck) throws(LookupError) {
    do throws(MMDBDamage) {
      guard let record = try find(key) else { return }
      try values.check(Int(record))
    } catch {
      throw LookupError("damaged: at \(IPNetworkName(key, nil)) \(error.text)")
    }
  }
}
