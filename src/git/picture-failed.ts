/** git could not read the work tree, so nobody knows what is in it; nothing was done. The message has git's words and the next step. */
export class PictureFailed extends Error {
  override readonly name = 'PictureFailed';

  constructor(root: string, words: string) {
    const lines = words.split('\n').filter((line) => /^(?:error|fatal): /.test(line));
    const told = (lines.length === 0 ? words.split('\n') : lines)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    super(
      `git cannot read the work tree of ${root}: ${told.slice(-5).join('; ').replace(/\.?$/, '.')} Mend or remove what it ` +
        'names (git add --all --dry-run shows it too), then run again.',
    );
  }
}
