#include "edge/http.hpp"

#include "json/utf8.hpp"
#include "json/write.hpp"

namespace cookdiff::edge {

namespace {

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

bool is_text(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && json::first_bad_utf8(bytes) == json::valid_throughout;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      const int high = text.size() - at > 2 ? hex_digit(text[at + 1]) : -1;
      const int low = text.size() - at > 2 ? hex_digit(text[at + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      at += 2;
    } else {
      out += text[at] == '+' && plus_is_space ? ' ' : text[at];
    }
  }
  if (!is_text(out)) return std::nullopt;
  return out;
}

}  // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  for (std::string_view rest = query; !rest.empty();) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (decode(pair.substr(0, equals), true) == name)
      return equals == std::string_view::npos ? std::optional<std::string>{""} : decode(pair.substr(equals + 1), true);
  }
  return std::nullopt;
}

std::optional<std::string> percent_decode(std::string_view text) { return decode(text, false); }

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_' ||
                       letter == '~';
    if (plain) {
      out += letter;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[static_cast<unsigned char>(letter) >> 4];
      out += "0123456789ABCDEF"[static_cast<unsigned char>(letter) & 15];
    }
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& letter : out)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return out;
}

std::string head_json(const Response& response) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("status").integer(response.status).key("headers").begin_array();
  for (const auto& [name, value] : response.headers) writer.begin_array().string(name).string(value).end_array();
  writer.end_array().end_object();
  return out;
}

}  // namespace cookdiff::edge
