import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { offerServers, type ServerProvider } from '../../../src/editor/offered-servers.ts';
import { QueueSource } from '../../../src/editor/queue-source.ts';

/** The editor, as far as it matters here. */
const editor = vi.hoisted(() => {
  const listeners: Record<string, ((change?: unknown) => void)[]> = { trust: [], settings: [] };
  const listen = (name: string) => (listener: (change?: unknown) => void) => {
    listeners[name]?.push(listener);
    return { dispose: () => void listeners[name]?.splice(listeners[name].indexOf(listener), 1) };
  };
  return { listeners, listen, lm: {} as Record<string, unknown>, isTrusted: true };
});

vi.mock('vscode', () => {
  class Disposable {
    static from = (...all: { dispose(): void }[]) => new Disposable(() => all.forEach((one) => void one.dispose()));
    readonly dispose: () => void;
    constructor(dispose: () => void) {
      this.dispose = dispose;
    }
  }
  class EventEmitter {
    readonly #listeners = new Set<() => void>();
    readonly event = (listener: () => void) => {
      this.#listeners.add(listener);
      return { dispose: () => void this.#listeners.delete(listener) };
    };
    readonly fire = () => this.#listeners.forEach((listener) => void listener());
    readonly dispose = () => this.#listeners.clear();
  }
  const workspace = {
    get isTrusted() {
      return editor.isTrusted;
    },
    workspaceFolders: [],
    onDidGrantWorkspaceTrust: editor.listen('trust'),
    onDidChangeConfiguration: editor.listen('settings'),
  };
  return { Disposable, EventEmitter, lm: editor.lm, workspace };
});

const host = { execPath: '/editor/node', script: (name: string) => name, env: {} };
const queue = async ({ root, name }: { root: string; name: string }) => {
  return { root, name, tasks: [], actions: [], warnings: [] };
};
const told = (name: string, change?: unknown) => editor.listeners[name]?.forEach((listener) => void listener(change));

describe('the servers for agent mode', () => {
  let source: QueueSource;
  let registered: [string, ServerProvider][];
  const removed = vi.fn();
  const offer = () => offerServers({ source, host }, '1.2.3', () => {});
  beforeEach(() => {
    source = new QueueSource(queue);
    registered = [];
    editor.lm['registerMcpServerDefinitionProvider'] = (id: string, provider: ServerProvider) => {
      registered.push([id, provider]);
      return { dispose: removed };
    };
  });
  afterEach(() => vi.clearAllMocks());

  test('an editor that knows no such servers goes without', () => {
    delete editor.lm['registerMcpServerDefinitionProvider'];
    expect(() => offer().dispose()).not.toThrow();
    expect(registered).toEqual([]);
  });

  test('without a repository there is none', async () => {
    const offered = offer();
    const [[id, provider] = []] = registered;
    expect(id).toBe('agentToolkit.servers');
    expect(await provider?.provideMcpServerDefinitions({} as never)).toEqual([]);
    offered.dispose();
    expect(removed).toHaveBeenCalledTimes(1);
    expect(Object.values(editor.listeners)).toEqual([[], []]);
  });

  test('are asked for anew when trust is granted, a setting of ours or the repositories change, and not otherwise', async () => {
    const offered = offer();
    const provider = registered[0]?.[1];
    const changed = vi.fn();
    provider?.onDidChangeMcpServerDefinitions?.(changed);
    await provider?.provideMcpServerDefinitions({} as never);
    const times = async (count: number) => {
      await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(count), 15_000);
    };
    told('trust');
    await times(1);
    told('settings', { affectsConfiguration: (section: string) => section === 'editor' });
    await times(1);
    told('settings', { affectsConfiguration: (section: string) => section === 'agentToolkit' });
    await times(2);
    await source.setFolders([{ root: '/shop', name: 'shop' }]);
    expect(changed.mock.calls.length).toBeGreaterThan(2);
    await provider?.provideMcpServerDefinitions({} as never);
    const before = changed.mock.calls.length;
    await source.setFolders([]);
    expect(changed).toHaveBeenCalledTimes(before);
    offered.dispose();
  });
});
