/**
 * The tools that Codex refuses to call in its sandbox without the user's approval, since they change what cannot be taken
 * back by calling them again: those whose annotations say destructive.
 */
export const approvedTools = ['process_bug', 'run_retrospective'] as const;
