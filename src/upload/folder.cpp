#include "upload/folder.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>

#include "formats/text.hpp"

namespace cookdiff::upload {

namespace {

constexpr std::array<std::string_view, 8> endings = {".json", ".jsonld", ".html",           ".htm",
                                                     ".cook", ".zip",    ".paprikarecipes", ".paprikarecipe"};

bool may_be_recipe(std::string_view name) {
  const std::string lower = formats::lower_text(name);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view end) { return lower.ends_with(end); });
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

std::vector<std::string> names_in(DIR* folder) {
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(folder))
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  std::sort(names.begin(), names.end());
  return names;
}

std::int64_t changed_ns(const struct stat& about) {
#ifdef __APPLE__
  const timespec& time = about.st_mtimespec;
#else
  const timespec& time = about.st_mtim;
#endif
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

class Walk {
 public:
  Status folder(const std::string& path, const std::string& key, std::size_t depth) {
    if (depth > folder_depth_max) return Error{Code::too_deep, false, path + ": more than 64 folders deep"};
    const std::unique_ptr<DIR, CloseFolder> open(::opendir(path.c_str()));
    if (!open) {
      const Error error{errno == ENOENT ? Code::not_found : Code::unavailable, false,
                        path + ": " + std::strerror(errno)};
      if (depth == 0) return error;
      out.unreadable.push_back(error.detail);
      return Done{};
    }
    for (const std::string& name : names_in(open.get())) TRY_DONE(entry(path + "/" + name, key + name, name, depth));
    return Done{};
  }

  Listing out;

 private:
  Status entry(const std::string& path, const std::string& key, const std::string& name, std::size_t depth) {
    struct stat about{};
    if (::lstat(path.c_str(), &about) != 0) return Done{};  // gone since
    if (S_ISDIR(about.st_mode)) return folder(path, key + "/", depth + 1);
    if (S_ISLNK(about.st_mode) && ::stat(path.c_str(), &about) != 0) return Done{};
    if (!S_ISREG(about.st_mode)) return Done{};
    if (!may_be_recipe(name)) {
      ++out.passed_over;
      return Done{};
    }
    if (out.files.size() == folder_files_max) return Error{Code::too_large, false, "more than 1,000,000 files"};
    out.files.push_back({path, key, about.st_size, changed_ns(about)});
    return Done{};
  }
};

}  // namespace

Result<Listing> list_folder(const std::string& folder) {
  Walk walk;
  TRY_DONE(walk.folder(folder, {}, 0));
  return std::move(walk.out);
}

bool is_folder(const std::string& path) {
  struct stat about{};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

std::vector<File> Looks::changed(const Listing& listing) {
  std::vector<File> out;
  std::map<std::string, Standing> now;
  for (const File& file : listing.files) {
    const Standing standing{file.size, file.changed_ns};
    now[file.path] = standing;
    const auto before = seen_.find(file.path);
    const bool at_rest = before != seen_.end() && before->second == standing;
    const auto told = told_.find(file.path);
    if (!at_rest || (told != told_.end() && told->second == standing)) continue;
    told_[file.path] = standing;
    out.push_back(file);
  }
  seen_ = std::move(now);
  return out;
}

}  // namespace cookdiff::upload
