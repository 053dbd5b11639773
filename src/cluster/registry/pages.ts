/** Lists in pages: `Link: </v2/_catalog?n=100&last=web>; rel="next"` (RFC 8288). Pure. */

/** The next page; undefined on the last one, and where the link leads to another host. */
export function nextPage(link: string | null, current: URL): URL | undefined {
  const next = /<([^<>]*)>[^<]*;\s*rel="?next"?(?=$|[\s,;])/i.exec(link ?? '')?.[1];
  if (next === undefined || !URL.canParse(next, current.href)) return undefined;
  const url = new URL(next, current);
  return url.origin === current.origin ? url : undefined;
}
