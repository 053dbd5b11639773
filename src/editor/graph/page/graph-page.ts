/** The page: what the panel tells is drawn, what a person does is done or told. */
import type { Graph } from '../graph.ts';
import type { ToPage } from '../messages.ts';
import { Repeated } from '../repeated.ts';
import { nextOf } from '../search.ts';
import { type ShownPart, shownPart } from '../shown-part.ts';
import { spokenChanges } from '../spoken-changes.ts';
import { html } from './elements.ts';
import { Highlights } from './highlights.ts';
import { KeptState } from './kept-state.ts';
import { type KeyAction, keyAction } from './keys.ts';
import type { Layouts } from './layouts.ts';
import { legend } from './legend.ts';
import { Navigation } from './navigation.ts';
import { Notices } from './notices.ts';
import { Picture } from './picture.ts';
import { followPointer, keyAt } from './pointer.ts';
import { Toolbar } from './toolbar.ts';
import type { EditorApi } from './vscode-api.ts';
import { circleText, emptyText, failedText, layingOutText } from './words.ts';

export class GraphPage {
  readonly #editor: EditorApi;
  readonly #layouts: Layouts;
  readonly #frame = html('div', { class: 'frame' });
  readonly #notices = new Notices();
  readonly #picture = new Picture(this.#frame, (view) => this.#state.keep({ view }));
  readonly #scene = this.#picture.scene;
  readonly #toolbar = new Toolbar({
    choose: (root) => this.#editor.postMessage({ kind: 'choose', root }),
    search: (query) => this.#highlights.search(query),
    nextHit: (step) => this.#navigation.goTo(nextOf(this.#highlights.hits, this.#scene.selected, step)),
    leaveSearch: () => this.#scene.focus(),
    toggleCompleted: () => this.#act({ kind: 'completed' }),
    toggleRelated: () => this.#act({ kind: 'related' }),
    zoom: (direction) => this.#act({ kind: 'zoom', direction }),
    fit: () => this.#act({ kind: 'fit' }),
    save: () => this.#act({ kind: 'save' }),
  });
  readonly #navigation = new Navigation(this.#scene, this.#picture.viewport, (selected) => {
    this.#state.keep({ selected });
    this.#showFilter();
  });
  readonly #highlights = new Highlights(this.#scene, (hits) => this.#toolbar.showHits(hits));
  readonly #state: KeptState;
  readonly #drawings = new Repeated(() => this.#drawNow());
  #graph: Graph | undefined;
  /** Whether a person asked for what is drawn next. */
  #isAsked = false;

  constructor(editor: EditorApi, layouts: Layouts) {
    this.#editor = editor;
    this.#layouts = layouts;
    this.#state = new KeptState(editor);
  }

  start(): void {
    const { notice, warning, busy, live } = this.#notices;
    this.#frame.append(this.#scene.element, this.#picture.minimap.element, legend(), notice, busy, live);
    document.body.append(html('main', {}, this.#toolbar.element, warning, this.#frame));
    this.#toolbar.showRepositories([], '');
    this.#showFilter();
    followPointer(this.#scene.element, this.#picture.viewport, {
      press: (key) => {
        this.#navigation.select(key);
        this.#editor.postMessage({ kind: 'open', key, stay: true });
      },
      hover: (key) => this.#highlights.hover(key),
    });
    // The editor's menu is about the card that it opens on.
    this.#scene.element.addEventListener('contextmenu', (event) => this.#navigation.select(keyAt(event)));
    this.#scene.element.addEventListener('focusin', (event) => this.#navigation.select(keyAt(event)));
    document.addEventListener('keydown', (event) => this.#keyDown(event));
    const { root } = this.#state.now;
    this.#editor.postMessage({ kind: 'ready', ...(root === undefined ? {} : { root }) });
  }

  receive(message: ToPage): void {
    switch (message.kind) {
      case 'graph': {
        const { graph, repositories, focus } = message;
        const isOther = this.#graph !== undefined && this.#graph.root !== graph.root;
        if (!isOther) this.#notices.say(spokenChanges(this.#graph?.nodes ?? [], graph.nodes));
        this.#graph = graph;
        if (isOther) this.#state.beginWith(graph.root);
        else this.#state.keep({ root: graph.root });
        this.#toolbar.showRepositories(repositories, graph.root);
        const drawn = this.#draw(isOther);
        if (focus !== undefined) void drawn.then(() => this.#show(focus));
        break;
      }
      case 'nodes': {
        if (this.#graph === undefined) break;
        const changed = new Map(message.nodes.map((node) => [node.key, node]));
        this.#graph = { ...this.#graph, nodes: this.#graph.nodes.map((node) => changed.get(node.key) ?? node) };
        this.#notices.say(spokenChanges(this.#scene.nodes, message.nodes));
        this.#scene.redraw(message.nodes);
        break;
      }
      case 'focus':
        void this.#show(message.key);
    }
  }

  /**
   * Draws what the filter leaves; until it is laid out, the picture before it stays and is answered.
   * @returns settled when all that was asked for is drawn, or a failure is told
   */
  async #draw(isAsked = false): Promise<void> {
    this.#isAsked ||= isAsked;
    try {
      await this.#drawings.ask();
    } catch (error) {
      this.#notices.show('', failedText(error));
    }
  }

  async #drawNow(): Promise<void> {
    const graph = this.#graph;
    if (graph === undefined) return;
    const isAsked = this.#isAsked;
    this.#isAsked = false;
    const { showCompleted, around } = this.#state.now;
    const part = shownPart(graph, { showCompleted, ...(around === undefined ? {} : { around }) });
    await this.#notices.during(layingOutText(part), this.#drawPart(graph.root, part, isAsked));
    this.#notices.show(emptyText(graph, part), circleText(graph));
    this.#highlights.search();
    this.#showFilter();
  }

  async #drawPart(root: string, part: ShownPart, isAsked: boolean): Promise<void> {
    const keys = part.nodes.map(({ key }) => key);
    const layout = await this.#layouts.layOut(keys, part.edges, this.#picture.aspect);
    // Cards may look different by now; another repository is drawn next.
    if (this.#graph?.root !== root) return;
    const now = new Map(this.#graph.nodes.map((node) => [node.key, node]));
    const current = { ...part, nodes: part.nodes.map((node) => now.get(node.key) ?? node) };
    await this.#picture.show(root, current, layout, { ...this.#state.now, isAsked });
  }

  /** Has the node in the middle, whatever the filter says. */
  async #show(key: string): Promise<void> {
    if (this.#graph?.nodes.some((candidate) => candidate.key === key) !== true) return;
    if (!this.#scene.has(key)) {
      this.#state.keep({ around: key });
      await this.#draw();
    }
    this.#navigation.goTo(key);
    this.#scene.focus();
  }

  #keyDown(event: KeyboardEvent): void {
    const isControl = event.target instanceof HTMLElement && event.target.closest('.toolbar, details') !== null;
    const action = keyAction(event);
    if (action === undefined || (isControl && (action.kind !== 'search' || event.key === '/'))) return;
    event.preventDefault();
    this.#act(action);
  }

  #act(action: KeyAction): void {
    const { selected } = this.#scene;
    switch (action.kind) {
      case 'step':
        this.#navigation.step(action.direction);
        break;
      case 'end':
        this.#navigation.end(action.last);
        break;
      case 'open':
        if (selected !== undefined) this.#editor.postMessage({ kind: 'open', key: selected, stay: false });
        break;
      case 'zoom':
        this.#picture.viewport.zoomStep(action.direction);
        break;
      case 'fit':
        this.#picture.fit();
        break;
      case 'search':
        this.#toolbar.focusSearch();
        break;
      case 'completed':
        this.#state.keep({ showCompleted: !this.#state.now.showCompleted });
        this.#showFilter();
        void this.#draw(true);
        break;
      case 'related':
        void this.#relate(this.#state.now.around === undefined ? selected : undefined);
        break;
      case 'save': {
        const svg = this.#picture.asFile;
        if (svg !== undefined) this.#editor.postMessage({ kind: 'save', svg });
        break;
      }
      case 'escape':
        if (this.#state.now.around !== undefined) void this.#relate(undefined);
    }
  }

  async #relate(around: string | undefined): Promise<void> {
    if (around === undefined) this.#state.leaveAround();
    else this.#state.keep({ around });
    this.#showFilter();
    await this.#draw(true);
    this.#scene.focus();
  }

  #showFilter(): void {
    const { around, showCompleted } = this.#state.now;
    const idOf = (key: string) => this.#graph?.nodes.find((node) => node.key === key)?.id ?? key;
    this.#toolbar.showFilter({
      completed: showCompleted,
      related: around === undefined ? undefined : idOf(around),
      canRelate: this.#scene.selected !== undefined,
    });
  }
}
