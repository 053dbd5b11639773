/** What the page says in words: why it is empty, what is wrong, and that a picture is on its way. */
import * as l10n from '../../l10n.ts';
import { html } from './elements.ts';

/** Most pictures are there sooner; a word that only flashes up is noise. */
const patienceMs = 250;

export class Notices {
  readonly notice = html('p', { class: 'notice', role: 'status' }, l10n.t('Reading the tasks…'));
  readonly warning = html('p', { class: 'warning', role: 'alert', hidden: '' });
  readonly busy = html('p', { class: 'busy', role: 'status' });
  /** For screen readers alone: what everybody else sees change. */
  readonly live = html('p', { class: 'live', 'aria-live': 'polite' });

  /** @param empty why there is nothing to be seen @param warning what is wrong; each empty where it is not so */
  show(empty: string, warning: string): void {
    this.notice.textContent = empty;
    this.notice.hidden = empty === '';
    this.warning.textContent = warning;
    this.warning.hidden = warning === '';
  }

  /** @param sentence what changed by itself; nothing is said where it is empty */
  say(sentence: string): void {
    if (sentence !== '') this.live.textContent = sentence;
  }

  /** @returns what the work comes to; as long as it takes, beyond a moment, the page says what it does */
  async during<Result>(words: string, work: Promise<Result>): Promise<Result> {
    const soon = window.setTimeout(() => this.#showBusy(words), patienceMs);
    try {
      return await work;
    } finally {
      window.clearTimeout(soon);
      this.#showBusy('');
    }
  }

  #showBusy(words: string): void {
    this.busy.textContent = words;
    if (words !== '') this.notice.hidden = true;
  }
}
