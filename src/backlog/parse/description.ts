/** What a task is about: the beginning of its prose. */
import type { Outline, Section } from './outline.ts';

/** Characters that are kept. What a task is about stands in its first sentences. */
const longest = 1_000;

/** The beginning of the first `## Description`, `## Problem …`, `## Overview` or `## Summary`, else of the first section with prose; in one line. */
export function readDescription(outline: Outline, sections: readonly Section[]): string {
  const named = sections.find(({ name }) => /^(?:description|problem|overview|summary|objective)\b/.test(name));
  const chosen =
    named ?? sections.find(({ name }) => !/^(?:acceptance criteria|dependencies|progress log)\b/.test(name));
  const { start, end } = chosen?.range ?? { start: 0, end: 0 };
  let text = '';
  for (let index = start; index < end && text.length < longest; index += 1) {
    if (outline.kinds[index] === 'text') text += `${outline.lines[index]?.trim() ?? ''} `;
  }
  return text.slice(0, longest).trim();
}
