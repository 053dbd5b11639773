/**
 * How the command ended: success, another outcome than success, wrong use or input, interrupted; of a session also: it ended
 * early, all that is left waits for a person.
 */
export const exitCodes = { success: 0, outcome: 1, usage: 2, early: 3, waits: 4, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
