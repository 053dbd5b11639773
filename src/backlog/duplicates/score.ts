/** One number out of all that speaks for and against a duplicate. */
import type { Likeness } from './likeness.ts';

/**
 * Logistic regression on the development pairs of bench/duplicates, rounded. What tells siblings apart (figures,
 * contrast, environment) weighs more than the pairs alone would have it: one such word decides.
 */
const weights: Readonly<Record<keyof Likeness, number>> = {
  title: 0.8,
  rest: 3.2,
  cosine: 1.6,
  evidence: 4.3,
  foreign: -1,
  parallel: -3.2,
  object: -2,
  deed: -2.8,
  contrast: -4,
  environment: -3,
  figures: -4.5,
};

const constant = -5;

/** From 0 to 1: how sure it is that two items are the same task. */
export function scoreOf(likeness: Likeness): number {
  const keys = Object.keys(weights) as (keyof Likeness)[];
  const sum = keys.reduce((total, key) => total + weights[key] * likeness[key], constant);
  return 1 / (1 + Math.exp(-sum));
}

/** From this score on an item is reported as a duplicate. */
export const threshold = 0.5;
