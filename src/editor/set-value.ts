/** What a setting comes to, from what `inspect` tells of it. Pure. */

/** The values of one setting by where they are set; the default is not among them. */
export interface Inspected<T> {
  readonly globalValue?: T;
  readonly workspaceValue?: T;
  readonly workspaceFolderValue?: T;
}

/** What somebody set. */
export function explicit<T>(inspected: Inspected<T> | undefined): T | undefined {
  return inspected?.workspaceFolderValue ?? inspected?.workspaceValue ?? inspected?.globalValue;
}

/** The same, but where the user has set the careful value, no workspace sets the other one: its file is the repository's. */
export function noLooser<T>(inspected: Inspected<T> | undefined, careful: T, otherwise: T): T {
  return inspected?.globalValue === careful ? careful : (explicit(inspected) ?? otherwise);
}
