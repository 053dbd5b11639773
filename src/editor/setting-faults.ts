/** What is wrong with the value of a setting, by the schema that package.json has of it, and what it counts as then. Pure. */
import { type SettingKey, settingsSection } from './ids.ts';
import * as l10n from './l10n.ts';

/** As far as our settings use it. */
export interface SettingSchema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly pattern?: string; readonly minLength?: number };
}

/** A setting with a value that is none of it. */
export interface SettingFault {
  readonly key: SettingKey;
  /** What it has to be, as the end of a sentence that begins with its name. */
  readonly fault: string;
}

/**
 * A wrong value counts as the strictest one where a setting says what work may do, else as the default; and nothing is begun
 * while one is wrong whose value decides what a run does, since it may have been meant to be stricter still.
 */
const strictest: Readonly<Partial<Record<SettingKey, unknown>>> = {
  ...{ network: false, push: 'never', gate: true, stepMode: true },
  ...{ archiveOnComplete: false, commitEdits: false, checkHumanActions: false, syncRemote: false },
  ...{ waitMinutes: 0, tokensPerCriterion: 1, tokensPerTask: 1 },
};

/** With these a run does no more than with any right value, or it does not look at them. */
const harmless: readonly SettingKey[] = [
  ...(['gate', 'secretsIgnore', 'registriesOverHttp', 'passEnvironment', 'archiveOnComplete'] as const),
  ...(['commitEdits', 'checkHumanActions', 'syncRemote', 'codeLens.enabled'] as const),
];

/** The strictest value; undefined where the default is used. */
export function valueInstead(key: SettingKey): unknown {
  return strictest[key];
}

/** Those among the faults that keep runs from beginning. */
export function refusing(faults: readonly SettingFault[]): SettingFault[] {
  return faults.filter(({ key }) => !harmless.includes(key));
}

/** One sentence for each. */
export function faultsText(faults: readonly SettingFault[]): string {
  return faults.map(({ key, fault }) => `${settingsSection}.${key} ${fault}.`).join(' ');
}

/** What is to be looked for among the settings to mend these. */
export function settingToMend(faults: readonly SettingFault[]): string {
  const [first] = faults;
  return first !== undefined && faults.length === 1 ? `${settingsSection}.${first.key}` : settingsSection;
}

/** What the value has to be; undefined where it is right. */
export function faultOf(value: unknown, schema: SettingSchema): string | undefined {
  const { type, enum: choices, items } = schema;
  if (choices !== undefined) {
    if (choices.some((choice) => choice === value)) return undefined;
    return l10n.t`has to be ${l10n.list(choices, 'disjunction')}`;
  }
  if (type === 'boolean') return typeof value === 'boolean' ? undefined : l10n.t('has to be true or false');
  if (type === 'string') return typeof value === 'string' ? undefined : l10n.t('has to be a text');
  if (type === 'integer' || type === 'number') return isInRange(value, schema) ? undefined : rangeOf(schema);
  if (type === 'object') {
    const isRight = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isRight && Object.values(value).every((one) => typeof one === 'string')) return undefined;
    return l10n.t('has to be an object whose values are texts');
  }
  if (!Array.isArray(value)) return l10n.t('has to be a list of texts');
  const wrong = value.find((one) => typeof one !== 'string' || !fits(one, items));
  return wrong === undefined ? undefined : l10n.t`has an entry that does not fit: ${JSON.stringify(wrong)}`;
}

function fits(text: string, { pattern, minLength = 0 }: NonNullable<SettingSchema['items']> = {}): boolean {
  return text.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
}

function isInRange(value: unknown, { type, minimum = -Infinity, maximum = Infinity }: SettingSchema): boolean {
  if (typeof value !== 'number' || (type === 'integer' && !Number.isInteger(value))) return false;
  return value >= minimum && value <= maximum;
}

function rangeOf({ type, minimum, maximum }: SettingSchema): string {
  const least = l10n.number(minimum ?? 0);
  if (maximum === undefined) return l10n.t`has to be a whole number, ${least} or more`;
  const most = l10n.number(maximum);
  return type === 'integer'
    ? l10n.t`has to be a whole number from ${least} to ${most}`
    : l10n.t`has to be a number from ${least} to ${most}`;
}
