#include "diff/pair_steps.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "base/sort.hpp"
#include "diff/assign.hpp"
#include "diff/classes.hpp"
#include "diff/other.hpp"
#include "json/subsequence.hpp"

namespace cookdiff::diff {
namespace {

constexpr int edited_alike = 400;      // of 1000: from here on a step in the same gap is the same step, edited
constexpr int moved_alike = 550;       // and one that stands elsewhere
constexpr int gap_score = 150;         // for standing between the same neighbours
constexpr int clearly_the_same = 600;  // of the words as they are written: then no other stage pairs otherwise
constexpr int clearly_another = 350;
constexpr std::size_t edited_steps_max = 8;        // that are looked at so
constexpr std::size_t all_pairs_max = 4096;        // of what is left over; above it only by shared words
constexpr std::size_t shared_word_steps_max = 16;  // a word in more steps says nothing
constexpr std::size_t same_letters_max = 64;       // steps of the same letters that are compared each with each
constexpr std::size_t parts_max = 8;               // that one step may be written as

using Places = std::vector<std::uint32_t>;

class Pairer {
 public:
  Pairer(StepPairing& pairing, Frame& frame) : p_(pairing), frame_(frame) {}

  void run() {
    ends();
    // Nothing is left on one side: what the other has is added or removed.
    if (p_.front + p_.back == std::min(p_.first.size(), p_.second.size())) return;
    expect_texts();
    find_same_bytes();
    if (edited_in_place()) return find_moves();
    read_texts();
    if (first_end() - p_.front > 1 || second_end() - p_.front > 1) by_common_subsequence();
    by_same_text();
    by_parts();
    by_likeness();
    find_moves();
  }

 private:
  [[nodiscard]] std::size_t first_end() const { return p_.first.size() - p_.back; }
  [[nodiscard]] std::size_t second_end() const { return p_.second.size() - p_.back; }
  [[nodiscard]] bool first_free(std::size_t i) const { return p_.first_partner[i] == nobody && !p_.first_in_parted[i]; }
  [[nodiscard]] bool second_free(std::size_t j) const {
    return p_.second_partner[j] == nobody && !p_.second_in_parted[j];
  }
  void pair(std::size_t i, std::size_t j) {
    p_.first_partner[i] = static_cast<std::uint32_t>(j);
    p_.second_partner[j] = static_cast<std::uint32_t>(i);
  }

  void ends() {
    const auto same = [this](std::size_t i, std::size_t j) { return p_.first[i].text == p_.second[j].text; };
    const std::size_t shorter = std::min(p_.first.size(), p_.second.size());
    while (p_.front < shorter && same(p_.front, p_.front)) ++p_.front;
    while (p_.back < shorter - p_.front && same(p_.first.size() - 1 - p_.back, p_.second.size() - 1 - p_.back))
      ++p_.back;
    for (std::size_t i = 0; i < p_.front; ++i) pair(i, i);
    for (std::size_t i = 1; i <= p_.back; ++i) pair(p_.first.size() - i, p_.second.size() - i);
  }

  void expect_texts() {
    std::size_t bytes = 0;
    for (std::size_t i = p_.front; i < first_end(); ++i) bytes += p_.first[i].text.size();
    for (std::size_t j = p_.front; j < second_end(); ++j) bytes += p_.second[j].text.size();
    frame_.normal.expect(bytes);
    p_.first_texts.resize(p_.first.size());
    p_.second_texts.resize(p_.second.size());
  }

  void read_texts() {
    for (std::size_t i = p_.front; i < first_end(); ++i)
      if (!same_bytes(first_raw_[i - p_.front])) p_.first_texts[i] = frame_.normal(p_.first[i].text);
    for (std::size_t j = p_.front; j < second_end(); ++j)
      if (!same_bytes(second_raw_[j - p_.front])) p_.second_texts[j] = frame_.normal(p_.second[j].text);
  }

  // Reading a text costs more than all else together, and most steps stand on both sides to the byte, equally often.
  // Those are not read, unless a step that must be read could turn out to be the same text in other words.
  void find_same_bytes() {
    Classes classes(first_end() + second_end() - 2 * p_.front);
    std::vector<std::int32_t> more_in_first;
    std::vector<std::string_view> texts;
    const auto number = [&](std::string_view text, int count) {
      const std::uint32_t of = classes.of(text);
      if (of == texts.size()) {
        texts.push_back(text);
        more_in_first.push_back(0);
      }
      more_in_first[of] += count;
      return of;
    };
    for (std::size_t i = p_.front; i < first_end(); ++i) first_raw_.push_back(number(p_.first[i].text, 1));
    for (std::size_t j = p_.front; j < second_end(); ++j) second_raw_.push_back(number(p_.second[j].text, -1));
    std::uint32_t read = 0;  // the beginnings of what must be read
    for (std::size_t n = 0; n < texts.size(); ++n)
      if (more_in_first[n] != 0) read |= beginning(texts[n]);
    for (std::size_t n = 0; n < texts.size(); ++n) {
      const std::uint32_t own = beginning(texts[n]);
      same_bytes_.push_back(more_in_first[n] == 0 && (own & read) == 0 && ((own | read) & any_beginning) == 0);
    }
  }

  // Two texts that are the same in other words begin alike: a bit for each letter of the alphabet, and one for what may
  // begin like anything (numbers and number words, markup, letters beyond ASCII).
  static constexpr std::uint32_t any_beginning = std::uint32_t{1} << 26;
  static std::uint32_t beginning(std::string_view text) {
    constexpr std::string_view skipped = " \t\r\n.,;:!?'\"()[]{}*-_/#%@\\";
    const std::size_t at = text.find_first_not_of(skipped);
    if (at == std::string_view::npos) return any_beginning;
    const char letter = static_cast<char>(text[at] | 0x20);
    if (letter < 'a' || letter > 'z' || text[at] < 'A') return any_beginning;
    if (measure::may_begin_measure(text.substr(at))) return any_beginning;
    return std::uint32_t{1} << (letter - 'a');
  }
  [[nodiscard]] bool same_bytes(std::uint32_t raw) const { return same_bytes_[raw]; }

  // What cooks do most: a few steps edited. As many are left on both sides, and the k-th of one side has most of its
  // words with the k-th of the other and nearly none with any other that is left: likeness could pair them in no other
  // way, so they are read only where they differ.
  bool edited_in_place() {
    Places first;
    Places second;
    for (std::size_t i = p_.front; i < first_end(); ++i)
      if (!same_bytes(first_raw_[i - p_.front])) first.push_back(static_cast<std::uint32_t>(i));
    for (std::size_t j = p_.front; j < second_end(); ++j)
      if (!same_bytes(second_raw_[j - p_.front])) second.push_back(static_cast<std::uint32_t>(j));
    if (first.size() != second.size() || first.size() > edited_steps_max || !clearly_alike(first, second)) return false;
    // One class for each two of them: then they pair as what is equal does.
    std::uint32_t next = static_cast<std::uint32_t>(same_bytes_.size());
    Places first_classes = first_raw_;
    Places second_classes = second_raw_;
    for (std::size_t k = 0; k < first.size(); ++k, ++next)
      first_classes[first[k] - p_.front] = second_classes[second[k] - p_.front] = next;
    pair_classes(first_classes, second_classes, next);
    for (std::size_t k = 0; k < first.size(); ++k)
      read_where_different(p_.first[first[k]].text, p_.second[second[k]].text, frame_.normal, p_.first_texts[first[k]],
                           p_.second_texts[second[k]]);
    return true;
  }

  [[nodiscard]] bool clearly_alike(const Places& first, const Places& second) const {
    std::vector<std::uint64_t> first_words[edited_steps_max];
    std::vector<std::uint64_t> second_words[edited_steps_max];
    for (std::size_t k = 0; k < first.size(); ++k) {
      Normalizer::written_words(p_.first[first[k]].text, first_words[k]);
      Normalizer::written_words(p_.second[second[k]].text, second_words[k]);
    }
    for (std::size_t k = 0; k < first.size(); ++k)
      for (std::size_t l = 0; l < second.size(); ++l) {
        const int alike = likeness(first_words[k], second_words[l]);
        if (k == l ? alike < clearly_the_same : alike > clearly_another) return false;
      }
    return true;
  }

  // The letters with the figures of the measures, so that equal keys are equal steps.
  std::string_view key(const NormalText& text) {
    if (text.measures.empty()) return text.letters;
    frame_.scratch.assign(text.letters);
    for (const measure::Measure& measure : text.measures) {
      for (const measure::Amount* amount = &measure.amount; amount != nullptr; amount = amount->also) put_key(*amount);
      frame_.scratch += '\n';
    }
    return frame_.keep();
  }
  void put_key(const measure::Amount& amount) {
    const double ends[2] = {amount.min, amount.max};
    char bytes[sizeof ends];
    std::memcpy(bytes, ends, sizeof ends);
    frame_.scratch.append(bytes, sizeof bytes);
    frame_.scratch += static_cast<char>(amount.form);
    frame_.scratch += measure::symbol(amount);
    frame_.scratch += '\t';
  }

  void by_common_subsequence() {
    Classes classes(first_end() + second_end() - 2 * p_.front);
    Places first;
    Places second;
    // What was not read has the classes behind those of the keys.
    const auto unread = static_cast<std::uint32_t>(first_raw_.size() + second_raw_.size());
    const auto class_of = [&](std::uint32_t raw, const NormalText& text) {
      return same_bytes(raw) ? unread + raw : classes.of(key(text));
    };
    for (std::size_t i = p_.front; i < first_end(); ++i)
      first.push_back(class_of(first_raw_[i - p_.front], p_.first_texts[i]));
    for (std::size_t j = p_.front; j < second_end(); ++j)
      second.push_back(class_of(second_raw_[j - p_.front], p_.second_texts[j]));
    pair_classes(first, second, unread + same_bytes_.size());
  }

  // Along a longest row that both have; then what is left of a class stands elsewhere: in order.
  void pair_classes(const Places& first, const Places& second, std::size_t class_count) {
    for (const json::Pair& common : json::common_subsequence(first, second, class_count))
      pair(p_.front + common.a, p_.front + common.b);
    std::vector<Places> left(class_count);
    for (std::size_t j = second.size(); j-- > 0;)
      if (second_free(p_.front + j)) left[second[j]].push_back(static_cast<std::uint32_t>(p_.front + j));
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (!first_free(p_.front + i) || left[first[i]].empty()) continue;
      pair(p_.front + i, left[first[i]].back());
      left[first[i]].pop_back();
    }
  }

  // The same letters, and measures that are the same in other words or at the scale.
  void by_same_text() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> second;
    for (std::size_t j = p_.front; j < second_end(); ++j)
      if (second_free(j)) second.emplace_back(p_.second_texts[j].hash, static_cast<std::uint32_t>(j));
    base::sort(second.begin(), second.end());
    for (std::size_t i = p_.front; i < first_end(); ++i) {
      if (!first_free(i)) continue;
      const std::uint64_t hash = p_.first_texts[i].hash;
      auto at = std::lower_bound(second.begin(), second.end(), std::pair<std::uint64_t, std::uint32_t>(hash, 0));
      for (std::size_t tries = 0; at != second.end() && at->first == hash && tries < same_letters_max; ++at, ++tries) {
        if (!second_free(at->second) || !same_text(p_.first_texts[i], p_.second_texts[at->second], frame_.scale))
          continue;
        pair(i, at->second);
        break;
      }
    }
  }

  // One step whose letters and measures are those of several that follow each other.
  void by_parts() {
    look_for_parts(p_.first_texts, p_.second_texts, true);
    look_for_parts(p_.second_texts, p_.first_texts, false);
  }

  [[nodiscard]] bool is_free(bool in_first, std::size_t at) const {
    return in_first ? first_free(at) : second_free(at);
  }

  void look_for_parts(const std::vector<NormalText>& wholes, const std::vector<NormalText>& parts, bool one_in_first) {
    const std::size_t whole_end = wholes.size() - p_.back;
    const std::size_t parts_end = parts.size() - p_.back;
    // The parts that can begin a step, by their first letters.
    std::vector<std::pair<std::string_view, std::uint32_t>> beginnings;
    for (std::size_t j = p_.front; j + 1 < parts_end; ++j)
      if (is_free(!one_in_first, j) && is_free(!one_in_first, j + 1) && !parts[j].letters.empty())
        beginnings.emplace_back(parts[j].letters, static_cast<std::uint32_t>(j));
    if (beginnings.empty()) return;
    base::sort(beginnings.begin(), beginnings.end());
    for (std::size_t i = p_.front; i < whole_end; ++i) {
      if (!is_free(one_in_first, i) || wholes[i].letters.empty()) continue;
      // A beginning sorts before the whole; the nearest below it are the longest.
      auto at = std::upper_bound(beginnings.begin(), beginnings.end(),
                                 std::pair<std::string_view, std::uint32_t>(wholes[i].letters, nobody));
      for (std::size_t tries = 0; at != beginnings.begin() && tries < same_letters_max; ++tries) {
        --at;
        if (!wholes[i].letters.starts_with(at->first)) {
          if (wholes[i].letters[0] != at->first[0]) break;
          continue;
        }
        if (take_parts(wholes[i], parts, i, at->second, parts_end, one_in_first)) break;
      }
    }
  }

  bool take_parts(const NormalText& whole, const std::vector<NormalText>& parts, std::size_t i, std::size_t from,
                  std::size_t parts_end, bool one_in_first) {
    std::string_view rest = whole.letters;
    std::size_t measures = 0;
    std::size_t until = from;
    while (!rest.empty() && until < parts_end && until - from < parts_max && is_free(!one_in_first, until)) {
      const NormalText& part = parts[until];
      // Between two numbers of one step stands a space that nothing has where a step ends.
      if (until != from && rest.starts_with(' ')) rest.remove_prefix(1);
      if (part.letters.empty() || !rest.starts_with(part.letters)) return false;
      rest.remove_prefix(part.letters.size());
      for (const measure::Measure& measure : part.measures) {
        if (measures == whole.measures.size()) return false;
        const measure::Measure& other = whole.measures[measures++];
        if (!(one_in_first ? same_measure(other, measure, frame_.scale) : same_measure(measure, other, frame_.scale)))
          return false;
      }
      ++until;
    }
    if (!rest.empty() || measures != whole.measures.size() || until - from < 2) return false;
    p_.parted.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(from),
                         static_cast<std::uint32_t>(until), one_in_first});
    (one_in_first ? p_.first_in_parted : p_.second_in_parted)[i] = true;
    for (std::size_t j = from; j < until; ++j) (one_in_first ? p_.second_in_parted : p_.first_in_parted)[j] = true;
    one_in_first ? pair(i, from) : pair(from, i);
    return true;
  }

  // The nearest paired neighbour before and behind each step, as a place on the second side.
  struct Neighbours {
    Places before;
    Places behind;
  };
  static Neighbours neighbours(const Places& partner, bool own_places) {
    Neighbours out{Places(partner.size(), nobody), Places(partner.size(), nobody)};
    std::uint32_t last = nobody;
    for (std::size_t i = 0; i < partner.size(); ++i) {
      out.before[i] = last;
      if (partner[i] != nobody) last = own_places ? static_cast<std::uint32_t>(i) : partner[i];
    }
    last = nobody;
    for (std::size_t i = partner.size(); i-- > 0;) {
      out.behind[i] = last;
      if (partner[i] != nobody) last = own_places ? static_cast<std::uint32_t>(i) : partner[i];
    }
    return out;
  }

  void by_likeness() {
    Places first;
    Places second;
    for (std::size_t i = p_.front; i < first_end(); ++i)
      if (first_free(i)) first.push_back(static_cast<std::uint32_t>(i));
    for (std::size_t j = p_.front; j < second_end(); ++j)
      if (second_free(j)) second.push_back(static_cast<std::uint32_t>(j));
    if (first.empty() || second.empty()) return;
    const Neighbours first_near = neighbours(p_.first_partner, false);
    const Neighbours second_near = neighbours(p_.second_partner, true);
    std::vector<Candidate> candidates;
    const auto consider = [&](std::size_t a, std::size_t b) {
      const std::uint32_t i = first[a];
      const std::uint32_t j = second[b];
      const int alike = likeness(p_.first_texts[i].words, p_.second_texts[j].words);
      const bool in_gap =
          first_near.before[i] == second_near.before[j] || first_near.behind[i] == second_near.behind[j];
      if (alike < (in_gap ? edited_alike : moved_alike)) return;
      candidates.push_back(
          {static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), alike + (in_gap ? gap_score : 0)});
    };
    if (first.size() * second.size() <= all_pairs_max) {
      for (std::size_t a = 0; a < first.size(); ++a)
        for (std::size_t b = 0; b < second.size(); ++b) consider(a, b);
    } else {
      for (const auto& [a, b] : likely_pairs(first, second)) consider(a, b);
    }
    for (const Candidate& chosen : assign(std::move(candidates), first.size(), second.size()))
      pair(first[chosen.first], second[chosen.second]);
  }

  // Of many: those that share a word which few steps have, or their place among what is left over.
  std::vector<std::pair<std::size_t, std::size_t>> likely_pairs(const Places& first, const Places& second) {
    std::vector<std::pair<std::uint64_t, std::size_t>> words;
    for (std::size_t b = 0; b < second.size(); ++b)
      for (const std::uint64_t word : p_.second_texts[second[b]].words) words.emplace_back(word, b);
    base::sort(words.begin(), words.end());
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t a = 0; a < first.size(); ++a) {
      for (const std::uint64_t word : p_.first_texts[first[a]].words) {
        const auto from = std::lower_bound(words.begin(), words.end(), std::pair<std::uint64_t, std::size_t>(word, 0));
        auto until = from;
        while (until != words.end() && until->first == word && until - from <= std::ptrdiff_t{shared_word_steps_max})
          ++until;
        if (until - from > std::ptrdiff_t{shared_word_steps_max}) continue;
        for (auto at = from; at != until; ++at) out.emplace_back(a, at->second);
      }
      if (a < second.size()) out.emplace_back(a, a);
    }
    base::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  // All paired steps but a longest run that rises on both sides.
  void find_moves() {
    Places places;
    Places partners;
    for (std::size_t i = 0; i < p_.first.size(); ++i) {
      if (p_.first_partner[i] == nobody) continue;
      places.push_back(static_cast<std::uint32_t>(i));
      partners.push_back(p_.first_partner[i]);
    }
    if (std::is_sorted(partners.begin(), partners.end())) return;
    p_.first_moved.assign(p_.first.size(), true);
    for (const std::uint32_t kept : json::longest_rising(partners)) p_.first_moved[places[kept]] = false;
  }

  StepPairing& p_;
  Frame& frame_;
  std::vector<std::uint32_t> first_raw_;  // classes of the texts to the byte, of the steps between the ends
  std::vector<std::uint32_t> second_raw_;
  std::vector<bool> same_bytes_;  // by class: equally often on both sides, and like nothing that must be read
};

}  // namespace

StepPairing pair_steps(std::span<const recipe::Step> first, std::span<const recipe::Step> second, Frame& frame) {
  StepPairing out;
  out.first = first;
  out.second = second;
  out.first_partner.assign(first.size(), nobody);
  out.second_partner.assign(second.size(), nobody);
  out.first_in_parted.assign(first.size(), false);
  out.second_in_parted.assign(second.size(), false);
  out.first_moved.assign(first.size(), false);
  Pairer(out, frame).run();
  return out;
}

}  // namespace cookdiff::diff
