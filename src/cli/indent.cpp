#include "cli/indent.hpp"

#include "json/write.hpp"

namespace cookdiff::cli {

namespace {

// Depth is that of a document that was read, 256 at most.
void write_indented(const json::Value& value, std::size_t depth, std::string& out) {
  if (value.size == 0 || (!value.is_array() && !value.is_object())) return json::write(value, out);
  const auto new_line = [&out](std::size_t levels) {
    out += '\n';
    out.append(levels * 2, ' ');
  };
  bool first = true;
  out += value.is_array() ? '[' : '{';
  for (const json::Value& item : value.array()) {
    if (!first) out += ',';
    first = false;
    new_line(depth + 1);
    write_indented(item, depth + 1, out);
  }
  for (const json::Member& member : value.object()) {
    if (!first) out += ',';
    first = false;
    new_line(depth + 1);
    json::write_string(member.key, out);
    out += ": ";
    write_indented(member.value, depth + 1, out);
  }
  new_line(depth);
  out += value.is_array() ? ']' : '}';
}

}  // namespace

std::string document_text(const json::Value& value, bool indented) {
  std::string out;
  if (indented) {
    write_indented(value, 0, out);
  } else {
    json::write(value, out);
  }
  out += '\n';
  return out;
}

}  // namespace cookdiff::cli
