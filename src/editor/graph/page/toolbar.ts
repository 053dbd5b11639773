/** The row of controls above the picture. */
import type { RepositoryName } from '../messages.ts';
import { html } from './elements.ts';

export interface ToolbarActions {
  choose(root: string): void;
  search(query: string): void;
  /** To the next hit, or the one before. */
  nextHit(step: 1 | -1): void;
  /** Back from the search field to the picture. */
  leaveSearch(): void;
  toggleCompleted(): void;
  toggleRelated(): void;
  zoom(direction: 1 | -1): void;
  fit(): void;
  save(): void;
}

export class Toolbar {
  readonly element: HTMLElement;
  readonly #repositories = html('select', { 'aria-label': 'Repository', title: 'Repository' });
  readonly #search = html('input', {
    ...{ type: 'search', placeholder: 'Search', 'aria-label': 'Search tasks', spellcheck: 'false' },
    title: 'Search by id, title, label, state or priority (/). Enter: next',
  });
  readonly #hits = html('span', { class: 'hits', role: 'status' });
  readonly #completed: HTMLButtonElement;
  readonly #related: HTMLButtonElement;

  constructor(actions: ToolbarActions) {
    const button = (label: string, title: string, act: () => void, name = title) => {
      const made = html('button', { type: 'button', title, 'aria-label': name }, label);
      made.addEventListener('click', act);
      return made;
    };
    this.#completed = button(
      'Completed',
      'Show completed tasks that have dependencies (C)',
      actions.toggleCompleted,
      'Completed',
    );
    this.#related = button(
      'Related only',
      'Show the selected task, what comes before it and what waits for it (R)',
      actions.toggleRelated,
      'Related only',
    );
    this.#repositories.addEventListener('change', () => actions.choose(this.#repositories.value));
    this.#search.addEventListener('input', () => actions.search(this.#search.value));
    this.#search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') actions.nextHit(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape' && this.#search.value !== '') this.clearSearch(actions);
      else if (event.key === 'Escape' || event.key === 'ArrowDown') actions.leaveSearch();
      else return;
      event.preventDefault();
    });
    this.element = html(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': 'Dependency graph' },
      this.#repositories,
      this.#search,
      this.#hits,
      this.#completed,
      this.#related,
      html('span', { class: 'space' }),
      html(
        'span',
        { class: 'group' },
        button('−', 'Zoom out (-)', () => actions.zoom(-1), 'Zoom out'),
        button('+', 'Zoom in (+)', () => actions.zoom(1), 'Zoom in'),
        button('Fit', 'Show all of it (0)', actions.fit, 'Fit'),
        button('Save SVG', 'Save what is shown as an SVG picture (S)', actions.save, 'Save SVG'),
      ),
    );
  }

  private clearSearch(actions: ToolbarActions): void {
    this.#search.value = '';
    actions.search('');
  }

  showRepositories(repositories: readonly RepositoryName[], root: string): void {
    this.#repositories.replaceChildren(...repositories.map(({ root: value, name }) => html('option', { value }, name)));
    this.#repositories.value = root;
    this.#repositories.hidden = repositories.length < 2;
  }

  showFilter({
    completed,
    related,
    canRelate,
  }: {
    completed: boolean;
    related: string | undefined;
    canRelate: boolean;
  }): void {
    this.#completed.setAttribute('aria-pressed', String(completed));
    this.#related.setAttribute('aria-pressed', String(related !== undefined));
    this.#related.textContent = related === undefined ? 'Related only' : `Related to ${related}`;
    this.#related.disabled = related === undefined && !canRelate;
  }

  /** @param hits how many the search has found; undefined where nothing is searched for */
  showHits(hits: number | undefined): void {
    this.#hits.textContent = hits === undefined ? '' : hits === 0 ? 'none found' : `${hits} found`;
  }

  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }
}
