#include "recipe/key.hpp"

#include <algorithm>
#include <vector>

#include "recipe/document.hpp"

namespace cookdiff::recipe {

namespace {

constexpr std::string_view makes_folder = "makes";
constexpr std::size_t hash_letters = 16;           // of 64: 64 bits, for ids that must differ within one recipe
constexpr std::size_t extension_letters_max = 10;  // longer is no extension but part of a name
constexpr std::size_t integer_digits_max = 15;

using Parts = std::vector<std::string_view>;

Parts split(std::string_view key) {
  Parts parts;
  for (;;) {
    const std::size_t slash = key.find('/');
    parts.push_back(key.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    key.remove_prefix(slash + 1);
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// "pie.json" without ".json"; a dot at the beginning or something that looks like no extension stays.
std::string_view without_extension(std::string_view part) {
  const std::size_t dot = part.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return part;
  const std::string_view extension = part.substr(dot + 1);
  const auto letter = [](char c) { return lower(c) >= 'a' && lower(c) <= 'z'; };
  const auto letter_or_digit = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  if (extension.empty() || extension.size() > extension_letters_max || !letter(extension.front()) ||
      !std::all_of(extension.begin(), extension.end(), letter_or_digit))
    return part;
  return part.substr(0, dot);
}

std::string join(const Parts& parts) {
  std::string out;
  for (const std::string_view part : parts) out.append(out.empty() ? "" : ".").append(part);
  return out;
}

// A last part `recipe` or `index` says nothing about which one it is, unless it is all there is.
void drop_plain_name(Parts& parts) {
  if (parts.size() > 1 && (parts.back() == "recipe" || parts.back() == "index")) parts.pop_back();
}

std::string recipe_of(const Parts& below, std::size_t first_makes) {
  const bool is_make = first_makes < below.size();
  if (below.front() == "recipes") {
    if (is_make && first_makes == 2) return std::string{below[1]};
    if (!is_make && below.size() == 2 && below[1].ends_with(".json") && below[1].size() > 5)
      return std::string{without_extension(below[1])};
  }
  Parts parts(below.begin(), is_make ? below.begin() + static_cast<std::ptrdiff_t>(first_makes) : below.end());
  if (!is_make) parts.back() = without_extension(parts.back());
  drop_plain_name(parts);
  return join(parts);
}

}  // namespace

Status check_key(std::string_view key) {
  const auto refuse = [](std::string detail) { return Error{Code::bad_value, false, std::move(detail)}; };
  for (const std::string_view part : split(key))
    if (part.empty() || part == "." || part == "..") return refuse("the key has an empty, . or .. part");
  for (std::size_t at = 0; at + 2 < key.size(); ++at)
    if (key[at] == '%' && key[at + 1] == '2' && lower(key[at + 2]) == 'f')
      return refuse("the key has an encoded slash");
  if (key.find('\0') != std::string_view::npos) return Error{Code::nul_byte, false, "the key has a NUL byte"};
  return Done{};
}

KeyIds ids_of_key(std::string_view below_kitchen) {
  KeyIds out;
  const Parts parts = split(below_kitchen);
  const auto name = std::prev(parts.end());
  const auto first = std::find(parts.begin(), name, makes_folder);
  out.is_make = first != name;
  out.recipe = recipe_of(parts, out.is_make ? static_cast<std::size_t>(first - parts.begin()) : parts.size());
  Parts make = parts;
  if (out.is_make) {
    auto last = first;
    for (auto at = first; at != name; ++at)
      if (*at == makes_folder) last = at;
    make.assign(last + 1, parts.end());
  }
  make.back() = without_extension(make.back());
  out.make = join(make);
  return out;
}

std::string shorten(std::string_view text, std::string_view hash) {
  if (text.size() <= id_bytes_max) return std::string{text};
  return with_hash(text, hash);
}

std::string with_hash(std::string_view text, std::string_view key_hash) {
  const std::string_view tail = key_hash.substr(0, hash_letters);
  std::size_t kept = std::min(text.size(), id_bytes_max - tail.size() - 1);
  while (kept > 0 && kept < text.size() && (static_cast<unsigned char>(text[kept]) & 0xc0) == 0x80) --kept;
  return std::string{text.substr(0, kept)}.append("-").append(tail);
}

bool is_integer(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  const bool all_digits = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return !digits.empty() && digits.size() <= integer_digits_max && all_digits && (text == "0" || digits.front() != '0');
}

}  // namespace cookdiff::recipe
