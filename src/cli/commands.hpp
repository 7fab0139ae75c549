// The words that may stand behind `cookdiff`. Each command is a row: its name, its options, its help, and what runs it.
#pragma once

#include <span>
#include <string_view>

#include "cli/arguments.hpp"
#include "cli/output.hpp"

namespace cookdiff::cli {

struct Command {
  std::string_view name;
  std::string_view summary;         // one line, for the list of commands
  std::span<const Option> options;  // --help is understood besides
  std::string_view help;            // the whole page of `cookdiff help NAME`
  int (*run)(const Arguments& arguments, Output& out);
};

[[nodiscard]] std::span<const Command> commands();
// nullptr where there is none of that name.
[[nodiscard]] const Command* find_command(std::string_view name);

// The pages of help.cpp.
extern const std::string_view general_help;
extern const std::string_view diff_help;
extern const std::string_view read_help;
extern const std::string_view apply_help;
extern const std::string_view git_diff_help;
extern const std::string_view upload_help;
extern const std::string_view watch_help;
extern const std::string_view version_help;
extern const std::string_view help_help;

// `cookdiff ARGUMENTS…`: gives the exit status.
[[nodiscard]] int run(std::span<const std::string_view> typed);

int run_diff(const Arguments& arguments, Output& out);
int run_read(const Arguments& arguments, Output& out);
int run_apply(const Arguments& arguments, Output& out);
int run_git_diff(const Arguments& arguments, Output& out);
int run_upload(const Arguments& arguments, Output& out);
int run_watch(const Arguments& arguments, Output& out);
int run_version(const Arguments& arguments, Output& out);
int run_help(const Arguments& arguments, Output& out);

// Says what was typed wrongly and where the help is; gives exit_trouble.
int refuse(std::string_view command, std::string_view detail);

}  // namespace cookdiff::cli
