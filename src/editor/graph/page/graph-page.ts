import type { Graph } from '../graph.ts';
import { type GraphLayout, layOut } from '../layout.ts';
import type { ToPage } from '../messages.ts';
import { nextOf } from '../search.ts';
import { shownPart } from '../shown-part.ts';
import { pictureOf } from './as-picture.ts';
import { html } from './elements.ts';
import { Highlights } from './highlights.ts';
import { type KeyAction, keyAction } from './keys.ts';
import { legend } from './legend.ts';
import { Minimap } from './minimap.ts';
import { Navigation } from './navigation.ts';
import { type PageState, readPageState } from './page-state.ts';
import { followPointer, keyAt } from './pointer.ts';
import { Scene } from './scene.ts';
import { Toolbar } from './toolbar.ts';
import { type Box, type View, Viewport } from './viewport.ts';
import type { EditorApi } from './vscode-api.ts';
import { circleText, emptyText, pictureLabel } from './words.ts';

/** More than a turn of the wheel has events. */
const keepMs = 200;

export class GraphPage {
  readonly #editor: EditorApi;
  readonly #frame = html('div', { class: 'frame' });
  readonly #notice = html('p', { class: 'notice', role: 'status' }, 'Reading the tasks…');
  readonly #warning = html('p', { class: 'warning', role: 'alert', hidden: '' });
  readonly #scene = new Scene();
  readonly #viewport = new Viewport(this.#frame, (view) => this.#moved(view));
  readonly #minimap = new Minimap(this.#viewport);
  readonly #toolbar = new Toolbar({
    choose: (root) => this.#editor.postMessage({ kind: 'choose', root }),
    search: (query) => this.#highlights.search(query),
    nextHit: (step) => this.#navigation.goTo(nextOf(this.#highlights.hits, this.#scene.selected, step)),
    leaveSearch: () => this.#scene.focus(),
    toggleCompleted: () => this.#act({ kind: 'completed' }),
    toggleRelated: () => this.#act({ kind: 'related' }),
    zoom: (direction) => this.#viewport.zoomStep(direction),
    fit: () => this.#fit(),
    save: () => this.#save(),
  });
  readonly #navigation = new Navigation(this.#scene, this.#viewport, (selected) => {
    this.#keep({ selected });
    this.#showFilter();
  });
  readonly #highlights = new Highlights(this.#scene, (hits) => this.#toolbar.showHits(hits));
  #state: PageState;
  #graph: Graph | undefined;
  /** Whether all of the picture was on the screen when it was moved last. */
  #isWhole = false;
  #keeping: number | undefined;

  constructor(editor: EditorApi) {
    this.#editor = editor;
    this.#state = readPageState(editor.getState());
  }

  start(): void {
    this.#frame.append(this.#scene.element, this.#minimap.element, legend(), this.#notice);
    document.body.append(this.#toolbar.element, this.#warning, this.#frame);
    this.#toolbar.showRepositories([], '');
    this.#showFilter();
    followPointer(this.#scene.element, this.#viewport, {
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
    new ResizeObserver(() => this.#resized()).observe(this.#frame);
    const { root } = this.#state;
    this.#editor.postMessage({ kind: 'ready', ...(root === undefined ? {} : { root }) });
  }

  receive(message: ToPage): void {
    switch (message.kind) {
      case 'graph': {
        const isOther = this.#graph !== undefined && this.#graph.root !== message.graph.root;
        this.#graph = message.graph;
        if (isOther) this.#state = { showCompleted: this.#state.showCompleted };
        this.#keep({ root: message.graph.root });
        this.#toolbar.showRepositories(message.repositories, message.graph.root);
        this.#draw(isOther);
        if (message.focus !== undefined) this.#show(message.focus);
        break;
      }
      case 'nodes': {
        if (this.#graph === undefined) break;
        const changed = new Map(message.nodes.map((node) => [node.key, node]));
        this.#graph = { ...this.#graph, nodes: this.#graph.nodes.map((node) => changed.get(node.key) ?? node) };
        this.#scene.redraw(message.nodes);
        break;
      }
      case 'focus':
        this.#show(message.key);
    }
  }

  /**
   * Draws what the filter leaves. What changed by itself leaves the view, and the selected card where it is on the
   * screen; what a person asked to see is opened.
   */
  #draw(isAsked = false): void {
    const graph = this.#graph;
    if (graph === undefined) return;
    const { showCompleted, around, view } = this.#state;
    const part = shownPart(graph, { showCompleted, ...(around === undefined ? {} : { around }) });
    const { width, height } = this.#viewport.size;
    const isFirst = this.#scene.layout === undefined;
    const selected = this.#scene.selected ?? this.#state.selected;
    const before = selected === undefined ? undefined : this.#scene.boxOf(selected);
    const keys = part.nodes.map(({ key }) => key);
    const layout = layOut(keys, part.edges, Math.max(0.5, width / Math.max(1, height)));
    this.#scene.show(graph.root, part.nodes, part.edges, layout, pictureLabel(part));
    this.#scene.select(selected !== undefined && this.#scene.has(selected) ? selected : undefined);
    this.#minimap.show(layout);
    const after = selected === undefined ? undefined : this.#scene.boxOf(selected);
    if (isFirst && view !== undefined) this.#viewport.set(view);
    else if (isFirst || isAsked) this.#viewport.open(boxOf(layout), after ?? this.#firstBox());
    else if (before !== undefined && after !== undefined) {
      const { zoom } = this.#viewport.view;
      this.#viewport.pan((before.x - after.x) * zoom, (before.y - after.y) * zoom);
    }
    this.#notice.textContent = emptyText(graph, part);
    this.#notice.hidden = this.#notice.textContent === '';
    this.#warning.textContent = circleText(graph);
    this.#warning.hidden = this.#warning.textContent === '';
    this.#highlights.search();
    this.#showFilter();
  }

  #firstBox() {
    const next = this.#scene.nodes.find((node) => node.next);
    return next === undefined ? undefined : this.#scene.boxOf(next.key);
  }

  /** Has the node in the middle, whatever the filter says. */
  #show(key: string): void {
    const node = this.#graph?.nodes.find((candidate) => candidate.key === key);
    if (node === undefined) return;
    if (!this.#scene.has(key)) {
      this.#keep({ around: key });
      this.#draw();
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
        this.#viewport.zoomStep(action.direction);
        break;
      case 'fit':
        this.#fit();
        break;
      case 'search':
        this.#toolbar.focusSearch();
        break;
      case 'completed':
        this.#keep({ showCompleted: !this.#state.showCompleted });
        this.#draw(true);
        break;
      case 'related':
        this.#relate(this.#state.around === undefined ? selected : undefined);
        break;
      case 'save':
        this.#save();
        break;
      case 'escape':
        if (this.#state.around !== undefined) this.#relate(undefined);
    }
  }

  #relate(around: string | undefined): void {
    if (around === undefined) {
      const { around: _, ...rest } = this.#state;
      this.#state = rest;
      this.#keep({});
    } else this.#keep({ around });
    this.#draw(true);
    this.#scene.focus();
  }

  #fit(): void {
    const { layout } = this.#scene;
    if (layout !== undefined) this.#viewport.fit(boxOf(layout));
  }

  #save(): void {
    const { layout } = this.#scene;
    if (layout !== undefined) this.#editor.postMessage({ kind: 'save', svg: pictureOf(this.#scene.element, layout) });
  }

  #showFilter(): void {
    const { around } = this.#state;
    const idOf = (key: string) => this.#graph?.nodes.find((node) => node.key === key)?.id ?? key;
    this.#toolbar.showFilter({
      completed: this.#state.showCompleted,
      related: around === undefined ? undefined : idOf(around),
      canRelate: this.#scene.selected !== undefined,
    });
  }

  /** An editor that opens beside takes half of the room: all of it, or the card that it is about, stays on the screen. */
  #resized(): void {
    const { selected, layout } = this.#scene;
    const box = selected === undefined ? undefined : this.#scene.boxOf(selected);
    if (layout !== undefined && this.#isWhole) this.#viewport.open(boxOf(layout), box);
    else if (box !== undefined) this.#viewport.bringIn(box);
    this.#minimap.update();
  }

  #moved(view: View): void {
    const { layout } = this.#scene;
    this.#isWhole = layout !== undefined && this.#viewport.holds(boxOf(layout));
    this.#scene.move(view);
    this.#minimap.update();
    this.#keep({ view });
  }

  #keep(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#keeping ??= window.setTimeout(() => {
      this.#keeping = undefined;
      this.#editor.setState(this.#state);
    }, keepMs);
  }
}

/** A picture without anything in it has no size. */
function boxOf({ width, height }: GraphLayout): Box {
  return { x: 0, y: 0, width: Math.max(1, width), height: Math.max(1, height) };
}
