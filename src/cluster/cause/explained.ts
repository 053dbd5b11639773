/** The objects that a cause explains, in a few words. Pure. */

/** More of a kind are counted. */
const mostNamed = 3;

/** `10 Pods, Service shop/web, https://shop.example/`; empty for none. */
export function explainedText(objects: readonly string[]): string {
  const kinds = new Map<string, string[]>();
  for (const object of objects) {
    const kind = /^[A-Z][A-Za-z]+(?= )/.exec(object)?.[0] ?? object;
    kinds.set(kind, [...(kinds.get(kind) ?? []), object]);
  }
  return [...kinds]
    .flatMap(([kind, all]) => (all.length > mostNamed ? [`${all.length} ${pluralOf(kind)}`] : all))
    .join(', ');
}

/** `Ingresses`, `NetworkPolicies`, `Pods`. */
function pluralOf(kind: string): string {
  if (kind.endsWith('s')) return `${kind}es`;
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
