// What `cookdiff help` prints. The test of the command checks that every option is explained here, in the man page and
// in the completions.
#include "cli/commands.hpp"

namespace cookdiff::cli {

const std::string_view general_help = R"(cookdiff says whether a recipe was made as written, and if not, what changed.

usage: cookdiff COMMAND [OPTIONS] FILES

  diff ORIGINAL MAKE     compare a recipe with a make of it
  read FILE              print the recipes of a file in any known format
  apply PATCH DOCUMENT   apply a patch to a document
  git-diff               show differences inside git diff
  upload FILE… --to URL  send files, folders and exports to a service
  watch FOLDER --to URL  send what is new in a folder, as it comes
  version                print the version
  help COMMAND           explain a command

A first look:

  $ cookdiff diff pie.json sunday.json
  $ cookdiff diff pie.json sunday.json --format json
  $ cookdiff read page.html | cookdiff diff - sunday.json

A file is canonical JSON, schema.org JSON-LD, an HTML page that carries it, or Cooklang; "read" also takes
the exports of Mealie, Tandoor, RecipeSage, Nextcloud Cookbook and Paprika. "-" is standard input.

exit status: 0 identical, 1 not identical, 2 trouble (a message on standard error says where)
)";

const std::string_view diff_help = R"(usage: cookdiff diff ORIGINAL MAKE [OPTIONS]
       cookdiff diff --pairs LIST [OPTIONS]

Compares a recipe as written with a make of it as it was really cooked. Units, fractions, scaling, substitutions,
times and temperatures inside steps are understood: 3 tsp is 1 tbsp, and 175 °C is 350 °F.

  --format FORM     text (a few lines for people; the default), json (the whole differences document),
                    patch (RFC 6902 JSON Patch), merge-patch (RFC 7396), markdown, html
  --fill            MAKE may leave out what it did not change; it is filled from ORIGINAL first
  --restated        show also what is only said in another way (1/2 for 0.5, 3 tsp for 1 tbsp)
  --color WHEN      auto (on a terminal, the default), always, never; NO_COLOR is respected
  --pairs LIST      compare many: LIST has a line a pair, the two files with a tab between them; the answer is
                    one JSON object a line, and what is wrong with one pair does not stop the others
  --help            this page

examples:

  Was Sunday's pie made as written?
    $ cookdiff diff pie.json sunday.json

  A make that says only what was different, from standard input:
    $ echo '{"makeOf":2,"rating":4,"notes":"a bit dry"}' | cookdiff diff pie.json - --fill

  The change as a patch, and back again:
    $ cookdiff diff pie.json sunday.json --format patch > change.json
    $ cookdiff apply change.json pie.json

  A whole folder, and only the summaries:
    $ for f in makes/*.json; do printf 'pie.json\t%s\n' "$f"; done | cookdiff diff --pairs - | jq -r .summary

exit status: 0 identical, 1 not identical, 2 trouble. With --format patch or merge-patch, 0 means that the patch
is empty: ids are in a patch, and are never a difference.
)";

const std::string_view read_help = R"(usage: cookdiff read FILE [OPTIONS]

Prints the canonical recipe of any known format, one JSON object a line: canonical JSON, schema.org JSON-LD, an HTML
page that carries it, Cooklang, and the exports of Mealie, Tandoor, RecipeSage, Nextcloud Cookbook and Paprika, also
as the archives that they are. Of several recipes in one page the first with ingredients is printed, and the others
are named on standard error.

  --indent          with line breaks and indentation, for people
  --help            this page

examples:

  $ cookdiff read soup.cook --indent
  $ cookdiff read export.paprikarecipes | jq -r .recipeName
  $ curl -s https://example.org/pie | cookdiff read -

exit status: 0 read, 2 trouble
)";

const std::string_view apply_help = R"(usage: cookdiff apply PATCH DOCUMENT [OPTIONS]

Applies a patch to a JSON document and prints the result. An array is an RFC 6902 JSON Patch, an object an RFC 7396
merge patch. Nothing is printed when an operation fails; the message names it.

  --merge           take PATCH as a merge patch whatever it is
  --indent          with line breaks and indentation, for people
  --help            this page

examples:

  $ cookdiff diff pie.json sunday.json --format patch | cookdiff apply - pie.json
  $ echo '{"rating":4}' | cookdiff apply - pie.json --indent

exit status: 0 applied, 2 trouble
)";

const std::string_view git_diff_help =
    R"(usage: cookdiff git-diff [OPTIONS] PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE

Speaks git's protocol of external diff programs, so that git diff, git show --ext-diff and git log -p --ext-diff tell
what changed in a recipe. Set up once, for the files that are recipes:

  $ echo '*.recipe.json diff=recipe' >> .gitattributes
  $ git config diff.recipe.command 'cookdiff git-diff'

or for a single look:

  $ GIT_EXTERNAL_DIFF='cookdiff git-diff' git diff

  --format FORM     text (the default) or markdown
  --restated        show also what is only said in another way
  --color WHEN      auto (on a terminal, the default), always, never; NO_COLOR is respected
  --help            this page

A file that cannot be read is told in its place, and the exit status stays 0: git stops at any other.
)";

const std::string_view upload_help = R"(usage: cookdiff upload FILE|FOLDER|EXPORT… --to URL [OPTIONS]

Sends recipes and makes to a cookdiff service: single files, whole folders, and the exports of Mealie, Tandoor,
RecipeSage, Nextcloud Cookbook and Paprika. Originals go before makes, several at once. What was sent is remembered, so
that a run that was interrupted, and every later one, sends only what is missing or has changed.

A document that says its ids is sent to the byte. Where it does not, the path below FOLDER says them as a key of the
bucket does: soups/miso/recipe.json is recipe soups.miso, recipes/2/makes/7.json make 7 of recipe 2. An original that
has changed becomes a new version. What is refused is named, and does not stop the others.

  --to URL           the service, e.g. https://recipes.example.org; http:// only for this machine
  --token-file FILE  a file that holds the token; else the environment variable COOKDIFF_TOKEN does
  --at-once N        calls at the same time, 1 to 32; 6 is the default
  --replace          an original that the service has with other content gets this as its new version
  --progress WHEN    auto (on a terminal, the default), always, never
  --ledger FILE      where to remember what was sent; by default a file below ~/.local/state/cookdiff
  --help             this page

examples:

  $ export COOKDIFF_TOKEN=cookdiff_…
  $ cookdiff upload pie.json makes/sunday.json --to https://recipes.example.org
  $ cookdiff upload ~/recipes --to https://recipes.example.org
  $ cookdiff upload mealie_backup.zip --to http://localhost:8787 --token-file .state/token

exit status: 0 all are there, 1 some were refused, 2 trouble (stopped: no such service, no right token),
130 interrupted
)";

const std::string_view watch_help = R"(usage: cookdiff watch FOLDER --to URL [OPTIONS]

Sends what is in FOLDER and goes on looking: a file that is new or has changed is sent as soon as it is at rest, as
"cookdiff upload FOLDER" would. A service that does not answer is waited for. Deleting a file deletes nothing there.
Ctrl-C ends it when what is under way has its answer.

  --to URL           the service, e.g. https://recipes.example.org; http:// only for this machine
  --token-file FILE  a file that holds the token; else the environment variable COOKDIFF_TOKEN does
  --interval SECONDS between two looks; 1 is the default
  --at-once N        calls at the same time, 1 to 32; 6 is the default
  --replace          an original that the service has with other content gets this as its new version
  --ledger FILE      where to remember what was sent; by default a file below ~/.local/state/cookdiff
  --help             this page

examples:

  $ COOKDIFF_TOKEN=cookdiff_… cookdiff watch ~/recipes --to https://recipes.example.org

exit status: 0 ended by Ctrl-C, 2 trouble (no right token, the folder is gone)
)";

const std::string_view version_help = R"(usage: cookdiff version

Prints the version of the command and of the rules that made its answers ("engine" in a differences document).

  --help            this page
)";

const std::string_view help_help = R"(usage: cookdiff help [COMMAND]

Explains cookdiff, or one of its commands.

  --help            this page
)";

}  // namespace cookdiff::cli
