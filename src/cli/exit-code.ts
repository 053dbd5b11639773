/** How the command ended: success, another outcome than success, wrong use or input, interrupted. */
export const exitCodes = { success: 0, outcome: 1, usage: 2, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
