// RFC 6902, JSON Patch: a list of operations that makes one document out of another.
#pragma once

#include <cstddef>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

// What `copy` operations of one patch may copy together, in bytes of JSON: without it thirty of them make a gigabyte.
inline constexpr std::size_t copied_bytes_max = std::size_t{16} << 20;
// The array items and object members that one patch may make writable or give back, so that no patch of 1 MiB runs for
// minutes. A patch that walks a document of 10,000 items with 10,000 operations needs 20,000.
inline constexpr std::size_t patch_work_max = std::size_t{16} << 20;
// How deep a patch may nest the document that it makes: what the reader takes.
inline constexpr std::size_t patched_depth_max = 256;

// The document after all operations; it views document, patch and arena. An error is of the first operation that cannot
// be done, with its pointer into the patch ("/3", "/3/path"): wrong_type or missing where it is no operation, bad_value
// for an unknown op or a bad pointer, not_found where the document has no such place, conflict where a test fails,
// too_deep and too_large past the limits above. Nothing of a patch that fails is kept.
[[nodiscard]] Result<Value> apply(const Value& document, const Value& patch, Arena& arena);

// A patch that makes `b` out of `a`, for every two documents: apply(a, diff(a, b)) is equal to b. It uses add, remove,
// replace, move and copy; it is as short in bytes as the engine can say it, and the same for the same documents
// everywhere. Views a, b and the arena. Work is bounded: near n log n for near-equal documents, coarser patches for
// hostile ones.
[[nodiscard]] Value diff(const Value& a, const Value& b, Arena& arena);

}  // namespace cookdiff::json
