import { window } from 'vscode';

/** Asks in a dialog that has one button beside Cancel. @returns whether it was pressed */
export async function confirm(message: string, detail: string, button: string): Promise<boolean> {
  return (await window.showWarningMessage(message, { modal: true, detail }, button)) === button;
}
