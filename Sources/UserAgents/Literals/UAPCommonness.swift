import EventModel

/// Guesses how many agents have a literal, so that a rule waits for rare ones.
///
/// Shape: a guess decides about speed only, never about what matches.
struct UAPCommonness: Sendable {
  static let shared = UAPCommonness(samples)

  /// For each hashed gram, the samples that have it, one bit each; for each pair the same.
  private var grams = [UInt32](repeating: 0, count: 1 << UAPGram.bits)
  private var pairs = [UInt32](repeating: 0, count: 1 << 16)
  private let texts: [Bytes]
  private var sampleCount: Int { texts.count }

  private init(_ samples: [String]) {
    texts = samples.map(Bytes.constant)
    for (place, sample) in samples.enumerated() {
      let bytes = sample.utf8.map { UInt32(UAPLiteral.folded($0)) }
      for i in 0..<bytes.count - 1 {
        pairs[Int(bytes[i] | bytes[i + 1] << 8)] |= 1 << UInt32(place)
        guard i + 2 < bytes.count else { continue }
        let gram = bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16
        grams[UAPGram.hash(gram)] |= 1 << UInt32(place)
      }
    }
  }

  /// The share of agents that may have a literal; never less than what its length makes likely.
  func rate(_ literal: UAPLiteral) -> Double {
    let hits = Double(hits(literal)) / Double(sampleCount)
    switch literal.count {
    case 0, 1: return 1
    case 2: return max(hits, 0.03)
    case 3: return max(hits, 0.006)
    case 4: return max(hits, 0.002)
    default: return max(hits, 0.001)
    }
  }

  /// How many samples have a literal.
  func hits(_ literal: UAPLiteral) -> Int {
    guard literal.count > 1 else { return sampleCount }
    // Those with all its grams in any case first: most literals stand in no sample.
    var all = UInt32.max
    var folded = literal.folded
    if literal.count == 2 { all = pairs[Int(truncatingIfNeeded: folded & 0xFFFF)] }
    for _ in 0..<max(literal.count - 2, 0) where all != 0 {
      all &= grams[UAPGram.hash(UAPGram.first(folded))]
      folded &>>= 8
    }
    var count = 0
    while all != 0 {
      if literal.stands(in: texts[all.trailingZeroBitCount]) { count += 1 }
      all &= all - 1
    }
    return count
  }

  /// How many samples have one gram.
  func hits(gram: UInt32) -> Int { grams[UAPGram.hash(gram)].nonzeroBitCount }

  /// What agents look like: the usual forms, each once.
  private static let samples = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
      + " Chrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1; .NET CLR 1.1.4322)",
    "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0; .NET4.0C; .NET4.0E)",
    "Mozilla/5.0 (Windows; U; Windows NT 5.1; en-US; rv:1.9.2.3) Gecko/20100401 Firefox/3.6.3",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/115.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
      + " Version/17.1 Safari/605.1.15",
    "Mozilla/5.0 (Macintosh; U; PPC Mac OS X; en) AppleWebKit/125.2 (KHTML, like Gecko)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/49.0.2623.112"
      + " Safari/537.36",
    "Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.7.12) Gecko/20051010 Firefox/1.0.7",
    "Opera/9.80 (Windows NT 6.0; U; en) Presto/2.8.99 Version/11.10",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/7.0; U; en) Presto/2.8.119 Version/11.10",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
      + " Gecko) Version/16.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (iPad; CPU OS 9_3_2 like Mac OS X) AppleWebKit/601.1.46 (KHTML, like Gecko)"
      + " Version/9.0 Mobile/13F69 Safari/601.1",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
      + " Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/300.0;FBDV/iPhone11,8;FBSN/iOS;FBLC/en_US]",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0"
      + " Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; U; Android 4.0.3; en-us; Galaxy Build/IML74K) AppleWebKit/534.30 (KHTML,"
      + " like Gecko) Version/4.0 Mobile Safari/534.30",
    "Mozilla/5.0 (Linux; Android 5.1; Nexus 5 Build/LMY47D; wv) AppleWebKit/537.36 (KHTML, like"
      + " Gecko) Version/4.0 Chrome/43.0.2357.65 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; U; Android 2.3.5; zh-cn; Desire Build/GRJ90) UC AppleWebKit/533.1 (KHTML,"
      + " like Gecko) Mobile Safari/533.1",
    "Dalvik/1.6.0 (Linux; U; Android 4.4.2; Pad Build/KOT49H)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; crawler/1.0; http://www.example.org/robot)",
    "Nokia6120c/3.70 Profile/MIDP-2.0 Configuration/CLDC-1.1",
    "SonyEricssonK750i/R1AA Browser/SEMC-Browser/4.2 Profile/MIDP-2.0 Configuration/CLDC-1.1",
    "Mozilla/5.0 (compatible; MSIE 9.0; Windows Phone OS 7.5; Trident/5.0; IEMobile/9.0; Lumia)",
    "App/1.2.3 CFNetwork/1240.0.4 Darwin/20.6.0",
    "okhttp/4.9.3 python-requests/2.25.1 Java/1.8.0 curl/7.68.0",
    "Mozilla/5.0 (SMART-TV; Linux; Tizen 4.0) AppleWebKit/538.1 (KHTML, like Gecko) TV Safari",
  ]
}
