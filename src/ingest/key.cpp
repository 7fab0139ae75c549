#include "ingest/key.hpp"

namespace cookdiff::ingest {

namespace {
constexpr std::string_view kitchens_folder = "kitchens/";
}  // namespace

KeyParts read_key(std::string_view key) {
  KeyParts out;
  out.acceptable = recipe::check_key(key);
  if (key.starts_with(kitchens_folder)) {
    const std::string_view rest = key.substr(kitchens_folder.size());
    if (const std::size_t slash = rest.find('/'); slash != std::string_view::npos) {
      auto kitchen = store::Kitchen::named(rest.substr(0, slash));
      if (kitchen)
        out.kitchen = *std::move(kitchen);
      else if (out.acceptable)
        out.acceptable = kitchen.error();
      key = rest.substr(slash + 1);
    }
  }
  if (out.acceptable) static_cast<recipe::KeyIds&>(out) = recipe::ids_of_key(key);
  return out;
}

store::Id id_from_text(std::string text) {
  const bool is_number = recipe::is_integer(text);
  return {std::move(text), is_number};
}

}  // namespace cookdiff::ingest
