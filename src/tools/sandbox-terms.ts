/** What Codex may do on this machine, for people, before it does so. Pure. */
import type { Settings } from './settings.ts';

/** @param howToChange what switches the network off or on, for example `--no-network` */
export function sandboxTerms(network: Settings['network'], root: string, howToChange: string): string {
  const place = `Codex works in its sandbox: it writes in ${root} and in temporary folders only`;
  return network
    ? `${place}, and may use the network, since kubectl and flux need it (${howToChange} takes it away).`
    : `${place}, and has no network (${howToChange}).`;
}
