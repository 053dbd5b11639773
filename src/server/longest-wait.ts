/** The longest that a timer can wait, in milliseconds; process_bug lasts hours and has limits of its own, and a person has none. */
export const longestMs = 2 ** 31 - 1;
