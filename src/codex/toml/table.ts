/** What TOML says, as values. */
export type TomlValue = string | number | boolean | TomlTime | readonly TomlValue[] | TomlTable;

/** A date or time, as it is written. */
export interface TomlTime {
  readonly time: string;
}

export type TomlTable = Map<string, TomlValue>;

export const newTable = (): TomlTable => new Map();

/** Puts a value at a path of keys, with the tables on its way. False where something stands in the way. */
export function addPair(table: TomlTable, path: readonly string[], value: TomlValue): boolean {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    if (table.has(key)) return false;
    table.set(key, value);
    return true;
  }
  const inner = table.get(key) ?? newTable();
  if (!(inner instanceof Map)) return false;
  table.set(key, inner);
  return addPair(inner, rest, value);
}
