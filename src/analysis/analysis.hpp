// The makes of one recipe together: facts in, the document of GET /recipes/{recipeId}/analysis out (openapi.yaml,
// Analysis; docs/analysis.md says what each figure is). Pure: no I/O, no clock; the same makes in
// the same order give the same bytes everywhere.
// Memory: a few hundred bytes a make, besides what differs; the limits below bound it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/original.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::analysis {

// Rises with every change of a figure or of the document's form; with diff::engine it names what was computed.
inline constexpr std::string_view revision = "1";

inline constexpr std::size_t makes_max = 10'000;          // the last so many are analysed
inline constexpr std::size_t versions_max = 32;           // the last so many versions; makes of older ones give ratings
inline constexpr std::size_t timeline_makes_max = 1'000;  // in the lists over time
inline constexpr std::size_t changes_shown_max = 300;     // in the list of changes
inline constexpr std::size_t distinct_changes_max = 5'000;  // told apart; what comes above is not counted
inline constexpr std::size_t variants_max = 50;  // of one change (texts, units); what comes above is not counted
inline constexpr std::size_t observed_series_max = 50;
inline constexpr std::size_t stand_out_max = 100;
inline constexpr std::size_t cooks_max = 100;
inline constexpr std::size_t suggestion_makes_min = 3;

// What a make's row says besides its facts.
struct MakeRow {
  std::string id_json;  // 7, "first"
  std::string key;      // tells makes of one moment apart
  std::int64_t made_ms = 0;
  std::int64_t version = 0;  // that it is compared with; 0: it waits for its original
  std::string cook;
  std::optional<double> rating{};
  bool as_written = false;
  double scale = 1;
};

enum class ChangeKind : std::uint8_t { added, left_out, more, less, changed, moved, substituted };
enum class ChangeField : std::uint8_t { name, yield, time, ingredient, instruction, other };

// One of the ways in which a change was made: by a text, in a unit, with figures.
struct Variant {
  std::string text;
  std::size_t makes = 0;
  std::vector<double> figures;
};

struct Change {
  std::string id{};
  ChangeField field = ChangeField::other;
  ChangeKind kind = ChangeKind::changed;
  std::string name{};
  std::string label{};
  std::string by{};
  std::uint32_t line = nowhere;  // of the analysed version
  std::uint32_t step = nowhere;
  std::uint32_t series = nowhere;  // that went up or down
  std::size_t makes = 0;
  std::vector<double> figures{};    // ratios, or degrees
  std::vector<Variant> variants{};  // new texts; of what was added, units with amounts
};

// A row of values over the makes.
struct SeriesAbout {
  std::string id;
  std::string name;
  std::string unit;
  std::optional<double> original;
};

struct Made {
  MakeRow row;
  std::uint32_t mapping = nowhere;
  double yield = 0;
  std::vector<std::uint32_t> changes;  // rising
  struct Value {
    std::uint32_t series;
    double value;  // NaN: not known
  };
  std::vector<Value> values;  // other than as written
};

class Analysis {
 public:
  // `document` must outlive the analysis.
  Analysis(std::string recipe_id_json, std::int64_t version, const json::Value& document);

  // Another version; it need not outlive the call. Before the makes that are compared with it.
  void add_version(std::int64_t number, const json::Value& document);
  [[nodiscard]] bool knows_version(std::int64_t number) const { return mapping_of(number) != nowhere; }
  void add_make(MakeRow row, std::string_view facts);

  // The document. Once, when all are added.
  [[nodiscard]] std::string finish();

  // For the other files of this room.
  Original original;
  std::string recipe_id_json;
  std::vector<Mapping> mappings;
  std::vector<Made> makes;
  std::vector<Change> changes;
  std::vector<SeriesAbout> series;           // lines, then measures of steps, then observations
  std::vector<std::uint32_t> step_series;    // by step: its first measure's series
  std::vector<std::uint32_t> series_step{};  // by series of a measure, from the first: its step
  std::size_t observed_from = 0;             // the first observation's series

  [[nodiscard]] double value_of(const Made& make, std::uint32_t series_number) const;  // NaN: not known
  [[nodiscard]] bool could(const Made& make, const Change& change) const;
  [[nodiscard]] std::size_t count_could(const Change& change) const;

 private:
  friend class FactReader;
  [[nodiscard]] std::uint32_t mapping_of(std::int64_t number) const;
  std::map<std::string, std::uint32_t, std::less<>> change_numbers_;
  std::map<std::string, std::uint32_t, std::less<>> observed_;
};

}  // namespace cookdiff::analysis
