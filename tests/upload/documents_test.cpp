// What a file becomes on the way out, where the ledger keeps what was sent, and whom a token may be sent to.
#include "upload/documents.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "upload/folder.hpp"
#include "upload/http.hpp"
#include "upload/ledger.hpp"

using namespace cookdiff;

namespace {

constexpr const char* recipe =
    R"({"recipeName":"Pie","ingredients":[{"ingredientName":"apples","quantity":5}],"steps":[]})";

// A folder of the test's own, gone at its end.
class Folder {
 public:
  Folder() {
    char name[] = "/tmp/cookdiff-upload-XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { REQUIRE(std::system(("rm -rf " + path).c_str()) == 0); }
  void write(const std::string& name, const std::string& text) const {
    const std::string file = path + "/" + name;
    for (std::size_t slash = file.find('/', 1); slash != std::string::npos; slash = file.find('/', slash + 1))
      ::mkdir(file.substr(0, slash).c_str(), 0700);
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    REQUIRE(::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(out);
  }
  std::string path;
};

upload::Outgoing one(std::string_view bytes, std::string_view key) {
  upload::Contents contents = upload::read_documents(bytes, key, key);
  REQUIRE(contents.refused.empty());
  REQUIRE(contents.documents.size() == 1);
  return std::move(contents.documents[0]);
}

}  // namespace

TEST_CASE("a document that says its ids goes out to the byte") {
  const std::string spaced = "{ \"recipeId\" : 2, \"recipeName\" : \"Pie\",\n \"steps\" : [] }";
  const upload::Outgoing out = one(spaced, "other.json");
  CHECK(out.body == spaced);
  CHECK(out.recipe == "2");
  CHECK(out.make.empty());
  CHECK(out.content_type == "application/json");
  const upload::Outgoing make = one(R"({"makeOf":2,"makeId":"x y","rating":4})", "a.json");
  CHECK(make.is_make);
  CHECK(make.recipe == "2");
  CHECK(make.make == "x y");
}

TEST_CASE("one that does not takes them from its path, as a key of the bucket says them") {
  struct Row {
    std::string_view key, recipe, make, begins;
  };
  for (const Row& row : {Row{"recipes/2.json", "2", "", R"({"recipeId":2,"recipeName")"},
                         Row{"soups/miso/recipe.json", "soups.miso", "", R"({"recipeId":"soups.miso",)"},
                         Row{"recipes/2/makes/7.json", "2", "7", R"({"makeId":7,)"},
                         Row{"pie/makes/monday/noon.json", "pie", "monday.noon", R"({"makeId":"monday.noon",)"}}) {
    const upload::Outgoing out = one(recipe, row.key);
    CHECK(out.recipe == row.recipe);
    CHECK(out.make == row.make);
    CHECK(out.is_make == !row.make.empty());
    CHECK(out.body.starts_with(row.begins));
  }
  CHECK(one(R"({"rating":4})", "pie/makes/7.json").body == R"({"makeId":7,"rating":4})");
  CHECK(upload::read_documents(R"({"rating":4})", "file", "pie.json").refused.size() == 1);
  CHECK(upload::read_documents(recipe, "file", "makes/7.json").refused[0].detail ==
        "nothing says of which recipe it is a make");
}

TEST_CASE("other formats: to the byte where the service would know them, else canonical") {
  const std::string page = R"(<script type="application/ld+json">{"@type":"Recipe","identifier":"7","name":"Jam",
    "recipeIngredient":["1 kg plums"]}</script>)";
  CHECK(one(page, "jam.html").body == page);
  CHECK(one(page, "jam.html").content_type == "text/html");
  // Without front matter only its name tells Cooklang, and a body has no name.
  const upload::Outgoing soup = one("Boil @water{1%l}.\n", "soup.cook");
  CHECK(soup.content_type == "application/json");
  CHECK(soup.recipe == "soup");
  CHECK(upload::read_documents("nothing", "file", "a.json").refused.size() == 1);
  CHECK(upload::read_documents(R"({"recipeName":"X","ingredients":[{"ingredientName":"salt","quantity":-1}]})", "f",
                               "a.json")
            .refused[0]
            .detail.find("/ingredients/0/quantity") != std::string::npos);
}

TEST_CASE("recipes of an export without ids are called by their names") {
  const std::string list = R"([{"@type":"Recipe","name":"Grandma's Soup","recipeIngredient":["1 l water"]},
    {"@type":"Recipe","name":"Grandma's Soup","recipeIngredient":["2 l water"]},
    {"@type":"Recipe","name":"Öl","recipeIngredient":["1 l oil"]}])";
  const upload::Contents contents = upload::read_documents(list, "all.json", "all.json");
  REQUIRE(contents.documents.size() == 3);
  CHECK(contents.is_export);
  CHECK(contents.documents[0].recipe == "grandma-s-soup");
  CHECK(contents.documents[1].recipe == "grandma-s-soup-2");
  CHECK(contents.documents[2].recipe == "Öl");
}

TEST_CASE("which part of a typed path says ids") {
  CHECK(upload::key_of_path("/srv/recipes/2/makes/7.json") == "recipes/2/makes/7.json");
  CHECK(upload::key_of_path("recipes/2.json") == "recipes/2.json");
  CHECK(upload::key_of_path("/a/b/pie/makes/x/7.json") == "pie/makes/x/7.json");
  CHECK(upload::key_of_path("pie/makes/7.json") == "pie/makes/7.json");
  CHECK(upload::key_of_path("../soups/pie.json") == "pie.json");
}

TEST_CASE("the ledger keeps what was sent, also when its last line was cut off") {
  const Folder folder;
  const std::string file = folder.path + "/a/b/sent.ndjson";
  {
    auto ledger = upload::Ledger::open(file);
    REQUIRE(ledger);
    CHECK(ledger->note("2", "", "h1"));
    CHECK(ledger->note("2", "7", "h2"));
    CHECK(ledger->note("2", "", "h3"));
  }
  struct stat about{};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  const int out = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  REQUIRE(::write(out, "{\"recipe\":\"5\",\"ma", 16) == 16);
  ::close(out);
  {
    auto ledger = upload::Ledger::open(file);
    REQUIRE(ledger);
    CHECK(ledger->sent("2", "") == "h3");
    CHECK(ledger->sent("2", "7") == "h2");
    CHECK(ledger->sent("5", "").empty());
    CHECK(ledger->note("6", "", "h4"));
  }
  auto ledger = upload::Ledger::open(file);
  REQUIRE(ledger);
  CHECK(ledger->sent("6", "") == "h4");
  CHECK(upload::ledger_file("https://a", "cookdiff_1_x") == upload::ledger_file("https://a", "cookdiff_1_y"));
  CHECK(upload::ledger_file("https://a", "cookdiff_1_x") != upload::ledger_file("https://a", "cookdiff_2_x"));
  CHECK(upload::ledger_file("https://a", "cookdiff_1_x") != upload::ledger_file("https://b", "cookdiff_1_x"));
}

TEST_CASE("a folder's files by their names; links to folders and hidden files are left") {
  const Folder folder;
  for (const char* name : {"b.json", "a/c.COOK", "a/photo.jpg", ".hidden.json", ".git/x.json", "z.zip"})
    folder.write(name, "{}");
  REQUIRE(::symlink(folder.path.c_str(), (folder.path + "/loop").c_str()) == 0);
  const auto listing = upload::list_folder(folder.path);
  REQUIRE(listing);
  REQUIRE(listing->files.size() == 3);
  CHECK(listing->files[0].key == "a/c.COOK");
  CHECK(listing->files[1].key == "b.json");
  CHECK(listing->files[2].key == "z.zip");
  CHECK(listing->passed_over == 1);
  CHECK(upload::list_folder(folder.path + "/none").error().code == Code::not_found);
}

TEST_CASE("a file is told once it is at rest, and again when it has changed") {
  upload::Looks looks;
  upload::Listing listing{.files = {{"a", "a", 1, 10}}};
  CHECK(looks.changed(listing).empty());
  listing.files[0].size = 2;  // it is being written
  CHECK(looks.changed(listing).empty());
  CHECK(looks.changed(listing).size() == 1);
  CHECK(looks.changed(listing).empty());
  listing.files[0].changed_ns = 11;
  CHECK(looks.changed(listing).empty());
  CHECK(looks.changed(listing).size() == 1);
  looks.forget("a");
  CHECK(looks.changed(listing).size() == 1);
}

TEST_CASE("a token goes over https, or to this machine") {
  CHECK(*upload::service_address("https://recipes.example.org//") == "https://recipes.example.org");
  CHECK(*upload::service_address("http://localhost:8787/") == "http://localhost:8787");
  CHECK(*upload::service_address("http://[::1]:8787") == "http://[::1]:8787");
  CHECK(upload::service_address("localhost:8787").error().detail.ends_with("http://localhost:8787"));
  for (const char* wrong :
       {"http://recipes.example.org", "ftp://x", "recipes.example.org", "https://", "https://a b",
        "https://me:secret@x", "https://x?y", "http://localhost.example.org", "http://127.0.0.1.evil"})
    CHECK_FALSE(upload::service_address(wrong));
}
