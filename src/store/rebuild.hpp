// The tables made again (docs/adr/0005-the-tables-made-again.md): while it goes on, a setting says of the kitchen how
// far it is, and nothing of it is decided. What is brought in is what was decided once; the rest follows from the
// bucket.
#pragma once

#include "edge/task.hpp"
#include "store/archive.hpp"

namespace cookdiff::store {

// The detail of the Error, `unavailable` and retryable, that a decision meets meanwhile.
inline constexpr std::string_view tables_made_again = "the tables are being made again";

// How far it is: "forget", "claims" or "originals", and where the last page ended behind a space; "": none is under
// way, and none was to begin.
[[nodiscard]] edge::Task<std::string> rebuild_place(edge::Instance& instance, Kitchen kitchen, bool begin);
// Kitchens of which one is under way.
[[nodiscard]] edge::Task<std::vector<Kitchen>> rebuilds_under_way(edge::Instance& instance, int limit);
// What a key was accepted as; or, where there is a number, a version of an original, with the name and the ingredients
// where it is the last of its recipe in its page. The first one says of its key that it is the original.
struct Brought {
  KeptClaim claim;
  VersionRow version;
  std::string name;
  std::string ingredients;
};
// Rows that say what was decided, and wait for their objects to be looked at; and from one place to the next, "" :
// done. All or, where others went on meanwhile, nothing.
[[nodiscard]] edge::Task<Done> bring(edge::Instance& instance, Kitchen kitchen, std::vector<Brought> brought,
                                     std::string from, std::string to);

}  // namespace cookdiff::store
