// A recipe and its makes, compared and analysed as the service does it.
#pragma once

#include <doctest/doctest.h>

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/analysis.hpp"
#include "analysis/facts.hpp"
#include "diff/compare.hpp"
#include "json/pointer.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "recipe/document.hpp"

namespace cookdiff::analysis::test {

class Kitchen {
 public:
  explicit Kitchen(std::string_view recipe) { version(recipe); }

  // A further version, which is the one that is analysed.
  void version(std::string_view recipe) {
    Document& document = documents_.emplace_back();
    document.bytes = recipe;
    const auto read = json::read(document.bytes, document.arena);
    REQUIRE(read);
    document.value = *read;
  }

  // Compared with the latest version.
  void make(std::string_view make, std::optional<double> rating = {}, std::string_view cook = "Ada") {
    Arena arena;
    const std::string bytes{make};
    const auto read = json::read(bytes, arena);
    REQUIRE(read);
    const json::Value& original = documents_.back().value;
    const recipe::Filled filled = recipe::fill(*read, original, arena);
    const auto differences = diff::compare(original, filled.document, arena);
    REQUIRE(differences);
    Row& row = rows_.emplace_back();
    const auto number = static_cast<std::int64_t>(rows_.size());
    row.row.id_json = std::to_string(number);
    row.row.key = std::to_string(number);
    row.row.made_ms = number * 86'400'000;
    row.row.version = static_cast<std::int64_t>(documents_.size());
    row.row.cook = cook;
    row.row.rating = rating;
    row.row.as_written = differences->as_written;
    row.row.scale = differences->scale;
    row.facts = write_facts(filled.document, *differences);
  }
  void row(MakeRow row, std::string facts) { rows_.push_back({std::move(row), std::move(facts)}); }
  [[nodiscard]] const std::string& facts(std::size_t make) const { return rows_[make].facts; }

  [[nodiscard]] std::string document() const {
    Analysis analysis("2", static_cast<std::int64_t>(documents_.size()), documents_.back().value);
    for (std::size_t i = 0; i + 1 < documents_.size(); ++i)
      analysis.add_version(static_cast<std::int64_t>(i + 1), documents_[i].value);
    for (const Row& row : rows_) analysis.add_make(row.row, row.facts);
    return analysis.finish();
  }

 private:
  struct Document {
    std::string bytes;
    Arena arena;
    json::Value value;
  };
  struct Row {
    MakeRow row;
    std::string facts;
  };
  std::deque<Document> documents_;
  std::deque<Row> rows_;
};

// The JSON at a pointer; "absent" where there is none.
class Answer {
 public:
  explicit Answer(const Kitchen& kitchen) : bytes_(kitchen.document()) {
    json::Limits limits;
    limits.bytes_max = std::size_t{64} << 20;
    const auto read = json::read(bytes_, arena_, limits);
    REQUIRE(read);
    value_ = *read;
  }
  [[nodiscard]] std::string at(std::string_view pointer) const {
    const auto value = json::find(value_, pointer);
    return value ? json::to_text(*value) : "absent";
  }
  // The entry of a list whose member is that text; its place, or -1.
  [[nodiscard]] int place(std::string_view list, std::string_view member, std::string_view text) const {
    const auto value = json::find(value_, list);
    if (!value) return -1;
    int place = 0;
    for (const json::Value& item : value->array()) {
      const json::Value* found = item.find(member);
      if (found != nullptr && found->text() == text) return place;
      ++place;
    }
    return -1;
  }
  // The change of that id, a member of it.
  [[nodiscard]] std::string change(std::string_view id, std::string_view member) const {
    const int at_place = place("/changes", "changeId", id);
    return at_place < 0 ? "absent" : at("/changes/" + std::to_string(at_place) + "/" + std::string{member});
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  Arena arena_;
  json::Value value_;
};

inline constexpr std::string_view bread =
    R"({"recipeName":"Bread","recipeId":2,"yield":"2 loaves","cookTime":"PT40M","ingredients":[)"
    R"({"ingredientId":1,"quantity":500,"measurement":"g","ingredientName":"bread flour"},)"
    R"({"ingredientId":2,"quantity":350,"measurement":"g","ingredientName":"water"},)"
    R"({"ingredientId":3,"quantity":10,"measurement":"g","ingredientName":"salt"},)"
    R"({"ingredientId":4,"quantity":1,"measurement":"cup","ingredientName":"milk"}],)"
    R"("steps":[{"stepId":1,"stepText":"Knead for 10 minutes"},)"
    R"({"stepId":2,"stepText":"Bake at 220 °C for 40 minutes"},)"
    R"({"stepId":3,"stepText":"Let it cool"}]})";

}  // namespace cookdiff::analysis::test
