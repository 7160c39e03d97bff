// Reads and writes the events of bench-ndjson with simdjson's on-demand parser and with a kernel that
// copies 16 bytes at a time: nanoseconds of CPU time an event, the median of the passes.
//   ndjson FILE FIELDS PASSES            every FIELDS-th key is used
// CHECKS=1: what is written has to be UTF-8, as ours has to be. A program of its own, since the compiler makes the
// kernel slower when both are in one.
// What is timed is what the formats of a pipeline are timed for: lines are cut, keys are looked up by
// their bytes, and the texts of the used fields are put into columns of 256 rows.
#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <emmintrin.h>
#include <string>
#include <string_view>
#include <vector>

using namespace simdjson;
using std::string_view;

static const bool checks = CHECKS;

static double now() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

static double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

// Calls the body with each line and its number.
template <typename Body>
static void each_line(const padded_string &text, Body body) {
  size_t number = 0;
  for (size_t at = 0; at < text.size();) {
    const char *end = (const char *)memchr(text.data() + at, '\n', text.size() - at);
    size_t stop = end ? end - text.data() : text.size();
    body(at, stop - at, number++);
    at = stop + 1;
  }
}

static ondemand::document open(ondemand::parser &parser, const padded_string &text, size_t at, size_t length) {
  return parser.iterate(text.data() + at, length, text.size() + SIMDJSON_PADDING - at);
}

// The used keys, all of 8 bytes at least: open addressing, at most a quarter full.
struct Keys {
  std::vector<std::string> names;
  std::vector<int> slots = std::vector<int>(256, -1);

  static size_t hash(string_view key) {
    uint64_t end;
    memcpy(&end, key.data() + key.size() - 8, 8);
    return end * 0x9e3779b97f4a7c15 >> 56;
  }
  void add(const std::string &name) {
    size_t slot = hash(name);
    while (slots[slot] >= 0) slot = (slot + 1) & 255;
    slots[slot] = (int)names.size();
    names.push_back(name);
  }
  int find(string_view key) const {
    for (size_t slot = hash(key); slots[slot] >= 0; slot = (slot + 1) & 255)
      if (names[slots[slot]] == key) return slots[slot];
    return -1;
  }
};

// Every used field by its name, in the order of the file: what on-demand is fastest at. Other members are
// passed over, not checked.
static void read_in_order(ondemand::parser &parser, const padded_string &text, const Keys &keys,
                          std::vector<string_view> &columns) {
  each_line(text, [&](size_t at, size_t length, size_t number) {
    auto document = open(parser, text, at, length);
    ondemand::object object = document.get_object();
    for (size_t i = 0; i < keys.names.size(); i++)
      columns[i * 256 + (number & 255)] = object.find_field(keys.names[i]).get_string();
  });
}

// Every member, in any order: what a reader of unknown input has to do. All values are looked at, so that none
// is invalid.
static void read_any_order(ondemand::parser &parser, const padded_string &text, const Keys &keys,
                           std::vector<string_view> &columns) {
  each_line(text, [&](size_t at, size_t length, size_t number) {
    auto document = open(parser, text, at, length);
    for (auto field : document.get_object()) {
      string_view key = field.unescaped_key();
      string_view value = field.value().get_string();
      int found = keys.find(key);
      if (found >= 0) columns[found * 256 + (number & 255)] = value;
    }
  });
}

// The inside of a JSON string.
static char *escape(char *to, string_view text) {
  unsigned beyond = 0;
  char *const start = to;
  const char *from = text.data(), *end = from + text.size();
  const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(31);
  while (from < end) {
    __m128i x = _mm_loadu_si128((const __m128i *)from);
    _mm_storeu_si128((__m128i *)to, x);
    unsigned mask = _mm_movemask_epi8(_mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, slash)), _mm_cmpeq_epi8(_mm_min_epu8(x, control), x)));
    size_t left = end - from;
    if (checks) beyond |= _mm_movemask_epi8(x) & (left < 16 ? (1u << left) - 1 : 0xffff);
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
  if (checks && beyond && !validate_utf8(text.data(), text.size())) return start;
  return to;
}

// Writes all members of some events.
static size_t write_all(const std::vector<std::string> &keys, const std::vector<string_view> &values,
                        std::vector<char> &room) {
  char *to = room.data();
  size_t bytes = 0;
  for (size_t event = 0; event < values.size() / keys.size(); event++) {
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
  return bytes;
}

// Reads and writes by slices of 128 events, so that what is written lies in the cache, as it does behind
// stages; the time of writing alone.
static double write_slices(ondemand::parser &parser, const padded_string &text, const std::vector<std::string> &keys) {
  const size_t slice = 128;
  std::vector<char> texts(1 << 20), room(1 << 20);
  std::vector<string_view> values;
  char *to = texts.data();
  double time = 0;
  auto write = [&] {
    double begin = now();
    write_all(keys, values, room);
    time += now() - begin;
    values.clear();
    to = texts.data();
  };
  each_line(text, [&](size_t at, size_t length, size_t) {
    auto document = open(parser, text, at, length);
    for (auto field : document.get_object()) {
      string_view value = field.value().get_string();
      memcpy(to, value.data(), value.size());
      values.emplace_back(to, value.size());
      to += value.size();
    }
    if (values.size() == slice * keys.size()) write();
  });
  write();
  return time;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  padded_string text = padded_string::load(words[1]);
  size_t every = atoi(words[2]), passes = atoi(words[3]);
  ondemand::parser parser;
  std::vector<std::string> names;
  size_t events = 0;
  each_line(text, [&](size_t at, size_t length, size_t number) {
    events = number + 1;
    if (number > 0) return;
    auto document = open(parser, text, at, length);
    for (auto field : document.get_object()) names.emplace_back(string_view(field.unescaped_key()));
  });
  // Keys that do not stand in order do so in no two events.
  bool is_ordered = std::is_sorted(names.begin(), names.end());
  std::vector<std::string> prefixes;
  for (const std::string &name : names) {
    prefixes.push_back(",\"" + name + "\":\"");
    prefixes.back().reserve(name.size() + 32);
  }
  std::sort(names.begin(), names.end());
  Keys used;
  for (size_t i = 0; i < names.size(); i += every) used.add(names[i]);
  std::vector<string_view> columns(used.names.size() * 256);
  std::vector<double> ordered, any, written;
  for (size_t pass = 0; pass < passes; pass++) {
    double begin = now();
    if (is_ordered) read_in_order(parser, text, used, columns);
    double middle = now();
    read_any_order(parser, text, used, columns);
    double end = now();
    ordered.push_back(middle - begin), any.push_back(end - middle);
    written.push_back(is_ordered ? write_slices(parser, text, prefixes) : 0);
  }
  printf("%.1f %.1f %.1f %zu\n", median(ordered) / events, median(any) / events, median(written) / events,
         columns[0].size());
}
