/** What a shell has to read once, so that it asks `agent-toolkit complete` at each Tab. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# In ~/.bashrc: source <(agent-toolkit completion bash)
_agent_toolkit() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(agent-toolkit complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _agent_toolkit agent-toolkit
`,
  zsh: `#compdef agent-toolkit
# In ~/.zshrc, after compinit: source <(agent-toolkit completion zsh)
_agent_toolkit() {
  local -a found
  found=(\${(f)"$(agent-toolkit complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -a found; else _files; fi
}
compdef _agent_toolkit agent-toolkit
`,
  fish: `# In ~/.config/fish/completions/agent-toolkit.fish: agent-toolkit completion fish > that file
function __agent_toolkit
  set -l words (commandline -opc)
  set -e words[1]
  agent-toolkit complete -- $words (commandline -ct) 2>/dev/null
end
complete -c agent-toolkit -a '(__agent_toolkit)'
`,
};
