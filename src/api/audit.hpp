// What is written down of every call: who, what, which, from where, and what came of it. One row a call, before the
// answer leaves; what cannot be written down is not answered (503). A call that changes something has a row more, of
// status 0, before it does: what cannot be written down is not done, and what was done is answered as done.
#pragma once

#include "api/context.hpp"
#include "api/routes.hpp"

namespace cookdiff::api {

// False for what touches nobody's data: the open documents, asking who is signed in, and a sweep that found nothing
// (the watcher's like comes every second).
[[nodiscard]] bool is_audited(const Context& context, Call call, const edge::Response& response);

// True for what changes data, tokens or rules.
[[nodiscard]] bool is_written_ahead(Call call);
inline constexpr int audit_begun = 0;  // the status of the row before the deed

[[nodiscard]] edge::Task<Done> write_audit(Context& context, int status);

// "recipe:2", "recipe:2 make:7", "upload:#…": whole numbers as they are, other ids by a keyed hash, so that no text of
// a document is in a table that keeps its rows for ever.
[[nodiscard]] edge::Task<std::string> audit_part(edge::Instance& instance, std::string_view name, std::string id);

}  // namespace cookdiff::api
