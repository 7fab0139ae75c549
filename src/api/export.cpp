// Everything of a kitchen, given out while it is read: an object at a time is held. NDJSON has every version of every
// original and every make, as uploaded, with its differences; CSV a row each, without the documents.
#include "api/audit.hpp"
#include "api/calls.hpp"
#include "api/documents.hpp"
#include "api/problem.hpp"
#include "edge/bucket.hpp"
#include "edge/stream.hpp"
#include "formats/read.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "store/archive.hpp"
#include "store/read.hpp"

namespace cookdiff::api {

namespace {

constexpr int rows_a_page = 20;  // with their differences, up to 1 MB each
constexpr std::size_t chunk_bytes = std::size_t{64} << 10;

// The document as JSON on one line; what is no JSON as a text.
void write_document(json::Writer& writer, std::string_view bytes) {
  Arena arena;
  json::Limits limits;
  limits.bytes_max = formats::page_bytes_max;
  const auto value = json::read(bytes, arena, limits);
  if (value) {
    writer.value(*value);
  } else {
    writer.string(bytes);
  }
}

// A spreadsheet runs what begins with one of these: it is made text.
std::string csv_text(std::string_view text) {
  std::string out{"\""};
  if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos) out += '\'';
  for (const char letter : text) {
    if (letter == '"') out += '"';
    out += letter;
  }
  return out + "\"";
}

std::string time_text(std::int64_t milliseconds) {
  const std::string quoted = time_json(milliseconds);
  return quoted == "null" ? "" : quoted.substr(1, quoted.size() - 2);
}

constexpr std::string_view csv_head =
    "role,recipeId,makeId,state,recipeVersion,name,cook,madeAt,uploadedAt,rating,asWritten,identical,scale,summary\r\n";

std::string csv_row(const store::ObjectRow& row) {
  const bool compared = row.role == store::Role::make && row.state == store::State::stored;
  std::string number;
  const auto number_text = [&number](double value) {
    number.clear();
    json::Writer(number).number(value);
    return number;
  };
  std::string out{store::role_name(row.role)};
  out.append(",").append(csv_text(row.recipe.text)).append(",").append(csv_text(row.make.text)).append(",");
  out.append(store::state_name(row.state)).append(",").append(row.pinned != 0 ? std::to_string(row.pinned) : "");
  out.append(",").append(csv_text(row.name)).append(",").append(csv_text(row.cook)).append(",");
  out.append(time_text(row.made_ms)).append(",").append(time_text(row.uploaded_ms)).append(",");
  out.append(row.rating ? number_text(*row.rating) : "").append(",");
  out.append(!compared ? "" : row.as_written ? "true" : "false").append(",");
  out.append(!compared ? "" : row.identical ? "true" : "false").append(",");
  out.append(compared ? number_text(row.scale) : "").append(",").append(compared ? csv_text(row.summary) : "");
  return out + "\r\n";
}

class Exporting {
 public:
  Exporting(Context& context, bool csv, edge::Response head)
      : context_(context), csv_(csv), stream_(context.instance, std::move(head)) {}

  edge::Task<Done> run() {
    if (csv_) pending_ = csv_head;
    std::string after;
    for (;;) {
      const std::vector<store::ObjectRow> rows =
          co_await store::export_rows(context_.instance, context_.kitchen, after, rows_a_page);
      for (const store::ObjectRow& row : rows) {
        co_await add(row);
        if (pending_.size() >= chunk_bytes) co_await flush();
      }
      if (rows.size() < static_cast<std::size_t>(rows_a_page)) break;
      after = rows.back().key;
    }
    if (!csv_) {
      json::Writer(pending_).begin_object().key("type").string("end").key("objects").integer(count_).end_object();
      pending_ += "\n";
    }
    co_await flush();
    co_return Done{};
  }

 private:
  edge::Task<Done> add(store::ObjectRow row) {
    ++count_;
    if (csv_) {
      pending_ += csv_row(row);
    } else if (row.role == store::Role::make) {
      co_await add_make(std::move(row));
    } else {
      co_await add_original(std::move(row));
    }
    co_return Done{};
  }

  edge::Task<Done> add_original(store::ObjectRow row) {
    for (std::int64_t number = 1;; ++number) {
      const auto version =
          co_await store::archived_document(context_.instance, context_.kitchen, row.recipe.text, number);
      if (!version) break;
      json::Writer writer(pending_);
      writer.begin_object().key("type").string("recipe").key("recipeId").raw(row.recipe.json());
      writer.key("recipeVersion").integer(number).key("state").string(store::state_name(row.state));
      writer.key("uploadedAt").raw(time_json(version->about.version.uploaded_ms));
      writer.key("format").string(version->about.version.format).key("document");
      write_document(writer, version->body);
      writer.end_object();
      pending_ += "\n";
      if (pending_.size() >= chunk_bytes) co_await flush();
    }
    co_return Done{};
  }

  edge::Task<Done> add_make(store::ObjectRow row) {
    const edge::Bucket bucket(context_.instance, std::string{store::recipes_bucket});
    const auto object = co_await bucket.get(row.key, formats::page_bytes_max);
    json::Writer writer(pending_);
    writer.begin_object().key("type").string("make").key("recipeId").raw(row.recipe.json());
    writer.key("makeId").raw(row.make.json()).key("state").string(store::state_name(row.state));
    writer.key("madeAt").raw(time_json(row.made_ms)).key("uploadedAt").raw(time_json(row.uploaded_ms));
    writer.key("format").string(row.format).key("document");
    if (object && !object->too_large) {
      write_document(writer, object->body);
    } else {
      writer.null();
    }
    writer.key("differences").raw(row.differences.empty() ? "null" : row.differences).end_object();
    pending_ += "\n";
    co_return Done{};
  }

  edge::Task<Done> flush() {
    if (pending_.empty()) co_return Done{};
    co_await stream_.emit(std::exchange(pending_, {}));
    co_return Done{};
  }

  Context& context_;
  bool csv_;
  edge::Stream stream_;
  std::string pending_{};
  std::int64_t count_ = 0;
};

}  // namespace

Answer export_kitchen(Context& context) {
  Result<std::string> format = read_parameter(context.request, "format");
  if (!format || (*format != "ndjson" && *format != "csv")) co_return bad_request("?format= is ndjson or csv");
  const bool csv = *format == "csv";
  edge::Response head;
  head.headers.emplace_back("content-type", csv ? "text/csv; charset=utf-8" : "application/x-ndjson");
  head.headers.emplace_back("content-disposition",
                            "attachment; filename=\"cookdiff-" + context.kitchen.name() + "." + *format + "\"");
  if (context.request.method == "HEAD") co_return head;
  co_await write_audit(context, head.status);
  Exporting exporting(context, csv, std::move(head));
  co_await exporting.run();
  co_return edge::Stream::sent();
}

}  // namespace cookdiff::api
