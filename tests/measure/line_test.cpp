#include "measure/line.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using cookdiff::Arena;
using cookdiff::measure::Line;
using cookdiff::measure::line_bytes_max;
using cookdiff::measure::read_line;

namespace {

struct Labelled {
  std::string line;
  std::vector<std::string> parts;  // quantity, measurement, name, note
};

std::vector<Labelled> labelled(const std::string& file) {
  std::ifstream in(std::string(COOKDIFF_SOURCE_DIR) + "/tests/cases/lines/" + file);
  REQUIRE(in);
  std::vector<Labelled> out;
  for (std::string row; std::getline(in, row);) {
    if (row.empty() || row[0] == '#') continue;
    std::vector<std::string> cells(1);
    for (const char c : row) {
      if (c == '\t') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    REQUIRE(cells.size() == 5);
    out.push_back({cells[0], {cells.begin() + 1, cells.end()}});
  }
  return out;
}

// Prints the lines that are wrong, unless they are kept aside: nobody is to tune by those.
double share_right(const std::string& file, bool show) {
  const std::vector<Labelled> all = labelled(file);
  int right = 0;
  for (const Labelled& one : all) {
    Arena arena;
    const Line line = read_line(one.line, arena);
    const std::vector<std::string> parts{std::string(line.quantity), std::string(line.measurement),
                                         std::string(line.name), std::string(line.note)};
    if (parts == one.parts) {
      ++right;
    } else if (show) {
      std::cout << one.line << "\n  is  " << parts[0] << " | " << parts[1] << " | " << parts[2] << " | " << parts[3]
                << "\n  not " << one.parts[0] << " | " << one.parts[1] << " | " << one.parts[2] << " | " << one.parts[3]
                << "\n";
    }
  }
  std::cout << file << ": " << right << " of " << all.size() << " lines wholly right\n";
  return static_cast<double>(right) / static_cast<double>(all.size());
}

}  // namespace

TEST_CASE("labelled lines: at least 97 % wholly right") { CHECK(share_right("lines.tsv", true) >= 0.97); }
TEST_CASE("lines kept aside: at least 97 % wholly right") { CHECK(share_right("held_out.tsv", false) >= 0.97); }
TEST_CASE("lines labelled later: at least 97 % wholly right") { CHECK(share_right("later.tsv", true) >= 0.97); }
TEST_CASE("real lines of many sites: at least 97 % wholly right") {
  for (const char* file : {"real.tsv", "real_second.tsv", "real_third.tsv", "real_fourth.tsv", "real_fifth.tsv",
                           "real_sixth.tsv", "real_seventh.tsv"})
    CHECK(share_right(file, true) >= 0.97);
}

TEST_CASE("a line at the limit is read, a longer one is all name") {
  Arena arena;
  std::string line = "2 cups ";
  line.append(line_bytes_max - line.size(), 'x');
  CHECK(read_line(line, arena).quantity == "2");
  line += 'x';
  CHECK(read_line(line, arena).quantity.empty());
  CHECK(read_line(line, arena).name == line);
}

TEST_CASE("lines that are hardly lines") {
  Arena arena;
  for (const char* text :
       {"",          " ", "-",  "(",     ")",        "1",      "½",      "1/0", "((((", "1 (",     "1 x",
        "2 x 400 g", ",", "1,", "- - -", "\xFF\xFE", "1 \xC2", "大さじ", "a",   "half", "to taste"}) {
    const Line line = read_line(text, arena);
    CHECK(line.name.size() <= std::string_view(text).size());
  }
  CHECK(read_line("1", arena).quantity == "1");
  CHECK(read_line("to taste", arena).name == "to taste");
}

// One of the words that bind amounts to notes, and what stands around it.
TEST_CASE("what stands before the unit or after the name goes to the notes") {
  Arena arena;
  const auto all = [&](const char* text) {
    const Line line = read_line(text, arena);
    return std::string(line.quantity) + "|" + std::string(line.measurement) + "|" + std::string(line.name) + "|" +
           std::string(line.note);
  };
  CHECK(all("2 very lightly packed cups rocket") == "2||very lightly packed cups rocket|");  // "very" is no quality
  CHECK(all("2 lightly packed cups rocket") == "2|cups|rocket|lightly packed");
  CHECK(all("1 large carrot") == "1||large carrot|");  // the size of a thing stays in its name
  CHECK(all("1 kl. Zwiebel") == "1||kl. Zwiebel|");
  CHECK(all("1 KL Salz") == "1|KL|Salz|");
  CHECK(all("3 eggs (s)") == "3||eggs|s");  // a space: no plural
  CHECK(all("2 egg(s)") == "2||egg(s)|");
  CHECK(all("1/4 of a bunch of dill") == "1/4|bunch|dill|");
  CHECK(all("1/4 of a melon") == "1/4||melon|");
  CHECK(all("\u2665\u2605 2 cups rice") == "2|cups|rice|");
  CHECK(all("Zucker 2 colheres (sopa)") == "2|colheres (sopa)|Zucker|");
}
