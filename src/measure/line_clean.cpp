#include "measure/line_clean.hpp"

#include "measure/scan.hpp"
#include "measure/term.hpp"

namespace cookdiff::measure {

namespace {

constexpr char32_t wide_open = 0xFF08;  // （ and ） of Japanese lists
constexpr char32_t wide_close = 0xFF09;

constexpr char32_t wide_colon = 0xFF1A;

// The letter that is written for one of East Asian width, else 0.
char narrow(char32_t code) {
  if (code == wide_open || code == '[') return '(';
  if (code == wide_close || code == ']') return ')';
  return code == wide_colon ? ':' : '\0';
}

// The dots that lead from a name to its amount ("Zucker ..... 100 g", "砂糖……大さじ2"): the end of their run and of the
// spaces behind it where an amount follows, else `at`.
std::size_t leader_end(std::string_view line, std::size_t at) {
  const auto is_dots = [](char32_t c) { return c == 0x2025 || c == 0x2026 || c == 0x22EF; };
  std::size_t end = at;
  while (end < line.size() && (line[end] == '.' || is_dots(letter_at(line, end).code)))
    end += letter_at(line, end).bytes;
  if (end < at + 2 || at == 0) return at;
  end = skip_spaces(line, end);
  const std::string_view rest = line.substr(end);
  return read_number(rest).bytes != 0 || unit_first_bytes(rest) != 0 || begins_no_amount(rest) ? end : at;
}

// One space for every run of spaces, nothing invisible, one kind of brackets and colons. A line that is so already is
// not copied.
std::string_view clean(std::string_view line, Arena& arena) {
  line = trim(line);
  bool clean_already = true;
  for (std::size_t at = 0; at < line.size() && clean_already;) {
    const Letter letter = letter_at(line, at);
    const bool leader = leader_end(line, at) != at;
    const bool twice = letter.code == ' ' && at + 1 < line.size() && line[at + 1] == ' ';
    clean_already = !leader && !is_invisible(letter.code) && !twice && (letter.code == ' ' || !is_space(letter.code)) &&
                    narrow(letter.code) == '\0';
    at += letter.bytes;
  }
  if (clean_already) return line;
  char* out = arena.array<char>(line.size());
  std::size_t size = 0;
  for (std::size_t at = 0; at < line.size();) {
    const Letter letter = letter_at(line, at);
    if (const std::size_t end = leader_end(line, at); end != at) {
      out[size++] = ':';
      out[size++] = ' ';
      at = end;
      continue;
    }
    if (narrow(letter.code) != '\0') {
      out[size++] = narrow(letter.code);
      if (letter.code == wide_colon) out[size++] = ' ';
    } else if (is_space(letter.code)) {
      if (size > 0 && out[size - 1] != ' ') out[size++] = ' ';
    } else if (!is_invisible(letter.code)) {
      for (unsigned n = 0; n < letter.bytes; ++n) out[size++] = line[at + n];
    }
    at += letter.bytes;
  }
  return {out, size};
}

bool is_bullet(char32_t c) {
  return is_dash(c) || c == '*' || c == '+' || c == 0xB7 || (c >= 0x2022 && c <= 0x2023) || c == 0x2043 ||
         c == 0x2219 || (c >= 0x25A0 && c <= 0x27BF) || c == 0x203B || c == 0x30FB || c == 0xFF0A ||
         (c >= 0x1F300 && c <= 0x1FAFF);  // shapes, stars, hearts, ticks; ※ ・ ＊; emoji
}
std::string_view without_bullets(std::string_view line) {
  for (;;) {
    const Letter letter = letter_at(line, 0);
    if (letter.bytes == 0 || !is_bullet(letter.code)) return line;
    line = trim(line.substr(letter.bytes));
  }
}

}  // namespace

std::string_view cleaned_line(std::string_view line, Arena& arena) { return without_bullets(clean(line, arena)); }

}  // namespace cookdiff::measure
