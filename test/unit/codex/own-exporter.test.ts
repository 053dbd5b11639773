import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exporterIn, hasOwnExporter } from '../../../src/codex/own-exporter.ts';

test.each([
  ['', undefined],
  ['model = "x"\n[otel]\nenvironment = "dev"\nlog_user_prompt = true', undefined],
  ['[otel]\nexporter = "none"', 'off'],
  ['[otel]\nexporter = { otlp-http = { endpoint = "https://otel.example" } }', 'set'],
  ['[otel]\r\n  exporter={otlp-grpc={endpoint="https://otel.example"}}\r\n', 'set'],
  ['[otel.exporter.otlp-http]\nendpoint = "https://otel.example"', 'set'],
  ['[otel.exporter."otlp-http".headers]\nx = "y"', 'set'],
  ['[otel] # ours\nexporter.otlp-http.endpoint = "https://otel.example"', 'set'],
  ['otel.exporter = "statsig"', 'set'],
  ['otel = { environment = "dev", exporter = "none" }', 'off'],
  ['otel = { exporter = { otlp-http = { endpoint = "x" } } }', 'set'],
  ['otel={exporter.otlp-http.endpoint="x"}', 'set'],
  // Where spans and figures go is another matter.
  ['[otel]\ntrace_exporter = { otlp-http = { endpoint = "x" } }\nmetrics_exporter = "statsig"', undefined],
  ['otel = { trace_exporter = "x" }', undefined],
  ['[other]\nexporter = "x"', undefined],
  ['# otel.exporter = "x"', undefined],
])('%j: %s', (toml, said) => {
  expect(exporterIn(toml, 'exporter')).toBe(said);
});

test.each([
  ['[otel]\nexporter = { otlp-http = { endpoint = "x" } }', undefined],
  ['[otel]\ntrace_exporter = { otlp-http = { endpoint = "x" } }', 'set'],
  ['[otel.trace_exporter.otlp-http]\nendpoint = "x"', 'set'],
  ['otel = { exporter = "statsig", trace_exporter = "none" }', 'off'],
  ['otel = { exporter = { otlp-http = { endpoint = "x" } } }', undefined],
])('of spans, %j: %s', (toml, said) => {
  expect(exporterIn(toml, 'trace_exporter')).toBe(said);
});

const own = '[otel]\nexporter = { otlp-http = { endpoint = "x" } }';
test.each([
  [{}, {}, false],
  [{ 'config.toml': own }, {}, true],
  [{ 'p.config.toml': own }, {}, false],
  [{ 'p.config.toml': own }, { profile: 'p' }, true],
  [{ 'config.toml': own, 'p.config.toml': '[otel]\nexporter = "none"' }, { profile: 'p' }, false],
  [{}, { config: ['otel.exporter={otlp-http={endpoint="x"}}', 'model="x"'] }, true],
  [{ 'config.toml': own }, { config: ['otel.exporter="none"'] }, false],
  [{ 'config.toml': own }, { config: ['otel.exporter=none'] }, false],
])('of %j with %j: %j', async (files, given, expected) => {
  const home = await mkdtemp(join(tmpdir(), 'agent-toolkit-codex-'));
  onTestFinished(() => rm(home, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
  expect(await hasOwnExporter({ env: { CODEX_HOME: home }, config: [], ...given }, 'exporter')).toBe(expected);
});
