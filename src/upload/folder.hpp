// The files of a folder that may be recipes, by their names; and what became of them between two looks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace cookdiff::upload {

inline constexpr std::size_t folder_depth_max = 64;
inline constexpr std::size_t folder_files_max = 1'000'000;

struct File {
  std::string path;  // as it is opened
  std::string key;   // below the folder, with / between its parts
  std::int64_t size = 0;
  std::int64_t changed_ns = 0;  // since 1970; of its content, as the file system says
};

struct Listing {
  std::vector<File> files;                // by path
  std::size_t passed_over = 0;            // files with other names
  std::vector<std::string> unreadable{};  // "folder: permission denied"
};

// .json .jsonld .html .htm .cook and the archives .zip .paprikarecipes .paprikarecipe. Names that begin with a dot are
// not looked at, and links to folders are not followed. Fails with not_found or unavailable where the folder itself
// cannot be read, too_deep, or too_large past folder_files_max.
[[nodiscard]] Result<Listing> list_folder(const std::string& folder);

[[nodiscard]] bool is_folder(const std::string& path);

// Tells which files are new or have changed, once they are at rest: a file that is being written is the same at two
// looks only when that is done.
class Looks {
 public:
  [[nodiscard]] std::vector<File> changed(const Listing& listing);
  // That it is told again at the next look.
  void forget(const std::string& path) { told_.erase(path); }

 private:
  struct Standing {
    std::int64_t size;
    std::int64_t changed_ns;
    bool operator==(const Standing&) const = default;
  };
  std::map<std::string, Standing> seen_;
  std::map<std::string, Standing> told_;
};

}  // namespace cookdiff::upload
