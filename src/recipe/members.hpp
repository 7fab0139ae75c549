// The member names of a canonical document.
#pragma once

#include <cstdint>
#include <string_view>

namespace cookdiff::recipe {

// A member of an ingredient or a step. `text` is what it is called by: an ingredient's name, a step's text.
enum class LineMember : std::uint8_t { id, quantity, measurement, text, note, section, line, other };

[[nodiscard]] inline LineMember line_member(std::string_view key) {
  switch (key.size()) {
    case 4: return key == "note" ? LineMember::note : key == "line" ? LineMember::line : LineMember::other;
    case 6: return key == "stepId" ? LineMember::id : LineMember::other;
    case 7: return key == "section" ? LineMember::section : LineMember::other;
    case 8: return key == "quantity" ? LineMember::quantity : key == "stepText" ? LineMember::text : LineMember::other;
    case 11: return key == "measurement" ? LineMember::measurement : LineMember::other;
    case 12: return key == "ingredientId" ? LineMember::id : LineMember::other;
    case 14: return key == "ingredientName" ? LineMember::text : LineMember::other;
    default: return LineMember::other;
  }
}

// What says which document it is, and what frames a recipe: never compared, never taken from the original.
[[nodiscard]] inline bool names_document(std::string_view key) {
  switch (key.size()) {
    case 3: return key == "@id";
    case 4: return key == "cook";
    case 5: return key == "@type";
    case 6: return key == "makeId" || key == "makeOf" || key == "madeAt";
    case 8: return key == "recipeId" || key == "@context";
    case 12: return key == "observations";
    default: return false;
  }
}

}  // namespace cookdiff::recipe
