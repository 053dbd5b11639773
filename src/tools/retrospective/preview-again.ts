/** How a preview that is not applied says so: what the user is to do next stands at the end, for who has a button for it. */
const previewAgain = 'Preview again.';

/** @param why a sentence without its end */
export function outdatedPreview(why: string): string {
  return `Nothing was changed: ${why}. ${previewAgain}`;
}

/** Whether this is why a preview was not applied, and another one can be. */
export function isOutdatedPreview(message: string): boolean {
  return message.endsWith(previewAgain);
}
