extension TrapCase {
  /// Lines, brackets, keys and documents that do not fit together.
  static let structure = [
    TrapCase(
      "a tab at the start",
      ##"""
      \##tx: 1
      """##,
      ##"""
      web.yaml:1:1: error[yaml-tab]: a tab cannot stand here: YAML is indented with spaces
        1 | \##tx: 1
          | ^
      help: replace it by spaces
      """##),
    TrapCase(
      "a tab as indentation",
      ##"""
      x:
        y: 1
      \##tz: 1
      """##,
      ##"""
      web.yaml:3:1: error[yaml-tab]: a tab cannot stand here: YAML is indented with spaces
        3 | \##tz: 1
          | ^
      help: replace it by spaces
      """##),
    TrapCase(
      "a quote that is never closed",
      ##"""
      x: "abc
      y: 1
      """##,
      ##"""
      web.yaml:1:4: error[yaml-unclosed-quote]: the quote is never closed
        1 | x: "abc
          |    ^
      help: add a closing "
      """##),
    TrapCase(
      "a quote that closes at the next one",
      ##"""
      a: "abc
      b: "def"
      """##,
      ##"""
      web.yaml:1:4: error[yaml-unclosed-quote]: the quote closes only in line 2, and more text follows there
        1 | a: "abc
          |    ^
      help: add a closing " where the value ends
      """##),
    TrapCase(
      "a bracket that is never closed",
      ##"""
      x: [a, b
      """##,
      ##"""
      web.yaml:1:4: error[yaml-unclosed-bracket]: '[' is never closed
        1 | x: [a, b
          |    ^
      help: add the closing ']'
      """##),
    TrapCase(
      "a bracket that is not closed on its line",
      ##"""
      x: [a, b
      y: 1
      """##,
      ##"""
      web.yaml:1:9: error[yaml-unclosed-bracket]: a ',' or the closing ']' is missing at the end of line 1
        1 | x: [a, b
          |         ^
      help: the '[' stands in line 1
      """##),
    TrapCase(
      "the wrong closing bracket",
      ##"""
      x: [a, b}
      """##,
      ##"""
      web.yaml:1:9: error[yaml-syntax]: a ',' or the closing ']' belongs here
        1 | x: [a, b}
          |         ^
      help: put text with brackets in quotes
      """##),
    TrapCase(
      "a bracket too many",
      ##"""
      x: {a: 1}}
      """##,
      ##"""
      web.yaml:1:10: error[yaml-syntax]: '}' stands outside of brackets
        1 | x: {a: 1}}
          |          ^
      help: put text with brackets in quotes
      """##),
    TrapCase(
      "a missing comma",
      ##"""
      x: [ "a" "b" ]
      """##,
      ##"""
      web.yaml:1:9: error[yaml-syntax]: a ',' is missing here
        1 | x: [ "a" "b" ]
          |         ^
      help: put text that contains quotes or brackets as a whole in quotes
      """##),
    TrapCase(
      "a closing bracket as a value",
      ##"""
      x: }
      """##,
      ##"""
      web.yaml:1:4: error[yaml-syntax]: a value belongs here, and '}' cannot start one
        1 | x: }
          |    ^
      help: put text in quotes
      """##),
    TrapCase(
      "a line indented too far",
      ##"""
      a: 1
       b: 2
      """##,
      ##"""
      web.yaml:2:2: error[yaml-indentation]: this line is indented deeper, so it continues the value of line 1
        2 |  b: 2
          |  ^
      help: indent it like the line that it should stand beside
      """##),
    TrapCase(
      "a line that fits no level",
      ##"""
      a:
        b: 1
       c: 2
      """##,
      ##"""
      web.yaml:3:2: error[yaml-indentation]: this line is indented by 1, which fits nothing above it
        3 |  c: 2
          |  ^~~~
      help: the map that starts in line 1 is indented by 0
      """##),
    TrapCase(
      "a list among keys",
      ##"""
      a: 1
      - b
      """##,
      ##"""
      web.yaml:2:1: error[yaml-indentation]: the map that starts in line 1 goes on here with 'key: value', or ends
        2 | - b
          | ^~~
      help: indent what belongs to the value above, and separate lists from maps
      """##),
    TrapCase(
      "a key among list entries",
      ##"""
      - a
      b: c
      """##,
      ##"""
      web.yaml:2:1: error[yaml-indentation]: the list that starts in line 1 goes on here with '- ', or ends
        2 | b: c
          | ^~~~
      help: indent what belongs to the value above, and separate lists from maps
      """##),
    TrapCase(
      "a list on the line of its key",
      ##"""
      x: - b
      """##,
      ##"""
      web.yaml:1:4: error[yaml-syntax]: a list entry '- ' cannot stand behind other text on its line
        1 | x: - b
          |    ^
      help: start the list on the next line, or put text that starts with '- ' in quotes
      """##),
    TrapCase(
      "a line without a colon",
      ##"""
      a: b
      c
      d: e
      """##,
      ##"""
      web.yaml:2:1: error[yaml-missing-colon]: 'c' is not 'key: value'
        2 | c
          | ^
      help: add ': ' behind the key, or indent a continued value
      """##),
    TrapCase(
      "a missing blank behind a colon",
      ##"""
      x:1
      y: 2
      """##,
      ##"""
      web.yaml:1:1: error[yaml-missing-colon]: 'x:1' is not 'key: value'
        1 | x:1
          | ^~~
      help: a blank belongs behind ':'
      """##),
    TrapCase(
      "a key twice",
      ##"""
      a: 1
      b: 2
      "a": 3
      """##,
      ##"""
      web.yaml:3:1: error[yaml-duplicate-key]: key 'a' is already set in line 1
        3 | "a": 3
          | ^~~
      help: keep one of the two
      """##),
    TrapCase(
      "a key twice in braces",
      ##"""
      x: { a: 1, a: 2 }
      """##,
      ##"""
      web.yaml:1:12: error[yaml-duplicate-key]: key 'a' is already set in line 1
        1 | x: { a: 1, a: 2 }
          |            ^
      help: keep one of the two
      """##),
    TrapCase(
      "a merge key",
      ##"""
      a: &a { b: 1 }
      c: { <<: *a }
      """##,
      ##"""
      web.yaml:2:6: error[yaml-merge-key]: merge keys ('<<') are not supported
        2 | c: { <<: *a }
          |      ^~
      help: write the keys out, or give a whole value by its alias: 'key: *name'
      """##),
    TrapCase(
      "a list as a key",
      ##"""
      [a]: b
      """##,
      ##"""
      web.yaml:1:1: error[yaml-complex-key]: a key must be text, and this is a list
        1 | [a]: b
          | ^~~
      help: put text that starts with '[' or '{' in quotes
      """##),
    TrapCase(
      "a missing key",
      ##"""
      : b
      """##,
      ##"""
      web.yaml:1:1: error[yaml-complex-key]: a key is missing before ':'
        1 | : b
          | ^
      help: put text that starts with ':' in quotes
      """##),
    TrapCase(
      "a second document",
      ##"""
      a: 1
      ---
      b: 2
      """##,
      ##"""
      web.yaml:2:1: error[yaml-second-document]: '---' starts a second document, and a file holds one
        2 | ---
          | ^~~
      help: delete the line, or move what follows to a file of its own
      """##),
    TrapCase(
      "text after the end of the document",
      ##"""
      a: 1
      ...
      b: 2
      """##,
      ##"""
      web.yaml:3:1: error[yaml-second-document]: text follows the end of the document, and a file holds one
        3 | b: 2
          | ^~~~
      help: delete the line '...', or move what follows to a file of its own
      """##),
    TrapCase(
      "several findings at once",
      ##"""
      a: !b c
      d: *e
      a: 2
      """##,
      ##"""
      web.yaml:1:4: error[yaml-tag]: '!' at the start of an unquoted value makes a YAML tag of it
        1 | a: !b c
          |    ^~~~
      help: put the whole value in single quotes: '!b c'
      web.yaml:2:4: error[yaml-unknown-alias]: '*e' is an alias, and no anchor '&e' comes before it
        2 | d: *e
          |    ^~
      help: put text in quotes: '*e'
      web.yaml:3:1: error[yaml-duplicate-key]: key 'a' is already set in line 1
        3 | a: 2
          | ^
      help: keep one of the two
      """##),
    TrapCase(
      "an anchor and its alias inside it",
      ##"""
      x: &a [*a]
      """##,
      ##"""
      web.yaml:1:8: error[yaml-unknown-alias]: alias '*a' stands inside the value it names
        1 | x: &a [*a]
          |        ^~
      """##),
    TrapCase(
      "a bar in braces",
      ##"""
      x: { a: b, |c: d }
      """##,
      ##"""
      web.yaml:1:12: error[yaml-special-start]: an unquoted value cannot start with '|' (a block of lines in YAML)
        1 | x: { a: b, |c: d }
          |            ^~~~~
      help: put the whole value in single quotes: '|c: d'
      """##),
    TrapCase(
      "a missing comma before an asterisk",
      ##"""
      x: [ "a" *.gz ]
      """##,
      ##"""
      web.yaml:1:10: error[yaml-special-start]: an unquoted value cannot start with '*' (an alias in YAML)
        1 | x: [ "a" *.gz ]
          |          ^~~~
      help: put the whole value in single quotes: '*.gz'
      """##),
  ]
}
