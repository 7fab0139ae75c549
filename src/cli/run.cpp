#include <algorithm>
#include <array>
#include <csignal>
#include <string>
#include <vector>

#include "cli/answer.hpp"
#include "cli/commands.hpp"
#include "cli/version.hpp"
#include "diff/compare.hpp"

namespace cookdiff::cli {

namespace {

constexpr Option help_option{.name = "help"};
constexpr Option color_option{.name = "color", .value = "WHEN", .choices = "auto always never", .if_bare = "always"};

constexpr std::array diff_options{
    Option{.name = "format", .value = "FORM", .choices = forms},
    Option{.name = "fill"},
    Option{.name = "restated"},
    color_option,
    Option{.name = "pairs", .value = "LIST"},
    help_option,
};
constexpr std::array read_options{Option{.name = "indent"}, help_option};
constexpr std::array apply_options{Option{.name = "merge"}, Option{.name = "indent"}, help_option};
constexpr std::array git_diff_options{
    Option{.name = "format", .value = "FORM", .choices = "text markdown"},
    Option{.name = "restated"},
    color_option,
    help_option,
};
constexpr Option to_option{.name = "to", .value = "URL"};
constexpr Option token_option{.name = "token-file", .value = "FILE"};
constexpr Option at_once_option{.name = "at-once", .value = "N"};
constexpr Option replace_option{.name = "replace"};
constexpr Option ledger_option{.name = "ledger", .value = "FILE"};
constexpr std::array upload_options{
    to_option,      token_option,  at_once_option,
    replace_option, ledger_option, Option{.name = "progress", .value = "WHEN", .choices = "auto always never"},
    help_option,
};
constexpr std::array watch_options{
    to_option,      token_option,  at_once_option,
    replace_option, ledger_option, Option{.name = "interval", .value = "SECONDS"},
    help_option,
};
constexpr std::array plain_options{help_option};

const std::array table{
    Command{"diff", "compare a recipe with a make of it", diff_options, diff_help, run_diff},
    Command{"read", "print the recipes of a file in any known format", read_options, read_help, run_read},
    Command{"apply", "apply a patch to a document", apply_options, apply_help, run_apply},
    Command{"git-diff", "show differences inside git diff", git_diff_options, git_diff_help, run_git_diff},
    Command{"upload", "send files, folders and exports to a service", upload_options, upload_help, run_upload},
    Command{"watch", "send what is new in a folder, as it comes", watch_options, watch_help, run_watch},
    Command{"version", "print the version", plain_options, version_help, run_version},
    Command{"help", "explain a command", plain_options, help_help, run_help},
};

int unknown_command(std::string_view typed) {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  const std::string_view meant = nearest(typed, names);
  std::string detail = "unknown command \"" + std::string(typed) + "\"";
  detail += meant.empty() ? std::string("; two files are compared by: cookdiff diff ORIGINAL MAKE")
                          : "; did you mean " + std::string(meant) + "?";
  return refuse("", detail);
}

// The two spellings of a command that people try first.
std::string_view command_name(std::string_view typed) {
  if (typed == "--help" || typed == "-h") return "help";
  if (typed == "--version" || typed == "-V") return "version";
  return typed;
}

}  // namespace

std::span<const Command> commands() { return table; }

const Command* find_command(std::string_view name) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Command& command) { return command.name == name; });
  return found == table.end() ? nullptr : &*found;
}

int refuse(std::string_view command, std::string_view detail) {
  complain(detail);
  complain("try: cookdiff help" + (command.empty() ? std::string() : " " + std::string(command)));
  return exit_trouble;
}

int run(std::span<const std::string_view> typed) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away shows as a failed write, not as a dead process
  Output out(1);
  if (typed.empty()) {
    complain("no command given");
    complain("try: cookdiff help");
    return exit_trouble;
  }
  const Command* command = find_command(command_name(typed[0]));
  if (command == nullptr) return unknown_command(typed[0]);
  const auto arguments = Arguments::parse(typed.subspan(1), command->options);
  if (!arguments) return refuse(command->name, arguments.error().detail);
  int status = exit_identical;
  if (arguments->has("help")) {
    out.add(command->help);
  } else {
    status = command->run(*arguments, out);
  }
  if (!out.flush()) {
    complain("the answer could not be written");
    return exit_trouble;
  }
  return status;
}

int run_version(const Arguments&, Output& out) {
  out.add("cookdiff " + std::string(version) + " (rules " + std::string(diff::engine) + ")\n");
  return exit_identical;
}

int run_help(const Arguments& arguments, Output& out) {
  if (arguments.words().empty()) {
    out.add(general_help);
    return exit_identical;
  }
  const Command* command = find_command(arguments.words()[0]);
  if (command == nullptr) return unknown_command(arguments.words()[0]);
  out.add(command->help);
  return exit_identical;
}

}  // namespace cookdiff::cli
