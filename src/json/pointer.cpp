#include "json/pointer.hpp"

#include "base/number.hpp"

namespace cookdiff::json {

void append_token(std::string_view key, std::string& pointer) {
  pointer += '/';
  for (const char letter : key) {
    if (letter == '~')
      pointer += "~0";
    else if (letter == '/')
      pointer += "~1";
    else
      pointer += letter;
  }
}

void append_token(std::size_t index, std::string& pointer) {
  pointer += '/';
  base::append_integer(static_cast<std::int64_t>(index), pointer);
}

namespace {

// The token without its escapes; false where a ~ is followed by neither 0 nor 1.
bool unescape_token(std::string_view token, Arena& arena, std::string_view& out) {
  out = token;
  if (token.find('~') == std::string_view::npos) return true;
  char* const begin = arena.array<char>(token.size());
  std::size_t size = 0;
  for (std::size_t i = 0; i < token.size(); ++i) {
    begin[size++] = token[i];
    if (token[i] != '~') continue;
    ++i;
    if (i == token.size() || (token[i] != '0' && token[i] != '1')) return false;
    begin[size - 1] = token[i] == '0' ? '~' : '/';
  }
  out = {begin, size};
  return true;
}

}  // namespace

Result<std::vector<std::string_view>> parse_pointer(std::string_view pointer, Arena& arena) {
  std::vector<std::string_view> tokens;
  if (pointer.empty()) return tokens;
  if (pointer[0] != '/') return Error{Code::bad_value, false, "a JSON Pointer begins with a slash"};
  std::size_t start = 1;
  for (;;) {
    const std::size_t slash = pointer.find('/', start);
    std::string_view token;
    if (!unescape_token(pointer.substr(start, slash == std::string_view::npos ? slash : slash - start), arena, token))
      return Error{Code::bad_value, false, "in a JSON Pointer ~ is followed by 0 or 1"};
    tokens.push_back(token);
    if (slash == std::string_view::npos) return tokens;
    start = slash + 1;
  }
}

bool to_index(std::string_view token, std::size_t& out) {
  constexpr std::size_t index_digits_max = 9;  // more than any document that is read has items
  if (token.empty() || token.size() > index_digits_max || (token[0] == '0' && token.size() > 1)) return false;
  out = 0;
  for (const char letter : token) {
    if (letter < '0' || letter > '9') return false;
    out = out * 10 + static_cast<std::size_t>(letter - '0');
  }
  return true;
}

Result<Value> find(const Value& document, std::string_view pointer) {
  Arena arena(256);
  TRY(const std::vector<std::string_view> tokens, parse_pointer(pointer, arena));
  const Value* at = &document;
  std::string reached;
  for (const std::string_view token : tokens) {
    const Value* next = nullptr;
    std::size_t index = 0;
    if (at->is_object())
      next = at->find(token);
    else if (at->is_array() && to_index(token, index) && index < at->size)
      next = at->array().data() + index;
    if (next == nullptr) return Error{Code::not_found, false, "the document has no such place", reached};
    append_token(token, reached);
    at = next;
  }
  return *at;
}

}  // namespace cookdiff::json
