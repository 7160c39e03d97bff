extension FunctionCatalog {
  static let texts: [FunctionSpec] = [
    FunctionSpec(
      "contains", .texts, .text(.contains), ["text.contains(text): boolean"],
      "tells whether a text holds another", "\"tea time\".contains(\"a t\") // true"),
    FunctionSpec(
      "startsWith", .texts, .text(.startsWith), ["text.startsWith(text): boolean"],
      "tells whether a text begins with another", "\"tea\".startsWith(\"te\") // true"),
    FunctionSpec(
      "endsWith", .texts, .text(.endsWith), ["text.endsWith(text): boolean"],
      "tells whether a text ends with another", "\"tea\".endsWith(\"tea\") // true"),
    FunctionSpec(
      "matches", .texts, nil, ["text.matches(text): boolean", "matches(text, text): boolean"],
      "tells whether a pattern in RE2's syntax, which stands there as a text, fits some part of a text",
      "\"order-17\".matches(r\"^[a-z]+-\\d+$\") // true"),
    FunctionSpec(
      "charAt", .texts, .text(.charAt), ["text.charAt(integer): text"],
      "gives the character at a place, counted from 0", "\"tea\".charAt(1) // \"e\""),
    FunctionSpec(
      "indexOf", .texts, .text(.indexOf),
      ["text.indexOf(text): integer", "text.indexOf(text, integer): integer"],
      "gives the place of the first such part, from a place on; -1 without it",
      "\"tea time\".indexOf(\"t\", 1) // 4"),
    FunctionSpec(
      "lastIndexOf", .texts, .text(.lastIndexOf),
      ["text.lastIndexOf(text): integer", "text.lastIndexOf(text, integer): integer"],
      "gives the place of the last such part, up to a place; -1 without it",
      "\"tea time\".lastIndexOf(\"t\") // 4"),
    FunctionSpec(
      "substring", .texts, .text(.substring),
      ["text.substring(integer): text", "text.substring(integer, integer): text"],
      "gives what stands from a place on, up to another one",
      "\"tea time\".substring(4, 6) // \"ti\""),
    FunctionSpec(
      "lowerAscii", .texts, .text(.lowerASCII), ["text.lowerAscii(): text"],
      "makes small letters of A to Z", "\"TEA\".lowerAscii() // \"tea\""),
    FunctionSpec(
      "upperAscii", .texts, .text(.upperASCII), ["text.upperAscii(): text"],
      "makes capitals of a to z", "\"tea\".upperAscii() // \"TEA\""),
    FunctionSpec(
      "trim", .texts, .text(.trim), ["text.trim(): text"],
      "takes white space off both ends", "\"  tea \".trim() // \"tea\""),
    FunctionSpec(
      "reverse", .texts, .text(.reverse), ["text.reverse(): text"],
      "gives the characters from the last to the first", "\"tea\".reverse() // \"aet\""),
    FunctionSpec(
      "replace", .texts, .text(.replace),
      ["text.replace(text, text): text", "text.replace(text, text, integer): text"],
      "puts another text for each such part, or for the first few",
      "\"a-b-c\".replace(\"-\", \"+\", 1) // \"a+b-c\""),
    FunctionSpec(
      "split", .texts, .text(.split),
      ["text.split(text): list(text)", "text.split(text, integer): list(text)"],
      "cuts a text at each such part, into so many pieces at most",
      "\"a,b,c\".split(\",\", 2) // [\"a\", \"b,c\"]"),
    FunctionSpec(
      "join", .texts, .text(.join),
      ["list(text).join(): text", "list(text).join(text): text"],
      "puts texts behind each other, with another between them",
      "[\"a\", \"b\"].join(\"-\") // \"a-b\""),
    FunctionSpec(
      "format", .texts, .text(.format), ["text.format(list): text"],
      "writes values into a text, by the clauses %s %d %f %e %b %o %x %X and %%",
      "\"%s: %.2f\".format([\"tea\", 1.5]) // \"tea: 1.50\""),
    FunctionSpec(
      "strings.quote", .texts, .text(.quote), ["strings.quote(text): text"],
      "writes a text as it stands in an expression",
      "strings.quote(\"a\\tb\") // \"\\\"a\\\\tb\\\"\""),
  ]
}
