/** The page of the panel: nothing but our script and our style sheet may run or load in it. */

export interface PageSources {
  /** Where the editor serves files of the extension from, for the policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Made anew for each page. */
  readonly nonce: string;
}

export function graphHtml({ cspSource, script, style, nonce }: PageSources): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; base-uri 'none'; form-action 'none'`;
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
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
