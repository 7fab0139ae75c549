#include "cli/arguments.hpp"

#include <algorithm>

namespace cookdiff::cli {

namespace {

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

bool is_choice(const Option& option, std::string_view value) {
  const auto choices = split_words(option.choices);
  return choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end();
}

Error wrong(std::string detail) { return Error{Code::bad_value, false, std::move(detail)}; }

std::string meant(std::string_view typed, std::span<const std::string_view> names, std::string_view dashes) {
  const std::string_view name = nearest(typed, names);
  if (name.empty()) return {};
  return "; did you mean " + std::string(dashes) + std::string(name) + "?";
}

Error unknown_option(std::string_view word, std::string_view name, std::span<const Option> options) {
  std::vector<std::string_view> names;
  for (const Option& option : options) names.push_back(option.name);
  return wrong("unknown option " + std::string(word) + meant(name, names, "--"));
}

Error wrong_choice(const Option& option, std::string_view value) {
  const auto choices = split_words(option.choices);
  std::string detail = "--" + std::string(option.name) + " cannot be \"" + std::string(value) + "\"";
  detail += meant(value, choices, "");
  detail += " (it is one of";
  for (const std::string_view choice : choices)
    detail += (choice == choices.front() ? " " : ", ") + std::string(choice);
  return wrong(detail + ")");
}

}  // namespace

std::string_view nearest(std::string_view typed, std::span<const std::string_view> names) {
  constexpr std::size_t letters_max = 64;  // longer words are no misspelling of ours, and the table below is quadratic
  std::string_view best;
  std::size_t best_edits = 0;
  for (const std::string_view name : names) {
    if (typed.size() > letters_max) break;
    std::vector<std::size_t> row(name.size() + 1);
    for (std::size_t n = 0; n < row.size(); ++n) row[n] = n;
    for (std::size_t m = 1; m <= typed.size(); ++m) {
      std::size_t diagonal = row[0];
      row[0] = m;
      for (std::size_t n = 1; n < row.size(); ++n) {
        const std::size_t changed = diagonal + (typed[m - 1] == name[n - 1] ? 0 : 1);
        diagonal = row[n];
        row[n] = std::min({changed, row[n] + 1, row[n - 1] + 1});
      }
    }
    const std::size_t edits = row.back();
    const bool begins = typed.size() >= 3 && name.substr(0, typed.size()) == typed;
    if (!begins && edits * 3 > std::max(typed.size(), name.size())) continue;
    if (best.empty() || edits < best_edits) best = name, best_edits = edits;
  }
  return best;
}

Result<Arguments> Arguments::parse(std::span<const std::string_view> typed, std::span<const Option> options) {
  Arguments out;
  for (std::size_t at = 0; at < typed.size(); ++at) {
    const std::string_view word = typed[at];
    if (word == "--") {
      out.words_.insert(out.words_.end(), typed.begin() + static_cast<std::ptrdiff_t>(at) + 1, typed.end());
      break;
    }
    if (word.size() < 2 || word[0] != '-') {
      out.words_.push_back(word);
      continue;
    }
    TRY_DONE(out.take(typed, at, options));
  }
  return out;
}

Status Arguments::take(std::span<const std::string_view> typed, std::size_t& at, std::span<const Option> options) {
  const std::string_view word = typed[at];
  if (word == "-h") {
    typed_.push_back({"help", {}});
    return Done{};
  }
  const std::size_t equals = std::min(word.find('='), word.size());
  const std::string_view name = word.substr(0, 2) == "--" ? word.substr(2, equals - 2) : word.substr(1);
  const auto option = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
  if (option == options.end() || word.substr(0, 2) != "--")
    return unknown_option(word.substr(0, equals), name, options);
  const std::string called = "--" + std::string(name);
  if (option->value.empty()) {
    if (equals < word.size()) return wrong(called + " takes no value");
    typed_.push_back({option->name, {}});
    return Done{};
  }
  std::string_view value = option->if_bare;
  if (equals < word.size()) {
    value = word.substr(equals + 1);
  } else if (at + 1 < typed.size() && (option->if_bare.empty() || is_choice(*option, typed[at + 1]))) {
    value = typed[++at];
  } else if (option->if_bare.empty()) {
    return wrong(called + " needs a value: " + called + " " + std::string(option->value));
  }
  if (!is_choice(*option, value)) return wrong_choice(*option, value);
  typed_.push_back({option->name, value});
  return Done{};
}

bool Arguments::has(std::string_view name) const {
  return std::any_of(typed_.begin(), typed_.end(), [&](const Typed& typed) { return typed.name == name; });
}

std::string_view Arguments::value(std::string_view name, std::string_view otherwise) const {
  for (auto typed = typed_.rbegin(); typed != typed_.rend(); ++typed)
    if (typed->name == name) return typed->value;
  return otherwise;
}

}  // namespace cookdiff::cli
