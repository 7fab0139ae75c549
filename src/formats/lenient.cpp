#include "formats/lenient.hpp"

#include <array>

#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::array<std::string_view, 6> openings = {"<!--",          "//<![CDATA[",     "// <![CDATA[",
                                                      "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA["};
constexpr std::array<std::string_view, 8> closings = {"//-->",  "// -->",  "-->",       "//]]>",
                                                      "// ]]>", "/*]]>*/", "/* ]]> */", "]]>"};

std::string_view unwrap(std::string_view block) {
  block = trim(block);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view opening : openings) {
      if (!block.starts_with(opening)) continue;
      block = trim(block.substr(opening.size()));
      again = true;
    }
    for (const std::string_view closing : closings) {
      if (!block.ends_with(closing)) continue;
      block = trim(block.substr(0, block.size() - closing.size()));
      again = true;
    }
    while (block.ends_with(';')) {
      block = trim(block.substr(0, block.size() - 1));
      again = true;
    }
  }
  return block;
}

void append_control(char byte, std::string& out) {
  if (byte == '\n') {
    out += "\\n";
  } else if (byte == '\t') {
    out += "\\t";
  } else if (byte == '\r') {
    out += "\\r";
  } else {
    out += ' ';
  }
}

bool is_escape(char byte) { return std::string_view("\"\\/bfnrtu").find(byte) != std::string_view::npos; }

// The string that begins at text[at] == '"', up to behind its closing quote.
std::size_t copy_string(std::string_view text, std::size_t at, std::string& out) {
  out += text[at++];
  while (at < text.size()) {
    const char byte = text[at++];
    if (byte == '"') {
      out += byte;
      return at;
    }
    if (byte == '\\' && at < text.size()) {
      if (is_escape(text[at])) {
        out += byte;
        out += text[at];
        ++at;
      }
    } else if (static_cast<unsigned char>(byte) < 0x20) {
      append_control(byte, out);
    } else {
      out += byte;
    }
  }
  return at;
}

}  // namespace

std::string mend_json(std::string_view block) {
  std::string_view text = unwrap(block);
  std::string decoded;
  if (text.find('"') == std::string_view::npos && text.find("&quot;") != std::string_view::npos) {
    decode_entities(text, decoded);
    text = decoded;
  }
  std::string out;
  out.reserve(text.size() + 64);
  std::size_t comma = std::string::npos;  // where `out` has a comma with nothing but white space behind it
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if (byte == '"') {
      comma = std::string::npos;
      at = copy_string(text, at, out);
      continue;
    }
    if ((byte == ']' || byte == '}') && comma != std::string::npos) out[comma] = ' ';
    if (byte == ',') {
      comma = out.size();
    } else if (!is_space(byte)) {
      comma = std::string::npos;
    }
    out += byte;
    ++at;
  }
  return out;
}

}  // namespace cookdiff::formats
