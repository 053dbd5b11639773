/** Objects against the schemas of their kinds, with ajv. Heavy: import it when first needed. */
import { Ajv, type ErrorObject } from 'ajv';
import { RE2JS } from 're2js';
import { closedSchema, type OpenApiSchema } from './closed-schema.ts';
import { isMapping } from './yaml.ts';

/** Errors of one object that are told. */
const shown = 5;

/** What of an object does not fit its schema, one phrase each, for example `spec.replica is not known`. */
export type Validate = (object: unknown) => string[];

/** @throws Error when the schema itself is none */
export function validatorOf(schema: OpenApiSchema): Validate {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    ownProperties: true,
    validateSchema: false,
    validateFormats: false,
    logger: false,
    // Patterns are Go's, and may come from anybody: linear time.
    code: { regExp: Object.assign(compilePattern, { code: 'compilePattern' }) },
  });
  const validate = ajv.compile(closedSchema(schema, isPattern));
  return (object) => {
    if (validate(withoutNulls(object))) return [];
    return [...new Set((validate.errors ?? []).flatMap(phraseOf))].slice(0, shown);
  };
}

function compilePattern(pattern: string) {
  const compiled = RE2JS.compile(pattern);
  return { test: (text: string) => compiled.matcher(text).find() };
}

function isPattern(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false; // the API server compares with the same syntax, and would not have taken the schema
  }
}

/** A field without a value counts as one that is not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

function phraseOf({ instancePath, keyword, params, message = 'is wrong' }: ErrorObject): string[] {
  const place = instancePath
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = (...more: string[]) => [...place, ...more].filter((key) => key !== '').join('.') || 'it';
  if (keyword === 'additionalProperties') return [`${at(String(params['additionalProperty']))} is not known`];
  if (keyword === 'required') return [`${at(String(params['missingProperty']))} is missing`];
  if (keyword === 'enum') return [`${at()} must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`];
  return [`${at()} ${message}`];
}
