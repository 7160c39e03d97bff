extension FunctionCatalog {
  static let networks: [FunctionSpec] = [
    FunctionSpec(
      "ip", .networks, .network(.ip),
      ["ip(text): address", "ip(address): address", "network.ip(): address"],
      "reads an IP address; of a network its address", "ip(\"10.1.2.3\").family() // 4"),
    FunctionSpec(
      "isIP", .networks, .network(.isIP), ["isIP(text): boolean"],
      "tells whether a text is an IP address", "isIP(\"10.1.2.300\") // false"),
    FunctionSpec(
      "ip.isCanonical", .networks, .network(.isCanonical), ["ip.isCanonical(text): boolean"],
      "tells whether an address has its one proper spelling",
      "ip.isCanonical(\"2001:DB8::1\") // false"),
    FunctionSpec(
      "cidr", .networks, .network(.cidr), ["cidr(text): network", "cidr(network): network"],
      "reads a network", "cidr(\"10.0.0.0/8\").containsIP(\"10.1.2.3\") // true"),
    FunctionSpec(
      "isCIDR", .networks, .network(.isCIDR), ["isCIDR(text): boolean"],
      "tells whether a text is a network", "isCIDR(\"10.0.0.0/33\") // false"),
    FunctionSpec(
      "containsIP", .networks, .network(.containsIP),
      ["network.containsIP(address): boolean", "network.containsIP(text): boolean"],
      "tells whether an address lies in a network",
      "cidr(\"10.0.0.0/8\").containsIP(ip(\"11.0.0.1\")) // false"),
    FunctionSpec(
      "containsCIDR", .networks, .network(.containsCIDR),
      ["network.containsCIDR(network): boolean", "network.containsCIDR(text): boolean"],
      "tells whether a network lies in another",
      "cidr(\"10.0.0.0/8\").containsCIDR(\"10.1.0.0/16\") // true"),
    FunctionSpec(
      "masked", .networks, .network(.masked), ["network.masked(): network"],
      "empties what is behind the prefix", "string(cidr(\"10.1.2.3/8\").masked()) // \"10.0.0.0/8\""
    ),
    FunctionSpec(
      "prefixLength", .networks, .network(.prefixLength), ["network.prefixLength(): integer"],
      "gives the bits of the prefix", "cidr(\"10.0.0.0/8\").prefixLength() // 8"),
    FunctionSpec(
      "family", .networks, .network(.family), ["address.family(): integer"],
      "gives 4 or 6", "ip(\"::1\").family() // 6"),
    test("isUnspecified", .isUnspecified, "is 0.0.0.0 or ::", "ip(\"::\").isUnspecified() // true"),
    test(
      "isLoopback", .isLoopback, "is the machine itself", "ip(\"127.0.0.1\").isLoopback() // true"),
    test(
      "isGlobalUnicast", .isGlobalUnicast, "may be that of one host elsewhere, also a private one",
      "ip(\"192.168.0.1\").isGlobalUnicast() // true"),
    test(
      "isLinkLocalUnicast", .isLinkLocalUnicast, "is one host on the same link",
      "ip(\"169.254.1.1\").isLinkLocalUnicast() // true"),
    test(
      "isLinkLocalMulticast", .isLinkLocalMulticast, "is a group on the same link",
      "ip(\"224.0.0.1\").isLinkLocalMulticast() // true"),
  ]

  private static func test(
    _ name: String, _ function: NetworkFunction, _ what: String, _ example: String
  ) -> FunctionSpec {
    FunctionSpec(
      name, .networks, .network(function), ["address.\(name)(): boolean"],
      "tells whether an address \(what)", example)
  }
}
