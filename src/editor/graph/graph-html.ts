/** The page of the panel: nothing but our scripts and our style sheet may run or load in it. */
import type { Texts } from '../l10n.ts';
import * as l10n from '../l10n.ts';

export interface PageSources {
  /** Where the editor serves files of the extension from, for the policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** The script that lays out, which the page fetches to make a worker of it. */
  readonly worker: string;
  /** The language of the editor, and the texts in it. */
  readonly language: string;
  readonly texts: Texts;
  /** Made anew for each page. */
  readonly nonce: string;
}

export function graphHtml({ cspSource, script, style, worker, language, texts, nonce }: PageSources): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `connect-src ${cspSource}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${l10n.t('Dependency Graph')}</title>
<link rel="stylesheet" href="${style}">
</head>
<body data-vscode-context='{"preventDefaultContextMenuItems":true}'>
<script nonce="${nonce}" src="${script}" data-worker="${worker}" data-texts="${attribute(JSON.stringify(texts))}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
