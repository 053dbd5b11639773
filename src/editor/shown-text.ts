/** Text of task files, which is other people's, as it may be shown. Pure. */

/** Marks that turn the direction of what follows them: with them a row reads as something that it does not say. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

/** One way to read it: the marks that turn the direction of a text are left out. */
export function readable(text: string): string {
  return text.replace(directions, '');
}

/** For the lists and the status bar of the editor, which put an icon in the place of `$(name)`: the name is shown as it stands. */
export function withoutIcons(text: string): string {
  return readable(text).replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');
}

/** For notifications, in which the editor makes a link of `[text](command:…)`, and runs the command when it is pressed: it stays text. */
export function unlinked(text: string): string {
  return readable(text).replace(/\](?=\()/g, ']\u200b');
}

/** For hover texts, which are Markdown: nothing in it becomes a link, an icon, HTML or formatting. */
export function escapeMarkdown(text: string): string {
  return (
    readable(text)
      .replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, '\\$&')
      // The editor makes a link of an address that stands alone.
      .replaceAll('://', ':&#47;/')
      .replace(/\r\n?|\n/g, ' ')
  );
}

/** Markdown of others, shown as such: no picture is fetched for it. */
export function withoutPictures(markdown: string): string {
  return readable(markdown)
    .replace(/!+(?=\[)/g, '')
    .replace(/<(?=img\b)/gi, '&lt;');
}
