/** The row of controls above the picture. */
import * as l10n from '../../l10n.ts';
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
  readonly #repositories = html('select', { 'aria-label': l10n.t('Repository'), title: l10n.t('Repository') });
  readonly #search = html('input', {
    ...{ type: 'search', placeholder: l10n.t('Search'), 'aria-label': l10n.t('Search tasks'), spellcheck: 'false' },
    title: l10n.t('Search by id, title, label, state or priority (/). Enter: next'),
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
      l10n.t('Completed'),
      l10n.t('Show completed tasks that have dependencies (C)'),
      actions.toggleCompleted,
      l10n.t('Completed'),
    );
    this.#related = button(
      l10n.t('Related only'),
      l10n.t('Show the selected task, what comes before it and what waits for it (R)'),
      actions.toggleRelated,
      l10n.t('Related only'),
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
      { class: 'toolbar', role: 'toolbar', 'aria-label': l10n.t('Dependency graph') },
      this.#repositories,
      this.#search,
      this.#hits,
      this.#completed,
      this.#related,
      html('span', { class: 'space' }),
      html(
        'span',
        { class: 'group' },
        button('−', l10n.t('Zoom out (-)'), () => actions.zoom(-1), l10n.t('Zoom out')),
        button('+', l10n.t('Zoom in (+)'), () => actions.zoom(1), l10n.t('Zoom in')),
        button(l10n.t('Fit'), l10n.t('Show all of it (0)'), actions.fit, l10n.t('Fit')),
        button(
          l10n.t('Save SVG'),
          l10n.t('Save what is shown as an SVG picture (S)'),
          actions.save,
          l10n.t('Save SVG'),
        ),
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
    this.#related.textContent = related === undefined ? l10n.t('Related only') : l10n.t`Related to ${related}`;
    this.#related.disabled = related === undefined && !canRelate;
  }

  /** @param hits how many the search has found; undefined where nothing is searched for */
  showHits(hits: number | undefined): void {
    this.#hits.textContent = hits === undefined ? '' : hits === 0 ? l10n.t('none found') : l10n.t`${hits} found`;
  }

  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }
}
