// Reads and writes the events of bench-ndjson with simdjson's on-demand parser and with a kernel that
// copies 16 bytes at a time: nanoseconds an event, the best of the passes.
//   ndjson FILE FIELDS_USED PASSES
#include <simdjson.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <emmintrin.h>
#include <string>
#include <string_view>
#include <vector>

using namespace simdjson;
using std::string_view;

static double now() {
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Line {
  size_t start, length;
};

// Every used field by its name, in the order of the file: what on-demand is fastest at.
static size_t read_in_order(ondemand::parser &parser, const padded_string &text, const std::vector<Line> &lines,
                            const std::vector<std::string> &names) {
  size_t sum = 0;
  for (const Line &line : lines) {
    auto document = parser.iterate(text.data() + line.start, line.length, text.size() + SIMDJSON_PADDING - line.start);
    ondemand::object object = document.get_object();
    for (const std::string &name : names) sum += string_view(object.find_field(name).get_string()).size();
  }
  return sum;
}

// Every member, in any order, the used ones by a table: what a reader of unknown input has to do. All of the
// values are looked at, so that none is invalid.
static size_t read_any_order(ondemand::parser &parser, const padded_string &text, const std::vector<Line> &lines,
                             const std::vector<int> &used) {
  size_t sum = 0;
  for (const Line &line : lines) {
    auto document = parser.iterate(text.data() + line.start, line.length, text.size() + SIMDJSON_PADDING - line.start);
    for (auto field : document.get_object()) {
      string_view key = field.unescaped_key();
      string_view value = field.value().get_string();
      size_t slot = (key.size() * 31 + (unsigned char)key.back() * 7 + (unsigned char)key[key.size() / 2]) & 255;
      if (used[slot]) sum += value.size();
    }
  }
  return sum;
}

static char *escape(char *to, string_view text) {
  const char *from = text.data(), *end = from + text.size();
  const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(31);
  while (from < end) {
    __m128i x = _mm_loadu_si128((const __m128i *)from);
    _mm_storeu_si128((__m128i *)to, x);
    unsigned mask = _mm_movemask_epi8(_mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, slash)), _mm_cmpeq_epi8(_mm_min_epu8(x, control), x)));
    size_t left = end - from;
    if (left < 16) mask &= (1u << left) - 1;
    if (mask == 0) {
      size_t step = left < 16 ? left : 16;
      from += step, to += step;
      continue;
    }
    unsigned step = __builtin_ctz(mask);
    from += step, to += step;
    unsigned char c = *from++;
    if (c == '"' || c == '\\') *to++ = '\\', *to++ = c;
    else to += sprintf(to, "\\u%04x", c);
  }
  return to;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  padded_string text = padded_string::load(words[1]);
  size_t used_count = atoi(words[2]), passes = atoi(words[3]);
  std::vector<Line> lines;
  for (size_t at = 0; at < text.size();) {
    const char *end = (const char *)memchr(text.data() + at, '\n', text.size() - at);
    size_t stop = end ? end - text.data() : text.size();
    lines.push_back({at, stop - at});
    at = stop + 1;
  }
  ondemand::parser parser;
  std::vector<std::string> names, keys;
  std::vector<string_view> values;
  std::vector<std::string> kept;
  std::vector<int> used(256);
  for (const Line &line : lines) {
    auto document = parser.iterate(text.data() + line.start, line.length, text.size() + SIMDJSON_PADDING - line.start);
    for (auto field : document.get_object()) {
      std::string key(string_view(field.unescaped_key()));
      if (&line == &lines[0]) {
        keys.push_back(",\"" + key + "\":\"");
        if (names.size() < used_count && keys.size() % 3 == 1) {
          names.push_back(key);
          used[(key.size() * 31 + (unsigned char)key.back() * 7 + (unsigned char)key[key.size() / 2]) & 255] = 1;
        }
      }
      kept.emplace_back(string_view(field.value().get_string()));
      kept.back().reserve(kept.back().size() + 32);
    }
  }
  for (const std::string &value : kept) values.push_back(value);
  for (std::string &key : keys) key.reserve(key.size() + 32);
  std::vector<char> room(1 << 20);
  double in_order = 1e18, any_order = 1e18, written = 1e18;
  size_t sum = 0, bytes = 0;
  for (size_t pass = 0; pass < passes; pass++) {
    double begin = now();
    sum += read_in_order(parser, text, lines, names);
    double middle = now();
    sum += read_any_order(parser, text, lines, used);
    double end = now();
    char *to = room.data();
    for (size_t event = 0; event < lines.size(); event++) {
      if (to - room.data() > (1 << 20) - 65536) to = room.data();
      char *start = to;
      for (size_t i = 0; i < keys.size(); i++) {
        const std::string &key = keys[i];
        const char *from = key.data();
        for (size_t done = 0; done < key.size(); done += 16)
          _mm_storeu_si128((__m128i *)(to + done), _mm_loadu_si128((const __m128i *)(from + done)));
        to = escape(to + key.size(), values[event * keys.size() + i]);
        *to++ = '"';
      }
      *start = '{';
      *to++ = '}', *to++ = '\n';
      bytes += to - start;
    }
    double last = now();
    if (middle - begin < in_order) in_order = middle - begin;
    if (end - middle < any_order) any_order = end - middle;
    if (last - end < written) written = last - end;
  }
  printf("%.1f %.1f %.1f %zu %zu\n", in_order / lines.size(), any_order / lines.size(), written / lines.size(), sum, bytes);
}
