extension TrapCase {
  /// Values that YAML does not take for what was meant.
  static let values = [
    TrapCase(
      "a word behind '!' is a tag",
      ##"""
      a: 1
      when: !is_bot
      b: 2
      """##,
      ##"""
      web.yaml:2:7: error[yaml-tag]: '!' at the start of an unquoted value makes a YAML tag of it
        2 | when: !is_bot
          |       ^~~~~~~
      help: put the whole value in single quotes: '!is_bot'
      """##),
    TrapCase(
      "a tag hides what follows it",
      ##"""
      when: !is_bot && x
      """##,
      ##"""
      web.yaml:1:7: error[yaml-tag]: '!' at the start of an unquoted value makes a YAML tag of it
        1 | when: !is_bot && x
          |       ^~~~~~~~~~~~
      help: put the whole value in single quotes: '!is_bot && x'
      """##),
    TrapCase(
      "a bracket behind '!'",
      ##"""
      when: !(a == b)
      """##,
      ##"""
      web.yaml:1:7: error[yaml-tag]: '!' at the start of an unquoted value makes a YAML tag of it
        1 | when: !(a == b)
          |       ^~~~~~~~~
      help: put the whole value in single quotes: '!(a == b)'
      """##),
    TrapCase(
      "a tag inside braces",
      ##"""
      x: { when: !is_bot && x, y: 1 }
      """##,
      ##"""
      web.yaml:1:12: error[yaml-tag]: '!' at the start of an unquoted value makes a YAML tag of it
        1 | x: { when: !is_bot && x, y: 1 }
          |            ^~~~~~~~~~~~
      help: put the whole value in single quotes: '!is_bot && x'
      """##),
    TrapCase(
      "a tag of the YAML manual",
      ##"""
      x: !!str y
      """##,
      ##"""
      web.yaml:1:4: error[yaml-tag]: YAML tags such as '!!str' are not supported
        1 | x: !!str y
          |    ^~~~~
      help: leave the tag out: a value has the type of the option it stands for
      """##),
    TrapCase(
      "a conditional expression",
      ##"""
      stages:
        - use: set
          x: a ? b : c
          y: 1
      """##,
      ##"""
      web.yaml:3:14: error[yaml-colon-in-value]: an unquoted value cannot contain ': ', which makes a map of it
        3 |     x: a ? b : c
          |              ^
      help: put the whole value in single quotes: 'a ? b : c'
      """##),
    TrapCase(
      "a conditional expression after wide characters",
      ##"""
      x: été == "名" ? b : c
      """##,
      ##"""
      web.yaml:1:19: error[yaml-colon-in-value]: an unquoted value cannot contain ': ', which makes a map of it
        1 | x: été == "名" ? b : c
          |                    ^
      help: put the whole value in single quotes: 'été == "名" ? b : c'
      """##),
    TrapCase(
      "a conditional expression in braces",
      ##"""
      x: { a: b ? c : d, e: f }
      """##,
      ##"""
      web.yaml:1:15: error[yaml-colon-in-value]: an unquoted value cannot contain ': ', which makes a map of it
        1 | x: { a: b ? c : d, e: f }
          |               ^
      help: put the whole value in single quotes: 'b ? c : d'
      """##),
    TrapCase(
      "a conditional expression in a list becomes a map",
      ##"""
      x: [ a ? b : c ]
      """##,
      ##"""
      web.yaml:1:6: error[yaml-colon-in-value]: ': ' after 'a ?' makes this a map, not an expression
        1 | x: [ a ? b : c ]
          |      ^~~~~
      help: put the whole expression in quotes
      """##),
    TrapCase(
      "a colon at the end",
      ##"""
      x: a b:
      """##,
      ##"""
      web.yaml:1:7: error[yaml-colon-in-value]: an unquoted value cannot contain ': ', which makes a map of it
        1 | x: a b:
          |       ^
      help: put the whole value in single quotes: 'a b:'
      """##),
    TrapCase(
      "a quoted text goes on",
      ##"""
      when: "GB" == country
      """##,
      ##"""
      web.yaml:1:7: error[yaml-quote-then-text]: the value ends with its closing quote, but '== country' follows
        1 | when: "GB" == country
          |       ^~~~~~~~~~~~~~~
      help: put the whole value in single quotes: '"GB" == country'
      """##),
    TrapCase(
      "a quoted text goes on and has both quotes",
      ##"""
      when: "GB" == c && x == 'a'
      """##,
      ##"""
      web.yaml:1:7: error[yaml-quote-then-text]: the value ends with its closing quote, but '== c && x == 'a'' follows
        1 | when: "GB" == c && x == 'a'
          |       ^~~~~~~~~~~~~~~~~~~~~
      help: write the value on a line of its own below '|'
      """##),
    TrapCase(
      "a text in single quotes goes on",
      ##"""
      when: 'GB' == country
      """##,
      ##"""
      web.yaml:1:7: error[yaml-quote-then-text]: the value ends with its closing quote, but '== country' follows
        1 | when: 'GB' == country
          |       ^~~~~~~~~~~~~~~
      help: put the whole value in double quotes: "'GB' == country"
      """##),
    TrapCase(
      "a list entry begins with a quote",
      ##"""
      - "a" == b
      """##,
      ##"""
      web.yaml:1:3: error[yaml-quote-then-text]: the value ends with its closing quote, but '== b' follows
        1 | - "a" == b
          |   ^~~~~~~~
      help: put the whole value in single quotes: '"a" == b'
      """##),
    TrapCase(
      "a quoted key goes on",
      ##"""
      "GB" == c: x
      """##,
      ##"""
      web.yaml:1:1: error[yaml-quote-then-text]: the value ends with its closing quote, but '== c: x' follows
        1 | "GB" == c: x
          | ^~~~~~~~~~~~
      help: put the whole value in single quotes: '"GB" == c: x'
      """##),
    TrapCase(
      "a quoted text goes on in braces",
      ##"""
      x: { a: "b" == c }
      """##,
      ##"""
      web.yaml:1:9: error[yaml-quote-then-text]: the value ends with its closing quote, but '== c' follows
        1 | x: { a: "b" == c }
          |         ^~~~~~~~
      help: put the whole value in single quotes: '"b" == c'
      """##),
    TrapCase(
      "an apostrophe in single quotes",
      ##"""
      x: 'it's'
      """##,
      ##"""
      web.yaml:1:4: error[yaml-quote-then-text]: the value ends with its closing quote, but 's'' follows
        1 | x: 'it's'
          |    ^~~~~~
      help: inside single quotes write a single quote twice
      """##),
    TrapCase(
      "a comment cuts a call",
      ##"""
      x: matches(" # ")
      """##,
      ##"""
      web.yaml:1:14: warning[yaml-comment-in-value]: ' #' starts a comment, so the value ends before it: 'matches("'
        1 | x: matches(" # ")
          |              ^
      help: put the whole value in single quotes: 'matches(" # ")'
      """##),
    TrapCase(
      "a comment cuts a comparison",
      ##"""
      x: a == #b
      """##,
      ##"""
      web.yaml:1:9: warning[yaml-comment-in-value]: ' #' starts a comment, so the value ends before it: 'a =='
        1 | x: a == #b
          |         ^
      help: put the whole value in single quotes: 'a == #b'
      """##),
    TrapCase(
      "a comment cuts a membership",
      ##"""
      x: a in # foo
      """##,
      ##"""
      web.yaml:1:9: warning[yaml-comment-in-value]: ' #' starts a comment, so the value ends before it: 'a in'
        1 | x: a in # foo
          |         ^
      help: put the whole value in single quotes: 'a in # foo'
      """##),
    TrapCase(
      "an asterisk",
      ##"""
      path: *.gz
      """##,
      ##"""
      web.yaml:1:7: error[yaml-special-start]: an unquoted value cannot start with '*' (an alias in YAML)
        1 | path: *.gz
          |       ^~~~
      help: put the whole value in single quotes: '*.gz'
      """##),
    TrapCase(
      "an asterisk before a word",
      ##"""
      path: *all
      """##,
      ##"""
      web.yaml:1:7: error[yaml-unknown-alias]: '*all' is an alias, and no anchor '&all' comes before it
        1 | path: *all
          |       ^~~~
      help: put text in quotes: '*all'
      """##),
    TrapCase(
      "an asterisk before a word and more",
      ##"""
      path: *all/x
      """##,
      ##"""
      web.yaml:1:7: error[yaml-special-start]: an unquoted value cannot start with '*' (an alias in YAML)
        1 | path: *all/x
          |       ^~~~~~
      help: put the whole value in single quotes: '*all/x'
      """##),
    TrapCase(
      "an asterisk in a list",
      ##"""
      x: [ *.gz ]
      """##,
      ##"""
      web.yaml:1:6: error[yaml-special-start]: an unquoted value cannot start with '*' (an alias in YAML)
        1 | x: [ *.gz ]
          |      ^~~~
      help: put the whole value in single quotes: '*.gz'
      """##),
    TrapCase(
      "an ampersand",
      ##"""
      path: &x
      """##,
      ##"""
      web.yaml:1:7: error[yaml-special-start]: an unquoted value cannot start with '&' (an anchor in YAML)
        1 | path: &x
          |       ^~
      help: put the whole value in single quotes: '&x'
      """##),
    TrapCase(
      "two ampersands",
      ##"""
      path: && b
      """##,
      ##"""
      web.yaml:1:7: error[yaml-special-start]: an unquoted value cannot start with '&' (an anchor in YAML)
        1 | path: && b
          |       ^~~~
      help: put the whole value in single quotes: '&& b'
      """##),
    TrapCase(
      "a percent sign",
      ##"""
      path: %d
      """##,
      ##"""
      web.yaml:1:7: error[yaml-special-start]: an unquoted value cannot start with '%' (a directive in YAML)
        1 | path: %d
          |       ^~
      help: put the whole value in single quotes: '%d'
      """##),
    TrapCase(
      "an at sign",
      ##"""
      path: @x
      """##,
      ##"""
      web.yaml:1:7: error[yaml-special-start]: an unquoted value cannot start with '@' (reserved in YAML)
        1 | path: @x
          |       ^~
      help: put the whole value in single quotes: '@x'
      """##),
    TrapCase(
      "a backtick",
      ##"""
      path: `x`
      """##,
      ##"""
      web.yaml:1:7: error[yaml-special-start]: an unquoted value cannot start with '`' (reserved in YAML)
        1 | path: `x`
          |       ^~~
      help: put the whole value in single quotes: '`x`'
      """##),
    TrapCase(
      "a greater sign",
      ##"""
      x: >= 5
      """##,
      ##"""
      web.yaml:1:4: error[yaml-special-start]: an unquoted value cannot start with '>' (a block of lines in YAML)
        1 | x: >= 5
          |    ^~~~
      help: put the whole value in single quotes: '>= 5'
      """##),
    TrapCase(
      "a bar",
      ##"""
      x: | foo
      """##,
      ##"""
      web.yaml:1:4: error[yaml-special-start]: an unquoted value cannot start with '|' (a block of lines in YAML)
        1 | x: | foo
          |    ^~~~~
      help: put the whole value in single quotes: '| foo'
      """##),
    TrapCase(
      "a bracket and a path",
      ##"""
      path: [0-9]*.gz
      """##,
      ##"""
      web.yaml:1:7: error[yaml-special-start]: a value that starts with '[' is a list, but text follows its end
        1 | path: [0-9]*.gz
          |       ^~~~~~~~~
      help: put the whole value in single quotes: '[0-9]*.gz'
      """##),
    TrapCase(
      "a brace and a path",
      ##"""
      x: {date(t)}/x
      """##,
      ##"""
      web.yaml:1:4: error[yaml-special-start]: a value that starts with '{' is a map, but text follows its end
        1 | x: {date(t)}/x
          |    ^~~~~~~~~~~
      help: put the whole value in single quotes: '{date(t)}/x'
      """##),
    TrapCase(
      "an unknown escape",
      ##"""
      x: "\d"
      """##,
      ##"""
      web.yaml:1:5: error[yaml-escape]: '\d' is no escape in double quotes
        1 | x: "\d"
          |     ^~
      help: use single quotes, where '\' is an ordinary character: '\d'
      """##),
    TrapCase(
      "an unknown escape before another character",
      ##"""
      x: "a\.b"
      """##,
      ##"""
      web.yaml:1:6: error[yaml-escape]: '\.' is no escape in double quotes
        1 | x: "a\.b"
          |      ^~
      help: use single quotes, where '\' is an ordinary character: 'a\.b'
      """##),
    TrapCase(
      "half an escape",
      ##"""
      x: "\u12"
      """##,
      ##"""
      web.yaml:1:5: error[yaml-escape]: '\u' is not a complete escape
        1 | x: "\u12"
          |     ^~
      help: write '\xHH', '\uHHHH' or '\UHHHHHHHH', or the character itself
      """##),
    TrapCase(
      "half a surrogate pair",
      ##"""
      x: "\ud83d\ude00"
      """##,
      ##"""
      web.yaml:1:5: error[yaml-escape]: '\ud83d' is no character of its own
        1 | x: "\ud83d\ude00"
          |     ^~~~~~
      help: write the character itself, or '\UHHHHHHHH'
      """##),
    TrapCase(
      "a variable in braces",
      ##"""
      x: { path: ${DIR}/x }
      """##,
      ##"""
      web.yaml:1:13: error[yaml-flow-brace]: inside { } an unquoted value cannot contain '{'
        1 | x: { path: ${DIR}/x }
          |             ^
      help: put the whole value in single quotes: '${DIR}/x'
      """##),
    TrapCase(
      "a template in braces",
      ##"""
      x: { path: out/{date(t)}/x }
      """##,
      ##"""
      web.yaml:1:16: error[yaml-flow-brace]: inside { } an unquoted value cannot contain '{'
        1 | x: { path: out/{date(t)}/x }
          |                ^
      help: put the whole value in single quotes: 'out/{date(t)}/x'
      """##),
    TrapCase(
      "a list in an expression in braces",
      ##"""
      x: { when: x in ["a"] }
      """##,
      ##"""
      web.yaml:1:17: error[yaml-flow-brace]: inside { } an unquoted value cannot contain '['
        1 | x: { when: x in ["a"] }
          |                 ^
      help: put the whole value in single quotes: 'x in ["a"]'
      """##),
    TrapCase(
      "an index in a list",
      ##"""
      x: [ x[0] ]
      """##,
      ##"""
      web.yaml:1:7: error[yaml-flow-brace]: inside [ ] an unquoted value cannot contain '['
        1 | x: [ x[0] ]
          |       ^
      help: put the whole value in single quotes: 'x[0]'
      """##),
    TrapCase(
      "an address that starts with a colon",
      ##"""
      lookups: { cities: { ::1: { a: b } } }
      """##,
      ##"""
      web.yaml:1:22: error[yaml-special-start]: inside brackets unquoted text cannot start with ':'
        1 | lookups: { cities: { ::1: { a: b } } }
          |                      ^~~
      help: put it in single quotes: '::1'
      """##),
    TrapCase(
      "a long value is not repeated",
      ##"""
      x: "a" == bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      """##,
      ##"""
      web.yaml:1:4: error[yaml-quote-then-text]: the value ends with its closing quote, but '== bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…' follows
        1 | x: "a" == bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
          |    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      help: put the whole value in single quotes, or on a line of its own below '|'
      """##),
    TrapCase(
      "a bracket after an unquoted colon",
      ##"""
      x: { path: http:, y: 1 }
      """##,
      ##"""
      web.yaml:1:16: error[yaml-colon-in-value]: inside brackets unquoted text cannot contain ':' before a bracket or comma
        1 | x: { path: http:, y: 1 }
          |                ^
      help: put the whole value in single quotes: 'http:'
      """##),
  ]
}
