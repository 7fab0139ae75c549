# bash completion for cookdiff

_cookdiff() {
  local word previous command options
  word=${COMP_WORDS[COMP_CWORD]}
  previous=${COMP_WORDS[COMP_CWORD - 1]}
  command=${COMP_WORDS[1]}
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W 'diff read apply git-diff upload watch version help --help --version' -- "$word")
    return
  fi
  case $previous in
    --format)
      options='text json patch merge-patch markdown html'
      [[ $command == git-diff ]] && options='text markdown'
      mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
      return
      ;;
    --color | --progress)
      mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word")
      return
      ;;
  esac
  case $command in
    diff) options='--format --fill --restated --color --pairs --help' ;;
    read) options='--indent --help' ;;
    apply) options='--merge --indent --help' ;;
    upload) options='--to --token-file --at-once --replace --progress --ledger --help' ;;
    watch) options='--to --token-file --interval --at-once --replace --ledger --help' ;;
    git-diff) options='--format --restated --color --help' ;;
    help)
      mapfile -t COMPREPLY < <(compgen -W 'diff read apply git-diff upload watch version help' -- "$word")
      return
      ;;
    *) options='--help' ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}

complete -F _cookdiff cookdiff
