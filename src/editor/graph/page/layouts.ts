/** Has pictures laid out beside the page, in a worker: that of a thousand tasks takes seconds, in which the page has to answer. */
import * as l10n from '../../l10n.ts';
import type { GraphEdge } from '../graph.ts';
import type { GraphLayout, layOut } from '../layout.ts';

/** As `layOut` has them. */
export type LayoutRequest = Parameters<typeof layOut>;

export class Layouts {
  readonly #worker: Promise<Worker>;

  /** @param script the address of the worker's script. An editor's page may make workers of its own data alone: it is fetched first. */
  constructor(script: string) {
    this.#worker = startWorker(script);
    // Whoever asks for a layout is told.
    this.#worker.catch(() => undefined);
  }

  /**
   * One at a time.
   * @throws Error where the worker cannot be started, or the layout fails
   */
  async layOut(
    keys: readonly string[],
    edges: readonly Pick<GraphEdge, 'from' | 'to'>[],
    aspect: number,
  ): Promise<GraphLayout> {
    const worker = await this.#worker;
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<GraphLayout>) => resolve(data);
      // One that the page's policy refuses, or a browser without any, says nothing of why.
      worker.onerror = ({ message }: Partial<ErrorEvent>) =>
        reject(new Error(message ?? l10n.t('its worker did not start.')));
      worker.postMessage([keys, edges, aspect] satisfies LayoutRequest);
    });
  }
}

async function startWorker(script: string): Promise<Worker> {
  const answer = await fetch(script);
  if (!answer.ok) throw new Error(`${script}: ${answer.status} ${answer.statusText}`);
  const address = URL.createObjectURL(new Blob([await answer.text()], { type: 'text/javascript' }));
  return new Worker(address);
}
