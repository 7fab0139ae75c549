// The audit: who did what to which, when, from where, and what came of it. Append-only (triggers of the tables). Each
// hour is digested when it is over, and each digest's head covers the head before it; the heads lie in the bucket
// `recipes-archive` too, so that whoever rewrites the tables has to rewrite the bucket as well.
//
//   line   = at_ms, id, actor, action, subject, outcome, address, joined by the byte 31; one a row, each ended by a
//   line feed digest = the hour's rows in order of (at_ms, id), in pages of 500: d = SHA-256(d ‖ lines of the page),
//   from d = "" head   = SHA-256(previous head ‖ "\n" ‖ kitchen ‖ "\n" ‖ hour_ms ‖ "\n" ‖ number of rows ‖ "\n" ‖
//   digest ‖ "\n")
//
// Digests are 64 hex letters, times milliseconds since 1970. scripts/audit-chain.mjs computes the same by itself.
#pragma once

#include <optional>
#include <string>

#include "edge/task.hpp"
#include "store/read.hpp"

namespace cookdiff::store {

inline constexpr std::size_t audit_id_bytes = 8;  // random bytes of a row's id; two hex letters each

struct AuditRow {
  std::int64_t at_ms = 0;
  std::string id;       // random: two rows of one millisecond
  std::string actor;    // "token:<id>", "session:<token id>", "access:<address>", "" : unknown
  std::string action;   // method and pattern of the route: no text of a caller's
  std::string subject;  // "recipe:2 make:7"; ids that are no whole numbers by a keyed hash
  std::string outcome;  // the status
  std::string address;
};

// nullopt: nobody's kitchen, for who was refused before it was known. Writing the same row twice writes it once.
[[nodiscard]] edge::Task<Done> add_audit(edge::Instance& instance, std::optional<Kitchen> kitchen, AuditRow row);

struct AuditFilter {
  std::optional<std::int64_t> from_ms;
  std::optional<std::int64_t> until_ms;
  std::string subject;  // its first part: "recipe:2"; "" : all
};
// Newest first; place: (at_ms, id).
[[nodiscard]] edge::Task<Page<AuditRow>> audit(edge::Instance& instance, Kitchen kitchen, AuditFilter filter,
                                               Place after, int limit);

inline constexpr std::int64_t audit_hour_ms = 3'600'000;
// After its end an hour stays open for so long: a row is written within the deadline of a call or not at all.
inline constexpr std::int64_t audit_margin_ms = 300'000;
inline constexpr int audit_page_rows = 500;
inline constexpr int audit_closings_max = 200;  // hours of kitchens that one run closes; the next goes on

// Digests what is over and not digested yet. Repeating it changes nothing. Gives the number of hours closed.
// `conflict` where the archive has another head for an hour than its rows give: somebody changed one of the two.
[[nodiscard]] edge::Task<std::int64_t> close_audit_hours(edge::Instance& instance, std::int64_t now_ms);

// audit/<kitchen>/<hour_ms>.json, and audit/<kitchen>/head.json for the last; "~" for nobody's kitchen.
[[nodiscard]] std::string audit_key(std::string_view kitchen, std::string_view name);

}  // namespace cookdiff::store
