/** Which environment variables a setting may name for Codex' commands. */

/** Whether the name can be passed on: that of a variable, and not KUBECONFIG, which holds the verified context alone. */
export function isPassable(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && name.toUpperCase() !== 'KUBECONFIG';
}

/** What is wrong with a name that cannot. */
export const passableForm =
  'it must be the name of an environment variable, for example AWS_PROFILE, and not KUBECONFIG: commands get the verified context alone';
