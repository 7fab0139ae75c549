#include "cli/pairs.hpp"

#include <algorithm>
#include <string>

#include "cli/document.hpp"
#include "cli/file.hpp"
#include "cli/place.hpp"
#include "json/utf8.hpp"
#include "json/write.hpp"

namespace cookdiff::cli {

namespace {

// File names are bytes and JSON is text: what is no UTF-8 in them becomes "?" in the answer.
std::string as_text(std::string_view name) {
  std::string out(name);
  std::size_t begin = 0;
  for (std::size_t bad = 0;
       (bad = json::first_bad_utf8(std::string_view(out).substr(begin))) != json::valid_throughout;) {
    begin += bad;
    out[begin] = '?';
  }
  return out;
}

void begin_line(std::string_view original, std::string_view make, std::string& line) {
  line = "{\"original\":";
  json::write_string(as_text(original), line);
  line += ",\"make\":";
  json::write_string(as_text(make), line);
  line += ',';
}

void add_error(const Error& error, const Document* document, std::string_view message, std::string& line) {
  line += "\"error\":";
  json::Writer writer(line);
  writer.begin_object().key("code").string(base::code_name(error.code)).key("detail").string(error.detail);
  writer.key("message").string(as_text(message));
  if (document != nullptr) writer.key("file").string(as_text(document->path));
  if (error.byte >= 0 && document != nullptr) {
    const Place place = place_of(document->bytes, static_cast<std::size_t>(error.byte));
    writer.key("byte").integer(error.byte).key("line").integer(static_cast<std::int64_t>(place.line));
  }
  writer.key("pointer").string(error.pointer).end_object();
  line += "}\n";
}

// One pair into one line.
Exit compare_pair(std::string_view original_path, std::string_view make_path, const Asked& asked, std::string& line) {
  begin_line(original_path, make_path, line);
  Arena arena(std::size_t{1} << 15);
  Document original;
  Document make;
  if (const Status read = load(original_path, asked.checked(), arena, original); !read) {
    add_error(read.error(), &original, describe(read.error(), original), line);
    return exit_trouble;
  }
  if (const Status read = load(make_path, asked.checked(), arena, make); !read) {
    add_error(read.error(), &make, describe(read.error(), make), line);
    return exit_trouble;
  }
  const auto compared = answer(original, make, asked, arena);
  if (!compared) {
    add_error(compared.error(), &make, describe(compared.error(), make), line);
    return exit_trouble;
  }
  std::string_view text = compared->text;
  if (asked.form == Form::json) {
    text.remove_prefix(1);  // its brace: the members go into ours
    line += text;
  } else {
    text.remove_suffix(1);  // its line break
    line += "\"patch\":";
    line += text;
    line += "}\n";
  }
  return compared->same ? exit_identical : exit_differs;
}

Exit compare_line(std::string_view entry, const Asked& asked, std::string& line) {
  const std::size_t tab = entry.find('\t');
  if (tab != std::string_view::npos && entry.find('\t', tab + 1) == std::string_view::npos)
    return compare_pair(entry.substr(0, tab), entry.substr(tab + 1), asked, line);
  const Error error{Code::bad_value, false, "a line of the list is two file names with one tab between them"};
  begin_line(entry.substr(0, tab), "", line);
  add_error(error, nullptr, error.detail, line);
  return exit_trouble;
}

}  // namespace

int diff_pairs(std::string_view list_path, const Asked& asked, Output& out) {
  std::string list;
  if (const Status read = read_file(list_path, list); !read) {
    complain(describe(read.error(), list_path, {}));
    return exit_trouble;
  }
  Exit worst = exit_identical;
  std::string line;
  std::string_view rest = list;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view entry = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!entry.empty() && entry.back() == '\r') entry.remove_suffix(1);
    if (entry.empty()) continue;
    worst = std::max(worst, compare_line(entry, asked, line));
    out.add(line);
  }
  return worst;
}

}  // namespace cookdiff::cli
