import { expect, onTestFinished, test, vi } from 'vitest';
import type { Exporter } from '../../../src/codex/own-exporter.ts';
import { startTokenMeter } from '../../../src/codex/token-meter.ts';

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const body = JSON.stringify({
  resourceLogs: [
    {
      scopeLogs: [
        {
          logRecords: [
            {
              attributes: [
                attribute('event.name', 'codex.sse_event'),
                attribute('event.kind', 'response.completed'),
                attribute('input_token_count', '100'),
                attribute('output_token_count', '20'),
              ],
            },
          ],
        },
      ],
    },
  ],
});

async function meter(env: NodeJS.ProcessEnv = {}, exporter: Exporter = 'exporter') {
  const counted = vi.fn();
  const started = await startTokenMeter(env, exporter, counted);
  onTestFinished(() => started.close());
  const endpoint = /endpoint="([^"]+)"/.exec(started.config[0] ?? '')?.[1] ?? '';
  const post = async (url = endpoint, text = body) => (await fetch(url, { method: 'POST', body: text })).status;
  return { started, counted, endpoint, post };
}

test('adds up what is reported, and tells each time', async () => {
  const { started, counted, post } = await meter();
  expect([await post(), await post(undefined, '{}'), await post()]).toEqual([200, 200, 200]);
  expect(started.used()).toEqual({ input: 200, output: 40 });
  expect(counted.mock.calls).toEqual([[{ input: 100, output: 20 }], [{ input: 200, output: 40 }]]);
});

test('asks for spans where it is to, and for them soon', async () => {
  const { started } = await meter({}, 'trace_exporter');
  expect(started.config[0]).toMatch(/^otel\.trace_exporter=\{otlp-http=\{endpoint="http:\/\/127\.0\.0\.1:/);
  expect(started.env).toMatchObject({ OTEL_BSP_SCHEDULE_DELAY: '1000' });
});

test('does not count what comes to another path', async () => {
  const { started, endpoint, post } = await meter();
  await post(new URL('/v1/logs', endpoint).href);
  expect(started.used()).toEqual({ input: 0, output: 0 });
});

test('is reached without the proxies that hold for everything else', async () => {
  const { started } = await meter({ NO_PROXY: '.svc', no_proxy: 'shop.example.com' });
  const direct = '.svc,shop.example.com,127.0.0.1';
  expect(started.env).toEqual({ NO_PROXY: direct, no_proxy: direct });
});
