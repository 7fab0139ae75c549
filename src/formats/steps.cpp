#include "formats/steps.hpp"

#include <algorithm>
#include <array>

#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::size_t header_words_max = 4;  // "For the chocolate sauce:" is a header, a longer one a sentence
constexpr std::size_t number_bytes_max = 3;  // steps are numbered up to 999

constexpr std::array<std::string_view, 9> step_words = {"Step",  "Schritt", "Étape", "Etape", "Paso",
                                                        "Passo", "Steg",    "Stap",  "Trin"};
constexpr std::array<std::string_view, 4> bullets = {"•", "·", "–", "▢"};

// The figure at the start of `text`: its value, and its bytes; 0 bytes where there is none.
std::size_t figure_at(std::string_view text, std::size_t& bytes) {
  std::size_t value = 0;
  bytes = 0;
  while (bytes < text.size() && bytes < number_bytes_max && is_digit(text[bytes])) {
    value = value * 10 + static_cast<std::size_t>(text[bytes++] - '0');
  }
  if (bytes < text.size() && is_digit(text[bytes])) bytes = 0;
  return value;
}

// "3. ", "3) ", "3: ": the bytes of the number of step `wanted`, 0 where it is not there. "1.5 l" is none.
std::size_t numbering(std::string_view text, std::size_t wanted) {
  std::size_t bytes = 0;
  const std::size_t value = figure_at(text, bytes);
  if (bytes == 0 || value != wanted || bytes >= text.size()) return 0;
  if (text[bytes] != '.' && text[bytes] != ')' && text[bytes] != ':') return 0;
  const std::size_t behind = bytes + 1;
  if (behind == text.size()) return behind;
  return is_digit(text[behind]) ? 0 : behind;
}

// "Step 3:", "Step 3": the bytes, 0 where it is not there.
std::size_t step_word(std::string_view line) {
  for (const std::string_view word : step_words) {
    if (line.size() <= word.size() || !same_letters(line.substr(0, word.size()), word) || line[word.size()] != ' ')
      continue;
    std::size_t bytes = 0;
    figure_at(line.substr(word.size() + 1), bytes);
    if (bytes == 0) return 0;
    std::size_t at = word.size() + 1 + bytes;
    if (at == line.size()) return at;
    if (line[at] != '.' && line[at] != ':' && line[at] != ')' && line[at] != '-') return 0;
    return ++at;
  }
  return 0;
}

std::string_view without_bullet(std::string_view line) {
  if (line.size() > 1 && (line[0] == '-' || line[0] == '*') && line[1] == ' ') return trim(line.substr(1));
  for (const std::string_view bullet : bullets) {
    if (line.starts_with(bullet)) return trim(line.substr(bullet.size()));
  }
  return line;
}

// A text of one line, split before 2., 3. … where they count on from 1.
std::vector<std::string_view> split_numbered(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t wanted = 1;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && !is_space(text[at - 1])) continue;
    if (numbering(text.substr(at), wanted) == 0) continue;
    if (at > from) out.push_back(trim(text.substr(from, at - from)));
    from = at;
    ++wanted;
  }
  if (wanted <= 2) return {text};
  out.push_back(trim(text.substr(from)));
  return out;
}

bool wraps(std::string_view line, std::string_view next) {
  return line.find_last_of(".!?:;)\"") != line.size() - 1 && !next.empty() && next.front() >= 'a' &&
         next.front() <= 'z' && line.front() != '[' && line.front() != '#';
}

// The text's lines, with a line that only wraps joined to the next: each views `text` from its first to its last byte.
std::vector<std::string_view> whole_lines(std::string_view text) {
  std::vector<std::string_view> out;
  for (const std::string_view line : lines_of(text)) {
    bool joins = false;
    if (!out.empty()) {
      const char* end = out.back().data() + out.back().size();
      const std::string_view between(end, static_cast<std::size_t>(line.data() - end));
      joins = std::count(between.begin(), between.end(), '\n') == 1 && wraps(out.back(), line);
    }
    if (joins) {
      const char* begin = out.back().data();
      out.back() = {begin, static_cast<std::size_t>(line.data() + line.size() - begin)};
    } else {
      out.push_back(line);
    }
  }
  return out;
}

}  // namespace

bool is_step_header(std::string_view line, std::string_view& name) {
  if (!is_header(line, name)) return false;
  if (line.back() != ':') return true;
  const auto words = std::count(line.begin(), line.end(), ' ') + 1;
  return static_cast<std::size_t>(words) <= header_words_max && line.find_first_of(".,;") == std::string_view::npos;
}

std::vector<StepText> split_steps(std::string_view text) {
  std::vector<std::string_view> lines = whole_lines(text);
  if (lines.size() == 1) lines = split_numbered(lines.front());
  std::vector<StepText> out;
  std::string_view section;
  std::size_t next_number = 1;
  for (std::string_view line : lines) {
    std::string_view header;
    if (is_step_header(line, header)) {
      section = header;
      continue;
    }
    std::size_t taken = numbering(line, next_number);
    if (taken == 0) taken = numbering(line, 1);
    if (taken != 0) {
      std::size_t bytes = 0;
      next_number = figure_at(line, bytes) + 1;
    } else {
      taken = step_word(line);
    }
    line = without_bullet(trim(line.substr(taken)));
    if (!line.empty()) out.push_back({line, section});
  }
  return out;
}

}  // namespace cookdiff::formats
