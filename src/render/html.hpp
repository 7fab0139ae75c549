// Differences as a fragment of HTML: one <section class="cookdiff">, with <del> and <ins>, without scripts, styles or
// links.
#pragma once

#include "diff/differences.hpp"
#include "render/markup.hpp"
#include "render/show.hpp"

namespace cookdiff::render {

[[nodiscard]] Html html(const diff::Differences& differences, const Show& show);

}  // namespace cookdiff::render
