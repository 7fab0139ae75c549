#include <algorithm>
#include <string>
#include <vector>

#include "json/draft.hpp"
#include "json/equal.hpp"
#include "json/patch.hpp"
#include "json/pointer.hpp"

namespace cookdiff::json {

namespace {

using Tokens = std::vector<std::string_view>;

class Application {
 public:
  Application(const Value& document, Arena& arena) : arena_(arena), draft_(document, patch_work_max, arena) {}

  Result<Value> run(const Value& patch) {
    if (!patch.is_array()) return Error{Code::wrong_type, false, "a JSON Patch is an array of operations"};
    for (std::size_t i = 0; i < patch.size; ++i) {
      Status done = operation(patch.items[i]);
      if (done && draft_.spent()) done = Error{Code::too_large, false, "the patch needs more work than is allowed"};
      if (done) continue;
      Error error = std::move(done).error();
      std::string pointer;
      append_token(i, pointer);
      error.pointer.insert(0, pointer);
      return error;
    }
    return draft_.close(draft_.root);
  }

 private:
  // The last open array or object above a place, and the place's own token; `parent` is nullptr for the whole document.
  struct Target {
    Open* parent = nullptr;
    std::string_view token{};
  };

  static Error at(const char* member, Code code, const char* detail) { return Error{code, false, detail, member}; }

  Status operation(const Value& operation) {
    if (!operation.is_object()) return at("", Code::wrong_type, "an operation is an object");
    const Value* const op = operation.find("op");
    if (op == nullptr) return at("", Code::missing, "an operation needs a member \"op\"");
    if (!op->is_string()) return at("/op", Code::wrong_type, "\"op\" is a text");
    const std::string_view name = op->text();
    TRY(const Tokens path, tokens(operation, "path", "/path"));
    if (name == "remove") return remove(path);
    if (name == "add" || name == "replace" || name == "test") {
      const Value* const value = operation.find("value");
      if (value == nullptr) return at("", Code::missing, "the operation needs a member \"value\"");
      if (name == "add") return add(path, draft_.make(*value), true);
      return name == "test" ? test(path, *value) : replace(path, *value);
    }
    if (name != "move" && name != "copy") return at("/op", Code::bad_value, "there is no such operation");
    TRY(const Tokens from, tokens(operation, "from", "/from"));
    return name == "move" ? move(from, path) : copy(from, path);
  }

  Result<Tokens> tokens(const Value& operation, std::string_view name, const char* pointer) {
    const Value* const text = operation.find(name);
    if (text == nullptr) return at("", Code::missing, "the operation needs \"path\", and \"from\" to move or copy");
    if (!text->is_string()) return at(pointer, Code::wrong_type, "a JSON Pointer is a text");
    Result<Tokens> out = parse_pointer(text->text(), arena_);
    if (!out) return at(pointer, Code::bad_value, "no JSON Pointer");
    return out;
  }

  static Slot* child(Open& parent, std::string_view token) {
    if (parent.is_object) {
      const auto place = parent.places.find(token);
      return place == parent.places.end() ? nullptr : parent.members[place->second].slot;
    }
    std::size_t index = 0;
    return to_index(token, index) && index < parent.items.size() ? parent.items.at(index) : nullptr;
  }

  Result<Target> target(const Tokens& path, const char* member) {
    Target out;
    Slot* slot = &draft_.root;
    for (const std::string_view token : path) {
      if (out.parent != nullptr) slot = child(*out.parent, out.token);
      out.parent = slot == nullptr ? nullptr : draft_.open(*slot);
      if (out.parent == nullptr) return at(member, Code::not_found, "the document has no such place");
      out.token = token;
    }
    return out;
  }

  Result<Slot*> existing(const Tokens& path, const char* member) {
    TRY(const Target place, target(path, member));
    Slot* const slot = place.parent == nullptr ? &draft_.root : child(*place.parent, place.token);
    if (slot == nullptr) return at(member, Code::not_found, "the document has no such place");
    return slot;
  }

  // `measured` where the slot's content may be deeper than it was allowed to be so far.
  Status add(const Tokens& path, Slot* slot, bool measured) {
    if (measured && path.size() + draft_.measure(*slot).depth > patched_depth_max)
      return at("/path", Code::too_deep, "the document would be nested deeper than 256");
    TRY(const Target place, target(path, "/path"));
    if (place.parent == nullptr) {
      draft_.root = *slot;
      return Done{};
    }
    Open& parent = *place.parent;
    if (parent.is_object) {
      const auto [known, is_new] = parent.places.emplace(place.token, parent.members.size());
      if (is_new)
        parent.members.push_back({place.token, slot});
      else
        parent.members[known->second].slot = slot;
      return Done{};
    }
    std::size_t index = parent.items.size();
    if (place.token != "-" && (!to_index(place.token, index) || index > parent.items.size()))
      return at("/path", Code::not_found, "the array has no such place");
    parent.items.insert(index, slot);
    return Done{};
  }

  Result<Slot*> take(const Tokens& path, const char* member) {
    TRY(Slot* const slot, existing(path, member));
    if (path.empty()) return at(member, Code::unsupported, "the whole document cannot be removed");
    TRY(const Target place, target(path, member));
    Open& parent = *place.parent;
    if (parent.is_object) {
      const auto known = parent.places.find(place.token);
      parent.members[known->second].slot = nullptr;
      parent.places.erase(known);
      return slot;
    }
    std::size_t index = 0;
    MUST(to_index(place.token, index));
    return parent.items.take(index);
  }

  Status remove(const Tokens& path) {
    TRY_DONE(take(path, "/path"));
    return Done{};
  }

  Status replace(const Tokens& path, const Value& value) {
    TRY(Slot* const slot, existing(path, "/path"));
    const Slot next{value, nullptr};
    if (path.size() + draft_.measure(next).depth > patched_depth_max)
      return at("/path", Code::too_deep, "the document would be nested deeper than 256");
    *slot = next;
    return Done{};
  }

  Status test(const Tokens& path, const Value& value) {
    TRY(Slot* const slot, existing(path, "/path"));
    if (!equal(draft_.close(*slot), value)) return at("", Code::conflict, "the test fails: another value is there");
    return Done{};
  }

  Status move(const Tokens& from, const Tokens& path) {
    if (from.size() < path.size() && std::equal(from.begin(), from.end(), path.begin()))
      return at("/path", Code::bad_value, "a value cannot be moved into itself");
    if (from == path) {
      TRY_DONE(existing(from, "/from"));
      return Done{};
    }
    TRY(Slot* const slot, take(from, "/from"));
    return add(path, slot, path.size() > from.size());
  }

  Status copy(const Tokens& from, const Tokens& path) {
    TRY(Slot* const slot, existing(from, "/from"));
    const Draft::Measure measure = draft_.measure(*slot);
    if (measure.bytes > copies_left_) return at("", Code::too_large, "the patch copies more than is allowed");
    copies_left_ -= measure.bytes;
    return add(path, draft_.make(draft_.close(*slot)), true);
  }

  Arena& arena_;
  Draft draft_;
  std::size_t copies_left_ = copied_bytes_max;
};

}  // namespace

Result<Value> apply(const Value& document, const Value& patch, Arena& arena) {
  return Application(document, arena).run(patch);
}

}  // namespace cookdiff::json
