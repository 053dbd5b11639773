/** What a shell has to read once, so that it asks `agent-toolkit complete` at each Tab. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const completionScripts: Readonly<Record<Shell, string>> = {
  // Bash breaks words at =, : and @ too, and replaces only what comes behind the last of them, with the @ itself.
  bash: `# In ~/.bashrc: source <(agent-toolkit completion bash)
_agent_toolkit() {
  local i n=0 joins=0 word line before=
  local -a words
  words=("")
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $n -gt 0 && $word =~ ^[=:@]+$ ]]; then
      words[n - 1]+=$word
      joins=1
    elif ((joins)); then
      words[n - 1]+=$word
      joins=0
    else
      words[n]=$word
      n=$((n + 1))
    fi
  done
  word=\${words[n > 0 ? n - 1 : 0]}
  line=\${COMP_WORDS[COMP_CWORD]}
  [[ $line =~ ^[=:@]+$ ]] && line=
  before=\${word%"$line"}
  before=\${before%@}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o default 2>/dev/null ;;
      :folders) compopt -o dirnames 2>/dev/null ;;
      *)
        line=\${line%%$'\\t'*}
        COMPREPLY+=("\${line#"$before"}")
        ;;
    esac
  done < <(agent-toolkit complete -- "\${words[@]}" 2>/dev/null)
}
complete -F _agent_toolkit agent-toolkit
`,
  // The name of a file in $fpath that holds it: _agent-toolkit.
  zsh: `#compdef agent-toolkit
# In ~/.zshrc, after compinit: source <(agent-toolkit completion zsh)
_agent-toolkit() {
  local line word paths=
  local -a found
  while IFS= read -r line; do
    case $line in
      (:files|:folders) paths=$line ;;
      (*)
        word=\${line%%$'\\t'*}
        if [[ $line == *$'\\t'* ]]; then found+=("\${word//:/\\\\:}:\${line#*$'\\t'}"); else found+=("\${word//:/\\\\:}"); fi
        ;;
    esac
  done < <(agent-toolkit complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe -V agent-toolkit found -M 'm:{[:lower:]}={[:upper:]}'; fi
  if [[ -n $paths ]]; then
    if [[ $PREFIX == --*=* ]]; then compset -P '*='; fi
    if [[ $paths == :folders ]]; then _files -/; else _files; fi
  fi
}
if [[ \${funcstack[1]} == _agent-toolkit ]]; then _agent-toolkit "$@"; else compdef _agent-toolkit agent-toolkit; fi
`,
  fish: `# In ~/.config/fish/completions/agent-toolkit.fish: agent-toolkit completion fish > that file
function __agent_toolkit
  set -l words (commandline -opc)
  set -e words[1]
  set -l token (commandline -ct)
  set -l before (string match -r -- '^--[\\w-]+=' $token)
  set -l path (string replace -- "$before" '' $token)
  for line in (agent-toolkit complete -- $words "$token" 2>/dev/null)
    switch $line
      case :files
        printf '%s\\n' "$before"(__fish_complete_path "$path")
      case :folders
        printf '%s\\n' "$before"(__fish_complete_directories "$path" '')
      case '*'
        printf '%s\\n' $line
    end
  end
end
complete -c agent-toolkit -f -a '(__agent_toolkit)'
`,
};
