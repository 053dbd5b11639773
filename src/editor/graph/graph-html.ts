/** The page of the panel: nothing but our scripts and our style sheet may run or load in it. */

export interface PageSources {
  /** Where the editor serves files of the extension from, for the policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** The script that lays out, which the page fetches to make a worker of it. */
  readonly worker: string;
  /** Made anew for each page. */
  readonly nonce: string;
}

export function graphHtml({ cspSource, script, style, worker, nonce }: PageSources): string {
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
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dependency Graph</title>
<link rel="stylesheet" href="${style}">
</head>
<body data-vscode-context='{"preventDefaultContextMenuItems":true}'>
<script nonce="${nonce}" src="${script}" data-worker="${worker}"></script>
</body>
</html>
`;
}
