/** What dependencies carry along, or do at every start, and nothing here uses; for both bundlers. */

/** The entry of jsonc-parser for require loads its other files in a way that no bundler can follow. */
export const alias = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } as const;

/** A module of a dependency that is bundled with other contents. */
export interface Replacement {
  readonly file: RegExp;
  readonly contents: string;
}

/** The messages of zod in fifty languages: half of its code, to be read at every start, and only English is asked for. */
const englishAlone: Replacement = {
  file: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/,
  contents: "export { default as en } from './en.js';",
};

/** YAML's JavaScript functions, which nothing here reads: for them js-yaml looks for a parser of JavaScript at every start. */
const withoutFunctions: Replacement = {
  file: /[\\/]js-yaml[\\/]type[\\/]js[\\/]function\.js$/,
  contents:
    "module.exports = new (require('../../type'))('tag:yaml.org,2002:js/function', { kind: 'scalar', resolve: () => false });",
};

/** Front matter in JavaScript, which gray-matter would evaluate, and in other languages: only YAML is read. */
const yamlAlone: Replacement = {
  file: /[\\/]gray-matter[\\/]lib[\\/]engines\.js$/,
  contents: "const { safeLoad: parse, safeDump: stringify } = require('js-yaml'); exports.yaml = { parse, stringify };",
};

/** The MCP SDK takes schemas of zod 3 as well; all of ours are of zod 4. */
const withoutOlderZod: readonly Replacement[] = [
  { file: /[\\/]zod[\\/]v3[\\/]index\.js$/, contents: refusing('object') },
  { file: /[\\/]zod-to-json-schema[\\/]dist[\\/]esm[\\/]index\.js$/, contents: refusing('zodToJsonSchema') },
];

function refusing(name: string): string {
  return `export function ${name}() { throw new Error('Schemas of zod 3 are not supported.'); }`;
}

/** As in the SDK; a CommonJS module is evaluated by the first call of its require. */
const lateValidator = `
export class AjvJsonSchemaValidator {
  constructor(ajv) {
    this._given = ajv;
  }

  getValidator(schema) {
    const ajv = (this._given ??= createAjv());
    const validate = (typeof schema.$id === 'string' ? ajv.getSchema(schema.$id) : undefined) ?? ajv.compile(schema);
    return (input) => validate(input)
      ? { valid: true, data: input, errorMessage: undefined }
      : { valid: false, data: undefined, errorMessage: ajv.errorsText(validate.errors) };
  }
}

function createAjv() {
  const { Ajv } = require('ajv');
  const ajv = new Ajv({ strict: false, validateFormats: true, validateSchema: false, allErrors: true });
  require('ajv-formats')(ajv);
  return ajv;
}`;

/** The MCP SDK makes a validator of JSON Schemas at every start, and most conversations never need it: it is made when they do. */
const validatorWhenNeeded: Replacement = {
  file: /[\\/]@modelcontextprotocol[\\/]sdk[\\/].*[\\/]validation[\\/]ajv-provider\.js$/,
  contents: lateValidator,
};

/** All of them. */
export const leanDependencies: readonly Replacement[] = [
  englishAlone,
  withoutFunctions,
  yamlAlone,
  ...withoutOlderZod,
  validatorWhenNeeded,
];
