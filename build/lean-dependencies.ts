/** What dependencies carry along, or do at every start, and nothing here uses. */
import type { Plugin } from 'esbuild';

/** The messages of zod in fifty languages: half of its code, to be read at every start, and only English is asked for. */
const englishAlone: Plugin = {
  name: 'english-alone',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** YAML's JavaScript functions, which nothing here reads: for them js-yaml looks for a parser of JavaScript at every start. */
const withoutFunctions: Plugin = {
  name: 'without-functions',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]js-yaml[\\/]type[\\/]js[\\/]function\.js$/ }, () => ({
      contents:
        "module.exports = new (require('../../type'))('tag:yaml.org,2002:js/function', { kind: 'scalar', resolve: () => false });",
    }));
  },
};

/** The MCP SDK takes schemas of zod 3 as well; all of ours are of zod 4. */
const withoutOlderZod: Plugin = {
  name: 'without-older-zod',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(zod\/v3|zod-to-json-schema)$/ }, ({ path, importer }) =>
      /[\\/]@modelcontextprotocol[\\/]sdk[\\/]/.test(importer) ? { path, namespace: 'older-zod' } : undefined,
    );
    const names = { 'zod/v3': 'object', 'zod-to-json-schema': 'zodToJsonSchema' };
    onLoad({ filter: /.*/, namespace: 'older-zod' }, ({ path }) => ({
      contents: `export function ${names[path as keyof typeof names]}() { throw new Error('Schemas of zod 3 are not supported.'); }`,
    }));
  },
};

/** The MCP SDK makes a validator of JSON Schemas at every start, and most conversations never need it: it is made when they do. */
const validatorWhenNeeded: Plugin = {
  name: 'validator-when-needed',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@modelcontextprotocol[\\/]sdk[\\/].*[\\/]validation[\\/]ajv-provider\.js$/ }, () => ({
      contents: lateValidator,
    }));
  },
};

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

/** All of them, for esbuild. */
export const leanDependencies: readonly Plugin[] = [
  englishAlone,
  withoutFunctions,
  withoutOlderZod,
  validatorWhenNeeded,
];
