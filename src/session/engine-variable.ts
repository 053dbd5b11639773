/**
 * Says to a process that it is the engine, and who started it holds its IPC channel: when that is closed, the engine stops as
 * on SIGHUP. Taken out of the environment at once: Codex's commands are to know nothing of it.
 */
export const engineVariable = 'AGENT_TOOLKIT_ENGINE';
