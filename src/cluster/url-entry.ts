/** An entry of `verify.urls`: an address and, after blanks, the HTTP statuses that pass: `https://shop.example/ 204 3xx`. Pure. */

export interface UrlEntry {
  /** As written, without the statuses. */
  readonly address: string;
  /** `204`, or `2xx` for a whole class; empty when none is written: then 2xx and 3xx pass. */
  readonly statuses: readonly string[];
  /** Whether what follows the address is no status. */
  readonly isOdd: boolean;
}

/** Takes an entry apart; what an address holds is not looked at. */
export function readUrlEntry(written: string): UrlEntry {
  const [address = '', ...words] = written.trim().split(/\s+/);
  const statuses = words.map((word) => word.toLowerCase());
  return { address, statuses, isOdd: !statuses.every((word) => /^[1-5](?:xx|\d\d)$/.test(word)) };
}

/** Whether an answer with this status passes. */
export function isExpectedStatus(status: number, statuses: readonly string[]): boolean {
  const passing = statuses.length === 0 ? ['2xx', '3xx'] : statuses;
  return passing.some((word) =>
    word.endsWith('xx') ? Math.floor(status / 100) === Number(word[0]) : status === Number(word),
  );
}

/** `HTTP 2xx or 3xx` */
export function expectedText(statuses: readonly string[]): string {
  return `HTTP ${(statuses.length === 0 ? ['2xx', '3xx'] : statuses).join(' or ')}`;
}
