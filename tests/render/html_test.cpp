#include "render/html.hpp"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>

#include "render/samples.hpp"

using namespace samples;
using cookdiff::render::Html;
using cookdiff::render::Markup;

// The rule of the type: no text that is made while the program runs can become markup.
static_assert(!std::is_constructible_v<Markup, std::string>);
static_assert(!std::is_constructible_v<Markup, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Html>);
static_assert(!std::is_convertible_v<std::string_view, Html>);
static_assert(std::is_constructible_v<Html, std::string_view>);

namespace {
std::string shown(const std::vector<Difference>& list) { return cookdiff::render::html(of(list), {}).text(); }
}  // namespace

TEST_CASE("text is escaped and stays readable") {
  CHECK(Html("a<b>&\"'").text() == "a&lt;b&gt;&amp;&quot;&#39;");
  CHECK(Html("line\nbreak").text() == "line\nbreak");
  CHECK(Html("\x1b").text() == "␛");
  CHECK(Html().markup("<p>").add("<").markup("</p>").text() == "<p>&lt;</p>");
}

TEST_CASE("no text of a document is markup, wherever it stands") {
  const std::string_view evil = "<img src=x onerror=alert(1)>";
  const AmountChange change;
  const std::array words{Word{'=', evil}, Word{'-', evil}, Word{'+', evil}};
  std::vector<Difference> list{plain(Field::name, Kind::changed, evil, evil), amount(evil, evil, evil, change),
                               plain(Field::notes, Kind::added, "", evil),
                               plain(Field::other, Kind::removed, evil, "")};
  list[3].has_path = true;
  list[3].path = "/<script>";
  Difference step = plain(Field::instruction, Kind::changed, evil, evil);
  step.step_number = step.make_step_number = 1;
  step.words = words;
  list.push_back(step);
  auto differences = of(list, evil);
  differences.restated = list;
  for (const bool restated : {false, true}) {
    const std::string out = cookdiff::render::html(differences, {.restated = restated}).text();
    CHECK(out.find("<img") == std::string::npos);
    CHECK(out.find("<script") == std::string::npos);
    CHECK(out.find("&lt;img") != std::string::npos);
  }
}

TEST_CASE("a fragment that is closed, with both sides marked") {
  const AmountChange change = by(1.2);
  const std::string out = shown({amount("apples", "5", "6", change)});
  CHECK(out.starts_with("<section class=\"cookdiff\">"));
  CHECK(out.ends_with("</section>\n"));
  CHECK(out.find("<b>apples</b>: <del>5</del> → <ins>6</ins><small> (+20 %)</small>") != std::string::npos);
}
