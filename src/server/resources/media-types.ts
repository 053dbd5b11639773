export const markdown = 'text/markdown';
export const json = 'application/json';
